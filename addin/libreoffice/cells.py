"""Calc's values as cell values, and back.

Calc encodes an error as a NaN whose lower half is the number of the error, alone and in an array. So a failure of the
core becomes the same true error here. What Calc itself does before it calls an add-in cannot be undone:

- an empty cell that is named alone (`A1`) arrives as 0; in a range (`A1:A1`) it arrives blank (see `blanks`);
- TRUE and FALSE arrive as 1 and 0;
- an error among the arguments is the result without a call: that of a cell or of a calculated array as it is, one in a
  range as Err:504 (stored in a file as #VALUE!).
"""

from __future__ import annotations

import struct
from typing import Any

from pycore.cells.values import BLANK, DIVISION, NAME, NOT_AVAILABLE, NUM, VALUE, CellError, is_range, rows_of

NUMBERS = {
    NUM: 503, VALUE: 519, "#NULL!": 521, "#REF!": 524, NAME: 525, DIVISION: 532, NOT_AVAILABLE: 32767,
}  # fmt: skip
_QUIET_NAN = 0x7FF8 << 48

Outgoing = float | str | tuple[tuple[float | str, ...], ...]


def error_value(code: str) -> float:
    """Return the NaN that Calc shows as the error; a code that Calc does not know is #VALUE!."""
    bits = _QUIET_NAN | NUMBERS.get(code, NUMBERS[VALUE])
    return float(struct.unpack("<d", struct.pack("<Q", bits))[0])


def incoming(value: Any) -> Any:
    """Read an argument: a number, a text, nothing, or the rows of a range."""
    if isinstance(value, tuple):
        return [[incoming(cell) for cell in row] for row in value]
    return value


def outgoing(result: Any) -> Outgoing:
    """Write a result as Calc takes it: a number, a text, or the rows of a range."""
    if is_range(result):
        return tuple(tuple(_cell(cell) for cell in row) for row in rows_of(result))
    return _cell(result)


def _cell(value: Any) -> float | str:
    if isinstance(value, CellError):
        return error_value(value.code)
    if value is None:
        return BLANK
    return str(value) if isinstance(value, str) else float(value)
