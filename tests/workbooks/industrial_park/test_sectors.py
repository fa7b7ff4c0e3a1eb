"""A mixed park with a sector of its own: residents, commerce and a data centre, and the tables of every scenario.

The expected values are worked out by hand from the guide's appendix A: southwest grid 2023 0.2472 tCO2/MWh; natural gas
389.31 GJ/10^4 Nm3, 0.0153 tC/GJ, oxidation 0.99; COD with Bo 0.25, anaerobic reactor 0.8, GWP of CH4 28.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.workbooks.calculated import Calculated
from workbooks.industrial_park import park
from workbooks.industrial_park.lists import ALL_SECTORS, MORE_SECTORS, SECTOR_CODES
from workbooks.industrial_park.sector_rows import by_sector
from workbooks.industrial_park.size import Size

pytestmark = pytest.mark.slow

SIZE = Size(enterprises=3, boundary_points=4, fuels=3, biomass=2, fugitive=2, power=4, process=3, clinker=2, steel=2, nitric=2,
            glass=2, wastewater=2, reductions=2, scenarios=2, measures=3, tracking=10, admission=4, conformity=8)  # fmt: skip
CODES = tuple(ALL_SECTORS)
NAME = "数据中心"
GAS = 100 * 389.31 * 0.0153 * 0.99 * 44 / 12
STEEL_POWER, SHOPS_POWER, DATA_POWER = 10_000 * 0.2472, 4_000 * 0.2472, 20_000 * 0.2472
WASTE = 100_000 * 0.25 * 0.8 / 1000 * 28
ROW = {"year": 2024, "evidence": "test", "quality": "B"}
NOW = {
    "steel": {"output": 1_000, "value_added": 300, "energy": 50, "evidence": "test"},
    "residents": {"output": 0, "value_added": 0, "energy": 30, "evidence": "test"},
    "commerce": {"output": 200, "value_added": 80, "energy": 6, "evidence": "test"},
    "own1": {"output": 500, "value_added": 200, "energy": 80, "evidence": "test"},
}
BASE = {
    "steel": {"output": 1_200, "value_added": 300, "wastewater": 0.5},
    "residents": {"output": 0, "activity": 1.1},
    "commerce": {"output": 240},
    "own1": {"output": 1_500, "electricity": 0.5, "new_energy": 9, "new_energy_use": 4},
}


def rows_by_sector(groups: int, group: int, of_sector: dict[str, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Rows by their index: the guide's six sectors of every group, then the other five of every group."""
    return {
        (group * 6 + CODES.index(code) if code in CODES[:6] else groups * 6 + group * 5 + CODES.index(code) - 6): values
        for code, values in of_sector.items()
    }


def as_rows(of_index: dict[int, dict[str, Any]]) -> list[dict[str, Any]]:
    return [of_index.get(i, {}) for i in range(max(of_index) + 1)]


