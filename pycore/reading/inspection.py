"""Look through the inputs of a workbook: what each row and panel holds, and what is wrong in it.

The values are plain ones; `reader` makes the validated models of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from pycore.cells.stored import ErrorValue, Value
from pycore.cells.values import is_blank
from pycore.errors import FileProblem, Problem
from pycore.formulas.tree import address
from pycore.language import Language, Text
from pycore.reading.book import Book, CellKey
from pycore.reading.cells import (
    CellProblem,
    described,
    looks_blank,
    missing,
    taken,
    unusual,
    without_formulas,
    without_reason,
)
from pycore.reading.choices import Choices, area_of, as_text
from pycore.reading.entries import INPUTS, DefinedEntry
from pycore.sheets.definition import Column, Kind, Panel, Role, Table
from pycore.sheets.user_names import looked_up

REASON = "reason"


class Held(NamedTuple):
    """The values of a row or a panel, each with the cell that it came from; None for a blank or what cannot be taken."""

    values: Mapping[str, Value]
    cells: Mapping[str, CellKey]


def input_problems(book: Book) -> list[Problem]:
    """Find all that is wrong in the inputs of a workbook.

    Raises:
        FileProblem: the defined names of the file have been damaged.
    """
    return Inspection(book).problems


class Inspection:
    """One pass through a file, which gathers what is wrong on its way.

    Attributes:
        panels: what was read of each panel.
        tables: of each table the rows that hold something; calculated tables with all their rows.
        problems: what is wrong in the inputs, in the order of the sheets.
        hints: numbers that are legal and seldom seen; they block nothing.

    Raises:
        FileProblem: the defined names of the file have been damaged.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self.choices = Choices(book)
        self.looked_up = looked_up(book.definition.filled_blocks(), book.definition.lists)
        self.found: list[tuple[CellKey, Problem]] = []
        self.hints: list[Problem] = []
        self.found += self.choices.ambiguous_names()
        self.panels = {panel.key: self._panel(panel) for panel in book.definition.panels()}
        self.tables = {table.key: list(self._table(table)) for table in book.definition.tables()}

    @cached_property
    def problems(self) -> list[Problem]:
        """Return what is wrong, in the order of the sheets and cells."""
        position = {sheet.name: sheet.position for sheet in self.book.package.sheets}
        found = sorted(self.found, key=lambda item: (position.get(item[0][0], -1), *item[0][1:]))
        return [problem for _, problem in found]

    # --- panels ---

    def _panel(self, panel: Panel) -> Held:
        """Read the fields of a panel; one that came with a later version stays blank."""
        cells = {}
        for one in panel.fields:
            name = f"{panel.key}_{one.key}"
            if not self._came_later(name):
                area = area_of(self.book, name)
                cells[one.key] = (area.sheet, area.row1, area.column1)
        values = self._values(panel, cells)
        for one in panel.fields:
            if one.key not in cells:
                continue
            if (
                one.required
                and one.role in INPUTS
                and self._held(cells[one.key]) is None
                and not self._looks_blank(one, cells[one.key])
            ):
                self._note(cells[one.key], missing(one, address(cells[one.key]), in_row=False))
        return Held(values, cells)

    # --- tables ---

    def _table(self, table: Table) -> Iterator[Held]:
        """Read the rows of a table that hold an input; rows with prefilled texts alone are passed over."""
        sheet, rows, columns = self._place(table)
        if not columns:
            return
        inputs = [column for column in table.columns if column.role in INPUTS and column.key in columns]
        prefilled = _prefilled_texts(table, self.book.language)
        self._beside(table, sheet, rows, columns)
        for row in self._used_rows(sheet, rows):
            cells = {key: (sheet, row, number) for key, number in columns.items()}
            typed = [c.key for c in inputs if self._held(cells[c.key]) is not None]
            if inputs and not typed and all(self._held(cells[key]) is None for key in table.prefilled if key in cells):
                continue
            values = self._values(table, cells)
            if typed and not self._has_formulas(table, cells):
                self._note_without_formulas(cells[typed[0]], beside=False)
            if any(as_text(self._held(cells[key])) not in prefilled.get(key, ()) for key in typed):
                self._check_entered(table, inputs, cells)
            yield Held(values, cells)

    def _has_formulas(self, table: Table, cells: Mapping[str, CellKey]) -> bool:
        """Whether a row of a ledger has the formulas that the template gives to each of its rows."""
        check = table.row_check
        return check is None or check.key not in cells or cells[check.key] in self.book.formulas

    def _beside(self, table: Table, sheet: str, rows: range, columns: Mapping[str, int]) -> None:
        """Look for rows that were inserted beside those of a ledger, where its names do not reach."""
        frame = f"{table.key}_frame"
        if table.row_check is None or frame not in self.book.names:
            return
        area = area_of(self.book, frame)
        inputs = [columns[c.key] for c in table.columns if c.role in INPUTS and c.key in columns]
        for row in self._used_rows(sheet, range(area.row1 + 1, area.row2)):
            cells = [(sheet, row, column) for column in inputs]
            typed = [cell for cell in cells if self._held(cell) is not None]
            if row not in rows and typed:
                self._note_without_formulas(typed[0], beside=True)

    def _note_without_formulas(self, cell: CellKey, beside: bool) -> None:
        """Note an entry that stands where no formula takes it up."""
        self._note(cell, without_formulas(address(cell), described(self._held(cell)), beside))

    def _check_entered(self, table: Table, inputs: list[Column], cells: Mapping[str, CellKey]) -> None:
        """Look for what is missing in a row in which the user has entered something."""
        for column in inputs:
            if (
                column.required
                and self._held(cells[column.key]) is None
                and not self._looks_blank(column, cells[column.key])
            ):
                self._note(cells[column.key], missing(column, address(cells[column.key]), in_row=True))
        own = [c for c in inputs if c.role is Role.OVERRIDE and self._held(cells[c.key]) is not None]
        if own and REASON in cells and self._held(cells[REASON]) is None:
            named = [(column, address(cells[column.key]).rpartition("!")[2]) for column in own]
            self._note(cells[REASON], without_reason(address(cells[REASON]), named))

    def _place(self, table: Table) -> tuple[str, range, dict[str, int]]:
        """Find the sheet, the rows and the columns of a table; its columns must still stand side by side.

        A file of an earlier version may lack columns, or the whole table.
        """
        areas = {
            column.key: area_of(self.book, name)
            for column in table.columns
            if not self._came_later(name := f"{table.key}_{column.key}")
        }
        if not areas:
            return "", range(0), {}
        first = next(iter(areas.values()))
        for key, area in areas.items():
            if (area.sheet, area.row1, area.row2, area.columns) != (first.sheet, first.row1, first.row2, 1):
                raise _not_side_by_side(table, key)
        return (
            first.sheet,
            range(first.row1, first.row2 + 1),
            {key: area.column1 for key, area in areas.items()},
        )

    def _came_later(self, name: str) -> bool:
        """Whether a name is missing because the file is of an earlier version of the template."""
        return name not in self.book.names and self.book.version != self.book.definition.version

    @cached_property
    def _rows_of_sheets(self) -> dict[str, list[int]]:
        """Return the rows of each sheet in which anything stands, in ascending order."""
        rows: dict[str, set[int]] = {}
        for sheet, row, _ in self.book.cells:
            rows.setdefault(sheet, set()).add(row)
        return {sheet: sorted(found) for sheet, found in rows.items()}

    def _used_rows(self, sheet: str, rows: range) -> list[int]:
        """The rows of an area that the file holds cells of, however large the area says it is."""
        known = self._rows_of_sheets.get(sheet, [])
        return known[bisect_left(known, rows.start) : bisect_right(known, rows.stop - 1)]

    # --- cells ---

    def _held(self, cell: CellKey) -> Value:
        """What stands in a cell; None for a blank."""
        value = self.book.values.get(cell)
        return None if is_blank(value) else value

    def _looks_blank(self, entry: DefinedEntry, cell: CellKey) -> bool:
        """Whether a cell for a number holds spaces alone: it looks blank, and the formulas of the sheet take it for a text."""
        return entry.kind is Kind.NUMBER and bool(self.book.values.get(cell)) and self._held(cell) is None

    def _note(self, cell: CellKey, problem: Problem) -> None:
        """Keep a problem with its cell, for the order of all."""
        self.found.append((cell, problem))

    def _values(self, block: Table | Panel, cells: Mapping[str, CellKey]) -> dict[str, Value]:
        """Read the values of a row or a panel by key; an entry that the file lacks is None."""
        return {
            entry.key: self._value(entry, cells[entry.key], f"{block.key}_{entry.key}" in self.looked_up)
            if entry.key in cells
            else None
            for entry in block.entries
        }

    def _value(self, entry: DefinedEntry, cell: CellKey, looked_up: bool) -> Value:
        """The value of one cell; an input that cannot be taken is noted and left out."""
        held = self._held(cell)
        if entry.role not in INPUTS:
            return str(held) if isinstance(held, ErrorValue) else held
        if held is None:
            if self._looks_blank(entry, cell):
                self._note(cell, looks_blank(entry, address(cell)))
            return None
        options = self.choices.options(entry.choices) if entry.kind is Kind.CHOICE else None
        try:
            value = taken(entry, held, address(cell), options, looked_up)
            if (hint := unusual(entry, value, address(cell))) is not None:
                self.hints.append(hint)
            return value
        except CellProblem as wrong:
            self._note(cell, wrong.problem)
            return None


def _not_side_by_side(table: Table, key: str) -> FileProblem:
    """Say that a column of a table no longer covers the same rows as the others."""
    return FileProblem(
        Text(
            f"名称 {table.key}_{key} 与表“{table.title.zh}”的其他列不再同行，模板可能被改动。"
            "请恢复该名称，或从新模板重新填写。",
            f"The defined name {table.key}_{key} no longer covers the same rows as the other columns of "
            f'"{table.title.en}": the template seems altered. Restore it or start from a new template.',
        )
    )


def _prefilled_texts(table: Table, language: Language) -> dict[str, set[str]]:
    """What the template itself puts into the input cells, by column.

    By column and not by row, because rows may have been inserted or sorted since.
    """
    return {
        key: {as_text(value[language] if isinstance(value, Text) else value) for value in values}
        for key, values in table.prefilled.items()
    }
