"""The source inventory: mercury and carbon of each plant, node and year against plain arithmetic on the inputs.

Figures of the terms: 7,000 t of catalyst at 11 % HgCl2 are 570 t of mercury within rounding (569); half of 2010 is
49.14 g of mercury for each t of PVC, whatever the HgCl2 of the catalyst.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.workbooks.calculated import Calculated
from workbooks.mercury_pvc import WORKBOOK

pytestmark = pytest.mark.slow

EXAMPLE: dict[str, Any] = WORKBOOK.examples["default"]
HG = 200.59 / 271.50
FACTOR, LIME, HEAT, GRID = 1.154, 0.683, 0.11, 0.5306
COAL = 19.57 * 0.02618 * 0.93 * 44 / 12
LONG_FLAME = 0.078


def rows(table: str, **where: Any) -> list[dict[str, Any]]:
    return [row for row in EXAMPLE[table] if all(row.get(key) == value for key, value in where.items())]


def used(row: dict[str, Any]) -> float:
    return float(row["stock_begin"] + row["bought"] - row["stock_end"])


def hg_in(**where: Any) -> float:
    catalyst = sum(used(row) * row["hgcl2_fraction"] * HG for row in rows("catalyst", **where))
    return catalyst + sum(row["amount"] * LONG_FLAME / 1000 for row in rows("materials", **where))


def hg_out(**where: Any) -> float:
    return float(
        sum(
            row["flow"] * row["concentration"] * (0.01 if row["pathway"] == "air" else 0.001)
            for row in rows("outflows", **where)
        )
    )


def balance(**where: Any) -> float:
    signed = (r["quantity"] * r["content"] * (1 if r["direction"] == "in" else -1) for r in rows("flows", **where))
    return float(sum(signed)) * 44 / 12


def by_factor(**where: Any) -> float:
    return float(sum(r["activity"] for r in rows("process", item="calcium_carbide", **where))) * FACTOR


def furnace(**where: Any) -> float:
    return balance(**where) if rows("flows", **where) else by_factor(**where)


def lime(**where: Any) -> float:
    return float(sum(r["activity"] for r in rows("process", item="lime", **where))) * LIME


def rest(**where: Any) -> float:
    fuel = sum(r["consumption"] for r in rows("fuels", **where)) * COAL
    power = sum(r["electricity"] for r in rows("power", source="grid", **where)) * GRID
    return float(fuel + power + sum(r["heat"] for r in rows("heat", source="bought", **where)) * HEAT)


@pytest.fixture(scope="module")
def book() -> Calculated:
    return Calculated(WORKBOOK, EXAMPLE)


def changed(change: Callable[[dict[str, Any]], None]) -> Calculated:
    data = copy.deepcopy(EXAMPLE)
    change(data)
    return Calculated(WORKBOOK, data)


LAST = EXAMPLE["plants"][-1]["name"]
PLACES = [{"plant": row["plant"], "year": row["year"]} for row in EXAMPLE["output"]]


def test_mercury_of_each_plant_and_year(book: Calculated) -> None:
    for number, place in enumerate(PLACES, 1):
        made = EXAMPLE["output"][number - 1]["pvc"]
        catalyst = sum(used(row) * row["hgcl2_fraction"] * HG for row in rows("catalyst", **place))
        back = hg_out(treatment="returned", **place) + hg_out(treatment="recovered", **place)
        expected = {
            "hg_in": hg_in(**place), "measured": hg_out(**place), "balance_ratio": hg_out(**place) / hg_in(**place),
            "hg_air": hg_out(pathway="air", **place), "hg_water": hg_out(pathway="water", **place),
            "gross": catalyst * 1000 / made, "net": (catalyst - back) * 1000 / made,
            "compliance": catalyst * 1000 / made / 49.14, "hg0": hg_out(pathway="air", **place) * 0.7,
            "hgii": hg_out(pathway="air", **place) * 0.3, "hgp": 0.0,
        }  # fmt: skip
        for column, value in expected.items():
            assert book.value(f"hg_accounts_{column}", number) == pytest.approx(value, rel=1e-9), (place, column)


def test_one_plant_does_not_close_and_says_why(book: Calculated) -> None:
    said = dict(zip([tuple(p.values()) for p in PLACES], book.column("hg_accounts_closed"), strict=False))
    assert {place for place, words in said.items() if words != "✓"} == {(LAST, 2023), (LAST, 2025)}
    assert all(said[place] == "! 不闭合，已解释" for place in ((LAST, 2023), (LAST, 2025)))


def test_a_gap_without_explanation_is_a_check() -> None:
    def silent(data: dict[str, Any]) -> None:
        data["output"][-1].pop("gap")

    book = changed(silent)
    assert book.value("hg_accounts_closed", len(PLACES)) == "✗ 不闭合：请在“产量”表解释差额"
    assert book.value("checks_total") == 1


def test_carbon_of_each_plant_and_year(book: Calculated) -> None:
    for number, place in enumerate(PLACES, 1):
        total = rest(**place) + furnace(**place) + lime(**place)
        assert book.value("co2_accounts_co2", number) == pytest.approx(total, rel=1e-9), place
        made = EXAMPLE["output"][number - 1]["pvc"]
        assert book.value("co2_accounts_per_t", number) == pytest.approx(total / made, rel=1e-9), place


def test_the_region_is_the_sum_of_its_plants_and_of_its_nodes(book: Calculated) -> None:
    for nth, year in enumerate((2023, 2025), 1):
        assert book.value("region_years_hg_in", nth) == pytest.approx(hg_in(year=year), rel=1e-9)
        total = sum(rest(**p) + furnace(**p) + lime(**p) for p in PLACES if p["year"] == year)
        assert book.value("region_years_co2", nth) == pytest.approx(total, rel=1e-9)
    assert sum(book.column("node_accounts_co2")) == pytest.approx(book.value("region_years_co2", 2), rel=1e-9)
    assert sum(book.column("node_accounts_hg")) == pytest.approx(hg_out(year=2025), rel=1e-9)
    assert sum(book.column("node_accounts_hg_in")) == pytest.approx(book.value("region_years_hg_in", 2), rel=1e-9)
    assert book.value("sector_co2_share") == pytest.approx(
        book.value("region_years_co2", 2) / (book.value("region_years_co2", 2) + 164_300_000), rel=1e-9
    )


@pytest.mark.parametrize(("by_factors", "inside"), [(True, True), (True, False), (False, True)])
def test_both_totals_of_the_lime_kiln(by_factors: bool, inside: bool) -> None:
    def switch(data: dict[str, Any]) -> None:
        data["settings"] |= {"furnace": "factor" if by_factors else "balance", "lime": "yes" if inside else "no"}

    book = changed(switch)
    place = PLACES[0]
    process = by_factor(**place) if by_factors else balance(**place)
    counted, other = rest(**place) + process + lime(**place), rest(**place) + process + lime(**place)
    if by_factors:
        counted, other = (counted - lime(**place), counted) if inside else (counted, counted - lime(**place))
    assert book.value("co2_accounts_co2") == pytest.approx(counted, rel=1e-9)
    assert book.value("co2_accounts_other") == pytest.approx(other, rel=1e-9)


def test_bought_carbide_counts_on_demand() -> None:
    def count(data: dict[str, Any]) -> None:
        data["settings"]["upstream"] = "yes"

    place = PLACES[4]
    number = PLACES.index(place) + 1
    bought = rows("upstream", item="carbide", **place)[0]["activity"] * 4.1
    assert changed(count).value("co2_accounts_co2", number) == pytest.approx(rest(**place) + bought, rel=1e-9)


SETS = {
    "miit": {"废触媒": 0.36, "废活性炭（除汞器）": 0.08, "废盐酸、副产盐酸": 0.51, "废碱": 0.05},
    "remover": {
        "废触媒": 0.36, "废活性炭（除汞器）": 0.64 * 0.7,
        "废盐酸、副产盐酸": 0.64 * 0.3 * 51 / 56, "废碱": 0.64 * 0.3 * 5 / 56,
    },
    "measured_line": {"废触媒": 0.285, "废活性炭（除汞器）": 0.46, "废盐酸、副产盐酸": 0.037, "设备与管道沉积": 0.218},
    "toolkit": {"废触媒": 0.60, "废盐酸、副产盐酸": 0.36, "废水": 0.02, "大气": 0.02},
}  # fmt: skip


@pytest.mark.parametrize("chosen", SETS)
def test_distribution_sets(chosen: str) -> None:
    book = changed(lambda data: data["settings"].update(distribution=chosen, preference="distribution"))
    assert sum(book.column("distribution_used")) == pytest.approx(1)
    entering = hg_in(**PLACES[0])
    for number, way in enumerate(book.column("reconcile_pathway")[:9], 1):
        expected = entering * SETS[chosen].get(way, 0.0)
        assert book.value("reconcile_used", number) == pytest.approx(expected, rel=1e-9, abs=1e-12), way


def test_own_fractions_that_are_no_whole_are_an_error_and_a_check() -> None:
    def own(data: dict[str, Any]) -> None:
        data["settings"] |= {"distribution": "own", "preference": "distribution"}
        data["distribution"] = [{"own": share} for share in (0.5, 0.3, 0.1, 0.2, 0, 0, 0, 0, 0)]

    book = changed(own)
    assert book.value("distribution_adds_up") == "✗ 合计为 1.1，应为 1"
    assert book.value("reconcile_used") == "#N/A"


def test_the_mass_balance_is_what_no_other_way_takes(book: Calculated) -> None:
    place, entering = PLACES[0], hg_in(**PLACES[0])
    measured = {
        way: hg_out(pathway=way, **place) for way in ("spent_catalyst", "carbon", "acid", "alkali", "water", "air")
    }
    assert book.value("reconcile_balance", 1) == pytest.approx(
        entering - sum(measured.values()) + measured["spent_catalyst"], rel=1e-9
    )
    deposit = changed(lambda data: data["settings"].update(preference="measured_balance")).value("reconcile_used", 9)
    assert deposit == pytest.approx(entering - sum(measured.values()), rel=1e-9)


@pytest.mark.parametrize(
    ("table", "change", "words"),
    [
        ("catalyst", {"hgcl2_fraction": 6.0}, "应为 0 到 1，疑为百分数"),
        ("catalyst", {"stock_end": 9e6}, "期末库存多于期初与购入之和"),
        ("outflows", {"pathway": "air", "treatment": "returned"}, "大气的处置方式只能是排放"),
        ("outflows", {"basis": "dry"}, "干基浓度缺含水率"),
        ("materials", {"material": "own.carbide"}, "没有缺省值，请填实测含汞量"),
        ("flows", {"node": "boiler"}, "碳平衡只用于电石炉"),
        ("output", {"vcm": 1000.0}, "聚氯乙烯多于氯乙烯"),
        ("output", {"year": 2024}, "年份不是基准年或核算年"),
        ("fuels", {"plant": "外省企业"}, "✗"),
    ],
)
def test_a_slip_is_named_in_its_row(table: str, change: dict[str, Any], words: str) -> None:
    book = changed(lambda data: data[table][0].update(change))
    check = book.value(f"{table}_check")
    assert check.startswith("✗")
    assert words in check


def test_a_dry_concentration_takes_the_moisture_off() -> None:
    book = changed(lambda data: data["outflows"][0].update(basis="dry", moisture=0.25))
    first = EXAMPLE["outflows"][0]
    assert book.value("outflows_hg") == pytest.approx(first["flow"] * first["concentration"] * 0.75 / 1000, rel=1e-9)


def test_figures_of_the_terms() -> None:
    """7,000 t at 11 %; and at any HgCl2 the amount of catalyst that holds 49.14 g for each t is just within the cap."""

    def national(data: dict[str, Any]) -> None:
        data["catalyst"][0] |= {"stock_begin": 0, "bought": 7_000_000, "stock_end": 0, "hgcl2_fraction": 0.11}
        data["output"][0] |= {"pvc": 5_800_000, "vcm": 5_850_000}

    book = changed(national)
    assert book.value("catalyst_hg") / 1000 == pytest.approx(570, rel=0.003)
    assert book.value("settings_cap") == pytest.approx(49.14)
    for fraction in (0.04, 0.055, 0.065, 0.11):
        kilograms = 49.14 / 1000 / HG / fraction * 352_000

        def at_cap(data: dict[str, Any], kilograms: float = kilograms, fraction: float = fraction) -> None:
            row = {"stock_begin": 0, "bought": kilograms, "stock_end": 0, "hgcl2_fraction": fraction}
            data["catalyst"][0] |= row

        assert changed(at_cap).value("hg_accounts_gross") == pytest.approx(49.14, rel=1e-6)


def test_a_blank_workbook_has_no_rows_without_formulas() -> None:
    """A table whose rows are filled in by one column alone: its blank rows counted as rows without formulas."""
    book = Calculated(WORKBOOK, {})
    assert set(book.column("ledger_rows_lost")) == {0.0}
    assert {words[:1] for words in book.column("hg_accounts_closed") if words} == set()
