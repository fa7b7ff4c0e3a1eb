"""A sheet of the template beside the one of a file that it has become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pycore.cells.stored import Area, StoredCell
from pycore.formulas.tree import AreaOnSheet
from pycore.package.package import SheetPart
from pycore.template.print import SheetPrint
from pycore.template.rows import RowMap


@dataclass(frozen=True, slots=True)
class Pair:
    """The two sheets, the way from the rows of the one to those of the other, and the cells of the file's."""

    ours: SheetPrint
    file: SheetPart
    rows: RowMap
    cells: Mapping[tuple[int, int], StoredCell]

    def area(self, area: Area) -> Area | None:
        """Where an area of the template stands in the file; None where it is gone."""
        found = self.rows.area(AreaOnSheet("", area.first_row, area.first_column, area.last_row, area.last_column), "")
        return None if found is None else Area(*found[1:])

    def filled(self, area: Area) -> list[StoredCell]:
        """The cells of the file in an area that hold something, row by row."""
        if area.size <= len(self.cells):
            held = [cell for place in area.places() if (cell := self.cells.get(place)) is not None]
        else:
            held = [cell for place, cell in sorted(self.cells.items()) if place in area]
        return [cell for cell in held if is_filled(cell)]


def is_filled(cell: StoredCell) -> bool:
    """Tell whether a cell has a formula or a value."""
    return cell.formula is not None or not (cell.value is None or cell.value == "")
