"""Fuels of the user's own: what tells them apart for what is asked of coal, of fuel gas, and of parameters by mass."""

from __future__ import annotations

from pycore.review.rules.own_entries import name_of, own_entries
from pycore.review.subject import Subject, TableRow

OWN_FUELS = "own_fuels"
_MEASURE, _KIND, _BY_MASS = "measure", "kind", "t"


def own_fuels(subject: Subject) -> tuple[TableRow, ...]:
    """The rows that name a fuel; none in a file of a template that had no such table."""
    return tuple(line for line in own_entries(subject) if line.table.key == OWN_FUELS)


def is_by_mass(line: TableRow) -> bool:
    """Whether an own fuel is counted in tonnes."""
    return line.code(_MEASURE) == _BY_MASS


def names_of_kind(subject: Subject, kind: str) -> frozenset[str]:
    """The own fuels of a kind, by their names."""
    return frozenset(name_of(line).casefold() for line in own_fuels(subject) if line.code(_KIND) == kind)
