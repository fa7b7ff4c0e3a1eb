"""Carry a filled workbook over into the present template: an older version, one with inserted rows, or another language.

The old file is read by its own defined names, the present template is written anew and calculated. Nothing that a user
typed is lost in silence: what could not be carried over as it was is listed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.engine.make import make_workbook
from pycore.formulas.tree import AreaOnSheet, address
from pycore.language import Language, Text
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import as_text
from pycore.reading.entries import INPUTS
from pycore.reading.inspection import input_problems
from pycore.reading.issued_rows import carried_edition
from pycore.sheets.definition import Column, Field, Kind, Link, Role, Table, Workbook
from pycore.sheets.resize import with_rows
from pycore.upgrade.beside import Beside
from pycore.upgrade.old import OldFile
from pycore.upgrade.outside import Outside
from pycore.upgrade.report import Outcome, Remark, UpgradeReport
from pycore.upgrade.rows import Rows
from pycore.upgrade.values import Inputs


def upgrade_book(
    book: Book,
    *,
    language: Language | None = None,
    renamed: Mapping[str, str] | None = None,
    definition: Workbook | None = None,
    rows: Mapping[str, int] | None = None,
) -> tuple[bytes, UpgradeReport]:
    """Write the inputs of a workbook into the present template and calculate it; the book stays as it is.

    Args:
        language: language of the new file (default: that of the old one).
        renamed: present names by old ones, such as ``{"fuels_amount": "fuels_consumption"}``.
        definition: the template to write (default: the installed one of the same key).
        rows: rows that ledgers of the new file have at least, by key.

    Raises:
        FileProblem: the file cannot be read or calculated.
    """
    return _Upgrade(book, language or book.language, renamed or {}, definition or book.definition, rows or {}).result()


class _Upgrade:
    """One upgrade under way: the old file, the new definition, and what has been carried over so far."""

    def __init__(
        self,
        book: Book,
        language: Language,
        renamed: Mapping[str, str],
        definition: Workbook,
        rows: Mapping[str, int],
    ) -> None:
        self.language = language
        self.old = OldFile(book, definition, renamed)
        self.rows = Rows(self.old, rows)
        self.inputs = Inputs(self.old, self.rows)
        self.beside = Beside(self.old, self.rows)

    def result(self) -> tuple[bytes, UpgradeReport]:
        """Carry all inputs over, write and calculate the new file, and report."""
        data: dict[str, Any] = {}
        for panel in self.old.definition.panels():
            data[panel.key] = self._panel(panel.key, panel.fields)
        for table in self.old.definition.tables():
            if any(c.role in INPUTS for c in table.columns):
                self.rows.place(table)
        for table in self.old.definition.tables():
            if table.key in self.rows.placed:
                data[table.key] = self._table(table)
            self.beside.library(table)
        adapted = self.old.definition.adapted
        if adapted is not None:
            data = dict(adapted(data, self.old.book.version))
        self.beside.unknown_names()
        self.beside.other_sheets()
        Outside(self.old, self.rows.carried).name()
        target = with_rows(self.old.definition, self.rows.sizes)
        made = make_workbook(target, self.language, data)
        new = Book.open(made)
        if self.language != self.old.book.language and self._follow_lines(data, new):
            made = make_workbook(target, self.language, data)
            new = Book.open(made)
        self.beside.moves(new)
        for problem in input_problems(new) if new.definition is self.old.definition else ():
            self.old.said.attention.append(Remark("", "", problem.text))
        self._name_written()
        said = self.old.said
        return made, UpgradeReport(
            template=self.old.definition.key,
            old_version=self.old.book.version,
            new_version=self.old.definition.version,
            old_language=self.old.book.language,
            new_language=self.language,
            carried=self.inputs.carried,
            moved=tuple(said.moved),
            dropped=tuple(said.dropped),
            attention=tuple(said.attention),
            own_values=tuple(said.own_values),
            library=tuple(said.library),
            results=tuple(self._results(new)),
            old_library=carried_edition(self.old.book),
            new_library=carried_edition(new),
        )

    def _name_written(self) -> None:
        """Name the results of commands in the old file: they are made from its inputs and are not carried over."""
        for block in self.old.definition.filled_blocks():
            for entry in block.entries:
                area = self.old.area(f"{block.key}_{entry.key}") if entry.role is Role.WRITTEN else None
                if area is None:
                    continue
                cells = [(area.sheet, row, area.column1) for row in range(area.row1, area.row2 + 1)]
                filled = [cell for cell in cells if self.old.held(cell) is not None]
                if filled:
                    again = Text(
                        "为命令写入的结果，没有带入；请对新文件重新运行该命令",
                        "was written by a command and has not been carried over: run it again on the new file",
                    )
                    self.old.said.attention.append(Remark(address(filled[0]), f"{block.key}_{entry.key}", again))
                    break

    def _panel(self, key: str, fields: Sequence[Field]) -> dict[str, Any]:
        """Return what is carried over into the fields of a panel."""
        given: dict[str, Any] = {}
        for one in fields:
            name = f"{key}_{one.key}"
            area = self.old.area(name)
            if one.role not in INPUTS:
                if one.role is Role.DEFAULT and area is not None and not one.formula:
                    self.beside.library_value(name, one, "", one.value, (area.sheet, area.row1, area.column1))
                continue
            if area is None:
                self.old.new_input(name, one, one.value is not None)
                continue
            cell = (area.sheet, area.row1, area.column1)
            value = self.inputs.value(name, one, cell)
            given[one.key] = "" if value is None else value
        return given

    def _table(self, table: Table) -> list[dict[str, Any]]:
        """Return what is carried over into the rows of a table, a mapping for each row."""
        placed = self.rows.placed[table.key]
        areas = self.old.areas(table)
        count = max(placed.values(), default=0)
        covered = {a.row2 - a.row1 + 1 for a in areas.values()}
        rows: list[dict[str, Any]] = [{} for _ in range(max(count, 0))]
        for column in table.columns:
            if column.role not in INPUTS:
                continue
            name = f"{table.key}_{column.key}"
            area = areas.get(column.key)
            if area is None:
                if areas:
                    self.old.new_input(name, column, column.key in table.prefilled)
                continue
            for row, new in placed.items():
                cell = (area.sheet, row, area.column1)
                value = self.inputs.value(name, column, cell, table)
                self._put(table, column, rows[new - 1], value, cell, new)
            self._cleared(table, column, area, rows, min(covered, default=0))
        return rows

    def _put(self, table: Table, column: Column, row: dict[str, Any], value: Any, cell: CellKey, new: int) -> None:
        """Put a value into its new row unless it is what the new template proposes itself."""
        prefilled = _prefilled(table, column.key, new)
        if value is None:
            if prefilled is not None and not is_blank(_shown(prefilled, self.language)):
                row[column.key] = ""  # the user has cleared what the template proposes
            return
        if prefilled is not None and _proposed(prefilled, self._label(column, value)):
            return
        id = self._id_in_library(table, cell)
        if prefilled is not None and id and self._as_issued(table, column, id, value):
            # What the library has corrected since comes from the new template; the user has not touched it.
            self.beside.library_value(f"{table.key}_{column.key}", column, id, prefilled, cell)
            return
        row[column.key] = value
        earlier = self.old.book.version != self.old.definition.version
        if prefilled is not None and earlier and not self.old.is_as_issued(cell):
            self.old.said.attention.append(
                Remark(
                    address(cell),
                    f"{table.key}_{column.key}",
                    Text(
                        f"与现行模板预填的“{_shown(prefilled, 'zh')}”不同，保留了原值 {as_text(_plain(value, 'zh'))}，请确认",
                        f'differs from what the present template proposes ("{_shown(prefilled, "en")}"); '
                        f"the old value {as_text(_plain(value, 'en'))} was kept: please confirm",
                    ),
                )
            )

    def _id_in_library(self, table: Table, cell: CellKey) -> str:
        """The id in the row of a cell of the old file; "" where its table has no ids."""
        ids = self.old.areas(table).get("id")
        return "" if ids is None else as_text(self.old.held((ids.sheet, cell[1], ids.column1)))

    def _as_issued(self, table: Table, column: Column, id: str, value: Any) -> bool:
        """Tell whether the old file's template was issued with this value of a row of the library."""
        row = self.old.issued.tables.get(table.key, {}).get(id) if self.old.issued is not None else None
        return row is not None and column.key == "uncertainty" and row.uncertainty == value

    def _label(self, column: Column, value: Any) -> Any:
        """The label of a choice that is held by its code, for it is labels that a template proposes."""
        if column.kind is Kind.CHOICE and isinstance(value, str) and not column.choices.startswith("="):
            entries = dict(self.old.definition.list(column.choices).entries)
            return entries[value].zh if value in entries else value
        return value

    def _cleared(
        self, table: Table, column: Column, area: AreaOnSheet, rows: list[dict[str, Any]], covered: int
    ) -> None:
        """Keep rows blank that the template would fill in and the user has cleared whole."""
        values = table.prefilled.get(column.key)
        if not values or any(c.key == "id" for c in table.columns):
            return
        taken = set(self.rows.placed[table.key].values())
        for new in range(1, min(len(values), covered) + 1):
            if new in taken or is_blank(_shown(values[new - 1], self.language)):
                continue
            if self.old.held((area.sheet, area.row1 + new - 1, area.column1)) is None:
                while len(rows) < new:
                    rows.append({})
                rows[new - 1][column.key] = ""

    def _follow_lines(self, data: Mapping[str, Any], new: Book) -> bool:
        """Choose the same line again where its words are put together by formulas, which speak the other language now.

        Returns:
            whether anything was chosen anew.
        """
        changed = False
        for table in self.old.definition.tables():
            for column in table.columns:
                name = column.choices.removeprefix("=")
                area = self.old.area(name) if column.choices.startswith("=") else None
                if area is None or name not in new.names:
                    continue
                before = [self.old.held((area.sheet, area.row1 + i, area.column1)) for i in range(area.rows)]
                after = [new.values.get(cell) for cell in new.cells_of(name)]
                for row in data.get(table.key, ()):
                    chosen = row.get(column.key)
                    if isinstance(chosen, str) and chosen not in after and chosen in before[: len(after)]:
                        line = after[before.index(chosen)]
                        if isinstance(line, str) and line:
                            row[column.key] = line
                            changed = True
        return changed

    def _results(self, new: Book) -> Iterator[Outcome]:
        """Yield the results before and after, for the report."""
        tables = {f"{t.key}_{c.key}": t for t in self.old.definition.tables() for c in t.columns}
        for name, title in self.old.definition.results_with_units():
            area = self.old.area(name)
            for i, cell in enumerate(new.cells_of(name) if name in new.names else ()):
                old = (area.sheet, area.row1 + i, area.column1) if area and i < area.rows else None
                after = new.values.get(cell)
                before = self.old.result(old) if old else None
                filed = self.old.book.values.get(old) if old else None
                if is_blank(after) and before is None:
                    continue
                table = tables.get(name)
                label = as_text(new.value(f"{table.key}_{table.columns[0].key}", i)) if table else ""
                yield Outcome(
                    name,
                    title,
                    label,
                    None if is_blank(filed) else filed,
                    before,
                    None if is_blank(after) else after,
                )


def _prefilled(table: Table, key: str, row: int) -> Any:
    values = table.prefilled.get(key)
    return values[row - 1] if values is not None and row <= len(values) else None


def _shown(value: Any, language: Language) -> str:
    return value[language] if isinstance(value, Text) else as_text(value)


def _plain(value: Any, language: Language) -> Value:
    if isinstance(value, Text):
        return value[language]
    return None if isinstance(value, Link) else value


def _proposed(prefilled: Any, value: Any) -> bool:
    """Whether a value is what the template proposes, in either language."""
    if isinstance(prefilled, Text):
        return value in (prefilled.zh, prefilled.en)
    if isinstance(prefilled, float | int) and isinstance(value, float | int):
        return math.isclose(prefilled, value, rel_tol=1e-12)
    return bool(prefilled == value)
