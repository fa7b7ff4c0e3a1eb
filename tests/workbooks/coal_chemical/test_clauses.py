"""The table of clauses in the user guide names only what there is, and is the one that the workbook gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pycore.language import Language
from pycore.sheets.chapter import Section
from workbooks.coal_chemical import WORKBOOK, clauses
from workbooks.coal_chemical.clauses import CLAUSES, Clause, clause_table, missing

ROOT = Path(__file__).parents[3]


def test_every_sheet_section_and_test_of_a_clause_is_there() -> None:
    assert missing(WORKBOOK, ROOT / "tests") == []


_PRINT_NOTHING = {"cover", "benchmarks"}
"""Sheets of a clause whose numbers a section quotes, and whose tables the report does not repeat."""


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.number)
def test_the_sections_of_a_clause_print_what_its_sheets_hold(clause: Clause) -> None:
    """A section that only bears the name of a demand, with no table of the sheet that answers it, is no answer."""
    assert WORKBOOK.report is not None
    printed = {key for section in _all(WORKBOOK.report.sections, clause.sections) for key in _tables(section)}
    for sheet in WORKBOOK.sheets:
        if sheet.key in clause.sheets and sheet.key not in _PRINT_NOTHING:
            assert printed & {block.key for block in sheet.blocks}, sheet.key


def _all(sections: tuple[Section, ...], named: tuple[str, ...]) -> Iterator[Section]:
    for section in sections:
        if section.title.zh in named:
            yield section
        yield from _all(section.sections, named)


def _tables(section: Section) -> Iterator[str]:
    for part in section.parts:
        yield getattr(part, "table", "")


def test_what_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = Clause(
        number="9.9",
        demand=CLAUSES[0].demand,
        sheets=("nowhere",),
        sections=("没有的章节",),
        tests=("workbooks/coal_chemical/test_clauses.py::test_nothing", "no_file.py::test_x"),
    )
    monkeypatch.setattr(clauses, "CLAUSES", (lost,))
    assert missing(WORKBOOK, ROOT / "tests") == [
        "9.9: sheet nowhere",
        "9.9: section 没有的章节",
        "9.9: test workbooks/coal_chemical/test_clauses.py::test_nothing",
        "9.9: test no_file.py::test_x",
    ]


def test_every_clause_on_the_assessment_has_a_row() -> None:
    """4.5.1 to 4.5.6 are the contents of an assessment; of 4.5.2 to 4.5.4 each numbered part."""
    parts = {"4.5.1", "4.5.5", "4.5.6", *(f"4.5.2({i})" for i in range(1, 5)), "4.5.3(1)", "4.5.3(2)"}
    assert parts | {f"4.5.4({i})" for i in range(1, 4)} <= {one.number for one in CLAUSES}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_guide_shows_the_table(language: Language) -> None:
    page = (ROOT / "installer" / "guide" / language / "clauses.md").read_text(encoding="utf-8")
    assert clause_table(WORKBOOK, language) in page
