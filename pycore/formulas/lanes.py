"""Lanes: arrays that hold a value for each draw, and what every function on them is made of.

A *lane array* is one-dimensional with a place for each draw. Its type says what it holds:

- float64: numbers; NaN is a draw for which the formula gives an error (which error is not kept);
- bool: logical values;
- fixed-width text;
- object: anything by draw (numbers, texts, `""`, errors). Rare and slow, but exact.

Arithmetic expects `calculating()` around it, which turns a division by zero or an overflow into an
exception; the exceptional draws are then set to NaN. So the ordinary case costs no check at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.coercion import NUMBER_ERROR, VALUE_ERROR, number, plain, truth
from pycore.formulas.tree import FormulaProblem
from pycore.language import Text

Lanes = npt.NDArray[Any]
StepResult = Any  # a Value, or Lanes; Any because each step asks for the type itself
Function = Callable[..., StepResult]

FLOAT = np.dtype(np.float64)


def calculating() -> np.errstate:
    """Return the context in which lanes are calculated."""
    return np.errstate(divide="raise", over="raise", invalid="ignore", under="ignore")


def is_lanes(value: object) -> bool:
    """Tell an array of draws from a single value; subclasses of arrays are not ours."""
    return type(value) is np.ndarray


def narrow(values: Sequence[Value]) -> Lanes:
    """Make the simplest lane array for the values: numbers and errors, logical values, texts, or any."""
    kinds = {type(v) for v in values}
    if kinds <= {float, ErrorValue} and float in kinds:
        return np.array([math.nan if type(v) is ErrorValue else v for v in values], dtype=FLOAT)
    if kinds == {bool}:
        return np.array(values, dtype=bool)
    if kinds == {str}:
        return np.array(values, dtype=str)
    lanes = np.empty(len(values), dtype=object)
    lanes[:] = values
    return lanes


def by_value(lanes: Lanes) -> list[Value]:
    """List the lanes as single values; NaN becomes an error."""
    values: list[Value] = lanes.tolist()
    if lanes.dtype is FLOAT or lanes.dtype == FLOAT:
        return [v if v == v else VALUE_ERROR for v in values]
    return values


def all_finite(lanes: Lanes) -> bool:
    """Tell whether float lanes hold neither NaN nor infinity."""
    # The sum shows both in one pass without a temporary array; where the sum itself overflows, a second
    # look decides. (np.dot would be a little faster, but above 10,000 numbers BLAS starts threads, and on
    # a busy machine they wait for each other for milliseconds.)
    try:
        if math.isfinite(np.add.reduce(lanes)):
            return True
    except FloatingPointError:
        pass
    return bool(np.isfinite(lanes).all())


def read_draws(values: npt.ArrayLike) -> Lanes:
    """Read an array that came from outside as lanes; whole numbers become floats, float64 stays as it is."""
    lanes = np.asarray(values)
    if lanes.dtype.kind in "fiu":
        return lanes.astype(FLOAT, copy=False)
    if lanes.dtype.kind in "bU":
        return lanes
    return narrow([plain(v) for v in lanes.tolist()])


def without_infinity(lanes: Lanes) -> Lanes:
    """Read infinite lanes as errors."""
    if lanes.dtype != FLOAT or all_finite(lanes):
        return lanes
    return np.where(np.isfinite(lanes), lanes, np.nan)


def by_lane(function: Function) -> Function:
    """Let a function of single values run on lanes, draw after draw; slow, for texts and rare cases."""

    def run(*values: StepResult) -> StepResult:
        lanes = next((v for v in values if is_lanes(v)), None)
        if lanes is None:
            return function(*values)
        columns = [by_value(v) if is_lanes(v) else [v] * len(lanes) for v in values]
        return narrow([function(*draw) for draw in zip(*columns, strict=True)])

    return run


def numbers(value: StepResult) -> StepResult:
    """Read one value or lanes as arithmetic does; the result is a float, an error, or float lanes."""
    kind = type(value)
    if kind is float:
        return value
    if kind is np.ndarray:
        if value.dtype == FLOAT:
            return value
        if value.dtype.kind == "b":
            return value.astype(FLOAT)
        read = (number(v) for v in value.tolist())
        return np.fromiter((math.nan if isinstance(v, str) else v for v in read), FLOAT, len(value))
    return number(value)


def truths(value: StepResult) -> tuple[StepResult, Lanes | None]:
    """Read a condition: a bool, bool lanes or an error; and which lanes are errors (None if no lane is)."""
    if not is_lanes(value):
        return truth(plain(value)), None
    if value.dtype.kind == "b":
        return value, None
    if value.dtype == FLOAT:
        return value != 0, None if all_finite(value) else np.isnan(value)
    read = [truth(v) for v in value.tolist()]
    wrong = np.array([isinstance(v, str) for v in read])
    return np.array([v is True for v in read]), wrong if wrong.any() else None


def errors(value: StepResult) -> StepResult:
    """Tell which are errors: a bool, or bool lanes."""
    if not is_lanes(value):
        return isinstance(plain(value), ErrorValue)
    if value.dtype == FLOAT:
        return np.isnan(value)
    if value.dtype.kind == "O":
        return np.array([isinstance(v, ErrorValue) for v in value.tolist()])
    return False


def select(condition: Lanes, yes: StepResult, no: StepResult) -> Lanes:
    """Take `yes` in the lanes where the condition holds and `no` in the others."""
    yes, no = (0.0 if v is None else v for v in (yes, no))
    kinds = {kind_of(yes), kind_of(no)}
    if kinds <= {"number", "error"}:
        yes, no = (math.nan if kind_of(v) == "error" else v for v in (yes, no))
    if kinds <= {"number", "error"} or kinds in ({"text"}, {"bool"}):
        return np.asarray(np.where(condition, yes, no))
    size = len(condition)
    both = [by_value(v) if is_lanes(v) else [v] * size for v in (yes, no)]
    return narrow([a if c else b for c, a, b in zip(condition.tolist(), *both, strict=True)])


def kind_of(value: StepResult) -> str:
    """Name what a value or lanes hold: number, bool, text, error, or any."""
    if is_lanes(value):
        return {"f": "number", "b": "bool", "U": "text"}.get(value.dtype.kind, "any")
    if isinstance(value, ErrorValue):
        return "error"
    return {float: "number", bool: "bool", str: "text"}.get(type(value), "any")


def calculate(function: Callable[..., Any], *values: StepResult, into: Lanes | None = None) -> StepResult:
    """Run a numpy function on numbers; where the result is no finite number, it is an error."""
    read = [numbers(v) for v in values]
    for value in read:
        if isinstance(value, ErrorValue):
            return value
    try:
        result = function(*read) if into is None else function(*read, out=into)
    except FloatingPointError:
        # numpy raises when the loop is over, so `into` is already written and must not be used again.
        result = into
        if result is None:
            with np.errstate(all="ignore"):
                result = function(*read)
    else:
        if is_lanes(result):
            return result
    if is_lanes(result):
        result[~np.isfinite(result)] = np.nan
        return result
    found = float(result)
    return found if math.isfinite(found) else NUMBER_ERROR


def numeric(function: Callable[..., Any]) -> Function:
    """Make a function of lanes from a function of numbers."""

    def run(*values: StepResult) -> StepResult:
        return calculate(function, *values)

    return run


def fixed_whole_number(value: StepResult) -> int:
    """Read a number of digits or characters, which must not vary by draw."""
    if is_lanes(value):
        raise FormulaProblem(
            Text(
                "位数或字符数随抽样变化，无法计算。请引用固定的单元格。",
                "a number of digits or characters varies by draw. Refer to a cell that is fixed.",
            )
        )
    read = number(value)
    if isinstance(read, ErrorValue):
        raise WrongArgument(read)
    return int(read)


class WrongArgument(Exception):
    """An argument that must be a number is an error, which becomes the result."""

    def __init__(self, value: ErrorValue) -> None:
        self.value = value
