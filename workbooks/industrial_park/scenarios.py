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
from pycore.language import both
from pycore.sheets.definition import Column, Field, Kind, Panel, Role, Sheet, Table
from workbooks.common.columns import (
    NO_UNIT,
    calculated,
    choice,
    missing,
    not_listed,
    not_number,
    number,
    out_of,
    row_check,
    text,
    unusable_name,
)
from workbooks.industrial_park.lists import SECTOR_CODES
from workbooks.industrial_park.size import Size

PLAN_YEARS = 2
SECTORS = len(SECTOR_CODES)
MONEY, GHG, COAL = both("万元 | 10⁴ CNY"), both("tCO2e"), both("tce")
RATE = "+0.0%;-0.0%;0.0%"
_CHANGE = Domain(-1, 1, hint=both("变化率填小数：下降 12% 填 -0.12。 | A change is a fraction: 12 % less is -0.12."))
_RATIO = Domain(
    0,
    20,
    hint=both("与现状之比：不变填 1，增长 20% 填 1.2。 | Ratio to the present: 1 is unchanged, 20 % more is 1.2."),
)


def scenario_rows(size: Size) -> tuple[tuple[int, int], ...]:
    """Scenario and planning year of each row of the tables by scenario and year, both counted from 1."""
    return tuple((s, y) for s in range(1, size.scenarios + 1) for y in range(1, PLAN_YEARS + 1))


def scenario_cells(size: Size) -> list[str]:
    return [f'=IF(INDEX(scenario_names_name,{s})="","",INDEX(scenario_names_name,{s}))' for s, _ in scenario_rows(size)]


def year_cells(size: Size) -> list[str]:
    return [f'=IF(OR([scenario]="",settings_plan{y}=""),"",settings_plan{y})' for _, y in scenario_rows(size)]


SCENARIO = text("scenario", "情景 | scenario", width=18, role=Role.LABEL)
SECTOR = text("sector", "行业 | sector", width=16, role=Role.LABEL)
YEAR = Column(key="year", title=both("规划年 | planning year"), role=Role.LABEL, format="0", width=9)


def _names(size: Size) -> Table:
    return Table(
        key="scenario_names",
        title=both("情景设置 | Scenarios"),
        rows=size.scenarios,
        ledger=True,
        note=both(
            "先设一个基准情景（规划方案按现有政策实施），再设任意个对照情景。填写名称后，下方和“情景参数”中的行自动启用。 | Name one base scenario (the plan under "
            "present policy), then as many comparison scenarios as wanted; the rows below and on the next sheet "
            "follow."
        ),
        columns=(
            Column(key="number", title=both("编号 | no."), role=Role.LABEL, format="0", width=22),
            text("name", "情景名称 | name of the scenario", width=26, required=True),
            choice("base", "基准情景 | base scenario", "yesno", width=14),
            text("description", "情景描述与主要假设 | description and main assumptions", width=70),
            row_check(
                ("name", "base", "description"),
                (
                    missing("name", "情景名称 | name"),
                    not_listed("base", "基准情景 | base scenario", "yesno"),
                    unusable_name("name", "情景名称 | name"),
                    ("COUNTIF(scenario_names_name,[name])>1", "情景名称重复 | name given twice"),
                    (
                        "COUNTIF(scenario_names_base,yesno_yes)<>1",
                        "应有且仅有一个基准情景 | exactly one must be the base scenario",
                    ),
                ),
            ),
        ),
        prefilled={"number": list(range(1, size.scenarios + 1))},
    )


