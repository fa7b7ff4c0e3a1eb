"""Read one value as Excel does where a number, a text or a truth is asked for; errors come back as values."""

from __future__ import annotations

import math
import re

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.tree import FormulaProblem
from pycore.language import Text

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


def plain(value: object) -> Value:
    """Read what a cell or a function gives: whole numbers become floats, and error codes become errors."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, ErrorValue):
        return value if type(value) is ErrorValue else ErrorValue(value)
    # A numpy scalar, told without numpy, which takes long to import.
    if type(value).__module__ == "numpy" and getattr(value, "shape", None) == ():
        return plain(value.item())  # type: ignore[attr-defined]
    if isinstance(value, int | float):
        number = float(value)
        return number if math.isfinite(number) else NUMBER_ERROR
    if isinstance(value, str):
        return ErrorValue(value) if value in ERROR_CODES else value
    if isinstance(value, dict) and value.get("type") == "Error":
        return ErrorValue(_ENGINE_ERRORS.get(str(value.get("kind")), "#VALUE!"))
    raise FormulaProblem(
        Text(
            f"这里需要一个数值或文本，得到的却是 {type(value).__name__}（例如一片区域）。请改为引用单个单元格。",
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
