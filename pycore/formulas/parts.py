"""The parts of a formula that runs on draws: what is fixed, what varies by draw, and ranges of both."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from pycore.cells.stored import ErrorValue
from pycore.formulas.coercion import NOT_AVAILABLE, VALUE_ERROR, plain
from pycore.formulas.lanes import FLOAT, Function, Lanes, StepResult, read_draws, without_infinity
from pycore.formulas.tree import AreaOnSheet, FormulaProblem, Tree
from pycore.language import Text

# frame[0] is the number of draws in the block, frame[-1] the smallest and the largest draw of each slot that is known
# to hold finite numbers, and between them are the cells that vary.
Frame = list[Any]
StepRun = Callable[[Frame], StepResult]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A part of a formula that is the same in every draw."""

    value: Any


@dataclass(frozen=True, slots=True)
class Varying:
    """A part of a formula that varies by draw.

    Attributes:
        fresh: nobody else holds the arrays that it gives.
        slot: where it stands in the frame, if it is a cell.
    """

    run: StepRun
    fresh: bool = False
    slot: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """A part of a formula that waits for a cell which is not turned into a step yet."""


@dataclass(frozen=True, slots=True)
class ArrayPart:
    """A range or an array in a formula; `at` gives the part for a row and a column that count from 0."""

    rows: int
    columns: int
    at: Callable[[int, int], Single]

    def parts(self) -> Iterator[Single]:
        """Go through the parts, row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield self.at(row, column)


Single = Fixed | Varying | Missing
FormulaPart = Single | ArrayPart
MISSING = Missing()
BLANK = Fixed(None)


class Reader(Protocol):
    """Reads the tree of an argument: as one part, or as a part or a range; and finds the cells of a reference,
    and the row and column of the formula itself."""

    def single(self, tree: Tree) -> Single:
        """Compile what must be one value."""
        ...

    def node(self, tree: Tree) -> FormulaPart:
        """Compile what may be a value or an area."""
        ...

    def stands_for(self, reference: str) -> AreaOnSheet | Tree:
        """Return the area that a reference means, or the formula of a name."""
        ...

    @property
    def here(self) -> tuple[int, int]:
        """The row and the column of the formula itself."""
        ...


Form = Callable[[Reader, list[Tree]], FormulaPart]


def each(function: Callable[..., FormulaPart], *nodes: FormulaPart) -> FormulaPart:
    """Apply a function of single parts to every cell of the ranges among the nodes, as array formulas do."""
    grids = [n for n in nodes if isinstance(n, ArrayPart)]
    if not grids:
        return function(*nodes)
    rows, columns = max(g.rows for g in grids), max(g.columns for g in grids)

    def at(row: int, column: int) -> Single:
        result = function(*(_pick(n, row, column) for n in nodes))
        assert not isinstance(result, ArrayPart)
        return result

    return ArrayPart(rows, columns, at)


def _pick(node: FormulaPart, row: int, column: int) -> Single:
    """Return the part at a place; a single row, column or value repeats, beyond the area it is `#N/A`."""
    if not isinstance(node, ArrayPart):
        return node
    if (row >= node.rows and node.rows > 1) or (column >= node.columns and node.columns > 1):
        return Fixed(NOT_AVAILABLE)
    return node.at(row if node.rows > 1 else 0, column if node.columns > 1 else 0)


def lift(function: Function, *nodes: FormulaPart) -> FormulaPart:
    """Apply a function of values or lanes to parts of a formula; it runs at once if all of them are fixed."""
    fixed = [n.value for n in nodes if isinstance(n, Fixed)]
    if len(fixed) == len(nodes):
        return Fixed(plain(function(*fixed)))
    if any(isinstance(n, ArrayPart) for n in nodes):
        return each(lambda *parts: lift(function, *parts), *nodes)
    if MISSING in nodes:
        return MISSING
    runs = [run_of(n) for n in nodes]
    if len(runs) == 1:
        only = runs[0]
        return Varying(lambda frame: function(only(frame)))
    if len(runs) == 2:
        left, right = runs
        return Varying(lambda frame: function(left(frame), right(frame)))
    return Varying(lambda frame: function(*[run(frame) for run in runs]))


def run_of(node: FormulaPart) -> StepRun:
    """Return the calculation of a single part; a fixed one gives its value whatever the draws."""
    if isinstance(node, Varying):
        return node.run
    assert isinstance(node, Fixed)
    value = node.value
    return lambda frame: value


@dataclass(frozen=True, slots=True)
class Bounded:
    """A function of numbers with a domain for each, whose `body` is bare arithmetic for draws within them.

    Attributes:
        bounds: smallest and largest legal value of each argument.
        with_care: the function for everything else: draws out of domain, blanks, texts, errors.
    """

    body: Callable[..., Any]
    bounds: Sequence[tuple[float, float]]
    with_care: Callable[..., object]

    def __call__(self, *arguments: Any) -> object:
        return self.with_care(*arguments)


def ends_of(frame: Frame, slot: int, lanes: Lanes) -> tuple[float, float]:
    """Give the smallest and the largest of some float lanes; NaN carries through. A cell is looked at once a block."""
    known: dict[int, tuple[float, float]] = frame[-1]
    found = known.get(slot)
    if found is None:
        found = (float(np.minimum.reduce(lanes)), float(np.maximum.reduce(lanes)))
        if slot and math.isfinite(found[0]) and math.isfinite(found[1]):
            known[slot] = found
    return found


def _within_bounds(function: Bounded, nodes: list[FormulaPart], careful: StepRun) -> StepRun:
    """Run the bare arithmetic where all arguments are numbers and draws within the domain, and `careful` elsewhere.

    Arithmetic raises what overflows or divides by zero (see `calculating`), so that its result needs no further look.
    """
    givers = [
        (run_of(node), node.slot if isinstance(node, Varying) else 0, *ends)
        for node, ends in zip(nodes, function.bounds, strict=True)
    ]
    body = function.body

    def run(frame: Frame) -> StepResult:
        arguments: list[Any] = []
        for give, slot, low, high in givers:
            value = give(frame)
            if type(value) is np.ndarray and value.dtype is FLOAT:
                least, greatest = ends_of(frame, slot, value)
                if not (least >= low and greatest <= high):
                    return careful(frame)
            elif not (type(value) is float and low <= value <= high):
                return careful(frame)
            arguments.append(value)
        try:
            result = body(*arguments)
        except FloatingPointError:
            return careful(frame)
        return result if type(result) is np.ndarray else careful(frame)

    return run


def call_function(name: str, function: Callable[..., object], nodes: list[FormulaPart]) -> FormulaPart:
    """Call one of the given functions; errors among its single arguments become its result."""
    makers: list[tuple[bool, Any]] = []
    missing, fixed = False, True
    for node in nodes:
        if isinstance(node, ArrayPart):
            rows = [[node.at(r, c) for c in range(node.columns)] for r in range(node.rows)]
            parts = [part for row in rows for part in row]
            missing = missing or MISSING in parts
            if all(isinstance(part, Fixed) for part in parts):
                makers.append((True, [[p.value for p in row if isinstance(p, Fixed)] for row in rows]))
            else:
                fixed = False
                if not missing:
                    makers.append((False, _range_of([[run_of(p) for p in row] for row in rows])))
        elif isinstance(node, Fixed):
            makers.append((True, node.value))
        elif isinstance(node, Varying):
            fixed = False
            makers.append((False, node.run))
        else:
            missing = True
    if missing:
        return MISSING
    wrong = next((v for constant, v in makers if constant and isinstance(v, ErrorValue)), None)
    if wrong is not None:
        return Fixed(wrong)
    if fixed:
        try:
            with np.errstate(all="ignore"):
                found = function(*(v for _, v in makers))
        except Exception:  # as in a cell: whatever the function raises is #VALUE!
            return Fixed(VALUE_ERROR)
        if isinstance(found, list):
            found_rows = [row if isinstance(row, list) else [row] for row in found]
            return ArrayPart(len(found_rows), len(found_rows[0]), lambda r, c: Fixed(plain(found_rows[r][c])))
        return Fixed(plain(found))

    def run(frame: Frame) -> StepResult:
        arguments = [v if constant else v(frame) for constant, v in makers]
        try:
            with np.errstate(all="ignore"):
                result = function(*arguments)
        except FormulaProblem:
            raise
        except Exception as reason:
            for argument in arguments:
                if isinstance(argument, ErrorValue):
                    return argument
            raise FormulaProblem(
                Text(
                    f"函数 {name} 不能对抽样数组计算（{type(reason).__name__}: {reason}）。请检查其参数的取值范围。",
                    f"the function {name} failed on draws ({type(reason).__name__}: {reason}). "
                    "Check the domain of its arguments.",
                )
            ) from reason
        return function_result(name, result, frame[0])

    if (
        isinstance(function, Bounded)
        and len(nodes) == len(function.bounds)
        and not any(isinstance(node, ArrayPart) for node in nodes)
    ):
        return Varying(_within_bounds(function, nodes, run))
    return Varying(run)


def _range_of(rows: list[list[StepRun]]) -> StepRun:
    """Return the area that spans both ends of a range."""
    return lambda frame: [[run(frame) for run in row] for row in rows]


def function_result(name: str, result: Any, size: int) -> StepResult:
    """Check what a function of ours gave for the draws: an array of all of them, or one value for all."""
    if type(result) is np.ndarray and result.ndim == 1 and len(result) == size:
        return without_infinity(read_draws(result))
    if type(result) is float and math.isfinite(result):
        return result
    if isinstance(result, list):
        return result
    if isinstance(result, np.ndarray):
        if result.ndim == 0:
            return plain(result.item())
        raise FormulaProblem(
            Text(
                f"函数 {name} 返回形状为 {result.shape} 的数组，应为 {size} 个抽样。请检查该函数。",
                f"the function {name} gives an array of the shape {result.shape} for {size} draws. Check the function.",
            )
        )
    return plain(result)


def as_grid(node: FormulaPart) -> ArrayPart:
    """Read a part as a range; a single part is a range of one cell."""
    return node if isinstance(node, ArrayPart) else ArrayPart(1, 1, lambda r, c: node)


def fixed_value(reader: Reader, tree: Tree, name: str, what: Text) -> Fixed | Missing:
    """Read an argument of a function that must not vary by draw; `what` says which one it is."""
    node = reader.single(tree)
    if isinstance(node, Varying):
        raise must_be_fixed(name, what)
    return node


def must_be_fixed(name: str, what: Text) -> FormulaProblem:
    """Say that an argument varies by draw and may not."""
    return FormulaProblem(
        Text(
            f"{name} 的{what.zh}随抽样变化，无法计算。请改为固定值。",
            f"the {what.en} of {name} varies by draw. Make it a fixed value.",
        )
    )
