"""Which cells only the core can fill."""

from __future__ import annotations

import pytest

from pycore.engine.make import make_workbook
from pycore.reading.book import Book
from pycore.review.core_only import core_only_cells, is_core_only
from pycore.sheets.registry import workbook_definition

# Draws, versions, time, digest, and whether the add-in is there.
CORE_ONLY = {
    "cover_addin", "record_core", "record_time", "record_inputs",
    "confidence_p_acceptable", "confidence_p_optimise", "confidence_p_explain",
    "confidence_after_p_acceptable", "confidence_after_p_optimise", "confidence_after_p_explain",
}  # fmt: skip


def test_the_cells_that_only_the_core_can_fill_are_known_by_their_formulas() -> None:
    definition = workbook_definition("coal_chemical")
    book = Book.open(make_workbook(definition, "zh", definition.examples["default"]))
    named = {c for name in CORE_ONLY for c in book.cells_of(name)}
    found = core_only_cells(book.formulas)
    assert named <= found
    # Beside them: what the library's sheet says of itself, and whether written results are stale.
    assert {c[0] for c in found - named} <= {"因子库", "方案组合比较", "达标措施组合"}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ('IF(TL_ON,TL_X(A1),"–")', True),
        ('IF(A1="","",IF(TL_ON,INDEX(TL_X(A1,B1),1,2),"a,b)"))', True),
        ("IF(TL_ON,TL_X(A1),A1*2)", False),
        ('IF(TL_ON,TL_X(A1),IF(A1=1,"x","y"))', False),
        ('IF(A1="","",A1)', False),
    ],
)
def test_core_only_is_a_constant_text_in_the_native_branch(formula: str, expected: bool) -> None:
    assert is_core_only(formula) is expected
