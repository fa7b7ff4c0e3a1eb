"""Factors in use that the library only remembers."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.factor_sheet import VALUE, factor_lines, id_of, is_replaced
from pycore.review.rules.factor_used import factors_used
from pycore.review.rules.rule import Rule, written_amount
from pycore.review.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    cells = {id_of(line): line for line in factor_lines(subject)}
    for id, rows in factors_used(subject).items():
        factor = subject.library.factors.get(id)
        if factor is None or factor.flag != "M" or id not in cells or is_replaced(cells[id]):
            continue
        yield RULE.at(
            cells[id].cell(VALUE),
            Text(
                f"{factor.name_zh} {written_amount(factor.value, factor.unit)}（采用它的行数：{rows}）的可信标志为 M（凭记忆）",
                f"{factor.name_en} {written_amount(factor.value, factor.unit)} (rows that use it: {rows}) has the trust flag M (remembered)",
            ),
            Text("按原文确认的因子", "a factor that has been confirmed in its document"),
            Text("定稿前请按原文确认，或填写有来源的自有值。", "Confirm it before the final report, or enter an own value with its source."),
        )  # fmt: skip


RULE = Rule(
    "factor-remembered",
    18,
    Text("项目采用了待确认（M）的因子", "The project uses a factor that is still to be confirmed (M)"),
    Severity.NOTE,
    _check,
)
