"""CO2 that is recovered cannot be more than the unit gives off."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.ledger_rows import summaries
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meaning_of import KNOWN_BY, Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

_STAGES = (
    SharedEntry.EXISTING,
    SharedEntry.CONSTRUCTION,
    SharedEntry.PROPOSED,
    SharedEntry.REPLACED,
    SharedEntry.TRANSFEROR,
    SharedEntry.REGIONAL,
)
_GIVEN_OFF = (M.FUEL_EMISSION, M.PROCESS_EMISSION, M.CARBONATE_EMISSION)


def _check(subject: Subject) -> Iterator[Finding]:
    for stage in _STAGES:
        there = {line.text(M.UNIT): sum(line.number(k) or 0 for k in _GIVEN_OFF) for line in summaries(subject, stage)}
        taken: dict[str, float] = {}
        for line in subject.ledger(Ledger.CAPTURE):
            unit = line.text(M.UNIT)
            if line.code(M.STAGE) != stage or unit not in there:
                continue
            taken[unit] = taken.get(unit, 0.0) + (line.number(M.EMISSION) or 0)
            if taken[unit] > max(there[unit], 0.0) * (1 + 1e-9):
                yield RULE.at(
                    line.cell(M.GAS_VOLUME),
                    Text(
                        f"“{unit}”回收 CO2 {written_number(taken[unit])} t，大于该工序产生的 {written_number(there[unit])} t",
                        f'{written_number(taken[unit])} t of CO2 are recovered in "{unit}", which gives off {written_number(there[unit])} t',
                    ),
                    Text("不大于该工序产生的 CO2", "no more than the unit gives off"),
                    Text("请核对体积单位（Nm³ 与 10⁴Nm³）、纯度和工序。", "Check the unit of volume (Nm³ for 10⁴ Nm³), the purity and the process unit."),
                )  # fmt: skip


RULE = Rule(
    "balance-capture",
    19,
    Text("回收的 CO2 大于该工序产生的 CO2", "More CO2 recovered than the unit gives off"),
    Severity.ERROR,
    _check,
    needs=((*KNOWN_BY[Ledger.CAPTURE], M.STAGE, M.UNIT, M.EMISSION), (M.UNIT, *_GIVEN_OFF)),
)
