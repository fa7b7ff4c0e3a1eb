"""The worked example says what it promises: balances close, values lie where published ones do, measures bring it home."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from pycore.reading.book import Book
from workbooks.coal_chemical import WORKBOOK
from workbooks.coal_chemical.example import EXAMPLE

PATH = Path(__file__).parents[2] / "workbooks" / "coal_chemical" / "coal_chemical_example_zh.xlsx"


@pytest.fixture(scope="module")
def book() -> Book:
    return Book.open(PATH)


def column(book: Book, table: str, key: str) -> list[object]:
    return [book.value(f"{table}_{key}", i) for i in range(book.definition.table(table).rows)]


def numbers(book: Book, table: str, key: str) -> list[float]:
    return [v if isinstance(v, float) else 0.0 for v in column(book, table, key)]


def test_carbon_is_conserved_in_every_process_unit(book: Book) -> None:
    """What goes in comes out: in products, in other flows, or as CO2 (12 of 44 parts of its mass)."""
    rows = zip(*(numbers(book, "balance", k) for k in ("carbon_in", "products", "other", "co2")), strict=True)
    for carbon_in, products, other, co2 in rows:
        assert products + other + co2 * 12 / 44 == pytest.approx(carbon_in, rel=1e-12, abs=1e-6)
        assert co2 >= 0


def test_transfers_leave_one_unit_and_enter_the_other(book: Book) -> None:
    stages, flows, directions = (column(book, "carbon", k) for k in ("stage", "flow", "direction"))
    balance: dict[object, float] = defaultdict(float)
    for stage, flow, direction, carbon in zip(
        stages, flows, directions, numbers(book, "carbon", "carbon"), strict=True
    ):
        if flow == "工序间":
            balance[stage] += carbon if direction == "带入" else -carbon
    assert set(balance) == {"现有", "拟建"}
    assert all(abs(v) < 1e-6 for v in balance.values())


def test_the_whole_plant_conserves_carbon(book: Book) -> None:
    """External carbon in less external carbon out is what the process units emit, calculated here from the data alone."""
    contents = {
        "methanol": 0.375,
        "ethylene": 0.856,
        "propylene": 0.8563,
        "mixed_c4": 0.8563,
    }  # dossier, section 2.5
    carbon = 0.0
    for row in EXAMPLE["carbon"]:
        if row["stage"] == "proposed" and row["flow"] == "external":
            content = row.get("content_own", contents.get(row["material"]))
            carbon += row["quantity"] * content * (1 if row["direction"] == "in" else -1)
    assert sum(numbers(book, "summary_proposed", "process")) == pytest.approx(carbon * 44 / 12, rel=1e-3)


def test_intensities_lie_where_published_ones_lie(book: Book) -> None:
    """Between the advanced value of table 4-2 and level 1 of T/CCECTA 0104-2023; the old plant within level 3."""
    methanol, olefins = numbers(book, "performance", "e_ghg")[:2]
    assert 2.31 < methanol < 2.6
    assert 6.23 < olefins < 7.1
    assert 2.6 < numbers(book, "versus", "existing_ghg")[0] < 3.6


def test_the_project_needs_optimisation_and_becomes_acceptable_with_measures(book: Book) -> None:
    assert column(book, "synergy", "grade")[:2] == ["需优化", "需优化"]
    assert column(book, "optimised", "grade")[:2] == ["可接受", "可接受"]


def test_a_grade_that_could_flip_is_marked(book: Book) -> None:
    assert column(book, "confidence", "firm")[:2] == ["! 等级可能翻转", "✓ 可靠"]


def test_nothing_is_missing_or_contradictory(book: Book) -> None:
    assert book.value("checks_total") == 0
    assert book.value("cover_checks") == "✓ 全部通过"


def test_the_three_accounts_add_up(book: Book) -> None:
    existing, proposed, replaced, after, change = (
        numbers(book, "accounts", k) for k in ("existing", "proposed", "replaced", "after", "change")
    )
    for e, p, r, a, c in zip(existing, proposed, replaced, after, change, strict=True):
        assert a == pytest.approx(e + p - r)
        assert c == pytest.approx(p - r)


def test_methane_is_not_in_the_total(book: Book) -> None:
    total = [
        numbers(book, "summary_proposed", k)
        for k in ("fuel", "process", "carbonate", "power_in", "power_out", "heat_in", "heat_out", "capture")
    ]
    for row in zip(*total, numbers(book, "summary_proposed", "total"), strict=True):
        assert row[-1] == pytest.approx(sum(row[:-1]))
    assert sum(numbers(book, "summary_proposed", "methane")) == pytest.approx(35)


def test_own_fuel_gas_is_listed_and_not_counted_again(book: Book) -> None:
    inside = column(book, "fuels", "in_balance")
    row = inside.index("是")
    assert numbers(book, "fuels", "co2")[row] > 0
    assert numbers(book, "fuels", "counted")[row] == 0


def test_every_figure_says_where_it_comes_from() -> None:
    for table, rows in EXAMPLE.items():
        if isinstance(rows, list) and any(c.key == "evidence" for c in WORKBOOK.table(table).columns):
            assert all(row.get("evidence") for row in rows if row), table


def test_every_sheet_and_choice_is_in_both_languages() -> None:
    for sheet in WORKBOOK.sheets:
        assert sheet.title.zh
        assert sheet.title.en.isascii()
        assert len(sheet.title.zh) <= 31
        assert len(sheet.title.en) <= 31
    mapped = {"province_region", "unit_makes", "material_makes"}  # several codes belong to one region or product group
    for item in WORKBOOK.lists:
        assert all(label.zh and label.en for _, label in item.entries)
        assert len({label.zh for _, label in item.entries}) == len(item.entries) or item.key in mapped
        assert len({label.en for _, label in item.entries}) == len(item.entries) or item.key in mapped
