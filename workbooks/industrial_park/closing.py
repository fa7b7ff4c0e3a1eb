"""Checks of the whole workbook; conclusion and record stand beside them."""

from __future__ import annotations

from collections.abc import Sequence

from pycore.language import both
from pycore.sheets.definition import Field, Kind, Panel, Sheet
from workbooks.common.cells import at, sum_where
from workbooks.common.closing_sheets import Check, bad, checks_sheet
from workbooks.common.fields import derived
from workbooks.common.library_sheets import OWN_IN_USE
from workbooks.common.own_entry_sheet import own_entry_checks
from workbooks.common.own_factors import OWN_FACTORS_CHECK
from workbooks.common.pages import panel
from workbooks.industrial_park import completeness
from workbooks.industrial_park.forecast import present
from workbooks.industrial_park.ledgers import LEDGERS
from workbooks.industrial_park.lists import LISTS
from workbooks.industrial_park.remembered import unconfirmed_table
from workbooks.industrial_park.sector_rows import SECTORS
from workbooks.industrial_park.units import GHG, RATE, WHOLE

# ── what is counted ──────────────────────────────────────────────────────────────────────────────────────────────


def _any_blank(*cells: str) -> str:
    """How many of the cells are blank."""
    return "+".join(f'({cell}="")' for cell in cells)


def _apart(one: str, other: str) -> str:
    """1 where two totals differ by more than rounding."""
    return f"(ABS({one}-{other})>1E-6*(1+ABS({other})))*1"


def _c_apart(column: str, other: str) -> str:
    """1 where the last row of a column of the tables C, in 10⁴ t, is not a total of the workbook."""
    return _apart(f"INDEX({column},ROWS({column}))*10000", other)


def _column_apart(which: str) -> str:
    """1 where a scenario's column of the tables C is not the total of the forecast."""
    chosen = f"c_choice_{which}"
    total = sum_where("forecast", "total", scenario=chosen, year=f"{chosen}_year")
    return f'IF(OR({chosen}="",{chosen}_year=""),0,{_c_apart(f"c_net_scenario_{which}", total)})'


_WHOLE = present("total")
_EMITTED = "(" + "+".join(present(key) for key in ("energy", "process", "waste")) + ")"
_SETTINGS_MISSING = _any_blank("settings_park", "settings_county", "settings_base_year", "settings_plan1")
_YEARS_OUT_OF_ORDER = (
    'IF(OR(settings_base_year="",settings_plan1=""),0,(settings_plan1<=settings_base_year)+'
    'IF(settings_plan2="",0,(settings_plan2<=settings_plan1)*1))'
)
# Written out row by row: no array, so that every program calculates it alike.
_EMITS_WITHOUT_OUTPUT = "+".join(
    f'(INDEX(inventory_total,{row})<>0)*(INDEX(history_output,{row})="")' for row in range(1, 3 * SECTORS + 1)
)
_NAMED = 'COUNTIF(scenario_names_name,"?*")'
_NOT_ONE_BASE = f"IF({_NAMED}=0,1,(COUNTIF(scenario_names_base,yesno_yes)<>1)*1)"
_NONE_RECOMMENDED = (
    'ISERROR(outlook_recommended_index)+IF(ISERROR(outlook_recommended_index),0,(outlook_recommended_index="")*1)'
)
_BASE_SCENARIO = sum_where(
    "sector_forecast", "base_total", scenario=at("scenario_names_name", "outlook_base_index"), year="settings_plan1"
)
_PRESENT_APART = f'IF(OR(outlook_base_index="",settings_plan1=""),0,{_apart(_BASE_SCENARIO, _WHOLE)})'
_GRIDS_DIFFER = "IF(ISERROR(settings_power_ratio),1,(ABS(settings_power_ratio-1)>0.1)*1)"
_NOT_CONFORMING = "COUNTIF(conformity_conform,conform_adjust)+COUNTIF(conformity_conform,conform_conflicts)"
_OWN_VALUES = "+".join(f"COUNTA({ledger.key}_{own})" for ledger in LEDGERS for own in ledger.own_values)

# ── the checks: what it is about, how it is counted, the sheet to go to ──────────────────────────────────────────

