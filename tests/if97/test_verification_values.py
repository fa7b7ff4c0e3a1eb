"""IF97 as it is calculated here, held against the values that the releases print to verify programs with."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pycore.if97 import enthalpy, saturation_pressure, saturation_temperature, steam_enthalpy, water_enthalpy
from pycore.if97.region3 import (
    region3_enthalpy,
    region3_pressure,
    steam_density,
    supercritical_density,
    water_density,
)
from pycore.if97.saturation import CRITICAL_TEMPERATURE, boundary_pressure

# Nine digits are printed: half a unit of the last one, of a number that may begin with 1.
NINE_DIGITS = 5e-9


@pytest.mark.parametrize(
    ("temperature", "pressure", "expected"),
    [(300, 3, 0.115331273e3), (300, 80, 0.184142828e3), (500, 3, 0.975542239e3)],
)
def test_water_meets_table_5(temperature: float, pressure: float, expected: float) -> None:
    assert water_enthalpy(pressure, temperature) == pytest.approx(expected, rel=NINE_DIGITS)
    assert enthalpy(pressure, temperature) == water_enthalpy(pressure, temperature)


@pytest.mark.parametrize(
    ("temperature", "pressure", "expected"),
    [(300, 0.0035, 0.254991145e4), (700, 0.0035, 0.333568375e4), (700, 30, 0.263149474e4)],
)
def test_steam_meets_table_15(temperature: float, pressure: float, expected: float) -> None:
    assert steam_enthalpy(pressure, temperature) == pytest.approx(expected, rel=NINE_DIGITS)
    assert enthalpy(pressure, temperature) == steam_enthalpy(pressure, temperature)


@pytest.mark.parametrize(
    ("temperature", "density", "pressure", "expected"),
    [
        (650, 500, 0.255837018e2, 0.186343019e4),
        (650, 200, 0.222930643e2, 0.237512401e4),
        (750, 500, 0.783095639e2, 0.225868845e4),
    ],
)
def test_region_3_meets_table_33(temperature: float, density: float, pressure: float, expected: float) -> None:
    assert region3_pressure(density, temperature) == pytest.approx(pressure, rel=NINE_DIGITS)
    assert region3_enthalpy(density, temperature) == pytest.approx(expected, rel=NINE_DIGITS)
    # And the way back, from the pressure: as finely as the density follows from it.
    exact = region3_pressure(density, temperature)
    assert supercritical_density(exact, temperature) == pytest.approx(density, rel=1e-11)
    assert enthalpy(exact, temperature) == pytest.approx(expected, rel=NINE_DIGITS)


@pytest.mark.parametrize(
    ("temperature", "pressure"), [(300, 0.353658941e-2), (500, 0.263889776e1), (600, 0.123443146e2)]
)
def test_saturation_meets_table_35(temperature: float, pressure: float) -> None:
    assert saturation_pressure(temperature) == pytest.approx(pressure, rel=NINE_DIGITS)


@pytest.mark.parametrize(("pressure", "temperature"), [(0.1, 0.372755919e3), (1, 0.453035632e3), (10, 0.584149488e3)])
def test_saturation_meets_table_36(pressure: float, temperature: float) -> None:
    assert saturation_temperature(pressure) == pytest.approx(temperature, rel=NINE_DIGITS)


def test_the_boundary_of_regions_2_and_3_meets_the_value_of_its_section() -> None:
    assert boundary_pressure(0.62315e3) == pytest.approx(0.165291643e2, rel=NINE_DIGITS)


def test_the_critical_state_is_that_of_the_release() -> None:
    assert region3_pressure(322, 647.096) == pytest.approx(22.064, rel=1e-10)
    assert saturation_pressure(647.096) == pytest.approx(22.064, rel=1e-9)


# The backward equations give T(p,h) to 25 mK (regions 1, 2b, 2c) and 10 mK (2a): the enthalpy lies between.
@pytest.mark.parametrize(
    ("pressure", "given", "temperature", "tolerance"),
    [
        (3, 500, 0.391798509e3, 0.025),
        (80, 500, 0.378108626e3, 0.025),
        (80, 1500, 0.611041229e3, 0.025),
        (0.001, 3000, 0.534433241e3, 0.010),
        (3, 3000, 0.575373370e3, 0.010),
        (3, 4000, 0.101077577e4, 0.010),
        (5, 3500, 0.801299102e3, 0.025),
        (5, 4000, 0.101531583e4, 0.025),
        (25, 3500, 0.875279054e3, 0.025),
        (40, 2700, 0.743056411e3, 0.025),
        (60, 2700, 0.791137067e3, 0.025),
        (60, 3200, 0.882756860e3, 0.025),
    ],
)
def test_the_backward_equations_of_tables_7_and_24_lead_back(
    pressure: float, given: float, temperature: float, tolerance: float
) -> None:
    assert enthalpy(pressure, temperature - tolerance) < given < enthalpy(pressure, temperature + tolerance)


def volumes() -> list[tuple[str, float, float, float]]:
    with (Path(__file__).parent / "region3_volumes.csv").open(encoding="utf-8") as file:
        return [(name, float(p), float(t), float(v)) for name, p, t, v in list(csv.reader(file))[1:]]


@pytest.mark.parametrize(("subregion", "pressure", "temperature", "volume"), volumes())
def test_densities_of_region_3_are_those_of_the_backward_equations_to_their_0_001_percent(
    subregion: str, pressure: float, temperature: float, volume: float
) -> None:
    """Table 5 of SR5-05(2016), subregions 3a to 3t; beyond them, close to the critical point, it promises no tolerance."""
    if temperature >= CRITICAL_TEMPERATURE:
        density = supercritical_density(pressure, temperature)
    elif pressure > saturation_pressure(temperature):
        density = water_density(pressure, temperature)
    else:
        density = steam_density(pressure, temperature)
    assert 1 / density == pytest.approx(volume, rel=1e-5)


def test_water_at_20_degrees_is_not_the_official_reference_of_heat() -> None:
    """84.01 kJ/kg at 1 atm, as the library's note on the official 83.74 says."""
    assert round(enthalpy(0.101325, 293.15), 2) == 84.01
