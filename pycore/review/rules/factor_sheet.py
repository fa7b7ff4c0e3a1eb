"""The sheets of the library inside a workbook, which are the same in every workbook: their names stand here alone."""

from __future__ import annotations

from pycore.reading import issued_rows
from pycore.review.subject import Subject, TableRow

SHEET, BENCHMARKS = issued_rows.FACTORS, issued_rows.BENCHMARKS
USED, IDS = f"{SHEET}_used", f"{SHEET}_id"
ID, VALUE, OWN = "id", "value", "own"


def id_of(line: TableRow) -> str:
    """The id of a factor or a benchmark."""
    return line.text(ID)


def factor_lines(subject: Subject) -> tuple[TableRow, ...]:
    """The rows of the factor sheet."""
    return subject.lines(SHEET)
