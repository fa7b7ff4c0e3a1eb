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
