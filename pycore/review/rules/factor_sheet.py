"""The sheets of the library inside a workbook, which are the same in every workbook: their names stand here alone."""

from __future__ import annotations

from pycore.reading import issued_rows
from pycore.review.subject import Subject, TableRow

SHEET, BENCHMARKS = issued_rows.FACTORS, issued_rows.BENCHMARKS
USED, IDS = f"{SHEET}_used", f"{SHEET}_id"
ID, VALUE, OWN, USED_COLUMN, SPREAD = "id", "value", "own", "used", "spread"
OWN_FACTORS, REPLACES = "own_factors", "replaces"
"""The table of a user's own factors, and its column for the factor of the library that each replaces."""
UNIT, YEAR, FLAG, UNCERTAINTY = "unit", "year", "flag", "uncertainty"
OWN_ROW = "own_row"
"""Of the factor sheet: the row among the own factors that is in force."""


def id_of(line: TableRow) -> str:
    """The id of a factor or a benchmark."""
    return line.text(ID)


def factor_lines(subject: Subject) -> tuple[TableRow, ...]:
    """The rows of the factor sheet."""
    return subject.lines(SHEET)


def is_replaced(line: TableRow) -> bool:
    """Tell whether a row of the factor sheet is in use with another value than the library's."""
    return line.number(OWN) is not None or line.number(OWN_ROW) is not None
