"""Rows without evidence where it is obligatory."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning as M

# The amounts that make a row count.
_AMOUNTS = (M.AMOUNT, M.CONCENTRATION, M.EFFECT_INPUT, M.OUTPUT_PROPOSED, M.OUTPUT_EXISTING)


def _check(subject: Subject) -> Iterator[Finding]:
    for table in subject.meanings.tables(M.EVIDENCE):
        amounts = [key for meaning in _AMOUNTS for key in subject.meanings.columns(table, meaning)]
        for line in subject.lines(table.key) if amounts else ():
            if line.text(M.EVIDENCE) or not any(line.number(a) for a in amounts):
                continue
            title = line.table.title
            yield RULE.at(
                line.cell(M.EVIDENCE),
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
    needs=((M.EVIDENCE, M.AMOUNT),),
)
