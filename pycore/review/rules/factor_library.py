"""Factors and benchmarks in the file that are not those which its template was issued with.

What the library has corrected since is no change of the submitter's: `factor_edition` names it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.factor_rows import SheetRow, sheet_rows
from pycore.review.rules.factor_sheet import VALUE
from pycore.review.rules.factor_used import factors_used
from pycore.review.rules.rule import Rule, written_amount, written_number
from pycore.review.subject import Subject

_ACTION = Text(
    "请恢复因子库的值；需要不同的值时填写自有值并说明理由。",
    "Restore the library's value; a different one belongs into own value, with its reason.",
)


def _check(subject: Subject) -> Iterator[Finding]:
    for row in sheet_rows(subject):
        if not row.changed_here:
            continue
        held = written_number(row.value) if row.value is not None else row.line.text(VALUE)
        rows = factors_used(subject).get(row.id, 0)
        yield RULE.at(
            row.line.cell(VALUE),
            Text(f"“{row.id}”的值为 {held or '空白'}", f'the value of "{row.id}" is {held or "blank"}'),
            _expected(row),
            _ACTION,
            effect=Text(f"采用它的台账行数：{rows}。", f"Ledger rows that use it: {rows}.") if rows else None,
        )


def _expected(row: SheetRow) -> Text:
    """What the template was issued with, and what the installed library has where that is another value now."""
    if row.as_issued is None:
        return Text("因子库中已有的编号", "an id of the library")
    unit = row.present.unit if row.present is not None else ""
    value = written_amount(row.as_issued, unit)
    if row.present is None or row.present.value == row.as_issued:
        return Text(f"因子库的 {value}", f"the library's {value}")
    now = written_amount(row.present.value, unit)
    return Text(
        f"模板发布时因子库的 {value}（安装的因子库现为 {now}）",
        f"the {value} of the library that the template was issued with (the installed one has {now} now)",
    )


RULE = Rule(
    "factor-library",
    18,
    Text("文件中的因子或基准值与因子库不一致", "A factor or benchmark of the file is not the library's"),
    Severity.ERROR,
    _check,
)
