"""The values of a workbook with the core and without it, by one load of the engine where that is the same.

Without the add-in every TL_ function is absent and the switch `TL_ON` is false. Once the workbook has been calculated
with the core, its functions are taken away and the formulas that call them are calculated anew: those that ask the
switch follow from its cell, and all others are entered again. Where anything stands in the way of that - the switch is
not the template's, a defined name calls a function, formulas had to be changed for the values that they gave, or seem
to go round in a circle with the core or without it - the workbook is calculated from the start a second time. So it is where a function gives something else each time, or reads
cells that its formula does not name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from pycore.engine.engine_problem import said_as_problem
from pycore.engine.proven import proven_natively
from pycore.engine.recalculate import (
    SWITCH,
    VERSION_FUNCTION,
    Calculation,
    Functions,
    StoredCells,
    Values,
    recalculate,
)
from pycore.errors import FileProblem
from pycore.formulas.readings import Readings
from pycore.formulas.text import tokens
from pycore.formulas.tree import CellKey, FormulaProblem, resolve
from pycore.package.package import Package

_SWITCHES = f"NOT(ISERROR({VERSION_FUNCTION}()))"
_BINDING = frozenset({"LET", "LAMBDA"})
"""Functions that give a name a meaning of their own."""
_UNSTEADY = re.compile(r"\b(?:RAND\w*|NOW|TODAY|INDIRECT|OFFSET|CELL|INFO)\s*\(", re.IGNORECASE)
_ROW_IN_A_FUNCTION = re.compile(r"#[\w.]*\s*\(")
"""In a family `TL_CO#(` is `TL_CO2(` in row 2 and another function in row 3."""


def recalculate_both_ways(
    package: Package, functions: Functions, stored: StoredCells | None = None, readings: Readings | None = None
) -> tuple[Values, Values]:
    """Calculate every formula of a workbook with the core and natively, each as `recalculate` does.

    Args:
        stored: the cells of each sheet, where they have been read already.
        readings: what is known of the formulas of the workbook's template.

    Raises:
        FileProblem: the engine cannot read or calculate the workbook.
    """
    ways = ways_of(package, functions, stored, readings, untouched=False)
    return ways.core, ways.native


@dataclass(frozen=True, eq=False)
class Ways:
    """The values of a workbook with the core and natively.

    Attributes:
        proven: how many native values of formulas in two forms are the core's, because the tests of the template have
            proven that both give the same; 0 where all were calculated.
        calculated: calculates all native values, where some are taken as proven.
    """

    core: Values
    native: Values
    proven: int = 0
    calculated: Callable[[], Values] | None = None

    def in_full(self) -> Ways:
        """Return the same with every native value calculated."""
        return self if self.calculated is None else Ways(self.core, self.calculated())


def ways_of(
    package: Package, functions: Functions, stored: StoredCells | None, readings: Readings | None, *, untouched: bool
) -> Ways:
    """Calculate as `recalculate_both_ways`; of an `untouched` workbook natively only what is not proven.

    Args:
        untouched: every formula and every text of the workbook is that of its template.

    Raises:
        FileProblem: the engine cannot read or calculate the workbook.
    """
    calculation = Calculation(package, functions, native=False, stored=stored, readings=readings)
    core = calculation.values()
    steady = not calculation.rewrote and not calculation.circles
    may_be_proven = steady and untouched and not calculation.added_up and not _is_unsteady(calculation)
    switch = _switch(calculation) if may_be_proven else None
    if switch is not None:
        calculation.calls.absent = True
        calculation.calls.gave_arrays.clear()
        found = proven_natively(calculation, core, switch)
        if found is not None:
            return Ways(core, *found, partial(_natively, calculation, functions, readings))
    return Ways(core, _natively(calculation, functions, readings))


def _natively(calculation: Calculation, functions: Functions, readings: Readings | None) -> Values:
    """The native values of a workbook that has been calculated with the core."""
    package, stored = calculation.package, calculation.stored
    steady = not calculation.rewrote and not calculation.circles
    calling = _calling(calculation) if steady else None
    if calling is None:
        return recalculate(package, functions, True, stored, readings)
    calculation.calls.absent = True
    calculation.calls.gave_arrays.clear()
    with said_as_problem():
        calculation.enter({cell: calculation.formulas[cell[0]][cell[1:]] for cell in calling})
        native = calculation.settled()
    return recalculate(package, functions, True, stored, readings) if calculation.circles else native


def _calling(calculation: Calculation) -> list[CellKey] | None:
    """Find the cells that call functions without asking the switch; None where the switch does not decide for the rest."""
    switch = _switch(calculation)
    called = calls_of(calculation.known)
    if switch is None or _is_unsteady(calculation):
        return None
    follows = dict(calculation.readings.follows) if calculation.readings else {}
    found = []
    for sheet, formulas in calculation.formulas.items():
        for place, formula in formulas.items():
            family = calculation.families.get((sheet, place), formula)
            follow = follows.get(family)
            if follow is None:
                follow = follows_switch(formula, called)
                if follow is None:
                    return None
                if is_one_for_all_rows(family):
                    follows[family] = follow
            if not follow:
                if place in calculation.arrays[sheet]:
                    return None
                found.append((sheet, *place))
    return found if switch in found else None


def _is_unsteady(calculation: Calculation) -> bool:
    """Tell whether a defined name calls a function of the core, or gives something else each time."""
    called = calls_of(calculation.known)
    return any(called.search(f) or _UNSTEADY.search(f) for _, f in calculation.defined)


def calls_of(functions: Collection[str]) -> re.Pattern[str]:
    """Return what finds a call of one of the functions."""
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(functions))) + r")\s*\(", re.IGNORECASE)


def follows_switch(formula: str, called: re.Pattern[str]) -> bool | None:
    """Tell whether a formula calls no function without asking the switch; None if it gives something else each time."""
    if _UNSTEADY.search(formula):
        return None
    return not called.search(formula) or _asks_the_switch(formula)


def is_one_for_all_rows(family: str) -> bool:
    """Tell whether the formulas of a family call the same functions."""
    return _ROW_IN_A_FUNCTION.search(family) is None


def _switch(calculation: Calculation) -> CellKey | None:
    """The cell of the switch, where it is one cell of the whole workbook and has the template's formula."""
    named = [n for n in calculation.package.names if n.name.upper() == SWITCH]
    if len(named) != 1 or named[0].sheet is not None or named[0].name != SWITCH:
        return None
    try:
        area = resolve(named[0].formula, "", {SWITCH: named[0].formula})
    except (FormulaProblem, FileProblem, KeyError):
        return None
    place = (area.row1, area.column1)
    formula = calculation.formulas.get(area.sheet, {}).get(place)
    return (area.sheet, *place) if area.rows == area.columns == 1 and formula == _SWITCHES else None


def _asks_the_switch(formula: str) -> bool:
    """Tell whether a formula refers to the switch by its name, so that it is calculated anew with it."""
    read = tokens(formula)
    if any(p.kind == "word" and p.text.upper().rpartition(".")[2] in _BINDING for p in read):
        return False
    around = ["", *(p.text for p in read), ""]
    return any(
        p.kind == "word"
        and p.text.upper() == SWITCH
        and not around[i].endswith("!")
        and not around[i + 2].startswith(("(", "!"))
        for i, p in enumerate(read)
    )
