"""Lookups that take the nearest value instead of the one asked for."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import Tree
from pycore.language import Text
from pycore.review.rules.formula_reading import functions, short
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject

# Where the argument stands (from 0) that asks for an exact match.
_EXACT = {"VLOOKUP": 3, "HLOOKUP": 3, "MATCH": 2}


def _approximate(name: str, arguments: list[Tree]) -> bool:
    if name == "LOOKUP":
        return True
    if name in ("XLOOKUP", "XMATCH"):
        at = 4 if name == "XLOOKUP" else 2
        return len(arguments) > at and arguments[at].get("value") not in (0, False, None)
    if name not in _EXACT:
        return False
    at = _EXACT[name]
    return len(arguments) <= at or arguments[at].get("value", 1) not in (0, False, None)


def _check(subject: Subject) -> Iterator[Finding]:
    for cell, formula in subject.own_formulas.items():
        tree = subject.tree(cell)
        name = next((n for n, a in functions(tree) if _approximate(n, a)), "") if tree else ""
        if name:
            yield RULE.at(
                cell,
                Text(
                    f"公式 {short(formula)} 的 {name} 是近似查找",
                    f"{name} in the formula {short(formula)} looks for the nearest value",
                ),
                Text("精确查找（最后一个参数为 0 或 FALSE）", "an exact match (last argument 0 or FALSE)"),
                Text("请改为精确查找。", "Make it exact."),
                family=formula,
            )


RULE = Rule("formula-approximate", 10, Text("近似查找", "An approximate lookup"), Severity.WARNING, _check)