_ROWS = (
    ("history", "“行业现状” | the sheet Sectors", "history"),
    ("structure", "产业结构 | the structure of the sectors", "history"),
    ("enterprises", "“重点企业” | the sheet Enterprises", "enterprises"),
    ("energy_use", "能源消费构成 | energy by carrier", "energy"),
    ("energy_supply", "能源供应设施 | the energy supply", "energy"),
    ("efficiency", "重点企业能效 | the energy efficiency", "energy"),
    ("sector_plan", "规划产业发展 | the planned sectors", "planning"),
    ("conformity", "“规划协调性” | the sheet Conformity", "conformity"),
    ("infrastructure", "“基础设施” | the sheet Infrastructure", "infrastructure"),
    ("transport", "“交通运输” | the sheet Transport", "transport"),
    ("scenario_names", "情景名称 | the names of the scenarios", "scenarios"),
    ("plan_power", "规划年电力因子 | the grid factors of planning years", "scenarios"),
    ("parameters", "“情景参数” | the sheet Parameters", "parameters"),
    ("indicators", "“评价指标” | the sheet Indicators", "indicators"),
    ("measures", "“减排措施” | the sheet Measures", "measures"),
    ("problems", "现有问题 | the present problems", "tracking"),
    ("rationality", "合理性论证 | the justification of the plan", "tracking"),
    ("adjustments", "规划优化调整建议 | the adjustments of the plan", "tracking"),
    ("admission_limits", "绩效准入值 | the performance limits", "admission"),
    ("admission", "准入清单 | the admission list", "admission"),
    ("own_sectors", "自定义行业 | the sectors of the user's own", "settings"),
)
"""Tables whose rows have checks of their own."""
_CHECKS: tuple[Check, ...] = (
    (
        "必填设置缺失（园区、区县、基准年、规划年） | required settings missing (park, county, base year, planning year)",
        _SETTINGS_MISSING,
        "settings",
    ),
    ("没有采用的电力因子 | no electricity factor in use", "ISERROR(settings_power)*1", "settings"),
    (
        "规划年不晚于基准年或次序颠倒 | planning years not after the base year, or not in order",
        _YEARS_OUT_OF_ORDER,
        "settings",
    ),
    ("基准年没有任何排放 | nothing emitted in the base year", f"({_WHOLE}=0)*1", "fuels"),
    *(
        (
            ledger.name.within("“{}”台账中需改正的行 | rows to correct in the ledger {}"),
            bad(f"{ledger.key}_check"),
            ledger.key,
        )
        for ledger in LEDGERS
    ),
    *(
        (both(words).within("{}中需改正的行 | rows to correct in {}"), bad(f"{key}_check"), sheet)
        for key, words, sheet in _ROWS
    ),
    (
        "有排放但缺产值的行业（三年） | sectors that emit without output value (three years)",
        _EMITS_WITHOUT_OUTPUT,
        "history",
    ),
    (
        "表 C.1 总计与清单不等 | total of table C.1 is not that of the inventory",
        _c_apart("table_c1_year3", _EMITTED),
        "tables_c",
    ),
    (
        "表 C.2 总排放量与清单不等 | total of table C.2 is not that of the inventory",
        _c_apart("table_c2_year3", _EMITTED),
        "tables_c",
    ),
    (
        "扣减后总量与 A.1 总量不等 | total after reductions is not that of A.1",
        _c_apart("c_net_year3", _WHOLE),
        "tables_c",
    ),
    ("守恒核对不通过的汇总 | ways of adding up that do not agree", bad("conservation_check"), "tables_c"),
    ("成果表情景 A 列与预测不等 | column A of tables C is not the forecast", _column_apart("a"), "tables_c"),
    ("成果表情景 B 列与预测不等 | column B of tables C is not the forecast", _column_apart("b"), "tables_c"),
    ("没有基准情景，或不止一个 | no base scenario, or more than one", _NOT_ONE_BASE, "scenarios"),
    ("没有对照情景 | no comparison scenario", f"({_NAMED}<2)*1", "scenarios"),
    ("没有选定推荐情景 | no recommended scenario", _NONE_RECOMMENDED, "scenarios"),
    ("评价年不是规划年 | year of the assessment is not a planning year", "ISERROR(outlook_year_index)*1", "scenarios"),
    ("情景的现状与清单总量不等 | the scenarios' present is not the inventory's total", _PRESENT_APART, "parameters"),
    (
        "缺参数的情景（情景×规划年） | scenarios without all parameters (scenario and year)",
        'COUNTIF(forecast_missing,">0")',
        "parameters",
    ),
    ("没有选用评价指标 | no indicator chosen", "(COUNT(indicators_target)=0)*1", "indicators"),
    ("没有采纳减排措施 | no measure adopted", "(COUNTIF(measures_adopted,yesno_yes)=0)*1", "measures"),
    ("因子自有值缺理由或与因子库不符 | factor without reason or not the library's", bad("factors_check"), "factors"),
    OWN_FACTORS_CHECK,
    *own_entry_checks(LISTS),
    completeness.CHECK,
)
_NOTES: tuple[Check, ...] = (
    (
        "正在使用的凭记忆因子，待确认（见下表） | remembered factors in use, to be confirmed (listed below)",
        "COUNT(remembered_order)",
        "remembered",
    ),
    (
        "历史年份没有排放数据（重点行业园区原则上需 3 年） | years of history without emission (parks of key sectors need three)",
        "(INDEX(park_years_total,1)=0)+(INDEX(park_years_total,2)=0)",
        "inventory",
    ),
    (
        "没有取值的 GWP（含该气体的行报错） | gases without a GWP in the set (their rows are errors)",
        "ROWS(gwp_values)-COUNT(gwp_values)",
        "settings",
    ),
    ("采用自有值的因子 | factors with own values", OWN_IN_USE, "factors"),
    ("台账中采用自有值的单元格 | own values in the ledgers", _OWN_VALUES, "fuels"),
    (
        "上报与测算相差超过 10% 的企业 | enterprises whose reported and recalculated figures are over 10 % apart",
        'COUNTIF(enterprises_comparison,"!*")',
        "enterprises",
    ),
    (
        "推荐情景未达到的目标 | targets that the recommended scenario misses",
        'COUNTIF(indicators_verdict,"✗*")',
        "reach",
    ),
    ("选用了指标但缺数据 | indicators chosen without data", 'COUNTIF(indicators_verdict,"!*")', "attained"),
    ("规划年电力因子为假设值 | planning years with an assumed grid factor", "COUNT(plan_power_factor)", "scenarios"),
    (
        "区域与省级电力因子不同（比值见下） | regional and provincial grid factor differ (see below)",
        _GRIDS_DIFFER,
        "inventory",
    ),
    (
        "规划协调性中不符合或需调整的项 | conformity items that conflict or are to be adjusted",
        _NOT_CONFORMING,
        "conformity",
    ),
)


