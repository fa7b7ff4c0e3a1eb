"""Settings, planning and the present state of the park: what follows from what is entered, and what the checks say."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pycore.equations.domain import ANY
from pycore.language import Text
from pycore.library import library
from pycore.library.guide_words import DEPARTMENTS, SECTORS
from pycore.sheets.definition import Column, Field, Kind, Panel, Role, Sheet, Table, Workbook
from tests.workbooks.calculated import Calculated
from workbooks.common.choices import TRUST
from workbooks.common.columns import NO_UNIT, calculated
from workbooks.common.library_sheets import factor_sheets, lists_sheet
from workbooks.industrial_park import park_map, present, project
from workbooks.industrial_park.example_plan import BASE_YEAR, ENTERPRISES, EXAMPLE
from workbooks.industrial_park.ledgers import LEDGERS
from workbooks.industrial_park.lists import AREA_NAMES, GASES, LISTS, gwp_field
from workbooks.industrial_park.size import Size

pytestmark = pytest.mark.slow

SIZE = Size(enterprises=16, boundary_points=10)
E_ = {"evidence": "test"}
BASE = {"base_year": 2024, "plan1": 2027, "park": "P", "county": "C"}


def _stub_ledger(key: str) -> Table:
    columns = (
        Column(key="year", title=Text("年份", "year")),
        Column(key="enterprise", title=Text("企业", "enterprise"), kind=Kind.TEXT),
        Column(key="co2e", title=Text("当量", "CO2e"), domain=ANY),
    )
    return Table(key=key, title=Text(key, key), columns=columns, rows=20)


def _workbook() -> Workbook:
    """The sheets under test, with ledgers that hold a year, an enterprise and an emission only."""
    years = calculated("total", "总量 | total", NO_UNIT, "SUMIFS(fuels_co2e,fuels_year,INDEX(settings_years,{i}))")
    checks = Field(key="total", title=Text("待处理", "open"), role=Role.CALCULATED, formula="0")
    stand_in = Sheet(key="stand_in", title=Text("台账", "Ledgers"), blocks=(
        *(_stub_ledger(ledger.key) for ledger in LEDGERS),
        Table(key="park_years", title=Text("各年", "years"), columns=(years,), rows=3),
        Panel(key="checks", title=Text("检查", "checks"), fields=(checks,)),
    ))  # fmt: skip
    factors = [f for category in ("electricity", "gwp") for f in library().category(category)]
    sheets = (
        *project.sheets(SIZE),
        *present.sheets(SIZE),
        stand_in,
        park_map.data_sheet(SIZE),
        *factor_sheets(factors, LISTS),
        lists_sheet(),
    )
    return Workbook(
        key="industrial_park",
        title=Text("园区", "park"),
        version="1.0.0",
        sheets=sheets,
        lists=(*LISTS, TRUST),
        areas=AREA_NAMES,
    )


WORKBOOK = _workbook()


def filled(**data: Any) -> Calculated:
    return Calculated(WORKBOOK, {"settings": BASE, **data})


@pytest.fixture(scope="module")
def example() -> Calculated:
    return Calculated(WORKBOOK, EXAMPLE)


# ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_labels_of_a_list_are_unique_in_both_languages() -> None:
    """Formulas find a code by its label, so two equal labels would be one."""
    for item in LISTS:
        for language in ("zh", "en"):
            labels = [label[language] for _, label in item.entries]
            assert len(set(labels)) == len(labels), item.key
            assert all(labels), item.key


def test_every_line_of_the_guide_stands_in_a_list_or_a_ledger_of_its_own() -> None:
    own = {"fossil_fuel", "electricity_in", "electricity_out", "clinker", "steel", "flat_glass"}
    lists = (
        "technology",
        "biomass_line",
        "fugitive_line",
        "process_line",
        "acid_line",
        "wastewater_line",
        "reduction",
    )
    listed = {code for item in LISTS if item.key in lists for code, _ in item.entries}
    assert {line.key for line in library().guide("chongqing_park").lines} - listed == own


def test_sectors_and_departments_are_the_guides() -> None:
    codes = {item.key: tuple(code for code, _ in item.entries) for item in LISTS}
    assert codes["sector"][: len(SECTORS)] == tuple(SECTORS)
    assert codes["department"] == tuple(DEPARTMENTS)


def test_named_entries_are_names_that_excel_takes() -> None:
    for item in LISTS:
        if item.named:
            assert all(re.fullmatch(r"[A-Za-z_]\w*", f"{item.key}_{code}") for code, _ in item.entries)


# ── settings ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_three_years_of_history_end_with_the_base_year() -> None:
    book = filled()
    assert [book.value(f"settings_year{i}") for i in (1, 2, 3)] == [2022, 2023, 2024]
    of_guide, more = ([year for year in (2022, 2023, 2024) for _ in range(n)] for n in (6, 5))
    assert book.column("history_year") == of_guide + more


def test_years_stay_blank_without_a_base_year() -> None:
    assert Calculated(WORKBOOK, {}).column("settings_years") == ["", "", ""]


def test_both_grid_factors_are_shown_and_the_regional_one_is_the_default() -> None:
    """Published values of 2023 (dossier, 2.8): southwest 0.2472, Chongqing 0.5581 kg/kWh."""
    book = filled()
    assert book.value("settings_power_regional") == 0.2472
    assert book.value("settings_power_provincial") == 0.5581
    assert book.value("settings_power") == 0.2472
    assert book.value("settings_power_ratio") == pytest.approx(2.2577, abs=1e-4)


@pytest.mark.parametrize(("year", "region", "province"), [("2021", 0.2113, 0.4743), ("2022", 0.2268, 0.5227)])
def test_grid_factors_follow_the_year(year: str, region: float, province: float) -> None:
    book = filled(settings={**BASE, "power_year": year, "power_choice": "provincial"})
    assert book.value("settings_power_regional") == region
    assert book.value("settings_power") == book.value("settings_power_provincial") == province


def test_an_own_grid_factor_is_used_and_a_missing_one_is_an_error() -> None:
    own = {**BASE, "power_choice": "own"}
    assert filled(settings={**own, "power_own": 0.31, "power_own_u": 0.1}).value("settings_power") == 0.31
    assert filled(settings={**own, "power_own": 0.31, "power_own_u": 0.1}).value("settings_power_u") == 0.1
    assert filled(settings=own).value("settings_power") == "#N/A"


@pytest.mark.parametrize(
    ("gwp_set", "gas", "value"),
    [("AR5", "CH4", 28), ("AR5", "N2O", 265), ("AR6", "CH4", 27.9), ("AR6", "SF6", 25200), ("AR4", "NF3", 17200), ("SAR", "CH4", 21),
     ("SAR", "N2O", 310), ("AR5", "HFC-23", 12400), ("AR5", "CF4", 6630), ("AR5", "C2F6", 11100), ("AR4", "CO2", 1)],
)  # fmt: skip
def test_gwps_are_those_of_the_chosen_report(gwp_set: str, gas: str, value: float) -> None:
    """IPCC values as in the dossier, section 4."""
    assert filled(settings={**BASE, "gwp_set": gwp_set}).value(f"settings_{gwp_field(gas)}") == value


def test_a_gas_without_a_value_in_the_set_is_an_error_never_zero() -> None:
    """SAR has no HFC-245fa and no NF3 (dossier, section 4)."""
    book = filled(settings={**BASE, "gwp_set": "SAR"})
    values = dict(zip((gas for gas, _ in GASES), book.column("gwp_values"), strict=True))
    assert {gas for gas, value in values.items() if value == "#N/A"} == {"HFC-245fa", "NF3"}
    assert all(isinstance(v, float) and v > 0 for v in values.values() if v != "#N/A")
    assert book.value("settings_gwp_check").startswith("! 2 种气体")
    assert filled().value("settings_gwp_check") == "✓"


# ── planning and conformity ──────────────────────────────────────────────────────────────────────────────────────


def test_a_conflict_with_another_plan_wants_a_suggestion() -> None:
    rows = [
        {"conform": "conflicts", **E_},
        {"conform": "conflicts", "suggestion": "x", **E_},
        {"conform": "none"},
        {"aspect": "energy"},
        {},
    ]
    assert filled(conformity=rows).column("conformity_check")[:5] == [
        "✗ 缺调整建议",
        "✓",
        "✓",
        "✗ 未判定协调性",
        "",
    ]


def test_value_added_cannot_exceed_the_planned_output() -> None:
    rows = [
        {"sector": "steel", "year": 2027, "output": 10, "value_added": 11, **E_},
        {"sector": "steel", "year": 2027, "output": 10, **E_},
    ]
    assert filled(sector_plan=rows).column("sector_plan_check")[:3] == ["✗ 增加值大于总产值", "✓", ""]


# ── sectors and energy ───────────────────────────────────────────────────────────────────────────────────────────

amounts = st.lists(st.floats(1, 1e7), min_size=18, max_size=18)


@settings(max_examples=3)
@given(amounts)
def test_shares_of_the_sectors_add_up_to_one(outputs: list[float]) -> None:
    rows = [{"output": o, "value_added": o / 4, "area": 1, "energy": o, **E_} for o in outputs]
    book = filled(history=rows)
    for share in ("output", "value_added", "area", "energy"):
        assert sum(book.column(f"structure_share_{share}")) == pytest.approx(1, rel=1e-9)
    assert book.column("structure_output3")[:6] == pytest.approx(outputs[12:])
    assert book.column("history_energy_intensity")[:18] == pytest.approx([1.0] * 18)


def test_enterprises_that_add_up_to_more_than_their_sector_are_found() -> None:
    history = [{} for _ in range(12)] + [{"output": 100, "value_added": 30, "energy": 5, **E_}]
    one = {"sector": "power", "key": "no", "value_added": 1, **E_}
    book = filled(
        history=history,
        enterprises=[
            {**one, "name": "A", "output": 60},
            {**one, "name": "B", "output": 50},
            {**one, "name": "C", "sector": "steel", "output": 5},
        ],
    )
    assert book.column("structure_check")[:3] == ["✗ 企业产值合计大于行业", "✗ 有企业但行业产值为空", ""]


def test_energy_by_carrier_is_held_against_the_energy_of_the_sector() -> None:
    history = [{} for _ in range(12)] + [{"output": 1, "value_added": 1, "energy": 100, **E_}] * 2
    book = filled(history=history, energy_use=[{"coal": 160, "heat": -60}, {"gas": 80, "power": 10}])
    assert book.column("energy_use_total")[:2] == [100, 90]
    assert book.column("energy_use_check")[:3] == ["✓", "✗ 与“行业现状”综合能耗不一致", ""]


def test_an_enterprise_above_the_energy_limit_goes_on_the_list() -> None:
    rows = [
        {"enterprise": "A", "actual": 108, "limit": 107, **E_},
        {"enterprise": "A", "actual": 107, "limit": 107, **E_},
    ]
    assert filled(efficiency=rows).column("efficiency_listed")[:3] == ["! 纳入清单式管理", "✓ 达到准入值", ""]


# ── enterprises and the map ──────────────────────────────────────────────────────────────────────────────────────


def enterprise(name: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "sector": "steel",
        "key": "yes",
        "output": 1000,
        "value_added": 300,
        "x": 1,
        "y": 2,
        **E_,
        **more,
    }


def test_ledgers_add_up_by_enterprise_in_the_base_year_and_reductions_come_off() -> None:
    row = {"year": 2024, "enterprise": "A", "co2e": 1.0}
    data: dict[str, Any] = {
        ledger.key: [{**row, "co2e": 10.0**i}, {**row, "year": 2023}, {**row, "enterprise": "B"}]
        for i, ledger in enumerate(LEDGERS)
    }
    book = filled(enterprises=[enterprise("A"), enterprise("B")], **data)
    expected = sum(-(10.0**i) if ledger.domain == "reduction" else 10.0**i for i, ledger in enumerate(LEDGERS))
    assert book.value("enterprises_recalculated", 1) == pytest.approx(expected, rel=1e-15)
    assert book.value("enterprises_recalculated", 2) == len(LEDGERS) - 2


def test_a_reported_figure_is_preferred_unless_the_user_says_otherwise() -> None:
    rows = [
        enterprise("A", reported=120, source="national_market"), enterprise("B"),
        enterprise("C", reported=120, source="own", used="recalculated"), enterprise("D", used="reported"),
    ]  # fmt: skip
    ledger = [{"year": 2024, "enterprise": name, "co2e": 100} for name in "ABCD"]
    book = filled(enterprises=rows, fuels=ledger)
    assert book.column("enterprises_emission")[:4] == [120, 100, 100, ""]
    assert book.column("enterprises_difference")[:2] == [pytest.approx(0.2), ""]
    assert book.column("enterprises_comparison")[:2] == ["! 相差超过 10%，请说明", ""]
    assert book.column("enterprises_check")[:5] == ["✓", "✓", "✓", "✗ 取上报数据但未填", ""]
    assert book.value("enterprises_intensity", 1) == pytest.approx(0.12)
    assert book.value("enterprises_share", 2) == pytest.approx(0.25)


def test_slips_in_a_row_of_an_enterprise_are_named() -> None:
    rows = [
        enterprise("A"), enterprise("A"), enterprise("B", x=None), enterprise("C", x=None, key="no"), enterprise("D", reported=5),
        enterprise("E", output=100), enterprise("F", sector="钢 铁"), enterprise("G", evidence=None),
    ]  # fmt: skip
    assert filled(enterprises=rows).column("enterprises_check")[:8] == [
        "✗ 企业名称重复", "✗ 企业名称重复", "✗ 重点企业缺位置坐标", "✓", "✗ 上报数据缺来源", "✗ 增加值大于总产值", "✗ 行业不在下拉列表中", "✗ 缺佐证材料",
    ]  # fmt: skip


def test_an_error_in_a_ledger_shows_in_its_enterprise_only() -> None:
    rows = [{"year": 2024, "enterprise": "A", "co2e": 1}, {"year": 2024, "enterprise": "B", "co2e": "x"}]
    book = filled(enterprises=[enterprise("A"), enterprise("B")], fuels=rows)
    assert book.value("enterprises_emission", 1) == 1


def test_the_map_draws_key_enterprises_with_a_place_and_an_emission() -> None:
    rows = [
        enterprise("A", x=1.5, y=2.5),
        enterprise("B", key="no"),
        enterprise("C", x=None),
        enterprise("D"),
        enterprise("E", sector="power", y=4),
    ]
    ledger = [
        {"year": 2024, "enterprise": name, "co2e": value}
        for name, value in (("A", 70), ("B", 80), ("C", 90), ("D", -5), ("E", 10))
    ]
    book = filled(enterprises=rows, fuels=ledger)
    assert book.column("map_points_size")[:6] == [70, 0, 0, 0, 10, 0]
    assert book.column("map_points_y_steel")[:6] == [2.5, *["#N/A"] * 5]
    assert book.column("map_points_y_power")[:6] == [*["#N/A"] * 4, 4, "#N/A"]
    assert book.value("map_points_x", 1) == 1.5


def test_the_map_is_a_bubble_chart_with_a_series_a_sector(example: Calculated) -> None:
    """Read by openpyxl: six sectors, the boundary, and the names, which the legend leaves out."""
    chart: Any = openpyxl.load_workbook(io.BytesIO(example.file))["企业分布图"]._charts[0]
    assert type(chart).__name__ == "BubbleChart"
    assert len(chart.series) == len(SECTORS) + 2
    assert [(entry.idx, entry.delete) for entry in chart.legend.legendEntry] == [(len(SECTORS) + 1, True)]


def test_the_boundary_is_a_closed_line_through_its_corners() -> None:
    corners = [(0.0, 0.0), (4.0, 0.0), (4.0, 3.0)]
    book = filled(boundary=[{"x": x, "y": y} for x, y in corners])
    dots = [(x, y) for x, y in zip(book.column("outline_x"), book.column("outline_y"), strict=True) if y != "#N/A"]
    assert len(dots) == 36
    assert [dots[i] for i in (0, 12, 24)] == corners
    assert dots[-1] == pytest.approx((4 / 12, 3 / 12))
    for (x0, y0), (x1, y1) in zip(dots, [*dots[1:], dots[0]], strict=True):
        assert abs(x1 - x0) + abs(y1 - y0) < 0.6


def test_what_is_not_drawn_has_an_x_on_the_map() -> None:
    """An X that is no number is the number of its row in LibreOffice: the axis would run to the last of the dots."""
    rows = [enterprise("A", x=7.5, y=2.5), enterprise("B", x=6, y=1, key="no")]
    book = filled(enterprises=rows)
    assert set(book.column("outline_x")) == {6}
    assert set(book.column("outline_y")) == {"#N/A"}
    assert set(book.column("map_points_x")) <= {6, 7.5}
    bounded = filled(enterprises=rows, boundary=[{"x": x, "y": y} for x, y in ((3, 0), (9, 0), (9, 5))])
    assert min(bounded.column("outline_x")) == 3
    assert max(bounded.column("outline_x")) == 9


# ── the example ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_example_has_twelve_enterprises_over_all_sectors() -> None:
    assert len(ENTERPRISES) >= 12
    assert {e.sector for e in ENTERPRISES.values()} == set(SECTORS)


def test_nothing_is_missing_or_contradictory_in_the_example(example: Calculated) -> None:
    for table in (
        "sector_plan",
        "conformity",
        "history",
        "structure",
        "enterprises",
        "energy_use",
        "energy_supply",
        "efficiency",
        "infrastructure",
        "transport",
    ):
        assert not [c for c in example.column(f"{table}_check") if c not in ("", "✓")], table


def test_every_enterprise_of_the_example_lies_within_the_boundary() -> None:
    """A ray to the east crosses the boundary an odd number of times."""
    corners = [(b["x"], b["y"]) for b in EXAMPLE["boundary"]]
    for one in ENTERPRISES.values():
        crossings = 0
        for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
            if (y0 > one.y) != (y1 > one.y) and one.x < x0 + (one.y - y0) / (y1 - y0) * (x1 - x0):
                crossings += 1
        assert crossings % 2 == 1, one.name.zh


def test_heat_supplied_in_the_park_of_the_example_is_heat_used(example: Calculated) -> None:
    assert sum(row.get("heat", 0) for row in EXAMPLE["energy_use"]) == 0
    assert example.value("settings_year3") == BASE_YEAR


def test_a_sector_of_the_users_own_wants_a_name_of_its_own() -> None:
    book = filled(own_sectors=[{"name": "数据中心"}, {"name": "商业"}, {"includes": "farms"}])
    assert book.column("own_sectors_check") == ["✓", "✗ 与其他行业同名", "✗ 缺行业名称"]
