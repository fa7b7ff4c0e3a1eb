"""Carbon in slag, ash and waste water that is out of proportion to the carbon that came in."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.accounting.carbon_usual import MOST_IN_SLAG, MOST_IN_WATER
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meaning_of import KNOWN_BY, Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

_MOST: dict[str, float] = {SharedEntry.SLAG: MOST_IN_SLAG, SharedEntry.WASTE_WATER: MOST_IN_WATER}


def _check(subject: Subject) -> Iterator[Finding]:
    into: dict[tuple[str, str], float] = {}
    residues: list[TableRow] = []
    for line in subject.ledger(Ledger.CARBON):
        key = (line.code(M.STAGE), line.text(M.UNIT))
        if line.code(M.DIRECTION) == SharedEntry.IN:
            into[key] = into.get(key, 0.0) + (line.number(M.CARBON) or 0)
        elif line.code(M.MATERIAL) in _MOST:
            residues.append(line)
    for line in residues:
        carbon, most = line.number(M.CARBON) or 0, _MOST[line.code(M.MATERIAL)]
        came = into.get((line.code(M.STAGE), line.text(M.UNIT)), 0.0)
        if came <= 0 or carbon <= most * came:
            continue
        yield RULE.at(
            line.cell(M.CARBON),
            Text(
                f"“{line.text(M.MATERIAL)}”带走碳 {written_number(carbon)} tC，占带入碳的 {carbon / came:.0%}",
                f'"{line.text(M.MATERIAL)}" takes {written_number(carbon)} tC along, {carbon / came:.0%} of the carbon that came in',
            ),
            Text(f"通常不超过 {most:.0%}", f"usually at most {most:.0%}"),
            Text("请核对数量、含碳量及单位。", "Check the amount, the carbon content and their units."),
            effect=Text(
                f"少计 CO2 的上限为 {written_number(carbon * 44 / 12)} t。",
                f"It takes {written_number(carbon * 44 / 12)} t of CO2 out of the total.",
            ),
        )


RULE = Rule(
    "balance-residue",
    19,
    Text("灰渣、废水带走的碳不成比例", "Slag or waste water that takes along too much carbon"),
    Severity.WARNING,
    _check,
    needs=((*KNOWN_BY[Ledger.CARBON], M.STAGE, M.UNIT),),
)
