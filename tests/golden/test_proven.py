"""What a review takes as proven of an untouched template: its formulas give the same with the core and natively."""

from __future__ import annotations

import pytest

from pycore.engine.both_ways import Ways, ways_of
from pycore.engine.host import engine_functions
from pycore.engine.make import make_workbook
from pycore.engine.proven import agree
from pycore.reading.book import Book
from pycore.review.core_only import core_only_cells
from pycore.template.stored_readings import stored_readings
from tests.golden.books import BuiltWorkbook, built_workbooks, by_cell
from tests.golden.conftest import Golden

pytestmark = pytest.mark.slow


def ways(book: Book) -> Ways:
    return ways_of(book.package, engine_functions(), book.stored, stored_readings(book), untouched=True)


@pytest.mark.parametrize("built", built_workbooks(), ids=lambda b: b.name)
def test_native_values_that_are_taken_as_proven_are_those_that_the_native_formulas_give(
    built: BuiltWorkbook, golden: Golden
) -> None:
    book = Book.open(golden.native(built).source)
    found = ways(book)
    native, taken = golden.native(built).cells, by_cell(found.native)
    assert found.proven > 500
    assert taken.keys() == native.keys()
    wrong = [(place, value, native[place]) for place, value in taken.items() if not agree(value, native[place])]
    assert wrong == []
    # What only the core can fill is not the core's.
    assert any(found.native[s][r, c] != found.core[s][r, c] for s, r, c in core_only_cells(book.formulas))


def test_a_native_form_that_ends_is_never_taken_as_proven() -> None:
    """Steam of a supercritical boiler: the core knows region 3 of IAPWS-IF97, the native form gives #N/A."""
    from workbooks.coal_chemical import WORKBOOK

    data = dict(WORKBOOK.examples["default"])
    first, *others = data["heat"]
    data["heat"] = [{**first, "pressure": 25.0, "temperature": 400.0}, *others]
    book = Book.open(make_workbook(WORKBOOK, "zh", data))
    found = ways(book)
    assert found.proven == 0
    assert any(not agree(v, found.native[s][p]) for s, values in found.core.items() for p, v in values.items())
