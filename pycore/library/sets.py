"""Which sets of factors the values in use belong to, and which of them may not stand in one workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from pycore.library.library import Library
from pycore.library.records import FactorSet


@dataclass(frozen=True, slots=True)
class SetInUse:
    """A set, in how many rows its values are used, and the categories of these values."""

    chosen: FactorSet
    rows: int
    categories: frozenset[str]


def sets_in_use(library: Library, rows: Mapping[str, int]) -> dict[str, SetInUse]:
    """Return the sets that ids belong to, by their own ids; `rows` says how many rows use each id."""
    found: dict[str, SetInUse] = {}
    for id, count in rows.items():
        chosen = library.set_of(id)
        if chosen is None or not count:
            continue
        before = found.get(chosen.id, SetInUse(chosen, 0, frozenset()))
        categories = before.categories | {id.partition(".")[0]}
        found[chosen.id] = SetInUse(chosen, before.rows + count, categories)
    return found


def mixtures(used: Mapping[str, SetInUse]) -> list[tuple[FactorSet, FactorSet]]:
    """Return the pairs of sets that stand for each other: of one family, or with values of one category."""
    return [
        (one.chosen, other.chosen)
        for one, other in combinations(used.values(), 2)
        if one.chosen.family == other.chosen.family or one.categories & other.categories
    ]
