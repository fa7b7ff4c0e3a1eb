"""Pollution equivalents and the tax, by hand from the tables of the law."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.cells.values import CellError
from pycore.decision.pollution_tax import POLLUTION_TAX
from pycore.functions.catalogue import call

OUTLET = [["SO2"], ["NOx"], ["烟尘"], ["HCl"]]
MASSES = [[950], [1900], [2180], [10_750]]
"""1,000, 2,000, 1,000 and 1,000 equivalents: 950/0.95, 1,900/0.95, 2,180/2.18, 10,750/10.75."""


def test_equivalents_of_all_pollutants() -> None:
    assert call("TL_EQUIVALENT_POLLUTION", [OUTLET, MASSES]) == pytest.approx(5_000)


def test_of_air_the_first_three_are_taxed() -> None:
    """(2,000 + 1,000 + 1,000) · 1.2 CNY."""
    assert call("TL_POLLUTION_TAX", [OUTLET, MASSES, 1.2]) == pytest.approx(4_800)


def test_each_pollutant_has_a_reduction_of_its_own() -> None:
    """NOx of 2,000 pays half, SO2 of 1,000 three quarters, soot all: they are chosen before they are reduced."""
    shares, masses = [[0.75], [0.5], [None], [0.5]], [[950], [1900], [2180], [107.5]]
    assert call("TL_POLLUTION_TAX", [OUTLET, masses, 1.2, "air", shares]) == pytest.approx(1.2 * (1_000 + 750 + 1_000))
    assert call("TL_POLLUTION_TAX", [OUTLET, masses, 1.2, None, shares]) == pytest.approx(3_300)


@pytest.mark.parametrize(("rate", "tax"), [(1.2, 12_000), (3.9, 39_000)])
def test_a_kilogram_of_mercury_is_ten_thousand_equivalents(rate: float, tax: float) -> None:
    assert call("TL_POLLUTION_TAX", [[["汞及其化合物"]], [[1]], rate]) == pytest.approx(tax)


def test_mercury_pushes_another_pollutant_out() -> None:
    """10,000 of mercury, 2,000 of NOx and one of the three with 1,000."""
    found = call("TL_POLLUTION_TAX", [[*OUTLET, ["Hg"]], [*MASSES, [1]], 1.0])
    assert found == pytest.approx(13_000)


def test_of_water_the_first_five_of_class_one_and_three_others() -> None:
    """Seven metals of 1,000, 900 … 400 equivalents and four others of 50, 40, 30, 20: 4,000 + 120."""
    metals = {"总汞": 0.0005, "总镉": 0.005, "总铬": 0.04, "六价铬": 0.02, "总砷": 0.02, "总铅": 0.025, "总镍": 0.025}
    others = {"COD": 1.0, "NH3-N": 0.8, "悬浮物": 4.0, "石油类": 0.1}
    names = [[name] for name in (*metals, *others)]
    masses = [[value * (1000 - 100 * i)] for i, value in enumerate(metals.values())]
    masses += [[value * (50 - 10 * i)] for i, value in enumerate(others.values())]
    assert call("TL_POLLUTION_TAX", [names, masses, 1.0, "water"]) == pytest.approx(4_000 + 120)
    assert call("TL_EQUIVALENT_POLLUTION", [names, masses, "水"]) == pytest.approx(4_900 + 140)


@pytest.mark.parametrize(("rate", "legal"), [(-0.01, False), (0, True), (50, True), (50.01, False)])
def test_the_rate_is_that_of_one_equivalent(rate: float, legal: bool) -> None:
    assert isinstance(call("TL_POLLUTION_TAX", [[["SO2"]], [[0.95]], rate]), CellError) is not legal


def test_an_unknown_pollutant_is_answered_by_the_first_twelve_that_are_known() -> None:
    found = call("TL_EQUIVALENT_POLLUTION", [[["CO2"]], [[1]]])
    assert isinstance(found, CellError)
    assert found.text.en.partition("Known by key or name: ")[2].count(",") == 11
    assert found.text.zh.partition("名称，如")[2].count("、") == 11


def test_the_formulas_name_what_they_are_made_of() -> None:
    assert [one.symbol for one in POLLUTION_TAX.formulation.symbols] == ["i", "q_i", "N_i", "k", "N_k", "c_k", "T"]


def test_names_in_both_languages_and_keys_are_one_pollutant() -> None:
    for name in ("SO2", "so2", "二氧化硫", "sulphur dioxide", " Sulphur  Dioxide "):
        assert call("TL_EQUIVALENT_POLLUTION", [[[name]], [[0.95]]]) == pytest.approx(1)
    assert call("TL_EQUIVALENT_POLLUTION", [[["汞"]], [[0.0005]], "water"]) == pytest.approx(1)


def test_rows_without_a_mass_are_left_out() -> None:
    assert call("TL_EQUIVALENT_POLLUTION", [[["SO2"], [None], ["NOx"]], [[0.95], [None], [None]]]) == pytest.approx(1)
    assert call("TL_EQUIVALENT_POLLUTION", [[["SO2"], ["NOx"], ["HCl"]], [[0], [None], [10.75]]]) == pytest.approx(1)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([[["CO2"]], [[1]], 1.2], "#N/A", '"CO2"'),
        ([[["COD"]], [[1]], 1.2], "#N/A", '"COD"'),
        ([[["SO2"], ["二氧化硫"]], [[1], [2]], 1.2], "#VALUE!", "occurs twice"),
        ([[["SO2"]], [[-1]], 1.2], "#NUM!", "not below 0"),
        ([[["SO2"]], [["1 t"]], 1.2], "#VALUE!", "mass 1"),
        ([[["SO2"], ["NOx"]], [[1]], 1.2], "#VALUE!", "2 pollutants and 1 masses"),
        ([[["SO2"]], [[1]], 120], "#NUM!", "1.2 to 12"),
        ([[["SO2"]], [[1]], 1.2, "soil"], "#VALUE!", "soil"),
        ([[["SO2"], ["NOx"]], [[1], [1]], 1.2, "air", [[0.5]]], "#VALUE!", "2 pollutants and 1 shares"),
        ([[["SO2"]], [[1]], 1.2, "air", [[75]]], "#NUM!", "not per cent"),
    ],
)
def test_what_cannot_be_taxed_is_an_error_that_says_why(arguments: list[Any], code: str, said: str) -> None:
    found = call("TL_POLLUTION_TAX", arguments)
    assert isinstance(found, CellError)
    assert found.code == code
    assert said in found.text.en


def test_an_explanation_lists_what_is_taxed() -> None:
    masses = [[950], [1900], [2180], [107.5]]
    told = " ".join(str(row[0]) for row in call("TL_EXPLAIN", ["TL_POLLUTION_TAX", OUTLET, masses, 1.2]))
    assert "氮氧化物：1900 kg，2000 污染当量" in told
    assert "氯化氢" not in told


def test_an_explanation_says_what_a_reduction_leaves() -> None:
    shares = [[1], [0.5], [1], [1]]
    arguments = ["TL_POLLUTION_TAX", OUTLET, MASSES, 1.2, "air", shares]
    told = " ".join(str(row[0]) for row in call("TL_EXPLAIN", arguments))
    assert "2000 污染当量，按 50% 计征" in told
    assert "1000 污染当量，按" not in told
