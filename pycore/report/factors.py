"""The factors and the equations that a filled workbook takes: found in its formulas, not told by anyone."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property

from pycore.equations.equation import Equation
from pycore.explain.place import Places
from pycore.explain.sources import trace
from pycore.explain.values import Reading
from pycore.formulas.tree import FormulaProblem, parse
from pycore.reading.book import CellKey
from pycore.report.values import ReportValues
from pycore.sheets.definition import Column, Kind, Role, Table
from pycore.sheets.own_entries import parameters, tables_of_own_entries
from pycore.uncertainty.arguments import GROUP_UNCERTAINTY

FACTORS, OWN_FACTORS = "factors", "own_factors"
_TAKES = f"{FACTORS}_used"
_TYPED = (Role.INPUT, Role.OVERRIDE)


@dataclass(frozen=True, slots=True)
class Use:
    """An equation and the tables whose rows are calculated with it."""

    equation: Equation
    tables: tuple[Table, ...]


class Used:
    """What the filled rows of a workbook take.

    The formula of a cell is followed as it calculates: only the branch that is taken and the row that a lookup finds.
    Rows that are alike in their choices and in what is left blank take the same, and one of them is followed.
    """

    def __init__(self, values: ReportValues) -> None:
        self.values = values

    @cached_property
    def factor_rows(self) -> list[int]:
        """The rows of the factor sheet, from 1, in its order."""
        return sorted(self._followed.rows)

    @cached_property
    def own_entry_values(self) -> list[tuple[Table, Column, int]]:
        """The parameters of entries of the user's own that filled rows take: table, column and row, from 1."""
        met = self._followed.met
        return [
            (table, column, row)
            for table in tables_of_own_entries(self.values.book.definition)
            for row in range(1, self.values.size(table) + 1)
            for column in parameters(table)
            if (name := f"{table.key}_{column.key}") in self._names and self.values.cells(name)[row - 1] in met
        ]

    @property
    def _names(self) -> Container[str]:
        return self.values.book.names

    @cached_property
    def equations(self) -> list[Use]:
        """Each equation once, in the order of the workbook: of filled rows, and of calculated columns."""
        found: dict[str, tuple[Equation, list[Table]]] = {}
        for table in self.values.book.definition.tables():
            for equation in (*self._followed.equations.get(table.key, ()), *self._of_columns(table)):
                tables = found.setdefault(equation.function, (equation, []))[1]
                if table not in tables:
                    tables.append(table)
        return [Use(equation, tuple(tables)) for equation, tables in found.values()]

    def _of_columns(self, table: Table) -> Iterator[Equation]:
        """Yield the equations of the columns of a table that have a result in some row."""
        for column in table.columns:
            name = f"{table.key}_{column.key}"
            if isinstance(column.equation, Equation) and any(
                self.values.number(name, row) for row in range(1, self.values.size(table) + 1)
            ):
                yield column.equation

    @cached_property
    def _followed(self) -> _Followed:
        """Follow the results of the report down to the factors that they use."""
        followed = _Followed(self.values)
        for cell in self._starts():
            followed.follow(cell)
        return followed

    def _starts(self) -> Iterator[CellKey]:
        """The calculated cells of one filled row of each kind."""
        for table in self.values.book.definition.tables():
            typed = [c for c in table.columns if c.role in _TYPED]
            if table.key == FACTORS or table.adds is not None or not typed:
                continue
            met: set[tuple[object, ...]] = set()
            for row in self.values.rows(table, typed):
                kind = tuple(self._kind(f"{table.key}_{c.key}", c, row) for c in table.columns)
                if kind in met:
                    continue
                met.add(kind)
                names = (f"{table.key}_{c.key}" for c in table.columns if c.role not in _TYPED)
                yield from (
                    self.values.cells(name)[row - 1] for name in names if self.values.number(name, row) is not None
                )

    def _kind(self, name: str, column: Column, row: int) -> object:
        """Return what tells rows of one kind apart in a column: the choice itself, else whether the cell is blank."""
        value = self.values.raw(name, row)
        closed = column.kind is Kind.CHOICE and not column.choices.startswith("=")
        # A year is typed as a number and chooses a factor as a choice does.
        if closed or (column.role is Role.INPUT and column.format == "0"):
            return value
        return value is None


class _Followed:
    """Follows formulas down to the factor sheet, each cell once."""

    def __init__(self, values: ReportValues) -> None:
        self.book = values.book
        self.reading = Reading(values.book)
        self.places = Places(values.book)
        self.met: set[CellKey] = set()
        self.rows: set[int] = set()
        self.equations: dict[str, list[Equation]] = {}
        self.area = self.places.area(_TAKES)

    def follow(self, start: CellKey) -> None:
        """Follow a cell through its formulas, each cell once, and stop at the factors."""
        waiting = [start]
        while waiting:
            cell = waiting.pop()
            if cell in self.met or self._is_factor(cell):
                continue
            self.met.add(cell)
            formula = self.book.formulas.get(cell)
            if formula is None:
                continue
            try:
                traced = trace(self.book, self.reading, cell, parse(formula), self._is_list, self._is_own)
            except FormulaProblem:
                # A formula that cannot be read is the review's to say.
                continue
            for call in traced.calls:
                if isinstance(call.definition, Equation) and call.definition.group != GROUP_UNCERTAINTY:
                    self.equations.setdefault(self.places.of(cell).table, []).append(call.definition)
            waiting += [source.cell for source in traced.sources]

    def _is_factor(self, cell: CellKey) -> bool:
        """Note a value in use of the factor sheet; nothing on that sheet is followed further."""
        sheet, row, column = cell
        area = self.area
        if area is None or sheet != area.sheet or not area.row1 <= row <= area.row2:
            return False
        if column == area.column1:
            self.rows.add(row - area.row1 + 1)
        return True

    def _is_list(self, cell: CellKey) -> bool:
        return self.places.of(cell).is_list

    def _is_own(self, cell: CellKey) -> bool:
        return self.places.of(cell).role is Role.OVERRIDE
