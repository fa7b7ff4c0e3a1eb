"""What a command prints for machines is nothing but that, whatever else it is asked to write at the same time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from pycore import cli
from tests.trials.plants import MEASURES, file_with

EXAMPLE = Path(__file__).parents[1] / "workbooks" / "coal_chemical" / "coal_chemical_example_zh.xlsx"
PARK = EXAMPLE.parents[1] / "industrial_park" / "industrial_park_example_zh.xlsx"
OWN_FACTORS = str(Path(__file__).parent / "upgrade" / "own_factors.csv")
# Each command that offers a machine format, asked for everything else that it can write beside it.
CALLS: dict[str, list[str]] = {
    "functions": [],
    "rules": ["--workbook", "coal_chemical"],
    "factors": ["柴油"],
    "factors add": ["{book}", OWN_FACTORS, "-o", "{folder}/new.xlsx"],
    "doctor": ["{book}"],
    "dataset": ["{book}", "-o", "{folder}/data"],
    "explain": ["{book}", "fuels_co2[1]"],
    "simulate": ["{book}", "--draws", "100", "--picture", "{folder}/picture.svg"],
    "alternatives": ["{choices}", "-o", "{folder}/new.xlsx"],
    "improve": ["{book}", "-o", "{folder}/new.xlsx"],
    "fill": ["{book}", "{table}", "--ledger", "carbon", "--set", "stage=拟建", "--set", "flow=external", "-o", "{folder}/new.xlsx"],
    "merge": ["{book}", "--into", "{park}", "-o", "{folder}/new.xlsx"],
    "compare": ["{book}", "{book}", "--html", "{folder}/page.html"],
    "errata": ["{book}"],
    "upgrade": ["{book}", "-o", "{folder}/new.xlsx"],
    "review": ["{book}", "--html", "{folder}/page.html", "--sarif", "{folder}/found.sarif", "--annotate", "{folder}"],
}  # fmt: skip
FORMATS = ("--json", "--csv")


def offered() -> dict[str, list[str]]:
    """List the commands with a switch that prints a machine format on stdout."""
    group: Any = typer.main.get_command(cli.build())
    return {
        name: [o for p in command.params if getattr(p, "is_flag", False) for o in p.opts if o in FORMATS]
        for name, command in group.commands.items()
        if any(o in FORMATS for p in command.params if getattr(p, "is_flag", False) for o in p.opts)
    }


def test_every_command_with_a_machine_format_is_tried() -> None:
    assert offered() == {name: ["--json"] for name in CALLS}


@pytest.mark.parametrize("name", CALLS)
def test_stdout_is_json_and_nothing_else(name: str, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("装置,进出,物料,年消耗量,单位,收到基碳含量（%）\n气化,输入,原料煤,1000,t,60\n", encoding="utf-8")
    choices = tmp_path / "choices.xlsx"
    if name == "alternatives":
        choices.write_bytes(file_with(MEASURES))
    places = {"book": EXAMPLE, "park": PARK, "choices": choices, "table": table, "folder": tmp_path}
    arguments = [a.format_map(places) for a in CALLS[name]]
    result = CliRunner().invoke(cli.build(), [name, *arguments, "--json"])
    assert json.loads(result.stdout) is not None, result.stderr


def test_status_lines_of_a_review_stand_on_stderr_beside_json(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = CliRunner().invoke(cli.build(), ["review", str(EXAMPLE), "--html", str(page), "--json"])
    assert str(page) in result.stderr
    assert page.exists()
