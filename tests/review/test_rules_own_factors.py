"""The review lists own factors and factors on which sources differ, each with what it does to the results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from pycore.cells.stored import ErrorValue
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


class TestSpread:
    def test_the_total_with_the_lowest_and_highest_reading_of_each_factor_in_use(self) -> None:
        """By hand: 22.867/20.304 = +12.623 %, 0.98/0.94 = +4.255 %, 0.0274/0.02749 = −0.327 %; other fuels are not used."""
        (found,) = findings(subject(minimal.WORKBOOK), "factor-spread")
        assert found.severity is Severity.NOTE
        data = {row["id"]: row for row in found.more["factors"]}
        assert list(data) == [NCV, "fuel.2023.anthracite.oxidation", "fuel.2023.anthracite.carbon_content"]
        assert data[NCV]["with_lowest"] is None
        assert data[NCV]["with_highest"] == pytest.approx(TOTAL * 22.867 / 20.304, rel=1e-12)
        assert data["fuel.2023.anthracite.oxidation"]["with_highest"] == pytest.approx(TOTAL * 0.98 / 0.94, rel=1e-12)
        assert data["fuel.2023.anthracite.carbon_content"]["with_lowest"] == pytest.approx(
            TOTAL * 0.0274 / 0.02749, rel=1e-12
        )
        assert f"{NCV} 20.304 (20.304–22.867): 0 / +13 %" in found.found.en
        assert "carbon_content 0.02749 (0.0274–0.02749): -0.33 % / 0" in found.found.en
        assert found.effect is not None
        assert "would be 2,166.62 instead of 1,923.78" in found.effect.en

    def test_of_a_total_that_is_an_error_no_change_is_said(self) -> None:
        """It was written as nan."""
        slipped = subject(minimal.WORKBOOK)
        cell = slipped.cells_of(minimal.WORKBOOK.results[0][0])[0]
        broken = replace(slipped, values={**slipped.values, cell: ErrorValue("#VALUE!")})
        (found,) = findings(broken, "factor-spread")
        assert f"{NCV} 20.304 (20.304–22.867): –" in found.found.en
        assert found.effect is None

    def test_what_is_replaced_by_an_own_value_has_no_spread_any_more(self) -> None:
        (found,) = findings(subject(minimal.WORKBOOK, own_factors=[OWN]), "factor-spread")
        assert NCV not in {row["id"] for row in found.more["factors"]}
        (found,) = findings(
            subject(minimal.WORKBOOK, factors=list(factor_rows(minimal.WORKBOOK, NCV, own=21.0, reason="x"))),
            "factor-spread",
        )
        assert NCV not in {row["id"] for row in found.more["factors"]}

    def test_where_no_factor_is_used_nothing_is_said(self) -> None:
        assert findings(subject(minimal.WORKBOOK, fuels=[]), "factor-spread") == []


class TestOwnFactors:
    def test_each_is_listed_with_its_source_and_with_what_it_changes(self) -> None:
        """By hand: tiles, 190 t of anthracite for 2000 t: 0.18276 t/t with the library's NCV and NOx 10 % above the best
        make it bad; 18 GJ/t gives 0.16202 t/t, 19.0 % below the best, and it is good."""
        found = subject(richer.WORKBOOK, own_factors=[OWN])
        (finding,) = findings(found, "factor-own")
        assert finding.severity is Severity.WARNING  # it makes a product good
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
