"""What became of the files that were merged, and the results of the workbook before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.language import Text
from pycore.merging.conflicts import Doubling
from pycore.merging.given import Omitted
from pycore.merging.placing import PlacedRow, Unplaced
from pycore.merging.source import GivingFile
from pycore.merging.sums import AddedUp
from pycore.reading.book import Book
from pycore.reading.choices import as_text
from pycore.sheets.definition import Column, Kind, Role, Table


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A row that was written: what it was made of, where it stands, what the ledger counts for it, and its amounts.

    Attributes:
        amounts: the numbers that the row is for, each with its unit.
    """

    placed: PlacedRow
    number: int
    emission: float | None
    amounts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A result of the workbook before and after."""

    title: Text
    label: str
    unit: Text
    before: Value
    after: Value


@dataclass(frozen=True)
class Merged:
    """What became of the files."""

    target: Book
    sources: tuple[GivingFile, ...]
    taken: tuple[TakenRow, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    omitted: tuple[Omitted, ...] = ()
    added: tuple[AddedUp, ...] = ()
    conflicts: tuple[Text, ...] = ()
    doublings: tuple[Doubling, ...] = ()
    notes: tuple[Text, ...] = ()
    totals: tuple[Compared, ...] = ()
    data: bytes = field(default=b"", repr=False)
    """The new workbook; nothing where nothing was taken."""


def counted_column(table: Table) -> Column | None:
    """The column of a ledger that the total counts: of what is calculated and added up the first in CO2 equivalents."""
    added = [c for c in table.columns if c.total and c.role is Role.CALCULATED and c.kind is Kind.NUMBER]
    return next((c for c in added if c.unit.en.startswith("tCO2e")), None)


def compared(before: Book, after: Book, touched: Sequence[Table]) -> Iterator[Compared]:
    """Yield the totals of the ledgers that have new rows, and the results that the workbook names."""
    for table in {table.key: table for table in touched}.values():
        column = counted_column(table)
        name = f"{table.key}_{column.key}_total" if column is not None else ""
        if column is not None and name in after.names:
            title = Text(f"{table.title.zh}：{column.title.zh}", f"{table.title.en}: {column.title.en}")
            yield Compared(title, "", column.unit, _number(before, name, 0), _number(after, name, 0))
    columns = {f"{t.key}_{c.key}": (t, c) for t in after.definition.tables() for c in t.columns}
    for name, title in after.definition.results:
        if name not in after.names or name not in before.names:
            continue
        owner, unit = columns[name][0] if name in columns else None, after.definition.result_unit(name)
        for index in range(len(after.cells_of(name))):
            values = _number(before, name, index), _number(after, name, index)
            label = as_text(after.value(f"{owner.key}_{owner.columns[0].key}", index)) if owner is not None else ""
            if any(not is_blank(value) for value in values):
                yield Compared(title, label, unit, *values)


def _number(book: Book, name: str, index: int) -> Value:
    return book.value(name, index) if index < len(book.cells_of(name)) else None


@dataclass(frozen=True, slots=True)
class Share:
    """What one ledger took of one file: rows, amounts by unit, and what the ledger counts for them."""

    source: GivingFile
    enterprises: tuple[str, ...]
    table: Table
    rows: int
    amounts: tuple[tuple[str, float], ...]
    emission: float | None


def shares(merged: Merged, most: int) -> list[Share]:
    """Add up what was taken, by file, enterprise and ledger; by file and ledger where that would be too many lines."""
    found: dict[tuple[str, str, str], list[TakenRow]] = {}
    for row in merged.taken:
        given = row.placed.given
        found.setdefault((given.source.digest, given.enterprise, row.placed.table.key), []).append(row)
    if len(found) > most:
        by_ledger: dict[tuple[str, str, str], list[TakenRow]] = {}
        for (digest, _, table), rows in found.items():
            by_ledger.setdefault((digest, "", table), []).extend(rows)
        found = by_ledger
    return [_share(rows) for rows in found.values()]


def _share(rows: Sequence[TakenRow]) -> Share:
    """The sums of some rows of one ledger."""
    given, table = rows[0].placed.given, rows[0].placed.table
    sums: dict[str, float] = {}
    for row in rows:
        for unit, amount in row.amounts:
            sums[unit] = sums.get(unit, 0.0) + amount
    counted = [row.emission for row in rows if row.emission is not None]
    who = tuple(dict.fromkeys(row.placed.given.enterprise for row in rows))
    return Share(given.source, who, table, len(rows), tuple(sums.items()), sum(counted) if counted else None)
