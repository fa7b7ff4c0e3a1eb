"""A definition filled in and calculated, with the core and natively, for the tests of workbooks."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.engine.both_ways import recalculate_both_ways
from pycore.engine.host import engine_functions
from pycore.language import Language
from pycore.package.package import Package
from pycore.sheets.definition import Workbook
from pycore.sheets.layout import Layout
from pycore.sheets.writer import write_workbook


class Calculated:
    """The cells of a workbook by name; that core and native values agree is asserted for every cell that is read."""

    def __init__(self, workbook: Workbook, data: dict[str, Any], language: Language = "zh") -> None:
        self.file = write_workbook(workbook, language, data)
        package = Package.read(self.file)
        self._layout = Layout(workbook, language)
        self._names = self._layout.names
        self._core, self._native = recalculate_both_ways(package, engine_functions())

    def column(self, name: str) -> list[Any]:
        """The calculated cells of a column; an error as its code."""
        place = self._names[name]
        assert place.left == place.right, f"{name} is not one column"
        cells = [(row, place.left) for row in range(place.top, place.bottom + 1)]
        core = [self._core[place.sheet].get(cell) for cell in cells]
        for cell, value in zip(cells, core, strict=True):
            native = self._native[place.sheet].get(cell)
            if isinstance(value, float):
                assert native == pytest.approx(value, rel=1e-12), f"{name} {cell}"
            else:
                assert native == value, f"{name} {cell}"
        return core

    def value(self, name: str, row: int = 1) -> Any:
        """One cell of a column, or the cell of a field; rows count from 1."""
        return self.column(name)[row - 1]

    def lines(self, block: str) -> list[Any]:
        """The lines of running text."""
        placed = self._layout.blocks[block]
        cells = [(row, 1) for row in range(placed.first, placed.last + 1)]
        core = [self._core[placed.sheet].get(cell) for cell in cells]
        assert core == [self._native[placed.sheet].get(cell) for cell in cells]
        return core
