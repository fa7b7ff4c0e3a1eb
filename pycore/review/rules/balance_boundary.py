"""Ledger rows of process units outside the boundary."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.ledger_rows import summaries
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

_STAGES = (
    (SharedEntry.EXISTING, M.IN_EXISTING),
    (SharedEntry.CONSTRUCTION, M.IN_CONSTRUCTION),
    (SharedEntry.PROPOSED, M.IN_PROPOSED),
)


def _check(subject: Subject) -> Iterator[Finding]:
    for stage, inside in _STAGES:
        rows = {line.text(M.UNIT): line.number(M.ROWS_COUNTED) or 0 for line in summaries(subject, stage)}
        for line in subject.having(M.UNIT, inside):
            if not rows.get(line.text(M.UNIT)):
                continue
            unit = line.text(M.UNIT)
            if line.code(inside) != SharedEntry.YES:
                title = line.column(inside).title
                yield RULE.at(
                    line.cell(inside),
                    Text(f"“{unit}”有台账数据，但“{title.zh}”未选“是”", f'"{unit}" has ledger rows, but "{title.en}" is not yes'),
                    Text("有数据的工序在核算边界内", "a unit with data inside the boundary"),
                    Text("请在边界表选“是”，或删除台账数据。", "Choose yes, or remove the ledger rows."),
                )  # fmt: skip


RULE = Rule(
    "balance-boundary",
    19,
    Text("工序有数据但不在核算边界内", "A unit with data outside the boundary"),
    Severity.ERROR,
    _check,
    needs=((M.UNIT, M.IN_PROPOSED), (M.UNIT, M.ROWS_COUNTED)),
)
