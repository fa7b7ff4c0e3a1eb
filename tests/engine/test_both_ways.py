"""With the core and without it by one load of the engine: the same values as two calculations from the start."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pycore.engine import both_ways
from pycore.engine.both_ways import recalculate_both_ways
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.package.package import Package
from pycore.reading.book import Book

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "TL_VERSION": lambda: "1.0",
    "TL_DOUBLE": lambda x: 2.0 * x if isinstance(x, float) else {"type": "Error", "kind": "Value"},
    "TL_PAIR": lambda: [[1.0], [2.0]],
}
SWITCH = "NOT(ISERROR(TL_VERSION()))"


def made(tmp_path: Path, *formulas: str, switch: str = SWITCH, names: dict[str, str] | None = None) -> Package:
    """A switch in Cover!A1, 3 in S!A1, and the formulas in the column B."""
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet, cover = book.add_worksheet("S"), book.add_worksheet("Cover")
    cover.write_formula("A1", f"={switch}")
    for name, meaning in {"TL_ON": "=Cover!$A$1", **(names or {})}.items():
        book.define_name(name, meaning)
    sheet.write_number("A1", 3)
    for row, formula in enumerate(formulas):
        sheet.write_formula(row, 1, f"={formula}")
    book.close()
    return Package.read(path)


def assert_same(package: Package, functions: Any = FUNCTIONS) -> dict[tuple[int, int], Any]:
    core, native = recalculate_both_ways(package, functions)
    assert core == recalculate(package, functions)
    assert native == recalculate(package, functions, native=True)
    return native.get("S", {})


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Notes each calculation from the start that is made for the native values."""
    made_anew: list[bool] = []

    def noted(*arguments: Any, **options: Any) -> Any:
        made_anew.append(True)
        return recalculate(*arguments, **options)

    monkeypatch.setattr(both_ways, "recalculate", noted)
    return made_anew


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(WORKBOOKS.glob("*/*_example_*.xlsx")), ids=lambda p: p.stem)
def test_the_worked_examples_give_the_same_and_are_loaded_once(path: Path, once: list[bool]) -> None:
    package, functions = Package.read(path), engine_functions()
    core, native = recalculate_both_ways(package, functions)
    assert once == []
    versions = {key for sheet in core for key in core[sheet] if isinstance(core[sheet][key], str)}
    assert native == recalculate(package, functions, native=True)
    again = recalculate(package, functions)
    # The time of calculation is another each time.
    differing = [(s, k) for s in core for k in core[s] if core[s][k] != again[s][k]]
    assert len(differing) <= 1
    assert versions


@pytest.mark.parametrize(
    "formula",
    [
        "IF(TL_ON,TL_DOUBLE(A1),A1*3)",
        "IFERROR(IF(TL_ON,TL_DOUBLE(A1),NA()),7)",
        "TL_DOUBLE(A1)",
        "TL_DOUBLE (A1)",
        'IFERROR(TL_DOUBLE(A1),"TL_ON")',
        "IF(tl_on,tl_double(A1),A1*3)",
        "B2+1",
        "SUM(A1,TL_DOUBLE(A1))",
    ],
)
def test_a_formula_gives_the_same_by_one_load(tmp_path: Path, once: list[bool], formula: str) -> None:
    native = assert_same(made(tmp_path, formula, "TL_DOUBLE(A1)"))
    assert once == []
    assert native[2, 2] == "#NAME?"


@pytest.mark.parametrize(
    ("formula", "options"),
    [
        ("IF(TL_ON,TL_DOUBLE(A1),A1*3)", {"switch": "TRUE"}),
        ("IF(TL_ON,TL_DOUBLE(A1),A1*3)", {"switch": f"OR(TRUE,{SWITCH})"}),
        ("IF(TL_ON,TL_DOUBLE(A1),A1*3)", {"names": {"S!TL_ON": "=TRUE"}}),
        ("IF(TL_ON,given,A1*3)", {"names": {"given": "=TL_DOUBLE(4)"}}),
        ("LET(TL_ON,TRUE,IF(TL_ON,TL_DOUBLE(A1),5))", {}),
        ("RAND()*0+IF(TL_ON,TL_DOUBLE(A1),5)", {}),
        ('INDIRECT("B2")+1', {}),
        ("TL_PAIR()+A1", {}),
        ("SUMIF(B2:B2,TL_DOUBLE(A1))", {}),
        ("SUMIFS(B2:B2,A1:A1,3)", {}),
    ],
)
def test_whatever_stands_in_the_way_the_values_are_the_same(
    tmp_path: Path, formula: str, options: dict[str, Any]
) -> None:
    assert_same(made(tmp_path, formula, "TL_DOUBLE(A1)", "B2/0", **options))


