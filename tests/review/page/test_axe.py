"""axe-core finds nothing serious on the pages of a review, a stack, a comparison and a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pycore.compare.compare import compare_books
from pycore.compare.page.page import comparison_html
from pycore.reading.book import Book
from pycore.report.html import html_text
from pycore.review.stack.overview import overview
from tests.report.samples import example_document
from tests.review.page.axe import look, look_as_before, violations
from tests.review.page.test_html import example, page, reviewed
from tests.review.page.test_html_chromium import driver, opened
from tests.review.stack.test_overview import PAGES, stack

pytestmark = [pytest.mark.programs, pytest.mark.slow]

__all__ = ["driver"]


@cache
def comparison() -> str:
    """Of the example in two languages: much has changed, and a finding is settled, one new, the others stay."""
    old, new = Book.open(example("zh")), Book.open(example("en"))
    first, second = reviewed(old), reviewed(new)
    return comparison_html(compare_books(old, new), first, second, "en")


PAGE: dict[str, Callable[[], str]] = {
    "review": lambda: page("zh"),
    "stack": lambda: overview(stack(), PAGES, "en")["overview.html"].decode(),
    "comparison": comparison,
    "report": lambda: html_text(example_document("zh")),
}


@pytest.fixture
def looked_at(driver: Any) -> Iterator[Any]:
    yield driver
    look_as_before(driver)


@pytest.mark.parametrize("kind", PAGE)
def test_axe_finds_nothing_serious(looked_at: Any, tmp_path: Path, kind: str) -> None:
    opened(looked_at, tmp_path, PAGE[kind]())
    found = {}
    for width in (1200, 390):
        for dark in (False, True):
            look(looked_at, width=width, dark=dark)
            assert looked_at.execute_script("return window.innerWidth") == width
            found[width, dark] = violations(looked_at)
    assert found == {key: [] for key in found}


def test_axe_sees_what_is_wrong(looked_at: Any, tmp_path: Path) -> None:
    style = "<style>@media (prefers-color-scheme: dark) { p { color: #222; background: #000; } }</style>"
    opened(
        looked_at, tmp_path,
        f'<!DOCTYPE html><title>t</title>{style}<body><h1>a</h1><p>some words</p><img src="data:,"><button></button>',
    )  # fmt: skip
    assert {line.split()[1] for line in violations(looked_at)} == {"html-has-lang", "image-alt", "button-name"}
    look(looked_at, width=390, dark=True)
    assert "color-contrast" in {line.split()[1] for line in violations(looked_at)}
