"""A carbonate that the library has not is told once and then chosen in every ledger, which calculates it as any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pycore.language import Language
from pycore.reading import book as books
from pycore.reading.book import Book
from pycore.reading.choices import Choices
from pycore.sheets.resize import can_grow
from pycore.sheets.writer import write_workbook
from tests.golden.libreoffice import recalculated
from tests.workbooks.calculated import Calculated
from tests.workbooks.carbonates_alone import WORKBOOK
from tests.workbooks.industrial_park.ledger_book import filled, row
from workbooks.coal_chemical import WORKBOOK as COAL

ANKERITE: dict[str, Any] = {
    "name": "铁白云石",
    "composition": "Ca(Fe,Mg)(CO3)2",
    "emission_factor": 0.42,
    "uncertainty": 0.03,
    "year": 2026,
    "source": "检测报告 8 号 第 2 页",
    "flag": "V",
}
USED = {"carbonate": "own1", "consumption": 1000, "purity": 0.9, "evidence": "1"}
# 1000 t · 0.42 tCO2/t · 0.9, by hand.
OF_ANKERITE = 378.0


def book(*own: dict[str, Any], language: Language = "zh", **more: Any) -> Calculated:
    """The workbook with carbonates alone: 1000 t of the first own one, of 90 %."""
    return Calculated(WORKBOOK, {"own_carbonates": list(own), "carbonates": [USED], **more}, language)


def test_it_is_calculated_with_its_own_factor_by_the_core_and_natively() -> None:
    found = book(ANKERITE)
    assert found.value("carbonates_co2") == pytest.approx(OF_ANKERITE, rel=1e-12)
    assert found.value("carbonates_check") == found.value("own_carbonates_check") == "✓"
    assert found.value("checks_total") == 0


def test_its_uncertainty_is_its_own_and_rows_of_one_carbonate_vary_together() -> None:
    """√(u² + 0.03²), u that of amount and purity each; of two equal rows only these vary apart."""
    found = book(ANKERITE)
    assert found.value("carbonates_u_emission_factor") == 0.03
    of_row = found.value("carbonates_u") ** 2 - 0.03**2
    twice = book(ANKERITE, carbonates=[USED, USED])
    assert twice.value("results_u") == pytest.approx((of_row / 2 + 0.03**2) ** 0.5, rel=1e-12)


def test_an_own_value_of_the_row_goes_before_it() -> None:
    """By hand: 1000 · 0.4 · 0.9 = 360 t."""
    found = book(ANKERITE, carbonates=[{**USED, "emission_factor_own": 0.4, "reason": "measured"}])
    assert found.value("carbonates_co2") == pytest.approx(360.0, rel=1e-12)


def test_a_factor_that_is_missing_gives_no_result_and_is_said_in_both_tables() -> None:
    found = book({key: value for key, value in ANKERITE.items() if key != "emission_factor"}, language="en")
    assert found.value("carbonates_co2") == ""
    assert found.value("carbonates_check") == "✗ the own carbonate is incomplete or wrong: see the sheet Own entries"
    assert found.value("own_carbonates_check").startswith("✗ carbonate emission factor missing")
    assert found.value("checks_total") >= 2


@pytest.mark.parametrize("column", ["year", "source", "uncertainty", "flag"])
def test_what_else_is_missing_is_said_where_it_is_chosen_too(column: str) -> None:
    found = book({key: value for key, value in ANKERITE.items() if key != column})
    assert found.value("own_carbonates_check").startswith("✗ 缺")
    assert found.value("carbonates_check") == "✗ 自有碳酸盐未填全或有误，见“自有条目”表"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "calcium carbonate CaCO3"}, "✗ another entry has this name"),
        ({"name": "a*"}, "✗ name of the carbonate: signs that sums take for conditions"),
        ({"emission_factor": 44.0}, "✗ carbonate emission factor must be"),
        ({"emission_factor": 0.05}, "? carbonate emission factor"),
        ({"uncertainty": -0.02}, "✗ relative uncertainty must be"),
    ],
)
def test_what_no_carbonate_can_be_is_said(change: dict[str, Any], said: str) -> None:
    assert book({**ANKERITE, **change}, language="en").value("own_carbonates_check").startswith(said)


def test_the_drop_down_offers_the_names_and_the_list_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "find_workbook", {WORKBOOK.key: WORKBOOK}.get)
    offered = Choices(Book.open(write_workbook(WORKBOOK, "zh", {"own_carbonates": [ANKERITE]}))).options("carbonate")
    assert offered.labels[-6:-4] == ("铁白云石", "自有碳酸盐2")
    assert offered.code("铁白云石") == "own1"


def test_a_workbook_offers_the_own_entries_of_its_own_lists_and_no_others() -> None:
    tables = {table.key for table in WORKBOOK.tables()}
    assert "own_carbonates" in tables
    assert tables.isdisjoint({"own_fuels", "own_gases"})


def test_the_table_does_not_grow_beyond_what_the_list_has_room_for() -> None:
    assert not can_grow(WORKBOOK.table("own_carbonates"))


def test_flat_glass_of_the_park_takes_it() -> None:
    found = filled(own_carbonates=[ANKERITE], glass=[row("building_materials", carbonate="own1", consumption=1000)])
    assert found.value("glass_co2") == pytest.approx(420.0, rel=1e-12)
    assert found.value("glass_u_emission_factor") == 0.03
    assert found.value("glass_check") == "✓"


@pytest.mark.slow
def test_the_ledger_of_the_coal_workbook_takes_it_too() -> None:
    used = {"stage": "proposed", "unit": "boilers", "quality": "A", **USED}
    found = Calculated(COAL, {"own_carbonates": [ANKERITE], "carbonates": [used]})
    assert found.value("carbonates_co2") == pytest.approx(OF_ANKERITE, rel=1e-12)
    assert found.value("carbonates_check") == found.value("own_carbonates_check") == "✓"


@pytest.mark.libreoffice
def test_saved_by_libreoffice_it_is_calculated_natively(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "find_workbook", {WORKBOOK.key: WORKBOOK}.get)
    source = tmp_path / "own.xlsx"
    untold = {**USED, "carbonate": "own2"}
    source.write_bytes(write_workbook(WORKBOOK, "zh", {"own_carbonates": [ANKERITE], "carbonates": [USED, untold]}))
    saved = Book.open(recalculated(source, tmp_path))
    assert saved.value("carbonates_co2", 0) == pytest.approx(OF_ANKERITE, rel=1e-12)
    assert saved.value("carbonates_check", 0) == saved.value("own_carbonates_check", 0) == "✓"
    assert saved.value("carbonates_check", 1) == "✗ 自有碳酸盐未填全或有误，见“自有条目”表"
