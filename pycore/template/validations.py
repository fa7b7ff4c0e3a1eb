"""The data validations of a sheet: the template's must still hold where they held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from pycore.cells.stored import Area
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.template.areas import left_out, run_text
from pycore.template.finding import finding
from pycore.template.pair import Pair
from pycore.template.sheet import SheetFacts, Validation

NameAt = Callable[[int, int], str]
"""Gives the defined name of the template for a row and column of it."""


def validation_findings(pair: Pair, facts: SheetFacts, name_at: NameAt) -> Iterator[Finding]:
    """Yield the cells from which a validation of the template was taken, or replaced by another."""
    theirs: dict[Validation, list[Area]] = defaultdict(list)
    for rule, areas in facts.validations:
        theirs[rule] += areas
    everything = [area for areas in theirs.values() for area in areas]
    for rule, areas in pair.ours.facts.validations:
        for area in areas:
            for column, run in left_out(pair.area(area), theirs.get(rule, [])):
                first, last = run[0][0], run[-1][0]
                changed = any((first, column) in other for other in everything)
                place = run_text(column, first, last)
                yield _validation_removed(pair.file.name, place, name_at(area.first_row, column), changed)


def _validation_removed(sheet: str, cell: str, name: str, changed: bool) -> Finding:
    """Make the finding of a validation that is gone or changed."""
    return finding(
        "validation-removed",
        Severity.WARNING,
        sheet,
        cell,
        Text("数据有效性被改动", "the data validation was changed")
        if changed
        else Text("数据有效性被删除", "the data validation was removed"),
        Text("模板的下拉列表或取值范围", "the template's list or range of values"),
        Text("请核对这些单元格的内容是否在允许范围内。", "Check that the cells hold what is allowed."),
        family=name,
    )
