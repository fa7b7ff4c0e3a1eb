"""Formulas are taken apart without loss, and references move as in a copied cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from pycore.cells.addresses import column_letters, column_number
from pycore.formulas.text import tokens, translated


@given(st.text())
def test_the_pieces_joined_are_the_formula(formula: str) -> None:
    assert "".join(piece.text for piece in tokens(formula)) == formula


@given(st.integers(1, 16384))
def test_a_column_is_read_back_from_its_letters(column: int) -> None:
    assert column_number(column_letters(column)) == column


@pytest.mark.parametrize("formula", [
    "A1+$A1+A$1+$A$1", "SUM(A1:B2)", "SUM(A:C)+SUM($A:C)", "SUM(1:3)+SUM($1:3)", "Sheet1!A1&'My A1 sheet'!B2",
    "LOG10(A1)", "TL_FUEL_CO2(B2,C2,\"A1\")", "TL_ON+AAA1", "数据!C3*2.5", "IF(A1=\"A1\",#N/A,1E3)",
])  # fmt: skip
@pytest.mark.parametrize("to", ["A1", "B7", "C1", "AA30"])
def test_references_move_as_openpyxl_moves_them(formula: str, to: str) -> None:
    column, row = to.rstrip("0123456789"), int(to.lstrip("ABC"))
    expected = Translator(f"={formula}", "A1").translate_formula(to)[1:]
    assert translated(tokens(formula), row - 1, column_number(column) - 1) == expected


def test_a_reference_that_leaves_the_sheet_is_an_error() -> None:
    assert translated(tokens("A1+B2"), -1, 0) == "#REF!+B1"


def test_a_name_beyond_the_last_column_is_not_a_reference() -> None:
    assert translated(tokens("XFE1+XFD1"), 1, 0) == "XFE1+XFD2"