def _power(size: Size) -> Table:
    return Table(
        key="plan_power",
        title=both("规划年电力排放因子 | Grid factor of the planning years"),
        rows=len(scenario_rows(size)),
        note=both(
            "留空则沿用现状因子（“园区与设置”所选口径）。规划年因子是对电网的假设，须写明依据；它只改变调入调出电力的间接排放。 | Left blank, the present factor is used."
            " A factor for a planning year is an assumption about the grid: give its basis. It changes the "
            "indirect emission of electricity only."
        ),
        columns=(
            SCENARIO,
            YEAR,
            number(
                "factor",
                "规划年因子 | factor then",
                "tCO2/MWh",
                POSITIVE,
                format="0.0000",
                width=14,
                role=Role.OVERRIDE,
            ),
            text("basis", "依据 | basis", width=70),
            Column(
                key="used",
                title=both("采用值 | factor in use"),
                unit=both("tCO2/MWh"),
                role=Role.DEFAULT,
                format="0.0000",
                width=14,
                formula='IF([year]="","",IF([factor]<>"",[factor],settings_power))',
            ),
            calculated(
                "ratio",
                "与现状之比 | ratio to present",
                NO_UNIT,
                'IF([year]="","",[used]/settings_power)',
                format="0.000",
                width=12,
            ),
            row_check(
                ("factor", "basis"),
                (
                    ('[year]=""', "该行没有情景或规划年 | row without scenario or planning year"),
                    not_number("factor", "因子 | factor"),
                    out_of(
                        "factor",
                        "OR([factor]<=0,[factor]>2)",
                        "因子超出 0–2，核对单位 | factor outside 0 to 2: check the unit",
                    ),
                    ('AND([factor]<>"",[basis]="")', "缺依据 | basis missing"),
                ),
            ),
        ),
        prefilled={"scenario": scenario_cells(size), "year": year_cells(size)},
    )


_OUTLOOK = Panel(
    key="outlook",
    title=both("推荐情景与评价年 | Recommended scenario and year of the assessment"),
    fields=(
        Field(
            key="recommended",
            title=both("推荐情景 | recommended scenario"),
            kind=Kind.CHOICE,
            choices="=scenario_names_name",
            required=True,
            help=both(
                "推荐方案采用的情景（9.2）；用于指标判定、准入和结论。 | The scenario of the recommended plan (9.2); used for indicators, "
                "admission and conclusion."
            ),
        ),
        Field(
            key="year",
            title=both("评价年 | year of the assessment"),
            kind=Kind.CHOICE,
            choices="=settings_plans",
            format="0",
            help=both(
                "指标目标值对应的规划年；留空取最后一个规划年。 | The planning year of the targets; blank takes the last one."
            ),
        ),
        Field(
            key="year_index",
            title=both("评价年序号 | its number"),
            role=Role.CALCULATED,
            kind=Kind.NUMBER,
            format="0",
            formula='IF(outlook_year="",IF(settings_plan2="",1,2),IF(outlook_year=settings_plan1,1,IF(outlook_year=settings_plan2,2,NA())))',
        ),
        Field(
            key="base_index",
            title=both("基准情景编号 | number of the base scenario"),
            role=Role.CALCULATED,
            kind=Kind.NUMBER,
            format="0",
            formula='IF(COUNTIF(scenario_names_base,yesno_yes)=1,MATCH(yesno_yes,scenario_names_base,0),"")',
        ),
        Field(
            key="recommended_index",
            title=both("推荐情景编号 | number of the recommended scenario"),
            role=Role.CALCULATED,
            kind=Kind.NUMBER,
            format="0",
            formula='IF(outlook_recommended="","",MATCH(outlook_recommended,scenario_names_name,0))',
        ),
    ),
)


def past(table: str, key: str) -> str:
    """The row's sector in the base year, as the inventory or the history has it."""
    return f"SUMIFS({table}_{key},{table}_sector,[sector],{table}_year,settings_base_year)"


