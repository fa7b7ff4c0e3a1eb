"""Specific consumption of a process unit that is of another magnitude in the project than in the existing plant."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, figure
from pycore.review.rules.unit_activity import outputs
from pycore.review.subject import Line, Subject

FARTHEST = 5.0
"""Times between the two stages: new technology changes a specific consumption, but seldom more than this."""
_SAME = {
    "fuels": (("unit", "fuel", "in_balance"), "consumption"),
    "carbonates": (("unit", "carbonate"), "consumption"),
    "electricity": (("unit", "trade"), "electricity"),
    "heat": (("unit", "trade", "medium"), "quantity"),
    "capture": (("unit", "recovery"), "volume"),
    "nox": (("unit",), "flow"),
    "methane": (("unit",), "ch4"),
}


def _check(subject: Subject) -> Iterator[Finding]:
    made = outputs(subject)
    if made["existing"] <= 0 or made["proposed"] <= 0:
        return
    for table, (what, amount) in _SAME.items():
        sums: dict[tuple[str, ...], dict[str, float]] = {}
        largest: dict[tuple[tuple[str, ...], str], Line] = {}
        for line in subject.lines(table):
            stage, value = line.code("stage"), line.number(amount)
            if stage not in ("existing", "proposed") or not value:
                continue
            key = tuple(line.text(w) for w in what)
            by_stage = sums.setdefault(key, {"existing": 0.0, "proposed": 0.0})
            by_stage[stage] += value / made[stage]
            before = largest.get((key, stage))
            if before is None or value > (before.number(amount) or 0):
                largest[key, stage] = line
        for key, by_stage in sums.items():
            existing, proposed = by_stage["existing"], by_stage["proposed"]
            if min(existing, proposed) <= 0 or 1 / FARTHEST <= proposed / existing <= FARTHEST:
                continue
            line = largest[key, "proposed" if proposed > existing else "existing"]
            title = line.table.column(amount).title
            unit, times = key[0], proposed / existing
            yield RULE.at(
                line.cell(amount),
                Text(
                    f"“{unit}”单位产品{title.zh}：拟建 {figure(proposed)}，现有 {figure(existing)}，相差 {figure(max(times, 1 / times))} 倍",
                    f'{title.en} of "{unit}" per unit of product: {figure(proposed)} proposed, {figure(existing)} existing, {figure(max(times, 1 / times))} times apart',
                ),
                Text(f"相差不超过 {FARTHEST:g} 倍", f"at most {FARTHEST:g} times apart"),
                Text("请核对两个阶段的数量和单位；确有变化的请说明。", "Check amounts and units of both stages; if it is so, say why."),
            )  # fmt: skip


RULE = Rule(
    "unit-stage",
    15,
    Text(
        "同一工序两个阶段的单耗不在一个量级",
        "Specific consumption of another magnitude in the project than in the existing plant",
    ),
    Severity.WARNING,
    _check,
)
