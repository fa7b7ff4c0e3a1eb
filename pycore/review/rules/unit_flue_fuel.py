"""Flue gas of a coal boiler that does not go with the coal burned there."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.fuel_kinds import is_coal
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meaning_of import KNOWN_BY, Ledger
from pycore.sheets.meanings import Meaning as M

LEAST, MOST = 120.0, 1500.0
"""m³ of dry flue gas per GJ of coal: 250 at no excess air, 350 to 400 at 6 to 9 % oxygen; with wide room. Judgement."""


def _check(subject: Subject) -> Iterator[Finding]:
    burns_coal = is_coal(subject)
    energy: dict[tuple[str, str], float] = {}
    for line in subject.ledger(Ledger.FUELS):
        if burns_coal(line):
            key = (line.code(M.STAGE), line.text(M.UNIT))
            burned = (line.number(M.AMOUNT) or 0) * (line.number(M.CALORIFIC_VALUE) or 0)
            energy[key] = energy.get(key, 0.0) + burned
    volume: dict[tuple[str, str], float] = {}
    first: dict[tuple[str, str], TableRow] = {}
    for line in subject.ledger(Ledger.FLUE_GAS):
        key = (line.code(M.STAGE), line.text(M.UNIT))
        amount = (line.number(M.FLUE_GAS_FLOW) or 0) * (line.number(M.HOURS) or 0)
        if key in energy and amount:
            volume[key] = volume.get(key, 0.0) + amount
            before = first.get(key)
            if before is None or (line.number(M.FLUE_GAS_FLOW) or 0) > (before.number(M.FLUE_GAS_FLOW) or 0):
                first[key] = line
    for key, amount in volume.items():
        if energy[key] <= 0 or LEAST <= amount / energy[key] <= MOST:
            continue
        line, ratio = first[key], amount / energy[key]
        yield RULE.at(
            line.cell(M.FLUE_GAS_FLOW),
            Text(
                f"“{line.text(M.UNIT)}”烟气 {written_number(amount)} m³/a，燃煤 {written_number(energy[key])} GJ/a，每 GJ 为 {written_number(ratio)} m³",
                f'"{line.text(M.UNIT)}" gives off {written_number(amount)} m³ of flue gas for {written_number(energy[key])} GJ of coal a year: {written_number(ratio)} m³ per GJ',
            ),
            Text(f"通常为 {LEAST:g} 到 {MOST:g} m³/GJ", f"usually {LEAST:g} to {MOST:g} m³/GJ"),
            Text("请核对燃煤量、发热量、烟气量和运行时间的单位。", "Check the units of coal, calorific value, flue gas and hours."),
        )  # fmt: skip


RULE = Rule(
    "unit-flue-fuel",
    15,
    Text("烟气量与燃煤量不符", "Flue gas that does not go with the coal burned"),
    Severity.WARNING,
    _check,
    needs=((*KNOWN_BY[Ledger.FUELS], M.STAGE, M.UNIT), (*KNOWN_BY[Ledger.FLUE_GAS], M.HOURS, M.STAGE, M.UNIT)),
)
