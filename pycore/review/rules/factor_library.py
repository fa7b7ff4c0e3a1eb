"""Factors and benchmarks in the file that are not those of the library."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.library import library
from pycore.review.rules.factor_sheet import BENCHMARKS, SHEET, VALUE, id_of
from pycore.review.rules.factor_used import factors_used
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    used: dict[str, int] | None = None
    for table in (SHEET, BENCHMARKS):
        known = library().factors if table == SHEET else library().benchmarks
        for line in subject.lines(table):
            id, value = id_of(line), line.number(VALUE)
            entry = known.get(id)
            if not id or (entry is not None and value == entry.value):
                continue
            held = written_number(value) if value is not None else line.text(VALUE)
            used = factors_used(subject) if used is None else used
            rows = used.get(id, 0)
            yield RULE.at(
                line.cell(VALUE),
                Text(f"“{id}”的值为 {held or '空白'}", f'the value of "{id}" is {held or "blank"}'),
                Text(f"因子库的 {written_number(entry.value)} {entry.unit}", f"the library's {written_number(entry.value)} {entry.unit}")
                if entry is not None
                else Text("因子库中已有的编号", "an id of the library"),
                Text("请恢复因子库的值；需要不同的值时填写自有值并说明理由。", "Restore the library's value; a different one belongs into own value, with its reason."),
                effect=Text(f"采用它的台账行数：{rows}。", f"Ledger rows that use it: {rows}.") if rows else None,
            )  # fmt: skip


RULE = Rule(
    "factor-library",
    18,
    Text("文件中的因子或基准值与因子库不一致", "A factor or benchmark of the file is not the library's"),
    Severity.ERROR,
    _check,
)
