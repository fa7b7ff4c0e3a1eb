"""Review many files on all cores, each in a child process, so that one file cannot take the others with it."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from pycore.language import Language, Text
from pycore.review.finding import Finding, Severity
from pycore.review.review import Review, Verdict, review

MEMORY = 4 * 1024**3


def _limit() -> None:
    """Limit the memory of a child; Windows has no such limit."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def review_many(books: Sequence[Path], jobs: int = 0, page: Language | None = None) -> list[Review]:
    """Review files in child processes and return the reviews in the order of the files.

    A child that dies (out of memory, killed) makes its file a refusal; the others are reviewed all the same.
    A progress bar is shown on a terminal when there are many.
    """
    count = min(jobs or os.cpu_count() or 1, len(books))
    results: list[Review] = []
    with _Progress(len(books)) as progress:
        waiting = list(books)
        while waiting:
            context = multiprocessing.get_context("spawn")
            with ProcessPoolExecutor(count, mp_context=context, initializer=_limit) as pool:
                futures = [pool.submit(review, book, page) for book in waiting]
                done = 0
                for book, future in zip(waiting, futures, strict=True):
                    try:
                        results.append(future.result())
                    except (BrokenProcessPool, MemoryError):
                        results.append(_died(book))
                        done += 1
                        progress.advance()
                        break
                    done += 1
                    progress.advance()
                waiting = waiting[done:]
    return results


def _died(book: Path) -> Review:
    finding = Finding(
        "file-exhausts-limits",
        Severity.ERROR,
        "",
        "",
        Text(
            "读取该文件的进程超出内存限制而终止",
            "the process that read this file ran out of its memory limit",
        ),
        Text("正常大小的工作簿", "a workbook of ordinary size"),
        Text("请向提交者索取原文件。", "Ask whoever sent it for the original."),
    )
    return Review(book.name, "", Verdict.REFUSED, findings=(finding,))


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
