"""What a review rule looks at: the file, its calculated values, and where each cell belongs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

from pycore.cells.addresses import column_letters
from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.errors import FileProblem, Problem
from pycore.explain.values import Reading
from pycore.formulas.cell_names import family_of
from pycore.formulas.readings import Readings
from pycore.formulas.tree import AreaOnSheet, FormulaProblem, Tree, parse
from pycore.language import Language, Text
from pycore.library import Library, installed_library
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import Choices, as_text
from pycore.reading.inspection import Inspection
from pycore.reading.issued_rows import IssuedLibrary, calculating_as_issued, issued_library, library_of
from pycore.sheets.definition import Column, Field, Kind, Panel, Role, Table
from pycore.sheets.formulas import field_formula, fill, formula_of, row_addresses
from pycore.sheets.meaning_of import KNOWN_BY, Ledger, Meanings, amount_column, entry_of, meanings_of
from pycore.sheets.meanings import Meaning
from pycore.template.formula import CanonicalFormulas

INPUTS = (Role.INPUT, Role.OVERRIDE)
Made = TypeVar("Made")
MOST_ROWS = 20_000  # of a table; a name that covers more has been altered


@dataclass(frozen=True, slots=True)
class DefinedPlace:
    """The block and the entry that a cell belongs to; `index` counts the rows of the block from 0."""

    block: Table | Panel
    entry: Column | Field
    index: int

    @property
    def name(self) -> str:
        """The defined name, as ``fuels_ncv_own``."""
        return f"{self.block.key}_{self.entry.key}"


@dataclass(frozen=True, eq=False)
class TableRow:
    """One row of a table: values and codes by what a column means, or by its key where that is already known."""

    subject: Subject
    table: Table
    cells: Mapping[str, CellKey]
    index: int

    @property
    def row(self) -> int:
        """Number of the row on its sheet, from 1."""
        return next(iter(self.cells.values()))[1]

    def key(self, column: str | Meaning) -> str:
        """The key of a column; "" where the table has none that means this."""
        return self.subject.meanings.column(self.table, column) if isinstance(column, Meaning) else column

    def column(self, column: str | Meaning) -> Column:
        """The column that means this; it must be there."""
        return self.table.column(self.key(column))

    @property
    def amount(self) -> str:
        """The key of the column that makes the row count: of a row that gives another number instead, that number's."""
        usual, check = amount_column(self.subject.meanings, self.table), self.table.row_check
        if not usual or check is None or self.number(usual) is not None:
            return usual
        others = (c for c in self.table.columns if c.key in check.checks and c.kind is Kind.NUMBER and not c.required)
        return next((c.key for c in others if self.number(c.key) is not None), usual)

    def cell(self, column: str | Meaning) -> CellKey:
        """The cell of a column; of one that a file of an earlier version has not, the first cell of the row."""
        return self.cells.get(self.key(column)) or next(iter(self.cells.values()))

    def value(self, column: str | Meaning) -> Value:
        """The calculated value, None for a blank or a column that the table has not."""
        cell = self.cells.get(self.key(column))
        return None if cell is None else self.subject.value(cell)

    def number(self, column: str | Meaning) -> float | None:
        """The value as a number; None where it is none."""
        value = self.value(column)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def text(self, column: str | Meaning) -> str:
        """Return the value as text without blanks around it; "" for none."""
        return as_text(self.value(column)).strip()

    def code(self, column: str | Meaning) -> str:
        """The code of a choice, in the word that workbooks share; "" for a blank or what is not in the list."""
        value, key = self.value(column), self.key(column)
        if value is None or all(c.key != key for c in self.table.columns):
            return ""
        return self.subject.entry(self.table.column(key), value)


