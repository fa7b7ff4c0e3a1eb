"""A methanol plant with motors or turbines and measures, small enough to be calculated by hand."""

from __future__ import annotations

from typing import Any

from pycore.reading.book import Book
from pycore.sheets.writer import write_workbook
from tests.workbooks.coal_chemical.test_alternatives import MOTOR, plant
from workbooks.coal_chemical import WORKBOOK

Row = dict[str, Any]
OUTPUT = 100_000
CO2, NOX = (200_000 - 100_000) * 0.5 * 44 / 12 + 10_000 * 0.5 + 40_000 * 0.5, 100 * 200_000 * 1000 / 1e9
"""What it emits with motors: coal less methanol and power; concentration × flow × hours."""
REF_CO2, REF_NOX = 2.31, 0.104
"""The advanced values of methanol in the guide's table 4-2."""


def measure(name: str, co2: float, nox: float, cost: float | None, group: str = "", needs: str = "") -> Row:
    row = {"name": name, "kind": "co2_nox", "unit": "methanol_synthesis", "other_co2": co2, "d_nox": nox}
    more = {key: value for key, value in (("group", group), ("needs", needs)) if value}
    cost_given = {} if cost is None else {"annual_cost": cost}
    return {**row, **more, **cost_given, "product": "methanol", "adopted": "no", "evidence": "test"}


def file_with(measures: list[Row], **more: Any) -> bytes:
    return write_workbook(WORKBOOK, "zh", plant(MOTOR, measures=measures, **more))


def book_with(measures: list[Row], **more: Any) -> Book:
    return Book.open(file_with(measures, **more))


MEASURES = [
    measure("SCR", 0, -6, 300, "脱硝"),
    measure("低氮燃烧", 0, -3.5, 120, "脱硝"),
    measure("余热利用", -25_000, 0, -50),
    measure("捕集", -90_000, 1, 2600, needs="余热利用"),
    measure("尾气洗涤", 0, -4.5, 310, needs="低氮燃烧"),
    measure("电加热", 10_000, -5, 150),
]
