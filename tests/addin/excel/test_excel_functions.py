"""Every function as Excel calls it, through xlwings' real `call_udf`, beside the headless engine on the same cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import formualizer
import pytest

from addin.excel.error_codes import error_of
from pycore.engine.host import engine_functions
from pycore.equations.argument import Argument
from pycore.equations.definition import Definition
from pycore.functions.catalogue import catalogue
from tests.addin.excel.excel_stand_ins import CallUdf, ComRange

# What stands for a text argument; where none is named the function may well answer #N/A, in both programs.
TEXTS = {"function": "TL_FUEL_CO2", "gas": "CH4", "from_unit": "t", "to_unit": "kg", "gases": "CO"}
NUMBERS = (1.0, 0.5, 0.05, 5.0, 20.0, 300.0)
DIV = -2146826281
ROWS = 3

every_function = pytest.mark.parametrize("name", list(catalogue()))


@pytest.fixture(autouse=True)
def fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")


def usual(argument: Argument) -> Any:
    """A value that the argument takes, as COM gives it."""
    if argument.name in TEXTS:
        value: Any = TEXTS[argument.name]
    elif argument.kind == "text":
        value = argument.default or "x"
    elif argument.name == "draws":
        value = 1000.0
    else:
        value = next((n for n in NUMBERS if n in argument.domain), argument.default)
    return ((value,), (value,)) if argument.kind == "range" else value


def cases(definition: Definition) -> Iterator[list[Any]]:
    """Usual arguments; then each in turn blank, a text, a truth value, an error, a column with all of these."""
    usual_ones = [usual(a) for a in definition.arguments]
    yield usual_ones
    yield usual_ones[: definition.required_count]
    for place in range(len(usual_ones)):
        value = usual_ones[place]
        inside = value[0][0] if isinstance(value, tuple) else value
        for other in (None, "x", True, DIV, ((inside,), (None,), (DIV,)), ((inside,), (inside,), (inside,))):
            yield [*usual_ones[:place], other, *usual_ones[place + 1 :]]


def headless(name: str, arguments: list[Any], shape: tuple[int, int]) -> list[list[Any]]:
    """Calculate the call in a cell of the engine, its arguments in cells of their own."""
    book = formualizer.Workbook()
    book.add_sheet("S")
    for function, callback in engine_functions().items():
        book.register_function(function, callback, min_args=0)
    references = []
    for column, value in enumerate(arguments, 1):
        rows = value if isinstance(value, tuple) else ((value,),)
        for row, (cell,) in enumerate(rows, 1):
            if cell == DIV:
                book.set_formula("S", row, column, "=1/0")
            elif cell is not None:
                book.set_value("S", row, column, cell)
        letter = chr(ord("A") + column - 1)
        references.append(f"{letter}1" if len(rows) == 1 else f"{letter}1:{letter}{len(rows)}")
    book.set_formula("S", 50, 30, f"={name}({','.join(references)})")
    book.evaluate_all()
    height, width = shape
    return [[book.get_value("S", 50 + i, 30 + j) for j in range(width)] for i in range(height)]


KINDS = {"Div": "#DIV/0!", "Na": "#N/A", "Num": "#NUM!", "Value": "#VALUE!", "Name": "#NAME?", "Ref": "#REF!"}


def same(com: Any, cell: Any) -> bool:
    if type(com) is int:
        found = error_of(com)
        return found is not None and isinstance(cell, dict) and KINDS[cell["kind"]] == found.code
    return bool(com == ("" if cell is None else cell)) and not isinstance(cell, dict)


@every_function
def test_excel_and_the_headless_engine_give_the_same(name: str, call_udf: CallUdf) -> None:
    for arguments in cases(catalogue()[name]):
        com = call_udf(name, *arguments)
        cells = headless(name, arguments, (len(com), len(com[0])))
        assert all(same(a, b) for x, y in zip(com, cells, strict=True) for a, b in zip(x, y, strict=True)), (
            arguments, com, cells,
        )  # fmt: skip


@every_function
def test_ranges_and_their_values_are_the_same_arguments(name: str, call_udf: CallUdf) -> None:
    """The add-in's wrappers send values; xlwings' own wrappers send the ranges themselves."""
    for arguments in cases(catalogue()[name]):
        assert call_udf(name, *arguments) == call_udf(name, *map(ComRange, arguments))


def test_a_blank_argument_gives_a_blank_and_not_zero(call_udf: CallUdf) -> None:
    assert call_udf("TL_FUEL_CO2", None, 26.7, 0.0274, 0.98) == [[""]]


def test_a_failure_is_the_number_of_an_error_and_never_a_text(call_udf: CallUdf) -> None:
    assert call_udf("TL_FUEL_CO2", -1.0, 26.7, 0.0274, 0.98) == [[-2146826252]]
    assert call_udf("TL_FUEL_CO2", "many", 26.7, 0.0274, 0.98) == [[-2146826273]]
    assert call_udf("TL_FACTOR", "no_such_factor") == [[-2146826246]]


def test_what_is_left_out_has_its_default(call_udf: CallUdf) -> None:
    missing = -2147352572
    assert call_udf("TL_CARBON_CO2", 10.0, 0.8, missing) == call_udf("TL_CARBON_CO2", 10.0, 0.8, 1.0)
    # 10 t of carbon content 0.8 are 8 t of carbon; 44/12 of that is CO2.
    ((value,),) = call_udf("TL_CARBON_CO2", 10.0, 0.8, missing)
    assert value == pytest.approx(8 * 44 / 12)


def test_an_array_spills_as_rows_of_one_length(call_udf: CallUdf) -> None:
    column = ((1.0,), (2.0,), (3.0,))
    assert call_udf("TL_ELECTRICITY_CO2", column, 0.5) == [[0.5], [1.0], [1.5]]
    lines = call_udf("TL_EXPLAIN", "TL_ELECTRICITY_CO2", 10.0, 0.5)
    assert len(lines) > 2
    assert {len(line) for line in lines} == {1}
