"""Rows without evidence where it is obligatory."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject

# The amount that makes a row count.
_OBLIGATORY = {
    "fuels": ("consumption",), "carbon": ("quantity",), "carbonates": ("consumption",), "electricity": ("electricity",),
    "heat": ("quantity",), "capture": ("volume",), "nox": ("concentration",), "methane": ("ch4",),
    "measures": ("electricity", "heat", "other_co2", "d_nox"), "products": ("proposed", "existing"),
}  # fmt: skip


def _check(subject: Subject) -> Iterator[Finding]:
    for table, amounts in _OBLIGATORY.items():
        for line in subject.lines(table):
            if line.text("evidence") or not any(line.number(a) for a in amounts):
                continue
            title = line.table.title
            yield RULE.at(
                line.cell("evidence"),
                Text(f"{title.zh}第 {line.row} 行没有佐证材料", f"row {line.row} of {title.en} has no evidence"),
                Text("文件名和页码", "document and page"),
                Text("请填写佐证材料。", "Name the evidence."),
            )


RULE = Rule(
    "evidence-missing",
    20,
    Text("应有佐证材料的行未填写", "A row without the evidence that it must have"),
    Severity.WARNING,
    _check,
)
