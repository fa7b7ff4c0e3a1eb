"""Cells that a user's sum counts twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import AreaOnSheet
from pycore.language import Text
from pycore.reading.book import CellKey
from pycore.review.rules.formula_reading import held_cells, meet, short, summed
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for cell, formula in subject.own_formulas.items():
        tree = subject.tree(cell)
        terms = summed(subject, tree, cell[0]) if tree else []
        if len(terms) == 1 and terms[0].rows * terms[0].columns == 1:
            continue  # a plain reference
        if any(meet(one, other) for one, other in combinations(terms, 2)) or _total_among(subject, cell, terms):
            yield RULE.at(
                cell,
                Text(
                    f"公式 {short(formula)} 重复计入同一单元格",
                    f"the formula {short(formula)} counts a cell twice",
                ),
                Text("每个单元格只计一次", "each cell once"),
                Text("请改正求和区域，不要包含合计行。", "Correct the ranges, and leave totals out of them."),
                family=formula,
            )


def _total_among(subject: Subject, cell: CellKey, terms: list[AreaOnSheet]) -> bool:
    """Tell whether a cell that is added up is itself a sum of others that are."""
    for area in terms:
        for inner in held_cells(subject, area):
            tree = subject.tree(inner) if inner != cell else None
            parts = summed(subject, tree, inner[0]) if tree else []
            if any(meet(part, term) for part in parts for term in terms if part.rows * part.columns > 1):
                return True
    return False


RULE = Rule(
    "formula-overlap",
    9,
    Text("求和区域重叠，重复计算", "Overlapping ranges: counted twice"),
    Severity.ERROR,
    _check,
)
