"""What counts as the same value in two programs, and what never does."""

from __future__ import annotations

import pytest

from pycore.cells.stored import ErrorValue
from tests.golden.comparison import Tolerance

EXACT = Tolerance()
CLOSE = Tolerance(relative=1e-9, absolute=1e-12, any_error=True)
NUM, NAME = ErrorValue("#NUM!"), ErrorValue("#NAME?")


@pytest.mark.parametrize(
    ("first", "second"),
    [(1.0, 1), (1e9, 1e9 + 0.5), (0.0, 1e-13), ("", None), (None, ""), ("✓", "✓"), (True, True), (NUM, NAME)],
)
def test_the_same_to_another_program(first: object, second: object) -> None:
    assert CLOSE.allows(first, second)
    assert CLOSE.allows(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (1e9, 1e9 + 2), (0.0, 1e-11), (0.0, ""), (0.0, None), (1.0, True), (0.0, False), (False, ""), (1.0, "1"),
        ("2.39", "2,39"), ("✓", "✓ "), (NUM, "#NUM!"), (NUM, 0.0), (NUM, ""),
    ],
)  # fmt: skip
def test_never_the_same(first: object, second: object) -> None:
    assert not CLOSE.allows(first, second)
    assert not CLOSE.allows(second, first)


def test_without_a_tolerance_nothing_may_differ_not_even_the_kind_of_an_error() -> None:
    assert EXACT.allows(NUM, NUM)
    assert not EXACT.allows(NUM, NAME)
    assert not EXACT.allows(1.0, 1.0 + 2**-52)


def test_a_cell_that_the_other_program_lacks_is_a_blank() -> None:
    expected = {("a", 1, 1): "", ("a", 2, 1): 3.0}
    assert CLOSE.differences(expected, {}) == {("a", 2, 1): "3.0 and None"}
