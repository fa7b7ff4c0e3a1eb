"""The readings of a template's formulas, made when it is built."""

from __future__ import annotations

from pycore.engine.both_ways import calls_of, follows_switch, is_one_for_all_rows
from pycore.engine.conditional_sums import ListsOfCriteria
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import VERSION_FUNCTION, Calculation
from pycore.formulas.cell_names import family_of
from pycore.formulas.intersection import Intersections
from pycore.formulas.readings import Readings, environment
from pycore.formulas.spilling import SingleValues
from pycore.reading.book import Book
from pycore.reading.sheet_language import language_of_sheets
from pycore.template.formula import CanonicalFormulas
from pycore.template.proofs import proven_families
from pycore.template.stored_readings import (
    READINGS,
    compressed_readings,
    decompressed,
    read_readings,
    readings_json,
    readings_path,
    stored_readings,
)

__all__ = [
    "READINGS",
    "compressed_readings",
    "decompressed",
    "make_readings",
    "read_readings",
    "readings_json",
    "readings_path",
    "stored_readings",
]


def make_readings(template: bytes) -> Readings:
    """Read the formulas of a blank template, as a review reads those of a file."""
    book = Book.open(template)
    calculation = Calculation(book.package, engine_functions(), native=False, stored=book.stored)
    names, known = calculation.defined, calculation.known
    # What files before this one have taught is left aside: the readings are those of this template alone.
    intersections = calculation.intersections = Intersections(names)
    lists = calculation.lists = ListsOfCriteria(SingleValues(names, known))
    single = SingleValues(names, known - {VERSION_FUNCTION})
    called = calls_of(known)
    rewritten: set[str] = set()
    follows: dict[str, bool] = {}
    for sheet in book.package.sheets:
        calculation.rewritten_cells(sheet.name)
        for (row, column), formula in calculation.formulas[sheet.name].items():
            family = calculation.families.get((sheet.name, (row, column)))
            if family is None:
                # What the engine is given depends on more than the formula's text.
                rewritten.add(family_of(str(book.cells[sheet.name, row, column].formula), row))
                continue
            if (row, column) not in calculation.arrays[sheet.name]:
                single.is_single(formula, family)
            follow = follows_switch(formula, called)
            if follow is not None and is_one_for_all_rows(family):
                follows[family] = follow
    canonical = CanonicalFormulas()
    for (_, row, column), formula in book.formulas.items():
        canonical.text(formula, row, column)
    texts = "\n".join([*book.formulas.values(), *(text for _, text in names)])
    named = frozenset(name for name in known if name in texts)
    return Readings(
        environment(single.names, calculation.names.formulas, book.package.tables, named),
        named,
        frozenset(intersections.intact - rewritten),
        frozenset(lists.without - rewritten),
        {family: one for family, one in single.families.items() if family not in rewritten},
        {family: follow for family, follow in follows.items() if family not in rewritten},
        canonical.known,
        proven_families(book.definition, language_of_sheets(book))
        if book.version == book.definition.version
        else frozenset(),
    )
