"""The cell that says whether the functions of the core are there, and what a file keeps of it."""

from __future__ import annotations

from pycore.cells.stored import Value
from pycore.formulas.tree import FormulaProblem, resolve
from pycore.package.package import Package

Values = dict[str, dict[tuple[int, int], Value]]
SWITCH = "TL_ON"


def switched_off(package: Package, values: Values) -> Values:
    """The values as they are stored: the switch `TL_ON` is FALSE, whatever calculated.

    A program without the add-in that does not calculate on opening would go on with a stored TRUE after an edit, and
    call functions that it does not have. One with the add-in calculates it anew on opening.
    """
    names = {n.name: n.formula for n in package.names if n.sheet is None}
    try:
        area = resolve(names[SWITCH], "", names)
    except (KeyError, FormulaProblem):
        return values
    place = (area.row1, area.column1)
    if place not in values.get(area.sheet, {}):
        return values
    return {**values, area.sheet: {**values[area.sheet], place: False}}
