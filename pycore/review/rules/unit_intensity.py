"""Performance of a product that is far from every published value."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.ledger_rows import advanced_values, performances
from pycore.review.rules.rule import Rule, written_number
from pycore.review.rules.unit_own_value import slip
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning as M

_INDICATORS = (
    (M.PERFORMANCE_GHG, M.ADVANCED_GHG, 4.0, 0.2, "CO2"),
    (M.PERFORMANCE_NOX, M.ADVANCED_NOX, 8.0, 0.05, "NOx"),
)


def _check(subject: Subject) -> Iterator[Finding]:
    references = {line.index: line for line in advanced_values(subject)}
    for line in performances(subject):
        for column, reference, most, least, name in _INDICATORS:
            found = line.number(column)
            advanced = references[line.index].number(reference) if line.index in references else None
            if found is None or not advanced or least <= found / advanced <= most:
                continue
            ratio, product = found / advanced, line.text(M.PRODUCT)
            why = slip(ratio)
            yield RULE.at(
                line.cell(column),
                Text(
                    f"{product}的 {name} 绩效 {written_number(found)} 是先进值 {written_number(advanced)} 的 {written_number(ratio)} 倍",
                    f"{name} performance of {product} is {written_number(found)}, {written_number(ratio)} times the advanced {written_number(advanced)}",
                ),
                Text(
                    f"先进值的 {least:g} 到 {most:g} 倍",
                    f"{least:g} to {most:g} times the advanced value",
                ),
                Text(
                    f"{why.zh + '。' if why else ''}请核对产量、台账数量的单位及是否漏填。",
                    f"{'Perhaps ' + why.en + '. ' if why else ''}Check the units of output and ledgers, and what is left out.",
                ),
                severity=Severity.ERROR if ratio > 20 else None,
            )


RULE = Rule(
    "unit-intensity",
    15,
    Text(
        "产品排放绩效与先进值不在一个量级",
        "The performance of a product is of another magnitude than the advanced value",
    ),
    Severity.WARNING,
    _check,
    needs=((M.PRODUCT, M.PERFORMANCE_GHG), (M.PRODUCT, M.ADVANCED_GHG)),
)
