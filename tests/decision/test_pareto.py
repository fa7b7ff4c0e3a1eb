"""Dominance of single measures, by the core and natively, against a plain comparison of all pairs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.cells.values import CellError
from pycore.decision.pareto import native_pareto
from pycore.functions.catalogue import call
from tests.conftest import Native

# Cost, CO2, NOx: the third costs more than the first and brings less of both; the fourth is the first again.
MEASURES = [(10, 5, 3), (4, 2, 1), (12, 4, 3), (10, 5, 3), (4, 1, 9), (-2, 0, 0)]


def test_what_another_beats_in_everything_is_dominated_and_twins_are_not() -> None:
    costs = [[cost] for cost, *_ in MEASURES]
    benefits = [list(row) for _, *row in MEASURES]
    assert call("TL_PARETO", [costs, benefits]) == [[1], [1], [0], [1], [1], [1]]


def test_a_spare_row_stays_blank_and_beats_nothing() -> None:
    assert call("TL_PARETO", [[[5], [""], [3]], [[1], [""], [2]]]) == [[0], [""], [1]]


@given(st.lists(st.tuples(*[st.integers(-3, 3)] * 3), min_size=1, max_size=7))
def test_as_a_comparison_of_all_pairs(rows: list[tuple[int, int, int]]) -> None:
    def beaten(row: tuple[int, int, int]) -> bool:
        return any(o != row and o[0] <= row[0] and o[1] >= row[1] and o[2] >= row[2] for o in rows)

    found = call("TL_PARETO", [[[r[0]] for r in rows], [list(r[1:]) for r in rows]])
    assert found == [[int(not beaten(row))] for row in rows]


def test_the_native_form_is_the_same_with_spare_rows(native: Native) -> None:
    cells: dict[str, Any] = {}
    for place, row in enumerate(MEASURES, 1):
        cells |= {f"{column}{place}": value for column, value in zip("ABC", row, strict=True)}
    found = [
        native(native_pareto("A1:A8", f"A{i}", [("B1:B8", f"B{i}"), ("C1:C8", f"C{i}")]), cells)
        for i in range(1, len(MEASURES) + 1)
    ]
    assert found == [1, 1, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([[[1], [2]], [[1], [2], [3]]], "2 costs and 3 rows"),
        ([[[1], [""]], [[1], [2]]], "cost of measure 2"),
        ([[[1], [2]], [[1, 2], [2, ""]]], "benefit 2 of measure 2"),
    ],
)
def test_a_row_that_is_half_filled_in_is_named(arguments: list[Any], said: str) -> None:
    found = call("TL_PARETO", arguments)
    assert isinstance(found, CellError)
    assert said in found.text.en
