"""LARGE and SMALL: the nth number of a range by size, on values and on draws."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from pycore.cells.stored import ErrorValue
from pycore.formulas.aggregates import number_in_range
from pycore.formulas.coercion import number
from pycore.formulas.lanes import FLOAT, StepResult, is_lanes
from pycore.formulas.parts import (
    MISSING,
    Fixed,
    Form,
    FormulaPart,
    Frame,
    Missing,
    Reader,
    StepRun,
    Varying,
    as_grid,
    lift,
)
from pycore.formulas.tree import Tree

_NO_SUCH = ErrorValue("#NUM!")


def _nth(sign: int) -> Form:
    """Make LARGE, sign 1, or SMALL, sign -1. Texts and blank cells do not count; with fewer numbers than n: #NUM!."""

    def form(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
        fixed: list[float] = []
        varying: list[StepRun] = []
        for part in as_grid(compiler.node(arguments[0])).parts():
            if isinstance(part, Missing):
                return MISSING
            if isinstance(part, Varying):
                varying.append(part.run)
            elif isinstance(part.value, ErrorValue):
                return part
            elif type(part.value) is float:
                fixed.append(part.value)
        place = compiler.node(arguments[1])
        if not varying:
            return lift(lambda nth: _chosen(fixed, nth, sign), place)
        if not isinstance(place, Fixed | Varying):
            return MISSING

        def run(frame: Frame) -> StepResult:
            read = [number_in_range(give(frame), -sign * math.inf) for give in varying]
            return _chosen([*fixed, *read], place.value if isinstance(place, Fixed) else place.run(frame), sign)

        return Varying(run)

    return form


def _chosen(values: list[Any], nth: StepResult, sign: int) -> StepResult:
    """Return the nth of numbers, of draws for each draw; an error among them is the result."""
    error = next((value for value in values if isinstance(value, ErrorValue)), None)
    if error is not None:
        return error
    nth = number(nth) if not is_lanes(nth) else nth
    if isinstance(nth, ErrorValue):
        return nth
    if not values:
        return _NO_SUCH
    lanes = [value for value in (*values, nth) if is_lanes(value)]
    size = len(lanes[0]) if lanes else 1
    table = np.empty((len(values), size), dtype=FLOAT)
    for row, value in enumerate(values):
        table[row] = value
    ordered = np.sort(sign * table, axis=0)[::-1]
    wanted = np.broadcast_to(np.ceil(np.asarray(nth, dtype=FLOAT)), (size,))
    legal = (wanted >= 1) & (wanted <= len(values))
    rows = np.where(legal, wanted - 1, 0).astype(int)
    found = sign * ordered[rows, np.arange(size)]
    wrong = ~legal | np.isnan(table).any(axis=0) | np.isinf(found)
    if not lanes:
        return _NO_SUCH if wrong[0] else float(found[0])
    return np.where(wrong, np.nan, found)


NTH: dict[str, tuple[int, int, Form]] = {"LARGE": (2, 2, _nth(1)), "SMALL": (2, 2, _nth(-1))}
