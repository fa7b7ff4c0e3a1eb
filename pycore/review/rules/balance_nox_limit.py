"""Stacks above their limit."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning as M


def _check(subject: Subject) -> Iterator[Finding]:
    for line in subject.having(M.CONCENTRATION, M.LIMIT):
        found, limit = line.number(M.CONCENTRATION), line.number(M.LIMIT)
        if found is not None and limit is not None and found > limit:
            yield RULE.at(
                line.cell(M.CONCENTRATION),
                Text(f"“{line.text(M.STACK)}”浓度 {written_number(found)} mg/m³ 超过限值", f'"{line.text(M.STACK)}" has {written_number(found)} mg/m³, above its limit'),
                Text(f"不超过 {written_number(limit)} mg/m³", f"at most {written_number(limit)} mg/m³"),
                Text("请核对浓度和限值；确为超标的须采取措施。", "Check both; if it is so the stack needs a measure."),
            )  # fmt: skip


RULE = Rule(
    "balance-nox-limit",
    19,
    Text("NOx 浓度超过排放限值", "NOx above the emission limit"),
    Severity.ERROR,
    _check,
    needs=((M.CONCENTRATION, M.LIMIT),),
)
