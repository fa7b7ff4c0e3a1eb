"""Transfers between process units: what leaves one enters the other."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meaning_of import KNOWN_BY, Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

TOLERANCE = 0.001


def _check(subject: Subject) -> Iterator[Finding]:
    sums: dict[tuple[str, str, str, str], dict[str, float]] = {}
    lines: dict[tuple[str, str, str, str], TableRow] = {}
    for line in subject.ledger(Ledger.CARBON):
        carbon = line.number(M.CARBON)
        if line.code(M.FLOW_RANGE) != SharedEntry.INTERNAL or carbon is None or not line.text(M.PARTNER):
            continue
        inward = line.code(M.DIRECTION) == SharedEntry.IN
        ends = (line.text(M.PARTNER), line.text(M.UNIT)) if inward else (line.text(M.UNIT), line.text(M.PARTNER))
        key = (line.text(M.STAGE), *ends, line.text(M.MATERIAL))
        sums.setdefault(key, {"in": 0.0, "out": 0.0})["in" if inward else "out"] += carbon
        lines.setdefault(key, line)
    for (stage, source, target, material), found in sums.items():
        if abs(found["in"] - found["out"]) <= TOLERANCE * max(found.values()):
            continue
        line = lines[stage, source, target, material]
        yield RULE.at(
            line.cell(M.CARBON),
            Text(
                f"{stage}“{material}”由“{source}”带出 {written_number(found['out'])} tC，“{target}”带入 {written_number(found['in'])} tC",
                f'"{material}" ({stage}): {written_number(found["out"])} tC leave "{source}", {written_number(found["in"])} tC enter "{target}"',
            ),
            Text("两端碳量相等", "the same amount at both ends"),
            Text(
                "请在两个工序各记一行，数量和含碳量一致（可用公式引用上游一行）。",
                "Enter it once for each unit with the same amount and carbon content; the second may refer to the first.",
            ),
            effect=Text(
                f"CO2 总量偏差 {written_number((found['in'] - found['out']) * 44 / 12)} t。",
                f"The CO2 total is off by {written_number((found['in'] - found['out']) * 44 / 12)} t.",
            ),
        )


RULE = Rule(
    "balance-transfer",
    19,
    Text("工序间转移两端不相等", "A transfer between units differs at its two ends"),
    Severity.ERROR,
    _check,
    needs=((*KNOWN_BY[Ledger.CARBON], M.STAGE, M.UNIT, M.PARTNER, M.FLOW_RANGE),),
)
