"""One criterion of SUMIFS and its family, for one value at a time, and the wildcards that look-ups share with them."""

from __future__ import annotations

import operator as compared
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.coercion import number_of_text, plain
from pycore.formulas.comparing import compare_values, rank

_CRITERION = re.compile(r"(<=|>=|<>|=|<|>)?(.*)", re.DOTALL)
_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "": compared.eq, "=": compared.eq, "<>": compared.ne,
    "<": compared.lt, "<=": compared.le, ">": compared.gt, ">=": compared.ge,
}  # fmt: skip


class Criterion(NamedTuple):
    """A criterion as it was read.

    Attributes:
        meets: whether one value meets it; an error meets only `<>`.
        operator: as written, "" for none.
        aim: what is compared with.
    """

    meets: Callable[[Value], bool]
    operator: str
    aim: Value


def read_criterion(wanted: Value) -> Criterion:
    """Read a criterion such as `">0"`, `"<>"`, `"煤*"` or a number."""
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

    return Criterion(meets, operator, aim)


def wildcard(words: str) -> re.Pattern[str]:
    """Compile Excel's `*`, `?` and `~` into a pattern that does not see case."""
    parts = re.findall(r"~[*?~]|.", words, re.DOTALL)
    translated = {"*": ".*", "?": "."}
    return re.compile("".join(translated.get(p) or re.escape(p[-1]) for p in parts), re.IGNORECASE | re.DOTALL)
