"""The page in headless Chromium: filter, click through, no console error, no request to anywhere."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pycore.reading.book import Book
from pycore.review.page.page import review_html
from tests.review.page.test_html import IMAGE, SCRIPT, example, hostile_page, page, reviewed

pytestmark = pytest.mark.programs

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
DRIVER = shutil.which("chromedriver")


def _missing() -> str:
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "selenium is not installed"
    if CHROMIUM is None:
        return "there is no Chromium on the PATH"
    return "" if DRIVER else "there is no chromedriver on the PATH"


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    missing = _missing()
    if missing:
        if os.environ.get("CI"):
            pytest.fail(f"CI must run the page in a browser: {missing}")
        pytest.skip(missing)
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     "--window-size=1200,1600"):  # fmt: skip
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    running = webdriver.Chrome(options, Service(DRIVER))
    yield running
    running.quit()


def opened(driver: Any, tmp_path: Path, html: str) -> str:
    """Open a page from a file, with the logs of what came before thrown away."""
    path = tmp_path / "review.html"
    path.write_text(html, encoding="utf-8")
    driver.get("about:blank")
    driver.get_log("browser")
    driver.get_log("performance")
    driver.get(path.as_uri())
    return path.as_uri()


def find(driver: Any, selector: str) -> Any:
    return driver.find_element("css selector", selector)


def find_all(driver: Any, selector: str) -> list[Any]:
    found: list[Any] = driver.find_elements("css selector", selector)
    return found


def assert_quiet(driver: Any, address: str) -> None:
    """No message on the console, and no request but for the page itself."""
    assert driver.get_log("browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert driver.execute_script("return performance.getEntriesByType('resource').map(e => e.name)") == []


def visible(driver: Any) -> list[str]:
    return [row.get_attribute("id") for row in find_all(driver, "#findings-table tbody tr") if row.is_displayed()]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_findings_are_filtered_by_severity_sheet_rule_and_text(driver: Any, tmp_path: Path, language: Any) -> None:
    from selenium.webdriver.support.ui import Select

    address = opened(driver, tmp_path, page(language))
    every = [f"finding-{n}" for n in range(1, 6)]
    assert visible(driver) == every
    Select(find(driver, "#filter-severity")).select_by_value("warning")
    assert visible(driver) == every[1:4]
    find(driver, "#filter-text").send_keys("ROW TWO")
    assert visible(driver) == [every[2]]
    assert find(driver, "#filter-count").text in ("显示 1 / 5 条", "1 of 5 shown")
    find(driver, "#filter-reset").click()
    assert visible(driver) == every
    Select(find(driver, "#filter-rule")).select_by_value("evidence-missing")
    assert visible(driver) == every[1:3]
    find(driver, "#filter-reset").click()
    Select(find(driver, "#filter-sheet")).select_by_value("=")
    assert visible(driver) == [every[4]]
    assert_quiet(driver, address)


def test_what_follows_from_a_finding_is_folded_and_a_filter_finds_it(driver: Any, tmp_path: Path) -> None:
    book = Book.open(example())
    one = reviewed(book)
    last = one.findings[-1]
    below = replace(last, rule="error-values", beneath=True)
    findings = (*one.findings[:-1], replace(last, following=7), below)
    opened(driver, tmp_path, review_html(replace(one, findings=findings), book, "zh", draws=0))
    folded = find(driver, "details.follows")
    number = len(findings)
    assert find(driver, "details.follows summary").text == "7 个单元格、1 条发现随此而来"
    assert not find(driver, f"#finding-{number}").is_displayed()
    driver.execute_script(
        "const s = document.getElementById('filter-rule'); s.value = 'error-values'; s.dispatchEvent(new Event('change'))"
    )
    assert visible(driver) == [f"finding-{number - 1}"]
    folded.find_element("css selector", "summary").click()
    assert find(driver, f"#finding-{number}").is_displayed()


def test_a_figure_leads_through_the_calculation_to_an_input_and_back(driver: Any, tmp_path: Path) -> None:
    address = opened(driver, tmp_path, page())
    find(driver, ".figures tr.figure:nth-of-type(5) td a").click()
    first = find(driver, "#cell h3").text
    assert find(driver, "#cell .equation h4").text.startswith("TL_INTENSITY")
    assert "S" in find(driver, "#cell .equation dl").text
    path = [first]
    for _ in range(30):
        rows = "#cell > .scroll tbody tr"
        formulas = find_all(driver, f"{rows}:has(.kind.formula) td:first-child a")
        ways = [way for way in (*formulas, *find_all(driver, f"{rows} td:first-child a")) if way.text not in path]
        if not ways:
            break
        ways[0].click()
        path.append(find(driver, "#cell h3").text)
    kind = find(driver, "#cell .value .kind").get_attribute("class")
    assert len(path) > 3
    assert kind.split()[1] in ("input", "factor", "own_value", "default", "label")
    assert [item.text for item in find_all(driver, "#trail li")][1:] == path
    find(driver, "#back").click()
    assert find(driver, "#cell h3").text == path[-2]
    driver.back()
    assert find(driver, "#cell h3").text == path[-1]
    find(driver, "#trail li:nth-child(2) a").click()
    assert find(driver, "#cell h3").text == first
    find(driver, "#trail li a").click()
    assert find_all(driver, "#starts a")
    assert_quiet(driver, address)


def test_a_finding_leads_to_its_cell_and_the_cell_to_its_finding(driver: Any, tmp_path: Path) -> None:
    address = opened(driver, tmp_path, page("en"))
    for row in range(1, 5):
        link = find(driver, f"#finding-{row} td a")
        wanted = link.text
        link.click()
        assert find(driver, "#cell h3").text == wanted
        assert driver.switch_to.active_element.text == wanted
    find(driver, "#filter-text").send_keys("hidden")
    assert visible(driver) == ["finding-5"]
    find(driver, "#cell .findings-here a").click()
    assert len(visible(driver)) == 5
    assert_quiet(driver, address)


def test_a_factor_shows_its_source_and_trust(driver: Any, tmp_path: Path) -> None:
    address = opened(driver, tmp_path, page("en"))
    cell = driver.execute_script(
        "return Object.values(JSON.parse(document.getElementById('data').textContent).cells).find(n => n.factor).cell"
    )
    find(driver, "#jump").send_keys(cell)
    find(driver, "#jump-go").click()
    text = find(driver, "#cell section.factor").text
    assert "source" in text
    assert "[" in text
    find(driver, "#jump").clear()
    find(driver, "#jump").send_keys("Nowhere!A1\n")
    assert "Nowhere!A1" in find(driver, "#jump-problem").text
    assert_quiet(driver, address)


def test_the_keyboard_is_enough(driver: Any, tmp_path: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    address = opened(driver, tmp_path, page())
    link = find(driver, ".figures tr.figure td a")
    driver.execute_script("arguments[0].focus()", link)
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert find(driver, "#cell h3").text == driver.switch_to.active_element.text
    assert_quiet(driver, address)


def test_markup_in_a_workbook_stays_text(driver: Any, tmp_path: Path) -> None:
    address = opened(driver, tmp_path, hostile_page())
    assert find(driver, "h1").text == SCRIPT
    assert find(driver, "#finding-1 dd.found").text == IMAGE
    for cell in driver.execute_script(
        "return Object.values(JSON.parse(document.getElementById('data').textContent).cells)"
        ".filter(n => n.notes.join().includes('<img')).map(n => n.cell)"
    ):
        find(driver, "#jump").clear()
        find(driver, "#jump").send_keys(cell + "\n")
        assert IMAGE in find(driver, "#cell").text
    assert driver.execute_script("return window.pwned") is None
    assert find_all(driver, "img") == []
    assert_quiet(driver, address)


def test_the_policy_stops_scripts_and_requests_that_get_in_all_the_same(driver: Any, tmp_path: Path) -> None:
    opened(driver, tmp_path, page())
    driver.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.pwned = 1'; document.body.append(s);"
        "const d = document.createElement('div'); d.innerHTML = '<img src=x onerror=\"window.pwned=1\">';"
        "document.body.append(d);"
    )
    stopped = driver.execute_async_script(
        "const done = arguments[0]; fetch('http://127.0.0.1:9/').then(() => done(false), () => done(true))"
    )
    assert stopped
    assert driver.execute_script("return window.pwned") is None
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    blocked = [m["params"] for m in messages if m["method"] == "Network.loadingFailed"]
    assert all(b.get("blockedReason") == "csp" for b in blocked)
