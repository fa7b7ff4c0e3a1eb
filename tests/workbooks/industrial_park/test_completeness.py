"""A chapter of the guide that is empty passes no check; a reason why it does not apply does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workbooks.calculated import Calculated
from workbooks.industrial_park import WORKBOOK
from workbooks.industrial_park.completeness import CHECK

pytestmark = pytest.mark.slow

EXAMPLE = dict(WORKBOOK.examples["default"])
CLAUSES: list[str] = list(WORKBOOK.table("clauses").prefilled["clause"])


def without(*tables: str, **more: Any) -> Calculated:
    return Calculated(WORKBOOK, {key: rows for key, rows in EXAMPLE.items() if key not in tables} | more)


def open_clauses(book: Calculated) -> set[str]:
    states = zip(CLAUSES, book.column("clauses_status"), strict=True)
    return {str(clause) for clause, state in states if state.startswith("✗")}


def counted(book: Calculated) -> float:
    rows = [title.zh for title in WORKBOOK.table("check_rows").prefilled["item"]]
    return book.value("check_rows_count", rows.index(str(CHECK[0]).partition(" | ")[0]) + 1)


def test_every_clause_of_the_example_is_answered() -> None:
    book = without()
    assert open_clauses(book) == set()
    assert counted(book) == 0


@pytest.mark.parametrize(
    ("tables", "clauses"),
    [
        (("transport",), {"5.1.4", "6.4"}),
        (("rationality", "problems"), {"9.1", "10.1"}),
        (("capacity",), {"6.5", "10.3"}),
        (("admission", "admission_limits"), {"12"}),
        (("identified",), {"7.1"}),
    ],
)
def test_an_empty_chapter_is_open(tables: tuple[str, ...], clauses: set[str]) -> None:
    book = without(*tables)
    assert open_clauses(book) == clauses
    assert counted(book) == len(clauses)
    assert book.value("checks_total") >= 1


def test_a_reason_why_a_clause_does_not_apply_settles_it() -> None:
    reasons = [{"reason": "园区内没有货运和客运设施" if clause in ("5.1.4", "6.4") else None} for clause in CLAUSES]
    book = without("transport", clauses=reasons)
    assert open_clauses(book) == set()
    assert counted(book) == 0


def test_a_blank_workbook_answers_nothing() -> None:
    assert open_clauses(Calculated(WORKBOOK, {})) == set(CLAUSES)


def test_plans_answer_no_question_about_the_present() -> None:
    """Rows of the plan alone leave the present state open, and the other way round."""
    planned = [row for row in EXAMPLE["transport"] if row["period"] == "plan"]
    present = [row for row in EXAMPLE["transport"] if row["period"] == "present"]
    assert open_clauses(without(transport=planned)) == {"6.4"}
    assert open_clauses(without(transport=present)) == {"5.1.4"}


def test_a_justification_needs_a_result_and_an_argument() -> None:
    rows = [dict(row) for row in EXAMPLE["rationality"]]
    rows[0]["argument"], rows[1]["conforming"] = None, None
    checks = without(rationality=rows).column("rationality_check")
    assert [check[:1] for check in checks] == ["✗", "✗", "✓", "✓"]
