"""Ledger rows that no source of the source identification stands for: the other way round of `source-without-ledger`."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meaning_of import Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

_MOST = 8
"""Rows in the sentence; the data of the finding has all of them."""
_GASES = (SharedEntry.NOX, SharedEntry.NOX_AND_CO2)
_KINDS: dict[Ledger, tuple[SharedEntry, ...]] = {
    Ledger.CAPTURE: (SharedEntry.CAPTURE_SOURCE,),
    Ledger.METHANE: (SharedEntry.FUGITIVE_SOURCE,),
}
"""What a source of a ledger is called. Fuels, power and heat are named by the equipment that takes them; a unit has many
rows of them, and none of them is lost if one is not named."""


def _check(subject: Subject) -> Iterator[Finding]:
    sources = subject.having(M.SOURCE, M.SOURCE_KIND, M.STAGE, M.UNIT)
    if not sources:
        return  # that none is identified is what the workbook's own check says
    named: dict[Ledger, set[tuple[str, str]]] = {
        Ledger.FLUE_GAS: {_place(s) for s in sources if s.code(M.SOURCE_GAS) in _GASES},
        **{ledger: {_place(s) for s in sources if s.code(M.SOURCE_KIND) in kinds} for ledger, kinds in _KINDS.items()},
    }
    unnamed = [
        line
        for ledger, places in named.items()
        for line in subject.ledger(ledger)
        if line.key(M.STAGE) and line.key(M.UNIT) and line.number(line.amount) and _place(line) not in places
    ]
    if not unnamed:
        return
    shown = "、".join(_said(line) for line in unnamed[:_MOST]) + ("…" if len(unnamed) > _MOST else "")
    yield RULE.at(
        sources[0].cell(M.SOURCE),
        Text(
            f"台账中有 {len(unnamed)} 行，其工序在排放源识别中没有相应的排放源：{shown}",
            f"{len(unnamed)} ledger rows are of units for which no such source is identified: {shown.replace('、', ', ')}",
        ),
        Text("台账中的每个排放源都在排放源识别中列出", "every source of the ledgers in the source identification"),
        Text("请补充排放源识别，或核对台账的阶段和工序。", "Add the sources, or check stage and unit of the rows."),
        rows=[f"{line.cell(line.amount)[0]}!{line.row}" for line in unnamed],
    )


def _place(line: TableRow) -> tuple[str, str]:
    return line.code(M.STAGE), line.text(M.UNIT)


def _said(line: TableRow) -> str:
    name = line.text(M.STACK) if line.key(M.STACK) else ""
    return f"{line.cell(line.amount)[0]} {line.row}（{name or line.text(M.UNIT)}）"


RULE = Rule(
    "source-not-named",
    20,
    Text("台账中的排放源没有列入排放源识别", "Sources of the ledgers that are not identified"),
    Severity.NOTE,
    _check,
    needs=((M.SOURCE, M.SOURCE_KIND, M.STAGE, M.UNIT),),
)
