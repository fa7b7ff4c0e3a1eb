"""Holding the tables of a report against the workbook, without the report's own reading of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pycore.sheets.chapter import Section, TableOf
from pycore.sheets.definition import Column, Table


def sections(found: tuple[Section, ...], number: str = "") -> Iterator[tuple[int, str, Section]]:
    """Every section with its level and number."""
    for i, section in enumerate(found, 1):
        here = f"{number}{i}"
        yield here.count(".") + 1, here, section
        yield from sections(section.sections, f"{here}.")


def tables_of(found: tuple[Section, ...]) -> Iterator[TableOf]:
    for _, _, section in sections(found):
        yield from (part for part in section.parts if isinstance(part, TableOf))


def agrees(shown: str, value: Any) -> bool:
    """Whether a cell of the report shows a value: the same text, or a number that rounds to what is shown."""
    if value is None or value == "":
        return shown == ""
    if isinstance(value, bool):
        return shown in ("是", "否")
    if isinstance(value, str):
        return shown == re.sub(r"^[✓✗!] +", "", value.strip())
    if shown == "–":
        return bool(value == 0)
    digits = shown.lstrip("±+").replace(",", "").removesuffix("%")
    scale = 100 if shown.endswith("%") else 1
    try:
        number = float(digits)
    except ValueError:
        return False
    decimals = len(digits.partition(".")[2])
    return abs(number - value * scale) <= 0.5000001 * 10**-decimals


BASIS = "参数取值"


def is_head(head: str, column: Column, part: TableOf) -> bool:
    """Whether this is printed over a column: its title, or what the chapter has in its place, with values in it."""
    given = dict(part.heads).get(column.key)
    if given is None:
        # What is said to those who fill the sheet in is not printed.
        return head in (column.title.zh, column.title.zh.partition("（空白")[0])
    return re.fullmatch(re.sub(r"\\\{.*?\\\}", ".+", re.escape(given.zh)), head) is not None


def assert_shows(
    table: Table, part: TableOf, heads: list[str], rows: list[list[str]], column: Callable[[str], list[Any]]
) -> None:
    """Each row of the report is a row of the sheet, in its order, with the same value in each cell.

    `column` gives the values of a column of the sheet, by its key.
    """
    wanted = [table.column(key) for key in part.columns] or list(table.columns)
    if part.basis and BASIS in heads:
        # What it says of a row is tested by itself.
        at = heads.index(BASIS)
        heads, rows = [*heads[:at], *heads[at + 1 :]], [[*row[:at], *row[at + 1 :]] for row in rows]
    shown: list[Column] = []
    for head in heads:
        shown.append(next(c for c in wanted if c not in shown and is_head(head, c, part)))
    sheet = list(zip(*(column(c.key) for c in shown), strict=True))
    body = list(rows)
    if table.totals and part.total and body[-1][0] == "合计":
        for text, of in zip(body.pop()[1:], shown[1:], strict=True):
            summed = sum(v for v in column(of.key) if isinstance(v, float))
            assert agrees(text, summed) if of.total else text == "", (of.key, text)
    at = 0
    for row in body:
        while not all(agrees(text, value) for text, value in zip(row, sheet[at], strict=True)):
            at += 1
            assert at < len(sheet), f"no row of the sheet shows {row}"
        at += 1
