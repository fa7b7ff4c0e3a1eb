"""Fuel that is taken out of the total as the plant's own gas and cannot be that."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.double_fuel import OWN_GAS
from pycore.review.rules.rule import Rule, figure
from pycore.review.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    balanced = {
        (line.code("stage"), line.text("unit"))
        for line in subject.lines("carbon")
        if line.code("direction") == "in" and line.number("quantity")
    }
    for line in subject.lines("fuels"):
        if line.code("in_balance") != "yes" or not line.number("co2"):
            continue
        fuel, unit = line.text("fuel"), line.text("unit")
        if line.code("fuel") not in OWN_GAS:
            found = Text(
                f"“{fuel}”标为自产燃料气，因而未计入总量",
                f'"{fuel}" is marked as own fuel gas and so is not counted',
            )
        elif (line.code("stage"), unit) not in balanced:
            found = Text(
                f"“{fuel}”标为在碳平衡内，但“{unit}”没有碳流",
                f'"{fuel}" is marked as in the carbon balance, but "{unit}" has no carbon flows',
            )
        else:
            continue
        yield RULE.at(
            line.cell("in_balance"),
            found,
            Text(
                "只有碳已在碳平衡内的自产燃料气标“是”",
                "yes only for the plant's own gas, whose carbon is in the balance",
            ),
            Text("外购或另行计量的燃料请选“否”。", "Choose no for fuel that is bought or metered apart."),
            effect=Text(
                f"少计 CO2 {figure(line.number('co2') or 0)} t。",
                f"{figure(line.number('co2') or 0)} t of CO2 are left out.",
            ),
        )


RULE = Rule(
    "fuel-not-counted",
    19,
    Text("不是自产燃料气的燃料未计入总量", "Fuel left out of the total that is no gas of the plant's own"),
    Severity.ERROR,
    _check,
)
