"""Kill children of the review while they work, as the system and administrators do."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import pytest

from pycore.gate import attempts
from pycore.gate.child import Child


def kill_children(monkeypatch: pytest.MonkeyPatch, signals: Iterable[int], file: str = "") -> list[int]:
    """Send one signal after the other to the children, each as it begins to work; those after the last are spared.

    Args:
        signals: numbers of signals; endless for children that never get to an end.
        file: only children that read a file of this name are hit; all of them by default.

    Returns:
        The process ids that were hit, filled as it happens.
    """
    hit: list[int] = []
    left = iter(signals)
    line, call = Child._line, Child.call

    def calling(child: Child, function_name: str, payload: Any, seconds: float) -> Any:
        path = payload.get("path", "") if isinstance(payload, dict) else ""
        child.reads = path  # type: ignore[attr-defined]
        return call(child, function_name, payload, seconds)

    def killing(child: Child, seconds: float) -> tuple[bytes, bool]:
        at_work = child._ready and child.reads.endswith(file)  # type: ignore[attr-defined]
        if at_work and (number := next(left, None)) is not None:
            hit.append(child._process.pid)
            os.kill(child._process.pid, number)
        return line(child, seconds)

    monkeypatch.setattr(Child, "call", calling)
    monkeypatch.setattr(Child, "_line", killing)
    monkeypatch.setattr(attempts, "PAUSE", 0.01)
    return hit
