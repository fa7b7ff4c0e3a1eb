"""Commands write beside what they are given: never over it, never two results into one file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pycore.cli import build
from pycore.commands.targets import check_new, check_targets, make_folder, names_in_folder
from pycore.errors import FileProblem
from pycore.package.atomic import write_atomically
from tests.golden.books import EXAMPLES


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    path.write_bytes(EXAMPLES[0].read_bytes())
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ["review", "{book}", "--sarif", "{book}"],
        ["review", "{book}", "--sarif", "{folder}/sub/../a.xlsx"],
        ["review", "{book}", "{folder}/a_审核.xlsx", "--annotate", "{folder}"],
        ["review", "{page}", "--html", "{page}"],
        ["review", "{book}", "--html", "{book}"],
        ["report", "{book}", "--docx", "{book}", "--force"],
        ["upgrade", "{book}", "-o", "{book}", "--force"],
    ],
    ids=lambda a: " ".join(a)[:40],
)
def test_no_command_writes_over_a_file_that_it_was_given(book: Path, arguments: list[str]) -> None:
    page = book.with_name("page.html")
    copy = book.with_name("a_审核.xlsx")
    before = book.read_bytes()
    for other in (page, copy):
        other.write_bytes(before)
    filled = [a.format(book=book, folder=book.parent, page=page) for a in arguments]
    done = CliRunner().invoke(build(), filled)
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.output
    assert {p.read_bytes() for p in (book, page, copy)} == {before}
    assert sorted(p.name for p in book.parent.iterdir()) == ["a.xlsx", "a_审核.xlsx", "page.html"]


def test_a_hard_link_to_an_input_is_the_input(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    os.link(tmp_path / "a", tmp_path / "b")
    with pytest.raises(FileProblem, match="input"):
        check_targets([tmp_path / "b"], [tmp_path / "a"])


def test_two_results_never_share_a_file(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="Two results"):
        check_targets([tmp_path / "a", tmp_path / "b" / ".." / "a"], [])
    names = list(names_in_folder([Path("x/提交.xlsx"), Path("y/提交.xlsx"), Path("提交_2.xlsx")], ".html"))
    assert names == ["提交.html", "提交_2.html", "提交_2_2.html"]


def test_a_wrong_ending_an_existing_file_and_a_file_for_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"\.docx"):
        check_targets([tmp_path / "a.xlsx"], [], (".docx",))
    there = tmp_path / "there"
    there.write_text("x")
    with pytest.raises(FileProblem, match="--force"):
        check_new(there, force=False)
    check_new(there, force=True)
    with pytest.raises(FileProblem, match="a file has that name"):
        make_folder(there)
    assert there.read_text() == "x"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(FileProblem, match="not a file"):
        write_atomically(pipe, b"x")
    assert pipe.is_fifo()
