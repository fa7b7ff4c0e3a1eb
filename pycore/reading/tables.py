"""Result tables of a calculated workbook, as its reader would copy them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pycore.cells.number_format import formatted
from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.reading.book import Book


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A title, column heads with units, and the rows that hold something."""

    title: str
    heads: list[str]
    rows: list[list[str]]


def shown(value: Value, number_format: str = "#,##0.00") -> str:
    """Write a value as its cell shows it."""
    if is_blank(value):
        return ""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    return formatted(value, number_format)


def result_table(book: Book, key: str, columns: Sequence[str] = ()) -> ResultTable:
    """Return a table of the workbook with its filled rows; `columns` picks and orders them."""
    table = book.definition.table(key)
    chosen = [table.column(c) for c in columns] if columns else list(table.columns)
    heads = [
        c.title[book.language] + (f" ({c.unit[book.language]})" if c.unit[book.language].strip("±% ") else "")
        for c in chosen
    ]
    rows = []
    for i in range(table.rows):
        values = [book.value(f"{key}_{c.key}", i) for c in chosen]
        if not is_blank(values[0]) and any(not is_blank(v) for v in values[1:]):
            rows.append([shown(v, c.format) for v, c in zip(values, chosen, strict=True)])
    return ResultTable(table.title[book.language], heads, rows)
