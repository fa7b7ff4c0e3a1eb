"""Measured carbon of coal, gas and materials, CO2 in tonnes, NOx in tonnes a year, against arithmetic by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workbooks.calculated import Calculated
from workbooks.coal_chemical import WORKBOOK

pytestmark = pytest.mark.slow

Row = dict[str, Any]
EVIDENCE = {"evidence": "test", "quality": "B"}
TESTED = {"evidence": "analysis"}
FUEL = {"stage": "proposed", "unit": "boilers", "in_balance": "no", **EVIDENCE}
FLOW = {"stage": "proposed", "unit": "gasification", "direction": "in", "flow": "external", "name": "x", **EVIDENCE}
STACK = {"stage": "proposed", "unit": "boilers", **EVIDENCE}
CAPTURED = {"stage": "proposed", "unit": "boilers", "recovery": "exported", "use": "x", **EVIDENCE}


def filled() -> Row:
    return {
        "project": {"name": "measured", "nature": "new", "province": "shaanxi"},
        "coals": [
            {"name": "设计煤", "role": "design", "purpose": "feed", "amount": 1_000_000, "tested_basis": "ad",
             "carbon_tested": 0.68, "ncv_tested": 26.0, "total_moisture": 0.15, "moisture": 0.05, "u": 0.01, **TESTED},
            {"name": "校核煤", "role": "check", "purpose": "feed", "amount": 1_100_000, "tested_basis": "d",
             "carbon_tested": 0.70, "ncv_tested": 27.5, "total_moisture": 0.20, **TESTED},
            {"name": "锅炉煤", "role": "design", "purpose": "fuel", "amount": 200_000, "tested_basis": "ar",
             "carbon_tested": 0.55, "ncv_tested": 21.0, **TESTED},
            {"name": "缺水分", "role": "check", "purpose": "fuel", "tested_basis": "ad", "carbon_tested": 0.6,
             "total_moisture": 0.1, **TESTED},
        ],
        "gases": [
            {"name": "合成气", "co": 0.4, "co2": 0.2, "ch4": 0.02, "h2": 0.37, "n2": 0.01, "u": 0.02, **TESTED},
            {"name": "驰放气", "ch4": 0.5, "c2h6": 0.1, "c3h8": 0.05, "h2": 0.35, **TESTED},
            {"name": "过量", "co": 0.8, "h2": 0.4, **TESTED},
        ],
        "own_materials": [
            {"name": "粗酚", "content_entered": 0.71, "u": 0.03, **TESTED},
            {"name": "1,3-二氧戊环", "carbon_atoms": 3, "molar_mass": 74.079},
        ],
        "fuels": [
            {**FUEL, "fuel": "bituminous", "use": "锅炉", "consumption": 200_000, "sample": "锅炉煤"},
            {**FUEL, "fuel": "bituminous", "use": "锅炉", "consumption": 1_000, "carbon_measured": 0.6},
            {**FUEL, "fuel": "bituminous", "use": "锅炉", "consumption": 1_000},
            {**FUEL, "fuel": "other_coal_gas", "use": "加热炉", "consumption": 100, "sample": "驰放气"},
            {**FUEL, "fuel": "bituminous", "use": "锅炉", "consumption": 10, "sample": "驰放气"},
            {**FUEL, "fuel": "bituminous", "use": "锅炉", "consumption": 10, "sample": "缺水分"},
            {**FUEL, "fuel": "bituminous", "use": "锅炉", "consumption": 10, "carbon_measured": 60},
        ],
        "carbon": [
            {**FLOW, "material": "feed_coal", "quantity": 1_000_000, "sample": "设计煤"},
            {**FLOW, "material": "syngas", "quantity": 1_000, "sample": "合成气"},
            {**FLOW, "material": "own1", "quantity": 100},
            {**FLOW, "material": "own2", "quantity": 100},
            {**FLOW, "material": "dimethyl_carbonate", "quantity": 100},
            {**FLOW, "material": "hydrogen", "quantity": 100},
            {**FLOW, "material": "residue", "quantity": 100},
        ],
        "capture": [
            {**CAPTURED, "mass": 12_000, "purity": 0.99},
            {**CAPTURED, "volume": 500, "purity": 0.995},
            {**CAPTURED, "volume": 500, "mass": 5, "purity": 0.995},
            {**CAPTURED, "purity": 0.995},
        ],
        "nox": [
            {**STACK, "stack": "A", "source": "cems", "mass": 36.5},
            {**STACK, "stack": "B", "concentration": 50, "flow": 100_000, "hours": 8_000},
            {**STACK, "stack": "C", "source": "permit"},
            {**STACK, "stack": "D", "mass": 40_000, "concentration": 50, "flow": 100_000, "hours": 8_000},
            {**STACK, "stack": "E", "mass": 38, "concentration": 50, "flow": 100_000, "hours": 8_000},
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def calculated() -> Calculated:
    return Calculated(WORKBOOK, filled())


@pytest.mark.parametrize(
    ("row", "carbon", "ncv"),
    [
        (1, 0.68 * 85 / 95, 26.115 * 85 / 95 - 0.345),  # air-dried
        (2, 0.70 * 0.8, 27.5 * 0.8 - 0.46),  # dry
        (3, 0.55, 21.0),  # as received, moisture not needed
    ],
)
def test_a_coal_is_brought_to_the_basis_as_received(
    calculated: Calculated, row: int, carbon: float, ncv: float
) -> None:
    assert calculated.value("coals_carbon", row) == pytest.approx(carbon, rel=1e-13)
    assert calculated.value("coals_ncv", row) == pytest.approx(ncv, rel=1e-13)
    assert calculated.value("coals_per_energy", row) == pytest.approx(carbon / ncv, rel=1e-13)
    assert calculated.value("coals_check", row) == "✓"


def test_a_moisture_that_is_missing_is_said(calculated: Calculated) -> None:
    assert calculated.value("coals_carbon", 4) in (None, "")
    assert calculated.value("coals_check", 4) == "✗ 空干基缺水分 Mad"


def test_design_and_check_coal_are_compared(calculated: Calculated) -> None:
    """1.0 Mt · 0.608421 = 608 421 tC and 1.1 Mt · 0.56 = 616 000 tC: 7 578.947 tC, 27 789.47 tCO2 apart."""
    assert calculated.value("design_check_design_carbon") == pytest.approx(1_000_000 * 0.68 * 85 / 95, rel=1e-13)
    assert calculated.value("design_check_check_carbon") == pytest.approx(616_000, rel=1e-13)
    assert calculated.value("design_check_difference") == pytest.approx(7_578.947368421, rel=1e-9)
    assert calculated.value("design_check_difference_co2") == pytest.approx(27_789.473684211, rel=1e-9)
    assert calculated.value("design_check_design_carbon", 2) == pytest.approx(110_000, rel=1e-13)


def test_a_gas_holds_what_its_parts_hold(calculated: Calculated) -> None:
    """(0.4 + 0.2 + 0.02) · 120/22.4 = 3.3214; (0.5 + 2 · 0.1 + 3 · 0.05) · 120/22.4 = 4.5536."""
    assert calculated.value("gases_carbon", 1) == pytest.approx(0.62 * 120 / 22.4, rel=1e-13)
    assert calculated.value("gases_carbon", 2) == pytest.approx(0.85 * 120 / 22.4, rel=1e-13)
    assert calculated.value("gases_carbon", 3) == "#NUM!"
    assert calculated.value("gases_check", 3) == "✗ 体积分数合计大于 1"


@pytest.mark.parametrize(
    ("row", "co2"),
    [
        (1, 200_000 * 0.55 * 0.93 * 44 / 12),
        (2, 1_000 * 0.6 * 0.93 * 44 / 12),
        (4, 100 * 0.85 * 120 / 22.4 * 0.99 * 44 / 12),
    ],
)
def test_measured_carbon_goes_before_calorific_value(calculated: Calculated, row: int, co2: float) -> None:
    oxidation = {1: 0.93, 2: 0.93, 4: 0.99}[row]
    used = calculated.value("fuels_oxidation", row)
    assert calculated.value("fuels_co2", row) == pytest.approx(co2 / oxidation * used, rel=1e-13)
    assert calculated.value("fuels_counted", row) == pytest.approx(co2 / oxidation * used, rel=1e-13)
    assert calculated.value("fuels_check", row) == "✓"


def test_without_a_measurement_the_calorific_value_counts(calculated: Calculated) -> None:
    parts = [calculated.value(f"fuels_{key}", 3) for key in ("ncv", "carbon_content", "oxidation")]
    assert calculated.value("fuels_co2", 3) == pytest.approx(1_000 * parts[0] * parts[1] * parts[2] * 44 / 12)


def test_measured_carbon_has_the_uncertainty_of_the_row_and_not_of_the_calorific_value(calculated: Calculated) -> None:
    activity, oxidation = (calculated.value(f"fuels_u_{key}", 2) for key in ("activity", "oxidation"))
    expected = (2 * activity**2 + oxidation**2) ** 0.5
    assert calculated.value("fuels_u", 2) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (5, "✗ 气体与固液体不符：核对样品和燃料"),
        (6, "✗ 样品没有收到基含碳量"),
        (7, "✗ 实测收到基含碳量"),
    ],
)
def test_what_does_not_fit_a_fuel_is_said(calculated: Calculated, row: int, said: str) -> None:
    assert str(calculated.value("fuels_check", row)).startswith(said)


@pytest.mark.parametrize(
    ("row", "carbon"),
    [
        (1, 1_000_000 * 0.68 * 85 / 95),
        (2, 1_000 * 0.62 * 120 / 22.4),
        (3, 71.0),
        (4, 100 * 36.033 / 74.079),
        (5, 40.0),
        (6, 0.0),
    ],
)
def test_carbon_flows_take_samples_and_own_materials(calculated: Calculated, row: int, carbon: float) -> None:
    assert calculated.value("carbon_carbon", row) == pytest.approx(carbon, rel=1e-12)
    assert calculated.value("carbon_check", row) == "✓"


def test_an_own_material_has_its_own_uncertainty(calculated: Calculated) -> None:
    activity = calculated.value("carbon_u_activity", 3)
    assert calculated.value("carbon_u", 3) == pytest.approx((activity**2 + 0.03**2) ** 0.5, rel=1e-12)


def test_a_residue_wants_a_measurement(calculated: Calculated) -> None:
    assert calculated.value("carbon_check", 7) == "✗ 请填实测含碳量"


def test_captured_co2_by_mass_and_by_volume(calculated: Calculated) -> None:
    """12 000 t · 0.99 = 11 880 t; 500·10⁴ Nm³ · 0.995 · 19.77 = 9 835.575 t."""
    assert calculated.value("capture_co2", 1) == pytest.approx(11_880, rel=1e-13)
    assert calculated.value("capture_co2", 2) == pytest.approx(9_835.575, rel=1e-13)
    assert calculated.value("capture_check", 1) == "✓"
    assert calculated.value("capture_check", 3) == "✗ 体积和质量只填一个"
    assert calculated.value("capture_check", 4) == "✗ 缺气体体积或质量"
    row = [code for code, _ in WORKBOOK.list("unit").entries].index("boilers") + 1
    assert calculated.value("summary_proposed_capture", row) == pytest.approx(-11_880 - 2 * 9_835.575, rel=1e-13)


def test_nox_by_tonnes_and_by_flue_gas(calculated: Calculated) -> None:
    """50 mg/m³ · 100 000 m³/h · 8 000 h = 40 t; tonnes that are given go first."""
    assert [calculated.value("nox_nox", row) for row in (1, 2, 5)] == pytest.approx([36.5, 40.0, 38.0], rel=1e-13)
    assert [calculated.value("nox_check", row) for row in (1, 2, 5)] == ["✓"] * 3
    assert str(calculated.value("nox_check", 3)).startswith("✗ 缺")
    assert str(calculated.value("nox_check", 4)).startswith("✗ 年排放量与浓度")


def test_nox_by_tonnes_has_one_uncertainty_and_flue_gas_two(calculated: Calculated) -> None:
    activity = calculated.value("nox_u_activity", 1)
    assert calculated.value("nox_u", 1) == pytest.approx(activity, rel=1e-12)
    assert calculated.value("nox_u", 2) == pytest.approx(2**0.5 * activity, rel=1e-12)
    assert calculated.value("nox_u", 5) == pytest.approx(activity, rel=1e-12)