def based(values: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {code: {**row, "basis": "test"} for code, row in values.items()}


@pytest.fixture(scope="module")
def book() -> Calculated:
    grow = rows_by_sector(4, 0, based(BASE))
    # The second scenario is the present: every ratio is 1.
    same = rows_by_sector(4, 2, based({code: {"output": row["output"], "activity": 1} for code, row in NOW.items()}))
    return Calculated(
        park(SIZE),
        {
            "settings": {"park": "P", "county": "C", "base_year": 2024, "plan1": 2030},
            "own_sectors": [{"name": NAME, "includes": "servers"}],
            "history": as_rows(rows_by_sector(3, 2, NOW)),
            "energy_use": as_rows(
                {
                    CODES.index("steel"): {"coal": 20, "power": 30},
                    CODES.index("residents"): {"gas": 30},
                    CODES.index("commerce"): {"power": 6},
                    CODES.index("own1"): {"power": 80},
                }
            ),
            "enterprises": [{"name": "farm", "sector": "own1", "key": "yes", "x": 2, "y": 3, "evidence": "test"}],
            "fuels": [
                {**ROW, "sector": "residents", "department": "residential", "fuel": "natural_gas", "consumption": 100}
            ],
            "power": [
                {**ROW, "sector": "steel", "trade": "in", "electricity": 10_000},
                {**ROW, "sector": "commerce", "trade": "in", "electricity": 4_000},
                {**ROW, "sector": "own1", "trade": "in", "electricity": 20_000, "enterprise": "farm"},
            ],
            "wastewater": [
                {**ROW, "sector": "steel", "line": "wastewater_treated", "treatment": "anaerobic_reactor",
                 "tow": 100_000, "volume": 40},
            ],
            "scenario_names": [{"name": "base", "base": "yes"}, {"name": "same"}],
            "outlook": {"recommended": "base"},
            "parameters": as_rows({**grow, **same}),
        },
    )  # fmt: skip


def test_the_guides_sectors_stay_in_the_rows_in_which_they_stood() -> None:
    """Inputs of a file of an earlier version are carried over by their place."""
    assert by_sector("ab")[:12] == tuple((group, k) for group in "ab" for k in range(1, 7))
    assert by_sector("ab")[12:] == tuple((group, k) for group in "ab" for k in range(7, 12))
    assert (*SECTOR_CODES, *MORE_SECTORS) == CODES


def test_a_sector_of_the_users_own_is_a_choice_and_a_row_of_the_results(book: Calculated) -> None:
    assert book.column("sectors_sector")[6:] == ["居民生活", "商业", NAME, "自定义行业2", "自定义行业3"]
    assert book.column("sectors_total3")[6:9] == pytest.approx([GAS, SHOPS_POWER, DATA_POWER])
    assert book.value("inventory_total", 18 + 2 * 5 + 3) == pytest.approx(DATA_POWER)
    assert book.value("sectors_per_output3", 9) == pytest.approx(DATA_POWER / 500)
    assert book.value("power_check", 3) == "✓"
    assert book.value("map_points_y_other", 1) == 3
    assert book.column("own_sectors_check") == ["✓", "", ""]


def test_residents_and_commerce_grow_by_their_own_parameters(book: Calculated) -> None:
    first = 4 * 6
    assert [book.value("sector_forecast_sector", first + k) for k in (1, 2, 3)] == ["居民生活", "商业", NAME]
    assert book.value("sector_forecast_fossil", first + 1) == pytest.approx(GAS * 1.1)
    assert book.value("sector_forecast_power", first + 2) == pytest.approx(SHOPS_POWER * 1.2)
    assert book.value("sector_forecast_total", first + 3) == pytest.approx(DATA_POWER * 3 * 1.5 + 9)
    assert book.value("sector_total_own1", 1) == pytest.approx(DATA_POWER * 3 * 1.5 + 9)
    assert book.value("sector_potential_own1", 3) == pytest.approx(DATA_POWER * 3 * 1.5 + 9 - DATA_POWER)
    assert book.value("composition_own", 2) == pytest.approx((DATA_POWER * 3 * 1.5 + 9) / 10_000)
    assert book.value("composition_residents", 1) == pytest.approx(GAS / 10_000)
    assert book.value("admission_limits_planned", 9) == pytest.approx((DATA_POWER * 3 * 1.5 + 9) / 1_500)


def test_tables_c_stand_for_every_scenario_and_year(book: Calculated) -> None:
    """Key sectors: steel. The others: residents, commerce and the data centre, whose new projects are energy."""
    steel, waste = STEEL_POWER * 1.2, WASTE * 0.5
    rest = GAS * 1.1 + SHOPS_POWER * 1.2 + DATA_POWER * 3 * 1.5 + 9
    c1 = [x * 10_000 for x in book.column("plan_c1_s1y1")]
    assert c1 == pytest.approx(
        [steel, 0, waste, steel + waste, rest, 0, 0, rest, steel + rest, 0, waste, steel + rest + waste]
    )
    c2 = [x * 10_000 for x in book.column("plan_c2_s1y1")]
    # Steel and data centre burn nothing now: what new projects burn counts as industry.
    fossil = [0, 9, 0, 0, GAS * 1.1]
    power = STEEL_POWER * 1.2 + SHOPS_POWER * 1.2 + DATA_POWER * 3 * 1.5
    assert c2 == pytest.approx(
        [*fossil, sum(fossil), 0, 0, power, *[0] * 7, waste, sum(fossil) + power + waste]
    )  # fmt: skip
    present = [GAS, STEEL_POWER + SHOPS_POWER + DATA_POWER, WASTE]
    assert book.value("plan_c1_s2y1", 12) * 10_000 == pytest.approx(sum(present))
    assert book.value("table_c1_year3", 8) * 10_000 == pytest.approx(GAS + SHOPS_POWER + DATA_POWER)
    assert set(book.column("plan_c1_s1y2") + book.column("plan_c2_s2y2")) == {""}  # no second planning year


def test_energy_by_kind_waste_water_and_structure_of_a_scenario(book: Calculated) -> None:
    """Kinds at the activity of their sectors; new projects (4 tce) and the electricity added (80 x 3 x 0.5) are apart."""
    energy = {"coal": 20 * 1.2, "gas": 30 * 1.1, "power": 30 * 1.2 + 6 * 1.2 + 80 * 3 * 1.5}
    for key, value in energy.items():
        assert book.value(f"plan_activity_{key}", 1) == pytest.approx(value)
    total = 50 * 1.2 + 30 * 1.1 + 6 * 1.2 + 80 * 3 + 4
    assert book.value("plan_activity_total", 1) == pytest.approx(total)
    assert book.value("plan_activity_rest", 1) == pytest.approx(4 - 80 * 3 * 0.5)
    assert book.value("plan_activity_volume", 1) == pytest.approx(20)
    assert book.value("plan_activity_volume", 3) == pytest.approx(40)
    whole = GAS + STEEL_POWER + SHOPS_POWER + DATA_POWER + WASTE
    assert book.value("plan_structure_fossil", 3) == pytest.approx(GAS / whole)
    assert book.value("plan_structure_waste", 3) == pytest.approx(WASTE / whole)
    assert book.value("plan_structure_power", 3) == pytest.approx((STEEL_POWER + SHOPS_POWER + DATA_POWER) / whole)
