"""Every state against the package iapws, which has the same formulation from other hands."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from iapws import IAPWS97
from iapws.iapws97 import _P23_T, _PSat_T, _Region1, _Region2, _Region3, _TSat_P

from pycore import if97
from pycore.if97.region3 import steam_density, supercritical_density, water_density
from pycore.if97.saturation import boundary_pressure

AGREES = 1e-9
SETTINGS = settings(max_examples=400, deadline=None)
LEAST, MOST = 0.000611213, 100.0

shares = st.floats(0, 1)


def between(low: float, high: float, share: float) -> float:
    """Take a pressure on the way from one to another, by its logarithm."""
    return min(max(math.exp(math.log(low) + share * (math.log(high) - math.log(low))), low), high)


@SETTINGS
@given(temperature=st.floats(273.15, 623.15), share=shares)
def test_water(temperature: float, share: float) -> None:
    pressure = between(float(_PSat_T(temperature)), MOST, share)
    expected = float(_Region1(temperature, pressure)["h"])
    # Near 0 °C the enthalpy itself is near zero.
    assert if97.water_enthalpy(pressure, temperature) == pytest.approx(expected, rel=AGREES, abs=1e-9)


@SETTINGS
@given(temperature=st.floats(273.15, 1073.15), share=shares)
def test_steam(temperature: float, share: float) -> None:
    # On the boundary itself the last digit would choose the region.
    top = _PSat_T(temperature) if temperature <= 623.15 else min(MOST, _P23_T(temperature) * (1 - 1e-12))
    pressure = between(LEAST, max(float(top), LEAST), share)
    expected = float(_Region2(temperature, pressure)["h"])
    assert if97.steam_enthalpy(pressure, temperature) == pytest.approx(expected, rel=AGREES)


@SETTINGS
@given(pressure=st.floats(LEAST, 22.064))
@example(22.064)
def test_saturation_both_ways(pressure: float) -> None:
    temperature = if97.saturation_temperature(pressure)
    assert temperature == pytest.approx(float(_TSat_P(pressure)), rel=1e-12)
    assert if97.saturation_pressure(temperature) == pytest.approx(pressure, rel=1e-9)
    if temperature <= 647.096:
        assert if97.saturation_pressure(temperature) == pytest.approx(float(_PSat_T(temperature)), rel=1e-12)


def density_and_enthalpy(pressure: float, temperature: float) -> tuple[float, float]:
    """Return the density in region 3 by the side of saturation, and the enthalpy of the public way."""
    if temperature >= if97.CRITICAL_TEMPERATURE:
        find = supercritical_density
    elif pressure > if97.saturation_pressure(temperature):
        find = water_density
    else:
        find = steam_density
    return find(pressure, temperature), if97.enthalpy(pressure, temperature)


@settings(max_examples=1500, deadline=None)
@given(temperature=st.floats(623.15, 863.15, exclude_min=True), share=shares)
@example(temperature=647.096, share=0.0)
@example(temperature=863.15, share=1.0)
def test_region_3_everywhere(temperature: float, share: float) -> None:
    """The density found has the pressure, on its side of saturation, and iapws the same enthalpy there."""
    low = boundary_pressure(temperature)
    assume(low < MOST)
    pressure = min(low + share * (MOST - low), MOST)
    assume(pressure > low)
    saturation = if97.saturation_pressure(temperature) if temperature < 647.096 else 0.0
    # In the last hundred-thousandth of a kelvin regions 3 and 4 disagree by 2 Pa.
    assume(temperature < 647.09598 or temperature >= 647.096)
    density, enthalpy = density_and_enthalpy(pressure, temperature)
    there = _Region3(density, temperature)
    assert float(there["P"]) == pytest.approx(pressure, rel=1e-11)
    assert enthalpy == pytest.approx(float(there["h"]), rel=AGREES)
    if saturation:
        assert (density > 322) == (pressure > saturation)


@settings(max_examples=100, deadline=None)
@given(temperature=st.floats(624, 863), pressure=st.floats(17, 100))
def test_region_3_with_the_density_that_iapws_finds(temperature: float, pressure: float) -> None:
    assume(pressure > boundary_pressure(temperature))
    # At the critical point an enthalpy follows from the pressure no more finely than the square root allows.
    assume(math.hypot((temperature - 647.096) / 5, (pressure - 22.064) / 0.5) > 1)
    expected = float(IAPWS97(T=temperature, P=pressure).h)
    assert if97.enthalpy(pressure, temperature) == pytest.approx(expected, rel=AGREES)


@settings(max_examples=100, deadline=None)
@given(pressure=st.floats(0.000612, 22.0))
def test_saturated_steam_and_boiling_water(pressure: float) -> None:
    steam, water = (float(IAPWS97(P=pressure, x=x).h) for x in (1, 0))
    assert if97.saturated_steam_enthalpy(pressure) == pytest.approx(steam, rel=AGREES)
    assert if97.saturated_water_enthalpy(pressure) == pytest.approx(water, rel=AGREES, abs=1e-9)
