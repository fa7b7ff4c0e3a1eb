"""What is said of a cell: what it is, its value, formula and factor, and the cells that it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from pycore.cells.stored import ErrorValue, Value
from pycore.cells.values import is_blank
from pycore.equations.number_text import format_number
from pycore.explain.equation_use import EquationUse
from pycore.explain.source import Why
from pycore.language import Language, Text

# "0–1" under a header says what may be filled in; it is no unit to write after a number.
_RANGE_FOR_UNIT = re.compile(r"[\d.]+[–-][\d.]+")


class CellKind(StrEnum):
    """What a cell is in an explanation."""

    INPUT = "input"
    OWN_VALUE = "own_value"
    DEFAULT = "default"
    FACTOR = "factor"
    FORMULA = "formula"
    LABEL = "label"
    BLANK = "blank"
    OVERWRITTEN = "overwritten"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorSource:
    """Where a factor or benchmark comes from, as its row in the workbook says.

    Attributes:
        own: the value is the user's own, for the `reason` given.
        superseded_by: id of the newer entry in the library, or "".
    """

    id: str
    name: str
    value: Value
    unit: str
    source: str
    year: str
    region: str
    flag: str
    own: bool
    reason: str
    superseded_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One cell and the cells that its value comes from.

    Attributes:
        cell: `sheet!E8`.
        title, row, column: of the table, the words of the row, and the column.
        why: why the parent needs it: for its value, as a key of a lookup, or in a condition.
        found: how a lookup came to this cell.
        formula: as it stands in the cell, with its equals sign; "" without one.
        numbers: an ordinary formula with its numbers put in.
        repeated: explained further up; its sources are not repeated.
        unexplored: number of source cells beyond the depth that was asked for.
    """

    cell: str
    title: Text
    row: str
    column: Text
    unit: Text
    value: Value
    kind: CellKind
    why: Why = Why.VALUE
    found: Text | None = None
    formula: str = ""
    numbers: str = ""
    equations: tuple[EquationUse, ...] = ()
    factor: FactorSource | None = None
    notes: tuple[Text, ...] = ()
    children: tuple[Explanation, ...] = ()
    repeated: bool = False
    unexplored: int = 0

    def shown_value(self, language: Language) -> str:
        """Write the value with its unit."""
        if is_blank(self.value):
            return "空白" if language == "zh" else "blank"
        if isinstance(self.value, bool):
            return str(self.value).upper()
        if isinstance(self.value, str):
            quotes = ("“", "”") if language == "zh" else ('"', '"')
            return str(self.value) if isinstance(self.value, ErrorValue) else self.value.join(quotes)
        unit = self.unit[language]
        if _RANGE_FOR_UNIT.fullmatch(unit):
            unit = ""
        if "%" in unit and isinstance(self.value, float):
            return unit.replace("%", f"{format_number(self.value * 100)}%")
        return f"{format_number(self.value)} {unit}".rstrip()

    def walk(self) -> list[Explanation]:
        """List this cell and all below it."""
        return [self, *(e for child in self.children for e in child.walk())]
