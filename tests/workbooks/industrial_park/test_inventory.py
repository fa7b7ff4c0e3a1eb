"""The inventory of the park: every way of adding up agrees, and tables, performance and uncertainty by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from pycore.language import as_text
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.simulate.simulate import simulate
from tests.workbooks.calculated import Calculated
from tests.workbooks.industrial_park.ledger_book import (
    BASE_YEAR,
    SCENARIO_PARTS,
    WORKBOOK,
    filled,
    row,
)
from workbooks.common.choices import OWN_ENTRIES
from workbooks.industrial_park import example_ledgers, example_plan
from workbooks.industrial_park.inventory import RESULTS
from workbooks.industrial_park.inventory_gases import GROUPS, group_of
from workbooks.industrial_park.inventory_tables import TEN_THOUSAND, tables_sheet
from workbooks.industrial_park.ledgers import LEDGERS
from workbooks.industrial_park.lists import DEPARTMENT_CODES, GASES, LISTS, MORE_SECTORS, SECTOR_CODES

pytestmark = pytest.mark.slow

YEARS = (2022, 2023, 2024)
ENTRIES = {item.key: [code for code, _ in item.entries] for item in LISTS}


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every line of the guide once, spread over sectors, departments and years; amounts are primes and no pattern."""
    primes = iter(n for n in range(101, 5000) if all(n % d for d in range(2, int(n**0.5) + 1)))

    def placed(number: int, **values: Any) -> dict[str, Any]:
        return row(SECTOR_CODES[number % 6], **values) | {"year": YEARS[number % 3]}

    fuels = [code for code in ENTRIES["fuel"] if not code.startswith("own")]  # own fuels have a test of their own
    of_vehicle = {"road_gasoline": "gasoline", "road_diesel": "diesel", "road_cng": "natural_gas", "road_lpg": "lpg", "rail": "diesel", "aircraft": "jet_kerosene"}  # fmt: skip
    technologies = [
        (t, next((f for start, f in of_vehicle.items() if t.startswith(start)), "fuel_oil"))
        for t in ENTRIES["technology"]
    ]
    burned = [(None, fuel) for fuel in fuels] + technologies
    gas = {
        "gwp": 2000.0,
        "assessment_report": "AR5",
        "emission_factor": 0.5,
        "year": 2024,
        "source": "x",
        "uncertainty": 0.2,
        "flag": "V",
    }
    return {
        "own_gases": [{"name": f"gas {i}", "group": ("HFCs", "PFCs")[i % 2], **gas} for i in range(OWN_ENTRIES)],
        "fuels": [
            placed(i, fuel=fuel, department=DEPARTMENT_CODES[i % 5], consumption=next(primes), so2_factor=0.5, pollutant_source="x", **({"technology": t} if t else {}))
            for i, (t, fuel) in enumerate(burned)
        ],
        "biomass": [placed(i, line=line, activity=next(primes), ncv=15) for i, line in enumerate(ENTRIES["biomass_line"])],
        "fugitive": [placed(i, line=line, activity=next(primes)) for i, line in enumerate(ENTRIES["fugitive_line"])],
        "power": [placed(i, trade=("in", "out")[i % 4 == 3], electricity=next(primes)) for i in range(12)],
        "process": [placed(i, line=line, activity=next(primes), nox_factor=0.25, pollutant_source="x") for i, line in enumerate(ENTRIES["process_line"])],
        "clinker": [placed(i, clinker=next(primes), carbide_slag=50) for i in range(3)],
        "steel": [placed(i, limestone=next(primes), dolomite=next(primes), pig_iron=next(primes), crude_steel=next(primes)) for i in range(3)],
        "nitric": [placed(i, line=line, output=next(primes)) for i, line in enumerate(ENTRIES["acid_line"])],
        "glass": [placed(i, carbonate=carbonate, consumption=next(primes)) for i, carbonate in enumerate(ENTRIES["carbonate"][:6])],
        "wastewater": [
            *(placed(i, line="wastewater_treated", treatment=t, tow=1000 * next(primes)) for i, t in enumerate(ENTRIES["treatment"][:8])),
            *(placed(i, line="wastewater_discharged", tow=1000 * next(primes)) for i in range(4)),
        ],
        "reductions": [placed(i, kind="green_power", amount=10 + i, included="yes") for i in range(6)],
    }  # fmt: skip


