"""Scenarios (8.3): their names, the grid factor of the planning years, and the parameters of each sector.

A scenario scales what the inventory of the base year found in each sector:

    fuels         base x activity x (1 + energy intensity) x (1 + structure) + new projects
    electricity   base x activity x (1 + energy intensity) x (1 + electricity) x grid factor then / grid factor now
    processes     base x process activity x (1 + process intensity) + new projects
    waste water   base x waste water ratio
    reductions    base + more + measures adopted that count in the scenario

The scaling itself stands in `sector_forecast`.
"""

from __future__ import annotations

from pycore.equations.domain import NOT_NEGATIVE, POSITIVE, Domain
from pycore.language import Text, both
from pycore.sheets.definition import Column, Role, Sheet, Table
from workbooks.common import columns as c
from workbooks.common.cells import at, blank_if, copy_of
from workbooks.common.columns import calculated, choice, missing, not_number, number, out_of, row_check, text
from workbooks.common.fields import derived, selection
from workbooks.common.pages import free_sheet, label, number_label, panel, sheet, table
from workbooks.industrial_park.sector_rows import by_sector
from workbooks.industrial_park.size import Size
from workbooks.industrial_park.units import COAL, GHG, MONEY, RATE, WHOLE

PLAN_YEARS = 2
BY_YEAR = (label("scenario", "情景 | scenario"), number_label("year", "规划年 | planning year"))
BY_SECTOR = (*BY_YEAR, label("sector", "行业 | sector"))
"""The first columns of the tables by scenario and planning year, and by sector."""
_CHANGE = Domain(-1, 1, hint=both("变化率填小数：下降 12% 填 -0.12。 | A change is a fraction: 12 % less is -0.12."))
_OF_PRESENT = "与现状之比：不变填 1，增长 20% 填 1.2。 | Ratio to the present: 1 is unchanged, 20 % more is 1.2."
_RATIO = Domain(0, 20, hint=both(_OF_PRESENT))
_NO_ROW = ('[year]=""', "该行没有情景或规划年 | row without scenario or planning year")


# ── the rows of the tables by scenario ───────────────────────────────────────────────────────────────────────────


def each_scenario(size: Size) -> range:
    """The numbers of the scenarios."""
    return range(1, size.scenarios + 1)


def scenario_rows(size: Size) -> tuple[tuple[int, int], ...]:
    """Scenario and planning year of each row of the tables by scenario and year, both counted from 1."""
    return tuple((s, y) for s in each_scenario(size) for y in range(1, PLAN_YEARS + 1))


def scenario_cells(size: Size) -> dict[str, list[str]]:
    """The first columns of the tables by scenario and year."""
    rows = scenario_rows(size)
    return {
        "scenario": ["=" + copy_of(at("scenario_names_name", s)) for s, _ in rows],
        "year": [f'=IF(OR([scenario]="",settings_plan{y}=""),"",settings_plan{y})' for _, y in rows],
    }


def sector_rows(size: Size) -> tuple[tuple[int, int, int], ...]:
    """Scenario, planning year and sector of each row of the tables by sector, counted from 1."""
    return tuple((s, y, k) for (s, y), k in by_sector(scenario_rows(size)))


def sector_cells(size: Size) -> dict[str, list[str]]:
    """The first columns of the tables by sector: scenario, planning year, sector."""
    rows = sector_rows(size)
    of_year = [(s - 1) * PLAN_YEARS + y for s, y, _ in rows]
    return {
        "scenario": ["=" + copy_of(at("plan_power_scenario", r)) for r in of_year],
        "year": ["=" + at("plan_power_year", r) for r in of_year],
        "sector": ["=" + blank_if('[year]=""', at("sector_list", k)) for _, _, k in rows],
    }


# ── names, recommended scenario, grid factors ────────────────────────────────────────────────────────────────────


