"""The table of a province or a firm, a CSV or a workbook: rows below heads, of own factors and of own entries in any order.

A row that holds the heads of another ledger begins its rows: one file can bring factors and, below, carbonates.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pycore.cells.plain_text import plain_text
from pycore.cells.stored import Value
from pycore.errors import FileProblem
from pycore.language import Text
from pycore.reading.choices import as_text
from pycore.reading.source_tables import SourceSheet, sheets_of

LARGEST, MOST_ROWS, LONGEST = 4 * 1024 * 1024, 20_000, 1000
"""Bytes and rows of a table, and characters of a cell in it."""
HEADS_WITHIN = 60
"""Rows of a sheet in which the first heads are looked for: titles and remarks stand above."""


@dataclass(frozen=True, slots=True)
class Heads:
    """What the columns of a ledger may be called.

    Attributes:
        named: the key of the column by each of its names, in small letters.
        required: the keys without which a row of heads is not the ledger's.
    """

    named: Mapping[str, str]
    required: tuple[str, ...]

    def read(self, row: Mapping[int, Value]) -> dict[int, str]:
        """The keys of the columns that a row names."""
        found = ((column, self.named.get(cell_text(value).casefold(), "")) for column, value in row.items())
        return {column: key for column, key in found if key}

    def lacking(self, keys: Sequence[str]) -> list[str]:
        """The keys that a row of heads lacks."""
        return [key for key in self.required if key not in keys]


def rows_of(table: bytes, ledgers: Sequence[Heads]) -> Iterator[tuple[Heads, int, dict[str, str]]]:
    """Yield the rows below heads, each with those heads and its number; of a ledger those of the first sheet that has it.

    Raises:
        FileProblem: it is too large, no table that can be read, or lacks a column.
    """
    if len(table) > LARGEST:
        raise _unreadable(ledgers, Text("文件过大", "it is too large"))
    done: list[Heads] = []
    sheets = _sheets(table, ledgers)
    for sheet in sheets:
        on_sheet = [heads for heads in ledgers if heads not in done]
        found = list(_on_sheet(sheet, on_sheet, ledgers))
        done += [heads for heads in on_sheet if any(heads is each for each, _ in found)]
        yield from ((heads, number, row) for heads, (number, row) in found if row)
    if not done:
        _refuse_all(sheets, ledgers)


def _on_sheet(
    sheet: SourceSheet, looked_for: Sequence[Heads], ledgers: Sequence[Heads]
) -> Iterator[tuple[Heads, tuple[int, dict[str, str]]]]:
    """Yield the rows of a sheet below heads; the heads themselves as a row without cells."""
    heads: Heads | None = None
    columns: dict[int, str] = {}
    start = 0
    for at, (number, row) in enumerate(sheet.rows):
        if heads is None and at >= HEADS_WITHIN:
            return
        if (begins := _heads_in(row, looked_for)) is not None:
            heads, columns, start = begins, begins.read(row), start or at
            _refuse_twice(heads, list(columns.values()), ledgers)
            yield heads, (number, {})
        elif heads is not None:
            if at - start > MOST_ROWS:
                raise _unreadable(ledgers, Text(f"超过 {MOST_ROWS} 行", f"it has more than {MOST_ROWS} rows"))
            following = sheet.rows[at + 1][1] if at + 1 < len(sheet.rows) else {}
            is_title = len(row) == 1 and _heads_in(following, looked_for) is not None
            held = {key: cell_text(row.get(column)) for column, key in columns.items()}
            if any(held.values()) and not is_title:
                yield heads, (number, held)


def _heads_in(row: Mapping[int, Value], ledgers: Sequence[Heads]) -> Heads | None:
    """The ledger all of whose heads a row has: of several the one with most, which another's may be part of."""
    fitting = [heads for heads in ledgers if not heads.lacking(list(heads.read(row).values()))]
    return max(fitting, key=lambda heads: len(heads.required), default=None)


def _sheets(table: bytes, ledgers: Sequence[Heads]) -> list[SourceSheet]:
    """Read the table as every command reads one."""
    try:
        return list(sheets_of(table, ""))
    except FileProblem as problem:
        raise _unreadable(
            ledgers, Text("不是可读的表格，或没有内容", "it is no table that can be read, or holds nothing")
        ) from problem


def cell_text(value: Value) -> str:
    """What a cell holds as text without blanks around it, cut where it is longer than any name or source."""
    return plain_text(as_text(value)).strip()[:LONGEST]


def _refuse_all(sheets: Sequence[SourceSheet], ledgers: Sequence[Heads]) -> None:
    """Refuse a table without the heads of any ledger, by the row that has most of one's."""
    best, keys = ledgers[0], list[str]()
    for sheet in sheets:
        for _, row in sheet.rows[:HEADS_WITHIN]:
            for heads in ledgers:
                found = list(heads.read(row).values())
                if len(set(found) & set(heads.required)) > len(set(keys) & set(best.required)):
                    best, keys = heads, found
    names = ", ".join(best.lacking(keys))
    raise _unreadable(
        ledgers,
        Text(
            f"没有一张表的表头齐全，最接近的一行缺少列 {names}",
            f"no sheet has all heads: the row with most of them lacks the columns {names}",
        ),
    )


def _refuse_twice(heads: Heads, keys: Sequence[str], ledgers: Sequence[Heads]) -> None:
    """Refuse a row of heads that names a column twice."""
    names = ", ".join(key for key in heads.required if keys.count(key) > 1)
    if names:
        raise _unreadable(ledgers, Text(f"表头的列重复：{names}", f"its row of heads names columns twice: {names}"))


def _unreadable(ledgers: Sequence[Heads], why: Text) -> FileProblem:
    """Say why a table is none, and what it has to look like."""
    columns = ",".join(ledgers[0].required)
    return FileProblem(
        Text(
            f"因子表无法读取：{why.zh}。应为 CSV 或 .xlsx，表头为 {columns}；自有条目的表头同工作簿“自有条目”表。",
            f"The table of factors cannot be read: {why.en}. It is to be a CSV or .xlsx with the heads {columns}; for own "
            "entries with those of the sheet Own entries.",
        )
    )


def plain_number(text: str) -> float | None:
    """Read a plain number, 0.0273 or 1.2e-3; None for anything else."""
    try:
        value = float(text) if "_" not in text else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def fraction(text: str) -> float | None:
    """Read a fraction or a percentage."""
    if text.endswith(("%", "％")):
        percent = plain_number(text[:-1].strip())
        return None if percent is None else percent / 100
    return plain_number(text)
