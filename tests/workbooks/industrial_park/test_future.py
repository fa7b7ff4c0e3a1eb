"""Scenarios, indicators, measures, checks and conclusion of the park: a small park whose figures one can do by hand."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest

from pycore.library import library
from pycore.library.guide_words import SECTORS
from pycore.sheets.formulas import formula_of
from pycore.sheets.layout import Layout
from tests.workbooks.calculated import Calculated
from workbooks.industrial_park import park
from workbooks.industrial_park.lists import GUIDE_KEY
from workbooks.industrial_park.measures import path_name
from workbooks.industrial_park.remembered import remembered_factors
from workbooks.industrial_park.size import Size

pytestmark = pytest.mark.slow

SIZE = Size(enterprises=4, boundary_points=4, fuels=4, biomass=2, fugitive=2, power=4, process=4, clinker=2, steel=2, nitric=2,
            glass=2, wastewater=2, reductions=4, scenarios=4, measures=6, tracking=10, admission=4, conformity=8)  # fmt: skip
STEEL, CHEMICAL, OTHER = (list(SECTORS).index(code) for code in ("steel", "chemical", "other"))
ROWS = len(SECTORS)
GUIDE = library().guide(GUIDE_KEY)
EVIDENCE = {"evidence": "test", "quality": "B", "year": 2024}
# Southwest 2023: 0.2472 tCO2/MWh; lime 0.683 tCO2/t; Bo 0.25, anaerobic reactor 0.8; GWP of CH4 in AR5 28;
# natural gas 389.31 GJ/10^4 Nm3, 0.0153 tC/GJ, oxidation 0.99.
POWER, LIME, WASTE = 10_000 * 0.2472, 1_000 * 0.683, 100_000 * 0.25 * 0.8 / 1000 * 28
GAS = 100 * 389.31 * 0.0153 * 0.99 * 44 / 12
PRESENT = POWER + LIME + WASTE + GAS
OUTPUTS = {STEEL: (1_000, 400, 500), CHEMICAL: (2_000, 500, 300), OTHER: (500, 100, 200)}


def history() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{} for _ in range(3 * ROWS)]
    for sector, (output, added, energy) in OUTPUTS.items():
        rows[2 * ROWS + sector] = {
            "output": output,
            "value_added": added,
            "energy": energy,
            "evidence": "test",
        }
    return rows


def parameters(scenario: int, year: int, of_sector: dict[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Rows of the table by their index, for a scenario and a planning year counted from 1."""
    first = ((scenario - 1) * 2 + year - 1) * ROWS
    return {first + sector: {"basis": "test", **values} for sector, values in of_sector.items()}


def as_rows(of_index: dict[int, dict[str, Any]]) -> list[dict[str, Any]]:
    return [of_index.get(i, {}) for i in range(max(of_index) + 1)]


UNCHANGED = {s: {"output": o, "value_added": v, "activity": 1} for s, (o, v, _) in OUTPUTS.items()}
BASE = {
    STEEL: {"output": 1_200, "value_added": 480, "energy_intensity": -0.1},
    CHEMICAL: {"output": 3_000, "value_added": 800},
    OTHER: {
        "output": 500,
        "value_added": 100,
        "activity": 1,
        "energy_intensity": -0.1,
        "structure": -0.2,
        "new_energy": 7,
        "new_energy_use": 3,
    },
}
LOW = {
    STEEL: {"output": 1_500, "value_added": 600, "activity": 1.2, "energy_intensity": -0.1, "electricity": 0.5},
    CHEMICAL: {
        "output": 3_000, "value_added": 800, "activity": 1.5, "process_intensity": -0.2, "wastewater": 1, "reduction": 100,
        "new_process": 50,
    },
    OTHER: {"output": 500, "value_added": 100},
}  # fmt: skip
# Scenario 4 is named, and its chemical sector has no parameters.
PARAMETERS = {
    **parameters(1, 1, BASE), **parameters(2, 1, LOW), **parameters(3, 1, UNCHANGED), **parameters(4, 1, {STEEL: {"output": 1_000}, OTHER: {"output": 500}}),
}  # fmt: skip


def indicator(key: str) -> int:
    """The row of a library indicator, from 0."""
    return [i.id for i in GUIDE.indicators].index(f"indicator.{GUIDE_KEY}.{key}")


