"""Clean workbooks of mercury and carbon: a region with all its plants, and one plant that measures little."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from pycore.sheets.definition import Workbook
from pycore.sheets.registry import workbook_definition
from tests.review.mutations.clean import Clean, Row, submitted

MERCURY: Workbook = workbook_definition("mercury_pvc")
_EXAMPLE: dict[str, Any] = dict(MERCURY.examples["default"])
_LEDGERS = ("output", "catalyst", "materials", "outflows", "fuels", "process", "flows", "power", "heat")
_PLANT, _YEAR = _EXAMPLE["plants"][1], 2025
_GAP = "只监测废气和废水；废触媒、活性炭和废酸的含汞量待下年度检测。"


def _one_plant() -> dict[str, Any]:
    """What one plant hands in: one year, mercury measured in gas and waste water only, and the gap explained.

    No other year and no closed balance tells a slip here: what is found follows from the rows themselves.
    """

    def own(row: Row) -> bool:
        monitored = row.get("pathway", "air") in ("air", "water")
        return bool(row["plant"] == _PLANT["name"] and row["year"] == _YEAR and monitored)

    ledgers = {key: [row for row in _EXAMPLE[key] if own(row)] for key in _LEDGERS}
    ledgers["output"] = [{**row, "gap": _GAP} for row in ledgers["output"]]
    shared = {key: _EXAMPLE[key] for key in ("region", "settings", "boundary_hg", "boundary_co2")}
    return {**shared, "plants": [_PLANT], **ledgers}


_MAKERS: dict[str, Callable[[], bytes]] = {
    "region-zh": lambda: submitted("zh", _EXAMPLE, MERCURY),
    "region-en": lambda: submitted("en", _EXAMPLE, MERCURY),
    "one-plant": lambda: submitted("zh", _one_plant(), MERCURY),
}
KEYS = tuple(_MAKERS)


@cache
def clean(key: str) -> Clean:
    return Clean(key, _MAKERS[key](), MERCURY)
