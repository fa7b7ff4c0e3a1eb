"""Excel's operators on lanes: arithmetic, joining and comparing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.coercion import DIVISION_ERROR, NUMBER_ERROR, VALUE_ERROR, number, plain, text
from pycore.formulas.comparing import compare_values
from pycore.formulas.lanes import (
    FLOAT,
    Function,
    Lanes,
    StepResult,
    all_finite,
    by_lane,
    calculate,
    is_lanes,
    kind_of,
    numbers,
    select,
)


def _arithmetic(ufunc: Callable[..., Any]) -> Function:
    """Return an operator on numbers: plain floats at once, arrays into `into` where it is given, all else by lanes."""

    def run(left: StepResult, right: StepResult, into: StepResult = None) -> StepResult:
        a, b = type(left), type(right)
        if (a is float or (a is np.ndarray and left.dtype is FLOAT)) and (
            b is float or (b is np.ndarray and right.dtype is FLOAT)
        ):
            if a is float and b is float:
                return calculate(ufunc, left, right)
            try:
                if type(into) is np.ndarray and into.dtype is FLOAT:
                    return ufunc(left, right, into)
                into = None
                return ufunc(left, right)
            except FloatingPointError:
                if into is None:
                    return calculate(ufunc, left, right)
                into[~np.isfinite(into)] = np.nan
                return into
        return calculate(ufunc, left, right)

    return run


_divide = _arithmetic(np.divide)


def divide(left: StepResult, right: StepResult, into: StepResult = None) -> StepResult:
    """Divide, draw by draw; a zero below is `#DIV/0!` unless the number above is an error already."""
    if not is_lanes(right):
        divisor = number(right)
        if divisor == 0 and not (isinstance(left, str) and isinstance(number(left), ErrorValue)):
            return DIVISION_ERROR
    return _divide(left, right, into)


_power = _arithmetic(np.power)


def power(left: StepResult, right: StepResult, into: StepResult = None) -> StepResult:
    """Raise to a power; `0^0` is #NUM! as in Excel."""
    base, exponent = numbers(left), numbers(right)
    if isinstance(base, ErrorValue) or isinstance(exponent, ErrorValue):
        return base if isinstance(base, ErrorValue) else exponent
    undefined = np.logical_and(np.equal(base, 0), np.equal(exponent, 0))
    result = _power(base, exponent)
    if is_lanes(result):
        if undefined.any():
            result[undefined] = np.nan
        return result
    return NUMBER_ERROR if undefined else result


def join(left: StepResult, right: StepResult, into: StepResult = None) -> StepResult:
    """Join texts, draw by draw; an error on either side is the result."""
    return _join(left, right)


def _join_values(left: Value, right: Value) -> Value:
    """Join two values as texts; the first error is the result."""
    for value in (left, right):
        if isinstance(value, ErrorValue):
            return value
    return text(left) + text(right)


_join = by_lane(_join_values)


def _comparison(ufunc: Callable[..., Any]) -> Function:
    """Return a comparison as a spreadsheet makes it: numbers before texts before truths, texts in any case."""

    def one(left: Value, right: Value) -> Value:
        return compare_values(ufunc, left, right)

    slowly = by_lane(one)

    def run(left: StepResult, right: StepResult, into: StepResult = None) -> StepResult:
        if not is_lanes(left) and not is_lanes(right):
            return one(plain(left), plain(right))
        a, b = kind_of(left), kind_of(right)
        if a == "number" and b == "number":
            return _marked(ufunc(left, right), left, right)
        if a == "error" or b == "error":
            return left if a == "error" else right
        if a in ("text", "bool") and b == "number":
            # The kinds decide and not the values, so all draws agree.
            return _agreed(bool(ufunc(1, 0)), right)
        if a == "number" and b in ("text", "bool"):
            return _agreed(bool(ufunc(0, 1)), left)
        if a == b == "text" and ufunc in (np.equal, np.not_equal) and not (is_lanes(left) and is_lanes(right)):
            equal = _same_text(left, right) if is_lanes(left) else _same_text(right, left)
            return equal if ufunc is np.equal else ~equal
        return slowly(left, right)

    return run


def _agreed(same: bool, numeric: StepResult) -> StepResult:
    if not is_lanes(numeric) or all_finite(numeric):
        return same
    return _marked(np.full(len(numeric), same), numeric)


def _marked(result: Lanes, *compared: StepResult) -> Lanes:
    """Put an error where a compared number is one."""
    wrong = [np.isnan(v) for v in compared if is_lanes(v) and not all_finite(v)]
    return select(np.logical_or.reduce(wrong), VALUE_ERROR, result) if wrong else result


def _same_text(lanes: Lanes, word: str) -> Lanes:
    """Tell draw by draw whether a text is a word, in any case."""
    lower, upper = word.lower(), word.upper()
    if lower == upper:
        return np.asarray(lanes == word)
    if len(word) == 1:
        return np.asarray((lanes == lower) | (lanes == upper))
    return np.asarray(np.char.lower(lanes) == lower)


BINARY: dict[str, Function] = {
    "+": _arithmetic(np.add),
    "-": _arithmetic(np.subtract),
    "*": _arithmetic(np.multiply),
    "/": divide,
    "^": power,
    "&": join,
    "=": _comparison(np.equal),
    "<>": _comparison(np.not_equal),
    "<": _comparison(np.less),
    "<=": _comparison(np.less_equal),
    ">": _comparison(np.greater),
    ">=": _comparison(np.greater_equal),
}


def _negative(value: StepResult) -> StepResult:
    return calculate(np.negative, value)


def _percent(value: StepResult) -> StepResult:
    return divide(value, 100.0)


def unchanged(value: StepResult) -> StepResult:
    """Return the value: what a unary plus does."""
    return value


UNARY: dict[str, Function] = {"-": _negative, "%": _percent, "+": unchanged, "@": unchanged}
