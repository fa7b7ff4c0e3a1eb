"""Measures that are adopted and save nothing."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, figure
from pycore.review.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    table = subject.tables.get("measures")
    if table is None or not {"co2_change", "nox_change"} <= {c.key for c in table.columns}:
        return
    for line in subject.lines("measures"):
        if line.code("adopted") != "yes":
            continue
        co2, nox = line.number("co2_change"), line.number("nox_change")
        if (co2 or 0) < 0 or (nox or 0) < 0:
            continue
        yield RULE.at(
            line.cell("adopted"),
            Text(
                f"采纳的措施“{line.text('name')}”既不减 CO2（{figure(co2 or 0)} t）也不减 NOx（{figure(nox or 0)} t）",
                f'the adopted measure "{line.text("name")}" saves neither CO2 ({figure(co2 or 0)} t) nor NOx ({figure(nox or 0)} t)',
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
)