_NAME_TESTS = (
    missing("name", "情景名称 | name"),
    c.not_listed("base", "基准情景 | base scenario", "yesno"),
    c.unusable_name("name", "情景名称 | name"),
    ("COUNTIF(scenario_names_name,[name])>1", "情景名称重复 | name given twice"),
    ("COUNTIF(scenario_names_base,yesno_yes)<>1", "应有且仅有一个基准情景 | exactly one must be the base scenario"),
)
_FACTOR_TESTS = (
    _NO_ROW,
    not_number("factor", "因子 | factor"),
    out_of("factor", "OR([factor]<=0,[factor]>2)", "因子超出 0–2，核对单位 | factor outside 0 to 2: check the unit"),
    ('AND([factor]<>"",[basis]="")', "缺依据 | basis missing"),
)


def _names(size: Size) -> Table:
    return table(
        "scenario_names",
        "情景设置 | Scenarios",
        "22 26 14 70 24",
        number_label("number", "编号 | no."),
        text("name", "情景名称 | name of the scenario", required=True),
        choice("base", "基准情景 | base scenario", "yesno"),
        text("description", "情景描述与主要假设 | description and main assumptions"),
        row_check(("name", "base", "description"), _NAME_TESTS),
        ledger=True,
        filled={"number": each_scenario(size)},
        note="先设一个基准情景（规划方案按现有政策实施），再设任意个对照情景。填写名称后，下方和“情景参数”中的行自动启用。 | Name one base scenario (the plan under "
        "present policy), then as many comparison scenarios as wanted; the rows below and on the next sheet follow.",
    )


def _power(size: Size) -> Table:
    unit = "tCO2/MWh"
    used = blank_if('[year]=""', 'IF([factor]<>"",[factor],settings_power)')
    ratio = blank_if('[year]=""', "[used]/settings_power")
    return table(
        "plan_power",
        "规划年电力排放因子 | Grid factor of the planning years",
        "18 9 14 70 14 12 24",
        *BY_YEAR,
        number("factor", "规划年因子 | factor then", unit, POSITIVE, format="0.0000", role=Role.OVERRIDE),
        text("basis", "依据 | basis"),
        calculated("used", "采用值 | factor in use", unit, used, format="0.0000", role=Role.DEFAULT),
        calculated("ratio", "与现状之比 | ratio to present", "", ratio, format="0.000"),
        row_check(("factor", "basis"), _FACTOR_TESTS),
        filled=scenario_cells(size),
        note="留空则沿用现状因子（“园区与设置”所选口径）。规划年因子是对电网的假设，须写明依据；它只改变调入调出电力的间接排放。"
        " | Left blank, the present factor is used. A factor for a planning year is an assumption about the grid: give "
        "its basis. It changes the indirect emission of electricity only.",
    )


_YEAR_INDEX = (
    'IF(outlook_year="",IF(settings_plan2="",1,2),'
    "IF(outlook_year=settings_plan1,1,IF(outlook_year=settings_plan2,2,NA())))"
)
_BASE_INDEX = 'IF(COUNTIF(scenario_names_base,yesno_yes)=1,MATCH(yesno_yes,scenario_names_base,0),"")'
_RECOMMENDED = 'IF(outlook_recommended="","",MATCH(outlook_recommended,scenario_names_name,0))'
_OUTLOOK = panel(
    "outlook",
    "推荐情景与评价年 | Recommended scenario and year of the assessment",
    selection("recommended", "推荐情景 | recommended scenario", "=scenario_names_name", required=True),
    selection("year", "评价年 | year of the assessment", "=settings_plans", format="0"),
    derived("year_index", "评价年序号 | its number", "", _YEAR_INDEX, format="0"),
    derived("base_index", "基准情景编号 | number of the base scenario", "", _BASE_INDEX, format="0"),
    derived("recommended_index", "推荐情景编号 | number of the recommended scenario", "", _RECOMMENDED, format="0"),
    helps={
        "recommended": "推荐方案采用的情景（9.2）；用于指标判定、准入和结论。"
        " | The scenario of the recommended plan (9.2); used for indicators, admission and conclusion.",
        "year": "指标目标值对应的规划年；留空取最后一个规划年。 | The planning year of the targets; blank takes the last one.",
    },
)


