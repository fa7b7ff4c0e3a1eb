"""Excel's operators and functions on lanes: one value, or one value for each draw.

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
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.tree import FormulaProblem
from pycore.language import Text

Lanes = npt.NDArray[Any]
Result = Any  # a Value, or Lanes; Any because each step asks for the type itself
Function = Callable[..., Result]

FLOAT = np.dtype(np.float64)
VALUE_ERROR = ErrorValue("#VALUE!")
NUMBER_ERROR = ErrorValue("#NUM!")
DIVISION_ERROR = ErrorValue("#DIV/0!")
NOT_AVAILABLE = ErrorValue("#N/A")
REFERENCE_ERROR = ErrorValue("#REF!")
NAME_ERROR = ErrorValue("#NAME?")
# The names that formualizer gives to errors, for functions that return them as it expects.
_ENGINE_ERRORS = {
    "Null": "#NULL!", "Div": "#DIV/0!", "Value": "#VALUE!", "Ref": "#REF!", "Name": "#NAME?",
    "Num": "#NUM!", "Na": "#N/A", "Spill": "#SPILL!", "Calc": "#CALC!", "Circ": "#CIRC!",
}  # fmt: skip
ERROR_CODES = frozenset({*_ENGINE_ERRORS.values(), "#GETTING_DATA"})


def calculating() -> np.errstate:
    """Return the context in which lanes are calculated."""
    return np.errstate(divide="raise", over="raise", invalid="ignore", under="ignore")


# --- one value ---------------------------------------------------------------------------------------------


def plain(value: object) -> Value:
    """Read what a cell or a function gives: whole numbers become floats, and error codes become errors."""
    if value is None or isinstance(value, bool | ErrorValue):
        return value
    if isinstance(value, np.generic):
        value = value.item()
        return plain(value)
    if isinstance(value, int | float):
        number = float(value)
        return number if math.isfinite(number) else NUMBER_ERROR
    if isinstance(value, str):
        return ErrorValue(value) if value in ERROR_CODES else value
    if isinstance(value, dict) and value.get("type") == "Error":
        return ErrorValue(_ENGINE_ERRORS.get(str(value.get("kind")), "#VALUE!"))
    raise FormulaProblem(
        Text(
            f"这里需要一个数值或文本，得到的却是 {type(value).__name__}（例如一片区域）。"
            "请改为引用单个单元格。",
            f"a number or a text is needed here, and {type(value).__name__} was found (such as a range). "
            "Refer to one cell.",
        )
    )


_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d+)?(%?)")


def number_of_text(text: str) -> float | None:
    """Read a text as Excel does in arithmetic: `12`, `1,234.5`, `5%`; None if it is no number."""
    stripped = text.strip()
    match = _NUMBER.fullmatch(stripped)
    if not match or not any(c.isdigit() for c in stripped):
        return None
    try:
        number = float(stripped.rstrip("%").replace(",", ""))
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return number / 100 if match[1] else number


def number(value: Value) -> float | ErrorValue:
    """Read a value as arithmetic does: blank is 0, TRUE is 1, a text that is a number is that number."""
    if isinstance(value, ErrorValue):
        return value
    if value is None:
        return 0.0
    if isinstance(value, bool | int | float):
        return float(value)
    if isinstance(value, str):
        found = number_of_text(value)
        return VALUE_ERROR if found is None else found
    return number(plain(value))


def text(value: Value) -> str:
    """Write a value as `&` does; an error stays an error."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    digits = f"{value:.15g}"
    if "e" not in digits:
        return digits
    if 1e-5 <= abs(value) < 1e20:
        return f"{value:.20f}".rstrip("0").rstrip(".") if abs(value) < 1 else f"{float(digits):.0f}"
    mantissa, exponent = digits.split("e")
    return f"{mantissa}E{int(exponent):+03d}"


def truth(value: Value) -> bool | ErrorValue:
    """Read a value as IF does."""
    if isinstance(value, ErrorValue | bool):
        return value
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.casefold(), VALUE_ERROR)
    if value is None:
        return False
    return value != 0


# --- lanes -------------------------------------------------------------------------------------------------


