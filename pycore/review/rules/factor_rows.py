"""The rows of the library in a file, beside those of its issued template and those of the installed library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pycore.library import Benchmark, Factor, installed_library
from pycore.reading.issued_rows import IssuedRow, carries_another_library
from pycore.review.rules.factor_sheet import BENCHMARKS, SHEET, VALUE, id_of
from pycore.review.subject import Subject, TableRow


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the factor sheet or of the benchmarks.

    Attributes:
        value: what the file has.
        issued: the row that the file's template was issued with; None where it has none, or is not known.
        present: the row of the installed library; None where it has none.
        known: whether it is known what the template was issued with: what differs then is of the file's user. Else the
            installed library stands for it, unless the file says that it was made with another one.
        of_another: the file was made with other rows of the library, and its template is not known here.
    """

    line: TableRow
    id: str
    value: float | None
    issued: IssuedRow | None
    present: Factor | Benchmark | None
    known: bool
    of_another: bool

    @property
    def as_issued(self) -> float | None:
        """The value that the row must have; None for an id that it may not have."""
        if self.known:
            return None if self.issued is None else self.issued.value
        return None if self.present is None else self.present.value

    @property
    def changed_here(self) -> bool:
        """Tell whether the user has changed the row."""
        if self.of_another and self.present is None:
            return False
        return (self.as_issued is None or self.value != self.as_issued) and not self.of_another

    @property
    def changed_since(self) -> bool:
        """Tell whether the installed library has something else than the file's template."""
        if self.changed_here:
            return False
        if self.issued is not None:
            return self.present is None or self.issued.differs(self.present)
        return self.present is None or self.value != self.present.value


def sheet_rows(subject: Subject) -> tuple[SheetRow, ...]:
    """The rows of the library in the file, those without an id left out."""
    return subject.once("library rows", lambda: tuple(_rows(subject)))


def _rows(subject: Subject) -> Iterator[SheetRow]:
    issued, installed = subject.issued_library, installed_library()
    of_another = issued is None and carries_another_library(subject.book)
    for table in (SHEET, BENCHMARKS):
        present = installed.factors if table == SHEET else installed.benchmarks
        of_template = issued.tables.get(table, {}) if issued is not None else {}
        for line in subject.lines(table):
            id = id_of(line)
            if id:
                yield SheetRow(
                    line, id, line.number(VALUE), of_template.get(id), present.get(id), issued is not None, of_another
                )
