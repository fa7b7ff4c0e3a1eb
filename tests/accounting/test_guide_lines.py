"""Every line of a guide can be calculated: its function, its arguments, its factors, and its units by pint."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pycore.equations import units
from pycore.equations.argument import Argument
from pycore.equations.constants import Constant
from pycore.equations.elementary import FUNCTIONS
from pycore.equations.equation import Equation
from pycore.equations.expression import evaluate
from pycore.functions.catalogue import catalogue
from pycore.library import GuideLine, library

PARK = library().guide("chongqing_park")
every_line = pytest.mark.parametrize("line", PARK.lines, ids=lambda line: f"{line.key}.{line.gas}")
# One solid and one gaseous fuel, both grids, a treatment and a sector of waste water.
CHOICES = [
    {"set": "2023", "fuel": "bituminous", "grid": "region.southwest", "year": "2023",
     "carbonate": "na2co3", "treatment": "anaerobic_reactor"},
    {"set": "2015", "fuel": "natural_gas", "grid": "province.chongqing", "year": "2021",
     "carbonate": "caco3", "treatment": "food"},
]  # fmt: skip


def equation_of(line: GuideLine) -> Equation:
    equation = catalogue()[line.function]
    assert isinstance(equation, Equation)
    return equation


def tonnes_of(gas: str) -> Any:
    return units.unit("t" + ("HFC" if gas.startswith("HFC") else gas))


def usual(argument: Argument) -> float:
    assert argument.domain.typical is not None
    return sum(argument.domain.typical) / 2


def bound(line: GuideLine, choices: dict[str, str]) -> dict[str, tuple[float, str]]:
    """Number and unit of every argument: an ordinary input, or the factor of the library."""
    factors = {name: library().factor(id.format(**choices)) for name, id in line.factors}
    arguments: dict[str, tuple[float, str]] = {name: (f.value, f.unit) for name, f in factors.items()}
    for argument in equation_of(line).arguments:
        if argument.name in line.input_units:
            unit = line.input_units[argument.name]
            if unit == "fuel_unit":
                unit = factors["ncv"].unit.partition("/")[2]
            # Each input a tenth of the one before, so that no difference of two is nothing.
            place = list(line.input_units).index(argument.name)
            arguments[argument.name] = (usual(argument) / 10**place, unit)
        elif argument.name not in arguments:
            assert isinstance(argument.default, (int, float))
            arguments[argument.name] = (float(argument.default), argument.unit)
    return arguments


@every_line
def test_each_argument_is_either_entered_or_a_factor(line: GuideLine) -> None:
    arguments = equation_of(line).arguments
    names = [a.name for a in arguments]
    given = [*line.input_units, *line.factor_ids]
    assert sorted(given) == sorted(set(given))
    assert set(given) <= set(names)
    assert {a.name for a in arguments if a.required} <= set(given)
    assert list(line.input_units) == [name for name in names if name in line.input_units]


@every_line
@pytest.mark.parametrize("choices", CHOICES, ids=["solid", "gas"])
def test_the_units_of_a_line_lead_to_tonnes_of_its_gas(line: GuideLine, choices: dict[str, str]) -> None:
    """On quantities the function gives as many tonnes of the gas as on plain numbers, times `tonnes`."""
    equation = equation_of(line)
    values = bound(line, choices)
    quantities = {name: value * units.unit(unit) for name, (value, unit) in values.items()}

    def number(value: float) -> Any:
        written = units.unit(value.unit) if isinstance(value, Constant) else units.registry().dimensionless
        return float(value) * written

    result = evaluate(equation.tree, quantities, FUNCTIONS, number)
    tonnes = (result / tonnes_of(line.gas)).to("dimensionless").magnitude
    plain = equation(*(values[a.name][0] for a in equation.arguments))
    assert plain > 0
    assert tonnes == pytest.approx(plain * line.tonnes, rel=1e-12)


def test_a_slip_of_a_thousand_is_found() -> None:
    """The proof proves something: the same line without its 0.001 would not lead to tonnes."""
    line = PARK.line("aluminium_prebake", "CF4")
    value, unit = bound(line, CHOICES[0])["emission_factor"]
    mass = 1000 * units.unit("t") * value * units.unit(unit)
    assert (mass / tonnes_of("CF4")).to("dimensionless").magnitude == pytest.approx(1000 * value * line.tonnes)
    assert line.tonnes == 0.001


@every_line
def test_every_gas_has_a_gwp_in_ar4_ar5_and_ar6(line: GuideLine) -> None:
    for assessment in ("AR4", "AR5", "AR6"):
        assert library().gwp(line.gas, assessment).value >= 1


@every_line
def test_choices_in_an_id_are_known(line: GuideLine) -> None:
    found = {choice for _, id in line.factors for choice in re.findall(r"\{(\w+)\}", id)}
    assert found <= set(CHOICES[0])


@pytest.mark.parametrize(
    ("key", "gas", "inputs", "tonnes"),
    [
        # by hand, from the defaults of the dossier
        pytest.param("lime", "CO2", {"activity": 1000}, 683, id="0.683 t/t"),
        pytest.param("calcium_carbide", "CO2", {"activity": 1000}, 1154, id="1154 kg/t"),
        pytest.param("aluminium_prebake", "CF4", {"activity": 100_000}, 8.88, id="0.0888 kg/t"),
        pytest.param("aluminium_soderberg", "C2F6", {"activity": 100_000}, 6.0, id="0.06 kg/t"),
        pytest.param("magnesium_primary", "SF6", {"activity": 2000}, 0.98, id="0.490 kg/t"),
        pytest.param("electrical_equipment", "SF6", {"activity": 5000}, 0.43, id="8.6 % of 5 t"),
        pytest.param("semiconductor_chf3", "HFC-23", {"activity": 200}, 0.0419, id="20.95 % of 200 kg"),
        pytest.param("hcfc22", "HFC-23", {"activity": 10_000}, 292, id="0.0292 t/t"),
        pytest.param("hfc134a", "HFC-134a", {"activity": 10_000}, 50, id="0.5 %"),
        pytest.param("gas_consumption", "CH4", {"activity": 5000}, 66.5, id="133 t/1e8 m3, half of it"),
        pytest.param("booster_station", "CH4", {"activity": 2}, 170.1, id="85.05 t each"),
        pytest.param("biomass_charcoal", "CH4", {"activity": 1000}, 6, id="6 g/kg"),
        pytest.param("biomass_boiler", "N2O", {"consumption": 10_000, "ncv": 15}, 0.6, id="150 TJ at 4 kg"),
        pytest.param("nitric_acid_high", "N2O", {"output": 10_000, "removal": 0, "utilisation": 0}, 139, id="13.9 kg/t"),
        pytest.param("wastewater_discharged", "CH4", {"tow": 100_000, "sludge": 0}, 2.5, id="100 t at 0.25 × 0.1"),
        pytest.param("green_power", "CO2", {"electricity": 10_000}, 5581, id="10 GWh at 0.5581"),
        pytest.param("road_diesel", "N2O", {"consumption": 1000}, 0.1663428, id="42.652 GJ/t at 3.9"),
    ],
)  # fmt: skip
def test_a_line_gives_what_the_hand_gives(key: str, gas: str, inputs: dict[str, float], tonnes: float) -> None:
    line = PARK.line(key, gas)
    choices = {"set": "2023", "grid": "province.chongqing", "year": "2023"}
    values = {name: library().factor(id.format(**choices)).value for name, id in line.factors} | inputs
    found = equation_of(line)(*(values.get(a.name) for a in equation_of(line).arguments))
    assert found * line.tonnes == pytest.approx(tonnes)


def test_electricity_that_leaves_is_counted_off_and_nothing_else_is() -> None:
    assert [line.key for line in PARK.lines if line.sign < 0] == ["electricity_out"]


def test_the_grid_is_left_to_the_user() -> None:
    """For Chongqing, region and province differ by more than a factor of two."""
    id = PARK.line("electricity_in", "CO2").factor_ids["emission_factor"]
    region, province = (library().factor(id.format(**c | {"year": "2023"})).value for c in CHOICES)
    assert province / region > 2


def test_a_gas_without_a_value_in_a_set_is_an_error_and_never_zero() -> None:
    for gas in ("NF3", "HFC-245fa"):
        assert any(line.gas == gas for line in PARK.lines)
        found = catalogue()["TL_CO2E"]
        with pytest.raises(Exception, match=gas):
            found(1.0, gas, "SAR")
