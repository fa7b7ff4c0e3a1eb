"""Write Excel's `@` into ordinary formulas: where one value is wanted of a range, that of the cell's own row or column.

A program that saves an ordinary formula leaves the `@` out, and the engine would calculate the whole range: `=price*2`
beside the third row of `price` is twice the third price, not twice the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

import formualizer

from pycore.errors import TwinLedgerError
from pycore.formulas.spilling import AGGREGATES, JOINS, MOST_KEPT, PLAIN, SingleValues, is_numbered_name
from pycore.formulas.tree import parse_in_passing

# What is wanted of an argument: one value; the cells of a reference; or an array, in which nothing is intersected.
Wanted = Literal["value", "cells", "array"]

# What each argument is, the last of them for all that follow.
_ARGUMENTS: dict[str, tuple[Wanted, ...]] = {
    "MATCH": ("value", "array", "value"),
    "VLOOKUP": ("value", "array", "value"),
    "HLOOKUP": ("value", "array", "value"),
    "INDEX": ("array", "value"),
    "LARGE": ("array", "value"),
    "SMALL": ("array", "value"),
    "SUMIF": ("cells", "value", "cells"),
    "AVERAGEIF": ("cells", "value", "cells"),
    "COUNTIF": ("cells", "value"),
}
# Ranges and criteria by turns; of the first kind one range stands before.
_PAIRS = {"SUMIFS": 1, "AVERAGEIFS": 1, "MAXIFS": 1, "MINIFS": 1, "COUNTIFS": 0}
_TAKES_CELLS = AGGREGATES - {"SUMPRODUCT"}


class Intersections:
    """Writes the `@` that are meant into the ordinary formulas of one workbook.

    Args:
        names: defined names and what they stand for.
        intact: families of which it is known that they need none.
    """

    def __init__(self, names: Iterable[tuple[str, str]], intact: Iterable[str] = ()) -> None:
        self._single = SingleValues(names, ())
        self.intact = set(intact)
        self._written: dict[str, str] = {}

    def written(self, formula: str, family: str) -> str:
        """Give the formula with its `@`; formulas of a `family` differ in their own row's number only."""
        if family in self.intact:
            return formula
        known = self._written.get(formula)
        if known is None:
            known = self._looked_through(formula, family)
            if len(self._written) < MOST_KEPT:
                self._written[formula] = known
        return known

    def _looked_through(self, formula: str, family: str) -> str:
        """Mark the references that give one value where an area is read; the formula as it is if it cannot be."""
        try:
            wanted = list(_wanted(parse_in_passing(formula), "value"))
        except (TwinLedgerError, RecursionError):
            return formula
        marked = [want == "value" and not self._single.is_one_cell(name) for name, want in wanted]
        if not any(marked):
            if not any(is_numbered_name(name, family) for name, _ in wanted):
                self.intact.add(family)
            return formula
        return _marked(formula, marked)


def _marked(formula: str, marked: list[bool]) -> str:
    """Put @ before the marked references; the formula as it is where the tokens do not match them."""
    tokens = [t for t in formualizer.tokenize(f"={formula}") if t is not None]
    references = [i for i, t in enumerate(tokens) if t.subtype == formualizer.TokenSubType.Range]
    if len(references) != len(marked):
        return formula
    at = {i for i, mark in zip(references, marked, strict=True) if mark}
    return "".join(f"@{t.value}" if i in at else t.value for i, t in enumerate(tokens))


def _wanted(node: Any, want: Wanted) -> Iterator[tuple[str, Wanted]]:
    """Go through the references of a formula from left to right, with what is wanted of each."""
    kind = node["node_type"]
    if kind == "Reference":
        yield node["reference"], want
    elif kind == "BinaryOp":
        of_operands: Wanted = "cells" if node["operator"] in JOINS else "array" if want == "array" else "value"
        yield from _wanted(node["left"], of_operands)
        yield from _wanted(node["right"], of_operands)
    elif kind == "UnaryOp":
        of_operand: Wanted = "cells" if node["operator"] in "@#" else "array" if want == "array" else "value"
        yield from _wanted(node["operand"], of_operand)
    elif kind == "Function":
        name = str(node["name"]).upper()
        for place, argument in enumerate(node["args"]):
            yield from _wanted(argument, "array" if want == "array" else _argument(name, place, want))


def _argument(name: str, place: int, want: Wanted) -> Wanted:
    """Tell what an argument of a function is wanted as: one value, an area, or cells."""
    if name in ("IF", "CHOOSE") and place:
        return want
    if name in PLAIN:
        return "value"
    if name in _TAKES_CELLS:
        return "cells"
    if name in _PAIRS:
        return "value" if place >= _PAIRS[name] and (place - _PAIRS[name]) % 2 else "cells"
    kinds = _ARGUMENTS.get(name, ("array",))
    return kinds[min(place, len(kinds) - 1)]
