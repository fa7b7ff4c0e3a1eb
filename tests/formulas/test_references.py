"""What formulas refer to is found out once, and so is that one cannot be read."""

from __future__ import annotations

from unittest import mock

import pytest

from pycore.formulas import references
from pycore.formulas.references import References
from pycore.formulas.tree import AreaOnSheet, FormulaProblem, meaning, parse, points_elsewhere, precedents, walk

CELL = ("Sheet", 8, 3)


def test_a_formula_is_read_once_by_all_who_ask() -> None:
    known = References({"total": "Other!$B$2"})
    with mock.patch.object(references, "precedents", side_effect=precedents) as asked:
        for _ in range(3):
            found = known.of(CELL, "=SUM(A8:B8)*total")
    assert asked.call_count == 1
    assert found.areas == [AreaOnSheet("Sheet", 8, 1, 8, 2), AreaOnSheet("Other", 2, 2, 2, 2)]
    assert not found.elsewhere
    assert known.of(CELL, "=OFFSET(A8,1,0)").elsewhere


def test_a_formula_that_cannot_be_read_is_a_problem_each_time_and_looked_at_once() -> None:
    known = References({})
    with pytest.raises(FormulaProblem, match="no_such_name"):
        known.of(CELL, "=no_such_name+1")
    with mock.patch.object(references, "precedents", side_effect=precedents) as asked:
        for _ in range(3):
            with pytest.raises(FormulaProblem, match="no_such_name"):
                known.of(CELL, "=no_such_name+1")
    assert asked.call_count == 0


def test_of_the_rows_of_a_ledger_one_is_parsed() -> None:
    known = References({"total": "Other!$B$2", "third": "Sheet!$A$12"})
    formula = "SUM(A{0}:B{0})*total+third+SUM(C$7:C{0})+'a b'!D{0}"
    with mock.patch.object(references, "precedents", side_effect=precedents) as asked:
        found = {row: known.of(("Sheet", row, 3), "=" + formula.format(row)) for row in range(10, 20)}
    assert asked.call_count == 1
    for row, referred in found.items():
        assert list(referred.areas) == precedents(formula.format(row), "Sheet", known._names)


# In the row before each formula, where a family would be read wrongly if its rows were taken for one formula.
ALONE = [
    (5, "A5:A3"), (3, "A5:A3"), (7, "A17+A7"), (2, "co2+TL_CO2(A2)"), (9, "'Year 9'!A9"), (4, "INDEX(#REF!,4)+A4"),
    (6, "A1000003+A6"), (8, "fuel_8+A8"), (1, "$A$1+A:A+1:1"), (10, "A10:INDEX(A1:A10,2)"), (3, "LET(x3,A3,x3+1)"),
    (11, 'IF(A11="A11:B11",B11,C1 1)'), (12, "third+A12"), (3, "{1,2;3,4}+A3"), (5, "SUM(A5 : B5)"), (4, "A3:B5 A4:C4"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "formula"), ALONE)
def test_each_row_reads_what_its_own_tree_names(row: int, formula: str) -> None:
    """Whether by its family and without a tree or not: the references of the tree are what a formula reads."""
    names = {"co2": "Sheet!$D$2", "co3": "Sheet!$D$3", "fuel_8": "Sheet!$E$8", "third": "Sheet!$A$12"}
    known = References(names)
    for near in (row, row + 1):
        moved = formula.replace(str(row), str(near))
        try:
            written = [n["reference"] for n in walk(parse(moved)) if n["node_type"] == "Reference"]
            wanted = list(dict.fromkeys(meaning(reference, "Sheet", names) for reference in written))
        except FormulaProblem:
            with pytest.raises(FormulaProblem):
                known.of(("Sheet", near, 1), moved)
            continue
        assert list(known.of(("Sheet", near, 1), moved).areas) == wanted
        assert known.of(("Sheet", near, 1), moved).elsewhere == points_elsewhere(parse(moved))