DECLINE = 1 - (LIME * 1.5 * 0.8 + 50 + WASTE - 130) / 3_000 / ((LIME + WASTE) / 2_000)
INDICATORS = {
    indicator("steel.short_process"): {"target": 0.3, "basis": "test"},
    indicator("chemical.ghg_output_value"): {"target": round(DECLINE, 12), "basis": "test"},
    indicator("energy.renewable"): {"target": 0.5, "basis": "test"},
    indicator("other.green_factory"): {"target": 3, "sense": "at_most", "basis": "test"},
}
ATTAINED = {
    indicator("steel.short_process"): {"own1": 0.3 - 1e-12, "own2": 0.29},
    indicator("other.green_factory"): {"own1": 4, "own2": 3},
}
PATH = path_name(GUIDE.measures[0])


def measure(name: str, effect: float, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "sector": "chemical",
        "scenario": "low",
        "start": 2029,
        "effect": effect,
        "adopted": "yes",
        "evidence": "test",
        **more,
    }


MEASURES = [
    measure("counts", 30, path=PATH, investment=1_000, life=10, opex=20, saving=50, nox=1),
    measure("not adopted", 1_000, adopted="no"),
    measure("begins later", 500, start=2031),
    measure("free", 10, scenario=None),
    measure("no life", 10, scenario=None, investment=5),
    measure("no sector", 10, sector=None),
]
DATA: dict[str, Any] = {
    "settings": {"park": "P", "county": "C", "base_year": 2024, "plan1": 2030},
    "history": history(),
    "fuels": [{**EVIDENCE, "sector": "other", "department": "services", "fuel": "natural_gas", "consumption": 100}],
    "power": [{**EVIDENCE, "sector": "steel", "trade": "in", "electricity": 10_000}],
    "process": [{**EVIDENCE, "sector": "chemical", "line": "lime", "activity": 1_000}],
    "wastewater": [{**EVIDENCE, "sector": "chemical", "line": "wastewater_treated", "treatment": "anaerobic_reactor", "tow": 100_000}],
    "scenario_names": [{"name": "base", "base": "yes"}, {"name": "low"}, {"name": "same"}, {"name": "gaps"}],
    "outlook": {"recommended": "low"},
    "c_choice": {"a": "low", "a_year": 2030, "b": "gaps", "b_year": 2030},
    "plan_power": [{}, {}, {"factor": 0.1236, "basis": "test"}],
    "parameters": as_rows(PARAMETERS),
    "indicators": as_rows(INDICATORS),
    "attained": as_rows(ATTAINED),
    "cost_basis": {"rate": 0.08},
    "measures": MEASURES,
}  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Calculated:
    return Calculated(park(SIZE), DATA)


def sector_row(scenario: int, year: int, sector: int) -> int:
    return ((scenario - 1) * 2 + year - 1) * ROWS + sector + 1


def check(book: Calculated, title: str, table: str = "check_rows") -> float:
    """The count of a check, by its title."""
    table_of = park(SIZE).table(table)
    row = [t.zh for t in table_of.prefilled["item"]].index(title)
    return book.value(f"{table}_count", row + 1)


# ── scenarios ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_base_year_is_what_the_ledgers_hold(book: Calculated) -> None:
    assert book.value("park_years_total", 3) == pytest.approx(PRESENT)


def test_a_sector_grows_with_its_output_and_falls_with_its_energy_intensity(book: Calculated) -> None:
    assert book.value("sector_forecast_power", sector_row(1, 1, STEEL)) == pytest.approx(POWER * 1.2 * 0.9)
    assert book.value("sector_forecast_energy_use", sector_row(1, 1, STEEL)) == pytest.approx(500 * 1.2 * 0.9)
    assert book.value("sector_forecast_process", sector_row(1, 1, CHEMICAL)) == pytest.approx(LIME * 1.5)
    assert book.value("sector_forecast_waste", sector_row(1, 1, CHEMICAL)) == pytest.approx(WASTE * 1.5)


def test_fuels_change_with_their_structure_and_new_projects_come_on_top(book: Calculated) -> None:
    other = sector_row(1, 1, OTHER)
    assert book.value("sector_forecast_fossil", other) == pytest.approx(GAS * 0.9 * 0.8 + 7)
    assert book.value("sector_forecast_energy_use", other) == pytest.approx(200 * 0.9 + 3)


def test_the_grid_factor_of_a_planning_year_changes_electricity(book: Calculated) -> None:
    """Half of the present factor halves it; the activity ratio goes before the ratio of outputs."""
    assert book.value("sector_forecast_power", sector_row(2, 1, STEEL)) == pytest.approx(POWER * 1.2 * 0.9 * 1.5 / 2)


