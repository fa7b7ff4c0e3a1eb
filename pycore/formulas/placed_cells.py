"""Cells that can be asked whether any of them stands in an area."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from pycore.formulas.tree import AreaOnSheet, CellKey


class PlacedCells:
    """Cells by sheet and column, with their rows in order."""

    def __init__(self, cells: Iterable[CellKey]) -> None:
        self.by_column: dict[str, dict[int, list[int]]] = {}
        for sheet, row, column in cells:
            self.by_column.setdefault(sheet, {}).setdefault(column, []).append(row)
        for columns in self.by_column.values():
            for rows in columns.values():
                rows.sort()

    def meet(self, area: AreaOnSheet) -> bool:
        """Tell whether one of them stands in an area."""
        return any(
            (at := bisect_left(rows, area.row1)) < len(rows) and rows[at] <= area.row2
            for column, rows in self.by_column.get(area.sheet, {}).items()
            if area.column1 <= column <= area.column2
        )
