"""Capital recovery and unit costs, against tables of engineering economy and by hand, by the core and natively."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.cells.values import CellError
from pycore.decision.annuity import CRF, UNIT_COST
from pycore.functions.catalogue import call
from tests.conftest import Native


@pytest.mark.parametrize(
    ("rate", "years", "factor"),
    [(0.08, 10, 0.14903), (0.08, 20, 0.10185), (0.10, 15, 0.13147), (0.05, 30, 0.06505), (0.0, 8, 0.125)],
)
def test_the_factors_of_the_tables(rate: float, years: float, factor: float) -> None:
    assert call("TL_CRF", [rate, years]) == pytest.approx(factor, abs=5e-6)


@given(st.floats(0, 1), st.integers(1, 60))
def test_what_is_paid_back_is_the_investment(rate: float, years: int) -> None:
    paid = CRF(rate, years)
    assert sum(paid / (1 + rate) ** k for k in range(1, years + 1)) == pytest.approx(1, rel=1e-9)


def test_hardly_any_interest_is_hardly_more_than_none() -> None:
    assert call("TL_CRF", [1e-13, 10]) == pytest.approx(0.1 * (1 + 5.5e-13), rel=1e-15)


def test_cost_of_a_tonne() -> None:
    """10 million at 8 % over 10 years: 1,490,294.89 a year; + 300,000 − 790,294.89 = 1,000,000 for 5,000 t: 200."""
    arguments = [10_000_000, 10, 0.08, 300_000, 790_294.886970754, 5_000]
    assert call("TL_UNIT_COST", arguments) == pytest.approx(200.0, rel=1e-12)
    assert call("TL_UNIT_COST", [1000, 10, 0, 0, 200, 100]) == pytest.approx(-1.0)


def test_the_native_forms_are_the_same(native: Native) -> None:
    cells = {"A1": 10_000_000, "B1": 10, "C1": 0.08, "D1": 300_000, "E1": 250_000, "F1": 5_000, "G1": 0}
    assert native(CRF.native(["C1", "B1"]), cells) == pytest.approx(CRF(0.08, 10), rel=1e-13)
    assert native(CRF.native(["G1", "B1"]), cells) == pytest.approx(0.1)
    costs = native(UNIT_COST.native(["A1", "B1", "C1", "D1", "E1", "F1"]), cells)
    assert costs == pytest.approx(call("TL_UNIT_COST", [10_000_000, 10, 0.08, 300_000, 250_000, 5_000]), rel=1e-13)


@pytest.mark.parametrize(
    ("function", "arguments", "code"),
    [
        ("TL_CRF", [8, 10], "#NUM!"),
        ("TL_CRF", [0.08, 0], "#NUM!"),
        ("TL_UNIT_COST", [1, 10, 0.08, 1, 1, 0], "#NUM!"),
        ("TL_UNIT_COST", [-1, 10, 0.08, 1, 1, 1], "#NUM!"),
    ],
)
def test_a_rate_in_percent_no_years_and_no_reduction_are_refused(
    function: str, arguments: list[float], code: str
) -> None:
    found = call(function, arguments)
    assert isinstance(found, CellError)
    assert found.code == code
