"""What the buttons of the ribbon do, called as VBA calls them: with texts, and a text comes back."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from addin.excel import answers, commands, settings
from addin.excel.answers import show
from pycore.engine.host import engine_functions
from pycore.engine.make import make_workbook
from pycore.engine.recalculate import calculate_file
from pycore.language import Language
from pycore.reading.book import Book
from pycore.review import many
from pycore.review.many import review_many
from pycore.sheets.registry import installed_workbooks, workbook_definition

pytestmark = pytest.mark.slow

LANGUAGES: tuple[Language, ...] = ("zh", "en")
both_languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The pages that would have been opened in a browser."""
    monkeypatch.setattr(answers.tempfile, "tempdir", str(tmp_path_factory.mktemp("pages")))
    pages: list[str] = []
    monkeypatch.setattr(answers.webbrowser, "open", pages.append)
    return pages


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The worked example in both languages, calculated, as VBA saves a copy of what is on the screen."""
    folder = tmp_path_factory.mktemp("copies")
    definition = workbook_definition("coal_chemical")
    paths = {}
    for language in LANGUAGES:
        made, path = folder / f"made_{language}.xlsx", folder / f"copy_{language}.xlsx"
        made.write_bytes(make_workbook(definition, language, definition.examples["default"]))
        calculate_file(made, path, engine_functions())
        paths[language] = path
    return paths


def split(answer: str) -> tuple[str, str]:
    action, _, rest = answer.partition("\n")
    return action, rest


def text_of(answer: str, opened: list[str]) -> str:
    """What the user reads: the message, or the page that was opened."""
    action, rest = split(answer)
    if action == "say":
        return rest
    assert action == "nothing"
    return Path(opened[-1].removeprefix("file://")).read_text(encoding="utf-8")


def test_the_kinds_are_the_installed_workbooks() -> None:
    assert commands.kinds().splitlines() == list(installed_workbooks())


@both_languages
def test_a_new_workbook_is_made_and_opened(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "新项目.xlsx"
    assert split(commands.new_workbook("coal_chemical", str(path), language)) == ("book", str(path))
    assert "TL_ON" in Book.open(path).names


def test_a_kind_that_is_not_there_is_said(tmp_path: Path) -> None:
    action, text = split(commands.new_workbook("no_such", str(tmp_path / "a.xlsx"), "en"))
    assert action == "say"
    assert "no_such" in text
    assert not (tmp_path / "a.xlsx").exists()


@both_languages
def test_a_cell_is_explained_down_to_its_inputs(copies: dict[str, Path], opened: list[str], language: Language) -> None:
    sheet = "绩效与对标" if language == "zh" else "Performance"
    text = text_of(commands.explain(str(copies[language]), sheet, "E7", language), opened)
    assert "E7" in text
    assert "TL_FLUE_GAS_MASS" in text
    assert len(text.splitlines()) > 5


def test_an_empty_cell_is_no_failure(copies: dict[str, Path]) -> None:
    action, text = split(commands.explain(str(copies["en"]), "Performance", "ZZ900", "en"))
    assert action == "say"
    assert "ZZ900" in text


@both_languages
def test_wrong_inputs_are_named(tmp_path: Path, opened: list[str], language: Language) -> None:
    blank = tmp_path / "blank.xlsx"
    blank.write_bytes(make_workbook(workbook_definition("coal_chemical"), language))
    text = text_of(commands.check(str(blank), language), opened)
    assert ("应为" if language == "zh" else "expected") in text


@both_languages
def test_a_review_is_shown_as_its_page_and_leaves_the_copy_as_it_is(
    copies: dict[str, Path], opened: list[str], language: Language
) -> None:
    before = copies[language].read_bytes()
    page = text_of(commands.review(str(copies[language]), language), opened)
    assert "<html" in page
    assert f"copy_{language}.xlsx" in page
    assert copies[language].read_bytes() == before


def test_a_refused_file_is_shown_with_the_reason(tmp_path: Path, opened: list[str]) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"no workbook")
    assert "a.xlsx" in text_of(commands.review(str(path), "en"), opened)


def test_a_review_without_a_page_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the child process that reads the file dies."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"no workbook")
    found = [dataclasses.replace(one, page="") for one in review_many([path])]
    monkeypatch.setattr(many, "review_many", lambda books, page: found)
    action, text = split(commands.review(str(path), "en"))
    assert action == "say"
    assert found[0].findings[0].sentence("en") in text


@pytest.mark.parametrize(("name", "start"), [("报告.docx", b"PK"), ("报告.html", b"<!")])
def test_a_report_is_written_as_its_name_says_and_opened(
    copies: dict[str, Path], opened: list[str], tmp_path: Path, name: str, start: bytes
) -> None:
    target = tmp_path / name
    assert split(commands.report(str(copies["zh"]), str(target), "zh"))[0] == "nothing"
    assert target.read_bytes().lower().startswith(start.lower())
    assert opened == [target.resolve().as_uri()]


def test_factors_are_found_with_value_source_and_flag(opened: list[str]) -> None:
    text = text_of(commands.factors("柴油", "zh"), opened)
    assert "来源：" in text
    assert "[V]" in text
    action, text = split(commands.factors("no such factor", "en"))
    assert action == "say"
    assert "no such factor" in text


@both_languages
def test_about_says_what_answers(language: Language) -> None:
    action, text = split(commands.about(language))
    assert action == "say"
    assert "xlwings" in text
    assert "Python" in text


def test_a_file_that_is_no_workbook_is_said_in_the_users_language(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"no workbook")
    chinese, english = commands.check(str(path), "zh"), commands.check(str(path), "en")
    assert split(chinese)[0] == split(english)[0] == "say"
    assert chinese != english


def test_a_long_text_is_a_page_in_which_nothing_is_markup(opened: list[str]) -> None:
    answer = show("<b>&\n" * 1000, "A<1>", "en")
    page = text_of(answer, opened)
    assert "&lt;b&gt;&amp;" in page
    assert "<b>" not in page
    assert "A&lt;1&gt;" in page


# ── settings ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "language"),
    [('"LANGUAGE","en"\n', "en"), ('"language","EN"\n', "en"), ('"LANGUAGE","zh"\n', "zh"), ('"LANGUAGE","fr"\n', "zh"), ("", "zh")],
)  # fmt: skip
def test_the_language_of_the_settings(tmp_path: Path, text: str, language: str) -> None:
    file = tmp_path / "twinledger.conf"
    file.write_text(text, encoding="utf-8")
    assert settings.language_of_settings(file) == language


def test_without_settings_the_language_is_chinese(tmp_path: Path) -> None:
    assert settings.language_of_settings(tmp_path / "none.conf") == "zh"


def test_settings_are_where_vba_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USERPROFILE", "profile")
    assert settings.settings_file() == Path("profile") / ".twinledger" / "twinledger.conf"
