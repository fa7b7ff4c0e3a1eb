"""Cells that calculate to an error."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.cells.stored import ErrorValue
from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import FormulaProblem
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.review.rules.factor_year import followers
from pycore.review.rules.formula_reading import held_cells
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject
from pycore.sheets.definition import Chart, Workbook


def _check(subject: Subject) -> Iterator[Finding]:
    drawn = _drawn(subject.book.definition)
    everything = {**subject.book.values, **subject.values}
    wrong = {
        cell: value
        for cell, value in everything.items()
        if isinstance(value, ErrorValue) and cell in subject.book.cells and not _meant(subject, cell, drawn)
    }
    told = followers(subject) if wrong else frozenset()
    for cell, value in wrong.items():
        if cell not in told and not _comes_from_another(subject, cell, wrong):
            yield RULE.at(
                cell,
                Text(f"“{subject.title(cell)}”的结果是 {value}", f'"{subject.title(cell)}" is {value}'),
                Text("数值或空白", "a value or a blank"),
                Text("请核对本行的输入和公式。", "Check the inputs of the row and the formula."),
            )


def _drawn(workbook: Workbook) -> frozenset[str]:
    """Return the names of the ranges that charts are drawn from."""
    charts = (block for sheet in workbook.sheets for block in sheet.blocks if isinstance(block, Chart))
    return frozenset(name for chart in charts for s in chart.series for name in (s.categories, s.values))


def _meant(subject: Subject, cell: CellKey, drawn: frozenset[str]) -> bool:
    """Chart data hold #N/A on purpose, to keep a point out of the picture.

    The file's own formula says it, for an earlier template may keep out what the present one does not; a formula that
    is none of a template's is found by itself.
    """
    place = subject.place(cell)
    return place is not None and place.name in drawn and "NA()" in subject.book.formulas.get(cell, "")


def _comes_from_another(subject: Subject, cell: CellKey, wrong: dict[CellKey, ErrorValue]) -> bool:
    formula = subject.book.formulas.get(cell)
    if formula is None:
        return False
    try:
        areas = subject.book.references.of(cell, formula).areas
    except FormulaProblem:
        return False
    return any(c != cell and c in wrong for area in areas for c in held_cells(subject, area))


RULE = Rule("error-values", 7, Text("错误值", "An error value"), Severity.ERROR, _check)
