"""The errata of many files, each looked at in a confined child process, as a review is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pycore.gate.attempts import Children
from pycore.gate.child import ChildFailed, ChildLost
from pycore.language import Text
from pycore.review import many
from pycore.review.errata.result import ErrataOutcome, FileErrata, NoErrata, read_told


def errata_many(books: Sequence[Path], jobs: int = 0) -> list[FileErrata]:
    """Say of each file which corrected values it used, in the order of the files; see `review.many.review_many`."""
    return many.each_in_a_child(books, _in_a_child, jobs)


def _in_a_child(children: Children, book: Path) -> FileErrata:
    """Look at a file in a confined process; one that is lost or fails gives a record that says so."""
    payload = {"path": str(book.absolute())}
    try:
        return read_told(children.call("pycore.review.errata.effect:errata_here", payload, many.SECONDS))
    except ChildLost as lost:
        return FileErrata(book.name, ErrataOutcome.NOT_READ, problems=(lost.text,))
    except ChildFailed as failed:
        return FileErrata(book.name, ErrataOutcome.REFUSED, problems=(failed.text,))
    except NoErrata as error:
        said = Text(f"子进程的回答无法读取（{error}）。", f"The answer of the child process cannot be read ({error}).")
        return FileErrata(book.name, ErrataOutcome.REFUSED, problems=(said,))
