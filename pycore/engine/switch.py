"""What a file is given of calculated values: the switch of the core is off, and what only others can calculate stays."""

from __future__ import annotations

from pycore.cells.stored import ErrorValue, Value
from pycore.engine.not_known import not_known_here
from pycore.formulas.tree import FormulaProblem, resolve
from pycore.package.package import Package

Values = dict[str, dict[tuple[int, int], Value]]
SWITCH = "TL_ON"


def switched_off(package: Package, values: Values) -> Values:
    """The values as they are stored: the switch `TL_ON` is FALSE, whatever calculated.

    A program without the add-in that does not calculate on opening would go on with a stored TRUE after an edit, and
    call functions that it does not have. One with the add-in calculates it anew on opening. A cell whose function only
    the program has that saved the file (a picture in a cell of WPS) keeps what that program left there.
    """
    values = _without_unknown(package, values)
    names = {n.name: n.formula for n in package.names if n.sheet is None}
    try:
        area = resolve(names[SWITCH], "", names)
    except (KeyError, FormulaProblem):
        return values
    place = (area.row1, area.column1)
    if place not in values.get(area.sheet, {}):
        return values
    return {**values, area.sheet: {**values[area.sheet], place: False}}


def _without_unknown(package: Package, values: Values) -> Values:
    """The values but those of cells that call a function which is not known here."""
    failed = {
        sheet: {place for place, value in cells.items() if isinstance(value, ErrorValue) and value == "#NAME?"}
        for sheet, cells in values.items()
    }
    kept = dict(values)
    for sheet in package.sheets:
        if not failed.get(sheet.name):
            continue
        formulas = {
            (sheet.name, cell.row, cell.column): cell.formula
            for cell in package.formula_cells(sheet)
            if cell.formula is not None and (cell.row, cell.column) in failed[sheet.name]
        }
        cells = values[sheet.name]
        unknown = not_known_here(formulas, {(sheet.name, *place): cells[place] for place in failed[sheet.name]})
        kept[sheet.name] = {place: value for place, value in cells.items() if (sheet.name, *place) not in unknown}
    return kept
