"""`twinledger excel`, and the list of what a person still has to look at in Excel itself."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from addin.common.help_text import LONGEST, argument_help, description
from pycore.cli import build
from pycore.equations.argument import Argument
from pycore.equations.definition import Clause
from pycore.equations.method import Method
from pycore.language import Language, Text

RUN = CliRunner()


def test_build_writes_every_file(tmp_path: Path) -> None:
    done = RUN.invoke(build(), ["excel", "build", "-o", str(tmp_path / "new" / "folder"), "--lang", "en"])
    assert done.exit_code == 0, done.output
    written = {p.relative_to(tmp_path / "new" / "folder").as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert written == {"TwinLedger.xlam", "xlwings-licence.txt"} | {
        f"{language}/{name}" for language in ("zh", "en") for name in ("TwinLedger.intellisense.xml", "functions.json", "main.py")
    }  # fmt: skip
    assert all(name.rpartition("/")[2] in done.output for name in written)


@pytest.mark.parametrize(("language", "word"), [("zh", "没有 Excel"), ("en", "no Excel")])
def test_import_without_excel_says_so_and_writes_nothing(tmp_path: Path, language: str, word: str) -> None:
    done = RUN.invoke(build(), ["excel", "import", "-o", str(tmp_path / "a.xlam"), "--lang", language])
    assert done.exit_code == 2
    assert word in done.output
    assert not list(tmp_path.iterdir())


def test_every_check_for_a_person_has_step_and_expectation_in_both_languages() -> None:
    text = files("addin.excel").joinpath("manual_checks.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) > 10
    for row in rows:
        assert set(row) == {"id", "minutes", "step_zh", "step_en", "expected_zh", "expected_en"}
        assert all(row.values())
        assert row["step_en"].isascii()
    assert len({row["id"] for row in rows}) == len(rows)
    # The whole test sheet, of which this is a part, is to take twenty minutes.
    assert sum(float(row["minutes"]) for row in rows) <= 15


# ── help of a function ─────────────────────────────────────────────────────────────────────────────────────


def method(note: str, clause: str) -> Method:
    return Method(
        "TL_TEST", lambda: 1, group="about", title=Text("标题", "title"), arguments=[], unit="tCO2",
        clause=Clause(Text(clause, clause)), note=Text(note, note),
    )  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_does_not_fit_a_description_is_left_out_whole(language: Language) -> None:
    text = description(method("n" * 240, "clause of the guide"), language)
    assert len(text) <= LONGEST
    assert "n" * 240 in text
    assert "clause" not in text
    assert "clause of the guide" in description(method("short", "clause of the guide"), language)


def test_an_argument_says_unit_domain_and_default() -> None:
    argument = Argument("x", "tCO2", Text("量", "amount"), optional=True, default=2.5)
    assert argument_help(argument, "en").startswith("amount; tCO2")
    assert argument_help(argument, "en").endswith("may be left out, then 2.5")
    assert argument_help(argument, "zh").endswith("可省略，缺省为 2.5")
