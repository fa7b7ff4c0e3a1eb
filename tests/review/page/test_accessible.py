"""The pages can be read and used without a mouse, in both styles (see `accessible` for what is covered)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pycore.review.stack.overview import overview
from tests.review.page.accessible import faults_of
from tests.review.page.test_html import page
from tests.review.page.test_html_chromium import assert_quiet, driver, find_all, opened
from tests.review.stack.test_overview import PAGES, stack

pytestmark = [pytest.mark.programs, pytest.mark.slow]

__all__ = ["driver"]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["review", "stack"])
def test_a_page_has_no_fault(driver: Any, tmp_path: Path, kind: str, language: Any, dark: bool) -> None:
    html = page(language) if kind == "review" else overview(stack(), PAGES, language)["overview.html"].decode()
    opened(driver, tmp_path, html)
    assert faults_of(driver, dark=dark) == []


def test_the_check_sees_what_is_wrong(driver: Any, tmp_path: Path) -> None:
    opened(
        driver,
        tmp_path,
        '<!DOCTYPE html><title>t</title><body><h1>a</h1><h3 id="x">b</h3><button></button><table><tr><th>c</th></tr></table>'
        '<p id="x" style="color:#999">pale</p>',
    )
    kinds = {fault.split(":")[0] for fault in faults_of(driver, dark=False)}
    assert kinds == {
        "no language", "no name", "heading skips a level", "table without heads", "head without scope", "id twice",
        "contrast 2.85",
    }  # fmt: skip


def test_an_overview_is_sorted_without_a_network(driver: Any, tmp_path: Path) -> None:
    address = opened(driver, tmp_path, overview(stack(), PAGES, "en")["overview.html"].decode())

    def values() -> list[str]:
        return [cell.text for cell in find_all(driver, "#peers-table tbody td:nth-child(4)")]

    assert values() == ["2.4", "2.5", "7", "1"]
    head = find_all(driver, "#peers-table thead th:nth-child(4) button")[0]
    head.click()
    assert values() == ["1", "2.4", "2.5", "7"]
    head.click()
    assert values() == ["7", "2.5", "2.4", "1"]
    assert find_all(driver, "#peers-table thead th")[3].get_attribute("aria-sort") == "descending"
    assert_quiet(driver, address)
