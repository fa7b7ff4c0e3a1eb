"""The workbook that a report is written from: calculated anew by the core, whatever values its file holds."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pycore.cells.stored import ErrorValue, Value, both_errors
from pycore.cells.values import is_blank
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.errors import FileProblem, Problem
from pycore.language import Language
from pycore.package.package import write_values
from pycore.reading.book import Book, CellKey
from pycore.reading.inspection import input_problems
from pycore.reading.issued_rows import calculating_as_issued
from pycore.upgrade.upgrade import upgrade_book

SAME = 1e-9
_SMALLEST = 1e-12
_ANY_VALUE = re.compile(r"\bTL_(?:CALCULATED_AT|VERSION|DIGEST)\(")


@dataclass(frozen=True, eq=False)
class Calculated:
    """A workbook with the core's values.

    Attributes:
        book: the workbook, in the language of the report.
        name, digest: of the file as it was given.
        differing: formula cells whose value in the file is another than the core's, of `formulas` in all: what the file
            has, and what the core gives.
        problems: inputs that cannot be right.
        untranslated: how many entries could not be carried over into the language of the report as they were.
    """

    book: Book
    name: str
    digest: str
    formulas: int
    differing: Mapping[CellKey, tuple[Value, Value]]
    problems: tuple[Problem, ...]
    untranslated: int = 0

    @property
    def stale(self) -> tuple[CellKey, ...]:
        """The cells whose value in the file is not the core's."""
        return tuple(self.differing)


def calculate_book(source: Path, language: Language | None = None) -> Calculated:
    """Read a workbook and calculate it with the core; the file stays as it is.

    Where its language is not the one asked for, or its template is an earlier version, its inputs are carried over into
    the present template of that language, so that every calculated text is in the language of the report and every
    table that the report is made of is there.

    Raises:
        FileProblem: not one of our workbooks, or it cannot be calculated.
    """
    filed = Book.open(source)
    with calculating_as_issued(filed):
        values = recalculate(filed.package, engine_functions())
    differing = {
        (sheet, *place): (filed.values.get((sheet, *place)), value)
        for sheet, cells in values.items()
        for place, value in cells.items()
        if _is_stale(filed, (sheet, *place), value)
    }
    book, untranslated = Book.open(write_values(filed.package, values)), 0
    language = language or filed.language
    if language != filed.language or filed.version != filed.definition.version:
        translated, outcome = upgrade_book(filed, language=language)
        book = Book.open(translated)
        untranslated = len(outcome.attention) + len(outcome.dropped)
    try:
        problems = tuple(input_problems(filed))
    except FileProblem:
        # A damaged table is said where the report meets it.
        problems = ()
    return Calculated(
        book=book,
        name=filed.name,
        digest=hashlib.sha256(source.read_bytes()).hexdigest(),
        formulas=sum(len(cells) for cells in values.values()),
        differing=differing,
        problems=problems,
        untranslated=untranslated,
    )


def _is_stale(book: Book, cell: CellKey, value: Value) -> bool:
    """Whether the file shows another result.

    A plain text in place of a number is none: a program without the add-in shows it where only the core can calculate.
    """
    filed = book.values.get(cell)
    if isinstance(filed, float) and isinstance(value, float):
        return not math.isclose(filed, value, rel_tol=SAME, abs_tol=_SMALLEST)
    if isinstance(filed, bool) or isinstance(value, bool) or (is_blank(filed) and is_blank(value)):
        return False
    if both_errors(filed, value):
        return False  # of which kind is the program's that saved it
    if is_blank(filed) or is_blank(value) or isinstance(filed, float | ErrorValue):
        return filed != value
    return isinstance(value, str) and filed != value and not _ANY_VALUE.search(book.formulas.get(cell, ""))
