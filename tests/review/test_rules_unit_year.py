"""A slip of units in one year of a ledger is found beside the other years, and true changes are not."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import address
from pycore.language import Language
from pycore.review.rules import check_all, installed_rules
from pycore.review.subject import Subject
from pycore.sheets.registry import installed_workbooks
from pycore.sheets.writer import write_workbook

pytestmark = pytest.mark.slow

PARK = installed_workbooks()["industrial_park"]
Cells = dict[tuple[str, int], Any]


@cache
def park(language: Language = "zh") -> Subject:
    return Subject.open(write_workbook(PARK, language, deepcopy(dict(PARK.examples["default"]))))


def with_amounts(change: Callable[[float], float], table: str, column: str, *rows: int) -> Subject:
    """The example with amounts changed in place; no result of the workbook matters to this rule."""
    subject = park()
    values = dict(subject.values)
    for row in rows:
        cell = subject.cell(f"{table}_{column}", row)
        assert cell is not None
        held = subject.value(cell)
        assert isinstance(held, float)
        values[cell] = change(held)
    return Subject(subject.book, values)


def found(subject: Subject) -> list[Finding]:
    return check_all(subject, [r for r in installed_rules() if r.id == "unit-year"])


def years_of(table: str) -> list[int]:
    """The rows of the enterprise and line of the first row, year by year."""
    rows = PARK.examples["default"][table]
    keys = rows[0].keys() - {"year"}
    fixed = [
        k for k in ("enterprise", "sector", "fuel", "line", "use", "department", "technology", "trade") if k in keys
    ]
    return sorted((i for i, r in enumerate(rows) if all(r.get(k) == rows[0].get(k) for k in fixed)), key=lambda i: rows[i]["year"])  # fmt: skip


@pytest.mark.parametrize(("table", "column"), [("fuels", "consumption"), ("power", "electricity"), ("clinker", "clinker")])  # fmt: skip
@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("factor", [10, 1000, 1e-4])
def test_a_slip_in_one_of_three_years_is_one_finding_there(table: str, column: str, place: int, factor: float) -> None:
    rows = years_of(table)
    findings = found(with_amounts(lambda v: v * factor, table, column, rows[place]))
    cell = park().cell(f"{table}_{column}", rows[place])
    other = park().cell(f"{table}_{column}", rows[1 if place != 1 else 0])
    assert cell is not None
    assert other is not None
    assert [(f.where, f.severity) for f in findings] == [(address(cell), Severity.WARNING)]
    # The year beside it is named with its cell and value.
    beside = [address(c).rpartition("!")[2] for r in rows if (c := park().cell(f"{table}_{column}", r)) is not None and c != cell]  # fmt: skip
    assert any(f"（{b}）" in findings[0].found.zh and f"({b})" in findings[0].found.en for b in beside)


@pytest.mark.parametrize("factor", [4, 0.25])
def test_a_large_change_is_no_slip(factor: float) -> None:
    assert found(with_amounts(lambda v: v * factor, "fuels", "consumption", years_of("fuels")[2])) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_is_silent(language: Language) -> None:
    assert found(park(language)) == []


def test_a_file_with_a_slip_is_found() -> None:
    data = deepcopy(dict(PARK.examples["default"]))
    row = years_of("power")[0]
    data["power"][row] = {**data["power"][row], "electricity": data["power"][row]["electricity"] * 1000}
    cell = park().cell("power_electricity", row)
    assert cell is not None
    findings = found(Subject.open(write_workbook(PARK, "en", data)))
    assert [f.where.rpartition("!")[2] for f in findings] == [address(cell).rpartition("!")[2]]
