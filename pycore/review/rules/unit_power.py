"""Electricity bought, and fuel for vehicles, that no plant needs for its product."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, figure
from pycore.review.rules.unit_activity import outputs
from pycore.review.subject import Line, Subject

# Per unit of product (t, or 10³ m³ of SNG), all rows of a stage together; our judgement. All-electric air separation,
# compression and utilities take 1 to 2.5 MWh; electrolysis for hydrogen may take more and wants saying so.
MOST_POWER = 4.0  # MWh
MOST_TRANSPORT = 0.003  # t of diesel and petrol
_TRANSPORT = {"diesel", "gasoline"}


def _check(subject: Subject) -> Iterator[Finding]:
    made = outputs(subject)
    for stage in ("existing", "proposed"):
        bought = [
            line
            for line in subject.lines("electricity")
            if line.code("stage") == stage and line.code("trade") == "bought"
        ]
        vehicles = [
            line for line in subject.lines("fuels") if line.code("stage") == stage and line.code("fuel") in _TRANSPORT
        ]
        yield from _compared(bought, "electricity", made[stage], MOST_POWER)
        yield from _compared(vehicles, "consumption", made[stage], MOST_TRANSPORT)


def _compared(lines: list[Line], column: str, made: float, most: float) -> Iterator[Finding]:
    total = sum(line.number(column) or 0 for line in lines)
    if made <= 0 or total <= most * made:
        return
    line = max(lines, key=lambda one: one.number(column) or 0)
    entry = line.table.column(column)
    power = column == "electricity"
    what = Text("购入电量", "electricity bought") if power else Text("汽柴油", "diesel and petrol")
    unit = Text("MWh/产品单位", "MWh per unit of product") if power else Text("t/产品单位", "t per unit of product")
    yield RULE.at(
        line.cell(column),
        Text(
            f"{line.text('stage')}{what.zh}合计 {figure(total)}，每产品单位 {figure(total / made)}，其中本行 {figure(line.number(column) or 0)}",
            f"{what.en} ({line.text('stage')}) is {figure(total)} together, {figure(total / made)} per unit of product; this row has {figure(line.number(column) or 0)}",
        ),
        Text(f"通常不超过 {most:g} {unit.zh}", f"usually at most {most:g} {unit.en}"),
        Text(f"请核对{entry.title.zh}的单位；电解制氢等请说明。", "Check the unit; electrolysis and the like want saying so."),
    )  # fmt: skip


RULE = Rule(
    "unit-power",
    15,
    Text("购入电量、车辆用油与产量不成比例", "Electricity or vehicle fuel out of proportion to output"),
    Severity.WARNING,
    _check,
)
