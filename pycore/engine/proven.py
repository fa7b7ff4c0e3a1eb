"""The native values of an untouched workbook where most of them need no second calculation.

A formula that calls functions says each value in two ways. Of those of a template it is found out when the template is
built whether both give the same (`Readings.proven`), and the golden tests hold it. In a file whose formulas and texts
are all the template's, the native value of such a cell is the core's. What is not proven - a form that ends where the
core goes on, and what has no value in the worked examples - is calculated natively, and so is what only the core can
fill. Where any of it differs, nothing is taken as proven and all is calculated.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from pycore.cells.addresses import column_letters
from pycore.cells.stored import ErrorValue, Value
from pycore.engine.engine_problem import said_as_problem
from pycore.engine.engine_values import value_of
from pycore.engine.recalculate import SWITCH, Calculation, Values
from pycore.formulas.core_only import is_core_only
from pycore.formulas.qualified import qualified
from pycore.formulas.tree import CellKey

_SCRATCH = "tl native"
_OWN_PLACE = re.compile(r"\b(?:ROW|COLUMN)\(\s*\)", re.IGNORECASE)
"""What a formula says of the cell in which it stands, which is another beside the workbook."""
TOLERANCE, _SMALLEST = 1e-9, 1e-12
_GUARDED = f"IFERROR(IF({SWITCH},"
"""How a formula asks the switch so that it is native as soon as its functions are absent, whatever the switch says."""


@dataclass(slots=True)
class _Asked:
    """The cells of a workbook by what has to be found out of them.

    Attributes:
        again: formulas in two forms that have a value and are not proven.
        core_only: those that only the core can fill.
        proven: how many formulas in two forms are not calculated again.
    """

    again: list[CellKey] = field(default_factory=list)
    core_only: list[CellKey] = field(default_factory=list)
    proven: int = 0


def proven_natively(calculation: Calculation, core: Values, switch: CellKey) -> tuple[Values, int] | None:
    """Return the native values of a workbook that has been calculated with the core, and how many cells are proven.

    The functions of the calculation are absent by now. None where nothing can be taken as proven.

    Args:
        switch: its cell; the only one that tells the two calculations apart.
    """
    asked = _asked(calculation, core, switch)
    if asked is None:
        return None
    given = _calculated(calculation, [*asked.again, *asked.core_only])
    if any(not agree(core[s].get((r, c)), given[s, r, c]) for s, r, c in asked.again):
        return None
    native = {sheet: dict(values) for sheet, values in core.items()}
    for (sheet, row, column), value in given.items():
        native[sheet][row, column] = value
    native[switch[0]][switch[1:]] = False
    return native, asked.proven


def _calculated(calculation: Calculation, cells: list[CellKey]) -> dict[CellKey, Value]:
    """Calculate formulas beside the workbook, on the values that it has, so that nothing that reads them follows."""
    found: dict[CellKey, Value] = {}
    texts = {cell: calculation.formulas[cell[0]][cell[1:]] for cell in cells}
    engine, scratch = calculation.engine, _SCRATCH
    while scratch in map(str.lower, calculation.formulas):
        scratch += "_"
    with said_as_problem():
        engine.add_sheet(scratch)
        for number, (cell, formula) in enumerate(texts.items(), 1):
            engine.set_formula(scratch, number, 1, "=" + qualified(formula, cell[0]))
        engine.evaluate_all()
        for number, cell in enumerate(texts, 1):
            found[cell] = value_of(engine.get_value(scratch, number, 1))
    return found


def _asked(calculation: Calculation, core: Values, switch: CellKey) -> _Asked | None:
    """Sort the cells; None where one that is not proven asks the switch in a way of its own, or where it stands."""
    readings = calculation.readings
    if readings is None or not readings.proven:
        return None
    asked, families = _Asked(), calculation.families
    all_alike = all(name.startswith("TL_") for name in calculation.known)
    kinds: dict[str | None, str] = dict.fromkeys(readings.proven, "proven")
    for sheet, formulas in calculation.formulas.items():
        for place, formula in formulas.items():
            if "TL_" not in formula and all_alike and "TL_" not in formula.upper():
                continue
            family = families.get((sheet, place))
            kind = kinds.get(family)
            if kind is None:
                kind = _kind(_asking(formula, switch), calculation.known)
                if family is not None:
                    kinds[family] = kind
            if not kind or (sheet, *place) == switch:
                continue
            if kind == "proven":
                asked.proven += 1
            elif kind == "core":
                asked.core_only.append((sheet, *place))
            elif core[sheet].get(place) == "" and not formula.startswith("IFERROR("):
                asked.proven += 1  # what stands before both forms has left it blank
            elif kind == "other" or place in calculation.arrays[sheet] or _OWN_PLACE.search(formula):
                return None
            else:
                asked.again.append((sheet, *place))
    return asked


def _asking(formula: str, switch: CellKey) -> str:
    """Write the name of the switch where its cell stands: in formulas whose references were written out in full."""
    sheet, row, column = switch
    place = f"!{column_letters(column)}{row}"
    quoted = "'" + sheet.replace("'", "''") + "'"
    return formula.replace(f"IF({quoted}{place},", f"IF({SWITCH},").replace(f"IF({sheet}{place},", f"IF({SWITCH},")


def _kind(formula: str, functions: Collection[str]) -> str:
    """Tell how a formula says its value: in one way (""), in two, only by the core, or in a way of its own."""
    capitals = formula.upper()
    if SWITCH not in capitals and not any(name in capitals for name in functions):
        return ""
    if is_core_only(formula):
        return "core"
    return "two" if capitals.count(SWITCH) == capitals.count(_GUARDED) else "other"


def agree(a: Value, b: Value) -> bool:
    """Tell whether two values are the same, numbers within the tolerance of the review."""
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= max(TOLERANCE * max(abs(a), abs(b)), _SMALLEST)
    return (
        a == b and isinstance(a, ErrorValue) == isinstance(b, ErrorValue) and isinstance(a, bool) == isinstance(b, bool)
    )
