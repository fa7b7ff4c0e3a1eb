"""Values of a submitted workbook, read without trust in its names: a name may point anywhere and be of any size."""

from __future__ import annotations

import math
import re

from pycore.cells.addresses import column_number
from pycore.cells.stored import Value
from pycore.cells.values import is_blank
from pycore.errors import TwinLedgerError
from pycore.formulas.tree import address
from pycore.reading.book import Book, CellKey
from pycore.sheets.definition import Kind, Role
from pycore.sheets.meaning_of import meanings_of
from pycore.sheets.meanings import Meaning
from pycore.sheets.standing import Named, row_of

MOST_ROWS = 200
LARGEST = 1e300
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


def cells_named(book: Book, name: str, most: int = MOST_ROWS) -> list[CellKey]:
    """The first column of a defined name, so many cells at most; none where the name is gone."""
    try:
        area = book.area(name)
    except TwinLedgerError:
        return []
    last = min(area.row2, area.row1 + most - 1)
    return [(area.sheet, row, area.column1) for row in range(area.row1, last + 1)]


def number(value: Value) -> float | None:
    """A finite number, or None for all else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if math.isfinite(value) and abs(value) < LARGEST else None


def number_named(book: Book, name: str, row: int = 0) -> float | None:
    """The number in a row of a name, if there is one."""
    cell = cell_named(book, name, row)
    return None if cell is None else number(book.values.get(cell))


def text_named(book: Book, name: str, row: int = 0) -> str:
    """The text in a row of a name; "" for a blank."""
    cell = cell_named(book, name, row)
    value = None if cell is None else book.values.get(cell)
    return "" if is_blank(value) else str(value)


def project_name(book: Book) -> str:
    """What the file is of: the project's name, or else the first text that is asked for (of a park, its name)."""
    name = meanings_of(book.definition).field(Meaning.PROJECT_NAME)
    if not name:
        name = next(
            (
                f"{panel.key}_{one.key}"
                for panel in book.definition.panels()
                for one in panel.fields
                if one.role is Role.INPUT and one.kind is Kind.TEXT and one.required
            ),
            "",
        )
    return text_named(book, name) if name else ""


def cell_named(book: Book, name: str, row: int = 0) -> CellKey | None:
    """The cell in a row of a name, counted from 0."""
    cells = cells_named(book, name)
    return cells[row] if row < len(cells) else None


def beside(book: Book, here: Named, other: Named, row: int) -> int | None:
    """The row of another column that is for the product of a row of this one; None where there is none."""
    own, others = ([book.values.get(c) for c in cells_named(book, one.product)] for one in (here, other))
    return row_of(own[row], others, row) if row < len(own) else None


def place(book: Book, name: str, row: int = 0) -> str:
    """The address of that cell, or ""."""
    cell = cell_named(book, name, row)
    return "" if cell is None else address(cell)


def first_cell(sheet: str, cells: str) -> CellKey | None:
    """The upper left cell of what a finding names: `K8`, `K8:K20` or `K8,M9`; None for a whole sheet."""
    match = _CELL.match(cells.strip())
    return (sheet, int(match[2]), column_number(match[1].upper())) if sheet and match else None
