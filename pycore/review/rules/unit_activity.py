"""Amounts that are out of all proportion to the output of the stage: t for 10⁴ t, kWh for MWh."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, figure
from pycore.review.subject import Subject

# The most of one row per unit of product (t, or 10³ m³ of SNG), several times what any plant has.
_MOST = {
    ("fuels", "consumption"): 10, ("carbon", "quantity"): 60, ("carbonates", "consumption"): 1,
    ("electricity", "electricity"): 25, ("heat", "quantity"): 60, ("capture", "volume"): 0.5, ("methane", "ch4"): 0.01,
}  # fmt: skip
_LEAST_COAL = 0.3  # t of coal per unit of product


def outputs(subject: Subject) -> dict[str, float]:
    """The output of all products by stage; what is replaced belongs to the existing plant."""
    found = {
        stage: sum(line.number(stage) or 0 for line in subject.lines("products")) for stage in ("existing", "proposed")
    }
    return {**found, "replaced": found["existing"]}


def _check(subject: Subject) -> Iterator[Finding]:
    output = outputs(subject)
    for (table, column), most in _MOST.items():
        for line in subject.lines(table):
            amount, made = line.number(column), output.get(line.code("stage"), 0)
            if amount is None or made <= 0 or amount <= most * made:
                continue
            entry = line.table.column(column)
            unit = Text(f"{entry.unit.zh}/产品单位", f"{entry.unit.en} per unit of product")
            yield RULE.at(
                line.cell(column),
                Text(
                    f"{entry.title.zh} {figure(amount)}，为同阶段产品产量 {figure(made)} 的 {figure(amount / made)} 倍",
                    f"{entry.title.en} {figure(amount)} is {figure(amount / made)} times the stage's output of {figure(made)}",
                ),
                Text(f"不超过 {most} {unit.zh}", f"at most {most} {unit.en}"),
                Text(
                    "请核对单位（kg 与 t、kWh 与 MWh、m³ 与 10⁴Nm³），以及产量是否以万吨填写。",
                    "Check the unit (kg for t, kWh for MWh, m³ for 10⁴ Nm³), and whether output is in 10⁴ t.",
                ),
            )
    yield from _little_coal(subject, output)


def _little_coal(subject: Subject, output: dict[str, float]) -> Iterator[Finding]:
    for stage in ("existing", "proposed"):
        coal = [
            line
            for line in subject.lines("carbon")
            if line.code("stage") == stage
            and line.code("material") == "feed_coal"
            and line.code("direction") == "in"
            and line.number("quantity") is not None
        ]
        total = sum(line.number("quantity") or 0 for line in coal)
        if coal and output[stage] > 0 and 0 < total < _LEAST_COAL * output[stage]:
            yield RULE.at(
                coal[0].cell("quantity"),
                Text(
                    f"原料煤合计 {figure(total)} t，产品产量 {figure(output[stage])}，每单位产品仅 {figure(total / output[stage])} t 煤",
                    f"feed coal of {figure(total)} t for an output of {figure(output[stage])}: {figure(total / output[stage])} t per unit",
                ),
                Text(f"不少于 {_LEAST_COAL} t/产品单位", f"at least {_LEAST_COAL} t per unit of product"),
                Text("疑以万吨填写，请换算为 t。", "It may be in 10⁴ t: enter tonnes."),
            )


RULE = Rule(
    "unit-activity",
    15,
    Text(
        "消耗量与产量不成比例，疑为单位错误（t 与万 t、kWh 与 MWh）",
        "An amount out of proportion to output: t for 10⁴ t, kWh for MWh?",
    ),
    Severity.ERROR,
    _check,
)
