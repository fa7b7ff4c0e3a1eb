"""What measures change, against the cases of the documents, physics and plain arithmetic, by the core and natively."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.cells.values import CellError
from pycore.equations.equation import Equation
from pycore.functions.catalogue import call, catalogue
from tests.conftest import Native

# Functions, arguments, the result, and where it comes from.
CASES = [
    # A landfill with 166.4 GWh/a at 1.9 kWh/m³: 87.6·10⁶ m³, half of it methane, 31.4 kt, GWP 28: 0.879 Mt a year.
    ("TL_LANDFILL_GAS_CO2E", [8760, 0.5, 1, 28], 87.6e6 * 0.5 * 0.717 / 1e6 * 28 * 1e3),
    # The same with GWP 25 and 21: 0.785 and 0.659 Mt.
    ("TL_LANDFILL_GAS_CO2E", [8760, 0.5, 1, 25], 785_115.0),
    ("TL_LANDFILL_GAS_CO2E", [8760, 0.5, 1, 21], 659_496.6),
    # A flare that destroyed 20 % already, a tenth that the cover would oxidise.
    ("TL_LANDFILL_GAS_CO2E", [1000, 0.5, 0.98, 28, 0.1, 0.2], 5e6 * 0.717e-3 * 0.78 * 0.9 * 28),
    # 1.2 MW and 1.00 GWh a year are 833⅓ hours.
    ("TL_PV_GENERATION", [1200, 2500 / 3], 1000.0),
    ("TL_PV_GENERATION", [1000, 1000, 0.005, 3], 1000 * 0.995**2),
    # Coal boiler 0.75 at 0.0945 tCO2/GJ against gas 0.92 at 0.0561.
    ("TL_FUEL_SWITCH_CO2", [1000, 0.75, 0.0945, 0.92, 0.0561], 126.0 - 1000 * 0.0561 / 0.92),
    # 10,000 GJ by a boiler of 0.8, against 10,000/3.6/4 MWh at 0.5703.
    ("TL_HEAT_PUMP_CO2", [10_000, 0.8, 0.0945, 4, 0.5703], 1181.25 - 10_000 / 14.4 * 0.5703),
    # A tenth of the passenger-km is induced: it replaces nothing and still drives.
    ("TL_MODE_SHIFT_CO2", [1_000_000, 0.15, 0.03, 0.1], 135.0 - 30.0),
    # 514 trucks of 60,000 km, 38 l of 2.63 kg against 150 kWh at 0.5703.
    ("TL_ELECTRIC_VEHICLE_CO2", [514 * 60_000, 38, 2.63, 150, 0.5703], 308_400 * (99.94 - 85.545) / 1000),
    # 1,000 t SO2 by limestone and 2,000 MWh.
    ("TL_END_OF_PIPE_CO2", [1000, 44 / 64, 2000, 0.5703], 687.5 + 1140.6),
]


@pytest.mark.parametrize(("function", "arguments", "expected"), CASES)
def test_the_core(function: str, arguments: list[float], expected: float) -> None:
    assert call(function, arguments) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("function", "arguments", "expected"), CASES)
def test_the_native_form(native: Native, function: str, arguments: list[float], expected: float) -> None:
    equation = catalogue()[function]
    assert isinstance(equation, Equation)
    cells = {f"A{i}": value for i, value in enumerate(arguments, 1)}
    assert native(equation.native(list(cells)), cells) == pytest.approx(expected, rel=1e-12)


@given(st.floats(0.3, 1), st.floats(0, 0.2), st.floats(1, 1e6))
def test_the_same_fuel_and_efficiency_reduce_nothing(efficiency: float, factor: float, heat: float) -> None:
    assert call("TL_FUEL_SWITCH_CO2", [heat, efficiency, factor, efficiency, factor]) == 0


@given(st.floats(1, 1e6), st.floats(0.3, 1), st.floats(0.05, 0.1), st.floats(0, 1))
def test_a_heat_pump_of_cop_1_is_electric_heating(heat: float, boiler: float, fuel: float, grid: float) -> None:
    as_switch = call("TL_FUEL_SWITCH_CO2", [heat, boiler, fuel, 1, grid / 3.6])
    assert call("TL_HEAT_PUMP_CO2", [heat, boiler, fuel, 1, grid]) == pytest.approx(
        as_switch, rel=1e-9, abs=1e-6 * heat
    )


def test_modules_lose_the_same_share_every_year_and_nothing_in_the_first() -> None:
    years = [call("TL_PV_GENERATION", [1000, 1100, 0.004, year]) for year in range(1, 26)]
    assert years[0] == pytest.approx(1100)
    assert all(b / a == pytest.approx(0.996) for a, b in pairwise(years))


@pytest.mark.parametrize(
    ("function", "arguments", "said"),
    [
        ("TL_LANDFILL_GAS_CO2E", [1, 50, 1, 28], "divide by 100"),
        ("TL_PV_GENERATION", [1200, 8000], "800 to 1800"),
        ("TL_FUEL_SWITCH_CO2", [1, 75, 0.09, 0.9, 0.05], "85 % is 0.85"),
        ("TL_FUEL_SWITCH_CO2", [1, 0.75, 94.5, 0.9, 0.05], "divide kg/GJ by 1000"),
        ("TL_HEAT_PUMP_CO2", [1, 0.8, 0.09, 0.5, 0.5], "never below 1"),
        ("TL_MODE_SHIFT_CO2", [1, 150, 0.1], "passenger-km"),
        ("TL_ELECTRIC_VEHICLE_CO2", [1, 38, 2630, 150, 0.5], "kgCO2/l"),
        ("TL_END_OF_PIPE_CO2", [1, 687.5, 1, 0.5], "44/64"),
    ],
)
def test_the_usual_slip_is_said(function: str, arguments: list[Any], said: str) -> None:
    found = call(function, arguments)
    assert isinstance(found, CellError)
    assert said in found.text.en