def test_green_power_is_deducted_at_the_activity_and_the_grid_factor_of_the_scenario() -> None:
    """All power of the sector is green: in no scenario is anything left of it, and nothing below that."""
    all_green = {**EVIDENCE, "sector": "steel", "kind": "green_power", "amount": 10_000, "included": "yes"}
    book = Calculated(park(SIZE), {**DATA, "reductions": [all_green]})
    assert book.value("sector_forecast_green", sector_row(2, 1, STEEL)) == pytest.approx(POWER * 1.2 * 0.9 * 1.5 / 2)
    for scenario in (1, 2):
        row = sector_row(scenario, 1, STEEL)
        power, reduction = (book.value(f"sector_forecast_{key}", row) for key in ("power", "reduction"))
        assert power > 0
        assert reduction == pytest.approx(power)


def test_what_is_deducted_otherwise_stays_as_it_is() -> None:
    captured = {
        **EVIDENCE,
        "sector": "chemical",
        "kind": "capture_mass",
        "amount": 300,
        "purity": 0.9,
        "included": "yes",
    }
    book = Calculated(park(SIZE), {**DATA, "reductions": [captured]})
    assert book.value("sector_forecast_reduction", sector_row(1, 1, CHEMICAL)) == pytest.approx(270)


def test_measures_count_once_adopted_and_begun(book: Calculated) -> None:
    chemical = sector_row(2, 1, CHEMICAL)
    assert book.value("sector_forecast_reduction", chemical) == pytest.approx(100 + 30)
    assert book.value("sector_forecast_total", chemical) == pytest.approx(LIME * 1.5 * 0.8 + 50 + WASTE - 130)


def test_declines_and_potential_follow(book: Calculated) -> None:
    chemical = sector_row(2, 1, CHEMICAL)
    assert book.value("sector_forecast_decline_output", chemical) == pytest.approx(DECLINE)
    total = book.column("forecast_total")
    assert book.value("forecast_potential", 3) == pytest.approx(total[0] - total[2])
    assert book.value("sector_potential_chemical", 3) == pytest.approx(
        (LIME + WASTE) * 1.5 - (LIME * 1.2 + 50 + WASTE - 130)
    )
    assert book.value("plan_performance_decline_output", 3) == pytest.approx(1 - total[2] / 5_000 / (PRESENT / 3_500))


def test_a_scenario_without_change_is_the_present(book: Calculated) -> None:
    assert book.value("forecast_total", 5) == pytest.approx(PRESENT)
    assert book.value("forecast_change", 5) == pytest.approx(0, abs=1e-9)
    assert book.value("plan_performance_decline_energy_output", 5) == pytest.approx(0, abs=1e-12)


def test_a_scenario_with_a_gap_has_no_total(book: Calculated) -> None:
    assert book.value("forecast_missing", 7) == 1
    assert book.value("forecast_total", 7) == ""
    assert book.value("plan_performance_per_output", 7) == ""
    assert check(book, "缺参数的情景（情景×规划年）") == 1


def test_an_empty_planning_year_stays_blank(book: Calculated) -> None:
    assert book.value("forecast_year", 2) == ""
    assert book.value("forecast_total", 2) == ""


def test_a_measure_takes_its_pollutants_off(book: Calculated) -> None:
    """NOx is 0 in the base year, so that the reduction alone remains."""
    assert book.value("sector_forecast_nox", sector_row(2, 1, CHEMICAL)) == -1


# ── indicators ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_chosen_indicators_are_judged_and_stand_together(book: Calculated) -> None:
    rows = sorted(i + 1 for i in INDICATORS)
    assert [r for r in book.column("reach_row") if r != ""] == rows


def test_a_value_that_equals_its_target_meets_it(book: Calculated) -> None:
    """What falls short by rounding alone is not short."""
    order = sorted(INDICATORS)
    row = order.index(indicator("steel.short_process")) + 1
    assert (book.value("reach_s1", row), book.value("reach_s2", row)) == ("✓ 达到 30.0%", "✗ 未达到 29.0%")
    chemical = order.index(indicator("chemical.ghg_output_value")) + 1
    assert book.value("reach_s2", chemical).startswith("✓")
    assert book.value("reach_s3", chemical) == "✗ 未达到 0.0%"


