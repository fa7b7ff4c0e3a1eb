"""Review many files on all cores, each in a confined child process, so that none can take the others with it."""

from __future__ import annotations

import os
import queue
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pycore.language import Language
from pycore.review.child import Child, ChildFailed
from pycore.review.gate_rules import Breach, findings_of
from pycore.review.review import Review, Verdict, review

SECONDS = 120.0
"""Time for one file, far more than the largest that the gate lets pass was seen to need."""
MEGABYTES = 4096
"""Address space of a child; the worked example takes less than a tenth of it."""


def review_many(books: Sequence[Path], jobs: int = 0, page: Language | None = None) -> list[Review]:
    """Review files in child processes and return the reviews in the order of the files.

    A file that takes more time or memory than allowed, or on which the child dies, is refused; the others are
    reviewed all the same. A progress bar is shown on a terminal when there are many.

    Args:
        jobs: number of children; by default one for each core.
        page: language of the HTML pages, where they are wanted.
    """
    count = max(min(jobs or os.cpu_count() or 1, len(books)), 1)
    with _Children() as children, _Progress(len(books)) as progress, ThreadPoolExecutor(count) as threads:

        def reviewed(book: Path) -> Review:
            result = children.review(book, page)
            progress.advance()
            return result

        return list(threads.map(reviewed, books))


def review_here(payload: dict[str, Any]) -> Any:
    """The child's side: review one file and give the review as JSON data."""
    return _as_json().dump_python(review(Path(payload["path"]), payload["page"]), mode="json")


@cache
def _as_json() -> TypeAdapter[Review]:
    return TypeAdapter(Review)


class _Children:
    """Children that wait for work; one that failed is not used again."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[Child] = queue.SimpleQueue()

    def __enter__(self) -> _Children:
        return self

    def __exit__(self, *_: object) -> None:
        while not self._waiting.empty():
            self._waiting.get().close()

    def review(self, book: Path, page: Language | None) -> Review:
        try:
            child = self._waiting.get_nowait()
        except queue.Empty:
            child = Child(MEGABYTES)
        payload = {"path": str(book.absolute()), "page": page}
        try:
            told = child.call("pycore.review.many:review_here", payload, SECONDS)
        except ChildFailed as failed:
            return _failed(book, failed)
        self._waiting.put(child)
        return _as_json().validate_python(told)


def _failed(book: Path, failed: ChildFailed) -> Review:
    findings = findings_of([Breach(failed.rule, detail=failed.detail)], {})
    return Review(book.name, "", Verdict.REFUSED, findings=tuple(findings))


class _Progress:
    """A progress bar on stderr for more than a few files."""

    def __init__(self, total: int) -> None:
        self._bar = None
        if total > 3 and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True))
            self._task = self._bar.add_task("", total=total)

    def __enter__(self) -> _Progress:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self) -> None:
        if self._bar is not None:
            self._bar.advance(self._task)
