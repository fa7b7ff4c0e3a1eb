"""A fuel that the library has not is told once and then chosen in every ledger, which calculates it as any other."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pycore.language import Language
from pycore.reading import book as books
from pycore.reading.book import Book
from pycore.reading.choices import Choices
from pycore.sheets.writer import write_workbook
from tests.golden.libreoffice import recalculated
from tests.workbooks.calculated import Calculated
from tests.workbooks.industrial_park.ledger_book import filled, row
from tests.workbooks.minimal import WORKBOOK
from workbooks.coal_chemical import WORKBOOK as COAL

BLEND = {
    "name": "掺混煤",
    "measure": "t",
    "kind": "other",
    "ncv": 18.2,
    "carbon_content": 0.0263,
    "oxidation": 0.97,
    "year": 2026,
    "source": "检测报告 12 号 第 3 页",
    "uncertainty": 0.02,
    "flag": "V",
}
GAS = {**BLEND, "name": "弛放气", "measure": "volume", "ncv": 150.0, "carbon_content": 0.02, "oxidation": 0.99}
ROWS = ({"fuel": "own1", "consumption": 1000, "evidence": "1"}, {"fuel": "own2", "consumption": 10, "evidence": "1"})
# 1000 t · 18.2 GJ/t · 0.0263 tC/GJ · 0.97 · 44/12 and 10 · 150 · 0.02 · 0.99 · 44/12, by hand.
OF_BLEND, OF_GAS = 1702.4340666667, 108.9
_OF_CARS = {"fuel": "own1", "consumption": 1, "technology": "road_gasoline_modern"}


def book(*own: dict[str, Any], language: Language = "zh", **more: Any) -> Calculated:
    """The smallest workbook with own fuels, 1000 t of the first and 10 of the second."""
    return Calculated(WORKBOOK, {"own_fuels": list(own), "fuels": list(ROWS), **more}, language)


@cache
def both_own() -> Calculated:
    return book(BLEND, GAS)


def test_the_amount_of_an_own_fuel_is_calculated_with_its_own_parameters() -> None:
    found = both_own()
    assert found.column("fuels_co2")[:2] == pytest.approx([OF_BLEND, OF_GAS], rel=1e-10)
    assert found.column("own_fuels_co2")[:2] == pytest.approx([1.7024340666667, 10.89], rel=1e-10)
    assert found.column("fuels_check")[:2] == found.column("own_fuels_check")[:2] == ["✓", "✓"]


def test_it_is_counted_in_tonnes_or_by_volume_as_it_says() -> None:
    assert both_own().column("fuels_measure")[:2] == ["t", "10⁴Nm³"]


def test_its_uncertainty_is_that_of_all_three_parameters_and_rows_of_one_fuel_vary_together() -> None:
    """Of a row √(u² + 3·0.02²), u that of its amount; of two equal rows of one fuel only the amounts vary apart: √(u²/2 + 3·0.02²)."""
    assert both_own().column("fuels_u_oxidation")[:2] == [0.02, 0.02]
    quality = both_own().value("fuels_u_activity")
    assert both_own().value("fuels_u") == pytest.approx((quality**2 + 3 * 0.02**2) ** 0.5, rel=1e-12)
    twice = book(BLEND, fuels=[ROWS[0], ROWS[0]])
    assert twice.value("results_u") == pytest.approx((quality**2 / 2 + 3 * 0.02**2) ** 0.5, rel=1e-12)


def test_the_set_of_the_library_in_use_changes_nothing_of_it() -> None:
    of_2015 = book(BLEND, GAS, settings={"fuel_set": "2015"})
    assert of_2015.column("fuels_co2")[:2] == pytest.approx([OF_BLEND, OF_GAS], rel=1e-10)


def test_an_own_value_of_the_row_goes_before_it() -> None:
    """By hand: 1000 · 20 · 0.0263 · 0.97 · 44/12 = 1870.8067 t."""
    found = book(BLEND, fuels=[{**ROWS[0], "ncv_own": 20.0, "reason": "measured"}])
    assert found.value("fuels_co2") == pytest.approx(1870.8066666667, rel=1e-10)


@pytest.mark.parametrize("column", ["ncv", "carbon_content", "oxidation"])
def test_a_parameter_that_is_missing_gives_no_result_and_is_said_in_both_tables(column: str) -> None:
    found = book({key: value for key, value in BLEND.items() if key != column}, fuels=[ROWS[0]], language="en")
    assert found.value("fuels_co2") == ""
    assert found.value("fuels_check") == "✗ the own fuel is incomplete or wrong: see the sheet Own entries"
    assert found.value("own_fuels_check").startswith("✗")
    assert found.value("checks_total") >= 2


@pytest.mark.parametrize("column", ["measure", "year", "source", "uncertainty", "flag"])
def test_what_else_is_missing_is_said_where_the_fuel_is_chosen_too(column: str) -> None:
    found = book({key: value for key, value in BLEND.items() if key != column}, fuels=[ROWS[0]])
    assert found.value("own_fuels_check").startswith("✗ 缺")
    assert found.value("fuels_check") == "✗ 自有燃料未填全或有误，见“自有条目”表"


def test_one_that_is_not_told_at_all_is_an_error_where_it_is_chosen() -> None:
    found = book()
    assert found.value("fuels_co2") == ""
    assert found.value("fuels_check") == "✗ 自有燃料未填全或有误，见“自有条目”表"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "无烟煤"}, "✗ another entry has this name"),
        ({"name": "a*"}, "✗ name of the fuel: signs that sums take for conditions"),
        ({"ncv": 40.0}, "✗ calorific value × carbon content is more carbon than a fuel can hold"),
        ({"carbon_content": 26.3}, "✗ carbon content by energy must be"),
        ({"oxidation": 97.0}, "✗ carbon oxidation rate must be"),
        ({"kind": ""}, "✗ kind of fuel missing"),
        ({"kind": "coal", "measure": "volume"}, "✗ coal is counted in tonnes"),
        ({"measure": "volume", "ncv": 980.0}, "✗ calorific value × carbon content is more carbon than a fuel can hold"),
        ({"year": 26}, "✗ year must be"),
        ({"uncertainty": -0.02}, "✗ relative uncertainty must be"),
    ],
)
def test_what_no_fuel_can_be_is_said(change: dict[str, Any], said: str) -> None:
    """18.2 GJ/t · 0.0263 = 0.48 tC/t; 40 GJ/t would be 1.05, and 980 GJ/10⁴ Nm³ 25.8 tC."""
    if change.get("name") == "无烟煤":
        change = {"name": "anthracite"}
    found = book({**BLEND, **change}, language="en")
    assert found.value("own_fuels_check").startswith(said)
    assert found.value("fuels_check").startswith("✗")


def test_two_of_one_name_are_said() -> None:
    assert book(BLEND, {**GAS, "name": BLEND["name"]}).column("own_fuels_check")[:2] == ["✗ 与另一条目同名"] * 2


def test_the_drop_down_offers_the_names_and_the_list_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "find_workbook", {WORKBOOK.key: WORKBOOK}.get)
    offered = Choices(Book.open(write_workbook(WORKBOOK, "zh", {"own_fuels": [BLEND]}))).options("fuel")
    assert offered.labels[-6:] == ("掺混煤", "自有燃料2", "自有燃料3", "自有燃料4", "自有燃料5", "自有燃料6")
    assert offered.code("掺混煤") == "own1"
    assert offered.code("掺混煤2") is None


def test_the_park_takes_it_for_its_fuels_and_as_the_fuel_that_a_gas_displaces() -> None:
    displaced = {"kind": "byproduct_gas", "amount": 100, "included": "yes"}
    found = filled(
        own_fuels=[BLEND, GAS],
        fuels=[row("chemical", department="industry", **one) for one in (*ROWS, _OF_CARS)],
        reductions=[row("chemical", **displaced, fuel="own1"), row("chemical", **displaced, fuel="own3")],
    )
    assert found.column("fuels_co2")[:2] == pytest.approx([OF_BLEND, OF_GAS], rel=1e-10)
    assert found.column("fuels_check")[:3] == ["✓", "✓", "✓"]  # a blend is no other fuel than that of the vehicle
    assert found.column("reductions_co2")[:2] == [pytest.approx(OF_BLEND / 10, rel=1e-10), ""]
    assert found.column("reductions_u_factor")[0] == pytest.approx(3**0.5 * 0.02, rel=1e-12)
    assert found.column("reductions_check")[:2] == ["✓", "✗ 自有燃料未填全或有误，见“自有条目”表"]


@pytest.mark.slow
def test_the_ledger_of_the_coal_workbook_takes_it_too() -> None:
    of_boilers = {"stage": "proposed", "unit": "boilers", "quality": "A"}
    found = Calculated(COAL, {"own_fuels": [BLEND, GAS], "fuels": [{**of_boilers, **one} for one in ROWS]})
    assert found.column("fuels_co2")[:2] == pytest.approx([OF_BLEND, OF_GAS], rel=1e-10)
    assert found.column("fuels_measure")[:2] == ["t", "10⁴Nm³"]
    assert found.value("own_fuels_check", 2) == "✓"


@pytest.mark.libreoffice
def test_saved_by_libreoffice_it_is_calculated_natively(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "find_workbook", {WORKBOOK.key: WORKBOOK}.get)
    source = tmp_path / "own.xlsx"
    untold = {**ROWS[0], "fuel": "own3"}
    source.write_bytes(write_workbook(WORKBOOK, "zh", {"own_fuels": [BLEND, GAS], "fuels": [*ROWS, untold]}))
    saved = Book.open(recalculated(source, tmp_path))
    assert [saved.value("fuels_co2", row) for row in (0, 1)] == pytest.approx([OF_BLEND, OF_GAS], rel=1e-10)
    assert [saved.value("fuels_measure", row) for row in (0, 1)] == ["t", "10⁴Nm³"]
    assert saved.value("fuels_check", 0) == saved.value("own_fuels_check", 1) == "✓"
    assert saved.value("fuels_check", 2) == "✗ 自有燃料未填全或有误，见“自有条目”表"
