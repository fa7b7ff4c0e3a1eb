"""What a formula names is found wherever the workbook writes it."""

import pytest

from pycore.formulas.tree import (
    AreaOnSheet,
    FormulaProblem,
    function_name,
    parse,
    points_elsewhere,
    precedents,
    resolve,
)

NAMES = {
    "factors": "'因子'!$A$1:$A$3",
    "rate": "=0.21",
    "TL_ON": "NOT(ISERROR(设置!$B$2))",
    "again": "factors",
    "circle": "circle",
}


@pytest.mark.parametrize(
    ("reference", "area"),
    [
        ("E8", ("账", 8, 5, 8, 5)),
        ("$F$8", ("账", 8, 6, 8, 6)),
        ("'化石 燃料'!G8:H9", ("化石 燃料", 8, 7, 9, 8)),
        ("因子!A1", ("因子", 1, 1, 1, 1)),
        ("'it''s'!b3:A1", ("it's", 1, 1, 3, 2)),
        ("factors", ("因子", 1, 1, 3, 1)),
        ("FACTORS", ("因子", 1, 1, 3, 1)),
        ("again", ("因子", 1, 1, 3, 1)),
        ("XFD1048576", ("账", 1048576, 16384, 1048576, 16384)),
    ],
)
def test_a_reference_resolves_to_its_rectangle(reference: str, area: tuple[object, ...]) -> None:
    assert resolve(reference, "账", NAMES) == area


@pytest.mark.parametrize(
    "reference", ["A:A", "1:2", "账!$A:$C", "[1]S!A1", "T[col]", "nothing", "rate", "circle", "XFE1"]
)
def test_what_is_no_rectangle_is_refused_in_both_languages(reference: str) -> None:
    with pytest.raises(FormulaProblem) as problem:
        resolve(reference, "账", NAMES)
    assert problem.value.text.zh != problem.value.text.en


def test_precedents_are_listed_once_in_the_order_of_the_formula() -> None:
    found = precedents('=IF(E8="","",SUM(E8,$F$8:G9)*factors*rate+-\'a b\'!C3%)', "账", NAMES)
    assert found == [
        AreaOnSheet("账", 8, 5, 8, 5),
        AreaOnSheet("账", 8, 6, 9, 7),
        AreaOnSheet("因子", 1, 1, 3, 1),
        AreaOnSheet("a b", 3, 3, 3, 3),
    ]


def test_the_formula_behind_a_name_belongs_to_the_formula() -> None:
    assert precedents("=IF(TL_ON,A1,TL_ON)", "账", NAMES) == [("账", 1, 1, 1, 1), ("设置", 2, 2, 2, 2)]


def test_whole_columns_are_refused_unless_asked_for() -> None:
    with pytest.raises(FormulaProblem, match="A:A"):
        precedents("=SUM(A:A)", "账", NAMES)
    assert precedents("=SUM(A:A)", "账", NAMES, whole_lines=True) == [("账", 1, 1, 1048576, 1)]


def test_a_formula_that_cannot_be_read_says_so() -> None:
    with pytest.raises(FormulaProblem, match="cannot be parsed"):
        parse("=IF(A1")


def test_a_tree_is_parsed_once() -> None:
    assert parse("=A1+1") is parse("=A1+1")


def test_functions_that_point_elsewhere_are_known() -> None:
    assert points_elsewhere(parse("=SUM(OFFSET(A1,1,1))"))
    assert points_elsewhere(parse("=SUM(A1:INDEX(B1:B3,2))"))
    assert not points_elsewhere(parse("=SUM(A1:B3)"))


@pytest.mark.parametrize(
    "written", ["TL_F", "tl_f", "[1]!TL_F", "_xll.TL_F", "_xldudf_TL_F", "'C:\\x.xlam'!TL_F", "_xlfn.TL_F"]
)
def test_a_function_has_one_name_however_it_was_saved(written: str) -> None:
    assert function_name(written) == "TL_F"
