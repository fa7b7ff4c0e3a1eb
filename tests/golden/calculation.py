"""What an independent program made of a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pycore.cells.stored import DefinedName
from pycore.package.package import Package
from tests.golden.comparison import Cells


@dataclass(frozen=True)
class Calculation:
    """The values of all cells, and the defined names, as a program shows them."""

    cells: Cells
    names: tuple[DefinedName, ...]


def saved_calculation(path: Path) -> Calculation:
    """Read the .xlsx that a program has saved."""
    package = Package.read(path)
    cells = {(s.name, c.row, c.column): c.value for s in package.sheets for c in package.sheet_cells(s)}
    return Calculation(cells, package.names)
