"""Grey relation against numpy, areas by hand, and what must hold whatever the series."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.cells.values import CellError
from pycore.functions.catalogue import call

YEARS = 5
ROWS = st.lists(st.floats(0.5, 50), min_size=YEARS, max_size=YEARS)


def by_numpy(reference: list[float], series: list[list[float]], rho: float, scaling: str) -> Any:
    table = np.array([reference, *series])
    if scaling == "initial":
        table = table / table[:, :1]
    elif scaling == "mean":
        table = table / table.mean(axis=1, keepdims=True)
    elif scaling == "minmax":
        table = (table - table.min(axis=1, keepdims=True)) / np.ptp(table, axis=1)[:, None]
    apart = np.abs(table[1:] - table[0])
    if apart.max() == 0:
        return np.ones(len(series))
    return ((apart.min() + rho * apart.max()) / (apart + rho * apart.max())).mean(axis=1)


@given(ROWS, st.lists(ROWS, min_size=1, max_size=4), st.sampled_from(["initial", "mean", "minmax", "none"]))
def test_as_numpy_has_it(reference: list[float], series: list[list[float]], scaling: str) -> None:
    if min(np.ptp(row) for row in [reference, *series]) < 1e-3:
        return
    found = [row[0] for row in call("TL_GREY_RELATION", [[reference], series, 0.4, scaling])]
    assert found == pytest.approx(list(by_numpy(reference, series, 0.4, scaling)), rel=1e-9)
    assert all(0 < one <= 1 for one in found)


def test_a_series_that_runs_alike_has_1_and_so_have_all_where_nothing_differs() -> None:
    reference = [[2, 4, 6, 5]]
    assert call("TL_GREY_RELATION", [reference, [[1, 2, 3, 2.5], [1, 5, 1, 9]]])[0] == [1]
    assert call("TL_GREY_RELATION", [reference, [[1, 2, 3, 2.5], [20, 40, 60, 50]]]) == [[1], [1]]


def test_the_scaling_can_turn_the_order() -> None:
    """Why the sheet says which way was taken."""
    reference, series = [[1, 2, 4]], [[10, 12, 30], [1, 3, 3]]
    orders = {
        way: tuple(np.argsort([-row[0] for row in call("TL_GREY_RELATION", [reference, series, 0.5, way])]))
        for way in ("initial", "mean", "minmax", "none")
    }
    assert len(set(orders.values())) == 2, orders


def test_absolute_relative_and_synthetic_by_hand() -> None:
    """Images (0, 1, 2) and (0, 3, 2): areas 2 and 4, 7/9. Over the first value (0, 1.5, 1): area 2 as well, so 1."""
    assert call("TL_GREY_ABSOLUTE", [[[1, 2, 3]], [[2, 5, 4]]]) == [pytest.approx([7 / 9, 1.0, 8 / 9])]


@given(ROWS, ROWS, st.floats(0.1, 10))
def test_a_shift_leaves_the_absolute_degree_and_a_multiple_the_relative_one(
    one: list[float], other: list[float], by: float
) -> None:
    def degrees(series: list[float]) -> list[float]:
        return list(call("TL_GREY_ABSOLUTE", [[one], [series]])[0])

    plain = degrees(other)
    assert degrees([value + by for value in other])[0] == pytest.approx(plain[0], rel=1e-9)
    assert degrees([value * by for value in other])[1] == pytest.approx(plain[1], rel=1e-9)
    assert call("TL_GREY_ABSOLUTE", [[other], [one]])[0] == pytest.approx(plain, rel=1e-9)


def test_columns_are_read_as_rows_and_spare_rows_left_out() -> None:
    upright = call("TL_GREY_ABSOLUTE", [[[1], [2], [3]], [[2], [5], [4]]])
    assert upright == call("TL_GREY_ABSOLUTE", [[[1, 2, 3]], [[2, 5, 4], ["", "", ""]]])


@pytest.mark.parametrize(
    ("function", "arguments", "code", "said"),
    [
        ("TL_GREY_RELATION", [[[1, 2, 3]], [[1, 2]]], "#VALUE!", "3 values, the series 2"),
        ("TL_GREY_RELATION", [[[0, 2, 3]], [[1, 2, 3]]], "#NUM!", "first value of the reference is 0"),
        ("TL_GREY_RELATION", [[[1, 2, 3]], [[2, 2, 2]], 0.5, "minmax"], "#NUM!", "range of series 1 is 0"),
        ("TL_GREY_RELATION", [[[1, 2, 3]], [[2, 3, 2]], 0], "#NUM!", "Usually 0.5"),
        ("TL_GREY_RELATION", [[[1, 2, 3]], [[2, 3, 2]], 0.5, "z"], "#VALUE!", '"initial", "mean"'),
        ("TL_GREY_ABSOLUTE", [[[1, 2]], [[2, 3]]], "#VALUE!", "3 at least"),
        ("TL_GREY_ABSOLUTE", [[[1, 2, "x"]], [[2, 3, 4]]], "#VALUE!", "value 3 of the reference"),
    ],
)
def test_what_has_no_relation_is_said(function: str, arguments: list[Any], code: str, said: str) -> None:
    found = call(function, arguments)
    assert isinstance(found, CellError)
    assert found.code == code
    assert said in found.text.en