# ── parameters of the sectors ────────────────────────────────────────────────────────────────────────────────────


def _amount(key: str, words: str, unit: Text, *, required: bool = False) -> Column:
    return number(key, words, unit, NOT_NEGATIVE, format=WHOLE, required=required)


def _ratio(key: str, words: str, role: Role = Role.INPUT) -> Column:
    return number(key, words, "与现状之比 | to present", _RATIO, format="0.000", role=role)


def _change(key: str, words: str) -> Column:
    return number(key, words, "–1…1", _CHANGE, format=RATE)


_INPUTS = (
    _amount("output", "工业总产值 | output value", MONEY, required=True),
    _amount("value_added", "工业增加值 | value added", MONEY),
    _ratio("activity", "活动水平比 | activity ratio", Role.OVERRIDE),
    _change("energy_intensity", "单位能耗变化 | change of energy intensity"),
    _change("structure", "燃料结构变化 | change of fuel structure"),
    _change("electricity", "用电变化 | change of electricity"),
    _ratio("process_activity", "工业过程产量比 | process activity ratio"),
    _change("process_intensity", "过程排放强度变化 | change of process intensity"),
    _ratio("wastewater", "废水量比 | waste water ratio"),
    _change("pollutants", "污染物排放强度变化 | change of pollutant intensity"),
    _amount("new_energy", "新增项目能源排放 | new projects, energy", GHG),
    _amount("new_process", "新增项目过程排放 | new projects, processes", GHG),
    _amount("new_energy_use", "新增项目能耗 | new projects, energy use", COAL),
    _amount("reduction", "新增减排量 | more reduction", GHG),
)
_LIKE_ACTIVITY = "留空取活动水平比。 | Blank takes the activity ratio."
_HELPS = {
    "output": "规划年总产值（含新增项目），按基准年不变价。 | Of the planning year, new projects included, at prices of the base year.",
    "activity": "留空按产值之比；新增项目另计时填现有活动的比值。"
    " | Blank: ratio of output values. Where new projects are counted apart, that of the existing activity.",
    "structure": "单位燃料能耗排放的变化（煤改气、生物质替代等）。 | Change of emission per unit of fuel energy (gas or biomass for coal).",
    "electricity": "单位能耗用电量的变化（电气化为正）；不含电网因子变化。"
    " | Change of electricity per unit of energy (electrification positive); the grid factor is apart.",
    "process_activity": _LIKE_ACTIVITY,
    "wastewater": _LIKE_ACTIVITY,
    "pollutants": "单位活动 SO2、NOx、颗粒物、VOC 排放的变化，四种相同。"
    " | Change of SO2, NOx, PM and VOC per activity, the same for all four.",
    "new_energy": "规划所含建设项目的能源活动排放；填写时应同时填“活动水平比”。"
    " | Of the projects in the plan; give the activity ratio of the existing ones as well.",
    "reduction": "CCUS、绿电等比现状多减的量；已在“减排措施”中计入本情景的不要重复填。"
    " | Capture, green power and the like beyond the present; not what a measure already counts here.",
}


_NEW, _TOTAL_NOW = "COUNT([new_energy],[new_process])", "INDEX(sector_forecast_base_total,{i})"
_NO_OUTPUT = f'AND([activity]="",INDEX(sector_forecast_base_output,{{i}})=0,{_TOTAL_NOW}<>0)'
_NOTHING = f"AND({_TOTAL_NOW}=0,[output]>0,{_NEW}=0)"
_NO_ACTIVITY = f'AND([activity]="",{_NEW}>0,{_TOTAL_NOW}<>0)'
_BAD_CHANGE = "{}应为 -1 到 1 的小数 | {}: a fraction from -1 to 1"
_BAD_RATIO = "{}应为 0–20 的比值 | {}: a ratio from 0 to 20"


