"""The three values of a formula cell, in the file, by the native formulas and by the core, and when they agree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pycore.cells.addresses import column_letters
from pycore.cells.stored import ErrorValue, Value, both_errors
from pycore.reading.book import Book, CellKey
from pycore.review.core_only import core_only_cells

TOLERANCE = 1e-9
_SMALLEST = 1e-12
_ANY_VALUE = re.compile(r"\b(?:TL_CALCULATED_AT|TL_VERSION)\(")


def equal_values(a: Value, b: Value, tolerance: float = TOLERANCE) -> bool:
    """Tell whether two values are the same, numbers within the tolerance; a blank is as good as an empty text."""
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        if isinstance(a, bool) or isinstance(b, bool):
            return a == b
        return abs(a - b) <= max(tolerance * max(abs(a), abs(b)), _SMALLEST)
    if a is None or b is None or a == "" or b == "":
        return (a is None or a == "") and (b is None or b == "")
    return a == b and isinstance(a, ErrorValue) == isinstance(b, ErrorValue)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A cell on whose value the three do not agree.

    Attributes:
        who: whose value stands alone: ``cached``, ``native``, ``core``, or ``all`` where no two agree.
        relative: the largest difference between two of them over the larger of the two; None where one is no number.
    """

    sheet: str
    cell: str
    cached: Value
    native: Value
    core: Value
    who: str
    relative: float | None


@dataclass(frozen=True, eq=False)
class ThreeValues:
    """The values of every formula cell that was calculated.

    Attributes:
        core, native: what the formulas give with the core and without it.
        tolerance: relative to the larger of two numbers.
    """

    book: Book
    core: Mapping[CellKey, Value]
    native: Mapping[CellKey, Value]
    tolerance: float = TOLERANCE

    @cached_property
    def cached(self) -> dict[CellKey, Value]:
        """The values in the file."""
        return {cell: self.book.values.get(cell) for cell in self.core}

    @cached_property
    def core_only(self) -> frozenset[CellKey]:
        """The cells that only the core can fill."""
        return core_only_cells(self.book.formulas)

    def equal(self, a: Value, b: Value) -> bool:
        """Tell whether two values are the same, see `equal_values`."""
        return equal_values(a, b, self.tolerance)

    def as_filed(self, filed: Value, value: Value) -> bool:
        """Tell whether a value of the file is this one; an error is as good as another, which kind is the program's."""
        return both_errors(filed, value) or self.equal(filed, value)

    def is_right(self, cell: CellKey) -> bool:
        """Tell whether the value in the file is the core's, or what it may be where only the core can fill a cell."""
        cached = self.cached[cell]
        if self.as_filed(cached, self.core[cell]):
            return True
        if cell not in self.core_only:
            return False
        return self.as_filed(cached, self.native.get(cell)) or bool(_ANY_VALUE.search(self.book.formulas.get(cell, "")))

    def missing(self) -> int:
        """Count the formula cells without a value, if most have none: a program wrote the file that does not calculate."""
        without = sum(c.formula is not None and c.value is None for c in self.book.cells.values())
        return without if without > len(self.book.formulas) / 2 else 0

    def disagreement(self, cell: CellKey) -> Disagreement:
        """Say whose value stands alone."""
        cached, native, core = self.cached[cell], self.native.get(cell), self.core[cell]
        pairs = {
            "core": self.as_filed(cached, native),
            "native": self.as_filed(cached, core),
            "cached": self.equal(native, core),
        }
        who = next((name for name, others_agree in pairs.items() if others_agree), "all")
        if cell in self.core_only and who == "all":
            who = "cached"
        numbers = [v for v in (cached, native, core) if isinstance(v, (int, float)) and not isinstance(v, bool)]
        largest = max(map(abs, numbers), default=0.0)
        relative = (max(numbers) - min(numbers)) / largest if len(numbers) == 3 and largest else None
        sheet, row, column = cell
        return Disagreement(sheet, f"{column_letters(column)}{row}", cached, native, core, who, relative)

    def consistent(self, cell: CellKey, value: Value) -> bool:
        """Tell whether the value in the file is `value`, which its formula gives on the file's other values."""
        cached = self.cached[cell] if cell in self.cached else self.book.values.get(cell)
        if cell in self.core_only and (
            self.as_filed(cached, self.native.get(cell)) or _ANY_VALUE.search(self.book.formulas.get(cell, ""))
        ):
            return True
        return self.as_filed(cached, value)
