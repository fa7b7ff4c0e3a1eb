"""Carbon of each process unit, and of the whole plant: no more out than in."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meaning_of import KNOWN_BY, Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

TOLERANCE = 1e-9
Totals = dict[str, float]


def _check(subject: Subject) -> Iterator[Finding]:
    units: dict[tuple[str, str], Totals] = {}
    plants: dict[str, Totals] = {}
    first: dict[tuple[str, str], TableRow] = {}
    for line in subject.ledger(Ledger.CARBON):
        stage, unit, carbon = line.code(M.STAGE), line.text(M.UNIT), line.number(M.CARBON)
        if not stage or not unit or carbon is None:
            continue
        side = "in" if line.code(M.DIRECTION) == SharedEntry.IN else "out"
        totals = units.setdefault((stage, unit), {"in": 0.0, "out": 0.0})
        totals[side] += carbon
        if side == "out" or (stage, unit) not in first:
            first[stage, unit] = line
        if line.code(M.FLOW_RANGE) != SharedEntry.INTERNAL:
            plants.setdefault(stage, {"in": 0.0, "out": 0.0})[side] += carbon
    for (stage, unit), totals in units.items():
        if totals["out"] > totals["in"] * (1 + TOLERANCE):
            line = first[stage, unit]
            label = line.text(M.STAGE)
            yield _finding(line, M.CARBON, Text(f"{label}“{unit}”", f'"{unit}" ({label})'), totals)
    for stage, totals in plants.items():
        if totals["out"] > totals["in"] * (1 + TOLERANCE):
            line = next(x for (s, _), x in first.items() if s == stage)
            label = line.text(M.STAGE)
            yield _finding(line, M.STAGE, Text(f"{label}全厂", f"the whole plant ({label})"), totals)


def _finding(line: TableRow, column: M, what: Text, totals: Totals) -> Finding:
    return RULE.at(
        line.cell(column),
        Text(
            f"{what.zh}带出碳 {written_number(totals['out'])} tC 大于带入碳 {written_number(totals['in'])} tC",
            f"carbon out of {what.en} is {written_number(totals['out'])} tC, more than the {written_number(totals['in'])} tC in",
        ),
        Text("带入碳不小于带出碳", "no more carbon out than in"),
        Text(
            "请核对漏填的带入物料、数量单位和含碳量。",
            "Look for feeds left out, and check amounts, units and carbon contents.",
        ),
        effect=Text(
            f"少计 CO2 {written_number((totals['out'] - totals['in']) * 44 / 12)} t 以上。",
            f"At least {written_number((totals['out'] - totals['in']) * 44 / 12)} t of CO2 are missing.",
        ),
    )


RULE = Rule(
    "balance-carbon",
    19,
    Text("碳平衡：带出碳大于带入碳", "Carbon balance: more carbon out than in"),
    Severity.ERROR,
    _check,
    needs=((*KNOWN_BY[Ledger.CARBON], M.STAGE, M.UNIT),),
)
