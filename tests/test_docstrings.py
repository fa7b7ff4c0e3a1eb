"""How much of the core says what it does: the share of functions and classes with a docstring, room by room."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

CORE = Path(__file__).parents[1] / "pycore"

# In percent of all functions, methods and classes, private ones included; those inside a function and those that
# Python calls by itself are not counted. A room may gain, and then its floor is raised: it does not lose.
WHOLE = 80
PUBLIC = 95
# The body of an equation in `accounting` is one line of arithmetic: title, units and clause stand in the definition
# below it. The rooms engine, gate and sheets have the most left to say.
FLOORS = {
    "accounting": 50, "assessment": 75, "cells": 95, "cli": 100, "collecting": 100, "commands": 90, "compare": 90,
    "contributions": 85, "dataset": 70, "decision": 60, "doctor": 90, "drivers": 65, "engine": 55, "equations": 85, "errors": 100, "explain": 85, "filling": 75, "find_program": 100,
    "findings": 100,
    "formulas": 85, "functions": 80, "gate": 55, "if97": 75, "language": 100, "library": 90, "mathematics": 95, "measures": 30,
    "package": 85, "pages": 100, "reading": 85, "report": 85, "review": 70, "sheets": 75, "simulate": 85,
    "merging": 75, "template": 85, "trials": 60, "uncertainty": 90, "upgrade": 90,
}  # fmt: skip

Said = tuple[str, bool, bool]
"""The room, whether it is public, and whether it has a docstring."""


def said_in(body: list[ast.stmt], room: str, public: bool = True) -> Iterator[Said]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("__"):
            here = public and not node.name.startswith("_")
            yield room, here, ast.get_docstring(node) is not None
            if isinstance(node, ast.ClassDef):
                yield from said_in(node.body, room, here)


@pytest.fixture(scope="module")
def said() -> list[Said]:
    return [
        one
        for path in sorted(CORE.rglob("*.py"))
        for one in said_in(
            ast.parse(path.read_text(encoding="utf-8")).body, path.relative_to(CORE).with_suffix("").parts[0]
        )
    ]


def share(said: list[Said]) -> float:
    return 100 * sum(has for *_, has in said) / len(said)


def test_the_core_keeps_its_share_of_docstrings(said: list[Said]) -> None:
    assert share(said) >= WHOLE
    assert share([one for one in said if one[1]]) >= PUBLIC


def test_every_room_keeps_its_share_of_docstrings(said: list[Said]) -> None:
    counted = Counter(room for room, *_ in said)
    assert counted.keys() == FLOORS.keys()
    shares = {room: share([one for one in said if one[0] == room]) for room in counted}
    assert {room: round(found) for room, found in shares.items() if found < FLOORS[room]} == {}


def test_a_docstring_says_more_than_the_name() -> None:
    """A sentence that only takes the name apart tells a reader nothing."""
    empty = []
    for path in sorted(CORE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and (text := ast.get_docstring(node)):
                words = {word.strip(".,:;`").lower() for word in text.split()}
                if words <= {*node.name.lower().strip("_").split("_"), "the", "a", "an", "of", "return", "get", "make"}:
                    empty.append(f"{path.relative_to(CORE)}: {node.name}")
    assert empty == []
