"""Strange files through every command: an exit status that is promised, a sentence, and the file as it was.

One mutant for each command and a few more for the review; TWINLEDGER_FUZZ asks for more of each. `python -m tests.fuzz`
tries thousands.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import typer.main

import tests.fuzz.trying as trying
from pycore.cli import build
from tests.fuzz.commands import COAL, COMMANDS
from tests.fuzz.mutants import KINDS, members_of, mutant
from tests.fuzz.trying import tried, warm

pytestmark = pytest.mark.slow
MORE = max(int(os.environ.get("TWINLEDGER_FUZZ", "25")) // 25, 1)
SEED = 20_261_127
TASKS = [
    # Eleven kinds further for each command, so that neighbours do not try the same.
    (name, 11 * place + turn)
    for place, name in enumerate(COMMANDS)
    for turn in range(MORE * (6 if name == "review" else 1))
]


@pytest.fixture(scope="module")
def children() -> Iterator[None]:
    with warm():
        yield


@pytest.mark.parametrize(("name", "number"), TASKS)
def test_a_command_keeps_its_promises_on_a_strange_file(children: None, tmp_path: Path, name: str, number: int) -> None:
    made = mutant(COMMANDS[name].example, SEED, number)
    outcome = tried(COMMANDS[name], made.data, tmp_path / "now")
    assert outcome.faults == (), (made.kinds, outcome.said)


def test_every_command_that_reads_a_workbook_is_tried() -> None:
    reading = {
        name
        for name, command in typer.main.get_command(build()).commands.items()  # type: ignore[attr-defined]
        if {p.name for p in command.params} & {"book", "books", "old"}
    }
    assert reading >= {"review", "fill", "merge", "factors add"}
    tried_ones = {
        " ".join(c.arguments[:2]) if c.arguments[0] == "factors" else c.arguments[0] for c in COMMANDS.values()
    }
    assert tried_ones == reading


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_breaks_something(kind: str) -> None:
    """At a place by chance: once in twenty the same stands there as before."""
    original = members_of(COAL)

    def changed(number: int) -> bool:
        members = dict(original)
        return KINDS[kind](members, Random(number)) is not None or members != original

    assert sum(changed(number) for number in range(4)) >= 2


def test_a_mutant_is_made_again_from_its_number() -> None:
    numbers = (0, 13, 40)
    first = [mutant(COAL, 1, number).data for number in numbers]
    assert len(set(first)) == 3
    assert [mutant(COAL, 1, number).data for number in numbers] == first
    assert mutant(COAL, 2, 13).data != first[1]


def _exits(code: int, say: str = "") -> Callable[..., None]:
    def run(arguments: list[str], **_: Any) -> None:
        print(say)
        raise SystemExit(code)

    return run


def _touches(arguments: list[str], **_: Any) -> None:
    Path(arguments[1]).write_bytes(b"other")


def _raises(arguments: list[str], **_: Any) -> None:
    raise KeyError("xl/workbook.xml")


def _litters(arguments: list[str], **_: Any) -> None:
    (Path(arguments[arguments.index("-o") + 1]).parent / "core.1234").write_bytes(b"")


def _half(arguments: list[str], **_: Any) -> None:
    Path(arguments[arguments.index("-o") + 1]).write_bytes(b"PK")


@pytest.mark.parametrize(
    ("does", "fault"),
    [
        (_exits(1, "a sentence."), "exit 1"),
        (_exits(3, "a sentence."), "exit 3"),
        (_exits(2), "silent"),
        (_exits(2, "KeyError: 'x'"), "no sentence"),
        (_exits(2, "The child process that read the file broke down (x)."), "broke down"),
        (_exits(0, "bell \x07"), "prints"),
        (_touches, "changed a file"),
        (_raises, "raised KeyError"),
        (_litters, "wrote ['core.1234']"),
        (_half, "out.xlsx is no file to open"),
    ],
)
def test_a_broken_promise_is_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, does: Callable[..., None], fault: str
) -> None:
    monkeypatch.setattr(trying, "build", lambda: does)
    assert fault in " ".join(tried(COMMANDS["calculate"], b"x", tmp_path / "now").faults)


def test_a_rule_that_fails_is_seen_in_the_json_of_a_review(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = '[{"findings": [{"rule": "rule-failed", "more": {"rule": "unit-year", "error": "KeyError"}}]}]'
    monkeypatch.setattr(trying, "build", lambda: _exits(1, told))
    faults = tried(COMMANDS["review"], b"x", tmp_path / "now").faults
    assert [f for f in faults if f.startswith("rule failed")] == [faults[-1]]
    assert "unit-year" in faults[-1]
