"""From a definition to the formula in a cell."""

from __future__ import annotations

import formualizer
import pytest

from pycore.accounting.combustion import FUEL_CO2
from pycore.cells.addresses import column_letters
from pycore.language import Text
from pycore.sheets.definition import Column, Role, Table
from pycore.sheets.formulas import both_ways, fill, formula_of, row_addresses
from workbooks.coal_chemical import WORKBOOK


def test_a_cell_holds_both_ways_to_its_value() -> None:
    """The form of design section 2: blank, core with the add-in, native formula without it."""
    cell = both_ways(FUEL_CO2, ("a", "b", "c", "d"), {"a": "E8", "b": "F8", "c": "G8", "d": "H8"})
    assert cell.startswith('IF(OR(E8="",F8="",G8="",H8=""),"",IFERROR(IF(TL_ON,TL_FUEL_CO2(E8,F8,G8,H8),NA()),')
    assert "E8*F8*G8*H8*44/12" in cell


def test_placeholders_are_filled_by_row_and_index() -> None:
    assert fill("[a]*2+INDEX(x_list,{i})", {"a": "B9"}, 3) == "B9*2+INDEX(x_list,3)"


def test_an_equation_finds_its_arguments_by_name() -> None:
    keys = ("consumption", "ncv", "carbon_content", "oxidation", "co2")
    columns = tuple(
        Column(key=k, title=Text(k, k), role=Role.CALCULATED, equation=FUEL_CO2 if k == "co2" else None) for k in keys
    )
    table = Table(key="t", title=Text("t", "t"), rows=1, columns=columns)
    assert row_addresses(table, 4)["co2"] == "E4"
    assert "TL_FUEL_CO2(A4,B4,C4,D4)" in formula_of(columns[-1], table, 4, 1, "zh")


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_are_named_as_in_excel(number: int, letters: str) -> None:
    assert column_letters(number) == letters


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_formula_of_the_workbook_parses_and_uses_nothing_volatile(language: str) -> None:
    from pycore.engine.make import make_workbook
    from pycore.reading.book import Book

    book = Book.open(make_workbook(WORKBOOK, "en" if language == "en" else "zh"))
    assert len(book.formulas) > 4000
    for cell, formula in book.formulas.items():
        formualizer.parse("=" + formula)
        upper = formula.upper()
        for banned in (
            "INDIRECT(",
            "OFFSET(",
            "NOW(",
            "TODAY(",
            "RAND(",
            "RANDBETWEEN(",
            "[",
            "LET(",
            "LAMBDA(",
        ):
            assert banned not in upper.replace("[$", ""), (cell, formula)
        assert len(formula) < 8192
        literals = formula.split('"')[1::2]
        assert all(len(text) <= 255 for text in literals), cell
