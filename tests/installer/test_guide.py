"""The guide is true and whole: its commands run, its pictures are there and small, its page fetches nothing."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from installer.guide.pages import HERE, LANGUAGES, PARTS, guide, write_guides
from installer.guide.pictures import LARGEST, PICTURES, SHEETS
from installer.windows.build import ROOT
from installer.windows.plan import read_plan
from pycore import cli
from pycore.language import Language

pytestmark = pytest.mark.slow

PAGES = [(language, part) for language in LANGUAGES for part in PARTS]
# What `review`, `doctor` and `compare` answer by their exit status: nothing wrong, or something found.
ANSWERS = {"review": {0, 1}, "doctor": {0, 1}, "compare": {0, 1}}


def text(language: Language, part: str) -> str:
    return (HERE / language / f"{part}.md").read_text(encoding="utf-8")


def commands(language: Language, part: str) -> list[list[str]]:
    """The lines of the blocks that are marked `sh`: those that a reader can run as they are."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text(language, part), re.MULTILINE | re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines() if line]


@pytest.mark.parametrize(("language", "part"), PAGES)
def test_every_command_of_a_page_runs_in_its_order(
    language: Language, part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = commands(language, part)
    assert shown
    for program, *arguments in shown:
        assert program == "twinledger"
        result = CliRunner().invoke(cli.build(), arguments)
        assert result.exit_code in ANSWERS.get(arguments[0], {0}), f"{arguments}: {result.output}"


def test_both_languages_show_the_same_commands() -> None:
    for part in PARTS:
        zh, en = ([c[1] for c in commands(language, part)] for language in LANGUAGES)
        assert zh == en


def test_commands_named_in_a_sentence_exist() -> None:
    known = {c.name for c in cli.build().registered_commands} | {g.name for g in cli.build().registered_groups}
    for language, part in PAGES:
        for name in re.findall(r"`twinledger (\w+)", text(language, part)):
            assert name in known


def test_every_picture_is_there_used_and_small() -> None:
    used = {m for page in PAGES for m in re.findall(r"!\[[^\]]+\]\(\.\./pictures/([^)]+)\)", text(*page))}
    there = {p.name: p.stat().st_size for p in PICTURES.glob("*.png")}
    assert used == there.keys()
    assert max(there.values()) < LARGEST
    assert {f"{s.name}_{language}.png" for s in SHEETS for language in LANGUAGES} <= used


def test_a_page_is_one_file_that_fetches_nothing(tmp_path: Path) -> None:
    zh, en = write_guides(tmp_path)
    assert (zh.name, en.name) == ("guide_zh.html", "guide_en.html")
    for language, path in zip(LANGUAGES, (zh, en), strict=True):
        html = path.read_text(encoding="utf-8")
        sources = re.findall(r'(?:src|href)="([^"]{0,40})', html)
        assert all(s.startswith(("data:image/png;base64,", "#")) for s in sources)
        assert html.count("<img") == sum(len(re.findall(r"!\[", text(language, part))) for part in PARTS)
        assert "<script" not in html


def test_a_page_has_its_tables_and_its_language() -> None:
    assert '<html lang="en">' in guide("en")
    assert guide("zh").count("<table>") >= 5


def test_the_places_and_statuses_of_the_installer_are_those_of_its_plan() -> None:
    plan = read_plan()
    for language in LANGUAGES:
        page = text(language, "administrators")
        rows = {int(n) for n in re.findall(r"^\| (\d) \|", page, re.MULTILINE)}
        assert rows == {0} | {m.exit for m in plan.messages if m.exit}
        assert plan.product["folder"].replace("$LOCALAPPDATA", "%LOCALAPPDATA%") in page
        assert plan.product["settings_folder"].replace("$PROFILE", "%USERPROFILE%") in page
        assert plan.product["python_package"] in page
        assert plan.excel["options"] in page


def test_the_tasks_that_the_guide_names_exist() -> None:
    tasks = (ROOT / "installer" / "develop.py").read_text(encoding="utf-8")
    for language in LANGUAGES:
        for name in re.findall(r"develop\.py (\w+)", text(language, "administrators")):
            assert f'"{name}": [' in tasks


DOCUMENTS = [
    *((language, HERE / language / f"{part}.md") for language, part in PAGES),
    ("zh", HERE.parents[1] / "README.md"),
    ("en", HERE.parents[1] / "README.en.md"),
]


def example(language: str) -> Path:
    return HERE.parents[1] / "workbooks" / "coal_chemical" / f"coal_chemical_example_{language}.xlsx"


@pytest.mark.parametrize(("language", "document"), DOCUMENTS, ids=lambda x: x.stem if isinstance(x, Path) else x)
def test_a_cell_that_is_explained_holds_a_calculation(language: str, document: Path) -> None:
    """Columns move with a template: the guide once explained a cell that had become an empty one."""
    for cell in re.findall(r'^twinledger explain \S+ "([^"]+)"', document.read_text(encoding="utf-8"), re.MULTILINE):
        result = CliRunner().invoke(cli.build(), ["explain", str(example(language)), cell, "--depth", "0", "--json"])
        assert result.exit_code == 0, result.stderr
        assert json.loads(result.stdout)["formula"], cell


def test_the_readme_quotes_what_the_program_says_of_a_mistake(tmp_path: Path) -> None:
    (quoted,) = re.findall(r"^> (.+)$", (HERE.parents[1] / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    sheet, cell = quoted.partition("：")[0].split("!")
    book = load_workbook(example("zh"))
    book[sheet][cell] = 98
    path = tmp_path / "book.xlsx"
    book.save(path)
    result = CliRunner().invoke(cli.build(), ["calculate", str(path), "-o", str(tmp_path / "result.xlsx")])
    assert quoted in result.stderr + result.stdout
