"""What a formula's value comes from: its source cells and why each is one, and the functions of ours that it calls."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pycore.equations.definition import Definition
from pycore.language import Text
from pycore.reading.book import CellKey


class Why(StrEnum):
    """Why a cell is a source."""

    VALUE = "value"
    KEY = "key"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell that a value comes from; `found` says how a lookup came to it."""

    cell: CellKey
    why: Why
    found: Text | None = None


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """A call of a TL_ function: its arguments as they are worth, and the native form beside it."""

    definition: Definition
    text: str
    values: tuple[Any, ...]
    cells: tuple[CellKey | None, ...]
    native: str


@dataclass(frozen=True, slots=True)
class Trace:
    """What a formula's value comes from; `chosen` is the cell whose value a choice hands on as it is."""

    sources: list[SourceCell]
    calls: list[FunctionCall]
    notes: list[Text]
    chosen: CellKey | None = None
