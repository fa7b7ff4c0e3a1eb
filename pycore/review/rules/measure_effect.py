"""Measures that are adopted and save nothing."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.cells.stored import ErrorValue
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry


def _check(subject: Subject) -> Iterator[Finding]:
    for line in subject.having(M.ADOPTED, M.EFFECT_GHG, M.EFFECT_NOX):
        if line.code(M.ADOPTED) != SharedEntry.YES:
            continue
        if any(isinstance(line.value(effect), ErrorValue) for effect in (M.EFFECT_GHG, M.EFFECT_NOX)):
            continue  # what cannot be calculated says nothing of what is saved
        co2, nox = line.number(M.EFFECT_GHG), line.number(M.EFFECT_NOX)
        if (co2 or 0) < 0 or (nox or 0) < 0:
            continue
        yield RULE.at(
            line.cell(M.ADOPTED),
            Text(
                f"采纳的措施“{line.text(M.MEASURE)}”既不减 CO2（{written_number(co2 or 0)} t）也不减 NOx（{written_number(nox or 0)} t）",
                f'the adopted measure "{line.text(M.MEASURE)}" saves neither CO2 ({written_number(co2 or 0)} t) nor NOx ({written_number(nox or 0)} t)',
            ),
            Text("采纳的措施至少减少其中一项", "an adopted measure saves one of them at least"),
            Text("请核对变化量的正负号：减少填负数。", "Check the signs: what is saved is negative."),
        )


RULE = Rule(
    "measure-effect",
    19,
    Text("采纳的措施没有减排效果", "An adopted measure that saves nothing"),
    Severity.WARNING,
    _check,
    needs=((M.ADOPTED, M.EFFECT_GHG, M.EFFECT_NOX),),
)
