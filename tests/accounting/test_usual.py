"""Usual ranges: beyond them a number is asked about, so they hold what plants have and little more."""

from __future__ import annotations

import pytest

from pycore.functions.catalogue import catalogue
from pycore.library import library

USUAL = {
    # blast furnace gas has 3.3 GJ/t or 33 GJ/10⁴Nm³, natural gas 389 GJ/10⁴Nm³; peat and wet sludge go down to 2 GJ/t
    ("TL_FUEL_CO2", "ncv"): (2, 450),
    ("TL_COMBUSTION_GAS", "ncv"): (2, 450),
    ("TL_NCV_AS_RECEIVED", "ncv"): (2, 450),
    # coke oven gas with much hydrogen 0.0121 tC/GJ, blast furnace gas 0.0708 tC/GJ
    ("TL_FUEL_CO2", "carbon_content"): (0.01, 0.08),
    # from low-pressure steam to an ultra-supercritical boiler (some 31 MPa)
    ("TL_STEAM_HEAT", "pressure"): (0.1, 32),
    ("TL_STEAM_ENTHALPY", "pressure"): (0.1, 32),
    ("TL_SATURATION_TEMPERATURE", "pressure"): (0.1, 32),
    ("TL_STEAM_HEAT", "temperature"): (20, 600),
    ("TL_STEAM_ENTHALPY", "temperature"): (20, 600),
    # 44.01 over the molar mass: BaCO3 0.223, CaCO3 0.440, MgCO3 0.522, Li2CO3 0.596
    ("TL_CARBONATE_CO2", "emission_factor"): (0.1, 0.6),
    ("TL_GLASS_CO2", "emission_factor"): (0.1, 0.6),
    ("TL_STEEL_CO2", "limestone_factor"): (0.1, 0.6),
    ("TL_STEEL_CO2", "dolomite_factor"): (0.1, 0.6),
    # pig iron 3 to 5 % carbon, crude steel 0.05 to 1.5 %
    ("TL_STEEL_CO2", "pig_iron_carbon"): (0.03, 0.05),
    ("TL_STEEL_CO2", "crude_steel_carbon"): (0.0005, 0.015),
}


def test_each_usual_range_is_that_of_its_quantity() -> None:
    """Every function that has one; a new one is written down here with what it holds."""
    found = {
        (name, argument.name): argument.domain.usual
        for name, definition in catalogue().items()
        for argument in definition.arguments
        if argument.domain is not None and argument.domain.usual is not None
    }
    assert found == USUAL


def test_a_usual_range_lies_within_the_domain() -> None:
    for name, argument in USUAL:
        (found,) = [a for a in catalogue()[name].arguments if a.name == argument]
        assert found.domain is not None
        low, high = USUAL[name, argument]
        assert low < high
        assert low in found.domain
        assert high in found.domain


@pytest.mark.parametrize(
    ("parameter", "usual"), [("ncv", ("TL_FUEL_CO2", "ncv")), ("carbon_content", ("TL_FUEL_CO2", "carbon_content"))]
)
def test_no_fuel_of_the_library_is_unusual(parameter: str, usual: tuple[str, str]) -> None:
    low, high = USUAL[usual]
    values = {f.id: f.value for f in library().category("fuel") if f.id.endswith(f".{parameter}")}
    assert values
    assert {id: value for id, value in values.items() if not low <= value <= high} == {}
