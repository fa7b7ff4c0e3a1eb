"""Shares belong to a stage: derived from where the carbon goes, else entered, and they add up to 1."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.workbooks.calculated import Calculated
from workbooks.coal_chemical import WORKBOOK
from workbooks.coal_chemical.lists import PROCESS_UNITS

pytestmark = pytest.mark.slow

Row = dict[str, Any]
EVIDENCE = {"evidence": "test", "quality": "B"}
UNITS = [code for code, _ in PROCESS_UNITS]
CO2 = 44 / 12


def flow(stage: str, unit: str, material: str, quantity: float, content: float, to: str = "", **more: Any) -> Row:
    """Carbon out of a unit in a product: to another unit, or across the boundary."""
    row = {"stage": stage, "unit": unit, "direction": "product", "flow": "internal" if to else "external"}
    own = {"content_own": content, "reason": "measured"}
    return {
        **row,
        "partner": to,
        "material": material,
        "name": material,
        "quantity": quantity,
        **own,
        **EVIDENCE,
        **more,
    }


def taken(given: Row) -> Row:
    """The same carbon where it arrives."""
    return {**given, "direction": "in", "unit": given["partner"], "partner": given["unit"]}


def power(stage: str, unit: str, emission: float) -> Row:
    """An emission of so many tonnes, by electricity with a factor of 1."""
    row = {"stage": stage, "unit": unit, "trade": "bought", "power": "grid", "use": "x", "electricity": emission}
    return {**row, "emission_factor_own": 1, "reason": "test", **EVIDENCE}


def units(**rows: Row) -> list[Row]:
    """Rows of a table of process units, in the order of the list."""
    return [rows.get(code, {}) for code in UNITS]


# ── an existing plant with one product, an extension with two ────────────────────────────────────────────────────

EXISTING, BOILERS = 5_211_143.0, 2_662_857.0
ADDED = {"gasification": 500_000.0, "auxiliary": 400_000.0, "own1": 300_000.0}
REPLACED_BOILERS = 1_500_000.0
SNG = {"existing": 2_000_000.0, "proposed": 200_000.0}


def extension() -> Row:
    """SNG for 2·10⁹ m³/a, extended by more SNG and direct liquefaction in a unit of its own."""
    syngas = flow("proposed", "gasification", "syngas", 60_000, 2.0, to="methanation")
    return {
        "project": {"name": "SNG + DCL", "nature": "extension", "province": "xinjiang"},
        "products": [{"product": "sng", **SNG}, {"product": "dcl", "proposed": 100_000}],
        "units": units(
            gasification={"existing": "yes", "proposed": "yes"},
            methanation={"existing": "yes", "proposed": "yes"},
            auxiliary={"existing": "yes", "proposed": "yes"},
            oil_processing={"proposed": "yes"},
            own1={"proposed": "yes"},
        ),
        "own_units": {"unit1": "煤直接液化"},
        "share_proposed": units(
            auxiliary={"own1": 0.65, "own2": 0.35, "reason": "蒸汽平衡"}, own1={"own1": 0, "own2": 1}
        ),
        "carbon": [
            flow("existing", "methanation", "sng", 200_000, 5.0),
            flow("existing", "methanation", "feed_coal", 2_000_000, 0.5, direction="in"),
            syngas,
            taken(syngas),
            flow("proposed", "methanation", "sng", 20_000, 5.0),
            flow("proposed", "oil_processing", "oil_products", 100_000, 0.86),
        ],
        "electricity": [
            power("existing", "gasification", EXISTING),
            power("existing", "auxiliary", BOILERS),
            *(power("proposed", unit, emission) for unit, emission in ADDED.items()),
            power("replaced", "auxiliary", REPLACED_BOILERS),
        ],
    }


@cache
def extended() -> Calculated:
    return Calculated(WORKBOOK, extension())


def process(stage: str, unit: str) -> float:
    """The emission of a unit by the carbon flows: what goes in less what goes out."""
    rows = [row for row in extension()["carbon"] if row["stage"] == stage and row["unit"] == unit]
    return sum(r["quantity"] * r["content_own"] * (1 if r["direction"] == "in" else -1) for r in rows) * CO2


def test_the_existing_plant_with_one_product_bears_all_of_its_emission() -> None:
    """The boilers of the existing plant are split in the extension only: 3.937 is right where 3.471 stood."""
    existing = EXISTING + BOILERS + process("existing", "methanation")
    assert extended().value("versus_existing_co2") == pytest.approx(existing)
    assert extended().value("versus_existing_ghg") == pytest.approx(existing / SNG["existing"])
    assert extended().value("versus_existing_ghg") == pytest.approx(3.937, abs=5e-4)
    assert (EXISTING + 0.65 * BOILERS) / SNG["existing"] == pytest.approx(3.471, abs=5e-4)


def test_after_the_project_each_stage_counts_by_its_own_shares() -> None:
    """Proposed boilers by 0.65, existing and replaced ones whole; a true improvement is not above the existing plant."""
    existing = EXISTING + BOILERS + process("existing", "methanation")
    proposed = ADDED["gasification"] + 0.65 * ADDED["auxiliary"] + process("proposed", "gasification")
    after = existing + proposed + process("proposed", "methanation") - REPLACED_BOILERS
    assert extended().value("versus_after_co2") == pytest.approx(after)
    assert extended().value("versus_after_ghg") == pytest.approx(after / sum(SNG.values()))
    assert after / sum(SNG.values()) < existing / SNG["existing"]
    assert extended().value("versus_verdict") == "✓ 不高于现有工程"


def test_what_is_replaced_has_the_shares_of_the_existing_plant_where_it_has_no_flows() -> None:
    row = UNITS.index("auxiliary") + 1
    assert extended().value("share_replaced_share1", row) == 1
    assert extended().value("share_replaced_share2", row) == 0
    assert extended().value("share_proposed_share1", row) == 0.65


# ── derived from the flows ───────────────────────────────────────────────────────────────────────────────────────

FLOWS = [
    flow("proposed", "gasification", "syngas", 100_000, 3.0, to="shift"),
    flow("proposed", "shift", "syngas", 100_000, 2.5, to="purification"),
    flow("proposed", "purification", "syngas", 60_000, 2.0, to="methanation"),
    flow("proposed", "purification", "syngas", 40_000, 1.8, to="methanol_synthesis"),
    flow("proposed", "methanation", "sng", 20_000, 5.0),
    flow("proposed", "methanol_synthesis", "methanol", 120_000, 0.375, to="mto"),
    flow("proposed", "methanol_synthesis", "methanol", 30_000, 0.375),
    flow("proposed", "methanol_synthesis", "fuel_gas", 2_000, 1.3, to="gasification"),
    flow("proposed", "mto", "ethylene", 20_000, 0.856),
    flow("proposed", "mto", "propylene", 25_000, 0.8563),
    flow("proposed", "mto", "mixed_c4", 4_000, 0.8563),
]
OUTPUTS = {"sng": 200_000.0, "methanol": 150_000.0, "olefins": 45_000.0}
MADE_OF = {"sng": {"sng"}, "methanol": {"methanol"}, "olefins": {"ethylene", "propylene"}}


def three_products(**more: Any) -> Row:
    """SNG beside methanol, four fifths of which go on to olefins."""
    inside = {r["unit"] for r in FLOWS}
    return {
        "project": {"name": "three", "nature": "new", "province": "xinjiang"},
        "products": [{"product": key, "proposed": amount} for key, amount in OUTPUTS.items()],
        "units": [{"existing": "no", "proposed": "yes" if code in inside | {"auxiliary"} else "no"} for code in UNITS],
        "carbon": [*FLOWS, *(taken(r) for r in FLOWS if r["partner"])],
        "electricity": [power("proposed", unit, 1000.0) for unit in [*sorted(inside), "auxiliary"]],
        **more,
    }


def by_carbon(unit: str, product: str) -> float:
    """The part of the carbon of a unit that becomes a product, followed down the line by hand."""
    out = [r for r in FLOWS if r["unit"] == unit and r["material"] not in {"fuel_gas", "mixed_c4"}]
    amounts = [r["quantity"] * r["content_own"] for r in out]
    becomes = [
        1.0 if r["material"] in MADE_OF[product] else by_carbon(r["partner"], product) if r["partner"] else 0.0
        for r in out
    ]
    return sum(a * b for a, b in zip(amounts, becomes, strict=True)) / sum(amounts)


@cache
def derived() -> Calculated:
    asked = {"own1": 0.4, "own2": 0.6, "own3": 0.48, "reason": "按蒸汽用量"}
    return Calculated(WORKBOOK, three_products(share_proposed=units(auxiliary=asked)))


@pytest.mark.parametrize("unit", ["gasification", "shift", "purification", "methanation", "methanol_synthesis", "mto"])
def test_shares_follow_from_where_the_carbon_goes(unit: str) -> None:
    row = UNITS.index(unit) + 1
    for number, product in enumerate(OUTPUTS, 1):
        share = derived().value(f"share_proposed_share{number}", row)
        assert share == pytest.approx(by_carbon(unit, product), rel=1e-12), product
    assert derived().value("share_proposed_covered", row) == pytest.approx(1)
    assert derived().value("share_proposed_check", row) == "✓"


def test_what_one_product_hands_on_to_another_is_counted_once_in_the_sum() -> None:
    """0.4 for SNG, and 0.6 for methanol of which four fifths are in the 0.48 for olefins."""
    row = UNITS.index("auxiliary") + 1
    handed_on = 120_000 / 150_000
    assert derived().value("chain_passed", 4 + 2) == pytest.approx(handed_on)
    assert derived().value("share_proposed_covered", row) == pytest.approx(0.4 + 0.6 * (1 - handed_on) + 0.48)
    assert derived().value("share_proposed_check", row) == "✓"


# ── emission that belongs to no product ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("entered", "covered", "said"),
    [
        ({}, 0.0, "✗ 有排放但碳流推不出份额，请填写（不计入填 0）"),
        ({"own1": 0.05, "own2": 0.05, "own3": 0.05}, 0.05 + 0.05 * 0.2 + 0.05, "✗ 份额不是 1 也与碳流不符，缺理由"),
        ({"own1": 0.05, "reason": "x"}, 0.05, "! 份额合计小于 1，已说明理由"),
        ({"own1": 0, "own2": 0, "own3": 0}, 0.0, "✗ 份额合计小于 1，部分排放不计入任何产品"),
        ({"own1": 1, "own2": 1, "reason": "x"}, 1.2, "✗ 份额合计大于 1，排放重复计入"),
        ({"own1": 65, "reason": "x"}, 65.0, "✗ 份额应为 0–1，疑为百分数"),
        ({"own1": 1, "own4": 0.1, "reason": "x"}, 1.0, "✗ 该阶段不生产此产品，却填了份额"),
    ],
)
def test_a_unit_whose_shares_are_not_1_is_named(entered: Row, covered: float, said: str) -> None:
    book = Calculated(WORKBOOK, three_products(share_proposed=units(auxiliary=entered)))
    row = UNITS.index("auxiliary") + 1
    assert book.value("share_proposed_covered", row) == pytest.approx(covered)
    assert book.value("share_proposed_check", row) == said
    items = WORKBOOK.table("check_rows").prefilled["item"]
    line = next(i for i, item in enumerate(items, 1) if item.zh == "产品份额有误：拟建工程")
    assert book.value("check_rows_status", line) == ("✗" if said.startswith("✗") else "✓")
    outside = (1 - covered) * 1000
    told = [text for text in book.lines("conclusion_zh") if str(text).startswith("未计入任何产品")]
    total = book.value("summary_proposed_total_total")
    assert bool(told) == (abs(outside) > 0.01 * abs(total))


def test_an_own_share_that_the_flows_contradict_wants_a_reason() -> None:
    auxiliary = {"own1": 0.4, "own2": 0.6, "own3": 0.48, "reason": "按蒸汽用量"}
    half = {"own2": 0.5}
    book = Calculated(WORKBOOK, three_products(share_proposed=units(auxiliary=auxiliary, gasification=half)))
    assert book.value("share_proposed_check", 1) == "✗ 份额不是 1 也与碳流不符，缺理由"
    assert book.value("share_proposed_share2", 1) == 0.5
