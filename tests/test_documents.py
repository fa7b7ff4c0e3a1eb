"""What the documents for readers and contributors name is there, and both languages name the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from installer.develop import TASKS
from pycore import cli, contributions

ROOT = Path(__file__).parents[1]
NAMES = ("README", "CHANGELOG", "CONTRIBUTING", "SECURITY")
DOCUMENTS = [ROOT / f"{name}{ending}" for name in NAMES for ending in (".md", ".en.md")]
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()}

every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)


def code(path: Path) -> list[str]:
    """What stands in backticks or in a block of code."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    return [*re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)), *blocks]


def tasks(path: Path) -> set[str]:
    return {t for piece in code(path) for t in re.findall(r"(?:make|develop\.py) ([a-z]+)", piece)}


@every_document
def test_every_path_and_link_leads_somewhere(path: Path) -> None:
    named = [p for p in code(path) if re.fullmatch(r"[\w.-]+/[\w./-]*", p) and p.split("/")[0] in FOLDERS]
    links = re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8"))
    assert [name for name in (*named, *links) if not (ROOT / name).exists()] == []
    assert links


@every_document
def test_every_task_and_command_exists(path: Path) -> None:
    assert tasks(path) - TASKS.keys() == set()
    group = typer.main.get_command(cli.build())
    commands = {c for piece in code(path) for c in re.findall(r"(?<!\S)twinledger ([a-z]+)", piece)}
    assert commands - set(group.commands) == set()  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_sections_points_and_tasks(name: str) -> None:
    zh, en = (ROOT / f"{name}{ending}" for ending in (".md", ".en.md"))

    def shape(path: Path) -> list[str]:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [m[1] for line in lines if (m := re.match(r"(#+|- |\d\. |\|)", line))]

    assert shape(zh) == shape(en)
    assert tasks(zh) == tasks(en)


def test_the_entry_points_that_contributors_read_of_are_those_that_are_loaded() -> None:
    groups = {contributions.FUNCTIONS, contributions.WORKBOOKS, contributions.RULES}
    for name in ("CONTRIBUTING.md", "CONTRIBUTING.en.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert set(re.findall(r'entry-points\."([\w.]+)"', text)) == groups


def test_make_knows_every_task_but_the_set_up() -> None:
    (line,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(line.split()) == TASKS.keys() - {"setup"}


def test_quick_leaves_out_the_marks_that_are_registered() -> None:
    marks = set(re.findall(r'^  "(\w+): ', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE))
    ((*_, chosen),) = TASKS["quick"]
    assert marks == set(re.findall(r"not (\w+)", chosen)) == {"slow", "libreoffice", "programs"}