def _out_of_domain(domain: Domain, test: str, words: str) -> tuple[c.Test, ...]:
    """A test on each parameter of a domain."""
    return tuple(out_of(x.key, test.format(f"[{x.key}]"), x.title.within(words)) for x in _INPUTS if x.domain == domain)


_TESTS = (
    _NO_ROW,
    *(not_number(column.key, column.title) for column in _INPUTS),
    *_out_of_domain(_CHANGE, "ABS({0})>1", _BAD_CHANGE),
    *_out_of_domain(_RATIO, "OR({0}<0,{0}>20)", _BAD_RATIO),
    *_out_of_domain(NOT_NEGATIVE, "{0}<0", "{}为负 | {} is negative"),
    ("INDEX(sector_forecast_missing,{i})=1", "缺产值或活动水平比 | output value or activity ratio missing"),
    ("ISERROR(INDEX(sector_forecast_total,{i}))", "计算出错，请核对输入 | calculation error: check the inputs"),
    (_NO_OUTPUT, "缺现状产值，填活动水平比 | no present output: give the activity ratio"),
    (_NOTHING, "现状无排放，填新增项目排放 | nothing emitted at present: give the new projects"),
    (_NO_ACTIVITY, "新增项目另计时须填活动水平比 | with new projects give the activity ratio"),
    ('AND(SUM([value_added])>SUM([output]),[value_added]<>"")', "增加值大于总产值 | value added above output"),
    ('[basis]=""', "缺参数依据 | basis missing"),
)


def _parameters(size: Size) -> Table:
    return table(
        "parameters",
        "分行业情景参数 | Parameters by sector",
        "18 9 16 13 13 11 11 11 11 11 11 11 11 13 13 13 13 30 24",
        *BY_SECTOR,
        *_INPUTS,
        text("basis", "参数依据 | basis of the parameters"),
        row_check((*(column.key for column in _INPUTS), "basis"), _TESTS),
        ledger=True,
        helps=_HELPS,
        filled=sector_cells(size),
        note="燃料 = 现状 × 活动水平比 ×（1 + 单位能耗变化）×（1 + 燃料结构变化）+ 新增项目；电力另乘规划年与现状因子之比；"
        "过程、废水按各自比值；现有绿电和自发光伏的扣减随电力一起变。留空的变化率按 0，留空的比值取活动水平比。结果见“分行业预测”。"
        " | Fuels = present × activity × (1 + change of energy intensity) × (1 + change of structure) + new projects; "
        "electricity also times the ratio of the grid factors; processes and waste water by their own ratios; green "
        "power and photovoltaics deducted now go with the electricity. A blank change is 0, a blank ratio is the "
        "activity ratio. The results are on the sheet Forecast by sector.",
    )


def scenario_sheets(size: Size) -> tuple[Sheet, ...]:
    """The sheets on which scenarios are set: names and grid factors, then the parameters of each sector."""
    return (
        free_sheet(
            "scenarios",
            "情景设置 | Scenarios",
            *(_names(size), _OUTLOOK, _power(size)),
            tab="input",
            intro="采用情景分析法预测（指南 8.3）：在基准情景之外设置对照情景，分规划年预测活动水平、排放量与绩效。 | Forecast by scenarios (guide 8.3): a base "
            "scenario and comparison scenarios, for each planning year activity, emission and performance.",
        ),
        sheet(
            "parameters",
            "情景参数 | Parameters",
            _parameters(size),
            intro="每个情景、规划年、行业一行；没有现状排放也没有规划产值的行业可以留空。 | A row for each scenario, "
            "planning year and sector; a sector that neither emits now nor is planned may stay blank.",
        ),
    )
