"""How a cell calls a function: blanks, errors, ranges, counts. The same rules hold in every host."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.cells.values import CellError
from pycore.equations.argument import Argument
from pycore.equations.definition import Clause
from pycore.equations.method import Method
from pycore.functions.catalogue import call, cell_function, evaluate
from pycore.language import Text

GOOD = [1000, 26.7, 0.0274, 0.98]
EXPECTED = 1000 * 26.7 * 0.0274 * 0.98 * 44 / 12


def code(value: Any) -> str:
    assert isinstance(value, CellError), value
    assert value.message("zh")
    assert value.message("en")
    return value.code


# ── single cells ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_call_returns_the_number() -> None:
    assert call("TL_FUEL_CO2", GOOD) == pytest.approx(EXPECTED, rel=1e-15)


def test_the_name_is_read_in_any_case() -> None:
    assert call("tl_fuel_co2", GOOD) == call("TL_FUEL_CO2", GOOD)


@pytest.mark.parametrize("blank", [None, "", "  "])
@pytest.mark.parametrize("place", range(4))
def test_a_blank_required_cell_gives_a_blank_and_never_zero(blank: Any, place: int) -> None:
    arguments: list[Any] = list(GOOD)
    arguments[place] = blank
    assert call("TL_FUEL_CO2", arguments) == ""


def test_a_blank_optional_cell_is_its_default() -> None:
    assert call("TL_CARBON_CO2", [100, 0.5, None]) == call("TL_CARBON_CO2", [100, 0.5, 1])
    assert call("TL_GWP", ["CH4", ""]) == call("TL_GWP", ["CH4", "AR5"]) == 28


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!", "#NAME?"])
def test_an_error_passes_through_even_beside_a_blank(error: str) -> None:
    assert code(call("TL_FUEL_CO2", [None, CellError(error), 0.0274, 0.98])) == error


def test_out_of_domain_is_num_and_a_wrong_type_is_value() -> None:
    assert code(call("TL_FUEL_CO2", [1000, 26.7, 0.0274, 98])) == "#NUM!"
    assert code(call("TL_FUEL_CO2", [1000, 26.7, 27.4, 0.98])) == "#NUM!"
    assert code(call("TL_FUEL_CO2", [-1, 26.7, 0.0274, 0.98])) == "#NUM!"
    assert code(call("TL_FUEL_CO2", ["1000", 26.7, 0.0274, 0.98])) == "#VALUE!"
    assert code(call("TL_FUEL_CO2", [True, 26.7, 0.0274, 0.98])) == "#VALUE!"


def test_a_number_where_a_text_is_expected_is_value() -> None:
    found = call("TL_GWP", [28])
    assert code(found) == "#VALUE!"
    assert found.message("en") == "TL_GWP argument gas: got 28, expected a text. Enter a text."


def test_an_unknown_id_is_not_available() -> None:
    assert code(call("TL_FACTOR", ["fuel.1999.wood.ncv"])) == "#N/A"
    assert code(call("TL_GWP", ["CH5"])) == "#N/A"


def test_division_by_zero_is_its_own_error() -> None:
    assert code(call("TL_ELASTICITY", [1, 10, 0, 10])) == "#DIV/0!"
    assert code(call("TL_U_SUM", [[[1], [-1]], [[0.1], [0.1]]])) == "#DIV/0!"


def test_a_result_beyond_the_largest_number_is_num() -> None:
    assert code(call("TL_ACTIVITY_EMISSION", [1e200, 1e200])) == "#NUM!"


def test_an_unknown_function_is_a_name_error_with_the_nearest_names() -> None:
    found = call("TL_FUEL_C02", GOOD)
    assert code(found) == "#NAME?"
    assert "TL_FUEL_CO2" in found.message("zh")


@pytest.mark.parametrize(
    ("arguments", "count"),
    [([], 0), (GOOD[:3], 3), ([*GOOD, 1], 5), ([[[1], [2]], *GOOD[1:], 1], 5), ([[[1], [2]]], 1)],
)
def test_a_wrong_number_of_arguments_is_value_for_cells_and_for_ranges(arguments: list[Any], count: int) -> None:
    found = call("TL_FUEL_CO2", arguments)
    assert code(found) == "#VALUE!"
    assert f"收到 {count} 个参数，应为 4 个" in found.message("zh")


# ── ranges ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_range_of_one_cell_is_that_cell() -> None:
    assert call("TL_FUEL_CO2", [[[1000]], [26.7], 0.0274, [[0.98]]]) == pytest.approx(EXPECTED)


def test_a_column_gives_a_column() -> None:
    found = call("TL_FUEL_CO2", [[[1000], [2000]], 26.7, 0.0274, 0.98])
    assert found == [[pytest.approx(EXPECTED)], [pytest.approx(2 * EXPECTED)]]


def test_a_flat_list_is_a_column() -> None:
    columns = [[1000, 2000], [26.7, 26.7], 0.0274, 0.98]
    assert call("TL_FUEL_CO2", columns) == call("TL_FUEL_CO2", [[[1000], [2000]], *columns[1:]])


def test_a_column_and_a_row_give_a_grid() -> None:
    found = call("TL_ELECTRICITY_CO2", [[[1], [2]], [[10, 0.5, 1]]])
    assert found == [[10, 0.5, 1], [20, 1, 2]]


def test_a_grid_and_a_column_give_a_grid() -> None:
    assert call("TL_ELECTRICITY_CO2", [[[1, 2], [3, 4]], [[10], [1]]]) == [[10, 20], [3, 4]]


def test_each_cell_of_a_range_follows_the_rules_for_cells() -> None:
    column = [[1000], [None], ["x"], [-1], [CellError("#REF!")], [True]]
    found = [row[0] for row in call("TL_FUEL_CO2", [column, 26.7, 0.0274, 0.98])]
    assert found[0] == pytest.approx(EXPECTED)
    assert found[1] == ""
    assert [code(f) for f in found[2:]] == ["#VALUE!", "#NUM!", "#REF!", "#VALUE!"]


@pytest.mark.parametrize(
    "other",
    [[[1], [2], [3]], [[1, 2, 3]] * 2, [[1, 2], [3]], [], [[]]],
    ids=["3x1", "2x3", "ragged", "none", "empty"],
)
def test_ranges_of_different_size_are_value(other: Any) -> None:
    found = call("TL_ELECTRICITY_CO2", [[[1, 1], [2, 2]], other])
    assert code(found) == "#VALUE!"
    assert "请选同样大小的区域" in found.message("zh")


def test_an_error_inside_a_range_that_is_taken_whole_passes_through() -> None:
    errors = [[0.1], [CellError("#DIV/0!")]]
    assert code(call("TL_U_PRODUCT", [errors])) == "#DIV/0!"
    # beside an argument that broadcasts, too
    found = call("TL_PEDIGREE", [[[1], [2], [3], [4], [CellError("#N/A")]], [[1.05], [1.1]]])
    assert [code(row[0]) for row in found] == ["#N/A", "#N/A"]


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("TL_U_PRODUCT", [[[None], [""]]]),
        ("TL_U_SUM", [[[None], [None]], [[None], [None]]]),
        ("TL_GAS_CARBON", [[[None]], [[None]]]),
        ("TL_MONTE_CARLO", [[[None], [None]], [[0.1], [0.1]]]),
        ("TL_PEDIGREE", [[[None]] * 5]),
    ],
)
def test_a_range_with_nothing_in_it_gives_a_blank(function: str, arguments: list[Any]) -> None:
    assert call(function, arguments) == ""


def test_a_function_that_spills_gives_rows() -> None:
    (row,) = call("TL_TREND_UNCERTAINTY", [100, 90, 0.05, 0.05])
    assert len(row) == 3


def test_over_a_range_a_function_that_spills_gives_its_first_cell() -> None:
    one = call("TL_SYNERGY_CONFIDENCE", [1.0, 1.1, 2.0, 2.1, 0.1, 0.0, 0.1, 0.0])
    found = call("TL_SYNERGY_CONFIDENCE", [[[1.0], [1.0]], 1.1, 2.0, 2.1, 0.1, 0.0, 0.1, 0.0])
    assert found == [[one[0][0]]] * 2


def test_texts_broadcast_too() -> None:
    assert call("TL_GWP", [[["CH4"], ["N2O"]], [["SAR", "AR5"]]]) == [[21, 28], [310, 265]]


# ── the unexpected ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_mistake_inside_a_function_is_an_error_of_the_cell_with_a_reason() -> None:
    def broken(value: float) -> float:
        raise RuntimeError("no such luck")

    method = Method(
        "TL_BROKEN",
        broken,
        group="about",
        title=Text("坏", "broken"),
        arguments=[Argument("value", "1", Text("值", "value"))],
        unit="1",
        clause=Clause(Text("", "")),
    )
    found = evaluate(method, [1.0])
    assert code(found) == "#VALUE!"
    assert "RuntimeError: no such luck" in found.message("en")


def test_a_host_gets_a_plain_callable() -> None:
    fuel = cell_function("TL_FUEL_CO2")
    assert fuel.__name__ == "TL_FUEL_CO2"
    assert fuel(*GOOD) == pytest.approx(EXPECTED)


def test_co2e_is_mass_times_gwp() -> None:
    assert call("TL_CO2E", [2, "N2O", "SAR"]) == 620
    assert call("TL_CO2E", [[[1], [2]], "CH4"]) == [[28], [56]]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (None, 42.652),
        ("unit", "GJ/t"),
        ("name", "柴油：低位发热量"),
        ("NAME_EN", "diesel: net calorific value"),
        ("year", 2023),
        ("flag", "V2"),
    ],
)
def test_a_factor_tells_its_fields(field: str | None, expected: Any) -> None:
    assert call("TL_FACTOR", ["fuel.2023.diesel.ncv", field]) == expected


def test_a_benchmark_tells_its_name_as_a_factor_does() -> None:
    assert call("TL_FACTOR", ["benchmark.MEE2026.methanol.GHG", "name"]).startswith("煤制甲醇")
    assert code(call("TL_FACTOR", ["fuel.2023.diesel.ncv", "colour"])) == "#N/A"


def test_a_range_without_anything_in_it_is_an_argument_left_out() -> None:
    """Spreadsheets give an argument that is left out between others as a blank cell."""
    pollutants, masses = [["SO2"], ["NOx"]], [[950.0], [190.0]]
    plain = call("TL_POLLUTION_TAX", [pollutants, masses, 1.2])
    assert call("TL_POLLUTION_TAX", [pollutants, masses, 1.2, "", [[None]]]) == plain
    assert call("TL_POLLUTION_TAX", [pollutants, masses, 1.2, "", [[None], [""]]]) == plain
