"""Plants of the mercury workbook in a park: fuels, bought electricity and the furnace arrive by what they are."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from pycore.engine.make import make_workbook
from pycore.merging.merge import Merged, merge
from pycore.merging.source import GivingFile, read_file
from pycore.reading.book import Book
from pycore.reading.reader import inspect_workbook
from pycore.sheets.registry import workbook_definition
from tests.merging.parks import PARK, park_data

pytestmark = pytest.mark.slow

MERCURY = workbook_definition("mercury_pvc")
EXAMPLE: dict[str, Any] = dict(MERCURY.examples["default"])
LEDGERS = ("output", "catalyst", "materials", "outflows", "fuels", "process", "power", "heat")
INSIDE, OUTSIDE = EXAMPLE["plants"][5]["name"], EXAMPLE["plants"][2]["name"]
"""A plant that makes carbide and buys power, which the park knows, and another that it does not."""
GREEN = 40_000.0


def plants_data(lime: str = "no") -> dict[str, Any]:
    """What the two hand in for 2023 and the park's base year, with some green power and heat bought."""
    data = {key: deepcopy(EXAMPLE[key]) for key in ("region", "settings", "boundary_hg", "boundary_co2")}
    data["settings"] |= {"year2": 2024, "lime": lime}
    data["plants"] = [row for row in EXAMPLE["plants"] if row["name"] in (INSIDE, OUTSIDE)]
    for key in LEDGERS:
        rows = [deepcopy(row) for row in EXAMPLE[key] if row["plant"] in (INSIDE, OUTSIDE)]
        data[key] = [{**row, "year": 2024 if row["year"] == 2025 else row["year"]} for row in rows]
    data["outflows"] = [row for row in data["outflows"] if row["pathway"] in ("air", "water")]
    for row in data["output"]:
        row["gap"] = "只监测废气和废水"
    own = next(r for r in data["power"] if r["plant"] == INSIDE and r["year"] == 2024)
    data["power"] += [
        {**own, "source": "green", "electricity": GREEN},
        {**own, "source": "captive", "electricity": 7.0},
    ]
    return data


def read_plants(folder: Path, lime: str = "no") -> GivingFile:
    path = folder / "plants.xlsx"
    path.write_bytes(make_workbook(MERCURY, "zh", plants_data(lime)))
    return read_file(path, {})


def into_park(plants: GivingFile) -> Merged:
    """A park that knows one of the plants by its name."""
    data = park_data()
    known = next(row for row in data["enterprises"] if row["sector"] == "chemical")
    data["enterprises"] = [*data["enterprises"], {**known, "name": INSIDE}]
    return merge(Book.open(make_workbook(PARK, "zh", data)), [plants])


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Merged:
    return into_park(read_plants(tmp_path_factory.mktemp("mercury")))


def rows(found: Merged, table: str, **where: object) -> list[Any]:
    filled, problems = inspect_workbook(found.data)
    assert problems == []
    mine = [r for r in filled.tables[table] if r.enterprise == INSIDE.zh]
    return [r for r in mine if all(getattr(r, key) == value for key, value in where.items())]


def total(table: str, key: str, year: int, **where: object) -> float:
    given = [r for r in plants_data()[table] if r["plant"] == INSIDE and r["year"] == year]
    return sum(r[key] for r in given if all(r[k] == v for k, v in where.items()))


@pytest.mark.parametrize("year", [2023, 2024])
def test_electricity_that_is_bought_arrives_and_that_of_own_stations_does_not(merged: Merged, year: int) -> None:
    bought = total("power", "electricity", year, source="grid") + (GREEN if year == 2024 else 0)
    taken = rows(merged, "power", year=str(year))
    assert sum(r.electricity for r in taken) == pytest.approx(bought)
    assert {r.trade for r in taken} == {"in"}
    assert "电石炉" in {r.use for r in taken}
    left = [one for one in merged.omitted if one.table.key == "power"]
    assert [(one.rows, "自备电厂" in one.why.zh) for one in left] == [(1, True)]


def test_green_power_is_listed_for_its_deduction(merged: Merged) -> None:
    assert [(r.kind, r.amount) for r in rows(merged, "reductions")] == [("green_power", GREEN)]


def test_fuels_arrive_with_the_emission_of_the_plants_own_account(merged: Merged) -> None:
    taken = rows(merged, "fuels", year="2024")
    assert sum(r.consumption for r in taken) == pytest.approx(total("fuels", "consumption", 2024))
    assert all(r.co2 > 0 for r in taken)


def test_the_furnace_and_the_kiln_arrive_by_what_they_make(merged: Merged) -> None:
    for line in ("calcium_carbide", "lime"):
        taken = rows(merged, "process", year="2024", line=line)
        assert sum(r.activity for r in taken) == pytest.approx(total("process", "activity", 2024, item=line)), line
    assert total("process", "activity", 2024, item="lime") > 0


def test_lime_that_the_carbide_factor_includes_is_named_and_not_taken(tmp_path: Path) -> None:
    found = into_park(read_plants(tmp_path, lime="yes"))
    assert {r.line for r in rows(found, "process")} == {"calcium_carbide"}
    said = [one for one in found.unplaced if one.given.kind == "process" and one.given.enterprise == INSIDE.zh]
    assert len(said) == 2
    assert all("no line for this process emission" in one.why.en for one in said)


def test_a_plant_that_the_park_does_not_know_is_refused_in_words(merged: Merged) -> None:
    refused = [one for one in merged.unplaced if one.given.enterprise == OUTSIDE.zh]
    assert {"fuels", "electricity"} & {str(one.given.kind) for one in refused}
    assert all(OUTSIDE.zh in one.why.zh or "热力" in one.why.zh for one in refused)
    assert {row.placed.given.enterprise for row in merged.taken} == {INSIDE.zh}


def test_each_row_names_the_file_and_its_digest(merged: Merged) -> None:
    for row in rows(merged, "power"):
        assert row.evidence.startswith(f"{INSIDE.zh}；plants.xlsx 电力!")
        assert "sha256:" in row.evidence


def test_the_declarations_name_columns_that_exist() -> None:
    assert MERCURY.gives is not None
    for given in MERCURY.gives.rows:
        columns = {c.key for c in MERCURY.table(given.table).columns}
        named = {getattr(one, "column", "") for one in given.values.values()} - {""}
        assert named <= columns, given.table
