"""Which printed tables stand on pages of landscape format: those that a page of portrait format makes too small."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pycore.report.column_widths import SIZES, column_widths, width_of
from pycore.report.document import Grid, Heading, Paragraph, ReportBlock, plain

PORTRAIT_CM, LANDSCAPE_CM = 16.0, 24.7
"""How wide the text is on A4."""
_LINES = 2.0
"""On the average of the rows: with fewer a type of the second size is read as well on a page of portrait format."""
_SIDES_CM, _CM_PER_POINT = 0.22, 2.54 / 72
_LINE_EMS, _MOST_LINES = 58, 9
"""Of running text on a page of landscape format: how wide a line is, and how many stand above a table at most."""


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


def on_landscape_pages(blocks: Sequence[ReportBlock]) -> list[bool]:
    """Tell of each block whether it stands on a page of landscape format: the tables that do, and what leads to them.

    The headings and the short text right above such a table go with it: alone they would be a page that is all but
    empty.
    """
    found = [isinstance(block, Grid) and block.landscape for block in blocks]
    for table in [i for i, wide in enumerate(found) if wide]:
        first = heading = table
        lines = 0
        while first and lines <= _MOST_LINES:
            block = blocks[first - 1]
            if isinstance(block, Heading):
                heading = first - 1
                lines += 2
            elif isinstance(block, Paragraph) and heading == table:
                lines += math.ceil(width_of(plain(block.line)) / _LINE_EMS)
            else:
                break
            first -= 1
        if lines <= _MOST_LINES:
            found[heading:table] = [True] * (table - heading)
    return found


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
