"""The review of one file as the child process does it.

A module of its own, so that the parent, which only waits, does not load what reads and calculates workbooks.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from pycore.language import Language
from pycore.reading.book import Book
from pycore.review.result import Review
from pycore.review.review import review_with_book
from pycore.review.told import review_data


def review_here(payload: dict[str, Any]) -> Any:
    """Review the file at ``path``, in ``full`` or not, and give the review as JSON data, with its page in the language
    ``page`` and its clean copy if ``copy`` is set."""
    found, book = review_with_book(Path(payload["path"]), full=payload["full"], with_copy=payload.get("copy", False))
    return review_data(with_page(found, book, payload["page"]))


def with_page(found: Review, book: Book | None, language: Language | None) -> Review:
    """Add the HTML page in a language, if one is asked for; without a book it holds the reasons only."""
    if language is None:
        return found
    from pycore.review.page.page import review_html

    return replace(found, page=review_html(found, book, language))
