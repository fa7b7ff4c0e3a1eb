"""Measures of an enterprise that save more than the enterprise emits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

_GROWTH = 2.0
"""Times the present emission: a measure is held against a later year, when more may be emitted."""


def _emitted(subject: Subject) -> dict[str, float]:
    """The largest figure that is given for the emission of each enterprise: net of what is sold, or as reported."""
    found: dict[str, float] = {}
    for line in subject.having(M.ENTERPRISE, M.RECALCULATED):
        figures = (
            line.number(key)
            for meaning in (M.RECALCULATED, M.REPORTED, M.EMISSION)
            for key in subject.meanings.columns(line.table, meaning)
        )
        found[line.text(M.ENTERPRISE)] = max((one for one in figures if one is not None), default=0.0)
    return found


def _check(subject: Subject) -> Iterator[Finding]:
    emitted = _emitted(subject)
    saved: dict[str, list[tuple[float, TableRow]]] = defaultdict(list)
    for line in subject.having(M.SAVED, M.ENTERPRISE):
        amount = line.number(M.SAVED)
        if amount and line.code(M.ADOPTED) != SharedEntry.NO:
            saved[line.text(M.ENTERPRISE)].append((amount, line))
    for who, measures in saved.items():
        total, there = sum(amount for amount, _ in measures), emitted.get(who, 0.0)
        if there <= 0 or total <= there:
            continue  # an enterprise that emits nothing yet has nothing to be held against
        line = max(measures, key=lambda one: one[0])[1]
        title = line.column(M.SAVED).title
        yield RULE.at(
            line.cell(M.SAVED),
            Text(
                f"“{who}”采纳措施的{title.zh}合计 {written_number(total)} t，其排放量为 {written_number(there)} t",
                f'the measures of "{who}" save {written_number(total)} t a year; it emits {written_number(there)} t',
            ),
            Text("减排量不大于措施所针对的排放量", "no more than is emitted where the measure acts"),
            Text(
                "请核对减排量的单位（t 与万 t）、实施企业，以及措施之间是否重复计算。",
                "Check the unit (t or 10⁴ t), the enterprise, and whether measures count the same saving twice.",
            ),
            severity=Severity.WARNING if total > _GROWTH * there else None,
        )


RULE = Rule(
    "measure-above-source",
    19,
    Text("措施减排量大于企业的排放量", "Measures save more than the enterprise emits"),
    Severity.NOTE,
    _check,
    needs=((M.SAVED, M.ENTERPRISE), (M.ENTERPRISE, M.RECALCULATED)),
)
