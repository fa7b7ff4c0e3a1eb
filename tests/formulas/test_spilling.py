"""What gives one value, and where an ordinary formula means one value of a range, as Excel and LibreOffice have it."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from pycore.cells.stored import ErrorValue, Value
from pycore.engine.recalculate import recalculate
from pycore.formulas.intersection import Intersections
from pycore.formulas.spilling import SingleValues
from pycore.package.package import Package

NAMES = [
    ("price", "S!$A$1:$A$3"),
    ("alias", "price"),
    ("one", "S!$A$2"),
    ("half", "0.5"),
    ("total_1", "S!$A$1"),
    ("total_2", "S!$A$1:$A$3"),
    ("both", "S!$A$1"),
    ("both", "T!$A$1:$A$3"),
]


@pytest.mark.parametrize(
    "formula",
    [
        "A1", "one*half", "IF(A1=\"\",\"\",A1*2)", "SUM(price)", "INDEX(price,2)", "INDEX(price,MATCH(A1,price,0))",
        "SUMIFS(price,price,A1)", "SUMIFS(A:A,B:B,one)", "@price*2", "'S t'!B2", "TL_ONE(price)",
    ],
)  # fmt: skip
def test_one_value_is_known_as_one_value(formula: str) -> None:
    assert SingleValues(NAMES, ["TL_ONE"]).is_single(formula)


@pytest.mark.parametrize(
    "formula",
    [
        "A1:A3", "price", "alias", "both", "IF(price>1,1,2)", "IF(A1,price,0)", "CHOOSE(1,price,2)", "INDEX(price,0)",
        "INDEX(price,,1)", "INDEX(A1:B3,2,)", "INDEX(price,B1)", "INDEX(price,one)", "INDEX(price,1):INDEX(price,2)",
        "SUMIFS(price,price,price)", "SUMIFS(price,price,{1,2})", "COUNTIF(price,price)", "A1#", "{1,2}", "A:A",
        "'S t'!A1:A2", "TL_MANY(1)", "-price", "A1:A3 A2:B2", "unknown", "MATCH(price,price,0)",
    ],
)  # fmt: skip
def test_what_may_be_an_array_is_never_taken_for_one_value(formula: str) -> None:
    assert not SingleValues(NAMES, ["TL_ONE"]).is_single(formula)


def test_names_that_differ_in_the_rows_number_are_told_apart() -> None:
    single = SingleValues(NAMES, [])
    assert single.is_single("total_1", "total_#")
    assert not single.is_single("total_2", "total_#")


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("price*2", "@price*2"),
        ("one*half", "one*half"),
        ("IF(price>1,A1:A3,0)", "IF(@price>1,@A1:A3,0)"),
        ("SUM(price)", "SUM(price)"),
        ("SUM(price*2)", "SUM(@price*2)"),
        ("SUMPRODUCT((price>1)*A1:A3)", "SUMPRODUCT((price>1)*A1:A3)"),
        ("MATCH(price,price,0)", "MATCH(@price,price,0)"),
        ('SUMIFS(price,A1:A3,B1:B2,C1:C3,"x")', 'SUMIFS(price,A1:A3,@B1:B2,C1:C3,"x")'),
        ("COUNTIFS(A1:A3,price)", "COUNTIFS(A1:A3,@price)"),
        ("'S t'!A1:A3&\"A1:A3\"", "@'S t'!A1:A3&\"A1:A3\""),
        ("TL_X(price)+price", "TL_X(price)+@price"),
        ("@price*2", "@price*2"),
        ("INDEX(price,1):INDEX(price,2)", "INDEX(price,1):INDEX(price,2)"),
    ],
)
def test_the_sign_of_one_value_stands_where_excel_means_it(formula: str, written: str) -> None:
    assert Intersections(NAMES).written(formula, formula) == written


def calculated(*formulas: str) -> list[Value]:
    """Calculate formulas that stand in row 2, wide apart, beside 1, 2, 3 and 10, 20, 30."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "S"
    for row in (1, 2, 3):
        sheet.cell(row, 1, row)
        sheet.cell(row, 2, row * 10)
    book.defined_names["price"] = DefinedName("price", attr_text="S!$A$1:$A$3")
    for place, formula in enumerate(formulas):
        sheet.cell(2, 10 + 5 * place, f"={formula}")
    buffer = io.BytesIO()
    book.save(buffer)
    values = recalculate(Package.read(buffer.getvalue()), {})["S"]
    return [values[2, 10 + 5 * place] for place in range(len(formulas))]


def test_an_ordinary_formula_takes_its_own_rows_value() -> None:
    assert calculated("price*2", "ABS(price)", 'IF(A1:A3>1,"y","n")', "MATCH(A1:A2,A1:A3,0)", "INDEX(A1:B3,D9,1)") == [
        4.0, 2.0, "y", 2.0, 2.0,
    ]  # fmt: skip


def test_a_list_of_criteria_gives_a_list_of_results() -> None:
    assert calculated(
        "SUM(SUMIFS(B1:B3,A1:A3,{1;2}))",
        "SUM(COUNTIF(A1:A3,{1,2,7}))",
        "SUMPRODUCT((COUNTIF(A1:A3,A1:A3)=1)*1)",
        "SUMPRODUCT(SUMIF(A:A,price,B:B))",
        'SUM(AVERAGEIFS(B1:B3,A1:A3,{1,2}))&"COUNTIF("',
        "SUMIFS(B1:B3,A1:A3,price)",
    ) == [30.0, 2.0, 3.0, 60.0, "30COUNTIF(", 20.0]


def test_ranges_of_different_sizes_are_an_error_for_lists_too() -> None:
    assert calculated("SUM(SUMIFS(B1:B2,A1:A3,{1,2}))") == [ErrorValue("#VALUE!")]
