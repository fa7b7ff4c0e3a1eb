"""The whole review on real files: verdicts, exit status, outputs; the submitted bytes stay as they are."""

from __future__ import annotations

import itertools
import json
import shutil
import signal
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pycore.cli import build
from pycore.package.package import Package, write_values
from pycore.review.result import Verdict
from pycore.review.review import review
from pycore.review.sarif import review_json, sarif
from tests.gate.killing import kill_children

pytestmark = pytest.mark.slow

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
WORKBOOKS = Path(__file__).parents[2] / "workbooks"
EXAMPLE = WORKBOOKS / "coal_chemical" / "coal_chemical_example_zh.xlsx"
BUILT_EXAMPLES = sorted(WORKBOOKS.glob("*/*_example_*.xlsx"))


def edited(tmp_path: Path) -> Path:
    """The example with one cached total edited."""
    from pycore.reading.book import Book

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
    result = run.invoke(build(), ["review", str(path), "--html", str(page), "--annotate", str(folder), "--json"])
    assert result.exit_code == 1
    assert path.read_bytes() == before
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert list(folder.iterdir())
    assert run.invoke(build(), ["review", str(tmp_path / "none.xlsx")]).exit_code == 2


def test_of_several_files_the_highest_status_counts(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.xlsx")
    run = CliRunner()
    assert run.invoke(build(), ["review", missing, str(EXAMPLE)]).exit_code == 2
    assert run.invoke(build(), ["review", str(EXAMPLE), str(edited(tmp_path))]).exit_code == 1
    assert [v.value for v in Verdict] == [0, 1, 2, 3]


@posix
def test_a_file_that_could_not_be_reviewed_here_is_told_in_every_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlucky, missing = tmp_path / "unlucky.xlsx", tmp_path / "none.xlsx"
    shutil.copy(EXAMPLE, unlucky)
    kill_children(monkeypatch, itertools.repeat(signal.SIGKILL), "unlucky.xlsx")
    pages, copies, log = tmp_path / "pages", tmp_path / "copies", tmp_path / "log.sarif"
    options = ["--html", str(pages), "--annotate", str(copies), "--sarif", str(log), "--lang", "en"]
    books = [str(EXAMPLE), str(unlucky), str(missing)]
    result = CliRunner().invoke(build(), ["review", *books, *options])
    assert result.exit_code == 3
    assert "unlucky.xlsx: could not be reviewed here" in result.output
    assert "none.xlsx: refused" in result.output
    assert "not-reviewed" in result.output  # in the table
    assert "could not be reviewed here" in (pages / "unlucky.html").read_text(encoding="utf-8")
    assert [p.name for p in copies.iterdir()] == ["coal_chemical_example_zh_reviewed.xlsx"]

    (told,) = json.loads(log.read_text(encoding="utf-8"))["runs"]
    (invocation,) = told["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["descriptor"]["id"] == "not-reviewed"
    assert "SIGKILL" in notification["message"]["text"]
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in told["results"]]
    assert "unlucky.xlsx" not in places
    assert "none.xlsx" in places

    told = json.loads(CliRunner().invoke(build(), ["review", *books, "--json"]).output)
    assert [one["verdict"] for one in told] == ["clean", "not_reviewed", "refused"]
    assert "SIGKILL" in told[1]["findings"][0]["found"]["zh"]


def test_a_run_that_reviewed_all_says_so_in_sarif() -> None:
    (invocation,) = sarif([review(EXAMPLE)], "zh")["runs"][0]["invocations"]
    assert invocation == {"executionSuccessful": True, "exitCode": 0, "toolExecutionNotifications": []}


@posix
@pytest.mark.parametrize("command", ["compare", "upgrade"])
@pytest.mark.parametrize(("number", "status"), [(signal.SIGKILL, 3), (signal.SIGSEGV, 2)])
def test_the_other_commands_that_read_in_a_child_make_the_same_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, number: int, status: int
) -> None:
    target = tmp_path / "new.xlsx"
    rest = [str(EXAMPLE)] if command == "compare" else ["-o", str(target)]
    kill_children(monkeypatch, itertools.repeat(number))
    result = CliRunner().invoke(build(), [command, str(EXAMPLE), *rest])
    assert result.exit_code == status
    assert EXAMPLE.name in result.output
    assert signal.Signals(number).name in result.output
    assert not target.exists()


@posix
def test_a_comparison_goes_on_after_a_kill_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    kill_children(monkeypatch, [signal.SIGKILL, signal.SIGTERM])
    assert CliRunner().invoke(build(), ["compare", str(EXAMPLE), str(EXAMPLE)]).exit_code == 0
