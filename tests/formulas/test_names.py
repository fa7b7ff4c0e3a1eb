"""All stored forms of a function's name are one function, and nothing else in a formula changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.formulas.cell_names import family_of, normalise_formula

NAMES = ["TL_FUEL_CO2", "TL_VERSION", "TL_X"]


@pytest.mark.parametrize(
    "stored",
    [
        "[1]!TL_FUEL_CO2(A1,B1)",
        "[TwinLedger.xlam]!TL_FUEL_CO2(A1,B1)",
        "TwinLedger.xlam!TL_FUEL_CO2(A1,B1)",
        "'C:\\Users\\张三\\it''s here\\TwinLedger.xlam'!TL_FUEL_CO2(A1,B1)",
        "_xll.TL_FUEL_CO2(A1,B1)",
        "_xldudf_TL_FUEL_CO2(A1,B1)",
        "_xlfn.TL_FUEL_CO2(A1,B1)",
        "_xlfn._xlws.TL_FUEL_CO2(A1,B1)",
        "[2]!_xll.TL_FUEL_CO2(A1,B1)",
        "ORG.TWINLEDGER.ADDIN.TLFUELCO2(A1,B1)",
        "org.twinledger.addin.tlfuelco2(A1,B1)",
        "ORG.TWINLEDGER.ADDIN.TL_FUEL_CO2(A1,B1)",
        "tl_fuel_co2(A1,B1)",
        "TL_FUEL_CO2(A1,B1)",
    ],
)
def test_every_stored_form_is_read_as_the_plain_name(stored: str) -> None:
    assert normalise_formula(stored, NAMES) == "TL_FUEL_CO2(A1,B1)"
    assert normalise_formula(f"1+{stored}*2", NAMES) == "1+TL_FUEL_CO2(A1,B1)*2"
    assert normalise_formula(f"IF(A1>0,{stored},-{stored})", NAMES) == (
        "IF(A1>0,TL_FUEL_CO2(A1,B1),-TL_FUEL_CO2(A1,B1))"
    )


@pytest.mark.parametrize("row", [1, 2])
@pytest.mark.parametrize("stored", ["[1]!TL_FUEL_CO2(B1)", "ORG.TWINLEDGER.ADDIN.TLFUELCO2(B1)", "tl_fuel_co2(B1)"])
def test_a_row_whose_number_stands_in_the_functions_name_is_read_too(stored: str, row: int) -> None:
    assert normalise_formula(stored, NAMES, family_of(stored, row)) == "TL_FUEL_CO2(B1)"


@pytest.mark.parametrize(
    "formula",
    [
        '"[1]!TL_X("&"say ""tl_x("""',
        "'[1]!TL_X('!A1+1",
        "'tl_x('!A1",
        "[1]Sheet1!$A$1+SUM('C:\\b\\[a.xlsx]S'!A1)",
        "[1]!Other(A1)",
        "TLFUELCO2(A1)",
        "_xlfn.XLOOKUP(A1,B1:B2,C1:C2)",
        "tl_x+1",
        "MY_TL_X(A1)",
        "Table1[[#This Row],[tl_x(]]+COUNT(A1)",
        "数据!A1&SUM(数据!B:B)",
    ],
)
def test_nothing_else_changes(formula: str) -> None:
    assert normalise_formula(formula, NAMES) == formula


def test_two_names_that_meet_without_underscores_are_not_guessed() -> None:
    assert normalise_formula("A.B.TLAB(1)", ["TL_AB", "TL_A_B"]) == "A.B.TLAB(1)"


def test_names_nested_in_arguments_are_all_read() -> None:
    assert normalise_formula("[1]!TL_X([1]!TL_X(_xll.TL_X(1)))", NAMES) == "TL_X(TL_X(TL_X(1)))"


@given(st.text(alphabet="[]'\"!()TL_Xtlx.1A数;,+ $#@", max_size=40))
def test_any_text_is_read_without_failure_and_twice_is_once(formula: str) -> None:
    once = normalise_formula(formula, NAMES)
    assert normalise_formula(once, NAMES) == once


@given(st.text(max_size=30))
def test_a_string_literal_is_never_changed(text: str) -> None:
    literal = '"' + text.replace('"', '""') + '"'
    assert normalise_formula(f"tl_x({literal})", NAMES) == f"TL_X({literal})"
