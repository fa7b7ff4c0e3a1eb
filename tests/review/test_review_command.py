"""The whole review on real files: verdicts, exit status, outputs; the submitted bytes stay as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pycore.cli import build
from pycore.engine.package import Package, write_values
from pycore.review.review import Verdict, review
from pycore.review.sarif import review_json, sarif

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
EXAMPLE = WORKBOOKS / "coal_chemical" / "coal_chemical_example_zh.xlsx"
BUILT_EXAMPLES = sorted(WORKBOOKS.glob("*/*_example_*.xlsx"))


def edited(tmp_path: Path) -> Path:
    """The example with one cached total edited."""
    from pycore.engine.book import Book

    book = Book.open(EXAMPLE)
    sheet, row, column = book.cells_of("summary_proposed_total_total")[0]
    path = tmp_path / "edited.xlsx"
    path.write_bytes(write_values(Package.read(EXAMPLE), {sheet: {(row, column): 1_000_000.0}}))
    return path


@pytest.mark.parametrize("path", BUILT_EXAMPLES, ids=lambda p: p.stem)
def test_the_worked_examples_are_clean(path: Path) -> None:
    found = review(path)
    assert found.verdict is Verdict.CLEAN, [f.sentence("en") for f in found.findings]
    assert found.touched == 0
    assert {f.severity.value for f in found.findings} <= {"note"}


def test_an_edited_total_is_found_with_its_cell(tmp_path: Path) -> None:
    found = review(edited(tmp_path))
    assert found.verdict is Verdict.FINDINGS
    assert any(f.rule.startswith("value-cached") and f.sheet == "排放汇总" for f in found.findings)


def test_what_is_no_workbook_is_refused_and_named(tmp_path: Path) -> None:
    path = tmp_path / "note.xlsx"
    path.write_text("hello", encoding="utf-8")
    found = review(path)
    assert found.verdict is Verdict.REFUSED
    assert found.findings[0].rule.startswith("gate-")
    assert review(tmp_path / "missing.xlsx").verdict is Verdict.REFUSED


def test_json_and_sarif_are_valid_and_name_rule_and_place(tmp_path: Path) -> None:
    found = review(edited(tmp_path))
    data = json.loads(json.dumps(review_json(found), allow_nan=False))
    assert data["verdict"] == "findings"
    log = json.loads(json.dumps(sarif([found], "en")))
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["results"][0]["ruleId"]


def test_the_command_says_by_its_exit_status_how_it_stands(tmp_path: Path) -> None:
    path = edited(tmp_path)
    before = path.read_bytes()
    run = CliRunner()
    page, folder = tmp_path / "page.html", tmp_path / "annotated"
    result = run.invoke(
        build(), ["review", str(path), "--html", str(page), "--annotate", str(folder), "--json"]
    )
    assert result.exit_code == 1
    assert path.read_bytes() == before
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert list(folder.iterdir())
    assert run.invoke(build(), ["review", str(tmp_path / "none.xlsx")]).exit_code == 2
