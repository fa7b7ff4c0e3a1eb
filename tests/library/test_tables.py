"""Tables are read when they are asked for; a day or a year without a value is said, never filled by a neighbour."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pycore.errors import LibraryError
from pycore.library import DATA, library, load_library
from pycore.library.dated import in_order, value_at, value_of_year, values_by_year
from pycore.library.factors import Factors
from pycore.library.records import Factor, TableValue

from .conftest import GOOD

TABLES = sorted(path.stem for path in (DATA / "tables").glob("*.csv"))
HEADER = list(TableValue.model_fields)
COAL = {"id": "coal.rate.2020", "category": "coal", "key": "rate", "kind": "transcription"}


def value(id: str, first: str, last: str, number: float = 1.0) -> TableValue:
    dates = {"valid_from": first, "valid_until": last, "kind": "official"}
    return TableValue.model_validate({**GOOD, "id": id, "value": str(number), **dates})


RATES = (
    value("rate.a.2018", "2018-01-01", "2018-12-31", 1.2),
    value("rate.a.2020", "2020-01-01", "2020-12-31", 2.4),
    value("rate.a.2021", "2021-07-01", "", 3.0),
)


# ── a value at a date ──


@pytest.mark.parametrize(
    ("day", "found"),
    [("2018-01-01", 1.2), ("2018-12-31", 1.2), ("2020-06-30", 2.4), ("2021-07-01", 3.0), ("2031-01-01", 3.0)],
)
def test_a_value_holds_from_its_first_day_to_its_last_and_without_an_end(day: str, found: float) -> None:
    assert value_at(RATES, day).value == found


@pytest.mark.parametrize(
    ("day", "named"),
    [
        ("2017-12-31", ["rate.a.2018"]),
        ("2019-07-01", ["rate.a.2018", "rate.a.2020"]),
        ("2021-06-30", ["rate.a.2020", "rate.a.2021"]),
    ],
)
def test_a_day_without_a_value_names_the_nearest_and_gives_none(day: str, named: list[str]) -> None:
    with pytest.raises(LibraryError) as caught:
        value_at(RATES, day)
    for language in ("zh", "en"):
        sentence = caught.value.sentence(language)
        assert day in sentence
        assert [id for id in (r.id for r in RATES) if id in sentence] == named
    assert "none is taken in its place" in caught.value.text.en
    assert "不以其代替" in caught.value.text.zh


def test_where_two_times_overlap_the_later_beginning_counts() -> None:
    law = (value("law.a.2018", "2018-01-01", "", 1.0), value("law.a.2026", "2026-01-01", "", 2.0))
    assert (value_at(law, "2025-12-31").value, value_at(law, "2026-01-01").value) == (1.0, 2.0)


@pytest.mark.parametrize(("beginning", "day"), [("fuel.2023.lignite", "2023-06-30"), ("mir", "2010-01-01")])
def test_values_that_are_no_series_are_never_taken_for_one(beginning: str, day: str) -> None:
    """The carbon content, the heat and the oxidation of a fuel differ in the last word of their ids, as years do."""
    with pytest.raises(LibraryError, match="values begin together") as caught:
        library().at(beginning, day)
    assert f"{day} 有" in caught.value.text.zh


@pytest.mark.parametrize("day", ["2022-03-32", "2022-2-1", "20220201", "2022", ""])
def test_an_impossible_day_is_a_sentence(day: str) -> None:
    with pytest.raises(LibraryError, match="is no date; expected one as 2024-12-31"):
        value_at(RATES, day)


def test_a_year_takes_the_value_that_holds_in_it_and_asks_for_a_day_where_several_do() -> None:
    assert value_of_year(RATES, 2020).value == 2.4
    assert value_of_year(RATES, 2026).value == 3.0
    with pytest.raises(
        LibraryError, match=r"no value for 2019\. The nearest published are rate\.a\.2018, rate\.a\.2020"
    ):
        value_of_year(RATES, 2019)
    half = (*RATES, value("rate.a.half", "2020-07-01", "2020-12-31"))
    with pytest.raises(LibraryError, match=r"2020 has 2 values: rate\.a\.2020, rate\.a\.half\. Ask by date"):
        value_of_year(half, 2020)


def test_a_series_by_year_has_its_years_in_order_and_no_others() -> None:
    assert [(year, f.value) for year, f in values_by_year(RATES[::-1]).items()] == [
        (2018, 1.2),
        (2020, 2.4),
        (2021, 3.0),
    ]
    assert in_order(RATES[::-1]) == RATES
    with pytest.raises(LibraryError, match="no series by year"):
        library().by_year("carbon_price.CEA.close")


def test_a_value_without_days_is_one_of_its_year() -> None:
    assert library().of_year("electricity.province.chongqing", 2022) is library().electricity("chongqing", 2022)
    assert library().at("electricity.province.chongqing", "2021-05-31").year == 2021
    assert list(library().by_year("electricity.national.average")) == [2021, 2022, 2023]


def test_the_library_says_why_a_series_has_a_gap() -> None:
    with pytest.raises(
        LibraryError, match=r"Only 2020 and 2021|only 2020 and 2021 are remembered.*heat_rate\.national\.2021"
    ):
        library().of_year("heat_rate.national", 2023)
    with pytest.raises(LibraryError, match=r"2024-04-24, carbon_price\.CEA\.close\.2024-11-22"):
        library().at("carbon_price.CEA.close", "2024-06-03")
    with pytest.raises(LibraryError, match="publishes no provincial factor for Tibet"):
        library().at("electricity.province.tibet", "2023-06-01")
    with pytest.raises(LibraryError, match=r"no electricity\.national\.average\.2024|value for 2024\. Not found"):
        library().of_year("electricity.national.average", 2024)


def test_what_is_said_of_an_id_holds_for_those_below_it() -> None:
    assert library().factor("mercury.coal_province.guizhou").value == 0.53
    with pytest.raises(LibraryError, match="only Guizhou was read"):
        library().factor("mercury.coal_province.shanxi")
    with pytest.raises(LibraryError, match="transcription has 14 fuels"):
        library().factor("fuel.provincial_2025.naphtha.ncv")


# ── reading late ──


def test_a_table_is_read_when_its_category_is_asked_for_and_no_other() -> None:
    fresh = load_library()
    assert sorted(fresh.factors.unread()) == TABLES
    assert fresh.factor("heat.national").value == 0.11
    assert fresh.superseded_by("fuel.2015.diesel.ncv") is not None
    assert fresh.gwp("CH4").value == 28
    assert "tax" in fresh.categories()
    assert sorted(fresh.factors.unread()) == TABLES
    assert fresh.factor("tax.equivalent_air.SO2").value == 0.95
    assert sorted(fresh.factors.unread()) == [name for name in TABLES if name != "tax"]


def test_two_threads_that_read_different_tables_lose_neither() -> None:
    began, other_done = threading.Event(), threading.Event()

    def slow() -> list[Factor]:
        began.set()
        other_done.wait(0.3)
        return [value("slow.a.2020", "2020-01-01", "", 1.0)]

    factors = Factors((), {"slow": slow, "quick": lambda: [value("quick.a.2020", "2020-01-01", "", 2.0)]})
    first = threading.Thread(target=factors.of_category, args=("slow",))
    first.start()
    began.wait()

    def quick() -> None:
        factors.of_category("quick")
        other_done.set()

    second = threading.Thread(target=quick)
    second.start()
    first.join()
    second.join()
    assert sorted(factors) == ["quick.a.2020", "slow.a.2020"]


def test_a_value_that_is_held_in_place_of_one_in_a_table_stays_when_the_table_is_read() -> None:
    issued = value("law.a.2020", "2020-01-01", "", 1.0)
    factors = Factors((), {"law": lambda: [value("law.a.2020", "2020-01-01", "", 2.0)]}).holding({issued.id: issued})
    assert factors.of_category("other") == ()
    assert [factor.value for factor in factors.values()] == [1.0]


def test_whoever_asks_for_everything_gets_the_tables_too() -> None:
    late, whole = load_library(), load_library(DATA)
    assert set(late.factors) == set(whole.factors)
    assert whole.factors.unread() == ()
    assert late.digest == whole.digest
    assert [entry.id for entry in late.find("MIR 甲醛")] == ["mir.formaldehyde"]


def test_starting_reads_no_table() -> None:
    code = "from pycore.library import library; print(len(library().factors.unread()))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(run.stdout) == len(TABLES)


@pytest.fixture
def table(write: Callable[..., Path], tmp_path: Path) -> Callable[..., Path]:
    """Write a folder with a good file and a table `coal.csv`."""

    def table(**change: str) -> Path:
        write({})
        (tmp_path / "tables").mkdir(exist_ok=True)
        row = {**COAL, "valid_from": "2020-01-01", "valid_until": "2020-12-31", **change}
        write(row, name="tables/coal.csv", header=HEADER)
        return tmp_path

    return table


def test_a_province_brings_tables_of_its_own(table: Callable[..., Path]) -> None:
    assert load_library(table()).of_year("coal.rate", 2020).value == 0.11


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"id": "steel.rate.2020"}, "coal.csv:2 id"),
        ({"category": "steel"}, "coal.csv:2 category"),
        ({"supersedes": "heat.one"}, "coal.csv:2 supersedes"),
        ({"valid_from": "2020-13-01"}, "coal.csv:2 valid_from"),
        ({"valid_until": "2019-12-31"}, "coal.csv:2 valid_until"),
        ({"valid_from": ""}, "coal.csv:2 valid_until"),
        ({"kind": "hearsay"}, "coal.csv:2 kind"),
    ],
)
def test_a_bad_table_is_refused_by_line_and_column(
    table: Callable[..., Path], change: dict[str, str], place: str
) -> None:
    with pytest.raises(LibraryError) as caught:
        load_library(table(**change))
    assert f"{place}: found" in caught.value.text.en
    assert f"{place}：" in caught.value.text.zh


def test_a_row_without_dates_has_no_place_in_a_table(write: Callable[..., Path], tmp_path: Path) -> None:
    write({})
    (tmp_path / "tables").mkdir()
    write({"id": "coal.rate"}, name="tables/coal.csv", header=list(Factor.model_fields))
    with pytest.raises(LibraryError, match=r"coal\.csv:2: found a row without the columns valid_from"):
        load_library(tmp_path)


def test_rates_that_one_press_list_hands_down_have_one_source() -> None:
    """Two reprints of the list of 2017-12 are no two sources, nor is a draft that the list may have been made from."""
    rates = [row for row in library().category("tax") if row.id.startswith("tax.rate_")]
    assert len(rates) > 9
    assert {row.flag for row in rates} <= {"V", "M"}
    assert {len(library().support(row.id).transcribers) for row in rates if "新闻汇总" in row.source} == {1}
