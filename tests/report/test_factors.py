"""Factors in use: those that the rows of the example choose, and no others."""

from __future__ import annotations

from pycore.report.factors import Used
from pycore.report.values import ReportValues
from tests.report.samples import calculated_example
from workbooks.coal_chemical.example import CARBONATES, EXAMPLE, FUELS


def used() -> Used:
    return Used(ReportValues(calculated_example("zh", "zh").book, "zh"))


def ids() -> set[str]:
    found = used()
    return {found.values.text("factors_id", row) for row in found.factor_rows}


def test_each_fuel_takes_its_parameters_but_for_those_that_a_user_replaced() -> None:
    wanted = {
        f"fuel.2023.{row['fuel']}.{key}"
        for row in FUELS
        for key in ("ncv", "carbon_content", "oxidation")
        if f"{key}_own" not in row
    }
    assert {i for i in ids() if i.startswith("fuel.")} == wanted


def test_carbon_contents_carbonates_and_grids_are_those_of_the_rows() -> None:
    found = ids()
    contents = {f"carbon.{row['material']}" for row in EXAMPLE["carbon"] if "content_own" not in row}
    assert {i for i in found if i.startswith("carbon.")} == contents
    assert {i for i in found if i.startswith("carbonate.")} == {f"carbonate.{r['carbonate']}" for r in CARBONATES}
    # The national average of 2023 is what the settings ask for; no other grid is taken.
    assert {i for i in found if i.startswith("electricity.")} == {"electricity.national.average.2023"}
    assert {"heat.national", "gwp.AR5.CH4", "constant.co2_density"} <= found


def test_the_equations_are_those_of_the_filled_ledgers() -> None:
    functions = {use.equation.function: {t.key for t in use.tables} for use in used().equations}
    assert functions["TL_FUEL_CO2"] == {"fuels"}
    assert functions["TL_CARBON_BALANCE_CO2"] == {"balance"}
    assert functions["TL_FLUE_GAS_MASS"] == {"nox"}
    # What combines uncertainties is no method of accounting.
    assert "TL_U_PRODUCT" not in functions
