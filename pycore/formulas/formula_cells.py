"""The formula cells of one workbook: what they read, and what reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pycore.cells.stored import Value
from pycore.formulas.references import References
from pycore.formulas.tree import AreaOnSheet, CellKey, FormulaProblem, function_name


class FormulaCells:
    """The formulas of one workbook with what they refer to.

    Parameters
    ----------
    formulas: the formula of each formula cell, with its equals sign.
    values: the calculated value of every cell; cells that are not in it are blank.
    names: defined names and what they stand for: a reference, a value or a formula.
    functions: functions by name, in addition to Excel's.
    references: what has been found out about formulas with these names before.
    """

    def __init__(
        self,
        formulas: Mapping[CellKey, str],
        values: Mapping[CellKey, Value],
        names: Mapping[str, str],
        functions: Mapping[str, Callable[..., object]],
        references: References | None = None,
    ) -> None:
        self.formulas = formulas
        self.values = values
        self.names = names
        self.functions = {function_name(name): function for name, function in functions.items()}
        self._sheets = {sheet.casefold(): sheet for cells in (values, formulas) for sheet, _, _ in cells}
        self._references = References(names) if references is None else references
        self._readers: _Readers | None = None

    def dependents(self, sources: Iterable[CellKey]) -> set[CellKey]:
        """Find the formula cells that the sources reach, through any number of other formulas."""
        return self._index().reached(sources, through=lambda cell: True)

    def reached(self, drawn: frozenset[CellKey]) -> set[CellKey]:
        """Find the formula cells that the drawn cells may reach, those that cannot be judged included."""
        readers = self._index()
        sources = [*drawn, *readers.unknown]
        reached = readers.reached(sources, through=lambda cell: cell not in drawn)
        return (reached | readers.unknown) - drawn

    def cell(self, cell: CellKey) -> CellKey:
        """Spell the sheet of a cell as the workbook does."""
        sheet, row, column = cell
        return (self._sheets.get(sheet.casefold(), sheet), row, column)

    def area(self, area: AreaOnSheet) -> AreaOnSheet:
        """Spell the sheet of an area as the workbook does."""
        return area._replace(sheet=self._sheets.get(area.sheet.casefold(), area.sheet))

    def _index(self) -> _Readers:
        """Return who reads what, built when it is first asked for; an unreadable formula may read anything."""
        if self._readers is None:
            self._readers = _Readers()
            for cell, formula in self.formulas.items():
                try:
                    areas, unknown = self._references.of(cell, formula)
                except FormulaProblem:
                    areas, unknown = [], True
                self._readers.add(cell, map(self.area, areas), unknown)
        return self._readers


class _Readers:
    """Which formulas read which cells."""

    def __init__(self) -> None:
        self.unknown: set[CellKey] = set()
        self._of_cell: dict[CellKey, list[CellKey]] = {}
        self._of_area: dict[AreaOnSheet, list[CellKey]] = {}
        self._areas_in_column: dict[tuple[str, int], list[AreaOnSheet]] = {}

    def add(self, cell: CellKey, areas: Iterable[AreaOnSheet], unknown: bool) -> None:
        """Note what a formula reads; one that points at cells known only when calculated reads anything."""
        if unknown:
            self.unknown.add(cell)
        for area in areas:
            if area.rows == area.columns == 1:
                self._of_cell.setdefault(area[:3], []).append(cell)
                continue
            if area not in self._of_area:
                self._of_area[area] = []
                for column in range(area.column1, area.column2 + 1):
                    self._areas_in_column.setdefault((area.sheet, column), []).append(area)
            self._of_area[area].append(cell)

    def reached(self, sources: Iterable[CellKey], through: Callable[[CellKey], bool]) -> set[CellKey]:
        """Return all cells that depend on the sources, going on through those that `through` lets pass."""
        found: set[CellKey] = set()
        waiting = list(sources)
        open_areas: dict[tuple[str, int], list[AreaOnSheet]] = {}
        done: set[AreaOnSheet] = set()
        while waiting:
            cell = waiting.pop()
            readers = list(self._of_cell.get(cell, ()))
            column = (cell[0], cell[2])
            still_open: list[AreaOnSheet] = []
            for area in open_areas.get(column, self._areas_in_column.get(column, ())):
                if area in done:
                    continue
                if area.row1 <= cell[1] <= area.row2:
                    done.add(area)
                    readers.extend(self._of_area[area])
                else:
                    still_open.append(area)
            open_areas[column] = still_open
            for reader in readers:
                if reader not in found:
                    found.add(reader)
                    if through(reader):
                        waiting.append(reader)
        return found
