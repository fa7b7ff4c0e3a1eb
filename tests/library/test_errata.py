"""What was corrected stays known: an old file is recomputed with what it used."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from pycore.errors import LibraryError
from pycore.library import library, load_library
from pycore.library.evidence_records import Erratum
from pycore.library.records import LibraryEdition

Write = Callable[..., Path]
WASHED_COAL = "fuel.2023.washed_clean_coal.oxidation"

ERRATUM = {
    "id": "heat.one",
    "column": "value",
    "status": "corrected",
    "from_version": "1",
    "to_version": "2",
    "old_value": "0.12",
    "new_value": "0.11",
    "reason_zh": "误录",
    "reason_en": "a slip",
    "effect_zh": "小",
    "effect_en": "small",
}


@pytest.fixture
def with_errata(write: Write) -> Callable[..., Path]:
    """Write a factor of 0.11 in editions 1, 2 and 3, and errata given by what differs from a correction in 2."""

    def write_all(*errata: dict[str, str]) -> Path:
        folder = write({})
        for name, columns, rows in (
            ("errata.csv", list(Erratum.model_fields), [{**ERRATUM, **row} for row in errata]),
            (
                "changes.csv",
                list(LibraryEdition.model_fields),
                [{"version": v, "date": "2026-01-01", "change_zh": "改", "change_en": "change"} for v in "123"],
            ),
        ):
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                table = csv.DictWriter(file, columns)
                table.writeheader()
                table.writerows(rows)
        return folder

    return write_all


def test_an_edition_keeps_what_it_held(with_errata: Callable[..., Path]) -> None:
    loaded = load_library(
        with_errata(
            {"to_version": "2", "old_value": "0.13", "new_value": "0.12"},
            {"from_version": "2", "to_version": "3", "old_value": "0.12", "new_value": "0.11"},
        )
    )
    assert [loaded.as_of("heat.one", version).value for version in "123"] == [0.13, 0.12, 0.11]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"new_value": "0.10"}, "errata.csv:2 new_value: found 0.10, expected the present 0.11 of heat.one"),
        ({"new_value": "0.12"}, "errata.csv:2 new_value: found '0.12', expected a value; other than old_value when"),
        ({"status": "open"}, "errata.csv:2 new_value: found '0.11'"),
        ({"to_version": "9"}, "errata.csv:2 to_version: found 9, expected an edition of changes.csv"),
        ({"id": "heat.two"}, "errata.csv:2 id: found heat.two, which does not exist"),
        ({"column": "unit"}, "errata.csv:2 column: found 'unit', expected value, uncertainty or distribution"),
    ],
)
def test_an_erratum_that_does_not_end_at_the_row_is_refused(
    with_errata: Callable[..., Path], row: dict[str, str], found: str
) -> None:
    with pytest.raises(LibraryError) as caught:
        load_library(with_errata(row))
    assert found in caught.value.text.en


def test_an_unknown_or_too_old_edition_is_refused() -> None:
    with pytest.raises(LibraryError, match=r"2026\.9"):
        library().as_of(WASHED_COAL, "2026.9")
    with pytest.raises(LibraryError) as caught:
        library().as_of("fuel.provincial_2025.lignite.ncv", "2026.3")
    assert "came with 2026.4" in caught.value.text.en


def test_the_oxidation_of_washed_coal_was_0_90_and_is_0_93() -> None:
    """Two national guides of 2014 and the chemical set of 2015 print 93 %, one steel list 90 %."""
    assert [library().as_of(WASHED_COAL, v).value for v in ("2026.1", "2026.3", "2026.4")] == [0.9, 0.9, 0.93]
    assert library().factor(WASHED_COAL).value == library().factor("fuel.2015.washed_clean_coal.oxidation").value


def test_bo_ranges_from_half_to_twice_its_value() -> None:
    """The range of the IPCC is 0.125 to 0.5 about 0.25: half of it over the mean is 0.75."""
    now, then = library().factor("wastewater.bo"), library().as_of("wastewater.bo", "2026.3")
    assert (now.value, now.uncertainty, now.distribution) == (0.25, (0.5 - 0.125) / 2 / 0.25, "lognormal")
    assert (then.value, then.uncertainty, then.distribution) == (0.25, 0.3, "normal")


@pytest.mark.parametrize(
    ("technology", "removal", "utilisation"),
    [
        ("catalytic", 0.925, 0.89),
        ("thermal", 0.985, 0.97),
        ("to_nitric_acid", 0.985, 0.94),
        ("to_feedstock", 0.94, 0.89),
    ],
)
def test_utilisation_of_table_3_4_stands_beside_the_removal(
    technology: str, removal: float, utilisation: float
) -> None:
    rows = [library().factor(f"abatement.adipic_{technology}.{what}") for what in ("removal", "utilisation")]
    assert [row.value for row in rows] == [removal, utilisation]
    (erratum,) = library().errata_of(rows[0].id)
    assert f"{1 - removal * utilisation:.2%}" in erratum.effect.en


def test_both_readings_of_a_dated_value_are_usable() -> None:
    assert library().factor("fuel.2023.lignite.ncv").value == 14.080
    assert library().factor("fuel.provincial_2025.lignite.ncv").value == 11.9
    discharge = library().chain("wastewater.mcf.sea_river_lake")
    assert [(factor.year, factor.value) for factor in discharge] == [(2006, 0.1), (2019, 0.11)]


@pytest.mark.parametrize(
    ("id", "status"),
    [
        ("fuel.2023.naphtha.ncv", "open"),
        ("fuel.2023.refinery_gas.ncv", "open"),
        ("fuel.2023.jet_kerosene.ncv", "open"),
        ("fuel.2023.bituminous.carbon_content", "open"),
        ("fuel.2023.coke.carbon_content", "open"),
        ("combustion.2011.coke.carbon_content", "open"),
        ("fugitive.pipeline_valve.CH4", "open"),
        ("process.semiconductor.CF4", "open"),
        ("electricity.national.average.2021", "confirmed"),
        ("fuel.2023.lignite.ncv", "confirmed"),
    ],
)
def test_what_is_open_and_what_is_settled_is_told_with_its_reason(id: str, status: str) -> None:
    assert [erratum.status for erratum in library().errata_of(id)] == [status]


def test_the_valve_is_open_between_two_remembered_numbers() -> None:
    (erratum,) = library().errata_of("fugitive.pipeline_valve.CH4")
    assert "0.85" in erratum.reason.en
    assert "5.49" in erratum.reason.en
    assert f"{5.49 / 0.85:.2f}" in erratum.effect.en