SCENARIO = [
    {"scenario": "S", "year": 2030, "sector": sector, **{part: 10_000.0 * (i + 1) * (j + 2) for j, part in enumerate(SCENARIO_PARTS)}}
    for i, sector in enumerate(SECTOR_CODES)
]  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Calculated:
    history = [{"output": 1000.0 * (i + 1), "value_added": 250.0 * (i + 1), "energy": 500.0} for i in range(18)]
    return filled(
        **everything(),
        history=history,
        scenario_names=[{"name": "S"}],
        sector_forecast=SCENARIO,
        c_choice={"a": "S", "a_year": 2030},
    )


@pytest.fixture(scope="module")
def example() -> Calculated:
    return filled(**example_plan.EXAMPLE | {"settings": example_plan.SETTINGS}, **example_ledgers.EXAMPLE)


def total_of(book: Calculated, ledger: str, year: int, column: str = "co2e") -> float:
    years = everything()[ledger]
    return sum(v for r, v in zip(years, book.column(f"{ledger}_{column}"), strict=False) if r["year"] == year)


def emitted(book: Calculated, year: int) -> float:
    return sum(total_of(book, ledger.key, year) for ledger in LEDGERS if ledger.domain != "reduction")


# ── conservation ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_data_of_this_test_has_no_row_in_error(book: Calculated) -> None:
    for ledger in LEDGERS:
        checks = [c for c in book.column(f"{ledger.key}_check") if c not in ("", "✓")]
        assert checks in ([], ["✗ 扣减超过台账中的量，疑重复扣减"] * len(checks)), ledger.key


@pytest.mark.parametrize("year", [1, 2, 3])
def test_every_way_of_adding_up_gives_the_same(book: Calculated, year: int) -> None:
    """Rows of the ledgers, added here, against sectors, domains, gases, C.1 and C.2 in the sheet."""
    expected = emitted(book, YEARS[year - 1])
    assert expected > 0
    assert book.column(f"conservation_year{year}") == pytest.approx([expected] * 6, rel=1e-12)
    assert book.column("conservation_check") == ["✓"] * 6
    assert book.value(f"gas_groups_co2e{year}_total") == pytest.approx(expected)
    assert book.value(f"c_net_year{year}", 1) * 10_000 == pytest.approx(expected)


@pytest.mark.parametrize("year", [1, 2, 3])
def test_the_total_deducts_the_reductions(book: Calculated, year: int) -> None:
    reduction = total_of(book, "reductions", YEARS[year - 1])
    assert reduction > 0
    assert book.value("park_years_total", year) == pytest.approx(emitted(book, YEARS[year - 1]) - reduction)
    assert book.value(f"sectors_total{year}_total") == pytest.approx(book.value("park_years_total", year))
    assert book.value(f"c_net_year{year}", 3) * 10_000 == pytest.approx(book.value("park_years_total", year))


def test_a_fuel_without_department_breaks_conservation_and_says_so() -> None:
    book = filled(
        fuels=[
            row(fuel="diesel", consumption=100),
            row(fuel="diesel", consumption=100, department="industry"),
        ]
    )
    assert book.column("conservation_check") == ["✓"] * 5 + ["✗ 与台账不等：有行缺行业、部门或选项有误"]


def test_rows_may_stand_in_any_order(book: Calculated) -> None:
    turned = filled(**{key: rows[::-1] for key, rows in everything().items()})
    assert turned.column("inventory_total") == pytest.approx(book.column("inventory_total"))


def test_the_inventory_lists_each_sector_in_each_year(book: Calculated) -> None:
    of_guide, more = ([year for year in YEARS for _ in codes] for codes in (SECTOR_CODES, MORE_SECTORS))
    assert book.column("inventory_year") == of_guide + more
    assert book.column("inventory_sector") == book.column("history_sector")
    assert sum(book.column("inventory_so2")) == pytest.approx(sum(x for x in book.column("fuels_so2") if x != ""))
    assert sum(book.column("inventory_nox")) == pytest.approx(sum(x for x in book.column("process_nox") if x != ""))


