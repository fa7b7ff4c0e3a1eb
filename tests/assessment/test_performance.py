"""Performance, decline and elasticity: small cases done by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pycore.assessment.decline import DECLINE_RATE
from pycore.assessment.performance import ELASTICITY, INTENSITY
from pycore.cells.values import CellError
from pycore.functions.catalogue import call


def test_performance_is_emission_over_output() -> None:
    assert INTENSITY(1_386_000.0, 600_000.0) == pytest.approx(2.31)


def test_a_performance_that_falls_from_2_to_1_64_has_declined_by_18_percent() -> None:
    assert DECLINE_RATE(2.0, 1.64) == pytest.approx(0.18)
    assert DECLINE_RATE(2.0, 2.5) == pytest.approx(-0.25)


@given(base=st.floats(1e-3, 1e6), current=st.floats(-1e6, 1e6))
def test_the_base_less_its_decline_is_the_current_value(base: float, current: float) -> None:
    assume(abs(current) < 1e9 * base)
    assert base * (1 - DECLINE_RATE(base, current)) == pytest.approx(current, abs=1e-6)


@pytest.mark.parametrize(
    ("pollutant", "ghg", "expected"),
    [
        pytest.param(10.0, 10.0, 1.0, id="the same degree"),
        pytest.param(20.0, 10.0, 2.0, id="the pollutant falls more"),
        pytest.param(5.0, 10.0, 0.5, id="GHG falls more"),
        pytest.param(-5.0, 10.0, -0.5, id="no synergy"),
    ],
)
def test_the_elasticity_compares_two_relative_reductions(pollutant: float, ghg: float, expected: float) -> None:
    assert ELASTICITY(pollutant, 100.0, ghg, 100.0) == pytest.approx(expected)
    # each reduction is relative to its own base
    assert ELASTICITY(pollutant, 200.0, ghg, 100.0) == pytest.approx(expected / 2)
    assert ELASTICITY(pollutant, 100.0, ghg, 200.0) == pytest.approx(expected * 2)


@pytest.mark.parametrize("place", [1, 3])
def test_a_base_is_any_number_above_zero_and_not_zero(place: int) -> None:
    """A reduction relative to nothing does not exist."""
    arguments = [10.0, 100.0, 10.0, 100.0]
    for base, legal in [(0.0, False), (-0.5, False), (math.ulp(0.0), True), (1e-9, True), (0.5, True)]:
        arguments[place] = base
        found = call("TL_ELASTICITY", arguments)
        # So small a base leads beyond the largest number, which is #NUM! too, but never the sentence of the bound.
        refused = isinstance(found, CellError) and "必须大于 0" in found.message("zh")
        assert refused is not legal, base
