"""Fuel that is taken out of the total as the plant's own gas and cannot be that."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.fuel_kinds import is_own_gas
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meaning_of import KNOWN_BY, Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry


def _check(subject: Subject) -> Iterator[Finding]:
    own_gas = is_own_gas(subject)
    balanced = {
        (line.code(M.STAGE), line.text(M.UNIT))
        for line in subject.ledger(Ledger.CARBON)
        if line.code(M.DIRECTION) == SharedEntry.IN and line.number(M.AMOUNT)
    }
    for line in subject.ledger(Ledger.FUELS):
        if line.code(M.IN_BALANCE) != SharedEntry.YES or not line.number(M.EMISSION):
            continue
        fuel, unit = line.text(M.FUEL), line.text(M.UNIT)
        if not own_gas(line):
            found = Text(
                f"“{fuel}”标为自产燃料气，因而未计入总量",
                f'"{fuel}" is marked as own fuel gas and so is not counted',
            )
        elif (line.code(M.STAGE), unit) not in balanced:
            found = Text(
                f"“{fuel}”标为在碳平衡内，但“{unit}”没有碳流",
                f'"{fuel}" is marked as in the carbon balance, but "{unit}" has no carbon flows',
            )
        else:
            continue
        yield RULE.at(
            line.cell(M.IN_BALANCE),
            found,
            Text(
                "只有碳已在碳平衡内的自产燃料气标“是”",
                "yes only for the plant's own gas, whose carbon is in the balance",
            ),
            Text("外购或另行计量的燃料请选“否”。", "Choose no for fuel that is bought or metered apart."),
            effect=Text(
                f"少计 CO2 {written_number(line.number(M.EMISSION) or 0)} t。",
                f"{written_number(line.number(M.EMISSION) or 0)} t of CO2 are left out.",
            ),
        )


RULE = Rule(
    "fuel-not-counted",
    19,
    Text("不是自产燃料气的燃料未计入总量", "Fuel left out of the total that is no gas of the plant's own"),
    Severity.ERROR,
    _check,
    needs=((*KNOWN_BY[Ledger.FUELS], M.STAGE, M.UNIT, M.IN_BALANCE),),
)
