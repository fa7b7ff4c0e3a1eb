"""Which factors the rows of a project take from the factor sheet: read from the formulas, whatever the template."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from pycore.formulas.tree import AreaOnSheet, FormulaProblem, Tree, function_name
from pycore.reading.book import CellKey
from pycore.reading.choices import as_text
from pycore.review.rules.factor_sheet import IDS, SHEET, USED, id_of
from pycore.review.rules.formula_reading import area_of
from pycore.review.subject import INPUTS, Subject, TableRow
from pycore.sheets.definition import Column, Kind, Role, Table

_WORD = re.compile(r"[A-Za-z_]\w*")
_PLACEHOLDER = re.compile(r"\[(\w+)\]")
_CALCULATED = (Role.DEFAULT, Role.CALCULATED)


def factors_used(subject: Subject) -> dict[str, int]:
    """Count the rows that use each factor; rows with an own value use none."""
    return subject.once("factors used", lambda: dict(_Used(subject).counted()))


class _Used:
    """Follows the formulas of filled rows to the factor sheet, through the fields that hold a factor for all rows.

    A formula is followed as it calculates: only the branch that is taken, and the row that a lookup finds. Rows that
    are alike in what a formula reads take the same, and one of them is followed.
    """

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._of_fields: dict[CellKey, frozenset[str]] = {}

    def counted(self) -> Counter[str]:
        found: Counter[str] = Counter()
        if self._used is None:
            return found
        for table in self.subject.tables.values():
            if table.key == SHEET or all(c.role not in INPUTS for c in table.columns):
                continue
            columns = [c for c in table.columns if c.role in _CALCULATED and self._takes(_written(c))]
            lines = self.subject.lines(table.key) if columns else ()
            taken: set[tuple[int, str]] = set()
            for column in columns:
                taken.update(self._of_column(table, column, lines))
            found.update(id for _, id in taken)
        return found

    # ── where factors come from ──

    @cached_property
    def _used(self) -> AreaOnSheet | None:
        return self.subject.area(USED)

    @cached_property
    def _ids(self) -> Mapping[int, str]:
        """The id of each row of the factor sheet, by the row of the sheet."""
        return {line.row: id_of(line) for line in self.subject.lines(SHEET)}

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        """The row of each id; of an id that stands twice a lookup finds the first."""
        return {id.casefold(): row for row, id in reversed(list(self._ids.items()))}

    @cached_property
    def _fields(self) -> Mapping[CellKey, str]:
        """The panel cells whose formula leads to a factor, with their names."""
        written = {
            f"{panel.key}_{field.key}": frozenset(_WORD.findall(self._formula(cell)))
            for panel in self.subject.book.definition.panels()
            for field in panel.fields
            if field.role in _CALCULATED and (cell := self.subject.cell(f"{panel.key}_{field.key}")) is not None
        }
        giving = {USED}
        while more := {name for name, words in written.items() if name not in giving and words & giving}:
            giving |= more
        cells = {name: self.subject.cell(name) for name in giving - {USED}}
        return {cell: name for name, cell in cells.items() if cell is not None}

    @cached_property
    def _giving(self) -> frozenset[str]:
        """The names that lead to a factor."""
        return frozenset({USED, *self._fields.values()})

    def _takes(self, formula: str) -> bool:
        return not self._giving.isdisjoint(_WORD.findall(formula))

    def _formula(self, cell: CellKey) -> str:
        return self.subject.book.formulas.get(cell, "")

    # ── rows ──

    def _of_column(self, table: Table, column: Column, lines: tuple[TableRow, ...]) -> Iterator[tuple[int, str]]:
        """The factors that a column takes, each with the row."""
        read = dict.fromkeys(_PLACEHOLDER.findall(_written(column)))
        entries = [c for c in table.columns if c.key in read]
        known: dict[tuple[object, ...], frozenset[str]] = {}
        for line in lines:
            if line.number(column.key) is None:
                continue
            kind = tuple(_kind(line, entry) for entry in entries)
            if kind not in known:
                known[kind] = self._of_cell(line.cell(column.key))
            yield from ((line.row, id) for id in known[kind])

    def _of_cell(self, cell: CellKey) -> frozenset[str]:
        tree = self.subject.tree(cell)
        try:
            return frozenset(self._visit(tree, cell[0])) if tree is not None else frozenset()
        except RecursionError:  # a chain of a thousand operators is none of ours
            return frozenset()

    # ── formulas ──

    def _visit(self, tree: Tree, sheet: str) -> Iterator[str]:
        match tree["node_type"]:
            case "Reference":
                area = area_of(self.subject, tree["reference"], sheet)
                if area is not None and area.rows == area.columns == 1:
                    yield from self._of_field((area.sheet, area.row1, area.column1))
            case "UnaryOp":
                yield from self._visit(tree["operand"], sheet)
            case "BinaryOp":
                yield from self._visit(tree["left"], sheet)
                yield from self._visit(tree["right"], sheet)
            case "Function":
                yield from self._function(function_name(tree["name"]), tree["args"], sheet)

    def _function(self, name: str, arguments: list[Tree], sheet: str) -> Iterator[str]:
        if name == "IF" and len(arguments) > 1:
            holds = self.subject.reading.holds(arguments[0], sheet)
            parts = arguments[1:] if holds is None else arguments[1:2] if holds else arguments[2:]
        elif name == "INDEX" and len(arguments) > 1:
            cell = self._looked_up(arguments, sheet)
            if cell is not None:
                yield from self._of_factor(cell)
            return
        else:
            parts = arguments
        for part in parts:
            yield from self._visit(part, sheet)

    def _looked_up(self, arguments: list[Tree], sheet: str) -> CellKey | None:
        """The cell of a lookup in the factors, or in a column of fields that hold one."""
        if arguments[0]["node_type"] != "Reference":
            return None
        area = area_of(self.subject, arguments[0]["reference"], sheet)
        used = self._used
        if area is None or used is None or area.columns > 1:
            return None
        if area != used and not any(_inside(cell, area) for cell in self._fields):
            return None
        wanted = self._wanted_id(arguments[1], sheet) if area == used else None
        try:
            if wanted is not None:
                # Looked for here and not by the calculation, which reads the whole column for each.
                row = self._rows.get(as_text(self.subject.reading.value(wanted, sheet)).casefold())
                return None if row is None else (used.sheet, row, used.column1)
            position = self.subject.reading.value(arguments[1], sheet)
        except FormulaProblem:
            return None
        if not isinstance(position, int | float) or not 1 <= position <= area.rows:
            return None
        return area.sheet, area.row1 + int(position) - 1, area.column1

    def _wanted_id(self, position: Tree, sheet: str) -> Tree | None:
        """The id of MATCH(id, the ids of the factor sheet, 0); None for any other position."""
        if position["node_type"] != "Function" or function_name(position["name"]) != "MATCH":
            return None
        arguments = position["args"]
        if len(arguments) != 3 or arguments[1]["node_type"] != "Reference":
            return None
        ids = area_of(self.subject, arguments[1]["reference"], sheet)
        wanted: Tree = arguments[0]
        return wanted if ids is not None and ids == self.subject.area(IDS) else None

    def _of_factor(self, cell: CellKey) -> Iterator[str]:
        used = self._used
        if used is not None and _inside(cell, used):
            id = self._ids.get(cell[1])
            if id:
                yield id
            return
        yield from self._of_field(cell)

    def _of_field(self, cell: CellKey) -> frozenset[str]:
        if cell not in self._fields:
            return frozenset()
        if cell not in self._of_fields:
            self._of_fields[cell] = frozenset()  # a circle of fields ends here
            self._of_fields[cell] = self._of_cell(cell)
        return self._of_fields[cell]


def _inside(cell: CellKey, area: AreaOnSheet) -> bool:
    sheet, row, column = cell
    return sheet == area.sheet and area.row1 <= row <= area.row2 and area.column1 <= column <= area.column2


def _written(column: Column) -> str:
    """All that the definition says of how a column is calculated."""
    formula = column.formula
    return " ".join((str(formula) if isinstance(formula, str) else formula.en, *column.arguments))


def _kind(line: TableRow, column: Column) -> object:
    """What tells rows apart for a formula: choices and numbers of lines as they are, amounts by whether they are there."""
    value = line.value(column.key)
    if column.kind is Kind.NUMBER and column.format != "0":
        return value is None
    return value
