"""Many files at once: each verdict is that of the file alone, and what breaks one child breaks no other file."""

from __future__ import annotations

import hashlib
import itertools
import shutil
import signal
import sys
from pathlib import Path

import pytest

from pycore.gate.attempts import Children
from pycore.review import many
from pycore.review.many import review_many
from pycore.review.result import Verdict
from pycore.review.review import review
from tests.gate.killing import kill_children

pytestmark = pytest.mark.slow

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
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
    monkeypatch.setattr(many, "MEGABYTES", 100)  # not enough for the libraries
    (found,) = review_many([EXAMPLE])
    assert found.verdict is Verdict.REFUSED
    assert found.findings[0].rule in ("gate-memory", "gate-crash")


@posix
@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_file_whose_children_were_killed_is_reviewed_in_a_fresh_one(
    monkeypatch: pytest.MonkeyPatch, times: int, number: int
) -> None:
    hit = kill_children(monkeypatch, [number] * times)
    (found,) = review_many([EXAMPLE])
    assert found.verdict is Verdict.CLEAN
    assert len(set(hit)) == times


@posix
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_file_whose_children_are_always_killed_is_not_reviewed_and_not_refused(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    kill_children(monkeypatch, itertools.repeat(number))
    (found,) = review_many([EXAMPLE], page="zh")
    assert found.verdict is Verdict.NOT_REVIEWED
    (finding,) = found.findings
    assert finding.rule == "not-reviewed"
    assert signal.Signals(number).name in finding.sentence("zh")
    assert "says nothing against the file" in finding.sentence("en")
    assert "未能在此审核" in found.page
    assert "拒绝" not in found.page


@posix
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGXCPU])
def test_a_file_that_crashes_two_children_is_refused_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    hit = kill_children(monkeypatch, itertools.repeat(number))
    (found,) = review_many([EXAMPLE], page="en")
    assert found.verdict is Verdict.REFUSED
    assert len(set(hit)) == 2
    (finding,) = found.findings
    assert finding.rule == ("gate-time" if number == signal.SIGXCPU else "gate-abort")
    assert "文件使计算中止" in finding.sentence("zh")
    assert "the file brings the calculation down" in finding.sentence("en")
    reason = "processor time" if number == signal.SIGXCPU else signal.Signals(number).name
    assert reason in finding.sentence("en")
    assert reason in found.page


@posix
@pytest.mark.parametrize(
    ("number", "verdict"), [(signal.SIGKILL, Verdict.NOT_REVIEWED), (signal.SIGSEGV, Verdict.REFUSED)]
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_loses_its_children_takes_no_other_with_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, jobs: int, number: int, verdict: Verdict
) -> None:
    books = [tmp_path / name for name in ("a.xlsx", "unlucky.xlsx", "b.xlsx", "c.xlsx")]
    for book in books:
        shutil.copy(EXAMPLE, book)
    kill_children(monkeypatch, itertools.repeat(number), "unlucky.xlsx")
    found = review_many(books, jobs=jobs)
    assert [r.file for r in found] == [b.name for b in books]
    assert [r.verdict for r in found] == [Verdict.CLEAN, verdict, Verdict.CLEAN, Verdict.CLEAN]


@posix
def test_when_every_worker_is_killed_at_once_each_file_still_gets_its_verdict(
    monkeypatch: pytest.MonkeyPatch, files: list[Path]
) -> None:
    kill_children(monkeypatch, [signal.SIGKILL] * 3)
    found = review_many(files, jobs=3)
    assert [r.verdict for r in found] == [
        Verdict.CLEAN, Verdict.REFUSED, Verdict.REFUSED, Verdict.CLEAN
    ]  # fmt: skip
    assert [f.rule for f in found[1].findings] == ["gate-not-zip"]


def test_an_answer_that_is_no_review_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Children, "call", lambda *_: {"file": 7})
    (found,) = review_many([EXAMPLE])
    assert (found.verdict, found.findings[0].rule) == (Verdict.REFUSED, "gate-crash")


def test_nothing_to_review_is_nothing() -> None:
    assert review_many([]) == []
