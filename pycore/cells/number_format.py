"""A number as its cell shows it: the number formats of our workbooks, without a spreadsheet program."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

GENERAL = "General"
_MOST_DIGITS = 350  # of the largest number with its decimals
_CONDITION = re.compile(r"\[([<>]=?|=)(-?[\d.]+)\]")
_QUOTED = re.compile(r'"([^"]*)"')
_DIGITS = re.compile(r"[#0,]*0?(?:\.[#0]+)?(?:E\+0+)?")
_TESTS = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
}  # fmt: skip


class _Section(NamedTuple):
    text: str
    signed: bool
    """The section writes the sign itself, so the number comes without one."""


def formatted(value: float, number_format: str = GENERAL) -> str:
    """Write a number in a number format of Excel: decimals, thousands, percent, powers of ten, sections by sign.

    A format that holds no digits (``General``, the name of a style) gives up to ten significant figures.

    >>> formatted(-1234.5, '#,##0.0;-#,##0.0;"–"'), formatted(0.1234, "+0.0%;-0.0%"), formatted(0, '0.0;-0.0;"–"')
    ('-1,234.5', '+12.3%', '–')
    """
    if "0" not in number_format:
        return f"{value:.10g}"
    section = _section(value, number_format)
    literal = _QUOTED.sub("", section.text)
    pattern = next((m for m in _DIGITS.findall(literal) if m), "")
    if not pattern:
        return _QUOTED.sub(r"\1", section.text)
    number = _digits(abs(value) if section.signed else value, pattern, percent="%" in literal)
    # What rounds to nothing has no sign.
    if number.startswith("-") and not re.search("[1-9]", number):
        number = number[1:]
    return _QUOTED.sub(r"\1", section.text.replace(pattern, number, 1))


def chosen_section(number_format: str, value: float) -> str:
    """Give what is left of a format once its condition has chosen for a value; one without a condition stays.

    >>> chosen_section("[<0.01]0.000000;0.0000", 0.002), chosen_section("0.0;-0.0", 3)
    ('0.000000', '0.0;-0.0')
    """
    return _section(value, number_format).text if _CONDITION.search(number_format) else number_format


def _section(value: float, number_format: str) -> _Section:
    """Choose the section of a number format that a value is shown with: by its condition, else by the sign."""
    sections = number_format.split(";")
    first = _CONDITION.search(sections[0])
    if first is not None:
        met = _TESTS[first[1]](value, float(first[2]))
        chosen = sections[0] if met or len(sections) == 1 else sections[1]
        return _Section(_CONDITION.sub("", chosen), signed=False)
    if value < 0 and len(sections) > 1:
        return _Section(sections[1], signed=True)
    if value == 0 and len(sections) > 2:
        return _Section(sections[2], signed=True)
    return _Section(sections[0], signed=False)


def _digits(value: float, pattern: str, percent: bool) -> str:
    """Write a number with as many decimals as a pattern has, with separators or a power where it asks for them."""
    mantissa, power, _ = pattern.partition("E+")
    decimals = len(mantissa.partition(".")[2])
    if power:
        return f"{value:.{decimals}E}"
    return f"{_rounded(value, decimals, percent):{',' if ',' in mantissa else ''}.{decimals}f}"


def fixed_text(value: float, digits: int = 0, *, sign: bool = False, group: bool = False, percent: bool = False) -> str:
    """Write a number as the sentences of our workbooks do; see `pycore.sheets.fixed_text.fixed`.

    >>> fixed_text(-1234567.125, 2, group=True), fixed_text(0.0314, 1, percent=True, sign=True), fixed_text(-0.01, 1)
    ('-1,234,567.13', '+3.1%', '0.0')
    """
    size = abs(_rounded(value, digits, percent))
    before = "" if not size else "-" if value < 0 else "+" if sign else ""
    return f"{before}{size:{',' if group else ''}.{digits}f}{'%' if percent else ''}"


def _rounded(value: float, decimals: int, percent: bool = False) -> Decimal:
    """Round half away from zero what a spreadsheet program shows of a number, its 15 digits: 0.125 is 0.13, 2.675 is 2.68."""
    shown = Decimal(f"{value:.15g}") * (100 if percent else 1)
    with localcontext(prec=_MOST_DIGITS):
        return shown.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
