"""Benchmarks are those of table 4-2 and of the comparison in 5.2, with what they cover and were set under."""

from __future__ import annotations

import pytest

from pycore.errors import LibraryError
from pycore.library import library

# Table 4-2, copied from the explanatory note.
ADVANCED = [
    ("煤制甲醇", "methanol", 2.31, 0.104),
    ("煤制烯烃", "olefins", 6.23, 0.280),
    ("煤制天然气", "sng", 3.71, 0.228),
    ("煤直接液化", "dcl", 3.55, 0.302),
    ("煤间接液化", "icl", 4.25, 0.370),
    ("煤制乙二醇", "ethylene_glycol", 3.65, 0.130),
]
# Table 5.2, columns 1 and 2.
LEVELS = [
    ("煤制甲醇", "SD2025", [2.3, 3.1]),
    ("煤制烯烃", "SD2025", [1.2, 2.0]),
    ("煤制甲醇", "TCCECTA0104-2023", [2.6, 3.0, 3.6]),
    ("煤制烯烃", "TCCECTA0104-2023", [7.1, 8.9, 10.7]),
    ("煤制乙二醇", "TCCECTA0104-2023", [4.1, 5.4, 8.5]),
    ("煤制天然气", "TCCECTA0104-2023", [3.6, 5.3, 5.6]),
    ("煤间接液化", "TCCECTA0104-2023", [4.6, 6.2, 7.2]),
]


@pytest.mark.parametrize(("name", "key", "ghg", "nox"), ADVANCED)
def test_advanced_values_are_those_of_table_4_2(name: str, key: str, ghg: float, nox: float) -> None:
    for product in (name, key):
        carbon, pollutant = (library().benchmark(product, i, "MEE2026") for i in ("GHG", "NOx"))
        assert (carbon.value, pollutant.value) == (ghg, nox)
        assert (carbon.level, carbon.decimals, pollutant.decimals) == (0, 2, 3)
        assert (carbon.flag, pollutant.flag) == ("S", "S")
        per = "/1e3m3" if key == "sng" else "/t"
        assert (carbon.unit, pollutant.unit) == ("tCO2" + per, "kgNOx" + per)


def test_table_4_2_holds_nothing_else_but_the_offsite_waste_liquid() -> None:
    assert len([b for b in library().benchmarks.values() if b.scheme == "MEE2026"]) == 2 * len(ADVANCED) + 1
    offsite = library().benchmark("煤制乙二醇", "NOx", "MEE2026", condition="offsite_waste_liquid")
    assert offsite.value == 0.099
    assert "外委" in offsite.note.zh


@pytest.mark.parametrize(("name", "scheme", "values"), LEVELS)
def test_levels_are_those_of_the_comparison(name: str, scheme: str, values: list[float]) -> None:
    levels = library().benchmark_levels(name, "GHG", scheme)
    assert [b.value for b in levels] == values
    assert [b.level for b in levels] == list(range(1, len(values) + 1))
    assert {b.decimals for b in levels} == {1}
    assert library().benchmark(name, "GHG", scheme, level=2).value == values[1]


def test_what_the_comparison_leaves_out_is_not_in_the_library() -> None:
    assert len(library().benchmarks) == 13 + sum(len(values) for _, _, values in LEVELS)
    for product, scheme in (("煤直接液化", "TCCECTA0104-2023"), ("煤制天然气", "SD2025")):
        with pytest.raises(LibraryError, match=f"product in {scheme}"):
            library().benchmark_levels(product, "GHG", scheme)


def test_the_shandong_olefin_value_says_that_it_covers_one_step_only() -> None:
    for benchmark in library().benchmark_levels("olefins", "GHG", "SD2025"):
        assert benchmark.scope == "methanol_to_olefins_step"
        assert "methanol-to-olefins step only" in benchmark.note.en
        assert "not comparable with coal-to-olefins" in benchmark.note.en
        assert "只覆盖甲醇制烯烃工序" in benchmark.note.zh
    others = [b for b in library().benchmarks.values() if (b.scheme, b.product) != ("SD2025", "olefins")]
    assert {b.scope for b in others} == {"full_chain"}


def test_conditions_stand_in_both_languages_with_the_same_limits() -> None:
    for benchmark in library().benchmarks.values():
        if benchmark.scheme == "MEE2026":
            zh, en = benchmark.conditions.zh, benchmark.conditions.en
            assert zh.count("毫克/立方米") == en.count("mg/m3") > 0, benchmark.id
            for limit in ("80", "50", "60", "100"):
                assert zh.count(f"设定值 {limit} 毫克") == en.count(f"{limit} mg/m3"), (benchmark.id, limit)


def test_names_are_accepted_in_both_languages_and_any_case() -> None:
    names = ("煤制甲醇", "methanol", "Coal-to-methanol", " METHANOL ")
    assert {library().benchmark(name, "ghg", "mee2026").id for name in names} == {"benchmark.MEE2026.methanol.GHG"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("methanol", "GHG", "MEE2027"), "benchmark scheme: MEE2027. The nearest are MEE2026"),
        (("methanol", "SO2", "MEE2026"), "indicator in MEE2026: SO2. There are GHG, NOx"),
        (("ammonia", "GHG", "MEE2026"), "product in MEE2026: ammonia"),
        (("methanol", "GHG", "TCCECTA0104-2023"), "blank. There are 1, 2, 3"),
        (("methanol", "GHG", "SD2025", 3), "level of methanol in SD2025: 3. There are 1, 2"),
        (
            ("methanol", "GHG", "MEE2026", None, "rain"),
            "condition of methanol in MEE2026: rain. There are blank",
        ),
    ],
)
def test_a_benchmark_that_does_not_exist_is_answered_with_what_does(
    arguments: tuple[str, str, str], sentence: str
) -> None:
    with pytest.raises(LibraryError) as caught:
        library().benchmark(*arguments)
    assert sentence in caught.value.text.en


def test_a_guide_may_have_other_pollutants_and_more_levels() -> None:
    """The model held the gases and levels of two guides only."""
    known = library().benchmark("methanol", "GHG", "MEE2026")
    other = type(known).model_validate({**known.model_dump(), "indicator": "SO2", "level": 5})
    assert (other.indicator, other.level) == ("SO2", 5)
    assert other.name.en.endswith("SO2 level 5 (MEE2026)")
    with pytest.raises(ValueError, match="indicator"):
        type(known).model_validate({**known.model_dump(), "indicator": "SO2.x"})
