"""Which factors of the library each row of a ledger takes: found in its formulas, as they calculate."""

from __future__ import annotations

from pycore.cells.values import is_blank
from pycore.explain.place import Places
from pycore.explain.sources import trace
from pycore.explain.values import Reading
from pycore.formulas.tree import FormulaProblem, parse
from pycore.reading.book import Book, CellKey
from pycore.sheets.definition import Column, Kind, Role, Table

_FACTORS = "factors"
_NAMES = f"{_FACTORS}_"
"""What the names of the factor sheet's columns begin with."""


class FactorIds:
    """The factors of rows; rows that are alike in their choices and in what is left blank take the same."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.reading = Reading(book)
        self.places = Places(book)
        self.used = self.places.area(f"{_FACTORS}_used") if f"{_FACTORS}_id" in book.names else None
        self.ids = book.cells_of(f"{_FACTORS}_id") if self.used is not None else []
        self._known: dict[tuple[object, ...], tuple[str, ...]] = {}

    def of_row(self, table: Table, number: int) -> tuple[str, ...]:
        """The ids that a row takes, in the order of the factor sheet; row 1 is the first.

        A value of the user's own in place of a factor is none of these. What a row takes from other rows and tables is
        theirs.
        """
        if self.used is None or table.key.startswith(_FACTORS):
            return ()
        cells = {c.key: self._cell(f"{table.key}_{c.key}", number) for c in table.columns}
        kind = (table.key, *(self._kind(c, cells[c.key]) for c in table.columns))
        if kind not in self._known:
            self._known[kind] = self._follow({cell for cell in cells.values() if cell is not None})
        return self._known[kind]

    def _cell(self, name: str, number: int) -> CellKey | None:
        cells = self.book.cells_of(name) if name in self.book.names else []
        return cells[number - 1] if number <= len(cells) else None

    def _kind(self, column: Column, cell: CellKey | None) -> object:
        """What tells rows of one kind apart in a column: the choice or the year itself, else whether it is blank."""
        value = None if cell is None else self.book.values.get(cell)
        if column.kind is Kind.CHOICE or (column.role is Role.INPUT and column.format == "0"):
            return value
        return is_blank(value)

    def _follow(self, row: set[CellKey]) -> tuple[str, ...]:
        """Follow those formulas of a row that name the factor sheet to the rows of it that they take."""
        naming = (cell for cell in row if _NAMES in self.book.formulas.get(cell, ""))
        given = [cell for cell in naming if not is_blank(self.book.values.get(cell))]
        found = {place for cell in given for one in self._sources(cell) if (place := self._factor_row(one)) is not None}
        ids = (self.book.values.get(self.ids[place]) for place in sorted(found) if place < len(self.ids))
        return tuple(str(one) for one in ids if not is_blank(one))

    def _sources(self, cell: CellKey) -> list[CellKey]:
        """The cells that a value comes from; none of a formula that cannot be read, which is the review's to say."""
        try:
            tree = parse(self.book.formulas[cell])
            found = trace(self.book, self.reading, cell, tree, self._is_list, self._is_own)
        except FormulaProblem:
            return []
        return [source.cell for source in found.sources]

    def _factor_row(self, cell: CellKey) -> int | None:
        """The row of the factor sheet that a value in use stands in, from 0."""
        sheet, row, column = cell
        area = self.used
        if area is None or (sheet, column) != (area.sheet, area.column1) or not area.row1 <= row <= area.row2:
            return None
        return row - area.row1

    def _is_list(self, cell: CellKey) -> bool:
        return self.places.of(cell).is_list

    def _is_own(self, cell: CellKey) -> bool:
        return self.places.of(cell).role is Role.OVERRIDE
