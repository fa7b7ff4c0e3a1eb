"""Excel's functions of texts on lanes, each draw by itself."""

from __future__ import annotations

import re
from collections.abc import Callable

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.coercion import VALUE_ERROR, number, text
from pycore.formulas.lanes import Function, WrongArgument, by_lane, fixed_whole_number
from pycore.formulas.rounding import half_away_from_zero
from pycore.formulas.tree import FormulaProblem
from pycore.language import Text


def _value(value: Value) -> Value:
    if isinstance(value, bool):
        return VALUE_ERROR
    return number(value)


def _of_text(function: Callable[..., Value]) -> Function:
    """Make a function of lanes from a function of texts and numbers in which any error is the result."""

    def one(*values: Value) -> Value:
        for value in values:
            if isinstance(value, ErrorValue):
                return value
        try:
            return function(*values)
        except WrongArgument as wrong:
            return wrong.value

    return by_lane(one)


def _count(value: Value) -> int:
    """Read a number of characters; one below 0 is `#VALUE!`."""
    count = fixed_whole_number(value)
    if count < 0:
        raise WrongArgument(VALUE_ERROR)
    return count


def _left(value: Value, count: Value = 1.0) -> Value:
    return text(value)[: _count(count)]


def _right(value: Value, count: Value = 1.0) -> Value:
    taken = _count(count)
    return text(value)[-taken:] if taken else ""


def _mid(value: Value, start: Value, count: Value) -> Value:
    """Return characters from the middle of a text, the first counted as 1."""
    first = _count(start)
    if first < 1:
        return VALUE_ERROR
    return text(value)[first - 1 : first - 1 + _count(count)]


def _substitute(value: Value, old: Value, new: Value) -> Value:
    return text(value).replace(text(old), text(new)) if text(old) else text(value)


_FORMAT = re.compile(r"(#,##)?([#0]*?)(0*)(?:\.(0*))?(?:E\+(0+))?(%?)")


def _formatted(value: Value, pattern: Value) -> Value:
    """Write a value in a number format of digits, separators, percent or power; `FormulaProblem` for any other."""
    form = text(pattern)
    if form in ("@", "General") or isinstance(value, str):
        return text(value)
    match = _FORMAT.fullmatch(form)
    if not match or not form:
        raise FormulaProblem(
            Text(
                f"TEXT 的格式 {form!r} 不受支持。可用 0、0.00、#,##0.00、0.0% 或 0.00E+00。",
                f"the format {form!r} of TEXT is not supported. Use 0, 0.00, #,##0.00, 0.0% or 0.00E+00.",
            )
        )
    shown = number(value)
    if isinstance(shown, ErrorValue):
        return shown
    places = len(match[4] or "")
    if match[6]:
        shown *= 100
    if match[5]:
        mantissa, exponent = f"{shown:.{places}E}".split("E")
        return f"{mantissa}E{int(exponent):+0{len(match[5]) + 1}d}"
    rounded = half_away_from_zero(shown, float(places))
    width = len(match[3]) + (places + 1 if places else 0)
    written = f"{rounded:{',' if match[1] else ''}.{places}f}"
    sign, digits = ("-", written[1:]) if written.startswith("-") else ("", written)
    if not match[3] and digits.startswith("0"):
        digits = digits[1:]
    if sign and not any(c in "123456789" for c in digits):
        sign = ""
    return sign + digits.rjust(width, "0") + match[6]


# name -> (function, fewest arguments, most arguments)
TEXT_FUNCTIONS: dict[str, tuple[Function, int, int]] = {
    "VALUE": (by_lane(_value), 1, 1),
    "LEN": (_of_text(lambda value: float(len(text(value)))), 1, 1),
    "LEFT": (_of_text(_left), 1, 2),
    "RIGHT": (_of_text(_right), 1, 2),
    "MID": (_of_text(_mid), 3, 3),
    "TRIM": (_of_text(lambda value: " ".join(w for w in text(value).split(" ") if w)), 1, 1),
    "UPPER": (_of_text(lambda value: text(value).upper()), 1, 1),
    "LOWER": (_of_text(lambda value: text(value).lower()), 1, 1),
    "EXACT": (_of_text(lambda left, right: text(left) == text(right)), 2, 2),
    "SUBSTITUTE": (_of_text(_substitute), 3, 3),
    "TEXT": (_of_text(_formatted), 2, 2),
    "CONCATENATE": (_of_text(lambda *values: "".join(text(v) for v in values)), 1, 255),
}
