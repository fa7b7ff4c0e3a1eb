"""Many files at once: each verdict is that of the file alone, and what breaks one child breaks no other file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pycore.review import many
from pycore.review.many import review_many
from pycore.review.review import Verdict, review

EXAMPLE = Path(__file__).parents[2] / "workbooks" / "coal_chemical" / "coal_chemical_example_zh.xlsx"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("submitted")
    note = folder / "note.xlsx"
    note.write_text("hello", encoding="utf-8")
    return [EXAMPLE, note, folder / "missing.xlsx", EXAMPLE]


def test_the_reviews_come_back_whole_and_in_order(files: list[Path]) -> None:
    before = [hashlib.sha256(f.read_bytes()).hexdigest() for f in files if f.exists()]
    found = review_many(files, jobs=2, page="en")
    assert [r.file for r in found] == [f.name for f in files]
    assert [r.verdict for r in found] == [
        Verdict.CLEAN, Verdict.REFUSED, Verdict.REFUSED, Verdict.CLEAN
    ]  # fmt: skip
    assert found[0] == review(EXAMPLE)
    assert found[0].page.startswith("<!DOCTYPE html>")
    assert [hashlib.sha256(f.read_bytes()).hexdigest() for f in files if f.exists()] == before


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "SECONDS", 0.05)
    (slow,) = review_many([EXAMPLE])
    assert slow.verdict is Verdict.REFUSED
    assert [f.rule for f in slow.findings] == ["gate-time"]
    assert "0.05" in slow.findings[0].found.zh
    monkeypatch.undo()
    (again,) = review_many([EXAMPLE])
    assert again.verdict is Verdict.CLEAN


def test_a_review_that_breaks_down_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "MEGABYTES", 120)  # not enough for the libraries
    (found,) = review_many([EXAMPLE])
    assert found.verdict is Verdict.REFUSED
    assert found.findings[0].rule in ("gate-memory", "gate-crash")


def test_nothing_to_review_is_nothing() -> None:
    assert review_many([]) == []
