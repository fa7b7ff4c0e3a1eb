"""Fill the own factors of a workbook from the table of a province or a firm, a CSV or a workbook: what is right is typed in, the rest is named.

Nothing else of the file changes: each cell is written into the sheet's XML, and the formulas are calculated anew.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pycore.cells.plain_text import plain_text
from pycore.cells.stored import Value
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate, switched_off
from pycore.errors import FileProblem
from pycore.language import Text
from pycore.package.package import Package, write_values
from pycore.reading.book import Book, CellKey
from pycore.reading.choices import as_text
from pycore.reading.issued_rows import FACTORS, calculating_as_issued
from pycore.reading.source_tables import SourceSheet, sheets_of
from pycore.sheets.definition import Table

OWN_FACTORS = "own_factors"
COLUMNS = ("replaces", "value", "unit", "year", "source", "uncertainty", "flag")
"""The columns of the table, by the keys of the workbook's; their heads in the workbook serve as well."""
LARGEST, MOST_ROWS, LONGEST = 4 * 1024 * 1024, 20_000, 1000
"""Bytes and rows of a table, and characters of a cell in it."""
HEADS_WITHIN = 60
"""Rows of a sheet in which the heads are looked for: titles and remarks stand above."""


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
    """Type the rows of a table into the own factors of a workbook and calculate it; the book stays as it is.

    Args:
        table: the bytes of a CSV, or of a workbook one of whose sheets has the heads.

    Raises:
        FileProblem: the workbook has no own factors, the table cannot be read, or the file cannot be calculated.
    """
    return _Adding(book).result(table)


class _Adding:
    """One table under way: the ledger as it stands, and what has been typed in so far."""

    def __init__(self, book: Book) -> None:
        """Read the ledger; `FileProblem` where the workbook has none."""
        found = [t for t in book.definition.tables() if t.key == OWN_FACTORS]
        if not found or any(f"{OWN_FACTORS}_{key}" not in book.names for key in COLUMNS):
            raise FileProblem(
                Text(
                    f"该工作簿（模板 {book.version}）没有“自有因子”表。请先用 twinledger upgrade 升级到现行模板，再填入。",
                    f"The workbook (template {book.version}) has no own factors. Carry it into the present template with "
                    "`twinledger upgrade` first.",
                )
            )
        self.book = book
        self.ledger: Table = found[0]
        self.cells = {key: book.cells_of(f"{OWN_FACTORS}_{key}") for key in COLUMNS}
        ids, units = (book.cells_of(f"{FACTORS}_{key}") for key in ("id", "unit"))
        self.units = {self._held(a): self._held(b) for a, b in zip(ids, units, strict=True) if self._held(a)}
        self.rows = [tuple(self._held(cell) for cell in row) for row in zip(*self.cells.values(), strict=True)]
        self.taken = {row[0]: row for row in self.rows if row[0]}
        self.free = [index for index, row in enumerate(self.rows) if not any(row)]
        flags = book.definition.list(self.ledger.column("flag").choices)
        self.flags = {code: label[book.language] for code, label in flags.entries}

    def _held(self, cell: CellKey) -> str:
        """What a cell of the file holds, as text."""
        return as_text(self.book.values.get(cell)).strip()

    def result(self, table: bytes) -> Added:
        """Take or reject each row, and write the file."""
        typed: dict[CellKey, float | str] = {}
        added: list[tuple[str, CellKey]] = []
        known: list[str] = []
        rejected: list[Rejected] = []
        for line, row in _rows(table, self._heads()):
            id = row["replaces"]
            values, reasons = self._read(row)
            if not reasons and self.taken.get(id) == tuple(map(as_text, values)):
                known.append(id)
                continue
            reasons += self._not_placed(id) if not reasons else []
            if reasons:
                rejected.append(Rejected(line, id, tuple(reasons)))
                continue
            place = self.free.pop(0)
            self.taken[id] = tuple(map(as_text, values))
            cells = [self.cells[key][place] for key in COLUMNS]
            typed |= dict(zip(cells, values, strict=True))
            added.append((id, cells[1]))
        data = self._written(typed) if typed else None
        return Added(data, tuple(added), tuple(known), tuple(rejected))

    def _heads(self) -> Mapping[str, str]:
        """What a column may be called: its key or its head in either language, in any case."""
        titles = {key: self.ledger.column(key).title for key in COLUMNS}
        named = {word.casefold(): key for key, title in titles.items() for word in (key, title.zh, title.en)}
        return {**named, "id": "replaces", "编号": "replaces", "来源": "source", "source": "source"}

    def _read(self, row: Mapping[str, str]) -> tuple[list[float | str], list[Text]]:
        """Read the cells of a row as the ledger holds them, and say what is wrong in them."""
        reasons = [self.ledger.column(key).title.within("缺“{}” | no {}") for key in COLUMNS if not row.get(key, "")]
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
        value, year, uncertainty = _number(row["value"]), _number(row["year"]), _fraction(row["uncertainty"])
        if value is None:
            reasons.append(Text(f"数值“{row['value']}”不是数", f'the value "{row["value"]}" is no number'))
        years = self.ledger.column("year").domain
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

    def _not_placed(self, id: str) -> list[Text]:
        """Say why a row that is right has no place in the ledger."""
        if id in self.taken:
            return [
                Text(
                    f"{id} 已有一行（{self.taken[id][1]}），没有覆盖；请先在工作簿中删去或改正",
                    f"{id} has a row already ({self.taken[id][1]}), which stays: delete or correct it in the workbook first",
                )
            ]
        if not self.free:
            longer = len(self.rows) * 2
            return [
                Text(
                    f"表已填满（{len(self.rows)} 行）；请用 twinledger upgrade --rows {OWN_FACTORS}={longer} 加长",
                    f"the ledger is full ({len(self.rows)} rows): make it longer with "
                    f"`twinledger upgrade --rows {OWN_FACTORS}={longer}`",
                )
            ]
        return []

    def _written(self, typed: Mapping[CellKey, float | str]) -> bytes:
        """Write the file with the new cells, calculated."""
        by_sheet: dict[str, dict[tuple[int, int], float | str]] = {}
        for (sheet, row, column), value in typed.items():
            by_sheet.setdefault(sheet, {})[row, column] = value
        package = Package.read(self.book.package.with_inputs(by_sheet))
        with calculating_as_issued(self.book):
            return write_values(package, switched_off(package, recalculate(package, engine_functions())))


