"""Inputs that the drop-downs and limits of the template do not allow."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.errors import Problem
from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import address
from pycore.language import Text
from pycore.review.rules.library_values import own_values
from pycore.review.rules.number_as_text import texts_in_number_cells
from pycore.review.rules.rule import Rule
from pycore.review.rules.unused_input import unused_rows
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning as M


def _check(subject: Subject) -> Iterator[Finding]:
    # What another rule says with its effect is not said again.
    said = {address(c) for c in texts_in_number_cells(subject)}
    said |= {address(cell) for cell, _, _ in unused_rows(subject)}
    said |= {address(o.line.cell(M.REASON)) for o in own_values(subject) if o.line.key(M.REASON)}
    for problem in subject.problems:
        if problem.where not in said:
            yield _finding(problem, RULE.severity)
    for hint in subject.hints:
        yield _finding(hint, Severity.NOTE)


def _finding(problem: Problem, severity: Severity) -> Finding:
    """The fault in the words of the row check, and what stands in the cell."""
    sheet, _, cell = problem.where.rpartition("!")
    found = problem.found
    if problem.fault is not None:
        found = Text(f"{problem.fault.zh}（{found.zh}）", f"{problem.fault.en} ({found.en})")
    return Finding(RULE.id, severity, sheet, cell, found, problem.expected, problem.action)


RULE = Rule(
    "validation",
    13,
    Text("填写内容不符合下拉列表或数值范围", "An input that the list or the limits do not allow"),
    Severity.ERROR,
    _check,
)
