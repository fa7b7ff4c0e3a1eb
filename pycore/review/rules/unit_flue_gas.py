"""Flue gas, steam and hours in another unit."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import INPUTS, Subject
from pycore.sheets.meanings import Meaning as M

_USUAL = (
    (M.CONCENTRATION, 1, 3000, Text("疑为 g/m³ 或 μg/m³，请换算为 mg/m³。", "It may be in g/m³ or µg/m³: enter mg/m³.")),
    (M.LIMIT, 5, 3000, Text("疑为 g/m³ 或 μg/m³，请换算为 mg/m³。", "It may be in g/m³ or µg/m³: enter mg/m³.")),
    (M.FLUE_GAS_FLOW, 200, 5_000_000, Text("疑为 10⁴m³/h 或 m³/a，请换算为 m³/h。", "It may be in 10⁴ m³/h or m³/a: enter m³/h.")),
    (M.HOURS, 2000, 8784, Text("疑为天数，请换算为小时；间歇运行的请说明。", "It may be in days: enter hours. If the stack seldom runs, say so.")),
    (M.PRESSURE, 0.02, 20, Text("疑为 bar、kPa 或表压，请换算为绝对压力 MPa。", "It may be in bar or kPa: enter MPa absolute.")),
    (M.TEMPERATURE, 30, 650, Text("疑为 K，请换算为 ℃。", "It may be in K: enter °C.")),
)  # fmt: skip

LEAST_OF_LIMIT = 0.15
"""Part of the limit below which a concentration wants explaining: plants are built to meet a limit, not a tenth of it."""


def _check(subject: Subject) -> Iterator[Finding]:
    for column, least, most, action in _USUAL:
        for line in subject.having(column):
            value = line.number(column)
            if line.column(column).role not in INPUTS:
                continue
            if value is None or value == 0 or least <= value <= most:
                continue
            entry = line.column(column)
            yield RULE.at(
                line.cell(column),
                Text(f"{entry.title.zh}为 {written_number(value)} {entry.unit.zh}", f"{entry.title.en} is {written_number(value)} {entry.unit.en}"),
                Text(f"通常为 {least:,} 到 {most:,} {entry.unit.zh}", f"usually {least:,} to {most:,} {entry.unit.en}"),
                action,
            )  # fmt: skip
    for line in subject.having(M.CONCENTRATION, M.LIMIT):
        found, limit = line.number(M.CONCENTRATION), line.number(M.LIMIT)
        if found is not None and limit and 0 < found < LEAST_OF_LIMIT * limit:
            yield RULE.at(
                line.cell(M.CONCENTRATION),
                Text(f"“{line.text(M.STACK)}”浓度 {written_number(found)} mg/m³，仅为限值的 {found / limit:.0%}", f'"{line.text(M.STACK)}" has {written_number(found)} mg/m³, only {found / limit:.0%} of its limit'),
                Text(f"不低于限值的 {LEAST_OF_LIMIT:.0%}，或有监测数据", f"at least {LEAST_OF_LIMIT:.0%} of the limit, or monitoring data"),
                Text("请核对浓度的单位和来源。", "Check the unit of the concentration and where it comes from."),
            )  # fmt: skip


RULE = Rule(
    "unit-flue-gas",
    15,
    Text("烟气、蒸汽参数不在通常范围，疑为单位错误", "Flue gas or steam outside the usual range: another unit?"),
    Severity.WARNING,
    _check,
    needs=((M.CONCENTRATION,),),
)
