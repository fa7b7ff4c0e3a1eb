"""Work is done once, its failure is told to all, and what two processes ask for at once one of them does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden import once as module
from tests.golden.once import WorkFailed, once

ROOT = Path(__file__).parents[2]


def test_the_second_asks_and_does_nothing(tmp_path: Path) -> None:
    assert once(tmp_path, "sum", lambda folder: 1 + 1) == 2
    assert once(tmp_path, "sum", lambda folder: pytest.fail("done twice")) == 2


def test_a_failure_is_told_to_who_did_the_work_and_to_who_waited(tmp_path: Path) -> None:
    def work(folder: Path) -> None:
        raise ValueError("no such sheet")

    for _ in range(2):
        with pytest.raises(WorkFailed, match=r"(?s)sum:.*ValueError: no such sheet"):
            once(tmp_path, "sum", work)


def test_who_waits_for_a_worker_that_is_gone_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST", 0.1)
    (tmp_path / "sum").mkdir()
    with pytest.raises(TimeoutError, match="another worker has not finished"):
        once(tmp_path, "sum", lambda folder: 2)


def test_of_processes_that_ask_at_once_one_does_the_work(tmp_path: Path) -> None:
    ask = (
        "import os, sys, time; from pathlib import Path; from tests.golden.once import once\n"
        "print(once(Path(sys.argv[1]), 'who', lambda folder: (time.sleep(0.5), os.getpid())[1]))"
    )
    asked = [
        subprocess.Popen([sys.executable, "-c", ask, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    answers = {process.communicate()[0] for process in asked}
    assert len(answers) == 1
    assert int(answers.pop()) in {process.pid for process in asked}
