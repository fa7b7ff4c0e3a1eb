"""Numbers written into formulas that users have typed or changed."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import FormulaProblem, parse
from pycore.language import Text
from pycore.review.rules.formula_reading import numbers, short
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject

# Counts, powers of ten, molar masses, time and units; what a unit conversion needs and no datum is.
ALLOWED = frozenset(
    {0, 1, 2, 3, 4, 10, 12, 44, 100, 1000, 10_000, 1e6, 1e-3, 1e-4, 1e-6, 16, 28, 24, 60, 365, 366, 3600, 8760, 8784}
    | {3.6, 4.1868, 29.3076, 22.414, 22.4, 273.15, 12.011, 44.01, 0.1, 0.01, 0.5}
)  # fmt: skip


def _check(subject: Subject) -> Iterator[Finding]:
    for cell, formula in subject.own_formulas.items():
        tree = subject.tree(cell)
        if tree is None:
            continue
        issued = subject.issued(cell)
        try:
            known = set(numbers(parse(issued))) if issued else set()
        except FormulaProblem:
            known = set()
        found = [n for n in dict.fromkeys(numbers(tree)) if n not in ALLOWED and n not in known]
        if found:
            said = "、".join(f"{n:g}" for n in found), ", ".join(f"{n:g}" for n in found)
            yield RULE.at(
                cell,
                Text(f"公式 {short(formula)} 中写入了数值 {said[0]}", f"the formula {short(formula)} has the numbers {said[1]} in it"),
                Text("数值单独填写并注明来源，公式只引用单元格", "data in cells of their own with a source, and formulas that refer to them"),
                Text("请改为填写数值，计算过程写在佐证材料中。", "Enter the value, and give its calculation under evidence."),
                family=formula,
            )  # fmt: skip


RULE = Rule("formula-hard-coded", 1, Text("公式中写入数值", "A number inside a formula"), Severity.WARNING, _check)
