"""Fill the own factors and own entries of a workbook from the table of a province or a firm, a CSV or a workbook: what is right is typed in, the rest is named.

Nothing else of the file changes: each cell is written into the sheet's XML, and the formulas are calculated anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pycore.cells.stored import Value
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate, switched_off
from pycore.errors import FileProblem
from pycore.language import Text
from pycore.package.package import Package, write_values
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import as_text
from pycore.reading.issued_rows import FACTORS, calculating_as_issued
from pycore.sheets.definition import Table
from pycore.sheets.own_entries import tables_of_own_entries
from pycore.upgrade.factor_table import Heads, fraction, plain_number, rows_of
from pycore.upgrade.own_entry_rows import OwnEntryRows

OWN_FACTORS = "own_factors"
COLUMNS = ("replaces", "value", "unit", "year", "source", "uncertainty", "flag")
"""The columns of the table, by the keys of the workbook's; their heads in the workbook serve as well."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row of the table that was not taken, and why, a sentence each."""

    line: int
    id: str
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What came of a table.

    Attributes:
        data: the new file; None where no row was taken.
        added: the ids that were typed in, each with its cell of the value.
        known: ids whose rows stood there with the same contents.
    """

    data: bytes | None
    added: tuple[tuple[str, CellKey], ...]
    known: tuple[str, ...]
    rejected: tuple[Rejected, ...]


def add_own_factors(book: Book, table: bytes) -> Added:
    """Type the rows of a table into the own factors and entries of a workbook and calculate it; the book stays as it is.

    Args:
        table: the bytes of a CSV, or of a workbook one of whose sheets has the heads.

    Raises:
        FileProblem: the workbook has no own factors, the table cannot be read, or the file cannot be calculated.
    """
    entries = [t for t in tables_of_own_entries(book.definition) if f"{t.key}_name" in book.names]
    return _Adding(book, [_OwnFactorRows(book), *(OwnEntryRows(book, each) for each in entries)]).result(table)


class _Ledger(Protocol):
    """A ledger that takes rows of the table.

    Attributes:
        keys: its columns in the order in which a row is read; the first says what a row is.
        checked: whether its own row check decides on what has been typed in.
    """

    table: Table
    keys: tuple[str, ...]
    heads: Heads
    checked: bool

    def read(self, row: Mapping[str, str]) -> tuple[list[float | str], list[Text]]:
        """Read the cells of a row as the ledger holds them, and say what is wrong in them."""

    def full(self, rows: int) -> Text:
        """Say what to do where it has no row left."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row of the table in its place."""

    line: int
    id: str
    ledger: _Ledger
    index: int
    typed: Mapping[CellKey, float | str]
    cell: CellKey


class _Adding:
    """One table under way: the ledgers as they stand, and what has been typed in so far."""

    def __init__(self, book: Book, ledgers: Sequence[_Ledger]) -> None:
        self.book = book
        self.ledgers = ledgers
        self.cells = {
            each.table.key: {key: book.cells_of(f"{each.table.key}_{key}") for key in each.keys} for each in ledgers
        }
        self.held: dict[str, dict[str, tuple[str, ...]]] = {}
        self.free: dict[str, list[int]] = {}
        for key, cells in self.cells.items():
            rows = [tuple(map(self._held, row)) for row in zip(*cells.values(), strict=True)]
            self.held[key] = {row[0].casefold(): row for row in rows if row[0]}
            self.free[key] = [index for index, row in enumerate(rows) if not any(row)]

    def _held(self, cell: CellKey) -> str:
        """What a cell of the file holds, as text."""
        return as_text(self.book.values.get(cell)).strip()

    def result(self, table: bytes) -> Added:
        """Take or reject each row, and write the file."""
        placed: list[_Placed] = []
        known: list[str] = []
        rejected: list[Rejected] = []
        for heads, line, row in rows_of(table, [each.heads for each in self.ledgers]):
            ledger = next(each for each in self.ledgers if each.heads is heads)
            key, id = ledger.table.key, row.get(ledger.keys[0], "")
            values, reasons = ledger.read(row)
            if not reasons and self.held[key].get(id.casefold()) == tuple(map(as_text, values)):
                known.append(id)
                continue
            reasons += self._not_placed(ledger, id) if not reasons else []
            if reasons:
                rejected.append(Rejected(line, id, tuple(reasons)))
                continue
            index = self.free[key].pop(0)
            self.held[key][id.casefold()] = tuple(map(as_text, values))
            cells = [self.cells[key][each][index] for each in ledger.keys]
            typed = {cell: value for cell, value in zip(cells, values, strict=True) if value != ""}
            placed.append(_Placed(line, id, ledger, index, typed, cells[1]))
        data = self._written(placed)
        if data is not None and (faults := dict(self._faults(data, placed))):
            rejected += [Rejected(one.line, one.id, (faults[n],)) for n, one in enumerate(placed) if n in faults]
            rejected.sort(key=lambda row: row.line)
            placed = [one for n, one in enumerate(placed) if n not in faults]
            data = self._written(placed)
        return Added(data, tuple((one.id, one.cell) for one in placed), tuple(known), tuple(rejected))

    def _not_placed(self, ledger: _Ledger, id: str) -> list[Text]:
        """Say why a row that is right has no place in its ledger."""
        key = ledger.table.key
        if (row := self.held[key].get(id.casefold())) is not None:
            said = row[1] or "–"
            return [
                Text(
                    f"{id} 已有一行（{said}），没有覆盖；请先在工作簿中删去或改正",
                    f"{id} has a row already ({said}), which stays: delete or correct it in the workbook first",
                )
            ]
        return [] if self.free[key] else [ledger.full(len(self.cells[key][ledger.keys[0]]))]

    def _faults(self, data: bytes, placed: Sequence[_Placed]) -> Iterator[tuple[int, Text]]:
        """Yield the rows with which their own row check finds fault once the file is calculated, and its words."""
        new = Book.open(data)
        for number, one in enumerate(placed):
            check = one.ledger.table.row_check
            if one.ledger.checked and check is not None:
                said = as_text(new.value(f"{one.ledger.table.key}_{check.key}", one.index))
                if said.startswith("✗"):
                    words = said.lstrip("✗ ")
                    yield number, Text(f"行检查：{words}", f"row check: {words}")

    def _written(self, placed: Sequence[_Placed]) -> bytes | None:
        """Write the file with the new cells, calculated; None where there are none."""
        if not placed:
            return None
        by_sheet: dict[str, dict[tuple[int, int], float | str]] = {}
        for one in placed:
            for (sheet, row, column), value in one.typed.items():
                by_sheet.setdefault(sheet, {})[row, column] = value
        package = Package.read(self.book.package.with_inputs(by_sheet))
        with calculating_as_issued(self.book):
            return write_values(package, switched_off(package, recalculate(package, engine_functions())))


