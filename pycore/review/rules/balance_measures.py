"""Measures cannot save more than a process unit emits."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, figure
from pycore.review.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    proposed = {line.text("unit"): line for line in subject.lines("summary_proposed")}
    for line in subject.lines("effect"):
        there = proposed.get(line.text("unit"))
        for column, source in (("d_co2", "total"), ("d_nox", "nox")) if there else ():
            change, emitted = line.number(column) or 0, (there.number(source) if there else 0) or 0
            if change < 0 and -change > max(emitted, 0) * (1 + 1e-9):
                title = line.table.column(column).title
                yield RULE.at(
                    line.cell(column),
                    Text(
                        f"“{line.text('unit')}”采纳措施的{title.zh} {figure(change)} 超过其排放量 {figure(emitted)}",
                        f'{title.en} of the measures adopted in "{line.text("unit")}" is {figure(change)}, more than the {figure(emitted)} emitted',
                    ),
                    Text("减排量不大于该工序排放量", "no more than the unit emits"),
                    Text("请核对措施的工序、单位（kg 与 t）和正负号。", "Check unit of process, unit of measure (kg or t) and sign."),
                )  # fmt: skip


RULE = Rule(
    "balance-measures",
    19,
    Text("措施减排量大于工序排放量", "Measures save more than the unit emits"),
    Severity.ERROR,
    _check,
)
