"""Elementary functions for equation bodies: one name that works on every reading.

Each dispatches on what it is given: floats, numpy arrays, `uncertainties` numbers, pint quantities or
symbols.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from pycore.equations.expression import Call, Expression, Number


def _symbolic(function: str, *arguments: Any) -> Call:
    return Call(function, tuple(a if isinstance(a, Expression) else Number(a) for a in arguments))


def _is_array(value: Any) -> bool:
    return hasattr(value, "__array_interface__")


def _nominal(value: Any) -> Any:
    return getattr(value, "nominal_value", value)


def sqrt(value: Any) -> Any:
    """Take the square root of any reading."""
    if isinstance(value, Expression):
        return _symbolic("sqrt", value)
    if isinstance(value, (int, float)):
        # NaN as on arrays; the cell shows it as #NUM!, as a spreadsheet does.
        return math.sqrt(value) if value >= 0 else math.nan
    if _is_array(value):
        import numpy

        return numpy.sqrt(value)
    return value**0.5


def maximum(first: Any, second: Any) -> Any:
    """Take the larger of two; an uncertain number is chosen by its nominal value."""
    if isinstance(first, Expression) or isinstance(second, Expression):
        return _symbolic("maximum", first, second)
    if _is_array(first) or _is_array(second):
        import numpy

        return numpy.maximum(first, second)
    return first if _nominal(first) >= _nominal(second) else second


def minimum(first: Any, second: Any) -> Any:
    """Take the smaller of two; an uncertain number is chosen by its nominal value."""
    if isinstance(first, Expression) or isinstance(second, Expression):
        return _symbolic("minimum", first, second)
    if _is_array(first) or _is_array(second):
        import numpy

        return numpy.minimum(first, second)
    return first if _nominal(first) <= _nominal(second) else second


def absolute(value: Any) -> Any:
    """Take the absolute value of any reading; an uncertain number turns by the sign of its nominal value."""
    if isinstance(value, Expression):
        return _symbolic("absolute", value)
    if hasattr(value, "nominal_value"):
        return value if value.nominal_value >= 0 else -value
    return abs(value)


def logarithm(value: Any) -> Any:
    """Take the natural logarithm of any reading."""
    if isinstance(value, Expression):
        return _symbolic("logarithm", value)
    if isinstance(value, (int, float)):
        # NaN as on arrays; the cell shows it as #NUM!, as a spreadsheet does.
        return math.log(value) if value > 0 else math.nan
    if hasattr(value, "nominal_value"):
        from uncertainties import umath

        return umath.log(value)
    import numpy

    return numpy.log(value)


def where_not_less(first: Any, second: Any, chosen: Any, otherwise: Any) -> Any:
    """Take `chosen` where the first of two is not less than the second, else `otherwise`; derivatives branch so."""
    if any(isinstance(value, Expression) for value in (first, second, chosen, otherwise)):
        return _symbolic("where_not_less", first, second, chosen, otherwise)
    if _is_array(first) or _is_array(second):
        import numpy

        return numpy.where(first >= second, chosen, otherwise)
    return chosen if _nominal(first) >= _nominal(second) else otherwise


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sqrt": sqrt,
    "maximum": maximum,
    "minimum": minimum,
    "absolute": absolute,
    "logarithm": logarithm,
    "where_not_less": where_not_less,
}