def is_lanes(value: object) -> bool:
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

    def run(*values: Result) -> Result:
        lanes = next((v for v in values if is_lanes(v)), None)
        if lanes is None:
            return function(*values)
        columns = [by_value(v) if is_lanes(v) else [v] * len(lanes) for v in values]
        return narrow([function(*draw) for draw in zip(*columns, strict=True)])

    return run


def numbers(value: Result) -> Result:
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


def truths(value: Result) -> tuple[Result, Lanes | None]:
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


def errors(value: Result) -> Result:
    """Tell which are errors: a bool, or bool lanes."""
    if not is_lanes(value):
        return isinstance(plain(value), ErrorValue)
    if value.dtype == FLOAT:
        return np.isnan(value)
    if value.dtype.kind == "O":
        return np.array([isinstance(v, ErrorValue) for v in value.tolist()])
    return False


def select(condition: Lanes, yes: Result, no: Result) -> Lanes:
    """Take `yes` in the lanes where the condition holds and `no` in the others."""
    yes, no = (0.0 if v is None else v for v in (yes, no))
    kinds = {_kind(yes), _kind(no)}
    if kinds <= {"number", "error"}:
        yes, no = (math.nan if _kind(v) == "error" else v for v in (yes, no))
    if kinds <= {"number", "error"} or kinds in ({"text"}, {"bool"}):
        return np.asarray(np.where(condition, yes, no))
    size = len(condition)
    both = [by_value(v) if is_lanes(v) else [v] * size for v in (yes, no)]
    return narrow([a if c else b for c, a, b in zip(condition.tolist(), *both, strict=True)])


def _kind(value: Result) -> str:
    if is_lanes(value):
        return {"f": "number", "b": "bool", "U": "text"}.get(value.dtype.kind, "any")
    if isinstance(value, ErrorValue):
        return "error"
    return {float: "number", bool: "bool", str: "text"}.get(type(value), "any")


def calculate(function: Callable[..., Any], *values: Result, into: Lanes | None = None) -> Result:
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


# --- operators ---------------------------------------------------------------------------------------------


def _arithmetic(ufunc: Callable[..., Any]) -> Function:
    def run(left: Result, right: Result, into: Result = None) -> Result:
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


def divide(left: Result, right: Result, into: Result = None) -> Result:
    if not is_lanes(right):
        divisor = number(right)
        if divisor == 0 and not (isinstance(left, str) and isinstance(number(left), ErrorValue)):
            return DIVISION_ERROR
    return _divide(left, right, into)


_power = _arithmetic(np.power)


def power(left: Result, right: Result, into: Result = None) -> Result:
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


def join(left: Result, right: Result, into: Result = None) -> Result:
    return _join(left, right)


def _join_values(left: Value, right: Value) -> Value:
    for value in (left, right):
        if isinstance(value, ErrorValue):
            return value
    return text(left) + text(right)


_join = by_lane(_join_values)


def _compare_values(function: Callable[[Any, Any], Any], left: Value, right: Value) -> Value:
    """Compare as Excel does: numbers before texts before logical values; case does not count."""
    for value in (left, right):
        if isinstance(value, ErrorValue):
            return value
    if left is None:
        left = _blank_beside(right)
    if right is None:
        right = _blank_beside(left)
    a, b = _rank(left), _rank(right)
    if a != b:
        return bool(function(a, b))
    if isinstance(left, str) and isinstance(right, str):
        return bool(function(left.casefold(), right.casefold()))
    return bool(function(left, right))


def _blank_beside(other: Value) -> Value:
    if isinstance(other, str):
        return ""
    return False if isinstance(other, bool) else 0.0


def _rank(value: Value) -> int:
    if isinstance(value, bool):
        return 2
    return 1 if isinstance(value, str) else 0