_INPUTS = (
    number(
        "output",
        "工业总产值 | output value",
        MONEY,
        NOT_NEGATIVE,
        format="#,##0",
        required=True,
        help=both(
            "规划年总产值（含新增项目），按基准年不变价。 | Of the planning year, new projects included, at prices of the base year."
        ),
    ),
    number("value_added", "工业增加值 | value added", MONEY, NOT_NEGATIVE, format="#,##0"),
    Column(
        key="activity",
        title=both("活动水平比 | activity ratio"),
        unit=both("与现状之比 | to present"),
        role=Role.OVERRIDE,
        domain=_RATIO,
        width=11,
        format="0.000",
        help=both(
            "留空按产值之比；新增项目另计时填现有活动的比值。 | Blank: ratio of output values. Where new projects are counted apart, "
            "that of the existing activity."
        ),
    ),
    number("energy_intensity", "单位能耗变化 | change of energy intensity", "–1…1", _CHANGE, format=RATE, width=11),
    number(
        "structure",
        "燃料结构变化 | change of fuel structure",
        "–1…1",
        _CHANGE,
        format=RATE,
        width=11,
        help=both(
            "单位燃料能耗排放的变化（煤改气、生物质替代等）。 | Change of emission per unit of fuel energy (gas or biomass for coal)."
        ),
    ),
    number(
        "electricity",
        "用电变化 | change of electricity",
        "–1…1",
        _CHANGE,
        format=RATE,
        width=11,
        help=both(
            "单位能耗用电量的变化（电气化为正）；不含电网因子变化。 | Change of electricity per unit of energy (electrification positive); "
            "the grid factor is apart."
        ),
    ),
    number(
        "process_activity",
        "工业过程产量比 | process activity ratio",
        "与现状之比 | to present",
        _RATIO,
        format="0.000",
        width=11,
        help=both("留空取活动水平比。 | Blank takes the activity ratio."),
    ),
    number(
        "process_intensity", "过程排放强度变化 | change of process intensity", "–1…1", _CHANGE, format=RATE, width=11
    ),
    number(
        "wastewater",
        "废水量比 | waste water ratio",
        "与现状之比 | to present",
        _RATIO,
        format="0.000",
        width=11,
        help=both("留空取活动水平比。 | Blank takes the activity ratio."),
    ),
    number(
        "pollutants",
        "污染物排放强度变化 | change of pollutant intensity",
        "–1…1",
        _CHANGE,
        format=RATE,
        width=11,
        help=both(
            "单位活动 SO2、NOx、颗粒物、VOC 排放的变化，四种相同。 | Change of SO2, NOx, PM and VOC per activity, the same for all "
            "four."
        ),
    ),
    number(
        "new_energy",
        "新增项目能源排放 | new projects, energy",
        GHG,
        NOT_NEGATIVE,
        format="#,##0",
        help=both(
            "规划所含建设项目的能源活动排放；填写时应同时填“活动水平比”。 | Of the projects in the plan; give the activity ratio of the "
            "existing ones as well."
        ),
    ),
    number("new_process", "新增项目过程排放 | new projects, processes", GHG, NOT_NEGATIVE, format="#,##0"),
    number("new_energy_use", "新增项目能耗 | new projects, energy use", COAL, NOT_NEGATIVE, format="#,##0"),
    number(
        "reduction",
        "新增减排量 | more reduction",
        GHG,
        NOT_NEGATIVE,
        format="#,##0",
        help=both(
            "CCUS、绿电等比现状多减的量；已在“减排措施”中计入本情景的不要重复填。 | Capture, green power and the like beyond the present; not "
            "what a measure already counts here."
        ),
    ),
)
_RATIOS = ("activity", "process_activity", "wastewater")
_CHANGES = ("energy_intensity", "structure", "electricity", "process_intensity", "pollutants")
_AMOUNTS = ("output", "value_added", "new_energy", "new_process", "new_energy_use", "reduction")


def _given(key: str) -> str:
    return f"INDEX(sector_forecast_{key},{{i}})"


