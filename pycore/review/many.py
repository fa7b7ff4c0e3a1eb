"""Review many files on all cores, each in a confined child process, so that none can take the others with it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from pycore.findings.finding import Finding, Severity
from pycore.gate.attempts import RETRIES, Children
from pycore.gate.child import ChildFailed, ChildLost
from pycore.gate.rules import Breach, findings_of
from pycore.language import Language, Text
from pycore.review.result import Review, Verdict
from pycore.review.told import NoReview, read_review

FromFile = TypeVar("FromFile")
SECONDS = 120.0
"""Time for one file, far more than the largest that the gate lets pass was seen to need."""
MEGABYTES = 4096
"""Address space of a child; the worked example takes less than a tenth of it."""


def review_many(
    books: Sequence[Path],
    jobs: int = 0,
    page: Language | None = None,
    *,
    full: bool = False,
    with_copy: bool = False,
) -> list[Review]:
    """Review files in child processes and return the reviews in the order of the files.

    A file that takes more time or memory than allowed, or by which the child dies, is refused when a fresh child
    fares no better. A file whose children are ended from outside is not reviewed, which is no refusal. The others
    are reviewed all the same. A progress bar is shown on a terminal when there are many.

    Args:
        jobs: number of children; by default one for each core.
        page: language of the HTML pages, where they are wanted.
        full: every formula in two forms is calculated both ways (see `review`).
        with_copy: each review brings the clean copy of its file.
    """
    return each_in_a_child(books, lambda children, book: _in_a_child(children, book, page, full, with_copy), jobs)


def each_in_a_child(books: Sequence[Path], work: Callable[[Children, Path], FromFile], jobs: int = 0) -> list[FromFile]:
    """Do a work with each file, with children to call, and return what it gives in the order of the files."""
    count = max(min(jobs or os.cpu_count() or 1, len(books)), 1)
    with (
        Children(MEGABYTES) as children,
        _Progress(len(books)) as progress,
        ThreadPoolExecutor(count) as threads,
    ):

        def done(book: Path) -> FromFile:
            result = work(children, book)
            progress.advance()
            return result

        return list(threads.map(done, books))


def _in_a_child(children: Children, book: Path, page: Language | None, full: bool, with_copy: bool) -> Review:
    """Review a workbook in a confined process; one that is lost or fails gives a review that says so."""
    payload = {"path": str(book.absolute()), "page": page, "full": full, "copy": with_copy}
    try:
        return read_review(children.call("pycore.review.in_child:review_here", payload, SECONDS))
    except ChildLost as lost:
        failed = Review(book.name, "", Verdict.NOT_REVIEWED, findings=(_not_reviewed(lost),))
    except ChildFailed as broken:
        failed = _refused(book, Breach(broken.rule, detail=broken.detail))
    except NoReview as error:  # no review, whatever it is that the child was made to say
        failed = _refused(book, Breach("gate-crash", detail=type(error).__name__))
    if page is None:
        return failed
    from pycore.review.in_child import with_page

    return with_page(failed, None, page)


def _refused(book: Path, breach: Breach) -> Review:
    return Review(book.name, "", Verdict.REFUSED, findings=tuple(findings_of([breach], {})))


def _not_reviewed(lost: ChildLost) -> Finding:
    """Make the finding that the reading process was ended from outside: about this machine and not the file."""
    times = RETRIES + 1
    return Finding(
        rule=lost.rule,
        severity=Severity.WARNING,  # of this machine, not of the file
        sheet="",
        cell="",
        found=Text(
            f"读取文件的子进程 {times} 次均被外部终止（{lost.detail.zh}），文件未被审核",
            f"each of {times} processes that read the file was ended from outside ({lost.detail.en}), so it was not reviewed",
        ),
        expected=Text("运行到结束的子进程", "a process that may run to its end"),
        action=Text(
            "这不说明文件有问题。请关闭占用内存的程序、每次审核较少的文件，或换一台机器重试。",
            "This says nothing against the file. Close what takes up memory, review fewer files at once, or use another machine.",
        ),
    )


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
