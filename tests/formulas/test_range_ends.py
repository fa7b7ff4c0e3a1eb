"""A range with other ends than two cells is read alike by the engine and by the simulation, beneath its own column too.

What each formula gives was calculated by LibreOffice in A5, on the numbers of `SHEET`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from pycore import cli
from pycore.cells.stored import CircularReference, ErrorValue, Value
from pycore.engine.recalculate import recalculate
from pycore.formulas.arrays import FormulaArrays
from pycore.formulas.plain_references import joins_references, with_plain_references
from pycore.formulas.tree import FormulaProblem
from pycore.package.package import Package
from tests.made_workbooks import FUNCTIONS, made

S = "数据"
SHEET = {(row, column): float(row * 10 ** (column - 1)) for row in range(1, 5) for column in range(1, 4)}
NAMES = {
    "price": f"{S}!$A$1:$A$4",
    "below": f"{S}!$A$1:$A$10",
    "col": f"{S}!$A:$A",
    "first": f"INDEX({S}!$A$1:$A$10,1)",
    "low": f"{S}!$A$1",
    "part": f"INDEX({S}!$A$1:$A$10,1):INDEX({S}!$A$1:$A$10,4)",
}
BENEATH = [
    ("SUM(INDEX(A1:A4,1):INDEX(A1:A4,4))", 10.0),
    ("SUM(INDEX(A:A,1):INDEX(A:A,4))", 10.0),
    ("SUM(INDEX(A1:A10,1):INDEX(A1:A10,4))", 10.0),
    ("SUM(INDEX(below,1):INDEX(below,4))", 10.0),
    ("SUM(INDEX(col,1):INDEX(col,4))", 10.0),
    ("SUM(A1:INDEX(A:A,4))", 10.0),
    ("SUM(A1:INDEX(A:A,ROW()-1))", 10.0),
    ("SUM(A1:INDEX(col,ROW(A5)-COLUMN(A5)))", 10.0),
    (f"SUM({S}!A1:INDEX(A1:A10,4))", 10.0),
    ("SUM(first:A4)", 10.0),
    ("SUM(price:A4)", 10.0),
    ("SUM(low:A4)", 10.0),
    ("SUM(part)", 10.0),
    ("SUM(A1:A2:A4)", 10.0),
    ("SUM(IF(TRUE,A1,A5):INDEX(A1:A10,4))", 10.0),
    ("SUM(CHOOSE(1,A1,A5):CHOOSE(2,A1:A10,A4))", 10.0),
    ("SUM(INDEX(A1:C10,0,2))", 100.0),
    ("SUM(INDEX(A1:C10,1,0):INDEX(A1:C10,2,0))", 333.0),
    ("SUM(INDEX(A1:C10,1,1):INDEX(A1:C10,4,2))", 110.0),
    ("SUM(INDEX(A1:B10,MATCH(20,B1:B4,0),1):INDEX(A1:B10,3,1))", 5.0),
    ("SUMPRODUCT(INDEX(A1:A10,1):INDEX(A1:A10,4),B1:B4)", 300.0),
    ('SUMIFS(INDEX(A1:A10,1):INDEX(A1:A10,4),B1:B4,">10")', 9.0),
    ('COUNTIF(A1:INDEX(A:A,4),">1")', 3.0),
    ("AVERAGE(first:INDEX(below,4))", 2.5),
    ("MAX(INDEX(A1:B10,1,1):INDEX(A1:B10,4,2))", 40.0),
    ("ROWS(A1:A10)", 10.0),
    ("COLUMNS(A1:C10)", 3.0),
    ("IF(TRUE,1,A5)", 1.0),
    ("SUM(INDEX(A1:A4,1):INDEX(A1:A4,9))", ErrorValue("#REF!")),
]


def calculated(formulas: dict[str, str], native: bool = False) -> dict[tuple[int, int], Value]:
    """Calculate formulas by their address on the sheet of numbers."""

    def fill(workbook: Any, sheet: Any) -> None:
        for (row, column), number in SHEET.items():
            sheet.write(row - 1, column - 1, number)
        for name, meaning in NAMES.items():
            workbook.define_name(name, f"={meaning}")
        for at, formula in formulas.items():
            sheet.write_formula(at, f"={formula}")

    return recalculate(Package.read(made(fill)), FUNCTIONS, native)[S]


def on_draws(formula: str, cell: tuple[int, int] = (5, 1)) -> Any:
    """Run a formula on two draws of A1, the first of which is the number that it holds, and give what is read on."""
    values: dict[tuple[str, int, int], Value] = {(S, *place): number for place, number in SHEET.items()}
    place, after = (S, *cell), (S, 9, 9)
    reading = f"{'ABCDE'[cell[1] - 1]}{cell[0]}"
    arrays = FormulaArrays({place: f"={formula}", after: f"={reading}+A1"}, values, NAMES, {})
    return arrays.evaluate([after], {(S, 1, 1): np.array([1.0, 3.0])})[after] - np.array([1.0, 3.0])


@pytest.mark.parametrize("native", [False, True])
@pytest.mark.parametrize(("formula", "value"), BENEATH)
def test_a_formula_beneath_its_column_reads_only_what_it_needs(formula: str, value: Value, native: bool) -> None:
    assert calculated({"A5": formula, "Z9": "A5"}, native) == {(5, 1): value, (9, 26): value}


@pytest.mark.parametrize(("formula", "value"), [(f, v) for f, v in BENEATH if isinstance(v, float) and "IF(T" not in f])
def test_the_simulation_reads_the_same(formula: str, value: float) -> None:
    assert on_draws(formula)[0] == value


def test_the_draws_within_such_a_range_vary() -> None:
    assert on_draws("SUM(A1:INDEX(A:A,ROW()-1))").tolist() == [10.0, 12.0]
    assert on_draws("SUM(IF(TRUE,A1,A5):INDEX(A1:A10,4))").tolist() == [10.0, 12.0]
    assert on_draws("MAX(INDEX(A1:A10,1):INDEX(A1:A10,2))").tolist() == [2.0, 3.0]


def test_an_end_that_varies_or_is_no_reference_is_a_sentence() -> None:
    with pytest.raises(FormulaProblem, match=r"A5.*INDEX"):
        on_draws("SUM(A2:INDEX(A1:A4,A1))")
    with pytest.raises(FormulaProblem, match="COLUMN"):
        on_draws("ROW(A1:A3)")
    with pytest.raises(FormulaProblem, match="OFFSET"):
        on_draws("SUM(A1:OFFSET(A1,3,0))")


def test_a_text_that_index_finds_counts_no_more_than_in_its_range() -> None:
    values: dict[tuple[str, int, int], Value] = {(S, 1, 1): 1.0, (S, 2, 1): "n/a"}
    arrays = FormulaArrays({(S, 5, 2): "=SUM(INDEX(A1:A2,2),A1)"}, values, {}, {})
    assert arrays.evaluate([(S, 5, 2)], {(S, 1, 1): np.array([1.0, 3.0])})[S, 5, 2].tolist() == [1.0, 3.0]


@pytest.mark.parametrize(
    ("formula", "joined"),
    [
        ("SUM(A1:A9)", False), ("SUM($A:$B,3:4)", False), ("SUM('a:b'!A1:A9)", False), ('A1&":INDEX("', False),
        ("SUM(A1:INDEX(A1:A9,3))", True), ("SUM(first:A4)", True), ("SUM(INDEX(x,1):INDEX(x,2))", True),
        ("SUM(A1:A2:A4)", True),
    ],
)  # fmt: skip
def test_a_range_with_other_ends_is_told_from_an_ordinary_one(formula: str, joined: bool) -> None:
    assert joins_references(formula) is joined


def test_references_are_written_out_and_all_else_stays() -> None:
    names = {"col": f"{S}!$A:$A", "other": "'a b'!$C$3:$D$4", "one": "1"}
    formula = 'SUM(col:B4)+ROWS( other )*one+unknown+SUM(other)&"col"'
    assert with_plain_references(formula, S, names) == ("SUM(A1:A1048576:B4)+2*one+unknown+SUM('a b'!C3:D4)&\"col\"")


class TestCircles:
    def test_every_cell_that_meets_a_circle_names_it(self) -> None:
        values = calculated({"A5": "A6*2", "A6": "SUM(A1:A5)", "E1": "A5+1", "E2": "A4"})
        circle = ((S, 5, 1), (S, 6, 1))
        for place in ((5, 1), (6, 1), (1, 5)):
            found = values[place]
            assert isinstance(found, CircularReference)
            assert (str(found), found.circle) == ("#REF!", circle)
        assert values[2, 5] == 4.0

    def test_what_need_not_be_read_closes_no_circle_that_is_named(self) -> None:
        values = calculated({"A5": "SUM(INDEX(A1:A10,1):INDEX(A1:A10,4))+E5", "E5": "E6", "E6": "E5+A5"})
        assert values[5, 1].circle == ((S, 5, 5), (S, 6, 5))  # type: ignore[union-attr]

    def test_a_conditional_sum_in_a_circle_does_not_stop_the_calculation(self) -> None:
        values = calculated({"A5": 'SUMIFS(A1:A6,A1:A6,">0")', "E2": "A4", "E3": "1/0"})
        assert isinstance(values[5, 1], CircularReference)
        assert values[2, 5] == 4.0

    def test_a_circle_stays_one_through_our_functions(self) -> None:
        from pycore.engine.host import engine_functions

        def fill(workbook: Any, sheet: Any) -> None:
            sheet.write_formula("A1", "=A2")
            sheet.write_formula("A2", "=A1")
            sheet.write_formula("A3", "=TL_FUEL_CO2(A1,1,1,1)")

        found = recalculate(Package.read(made(fill)), engine_functions())[S][3, 1]
        assert isinstance(found, CircularReference)

    def test_a_circle_is_one_where_the_file_lets_programs_iterate(self) -> None:
        def fill(workbook: Any, sheet: Any) -> None:
            sheet.write_formula("A1", "=A2/2+1")
            sheet.write_formula("A2", "=A1+1")

        package = Package.read(made(fill))
        book = package.members["xl/workbook.xml"].replace(b"<calcPr ", b'<calcPr iterate="1" iterateCount="100" ')
        assert b"iterate=" in book
        iterating = Package.read(package.with_members({"xl/workbook.xml": book}))
        assert recalculate(iterating, FUNCTIONS) == {S: {(1, 1): "#REF!", (2, 1): "#REF!"}}

    def test_the_simulation_names_the_cells_of_the_circle(self) -> None:
        formulas = {(S, 5, 1): "=A6*A1", (S, 6, 1): "=E6", (S, 6, 5): "=A5", (S, 7, 1): "=A5+1"}
        arrays = FormulaArrays(formulas, {}, NAMES, {})
        with pytest.raises(FormulaProblem) as problem:
            arrays.evaluate([(S, 7, 1)], {(S, 1, 1): np.array([1.0, 3.0])})
        path = f"{S}!A5 → {S}!A6 → {S}!E6 → {S}!A5"
        assert path in problem.value.text.zh
        assert path in problem.value.text.en
        assert "循环引用" in problem.value.text.zh
        assert "circle" in problem.value.text.en

    def test_errors_enter_a_sum_that_names_its_own_cell(self) -> None:
        """The engine refuses such a formula anywhere but in a file."""
        formula = 'SUMIFS(INDEX(A1:A10,1):INDEX(A1:A10,4),B1:B4,">10")'
        assert calculated({"A5": formula, "A7": "1/0"})[5, 1] == 9.0
        assert calculated({"A5": formula, "A3": "1/0"})[5, 1] == "#DIV/0!"

    @pytest.mark.parametrize(("language", "word"), [("zh", "循环引用"), ("en", "in a circle")])
    def test_the_command_that_calculates_says_a_circle_once(self, tmp_path: Path, language: str, word: str) -> None:
        def fill(workbook: Any, sheet: Any) -> None:
            sheet.write_formula("A1", "=B1+1")
            sheet.write_formula("B1", "=A1*2")
            sheet.write_formula("C1", "=A1")

        source, target = tmp_path / "circle.xlsx", tmp_path / "calculated.xlsx"
        source.write_bytes(made(fill))
        arguments = ["calculate", str(source), "-o", str(target), "--any", "--lang", language]
        result = CliRunner().invoke(cli.build(), arguments)
        assert result.stderr.count(word) == 1
        assert f"{S}!A1 → {S}!B1 → {S}!A1" in result.stderr
