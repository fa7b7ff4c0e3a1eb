"""Electricity bought, and fuel for vehicles, that no plant needs for its product."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.amount_scale import scale
from pycore.review.rules.ledger_rows import OUTPUT_OF
from pycore.review.rules.rule import Rule, written_number
from pycore.review.rules.unit_activity import outputs
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meaning_of import Dimension, Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

# Per unit of product (t, or 10³ m³ of SNG), all rows of a stage together; our judgement. All-electric air separation,
# compression and utilities take 1 to 2.5 MWh; electrolysis for hydrogen may take more and wants saying so.
MOST_POWER = 4.0  # MWh
MOST_TRANSPORT = 0.003  # t of diesel and petrol
_TRANSPORT = {"diesel", "gasoline"}


def _check(subject: Subject) -> Iterator[Finding]:
    made = outputs(subject)
    for stage in OUTPUT_OF:
        bought = [
            line
            for line in subject.ledger(Ledger.ELECTRICITY)
            if line.code(M.STAGE) == stage and line.code(M.TRADE) == SharedEntry.BOUGHT
        ]
        vehicles = [
            line
            for line in subject.ledger(Ledger.FUELS)
            if line.code(M.STAGE) == stage and line.code(M.FUEL) in _TRANSPORT
        ]
        yield from _compared(bought, Dimension.ELECTRICITY, made[stage], MOST_POWER)
        yield from _compared(vehicles, Dimension.MASS, made[stage], MOST_TRANSPORT)


def _compared(lines: list[TableRow], dimension: Dimension, made: float, most: float) -> Iterator[Finding]:
    total = sum(_amount(line, dimension) for line in lines)
    if made <= 0 or total <= most * made:
        return
    line = max(lines, key=lambda one: _amount(one, dimension))
    column = line.amount
    entry = line.table.column(column)
    power = dimension is Dimension.ELECTRICITY
    what = Text("购入电量", "electricity bought") if power else Text("汽柴油", "diesel and petrol")
    unit = Text("MWh/产品单位", "MWh per unit of product") if power else Text("t/产品单位", "t per unit of product")
    yield RULE.at(
        line.cell(column),
        Text(
            f"{line.text(M.STAGE)}{what.zh}合计 {written_number(total)}，每产品单位 {written_number(total / made)}，其中本行 {written_number(line.number(column) or 0)}",
            f"{what.en} ({line.text(M.STAGE)}) is {written_number(total)} together, {written_number(total / made)} per unit of product; this row has {written_number(line.number(column) or 0)}",
        ),
        Text(f"通常不超过 {most:g} {unit.zh}", f"usually at most {most:g} {unit.en}"),
        Text(f"请核对{entry.title.zh}的单位；电解制氢等请说明。", "Check the unit; electrolysis and the like want saying so."),
    )  # fmt: skip


def _amount(line: TableRow, dimension: Dimension) -> float:
    """The amount of a row in t or MWh; 0 where its column is in neither."""
    return (line.number(line.amount) or 0) * (scale(line.table.column(line.amount).unit, {dimension: 1.0}) or 0)


RULE = Rule(
    "unit-power",
    15,
    Text("购入电量、车辆用油与产量不成比例", "Electricity or vehicle fuel out of proportion to output"),
    Severity.WARNING,
    _check,
    needs=((M.STAGE, M.ELECTRICITY, M.TRADE), (M.PRODUCT, M.OUTPUT_PROPOSED)),
)
