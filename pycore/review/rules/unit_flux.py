"""Limestone out of proportion to the coal that it goes with."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.fuel_kinds import is_coal
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meaning_of import KNOWN_BY, Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

MOST = 0.15
"""t of carbonate per t of coal: a flux takes 1 to 5 %, desulphurisation of coal with 3 % sulphur about 10 %. Judgement."""


def _check(subject: Subject) -> Iterator[Finding]:
    burns_coal = is_coal(subject)
    coal: dict[tuple[str, str], float] = {}
    for line in subject.ledger(Ledger.CARBON):
        if line.code(M.MATERIAL) == SharedEntry.FEED_COAL and line.code(M.DIRECTION) == SharedEntry.IN:
            key = (line.code(M.STAGE), line.text(M.UNIT))
            coal[key] = coal.get(key, 0.0) + (line.number(M.AMOUNT) or 0)
    for line in subject.ledger(Ledger.FUELS):
        if burns_coal(line):
            key = (line.code(M.STAGE), line.text(M.UNIT))
            coal[key] = coal.get(key, 0.0) + (line.number(M.AMOUNT) or 0)
    for line in subject.ledger(Ledger.CARBONATES):
        amount = line.number(M.AMOUNT) or 0
        there = coal.get((line.code(M.STAGE), line.text(M.UNIT)), 0.0)
        if there <= 0 or amount <= MOST * there:
            continue
        yield RULE.at(
            line.cell(M.AMOUNT),
            Text(
                f"“{line.text(M.CARBONATE)}”{written_number(amount)} t，为同工序用煤 {written_number(there)} t 的 {amount / there:.0%}",
                f'"{line.text(M.CARBONATE)}" {written_number(amount)} t is {amount / there:.0%} of the {written_number(there)} t of coal in its unit',
            ),
            Text(f"助熔、脱硫用量通常不超过用煤的 {MOST:.0%}", f"usually at most {MOST:.0%} of the coal, for flux and desulphurisation"),
            Text("请核对两者的数量和单位。", "Check both amounts and their units."),
        )  # fmt: skip


RULE = Rule(
    "unit-flux",
    15,
    Text("碳酸盐用量与用煤不成比例", "Carbonate out of proportion to the coal"),
    Severity.WARNING,
    _check,
    needs=((*KNOWN_BY[Ledger.CARBONATES], M.MASS, M.STAGE, M.UNIT), (*KNOWN_BY[Ledger.FUELS], M.STAGE, M.UNIT)),
)
