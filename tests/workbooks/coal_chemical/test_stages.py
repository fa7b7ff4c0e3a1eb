"""Stages beside existing, proposed and replaced: under construction, transferor of capacity, regional reduction."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workbooks.calculated import Calculated
from workbooks.coal_chemical import WORKBOOK
from workbooks.coal_chemical.lists import PROCESS_UNITS

pytestmark = pytest.mark.slow

Row = dict[str, Any]
UNITS = [code for code, _ in PROCESS_UNITS]
EVIDENCE = {"evidence": "EIA of the stage", "quality": "B"}
# t of CO2 and t of NOx of each stage; every row emits by electricity with a factor of 1.
CO2 = {
    "existing": 900_000.0,
    "construction": 250_000.0,
    "proposed": 1_200_000.0,
    "replaced": 300_000.0,
    "transferor": 480_000.0,
    "regional": 70_000.0,
}
NOX = {
    "existing": 90.0,
    "construction": 21.0,
    "proposed": 60.0,
    "replaced": 30.0,
    "transferor": 44.0,
    "regional": 5.0,
}
MADE = {"existing": 300_000.0, "construction": 100_000.0, "proposed": 600_000.0, "replaced": 100_000.0}


def power(stage: str, amount: float) -> Row:
    row = {"stage": stage, "unit": "boilers", "trade": "bought", "power": "grid", "use": "x", "electricity": amount}
    return {**row, "emission_factor_own": 1, "reason": "test", **EVIDENCE}


def methanol(stage: str, made: float) -> Row:
    row = {"stage": stage, "unit": "methanol_synthesis", "direction": "product", "flow": "external"}
    return {**row, "material": "methanol", "name": "methanol", "quantity": made, "content_own": 1e-9, **EVIDENCE}


def site() -> Row:
    """A methanol plant with a part under construction, and capacity that two others give up."""
    inside = {"existing": "yes", "construction": "yes", "proposed": "yes"}
    return {
        "project": {"name": "six stages", "nature": "extension", "province": "shaanxi"},
        "products": [{"product": "methanol", **MADE}],
        "units": [inside if unit in ("boilers", "methanol_synthesis") else {} for unit in UNITS],
        "carbon": [methanol(stage, made) | {"reason": "test"} for stage, made in MADE.items() if stage != "replaced"],
        "electricity": [power(stage, amount) for stage, amount in CO2.items()],
        "nox": [{"stage": stage, "unit": "boilers", "stack": stage, "mass": amount, **EVIDENCE} for stage, amount in NOX.items()],
    }  # fmt: skip


@pytest.fixture(scope="module")
def calculated() -> Calculated:
    return Calculated(WORKBOOK, site())


@pytest.mark.parametrize(("row", "amounts"), [(9, CO2), (10, NOX)], ids=["CO2", "NOx"])
def test_the_accounts_show_every_stage_and_take_only_the_sites_own(
    calculated: Calculated, row: int, amounts: dict[str, float]
) -> None:
    """After: 900 + 250 + 1200 − 300 = 2050 kt, a change of 2050 − 900 − 250 = 900 kt; with transferor and region 350."""
    after = {CO2["existing"]: 2_050_000.0, NOX["existing"]: 141.0}[amounts["existing"]]
    change = {CO2["existing"]: 900_000.0, NOX["existing"]: 30.0}[amounts["existing"]]
    boundary = {CO2["existing"]: 350_000.0, NOX["existing"]: -19.0}[amounts["existing"]]
    # The carbon of the product, 1e-9 tC/t, is held in it and taken off: below a tonne.
    near = {"abs": 0.01, "rel": 1e-12}
    for stage, amount in amounts.items():
        assert calculated.value(f"accounts_{stage}", row) == pytest.approx(amount, **near)
    assert calculated.value("accounts_after", row) == pytest.approx(after, **near)
    assert calculated.value("accounts_change", row) == pytest.approx(change, **near)
    assert calculated.value("accounts_boundary", row) == pytest.approx(boundary, **near)
    assert calculated.value("accounts_relative", row) == pytest.approx(
        change / (amounts["existing"] + amounts["construction"]), rel=1e-6
    )


def test_the_plant_after_the_project_is_held_with_what_is_under_construction(calculated: Calculated) -> None:
    """(900 + 250 + 1200 − 300)/(300 + 100 + 600 − 100) = 2050/900 t/t; before 900/300 = 3."""
    assert calculated.value("versus_after_output") == 900_000
    assert calculated.value("versus_existing_ghg") == pytest.approx(3.0, rel=1e-7)
    assert calculated.value("versus_after_ghg") == pytest.approx(2050 / 900, rel=1e-7)


def test_the_performance_of_the_project_is_its_own(calculated: Calculated) -> None:
    assert calculated.value("performance_e_ghg") == pytest.approx(2.0, rel=1e-7)
    assert calculated.value("performance_e_nox") == pytest.approx(0.1, rel=1e-12)


def test_each_stage_of_the_site_has_its_table_of_units(calculated: Calculated) -> None:
    row = UNITS.index("boilers") + 1
    for stage in MADE:
        assert calculated.value(f"summary_{stage}_power_in", row) == CO2[stage]
        assert calculated.value(f"summary_{stage}_activity", row) == 2


def test_what_is_reduced_elsewhere_has_a_row_of_its_sources(calculated: Calculated) -> None:
    for row, stage in enumerate(("transferor", "regional"), 1):
        assert calculated.value("outside_power_in", row) == CO2[stage] == calculated.value("outside_total", row)
        assert calculated.value("outside_nox", row) == NOX[stage]
        assert calculated.value("outside_activity", row) == 2


def test_the_conclusion_says_what_is_beside_the_project(calculated: Calculated) -> None:
    said = " ".join(str(line) for line in calculated.lines("conclusion_zh"))
    assert "在建工程 250,000" in said
    assert "产能置换出让方 480,000" in said
    assert "区域削减 70,000" in said
    assert "变化量 350,000" in said


def test_units_under_construction_are_inside_the_boundary(calculated: Calculated) -> None:
    assert calculated.value("units_check", UNITS.index("boilers") + 1) == "✓"
    outside = site()
    outside["units"] = [{**row, "construction": "no"} if row else row for row in outside["units"]]
    check = Calculated(WORKBOOK, outside).value("units_check", UNITS.index("boilers") + 1)
    assert check == "✗ 在建工程未勾选但台账有数据"


def test_a_transferor_needs_no_share_and_no_output(calculated: Calculated) -> None:
    assert calculated.value("products_check") == "✓"
    assert {calculated.value(f"share_{stage}_check", UNITS.index("boilers") + 1) for stage in MADE} == {"✓"}
