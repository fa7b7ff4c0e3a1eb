"""axe-core on a page: the rules for accessibility that browsers' own tools and public bodies use.

The script (MPL-2.0) comes with the package axe-playwright-python of the test extra. Only the file is taken: it is run by
the driver that the other tests of pages have, and nothing that ships contains it.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.golden.missing import missing

GRAVE = ("serious", "critical")
CONTRAST = "color-contrast"
_RUN = """const [options, done] = arguments;
axe.run(document, {resultTypes: ["violations"], ...options}).then(
  (found) => done({passed: found.passes.length, violations: found.violations}), (error) => done({error: String(error)}));
"""
_OPEN = "for (const e of document.querySelectorAll('details')) e.open = arguments[0]"


@cache
def script() -> str:
    """Read axe-core; skip where it is missing, but never in CI."""
    package = find_spec("axe_playwright_python")
    if package is None or package.origin is None:
        missing("axe-core (axe-playwright-python, a package of the test extra) is not installed")
    return Path(package.origin).with_name("axe.min.js").read_text(encoding="utf-8")


def look(driver: Any, *, width: int, dark: bool) -> None:
    """Give the page a width in CSS pixels and one of both styles."""
    features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    size = {"width": width, "height": 1_000, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def look_as_before(driver: Any) -> None:
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def violations(driver: Any) -> list[str]:
    """Return what axe-core calls serious or critical, a line each.

    Contrast is asked of the page as it opens, for axe-core takes a minute for what is folded (`accessible` asks that of
    every text); all other rules with every fold open.
    """
    driver.set_script_timeout(110)
    driver.execute_script(script())
    lines = _violations(driver, {"runOnly": [CONTRAST]})
    driver.execute_script(_OPEN, True)
    lines += _violations(driver, {"rules": {CONTRAST: {"enabled": False}}})
    driver.execute_script(_OPEN, False)
    return lines


def _violations(driver: Any, options: dict[str, Any]) -> list[str]:
    found = driver.execute_async_script(_RUN, options)
    assert "error" not in found, found
    assert found["passed"] > 0 or found["violations"]
    return [
        f"{one['impact']} {one['id']} ({len(one['nodes'])}): {one['nodes'][0]['html'][:200]}"
        for one in found["violations"]
        if one["impact"] in GRAVE
    ]