def _comparison(ufunc: Callable[..., Any]) -> Function:
    def compare_values(left: Value, right: Value) -> Value:
        return _compare_values(ufunc, left, right)

    slowly = by_lane(compare_values)

    def run(left: Result, right: Result, into: Result = None) -> Result:
        if not is_lanes(left) and not is_lanes(right):
            return compare_values(plain(left), plain(right))
        a, b = _kind(left), _kind(right)
        if a == "number" and b == "number":
            return _marked(ufunc(left, right), left, right)
        if a == "error" or b == "error":
            return left if a == "error" else right
        if a in ("text", "bool") and b == "number":
            # The kinds decide and not the values, so all draws agree.
            return _agreed(bool(ufunc(1, 0)), right)
        if a == "number" and b in ("text", "bool"):
            return _agreed(bool(ufunc(0, 1)), left)
        if (
            a == b == "text"
            and ufunc in (np.equal, np.not_equal)
            and not (is_lanes(left) and is_lanes(right))
        ):
            equal = _same_text(left, right) if is_lanes(left) else _same_text(right, left)
            return equal if ufunc is np.equal else ~equal
        return slowly(left, right)

    return run


def _agreed(same: bool, numeric: Result) -> Result:
    if not is_lanes(numeric) or all_finite(numeric):
        return same
    return _marked(np.full(len(numeric), same), numeric)


def _marked(result: Lanes, *compared: Result) -> Lanes:
    """Put an error where a compared number is one."""
    wrong = [np.isnan(v) for v in compared if is_lanes(v) and not all_finite(v)]
    return select(np.logical_or.reduce(wrong), VALUE_ERROR, result) if wrong else result


def _same_text(lanes: Lanes, word: str) -> Lanes:
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


def _negative(value: Result) -> Result:
    return calculate(np.negative, value)


def _percent(value: Result) -> Result:
    return divide(value, 100.0)


def unchanged(value: Result) -> Result:
    return value


UNARY: dict[str, Function] = {"-": _negative, "%": _percent, "+": unchanged, "@": unchanged}


# --- functions that look at each draw by itself ------------------------------------------------------------


def _whole(value: Result) -> int:
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
        raise _Wrong(read)
    return int(read)


class _Wrong(Exception):
    """An argument that must be a number is an error, which becomes the result."""

    def __init__(self, value: ErrorValue) -> None:
        self.value = value


def _rounding(whole: Callable[[Any, Any], Any]) -> Function:
    def run(value: Result, digits: Result) -> Result:
        try:
            places = _whole(digits)
        except _Wrong as wrong:
            return wrong.value
        if places > 300 or places < -300:
            return numbers(value) if places > 0 else calculate(lambda x: x * 0.0, value)
        scale = 10.0 ** abs(places)

        def rounded(x: Any) -> Any:
            scaled = np.abs(x) * scale if places >= 0 else np.abs(x) / scale
            # 1.005 * 100 is a little less than 100.5 in binary; Excel rounds what 15 digits show.
            nudge = np.minimum(scaled * 2.0**-51, 1e-6)
            moved = np.where(scaled < 2.0**46, whole(scaled, nudge), np.rint(scaled))
            return np.copysign(moved / scale if places >= 0 else moved * scale, x)

        return calculate(rounded, value)

    return run


def _half_away(scaled: Any, nudge: Any) -> Any:
    return np.floor(scaled + 0.5 + nudge)


def _away(scaled: Any, nudge: Any) -> Any:
    return np.ceil(scaled - nudge)


def _towards_zero(scaled: Any, nudge: Any) -> Any:
    return np.floor(scaled + nudge)


def numeric(function: Callable[..., Any]) -> Function:
    """Make a function of lanes from a function of numbers."""

    def run(*values: Result) -> Result:
        return calculate(function, *values)

    return run


def _normal_probability(x: Any) -> Any:
    root = math.sqrt(0.5)
    if not is_lanes(x):
        return 0.5 * math.erfc(-x * root)
    erfc = math.erfc
    return 0.5 * np.fromiter((erfc(v) for v in (x * -root).tolist()), FLOAT, len(x))


def _normal_density(x: Any) -> Any:
    return np.exp(-0.5 * np.square(x)) / math.sqrt(2 * math.pi)


def _normal(value: Result, cumulative: Result) -> Result:
    wanted = truth(plain(cumulative))
    if isinstance(wanted, ErrorValue):
        return wanted
    return calculate(_normal_probability if wanted else _normal_density, value)


def _logarithm(value: Result, base: Result = 10.0) -> Result:
    return divide(calculate(np.log, value), calculate(np.log, base))


def _remainder(value: Result, divisor: Result) -> Result:
    if not is_lanes(divisor) and number(divisor) == 0:
        return DIVISION_ERROR
    return calculate(np.mod, value, divisor)


