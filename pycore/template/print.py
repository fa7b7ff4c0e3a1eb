"""The parts of a fingerprint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from pycore.cells.stored import Value
from pycore.formulas.tree import AreaOnSheet
from pycore.language import Language
from pycore.reading.book import CellKey
from pycore.template.sheet import SheetFacts


class Content(Enum):
    """What a cell of the template holds."""

    INPUT = "input"
    SUGGESTED = "suggested"
    """An input of the library that is filled in already; it may be changed, and the change is noted."""
    CALCULATED = "calculated"
    HEADER = "header"
    LIBRARY = "library"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class FixedCell:
    """A constant of the template; `name` is the column or field that it belongs to."""

    kind: Content
    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class SheetPrint:
    """A sheet of the template: formulas in canonical R1C1 and constants by (row, column), input cells, and the rest."""

    name: str
    state: str
    formulas: Mapping[tuple[int, int], str]
    fixed: Mapping[tuple[int, int], FixedCell]
    inputs: frozenset[tuple[int, int]]
    facts: SheetFacts
    last_row: int

    @property
    def columns(self) -> list[int]:
        """The columns in which the template has formulas or constants."""
        return sorted({c for _, c in (*self.formulas, *self.fixed)})


@dataclass(frozen=True, slots=True)
class BlockPrint:
    """A block of the template: the rows that it takes, and the names of its columns or fields in their order."""

    key: str
    sheet: str
    caption: int
    first: int
    last: int
    end: int
    is_table: bool
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Fingerprint:
    """All that makes a template the template: compare it with `compare_template`.

    Attributes:
        sheets: by name, in their order.
        names: defined names and the area of each.
        families: family of each formula cell: the column or field, and the number of the formula in it.
        blocks: by key, in the order of the sheets.
        settings: calculation settings that differ from a program's usual ones.
    """

    template: str
    version: str
    language: Language
    sheets: Mapping[str, SheetPrint]
    names: Mapping[str, AreaOnSheet]
    families: Mapping[CellKey, str]
    blocks: Mapping[str, BlockPrint]
    settings: Mapping[str, str]

    @cached_property
    def number_of_families(self) -> int:
        """How many families of formulas the template has."""
        return len(set(self.families.values()))
