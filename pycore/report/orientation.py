"""Which printed tables stand on pages of landscape format: those that a page of portrait format makes too small."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pycore.report.column_widths import SIZES, column_widths, width_of
from pycore.report.document import Grid, ReportBlock, plain

PORTRAIT_CM, LANDSCAPE_CM = 16.0, 24.7
"""How wide the text is on A4."""
_LINES = 2.0
"""On the average of the rows: with fewer a type of the second size is read as well on a page of portrait format."""
_SIDES_CM, _CM_PER_POINT = 0.22, 2.54 / 72


def turned(blocks: Iterable[ReportBlock]) -> Iterator[ReportBlock]:
    """Yield the blocks of a report, with tables that ask for landscape format turned."""
    for block in blocks:
        yield replace(block, landscape=asks_for_landscape(block)) if isinstance(block, Grid) else block


def asks_for_landscape(grid: Grid) -> bool:
    """Tell whether a table is too wide for a page of portrait format.

    It is where only the smallest type would fit, or the second with rows of several lines.
    """
    widths, size = column_widths(grid, PORTRAIT_CM)
    if size == SIZES[0]:
        return False
    return size == SIZES[-1] or _lines(grid, widths, size) >= _LINES


def text_width(grid: Grid) -> float:
    """The width that a table fills, in cm."""
    return LANDSCAPE_CM if grid.landscape else PORTRAIT_CM


def _lines(grid: Grid, widths: list[float], size: float) -> float:
    """How many lines a row takes on the average, as far as that can be told from the widths of characters."""
    rows = [
        max(
            math.ceil(width_of(plain(cell.line)) * size * _CM_PER_POINT / max(width - _SIDES_CM, _SIDES_CM)) or 1
            for cell, width in zip(row, widths, strict=True)
        )
        for row in grid.rows
    ]
    return sum(rows) / len(rows) if rows else 1.0
