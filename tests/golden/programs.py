"""The independent programs that calculate every built workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.golden import formulon_engine, gnumeric, libreoffice, onlyoffice
from tests.golden.books import BuiltWorkbook, by_turns
from tests.golden.calculation import Calculation


@dataclass(frozen=True)
class Program:
    """One program: `require` skips or fails the test where it is missing, `calculation` runs it on a file.

    `prepare` (default: nothing) is done once a run before the first calculation.
    """

    name: str
    require: Callable[[], object]
    calculation: Callable[[Path, Path], Calculation]
    prepare: Callable[[Path], None] | None = None


LIBREOFFICE = Program("LibreOffice", libreoffice.program, libreoffice.calculation)
FORMULON = Program("formulon", formulon_engine.program, formulon_engine.calculation)
ONLYOFFICE = Program("ONLYOFFICE", onlyoffice.program, onlyoffice.calculation, onlyoffice.prepare)
GNUMERIC = Program("Gnumeric", gnumeric.program, gnumeric.calculation)
PROGRAMS = (ONLYOFFICE, FORMULON, LIBREOFFICE, GNUMERIC)


def examples_of(program: Program) -> list[BuiltWorkbook]:
    """List the filled workbooks that a program calculates in this run."""
    return by_turns("example", PROGRAMS.index(program))
