"""What is known of the formulas of a workbook by their text, for the files of one template that are read in turn."""

from __future__ import annotations

from functools import lru_cache

from pycore.engine.conditional_sums import ListsOfCriteria
from pycore.formulas.intersection import Intersections
from pycore.formulas.spilling import SingleValues


@lru_cache(maxsize=16)
def single_values(defined: tuple[tuple[str, str], ...], functions: frozenset[str]) -> SingleValues:
    """What gives one value when functions gave no array: of the core and without it, in files of one template alike."""
    return SingleValues(defined, functions)


@lru_cache(maxsize=2)
def readers(defined: tuple[tuple[str, str], ...], known: frozenset[str]) -> tuple[Intersections, ListsOfCriteria]:
    """What knows the formulas of a workbook: a review calculates it twice, and files of one template are alike."""
    return Intersections(defined), ListsOfCriteria(SingleValues(defined, known))
