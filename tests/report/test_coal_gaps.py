"""The coal report shows what is above a reference whether it is explained or not, the conditions, and the outputs."""

from __future__ import annotations

from copy import deepcopy

import pytest

from pycore.engine.make import make_workbook
from pycore.reading.book import Book
from pycore.report.values import ReportValues
from pycore.sheets.chapter import Section, TableOf
from workbooks.coal_chemical import WORKBOOK, report
from workbooks.coal_chemical.lists import PROCESS_UNITS

pytestmark = pytest.mark.slow


def table_of(section: Section, key: str) -> TableOf:
    """The part of the report that shows a table."""
    found = [part for inner in section.sections for part in inner.parts if isinstance(part, TableOf)]
    return next(part for part in found if part.table == key)


def test_rows_stand_there_without_anything_that_a_user_wrote() -> None:
    data = deepcopy(dict(WORKBOOK.examples["default"]))
    del data["gap"], data["unitgap"]
    values = ReportValues(Book.open(make_workbook(WORKBOOK, "zh", data)), "zh")

    def rows(key: str) -> list[int]:
        part, table = table_of(report.PERFORMANCE, key), WORKBOOK.table(key)
        return values.rows(table, [table.column(column) for column in part.columns], part.keep)

    assert rows("gap") == [1, 4, 5]
    assert rows("unitgap") == [1]
    assert values.raw("gap_stated", 1) == "待说明"
    units = [code for code, _ in PROCESS_UNITS]
    running = ("gasification", "shift", "purification", "methanol_synthesis", "mto")
    assert rows("made") == [units.index(unit) + 1 for unit in running]
    # Gasifier, half waste boilers, drives, boiler, green power, and the concentrations that the guide sets.
    assert rows("against_set") == [1, 2, 3, 4, 5, 6, 8, 9, 11]
