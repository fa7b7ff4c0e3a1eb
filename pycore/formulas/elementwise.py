"""Excel's functions that look at each draw by itself."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.coercion import DIVISION_ERROR, NOT_AVAILABLE, VALUE_ERROR, number, plain, truth
from pycore.formulas.lanes import (
    FLOAT,
    Function,
    StepResult,
    by_lane,
    calculate,
    errors,
    is_lanes,
    numbers,
    numeric,
    select,
    truths,
)
from pycore.formulas.operators import divide, power
from pycore.formulas.rounding import away_from_zero, half_away_from_zero, towards_zero
from pycore.formulas.text_functions import TEXT_FUNCTIONS
from pycore.formulas.tree import FormulaProblem
from pycore.language import Text


def _normal_probability(x: Any) -> Any:
    """Return the standard normal distribution function, draw by draw."""
    root = math.sqrt(0.5)
    if not is_lanes(x):
        return 0.5 * math.erfc(-x * root)
    erfc = math.erfc
    return 0.5 * np.fromiter((erfc(v) for v in (x * -root).tolist()), FLOAT, len(x))


def _normal_density(x: Any) -> Any:
    return np.exp(-0.5 * np.square(x)) / math.sqrt(2 * math.pi)


def _normal(value: StepResult, cumulative: StepResult) -> StepResult:
    """Return the standard normal probability or, if not cumulative, density."""
    wanted = truth(plain(cumulative))
    if isinstance(wanted, ErrorValue):
        return wanted
    return calculate(_normal_probability if wanted else _normal_density, value)


def _logarithm(value: StepResult, base: StepResult = 10.0) -> StepResult:
    return divide(calculate(np.log, value), calculate(np.log, base))


def _remainder(value: StepResult, divisor: StepResult) -> StepResult:
    if not is_lanes(divisor) and number(divisor) == 0:
        return DIVISION_ERROR
    return calculate(np.mod, value, divisor)


def _not(value: StepResult) -> StepResult:
    """Return the opposite of truths, draw by draw; a text is `#VALUE!`."""
    holds, wrong = truths(value)
    if isinstance(holds, ErrorValue):
        return holds
    if not is_lanes(holds):
        return not holds
    return ~holds if wrong is None else select(wrong, VALUE_ERROR, ~holds)


def _n(value: StepResult) -> StepResult:
    """Return the numbers of N: numbers and truths count, a text is 0, an error stays."""
    if is_lanes(value):
        if value.dtype.kind in "fb":
            return numbers(value)
        return _n_by_lane(value) if value.dtype.kind == "O" else 0.0
    return _n_value(value)


def _n_value(value: Value) -> Value:
    if isinstance(value, ErrorValue):
        return value
    return float(value) if isinstance(value, bool | float) else 0.0


_n_by_lane = by_lane(_n_value)


def _is_number(value: StepResult) -> StepResult:
    """Tell draw by draw whether a value is a number; NaN stands for an error and is none."""
    if not is_lanes(value):
        return isinstance(value, float)
    if value.dtype == FLOAT:
        return ~np.isnan(value)
    return np.array([isinstance(v, float) for v in value.tolist()])


def _is_text(value: StepResult) -> StepResult:
    if not is_lanes(value):
        return isinstance(value, str) and not isinstance(value, ErrorValue)
    return np.array([isinstance(v, str) and not isinstance(v, ErrorValue) for v in value.tolist()])


def _is_logical(value: StepResult) -> StepResult:
    if not is_lanes(value):
        return isinstance(value, bool)
    return np.array([isinstance(v, bool) for v in value.tolist()])


def not_available(value: StepResult) -> StepResult:
    """Tell which are #N/A. Which error a draw of numbers has is not kept, so such a draw cannot be told."""
    if not is_lanes(value):
        return plain(value) == NOT_AVAILABLE and isinstance(plain(value), ErrorValue)
    wrong = errors(value)
    if is_lanes(wrong) and wrong.any():
        raise FormulaProblem(
            Text(
                "ISNA 或 IFNA 作用于随抽样变化且出错的值，无法区分错误类型。请改用 ISERROR 或 IFERROR。",
                "ISNA or IFNA on a value that is an error for some draws cannot tell which error it is. "
                "Use ISERROR or IFERROR.",
            )
        )
    return False


# name -> (function, fewest arguments, most arguments)
ELEMENTWISE: dict[str, tuple[Function, int, int]] = {
    "ABS": (numeric(np.abs), 1, 1),
    "SQRT": (numeric(np.sqrt), 1, 1),
    "EXP": (numeric(np.exp), 1, 1),
    "LN": (numeric(np.log), 1, 1),
    "LOG10": (numeric(np.log10), 1, 1),
    "LOG": (_logarithm, 1, 2),
    "SIGN": (numeric(np.sign), 1, 1),
    "INT": (numeric(np.floor), 1, 1),
    "MOD": (_remainder, 2, 2),
    "POWER": (power, 2, 2),
    "ROUND": (half_away_from_zero, 2, 2),
    "ROUNDUP": (away_from_zero, 2, 2),
    "ROUNDDOWN": (towards_zero, 2, 2),
    "NORMSDIST": (numeric(_normal_probability), 1, 1),
    "NORM.S.DIST": (_normal, 2, 2),
    "NOT": (_not, 1, 1),
    "N": (_n, 1, 1),
    "ISERROR": (errors, 1, 1),
    "ISNUMBER": (_is_number, 1, 1),
    "ISTEXT": (_is_text, 1, 1),
    "ISLOGICAL": (_is_logical, 1, 1),
    "ISNA": (not_available, 1, 1),
    "ISBLANK": (lambda value: value is None, 1, 1),
    **TEXT_FUNCTIONS,
    "NA": (lambda: NOT_AVAILABLE, 0, 0),
    "PI": (lambda: math.pi, 0, 0),
    "TRUE": (lambda: True, 0, 0),
    "FALSE": (lambda: False, 0, 0),
}
