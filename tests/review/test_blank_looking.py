"""A cell that only looks blank: without the core a row of #VALUE!, with it a blank; its sheet, the reader and the review name it.

The native form multiplies what stands in the cell, and a space times a number is #VALUE!. To read it as blank, each of
the thousands of formulas would have to clean each of its arguments; the row check of the sheet says it once instead.
"""

from __future__ import annotations

from functools import cache

import pytest

from pycore.cells.stored import ErrorValue
from pycore.cells.values import is_blank
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.formulas.tree import address
from pycore.reading.book import Book
from pycore.reading.inspection import input_problems
from pycore.review.subject import Subject
from pycore.sheets.writer import write_workbook
from tests.review.test_rules import WORKBOOK, found_by

pytestmark = pytest.mark.slow
BLANKS = (" ", "\u3000", "\u00a0")


@cache
def book() -> Book:
    rows = [{**WORKBOOK.examples["default"]["fuels"][0], "consumption": blank} for blank in BLANKS]
    return Book.open(write_workbook(WORKBOOK, "zh", {"fuels": rows}))


def test_the_native_form_errs_and_the_core_reads_a_blank() -> None:
    cells = book().cells_of("fuels_co2")[: len(BLANKS)]
    native = recalculate(book().package, engine_functions(), native=True)
    core = recalculate(book().package, engine_functions())
    assert [native[s][row, column] for s, row, column in cells] == [ErrorValue("#VALUE!")] * len(BLANKS)
    assert all(is_blank(core[s][row, column]) for s, row, column in cells)


def test_the_sheet_the_reader_and_the_review_name_the_cell() -> None:
    places = [address(cell) for cell in book().cells_of("fuels_consumption")[: len(BLANKS)]]
    subject = Subject.open(book().package.data)
    checks = [subject.values[cell] for cell in book().cells_of("fuels_check")[: len(BLANKS)]]
    problems = {p.where: p for p in input_problems(book())}
    findings = {f.where: f for f in found_by("validation", subject)}
    assert len(set(checks)) == 1
    assert checks[0] == "✗ 消耗量不是数值"
    for place in places:
        assert problems[place].found.en == "spaces that only look blank"
        assert findings[place].found.zh == "消耗量不是数值（看似空白的空格）"
