"""Entries of the user's own in the lists of the library: which there are, what is said of them, and which rows use them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pycore.formulas.tree import FormulaProblem
from pycore.language import Text
from pycore.review.rules.rule import written_number
from pycore.review.subject import Subject, TableRow
from pycore.review.what_if import Moved, moved_if
from pycore.sheets.definition import Column, Kind, Table
from pycore.sheets.own_entries import (
    FLAG,
    IN_USE,
    MEASURE,
    NAME,
    SOURCE,
    UNCERTAINTY,
    YEAR,
    emitting,
    parameters,
    tables_of_own_entries,
    unit_of,
)

_NOTHING = 1e-12
"""A parameter of an entry that emits nothing, for equations that take no 0."""


def own_entries(subject: Subject) -> tuple[TableRow, ...]:
    """The rows that name an entry; none in a file of a template that had no such tables."""
    tables = tables_of_own_entries(subject.book.definition)
    return tuple(line for table in tables for line in subject.lines(table.key) if name_of(line))


def name_of(line: TableRow) -> str:
    """What the user calls an entry."""
    return line.text(NAME)


def source_of(line: TableRow) -> str:
    """Where the values of an entry come from."""
    return line.text(SOURCE)


def rows_choosing(subject: Subject, table: Table) -> Counter[str]:
    """How many rows of ledgers choose each entry of the list that a table adds to, by its name."""
    assert table.adds is not None
    columns = [
        (other.key, column.key)
        for other in subject.book.definition.tables()
        for column in other.columns
        if column.kind is Kind.CHOICE and column.choices == table.adds.to
    ]
    return Counter(line.text(column).casefold() for key, column in columns for line in subject.lines(key))


def told(line: TableRow, rows: int) -> Text:
    """Say what an own entry is, from which source, and in how many rows."""
    assert line.table.adds is not None
    one, name, source = line.table.adds.one, name_of(line), source_of(line) or "–"
    values = [_value(line, column) for column in parameters(line.table)]
    u, year, flag = line.number(UNCERTAINTY), line.text(YEAR), line.code(FLAG)
    spread = "" if u is None else f"±{u:.1%}"
    zh = "，".join(part for part in (f"{year} 年" if year else "", spread, flag) if part)
    en = ", ".join(part for part in (year, spread, flag) if part)
    return Text(
        f"{one.zh}“{name}”：{'，'.join(value.zh for value in values)}；"
        f"来源：{source}{'，' + zh if zh else ''}；采用它的行数：{rows}",
        f'the {one.en} "{name}": {", ".join(value.en for value in values)}; '
        f"source: {source}{', ' + en if en else ''}; rows that use it: {rows}",
    )


def _value(line: TableRow, column: Column) -> Text:
    """A parameter with its unit."""
    value = line.number(column.key)
    measure = line.text(MEASURE) if any(c.key == MEASURE for c in line.table.columns) else ""
    number, unit = "–" if value is None else written_number(value), unit_of(column, measure)
    return Text(
        f"{column.title.zh} {number} {unit.zh}".rstrip(),
        f"{column.title.en} {number} {unit.en}".rstrip(),
    )


def with_what_they_add(subject: Subject) -> Iterator[tuple[TableRow, int, tuple[Moved, ...] | None]]:
    """Yield each own entry with the rows that use it, and what the key results would be without what it emits."""
    lines = own_entries(subject)
    choosing = {line.table.key: rows_choosing(subject, line.table) for line in lines}
    factors = [line.cells.get(IN_USE.format(emitting(line.table).key)) for line in lines]
    cases = [{cell: _NOTHING} for cell in factors if cell is not None and isinstance(subject.value(cell), float)]
    try:
        moved = moved_if(subject, cases, total_only=False) if cases else []
    except FormulaProblem:
        moved = []
    found = {cell: results for case, results in zip(cases, moved, strict=False) for cell in case}
    for line, cell in zip(lines, factors, strict=True):
        rows = choosing[line.table.key][name_of(line).casefold()]
        yield line, rows, found.get(cell) if cell is not None else None
