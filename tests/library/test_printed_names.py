"""What stands in the library is found by its id and by what people call it, however they write it."""

from __future__ import annotations

from collections import defaultdict

import pytest

from pycore.cells.values import CellError
from pycore.functions.catalogue import call
from pycore.library import library
from pycore.library.not_found import bare
from pycore.library.printed_names import SCHEMES


@pytest.mark.parametrize(
    "scheme",
    [
        "TCCECTA0104-2023",
        "T/CCECTA 0104-2023",
        "t/ccecta 0104—2023",
        "Ｔ/ＣＣＥＣＴＡ 0104-2023",
        "团标",
        " TCCECTA0104-2023 ",
    ],
)
def test_a_scheme_is_known_by_its_printed_name(scheme: str) -> None:
    """T/CCECTA 0104-2023, methanol: levels 2.05, 2.60, 3.10 tCO2/t as the coal guide quotes them in 5.2."""
    levels = [b.value for b in library().benchmark_levels("methanol", "GHG", "TCCECTA0104-2023")]
    for number, limit in enumerate(levels, 1):
        assert call("TL_BENCHMARK_LEVEL", ["煤制甲醇", limit, scheme]) == number
        assert call("TL_BENCHMARK", ["methanol", f"GHG_L{number}", scheme]) == limit
    assert call("TL_BENCHMARK_LEVEL", ["methanol", levels[-1] + 1, scheme]) == 0


def test_every_scheme_and_its_source_are_names_of_it() -> None:
    for benchmark in library().benchmarks.values():
        assert benchmark.scheme in SCHEMES
        printed = benchmark.source.partition("，")[0]
        found = library().benchmark_levels(benchmark.product, benchmark.indicator, printed, benchmark.condition)
        assert {b.scheme for b in found} == {benchmark.scheme}


@pytest.mark.parametrize("indicator", ["NOx", "nox", "氮氧化物", "nitrogen oxides"])
def test_an_indicator_is_known_by_its_name(indicator: str) -> None:
    """Table 4-2 of the coal guide: methanol 0.104 kgNOx/t."""
    assert call("TL_BENCHMARK", ["methanol", indicator]) == 0.104


@pytest.mark.parametrize(
    "report",
    ["AR5", "ar5", "IPCC AR5", "AR5（第五次评估报告）", "IPCC 第五次评估报告", "AR5 (fifth assessment report)"],
)
@pytest.mark.parametrize("gas", ["CH4", "CH₄", "ch4", "甲烷", "methane", "甲烷 CH4", "methane CH4"])
def test_a_gas_and_a_report_are_known_by_their_names(gas: str, report: str) -> None:
    """IPCC AR5, table 8.A.1: 28 for methane."""
    assert call("TL_GWP", [gas, report]) == 28


@pytest.mark.parametrize(("field", "printed"), [("unit", "单位"), ("value", "数值"), ("flag", "可信度标记")])
def test_a_field_is_known_by_its_printed_name(field: str, printed: str) -> None:
    id = "gwp.AR5.CH4"
    assert call("TL_FACTOR", [id, printed]) == call("TL_FACTOR", [id, field])


def test_no_two_things_of_the_library_are_called_the_same() -> None:
    """Names that lose their blanks and strokes must stay apart: those of fuels, of gases, of products and schemes."""
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fuel_set in library().fuel_sets():
        for fuel in library().fuels(fuel_set):
            for name in (fuel.key, fuel.name.zh, fuel.name.en):
                named[f"fuel {fuel_set}", bare(name)].add(fuel.key)
    for factor in library().category("gwp"):
        named["gas", bare(factor.key)].add(factor.key)
    for benchmark in library().benchmarks.values():
        for name in (benchmark.product, benchmark.product_zh, benchmark.product_en):
            named["product", bare(name)].add(benchmark.product)
        for name in (benchmark.scheme, *SCHEMES[benchmark.scheme]):
            named["scheme", bare(name)].add(benchmark.scheme)
    assert {key: found for key, found in named.items() if len(found) > 1} == {}


def test_an_unknown_name_is_answered_with_the_ids() -> None:
    found = call("TL_BENCHMARK_LEVEL", ["methanol", 2.0, "GB 12345"])
    assert isinstance(found, CellError)
    assert "MEE2026、TCCECTA0104-2023、SD2025" in found.message("zh")
    assert call("TL_GWP", ["", "AR5"]) == ""
