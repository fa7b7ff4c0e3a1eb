"""The errata of the library that concern a file: it carries the value that was corrected, and its inputs use it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from pycore.cells.stored import Value
from pycore.language import Text
from pycore.library import Erratum, installed_library
from pycore.reading.book import CellKey
from pycore.review.rules.factor_sheet import BENCHMARKS, OWN, OWN_ROW, SHEET, VALUE, id_of
from pycore.review.rules.factor_used import factors_used
from pycore.review.subject import Subject, TableRow

_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class UsedErratum:
    """A value that a file carries and that has been corrected since.

    Attributes:
        column: ``value``, ``uncertainty`` or ``distribution``, which is also the column of the sheet.
        corrections: from what the file carries to what the library has now, the oldest first; there is one at least.
        cell: where the file carries the value.
        rows: rows of ledgers that use the factor; 0 for a benchmark, and for what only other formulas use, if any do.
    """

    id: str
    column: str
    corrections: tuple[Erratum, ...]
    cell: CellKey
    rows: int

    @property
    def old(self) -> str:
        """The value that the file carries, as the library had it."""
        return self.corrections[0].old_value

    @property
    def new(self) -> str:
        """The value that the library has now."""
        return self.corrections[-1].new_value

    @property
    def name(self) -> Text:
        """What the factor or benchmark is called; its id where the library has it no more."""
        factors, benchmarks = installed_library().factors, installed_library().benchmarks
        if self.id in factors:
            return factors[self.id].name
        return benchmarks[self.id].name if self.id in benchmarks else Text(self.id, self.id)

    @property
    def text(self) -> Text:
        """The id with both values."""
        column = "" if self.column == VALUE else f" {self.column}"
        return Text(*(f"{self.id}{column} {self.old} → {self.new}",) * 2)


def used_errata(subject: Subject) -> tuple[UsedErratum, ...]:
    """Return the corrections of factors that the inputs of a file use, in the order of its factor sheet."""
    return tuple(one for one in carried_errata(subject) if one.rows)


def carried_errata(subject: Subject) -> tuple[UsedErratum, ...]:
    """Return the corrections of all factors and benchmarks that a file carries as they were, used or not.

    A value that a user has put an own value beside, or has typed over, is not the library's and has no erratum here;
    its uncertainty and distribution are still the library's.
    """
    return subject.once("carried errata", lambda: tuple(_all_carried(subject)))


def _all_carried(subject: Subject) -> Iterator[UsedErratum]:
    carried = [
        (line, found) for table in (SHEET, BENCHMARKS) for line in subject.lines(table) for found in _carried(line)
    ]
    # To count the rows takes time, and most files carry nothing that was corrected.
    counts = factors_used(subject) if carried else {}
    for line, corrections in carried:
        column = corrections[0].column
        rows = counts.get(id_of(line), 0) if line.table.key == SHEET else 0
        yield UsedErratum(id_of(line), column, corrections, line.cell(column), rows)


def _carried(line: TableRow) -> Iterator[tuple[Erratum, ...]]:
    """Yield, for each column of a row, the corrections that came after what the file carries."""
    corrected = [e for e in installed_library().errata_of(id_of(line)) if e.status == "corrected"]
    for column, errata in groupby(sorted(corrected, key=lambda e: e.column), key=lambda e: e.column):
        if column not in line.cells or (column == VALUE and line.value(OWN) is not None):
            continue
        if line.number(OWN_ROW) is not None and line.value(OWN) is None:
            continue  # an own factor brings its own uncertainty along
        held, chain = line.value(column), list(errata)
        if _is(chain[-1].new_value, held):
            continue
        first = next((place for place, e in enumerate(chain) if _is(e.old_value, held)), None)
        if first is not None:
            yield tuple(chain[first:])


def _is(text: str, held: Value) -> bool:
    """Tell whether a value of the errata is what a cell holds, as a number or as it stands."""
    if isinstance(held, int | float) and not isinstance(held, bool):
        try:
            return math.isclose(float(text), held, rel_tol=_SAME)
        except ValueError:
            return False
    return text == held
