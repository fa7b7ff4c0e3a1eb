"""Who is to blame when a child ends: a fresh process is asked again, and only what went down twice by itself is refused."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from pycore.gate import child as child_module
from pycore.gate.attempts import RETRIES, Children, run_limited
from pycore.gate.child import (
    Child,
    ChildBroken,
    ChildFailed,
    ChildLost,
    ChildTooLarge,
    ChildTooSlow,
)
from tests.gate.killing import kill_children

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
# A run in the background may ignore some signals, and its children inherit that.
FROM_OUTSIDE = [
    number
    for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    if signal.getsignal(number) is not signal.SIG_IGN
]
OWN_FAULTS = [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL]
# Long enough that the signal comes before the answer, on a busy machine too.
AT_WORK = "__import__('time').sleep(0.5) or 42"
TO_ITSELF = "__import__('os').kill(__import__('os').getpid(), {})"


def evaluate(expression: str, seconds: float = 20, megabytes: int = 1024) -> Any:
    return run_limited("builtins:eval", expression, seconds, megabytes)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The process ids of all children, as they are started."""
    pids: list[int] = []
    begin = Child.__init__

    def beginning(child: Child, megabytes: int) -> None:
        begin(child, megabytes)
        pids.append(child._process.pid)

    monkeypatch.setattr(Child, "__init__", beginning)
    return pids


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("number", FROM_OUTSIDE)
def test_what_is_killed_from_outside_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, started: list[int], number: int, times: int
) -> None:
    hit = kill_children(monkeypatch, [number] * times)
    assert evaluate(AT_WORK) == 42
    assert len(hit) == times
    assert started[:-1] == hit
    assert len(set(started)) == times + 1


@pytest.mark.parametrize("number", FROM_OUTSIDE)
def test_what_is_always_killed_is_lost_and_not_broken(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    hit = kill_children(monkeypatch, itertools.repeat(number))
    with pytest.raises(ChildLost) as caught:
        evaluate(AT_WORK)
    assert len(set(hit)) == RETRIES + 1 == 4
    assert not isinstance(caught.value, ChildBroken)
    assert signal.Signals(number).name in caught.value.sentence("zh")
    assert "nothing against the file" in caught.value.sentence("en")


@pytest.mark.parametrize("number", OWN_FAULTS)
def test_a_fault_that_comes_back_in_a_fresh_process_is_the_files(started: list[int], number: int) -> None:
    with pytest.raises(ChildBroken) as caught:
        evaluate(TO_ITSELF.format(number))
    assert len(set(started)) == 2
    assert caught.value.rule == "gate-abort"
    assert signal.Signals(number).name in caught.value.detail.zh
    assert signal.Signals(number).name in caught.value.detail.en


def test_a_fault_that_does_not_come_back_is_forgotten(monkeypatch: pytest.MonkeyPatch, started: list[int]) -> None:
    kill_children(monkeypatch, [signal.SIGSEGV])
    assert evaluate(AT_WORK) == 42
    assert len(started) == 2


def test_faults_count_beside_kills(monkeypatch: pytest.MonkeyPatch) -> None:
    kill_children(monkeypatch, [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM, signal.SIGABRT])
    with pytest.raises(ChildBroken, match="SIGABRT"):
        evaluate(AT_WORK)


def test_processor_time_is_our_own_limit(started: list[int]) -> None:
    busy = (
        "[__import__('resource').setrlimit(__import__('resource').RLIMIT_CPU, (1, -1)), sum(i for i in iter(int, 1))]"
    )
    with pytest.raises(ChildTooSlow, match="processor time"):
        evaluate(busy)
    assert len(started) == 2


def test_memory_is_our_own_limit(started: list[int]) -> None:
    with pytest.raises(ChildTooLarge, match="512 MB"):
        run_limited("builtins:bytearray", 4 * 2**30, 20, 512)
    assert len(started) == 2


def test_our_kill_at_the_end_of_the_time_is_no_kill_from_outside(started: list[int]) -> None:
    with pytest.raises(ChildTooSlow, match=r"0\.3 s"):
        run_limited("time:sleep", 60, 0.3, 512)
    assert len(started) == 2


def test_a_worn_child_is_not_held_against_the_next_file(monkeypatch: pytest.MonkeyPatch, started: list[int]) -> None:
    with Children(1024) as children:
        assert children.call("builtins:eval", "1", 20) == 1
        hit = kill_children(monkeypatch, [signal.SIGSEGV, signal.SIGSEGV])
        assert children.call("builtins:eval", AT_WORK, 20) == 42
    assert len(hit) == 2
    assert len(started) == 3


def test_a_child_that_was_ended_while_it_waited_is_not_used(started: list[int]) -> None:
    with Children(1024) as children:
        children.call("builtins:eval", "1", 20)
        os.kill(started[0], signal.SIGKILL)
        os.waitid(os.P_PID, started[0], os.WEXITED | os.WNOWAIT)
        assert children.call("builtins:eval", "6*7", 20) == 42
    assert len(started) == 2


def test_an_error_of_the_function_is_not_tried_again(started: list[int]) -> None:
    with pytest.raises(ChildFailed, match="ZeroDivisionError"):
        evaluate("1/0")
    assert len(started) == 1


def test_a_system_that_starts_no_process_says_nothing_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", full)
    monkeypatch.setattr("pycore.gate.attempts.PAUSE", 0.01)
    with pytest.raises(ChildLost, match="Resource temporarily unavailable"):
        evaluate("6*7")


def test_an_interpreter_that_cannot_start_says_nothing_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "_START", "import sys; sys.exit(7)")
    monkeypatch.setattr("pycore.gate.attempts.PAUSE", 0.01)
    with pytest.raises(ChildLost, match="did not start: 7"):
        evaluate("6*7")


@pytest.mark.parametrize(
    ("code", "confessed", "kind"),
    [
        (1, False, ChildLost),  # Task Manager, taskkill
        (0xC000013A, False, ChildLost),
        (1, True, ChildBroken),
        (3, False, ChildBroken),  # abort()
        (0xC0000005, False, ChildBroken),
        (0xC00000FD, False, ChildBroken),
    ],
)
def test_windows_tells_faults_by_their_codes(code: int, confessed: bool, kind: type[ChildFailed]) -> None:
    assert type(child_module._windows_death(code, "", confessed)) is kind
