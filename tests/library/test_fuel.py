"""Fuel parameters agree with section 2.4 of the dossier, and each says how far it can be trusted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pycore.errors import LibraryError
from pycore.library import Factor, Fuel, library

# NCV, tC/TJ and oxidation %, copied from the dossier's table: column A, then the main number of column B.
TABLE = """
anthracite 24.515 27.49 94 | 20.304 27.49 94
bituminous 23.204 26.18 93 | 19.570 26.18 93
lignite 14.449 28.00 96 | 14.080 28.0 96
washed_clean_coal 26.344 25.40 93 | 26.344 25.40 93
other_washed_coal 15.373 25.40 90 | 8.363 25.40 90
briquette 17.460 33.60 90 | 17.460 33.60 90
coke 28.446 29.40 93 | 28.435 29.5 93
petroleum_coke 31.00 27.50 98 | 32.5 27.5 98
crude_oil 42.62 20.10 98 | 41.816 20.10 98
fuel_oil 40.19 21.10 98 | 41.816 21.10 98
gasoline 44.80 18.90 98 | 43.070 18.90 98
diesel 43.33 20.20 98 | 42.652 20.20 98
kerosene 44.75 19.60 98 | 43.070 19.60 98
jet_kerosene 44.75 19.60 98 | 44.1 19.5 100
naphtha 41.031 20.0 98 | 43.906 20.0 98
other_petroleum 40.19 20.0 98 | 41.031 20.0 98
tar 33.453 22.00 98 | 33.453 22.00 98
crude_benzene 41.816 22.70 98 | 41.816 22.70 98
refinery_gas 46.05 18.20 99 | 45.998 18.20 99
lpg 47.31 17.20 99 | 50.179 17.20 98
lng 41.868 15.30 99 | 51.498 15.3 98
natural_gas 389.31 15.30 99 | 389.31 15.30 99
coke_oven_gas 173.854 13.60 99 | 179.81 13.58 99
blast_furnace_gas 37.69 70.80 99 | 33.00 70.80 99
converter_gas 79.54 49.60 99 | 84.00 49.60 99
carbide_furnace_gas 111.19 39.51 99 | 111.19 39.51 99
other_coal_gas 52.34 12.20 99 | 52.27 12.20 99
coal_slime | 12.545 25.41 98
gangue | 8.374 25.41 98
"""
# The same of the provincial guide's edition of 2025, copied from the list of newer documents.
PROVINCIAL_2025 = """
bituminous 19.57 26.1 93
lignite 11.9 28.0 96
coke 28.435 29.5 93
petroleum_coke 32.5 27.5 98
crude_oil 41.816 20.1 98
fuel_oil 41.816 21.1 98
gasoline 43.07 18.9 98
diesel 42.652 20.2 98
lng 51.498 15.3 98
lpg 50.179 17.2 98
natural_gas 389.31 15.3 99
blast_furnace_gas 33.0 70.8 99
converter_gas 84.0 49.6 99
coke_oven_gas 179.81 13.58 99
"""
LINES = [
    (line.split()[0], fuel_set, column.split()[-3:])
    for line in TABLE.strip().splitlines()
    for fuel_set, column in zip(("2015", "2023"), line.split("|"), strict=True)
    if len(column.split()) >= 3
] + [(line.split()[0], "provincial_2025", line.split()[1:]) for line in PROVINCIAL_2025.strip().splitlines()]
GASES = {
    "natural_gas",
    "coke_oven_gas",
    "blast_furnace_gas",
    "converter_gas",
    "carbide_furnace_gas",
    "other_coal_gas",
}
PARAMETERS = ("ncv", "carbon_content", "oxidation")
OF_TABLE_C1 = ("gasoline", "diesel", "lpg", "lng", "natural_gas")


@pytest.mark.parametrize(("key", "fuel_set", "numbers"), LINES)
def test_the_parameters_are_those_of_the_dossier(key: str, fuel_set: str, numbers: list[str]) -> None:
    fuel = library().fuel(key, fuel_set)
    ncv, carbon, oxidation = map(Decimal, numbers)
    assert fuel.ncv.value == float(ncv)
    assert fuel.carbon_content.value == float(carbon / 1000)
    assert fuel.oxidation.value == float(oxidation / 100)
    assert fuel.quantity_unit == ("1e4Nm3" if key in GASES else "t")
    assert (fuel.carbon_content.unit, fuel.oxidation.unit) == ("tC/GJ", "1")
    assert fuel.ncv is library().factor(f"fuel.{fuel_set}.{key}.ncv")


def test_no_fuel_stands_outside_the_table() -> None:
    shipped = [(fuel.key, s) for s in library().fuel_sets() for fuel in library().fuels(s)]
    assert sorted(shipped) == sorted((key, s) for key, s, _ in LINES)


@pytest.mark.parametrize(
    ("name", "tonnes"),
    [("天然气", 21.6219), ("柴油", 3.09591), ("gasoline", 2.92506), ("lpg", 3.10133), ("焦炭", 2.86042)],
)
def test_composite_emission_factors_of_2023_are_the_recomputed_ones(name: str, tonnes: float) -> None:
    assert library().fuel(name, "2023").emission_factor == pytest.approx(tonnes, rel=3e-6)


def test_only_r15_hands_down_table_c1_of_2023() -> None:
    of_table = {
        f.id
        for fuel in library().fuels("2023")
        for f in _rows(fuel)
        if any(row.source == "GB/T 32151.10-2023" for row in library().support(f.id).rows)
    }
    assert of_table == {f"fuel.2023.{key}.{p}" for key in OF_TABLE_C1 for p in ("ncv", "carbon_content")}


def test_every_other_row_of_2023_says_that_table_c1_was_not_checked() -> None:
    for fuel in library().fuels("2023"):
        for parameter, factor in zip(PARAMETERS, _rows(fuel), strict=True):
            said = "not verified against table C.1" in factor.note.en and "未与" in factor.note.zh
            assert said == (fuel.key not in OF_TABLE_C1 or parameter == "oxidation"), factor.id


def test_other_published_numbers_stand_in_the_note() -> None:
    assert "22.867 (R1)" in library().factor("fuel.2023.anthracite.ncv").note.en


def test_each_2023_row_supersedes_the_2015_row_of_the_same_fuel() -> None:
    old = {key for key, fuel_set, _ in LINES if fuel_set == "2015"}
    for fuel in library().fuels("2023"):
        for parameter, factor in zip(PARAMETERS, _rows(fuel), strict=True):
            assert factor.supersedes == (f"fuel.2015.{fuel.key}.{parameter}" if fuel.key in old else "")


def test_a_row_of_2025_supersedes_that_of_the_guide_of_2011() -> None:
    older = {f.key for f in library().category("combustion") if f.set == "2011"}
    for fuel in library().fuels("provincial_2025"):
        kept = f"combustion.2011.{fuel.key}.carbon_content" if fuel.key in older else ""
        assert [row.supersedes for row in _rows(fuel)] == ["", kept, ""]
        assert not kept or library().superseded_by(kept) is fuel.carbon_content


def test_an_unknown_fuel_is_answered_with_near_ones() -> None:
    with pytest.raises(LibraryError, match="diesel"):
        library().fuel("deisel", "2023")
    with pytest.raises(LibraryError, match="2015, 2023, provincial_2025"):
        library().fuels("1999")


def _rows(fuel: Fuel) -> tuple[Factor, Factor, Factor]:
    return fuel.ncv, fuel.carbon_content, fuel.oxidation