@pytest.mark.parametrize(
    ("formulas", "core", "native"),
    [
        (["IF(TL_ON,TL_DOUBLE(B1),5)", "B1+1"], ["#REF!", "#REF!"], [5.0, 6.0]),
        (["IF(TL_ON,1,B1)", "B1+1"], [1.0, 2.0], ["#REF!", "#REF!"]),
        (["IF(TL_ON,TL_DOUBLE(A1),B2)", "B1+1"], [6.0, 7.0], ["#REF!", "#REF!"]),
        (["IF(TL_ON,B2,4)", "IF(TL_ON,TL_DOUBLE(A1),B1)"], [6.0, 6.0], [4.0, 4.0]),
        (["IF(TL_ON,B2,4)", "TL_DOUBLE(B1)"], ["#REF!", "#REF!"], [4.0, "#NAME?"]),
        (["TL_DOUBLE(B1)", "B1+1"], ["#REF!", "#REF!"], ["#REF!", "#REF!"]),
        (["TL_DOUBLE(SUM(INDEX(B1:B9,2):INDEX(B1:B9,3)))", "4"], [8.0, 4.0], ["#NAME?", 4.0]),
        (["IF(TL_ON,TL_DOUBLE(INDEX(B1:B9,2)),INDEX(B1:B9,2))", "4"], [8.0, 4.0], [4.0, 4.0]),
        (["IF(TL_ON,A1,SUM(INDEX(B1:B9,2):INDEX(B1:B9,3)))", "TL_DOUBLE(4)"], [3.0, 8.0], ["#NAME?"] * 2),
        (['SUMIF(B2:B2,">0",B2:B2)', "IF(TL_ON,4,B1)"], [4.0, 4.0], ["#REF!", "#REF!"]),
    ],
)
def test_a_circle_on_one_side_only_is_met_on_that_side_only(
    tmp_path: Path, formulas: list[str], core: list[Any], native: list[Any]
) -> None:
    package = made(tmp_path, *formulas)
    both = recalculate_both_ways(package, FUNCTIONS)
    assert [[of["S"][row, 2] for row in (1, 2)] for of in both] == [core, native]
    assert_same(package)


def test_a_workbook_whose_switch_is_another_is_calculated_from_the_start(tmp_path: Path, once: list[bool]) -> None:
    assert_same(made(tmp_path, "IF(TL_ON,TL_DOUBLE(A1),A1*3)", switch="TRUE"))
    assert once == [True]


def test_a_workbook_without_a_switch_is_calculated_from_the_start(tmp_path: Path, once: list[bool]) -> None:
    assert_same(made(tmp_path, "TL_DOUBLE(A1)", names={"TL_ON": "=TRUE"}))
    assert once == [True]


def test_cells_that_have_been_read_already_give_the_same_values(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book.open(WORKBOOKS / "coal_chemical" / "coal_chemical_example_zh.xlsx")
    functions = {**engine_functions(), "TL_CALCULATED_AT": lambda *_: "now"}
    anew = recalculate_both_ways(book.package, functions)
    stored = book.stored
    monkeypatch.setattr(Package, "formula_cells", lambda *_: pytest.fail("the sheet was read again"))
    assert recalculate_both_ways(book.package, functions, stored) == anew


def test_a_calculated_workbook_does_not_stay_in_memory(tmp_path: Path) -> None:
    """Python does not see rings that go through the engine: what the engine holds must not hold the calculation."""

    def double(x: float) -> float:
        return 2.0 * x

    package = made(tmp_path, "IF(TL_ON,TL_DOUBLE(A1),A1*2)", "A1+1")
    functions = {**FUNCTIONS, "TL_DOUBLE": double}
    recalculate_both_ways(package, functions)
    recalculate(package, functions)
    engines_hold = weakref.ref(double)
    del double, functions
    gc.collect()
    assert engines_hold() is None
