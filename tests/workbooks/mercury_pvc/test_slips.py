"""Slips that are made with mercury, sown into the worked example row by row: where the workbook itself says so.

An ordinary run sows each kind in one row in turn, `make full` in all of them. A kind that cannot be told from a right
number (a dry concentration typed as a wet one) says so and is counted, not asserted.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable
from typing import Any

import pytest

from tests.workbooks.calculated import Calculated
from workbooks.mercury_pvc import WORKBOOK

pytestmark = pytest.mark.slow

EXAMPLE: dict[str, Any] = WORKBOOK.examples["default"]
HG = 200.59 / 271.50
Row = dict[str, Any]


def scaled(key: str, factor: float) -> Callable[[Row], None]:
    def slip(row: Row) -> None:
        row[key] = row[key] * factor

    return slip


def mercury_for_catalyst(row: Row) -> None:
    for key in ("stock_begin", "bought", "stock_end"):
        row[key] = row[key] * row["hgcl2_fraction"] * HG


def stock_turned(row: Row) -> None:
    row["stock_end"] = -row["stock_end"]


def product_swapped(row: Row) -> None:
    row["pvc"], row["vcm"] = row["vcm"], row["pvc"] * 0.9


KINDS: dict[str, tuple[str, Callable[[Row], None], dict[str, str]]] = {
    "mercury for catalyst": ("catalyst", mercury_for_catalyst, {}),
    "t for kg of catalyst": ("catalyst", scaled("bought", 0.001), {}),
    "HgCl2 as a percentage": ("catalyst", scaled("hgcl2_fraction", 100), {}),
    "mercury fraction for HgCl2, doubled": ("catalyst", scaled("hgcl2_fraction", 2), {}),
    "a stock's sign turned": ("catalyst", stock_turned, {}),
    "PVC and VCM swapped": ("output", product_swapped, {}),
    "µg for mg in spent catalyst": ("outflows", scaled("concentration", 1000), {"pathway": "spent_catalyst"}),
    "mg for µg in gas": ("outflows", scaled("concentration", 1000), {"pathway": "air"}),
    "m³ for 10⁴ m³ of gas": ("outflows", scaled("flow", 10_000), {"pathway": "air"}),
    "t for kg of spent carbon": ("outflows", scaled("flow", 1000), {"pathway": "carbon"}),
}


def said(book: Calculated, table: str, row: int, plant: Any, year: int) -> bool:
    """Whether the row's check says something, or the balance of its plant and year no longer closes."""
    check = book.value(f"{table}_check", row)
    places = [(r["plant"], r["year"]) for r in EXAMPLE["output"]]
    closed = book.value("hg_accounts_closed", places.index((plant, year)) + 1)
    return check[:1] in ("✗", "?") or closed[:1] == "✗"


def chosen(table: str, where: dict[str, str], kind: int) -> list[int]:
    rows = [
        i for i, row in enumerate(EXAMPLE[table]) if all(row.get(k) == v for k, v in where.items()) and "gap" not in row
    ]
    rows = [i for i in rows if EXAMPLE[table][i]["plant"] != EXAMPLE["plants"][-1]["name"]]
    return rows if "TWINLEDGER_FULL" in os.environ else [rows[kind % len(rows)]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_with_mercury_is_told(kind: str) -> None:
    table, slip, where = KINDS[kind]
    missed = []
    for number in chosen(table, where, list(KINDS).index(kind)):
        data = copy.deepcopy(EXAMPLE)
        row = data[table][number]
        slip(row)
        if not said(Calculated(WORKBOOK, data), table, number + 1, row["plant"], row["year"]):
            missed.append(number)
    assert missed == []


def test_the_example_itself_says_nothing() -> None:
    book = Calculated(WORKBOOK, EXAMPLE)
    for table in ("catalyst", "outflows", "materials", "flows", "fuels", "power", "heat", "process"):
        assert {check for check in book.column(f"{table}_check") if check} == {"✓"}, table
