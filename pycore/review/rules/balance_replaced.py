"""What is replaced cannot be more than what is there."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.ledger_rows import summaries
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

_COMPARED = (M.FUEL_EMISSION, M.PROCESS_EMISSION, M.CARBONATE_EMISSION, M.TRADED_EMISSION, M.UNIT_POLLUTANT)


def _compared(line: TableRow) -> list[str]:
    return [column for meaning in _COMPARED for column in line.subject.meanings.columns(line.table, meaning)]


def _check(subject: Subject) -> Iterator[Finding]:
    existing = {line.text(M.UNIT): line for line in summaries(subject, SharedEntry.EXISTING)}
    for line in summaries(subject, SharedEntry.REPLACED):
        there = existing.get(line.text(M.UNIT))
        for column in _compared(line) if there else ():
            less, most = line.number(column) or 0, (there.number(column) if there else 0) or 0
            if less > most * (1 + 1e-9) + 1e-9:
                title = line.table.column(column).title
                yield RULE.at(
                    line.cell(column),
                    Text(
                        f"“{line.text(M.UNIT)}”替代削减的{title.zh} {written_number(less)} 大于现有工程的 {written_number(most)}",
                        f'{title.en} replaced in "{line.text(M.UNIT)}" is {written_number(less)}, more than the existing {written_number(most)}',
                    ),
                    Text("不大于现有工程", "no more than the existing plant has"),
                    Text(
                        "请核对替代削减行的阶段、工序和数量。",
                        "Check stage, unit and amount of the rows replaced.",
                    ),
                )


RULE = Rule(
    "balance-replaced",
    19,
    Text("替代削减量大于现有工程", "More is replaced than there is"),
    Severity.ERROR,
    _check,
    needs=((M.UNIT, M.FUEL_EMISSION),),
)
