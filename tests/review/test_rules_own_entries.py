"""The review lists own carbonates and own gases as it lists own fuels: each with its source and what it adds."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.findings.finding import Finding, Severity
from pycore.reading import book as books
from pycore.review.rules import check_all, installed_rules
from pycore.review.subject import Subject
from pycore.sheets.writer import write_workbook
from tests.workbooks.carbonates_alone import WORKBOOK
from tests.workbooks.industrial_park.ledger_book import ENTERPRISES, SETTINGS, row
from tests.workbooks.industrial_park.ledger_book import WORKBOOK as PARK

ANKERITE: dict[str, Any] = {
    "name": "ankerite",
    "emission_factor": 0.42,
    "uncertainty": 0.03,
    "year": 2026,
    "source": "test report 8, page 2",
    "flag": "V",
}
BLEND: dict[str, Any] = {
    "name": "R-410A",
    "group": "HFCs",
    "gwp": 1924.0,
    "assessment_report": "AR5",
    "emission_factor": 0.05,
    "year": 2024,
    "source": "register, page 3",
    "uncertainty": 0.3,
    "flag": "V",
}
# 1000 t of calcite, 1000 · 0.4397, and 1000 t of ankerite of 90 %, 1000 · 0.42 · 0.9, by hand.
OF_CALCITE, OF_ANKERITE = 439.7, 378.0


def own_findings(found: Subject) -> list[Finding]:
    return check_all(found, [rule for rule in installed_rules() if rule.id == "factor-own"])


def with_carbonates(monkeypatch: pytest.MonkeyPatch, *own: dict[str, Any]) -> Subject:
    monkeypatch.setattr(books, "find_workbook", {WORKBOOK.key: WORKBOOK}.get)
    rows = [
        {"carbonate": "caco3", "consumption": 1000, "purity": 1, "evidence": "1"},
        {"carbonate": "own1", "consumption": 1000, "purity": 0.9, "evidence": "1"},
    ]
    data = {"settings": {"name": "P"}, "carbonates": rows, "own_carbonates": list(own)}
    return Subject.open(write_workbook(WORKBOOK, "en", data))


def test_an_own_carbonate_is_listed_with_its_source_and_with_what_it_adds(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = own_findings(with_carbonates(monkeypatch, ANKERITE))
    assert found.severity is Severity.NOTE
    assert (found.sheet, found.cell) == ("Own entries", "C8")
    assert found.found.en == (
        'the own carbonate "ankerite": carbonate emission factor 0.42 tCO2/t; source: test report 8, page 2, 2026, ±3.0%, V; '
        "rows that use it: 1"
    )
    (total,) = found.more["results"]
    assert total["without"] == pytest.approx(OF_CALCITE, rel=1e-9)
    assert total["with_own"] == pytest.approx(OF_CALCITE + OF_ANKERITE, rel=1e-9)
    assert found.effect is not None
    assert found.effect.en.startswith("Against the results without what it emits: ")


def test_one_that_is_complete_gives_no_finding_but_the_note(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {found.rule: found.severity for found in check_all(with_carbonates(monkeypatch, ANKERITE))}
    assert {rule for rule, severity in said.items() if severity is not Severity.NOTE} == set()


def test_one_that_no_row_uses_and_one_that_is_incomplete_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    untold = {key: value for key, value in ANKERITE.items() if key != "source"}
    found = with_carbonates(monkeypatch, untold, {**ANKERITE, "name": "sorbent"})
    assert [f.found.en.rpartition(": ")[2] for f in own_findings(found)] == ["1", "0"]
    assert {f.sheet for f in check_all(found) if f.severity is Severity.ERROR} == {"Own entries"}


@pytest.mark.slow
def test_an_own_gas_is_listed_with_its_gwp(monkeypatch: pytest.MonkeyPatch) -> None:
    """12 t held, 5 % of it emitted, times 1924: 1154.4 t, beside 100 t of lime."""
    monkeypatch.setattr(books, "find_workbook", {PARK.key: PARK}.get)
    data = {
        "settings": SETTINGS,
        "enterprises": ENTERPRISES,
        "own_gases": [BLEND],
        "process": [row(line="own1", activity=12.0), row("chemical", line="lime", activity=100.0)],
    }
    (found,) = own_findings(Subject.open(write_workbook(PARK, "en", data)))
    assert found.found.en == (
        'the own gas "R-410A": GWP over 100 years 1,924 tCO2e/t, share emitted 0.05; source: register, page 3, 2024, ±30.0%, V; '
        "rows that use it: 1"
    )
    total = found.more["results"][0]
    assert total["with_own"] - total["without"] == pytest.approx(1154.4, rel=1e-9)
