"""Formulas and names that reach outside the file."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.formulas.cell_names import normalise_formula
from pycore.functions.catalogue import catalogue
from pycore.language import Text
from pycore.review.outside import reaches_outside
from pycore.review.rules.formula_reading import short
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    known = frozenset(catalogue())
    for family, cells in subject.families.items():
        what = reaches_outside(family)
        for cell in cells if what else ():
            formula = subject.book.formulas[cell]
            yield _finding(cell, formula, what)
    for name, formula in subject.book.names.items():
        what = reaches_outside(normalise_formula(formula, known))
        if what:
            yield _finding(None, f"{name}={formula}", what)


def _finding(cell: tuple[str, int, int] | None, formula: str, what: str) -> Finding:
    return RULE.at(
        cell,
        Text(
            f"{short(formula)} 引用了文件之外的内容（{what}）",
            f"{short(formula)} reaches outside the file ({what})",
        ),
        Text("只引用本工作簿的公式", "formulas that stay within the workbook"),
        Text("请把所需数值抄入本工作簿并注明来源。", "Copy the value into the workbook and name its source."),
        family=formula,
    )


RULE = Rule(
    "formula-external",
    5,
    Text("外部链接、网络函数或 DDE", "External links, web functions or DDE"),
    Severity.ERROR,
    _check,
)
