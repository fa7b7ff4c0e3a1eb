"""Where regions meet the enthalpy has no step, but that of boiling; IF97 promises 0.2 kJ/kg."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from pycore import if97
from pycore.if97.gibbs import region1_enthalpy, region2_enthalpy
from pycore.if97.region3 import (
    region3_enthalpy,
    region3_pressure,
    steam_density,
    supercritical_density,
    water_density,
)
from pycore.if97.saturation import boundary_pressure

CONSISTENT = 0.2
SATURATION_AT_623 = 16.529164
CRITICAL = 647.096


@pytest.mark.parametrize("pressure", [SATURATION_AT_623 + 0.001, 20, 25, 40, 60, 80, 100])
def test_regions_1_and_3_meet_at_623_15_k(pressure: float) -> None:
    across = region3_enthalpy(water_density(pressure, 623.15), 623.15)
    assert region1_enthalpy(pressure, 623.15) == pytest.approx(across, abs=CONSISTENT)
    step = if97.enthalpy(pressure, math.nextafter(623.15, 700)) - if97.enthalpy(pressure, 623.15)
    assert abs(step) < CONSISTENT


@pytest.mark.parametrize("temperature", [623.2, 630, 640, 647.096, 650, 700, 750, 800, 850, 863.15])
def test_regions_2_and_3_meet_at_their_boundary(temperature: float) -> None:
    pressure = boundary_pressure(temperature)
    find = steam_density if temperature < CRITICAL else supercritical_density
    across = region3_enthalpy(find(pressure, temperature), temperature)
    assert region2_enthalpy(pressure, temperature) == pytest.approx(across, abs=CONSISTENT)
    below, above = (if97.enthalpy(pressure * f, temperature) for f in (1 - 1e-12, 1 + 1e-12))
    assert abs(above - below) < CONSISTENT


def test_saturated_steam_has_no_step_where_region_3_takes_over() -> None:
    below, above = (if97.saturated_steam_enthalpy(SATURATION_AT_623 + d) for d in (-1e-4, 1e-4))
    assert abs(above - below) < CONSISTENT
    below, above = (if97.saturated_water_enthalpy(SATURATION_AT_623 + d) for d in (-1e-4, 1e-4))
    assert abs(above - below) < CONSISTENT


@pytest.mark.parametrize("pressure", [0.001, 0.1, 1, 5, 10, 15, 17, 20, 21, 21.9])
def test_steam_goes_over_into_saturated_steam_and_water_into_boiling_water(pressure: float) -> None:
    boiling = if97.saturation_temperature(pressure)
    assert if97.enthalpy(pressure, boiling + 1e-6) == pytest.approx(if97.saturated_steam_enthalpy(pressure), abs=0.01)
    assert if97.enthalpy(pressure, boiling - 1e-6) == pytest.approx(if97.saturated_water_enthalpy(pressure), abs=0.01)


@pytest.mark.parametrize("pressure", [17, 19, 21, 22, 22.06])
def test_at_the_saturation_that_was_calculated_steam_stays_steam(pressure: float) -> None:
    """A rounding of the temperature by one digit must not turn it into water, 100 to 1,000 kJ/kg away."""
    boiling = if97.saturation_temperature(pressure)
    for temperature in (math.nextafter(boiling, 0), boiling, math.nextafter(boiling, 1000)):
        found = if97.steam_enthalpy(pressure, temperature)
        assert found == pytest.approx(if97.saturated_steam_enthalpy(pressure), rel=1e-6)


def test_steam_and_water_come_together_at_the_critical_point_and_never_cross() -> None:
    apart = math.inf
    for distance in [10.0**-k for k in range(1, 9)] + [0.0]:
        pressure = if97.saturation_pressure(CRITICAL - distance)
        pressure = min(pressure, if97.CRITICAL_PRESSURE)
        steam, water = if97.saturated_steam_enthalpy(pressure), if97.saturated_water_enthalpy(pressure)
        assert 0 < steam - water < apart
        apart = steam - water
        # 2087.546845 kJ/kg by equation 28 at 322 kg/m³.
        assert water < region3_enthalpy(322, CRITICAL) + 0.01
        assert steam > region3_enthalpy(322, CRITICAL) - 0.01
    assert apart < 0.5


@pytest.mark.parametrize("pressure", [22.064, 22.0641, 22.07, 22.1, 23])
@pytest.mark.parametrize("above", [0, 1e-9, 1e-6, 1e-3, 0.1, 1])
def test_above_the_critical_point_the_density_that_is_found_has_the_pressure(pressure: float, above: float) -> None:
    density = supercritical_density(pressure, CRITICAL + above)
    assert region3_pressure(density, CRITICAL + above) == pytest.approx(pressure, rel=1e-10)


def test_enthalpy_rises_with_temperature_along_every_isobar() -> None:
    for pressure in (0.01, 1, 10, 16.6, 18, 20, 22, 22.064, 22.1, 24, 30, 50, 75, 100):
        values = [if97.enthalpy(pressure, 273.15 + 2 * k) for k in range(401)]
        assert all(b > a for a, b in pairwise(values)), pressure
