"""A flag follows from its evidence, a transcriber counts once, and what differs is told and lowers nothing."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pycore.errors import LibraryError
from pycore.library import DATA, library, load_library
from pycore.library.evidence import ABOVE_REMEMBERED, Spread
from pycore.library.evidence_checks import same_number
from pycore.library.evidence_records import Evidence, Origin
from pycore.library.records import TableValue

Write = Callable[..., Path]
Cells = dict[str, str]

ROW = {
    "factor": "heat.one",
    "source": "GB/T 32150-2025",
    "year": "2025",
    "place": "7.5.6",
    "value": "0.11",
    "agrees": "agrees",
    "kind": "transcription",
    "origin": "A",
    "checked": "yes",
    "note_zh": "",
    "note_en": "",
}
ORIGINS = [
    {"origin": "A", "transcriber": "one", "what_zh": "甲", "what_en": "first"},
    {"origin": "B", "transcriber": "two", "what_zh": "乙", "what_en": "second"},
    {"origin": "A2", "transcriber": "one", "what_zh": "甲之二", "what_en": "first again"},
]


def _table(folder: Path, name: str, columns: list[str], rows: list[Cells]) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns)
        table.writeheader()
        table.writerows(rows)


@pytest.fixture
def with_evidence(write: Write) -> Callable[..., Path]:
    """Write a factor with its evidence rows, each given by what differs from an agreeing transcription."""

    def write_all(factor: Cells, *rows: Cells) -> Path:
        folder = write(factor)
        _table(folder, "evidence.csv", list(Evidence.model_fields), [{**ROW, **row} for row in rows])
        _table(folder, "origins.csv", list(Origin.model_fields), ORIGINS)
        return folder

    return write_all


@pytest.mark.parametrize(
    ("rows", "flag"),
    [
        ([{}], "V"),
        ([{}, {"origin": "B"}], "V2"),
        ([{}, {"source": "another document"}], "V"),
        ([{}, {"origin": "A2"}], "V"),
        ([{"kind": "package"}, {"origin": "B"}], "V2"),
        ([{}, {"origin": "B", "value": "0.12", "agrees": "differs"}], "V"),
        ([{"value": "0.12", "agrees": "differs"}], "M"),
        ([{"agrees": "related"}], "M"),
        ([{"kind": "official"}, {"origin": "B"}], "S"),
        ([{"kind": "computed"}, {"origin": "B"}], "C"),
        ([{"kind": "judgement"}], "I"),
    ],
)
def test_the_flag_is_the_one_that_the_evidence_gives(
    with_evidence: Callable[..., Path], rows: list[Cells], flag: str
) -> None:
    assert load_library(with_evidence({"flag": flag}, *rows)).factor("heat.one").flag == flag
    other = "M" if flag != "M" else "V"
    with pytest.raises(LibraryError) as caught:
        load_library(with_evidence({"flag": other}, *rows))
    assert f"heat.csv:2 flag: found {other} for heat.one, expected {flag}" in caught.value.text.en


def test_a_row_without_evidence_keeps_its_flag_so_that_a_province_may_bring_none(write: Write) -> None:
    assert load_library(write({"flag": "V"})).factor("heat.one").flag == "V"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"origin": "Z"}, "evidence.csv:2 origin: found Z"),
        ({"factor": "heat.two"}, "evidence.csv:2 factor: found heat.two, which does not exist"),
        ({"value": "0.12"}, "evidence.csv:2 value: found 0.12, said to agree with 0.11"),
        ({"agrees": "differs"}, "evidence.csv:2 value: found 0.11, said to differ and the same"),
        ({"agrees": "perhaps"}, "evidence.csv:2 agrees: found 'perhaps', expected one of agrees, differs, related"),
        ({"kind": "hearsay"}, "evidence.csv:2 kind: found 'hearsay'"),
        ({"checked": "?"}, "evidence.csv:2 checked: found '?', expected yes or no"),
    ],
)
def test_evidence_that_contradicts_the_library_is_refused(
    with_evidence: Callable[..., Path], row: Cells, found: str
) -> None:
    with pytest.raises(LibraryError) as caught:
        load_library(with_evidence({"flag": "V"}, row))
    assert found in caught.value.text.en


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (0.01177, 0.0118, True),
        (27.9, 27.859, True),
        (14600, 14590.8, True),
        (0.4397, 0.43971, True),
        (29.3076, 29.307, False),
        (14.08, 11.9, False),
        (0.93, 0.90, False),
        (0, 0.1, False),
        (0, 0, True),
    ],
)
def test_printed_numbers_agree_when_the_longer_rounds_to_the_shorter(one: float, other: float, same: bool) -> None:
    assert same_number(one, other) is same
    assert same_number(other, one) is same


def test_readings_are_never_both_silent(with_evidence: Callable[..., Path]) -> None:
    folder = with_evidence(
        {"flag": "V"},
        {},
        {"origin": "B", "value": "0.12", "agrees": "differs"},
        {"value": "9", "agrees": "related"},
    )
    loaded = load_library(folder)
    assert loaded.spread("heat.one") == Spread(0.11, 0.12, pytest.approx(0.01 / 0.11))
    assert library().spread("carbon.methanol") is None


def test_a_spread_about_nothing_has_no_relative_size(with_evidence: Callable[..., Path]) -> None:
    folder = with_evidence({"flag": "M", "value": "0"}, {"value": "0.1", "agrees": "differs"})
    assert load_library(folder).spread("heat.one") == Spread(0, 0.1, None)


# ── the shipped evidence


def test_no_shipped_value_is_above_remembered_without_evidence() -> None:
    entries = library().find("")
    assert [e.id for e in entries if e.flag in ABOVE_REMEMBERED and not library().support(e.id).rows] == []
    assert [e.id for e in entries if e.flag != library().support(e.id).flag] == []


def test_a_transcription_is_never_called_the_standard_itself() -> None:
    entries = [e for e in library().find("") if e.flag == "S"]
    assert {e.kind for e in entries if isinstance(e, TableValue)} == {"official"}
    stated = [e.id for e in entries if not isinstance(e, TableValue)]
    conditions = [factor.id for factor in library().category("condition")]
    assert sorted(stated) == sorted([*conditions, *library().benchmarks])
    of_them = {(row.kind, row.origin) for id in stated for row in library().support(id).rows}
    assert of_them == {("official", "S1")}


def test_the_evidence_names_no_file_of_public_code() -> None:
    for name in ("evidence.csv", "evidence_next.csv", "origins.csv", "origins_next.csv", "errata.csv"):
        assert not re.search(r"(?<![\d.])\d{9,}", (DATA / name).read_text(encoding="utf-8")), name


@pytest.mark.parametrize(
    ("id", "flag", "transcribers"),
    [
        # Two files that list the same factors are one application; a worked test is no second transcription.
        ("process.nitric_acid_high.N2O", "V", 1),
        ("abatement.adipic_thermal.removal", "V", 1),
        ("process.adipic_acid_ipcc.N2O", "V", 1),
        # The package took its AR6 values from the data that were compared with it.
        ("gwp.AR6.SF6", "V", 1),
        # Several full tables of one announcement, perhaps copied from each other.
        ("electricity.province.chongqing.2023", "V", 1),
        ("electricity.national.average.2023", "V2", 3),
        ("electricity.province.chongqing.2022", "V2", 2),
        ("heat.national", "V2", 4),
        ("fuel.2015.diesel.ncv", "V2", 2),
        ("fuel.2015.naphtha.ncv", "V", 1),
        ("fuel.2023.other_petroleum.ncv", "V", 1),
        ("fuel.2023.naphtha.ncv", "M", 0),
        ("combustion.rail_diesel.N2O", "M", 0),
        ("electricity.national.fossil.2021", "M", 0),
    ],
)
def test_independent_transcribers_are_counted_once_each(id: str, flag: str, transcribers: int) -> None:
    support = library().support(id)
    assert (library().entry(id).flag, len(support.transcribers)) == (flag, transcribers)


@pytest.mark.parametrize(
    ("id", "lowest", "highest"),
    [
        ("fuel.2023.lignite.ncv", 11.9, 14.759),
        ("fuel.2023.naphtha.ncv", 41.031, 44.5),
        ("fuel.2023.bituminous.carbon_content", 0.02308, 0.02618),
        ("fuel.2023.refinery_gas.ncv", 45.998, 46.055),
        ("fuel.2023.jet_kerosene.ncv", 43.07, 44.1),
        ("fuel.2023.washed_clean_coal.oxidation", 0.90, 0.93),
        ("combustion.2011.coke.carbon_content", 0.02942, 0.0295),
        ("wastewater.mcf.sea_river_lake", 0.05, 0.11),
        ("process.lime.CO2", 0.683, 0.75),
        ("carbon.ethane_guide", 0.7989, 0.856),
    ],
)
def test_sources_differ_as_far_as_they_print(id: str, lowest: float, highest: float) -> None:
    spread = library().spread(id)
    assert spread is not None
    assert (spread.lowest, spread.highest) == (lowest, highest)


def test_what_was_only_taken_over_is_known() -> None:
    assert not library().support("electricity.province.beijing.2021").checked
    assert library().support("electricity.province.beijing.2023").checked
    assert not library().support("wastewater.mcf.food").checked


# ── the tables bring their own


def test_a_value_of_a_table_is_evidence_of_itself() -> None:
    support = library().support("tax.equivalent_air.SO2")
    assert [row.kind for row in support.rows] == ["transcription"] * 2
    assert len(support.transcribers) == 2
    assert support.flag == "V2"
    remembered = library().support("heat_rate.national.2020")
    assert (remembered.rows, remembered.flag) == ((), "M")


def test_what_else_was_found_of_a_value_of_a_table_stands_beside_its_own_source() -> None:
    support = library().support("mercury.hg_used.2009")
    assert [(row.value, row.agrees) for row in support.rows] == [(570, "agrees"), (566, "differs")]
    assert library().spread("mercury.hg_used.2009") == Spread(566, 570, pytest.approx(4 / 570))


def test_a_flag_of_a_table_that_its_source_does_not_bear_is_refused(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    table = tmp_path / "data" / "tables" / "heat_rate.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",I,M,", ",I,V2,", 1), encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        load_library(tmp_path / "data")
    assert "heat_rate.csv:2 flag: found V2 for heat_rate.national.2020, expected I" in caught.value.text.en
