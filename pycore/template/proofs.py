"""Which formulas of a template give the same with the core and natively, by its worked examples calculated both ways."""

from __future__ import annotations

from pycore.cells.stored import Value
from pycore.engine.both_ways import calls_of, recalculate_both_ways
from pycore.engine.host import engine_functions
from pycore.engine.make import make_workbook
from pycore.engine.proven import agree
from pycore.engine.recalculate import SWITCH, VERSION_FUNCTION, Calculation
from pycore.errors import FileProblem
from pycore.formulas.core_only import is_core_only
from pycore.formulas.placed_cells import PlacedCells
from pycore.formulas.tree import CellKey, FormulaProblem, precedents
from pycore.language import Language
from pycore.reading.book import Book
from pycore.sheets.definition import Workbook

_MISSING, _MISSING_WITH_CORE = "NA()", ",NA()),"
"""A native form that ends, and what every formula in two forms says where the core is not there."""


def proven_families(definition: Workbook, language: Language) -> frozenset[str]:
    """Return the families of a template whose two forms are proven equal.

    A family is proven if its native form has no end of its own, a worked example gives it a value, and in all of them
    the two forms agree. Nothing is proven of a workbook in which a formula reads what only the core can fill, if only
    through others.
    """
    proven: set[str] = set()
    differing: set[str] = set()
    for data in definition.examples.values():
        book = Book.open(make_workbook(definition, language, data))
        calculation = Calculation(book.package, engine_functions(), native=False, stored=book.stored)
        core, native = recalculate_both_ways(book.package, engine_functions(), book.stored)
        called = calls_of(calculation.known)
        for part in book.package.sheets:
            calculation.rewritten_cells(part.name)
        formulas = {(sheet, *p): f for sheet, found in calculation.formulas.items() for p, f in found.items()}
        if _passed_on(book, formulas):
            return frozenset()
        for (sheet, *place), formula in formulas.items():
            at = (place[0], place[1])
            family = calculation.families.get((sheet, at))
            if family is None or not (SWITCH in formula.upper() or called.search(formula)) or is_core_only(formula):
                continue
            ends = formula.count(_MISSING) != formula.count(_MISSING_WITH_CORE)
            if ends or at in calculation.arrays[sheet] or not agree(core[sheet][at], native[sheet][at]):
                differing.add(family)
            elif _is_value(core[sheet][at]):
                proven.add(family)
    return frozenset(proven - differing)


def _is_value(value: Value) -> bool:
    return value is not None and value != ""


def _passed_on(book: Book, formulas: dict[CellKey, str]) -> bool:
    """Tell whether a formula reads what only the core can fill, or may do so.

    The switch is left out: it is what tells the two calculations apart, and every formula in two forms reads it.
    """
    switch = f"NOT(ISERROR({VERSION_FUNCTION}()))"
    core_only = {cell for cell, f in formulas.items() if is_core_only(f)}
    places = PlacedCells(cell for cell in core_only if formulas[cell] != switch)
    try:
        return any(
            places.meet(area)
            for cell, formula in formulas.items()
            if cell not in core_only
            for area in precedents(formula, cell[0], book.names, whole_lines=True)
        )
    except (FormulaProblem, FileProblem, KeyError):
        return True
