"""CO2 that is recovered cannot be more than the unit gives off."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, figure
from pycore.review.subject import Subject

_STAGES = ("existing", "proposed", "replaced")


def _check(subject: Subject) -> Iterator[Finding]:
    for stage in _STAGES:
        there = {
            line.text("unit"): sum(line.number(k) or 0 for k in ("fuel", "process", "carbonate"))
            for line in subject.lines(f"summary_{stage}")
        }
        taken: dict[str, float] = {}
        for line in subject.lines("capture"):
            unit = line.text("unit")
            if line.code("stage") != stage or unit not in there:
                continue
            taken[unit] = taken.get(unit, 0.0) + (line.number("co2") or 0)
            if taken[unit] > max(there[unit], 0.0) * (1 + 1e-9):
                yield RULE.at(
                    line.cell("volume"),
                    Text(
                        f"“{unit}”回收 CO2 {figure(taken[unit])} t，大于该工序产生的 {figure(there[unit])} t",
                        f'{figure(taken[unit])} t of CO2 are recovered in "{unit}", which gives off {figure(there[unit])} t',
                    ),
                    Text("不大于该工序产生的 CO2", "no more than the unit gives off"),
                    Text("请核对体积单位（Nm³ 与 10⁴Nm³）、纯度和工序。", "Check the unit of volume (Nm³ for 10⁴ Nm³), the purity and the process unit."),
                )  # fmt: skip


RULE = Rule(
    "balance-capture",
    19,
    Text("回收的 CO2 大于该工序产生的 CO2", "More CO2 recovered than the unit gives off"),
    Severity.ERROR,
    _check,
)
