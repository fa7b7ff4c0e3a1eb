"""What is known of the formulas of a workbook by their text, for the files of one template that are read in turn."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pycore.engine.conditional_sums import ListsOfCriteria
from pycore.formulas.defined_names import FormulaNames
from pycore.formulas.intersection import Intersections
from pycore.formulas.readings import Readings, environment
from pycore.formulas.spilling import SingleValues

Defined = tuple[tuple[str, str], ...]
"""Defined names and what they stand for."""


@lru_cache(maxsize=16)
def single_values(defined: Defined, functions: frozenset[str], readings: Readings | None = None) -> SingleValues:
    """What gives one value when functions gave no array: of the core and without it, in files of one template alike."""
    return SingleValues(defined, functions, readings.single if readings else None)


@lru_cache(maxsize=2)
def readers(
    defined: Defined, known: frozenset[str], readings: Readings | None = None
) -> tuple[Intersections, ListsOfCriteria]:
    """What knows the formulas of a workbook: a review calculates it twice, and files of one template are alike."""
    single = SingleValues(defined, known)
    if readings is None:
        return Intersections(defined), ListsOfCriteria(single)
    return Intersections(defined, readings.intact), ListsOfCriteria(single, readings.without_lists)


def holding(
    readings: Readings | None,
    defined: Defined,
    names: FormulaNames,
    tables: Iterable[object],
    functions: frozenset[str],
) -> Readings | None:
    """Return the readings where they hold for a workbook with these names, tables and functions, else None."""
    if readings is None or not readings.functions <= functions:
        return None
    found = environment(SingleValues(defined, ()).names, names.formulas, tables, readings.functions)
    return readings if found == readings.environment else None