def test_performance_is_emission_over_output(book: Calculated) -> None:
    output = sum(1000 * (i + 1) for i in range(12, 18))
    assert book.value("park_years_per_output", 3) == pytest.approx(book.value("park_years_total", 3) / output)
    assert book.value("park_years_per_value_added", 3) == pytest.approx(
        book.value("park_years_total", 3) / (output / 4)
    )
    assert book.value("park_years_per_energy", 3) == pytest.approx(book.value("park_years_total", 3) / 3000)
    assert book.value("sectors_per_output3", 2) == pytest.approx(book.value("inventory_total", 14) / 14_000)


# ── gases and grids ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_gases_fall_into_the_seven_groups_of_the_guide() -> None:
    assert {group_of(gas) for gas, _ in GASES} == set(GROUPS)
    assert [group_of(gas) for gas in ("HFC-23", "HFC-245fa", "CF4", "C2F6", "SF6", "NF3")] == [
        "HFCs",
        "HFCs",
        "PFCs",
        "PFCs",
        "SF6",
        "NF3",
    ]


def test_every_gas_of_the_guide_is_emitted_in_this_test(book: Calculated) -> None:
    masses = [sum(of_year) for of_year in zip(*(book.column(f"gases_mass{year}") for year in (1, 2, 3)), strict=True)]
    assert all(mass > 0 for mass in masses)


def test_both_grids_stand_side_by_side(example: Calculated) -> None:
    """Chongqing: 0.5581 over 0.2472 is a factor of 2.26; the total takes the other grid in full."""
    assert example.column("grids_ratio") == pytest.approx([0.5581 / 0.2472] * 3)
    net = (
        310_000
        + 340_000
        + 88_000
        + 36_000
        + 1_350_000
        + 40_000
        + 20_000
        + 575_000
        + 45_000
        + 150_000
        + 35_000
        + 10_000
        + 30_000
        - 600_000
    )
    assert example.value("grids_net", 3) == net
    assert example.value("grids_total_regional", 3) == pytest.approx(example.value("park_years_total", 3))
    assert example.value("grids_total_provincial", 3) - example.value("grids_total_regional", 3) == pytest.approx(
        net * (0.5581 - 0.2472)
    )


# ── tables C.1 and C.2 ───────────────────────────────────────────────────────────────────────────────────────────


def _labels(table: str, key: str) -> list[str]:
    block = next(b for b in tables_sheet().blocks if b.key == table)
    return [as_text(cell).zh for cell in block.prefilled[key]]  # type: ignore[union-attr]


def test_table_c1_has_the_layout_of_the_guide() -> None:
    assert _labels("table_c1", "domain") == ["能源活动", "工业生产过程", "废弃物处理", "小计"] * 2 + [
        "能源活动",
        "工业生产过程",
        "废弃物处理",
        "总计",
    ]
    assert [x for x in _labels("table_c1", "sector") if x] == [
        "重点行业（电力、钢铁、建材、有色、石化和化工）",
        "其他行业",
        "产业园区",
    ]


def test_table_c2_has_the_layout_of_the_guide() -> None:
    assert _labels("table_c2", "item")[:6] == ["能源工业", "工业", "交通运输", "服务业", "居民生活", "小计"]
    assert _labels("table_c2", "department")[6:] == [
        "生物质燃烧", "天然气系统逃逸", "调入（出）电力间接排放", "电力行业", "钢铁行业", "建材行业", "有色金属行业", "化工和石化行业", "其他行业", "小计", "废水处理", "",
    ]  # fmt: skip
    assert [x for x in _labels("table_c2", "domain") if x] == [
        "能源活动",
        "工业生产过程",
        "废弃物处理",
        "总排放量",
    ]
    assert TEN_THOUSAND.zh == "万tCO2e"


def test_figures_of_c1_add_up_by_sector_and_domain(book: Calculated) -> None:
    c1 = book.column("table_c1_year3")
    for start in (0, 4, 8):
        assert sum(c1[start : start + 3]) == pytest.approx(c1[start + 3])
    assert [a + b for a, b in zip(c1[:4], c1[4:8], strict=True)] == pytest.approx(c1[8:])
    waste = sum(
        v
        for r, v in zip(everything()["wastewater"], book.column("wastewater_co2e"), strict=False)
        if r["year"] == 2024 and r["sector"] == "other"
    )
    assert c1[6] * 10_000 == pytest.approx(waste)


