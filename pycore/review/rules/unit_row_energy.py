"""A row of fuel that holds more energy than any enterprise burns: m³ typed where 10⁴ Nm³ are asked, kg for t.

It needs no output to compare with, as `unit-activity` does, so that it holds in a park's ledger as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.amount_scale import AMOUNTS, scale
from pycore.review.rules.rule import Rule, written_number
from pycore.review.rules.unit_calorific_value import RANGES
from pycore.review.subject import Subject
from pycore.sheets.meaning_of import Ledger
from pycore.sheets.meanings import Meaning as M

_MOST = 3e8
"""GJ a year of one fuel in one row; our judgement: 10 Mtce, more than the largest coal-fired power station burns."""


def _check(subject: Subject) -> Iterator[Finding]:
    for line in subject.ledger(Ledger.FUELS):
        column = line.amount
        entry = line.table.column(column)
        amount, size, known = line.number(column), scale(entry.unit, AMOUNTS), RANGES.get(line.code(M.FUEL))
        if amount is None or size is None or known is None:
            continue
        low = known[0] * size
        if amount * low <= _MOST:
            continue
        most = written_number(_MOST / low)
        fuel = line.text(M.FUEL)
        yield RULE.at(
            line.cell(column),
            Text(
                f"“{fuel}”{written_number(amount)}，热量至少 {written_number(amount * low)} GJ，超过任何一家企业一年的用量",
                f'{written_number(amount)} of "{fuel}" hold at least {written_number(amount * low)} GJ, more than any enterprise '
                "burns in a year",
            ),
            Text(f"不超过 {most}（{_MOST:.0e} GJ）", f"at most {most} ({_MOST:.0e} GJ)"),
            Text(
                "请核对单位：气体以 10⁴Nm³（万立方米）填写，其他燃料以 t 填写。",
                "Check the unit: gas is entered in 10⁴ Nm³, other fuels in t.",
            ),
        )  # fmt: skip


RULE = Rule(
    "unit-row-energy",
    15,
    Text(
        "一行燃料的热量过大，疑为单位错误（m³ 与 10⁴Nm³、kg 与 t）",
        "A row of fuel with too much energy: m³ for 10⁴ Nm³, kg for t?",
    ),
    Severity.ERROR,
    _check,
    needs=((M.FUEL, M.AMOUNT),),
)
