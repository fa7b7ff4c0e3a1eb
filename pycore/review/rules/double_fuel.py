"""Fuel that is counted in the fuel ledger and again in the carbon balance."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.fuel_kinds import is_coal, is_own_gas
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meaning_of import KNOWN_BY, Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

_MATERIALS: dict[str, set[str]] = {"natural_gas": {"sng", "methane"}, "lpg": {"mixed_c4", "propane"}}


def _check(subject: Subject) -> Iterator[Finding]:
    coal, own_gas = is_coal(subject), is_own_gas(subject)
    carbon = [line for line in subject.ledger(Ledger.CARBON) if line.code(M.DIRECTION) == SharedEntry.IN]
    balanced = {(line.code(M.STAGE), line.text(M.UNIT)) for line in carbon}
    for line in subject.ledger(Ledger.FUELS):
        fuel, amount = line.code(M.FUEL), line.number(M.AMOUNT)
        if not amount or line.code(M.IN_BALANCE) == SharedEntry.YES:
            continue
        stage, unit = line.code(M.STAGE), line.text(M.UNIT)
        effect = Text(
            f"可能重复计入 CO2 {written_number(line.number(M.EMISSION) or 0)} t。",
            f"{written_number(line.number(M.EMISSION) or 0)} t of CO2 may be counted twice.",
        )
        if own_gas(line) and (stage, unit) in balanced:
            yield RULE.at(
                line.cell(M.IN_BALANCE),
                Text(f"“{unit}”燃用“{line.text(M.FUEL)}”，未标为在碳平衡内", f'"{unit}" burns "{line.text(M.FUEL)}", which is not marked as in the carbon balance'),
                Text("自产燃料气标“是”（其碳已在碳平衡内）", "yes for the plant's own fuel gas, whose carbon is in the balance"),
                Text("自产的请选“是”；外购的请在用途中写明。", "Choose yes if it is the plant's own; if bought say so under use."),
                effect=effect,
            )  # fmt: skip
        materials = {str(SharedEntry.FEED_COAL)} if coal(line) else _MATERIALS.get(fuel, {fuel})
        for flow in carbon:
            quantity = flow.number(M.AMOUNT) or 0
            same = (
                flow.code(M.STAGE) == stage
                and flow.code(M.FLOW_RANGE) != SharedEntry.INTERNAL
                and flow.code(M.MATERIAL) in materials
            )
            if same and abs(quantity - amount) <= 0.001 * amount:
                yield RULE.at(
                    line.cell(M.AMOUNT),
                    Text(f"“{line.text(M.FUEL)}”{written_number(amount)} 同时记在碳流台账第 {flow.row} 行", f'"{line.text(M.FUEL)}" {written_number(amount)} stands in the carbon ledger too, row {flow.row}'),
                    Text("作燃料或作原料，只记一处", "either fuel or feed, in one place"),
                    Text("请删除其中一处。", "Remove one of them."),
                    severity=Severity.ERROR,
                    effect=effect,
                )  # fmt: skip


RULE = Rule(
    "double-fuel",
    19,
    Text("燃料在燃料台账和碳流台账重复计算", "Fuel counted in the fuel ledger and in the carbon balance"),
    Severity.WARNING,
    _check,
    needs=((*KNOWN_BY[Ledger.FUELS], M.STAGE, M.UNIT, M.IN_BALANCE), (*KNOWN_BY[Ledger.CARBON], M.STAGE, M.UNIT)),
)
