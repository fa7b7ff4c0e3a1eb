"""Calculate single formulas on the values that a file itself has for everything else."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from pycore.cells.stored import ErrorValue, Value
from pycore.engine.engine_load import engine_of
from pycore.engine.engine_values import ERRORS
from pycore.engine.host import engine_functions
from pycore.formulas.qualified import qualified
from pycore.reading.book import Book, CellKey

_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*/>|<((?:\w+:)?)f\b[^>]*>[^<]*</\1f>")
_SCRATCH = "tl review"


def local_values(book: Book, cells: Collection[CellKey]) -> dict[CellKey, Value]:
    """Calculate the formulas of some cells, each on the values that the file has for all other cells."""
    return LocalCalculation(book, cells).values()


class LocalCalculation:
    """Formulas of some cells on the values that the file has, and on these with some changed."""

    def __init__(self, book: Book, cells: Collection[CellKey]) -> None:
        self.book = book
        self.cells = [c for c in cells if c in book.formulas]
        package = book.package
        plain = package.with_members({s.part: _FORMULA.sub(b"", package.members[s.part]) for s in package.sheets})
        self._engine = engine_of(plain, date1904=package.date1904)
        for name, function in engine_functions().items():
            self._engine.register_function(name, function, min_args=0)
        self._engine.add_sheet(_SCRATCH)
        for number, cell in enumerate(self.cells, 1):
            self._engine.set_formula(_SCRATCH, number, 1, "=" + qualified(book.formulas[cell], cell[0]))

    def values(self, changed: Mapping[CellKey, Value] | None = None) -> dict[CellKey, Value]:
        """Calculate; `changed` are values in place of those of the file, for this once."""
        for cell, value in (changed or {}).items():
            self._engine.set_value(*cell, value)
        self._engine.evaluate_all()
        found = {
            c: _engine_value(self._engine.get_value(_SCRATCH, number, 1)) for number, c in enumerate(self.cells, 1)
        }
        for cell in changed or {}:
            self._engine.set_value(*cell, self.book.values.get(cell))
        return found


def _engine_value(found: object) -> Value:
    """Read a value of the engine as a cell value: whole numbers as floats, errors by their kind."""
    if isinstance(found, bool | str | float) or found is None:
        return "" if found is None else found
    if isinstance(found, int):
        return float(found)
    if isinstance(found, dict):
        return ErrorValue(ERRORS.get(str(found.get("kind")), "#VALUE!"))
    if isinstance(found, list) and found:
        first = found[0]
        return _engine_value(first[0] if isinstance(first, list) and first else first)
    return ErrorValue("#VALUE!")
