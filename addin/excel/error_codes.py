"""Excel errors as COM carries them: 32-bit codes, the same in xlwings, in VBA and in what pywin32 hands over.

A Python server cannot return an error value itself: pywin32 turns a `VARIANT` of type VT_ERROR into "argument
missing", whatever its value is, and xlwings shows an exception as a text, which SUM skips. So a failure
leaves Python as the whole number that stands for the error, and `TLResult` in the add-in's VBA makes it a true
error with CVErr. No result can be mistaken for one: every number leaves Python as a float.
"""

from __future__ import annotations

from pycore.cells.values import VALUE, CellError

# FACILITY_CONTROL, severity "error": Excel adds the number of its error type (xlErrNA = 2042) to it.
_BASE = -0x7FF60000
_NUMBERS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
    "#SPILL!": 2045,
    "#CALC!": 2050,
}
_CODES = {_BASE + number: code for code, number in _NUMBERS.items()}
FIRST, LAST = _BASE, _BASE + 0xFFFF


def number_of(error: CellError) -> int:
    """Return the COM number of an error; one that Excel does not have is #VALUE!."""
    return _BASE + _NUMBERS.get(error.code, _NUMBERS[VALUE])


def error_of(number: int) -> CellError | None:
    """Return the error that a COM number stands for, None where it is no error; a newer error is #VALUE!."""
    if not FIRST <= number <= LAST:
        return None
    return CellError(_CODES.get(number, VALUE))
