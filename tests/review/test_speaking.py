"""Rules ask what a column is and never how one workbook calls it, and each says where it can speak and why not."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pycore.cli import build
from pycore.language import Text
from pycore.review.rules import installed_rules
from pycore.review.rules.rule import Rule
from pycore.review.speaking import speaking_rules
from pycore.sheets.definition import Workbook
from pycore.sheets.meanings import Meaning
from pycore.sheets.registry import installed_workbooks

ROOT = Path(__file__).parents[2]
RULES = ROOT / "pycore" / "review" / "rules"
WORKBOOKS = installed_workbooks()

# What `workbooks.common` gives to every workbook: the library's sheets, the checks sheet, the cover. Where a rule names
# these it names no workbook.
GENERAL_TABLES = {"factors", "own_factors", "own_fuels", "bench", "check_rows"}
GENERAL_COLUMNS = {"id", "value", "own", "count", "status", "item", "link"}
COLUMNS_OF_THE_LIBRARY = {
    column.key
    for workbook in installed_workbooks().values()
    for table in workbook.tables()
    if table.key in GENERAL_TABLES
    for column in table.columns
}
# Words that are also keys somewhere and stand for something else in a rule: a side of a balance, a part of a formula, a
# word of a sentence, a material, a unit or a category of the library.
OTHER_WORDS = {"in", "out", "name", "t", "x", "project", "methane", "electricity", "fuel"}


def keys(workbook: Workbook) -> set[str]:
    """The keys of tables, columns, panels and fields, and the defined names."""
    found: set[str] = set()
    for block in workbook.filled_blocks():
        found.add(block.key)
        for entry in block.entries:
            found |= {entry.key, f"{block.key}_{entry.key}"}
    return found


def literals(source: str) -> Iterator[tuple[int, str]]:
    """The texts of a module, docstrings and the sentences left out."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def private_words(source: str) -> list[tuple[int, str]]:
    known = set().union(*map(keys, WORKBOOKS.values())) - GENERAL_TABLES - GENERAL_COLUMNS - OTHER_WORDS
    return [(line, text) for line, text in literals(source) if text in known]


@pytest.mark.parametrize("path", sorted(RULES.glob("*.py")), ids=lambda path: path.stem)
def test_no_rule_names_a_table_or_a_column_of_one_workbook(path: Path) -> None:
    found = private_words(path.read_text(encoding="utf-8"))
    # The places for the columns of the sheets that every workbook has: those of the library, and own fuels.
    if path.stem in ("factor_sheet", "own_fuels"):
        found = [(line, word) for line, word in found if word not in COLUMNS_OF_THE_LIBRARY]
    # A kind of fuel is an entry of the list that every workbook with own fuels has, not a column.
    if path.stem == "fuel_kinds":
        found = [(line, word) for line, word in found if word != "coal"]
    assert found == []


def test_the_scan_finds_what_rules_used_to_say() -> None:
    assert private_words('subject.lines("fuels")\nsubject.field("settings_confidence")') == [
        (1, "fuels"),
        (2, "settings_confidence"),
    ]


@pytest.mark.parametrize("workbook", WORKBOOKS.values(), ids=WORKBOOKS)
def test_a_rule_that_cannot_speak_in_a_workbook_says_why(workbook: Workbook) -> None:
    told = speaking_rules(workbook)
    assert [one.rule.id for one in told] == [rule.id for rule in installed_rules()]
    assert any(one.missing is None and one.rule.needs for one in told)
    for one in told:
        if one.missing is not None:
            needed = {m for group in one.rule.needs for m in group} | set(one.rule.fields)
            assert any(m.said.zh in one.missing.zh and m.said.en in one.missing.en for m in needed), one.rule.id


def test_every_rule_can_speak_in_some_workbook() -> None:
    spoken = {one.rule.id for workbook in WORKBOOKS.values() for one in speaking_rules(workbook) if not one.missing}
    assert {rule.id for rule in installed_rules()} - spoken == set()


def test_a_rule_without_what_it_needs_is_told_with_the_nearest_table() -> None:
    workbook = next(iter(WORKBOOKS.values()))
    rule = installed_rules()[0]
    needs = ((Meaning.FUEL, Meaning.AMOUNT, Meaning.CALORIFIC_VALUE, Meaning.TARGET_YEAR),)
    told = speaking_rules(workbook, [replace(rule, needs=needs, fields=())])
    assert told[0].missing == Text("“化石燃料消耗台账”缺目标年或规划年。", '"Ledger of fossil fuels" lacks the target or planning year.')  # fmt: skip


def test_every_rule_with_rows_of_a_kind_says_what_it_needs() -> None:
    """A rule that asks for a meaning has needs, so that the list is true."""

    def asks(rule: Rule) -> bool:
        source = Path(str(rule.check.__code__.co_filename)).read_text(encoding="utf-8")
        return "M." in source and "subject.having(" in source

    assert [rule.id for rule in installed_rules() if asks(rule) and not rule.needs] == []


@pytest.mark.parametrize("key", WORKBOOKS)
def test_the_command_lists_the_rules_of_a_workbook(key: str) -> None:
    done = CliRunner().invoke(build(), ["rules", "--workbook", key, "--json", "--lang", "en"])
    told = json.loads(done.output)
    assert {one["id"]: one["speaks"] for one in told} == {
        one.rule.id: one.missing is None for one in speaking_rules(WORKBOOKS[key])
    }
    assert all(one["missing"] for one in told if not one["speaks"])
    assert CliRunner().invoke(build(), ["rules", "--workbook", "none"]).exit_code == 2
    assert "evidence-missing" in CliRunner().invoke(build(), ["rules"]).output
