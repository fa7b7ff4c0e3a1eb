"""The criteria of SUMIFS and its family, and the wildcards that look-ups share with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.coercion import number_of_text, plain
from pycore.formulas.lanes import FLOAT, Function, Result, by_lane, is_lanes
from pycore.formulas.operators import compare_values, rank

_CRITERION = re.compile(r"(<=|>=|<>|=|<|>)?(.*)", re.DOTALL)
_COMPARISONS: dict[str, Callable[..., Any]] = {
    "": np.equal, "=": np.equal, "<>": np.not_equal,
    "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip


def criterion(wanted: Value) -> Function:
    """Read a criterion such as `">0"`, `"<>"`, `"煤*"` or a number; return the test for values.

    The test takes one value or lanes. A draw that is an error meets only `<>`.
    """
    match = _CRITERION.fullmatch(wanted) if isinstance(wanted, str) else None
    operator, operand = (match[1] or "", match[2]) if match and not isinstance(wanted, ErrorValue) else ("", "")
    compare = _COMPARISONS[operator]
    aim: Value = wanted
    if wanted is None:
        aim = 0.0
    elif isinstance(wanted, str) and not isinstance(wanted, ErrorValue):
        as_number = number_of_text(operand)
        aim = as_number if as_number is not None else plain(operand)
        if operand.casefold() in ("true", "false"):
            aim = operand.casefold() == "true"
    equality = operator in ("", "=", "<>")
    pattern = wildcard(aim) if equality and isinstance(aim, str) and not isinstance(aim, ErrorValue) else None

    def equal(value: Value) -> bool:
        if aim == "" and pattern is not None:
            return value is None or (operator == "" and value == "")
        if pattern is not None:
            return isinstance(value, str) and pattern.fullmatch(value) is not None
        if isinstance(aim, float):
            if isinstance(value, str) and not isinstance(value, ErrorValue):
                return number_of_text(value) == aim
            return isinstance(value, float) and value == aim
        return type(value) is type(aim) and value == aim

    def meets(value: Value) -> bool:
        if equality:
            return equal(value) != (operator == "<>")
        if isinstance(aim, float):
            return isinstance(value, float) and bool(compare(value, aim))
        if value is None or rank(value) != rank(aim) or isinstance(value, ErrorValue):
            return False
        return compare_values(compare, value, aim) is True

    slowly = by_lane(meets)

    def run(value: Result) -> Result:
        if is_lanes(value):
            if value.dtype == FLOAT:
                return compare(value, aim) if isinstance(aim, float) else meets(0.0)
            return slowly(value)
        return meets(value)

    return run


def wildcard(words: str) -> re.Pattern[str]:
    """Compile Excel's `*`, `?` and `~` into a pattern that does not see case."""
    parts = re.findall(r"~[*?~]|.", words, re.DOTALL)
    translated = {"*": ".*", "?": "."}
    return re.compile("".join(translated.get(p) or re.escape(p[-1]) for p in parts), re.IGNORECASE | re.DOTALL)
