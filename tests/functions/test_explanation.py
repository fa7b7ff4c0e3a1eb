"""TL_EXPLAIN: the reader sees the equation, the numbers, the clause and where the factors come from."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.cells.values import CellError
from pycore.functions.catalogue import call, catalogue
from pycore.functions.explanation import explain, reason_of


def lines(*arguments: Any) -> list[str]:
    found = call("TL_EXPLAIN", list(arguments))
    assert all(len(row) == 1 for row in found)
    return [row[0] for row in found]


def test_an_equation_is_explained_with_the_numbers_put_in() -> None:
    found = lines("TL_FUEL_CO2", 1000, 26.7, 0.0274, 0.98)
    assert found[0] == "TL_FUEL_CO2：化石燃料燃烧排放"
    assert found[1] == "公式：consumption × ncv × carbon_content × oxidation × 44/12"
    assert "低位发热量 (ncv) = 26.7 GJ/t 或 GJ/10⁴Nm³" in found
    assert "化石燃料燃烧排放：1000 × 26.7 × 0.0274 × 0.98 × 44/12 = 2628.8108 tCO2" in found
    assert any("constant.co2_per_carbon" in line for line in found)
    assert any(line.startswith("依据：GB/T 32151.10") for line in found)


def test_the_explanation_exists_in_english() -> None:
    found = explain(catalogue()["TL_FUEL_CO2"], [1000, 26.7, 0.0274, 0.98], "en")
    assert found[0] == "TL_FUEL_CO2: CO2 from fuel combustion"
    assert "CO2 from fuel combustion: 1000 × 26.7 × 0.0274 × 0.98 × 44/12 = 2628.8108 tCO2" in found


def test_the_function_explains_in_the_language_that_is_asked_for() -> None:
    found = call("tl_explain", ["TL_FUEL_CO2", 1000, 26.7, 0.0274, 0.98], "en")
    assert found[0] == ["TL_FUEL_CO2: CO2 from fuel combustion"]
    found = call("TL_EXPLAIN", ["TL_FUEL_CO2", 1000, 26.7, 0.0274, 98], "en")
    assert len(found) == 1
    assert found[0][0].startswith("#NUM!: TL_FUEL_CO2 argument oxidation: got 98")


@pytest.mark.parametrize(
    ("arguments", "id"),
    [
        (["TL_FACTOR", "fuel.2023.diesel.ncv"], "fuel.2023.diesel.ncv"),
        (["TL_GWP", "CH4"], "gwp.AR5.CH4"),
        (["TL_CO2E", 2, "ch4", "AR6"], "gwp.AR6.CH4"),
        (["TL_BENCHMARK", "煤制甲醇", "NOx"], "benchmark.MEE2026.methanol.NOx"),
    ],
)
def test_a_function_that_asks_the_library_names_its_source(arguments: list[Any], id: str) -> None:
    found = lines(*arguments)
    place = next(i for i, line in enumerate(found) if line.startswith(f"{id}："))
    assert found[place + 1].startswith("来源：")


def test_a_superseded_factor_says_so() -> None:
    assert any(line.startswith("已有新值：fuel.2023.diesel.ncv") for line in lines("TL_FACTOR", "fuel.2015.diesel.ncv"))


def test_the_steps_of_a_synergy_are_shown() -> None:
    found = lines("TL_SYNERGY_GRADE", 0.1144, 0.104, 2.079, 2.31)
    assert "污染物相对偏差：(0.1144 − 0.104)/0.104 = +10.0000%" in found
    assert "温室气体相对偏差：(2.079 − 2.31)/2.31 = -10.0000%" in found
    assert "S = -1" in found
    assert "状态：污增碳减；等级：需优化" in found


def test_the_steps_follow_the_basis_that_was_chosen() -> None:
    found = lines("TL_SYNERGY", 0.1144, 0.104, 2.079, 2.31, "project")
    assert "污染物相对偏差：(0.1144 − 0.104)/0.1144 = +9.0909%" in found


def test_what_was_left_out_is_not_shown_as_none() -> None:
    assert not any("None" in line for line in lines("TL_SYNERGY", 0.1144, 0.104, 2.079, 2.31))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["TL_FUEL_CO2", 1000, 26.7, 0.0274, 98], "#NUM!"),
        (["TL_FUEL_CO2", "x", 26.7, 0.0274, 0.98], "#VALUE!"),
        (["TL_FUEL_CO2", 1], "#VALUE!"),
        (["TL_FUEL_CO2", CellError("#REF!"), 26.7, 0.0274, 0.98], "#REF!"),
        (["TL_ELASTICITY", 1, 1, 0, 1], "#DIV/0!"),
        (["TL_FACTOR", "no.such.id"], "#N/A"),
        (["TL_STEAM_HEAT", 1, 1.0, 150], "#NUM!"),
    ],
)
def test_the_reason_for_an_error_is_a_text_in_both_languages(arguments: list[Any], code: str) -> None:
    found = lines(*arguments)
    assert found[0].startswith(f"{code}：")
    assert len(found) == 2


def test_ranges_of_one_cell_are_explained_as_cells() -> None:
    assert lines("TL_FUEL_CO2", [[1000]], 26.7, [[0.0274]], 0.98) == lines("TL_FUEL_CO2", 1000, 26.7, 0.0274, 0.98)


def test_an_unknown_function_is_a_name_error() -> None:
    found = call("TL_EXPLAIN", ["TL_NO_SUCH", 1])
    assert isinstance(found, CellError)
    assert found.code == "#NAME?"
    assert reason_of(found, "en").startswith("#NAME?: There is no function TL_NO_SUCH.")


@pytest.mark.parametrize("name", list(catalogue()))
def test_every_function_can_be_explained_without_arguments_or_says_what_it_needs(name: str) -> None:
    assert lines(name)