def test_a_limit_from_above_is_met_from_below(book: Calculated) -> None:
    row = sorted(INDICATORS).index(indicator("other.green_factory")) + 1
    assert (book.value("reach_s1", row), book.value("reach_s2", row)) == ("✗ 未达到 4", "✓ 达到 3")


def test_an_indicator_without_data_is_open_and_not_reached(book: Calculated) -> None:
    row = sorted(INDICATORS).index(indicator("energy.renewable")) + 1
    assert book.value("reach_s1", row) == "! 缺数据"
    assert book.column("reach_areas_s2")[1:7] == ["2 / 3", "0 / 1", "", "", "", "2 / 4"]
    assert check(book, "选用了指标但缺数据", "note_rows") == 1


# ── measures ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_unit_cost_spreads_the_investment_as_an_annuity(book: Calculated) -> None:
    """Capital recovery factor of 8 % over ten years: 0.149029 (interest tables)."""
    yearly = 1_000 * 0.149029 + 20 - 50
    assert book.value("measures_yearly", 1) == pytest.approx(yearly, rel=1e-5)
    assert book.value("measures_unit_cost", 1) == pytest.approx(yearly * 10_000 / 30, rel=1e-5)


def test_without_interest_the_investment_is_spread_evenly() -> None:
    data = {
        "cost_basis": {"rate": 0},
        "measures": [measure("even", 100, scenario=None, investment=1_000, life=10)],
    }
    assert Calculated(park(SIZE), data).value("measures_unit_cost", 1) == pytest.approx(100 * 10_000 / 100)


def test_a_path_brings_its_area_and_own_measures_are_summed_apart(book: Calculated) -> None:
    assert book.value("measures_area", 1) == "产业发展低碳化"
    assert book.column("measure_areas_effect") == [30, 0, 0, 0, 0, 530]
    assert book.value("catalogue_chosen", 1) == 1
    assert book.value("catalogue_adopted", 2) == 0


def test_slips_in_measures_are_named(book: Calculated) -> None:
    said = book.column("measures_check")
    assert said[0] == "✓"
    assert said[4] == "✗ 缺寿命"
    assert said[5] == "✗ 计入情景须填行业和起始年"


# ── checks and conclusion ────────────────────────────────────────────────────────────────────────────────────────


def test_the_totals_of_inventory_tables_and_scenarios_agree(book: Calculated) -> None:
    for title in (
        "表 C.1 总计与清单不等",
        "表 C.2 总排放量与清单不等",
        "扣减后总量与 A.1 总量不等",
        "情景的现状与清单总量不等",
    ):
        assert check(book, title) == 0


def test_a_scenario_column_of_the_tables_must_be_the_forecast(book: Calculated) -> None:
    """Scenario b has a gap: the tables add up what is there, the forecast gives no total, and the check says so."""
    assert check(book, "成果表情景 A 列与预测不等") == 0
    assert check(book, "成果表情景 B 列与预测不等") == 1


def test_missing_history_is_noted(book: Calculated) -> None:
    assert check(book, "历史年份没有排放数据（重点行业园区原则上需 3 年）", "note_rows") == 2


def test_remembered_factors_in_use_are_listed_and_no_others(book: Calculated) -> None:
    """Lime is remembered and in use; MCF of the reactor and the grid factor are not remembered."""
    assert [x for x in book.column("unconfirmed_id") if x] == ["process.lime.CO2"]
    assert check(book, "正在使用的凭记忆因子，待确认（见下表）", "note_rows") == 1


def test_an_own_value_takes_a_factor_off_the_list() -> None:
    row = {
        **EVIDENCE,
        "sector": "chemical",
        "line": "lime",
        "activity": 1_000,
        "factor1_own": 0.7,
        "reason": "measured",
    }
    own = Calculated(park(SIZE), {**DATA, "process": [row]})
    assert [x for x in own.column("unconfirmed_id") if x] == []


def test_every_remembered_factor_that_a_line_of_the_guide_names_can_be_listed() -> None:
    named = {id for line in GUIDE.lines for id in line.factor_ids.values() if "{" not in id}
    remembered = {id for id in named if library().factor(id).flag == "M"}
    assert remembered <= {f.id for f in remembered_factors()}
    assert len(remembered) > 40


def test_both_grid_factors_are_shown(book: Calculated) -> None:
    """Chongqing 2023: 0.5581 against 0.2472."""
    assert book.value("grid_choice_regional") == pytest.approx(POWER)
    assert book.value("grid_choice_provincial") == pytest.approx(10_000 * 0.5581)
    assert book.value("grid_choice_ratio") == pytest.approx(0.5581 / 0.2472)


