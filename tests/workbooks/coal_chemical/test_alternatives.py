"""Rows of an option count where it is chosen, and nowhere else; a row without one always counts."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning
from pycore.sheets.writer import write_workbook
from tests.workbooks.calculated import Calculated
from workbooks.coal_chemical import WORKBOOK
from workbooks.coal_chemical.ledgers import DEFINITIONS

pytestmark = pytest.mark.slow

Row = dict[str, Any]
PLACE = {"stage": "proposed", "unit": "methanol_synthesis"}
EVIDENCE = {"evidence": "test", "quality": "B"}
CO2 = 44 / 12
MOTOR, TURBINE = "驱动/电动机", "驱动/汽轮机"


def of(option: str, **row: Any) -> Row:
    return {**PLACE, **EVIDENCE, **({"alternative": option} if option else {}), **row}


def power(option: str, amount: float) -> Row:
    return of(option, trade="bought", power="grid", electricity=amount, emission_factor_own=0.5, reason="test")


def heat(option: str, amount: float) -> Row:
    return of(option, trade="bought", medium="heat", quantity=amount, emission_factor_own=0.1, reason="test")


def carbon(option: str, direction: str, material: str, amount: float) -> Row:
    row = {"direction": direction, "flow": "external", "material": material, "name": material, "quantity": amount}
    return of(option, **row, content_own=0.5, reason="test")


def nox(option: str, hours: float) -> Row:
    return of(option, stack="x", concentration=100, flow=200_000, hours=hours)


def plant(chosen: str, **more: Any) -> Row:
    """A methanol plant with motors or steam turbines; the turbines' boiler burns coal and gives off NOx and methane."""
    return {
        "project": {"name": "test", "nature": "new", "province": "shaanxi"},
        "products": [{"product": "methanol", "capacity": 100_000, "proposed": 100_000}],
        "units": [{"proposed": "yes"} if code == "methanol_synthesis" else {} for code in UNITS],
        "variant_groups": [{"group": "驱动", "chosen": chosen}],
        "variants": [
            {"group": "驱动", "option": "电动机", "annual_cost": 900, **EVIDENCE_ONLY},
            {"group": "驱动", "option": "汽轮机", "annual_cost": 400, **EVIDENCE_ONLY},
        ],
        "carbon": [
            carbon("", "in", "feed_coal", 200_000),
            carbon("", "product", "methanol", 100_000),
            carbon(TURBINE, "in", "feed_coal", 30_000),
        ],
        "electricity": [power("", 10_000), power(MOTOR, 40_000)],
        "heat": [heat(TURBINE, 70_000)],
        "nox": [nox("", 1000), nox(TURBINE, 500)],
        "methane": [of("", source="a", ch4=2), of(TURBINE, source="b", ch4=3)],
        **more,
    }


UNITS = [code for code, _ in next(x for x in WORKBOOK.lists if x.key == "unit").entries]
EVIDENCE_ONLY = {"evidence": "test"}
ALWAYS = (200_000 - 100_000) * 0.5 * CO2 + 10_000 * 0.5
"""Coal in less methanol out, and the power that both drives need."""


@pytest.mark.parametrize(
    ("chosen", "co2", "nox", "methane", "rows"),
    [
        (MOTOR, ALWAYS + 40_000 * 0.5, 100 * 200_000 * 1000 / 1e9, 2, 6),
        (TURBINE, ALWAYS + 30_000 * 0.5 * CO2 + 70_000 * 0.1, 100 * 200_000 * 1500 / 1e9, 5, 9),
        ("", ALWAYS, 100 * 200_000 * 1000 / 1e9, 2, 5),
    ],
)
def test_only_rows_of_the_option_chosen_count(chosen: str, co2: float, nox: float, methane: float, rows: int) -> None:
    book = Calculated(WORKBOOK, plant(chosen))
    total = {key: sum(book.column(f"summary_proposed_{key}")) for key in ("total", "nox", "methane", "activity")}
    assert total == pytest.approx({"total": co2, "nox": nox, "methane": methane, "activity": rows}, rel=1e-12)
    assert book.value("performance_e_ghg") == pytest.approx(co2 / 100_000, rel=1e-12)


def test_rows_that_do_not_count_add_nothing_to_the_uncertainty() -> None:
    with_rows = Calculated(WORKBOOK, plant(MOTOR))
    data = plant(MOTOR)
    kept = {
        ledger.key: [row for row in data[ledger.key] if row.get("alternative") != TURBINE]
        for ledger in DEFINITIONS
        if ledger.key in data
    }
    without = Calculated(WORKBOOK, {**data, **kept})
    for name in ("u_sources_variance", "u_sources_u", "confidence_u_ghg", "confidence_u_nox"):
        assert with_rows.column(name) == without.column(name)


def test_what_is_wrong_with_a_choice_is_said() -> None:
    nothing = Calculated(WORKBOOK, plant(""))
    assert nothing.value("variant_groups_check").startswith("✗ 未选用方案")
    known = Calculated(WORKBOOK, plant(MOTOR, electricity=[power("驱动/燃气轮机", 1)]))
    assert "备选方案" in known.value("electricity_check")
    assert known.value("electricity_co2") == "#N/A"
    twice = plant(MOTOR)
    twice["variants"].append(twice["variants"][0])
    assert [c[:1] for c in Calculated(WORKBOOK, twice).column("variants_check")[:3]] == ["✗", "✓", "✗"]


def test_every_ledger_has_alternatives() -> None:
    """A ledger without would count all rows whatever is chosen."""
    assert [ledger.key for ledger in DEFINITIONS if not ledger.alternatives] == []


def test_the_review_of_a_ledger_takes_the_rows_that_count() -> None:
    data = plant(MOTOR)
    subject = Subject.open(write_workbook(WORKBOOK, "zh", data))
    assert [line.number(Meaning.METHANE) for line in subject.having(Meaning.ALTERNATIVE, Meaning.METHANE)] == [2]
    assert len(subject.lines("methane")) == 2
