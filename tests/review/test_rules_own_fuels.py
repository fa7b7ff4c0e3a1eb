"""The review lists the fuels of the user's own with what they add, and says what no fuel has."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.findings.finding import Finding, Severity
from pycore.reading import book as books
from pycore.review.rules import check_all, installed_rules
from pycore.review.subject import Subject
from pycore.sheets.writer import write_workbook
from tests.workbooks.minimal import WORKBOOK

BLEND: dict[str, Any] = {
    "name": "blend",
    "measure": "t",
    "kind": "other",
    "ncv": 18.2,
    "carbon_content": 0.0263,
    "oxidation": 0.97,
    "year": 2026,
    "source": "test report 12, page 3",
    "uncertainty": 0.02,
    "flag": "V",
}
GAS = {**BLEND, "name": "purge gas", "measure": "volume", "ncv": 150.0, "carbon_content": 0.02, "oxidation": 0.99}
BURNT = {"fuel": "own1", "consumption": 1000, "evidence": "1"}
# 1000 t · 18.2 GJ/t · 0.0263 tC/GJ · 0.97 · 44/12, and 1000 t of the library's anthracite, by hand.
OF_BLEND, OF_ANTHRACITE = 1702.4340666667, 1923.7809888


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The workbooks that there are."""
    monkeypatch.setattr(books, "find_workbook", {WORKBOOK.key: WORKBOOK}.get)


def subject(*own: dict[str, Any], burnt: dict[str, Any] = BURNT) -> Subject:
    fuels = [{"fuel": "anthracite", "consumption": 1000, "evidence": "1"}, burnt]
    return Subject.open(
        write_workbook(WORKBOOK, "en", {"settings": {"name": "P"}, "fuels": fuels, "own_fuels": list(own)})
    )


def findings(found: Subject, rule: str) -> list[Finding]:
    return check_all(found, [r for r in installed_rules() if r.id == rule])


def test_each_is_listed_with_its_source_and_with_what_it_adds() -> None:
    (found,) = findings(subject(BLEND), "factor-own")
    assert found.severity is Severity.NOTE
    assert (found.sheet, found.cell) == ("Own entries", "C8")
    assert found.found.en == (
        'the own fuel "blend": net calorific value 18.2 GJ/t, carbon content by energy 0.0263 tC/GJ, carbon oxidation rate 0.97; '
        "source: test report 12, page 3, 2026, ±2.0%, V; rows that use it: 1"
    )
    (total,) = found.more["results"]
    assert total["without"] == pytest.approx(OF_ANTHRACITE, rel=1e-9)
    assert total["with_own"] == pytest.approx(OF_ANTHRACITE + OF_BLEND, rel=1e-9)
    assert found.effect is not None
    assert found.effect.en.startswith("Against the results without what it emits: ")


def test_one_that_no_row_burns_is_said() -> None:
    first, second = findings(subject(BLEND, GAS), "factor-own")
    assert first.found.en.endswith("rows that use it: 1")
    assert second.found.en.endswith("GJ/10⁴ Nm³, carbon content by energy 0.02 tC/GJ, carbon oxidation rate 0.99; source: test report 12, page 3, 2026, "
                                    "±2.0%, V; rows that use it: 0")  # fmt: skip
    assert second.effect is not None
    assert second.effect.en == "No key result changes."


@pytest.mark.parametrize(
    ("change", "cells"),
    [
        ({}, []),
        ({"ncv": 55.0, "carbon_content": 0.016}, ["C8"]),  # no solid or liquid fuel has more than 52 GJ/t
        ({"ncv": 1.8}, ["C8"]),
        ({"carbon_content": 0.0128}, ["D8"]),
        ({"oxidation": 0.7}, ["E8"]),
        ({"source": "bomb calorimeter, gross calorific value"}, ["C8"]),
        ({**GAS, "ncv": 18.2}, ["C8"]),  # tonnes for 10⁴ Nm³
        ({**GAS, "carbon_content": 0.09}, ["D8"]),
        ({**GAS, "ncv": 930.0, "carbon_content": 0.0176}, []),  # propane
    ],
)
def test_what_no_fuel_has_is_a_warning(change: dict[str, Any], cells: list[str]) -> None:
    found = findings(subject({**BLEND, **change}), "unit-own-fuel")
    assert [(f.cell, f.severity) for f in found] == [(cell, Severity.WARNING) for cell in cells]


def test_a_fuel_that_is_not_told_in_full_is_an_error_at_its_cause() -> None:
    """The row of the ledger says so too; what follows from a cell that is named is not said again."""
    wrong = subject({key: value for key, value in BLEND.items() if key != "source"})
    assert wrong.lines("fuels")[1].text("check").startswith("✗ the own fuel is incomplete")
    said = [f for f in check_all(wrong) if f.severity is Severity.ERROR]
    assert {f.sheet for f in said} == {"Own entries"}


def test_one_that_is_chosen_and_not_told_at_all_is_named_where_it_is_chosen() -> None:
    said = [f for f in check_all(subject()) if f.severity is not Severity.NOTE]
    assert [(f.sheet, f.rule) for f in said] == [("Fuels", "row-check")]
    assert "the own fuel is incomplete or wrong" in said[0].found.en


def test_without_own_fuels_nothing_is_said() -> None:
    clean = subject(burnt={"fuel": "anthracite", "consumption": 1, "evidence": "1"})
    assert findings(clean, "factor-own") == findings(clean, "unit-own-fuel") == []


def test_a_complete_fuel_gives_no_finding_but_the_note() -> None:
    said = {f.rule: f.severity for f in check_all(subject(BLEND))}
    assert {rule for rule, severity in said.items() if severity is not Severity.NOTE} == set()
