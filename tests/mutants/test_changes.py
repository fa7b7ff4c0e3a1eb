"""What may change in a source, and what is left alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutants.__main__ import ROOT, SAMPLED
from tests.mutants.changes import mutants, mutated_tree
from tests.mutants.results import equivalents


def changes(tmp_path: Path, source: str) -> list[tuple[str, str]]:
    path = tmp_path / "a.py"
    path.write_text(source, encoding="utf-8")
    return [(m.original, m.mutated) for m in mutants(path, tmp_path)]


@pytest.mark.parametrize(
    ("source", "mutated"),
    [
        ("a = 3", ["a = 4", "a = 2"]),
        ("a = -3", ["a = 3", "a = -4", "a = -2"]),
        ("a = 2.0", ["a = 2.002", "a = 3.0"]),
        ("a = 0.0", ["a = 1.0"]),
        ("a = True", ["a = False"]),
        ("a = b < c", ["a = b <= c"]),
        ("a = b == c != d", ["a = b != c != d", "a = b == c == d"]),
        ("a = b is not c", ["a = b is c"]),
        ("a = b not in c", ["a = b in c"]),
        ("a = b + c", ["a = b - c"]),
        ("a = b * c / d", ["a = b * c * d", "a = b / c / d"]),
        ("a = b ** c", ["a = b * c"]),
        ("a += b", ["a -= b"]),
        ("a = b and c", ["a = b or c"]),
        ("a = not b", ["a = b"]),
        ("a = b[0]", ["a = b[1]", "a = b[-1]"]),
        ("a = {'b': 1}", ["a = {'b': 2}", "a = {'b': 0}"]),
        ("def f(a=1): pass", ["a=2", "a=0"]),
        ('a = f"ROUND({b},6)<0.5"', ["ROUND({b},7)<0.5", "ROUND({b},5)<0.5", "ROUND({b},6)<=0.5", "ROUND({b},6)<0.5005"]),
        ('a = f"{b[1]}^2+1"', ["{b[2]}^2+1", "{b[0]}^2+1", "{b[1]}^3+1", "{b[1]}^1+1", "{b[1]}^2-1", "{b[1]}^2+2", "{b[1]}^2+0"]),
        ("while a:\n    continue", ["continue → break"]),
    ],
)  # fmt: skip
def test_one_token_changes_at_a_time(tmp_path: Path, source: str, mutated: list[str]) -> None:
    found = changes(tmp_path, source)
    if mutated == ["continue → break"]:
        assert found == [("continue", "break")]
    else:
        assert [m for _, m in found] == mutated


@pytest.mark.parametrize(
    "source",
    [
        '"""Says 1 < 2."""',
        "a: 'int | None' = b",
        "def f(a: b | c) -> d | e: ...",
        "@dataclass(frozen=True)\nclass A: ...",
        "a = 'at most 10 < 11'",
        'a = Text(f"{len(b) + 1} cells < {c[0]}", "1")',
        'raise ValueError(f"{a + 1} is 1 too many")',
        "a = Domain(b, typical=(0, 1))",
        'a = f"{steam4_n}A1:B2 x10 $C$3"',
    ],
)
def test_what_is_said_or_only_declared_is_left_alone(tmp_path: Path, source: str) -> None:
    assert changes(tmp_path, source) == []


def test_a_tree_has_the_one_change_that_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("a = 1 + b\nc = 2\n", encoding="utf-8")
    (plus,) = (m for m in mutants(path, tmp_path) if m.mutated == "a = 1 - b")
    assert ast.unparse(mutated_tree(path, plus.number)) == "a = 1 - b\nc = 2"
    assert (plus.line, plus.function) == (1, "")


def test_the_same_change_twice_in_a_function_has_two_names(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("def f(a):\n    b = a < 0\n    b = a < 0\n", encoding="utf-8")
    assert {m.function for m in mutants(path, tmp_path)} == {"f", "f (2)"}


@pytest.mark.parametrize("part", SAMPLED)
def test_every_mutant_of_a_package_can_be_told_from_the_source_and_from_the_others(part: str) -> None:
    found = [m for path in (ROOT / "pycore" / part).rglob("*.py") for m in mutants(path, ROOT)]
    assert len(found) > 100
    assert len({m.key for m in found}) == len(found)
    assert [m for m in found if m.original == m.mutated] == []


def test_every_equivalent_mutant_is_one_and_has_its_reason() -> None:
    """A line of the list that no source has any more is taken out of it."""
    known = equivalents()
    files = {file for file, *_ in known}
    found = {m.key for file in files for m in mutants(ROOT / file, ROOT)}
    assert set(known) - found == set()
    assert [key for key, reason in known.items() if len(reason) < 20] == []
