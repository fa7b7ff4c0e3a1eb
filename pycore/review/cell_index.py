"""A set of cells that can be asked quickly which of them lie in a rectangle."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pycore.formulas.tree import AreaOnSheet
from pycore.reading.book import CellKey


class CellIndex:
    """Cells by sheet and column, with their rows in order."""

    def __init__(self, cells: Iterable[CellKey]) -> None:
        self._rows: dict[str, dict[int, list[int]]] = defaultdict(dict)
        for sheet, row, column in sorted(cells):
            self._rows[sheet].setdefault(column, []).append(row)

    def inside(self, area: AreaOnSheet) -> Iterator[CellKey]:
        """The cells in a rectangle, however large it is."""
        columns = self._rows.get(area.sheet, {})
        if area.columns <= len(columns):
            there = [c for c in range(area.column1, area.column2 + 1) if c in columns]
        else:
            there = [c for c in columns if area.column1 <= c <= area.column2]
        for column in there:
            rows = columns[column]
            for row in rows[bisect_left(rows, area.row1) : bisect_left(rows, area.row2 + 1)]:
                yield area.sheet, row, column

    def touches(self, areas: Iterable[AreaOnSheet]) -> bool:
        """Tell whether any of the cells lies in any of some rectangles."""
        return any(True for area in areas for _ in self.inside(area))
