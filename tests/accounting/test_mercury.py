"""Mercury: the figures of the national plan, distribution, closure and what a reduction brings along."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.accounting.mercury import CATALYST_HG, CLOSURE, PER_REDUCTION, native_release
from pycore.cells.values import CellError
from pycore.functions.catalogue import call
from pycore.library import library
from tests.conftest import Native


def test_the_mercury_of_the_catalyst_of_2009() -> None:
    """7,000 t at 11 % HgCl2: 770 t HgCl2, 568.9 t Hg, which the plan gives as 570 t."""
    found = call("TL_CATALYST_HG", [7_000_000, 0.11])
    assert found == pytest.approx(7_000_000 * 0.11 * 200.59 / 271.5)
    assert round(found / 1000, -1) == library().factor("mercury.hg_used.2009").value


@pytest.mark.parametrize("fraction", [0.04, 0.05, 0.055, 0.06, 0.065, 0.11])
def test_the_limit_of_49_14_g_is_of_mercury_at_every_strength_of_the_catalyst(fraction: float) -> None:
    """49.14 g Hg is 66.5 g HgCl2, in ever less catalyst the stronger that is."""
    limit = library().factor("mercury.limit.hg_per_pvc").value / 1000
    catalyst = limit * 271.5 / 200.59 / fraction
    assert catalyst * fraction == pytest.approx(0.0665, abs=5e-5)
    assert call("TL_CATALYST_HG", [catalyst, fraction]) == pytest.approx(limit, rel=1e-14)


def test_a_fraction_in_percent_is_refused() -> None:
    found = call("TL_CATALYST_HG", [1200, 11])
    assert isinstance(found, CellError)
    assert "98 %" in found.text.en


def test_releases_in_the_shape_of_their_fractions() -> None:
    assert call("TL_RELEASE", [200, [[0.02, 0.5, 0.48]]]) == [pytest.approx([4.0, 100.0, 96.0])]
    assert call("TL_RELEASE", [10, [[0.25], [None], [0.75]]]) == [[2.5], [0.0], [7.5]]
    assert call("TL_RELEASE", [0, [[0.25, 0.75]]]) == [[0.0, 0.0]]


@given(st.floats(0, 1e6), st.lists(st.floats(0.01, 1), min_size=1, max_size=9))
def test_what_goes_all_ways_is_what_came_in(quantity: float, parts: list[float]) -> None:
    fractions = [part / sum(parts) for part in parts]
    found = call("TL_RELEASE", [quantity, [fractions]])
    assert sum(found[0]) == pytest.approx(quantity, rel=1e-9)


@pytest.mark.parametrize(
    ("fractions", "code", "said"),
    [
        ([0.5, 0.4], "#NUM!", "add up to 0.9,"),
        ([0.5, 0.6], "#NUM!", "add up to 1.1,"),
        ([0.333, 0.333, 0.333], "#NUM!", "add up to 0.999,"),
        ([50, 50], "#NUM!", "fraction 1 is 50"),
        ([-0.5, 1.5], "#NUM!", "fraction 1 is -0.5"),
        (["air", 1], "#VALUE!", "fraction 1"),
    ],
)
def test_fractions_that_do_not_add_up_to_one_are_an_error_with_their_sum(
    fractions: list[Any], code: str, said: str
) -> None:
    found = call("TL_RELEASE", [100, [fractions]])
    assert isinstance(found, CellError)
    assert found.code == code
    assert said in found.text.en


def test_closure_of_a_balance() -> None:
    """80 + 12 + 5.5 of 100; a blank is nothing."""
    assert call("TL_CLOSURE", [100, [[80], [12], [None], [5.5]]]) == pytest.approx(0.975)
    assert call("TL_CLOSURE", [100, [[0], [None], [0.5]]]) == pytest.approx(0.005)
    assert call("TL_CLOSURE", [100, [[None]]]) == ""
    for arguments, code, said in (
        ([0, [[1]]], "#NUM!", "above 0"),
        ([1, [[1], [None], [-1]]], "#NUM!", "output 3 is -1"),
        ([1, [["x"]]], "#VALUE!", "output 1"),
    ):
        found = call("TL_CLOSURE", arguments)
        assert isinstance(found, CellError)
        assert found.code == code
        assert said in found.text.en


def test_change_for_each_kilogram_of_mercury() -> None:
    """1,250 t CO2 more for 500 − 250 kg Hg less: 5 t/kg; less CO2 is below 0."""
    assert call("TL_PER_REDUCTION", [11_250, 10_000, 500, 250]) == 5.0
    assert call("TL_PER_REDUCTION", [9_000, 10_000, 500, 0]) == -2.0
    assert call("TL_PER_REDUCTION", [11, 10, 1, 0.5]) == 2.0


@pytest.mark.parametrize(("scenario", "code"), [(500, "#DIV/0!"), (501, "#NUM!")])
def test_where_no_mercury_is_reduced_there_is_an_error_and_never_a_number(scenario: float, code: str) -> None:
    found = call("TL_PER_REDUCTION", [11_250, 10_000, 500, scenario])
    assert isinstance(found, CellError)
    assert found.code == code
    assert "nothing is reduced" in found.text.en


def test_the_native_forms_are_the_same(native: Native) -> None:
    cells = {"A1": 7000, "B1": 0.11, "C1": 0.02, "D1": 0.5, "E1": 0.48, "F1": 0.4}
    assert native(CATALYST_HG.native(["A1", "B1"]), cells) == pytest.approx(call("TL_CATALYST_HG", [7000, 0.11]))
    assert native(native_release("A1", "C1:E1", 1, 3), cells) == pytest.approx(3360.0)
    assert native(native_release("A1", "D1:F1", 1, 1), cells) == "#N/A"
    assert native(CLOSURE.native(["A1", "C1:E1"]), cells) == pytest.approx(1 / 7000)
    assert native(PER_REDUCTION.native(["A1", "B1", "D1", "C1"]), cells) == pytest.approx((7000 - 0.11) / 0.48)
    assert native(PER_REDUCTION.native(["A1", "B1", "C1", "D1"]), cells) == "#N/A"
    assert native(PER_REDUCTION.native(["A1", "B1", "C1", "C1"]), cells) == "#N/A"
