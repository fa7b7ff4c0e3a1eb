"""Run the steps that formulas were turned into, on one block of draws after another."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.coercion import plain
from pycore.formulas.lanes import FLOAT, Lanes, StepResult, by_value, is_lanes, narrow, without_infinity
from pycore.formulas.parts import Frame, StepRun
from pycore.formulas.tree import CellKey, FormulaProblem


@dataclass(frozen=True, slots=True)
class Step:
    """One cell to calculate: where its result goes, and how it is made."""

    cell: CellKey
    slot: int
    run: StepRun | None  # None: the draws of the cell are read
    last_used: tuple[int, ...]  # slots that no later step reads


@dataclass(frozen=True, slots=True)
class Program:
    """The steps that give the varying targets, in an order in which each finds what it needs."""

    slots: int
    steps: tuple[Step, ...]
    outputs: tuple[tuple[CellKey, int], ...]
    constants: Mapping[CellKey, Value]  # targets that no draw reaches after all

    def run(self, arrays: Mapping[CellKey, Lanes], size: int, block: int) -> dict[CellKey, Lanes]:
        """Calculate the outputs from the draws of the drawn cells, `block` draws of all `size` at a time."""
        if not self.outputs:
            return {}
        collected = {cell: _Collected(size) for cell, _ in self.outputs}
        for start in range(0, size, block):
            stop = min(start + block, size)
            frame: Frame = [None] * (self.slots + 1)
            frame[0], frame[-1] = stop - start, {}
            for step in self.steps:
                if step.run is None:
                    frame[step.slot] = arrays[step.cell][start:stop]
                    continue
                try:
                    frame[step.slot] = _run_step(step.run, frame)
                except FormulaProblem as problem:
                    raise problem.at(step.cell) from problem
                for slot in step.last_used:
                    frame[slot] = None
            for cell, slot in self.outputs:
                collected[cell].add(frame[slot], start, stop)
        return {cell: lanes.whole() for cell, lanes in collected.items()}


def _run_step(run: StepRun, frame: Frame) -> StepResult:
    """Run one step; what overflows is not finite and becomes an error value."""
    try:
        result = run(frame)
    except FloatingPointError:
        # A sum that overflows; divisions and powers have dealt with theirs.
        with np.errstate(all="ignore"):
            result = run(frame)
        result = without_infinity(result) if is_lanes(result) else plain(result)
    return plain(result) if type(result) is list else result  # which says that a range cannot stand here


class _Collected:
    """The draws of one target, block after block; numbers go straight to their place."""

    def __init__(self, size: int) -> None:
        self._numbers: Lanes | None = np.empty(size, dtype=FLOAT)
        self._values: list[Value] = []

    def add(self, result: StepResult, start: int, stop: int) -> None:
        """Take in the draws of one block; as soon as one is no number, all are kept as values."""
        if self._numbers is not None:
            if is_lanes(result) and result.dtype == FLOAT:
                self._numbers[start:stop] = result
                return
            if type(result) is float:
                self._numbers[start:stop] = result
                return
            self._values = by_value(self._numbers[:start])
            self._numbers = None
        self._values.extend(by_value(result) if is_lanes(result) else [plain(result)] * (stop - start))

    def whole(self) -> Lanes:
        """Return all draws as one array: floats where they can be, errors as NaN."""
        if self._numbers is not None:
            return without_infinity(self._numbers)
        kinds = {type(v) for v in self._values}
        if float in kinds and all(isinstance(v, float | ErrorValue) or v == "" for v in self._values):
            return np.array([v if isinstance(v, float) else math.nan for v in self._values], dtype=FLOAT)
        if kinds == {ErrorValue}:
            return np.full(len(self._values), math.nan)
        return narrow(self._values)