# ── the table ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(table: bytes, heads: Mapping[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows below the heads of the first sheet that has them, each with its number on the sheet.

    Raises:
        FileProblem: it is too large, no table that can be read, or lacks a column.
    """
    if len(table) > LARGEST:
        raise _unreadable(Text("文件过大", "it is too large"))
    best: list[str] = []
    for sheet in _sheets(table):
        for at, (_, row) in enumerate(sheet.rows[:HEADS_WITHIN]):
            named = {column: heads.get(_cell(value).casefold(), "") for column, value in row.items()}
            if set(COLUMNS) <= set(named.values()):
                _refuse_heads(list(named.values()), Text("表头", "its row of heads"))
                below = sheet.rows[at + 1 :]
                if len(below) > MOST_ROWS:
                    raise _unreadable(Text(f"超过 {MOST_ROWS} 行", f"it has more than {MOST_ROWS} rows"))
                for number, cells in below:
                    held = {key: _cell(cells.get(column)) for column, key in named.items() if key}
                    if any(held.values()):
                        yield number, held
                return
            best = max(best, list(named.values()), key=lambda keys: len(set(keys) - {""}))
    _refuse_heads(best, Text("没有一张表的表头齐全，最接近的一行", "no sheet has all heads: the row with most of them"))


def _sheets(table: bytes) -> list[SourceSheet]:
    """Read the table as every command reads one."""
    try:
        return sheets_of(table, "")
    except FileProblem as problem:
        raise _unreadable(
            Text("不是可读的表格，或没有内容", "it is no table that can be read, or holds nothing")
        ) from problem


def _cell(value: Value) -> str:
    """The text of a cell."""
    return plain_text(as_text(value)).strip()[:LONGEST]


def _refuse_heads(head: list[str], where: Text) -> None:
    """Refuse a row of heads that lacks a column or names one twice."""
    missing = [key for key in COLUMNS if key not in head]
    twice = [key for key in COLUMNS if head.count(key) > 1]
    names = ", ".join(missing or twice)
    if missing:
        raise _unreadable(Text(f"{where.zh}缺少列 {names}", f"{where.en} lacks the columns {names}"))
    if twice:
        raise _unreadable(Text(f"{where.zh}的列重复：{names}", f"{where.en} names columns twice: {names}"))


def _unreadable(why: Text) -> FileProblem:
    """Say why a table is none, and what it has to look like."""
    columns = ",".join(COLUMNS)
    return FileProblem(
        Text(
            f"因子表无法读取：{why.zh}。应为 CSV 或 .xlsx，表头为 {columns}。",
            f"The table of factors cannot be read: {why.en}. It is to be a CSV or .xlsx with the heads {columns}.",
        )
    )


def _number(text: str) -> float | None:
    """Read a plain number, 0.0273 or 1.2e-3; None for anything else."""
    try:
        value = float(text) if "_" not in text else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _fraction(text: str) -> float | None:
    """Read a fraction or a percentage."""
    if text.endswith(("%", "％")):
        percent = _number(text[:-1].strip())
        return None if percent is None else percent / 100
    return _number(text)