def _grid() -> Panel:
    """What the choice of the grid factor does to the base year: both results side by side."""

    def emission(key: str, words: str) -> Field:
        return derived(key, words, GHG, at(f"grids_{key}", 3), format=WHOLE)

    return panel(
        "grid_choice",
        "区域与省级电力因子的差别（基准年） | Regional and provincial grid factor (base year)",
        derived("used", "采用口径 | factor in use", "", "settings_power_choice", kind=Kind.TEXT),
        emission("regional", "按区域因子的电力间接排放 | electricity, regional factor"),
        emission("provincial", "按省级因子的电力间接排放 | electricity, provincial factor"),
        derived("ratio", "省级因子 / 区域因子 | provincial over regional", "", "settings_power_ratio", format="0.00"),
        emission("total_regional", "园区总量：区域因子 | total, regional factor"),
        emission("total_provincial", "园区总量：省级因子 | total, provincial factor"),
        derived("difference", "总量相差 | difference of the total", "%", at("grids_difference", 3), format=RATE),
    )


def closing_checks(sheets: Sequence[Sheet]) -> Sheet:
    """The checks sheet: what to settle and to note, clauses answered, both grid factors, factors to be confirmed."""
    clauses = completeness.completeness({sheet.key: sheet.title for sheet in sheets})
    return checks_sheet(sheets, (), _CHECKS, _NOTES, clauses, _grid(), unconfirmed_table())
