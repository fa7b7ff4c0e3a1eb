"""Decompositions against formulas on paper, permutations, small numbers in the place of zeros, and by hand."""

from __future__ import annotations

import math
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.cells.values import CellError
from pycore.drivers.lmdi import logarithmic_mean
from pycore.functions.catalogue import call

# Activity, share, intensity of two sectors: 30 + 20 = 50 become 80 + 16 = 96.
BASE, CURRENT = [[50, 0.2, 3.0], [50, 0.8, 0.5]], [[80, 0.5, 2.0], [80, 0.5, 0.4]]
POSITIVE = st.floats(0.01, 100)
TABLES = st.lists(st.lists(POSITIVE, min_size=3, max_size=3), min_size=3, max_size=3)


def row_of(function: str, *arguments: Any) -> list[float]:
    found = call(function, list(arguments))
    assert not isinstance(found, CellError), found.text.en
    assert len(found) == 1
    return list(found[0])


def test_two_sectors_by_hand() -> None:
    """L(80, 30) = 50/ln(8/3), L(16, 20) = 4/ln(5/4); activity ln 1.6, shares ln 2.5 and ln 0.625, intensity ln ⅔ and ln 0.8."""
    one, other = 50 / math.log(8 / 3), 4 / math.log(1.25)
    expected = [
        (one + other) * math.log(1.6),
        one * math.log(2.5) + other * math.log(0.625),
        one * math.log(2 / 3) + other * math.log(0.8),
    ]
    assert row_of("TL_LMDI", BASE, CURRENT) == pytest.approx([*expected, 46.0], rel=1e-12)
    assert [round(x, 1) for x in expected] == [32.4, 38.3, -24.7]
    ratios = row_of("TL_LMDI", BASE, CURRENT, "乘法")
    assert ratios == pytest.approx([math.exp(x * math.log(1.92) / 46) for x in expected] + [1.92], rel=1e-12)


@given(TABLES, TABLES)
def test_effects_add_up_to_the_change_and_ratios_multiply_to_the_ratio(base: Any, current: Any) -> None:
    *effects, change = row_of("TL_LMDI", base, current)
    before, after = (sum(map(math.prod, table)) for table in (base, current))
    assert change == pytest.approx(after - before, rel=1e-9, abs=1e-9 * before)
    assert sum(effects) == pytest.approx(change, rel=1e-7, abs=1e-7 * (before + after))
    *ratios, whole = row_of("TL_LMDI", base, current, "multiplicative")
    assert math.prod(ratios) == pytest.approx(whole, rel=1e-7)
    assert whole == pytest.approx(after / before, rel=1e-12)


@given(POSITIVE, st.floats(-1e-9, 1e-9))
def test_the_logarithmic_mean_of_two_that_are_near_is_between_them(one: float, apart: float) -> None:
    other = one * (1 + apart)
    assert min(one, other) * (1 - 1e-15) <= logarithmic_mean(one, other) <= max(one, other) * (1 + 1e-15)


@pytest.mark.parametrize(
    ("base", "current", "expected"),
    [
        ([[0, 2, 3]], [[4, 2, 3]], [24, 0, 0, 24]),
        ([[4, 2, 3]], [[4, 0, 3]], [0, -24, 0, -24]),
        ([[0, 0, 3]], [[4, 2, 3]], [12, 12, 0, 24]),
        ([[0, 2, 3]], [[0, 5, 3]], [0, 0, 0, 0]),
        # Nothing then and nothing now, for another reason each time.
        ([[0, 2, 3]], [[4, 0, 3]], [0, 0, 0, 0]),
    ],
)
def test_zeros_have_their_analytic_limits(base: Any, current: Any, expected: list[float]) -> None:
    assert row_of("TL_LMDI", base, current) == expected


def test_a_small_number_in_the_place_of_a_zero_goes_to_the_limit_slowly() -> None:
    """1e-300 is still 0.3 % off where other factors change: the limit itself is 24·0, not what a small number gives."""
    found = row_of("TL_LMDI", [[1e-300, 1, 1]], [[4, 2, 3]])
    limit = row_of("TL_LMDI", [[0, 1, 1]], [[4, 2, 3]])
    assert limit == [24, 0, 0, 24]
    assert found == pytest.approx(limit, abs=0.08)
    assert found[1] > 0.02


def test_spare_rows_count_nothing() -> None:
    assert row_of("TL_LMDI", [*BASE, ["", "", ""]], [*CURRENT, ["", "", ""]]) == row_of("TL_LMDI", BASE, CURRENT)


# ── Sun ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_and_three_factors_as_on_paper() -> None:
    x0, y0, dx, dy = 5.0, 7.0, 2.0, -3.0
    effects = row_of("TL_SUN", [[x0, y0]], [[x0 + dx, y0 + dy]])
    assert effects == pytest.approx([y0 * dx + dx * dy / 2, x0 * dy + dx * dy / 2, 7 * 4 - 35])
    z0, dz = 2.0, 1.5
    first = dx * y0 * z0 + dx * (y0 * dz + z0 * dy) / 2 + dx * dy * dz / 3
    assert row_of("TL_SUN", [[x0, y0, z0]], [[x0 + dx, y0 + dy, z0 + dz]])[0] == pytest.approx(first)


def shapley(base: list[float], current: list[float]) -> list[float]:
    """The mean over all orders in which the factors may change one after the other."""
    count = len(base)
    effects = [0.0] * count
    for order in permutations(range(count)):
        now = list(base)
        for k in order:
            before = math.prod(now)
            now[k] = current[k]
            effects[k] += (math.prod(now) - before) / math.factorial(count)
    return effects


SIGNED = st.lists(st.floats(-10, 10), min_size=4, max_size=4)


@given(SIGNED, SIGNED)
def test_the_effects_are_those_of_all_orders_and_add_up(base: list[float], current: list[float]) -> None:
    *effects, change = row_of("TL_SUN", [base], [current])
    assert effects == pytest.approx(shapley(base, current), rel=1e-9, abs=1e-7)
    assert sum(effects) == pytest.approx(change, rel=1e-9, abs=1e-7)
    assert change == pytest.approx(math.prod(current) - math.prod(base), abs=1e-9)


@pytest.mark.parametrize(
    ("function", "arguments", "code", "said"),
    [
        ("TL_LMDI", [[[1, -2]], [[1, 2]]], "#NUM!", "use TL_SUN"),
        ("TL_LMDI", [[[1, 2]], [[1, 2, 3]]], "#VALUE!", "1 rows and 2 columns"),
        ("TL_LMDI", [[[1, "x"]], [[1, 2]]], "#VALUE!", "row 1, column 2 of the base"),
        ("TL_LMDI", [[[1, 2]], [[1, None]]], "#VALUE!", "of the current-year factors"),
        ("TL_LMDI", [[[0, 2]], [[1, 2]], "multiplicative"], "#NUM!", "additive form"),
        ("TL_LMDI", [[[1, 2]], [[1, 2]], "log"], "#VALUE!", '"additive" or "multiplicative"'),
        ("TL_SUN", [[[1] * 13], [[1] * 13]], "#VALUE!", "expected 1 to 12"),
    ],
)
def test_what_cannot_be_decomposed_is_said(function: str, arguments: list[Any], code: str, said: str) -> None:
    found = call(function, arguments)
    assert isinstance(found, CellError)
    assert found.code == code
    assert said in found.text.en
