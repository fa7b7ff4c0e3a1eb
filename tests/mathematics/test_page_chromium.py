"""The page of mathematics in headless Chromium: formulas drawn, in silence, nothing wider than the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pycore.mathematics.page import mathematics_html
from tests.review.page.test_html_chromium import assert_quiet, driver, opened

pytestmark = pytest.mark.programs

__all__ = ["driver"]


@pytest.fixture
def sized(driver: Any) -> Iterator[Any]:
    def to(width: int) -> Any:
        metrics = {"width": width, "height": 1400, "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        return driver

    yield to
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_fits_its_window_and_asks_for_nothing(sized: Any, tmp_path: Path, language: Any, width: int) -> None:
    driver = sized(width)
    address = opened(driver, tmp_path, mathematics_html(language))
    assert driver.execute_script("return innerWidth") == width
    assert driver.execute_script("return document.documentElement.scrollWidth") <= width
    # A long formula scrolls in its own frame and nowhere else.
    wide = "return [...document.querySelectorAll('td, dd, dt, h3, nav, code.all')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    assert driver.execute_script(wide) == 0
    if width == 1280:
        scrolled = "return [...document.querySelectorAll('.formula')].filter(e => e.scrollWidth > e.clientWidth).length"
        assert driver.execute_script(scrolled) == 0
    assert_quiet(driver, address)


def test_a_fraction_is_drawn_as_a_fraction(sized: Any, tmp_path: Path) -> None:
    driver = sized(1280)
    opened(driver, tmp_path, mathematics_html("zh"))
    above, below = driver.execute_script(
        "const f = document.querySelector('#TL_INTENSITY .formula mfrac');"
        "return [...f.children].map(e => e.getBoundingClientRect().top)"
    )
    assert below > above + 10
