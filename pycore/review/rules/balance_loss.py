"""Carbon that comes into a process unit and is not accounted for: more than the step lets go as CO2."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.accounting.carbon_usual import MOST_LOST
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.ledger_rows import unit_code
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning as M


def _check(subject: Subject) -> Iterator[Finding]:
    for line in subject.having(M.UNIT, M.STAGE, M.CARBON_IN):
        carbon_in = line.number(M.CARBON_IN) or 0
        most = MOST_LOST.get(unit_code(subject, line))
        if most is None or carbon_in <= 0:
            continue
        lost = 1 - ((line.number(M.CARBON_PRODUCT) or 0) + (line.number(M.CARBON_OTHER) or 0)) / carbon_in
        if lost <= most:
            continue
        stage, unit = line.text(M.STAGE), line.text(M.UNIT)
        yield RULE.at(
            line.cell(M.CARBON_IN),
            Text(
                f"{stage}“{unit}”带入碳 {written_number(carbon_in)} tC 中有 {lost:.0%} 没有去向，按 CO2 排放计",
                f'{lost:.0%} of the {written_number(carbon_in)} tC that enter "{unit}" ({stage}) go nowhere and count as CO2',
            ),
            Text(
                f"该工序以 CO2 释放的碳通常不超过 {most:.0%}",
                f"usually at most {most:.0%} released as CO2 in this step",
            ),
            Text(
                "请核对带入和带出的数量、含碳量及单位，以及漏填的产品。",
                "Check amounts, carbon contents and their units, and look for products left out.",
            ),
            effect=Text(
                f"对应 CO2 {written_number(lost * carbon_in * 44 / 12)} t。",
                f"That is {written_number(lost * carbon_in * 44 / 12)} t of CO2.",
            ),
        )


RULE = Rule(
    "balance-loss",
    19,
    Text("工序的碳损失大于工艺可能", "A process unit loses more carbon than its step can"),
    Severity.WARNING,
    _check,
    needs=((M.UNIT, M.STAGE, M.CARBON_IN, M.CARBON_PRODUCT),),
)
