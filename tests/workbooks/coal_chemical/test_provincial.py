"""Indicators of the provinces and the boundaries of 5.1, worked out here from the example's own accounts."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from tests.workbooks.calculated import Calculated
from workbooks.coal_chemical import WORKBOOK
from workbooks.coal_chemical.example import EXAMPLE

FIGURES = [
    {"existing": 66_000, "proposed": 330_000, "replaced": 0, "evidence": "x"},
    {"existing": 20_000, "proposed": 110_000, "evidence": "x"},
    {"existing": 420_000, "proposed": 1_500_000, "replaced": 45_000, "evidence": "x"},
    {"proposed": 930_000, "evidence": "x"},
]
LOCAL = {"intensity": 2.5, "emission": 4e7, "product": 1.6e7, "margin": 5e6, "increment": 8e5}


def project(province: str, counted: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    data = deepcopy(EXAMPLE) | {"economic_figures": deepcopy(FIGURES), "local": dict(LOCAL)} | more
    data["project"]["province"] = province
    return data | ({"counted": counted} if counted else {})


@cache
def shaanxi() -> Calculated:
    return Calculated(WORKBOOK, project("shaanxi", {"exports": "no"}), "en")


def totals(book: Calculated) -> dict[str, float]:
    """The CO2 of each stage as the three accounts have it."""
    names = ("existing", "proposed", "replaced")
    return {stage: book.column(f"accounts_{stage}")[8] for stage in names}


def sold(book: Calculated, stage: str) -> float:
    """CO2 of the heat that a stage sells, from the ledger's own rows; the example sells no power."""
    rows = zip(EXAMPLE["heat"], book.column("heat_co2"), strict=False)
    return sum(co2 for row, co2 in rows if row["stage"] == stage and row["trade"] == "sold")


def test_every_boundary_is_shown_and_shaanxi_does_not_deduct_what_is_sold() -> None:
    book = shaanxi()
    guide = totals(book)
    captured = sum(row["volume"] * row["purity"] * 19.77 for row in EXAMPLE["capture"])
    more = {stage: sold(book, stage) for stage in guide}
    assert more["proposed"] > 0
    for stage, total in guide.items():
        all_of_it = total + more[stage] + (captured if stage == "existing" else 0)
        assert book.column(f"boundary_totals_{stage}") == pytest.approx(
            [total, total, total, total + more[stage], all_of_it, total + more[stage]]
        )
    assert book.column("boundary_totals_difference") == pytest.approx(
        [0, 0, 0, sum(more.values()), sum(more.values()) + captured, sum(more.values())]
    )


def test_the_switch_changes_provincial_indicators_and_nothing_of_the_guide() -> None:
    deducted = Calculated(WORKBOOK, project("shaanxi"), "en")
    for name in ("accounts_after", "performance_e_ghg", "synergy_s", "optimised_grade"):
        assert shaanxi().column(name) == deducted.column(name)
    for book, exported in ((shaanxi(), sold(shaanxi(), "proposed")), (deducted, 0)):
        used = totals(book)["proposed"] + exported
        assert book.column("provincial_proposed")[:4] == pytest.approx(
            [used / 330_000, used / 110_000, used / 1_500_000, used / 930_000]
        )
    assert deducted.value("counted_hint").startswith("! Shaanxi does not deduct")
    assert shaanxi().value("counted_hint") == "✓"


def test_intensity_before_and_after_the_project() -> None:
    book = Calculated(WORKBOOK, project("zhejiang"), "en")
    existing, proposed, replaced = totals(book).values()
    after = existing + proposed - replaced
    assert book.column("provincial_existing")[:4] == pytest.approx(
        [existing / 66_000, existing / 20_000, existing / 420_000, ""]
    )
    assert book.column("provincial_after")[:3] == pytest.approx([after / 396_000, after / 130_000, after / 1_875_000])
    assert book.column("provincial_asked") == ["yes"] * 3 + ["no"] * 7
    assert book.column("provincial_verdict") == ["✓"] * 3 + [""] * 7


def test_where_the_province_asks_an_intensity_above_the_existing_plant_is_wrong() -> None:
    data = project("zhejiang")
    data["economic_figures"][1]["proposed"] = 1_000
    data["economic_figures"][2] = {}
    assert Calculated(WORKBOOK, data, "en").column("provincial_verdict")[:4] == [
        "✓",
        "✗ above the existing plant",
        "✗ the province asks for it: figures missing",
        "",
    ]


def test_indicators_of_guangxi_and_shanxi() -> None:
    book = Calculated(WORKBOOK, project("guangxi"), "en")
    existing, proposed, replaced = totals(book).values()
    change = proposed - replaced
    effect = (4e7 + change) / (1.6e7 + 110_000) / (4e7 / 1.6e7) - 1
    saved = -(900 + 400) * 0.5306  # the end-of-pipe measures adopted need power
    assert book.column("provincial_proposed")[4:] == pytest.approx(
        [proposed / 110_000 / 2.5, proposed / 5e6, effect, proposed / 4e7, proposed / 8e5, saved]
    )
    assert existing > 0
    assert book.column("provincial_asked")[4:] == ["yes", "yes", "no", "no", "no", "no"]
    shanxi = Calculated(WORKBOOK, project("shanxi"), "en")
    assert shanxi.column("provincial_asked") == ["no", "yes", "no", "no", "no", "no", "yes", "yes", "yes", "yes"]


def test_a_province_that_asks_for_nothing_leaves_the_form_in_peace() -> None:
    book = Calculated(WORKBOOK, EXAMPLE | {"economic_figures": [], "local": {}}, "en")
    assert book.column("provincial_verdict") == [""] * 10
    assert book.column("provincial_proposed")[:9] == [""] * 9
