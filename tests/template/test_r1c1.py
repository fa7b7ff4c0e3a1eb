"""Formulas relative to their cell: the rows of a ledger are one family, and nothing else is."""

from __future__ import annotations

import time

import pytest

from pycore.template import r1c1
from pycore.template.formula import CanonicalFormulas, canonical_formula
from pycore.template.r1c1 import family_key, to_r1c1


@pytest.mark.parametrize(
    ("formula", "row", "column", "expected"),
    [
        ("A1", 1, 1, "RC"),
        ("$A$1+A$1+$A1", 3, 2, "R1C1+R1C[-1]+R[-2]C1"),
        ("SUM(B2:D9)", 10, 2, "SUM(R[-8]C:R[-1]C[2])"),
        ("SUM(A:B,$C:C,3:$5)", 4, 2, "SUM(C[-1]:C,C3:C[1],R[-1]:R5)"),
        ('IF(E8="E8","",LOG10(E8))', 8, 5, 'IF(RC="E8","",LOG10(RC))'),
        ("units_share1*'E8 x'!E8", 8, 4, "units_share1*'E8 x'!RC[1]"),
        ("XFE1+A1048577", 1, 1, "XFE1+A1048577"),
    ],
)
def test_references_are_written_relative_to_the_cell(formula: str, row: int, column: int, expected: str) -> None:
    assert to_r1c1(formula, row, column) == expected


def test_copies_of_a_formula_are_one_family() -> None:
    assert to_r1c1("E8*F8", 8, 7) == to_r1c1("E9*F9", 9, 7)
    assert family_key("E8*F8", 8) == family_key("E19*F19", 19)


@pytest.mark.parametrize(
    ("first", "row1", "second", "row2"),
    [
        ("A10*100", 10, "A20*200", 20),
        ('IF(A10="T10",1)', 10, 'IF(A20="T20",1)', 20),
        ("ABCD10+A10", 10, "ABCD20+A20", 20),
        ("LOG10(A10)", 10, "LOG20(A20)", 20),
        ("$A$10", 10, "$A$20", 20),
        ("units_A10", 10, "units_A20", 20),
    ],
)
def test_the_key_never_joins_different_formulas(first: str, row1: int, second: str, row2: int) -> None:
    assert family_key(first, row1) != family_key(second, row2)
    assert to_r1c1(first, row1, 3) != to_r1c1(second, row2, 3)


@pytest.mark.parametrize(
    "variant",
    [
        "IF( A1 > 0.000000001 , TRUE() , _xlfn.NORM.S.DIST( 1.9599639845400540001 ))",
        "if(A1>1E-9,true,norm.s.dist(1.95996398454005))",
        "IF(A1>1e-009,TRUE,_xlfn._xlws.NORM.S.DIST(1.959963984540050))",
    ],
)
def test_what_programs_change_on_saving_is_no_difference(variant: str) -> None:
    expected = canonical_formula("IF(A1>1E-9,TRUE,NORM.S.DIST(1.95996398454005))", 1, 2)
    assert canonical_formula(variant, 1, 2) == expected


@pytest.mark.parametrize("other", ["A1-1", "A1+2", "A2+1", "$A1+1", 'A1+"1"', "-A1+1", "A1+1%"])
def test_what_changes_a_result_is_a_difference(other: str) -> None:
    assert canonical_formula("A1+1", 1, 2) != canonical_formula(other, 1, 2)


def test_quotes_and_new_names_of_sheets_are_no_difference() -> None:
    plain = canonical_formula("表!A1", 1, 2)
    assert canonical_formula("'表'!A1", 1, 2) == plain
    assert canonical_formula("新表!A1", 1, 2, {"新表": "表"}) == plain


def test_five_thousand_formulas_take_less_than_a_third_of_a_second() -> None:
    formulas = CanonicalFormulas()
    long = 'IF(OR(E{0}="",F{0}=""),"",IF(TL_ON,TL_FUEL_CO2(E{0},F{0},G{0}),E{0}*F{0}*G{0}*44/12))'
    cells = [(long.format(r), r, c) for r in range(7, 257) for c in range(8, 28)]
    started = time.perf_counter()
    found = {formulas.text(*cell) for cell in cells}
    assert time.perf_counter() - started < 0.3
    assert len(cells) == 5000
    assert len(found) == 20


@pytest.mark.parametrize("row", [1, 10, 11])
@pytest.mark.parametrize(
    "formula",
    ["A{0}", "A{0}+B$1", "A{0}*1.1", 'IF(A{0}="{0}",A{0},"")', "SUM(A{0}:B{0})", "LOG10(A{0})", "q{0}_x+A{0}", "A1A{0}",
     'A{0}&"A{0}', "A{0}(1)", "$A$11+A{0}", "é{0}+A{0}"],
)  # fmt: skip
def test_a_family_found_by_its_digits_is_that_found_reference_by_reference(formula: str, row: int) -> None:
    written = formula.format(row)
    assert family_key(written, row) == r1c1._marked.__wrapped__(written, row)
