"""Every command that reads somebody's file does so in a confined child: nothing takes the command with it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from pycore.package.package import Package
from tests.golden.books import EXAMPLES

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of the operating system")
EXAMPLE = next(path for path in EXAMPLES if path.stem.endswith("coal_chemical_example_en"))
PROJECT = "Example: extension of a coal-to-methanol plant with methanol to olefins"
"""A text that somebody typed into the example."""
OWN_FACTORS = str(Path(__file__).parent / "upgrade" / "own_factors.csv")
COMMANDS = {
    "calculate": ["calculate", "{book}", "-o", "{folder}/out.xlsx"],
    "report": ["report", "{book}", "--html", "{folder}/out.html"],
    "dataset": ["dataset", "{book}", "-o", "{folder}/data"],
    "explain": ["explain", "{book}", "synergy_grade[1]"],
    "simulate": ["simulate", "{book}", "--draws", "100"],
    "compare": ["compare", "{book}", "{book}"],
    "upgrade": ["upgrade", "{book}", "-o", "{folder}/out.xlsx"],
    "factors add": ["factors", "add", "{book}", OWN_FACTORS, "-o", "{folder}/out.xlsx"],
    "improve": ["improve", "{book}", "-o", "{folder}/out.xlsx"],
}


def run(
    name: str, book: Path, folder: Path, *more: str, language: str = "en", seconds: int = 120
) -> subprocess.CompletedProcess[str]:
    arguments = [a.format(book=book, folder=folder) for a in COMMANDS[name]]
    return subprocess.run(
        [sys.executable, "-m", "pycore.cli", *arguments, "--lang", language, *more],
        capture_output=True, encoding="utf-8", timeout=seconds, check=False,
    )  # fmt: skip


def altered(target: Path, change: Callable[[Workbook], None]) -> Path:
    book = load_workbook(EXAMPLE)
    change(book)
    book.save(target)
    return target


def with_texts(target: Path, old: str, new: str) -> Path:
    """A copy of the example in which a shared string is another."""
    with zipfile.ZipFile(EXAMPLE) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "xl/sharedStrings.xml":
                assert f">{old}<".encode() in data
                data = data.replace(f">{old}<".encode(), f">{new}<".encode())
            made.writestr(info, data)
    return target


@posix
@pytest.mark.parametrize("command", ["calculate", "report"])
def test_a_formula_that_breaks_the_engine_is_a_sentence(tmp_path: Path, command: str) -> None:
    """A text of 10²⁷ characters: the engine asks for what no machine has and aborts its process."""
    formula = 'REPT("a",32767)'
    for _ in range(5):
        formula = f'SUBSTITUTE({formula},"a",REPT("a",32767))'

    def nest(book: Workbook) -> None:
        book.worksheets[-1]["ZZ900"] = f"=LEN({formula})"

    done = run(command, altered(tmp_path / "a.xlsx", nest), tmp_path)
    assert done.returncode == 2, done.stderr[-500:]
    assert done.stderr.startswith("a.xlsx: ")
    assert re.search(r"took more memory than allowed \(4096 MB\)|crashed \(SIG\w+, ", done.stderr), done.stderr[-500:]
    assert done.stderr.count("\n") == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.xlsx"]


def test_an_array_of_a_whole_sheet_names_its_limit_at_once(tmp_path: Path) -> None:
    def widen(book: Workbook) -> None:
        book.create_sheet("More")["A1"] = ArrayFormula("A1:XFD1048576", "=1+1")

    done = run("calculate", altered(tmp_path / "a.xlsx", widen), tmp_path, seconds=40)
    assert (done.returncode, done.stdout) == (2, "")
    assert "fills A1:XFD1048576, 17,179,869,184 cells, and at most 2,000,000 are allowed" in done.stderr
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("command", [*COMMANDS, "doctor"])
def test_pipes_and_devices_are_not_opened(tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "doctor", ["doctor", "{book}"])
    pipe = tmp_path / "pipe.xlsx"
    os.mkfifo(pipe)
    for place in (pipe, Path("/dev/zero")):
        done = run(command, place, tmp_path, seconds=30)
        assert done.returncode == (1 if command == "doctor" else 2)
        assert f"{place} is a pipe or a device and no file." in done.stdout + done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_half_a_character_in_an_input_is_replaced(tmp_path: Path, command: str) -> None:
    book = with_texts(tmp_path / "a.xlsx", PROJECT, "a_xD800_b_x001B_[2Jc")
    done = run(command, book, tmp_path)
    assert done.returncode == (1 if command == "compare" and done.returncode else 0), done.stderr[-800:]
    assert "Traceback" not in done.stderr
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", done.stdout + done.stderr)


def test_texts_are_read_without_what_is_no_text(tmp_path: Path) -> None:
    book = with_texts(tmp_path / "a.xlsx", PROJECT, "a_xD800_b_x001B_[2Jc&#x9b;d_xD83D__xDE00_")
    strings = Package.read(book).strings
    assert "a\ufffdb\ufffd[2Jc\ufffdd😀" in strings


def test_a_foreign_workbook_is_refused_unless_it_is_asked_for(tmp_path: Path) -> None:
    foreign = Workbook()
    foreign.active["A1"] = "=1+1"
    foreign.save(tmp_path / "a.xlsx")
    done = run("calculate", tmp_path / "a.xlsx", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("a.xlsx is not a TwinLedger workbook")
    assert "--any" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out.xlsx").exists()
    assert run("calculate", tmp_path / "a.xlsx", tmp_path, "--any").returncode == 0
    assert load_workbook(tmp_path / "out.xlsx", data_only=True).active["A1"].value == 2


def test_what_the_gate_refuses_no_command_reads(tmp_path: Path) -> None:
    book = tmp_path / "a.xlsx"
    book.write_bytes(EXAMPLE.read_bytes())
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    for command in COMMANDS:
        done = run(command, book, tmp_path)
        assert (done.returncode, done.stdout) == (2, ""), command
        assert done.stderr.startswith("a.xlsx: "), command
        assert "vbaProject" in done.stderr, command
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


def test_in_place_the_file_itself_is_written(tmp_path: Path) -> None:
    book = altered(tmp_path / "a.xlsx", lambda _: None)
    before = book.read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "pycore.cli", "calculate", str(book), "--in-place", "--native"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert book.read_bytes() != before
    assert load_workbook(book, data_only=True)["Cover"] is not None


def test_a_report_is_written_in_both_forms_at_once(tmp_path: Path) -> None:
    done = run("report", EXAMPLE, tmp_path, "--docx", str(tmp_path / "out.docx"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.docx").read_bytes()[:2] == b"PK"
    assert b"<html" in (tmp_path / "out.html").read_bytes()[:300]
    assert "out.docx and " in done.stdout
