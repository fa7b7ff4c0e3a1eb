"""The symbolic reading of an equation: a small expression tree.

Calling the body of an equation with `Symbol` arguments builds the tree; the tree is then written as an Excel
formula, as LaTeX, as a sentence with the numbers put in, or evaluated on any number-like values (the unit
proof evaluates it on pint quantities).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pycore.equations.constants import Constant

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = 1, 2, 3, 4, 5
_PRECEDENCE = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "^": _POWER}
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
}
# What a spreadsheet calls the elementary functions of `pycore.equations.elementary`.
_EXCEL_FUNCTION = {"sqrt": "SQRT", "maximum": "MAX", "minimum": "MIN", "absolute": "ABS", "logarithm": "LN"}
_SMALL_POWER = re.compile(r"0\.(00+)1")
_LATEX_FUNCTION = {"maximum": r"\max", "minimum": r"\min", "logarithm": r"\ln"}


class Expression:
    """A node of the tree; ordinary arithmetic on nodes makes larger nodes."""

    __slots__ = ()
    # numpy scalars and arrays must leave mixed arithmetic to us instead of looping over the operands.
    __array_ufunc__ = None

    def __add__(self, other: object) -> Expression:
        return Binary("+", self, _node(other))

    def __radd__(self, other: object) -> Expression:
        return Binary("+", _node(other), self)

    def __sub__(self, other: object) -> Expression:
        return Binary("-", self, _node(other))

    def __rsub__(self, other: object) -> Expression:
        return Binary("-", _node(other), self)

    def __mul__(self, other: object) -> Expression:
        return Binary("*", self, _node(other))

    def __rmul__(self, other: object) -> Expression:
        return Binary("*", _node(other), self)

    def __truediv__(self, other: object) -> Expression:
        return Binary("/", self, _node(other))

    def __rtruediv__(self, other: object) -> Expression:
        return Binary("/", _node(other), self)

    def __pow__(self, other: object) -> Expression:
        return Binary("^", self, _node(other))

    def __rpow__(self, other: object) -> Expression:
        return Binary("^", _node(other), self)

    def __neg__(self) -> Expression:
        return Negative(self)

    def __bool__(self) -> bool:
        # A branch would be taken once, while the tree is built, and vanish from the written formula.
        raise TypeError("An equation cannot branch on its arguments; use maximum or minimum.")


@dataclass(frozen=True, slots=True)
class Symbol(Expression):
    """An argument of the equation."""

    name: str


@dataclass(frozen=True, slots=True)
class Number(Expression):
    """A plain number or a `Constant` in the body."""

    value: float


@dataclass(frozen=True, slots=True)
class Binary(Expression):
    """Two nodes with `+`, `-`, `*`, `/` or `^` between them."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Negative(Expression):
    """A node with a minus sign before it."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """An elementary function of `pycore.equations.elementary`."""

    function: str
    arguments: tuple[Expression, ...]


def _node(value: object) -> Expression:
    """Return a node for what stands in a body; TypeError for anything but numbers and arguments."""
    if isinstance(value, Expression):
        return value
    if isinstance(value, (int, float)):
        return Number(value)
    raise TypeError(f"An equation cannot use {value!r}: its body is arithmetic on numbers and arguments.")


def evaluate(
    tree: Expression,
    values: Mapping[str, Any],
    functions: Mapping[str, Callable[..., Any]],
    number: Callable[[float], Any] = lambda value: value,
) -> Any:
    """Evaluate a tree on number-like values; `number` reads the numbers and constants of the body."""
    match tree:
        case Symbol(name):
            return values[name]
        case Number(value):
            return number(value)
        case Negative(operand):
            return -evaluate(operand, values, functions, number)
        case Binary(sign, left, right):
            return _OPERATORS[sign](
                evaluate(left, values, functions, number), evaluate(right, values, functions, number)
            )
        case Call(function, arguments):
            return functions[function](*(evaluate(a, values, functions, number) for a in arguments))
    raise TypeError(f"not an expression: {tree!r}")


def plain_number(value: float) -> str:
    """Write a number as a spreadsheet formula does: no exponent for whole numbers, no trailing `.0`.

    >>> plain_number(1.0), plain_number(0.98), plain_number(1e-9)
    ('1', '0.98', '1E-09')
    """
    if isinstance(value, Constant):
        return value.text
    if float(value).is_integer() and abs(value) < 1e16:
        return str(int(value))
    return repr(float(value)).upper()


@dataclass(frozen=True, slots=True)
class _Notation:
    """How one target language writes a tree. Every target is the same walk with other marks."""

    product: str
    call: Callable[[str, list[str]], str]
    number: Callable[[float], str]
    plus: str = "+"
    minus: str = "-"


def _write(tree: Expression, symbol: Callable[[str], str], notation: _Notation) -> tuple[str, int]:
    """Write a tree and say how tightly its outermost operator binds.

    The written form groups as Python does, so that both round alike. One exception is for the reader's
    sake: a constant that is a quotient follows a product bare, as in a*44/12.
    """
    match tree:
        case Symbol(name):
            text = symbol(name)
            return text, _SIGN if text.startswith("-") else _ATOM
        case Number(value):
            text = notation.number(value)
            if text.startswith("-"):
                return text, _SIGN
            return text, _PRODUCT if "/" in text else _ATOM
        case Negative(operand):
            inner, strength = _write(operand, symbol, notation)
            # Excel reads -2^2 as 4, Python as -4, so a power is put in parentheses too.
            return f"-{inner}" if strength == _ATOM else f"-({inner})", _SIGN
        case Binary(sign, left, right):
            strength = _PRECEDENCE[sign]
            a, a_strength = _write(left, symbol, notation)
            b, b_strength = _write(right, symbol, notation)
            if a_strength < strength or (sign == "^" and a_strength <= _POWER):
                a = f"({a})"
            bare_constant = sign == "*" and isinstance(right, Number)
            if b.startswith("-") or b_strength < strength or (b_strength == strength and not bare_constant):
                b = f"({b})"
            mark = {"*": notation.product, "+": notation.plus, "-": notation.minus}.get(sign, sign)
            return f"{a}{mark}{b}", strength
        case Call(function, arguments):
            return notation.call(function, [_write(a, symbol, notation)[0] for a in arguments]), _ATOM
    raise TypeError(f"not an expression: {tree!r}")


def _excel_call(function: str, arguments: list[str]) -> str:
    if function == "where_not_less":
        first, second, chosen, otherwise = arguments
        return f"IF({first}>={second},{chosen},{otherwise})"
    return f"{_EXCEL_FUNCTION[function]}({','.join(arguments)})"


def excel(tree: Expression, addresses: Mapping[str, str]) -> str:
    """Write a tree as an Excel formula without the leading `=`.

    Args:
        addresses: cell address, defined name or number for each argument.
    """
    return _write(tree, lambda name: addresses[name], _Notation("*", _excel_call, plain_number))[0]


_SPOKEN_FUNCTION = {
    "sqrt": "√",
    "maximum": "max",
    "minimum": "min",
    "absolute": "abs",
    "logarithm": "ln",
    "where_not_less": "if ≥",
}


def sentence(tree: Expression, values: Mapping[str, str]) -> str:
    """Write a tree with already formatted numbers put in, e.g. ``1000 × 26.7 × 0.0274 × 0.98 × 44/12``."""

    def symbol(name: str) -> str:
        text = values[name]
        return f"({text})" if text.startswith("-") or "+/-" in text else text

    def call(function: str, arguments: list[str]) -> str:
        return f"{_SPOKEN_FUNCTION[function]}({', '.join(arguments)})"

    return _write(tree, symbol, _Notation(" × ", call, plain_number, plus=" + ", minus=" − "))[0]


def latex(tree: Expression, symbols: Mapping[str, str]) -> str:
    """Write a tree as LaTeX; quotients become fractions."""
    return _latex(tree, symbols)[0]


def _latex(tree: Expression, symbols: Mapping[str, str]) -> tuple[str, int]:
    """Write a tree as LaTeX and say how tightly its outer operator binds; a fraction binds like a product."""

    def guarded(part: Expression, strength: int, after_sign: bool = False) -> str:
        text, own = _latex(part, symbols)
        # A fraction is a bracket of its own except under an exponent.
        bracketed = text.startswith(r"\frac{") and own == _PRODUCT and strength < _POWER
        loose = own < strength and not bracketed
        return rf"\left({text}\right)" if loose or (after_sign and text.startswith("-")) else text

    match tree:
        case Symbol(name):
            return symbols[name], _ATOM
        case Number(value):
            return _latex_number(plain_number(value))
        case Negative(operand):
            return "-" + guarded(operand, _SIGN, after_sign=True), _SIGN
        case Binary("/", left, right):
            return rf"\frac{{{latex(left, symbols)}}}{{{latex(right, symbols)}}}", _PRODUCT
        case Binary("^", left, right):
            return f"{guarded(left, _ATOM)}^{{{latex(right, symbols)}}}", _POWER
        case Binary("*", left, right):
            text = rf"{guarded(left, _PRODUCT)} \cdot {guarded(right, _PRODUCT, after_sign=True)}"
            return text, _PRODUCT
        case Binary(sign, left, right):
            after = guarded(right, _PRODUCT if sign == "-" else _SUM, after_sign=True)
            return f"{latex(left, symbols)} {sign} {after}", _SUM
        case Call("sqrt", (argument,)):
            return rf"\sqrt{{{latex(argument, symbols)}}}", _ATOM
        case Call("absolute", (argument,)):
            return rf"\left|{latex(argument, symbols)}\right|", _ATOM
        case Call("where_not_less", (first, second, chosen, otherwise)):
            a, b, x, y = (latex(part, symbols) for part in (first, second, chosen, otherwise))
            return rf"\begin{{cases}} {x} & {a} \ge {b} \\ {y} & \text{{otherwise}} \end{{cases}}", _ATOM
        case Call(function, arguments):
            inner = r",\, ".join(latex(a, symbols) for a in arguments)
            return rf"{_LATEX_FUNCTION[function]}\left({inner}\right)", _ATOM
    raise TypeError(f"not an expression: {tree!r}")


def _latex_number(text: str) -> tuple[str, int]:
    """Write a number as LaTeX, with a power or a fraction where it has one, and say how tightly it binds."""
    # A conversion such as 0.000001 is read by its zeros, which no one counts.
    if small := _SMALL_POWER.fullmatch(text):
        return f"10^{{-{len(small[1]) + 1}}}", _POWER
    mantissa, _, exponent = text.partition("E")
    if exponent:
        return rf"{mantissa} \cdot 10^{{{int(exponent)}}}", _PRODUCT
    above, _, below = text.partition("/")
    if below:
        return rf"\frac{{{above}}}{{{below}}}", _PRODUCT
    return text, _SIGN if text.startswith("-") else _ATOM