def test_figures_of_c2_are_those_of_departments_parts_and_sectors(book: Calculated) -> None:
    c2 = [x * 10_000 for x in book.column("table_c2_year2")]
    fuels = list(zip(everything()["fuels"], book.column("fuels_co2e"), strict=False))
    for place, department in enumerate(DEPARTMENT_CODES):
        assert c2[place] == pytest.approx(
            sum(v for r, v in fuels if r["year"] == 2023 and r["department"] == department)
        )
    assert c2[5] == pytest.approx(sum(c2[:5]))
    for place, ledger in ((6, "biomass"), (7, "fugitive"), (8, "power"), (16, "wastewater")):
        assert c2[place] == pytest.approx(total_of(book, ledger, 2023))
    assert c2[15] == pytest.approx(sum(c2[9:15]))
    assert c2[17] == pytest.approx(c2[5] + c2[6] + c2[7] + c2[8] + c2[15] + c2[16])


def test_departments_by_sector_are_the_fossil_fuels_of_the_base_year(book: Calculated) -> None:
    assert book.value("departments_total_total") == pytest.approx(total_of(book, "fuels", BASE_YEAR))
    for sector in SECTOR_CODES:
        assert sum(book.column(f"department_shares_{sector}")) == pytest.approx(1)


def test_a_scenario_fills_its_column_of_both_tables(book: Calculated) -> None:
    of = {part: sum(r[part] for r in SCENARIO) / 10_000 for part in SCENARIO_PARTS}
    c1, c2 = book.column("table_c1_scenario_a"), book.column("table_c2_scenario_a")
    assert c1[8:11] == pytest.approx([of["energy"], of["process"], of["waste"]])
    assert c1[4] == pytest.approx(SCENARIO[-1]["energy"] / 10_000)
    assert c2[5] == pytest.approx(of["fossil"])
    assert c2[6:9] == pytest.approx([of["biomass"], of["fugitive"], of["power"]])
    assert c2[15:17] == pytest.approx([of["process"], of["waste"]])
    assert book.value("c_net_scenario_a", 2) == pytest.approx(of["reduction"])
    assert book.column("table_c1_scenario_b") == [""] * 12


# ── uncertainty ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_approach_1_combines_the_rows_of_each_source(book: Calculated) -> None:
    """Level uncertainty from the rows, those that share a factor added first, over the total of the year."""
    variance = sum(total_of(book, ledger.key, 2024, "shared") for ledger in LEDGERS)
    total = book.value("park_years_total", 3)
    assert book.value("trend_level") == pytest.approx(math.sqrt(variance) / total)
    assert book.value("park_years_u", 3) == pytest.approx(math.sqrt(variance) / total)
    assert sum(book.column("approach1_part")) == pytest.approx(1)
    of_fuels = total_of(book, "fuels", 2024, "shared")
    emitted = total_of(book, "fuels", 2024, "co2e")
    assert book.value("approach1_u", 1) == pytest.approx(math.sqrt(of_fuels) / emitted)


def test_the_trend_has_the_sensitivities_of_the_ipcc_table(book: Calculated) -> None:
    """Type A: the trend's change, in points, when both years rise by 1 %; type B: when the present year alone does (table 3.2)."""
    base, now = np.array(book.column("approach1_base")), np.array(book.column("approach1_current"))
    trend = (now.sum() - base.sum()) / base.sum()
    step = 1e-6
    for place in range(len(base)):
        more = np.zeros(len(base))
        more[place] = step
        both = ((now * (1 + more)).sum() - (base * (1 + more)).sum()) / (base * (1 + more)).sum()
        present = ((now * (1 + more)).sum() - base.sum()) / base.sum()
        assert book.value("approach1_type_a", place + 1) == pytest.approx((both - trend) / step, rel=1e-4, abs=1e-7)
        assert book.value("approach1_type_b", place + 1) == pytest.approx((present - trend) / step, rel=1e-4, abs=1e-7)
    factors = np.array(book.column("approach1_type_a")) * np.array(book.column("approach1_u_factor"))
    activity = np.array(book.column("approach1_type_b")) * np.array(book.column("approach1_u_activity")) * math.sqrt(2)
    assert book.value("trend_change") == pytest.approx(trend)
    assert book.value("trend_change_u") == pytest.approx(math.sqrt((factors**2 + activity**2).sum()))


