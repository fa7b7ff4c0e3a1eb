"""What a file holds, as plain values: a cell with its value and formula, the area of an array, a defined name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pycore.cells.addresses import LAST_COLUMN, LAST_ROW, column_letters, column_number


class ErrorValue(str):
    """An error in a cell, as Excel writes it (`#NUM!`); the same characters as text are a plain `str`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"ErrorValue({str(self)!r})"


def both_errors(one: object, other: object) -> bool:
    """Tell whether two values are errors, of whatever kinds.

    Programs name the failure of one formula differently: where Excel has `#NUM!` LibreOffice saves `#VALUE!`. So the
    kind of an error in a file says which program saved it and nothing of what was done to it.
    """
    return isinstance(one, ErrorValue) and isinstance(other, ErrorValue)


class CircularReference(ErrorValue):
    """The result of a formula that depends on itself: `#REF!`, and the cells of the circle that it meets.

    Excel shows 0 for a circular reference, which would enter a total unnoticed; no program can take `#REF!` for a
    number.

    Attributes:
        circle: `(sheet, row, column)` of each cell of it, each of which reads the next, and the last the first.
    """

    circle: tuple[tuple[str, int, int], ...]

    def __new__(cls, circle: tuple[tuple[str, int, int], ...]) -> CircularReference:
        self = super().__new__(cls, "#REF!")
        self.circle = circle
        return self

    def __getnewargs__(self) -> tuple[tuple[tuple[str, int, int], ...]]:  # type: ignore[override]
        return (self.circle,)


Value = float | str | bool | None


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; rows and columns count from 1 and the edges belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @classmethod
    def of(cls, reference: str) -> Area | None:
        """Read `B2` or `B2:C9`; None if it is neither."""
        match = _AREA.match(reference)
        if match is None:
            return None
        first = (int(match[2]), column_number(match[1]))
        last = (int(match[4]), column_number(match[3])) if match[3] else first
        if max(first[0], last[0]) > LAST_ROW or max(first[1], last[1]) > LAST_COLUMN:
            return None
        return cls(min(first[0], last[0]), min(first[1], last[1]), max(first[0], last[0]), max(first[1], last[1]))

    def __contains__(self, place: tuple[int, int]) -> bool:
        return self.first_row <= place[0] <= self.last_row and self.first_column <= place[1] <= self.last_column

    @property
    def corner(self) -> tuple[int, int]:
        """The last row and the last column."""
        return self.last_row, self.last_column

    def places(self) -> Iterator[tuple[int, int]]:
        """Go through the cells, row by row."""
        for row in range(self.first_row, self.last_row + 1):
            for column in range(self.first_column, self.last_column + 1):
                yield row, column

    @property
    def size(self) -> int:
        """How many cells it holds."""
        return (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1)


_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6}))?\Z", re.ASCII)


@dataclass(slots=True)
class StoredCell:
    """A cell as the file holds it.

    `formula` has no `=`; that of a shared formula is the cell's own text. `array` is the area that an array
    formula fills, given at its first cell; `spills` says that it is a dynamic array and not one entered with
    Ctrl+Shift+Enter. `value` is what the file says the result is.
    """

    row: int
    column: int
    formula: str | None = None
    array: Area | None = None
    spills: bool = False
    shared: bool = False
    value: Value = None

    @property
    def address(self) -> str:
        """The address without the sheet, as `B7`."""
        return f"{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A defined name; `formula` has no `=`, `sheet` is the worksheet that it belongs to or None for all."""

    name: str
    formula: str
    sheet: str | None = None
    hidden: bool = False


def number_text(number: float) -> str:
    """Write a number as Excel does, in the fewest digits that read back as the same number."""
    if number == 0:
        return "0"
    text = repr(float(number))
    if "e" in text:
        mantissa, exponent = text.split("e")
        sign = "-" if exponent.startswith("-") else "+"
        return f"{mantissa.removesuffix('.0')}E{sign}{exponent.lstrip('+-0')}"
    return text.removesuffix(".0")