def _not(value: Result) -> Result:
    holds, wrong = truths(value)
    if isinstance(holds, ErrorValue):
        return holds
    if not is_lanes(holds):
        return not holds
    return ~holds if wrong is None else select(wrong, VALUE_ERROR, ~holds)


def _n(value: Result) -> Result:
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


def _is_number(value: Result) -> Result:
    if not is_lanes(value):
        return isinstance(value, float)
    if value.dtype == FLOAT:
        return ~np.isnan(value)
    return np.array([isinstance(v, float) for v in value.tolist()])


def _is_text(value: Result) -> Result:
    if not is_lanes(value):
        return isinstance(value, str) and not isinstance(value, ErrorValue)
    return np.array([isinstance(v, str) and not isinstance(v, ErrorValue) for v in value.tolist()])


def _is_logical(value: Result) -> Result:
    if not is_lanes(value):
        return isinstance(value, bool)
    return np.array([isinstance(v, bool) for v in value.tolist()])


def not_available(value: Result) -> Result:
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
        except _Wrong as wrong:
            return wrong.value

    return by_lane(one)


def _count(value: Value) -> int:
    count = _whole(value)
    if count < 0:
        raise _Wrong(VALUE_ERROR)
    return count


def _left(value: Value, count: Value = 1.0) -> Value:
    return text(value)[: _count(count)]


def _right(value: Value, count: Value = 1.0) -> Value:
    taken = _count(count)
    return text(value)[-taken:] if taken else ""


def _mid(value: Value, start: Value, count: Value) -> Value:
    first = _count(start)
    if first < 1:
        return VALUE_ERROR
    return text(value)[first - 1 : first - 1 + _count(count)]


def _substitute(value: Value, old: Value, new: Value) -> Value:
    return text(value).replace(text(old), text(new)) if text(old) else text(value)


_FORMAT = re.compile(r"(#,##)?([#0]*?)(0*)(?:\.(0*))?(?:E\+(0+))?(%?)")


def _formatted(value: Value, pattern: Value) -> Value:
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
    rounded = ELEMENTWISE["ROUND"][0](shown, float(places))
    width = len(match[3]) + (places + 1 if places else 0)
    written = f"{rounded:{',' if match[1] else ''}.{places}f}"
    sign, digits = ("-", written[1:]) if written.startswith("-") else ("", written)
    if not match[3] and digits.startswith("0"):
        digits = digits[1:]
    if sign and not any(c in "123456789" for c in digits):
        sign = ""
    return sign + digits.rjust(width, "0") + match[6]


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
    "ROUND": (_rounding(_half_away), 2, 2),
    "ROUNDUP": (_rounding(_away), 2, 2),
    "ROUNDDOWN": (_rounding(_towards_zero), 2, 2),
    "NORMSDIST": (numeric(_normal_probability), 1, 1),
    "NORM.S.DIST": (_normal, 2, 2),
    "NOT": (_not, 1, 1),
    "N": (_n, 1, 1),
    "VALUE": (by_lane(_value), 1, 1),
    "ISERROR": (errors, 1, 1),
    "ISNUMBER": (_is_number, 1, 1),
    "ISTEXT": (_is_text, 1, 1),
    "ISLOGICAL": (_is_logical, 1, 1),
    "ISNA": (not_available, 1, 1),
    "ISBLANK": (lambda value: value is None, 1, 1),
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
    "NA": (lambda: NOT_AVAILABLE, 0, 0),
    "PI": (lambda: math.pi, 0, 0),
    "TRUE": (lambda: True, 0, 0),
    "FALSE": (lambda: False, 0, 0),
}


# --- criteria of SUMIFS and its family ---------------------------------------------------------------------

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
    operator, operand = (
        (match[1] or "", match[2]) if match and not isinstance(wanted, ErrorValue) else ("", "")
    )
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
        if value is None or _rank(value) != _rank(aim) or isinstance(value, ErrorValue):
            return False
        return _compare_values(compare, value, aim) is True

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
    return re.compile(
        "".join(translated.get(p) or re.escape(p[-1]) for p in parts), re.IGNORECASE | re.DOTALL
    )
