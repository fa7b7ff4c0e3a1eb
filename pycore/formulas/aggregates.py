"""Excel's functions that make one value of any number of values: sums, counts, the smallest, AND and OR."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pycore.cells.stored import ErrorValue
from pycore.formulas.coercion import DIVISION_ERROR, VALUE_ERROR, number, plain, truth
from pycore.formulas.lanes import FLOAT, Function, Lanes, StepResult, is_lanes, numbers, select, truths
from pycore.formulas.operators import BINARY
from pycore.formulas.parts import (
    MISSING,
    ArrayPart,
    Fixed,
    Form,
    FormulaPart,
    Frame,
    Missing,
    Reader,
    Single,
    StepRun,
    Varying,
    as_grid,
    lift,
)
from pycore.formulas.plain_references import refers
from pycore.formulas.tree import Tree


def _entries(compiler: Reader, arguments: Iterable[Tree]) -> Iterator[tuple[Single, bool]]:
    """Yield the single parts of arguments, and whether each stands in a range, where only numbers count."""
    for tree in arguments:
        node = compiler.node(tree)
        if isinstance(node, ArrayPart):
            for part in node.parts():
                yield part, True
        else:
            yield node, refers(tree)


def number_in_range(value: StepResult, otherwise: float) -> StepResult:
    """Read what a range holds: numbers count, an error stays, and all else is `otherwise`."""
    if is_lanes(value):
        if value.dtype == FLOAT:
            return value
        read = (number_in_range(v, otherwise) for v in value.tolist())
        return np.fromiter((math.nan if isinstance(v, str) else v for v in read), FLOAT, len(value))
    if isinstance(value, float | ErrorValue):
        return value
    return otherwise


@dataclass(frozen=True, slots=True)
class _Gathered:
    """The numbers among the arguments of SUM and its like."""

    fixed: list[float]
    varying: list[tuple[StepRun, bool]]
    error: ErrorValue | None
    missing: bool


def _gather(entries: Iterable[tuple[Single, bool]]) -> _Gathered:
    """Split the parts of an aggregate into what is fixed and what varies; the first fixed error is kept."""
    fixed: list[float] = []
    varying: list[tuple[StepRun, bool]] = []
    error: ErrorValue | None = None
    missing = False
    for part, in_range in entries:
        if isinstance(part, Missing):
            missing = True
        elif isinstance(part, Varying):
            varying.append((part.run, in_range))
        else:
            value = number_in_range(part.value, math.nan) if in_range else number(part.value)
            if isinstance(value, ErrorValue):
                error = error or value
            elif not math.isnan(value):
                fixed.append(value)
    return _Gathered(fixed, varying, error, missing)


def sum_of(entries: Iterable[tuple[Single, bool]]) -> Single:
    """Add up parts, each with whether it stands in a range, where only numbers count."""
    gathered = _gather(entries)
    if gathered.missing:
        return MISSING
    if gathered.error is not None:
        return Fixed(gathered.error)
    constant = float(sum(gathered.fixed))
    varying = gathered.varying
    if not varying:
        return Fixed(plain(constant))

    def run(frame: Frame) -> StepResult:
        rest = constant
        total: Lanes | None = None
        for give, in_range in varying:
            value = give(frame)
            if type(value) is not np.ndarray or value.dtype is not FLOAT:
                value = number_in_range(value, 0.0) if in_range else numbers(value)
                if isinstance(value, ErrorValue):
                    return value
                if not is_lanes(value):
                    rest += value
                    continue
            if total is None:
                total = value + rest
                rest = 0.0
            else:
                total += value
        if total is None:
            return rest
        if rest:
            total += rest
        return total

    return Varying(run, fresh=True)


def _sum(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
    return sum_of(_entries(compiler, arguments))


def _folded(ufunc: Any, start: float, empty: float) -> Form:
    """Make MIN, MAX or PRODUCT: combine the numbers with a numpy function; `empty` if there are none."""

    def form(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
        gathered = _gather(_entries(compiler, arguments))
        if gathered.missing:
            return MISSING
        if gathered.error is not None:
            return Fixed(gathered.error)
        with np.errstate(all="ignore"):
            constant = float(ufunc.reduce(gathered.fixed, initial=start))
        if not gathered.varying:
            return Fixed(plain(constant) if gathered.fixed else empty)
        anything, varying = bool(gathered.fixed), gathered.varying

        def run(frame: Frame) -> StepResult:
            total: StepResult = constant
            found = anything
            for give, in_range in varying:
                given = give(frame)
                value = number_in_range(given, start) if in_range else numbers(given)
                if isinstance(value, ErrorValue):
                    return value
                found = found or is_lanes(value) or not in_range or isinstance(given, float)
                total = ufunc(total, value, out=total) if is_lanes(total) else ufunc(total, value)
            if not found:
                return empty
            if is_lanes(total):
                return total if math.isfinite(start) else _without(total, start, empty)
            return float(total)

        return Varying(run, fresh=True)

    return form


def _without(total: Lanes, start: float, empty: float) -> Lanes:
    """Lanes in which no number was found still hold what the search started with."""
    nothing = total == start
    if nothing.any():
        total[nothing] = empty
    return total


def _counted(value: StepResult, in_range: bool) -> StepResult:
    """Return 1 for a value that COUNT counts and 0 for another, draw by draw."""
    if is_lanes(value):
        if value.dtype == FLOAT:
            return np.where(np.isnan(value), 0.0, 1.0)
        if value.dtype.kind == "b":
            return 0.0 if in_range else 1.0
        return np.fromiter((_counted(v, in_range) for v in value.tolist()), FLOAT, len(value))
    if in_range or isinstance(value, ErrorValue):
        return 1.0 if isinstance(value, float) else 0.0
    return 0.0 if isinstance(number(value), ErrorValue) else 1.0


def _count_parts(count: Function) -> Form:
    """Return the form of a function that counts its arguments by a test."""

    def form(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
        counts = [
            (lift(lambda value, where=in_range: count(value, where), part), False)
            for part, in_range in _entries(compiler, arguments)
        ]
        return sum_of((part, flag) for part, flag in counts if not isinstance(part, ArrayPart))

    return form


def _present(value: StepResult, in_range: bool) -> StepResult:
    return 0.0 if value is None and in_range else 1.0


def _average(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
    """Compile AVERAGE: the sum over the count, `#DIV/0!` where nothing counts."""
    entries = list(_entries(compiler, arguments))
    total = sum_of(entries)
    counts = [(lift(lambda v, r=in_range: _averaged(v, r), part), False) for part, in_range in entries]
    count = sum_of((part, flag) for part, flag in counts if not isinstance(part, ArrayPart))
    if count == Fixed(0.0):
        return Fixed(DIVISION_ERROR) if not isinstance(total, Fixed) or total.value == 0 else total
    return lift(BINARY["/"], total, count)


def _averaged(value: StepResult, in_range: bool) -> StepResult:
    """Return 1 for a value that AVERAGE divides by and 0 for another."""
    # An error makes the sum an error, so it does not matter how it counts.
    if is_lanes(value) and value.dtype == FLOAT:
        return 1.0
    return _counted(value, in_range)


def _all_or_any(combine: Any, neutral: bool) -> Form:
    """Make AND or OR. In ranges, texts and blank cells do not count; no value at all is an error."""

    def form(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
        result = neutral
        found = missing = False
        varying: list[StepRun] = []
        for part, in_range in _entries(compiler, arguments):
            if isinstance(part, Missing):
                missing = True
            elif isinstance(part, Varying):
                varying.append(part.run)
            elif not (in_range and (part.value is None or type(part.value) is str)):
                holds = truth(plain(part.value))
                if isinstance(holds, ErrorValue):
                    return Fixed(holds) if not missing else MISSING
                result, found = bool(combine(result, holds)), True
        if missing:
            return MISSING
        if not varying:
            return Fixed(result if found else VALUE_ERROR)

        def run(frame: Frame) -> StepResult:
            total: StepResult = result
            wrong: Lanes | None = None
            for give in varying:
                holds, errors_here = truths(give(frame))
                if isinstance(holds, ErrorValue):
                    return holds
                total = combine(total, holds)
                if errors_here is not None:
                    wrong = errors_here if wrong is None else wrong | errors_here
            if not is_lanes(total):
                return bool(total)
            return total if wrong is None else select(wrong, VALUE_ERROR, total)

        return Varying(run)

    return form


def _sumproduct(compiler: Reader, arguments: list[Tree]) -> FormulaPart:
    """Compile SUMPRODUCT; areas of different shapes are `#VALUE!`, texts count as 0."""
    grids = [as_grid(compiler.node(a)) for a in arguments]
    if any((g.rows, g.columns) != (grids[0].rows, grids[0].columns) for g in grids):
        return Fixed(VALUE_ERROR)
    columns = [[_number_part(part) for part in g.parts()] for g in grids]
    products = (_product(parts) for parts in zip(*columns, strict=True))
    return sum_of((part, False) for part in products)


def _number_part(part: Single) -> Single:
    """In the arguments of SUMPRODUCT whatever is no number counts as 0."""
    if isinstance(part, Varying):
        run = part.run
        return Varying(lambda frame: number_in_range(run(frame), 0.0), part.fresh)
    return part if isinstance(part, Missing) else Fixed(number_in_range(part.value, 0.0))


def _product(parts: Sequence[Single]) -> Single:
    """Multiply the parts of one place; a factor of 1 costs nothing."""
    if MISSING in parts:
        return MISSING
    node: FormulaPart = parts[0]
    for part in parts[1:]:
        node = part if node == Fixed(1.0) else node if part == Fixed(1.0) else lift(BINARY["*"], node, part)
    assert not isinstance(node, ArrayPart)
    return node


# name -> (fewest arguments, most arguments, form)
AGGREGATES: dict[str, tuple[int, int, Form]] = {
    "AND": (1, 255, _all_or_any(np.logical_and, True)),
    "OR": (1, 255, _all_or_any(np.logical_or, False)),
    "SUM": (1, 255, _sum),
    "PRODUCT": (1, 255, _folded(np.multiply, 1.0, 0.0)),
    "MIN": (1, 255, _folded(np.minimum, math.inf, 0.0)),
    "MAX": (1, 255, _folded(np.maximum, -math.inf, 0.0)),
    "COUNT": (1, 255, _count_parts(_counted)),
    "COUNTA": (1, 255, _count_parts(_present)),
    "AVERAGE": (1, 255, _average),
    "SUMPRODUCT": (1, 255, _sumproduct),
}
