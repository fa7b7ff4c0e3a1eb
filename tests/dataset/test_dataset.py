"""A data set has every table with its schema, the values that the core gives, and what the file says otherwise."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import frictionless
import pandas
import pytest

from pycore.dataset.dataset import DataSet
from pycore.package.package import Package, write_values
from tests.dataset.conftest import MadeSet

PLACES = [{"name": "甲", "amount": 30, "x": 0.1}, {"name": "=乙", "amount": -1}]
VISITS = [{"place": "甲", "colour": "r", "days": 2.5}, {"place": "=乙", "note": 'a,"b"\nc'}]


def rows(made: DataSet, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.files[f"data/{name}.csv"].decode("utf-8"), newline="")))


def schema(made: DataSet, name: str) -> dict[str, Any]:
    package = json.loads(made.files["datapackage.json"])
    found: dict[str, Any] = next(r["schema"] for r in package["resources"] if r["name"] == name)
    return found


def field(made: DataSet, table: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(f for f in schema(made, table)["fields"] if f["name"] == name)
    return found


def laid(made: DataSet, folder: Path) -> Path:
    for path, data in made.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def faults(folder: Path) -> list[tuple[str, str]]:
    report = frictionless.validate(str(folder / "datapackage.json"))
    return [(e.type, "") for e in report.errors] + [(task.name, e.type) for task in report.tasks for e in task.errors]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_frictionless_takes_it_and_pandas_reads_the_numbers_back(
    made_set: MadeSet, tmp_path: Path, language: str
) -> None:
    made = made_set(language, places=PLACES, visits=VISITS)
    folder = laid(made, tmp_path / "set")
    assert faults(folder) == []
    read = pandas.read_csv(folder / "data" / "places.csv", na_values=schema(made, "places")["missingValues"])
    assert read["amount"].tolist() == [30.0, -1.0]
    assert read["x"].tolist()[0] == 0.1
    assert read["double"].tolist()[0] == 60.0


def test_a_row_that_refers_to_nothing_or_breaks_a_limit_is_found_by_its_schema(
    made_set: MadeSet, tmp_path: Path
) -> None:
    folder = laid(made_set(places=PLACES, visits=VISITS), tmp_path / "set")
    visits = folder / "data" / "visits.csv"
    good = visits.read_text(encoding="utf-8")
    for old, new, kind in (
        ("甲", "丁", "foreign-key"),
        ("2.5", "-2", "constraint-error"),
        (",r,", ",red,", "constraint-error"),
    ):
        assert old in good
        visits.write_text(good.replace(old, new), encoding="utf-8", newline="")
        assert ("visits", kind) in faults(folder), (old, new)


def test_columns_have_the_keys_of_the_definition_with_titles_units_and_limits(made_set: MadeSet) -> None:
    made = made_set(places=PLACES, visits=VISITS)
    days = field(made, "visits", "days")
    assert days["titles"] == {"zh": "天数", "en": "days"}
    assert (days["type"], days["unit"], days["units"]) == ("number", "d", {"zh": "天", "en": "d"})
    assert days["constraints"] == {"minimum": 0}
    assert field(made, "visits", "place")["constraints"] == {"required": True}
    assert field(made, "visits", "colour")["constraints"] == {"enum": ["r", "b"]}
    assert field(made, "visits", "colour")["labels"] == {"r": "红", "b": "蓝"}
    assert schema(made, "visits")["primaryKey"] == ["tl_row"]
    assert schema(made, "visits")["foreignKeys"] == [
        {"fields": ["place"], "reference": {"resource": "places", "fields": ["name"]}}
    ]
    assert field(made_set("en", places=PLACES), "visits", "days")["title"] == "days"


def test_choices_stand_as_codes_errors_by_their_names_and_no_text_is_a_formula(made_set: MadeSet) -> None:
    made = made_set(places=PLACES, visits=VISITS)
    assert [r["colour"] for r in rows(made, "visits")] == ["r", ""]
    assert [r["place"] for r in rows(made, "visits")] == ["甲", "'=乙"]
    assert rows(made, "visits")[1]["note"] == 'a,"b"\nc'
    assert [r["double"] for r in rows(made, "places")] == ["60", "#NUM!"]
    assert "#NUM!" in schema(made, "places")["missingValues"]
    assert not made.files["data/visits.csv"].startswith(b"\xef\xbb\xbf")
    assert {(r["list"], r["code"], r["label"]) for r in rows(made, "tl_lists")} == {
        ("colour", "r", "红"),
        ("colour", "b", "蓝"),
    }


def test_rows_that_nobody_filled_in_are_left_out_and_the_numbers_of_the_others_stay(made_set: MadeSet) -> None:
    made = made_set(places=[{}, {"name": "甲"}], visits=[])
    assert [(r["tl_row"], r["name"]) for r in rows(made, "places")] == [("2", "甲")]
    assert rows(made, "visits") == []
    assert {(r["table"], r["column"]): r["value"] for r in rows(made, "tl_totals")}["places", "amount"] == "0"


def test_the_values_are_the_cores_and_where_the_file_has_others_it_says_so(made_set: MadeSet) -> None:
    def edited(data: bytes) -> bytes:
        package = Package.read(data)
        return write_values(package, {"地点": dict.fromkeys(_places(package, 60.0), 61.0)})

    assert "tl_differences" not in {t.name for t in made_set(places=PLACES).tables}
    made = made_set(places=PLACES, change=edited)
    assert rows(made, "places")[0]["double"] == "60"
    assert ("61", "60") in {(r["saved"], r["calculated"]) for r in rows(made, "tl_differences")}
    count = len(rows(made, "tl_differences"))
    package = json.loads(made.files["datapackage.json"])
    assert package["twinledger"]["formulas_with_another_value_in_the_file"] == count
    assert f"{count} values saved in the file are not those" in made.files["README.en.md"].decode()
    assert f"文件中保存的值有 {count} 个" in made.files["README.md"].decode()


def _places(package: Package, value: float) -> list[tuple[int, int]]:
    """Where a sheet holds a calculated value."""
    sheet = next(s for s in package.sheets if s.name == "地点")
    return [(c.row, c.column) for c in package.sheet_cells(sheet.name) if c.formula is not None and c.value == value]


def test_the_workbook_lies_in_it_with_its_digest_and_the_same_gives_the_same(made_set: MadeSet, tmp_path: Path) -> None:
    made = made_set(places=PLACES)
    digest = hashlib.sha256((tmp_path / "tiny.xlsx").read_bytes()).hexdigest()
    assert hashlib.sha256(made.files["workbook.xlsx"]).hexdigest() == digest
    package = json.loads(made.files["datapackage.json"])
    assert package["sources"] == [{"title": f"tiny.xlsx (sha256:{digest})", "path": "workbook.xlsx"}]
    assert "licenses" not in package
    for one in package["resources"]:
        assert one["hash"] == f"sha256:{hashlib.sha256(made.files[one['path']]).hexdigest()}"
        assert one["bytes"] == len(made.files[one["path"]])
    assert made_set(places=PLACES).files == made.files


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_the_readme_says_how_to_recompute(made_set: MadeSet, name: str) -> None:
    said = made_set(places=PLACES).files[name].decode()
    assert "twinledger calculate workbook.xlsx" in said
    assert "{" not in said.replace('{"name": "CC-BY-4.0"}', "")
