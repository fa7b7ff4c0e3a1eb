"""What a calculated workbook holds, by defined names: as numbers for pictures, as texts for sentences and tables."""

from __future__ import annotations

import math
import re
from functools import cached_property

from pycore.cells.number_format import GENERAL, formatted
from pycore.cells.stored import ErrorValue, Value
from pycore.cells.values import is_blank
from pycore.language import Language, Text
from pycore.reading.book import Book, CellKey
from pycore.sheets.definition import Column, Field, Kind, Lines, Role, Table
from pycore.sheets.meanings import SharedEntry

# A check says its verdict by a mark; in running text the words are enough.
_MARK = re.compile(r"^[✓✗!]\s+")
_RANGE_FOR_UNIT = re.compile(r"[\d.]+[–-][\d.]+")
TOTAL = Text("合计", "total")
_UNIT_HEADS = ("单位", "产品单位", "unit")


class ReportValues:
    """The values of one file; rows count from 1, as they do in templates."""

    def __init__(self, book: Book, language: Language) -> None:
        self.book = book
        self.language = language
        self._places: dict[str, list[CellKey]] = {}

    @cached_property
    def entries(self) -> dict[str, Column | Field]:
        """What each defined name of the workbook is; a total is its column."""
        found: dict[str, Column | Field] = {}
        for table in self.book.definition.tables():
            for column in table.columns:
                found[f"{table.key}_{column.key}"] = column
                if table.totals and column.total:
                    found[f"{table.key}_{column.key}_total"] = column
        for panel in self.book.definition.panels():
            found |= {f"{panel.key}_{field.key}": field for field in panel.fields}
        return found

    def cells(self, name: str) -> list[CellKey]:
        """The cells of a name, row by row. Raises FileProblem where the file lacks it."""
        if name not in self._places:
            self._places[name] = self.book.cells_of(name)
        return self._places[name]

    def size(self, table: Table) -> int:
        """How many rows a table has in the file; users insert some."""
        return len(self.cells(f"{table.key}_{table.columns[0].key}"))

    def raw(self, name: str, row: int = 1) -> Value:
        """A value as it is; None for a blank and for a row that is not there."""
        cells = self.cells(name)
        value = self.book.values.get(cells[row - 1]) if 1 <= row <= len(cells) else None
        return None if is_blank(value) else value

    def number(self, name: str, row: int = 1) -> float | None:
        """A finite number, or None for all else."""
        value = self.raw(name, row)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            return None
        return float(value)

    def text(self, name: str, row: int = 1, number_format: str = "") -> str:
        """A value as its cell shows it; "" for a blank or an error."""
        value = self.raw(name, row)
        if value is None or isinstance(value, ErrorValue):
            return ""
        if isinstance(value, bool):
            return (Text("是", "yes") if value else Text("否", "no"))[self.language]
        if isinstance(value, str):
            return _MARK.sub("", value.strip())
        entry = self.entries[name]
        # A year that is chosen from a list is no amount.
        own = entry.format if entry.kind is Kind.NUMBER or isinstance(entry, Field) else GENERAL
        written = formatted(value, number_format or own)
        return f"±{written}" if entry.unit[self.language].startswith("±") else written

    def failed(self, name: str, row: int = 1) -> bool:
        """Whether a cell holds an error."""
        return isinstance(self.raw(name, row), ErrorValue)

    def has(self, name: str, row: int = 1) -> bool:
        """Whether a cell says something: a number other than 0, or a text other than "no"."""
        value = self.raw(name, row)
        if isinstance(value, (int, float)):
            return value != 0
        return value is not None and value not in self._noes

    @cached_property
    def _noes(self) -> frozenset[str]:
        """The labels of "no" in both languages, in the lists of yes and no that the workbook has."""
        labels = [
            label
            for item in self.book.definition.lists
            if {item.entry(code) for code, _ in item.entries} == {SharedEntry.YES, SharedEntry.NO}
            for code, label in item.entries
            if item.entry(code) == SharedEntry.NO
        ]
        return frozenset(word for label in labels for word in (label.zh, label.en))

    def rows(self, table: Table, columns: list[Column], keep: tuple[str, ...] = ()) -> list[int]:
        """The rows of a table that hold something in these columns, and in one of `keep` where it is given.

        What a user filled in counts; a table without such columns has the rows that hold words and something else.
        """
        typed = [c.key for c in columns if c.role in (Role.INPUT, Role.OVERRIDE)]
        words = [c.key for c in columns if c.kind is not Kind.NUMBER] or [columns[0].key]
        found = []
        for row in range(1, self.size(table) + 1):
            held = {c.key for c in columns if self.raw(f"{table.key}_{c.key}", row) is not None}
            filled = held.intersection(typed or words) and (typed or len(held) > 1)
            if filled and (not keep or any(self.has(f"{table.key}_{key}", row) for key in keep)):
                found.append(row)
        return found

    def lines(self, key: str) -> list[str]:
        """The sentences of a block of running text, which has no name: they stand below its caption."""
        sheet = self.book.definition.sheet_of(key)
        block = next(b for b in sheet.blocks if isinstance(b, Lines) and b.key == key)
        # Titles of sheets and blocks are in the language of the file.
        name, caption = sheet.title[self.book.language], block.title[self.book.language]
        column = {row: v for (on, row, c), v in self.book.values.items() if on == name and c == 1}
        start = next((row for row in sorted(column) if column[row] == caption), None)
        if start is None:
            return []
        said = [column.get(start + i) for i in range(1, len(block.lines) + 1)]
        return [v for v in said if isinstance(v, str) and not is_blank(v) and not isinstance(v, ErrorValue)]

    def is_unit(self, column: Column) -> bool:
        """Tell a column that names the unit of its row."""
        return column.kind is Kind.TEXT and column.title[self.language] in _UNIT_HEADS

    def unit(self, entry: Column | Field) -> str:
        """The unit to write beside a title; what only says how to fill a cell in is none."""
        unit = entry.unit[self.language].strip()
        # A percent sign stands with the number itself.
        return "" if not unit.strip("±% ") or _RANGE_FOR_UNIT.fullmatch(unit) else unit
