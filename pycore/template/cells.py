"""The rows and cells of a sheet's part besides what the cells hold: which rows are hidden, and each cell's style.

Nearly every program writes rows and cells in one plain form, and then they are read as bytes: they are nearly all of
the part. A part in which a single row or cell is written otherwise is read as a tree, so that no spelling that
a spreadsheet program understands goes unseen here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from pycore.cells.addresses import LAST_COLUMN, LAST_ROW, column_letters, column_number
from pycore.cells.stored import Area
from pycore.template.xml import TRUE, children, descendants, parsed, whole_number

LOWEST = 4.0
"""Points; in a lower row nothing can be read."""

_VALUE = rb"[^\"<>&\s+]*"
_PLAIN_ROW = re.compile(rb'<row r="[1-9]\d{0,6}"(?: [A-Za-z][\w:.]*="' + _VALUE + rb'")*\s?/?>')
_PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3})([1-9]\d{0,6})"((?: [a-z]+="' + _VALUE + rb'")*)\s?/?>')
_STYLE = re.compile(rb' s="([^"]*)"')
_SHARED = re.compile(rb'<c r="([A-Z]{1,3}[1-9]\d{0,6})"[^<>]* t="s"[^<>]*>\s*<v>(\d{1,9})</v>')
# Any element whose local name is that of a row or a cell, however its start tag goes on.
_ANY_ROW = re.compile(rb"<(?:[^<>\s/\"'=]*:)?row(?=[\s/>])")
_ANY_CELL = re.compile(rb"<(?:[^<>\s/\"'=]*:)?c(?=[\s/>])")
_ROUNDABOUT = (b"<!--", b"<![CDATA[", b"AlternateContent")
_DATA = re.compile(rb"<sheetData(?:\s*/>|[^>]*>)")
_ATTRIBUTE = re.compile(rb'([\w:.]+)="([^"]*)"')


class Placed(NamedTuple):
    """A cell of the part: where it stands and the number of its style."""

    row: int
    column: int
    style: int


class SheetRows:
    """The rows of one part, and the tree of all else in it."""

    def __init__(self, data: bytes) -> None:
        start, end = _sheet_data(data)
        self._rows: bytes | None = data[start:end]
        self._plain: list[tuple[bytes, bytes, bytes]] = _PLAIN_CELL.findall(data[start:end])
        if not _is_plain(data, data[start:end], len(self._plain)):
            self._rows = None
        self.frame: etree._Element = parsed(data if self._rows is None else data[:start] + data[end:])

    def hidden(self) -> Iterator[tuple[int, int]]:
        """Yield the rows that are hidden or too low to be read, each as first and last."""
        last = 0
        for attributes in self.row_attributes():
            last = whole_number(attributes.get("r"), last + 1)
            if attributes.get("hidden", "0").strip() in TRUE or _lower(attributes.get("ht")):
                yield last, last

    def styled(self, styles: frozenset[int]) -> Iterator[tuple[int, int]]:
        """Yield the cells in one of some styles; a cell that names none is in the first."""
        for cell in self.placed if styles else ():
            if cell.style in styles:
                yield cell.row, cell.column

    def repeated(self, held: int) -> list[str]:
        """Return the addresses that more than one cell has: each program may show another of them.

        `held` is the number of different cells that were read. Nearly always it is that of the elements, and nothing
        is looked at any further.
        """
        if self._rows is not None and self._rows.count(b"<c ") == held:
            return []
        counts = Counter((cell.row, cell.column) for cell in self.placed)
        return [f"{column_letters(column)}{row}" for (row, column), count in counts.items() if count > 1]

    def shared_texts(self, numbers: Collection[int]) -> Iterator[tuple[int, int, int]]:
        """Yield the row and column of each cell that holds one of some shared texts, with the number of its text."""
        if not numbers:
            return
        if self._rows is not None:
            for address, number in _SHARED.findall(self._rows):
                area = Area.of(address.decode())
                if area is not None and int(number) in numbers:
                    yield area.first_row, area.first_column, int(number)
            return
        for row in self._tree_rows:
            for cell in children(row, "c"):
                area = Area.of(cell.get("r", "").strip())
                held = next((v.text or "" for v in children(cell, "v")), "") if cell.get("t") == "s" else ""
                if area is not None and whole_number(held, -1) in numbers:
                    yield area.first_row, area.first_column, whole_number(held)

    def row_attributes(self) -> Iterator[dict[str, str]]:
        """Yield the attributes of each row, by a fast search where the XML is plain."""
        if self._rows is None:
            for row in self._tree_rows:
                yield {str(name): str(value) for name, value in row.attrib.items()}
            return
        for match in _PLAIN_ROW.finditer(self._rows):
            yield {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(match.group())}

    @cached_property
    def _tree_rows(self) -> list[etree._Element]:
        return [row for data in descendants(self.frame, "sheetData") for row in children(data, "row")]

    @cached_property
    def placed(self) -> Sequence[Placed]:
        """Each cell with the number of its style, found by a fast search where the XML is plain."""
        return list(self._tree_cells() if self._rows is None else _plain_cells(self._plain))

    def _tree_cells(self) -> Iterator[Placed]:
        row = 0
        for element in self._tree_rows:
            row, column = whole_number(element.get("r"), row + 1, LAST_ROW), 0
            for cell in children(element, "c"):
                # A cell without an address stands behind the one before it.
                area = Area.of(cell.get("r", "").strip())
                place = (area.first_row, area.first_column) if area is not None else (row, column + 1)
                column = min(place[1], LAST_COLUMN)
                yield Placed(*place, whole_number(cell.get("s", "0")))


def _plain_cells(found: Sequence[tuple[bytes, bytes, bytes]]) -> Iterator[Placed]:
    """Yield the cells of plain rows. A sheet has few columns and few styles: each is read once."""
    columns: dict[bytes, int] = {}
    styles: dict[bytes, int] = {}
    for letters, digits, attributes in found:
        row, column = int(digits), columns.get(letters)
        if column is None:
            column = columns[letters] = column_number(letters.decode())
        if row > LAST_ROW or column > LAST_COLUMN:
            continue
        style = styles.get(attributes)
        if style is None:
            given = _STYLE.search(attributes)
            style = styles[attributes] = whole_number(given.group(1).decode() if given is not None else "0")
        yield Placed(row, column, style)


def _sheet_data(data: bytes) -> tuple[int, int]:
    """Where the rows begin and end; both at the end of the part where there are none, or none in a plain form."""
    start, end = _DATA.search(data), data.rfind(b"</sheetData>")
    if start is None or start.group().endswith(b"/>") or end < start.end():
        return len(data), len(data)
    return start.end(), end


def _is_plain(data: bytes, rows: bytes, cells: int) -> bool:
    """Tell whether the fast search finds every row and every cell that is there."""
    if any(mark in data for mark in _ROUNDABOUT) or data.count(b"sheetData") > 2:
        return False
    return len(_PLAIN_ROW.findall(rows)) == len(_ANY_ROW.findall(data)) and cells == len(_ANY_CELL.findall(data))


def _lower(height: str | None) -> bool:
    """Tell whether a row is so low that nothing in it can be seen."""
    try:
        return height is not None and float(height) < LOWEST
    except ValueError:
        return False
