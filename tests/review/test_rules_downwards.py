"""The review looks downwards as well: what makes a result too small is found, with what it changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pycore.findings.finding import Severity
from tests.review import test_rules_row_check as park
from tests.review.test_rules import Data, clean, data_with, found_by, put, where
from tests.review.test_rules_plausible import together

pytestmark = pytest.mark.slow
GRID = "electricity.national.average.2023"
PROPOSED_POWER = range(5)
"""Rows of the electricity ledger of the coal example that are for the project."""


def of_rows(table: str, rows: range, **values: object) -> Callable[[Data], object]:
    return together(*(put(table, row, **values) for row in rows))


def own_factor(**values: object) -> Callable[[Data], object]:
    row = {"year": 2025, "source": "bulletin", "uncertainty": 0.04, "flag": "V", **values}
    return lambda data: data.update(own_factors=[row])


def of_year(table: str, changes: Data, **wanted: object) -> Callable[[Data], object]:
    """Change the rows of the base year of the park that have what is wanted."""

    def change(data: Data) -> None:
        found = [row for row in data[table] if row["year"] == 2024 and wanted.items() <= row.items()]
        assert found
        for row in found:
            row.update(changes)

    return change


# ── own values ──


def test_an_own_value_that_lowers_the_result_is_found_with_its_effect() -> None:
    """By hand: 712,000 MWh × (0.5306 − 0.45) = 57,387 t less; the grade of methanol changes with it."""
    own = of_rows("electricity", PROPOSED_POWER, emission_factor_own=0.45, reason="供电公司提供", evidence="x")
    (finding,) = found_by("own-value-lowers", data_with(own))
    assert finding.where == where("electricity_emission_factor_own", 0)
    assert finding.severity is Severity.WARNING
    assert "replaces 0.5306 of the library by 0.45 tCO2/MWh" in finding.found.en
    assert finding.more["rows"] == [7, 8, 9, 10, 11]
    assert finding.effect is not None
    assert "1,554,078 → 1,496,691" in finding.effect.en
    assert "甲醇 等级 需优化 → 可接受" in finding.effect.zh


def test_one_that_changes_no_grade_is_a_note_and_one_that_raises_the_result_is_none() -> None:
    def with_factor(value: float) -> Callable[[Data], object]:
        return put("electricity", 3, emission_factor_own=value, reason="x")

    assert [f.severity for f in found_by("own-value-lowers", data_with(with_factor(0.53)))] == [Severity.NOTE]
    assert found_by("own-value-lowers", data_with(with_factor(0.6))) == []
    assert found_by("own-value-lowers", clean()) == []


@pytest.mark.parametrize(("value", "found"), [(0.15, True), (0.35, False)])
def test_in_the_park_an_own_value_is_held_against_the_factor_that_is_chosen(value: float, found: bool) -> None:
    """The example takes the regional 0.2472; 0.35 is below the provincial 0.5581, and raises the total all the same."""
    subject = park.park_with(of_year("power", {"emission_factor_own": value, "reason": "x"}))
    findings = park.found_by("own-value-lowers", subject)
    assert bool(findings) is found
    assert all("0.2472" in f.found.en and f.severity is Severity.NOTE for f in findings)


def test_an_own_factor_that_a_grade_hangs_on_is_no_mere_note() -> None:
    lower = data_with(own_factor(replaces=GRID, value=0.35, unit="tCO2/MWh"))
    assert [f.severity for f in found_by("factor-own", lower)] == [Severity.WARNING]
    little = data_with(own_factor(replaces=GRID, value=0.53, unit="tCO2/MWh"))
    assert [f.severity for f in found_by("factor-own", little)] == [Severity.NOTE]


def test_an_own_factor_behind_own_values_of_rows_is_told_so() -> None:
    """Rows that have an own value each do not use it, and are no reason to doubt its id."""
    (finding,) = found_by(
        "factor-own", data_with(own_factor(replaces="fuel.2023.bituminous.ncv", value=21, unit="GJ/t"))
    )
    assert finding.found.en.endswith("rows that use it: 0, and 2 rows have own values of their own")
    assert "check the id" not in finding.action.en


@pytest.mark.parametrize(
    ("value", "said"), [(225, "a decimal point that has moved (化石燃料, row 10 has 22.15)"), (19.57 * 238.85, "kcal")]
)
def test_a_hint_on_an_own_factor_names_a_slip_that_its_unit_allows(value: float, said: str) -> None:
    """For a value in GJ/t it named m³, and a row of another sheet as if it were of this one."""
    own = own_factor(replaces="fuel.2023.bituminous.ncv", value=value, unit="GJ/t")
    (finding,) = found_by("unit-own-value", data_with(own))
    assert said in finding.action.en
    assert "m³" not in finding.action.en


def test_an_own_calorific_value_for_the_whole_workbook_has_the_range_of_its_fuel() -> None:
    def own(value: float) -> Callable[[Data], object]:
        return own_factor(replaces="fuel.2023.bituminous.ncv", value=value, unit="GJ/t")

    (finding,) = found_by("unit-calorific-value", data_with(own(36)))
    assert finding.where == where("own_factors_value", 0)
    assert "10 to 33" in finding.expected.en
    assert found_by("unit-calorific-value", data_with(own(24))) == []
    in_park = park.park_with(own(36))
    assert [f.where for f in park.found_by("unit-calorific-value", in_park)] == [
        park.where(in_park, "own_factors_value", 0)
    ]


# ── evidence ──


@pytest.mark.parametrize(
    ("evidence", "found"), [("2025 年电费发票", True), ("供电公司公告 第 3 页；发票", False), ("x", False)]
)
def test_an_invoice_is_no_evidence_of_a_factor(evidence: str, found: bool) -> None:
    own = put("electricity", 0, emission_factor_own=0.45, reason="见附件", evidence=evidence)
    findings = found_by("evidence-kind", data_with(own))
    assert [f.severity for f in findings] == ([Severity.NOTE] if found else [])
    assert all(f.where == where("electricity_evidence", 0) for f in findings)
    in_park = park.park_with(
        of_year("power", {"emission_factor_own": 0.15, "reason": "见附件", "evidence": evidence}, electricity=36_000)
    )
    assert bool(park.found_by("evidence-kind", in_park)) is found


# ── first law ──


def sold(amount: float, use: str = "外供电") -> Callable[[Data], object]:
    row = {
        "stage": "proposed",
        "unit": "auxiliary",
        "trade": "sold",
        "power": "grid",
        "use": use,
        "electricity": amount,
    }
    return lambda data: data["electricity"].append({**row, "evidence": "x", "quality": "B"})


def test_power_sold_without_a_fuel_to_make_it_is_found() -> None:
    """By hand: 300 × 389.31 + 7,500 × 52.27 + 420 × 42.652 GJ at 0.6 and 3.6 GJ/MWh are 87,789 MWh."""
    (finding,) = found_by("balance-energy", data_with(sold(300_000)))
    assert finding.where == where("electricity_electricity", 8)
    assert finding.severity is Severity.WARNING
    assert "at most 87,788.6 MWh" in finding.found.en
    assert finding.effect is not None
    assert "159,180 t" in finding.effect.en


@pytest.mark.parametrize(
    ("amount", "use"), [(60_000, "外供电"), (300_000, "余热发电外供"), (300_000, "转供园区"), (300_000, "屋顶光伏上网")]
)
def test_power_sold_that_can_be_made_or_is_said_to_be_passed_on_is_no_finding(amount: float, use: str) -> None:
    assert found_by("balance-energy", data_with(sold(amount, use))) == []


@pytest.mark.parametrize(("steam", "found"), [(80_000, False), (800_000, False), (3_000_000, True)])
def test_heat_sold_is_held_against_fuel_and_what_the_feed_holds_above_the_products(steam: float, found: bool) -> None:
    findings = found_by("balance-energy", data_with(put("heat", 1, quantity=steam)))
    assert [f.where for f in findings] == ([where("heat_quantity", 1)] if found else [])


@pytest.mark.parametrize(("amount", "found"), [(300_000, True), (200_000, False)])
def test_in_the_park_the_fuels_of_the_enterprise_bound_the_power_that_it_sends_out(amount: float, found: bool) -> None:
    """By hand: 3,600 × 389.31 GJ of gas at 0.6 and 3.6 GJ/MWh are 233,586 MWh."""

    def send(data: Data) -> None:
        glass = next(row for row in data["power"] if row["year"] == 2024 and row["electricity"] == 36_000)
        data["power"].append({**glass, "trade": "out", "electricity": amount})

    findings = park.found_by("balance-energy", park.park_with(send))
    assert ["233,586" in f.found.en for f in findings] == ([True] if found else [])


# ── CO2 handed over ──


def captured(use: str, evidence: str = "x") -> Callable[[Data], object]:
    row = {"stage": "proposed", "unit": "purification", "recovery": "exported", "volume": 5_000, "purity": 0.99}
    return lambda data: data["capture"].append({**row, "use": use, "evidence": evidence, "quality": "B"})


@pytest.mark.parametrize(
    ("use", "evidence", "found"),
    [
        ("", "x", True),
        ("ＣＯ２ 外供", "x", True),
        ("食品级 CO2 外供", "x", False),
        ("", "销售合同 2025-03", False),
        ("某油田驱油", "x", False),
        ("外供", "碳核查报告", True),
        ("CO2 sold", "verification report 2024", True),
    ],
)
def test_co2_handed_over_to_nobody_is_found(use: str, evidence: str, found: bool) -> None:
    findings = found_by("capture-taker", data_with(captured(use, evidence)))
    assert [f.where for f in findings] == ([where("capture_use", 1)] if found else [])
    assert all(f.effect is not None and "97,861.5 t" in f.effect.en for f in findings)


def test_in_the_park_a_capture_without_a_use_is_found() -> None:
    empty = park.park_with(of_year("reductions", {"use": "", "evidence": "x"}, kind="capture"))
    assert len(park.found_by("capture-taker", empty)) == 1
    assert park.found_by("capture-taker", park.park()) == []


# ── sources against ledgers ──


def test_a_stack_that_a_source_names_and_that_has_no_row_is_found() -> None:
    """The unit has another stack, so that the unit as a whole was counted."""
    named = put("sources", 3, outlet="ＤＡ００４、DA-005")
    assert found_by("source-without-ledger", data_with(named)) == []
    emptied = together(named, put("nox", 4, stack="", concentration=None, flow=None, hours=None))
    findings = found_by("source-without-ledger", data_with(emptied))
    assert [f.where for f in findings] == [where("sources_outlet", 3)]
    assert "DA-005" in findings[0].found.en


def test_a_stack_of_a_unit_without_a_source_is_a_note() -> None:
    before = found_by("source-not-named", clean())
    assert [f.severity for f in before] == [Severity.NOTE]
    assert "DA003" in before[0].found.en

    def without(data: Data) -> None:
        data["sources"] = [s for s in data["sources"] if s["unit"] != "methanol_synthesis"]

    (after,) = found_by("source-not-named", data_with(without))
    assert len(after.more["rows"]) == len(before[0].more["rows"]) + 1
    assert "DA002" in after.found.en


def test_an_emptied_stack_row_is_found_by_its_source() -> None:
    for emptied in (
        put("nox", 1, concentration=None, flow=None, hours=None, evidence=None),
        lambda data: data.update(nox=[row for n, row in enumerate(data["nox"]) if n != 1]),
    ):
        assert where("sources_source", 2) in {f.where for f in found_by("source-without-ledger", data_with(emptied))}


# ── less than the plant that stands ──


def test_a_tenth_of_the_power_is_found_against_the_existing_plant() -> None:
    """By hand: (46,000/600,000) / (85,000/300,000) is 1/3.70; what is too large is looked at from 5 times on."""
    (finding,) = found_by("unit-stage", data_with(put("electricity", 0, electricity=46_000)))
    assert finding.where == where("electricity_electricity", 5)
    assert "3.69565 times apart" in finding.found.en


# ── enterprises of a park ──


def test_a_reported_figure_far_from_the_ledgers_is_found() -> None:
    (known,) = park.found_by("reported-difference", park.park())
    assert known.severity is Severity.NOTE  # of the example: higher than the ledgers, and not in use
    row = park.row_of("enterprises", reported=648_500)
    subject = park.park_with(park.put("enterprises", row, reported=400_000))
    findings = [f for f in park.found_by("reported-difference", subject) if f.where != known.where]
    assert [(f.where, f.severity) for f in findings] == [
        (park.where(subject, "enterprises_reported", row), Severity.WARNING)
    ]
    assert findings[0].effect is not None
    near = park.park_with(park.put("enterprises", row, reported=600_000))
    assert len(park.found_by("reported-difference", near)) == 1


@pytest.mark.parametrize(
    ("effect", "said"), [(5_000_000, Severity.WARNING), (1_200_000, Severity.NOTE), (24_000, None)]
)
def test_measures_are_held_against_what_the_enterprise_emits(effect: float, said: Severity | None) -> None:
    subject = park.park_with(park.put("measures", 0, effect=effect))
    found = park.found_by("measure-above-source", subject)
    assert [f.severity for f in found] == ([said] if said else [])


# ── demands ──


def test_demands_that_are_all_answered_in_the_same_words_are_found() -> None:
    def alike(data: Data) -> None:
        data["policy"] = [{**row, "conformity": "yes", "explanation": "符合要求"} for row in data["policy"]]
        data["documents"] = [{**row, "explanation": "符合要求"} if row else row for row in data["documents"]]

    assert len(found_by("policy-answers", data_with(alike))) == 1
    assert found_by("policy-answers", clean()) == []


# ── unit consumption ──


def all_years(table: str, size: float, column: str, **wanted: object) -> Callable[[Data], object]:
    """Scale an amount in all years of the park, so that no year differs from another."""

    def change(data: Data) -> None:
        rows = [row for row in data[table] if wanted.items() <= row.items()]
        assert rows
        for row in rows:
            row[column] *= size

    return change


def named(part: str) -> object:
    return next(row["name"] for row in park.PARK.examples["default"]["enterprises"] if part in str(row["name"]))


@pytest.mark.parametrize(
    ("table", "column", "enterprise", "said"),
    [
        ("power", "electricity", "电解铝", "13250 to 13700 kWh/t"),
        ("power", "electricity", "电石", "3080 to 3400 kWh/t"),
        ("fuels", "consumption", "水泥", "94 to 109 kgce/t"),
    ],
)
def test_a_tenth_of_what_a_process_takes_is_found_in_every_year(
    table: str, column: str, enterprise: str, said: str
) -> None:
    """Year by year alike, so that only the range of the process says that it is too little."""
    subject = park.park_with(all_years(table, 0.1, column, enterprise=named(enterprise)))
    findings = park.found_by("unit-consumption", subject)
    assert [f.severity for f in findings] == [Severity.WARNING] * 3
    assert all(said in f.expected.en and "GB " in f.expected.en for f in findings)


def test_unit_consumption_that_occurs_is_no_finding() -> None:
    assert park.found_by("unit-consumption", park.park()) == []
    assert found_by("unit-consumption", clean()) == []
    own_power = together(
        all_years("power", 0.01, "electricity", enterprise=named("电解铝")),
        all_years("fuels", 30, "consumption", enterprise=named("电解铝")),
    )
    assert park.found_by("unit-consumption", park.park_with(own_power)) == []


def test_methanol_of_half_the_coal_is_found() -> None:
    halved = data_with(put("carbon", 0, quantity=400_000))
    assert "1200 to 2000 kgce/t" in found_by("unit-consumption", halved)[0].expected.en


def test_a_range_that_is_remembered_bears_out_no_more_than_a_note() -> None:
    change = together(
        all_years("process", 1, "activity", enterprise=named("电解铝")),
        lambda data: [
            r.update(line="aluminium_soderberg") for r in data["process"] if r.get("line") == "aluminium_prebake"
        ],
        all_years("power", 0.1, "electricity", enterprise=named("电解铝")),
    )
    findings = park.found_by("unit-consumption", park.park_with(change))
    assert [f.severity for f in findings] == [Severity.NOTE] * 3
    assert all("remembered" in f.expected.en for f in findings)