def test_a_source_that_has_gone_or_come_has_no_trend_of_its_own() -> None:
    book = filled(
        power=[row(trade="in", electricity=1000), row(trade="in", electricity=500) | {"year": 2022}],
        biomass=[row(line="biomass_dung", activity=10)],
    )
    power, biomass = 4, 2
    assert book.value("approach1_change", power) == pytest.approx(1)
    assert book.value("approach1_change_u", power) == pytest.approx(2 * 0.03 * math.sqrt(2))
    assert book.value("approach1_change", biomass) == book.value("approach1_change_u", biomass) == "–"


def test_an_empty_park_shows_zeros_and_no_errors() -> None:
    book = filled()
    for name in (
        "park_years_total",
        "sectors_total3",
        "gases_co2e3",
        "table_c1_year3",
        "table_c2_year3",
        "approach1_current",
        "approach1_part",
    ):
        assert set(book.column(name)) == {0}, name
    assert book.value("trend_level") == book.value("trend_change") == ""
    assert set(book.column("conservation_check")) == {"✓"}


# ── the worked example ───────────────────────────────────────────────────────────────────────────────────────────


def test_no_ledger_row_of_the_example_is_marked(example: Calculated) -> None:
    for ledger in LEDGERS:
        assert set(example.column(f"{ledger.key}_check")) == {"✓", ""}, ledger.key


def test_the_example_has_every_ledger_and_every_sector(example: Calculated) -> None:
    for ledger in LEDGERS:
        assert any(isinstance(x, float) and x != 0 for x in example.column(f"{ledger.key}_co2e")), ledger.key
    assert all(x > 0 for x in example.column("sectors_total3")[:6])
    assert all(x > 0 for x in example.column("gas_groups_co2e3"))


def test_fuels_and_electricity_of_the_example_are_those_of_its_energy_balance(example: Calculated) -> None:
    """29.3076 GJ/tce; the balance of the plan is rounded to its own tonnes of coal equivalent."""
    sectors = example.column("sectors_sector")
    names = example_ledgers.EXAMPLE["fuels"]
    balance = example_plan.EXAMPLE["energy_use"]
    for place, code in enumerate(SECTOR_CODES):
        rows = [
            (r, ncv)
            for r, ncv in zip(names, example.column("fuels_ncv"), strict=False)
            if r["sector"] == code and r["year"] == BASE_YEAR
        ]
        heat = sum(r["consumption"] * ncv for r, ncv in rows) / 29.3076
        assert heat == pytest.approx(sum(balance[place][carrier] for carrier in ("coal", "oil", "gas")), rel=0.01), (
            sectors[place]
        )
        power = sum(
            r["electricity"] * (-1 if r["trade"] == "out" else 1)
            for r in example_ledgers.EXAMPLE["power"]
            if r["sector"] == code and r["year"] == BASE_YEAR
        )
        assert power * 0.1229 == pytest.approx(balance[place]["power"], rel=0.01, abs=1)


def test_a_simulation_draws_through_the_whole_workbook(example: Calculated) -> None:
    """Approach 2 beside Approach 1: no draw leaves a domain, and the intervals are alike where few factors are shared."""
    simulation = simulate(Book(Package.read(example.file), WORKBOOK, "zh", WORKBOOK.version), draws=4000)
    assert not simulation.errors
    found = simulation.number("park_years_total", 2)
    assert found.failed == 0
    assert found.mean == pytest.approx(example.value("park_years_total", 3), rel=0.01)
    assert found.relative == pytest.approx(example.value("trend_level"), rel=0.15)
    assert "N2O" in found.contributions[0].source.label


def test_results_of_a_simulation_are_names_of_the_workbook(example: Calculated) -> None:
    for name, _ in RESULTS:
        assert all(isinstance(x, float) for x in example.column(name))
