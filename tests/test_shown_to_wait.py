"""A command that works in a child shows that it does, for what it says comes at its end."""

from __future__ import annotations

import io
import sys

import pytest

from pycore.commands.confined import _shown_to_wait


class Terminal(io.StringIO):
    """Somewhere a person looks."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("language", "words"), [("zh", "正在计算"), ("en", "at work")])
def test_a_terminal_shows_that_a_command_is_at_work(language: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`simulate` showed nothing for minutes: its bar is drawn in the child, whose output is kept until its end."""
    monkeypatch.setenv("TERM", "xterm")
    seen = Terminal()
    monkeypatch.setattr(sys, "stderr", seen)
    with _shown_to_wait(language):  # type: ignore[arg-type]
        pass
    assert words in seen.getvalue()


def test_a_file_is_told_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = io.StringIO()
    monkeypatch.setattr(sys, "stderr", seen)
    with _shown_to_wait("en"):
        pass
    assert seen.getvalue() == ""
