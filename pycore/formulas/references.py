"""What the formulas of a workbook read, found out once for all who ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pycore.formulas.cell_names import family_of
from pycore.formulas.tree import AreaOnSheet, CellKey, FormulaProblem, parse, points_elsewhere, precedents


class Referred(NamedTuple):
    """The rectangles that a formula names, and whether it reads others too that only its calculation finds."""

    areas: Sequence[AreaOnSheet]
    elsewhere: bool


class References:
    """What each formula reads, by its text and sheet.

    Parameters
    ----------
    names: defined names and what they stand for: a reference, a value or a formula.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._found: dict[tuple[str, str], Referred | FormulaProblem] = {}
        self._elsewhere: dict[str, bool] = {}

    def of(self, cell: CellKey, formula: str) -> Referred:
        """Return what the formula of a cell reads; raises `FormulaProblem` where it cannot be read."""
        key = (cell[0], formula)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._read(cell, formula)
        if isinstance(found, FormulaProblem):
            raise found.with_traceback(None)
        return found

    def _read(self, cell: CellKey, formula: str) -> Referred | FormulaProblem:
        """What cannot be read is kept as well: others ask again and again."""
        try:
            areas = precedents(formula, cell[0], self._names, whole_lines=True)
            return Referred(areas, self._points_elsewhere(formula, cell[1]))
        except FormulaProblem as problem:
            return problem

    def _points_elsewhere(self, formula: str, row: int) -> bool:
        """Ask it of one formula of each family, for a row's number changes nothing of it."""
        family = family_of(formula, row)
        if family not in self._elsewhere:
            self._elsewhere[family] = points_elsewhere(parse(formula))
        return self._elsewhere[family]
