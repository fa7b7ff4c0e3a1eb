"""What only looks like a number, or only looks blank: reader, review and functions say one thing of it."""

from __future__ import annotations

import pytest

from pycore.cells.number_text import number_meant
from pycore.cells.values import is_blank
from pycore.equations.argument import Argument
from pycore.formulas.tree import address
from pycore.language import Text
from pycore.reading.book import Book
from pycore.reading.cells import CellProblem, taken
from pycore.reading.inspection import input_problems
from pycore.review.rules.number_as_text import _reads_as_number
from pycore.sheets.definition import Kind
from pycore.sheets.registry import workbook_definition
from pycore.sheets.writer import write_workbook

TEXTS = {
    "１２３": "123", "1,234": "1234", "1,234,567.5": "1234567.5", "0,93": "0.93", "0,930": "0.93", "12,5": "12.5",
    "1.5×10^4": "15000", "1.5x10^-2": "0.015", "1.5×10⁴": "15000", "2·10⁻³": "0.002", "1.5e4": "15000", "９８％": "0.98",
    " 12 ": "12", "\u300012\u00a0": "12", "−3": "-3", ".5": "0.5",
}  # fmt: skip
OTHERS = ["12 t", "1,2,3", "nan", "inf", "-", "e5", "约100", "1_000", "%", "1e999", "10^4×", "2024-05"]
BLANKS = [" ", "\u3000", "\u00a0", "\t", " \u3000\u00a0"]
ENTRY = next(
    c
    for c in workbook_definition("coal_chemical").table("fuels").columns
    if c.kind is Kind.NUMBER and c.key == "consumption"
)


@pytest.mark.parametrize(("text", "number"), TEXTS.items())
def test_reader_review_and_functions_name_the_same_number(text: str, number: str) -> None:
    assert f"{number_meant(text):.15g}" == number
    with pytest.raises(CellProblem) as wrong:
        taken(ENTRY, text, "S!A1", None)
    assert wrong.value.problem.where == "S!A1"
    assert wrong.value.problem.action.en == f"Set the format of the cell to General and type {number} again."
    assert _reads_as_number(text)
    said = Argument("amount", "t", Text("量", "amount")).problem(text, "TL_X").text
    assert said.en.endswith(f"Enter the number {number}.")
    assert said.zh.endswith(f"请改填数值 {number}。")


@pytest.mark.parametrize("text", OTHERS)
def test_another_text_is_no_number_for_any_of_them(text: str) -> None:
    assert number_meant(text) is None
    assert not _reads_as_number(text)
    assert Argument("amount", "t", Text("量", "amount")).problem(text).text.en.endswith("Enter a number.")


@pytest.mark.parametrize("text", BLANKS)
def test_what_only_looks_blank_is_blank(text: str) -> None:
    assert is_blank(text)
    assert number_meant(text) is None


@pytest.mark.parametrize("text", BLANKS)
@pytest.mark.parametrize("key", ["consumption", "oxidation_own"])
def test_the_reader_names_a_number_cell_that_only_looks_blank_as_the_sheet_does(text: str, key: str) -> None:
    definition = workbook_definition("coal_chemical")
    row = {**definition.examples["default"]["fuels"][0], "reason": "measured", key: text}
    book = Book.open(write_workbook(definition, "zh", {"fuels": [row]}))
    (problem,) = [p for p in input_problems(book) if p.where == address(book.cells_of(f"fuels_{key}")[0])]
    assert problem.found.en == "spaces that only look blank"
    assert problem.fault is not None
    assert "不是数值" in problem.fault.zh
