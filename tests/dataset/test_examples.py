"""The data sets of the worked examples are valid, and name the factors that their rows take."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import frictionless
import pytest
from typer.testing import CliRunner

from pycore import cli
from tests.golden.books import EXAMPLES

pytestmark = pytest.mark.slow


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_becomes_a_valid_data_set(example: Path, tmp_path: Path) -> None:
    target = tmp_path / "set"
    result = CliRunner().invoke(cli.build(), ["dataset", str(example), "-o", str(target), "--json"])
    assert result.exit_code == 0, result.stderr
    said = json.loads(result.stdout)
    assert said["differing"] == said["problems"] == 0
    report = frictionless.validate(str(target / "datapackage.json"))
    assert [(task.name, e.message) for task in report.tasks for e in task.errors] == []
    assert report.valid, report.errors
    assert {p.name for p in target.iterdir()} == {
        "data",
        "datapackage.json",
        "README.md",
        "README.en.md",
        "workbook.xlsx",
    }
    assert (target / "workbook.xlsx").read_bytes() == example.read_bytes()
    known = {row["id"] for row in read(target, "factors")}
    taken = {row["factor_id"] for row in read(target, "tl_factor_uses")}
    assert len(taken) > 10
    assert taken <= known
    fuels = read(target, "fuels")
    # What a ledger says itself, in the column that it has for the purpose, is among what its formulas were found to take.
    for row in fuels:
        said_ids = {row[key] for key in row if key.startswith("id_") and row[key]}
        assert said_ids <= set(row["tl_factors"].split())
    assert any(row["tl_factors"] for row in fuels)
