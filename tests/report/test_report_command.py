"""`twinledger report`: what it writes, what it says, and that bad input ends in a sentence with exit code 2."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from typer.testing import CliRunner

from pycore import cli
from pycore.package.package import Package, write_values
from pycore.reading.book import Book
from tests.report.samples import example

pytestmark = pytest.mark.slow


def run(*arguments: object) -> Any:
    result = CliRunner().invoke(cli.build(), ["report", *map(str, arguments)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_word_file_and_a_page_are_written_and_open_points_are_said(tmp_path: Path) -> None:
    for option, name in (("--docx", "r.docx"), ("--html", "r.html")):
        result = run(example("zh"), option, tmp_path / name)
        assert result.exit_code == 0
        assert name in result.stdout
        assert "待确认" in result.stderr
    assert docx.Document(io.BytesIO((tmp_path / "r.docx").read_bytes())).tables
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_language_is_that_of_the_workbook_unless_another_is_asked_for(tmp_path: Path) -> None:
    run(example("en"), "--html", tmp_path / "own.html")
    run(example("en"), "--html", tmp_path / "zh.html", "--lang", "zh")
    assert '<html lang="en">' in (tmp_path / "own.html").read_text(encoding="utf-8")
    page = (tmp_path / "zh.html").read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in page
    assert "可接受" in page


def test_values_that_are_not_the_cores_are_said(tmp_path: Path) -> None:
    cell = Book.open(example("zh")).cells_of("performance_e_ghg")[0]
    edited = tmp_path / "edited.xlsx"
    edited.write_bytes(write_values(Package.read(example("zh")), {cell[0]: {cell[1:]: 0.5}}))
    result = run(edited, "--html", tmp_path / "r.html")
    assert result.exit_code == 0
    assert "1 个单元格" in result.stderr


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_in_no_form_is_refused(tmp_path: Path, language: str) -> None:
    result = run(example("zh"), "--lang", language)
    assert result.exit_code == 2
    assert ("也可同时要几种" if language == "zh" else "or one with each") in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_of_two_forms_neither_is_written_where_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("mine")
    result = run(example("zh"), "--docx", tmp_path / "a.docx", "--html", tmp_path / "a.html")
    assert result.exit_code == 2
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a.html", "mine")]


def test_a_report_that_there_is_none_of_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    result = run(example("zh"), "--html", tmp_path / "r.html", "--chapter", "policy", "--lang", "en")
    assert result.exit_code == 2
    assert "has no report called policy. There are: report (" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_left_as_it_is_without_force(tmp_path: Path) -> None:
    target = tmp_path / "r.html"
    target.write_text("mine")
    assert run(example("zh"), "--html", target).exit_code == 2
    assert target.read_text() == "mine"
    assert run(example("zh"), "--html", target, "--force").exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE")


def test_what_is_no_workbook_of_ours_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    import openpyxl

    other = openpyxl.Workbook()
    other.save(tmp_path / "other.xlsx")
    (tmp_path / "text.xlsx").write_text("no workbook")
    for name in ("other.xlsx", "text.xlsx", "absent.xlsx"):
        result = run(tmp_path / name, "--docx", tmp_path / "r.docx")
        assert result.exit_code == 2, name
        assert len(result.stderr.strip().splitlines()) == 1, result.stderr
        assert "Traceback" not in result.stderr
    assert not (tmp_path / "r.docx").exists()


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    result = run(example("zh"), "--html", tmp_path / "no" / "r.html")
    assert result.exit_code == 2
    assert "不存在" in result.stderr
