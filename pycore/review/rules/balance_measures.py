"""Measures cannot save more than a process unit emits."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.ledger_rows import effects, summaries
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry


def _check(subject: Subject) -> Iterator[Finding]:
    proposed = {line.text(M.UNIT): line for line in summaries(subject, SharedEntry.PROPOSED)}
    for line in effects(subject):
        there = proposed.get(line.text(M.UNIT))
        for column, source in ((M.EFFECT_GHG, M.UNIT_TOTAL), (M.EFFECT_NOX, M.UNIT_POLLUTANT)) if there else ():
            change, emitted = line.number(column) or 0, _gross(subject, there, source) if there else 0.0
            if change < 0 and -change > max(emitted, 0) * (1 + 1e-9):
                title = line.column(column).title
                yield RULE.at(
                    line.cell(column),
                    Text(
                        f"“{line.text(M.UNIT)}”采纳措施的{title.zh} {written_number(change)} 超过其扣除外供和回收之前的排放量 {written_number(emitted)}",
                        f'{title.en} of the measures adopted in "{line.text(M.UNIT)}" is {written_number(change)}, more than the {written_number(emitted)} emitted before anything is deducted',
                    ),
                    Text("减排量不大于该工序排放量", "no more than the unit emits"),
                    Text("请核对措施的工序、单位（kg 与 t）和正负号。", "Check unit of process, unit of measure (kg or t) and sign."),
                )  # fmt: skip


def _gross(subject: Subject, unit: TableRow, column: M) -> float:
    """What a unit emits: its total without what is deducted for power and heat sold or CO2 captured, shown below 0.

    A unit that sells much heat has a small net total, or one below 0, and can still save what it burns.
    """
    net = unit.number(column) or 0.0
    if column is not M.UNIT_TOTAL:
        return net
    return net - sum(unit.number(key) or 0.0 for key in subject.meanings.columns(unit.table, M.DEDUCTION))


RULE = Rule(
    "balance-measures",
    19,
    Text("措施减排量大于工序排放量", "Measures save more than the unit emits"),
    Severity.ERROR,
    _check,
    needs=((M.UNIT, M.EFFECT_GHG), (M.UNIT, M.UNIT_TOTAL)),
)
