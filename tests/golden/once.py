"""Do a long piece of work once a run, however many workers of pytest-xdist ask for it."""

from __future__ import annotations

import os
import pickle
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

LONGEST = 600.0  # seconds that a worker waits for another one's work
_RESULT = "result.pickle"


@dataclass(frozen=True)
class _Failure:
    """What the worker that did the work saw go wrong; all that wait for it see the same."""

    report: str


class WorkFailed(Exception):
    """The work was done by some worker and ended in an exception."""


def once(shared: Path, key: str, work: Callable[[Path], Result]) -> Result:
    """Return what `work` returns, doing it only where no worker of this run has begun it.

    `shared` is a folder of this run that all workers see; `work` gets a folder of its own in it. Making that
    folder is the claim: the file system lets one worker succeed, on every platform.

    Raises:
        WorkFailed: the work raised, here or in another worker.
        TimeoutError: another worker has not finished in time.
    """
    place = shared / key
    try:
        place.mkdir(parents=True)
    except FileExistsError:
        _wait_for(place / _RESULT)
    else:
        _keep(place / _RESULT, _done(work, place))
    found = pickle.loads((place / _RESULT).read_bytes())
    if isinstance(found, _Failure):
        raise WorkFailed(f"{key}:\n{found.report}")
    result: Result = found
    return result


def _done(work: Callable[[Path], Result], place: Path) -> Result | _Failure:
    try:
        return work(place)
    except Exception:
        return _Failure(traceback.format_exc())


def _keep(file: Path, result: object) -> None:
    """Write a result in one step: who waits must never read half of it."""
    half = file.with_suffix(".half")
    half.write_bytes(pickle.dumps(result))
    os.replace(half, file)


def _wait_for(file: Path) -> None:
    end = time.monotonic() + LONGEST
    while not file.exists():
        if time.monotonic() > end:
            raise TimeoutError(f"{file.parent.name}: another worker has not finished in {LONGEST:.0f} s")
        time.sleep(0.05)
