"""Percentages among numbers, magnitudes that do not belong together, and sums of different units."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.formulas.tree import AreaOnSheet
from pycore.language import Text
from pycore.review.rules.formula_reading import held_cells, short, summed
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

FARTHEST = 30  # times between two contents of one material
_ALIKE = ((M.MATERIAL, M.CARBON_CONTENT), (M.FUEL, M.CALORIFIC_VALUE), (M.FUEL, M.CARBON_PER_ENERGY))
_NO_ONE_MATERIAL = ("", SharedEntry.OTHER_MATERIAL, SharedEntry.WASTE_WATER, SharedEntry.SLAG)
_GASES = (SharedEntry.SYNGAS, SharedEntry.FUEL_GAS, "other_coal_gas", "refinery_gas")
"""Anything from hydrogen to carbon monoxide: the carbon of two of them may well be a hundred times apart."""


def _check(subject: Subject) -> Iterator[Finding]:
    for table, item, column in _own_contents(subject):
        by_item: dict[str, list[tuple[float, TableRow]]] = {}
        for line in subject.lines(table):
            value = line.number(column)
            gas = line.code(item) in _GASES and _is_carbon(subject, line, column)
            if value and line.code(item) not in _NO_ONE_MATERIAL and not gas:
                by_item.setdefault(line.code(item), []).append((value, line))
        for rows in by_item.values():
            low, high = min(rows, key=lambda r: r[0]), max(rows, key=lambda r: r[0])
            if high[0] > FARTHEST * low[0]:
                yield RULE.at(
                    high[1].cell(column),
                    Text(f"“{high[1].text(item)}”填写了 {written_number(low[0])}（第 {low[1].row} 行）和 {written_number(high[0])}", f'"{high[1].text(item)}" has {written_number(low[0])} (row {low[1].row}) and {written_number(high[0])}'),
                    Text("同一列单位一致，不混用百分数和小数", "one unit in a column, no percentages among fractions"),
                    Text("请统一单位。", "Use one unit."),
                )  # fmt: skip
    for cell, formula in subject.own_formulas.items():
        tree = subject.tree(cell)
        terms = summed(subject, tree, cell[0]) if tree else []
        units = {unit for area in terms if (unit := _unit(subject, area))}
        if len(units) > 1:
            listed = ", ".join(sorted(units))
            yield RULE.at(
                cell,
                Text(f"公式 {short(formula)} 把不同单位相加（{listed}）", f"the formula {short(formula)} adds different units ({listed})"),
                Text("单位相同的各项", "terms of one unit"),
                Text("请先换算为同一单位。", "Convert them to one unit first."),
                family=formula,
            )  # fmt: skip


def _own_contents(subject: Subject) -> Iterator[tuple[str, M, str]]:
    """The tables with own contents of materials: table, what is chosen, and the column of the own value."""
    for item, content in _ALIKE:
        for table in subject.meanings.tables(item, content, M.OWN_VALUE):
            for column in subject.meanings.columns(table, content):
                if M.OWN_VALUE in subject.meanings.of(table, column):
                    yield table.key, item, column


def _is_carbon(subject: Subject, line: TableRow, column: str) -> bool:
    return bool(subject.meanings.of(line.table, column) & {M.CARBON_CONTENT, M.CARBON_PER_ENERGY})


def _unit(subject: Subject, area: AreaOnSheet) -> str:
    place = next((p for c in held_cells(subject, area) if (p := subject.place(c))), None)
    unit = place.entry.unit.en if place else ""
    return unit if re.search(r"[^\W\d_]", unit) or "%" in unit else ""


RULE = Rule(
    "mixed-units",
    11,
    Text("同列混用百分数与小数，或不同单位相加", "Percentages among fractions, or a sum of different units"),
    Severity.WARNING,
    _check,
)
