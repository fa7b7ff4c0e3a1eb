"""Formulas of a user that change by themselves, point at what is only known when they calculate, or are too long."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.formula_reading import functions, short
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject

LONGEST = 400
_VOLATILE = frozenset({"INDIRECT", "OFFSET", "NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY", "CELL", "INFO"})


def _check(subject: Subject) -> Iterator[Finding]:
    for cell, formula in subject.own_formulas.items():
        tree = subject.tree(cell)
        name = next((n for n, _ in functions(tree) if n in _VOLATILE), "") if tree else ""
        if name:
            found = Text(f"公式 {short(formula)} 使用了 {name}", f"the formula {short(formula)} uses {name}")
        elif len(formula) > LONGEST and len(formula) > len(subject.issued(cell)):
            found = Text(f"公式有 {len(formula)} 个字符", f"the formula has {len(formula)} characters")
        else:
            continue
        yield RULE.at(
            cell,
            found,
            Text(f"不含易失函数、不超过 {LONGEST} 个字符的公式", f"a formula without volatile functions and of at most {LONGEST} characters"),
            Text("请直接引用单元格，或分步计算。", "Refer to cells directly, or calculate in steps."),
            family=formula,
        )  # fmt: skip


RULE = Rule(
    "formula-volatile",
    14,
    Text("易失函数、间接引用或过长的公式", "Volatile functions, indirect references or overlong formulas"),
    Severity.WARNING,
    _check,
)
