"""Where a ledger has room: its rows that are filled in, the free ones behind them, and how it is made longer."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.errors import FileProblem
from pycore.language import Text
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.reading.choices import area_of, as_text
from pycore.reading.entries import INPUTS
from pycore.sheets.definition import Role, Table
from pycore.sheets.resize import MOST_ROWS, can_grow
from pycore.upgrade.upgrade import upgrade_book

_SHOWN = 5


@dataclass(frozen=True)
class LedgerPlace:
    """The rows of a ledger on its sheet.

    Attributes:
        columns: the numbers of its columns, by key; those that the file has.
        rows: each row that is filled in, with its inputs by key.
        last: the last row of the ledger.
    """

    sheet: str
    columns: Mapping[str, int]
    rows: Mapping[int, Mapping[str, Value]]
    first: int
    last: int

    @property
    def next_row(self) -> int:
        """The row behind the last that is filled in."""
        return max(self.rows, default=self.first - 1) + 1

    @property
    def free(self) -> int:
        """Blank rows behind the last that is filled in."""
        return self.last - self.next_row + 1

    @property
    def used(self) -> int:
        """The rows down to the last that is filled in."""
        return self.next_row - self.first

    def row_with(self, values: Mapping[str, float | str]) -> int | None:
        """The row that holds all of these; None where none does."""
        return next((n for n, row in self.rows.items() if all(_same(row.get(k), v) for k, v in values.items())), None)


def _same(held: Value, value: float | str) -> bool:
    if isinstance(held, float | int) and isinstance(value, float | int):
        return math.isclose(held, value, rel_tol=1e-9)
    return as_text(held).strip() == as_text(value).strip()


def place_of(book: Book, table: Table) -> LedgerPlace:
    """Find a ledger on its sheet.

    Raises:
        FileProblem: the file lacks the ledger, or its defined names have been damaged.
    """
    areas = {c.key: area_of(book, n) for c in table.columns if (n := f"{table.key}_{c.key}") in book.names}
    if not areas:
        raise FileProblem(
            Text(
                f"该版本的工作簿没有台账“{table.title.zh}”。请先用 twinledger upgrade 带入现行模板。",
                f'A workbook of this version has no ledger "{table.title.en}". Carry it into the present template with '
                "`twinledger upgrade` first.",
            )
        )
    area = next(iter(areas.values()))
    columns = {key: one.column1 for key, one in areas.items()}
    typed = {c.key for c in table.columns if c.role in INPUTS} | (set(table.prefilled) & {
        c.key for c in table.columns if c.role is Role.LABEL})  # fmt: skip
    rows: dict[int, dict[str, Value]] = {}
    for key in typed & columns.keys():
        for row in range(area.row1, area.row2 + 1):
            cell = (area.sheet, row, columns[key])
            value = book.values.get(cell)
            if not is_blank(value) or (cell in book.formulas):
                rows.setdefault(row, {})[key] = value
    return LedgerPlace(area.sheet, columns, dict(sorted(rows.items())), area.row1, area.row2)


def grown(book: Book, needed: Mapping[str, int]) -> tuple[Book, list[Text]]:
    """Make ledgers longer, as `twinledger upgrade --rows` does, and say what a person should look at.

    Args:
        needed: how many rows each of them has to have, by key; all at once, as a ledger that is not named is written as
            long as its filled rows ask for.

    Raises:
        FileProblem: the rows of one are fixed or would be too many, the file is of another version, or something that it
            holds would not come along.
    """
    tables = {key: book.definition.table(key) for key in needed}
    for key, table in tables.items():
        if not can_grow(table) or needed[key] > MOST_ROWS:
            raise _no_room(book, table, needed[key])
    options = " ".join(f"--rows {key}={rows}" for key, rows in needed.items())
    command = f"twinledger upgrade {book.name or 'BOOK.xlsx'} {options} -o NEW.xlsx"
    title = Text("、".join(t.title.zh for t in tables.values()), ", ".join(t.title.en for t in tables.values()))
    if book.version != book.definition.version:
        raise FileProblem(
            Text(
                f"台账“{title.zh}”行数不够，而工作簿是旧版本 {book.version}。请先运行 {command}，再导入到新文件。",
                f'The ledger "{title.en}" is too short, and the workbook is of the earlier version {book.version}. '
                f"Run {command} first and fill the new file.",
            )
        )
    data, report = upgrade_book(book, rows=needed)
    if report.dropped:
        lost = [Text(one.sentence("zh"), one.sentence("en")) for one in report.dropped[:_SHOWN]]
        raise FileProblem(
            Text(
                f"台账“{title.zh}”行数不够；加长会失去 {len(report.dropped)} 项内容：{'；'.join(one.zh for one in lost)}。"
                f"请先处理这些内容并运行 {command}，再导入到新文件。",
                f'The ledger "{title.en}" is too short; making it longer would lose {len(report.dropped)} things: '
                f"{'; '.join(one.en for one in lost)}. See to them, run {command}, and fill the new file.",
            )
        )
    notes = [
        *(
            Text(
                f"台账“{table.title.zh}”已加长到 {needed[key]} 行。",
                f'The ledger "{table.title.en}" was made {needed[key]} rows long.',
            )
            for key, table in tables.items()
        ),
        *(Text(one.sentence("zh"), one.sentence("en")) for one in report.attention),
    ]
    return Book.of(Package.read(data), book.name), notes


def _no_room(book: Book, table: Table, rows: int) -> FileProblem:
    """Say that a ledger is too short and stays so."""
    place = place_of(book, table)
    return FileProblem(
        Text(
            f"台账“{table.title.zh}”只余 {place.free} 个空行，需要 {rows - place.used} 行，且不能加长。请删减来源表，或清空不用的行。",
            f'The ledger "{table.title.en}" has {place.free} blank rows left, {rows - place.used} are needed, and it '
            "cannot be made longer. Shorten the table, or clear rows that are not used.",
        )
    )