def _tests() -> tuple[tuple[str, str, str], ...]:
    titles = {c.key: c.title for c in _INPUTS}
    new = "COUNT([new_energy],[new_process])"
    return (
        ('[year]=""', "该行没有情景或规划年 | row without scenario or planning year"),
        *(not_number(c.key, c.title) for c in _INPUTS),
        *(
            out_of(k, f"ABS([{k}])>1", f"{titles[k].zh}应为 -1 到 1 的小数 | {titles[k].en}: a fraction from -1 to 1")
            for k in _CHANGES
        ),
        *(
            out_of(k, f"OR([{k}]<0,[{k}]>20)", f"{titles[k].zh}应为 0–20 的比值 | {titles[k].en}: a ratio from 0 to 20")
            for k in _RATIOS
        ),
        *(out_of(k, f"[{k}]<0", f"{titles[k].zh}为负 | {titles[k].en} is negative") for k in _AMOUNTS),
        (f"{_given('missing')}=1", "缺产值或活动水平比 | output value or activity ratio missing"),
        (f"ISERROR({_given('total')})", "计算出错，请核对输入 | calculation error: check the inputs"),
        (
            f'AND([activity]="",{_given("base_output")}=0,{_given("base_total")}<>0)',
            "缺现状产值，填活动水平比 | no present output: give the activity ratio",
        ),
        (
            f"AND({_given('base_total')}=0,[output]>0,{new}=0)",
            "现状无排放，填新增项目排放 | nothing emitted at present: give the new projects",
        ),
        (
            f'AND([activity]="",{new}>0,{_given("base_total")}<>0)',
            "新增项目另计时须填活动水平比 | with new projects give the activity ratio",
        ),
        ('AND(SUM([value_added])>SUM([output]),[value_added]<>"")', "增加值大于总产值 | value added above output"),
        ('[basis]=""', "缺参数依据 | basis missing"),
    )


def sector_rows(size: Size) -> tuple[tuple[int, int, int], ...]:
    """Scenario, planning year and sector of each row of the tables by sector, counted from 1."""
    return tuple((s, y, k) for s, y in scenario_rows(size) for k in range(1, SECTORS + 1))


def sector_cells(size: Size) -> dict[str, list[str]]:
    """The first columns of the tables by sector: scenario, planning year, sector."""
    rows = sector_rows(size)
    of_year = [(s - 1) * PLAN_YEARS + y for s, y, _ in rows]
    return {
        "scenario": [f'=IF(INDEX(plan_power_scenario,{r})="","",INDEX(plan_power_scenario,{r}))' for r in of_year],
        "year": [f"=INDEX(plan_power_year,{r})" for r in of_year],
        "sector": [f'=IF([year]="","",INDEX(sector_list,{k}))' for _, _, k in rows],
    }


def _parameters(size: Size) -> Table:
    return Table(
        key="parameters",
        title=both("分行业情景参数 | Parameters by sector"),
        rows=len(sector_rows(size)),
        ledger=True,
        note=both(
            "燃料 = 现状 × 活动水平比 ×（1 + 单位能耗变化）×（1 + 燃料结构变化）+ 新增项目；电力另乘规划年与现状因子之比；过程、废水按各自比值。留空的变化率按 0，留空的比值取活动水平比。"
            "结果见“分行业预测”。 | Fuels = present × activity × (1 + change of energy intensity) × (1 + change of "
            "structure) + new projects; electricity also times the ratio of the grid factors; processes and "
            "waste water by their own ratios. A blank change is 0, a blank ratio is the activity ratio. The "
            "results are on the sheet Forecast by sector."
        ),
        columns=(
            SCENARIO,
            YEAR,
            SECTOR,
            *_INPUTS,
            text("basis", "参数依据 | basis of the parameters", width=30),
            row_check((*(c.key for c in _INPUTS), "basis"), _tests()),
        ),
        prefilled=sector_cells(size),
    )


def scenario_sheets(size: Size) -> tuple[Sheet, ...]:
    """The sheets on which scenarios are set: names and grid factors, then the parameters of each sector."""
    return (
        Sheet(
            key="scenarios",
            title=both("情景设置 | Scenarios"),
            tab="input",
            freeze=False,
            blocks=(_names(size), _OUTLOOK, _power(size)),
            intro=both(
                "采用情景分析法预测（指南 8.3）：在基准情景之外设置对照情景，分规划年预测活动水平、排放量与绩效。 | Forecast by scenarios (guide 8.3): a base "
                "scenario and comparison scenarios, for each planning year activity, emission and performance."
            ),
        ),
        Sheet(
            key="parameters",
            title=both("情景参数 | Parameters"),
            tab="input",
            blocks=(_parameters(size),),
            intro=both(
                "每个情景、规划年、行业一行；没有现状排放也没有规划产值的行业可以留空。 | A row for each scenario, planning year and sector; a sector "
                "that neither emits now nor is planned may stay blank."
            ),
        ),
    )
