"""Where a row that is given goes: its values in the columns of a ledger, with the file that it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pycore.cells.stored import Value
from pycore.equations.argument import ArgumentProblem
from pycore.equations.units import convert
from pycore.errors import Problem
from pycore.filling.ledger import LedgerPlace, place_of
from pycore.filling.values import Converted, Taking
from pycore.language import Text
from pycore.merging.given import GivenRow, GivenValue, alike_name, enterprise_column
from pycore.package.value_xml import LONGEST_TEXT
from pycore.reading.book import Book
from pycore.reading.cells import CellProblem, missing
from pycore.reading.choices import Choices, as_text
from pycore.sheets.definition import Column, Kind, Role, Table
from pycore.sheets.exchange import InUnit, Put, TakenRows, Takes
from pycore.sheets.meaning_of import meanings_of
from pycore.sheets.meanings import Meaning


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row for a ledger, and what it was made of."""

    given: GivenRow
    table: Table
    values: Mapping[str, Converted]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A row that finds no place, or part of one, and why; `conflict` where somebody has to decide."""

    given: GivenRow
    why: Text
    conflict: bool = False


_NOBODY = Text("没有台账接收这类数据", "no ledger takes data of this kind")


class Placing:
    """Puts rows into the ledgers of one workbook."""

    def __init__(self, book: Book, takes: Takes) -> None:
        self.book = book
        self.takes = takes
        self.choices = Choices(book)
        self._tables = {table.key: table for table in book.definition.tables()}
        self._takings: dict[str, Taking] = {}
        self._places: dict[str, LedgerPlace] = {}

    def place(self, table: Table) -> LedgerPlace:
        """The rows that stand in a ledger."""
        if table.key not in self._places:
            self._places[table.key] = place_of(self.book, table)
        return self._places[table.key]

    def placed(self, given: GivenRow) -> Iterator[PlacedRow | Unplaced]:
        """Put a row into the ledgers that take it; more than one may."""
        if given.kind is None:
            table = self._tables[given.table]
            yield self._whole(given, table, given.values)
            return
        taken = [t for t in self.takes.rows if t.kind is given.kind and (t.when is None or t.when(given.plain))]
        if not taken:
            yield Unplaced(given, self.takes.no_place.get(given.kind, _NOBODY))
        for one in taken:
            try:
                values = dict(self._by_meaning(one, given))
            except ArgumentProblem as wrong:
                yield Unplaced(given, Text(wrong.text.zh, wrong.text.en))
                continue
            yield self._whole(given, self._tables[one.table], values)

    def _by_meaning(self, taken: TakenRows, given: GivenRow) -> Iterator[tuple[str, GivenValue]]:
        """The values of a row by the columns that take them."""
        table = self._tables[taken.table]
        for key, one in taken.values.items():
            held: GivenValue | None
            if isinstance(one, Put):
                held = GivenValue(one.value(given.plain), one.unit)
            elif isinstance(one, InUnit):
                held = given.values.get(one.meaning)
                if held is not None and isinstance(held.value, float | int):
                    held = GivenValue(convert(float(held.value), held.unit or one.unit, one.unit), measure=one.unit)
            else:
                held = given.values.get(one)
                held = None if held is None else GivenValue(self._entry(table.column(key), held.value), held.unit)
            if held is not None and held.value is not None:
                yield key, held
        if table.key != self.takes.enterprises[0]:
            yield from self._of_enterprise(table, given)
        else:
            yield from ((key, GivenValue(text)) for key, text in given.source.said.items() if key != "year")

    def _of_enterprise(self, table: Table, given: GivenRow) -> Iterator[tuple[str, GivenValue]]:
        """What the ledger repeats of the enterprise's row in its table."""
        row = self._enterprises.get(alike_name(given.enterprise), {})
        keys = {column.key for column in table.columns}
        yield from ((key, GivenValue(row[key])) for key in self.takes.of_enterprise if key in keys and row.get(key))

    def _entry(self, column: Column, value: Value) -> Value:
        """The code of an entry for the word that workbooks share."""
        if column.kind is not Kind.CHOICE or column.choices.startswith("="):
            return value
        listed = self.book.definition.list(column.choices)
        return next((code for code, _ in listed.entries if listed.entry(code) == value), value)

    def _whole(self, given: GivenRow, table: Table, values: Mapping[str, GivenValue]) -> PlacedRow | Unplaced:
        """Take the values as the cells of the ledger hold them, and name the file in the column of evidence."""
        taking = self._taking(table)
        held: dict[str, Converted] = {}
        problems: list[Problem] = []
        evidence = meanings_of(self.book.definition).column(table, Meaning.EVIDENCE)
        where = given.where
        for column in table.columns:
            if column.key == evidence:
                said = as_text(values[column.key].value) if column.key in values else ""
                held[column.key] = Converted(self.evidence(given, said))
            elif column.key in values:
                try:
                    held[column.key] = self._taken(taking, column, values[column.key], where)
                except CellProblem as wrong:
                    problems.append(wrong.problem)
            elif column.required and column.role is Role.INPUT:
                problems.append(missing(column, where, in_row=True))
        if problems:
            return Unplaced(given, _said(problems))
        return PlacedRow(given, table, held)

    def _taken(self, taking: Taking, column: Column, one: GivenValue, where: str) -> Converted:
        """Take one value; the name of an enterprise as the park's table writes it."""
        key, name = self.takes.enterprises
        value = one.value
        if column.choices == f"={key}_{name}":
            value = self.names.get(alike_name(as_text(value)), value)
        taken = taking.value(column, value, one.unit, where)
        return Converted(taken.value, taken.unit or one.measure)

    @property
    def names(self) -> dict[str, str]:
        """The enterprises that the workbook knows, by their names as names are compared."""
        name = self.takes.enterprises[1]
        return {key: as_text(row.get(name)) for key, row in self._enterprises.items()}

    @cached_property
    def _enterprises(self) -> dict[str, Mapping[str, Value]]:
        """The rows of the table of enterprises, by their names as names are compared."""
        key, name = self.takes.enterprises
        rows = self.place(self._tables[key]).rows.values()
        return {alike_name(as_text(row.get(name))): row for row in rows if row.get(name)}

    def _taking(self, table: Table) -> Taking:
        if table.key not in self._takings:
            self._takings[table.key] = Taking(self.book.definition, table, self.choices)
        return self._takings[table.key]

    def evidence(self, given: GivenRow, said: str) -> str:
        """What the column of evidence keeps of a row: whose it is, its file and digest, and what stood there."""
        source = f"{given.source.name} {given.place}".strip() + f" sha256:{given.source.short}"
        whole = "; ".join(part for part in (given.enterprise, source, said) if part)
        if self.book.language == "zh":
            whole = whole.replace("; ", "；")
        return whole[:LONGEST_TEXT]

    def standing(self, row: PlacedRow) -> int | None:
        """The row of the ledger that is the same: of its enterprise, year and what else makes it one; None for none.

        A row of no enterprise is the same where all that was typed is.
        """
        named = enterprise_column(row.table, self.takes)
        year = meanings_of(self.book.definition).column(row.table, Meaning.YEAR)
        if named and named in row.values:
            keys = {named, year, *self.takes.same.get(row.table.key, ())} - {""}
        else:
            keys = set(row.values)
        evidence = meanings_of(self.book.definition).column(row.table, Meaning.EVIDENCE)
        return self.place(row.table).row_with(
            {key: row.values[key].value for key in keys - {evidence} if key in row.values}
        )


def _said(problems: list[Problem]) -> Text:
    texts = [problem.text for problem in problems]
    return Text("；".join(t.zh for t in texts), "; ".join(t.en for t in texts))
