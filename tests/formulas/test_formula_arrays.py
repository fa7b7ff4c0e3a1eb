"""Formulas on arrays give, draw by draw, what the engine gives on single values."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from typing import Any

import formualizer
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pycore.cells.stored import ErrorValue, Value
from pycore.formulas.arrays import FormulaArrays
from pycore.formulas.supported import SUPPORTED
from pycore.formulas.tree import CellKey, FormulaProblem

S = "账"


def engine_values(
    values: Mapping[CellKey, Value],
    formulas: Mapping[CellKey, str],
    functions: Mapping[str, Callable[..., object]] | None = None,
) -> dict[CellKey, Any]:
    """Calculate the formulas with formualizer; errors become `ErrorValue`."""
    book = formualizer.Workbook()
    for name, function in (functions or {}).items():
        book.register_function(name, function)
    for sheet in {cell[0] for cell in (*values, *formulas)}:
        book.add_sheet(sheet)
    for cell, value in values.items():
        if value is not None:
            book.set_value(*cell, value)
    for cell, formula in formulas.items():
        book.set_formula(*cell, formula)
    book.evaluate_all()
    found = {cell: book.get_value(*cell) for cell in formulas}
    return {c: ErrorValue("#VALUE!") if isinstance(v, dict) else v for c, v in found.items()}


def array_value(formula: str, values: Mapping[CellKey, Value], drawn: Mapping[CellKey, np.ndarray]) -> Any:
    cell = (S, 99, 1)
    book = FormulaArrays({cell: formula}, dict(values), {}, {})
    return book.evaluate([cell], drawn)[cell]


def assert_same(ours: Any, theirs: Any, formula: str) -> None:
    if isinstance(theirs, ErrorValue):
        assert isinstance(ours, ErrorValue) or (isinstance(ours, float) and math.isnan(ours)), formula
    elif isinstance(theirs, bool | str) and theirs != "":
        assert ours == theirs, formula
    elif theirs == "" or theirs is None:
        assert ours in ("", None, 0.0) or math.isnan(ours), formula
    else:
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9), formula


def assert_each_draw_is_as_calculated(
    formula: str, values: Mapping[CellKey, Value], drawn: Mapping[CellKey, list[Value]]
) -> None:
    """Hold a formula on an array against the engine on each of its draws."""
    ours = array_value(formula, values, {c: np.array(a) for c, a in drawn.items()})
    count = len(next(iter(drawn.values())))
    for i in range(count):
        cells = {**values, **{c: a[i] for c, a in drawn.items()}}
        theirs = engine_values(cells, {(S, 99, 1): formula})[S, 99, 1]
        one = ours[i] if isinstance(ours, np.ndarray) else ours
        assert_same(one.item() if isinstance(one, np.generic) else one, theirs, formula)


X, Y = (S, 1, 1), (S, 2, 1)
TABLE: dict[CellKey, Value] = {
    (S, 1, 3): "煤", (S, 1, 4): 2.5, (S, 1, 5): 1.0,
    (S, 2, 3): "天然气", (S, 2, 4): 4.0, (S, 2, 5): None,
    (S, 3, 3): "煤焦油", (S, 3, 4): -1.5, (S, 3, 5): 0.0,
    (S, 4, 3): "Coal", (S, 4, 4): "n/a", (S, 4, 5): 5.0,
}  # fmt: skip

# x is A1 and y is A2, both drawn; C1:E4 is a table of fixed cells.
NUMERIC = """
A1+A2|A1-A2|A1*A2|A1/A2|A1^2|A2^0.5|-A1|+A1|A1%|A1&"t"|A1=A2|A1<>A2|A1<A2|A1<=A2|A1>A2|A1>=A2|-A1^2
2-A1-A2
(A1+1)*(A2-1)/44*12|A1=""|A1<>""|A1<"a"|"a">A1|A1="煤"|A1>TRUE|A1=E2|A1/E3|A1*D4|1/(A1-A1)|2^A1
IF(A1>A2,A1,A2)|IF(A1>0,"S","A")|IF(A1>0,A1)|IF(A1>0,"",A1)|IF(A1>0,A1,"")&"!"|IF(A1,1,2)|IF(A1>0,,5)
IF(C1="煤",A1,1/0)
IF(A1>0,IF(A2>0,"S","A"),IF(A2>0,"B","c"))|IF(A1>0,"S","A")="s"
IF(A1>0,"煤","b")="煤"|IF(A1>0,"Sa","b")<>"sA"|IF(A1>0,"a","b")<IF(A2>0,"a","b")
IF(1/A1>0,1,2)|IF(A1>0,A2>0,FALSE)|IFS(A1>1,1,A2>1,2,TRUE,3)|IFERROR(A1/0,A2)|IFERROR(SQRT(A1),-1)
IFERROR(A1/A2,"x")|IFNA(A1,3)
AND(A1>0,A2>0)|OR(A1>0,A2>0)|NOT(A1>0)|AND(A1,A2)|OR(A1,FALSE)|AND(A1>0,C1:C4,E1)|NOT(A1)
ISERROR(SQRT(A1))|ISNUMBER(SQRT(A1))|ISNUMBER(A1)
ISBLANK(A1)|ISBLANK(E2)*A1|ISTEXT(IF(A1>0,"a",1))|ISLOGICAL(A1>0)|ISNA(A1)|NA()*A1
SUM(A1:A2)|SUM(A1,A2,D1:D4)|SUM(D1:D4,A1*2,1)|SUM(IF(A1>0,"",A1),1)|SUM(A1:E4)|SUM(A1/0,1)
SUM(IFERROR(A1:A2/0,1))
SUMPRODUCT(A1:A2,D1:D2)|SUMPRODUCT(A1:A2*D1:D2)|SUMPRODUCT(--(C1:C2="煤"),A1:A2)
SUMPRODUCT((C1:C2="煤")*(A1:A2>0)*D1:D2)|SUMPRODUCT(--(A1:A2>0))
SUMPRODUCT((A1:A2-1)^2)|SUM(A1*{1,2;3,4})|SUMPRODUCT(A1:A2,A1:A2,D1:D2)
SUMIF(C1:C2,"煤",A1:A2)|SUMIF(C1:C2,"煤*",A1:A2)|SUMIF(A1:A2,">0")|SUMIF(A1:A2,">0",D1:D2)
SUMIF(A1:A2,"<>",D1:D2)|SUMIF(D1:D2,">"&D1,A1:A2)
SUMIFS(A1:A2,C1:C2,"<>煤")|SUMIFS(A1:A2,C1:C2,"?",D1:D2,">0")|SUMIFS(A1:A2,A1:A2,">0",C1:C2,"煤")
SUMIFS(A1:A2,E1:E2,"")|SUMIFS(A1:A2,E1:E2,1)
COUNTIF(A1:A2,">0")|COUNTIF(A1:A2,"<=1")|COUNTIF(A1:A2,"x")|COUNTIF(A1:C2,"煤")
COUNTIFS(A1:A2,">0",C1:C2,"煤")|COUNT(A1:E4)|COUNTA(A1:E4)|AVERAGE(A1:A2,D1:D4)
ROW()*A1|COLUMN()*A1|ROW(C3)*A1|COLUMN(C3)*A1|ROW(A3:C3)*A1
SUM(D1:INDEX(D1:D4,3))*A1|SUM(A1:INDEX(A1:A4,2))
INDEX(D1:D4,2)*A1|INDEX(A1:E4,1,1)|INDEX(C1:E4,MATCH("天然气",C1:C4,0),2)*A1
INDEX(A1:A2,MATCH(4,D1:D2,0))|SUM(INDEX(C1:E4,0,2))*A1|IFERROR(INDEX(D1:D4,9),A1)
VLOOKUP("煤焦油",C1:E4,2,FALSE)*A1|IFERROR(MATCH("zz",C1:C4,0),A1)|MATCH("coal",C1:C4,0)+A1
ROWS(A1:A2)*A1|COLUMNS(A1:E2)*A1
ROUND(A1,2)|ROUND(A1,0)|ROUND(A1*100,-1)|ROUNDUP(A1,1)|ROUNDDOWN(A1,1)|ABS(A1)|MIN(A1:A2)|MAX(A1,A2,0)
LARGE(A1:A2,1)|LARGE(D1:D4,3)*A1|LARGE(A1:E4,2)|SMALL(A1:D4,2)|SMALL(A1:A2,3)|LARGE(A1:A2,IF(A1>0,1,2))
MIN(D1:D4,A1)|MAX(A1:E4)|PRODUCT(A1:A2,2)
SQRT(A1)|EXP(A1)|EXP(A1*1000)|LN(A1)|LOG10(A1)|LOG(A1,2)|SIGN(A1)|INT(A1)|POWER(A1,2)|MOD(A1,3)
NORMSDIST(A1)|NORM.S.DIST(A1,TRUE)|_xlfn.NORM.S.DIST(A1,FALSE)
CHOOSE(2,A1,A2)|CHOOSE(IF(A1>0,1,2),A2,A1)|CHOOSE(IF(A1>0,1,2),"S","A")|CHOOSE(IF(A1>0,1,7),1,2)|N(A1)
N(IF(A1>0,"a",2))|VALUE(A1)|PI()*A1|IF(TRUE(),A1,FALSE())
LEN(C3)*A1|LEFT(C3,1)&IF(A1>0,"+","-")|RIGHT(IF(A1>0,"S12","A3"),1)|MID(C4,2,2)&(A1>0)
TRIM("  a  b ")&(A1>0)|UPPER(IF(A1>0,"s","a"))|LOWER(C4)&(A1>0)
EXACT(IF(A1>0,"s","S"),"s")|SUBSTITUTE(C4,"o","0")&(A1>0)|TEXT(D1,"0.00")&(A1>0)
TEXT(1234.5,"#,##0.0")&(A1>0)|TEXT(0.256,"0.0%")&(A1>0)|CONCATENATE(C1,D1,A1>0)
"""
FORMULAS = [f for line in NUMERIC.strip().splitlines() for f in line.split("|")]


@pytest.mark.parametrize("formula", FORMULAS)
def test_each_draw_is_what_the_engine_calculates(formula: str) -> None:
    """Positive, negative, zero and equal draws, on the table of fixed cells."""
    drawn = {X: [1.5, -2.25, 0.0, 3.0, 2.5], Y: [2.0, 4.0, -1.0, 3.0, 0.0]}
    if "IF(A1>0,,5)" in formula or "/E3" in formula:
        drawn = {c: a[:2] for c, a in drawn.items()}
    assert_each_draw_is_as_calculated(f"={formula}", TABLE, drawn)


def test_every_supported_function_is_held_against_the_engine() -> None:
    used = " ".join(FORMULAS).replace("_xlfn.", "")
    assert [name for name in SUPPORTED if f"{name}(" not in used] == []


number = st.floats(-1e6, 1e6).map(lambda x: round(x, 6))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(number, number), min_size=1, max_size=3), st.sampled_from(FORMULAS))
def test_any_numbers_give_what_the_engine_gives(draws: list[tuple[float, float]], formula: str) -> None:
    if any(word in formula for word in ("&", "EXP", "ROUND", "MOD", "INT")):
        formula = "A1*A2"  # texts of numbers and steps differ in the last digit; the fixed cases hold them
    assert_each_draw_is_as_calculated(f"={formula}", TABLE, {X: [d[0] for d in draws], Y: [d[1] for d in draws]})


@settings(deadline=None, max_examples=200)
@given(st.integers(-(10**7), 10**7), st.integers(0, 4), st.integers(-2, 4))
def test_rounding_is_half_away_from_zero_in_decimal(digits: int, places: int, to: int) -> None:
    from decimal import ROUND_HALF_UP, Decimal

    exact = Decimal(digits).scaleb(-places)
    expected = float(exact.quantize(Decimal(1).scaleb(-to), rounding=ROUND_HALF_UP))
    found = array_value(f"=ROUND(A1,{to})", {}, {X: np.array([float(exact)])})
    assert found[0] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=0^A1", math.nan),  # Excel: 0^0 is #NUM!; formualizer gives 1
        ("=SUMPRODUCT(C1:C2,D1:D2)+A1", 0.0),  # a text counts as 0; formualizer reads "2" as 2
        ('=("1,000"*1)+A1', 1000.0),
        ('=IF("TRUE",1,2)+A1', 1.0),
    ],
)
def test_excel_decides_where_the_engine_differs(formula: str, expected: float) -> None:
    values: dict[CellKey, Value] = {(S, 1, 3): "2", (S, 1, 4): 3.0}
    found = array_value(formula, values, {X: np.zeros(1)})
    assert found[0] == pytest.approx(expected, nan_ok=True)


# --- which cells vary --------------------------------------------------------------------------------------


def test_a_factor_that_feeds_many_rows_varies_together_in_all() -> None:
    factor = ("因子", 1, 1)
    formulas = {(S, r, 2): f"=A{r}*因子!$A$1" for r in range(1, 11)} | {(S, 12, 2): "=SUM(B1:B10)"}
    values: dict[CellKey, Value] = {(S, r, 1): float(r) for r in range(1, 11)}
    draws = np.array([1.0, 2.0, 0.5])
    found = FormulaArrays(formulas, values, {}, {}).evaluate([(S, 12, 2), (S, 3, 2)], {factor: draws})
    assert found[S, 12, 2] == pytest.approx(55 * draws)
    assert found[S, 3, 2] == pytest.approx(3 * draws)


def test_a_cell_that_nothing_uncertain_reaches_keeps_its_calculated_value() -> None:
    formulas = {(S, 1, 2): "=NO.SUCH.FUNCTION(C1)", (S, 2, 2): "=A1+B1"}
    book = FormulaArrays(formulas, {(S, 1, 2): 7.0, X: 1.0}, {}, {})
    found = book.evaluate([(S, 1, 2), (S, 2, 2), (S, 9, 9)], {X: np.array([1.0, 2.0])})
    assert found[S, 1, 2] == 7.0
    assert list(found[S, 2, 2]) == [8.0, 9.0]
    assert found[S, 9, 9] is None


def test_a_drawn_formula_cell_takes_the_draws() -> None:
    book = FormulaArrays({(S, 1, 2): "=A1*2", (S, 1, 3): "=B1+1"}, {X: 1.0}, {}, {})
    found = book.evaluate([(S, 1, 3), (S, 1, 2)], {(S, 1, 2): np.array([5, 6]), X: np.array([1.0, 1.0])})
    assert list(found[S, 1, 3]) == [6.0, 7.0]
    assert list(found[S, 1, 2]) == [5.0, 6.0]


def test_a_closed_branch_is_neither_calculated_nor_checked() -> None:
    formulas = {
        (S, 1, 2): "=IF(TL_ON,A1*2,NO.SUCH.FUNCTION(A1)+C1)",
        (S, 1, 3): "=ANOTHER.ONE(A1)",
        (S, 1, 4): '=IF(E1="","",1/0)',
    }
    values: dict[CellKey, Value] = {("设置", 1, 1): True, (S, 1, 4): ""}
    book = FormulaArrays(formulas, values, {"TL_ON": "'设置'!$A$1"}, {})
    found = book.evaluate([(S, 1, 2), (S, 1, 4)], {X: np.array([1.0, 2.0])})
    assert list(found[S, 1, 2]) == [2.0, 4.0]
    assert found[S, 1, 4] == ""


def test_the_switch_may_be_a_name_that_asks_for_the_version() -> None:
    names = {"TL_ON": "NOT(ISERROR(TL_VERSION()))"}
    formulas = {(S, 1, 2): "=IF(TL_ON,TL_F(A1),A1*3)"}
    without = FormulaArrays(formulas, {}, names, {})
    with_functions = FormulaArrays(formulas, {}, names, {"TL_VERSION": lambda: "1", "TL_F": lambda x: x * 2})
    assert without.evaluate([(S, 1, 2)], {X: np.ones(2)})[S, 1, 2].tolist() == [3.0, 3.0]
    assert with_functions.evaluate([(S, 1, 2)], {X: np.ones(2)})[S, 1, 2].tolist() == [2.0, 2.0]


def test_dependents_are_all_formulas_that_a_source_reaches() -> None:
    formulas = {
        (S, 1, 2): "=A1+1",
        (S, 1, 3): "=SUM($B$1:$B$9)",
        (S, 1, 4): "=C5",
        ("表", 1, 1): "=SUM(账!C:C)",
        ("表", 2, 1): "=#REF!+nothing",
    }
    book = FormulaArrays(formulas, {}, {}, {})
    assert book.dependents([X]) == {(S, 1, 2), (S, 1, 3), ("表", 1, 1)}
    assert book.dependents([(S, 5, 3)]) == {(S, 1, 4), ("表", 1, 1)}


def test_a_long_chain_of_cells_needs_no_deep_stack() -> None:
    formulas = {(S, r, 1): f"=A{r - 1}+1" for r in range(2, 5001)}
    found = FormulaArrays(formulas, {}, {}, {}).evaluate([(S, 5000, 1)], {X: np.zeros(2)})
    assert list(found[S, 5000, 1]) == [4999.0, 4999.0]


def test_a_formula_that_is_as_deep_as_the_parser_allows_is_calculated() -> None:
    chain = "=A1" + "+A1" * 250
    assert array_value(chain, {}, {X: np.ones(1)})[0] == 251.0
    nested = "=" + "ABS(" * 60 + "A1" + ")" * 60
    assert array_value(nested, {}, {X: -np.ones(1)})[0] == 1.0


def test_the_draws_are_not_written_to() -> None:
    draws = np.array([1.0, -2.0, 0.0])
    book = FormulaArrays({(S, 1, 2): "=A1", (S, 1, 3): "=B1*2/3-B1+SUM(B1,A1)"}, {}, {}, {})
    found = book.evaluate([(S, 1, 2), (S, 1, 3)], {X: draws})
    assert list(draws) == [1.0, -2.0, 0.0]
    assert list(found[S, 1, 2]) == [1.0, -2.0, 0.0]
    assert found[S, 1, 3] == pytest.approx(draws * 2 / 3 - draws + 2 * draws)


@pytest.mark.parametrize("block", [1, 2, 7, 1000])
def test_the_size_of_the_blocks_does_not_change_the_results(block: int) -> None:
    draws = np.linspace(-3, 3, 25)
    formulas = {
        (S, 1, 2): '=IF(A1>0,IF(A1>1,"S","A"),"")',
        (S, 1, 3): '=IF(A1>1,A1,"")',
        (S, 1, 4): "=A1>0",
        (S, 1, 5): '=IF(A1>0,"x",A1)',
    }
    book = FormulaArrays(formulas, {}, {}, {})
    whole, parts = (book.evaluate(list(formulas), {X: draws}, block=b) for b in (100, block))
    for cell in formulas:
        assert whole[cell].dtype == parts[cell].dtype
        np.testing.assert_array_equal(whole[cell], parts[cell])


# --- texts, blanks and errors by draw ----------------------------------------------------------------------


def test_a_grade_by_draw_is_a_text_array() -> None:
    formulas = {
        (S, 1, 2): '=IF(AND(A1<0,A2<0),"S",IF(OR(A1<0,A2<0),"A","B"))',
        (S, 2, 2): '=COUNTIF(B1:B1,"s")',
    }
    draws = {X: np.array([-1.0, -1.0, 1.0]), Y: np.array([-1.0, 1.0, 1.0])}
    found = FormulaArrays(formulas, {}, {}, {}).evaluate([(S, 1, 2), (S, 2, 2)], draws)
    assert found[S, 1, 2].tolist() == ["S", "A", "B"]
    assert found[S, 1, 2].dtype.kind == "U"
    assert found[S, 2, 2].tolist() == [1.0, 0.0, 0.0]


def test_an_empty_text_is_skipped_by_sum_and_an_error_is_not() -> None:
    formulas = {(S, 1, 2): '=IF(A1>0,A1,"")', (S, 1, 3): "=SUM(B1:B2)", (S, 1, 4): "=SUM(B1:B1,1/A1)"}
    book = FormulaArrays(formulas, {(S, 2, 2): 10.0}, {}, {})
    found = book.evaluate(list(formulas), {X: np.array([1.0, -1.0, 0.0])})
    np.testing.assert_array_equal(found[S, 1, 2], [1.0, np.nan, np.nan])
    np.testing.assert_array_equal(found[S, 1, 3], [11.0, 10.0, 10.0])
    np.testing.assert_array_equal(found[S, 1, 4], [2.0, -1.0, np.nan])


@pytest.mark.parametrize(
    "formula",
    ["=1/A1", "=A1*5/A1", "=(A1+1)/A1", "=A1^-1", "=LN(A1)", "=SUM(1/A1,2)", "=(A1+1)*2/(A1+0)"],
)
def test_a_division_by_zero_is_an_error_in_that_draw_only(formula: str) -> None:
    found = array_value(formula, {}, {X: np.array([1.0, 0.0, 2.0])})
    assert np.isnan(found).tolist() == [False, True, False]


@pytest.mark.parametrize("formula", ["=A1*1E300", "=SUM(A1,A1)", "=PRODUCT(A1,A1)", "=EXP(A1)", "=A1+A1"])
def test_an_overflow_is_an_error_in_that_draw_only(formula: str) -> None:
    found = array_value(formula, {}, {X: np.array([1.0, 1.5e308])})
    assert np.isnan(found).tolist() == [False, True]


def test_an_error_in_a_fixed_cell_reaches_the_result() -> None:
    values: dict[CellKey, Value] = {(S, 3, 1): "#N/A", (S, 3, 2): ErrorValue("#DIV/0!")}
    formulas = {(S, 1, 4): "=A1+A3", (S, 2, 4): "=SUM(A1:B3)", (S, 3, 4): "=IFERROR(A1+B3,-1)"}
    found = FormulaArrays(formulas, values, {}, {}).evaluate(list(formulas), {X: np.ones(2)})
    assert np.isnan(found[S, 1, 4]).all()
    assert found[S, 2, 4] == "#N/A"
    assert found[S, 3, 4].tolist() == [-1.0, -1.0]


def test_error_lanes_stay_errors_in_conditions() -> None:
    formulas = {(S, 1, 2): "=1/A1", (S, 1, 3): '=IF(B1>0,"yes","no")', (S, 1, 4): "=AND(B1>0,TRUE)"}
    book = FormulaArrays(formulas, {}, {}, {})
    found = book.evaluate([(S, 1, 3), (S, 1, 4)], {X: np.array([1.0, 0.0, -1.0])})
    assert [isinstance(v, ErrorValue) for v in found[S, 1, 3]] == [False, True, False]
    assert found[S, 1, 3].tolist()[::2] == ["yes", "no"]
    assert found[S, 1, 4].tolist()[::2] == [True, False]


def test_texts_may_be_drawn() -> None:
    found = array_value('=IF(A1="煤",2,3)*D1', TABLE, {X: np.array(["煤", "气", "煤"])})
    assert found.tolist() == [5.0, 7.5, 5.0]


# --- our own functions -------------------------------------------------------------------------------------


def test_a_function_is_called_with_arrays_floats_texts_blanks_and_rows() -> None:
    seen: list[Any] = []

    def record(*arguments: Any) -> Any:
        seen.append(arguments)
        return arguments[0] * 2

    formulas = {(S, 1, 2): "=_xll.tl_f(A1,D1,C1,E2,D1:E2,A1:A2,A1*2)"}
    book = FormulaArrays(formulas, TABLE, {}, {"TL_F": record})
    found = book.evaluate([(S, 1, 2)], {X: np.array([1.0, 2.0])})
    drawn, fixed, words, blank, rows, mixed, calculated = seen[0]
    assert found[S, 1, 2].tolist() == [2.0, 4.0]
    assert drawn.tolist() == [1.0, 2.0]
    assert (fixed, words, blank, rows) == (2.5, "煤", None, [[2.5, 1.0], [4.0, None]])
    assert mixed[0][0].tolist() == [1.0, 2.0]
    assert mixed[1][0] is None
    assert calculated.tolist() == [2.0, 4.0]
    assert len(seen) == 1


def test_a_function_may_return_texts_errors_and_rows() -> None:
    functions = {
        "TL_G": lambda x: np.where(x > 0, "S", "B"),
        "TL_E": lambda x: {"type": "Error", "kind": "Na"},
        "TL_R": lambda x: [[x, "a"], [x * 2, 5]],
        "TL_I": lambda x: x / 0.0,
    }
    formulas = {
        (S, 1, 2): "=TL_G(A1)", (S, 2, 2): "=IFERROR(TL_E(A1),A1)", (S, 3, 2): "=INDEX(TL_R(A1),2,1)",
        (S, 4, 2): "=TL_I(A1)", (S, 5, 2): "=INDEX(TL_R(3),2,1)*A1",
    }  # fmt: skip
    book = FormulaArrays(formulas, {}, {}, functions)
    found = book.evaluate(list(formulas), {X: np.array([1.0, -1.0])})
    assert found[S, 1, 2].tolist() == ["S", "B"]
    assert found[S, 2, 2].tolist() == [1.0, -1.0]
    assert found[S, 3, 2].tolist() == [2.0, -2.0]
    assert np.isnan(found[S, 4, 2]).all()
    assert found[S, 5, 2].tolist() == [6.0, -6.0]


def test_an_exception_on_fixed_arguments_is_an_error_as_in_a_cell() -> None:
    def fail(x: float) -> float:
        raise ValueError("domain")

    found = FormulaArrays({(S, 1, 2): "=IFERROR(TL_X(D1),7)+A1"}, TABLE, {}, {"TL_X": fail}).evaluate(
        [(S, 1, 2)], {X: np.ones(1)}
    )
    assert found[S, 1, 2].tolist() == [8.0]


# --- what cannot be run ------------------------------------------------------------------------------------


def fail(*arguments: object) -> object:
    raise ValueError("oxidation above 1")


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("=XIRR(A1,D1)", "XIRR"),
        ("=A1*nothing", "nothing"),
        ("=SUM(A:A)", "A:A"),
        ("=INDEX(D1:D4,A1)", "position of INDEX"),
        ("=MATCH(A1,D1:D4,0)", "MATCH"),
        ("=MATCH(4,D1:D4)*A1", "exact"),
        ("=SUMIF(D1:D4,A1)", "criterion of SUMIF"),
        ("=ROUND(D1,A1)", "digits"),
        ("=OFFSET(A1,1,0)", "OFFSET"),
        ("=A1:A3*2", "range"),
        ('=TEXT(A1,"yyyy-mm-dd")', "yyyy"),
        ("=ABS(A1,2)", "arguments"),
        ("=TL_X(A1)", "oxidation above 1"),
        ("=TL_R(A1)", "list"),
        ("=TL_S(A1)", "shape"),
        ("=[1]S!A1*A1", "workbook"),
        ("=B1*A1", "circle"),
    ],
)
def test_what_cannot_run_on_draws_is_named_with_its_cell(formula: str, said: str) -> None:
    functions: dict[str, Callable[..., object]] = {
        "TL_X": fail,
        "TL_R": lambda x: [[x, x]],
        "TL_S": lambda x: np.zeros(7),
    }
    book = FormulaArrays({(S, 1, 2): formula}, TABLE, {}, functions)
    with pytest.raises(FormulaProblem) as problem:
        book.evaluate([(S, 1, 2)], {X: np.ones(3)})
    assert said in problem.value.sentence("en")
    assert "账!B1" in problem.value.sentence("zh")


def test_draws_of_unequal_length_are_refused() -> None:
    with pytest.raises(FormulaProblem, match="same length"):
        array_value("=A1+A2", {}, {X: np.ones(2), Y: np.ones(3)})


# --- speed -------------------------------------------------------------------------------------------------


def ledger(rows: int, draws: int) -> tuple[FormulaArrays, dict[CellKey, np.ndarray], list[CellKey]]:
    """A ledger of 40 rows with four drawn cells each, two sums and a ratio."""
    generator = np.random.default_rng(20240501)
    formulas: dict[CellKey, str] = {}
    values: dict[CellKey, Value] = {("设置", 1, 1): True}
    drawn: dict[CellKey, np.ndarray] = {}
    for r in range(8, 8 + rows):
        values[S, r, 4] = "燃烧" if r % 2 else "工艺"
        for c, middle in ((5, 100.0 + r), (6, 20.0), (7, 0.026), (8, 0.98)):
            values[S, r, c] = middle
            drawn[S, r, c] = middle * generator.normal(1, 0.05, draws)
        inputs = f"E{r},F{r},G{r},H{r}"
        native = inputs.replace(",", "*")
        formulas[S, r, 9] = f'=IF(E{r}="","",IF(TL_ON,TL_F({inputs}),{native}*44/12))'
    last = 7 + rows
    for r, stage in ((1, "燃烧"), (2, "工艺")):
        formulas["汇总", r, 1] = f'=SUMIFS(账!$I$8:$I${last},账!$D$8:$D${last},"{stage}")'
    formulas["汇总", 3, 1] = "=A1/(A1+A2)"
    functions = {"TL_F": lambda e, f, g, h: e * f * g * h * 44 / 12}
    book = FormulaArrays(formulas, values, {"TL_ON": "'设置'!$A$1"}, functions)
    return book, drawn, [("汇总", r, 1) for r in (1, 2, 3)]


def by_hand(drawn: Mapping[CellKey, np.ndarray], rows: int) -> np.ndarray:
    size = len(next(iter(drawn.values())))
    burned, process = np.zeros(size), np.zeros(size)
    for r in range(8, 8 + rows):
        emission = drawn[S, r, 5] * drawn[S, r, 6] * drawn[S, r, 7] * drawn[S, r, 8] * 44 / 12
        if r % 2:
            burned += emission
        else:
            process += emission
    return burned / (burned + process)


def test_a_ledger_gives_what_is_written_by_hand() -> None:
    book, drawn, targets = ledger(rows=40, draws=20_000)
    found = book.evaluate(targets, drawn)
    np.testing.assert_allclose(found["汇总", 3, 1], by_hand(drawn, 40), rtol=1e-12)


def test_speed_of_a_ledger(benchmark: Any) -> None:
    """Printed, not judged (pytest -s): the time for 100,000 draws against numpy written by hand."""
    book, drawn, targets = ledger(rows=40, draws=100_000)
    benchmark(book.evaluate, targets, drawn)
    times: dict[str, float] = {}
    for name, run in (("hand", lambda: by_hand(drawn, 40)), ("ours", lambda: book.evaluate(targets, drawn))):
        measured = []
        for _ in range(5):
            start = time.perf_counter()
            run()
            measured.append(time.perf_counter() - start)
        times[name] = min(measured)
    print(f"hand {times['hand'] * 1e3:.1f} ms, formulas {times['ours'] * 1e3:.1f} ms, "
          f"ratio {times['ours'] / times['hand']:.2f}")  # fmt: skip
