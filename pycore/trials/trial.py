"""A workbook whose inputs are changed for a trial and calculated; the file stays as it is."""

from __future__ import annotations

from collections.abc import Mapping

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.engine.engine_problem import said_as_problem
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import Calculation, Values, switched_off
from pycore.errors import TwinLedgerError
from pycore.language import Text
from pycore.package.package import Package, write_values
from pycore.package.written_cells import write_cells
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import Choices
from pycore.sheets.definition import Column, Field, Table
from pycore.sheets.meaning_of import Meanings, entry_of, meanings_of
from pycore.sheets.meanings import Meaning


class Trial:
    """A workbook, calculated with the core, and the cells that have been changed for the trial."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.changed: dict[CellKey, Value] = {}
        self._calculation = Calculation(book.package, engine_functions(), native=False)
        self._values = self._calculation.values()

    # --- values ---

    def value(self, cell: CellKey) -> Value:
        """What a cell holds with the changes made; None for a blank."""
        sheet, *place = cell
        of_sheet = self._values.get(sheet, {})
        key = (place[0], place[1])
        value = of_sheet[key] if key in of_sheet else self.changed.get(cell, self.book.values.get(cell))
        return None if is_blank(value) else value

    def change(self, cells: Mapping[CellKey, Value]) -> None:
        """Put other values into input cells and calculate what depends on them.

        Raises:
            FileProblem: the workbook cannot be calculated.
        """
        self.changed.update(cells)
        if self._calculation.rewrote or self._calculation.circles or None in cells.values():
            # What was rewritten for the values before would stand for other values too: begin from the file.
            package = Package.read(write_cells(self.book.package, by_sheet(self.changed)))
            self._calculation = Calculation(package, engine_functions(), native=False)
            self._values = self._calculation.values()
            return
        with said_as_problem():
            for (sheet, row, column), value in cells.items():
                self._calculation.engine.set_value(sheet, row, column, value)
            self._values = self._calculation.settled()

    # --- places, by what they are ---

    @property
    def meanings(self) -> Meanings:
        """What the columns and fields of the workbook are."""
        return meanings_of(self.book.definition)

    def table(self, *meanings: Meaning) -> Table:
        """The table that has a column of each of these.

        Raises:
            TwinLedgerError: the workbook has none, or the file is of a version before it.
        """
        found = self.meanings.tables(*meanings)
        if not found or any(self._name(found[0], meaning) not in self.book.names for meaning in meanings):
            raise self._not_there()
        return found[0]

    def column(self, table: Table, meaning: Meaning) -> list[CellKey]:
        """The cells of the column of a table that is this."""
        return self.book.cells_of(self._name(table, meaning))

    def values_of(self, table: Table, meaning: Meaning) -> list[Value]:
        """The values of the column of a table that is this."""
        return [self.value(cell) for cell in self.column(table, meaning)]

    def field(self, meaning: Meaning) -> CellKey:
        """The cell of the field that is this.

        Raises:
            TwinLedgerError: the workbook has none.
        """
        name = self.meanings.field(meaning)
        if name not in self.book.names:
            raise self._not_there()
        return self.book.cells_of(name)[0]

    def code(self, entry: Column | Field, value: Value) -> str:
        """The shared word for what stands in a choice; "" for a blank or what is not in the list."""
        code = None if value is None else Choices(self.book).options(entry.choices).code(value)
        return "" if code is None else entry_of(entry, self.book.definition, code)

    def label(self, entry: Column | Field, word: str) -> str:
        """What a choice shows for a shared word, in the language of the file."""
        labels = Choices(self.book).options(entry.choices).labels
        return next((label for label in labels if self.code(entry, label) == word), word)

    def _name(self, table: Table, meaning: Meaning) -> str:
        return f"{table.key}_{self.meanings.column(table, meaning)}"

    def _not_there(self) -> TwinLedgerError:
        title = self.book.definition.title
        return TwinLedgerError(
            Text(
                f"{self.book.name} 没有这项内容的工作表（{title.zh}，模板 {self.book.version}）。"
                "早期版本的文件请先用 twinledger upgrade 带入新模板。",
                f"{self.book.name} has no sheet for this ({title.en}, template {self.book.version}). "
                "Carry a file of an earlier version over with `twinledger upgrade` first.",
            )
        )


def by_sheet(cells: Mapping[CellKey, Value]) -> dict[str, dict[tuple[int, int], Value]]:
    """The cells of each sheet."""
    found: dict[str, dict[tuple[int, int], Value]] = {}
    for (sheet, row, column), value in cells.items():
        found.setdefault(sheet, {})[row, column] = value
    return found


def with_written(book: Book, cells: Mapping[CellKey, Value]) -> bytes:
    """The file with values in the cells that a command writes, calculated anew; inputs stay as they are.

    Raises:
        FileProblem: the workbook cannot be calculated, or a cell cannot be written.
    """
    package = Package.read(write_cells(book.package, by_sheet(cells)))
    values: Values = Calculation(package, engine_functions(), native=False).values()
    return write_values(package, switched_off(package, values))
