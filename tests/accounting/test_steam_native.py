"""The formulas of steam against the core: over the coefficients as a sheet has them, calculated by formualizer."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

import formualizer
import pytest

from pycore.accounting import steam_native as native_steam
from pycore.accounting.steam import LEAST_PRESSURE, saturation_temperature
from pycore.cells.values import CellError
from pycore.functions.catalogue import call
from pycore.if97.saturation import boundary_pressure

COLUMNS = {"p": "A", "t": "B", "E": "C", "F": "D", "G": "E", "D": "F", "saturation": "G", "used": "H"}
RESULTS = {"saturation": 7, "used": 8, "enthalpy": 9}
State = tuple[Any, Any]


def names(book: Any) -> dict[str, str]:
    """Write constants and tables on a sheet, side by side; return where each name stands."""
    book.add_sheet("Steam")
    where, column = {}, 1
    for row, constant in enumerate(native_steam.CONSTANTS, 1):
        book.set_value("Steam", row, column, constant.value)
        where[f"if97_{constant.key}"] = f"Steam!$A${row}"
    for table in native_steam.coefficient_tables():
        for place, name in enumerate(table.columns):
            column += 1
            for row, values in enumerate(table.rows, 1):
                book.set_value("Steam", row, column, values[place])
            letter = chr(64 + column)
            where[f"{table.key}_{name}"] = f"Steam!${letter}$1:${letter}${len(table.rows)}"
    return where


def formulas(cells: dict[str, str]) -> dict[int, str]:
    """Return the formulas of a row by column, as a ledger puts them together."""
    p, t, saturation, used = (cells[name] for name in ("p", "t", "saturation", "used"))
    auxiliary = native_steam.saturation_auxiliaries(p, cells)
    found = {3 + i: auxiliary[letter] for i, letter in enumerate("EFGD")}
    of_saturation = native_steam.native_saturation(p, cells["D"])
    found[7] = f'IF({native_steam.above_critical(p)},"",{of_saturation})'
    found[8] = native_steam.native_temperature(p, t, saturation)
    found[9] = native_steam.native_enthalpy(p, used)
    return found


def calculated(states: Sequence[State]) -> list[dict[str, Any]]:
    book = formualizer.Workbook()
    where = names(book)
    book.add_sheet("Ledger")
    for row, state in enumerate(states, 1):
        for column, value in enumerate(state, 1):
            if value is not None:
                book.set_value("Ledger", row, column, value)
        for column, formula in formulas({name: f"{letter}{row}" for name, letter in COLUMNS.items()}).items():
            text = re.sub(r"\b(?:steam\d+|if97)_[a-z]+\b", lambda m: where[m.group()], formula)
            book.set_formula("Ledger", row, column, f"={text}")
    book.evaluate_all()
    return [
        {name: book.get_value("Ledger", row, column) for name, column in RESULTS.items()}
        for row in range(1, len(states) + 1)
    ]


def is_error(value: Any, kind: str) -> bool:
    return isinstance(value, dict) and value["kind"].lower() == kind


SATURATED = [(p, None) for p in (LEAST_PRESSURE, 0.001, 0.1013, 0.6, 1, 4, 9.8, 13, 16.5)]
REGION_2 = [
    (p, t)
    for p in (LEAST_PRESSURE, 0.01, 0.5, 1, 4, 9.8, 16, 22.064, 25, 40, 100)
    for t in (0, 50, 120, 200, 260, 350, 360, 400, 450, 540, 650, 800)
    if p < boundary_pressure(max(t, 350) + 273.15) and (p > 22 or t > saturation_temperature(p))
    if p < 22 or t > 420
]
NEAR_SATURATION = [(p, saturation_temperature(p) + d) for p in (0.1, 1, 10) for d in (-0.0199, -0.01, 0, 0.01)]
REGION_3 = [(17, None), (20, None), (22, None), (22, 374), (20, 367), (25, 380), (40, 420), (100, 500)]
# Just above 350 °C, where region 3 is but a sliver between its boundary and saturation.
REGION_3 += [(16.57, 350.3), (25, 373.946)]
WATER = [(1, 150), (4, 20), (10, 310), (22, 373), (25, 300), (25, 373.9), (1, 179.86)]
OUTSIDE = [
    (0, None), (-1, None), (0.0006, None), (0.0001, 300), (100.1, 600), (101, None), (22.1, None), (4, -1),
    (0.0005, -5), (4, 800.1), (4, 873.15), (25, 900), (4, "hot"), ("four", 300), (25, "hot"),
]  # fmt: skip


@pytest.mark.parametrize("states", [SATURATED, REGION_2, NEAR_SATURATION], ids=["saturated", "region 2", "near"])
def test_the_formulas_give_what_the_core_gives(states: list[State]) -> None:
    assert len(states) >= 9
    for (pressure, temperature), found in zip(states, calculated(states), strict=True):
        expected = call("TL_STEAM_ENTHALPY", [pressure, temperature])
        assert found["enthalpy"] == pytest.approx(expected, rel=1e-12), (pressure, temperature)
        if pressure <= 22.064:
            boiling = call("TL_SATURATION_TEMPERATURE", [pressure])
            assert found["saturation"] == pytest.approx(boiling, rel=1e-11, abs=1e-9)


def test_in_region_3_only_the_core_knows_and_the_formula_is_not_available() -> None:
    for (pressure, temperature), found in zip(REGION_3, calculated(REGION_3), strict=True):
        assert isinstance(call("TL_STEAM_ENTHALPY", [pressure, temperature]), float)
        assert is_error(found["enthalpy"], "na"), (pressure, temperature, found)


def test_the_boundary_itself_belongs_to_region_2() -> None:
    """Equation 5 of the release is the end of region 2; there both regions give the same enthalpy, to 0.1 kJ/kg."""
    n1, n2, n3 = (row[0] for row in coefficients("steam23").rows[:3])
    for celsius in (380.0, 400.0, 500.0):
        kelvin = celsius + 273.15
        pressure = n1 + n2 * kelvin + n3 * kelvin**2
        for p in (pressure, math.nextafter(pressure, 0)):
            found = calculated([(p, celsius)])[0]["enthalpy"]
            assert found == pytest.approx(call("TL_STEAM_ENTHALPY", [p, celsius]), abs=0.1)
        beyond = calculated([(pressure * (1 + 1e-12), celsius)])[0]["enthalpy"]
        assert is_error(beyond, "na")


def test_a_reading_0_02_degrees_below_saturation_is_not_below_it(native: Any) -> None:
    """0.5 − 0.02 is 0.48 to the last bit, so that the bound is met exactly."""
    formula = native_steam.below_saturation("A1", "B1")
    assert [native(formula, {"A1": t, "B1": 0.5}) for t in (0.48, math.nextafter(0.48, 0))] == [False, True]


def test_at_the_critical_temperature_a_supercritical_reading_counts(native: Any) -> None:
    formula = native_steam.native_temperature("A1", "B1", "C1")
    readings = (373.946, math.nextafter(373.946, 0))
    assert [native(formula, {"A1": 25.0, "B1": t, "C1": ""}) for t in readings] == [373.946, "#NUM!"]


def coefficients(key: str) -> native_steam.CoefficientTable:
    return next(table for table in native_steam.coefficient_tables() if table.key == key)


def test_what_the_core_refuses_the_formulas_refuse() -> None:
    """A cell falls back on its formula where the core refuses, so a formula that answers would hide the refusal."""
    states = [*WATER, *OUTSIDE]
    for (pressure, temperature), found in zip(states, calculated(states), strict=True):
        assert isinstance(call("TL_STEAM_ENTHALPY", [pressure, temperature]), CellError)
        assert is_error(found["enthalpy"], "num"), (pressure, temperature, found)


def test_no_formula_comes_near_the_longest_that_a_program_takes() -> None:
    """8,192 characters; cell addresses and names on other sheets make these longer, by less than a half."""
    cells = {name: f"${letter}$1000" for name, letter in COLUMNS.items()}
    assert max(map(len, formulas(cells).values())) < 2000
