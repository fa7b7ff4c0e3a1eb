"""References of a user's formula to empty cells, and sums that end before the data."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.cells.addresses import column_letters
from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import AreaOnSheet
from pycore.language import Text
from pycore.review.rules.formula_reading import areas, short, summed
from pycore.review.rules.rule import Rule
from pycore.review.subject import Subject
from pycore.sheets.definition import Table


def _check(subject: Subject) -> Iterator[Finding]:
    for cell, formula in subject.own_formulas.items():
        tree = subject.tree(cell)
        if tree is None:
            continue
        known = subject.issued(cell)
        for area in dict.fromkeys(areas(subject, tree, cell[0])):
            at = f"{column_letters(area.column1)}{area.row1}"
            single = area.rows == area.columns == 1
            if (
                single
                and at not in known
                and (area.sheet, area.row1, area.column1) != cell
                and subject.value((area.sheet, area.row1, area.column1)) is None
            ):
                yield RULE.at(
                    cell,
                    Text(f"公式 {short(formula)} 引用的 {area.sheet}!{at} 是空白", f"the formula {short(formula)} refers to {area.sheet}!{at}, which is blank"),
                    Text("有内容的单元格", "a cell that holds something"),
                    Text("请改正引用或补填。", "Correct the reference, or fill the cell."),
                    family=formula,
                )  # fmt: skip
        for area in summed(subject, tree, cell[0]):
            left = _left_out(subject, area)
            if left:
                yield RULE.at(
                    cell,
                    Text(f"公式 {short(formula)} 的区域漏掉了同列的 {left} 行数据", f"the range of {short(formula)} leaves out {left} rows of data in the same column"),
                    Text("包含全部数据的区域", "a range with all of the data"),
                    Text("请扩展区域，或使用列的名称。", "Extend the range, or use the name of the column."),
                    family=formula,
                )  # fmt: skip


def _left_out(subject: Subject, area: AreaOnSheet) -> int:
    """Count the filled cells of a table's column that a range of two cells or more leaves out."""
    place = subject.place((area.sheet, area.row1, area.column1))
    if area.rows < 2 or place is None or not isinstance(place.block, Table):
        return 0
    whole = subject.cells_of(place.name)
    return sum(not area.row1 <= c[1] <= area.row2 and isinstance(subject.value(c), int | float) for c in whole)


RULE = Rule(
    "formula-empty-reference",
    12,
    Text("引用空白单元格或区域不完整", "A reference to a blank cell, or a range cut short"),
    Severity.WARNING,
    _check,
)
