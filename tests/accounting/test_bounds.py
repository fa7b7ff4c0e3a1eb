"""Where each argument ends, exactly: the bound itself, and the next number beyond it.

A bound is no measured value. It stands where every real number is inside and the usual slip of a unit outside; the last
column says which.
"""

from __future__ import annotations

import math
from typing import Any

import pytest

from pycore.cells.values import CellError
from pycore.functions.catalogue import call, catalogue

# 0 °C and 800 °C, 611.213 Pa and 100 MPa: the range of IAPWS R7-97(2012), section 2 and equation 30.
BOUNDS = [
    ("TL_ELECTRICITY_CO2", "emission_factor", "[0, 10]", "coal power is about 1 tCO2/MWh; 530.6 is in kg"),
    ("TL_HEAT_CO2", "emission_factor", "[0, 1]", "the national factor is 0.11 tCO2/GJ; 110 is in kg"),
    ("TL_CO2_RECOVERED", "density", "[10, 30]", "19.77 t per 10^4 Nm3; 1.977 is in kg/Nm3"),
    ("TL_CARBONATE_CO2", "emission_factor", "[0, 1]", "a carbonate gives no more than its mass"),
    ("TL_GLASS_CO2", "emission_factor", "[0, 1]", "a carbonate gives no more than its mass"),
    ("TL_STEEL_CO2", "limestone_factor", "[0, 1]", "a carbonate gives no more than its mass"),
    ("TL_STEEL_CO2", "dolomite_factor", "[0, 1]", "a carbonate gives no more than its mass"),
    ("TL_CLINKER_CO2", "emission_factor", "[0, 1]", "clinker of pure CaO gives 44/56; 538 is in kg"),
    ("TL_FUEL_CO2", "ncv", "(0, 1000]", "natural gas is 389.31 GJ per 10^4 Nm3; the poorest fuel in kJ/kg is above 1000"),
    ("TL_COMBUSTION_GAS", "ncv", "(0, 1000]", "as for TL_FUEL_CO2"),
    ("TL_FUEL_CO2", "carbon_content", "(0, 0.2]", "blast furnace gas is 0.0708 tC/GJ; 13.58 is in tC/TJ"),
    ("TL_CARBON_CO2", "carbon", "[0, 1]", "no fuel is more than carbon"),
    ("TL_COMBUSTION_GAS", "emission_factor", "[0, 10000]", "CH4 and N2O; 94600 kg/TJ would be CO2 of coal"),
    ("TL_FLUE_GAS_MASS", "hours", "[0, 8784]", "366 days of 24 hours"),
    ("TL_NITRIC_ACID_N2O", "emission_factor", "[0, 0.1]", "13.9 kg/t is 0.0139"),
    ("TL_ADIPIC_ACID_N2O", "emission_factor", "[0, 1]", "293 kg/t is 0.293"),
    ("TL_STEEL_CO2", "pig_iron_carbon", "[0, 0.1]", "4.1 % is 0.041"),
    ("TL_STEEL_CO2", "crude_steel_carbon", "[0, 0.0211]", "iron with more than 2.11 % carbon is cast iron"),
    ("TL_WASTEWATER_CH4", "bo", "[0, 1]", "0.25 kg CH4 for each kg of COD"),
    ("TL_STEAM_HEAT_OF_ENTHALPY", "enthalpy", "[83.74, 5000]", "feed water at 20 °C; steam of IF97 is below 4200"),
    ("TL_WATER_HEAT", "temperature", "[20, 374]", "feed water; above the critical 373.946 °C there is none"),
    ("TL_STEAM_ENTHALPY", "pressure", "[0.000611212677, 100]", "IF97: saturation at 0 °C, and 100 MPa"),
    ("TL_STEAM_ENTHALPY", "temperature", "[0, 800]", "IF97: 273.15 K to 1073.15 K"),
    ("TL_CARBON_AS_RECEIVED", "total_moisture", "[0, 0.8]", "lignite holds up to 0.6; 15 is in percent"),
    ("TL_MOLECULE_CARBON", "carbon_atoms", "[0, 100]", "fuels and products have up to some twenty"),
    ("TL_MOLECULE_CARBON", "molar_mass", "[2, 2000]", "hydrogen has 2.016 g/mol; 0.032 is in kg/mol"),
    ("TL_MEASURED_CO2", "carbon", "[0, 30]", "propane has 16 tC per 10^4 Nm3; 60 is in percent"),
]  # fmt: skip
EVERY = pytest.mark.parametrize(("function", "argument", "interval"), [row[:3] for row in BOUNDS], ids=lambda x: str(x))


def refused(function: str, argument: str, value: float) -> bool:
    """Whether a value is refused, with ordinary ones beside it."""
    arguments: list[Any] = []
    for other in catalogue()[function].arguments:
        arguments.append(value if other.name == argument else other.default if other.optional else ordinary(other.name))
    if (function, argument) == ("TL_STEAM_ENTHALPY", "temperature"):
        # Steam at 0 °C is steam only where water boils there.
        arguments[0] = 0.000611212677
    if (function, argument) == ("TL_STEAM_ENTHALPY", "pressure"):
        arguments[1] = 700 if value > 1 else None
    found = call(function, arguments)
    assert isinstance(found, (float, CellError)), found
    return isinstance(found, CellError)


def ordinary(name: str) -> float:
    return {
        "ncv": 20.0,
        "carbon_content": 0.0254,
        "enthalpy": 2800.0,
        "temperature": 80.0,
        "pressure": 1.0,
        "molar_mass": 30.0,
    }.get(name, 0.02)


@EVERY
def test_a_bound_is_legal_or_not_as_its_bracket_says_and_beyond_nothing_is(
    function: str, argument: str, interval: str
) -> None:
    low, high = map(float, interval[1:-1].split(","))
    assert refused(function, argument, math.nextafter(low, -math.inf))
    assert refused(function, argument, low) == (interval[0] == "(")
    assert not refused(function, argument, math.nextafter(low, math.inf))
    assert not refused(function, argument, math.nextafter(high, -math.inf))
    assert not refused(function, argument, high)
    assert refused(function, argument, math.nextafter(high, math.inf))


@EVERY
def test_what_tests_draw_from_is_legal(function: str, argument: str, interval: str) -> None:
    low, high = map(float, interval[1:-1].split(","))
    (domain,) = (a.domain for a in catalogue()[function].arguments if a.name == argument)
    assert domain.typical is not None
    assert low <= domain.typical[0] < domain.typical[1] <= high


def test_the_range_of_steam_begins_at_the_611_213_pa_of_if97() -> None:
    assert not refused("TL_STEAM_ENTHALPY", "pressure", 611.213e-6)
    assert refused("TL_STEAM_ENTHALPY", "pressure", 611.212e-6)