class _OwnFactorRows:
    """The ledger of own factors: rows that replace a value of the library."""

    keys: tuple[str, ...] = COLUMNS
    checked = False

    def __init__(self, book: Book) -> None:
        """Read what the rows are held against; `FileProblem` where the workbook has no own factors."""
        found = [t for t in book.definition.tables() if t.key == OWN_FACTORS]
        if not found or any(f"{OWN_FACTORS}_{key}" not in book.names for key in COLUMNS):
            raise FileProblem(
                Text(
                    f"该工作簿（模板 {book.version}）没有“自有因子”表。请先用 twinledger upgrade 升级到现行模板，再填入。",
                    f"The workbook (template {book.version}) has no own factors. Carry it into the present template with "
                    "`twinledger upgrade` first.",
                )
            )
        self.table: Table = found[0]
        ids, units = (
            [_text(book.values.get(cell)) for cell in book.cells_of(f"{FACTORS}_{key}")] for key in ("id", "unit")
        )
        self.units = {id: unit for id, unit in zip(ids, units, strict=True) if id}
        flags = book.definition.list(self.table.column("flag").choices)
        self.flags = {code: label[book.language] for code, label in flags.entries}
        titles = {key: self.table.column(key).title for key in COLUMNS}
        named = {word.casefold(): key for key, title in titles.items() for word in (key, title.zh, title.en)}
        self.heads = Heads({**named, "id": "replaces", "编号": "replaces", "来源": "source"}, COLUMNS)

    def full(self, rows: int) -> Text:
        """Say how the ledger is made longer."""
        return Text(
            f"表已填满（{rows} 行）；请用 twinledger upgrade --rows {OWN_FACTORS}={2 * rows} 加长",
            f"the ledger is full ({rows} rows): make it longer with `twinledger upgrade --rows {OWN_FACTORS}={2 * rows}`",
        )

    def read(self, row: Mapping[str, str]) -> tuple[list[float | str], list[Text]]:
        """Read the cells of a row as the ledger holds them, and say what is wrong in them."""
        reasons = [self.table.column(key).title.within("缺“{}” | no {}") for key in COLUMNS if not row.get(key, "")]
        if reasons:
            return [], reasons
        id, unit = row["replaces"], row["unit"]
        if id not in self.units:
            reasons.append(Text(f"本工作簿没有因子 {id}", f"the workbook has no factor {id}"))
        elif unit != self.units[id]:
            wanted = self.units[id]
            reasons.append(
                Text(
                    f"单位为 {unit}，应为 {wanted}，请先换算",
                    f"its unit is {unit}, expected {wanted}: convert it first",
                )
            )
        value, year, uncertainty = plain_number(row["value"]), plain_number(row["year"]), fraction(row["uncertainty"])
        if value is None:
            reasons.append(Text(f"数值“{row['value']}”不是数", f'the value "{row["value"]}" is no number'))
        years = self.table.column("year").domain
        if year is None or year != int(year) or (years is not None and year not in years):
            reasons.append(Text(f"年份“{row['year']}”无效", f'the year "{row["year"]}" is not one'))
        if uncertainty is None or not 0 <= uncertainty <= 1:
            said = row["uncertainty"]
            reasons.append(
                Text(
                    f"相对不确定度“{said}”应为 0 到 1 的小数或百分数，如 0.05 或 5%",
                    f'the relative uncertainty "{said}" must be a fraction of 0 to 1 or a percentage: 0.05 or 5%',
                )
            )
        flag = row["flag"].partition(" ")[0].upper()
        if flag not in self.flags:
            offered = list(self.flags)
            reasons.append(
                Text(
                    f"可信标志“{row['flag']}”应为 {'、'.join(offered)} 之一",
                    f'the trust flag "{row["flag"]}" must be one of {", ".join(offered)}',
                )
            )
        if reasons or value is None or year is None or uncertainty is None:
            return [], reasons
        return [id, value, unit, year, row["source"], uncertainty, self.flags[flag]], []


def _text(value: Value) -> str:
    return as_text(value).strip()