def test_slips_in_scenarios_and_parameters_are_named() -> None:
    slips = {
        **DATA,
        "scenario_names": [{"name": "twice", "base": "yes"}, {"name": "twice", "base": "yes"}],
        "outlook": {},
        "parameters": as_rows(parameters(1, 1, {STEEL: {"output": 1_000, "energy_intensity": -10}, CHEMICAL: {"value_added": 3, "output": 2}})),
    }  # fmt: skip
    book = Calculated(park(SIZE), slips)
    assert book.column("scenario_names_check")[:2] == ["✗ 情景名称重复"] * 2
    assert book.value("parameters_check", STEEL + 1) == "✗ 单位能耗变化应为 -1 到 1 的小数"
    assert book.value("parameters_check", CHEMICAL + 1) == "✗ 增加值大于总产值"
    assert check(book, "没有基准情景，或不止一个") == 1
    assert check(book, "没有选定推荐情景") == 1


def test_the_conclusion_says_the_results_in_both_languages() -> None:
    definition = park(SIZE)
    book = Calculated(definition, DATA)
    total = f"{book.value('forecast_total', 3) / 10_000:,.2f}"
    for key, said in (
        ("conclusion_zh", f"low：2030 年排放量 {total} 万tCO2e"),
        ("conclusion_en", f"low: in 2030 {total} × 10⁴ tCO2e"),
    ):
        assert any(line.startswith(said) for line in book.lines(key))
    assert any("2 / 4" in line for line in book.lines("conclusion_zh"))


def test_without_indicators_the_conclusion_says_nothing_of_the_targets() -> None:
    none = Calculated(park(SIZE), {**DATA, "indicators": [], "attained": []})
    chinese, english = (none.lines(key)[0] for key in ("conclusion_zh", "conclusion_en"))
    assert chinese.startswith("结论：推荐情景“low”在 2030 年没有选用评价指标，不能判断减排目标是否可达。")
    assert english.startswith(
        "Conclusion: in 2030 the recommended scenario “low” is not assessed: no indicator was chosen, so nothing can be "
        "said of the targets."
    )


def test_with_indicators_the_conclusion_counts_them(book: Calculated) -> None:
    assert book.lines("conclusion_zh")[0].startswith(
        "结论：推荐情景“low”在 2030 年评价 4 项指标，达到 2 项、缺数据 1 项，未达到的 1 项应优化调整规划方案"
    )
    assert book.lines("conclusion_en")[0].startswith(
        "Conclusion: in 2030 the recommended scenario “low” is assessed by 4 indicators and reaches 2, lacks data for 1; "
        "for the 1 missed"
    )


def test_the_blank_workbook_concludes_nothing_and_shows_no_error() -> None:
    book = Calculated(park(SIZE), {})
    assert book.lines("conclusion_zh")[0] == ""
    for name in (
        "forecast_total",
        "sector_forecast_total",
        "reach_s1",
        "measures_unit_cost",
        "admission_limits_planned",
        "indicators_achieved",
    ):
        assert set(book.column(name)) == {""}


# ── what the spreadsheet programs take ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [SIZE, Size(scenarios=12)])
def test_formulas_keep_within_what_excel_takes(size: Size) -> None:
    """8,192 characters in a formula, 255 in a text within it."""
    definition = park(size)
    layout = Layout(definition, "en")
    for table in definition.tables():
        placed = layout.blocks[table.key]
        for column in table.columns:
            formulas = [x for x in table.prefilled.get(column.key, ()) if isinstance(x, str) and x.startswith("=")]
            if column.formula or column.equation is not None:
                formulas.append(formula_of(column, table, placed.first, 1, "en"))
            for formula in formulas:
                assert len(formula) < 8_192, (table.key, column.key)
                assert all(len(text) <= 255 for text in re.findall(r'"([^"]*)"', formula)), (
                    table.key,
                    column.key,
                )


def test_scenarios_that_are_not_there_draw_no_line(book: Calculated) -> None:
    """A gap would be the default that a file leaves out, and LibreOffice reads a missing word as zero."""
    with zipfile.ZipFile(io.BytesIO(book.file)) as archive:
        charts = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/charts/chart")]
    lines = [chart for chart in charts if "<c:lineChart>" in chart]
    assert len(lines) == 2
    assert all('<c:dispBlanksAs val="span"/>' in chart for chart in lines)
