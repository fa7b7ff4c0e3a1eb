"""What fits on a slide: sentences and tables as large as there is room for, and how much is left out."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pycore.report.column_widths import SIZES, column_widths, width_of
from pycore.report.document import Grid, GridCell, Head, Mark, MarkedLine, plain, with_labels

TEXT_SIZES = (24.0, 20.0, 18.0, 16.0)
"""Type sizes of sentences, in points, the largest that fits is taken."""
TABLE_SIZES = (16.0, 14.0, 12.0)
_CM_PER_POINT = 2.54 / 72
_LINE, _BOLD = 1.25, 1.06
_CELL_SIDES_CM, _CELL_ENDS_CM = 0.3, 0.2
_END = re.compile(r"[。！？]|[.!?](?=\s+[A-Z(])")


def first_sentence(line: MarkedLine, labels: Mapping[str, str]) -> MarkedLine:
    """Cut a paragraph behind its first sentence; references become the labels that they stand for."""
    kept = []
    for piece in with_labels(line, labels):
        end = _END.search(piece.text) if piece.mark is Mark.PLAIN else None
        if end is not None:
            kept.append(replace(piece, text=piece.text[: end.end()]))
            break
        kept.append(piece)
    return tuple(kept)


def fitted_text(lines: list[MarkedLine], width_cm: float, height_cm: float) -> tuple[list[MarkedLine], float, int]:
    """Choose the type size at which lines fit; return those that fit, the size, and how many are left out."""
    for size in TEXT_SIZES:
        heights = [_height(plain(line), size, width_cm) + size / 2 * _CM_PER_POINT for line in lines]
        if sum(heights) <= height_cm:
            return lines, size, 0
    # One line is kept for the words that say how many are left out.
    room, kept = height_cm - 2 * size * _LINE * _CM_PER_POINT, 0
    while kept < len(lines) and sum(heights[: kept + 1]) <= room:
        kept += 1
    kept = max(kept, 1)
    return lines[:kept], size, len(lines) - kept


def _height(text: str, size: float, width_cm: float) -> float:
    """How high a text stands, in cm."""
    return _lines(text, size, width_cm) * size * _LINE * _CM_PER_POINT


def _lines(text: str, size: float, width_cm: float) -> int:
    """How many lines a text takes; lines break at words, so that a tenth of each stays empty."""
    needed = width_of(text) * size * _CM_PER_POINT * 1.1
    return 1 if needed <= width_cm * 1.1 else math.ceil(needed / width_cm)


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedTable:
    """The part of a table that is on a slide: widths and heights in cm, the type size in points."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    widths: list[float]
    heights: list[float]
    size: float
    rows_left: int
    columns_left: int


def fitted_table(grid: Grid, width_cm: float, height_cm: float) -> FittedTable:
    """Choose columns, rows and type size; the first column and the row of sums are always there."""
    for columns in range(len(grid.heads), 0, -1):
        part = _first_columns(grid, columns)
        found = next((one for size in TABLE_SIZES if (one := _widths(part, size, width_cm)) is not None), None)
        if found is not None:
            break
    widths, size = found or ([width_cm], TABLE_SIZES[-1])
    heights = [_row_height([plain(h.title) + plain(h.unit) + "()" * bool(h.unit) for h in part.heads], widths, size)]
    last = part.rows[-1:] if grid.total else ()
    body = part.rows[: len(part.rows) - len(last)]
    tail = [_row_height([plain(c.line) for c in row], widths, size) for row in last]
    kept: list[float] = []
    for row in body:
        height = _row_height([plain(c.line) for c in row], widths, size)
        if kept and heights[0] + sum(kept) + height + sum(tail) > height_cm:
            break
        kept.append(height)
    return FittedTable(
        heads=part.heads,
        rows=(*body[: len(kept)], *last),
        widths=widths,
        heights=[*heights, *kept, *tail],
        size=size,
        rows_left=len(body) - len(kept),
        columns_left=len(grid.heads) - columns,
    )


def _first_columns(grid: Grid, count: int) -> Grid:
    return replace(grid, heads=grid.heads[:count], rows=tuple(row[:count] for row in grid.rows))


def _widths(grid: Grid, size: float, width_cm: float) -> tuple[list[float], float] | None:
    """The widths of columns at a type size; None where they do not fit."""
    scale = size * _BOLD / SIZES[0]
    widths, fits = column_widths(grid, width_cm / scale)
    if fits != SIZES[0] or sum(widths) * scale > width_cm * 1.001:
        return None
    return [width * scale for width in widths], size


def _row_height(texts: list[str], widths: list[float], size: float) -> float:
    heights = (_height(text, size * _BOLD, width - _CELL_SIDES_CM) for text, width in zip(texts, widths, strict=True))
    return max(heights) + _CELL_ENDS_CM
