"""What the formulas of a workbook read, found out once for all who ask."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pycore.formulas.cell_names import family_of
from pycore.formulas.plain_references import ORDINARY_RANGE
from pycore.formulas.tree import AreaOnSheet, CellKey, FormulaProblem, parse, points_elsewhere, precedents


class Referred(NamedTuple):
    """The rectangles that a formula names, and whether it reads others too that only its calculation finds."""

    areas: Sequence[AreaOnSheet]
    elsewhere: bool


_STAND_IN = 1_000_003
"""A row that stands in for each formula's own, so that the rows of a ledger are read as one formula."""
_MAY_POINT = re.compile(r"[:#]|INDIRECT|OFFSET", re.IGNORECASE)
_WITHIN_A_NUMBER = re.compile(r"\d#|#\d")
"""In row 7 the family of `A17` is `A1#`, which another row has for another cell."""


class References:
    """What each formula reads, by its text and sheet; of a family one formula is parsed.

    Parameters
    ----------
    names: defined names and what they stand for: a reference, a value or a formula.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._by_families = not any(str(_STAND_IN) in text for text in names.values())
        self._families: dict[tuple[str, str], Referred | None] = {}
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
        sheet, row, _ = cell
        shared = self._of_family(sheet, formula, row) if self._by_families else None
        if shared is not None:
            return Referred(_in_row(shared.areas, row), shared.elsewhere)
        try:
            areas = precedents(formula, sheet, self._names, whole_lines=True)
            return Referred(areas, self._points_elsewhere(formula, row))
        except FormulaProblem as problem:
            return problem

    def _of_family(self, sheet: str, formula: str, row: int) -> Referred | None:
        """Return what the formula would read in the row that stands in; None where the family cannot be read as one."""
        key = (sheet, family_of(formula, row))
        if key not in self._families:
            self._families[key] = self._in_the_stand_in(sheet, formula, row)
        return self._families[key]

    def _in_the_stand_in(self, sheet: str, formula: str, row: int) -> Referred | None:
        family, stand_in = family_of(formula, row), str(_STAND_IN)
        # `#` itself is in the names of errors, and a name or a sheet with a number in it is another one in each row.
        if "#" in formula or stand_in in formula or _WITHIN_A_NUMBER.search(family):
            return None
        try:
            areas = precedents(family.replace("#", stand_in), sheet, self._names, whole_lines=True)
        except FormulaProblem:
            return None
        if any(stand_in in area.sheet for area in areas):
            return None
        return Referred(areas, self._points_elsewhere(formula, row))

    def _points_elsewhere(self, formula: str, row: int) -> bool:
        """Ask it of one formula of each family, for a row's number changes nothing of it."""
        family = family_of(formula, row)
        if family not in self._elsewhere:
            self._elsewhere[family] = _may_point_elsewhere(formula) and points_elsewhere(parse(formula))
        return self._elsewhere[family]


def _in_row(areas: Sequence[AreaOnSheet], row: int) -> Sequence[AreaOnSheet]:
    """Put a row in the place of the one that stands in; where none does, the rows of a family read the same."""
    found: dict[AreaOnSheet, None] = {}
    for area in areas:
        sheet, row1, column1, row2, column2 = area
        if row1 == row2 == _STAND_IN:
            area = AreaOnSheet(sheet, row, column1, row, column2)
        elif row2 == _STAND_IN:  # the largest there is, so the other end comes first
            area = AreaOnSheet(sheet, min(row1, row), column1, max(row1, row), column2)
        elif row1 == _STAND_IN:
            area = AreaOnSheet(sheet, min(row2, row), column1, max(row2, row), column2)
        found[area] = None
    return list(found)


def _may_point_elsewhere(formula: str) -> bool:
    """Tell whether there is any need to ask `points_elsewhere`, which takes a tree."""
    return _MAY_POINT.search(ORDINARY_RANGE.sub("", formula)) is not None
