"""Benchmark values as tables 4-2 and 5.2 of the explanatory note print them."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.assessment.benchmark import level_of
from pycore.cells.values import CellError
from pycore.functions.catalogue import call


@pytest.mark.parametrize(
    ("product", "ghg", "nox"),
    [
        ("煤制甲醇", 2.31, 0.104),
        ("煤制烯烃", 6.23, 0.280),
        ("煤制天然气", 3.71, 0.228),
        ("煤直接液化", 3.55, 0.302),
        ("煤间接液化", 4.25, 0.370),
        ("煤制乙二醇", 3.65, 0.130),
    ],
)
def test_advanced_values_are_those_of_table_4_2(product: str, ghg: float, nox: float) -> None:
    assert call("TL_BENCHMARK", [product, "GHG"]) == ghg
    assert call("TL_BENCHMARK", [product, "NOx", "MEE2026"]) == nox


def test_glycol_with_off_site_waste_liquid_has_its_own_value() -> None:
    assert call("TL_BENCHMARK", ["ethylene_glycol:offsite_waste_liquid", "NOx"]) == 0.099


LEVELS = {
    ("methanol", "TCCECTA0104-2023"): (2.6, 3.0, 3.6),
    ("olefins", "TCCECTA0104-2023"): (7.1, 8.9, 10.7),
    ("ethylene_glycol", "TCCECTA0104-2023"): (4.1, 5.4, 8.5),
    ("sng", "TCCECTA0104-2023"): (3.6, 5.3, 5.6),
    ("icl", "TCCECTA0104-2023"): (4.6, 6.2, 7.2),
    ("methanol", "SD2025"): (2.3, 3.1),
    ("olefins", "SD2025"): (1.2, 2.0),
}


@pytest.mark.parametrize(("product", "scheme"), list(LEVELS))
def test_levels_are_those_of_section_5_2_and_include_their_limit(product: str, scheme: str) -> None:
    limits = LEVELS[product, scheme]
    for level, limit in enumerate(limits, 1):
        assert call("TL_BENCHMARK", [product, f"GHG_L{level}", scheme]) == limit
        assert call("TL_BENCHMARK_LEVEL", [product, limit, scheme]) == level
        above = level + 1 if level < len(limits) else 0
        assert call("TL_BENCHMARK_LEVEL", [product, limit + 0.001, scheme]) == above
    assert call("TL_BENCHMARK_LEVEL", [product, 0, scheme]) == 1


def test_without_a_level_the_strictest_is_meant() -> None:
    assert call("TL_BENCHMARK", ["煤制甲醇", "GHG", "TCCECTA0104-2023"]) == 2.6


def test_the_rounding_of_a_division_does_not_miss_a_limit() -> None:
    """2.6 × 3 / 3 may come out as 2.6000000000000005."""
    assert level_of(2.6000000000000005, [2.6, 3.0]) == 1
    assert level_of(2.600001, [2.6, 3.0]) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["煤直接液化", "GHG", "TCCECTA0104-2023"],
        ["wood", "GHG"],
        ["methanol", "SO2"],
        ["methanol", "GHG_Lx", "SD2025"],
        ["methanol", "GHG_L3", "SD2025"],
        ["methanol", "GHG", "MEE1926"],
    ],
)
def test_what_the_tables_do_not_give_is_not_available(arguments: list[Any]) -> None:
    found = call("TL_BENCHMARK", arguments)
    assert isinstance(found, CellError)
    assert found.code == "#N/A"


def test_products_are_graded_cell_by_cell() -> None:
    found = call("TL_BENCHMARK_LEVEL", [[["methanol"], ["olefins"]], [[2.9], [11]], "TCCECTA0104-2023"])
    assert found == [[2], [0]]
