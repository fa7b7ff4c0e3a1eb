"""Errors that a user's formula hides."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.formula_reading import functions, short
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject

_HIDING = frozenset({"IFERROR", "IFNA", "AGGREGATE"})


def _check(subject: Subject) -> Iterator[Finding]:
    for cell, formula in subject.own_formulas.items():
        tree = subject.tree(cell)
        name = next((n for n, _ in functions(tree) if n in _HIDING), "") if tree else ""
        if name and f"{name}(" not in subject.issued(cell):
            yield RULE.at(
                cell,
                Text(
                    f"公式 {short(formula)} 用 {name} 掩盖错误",
                    f"the formula {short(formula)} hides errors with {name}",
                ),
                Text("出错时显示错误的公式", "a formula that shows its errors"),
                Text(
                    "请去掉该函数并消除错误的原因。",
                    "Take the function away and remove the cause of the error.",
                ),
                family=formula,
            )


RULE = Rule("error-swallowed", 7, Text("公式掩盖错误", "A formula that hides errors"), Severity.WARNING, _check)
