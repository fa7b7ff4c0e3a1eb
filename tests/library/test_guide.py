"""The rows of the park guide are those of its appendices, and a bad row is refused by name."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from pycore.errors import LibraryError
from pycore.library import DATA, Library, library, load_library
from pycore.library.guide_words import AREAS, DEPARTMENTS, DOMAINS, PARTS, SECTORS

PARK = library().guide("chongqing_park")
Spoil = Callable[..., Library]


@pytest.fixture
def with_line(tmp_path: Path) -> Spoil:
    """Load the shipped library with one more line: the lime line of another guide, with what differs."""

    def load(**changes: str) -> Library:
        with (DATA / "guide_lines.csv").open(encoding="utf-8", newline="") as file:
            table = csv.DictReader(file)
            lime = next(row for row in table if row["key"] == "lime")
            columns = list(table.fieldnames or ())
        with (tmp_path / "lines.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerow({**lime, "id": "line.other.lime.CO2", "guide": "other", **changes})
        return load_library(DATA, tmp_path)

    return load


# ── lines ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_row_of_table_a_3_has_its_sources() -> None:
    """Thirteen rows; seven ways of nitric acid, two of aluminium with two gases, five gases, eight HFCs."""
    rows = Counter(line.clause_zh.removeprefix("附录A 表A.3 ") for line in PARK.lines if line.domain == "process")
    assert rows == {
        "水泥生产": 1, "石灰生产": 1, "钢铁生产": 1, "电石生产": 1, "己二酸生产": 1, "硝酸生产": 7,
        "一氯二氟甲烷生产": 1, "铝生产": 4, "镁生产": 2, "电力设备生产": 1, "半导体生产": 5,
        "氢氟烃生产": 8, "平板玻璃生产": 1,
    }  # fmt: skip


def test_every_row_of_table_a_2_has_its_sources() -> None:
    rows = Counter(line.clause_zh.removeprefix("附录A 表A.2 ") for line in PARK.lines if line.domain == "energy")
    assert rows == {
        "化石燃料燃烧CO2排放": 1, "发电锅炉N2O排放": 4, "移动源CH4和N2O排放": 18, "生物质燃烧活动": 10,
        "天然气系统逃逸": 4, "电力调入调出二氧化碳间接排放": 2,
    }  # fmt: skip


def test_the_seven_gases_of_clause_3_1_are_there() -> None:
    gases = {line.gas for line in PARK.lines}
    assert {"CO2", "CH4", "N2O", "CF4", "C2F6", "SF6", "NF3", "HFC-23"} <= gases
    assert {f"HFC-{n}" for n in ("32", "125", "134a", "143a", "152a", "227ea", "236fa", "245fa")} <= gases


def test_an_emission_source_has_a_line_for_each_of_its_gases() -> None:
    [prebake] = [s for s in PARK.sources("process", sector="nonferrous") if s.key == "aluminium_prebake"]
    assert prebake.gases == ("CF4", "C2F6")
    assert prebake.name.zh == "原铝生产 点式下料预焙槽"
    assert PARK.line("aluminium_prebake", "C2F6").factor_ids == {"emission_factor": "process.aluminium_prebake.C2F6"}


def test_lines_of_one_source_share_what_the_user_enters() -> None:
    for source in PARK.sources():
        shared = {(line.inputs, line.function, line.activity, line.name, line.sector) for line in source.lines}
        assert len(shared) == 1, source.key


def test_ids_say_guide_source_and_gas() -> None:
    for line in PARK.lines:
        assert line.id == f"line.{line.guide}.{line.key}.{line.gas}"


def test_a_selection_takes_what_fits_every_word() -> None:
    found = PARK.sources("process", function="TL_ACTIVITY_EMISSION", sector="nonferrous")
    assert [s.key for s in found] == [
        "aluminium_prebake", "aluminium_soderberg", "magnesium_primary", "magnesium_casting",
    ]  # fmt: skip
    assert [s.key for s in PARK.sources(part="wastewater")] == ["wastewater_treated", "wastewater_discharged"]


def test_an_unknown_guide_or_line_is_answered_with_what_there_is() -> None:
    with pytest.raises(LibraryError, match="chongqing_park"):
        library().guide("chengdu_park")
    with pytest.raises(LibraryError, match="lime CO2"):
        PARK.line("lime", "CH4")


@pytest.mark.parametrize("row", [*PARK.lines, *PARK.indicators, *PARK.measures], ids=lambda row: row.id)
def test_every_row_speaks_both_languages(row: object) -> None:
    for name in ("name", "clause", "note"):
        text = getattr(row, name)
        assert bool(text.zh) == bool(text.en)
        assert text.en.isascii()
    assert getattr(row, "name").zh  # noqa: B009


def test_no_formula_of_the_guide_is_called_stated_but_those_that_it_says_in_words() -> None:
    """The formulas are lost images; only fugitive gas and electricity are written out."""
    stated = {line.part for line in PARK.lines if line.flag == "S"}
    assert stated == {"gas_fugitive", "electricity"}
    assert {line.flag for line in PARK.lines if line.domain == "reduction"} == {"I"}


def test_a_province_adds_a_guide_by_a_file(with_line: Spoil) -> None:
    assert [line.key for line in with_line().guide("other").lines] == ["lime"]


def test_a_line_may_take_a_factor_that_is_listed_as_absent(with_line: Spoil) -> None:
    """The user is then asked for an own value."""
    other = with_line(factors="emission_factor=air.generic.SO2").guide("other")
    assert other.line("lime", "CO2").factor_ids == {"emission_factor": "air.generic.SO2"}


@pytest.mark.parametrize(
    ("column", "found", "expected"),
    [
        ("domain", "energies", "one of energy, process, waste, reduction"),
        ("part", "coal", "one of fossil, "),
        ("sector", "cement", "or a blank"),
        ("function", "lime", "a function as TL_FUEL_CO2"),
        ("inputs", "activity t", "argument=text"),
        ("inputs", "activity=t activity=kg", "argument=text"),
        ("tonnes", "0,001", "a finite number"),
        ("sign", "0", "1 or -1"),
        ("factors", "emission_factor=process.limes.CO2", "a factor of the library or one listed as absent"),
        (
            "factors",
            "emission_factor=fuel.{set}.{fuel}.heat",
            "a factor of the library or one listed as absent",
        ),
        ("gas", "NF4", "a gas that the library has a GWP for"),
    ],
)
def test_a_bad_line_is_refused_by_name(with_line: Spoil, column: str, found: str, expected: str) -> None:
    with pytest.raises(LibraryError) as caught:
        with_line(**{column: found})
    assert f"lines.csv:2 {column}: found" in caught.value.text.en
    assert expected in caught.value.text.en
    assert f"lines.csv:2 {column}：" in caught.value.text.zh


# ── indicators and measures ────────────────────────────────────────────────────────────────────────────────


def test_indicators_are_those_of_appendix_b() -> None:
    performance = Counter(i.sector for i in PARK.indicators if i.kind == "performance")
    assert performance == {"power": 3, "steel": 4, "building_materials": 3, "nonferrous": 3, "chemical": 3}
    optional = Counter(i.sector or i.area for i in PARK.indicators if i.kind == "optional")
    assert optional == {
        "power": 1, "steel": 2, "building_materials": 3, "nonferrous": 3, "chemical": 3, "other": 4,
        "energy": 7, "transport": 2, "infrastructure": 2, "management": 2,
    }  # fmt: skip


def test_a_decline_names_what_it_counts_and_by_what_it_divides() -> None:
    for indicator in PARK.indicators:
        derived = indicator.form == "decline"
        assert bool(indicator.quantity) == bool(indicator.per) == derived, indicator.id
        assert ("下降率" in indicator.name_zh) == derived


def test_only_steel_and_power_are_measured_by_raw_material() -> None:
    sectors = {i.sector for i in PARK.indicators if i.per == "raw_material" and i.quantity == "ghg"}
    assert sectors == {"power", "steel"}


def test_measures_are_those_of_appendix_d() -> None:
    count = Counter(m.sector or m.area for m in PARK.measures)
    assert count == {
        "power": 4, "steel": 7, "building_materials": 7, "nonferrous": 7, "chemical": 4, "other": 4,
        "energy": 5, "transport": 3, "infrastructure": 5,
    }  # fmt: skip
    assert {m.flag for m in PARK.measures} == {"S"}


def test_codes_have_names_in_both_languages() -> None:
    for words in (AREAS, DEPARTMENTS, DOMAINS, PARTS, SECTORS):
        for text in words.values():
            assert text.zh
            assert text.en.isascii()
