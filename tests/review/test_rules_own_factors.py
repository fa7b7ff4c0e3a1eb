"""The review lists own factors, each with what it changes in the results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pycore.findings.finding import Finding, Severity
from pycore.reading import book as books
from pycore.review.rules import check_all, installed_rules
from pycore.review.subject import Subject
from pycore.sheets.definition import Workbook
from pycore.sheets.writer import write_workbook
from tests.workbooks import minimal, richer

NCV = "fuel.2023.anthracite.ncv"
TOTAL = 1923.7809888
OWN = {
    "replaces": NCV,
    "value": 18.0,
    "unit": "GJ/t",
    "year": 2025,
    "source": "bulletin, table 3",
    "uncertainty": 0.04,
    "flag": "V",
}


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The workbooks that there are."""
    monkeypatch.setattr(books, "find_workbook", {w.key: w for w in (minimal.WORKBOOK, richer.WORKBOOK)}.get)


def subject(workbook: Workbook, **more: Any) -> Subject:
    return Subject.open(write_workbook(workbook, "en", {**workbook.examples["default"], **more}))


def findings(found: Subject, rule: str) -> list[Finding]:
    return check_all(found, [r for r in installed_rules() if r.id == rule])


def factor_rows(workbook: Workbook, id: str, **row: Any) -> Iterator[dict[str, Any]]:
    yield from ({} for _ in range(workbook.table("factors").prefilled["id"].index(id)))
    yield row


class TestOwnFactors:
    def test_each_is_listed_with_its_source_and_with_what_it_changes(self) -> None:
        """By hand: tiles, 190 t of anthracite for 2000 t: 0.18276 t/t with the library's NCV and NOx 10 % above the best
        make it bad; 18 GJ/t gives 0.16202 t/t, 19.0 % below the best, and it is good."""
        found = subject(richer.WORKBOOK, own_factors=[OWN])
        (finding,) = findings(found, "factor-own")
        assert finding.severity is Severity.NOTE
        assert "fuel.2023.anthracite.ncv is the user's own 18 GJ/t; the library has 20.304 (-11.3%)" in finding.found.en
        assert "source: bulletin, table 3, 2025, ±4.0%, V" in finding.found.en
        assert finding.found.en.endswith("rows that use it: 2")
        results = {(row["of"], row["title"].split()[0]): row for row in finding.more["results"]}
        tile = results["tile", "CO2"]
        assert tile["with_library"] == pytest.approx(190 * TOTAL / 1000 / 2000, rel=1e-12)
        assert tile["with_own"] == pytest.approx(190 * TOTAL / 1000 / 2000 * 18 / 20.304, rel=1e-12)
        assert (results["tile", "mark"]["with_library"], results["tile", "mark"]["with_own"]) == ("bad", "good")
        assert ("brick", "mark") not in results
        assert finding.effect is not None
        assert "tile mark bad → good" in finding.effect.en

    def test_one_that_no_row_uses_is_said(self) -> None:
        own = {**OWN, "replaces": "fuel.2023.bituminous.ncv"}
        (finding,) = findings(subject(richer.WORKBOOK, own_factors=[own]), "factor-own")
        assert finding.found.en.endswith("rows that use it: 0")
        assert finding.effect is not None
        assert finding.effect.en == "No key result changes."

    def test_an_own_value_beside_the_librarys_is_one_too(self) -> None:
        rows = list(factor_rows(richer.WORKBOOK, NCV, own=18.0, reason="measured"))
        (finding,) = findings(subject(richer.WORKBOOK, factors=rows), "factor-own")
        assert "source: measured" in finding.found.en
        assert len(finding.more["results"]) == 3

    def test_one_far_from_the_librarys_is_taken_for_another_unit(self) -> None:
        found = findings(subject(richer.WORKBOOK, own_factors=[{**OWN, "value": 18000.0}]), "unit-own-value")
        assert [f.sheet for f in found] == ["Own factors"]

    def test_without_own_factors_nothing_is_said(self) -> None:
        assert findings(subject(richer.WORKBOOK), "factor-own") == []
