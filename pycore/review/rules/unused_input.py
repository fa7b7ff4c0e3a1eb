"""Inputs that no result uses: rows without stage or unit, numbers beside the tables."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.definition import Table
from pycore.sheets.meaning_of import Ledger
from pycore.sheets.meanings import Meaning as M

_PLACED_BY = (M.STAGE, M.UNIT, M.DIRECTION, M.TRADE)
"""The choices by which the sums find a row."""


def unused_rows(subject: Subject) -> Iterator[tuple[CellKey, str, CellKey]]:
    """Yield the cell of each missing choice, its column, and the cell of the amount that is therefore not counted."""
    for ledger in Ledger:
        for line in subject.ledger(ledger):
            if line.number(line.amount):
                for meaning in _PLACED_BY:
                    if line.key(meaning) and not line.code(meaning):
                        yield line.cell(meaning), line.key(meaning), line.cell(line.amount)


def _check(subject: Subject) -> Iterator[Finding]:
    for cell, _, amount in unused_rows(subject):
        value = subject.value(amount)
        held = subject.value(cell)
        title = subject.title(cell)
        yield RULE.at(
            cell,
            Text(f"“{title}”{'不在列表中' if held is not None else '未选'}，本行数量 {written_number(float(value)) if isinstance(value, int | float) else value} 未计入", f'"{title}" is {"not in the list" if held is not None else "blank"}, so the amount {written_number(float(value)) if isinstance(value, int | float) else value} is not counted'),
            Text("下拉列表中的一项", "an entry of the list"),
            Text("请选择；本行不用时请清空整行。", "Choose it, or clear the row."),
            effect=Text("汇总和绩效都不含本行。", "Neither summary nor performance has this row."),
        )  # fmt: skip
    sheets = {
        sheet.title[subject.language]
        for sheet in subject.book.definition.sheets
        if sheet.tab == "input" and any(isinstance(b, Table) for b in sheet.blocks)
    }
    for cell, kept in subject.book.cells.items():
        number = kept.value
        if cell[0] not in sheets or isinstance(number, bool) or not isinstance(number, int | float):
            continue
        if kept.formula is None and subject.place(cell) is None:
            yield RULE.at(
                cell,
                Text(f"表外的数值 {written_number(number)}", f"the number {written_number(number)} beside the table"),
                Text("数值填写在表内", "numbers inside the table"),
                Text("请移入表内（可在表内插入行），或删除。", "Move it into the table (rows can be inserted), or remove it."),
                severity=Severity.WARNING,
            )  # fmt: skip


RULE = Rule(
    "input-unused",
    12,
    Text("填写的数据没有被任何结果采用", "Data that no result uses"),
    Severity.ERROR,
    _check,
)
