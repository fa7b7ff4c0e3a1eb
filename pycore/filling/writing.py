"""Rows typed into ledgers, and the workbook calculated with them: what `fill` and `merge` do with what they have read.

The rows go behind the last that is filled in; a ledger that is too short is made longer first, as an upgrade does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pycore.cells.stored import Value
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import Values, recalculate, switched_off
from pycore.equations.argument import ArgumentProblem
from pycore.equations.units import convert
from pycore.filling.ledger import LedgerPlace, grown, place_of
from pycore.filling.values import Converted, said_units, units_of
from pycore.language import Text
from pycore.package.package import Package, write_values
from pycore.reading.book import Book
from pycore.reading.issued_rows import calculating_as_issued
from pycore.sheets.definition import Column, Kind, Role, Table

TypedRow = Mapping[str, Converted]
"""The values of a row by the keys of its columns."""


def with_rows_typed(
    book: Book, rows: Mapping[str, Sequence[TypedRow]]
) -> tuple[Book, Mapping[str, LedgerPlace], list[Text]]:
    """Type rows into the free rows of ledgers, by key; nothing is calculated.

    Returns:
        the new book, where each ledger had room before the rows were typed, and what a person should look at.

    Raises:
        FileProblem: a ledger has no room and cannot grow.
    """
    notes: list[Text] = []
    tables = {key: book.definition.table(key) for key, typed in rows.items() if typed}
    held = {key: place_of(book, table) for key, table in tables.items()}
    needed = {key: place.used + len(rows[key]) for key, place in held.items() if len(rows[key]) > place.free}
    if needed:
        book, notes = grown(book, needed)
    places = {key: place_of(book, table) for key, table in tables.items()}
    cells: dict[str, dict[tuple[int, int], Value]] = {}
    for key, place in places.items():
        typed = cells.setdefault(place.sheet, {})
        for i, row in enumerate(rows[key]):
            typed |= {(place.next_row + i, place.columns[column]): one.value for column, one in row.items()}
    return Book.of(Package.read(book.package.with_inputs(cells)), book.name), places, notes


def results_of(book: Book) -> Values:
    """Calculate a workbook with the library that it carries.

    Raises:
        FileProblem: it cannot be calculated.
    """
    with calculating_as_issued(book):
        return recalculate(book.package, engine_functions())


def with_results_written(book: Book, values: Values) -> bytes:
    """Give the bytes of a workbook with its results in its cells."""
    return write_values(book.package, switched_off(book.package, values))


def asked_units(
    table: Table, place: LedgerPlace, row: TypedRow, number: int, values: Mapping[tuple[int, int], Value]
) -> Iterator[tuple[Column, Converted, str]]:
    """Yield the amounts of a row that are in one of the column's units while its choice asks for another.

    A ledger of fuels says in each row whether it counts in tonnes or cubic metres; that follows from the fuel chosen.

    Args:
        number: the row of the sheet.
        values: what the sheet's formulas give.
    """
    for column in table.columns:
        held = row.get(column.key)
        if held is None or not held.unit or len(units_of(column)) < 2:
            continue
        asked = unit_asked(table, place, column, number, values)
        if asked and not _measure_alike(held.unit, asked):
            yield column, held, asked


def unit_asked(
    table: Table, place: LedgerPlace, column: Column, number: int, values: Mapping[tuple[int, int], Value]
) -> str:
    """The unit that a row of the sheet says an amount is in, where the head of the column has several; else ""."""
    said = [c.key for c in table.columns if c.kind is Kind.TEXT and c.role is Role.CALCULATED]
    found = (values.get((number, place.columns[key])) for key in said)
    return next((one for one in found if isinstance(one, str) and one in said_units(column)), "")


def _measure_alike(one: str, other: str) -> bool:
    """Whether two units measure the same."""
    try:
        convert(1, one, other)
    except ArgumentProblem:
        return False
    return True