@dataclass(frozen=True, eq=False)
class Subject:
    """A workbook under review.

    Attributes:
        book: the file, with formulas, cells, names, definition and language.
        values: the calculated (core) value of every formula cell; other cells have what the file holds.
        readings: what is known of the formulas of the template.
        kept: cells that are known to have the formula that the template has there.
    """

    book: Book
    values: Mapping[CellKey, Value]
    readings: Readings | None = None
    kept: frozenset[CellKey] = frozenset()

    @classmethod
    def open(cls, source: Path | str | bytes) -> Subject:
        """Read and calculate a file.

        Raises:
            FileProblem: not one of our workbooks, or it cannot be calculated.
        """
        from pycore.engine.host import engine_functions
        from pycore.engine.recalculate import recalculate

        book = Book.open(source)
        with calculating_as_issued(book):
            calculated = recalculate(book.package, engine_functions())
        return cls(book, {(s, r, c): v for s, cells in calculated.items() for (r, c), v in cells.items()})

    # --- the library ---

    @cached_property
    def issued_library(self) -> IssuedLibrary | None:
        """What the template of the file's version was issued with; None where that is not known."""
        return issued_library(self.book)

    @cached_property
    def library(self) -> Library:
        """The library as the file's template carries it; the installed one where that is not known."""
        return library_of(self.book) or installed_library()

    # --- values ---

    @property
    def language(self) -> Language:
        """The language of the workbook."""
        return self.book.language

    def value(self, cell: CellKey) -> Value:
        """The calculated value of a formula, else what the cell holds; None for a blank."""
        value = self.values[cell] if cell in self.values else self.book.values.get(cell)
        return None if is_blank(value) else value

    def cell(self, name: str, index: int = 0) -> CellKey | None:
        """A cell of a defined name; None where the name is missing or shorter."""
        cells = self.cells_of(name)
        return cells[index] if index < len(cells) else None

    def cells_of(self, name: str) -> list[CellKey]:
        """The cells of a defined name; none where it is missing, damaged or beyond reason."""
        area = self.area(name)
        if area is None or area.rows * area.columns > MOST_ROWS:
            return []
        return [
            (area.sheet, r, c) for r in range(area.row1, area.row2 + 1) for c in range(area.column1, area.column2 + 1)
        ]

    def area(self, name: str) -> AreaOnSheet | None:
        """Return the area of a defined name; None where it is missing or stands for no cells."""
        try:
            return self.book.area(name)
        except (FileProblem, FormulaProblem):
            return None

    def field(self, name: str) -> Value:
        """The value of a panel's field, by its defined name."""
        cell = self.cell(name)
        return None if cell is None else self.value(cell)

    def field_cell(self, meaning: Meaning) -> CellKey | None:
        """The cell of the panel field that means this."""
        name = self.meanings.field(meaning)
        return self.cell(name) if name else None

    def field_value(self, meaning: Meaning) -> Value:
        """The value of the panel field that means this; None for a blank, or where there is none."""
        cell = self.field_cell(meaning)
        return None if cell is None else self.value(cell)

    def field_code(self, meaning: Meaning) -> str:
        """The code of a choice in a panel; "" for a blank or what is not in the list."""
        cell = self.field_cell(meaning)
        value, place = self.field_value(meaning), self.place(cell) if cell is not None else None
        return "" if value is None or place is None else self.entry(place.entry, value)

    def entry(self, column: Column | Field, value: Value) -> str:
        """The code of what stands in a choice, in the word that workbooks share."""
        return entry_of(column, self.book.definition, self.code_of(column.choices, value))

    def code_of(self, choices: str, value: Value) -> str:
        """Return the code of a choice; "" for what is not in the list, or where the list cannot be read."""
        try:
            return self._choices.options(choices).code(value) or ""
        except FileProblem:
            return ""

    @cached_property
    def _choices(self) -> Choices:
        return Choices(self.book)

    # --- tables ---

    @cached_property
    def meanings(self) -> Meanings:
        """What the columns and fields of the workbook are."""
        return meanings_of(self.book.definition)

    def ledger(self, ledger: Ledger) -> tuple[TableRow, ...]:
        """The rows of every table that is such a ledger, whatever it is called."""
        return self.having(*KNOWN_BY[ledger])

    def having(self, *meanings: Meaning) -> tuple[TableRow, ...]:
        """The rows of every table that has a column of each of these, without those of options that are not chosen."""
        found = (line for table in self.meanings.tables(*meanings) for line in self.lines(table.key))
        return tuple(line for line in found if line.number(Meaning.COUNTS) != 0)

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The tables of the definition by key."""
        return {table.key: table for table in self.book.definition.tables()}

    def lines(self, key: str) -> tuple[TableRow, ...]:
        """The rows of a table in which something has been entered; of a calculated table, and of one stage, all rows."""
        if key not in self._lines:
            self._lines[key] = tuple(self._read(key))
        return self._lines[key]

    @cached_property
    def _lines(self) -> dict[str, tuple[TableRow, ...]]:
        return {}

    def _read(self, key: str) -> Iterator[TableRow]:
        """Yield the rows of a table; nothing where a column is not found, unless the file is of another version."""
        table = self.tables.get(key)
        areas = {} if table is None else self._areas.get(key, {})
        other = self.book.version != self.book.definition.version
        if table is None or not areas or (len(areas) != len(table.columns) and not other):
            return
        first = next(iter(areas.values()))
        typed = [c.key for c in table.columns if c.role in INPUTS and c.key in areas]
        for index, row in enumerate(range(first.row1, first.row2 + 1)):
            cells = {k: (a.sheet, row, a.column1) for k, a in areas.items()}
            if not typed or table.stage is not None or any(self.value(cells[k]) is not None for k in typed):
                yield TableRow(self, table, cells, index)

    @cached_property
    def _areas(self) -> Mapping[str, Mapping[str, AreaOnSheet]]:
        """Where the columns of each table stand; a table whose columns are no longer side by side is left out."""
        found = {}
        for table in self.book.definition.tables():
            areas = {c.key: a for c in table.columns if (a := self.area(f"{table.key}_{c.key}")) is not None}
            rows = {(a.sheet, a.row1, a.row2, a.columns) for a in areas.values()}
            if len(rows) == 1 and next(iter(areas.values())).rows <= MOST_ROWS:
                found[table.key] = areas
        return found

    @cached_property
    def _columns(self) -> Mapping[tuple[str, int], list[tuple[AreaOnSheet, Table | Panel, Column | Field]]]:
        """The columns and fields by sheet and column, for finding what a cell belongs to."""
        found: dict[tuple[str, int], list[tuple[AreaOnSheet, Table | Panel, Column | Field]]] = {}
        for key, areas in self._areas.items():
            table = self.tables[key]
            for column in table.columns:
                if (area := areas.get(column.key)) is not None:
                    found.setdefault((area.sheet, area.column1), []).append((area, table, column))
        for panel in self.book.definition.panels():
            for one in panel.fields:
                if (area := self.area(f"{panel.key}_{one.key}")) is not None:
                    found.setdefault((area.sheet, area.column1), []).append((area, panel, one))
        return found

    def place(self, cell: CellKey) -> DefinedPlace | None:
        """Find the table or panel, and the column or field, that a cell belongs to."""
        for area, block, entry in self._columns.get((cell[0], cell[2]), ()):
            if area.row1 <= cell[1] <= area.row2:
                return DefinedPlace(block, entry, cell[1] - area.row1)
        return None

    # --- what the reader says ---

    @property
    def problems(self) -> list[Problem]:
        """What is wrong in the inputs; nothing where the file's names are damaged."""
        return self._inspection.problems if self._inspection is not None else []

    @property
    def hints(self) -> list[Problem]:
        """Numbers among the inputs that are legal and seldom seen."""
        return self._inspection.hints if self._inspection is not None else []

    @cached_property
    def _inspection(self) -> Inspection | None:
        try:
            # An input may be a formula that follows another row; the file's result for it may be missing or stale.
            return Inspection(self.book.with_results(self.values))
        except (FileProblem, FormulaProblem):
            return None

    # --- formulas ---

    @cached_property
    def families(self) -> Mapping[str, list[CellKey]]:
        """The cells of each formula family; the rows of a ledger are one family."""
        found: dict[str, list[CellKey]] = {}
        for cell, formula in self.book.formulas.items():
            found.setdefault(family_of(formula, cell[1]), []).append(cell)
        return found

    def tree(self, cell: CellKey) -> Tree | None:
        """The parsed formula of a cell; None where there is none or it cannot be read."""
        formula = self.book.formulas.get(cell)
        try:
            return None if formula is None else parse(formula)
        except FormulaProblem:
            return None

    @cached_property
    def own_formulas(self) -> Mapping[CellKey, str]:
        """The formulas that are not the template's: typed into inputs, changed, or on sheets of the user's own."""
        titles = {sheet.title[self.language] for sheet in self.book.definition.sheets}
        same_version = self.book.version == self.book.definition.version
        found = {}
        for cell, formula in self.book.formulas.items():
            place = self.place(cell)
            if place is None:
                if cell[0] not in titles:
                    found[cell] = formula
            elif cell in self.kept:
                continue
            elif place.entry.role in INPUTS:
                if not self._prefilled(place):
                    found[cell] = formula
            elif same_version and not self._issued(cell, formula, place):
                found[cell] = formula
        return found

    def _given(self, place: DefinedPlace) -> str:
        """What the template itself writes into a cell of a table: a text, or a formula with its equals sign."""
        if not isinstance(place.block, Table):
            return ""
        given = place.block.prefilled.get(place.entry.key, ())
        if place.index >= len(given):
            return ""
        value = given[place.index]
        return value[self.language] if isinstance(value, Text) else str(value)

    def _prefilled(self, place: DefinedPlace) -> bool:
        """Tell whether the template itself has a formula in this input cell."""
        return self._given(place).startswith("=") or bool(place.entry.formula)

    def issued(self, cell: CellKey) -> str:
        """The template's formula for a cell; "" where it has none or does not know the cell."""
        place = self.place(cell)
        if place is None:
            return ""
        if isinstance(place.entry, Field):
            return field_formula(place.entry, self.language) if place.entry.formula else ""
        assert isinstance(place.block, Table)
        given = self._given(place)
        if given:
            addresses = row_addresses(place.block, cell[1])
            return fill(given[1:], addresses, place.index + 1) if given.startswith("=") else ""
        if not place.entry.formula and place.entry.equation is None:
            return ""
        return formula_of(place.entry, place.block, cell[1], place.index + 1, self.language)

    def _issued(self, cell: CellKey, formula: str, place: DefinedPlace) -> bool:
        """Tell whether a formula in a cell is one that the template issues there."""
        entry, block = place.entry, place.block
        if isinstance(entry, Column) and isinstance(block, Table) and not self._given(place):
            known = entry.formula or entry.equation
            if known and family_of(formula, cell[1]) == self._family(block, entry):
                return True
        issued = self.issued(cell)
        if not issued:
            # A label that the template fills in with text may follow another cell; it is no calculation.
            return entry.role is Role.LABEL
        return formula == issued or self._canonical.text(formula, *cell[1:]) == self._canonical.text(issued, *cell[1:])

    @cached_property
    def _canonical(self) -> CanonicalFormulas:
        return CanonicalFormulas(known=self.readings.canonical if self.readings else None)

    def _family(self, table: Table, column: Column) -> str:
        """The family of the template's formula, written once for all rows of a column."""
        key = (table.key, column.key)
        if key not in self._issued_families:
            first = self._areas[table.key][column.key].row1
            self._issued_families[key] = family_of(formula_of(column, table, first, 1, self.language), first)
        return self._issued_families[key]

    @cached_property
    def _issued_families(self) -> dict[tuple[str, str], str]:
        return {}

    @cached_property
    def reading(self) -> Reading:
        """Calculates parts of formulas on the values of the file."""
        return Reading(self.book.with_results(self.values))

    def once(self, what: str, make: Callable[[], Made]) -> Made:
        """What several rules ask for, made for the first of them."""
        if what not in self._made:
            self._made[what] = make()
        return cast("Made", self._made[what])

    @cached_property
    def _made(self) -> dict[str, object]:
        return {}

    # --- words ---

    def title(self, cell: CellKey) -> str:
        """The header of the column or field that a cell belongs to; its address where there is none."""
        place = self.place(cell)
        return place.entry.title[self.language] if place else f"{column_letters(cell[2])}{cell[1]}"

    def is_number_input(self, cell: CellKey) -> bool:
        """Tell whether a cell is one in which the user enters a number."""
        place = self.place(cell)
        return place is not None and place.entry.role in INPUTS and place.entry.kind is Kind.NUMBER
