"""Own values that stand there without a reason or without evidence."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.library_values import own_values
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning as M


def _check(subject: Subject) -> Iterator[Finding]:
    for own in own_values(subject):
        keys = [k for k in (M.REASON, M.EVIDENCE) if own.line.key(k) and not own.line.text(k)]
        if not keys:
            continue
        columns = [own.line.column(k).title for k in keys]
        title = own.line.table.column(own.column).title
        replaces = "" if own.default is None else written_number(own.default)
        yield RULE.at(
            own.line.cell(own.column),
            Text(
                f"“{title.zh}”{written_number(own.value)}{f'（因子库 {replaces}）' if replaces else ''}没有{'和'.join(c.zh for c in columns)}",
                f'"{title.en}" {written_number(own.value)}{f" (library {replaces})" if replaces else ""} has no {" and no ".join(c.en for c in columns)}',
            ),
            Text("有理由和佐证材料的自有值", "an own value with its reason and evidence"),
            Text("请补充，或清空自有值改用因子库。", "Give them, or clear the own value and use the library's."),
        )


RULE = Rule(
    "factor-own-evidence",
    18,
    Text("自有因子缺理由或佐证", "An own factor without a reason or evidence"),
    Severity.ERROR,
    _check,
    needs=((M.OWN_VALUE, M.REASON),),
)
