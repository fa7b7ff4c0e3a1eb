"""Own factors replace those of the library throughout a workbook, and what is wrong in their rows is said there."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.language import Language
from pycore.library import library
from tests.workbooks.calculated import Calculated
from tests.workbooks.minimal import WORKBOOK
from workbooks.coal_chemical import WORKBOOK as COAL

NCV, OXIDATION = "fuel.2023.anthracite.ncv", "fuel.2023.anthracite.oxidation"
OWN = {
    "replaces": NCV,
    "value": 22.5,
    "unit": "GJ/t",
    "year": 2025,
    "source": "省公报 表 3",
    "uncertainty": 0.04,
    "flag": "S",
}


def book(*own: dict[str, Any], language: Language = "zh", **more: Any) -> Calculated:
    """The smallest workbook: 1000 t of anthracite, with own factors."""
    return Calculated(WORKBOOK, {**WORKBOOK.examples["default"], "own_factors": list(own), **more}, language)


def row_of(id: str) -> int:
    return WORKBOOK.table("factors").prefilled["id"].index(id) + 1


def test_value_and_uncertainty_of_an_own_factor_take_the_place_of_the_librarys() -> None:
    """By hand: 1000 · 22.5 · 0.02749 · 0.94 · 44/12 = 2131.8495 t; the library's 20.304 GJ/t gives 1923.7810 t."""
    assert book().value("results_co2") == pytest.approx(1923.7809888, rel=1e-12)
    found = book(OWN)
    assert found.value("results_co2") == pytest.approx(2131.8495, rel=1e-12)
    assert found.value("factors_used", row_of(NCV)) == 22.5
    assert found.value("factors_u", row_of(NCV)) == 0.04
    assert found.value("fuels_u_ncv") == 0.04
    assert found.value("factors_used", row_of(OXIDATION)) == 0.94
    assert found.value("own_factors_change") == pytest.approx(22.5 / 20.304 - 1)
    assert found.value("own_factors_check") == "✓"
    assert found.value("factors_check", row_of(NCV)) == "! 采用自有因子"
    # With the library's ±20 % of the calorific value the total would be less certain than with ±4 %.
    assert found.value("results_u") < book().value("results_u")


def test_a_factor_of_the_library_that_is_not_drawn_is_drawn_as_an_own_one() -> None:
    """The GWP of methane has no uncertainty in the library."""
    id = "gwp.AR5.CH4"
    table = COAL.table("factors")
    place = list(table.prefilled["id"]).index(id)
    data = {"own_factors": [{**OWN, "replaces": id, "unit": table.prefilled["unit"][place]}]}
    assert Calculated(COAL, {}).value("factors_distribution", place + 1) == "none"
    assert Calculated(COAL, data).value("factors_distribution", place + 1) == "normal"
    assert library().factor(id).distribution == "none"


def test_an_own_value_on_the_sheet_factors_goes_first_and_both_together_are_said() -> None:
    rows: list[dict[str, Any]] = [{} for _ in range(row_of(NCV))]
    rows[-1] = {"own": 21.0, "reason": "x"}
    found = book(OWN, factors=rows)
    assert found.value("factors_used", row_of(NCV)) == 21.0
    assert found.value("factors_u", row_of(NCV)) == 0.2
    assert found.value("own_factors_check").startswith("✗ “因子库”表中还有自有值")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"source": None}, "✗ source missing"),
        ({"year": None}, "✗ year missing"),
        ({"unit": None}, "✗ unit missing"),
        ({"uncertainty": None}, "✗ relative uncertainty missing"),
        ({"flag": None}, "✗ trust flag missing"),
        ({"value": None}, "✗ value missing"),
        ({"unit": "MJ/kg"}, "✗ another unit than the library's: convert the value"),
        ({"year": 202}, "✗ year must be"),
        ({"uncertainty": -0.1}, "✗ relative uncertainty must be"),
    ],
)
def test_every_column_of_a_row_is_required(change: dict[str, Any], said: str) -> None:
    found = book({key: value for key, value in {**OWN, **change}.items() if value is not None}, language="en")
    assert found.value("own_factors_check").startswith(said)
    assert found.value("checks_total") >= 1


def test_a_row_without_a_value_replaces_nothing() -> None:
    found = book({key: value for key, value in OWN.items() if key != "value"})
    assert found.value("factors_used", row_of(NCV)) == 20.304


def test_two_rows_for_one_factor_are_said() -> None:
    found = book(OWN, {**OWN, "value": 23.0})
    assert found.column("own_factors_check")[:3] == ["✗ 同一因子有两行", "✗ 同一因子有两行", ""]
