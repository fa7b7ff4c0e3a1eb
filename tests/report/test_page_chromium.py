"""The page in headless Chromium: pictures drawn, no console error, no request to anywhere, nothing wider than the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pycore.report.document import Plate
from pycore.report.html import html_text
from tests.report.samples import example_document
from tests.review.page.test_html_chromium import assert_quiet, driver, find_all, opened

pytestmark = pytest.mark.programs

__all__ = ["driver"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_opens_in_silence_and_draws_its_pictures(driver: Any, tmp_path: Path, language: Any) -> None:
    document = example_document(language)
    address = opened(driver, tmp_path, html_text(document))
    sizes = driver.execute_script("return [...document.images].map(i => [i.complete, i.naturalWidth])")
    assert len(sizes) == sum(isinstance(block, Plate) for block in document.blocks) >= 8
    assert all(complete and width > 300 for complete, width in sizes)
    assert driver.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
    link = find_all(driver, "main p a")[0]
    target = link.get_attribute("href").rpartition("#")[2]
    link.click()
    assert driver.execute_script("return location.hash") == f"#{target}"
    assert driver.execute_script(f"return document.getElementById('{target}').getBoundingClientRect().top") < 60
    assert_quiet(driver, address)


@pytest.fixture
def narrow(driver: Any) -> Iterator[Any]:
    size = driver.get_window_size()
    driver.set_window_size(500, 900)
    yield driver
    driver.set_window_size(size["width"], size["height"])


def test_a_narrow_window_scrolls_the_tables_and_not_the_page(narrow: Any, tmp_path: Path) -> None:
    opened(narrow, tmp_path, html_text(example_document("zh")))
    assert narrow.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
