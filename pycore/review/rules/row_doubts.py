"""Rows in which the workbook's own check asks for a second look, with ?, at a number that is legal and seldom seen."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.cells.addresses import column_letters
from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import address
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.review.rules import balance_residue, error_values, unit_year, validation
from pycore.review.rules.row_checks import cells_said, cells_tested, check_cells, check_sentence
from pycore.review.rules.rule import Rule, both
from pycore.review.subject import Subject, TableRow
from pycore.sheets.definition import Column

_DOUBT = "?"
# What these say of a number that a check asks about is not said again.
_SAYING = (validation.RULE, error_values.RULE, unit_year.RULE, balance_residue.RULE)


def _check(subject: Subject) -> Iterator[Finding]:
    # Numbers outside of the usual are hints of the reader already, in the same words.
    hinted = {hint.where for hint in subject.hints}
    doubts = [(line, column) for line, column in check_cells(subject) if _asks(subject, line, column)]
    said = cells_said(subject, _SAYING) if doubts else set()
    for line, column in doubts:
        tested = cells_tested(subject, line, column)
        if said.isdisjoint(tested) and hinted.isdisjoint(address(cell) for cell in tested):
            yield _finding(subject, line, column, tested)


def _asks(subject: Subject, line: TableRow, column: Column) -> bool:
    value = subject.value(line.cell(column.key))
    return isinstance(value, str) and value.startswith(_DOUBT)


def _finding(subject: Subject, line: TableRow, column: Column, tested: list[CellKey]) -> Finding:
    """At the number that the check looks at, or at the check where it looks at none of the row."""
    cell, title = line.cell(column.key), line.table.title
    said = check_sentence(column, str(subject.value(cell)).removeprefix(_DOUBT).strip())
    numbers = [one for one in tested if subject.is_number_input(one) and subject.value(one) is not None]
    named = [f"{subject.title(one)}（{column_letters(one[2])}{one[1]}）" for one in numbers]
    named_en = [f"{subject.title(one)} ({column_letters(one[2])}{one[1]})" for one in numbers]
    return RULE.at(
        numbers[0] if numbers else cell,
        Text(
            f"“{title.zh}”第 {line.row} 行的检查提示：{said.zh}",
            f'the check of row {line.row} of "{title.en}" asks: {said.en}',
        ),
        both("✓"),
        Text(
            f"请核对{'、'.join(named) or '本行的数量'}及其单位；确实如此的，请在佐证或说明中写明。",
            f"Check {', '.join(named_en) or 'the amounts of this row'} and the unit; if it is so, say why with the evidence.",
        ),
    )


RULE = Rule(
    "row-doubt",
    15,
    Text(
        "工作簿自身的检查以 ? 提示的行：数值合法但少见，疑为单位或口径错误",
        "A row that the workbook's own checks mark ?: legal and seldom seen, a slip of units or basis?",
    ),
    Severity.WARNING,
    _check,
)
