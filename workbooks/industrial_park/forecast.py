"""The forecast (8.3, 8.4.1): emission, performance, reduction potential and structure by scenario and planning year."""

from __future__ import annotations

from pycore.accounting.total import TOTAL_EMISSION
from pycore.language import Text, both
from pycore.library.guide_words import SECTORS
from pycore.sheets.definition import Chart, Column, Kind, Role, Series, Sheet, Table
from workbooks.common.columns import DASH, NO_UNIT, calculated, figure, of_equation, text
from workbooks.industrial_park.scenarios import (
    COAL,
    GHG,
    MONEY,
    PLAN_YEARS,
    RATE,
    SCENARIO,
    YEAR,
    scenario_cells,
    scenario_rows,
    year_cells,
)
from workbooks.industrial_park.sector_forecast import (
    DECLINE,
    PER_MONEY,
    POLLUTANTS,
    decline,
    performance,
    sector_forecast_sheet,
)
from workbooks.industrial_park.size import Size

TEN_THOUSAND = both("万tCO2e | 10⁴ tCO2e")
PER_COAL = both("tCO2e/tce")
COAL_PER_MONEY = both("tce/万元 | tce/10⁴ CNY")
_SECTOR_KEYS = tuple(SECTORS)


def present(key: str) -> str:
    """The park in the base year."""
    return f"INDEX(park_years_{key},3)"


def _sum(key: str, zh: str, en: str, unit: Text, format: str = DASH) -> Column:
    """A sum over the sectors; blank until every sector that counts has its parameters."""
    return calculated(
        key,
        Text(zh, en),
        unit,
        f'IF([missing]="","",IF([missing]>0,"",SUMIFS(sector_forecast_{key},sector_forecast_scenario,[scenario],sector_forecast_year,[year])))',
        format=format,
    )


def _against(
    key: str, zh: str, en: str, reference: str, unit: Text = GHG, *, rate: bool = False, sign: str = ""
) -> Column:
    """Difference of the total from a reference value, or its rate; blank where either is."""
    value = f"([total]-{reference})/{reference}" if rate else f"[total]-{reference}"
    value = f"-({value})" if sign else value
    return calculated(
        key,
        Text(zh, en),
        unit,
        f'IF(OR([total]="",SUM({reference})=0),"",{value})',
        format=RATE if rate else '+#,##0.00;-#,##0.00;"–"',
    )


def _present_energy(key: str, zh: str, en: str, per: str) -> Column:
    energy, of = present("energy_use"), present(per)
    return calculated(
        key,
        Text(zh, en),
        COAL_PER_MONEY,
        f'IF(OR([year]="",SUM({energy})=0,SUM({of})=0),"",{energy}/{of})',
        format="0.000",
    )


def _rows(size: Size) -> dict[str, list[str]]:
    return {"scenario": scenario_cells(size), "year": year_cells(size)}


def _forecast(size: Size) -> Table:
    base = [
        f'=IF(OR([year]="",outlook_base_index=""),"",INDEX(forecast_total,(outlook_base_index-1)*{PLAN_YEARS}+{y}))'
        for _, y in scenario_rows(size)
    ]
    every = "sector_forecast_scenario,[scenario],sector_forecast_year,[year]"
    return Table(
        key="forecast",
        title=both("各情景排放量预测 | Emission by scenario"),
        rows=len(scenario_rows(size)),
        note=both(
            "变化 = 规划年 − 现状；减排潜力 = 同年基准情景 − 本情景。有行业缺参数的情景不给合计。 | Change = planning year − present; potential = "
            "base scenario of the same year − this one. No total is given while a sector lacks its parameters."
        ),
        columns=(
            SCENARIO,
            YEAR,
            calculated(
                "missing",
                "缺参数的行业 | sectors without parameters",
                NO_UNIT,
                f'IF([year]="","",SUMIFS(sector_forecast_missing,{every})+(SUMIFS(sector_forecast_total,{every})=0))',
                format='0;-0;"–"',
                width=15,
            ),
            _sum("energy", "能源活动", "energy", GHG),
            _sum("process", "工业生产过程", "processes", GHG),
            _sum("waste", "废弃物处理", "waste", GHG),
            _sum("reduction", "减排量", "reductions", GHG),
            of_equation(
                "total",
                "排放总量 | total",
                GHG,
                TOTAL_EMISSION,
                "[energy]",
                "[process]",
                "[waste]",
                "[reduction]",
                format=DASH,
            ),
            _against("change", "比现状变化", "change from present", present("total")),
            _against("change_rate", "比现状变化率", "rate of change", present("total"), both("%"), rate=True),
            figure("base_total", "同年基准情景 | base scenario, same year", unit=GHG),
            _against("potential", "减排潜力", "reduction potential", "[base_total]", sign="-"),
            _against(
                "potential_rate", "减排潜力比例", "potential, share", "[base_total]", both("%"), rate=True, sign="-"
            ),
            *(_sum(key, label, label, both("t")) for key, label in POLLUTANTS),
        ),
        prefilled={**_rows(size), "base_total": base},
    )


def _performance(size: Size) -> Table:
    return Table(
        key="plan_performance",
        title=both("各情景排放绩效与能耗强度 | Performance and energy intensity by scenario"),
        rows=len(scenario_rows(size)),
        note=both(
            "下降率以现状（基准年）绩效为基准；正值为下降。 | Declines are against the performance of the base year; positive is a "
            "decline."
        ),
        columns=(
            SCENARIO,
            YEAR,
            calculated(
                "missing",
                "缺参数的行业 | sectors without parameters",
                NO_UNIT,
                'IF([year]="","",INDEX(forecast_missing,{i}))',
                format='0;-0;"–"',
                width=15,
            ),
            calculated("total", "排放总量 | total", GHG, "INDEX(forecast_total,{i})", format=DASH),
            _sum("output", "工业总产值", "output value", MONEY, "#,##0"),
            _sum("value_added", "工业增加值", "value added", MONEY, "#,##0"),
            _sum("energy_use", "综合能耗", "energy use", COAL, "#,##0"),
            performance("per_output", "单位产值排放", "per output value", PER_MONEY, "[total]", "[output]"),
            decline(
                "decline_output", "单位产值排放下降率", "decline per output", present("per_output"), "[per_output]"
            ),
            performance("per_value_added", "单位增加值排放", "per value added", PER_MONEY, "[total]", "[value_added]"),
            decline(
                "decline_value_added",
                "单位增加值排放下降率",
                "decline per value added",
                present("per_value_added"),
                "[per_value_added]",
            ),
            performance("per_energy", "单位能耗排放", "per energy use", PER_COAL, "[total]", "[energy_use]"),
            _present_energy("base_energy_per_output", "现状单位产值能耗", "energy per output at present", "output"),
            performance(
                "energy_per_output", "单位产值能耗", "energy per output", COAL_PER_MONEY, "[energy_use]", "[output]"
            ),
            decline(
                "decline_energy_output",
                "单位产值能耗下降率",
                "decline of energy per output",
                "[base_energy_per_output]",
                "[energy_per_output]",
            ),
            _present_energy(
                "base_energy_per_value_added", "现状单位增加值能耗", "energy per value added at present", "value_added"
            ),
            performance(
                "energy_per_value_added",
                "单位增加值能耗",
                "energy per value added",
                COAL_PER_MONEY,
                "[energy_use]",
                "[value_added]",
            ),
            decline(
                "decline_energy_value_added",
                "单位增加值能耗下降率",
                "decline of energy per value added",
                "[base_energy_per_value_added]",
                "[energy_per_value_added]",
            ),
        ),
        prefilled=_rows(size),
    )


def _by_sector(
    size: Size, key: str, zh: str, en: str, unit: Text, cell: str, format: str, note: Text = NO_UNIT
) -> Table:
    """A row for each scenario and year, a column for each sector; `cell` is a formula on the sector's row {0}."""

    def formulas(k: int) -> list[str]:
        return [
            f'=IF([year]="","",{cell.replace("{0}", str(r * len(_SECTOR_KEYS) + k)).replace("{k}", str(k)).replace("{y}", str(y))})'
            for r, (_, y) in enumerate(scenario_rows(size))
        ]

    return Table(
        key=key,
        title=Text(zh, en),
        rows=len(scenario_rows(size)),
        note=note,
        columns=(
            SCENARIO,
            YEAR,
            *(
                Column(key=k, title=SECTORS[k], unit=unit, role=Role.CALCULATED, format=format, width=15)
                for k in _SECTOR_KEYS
            ),
        ),
        prefilled={**_rows(size), **{key: formulas(k) for k, key in enumerate(_SECTOR_KEYS, 1)}},
    )


_BASE_ROW = f"(outlook_base_index-1)*{PLAN_YEARS * len(_SECTOR_KEYS)}+({{y}}-1)*{len(_SECTOR_KEYS)}+{{k}}"
_POTENTIAL = (
    'IF(OR(outlook_base_index="",INDEX(sector_forecast_total,{0})=""),"",'
    f'IF(INDEX(sector_forecast_total,{_BASE_ROW})="","",INDEX(sector_forecast_total,{_BASE_ROW})-INDEX(sector_forecast_total,{{0}})))'
)


def _path_names(size: Size) -> Table:
    """Names of the scenarios, a cell each, for the legends of the charts."""
    scenarios = range(1, size.scenarios + 1)
    return Table(
        key="path_names",
        title=both("图表数据：情景名称 | Chart data: names of the scenarios"),
        rows=1,
        columns=(
            text("label", "图例 | legend", role=Role.LABEL, width=18),
            *(
                calculated(
                    f"s{s}",
                    f"情景{s} | scenario {s}",
                    NO_UNIT,
                    f'IF(INDEX(scenario_names_name,{s})="","–",INDEX(scenario_names_name,{s}))',
                    kind=Kind.TEXT,
                    width=15,
                )
                for s in scenarios
            ),
        ),
        prefilled={"label": [both("情景名称 | name of the scenario")]},
    )


def _paths(
    size: Size, key: str, zh: str, en: str, unit: Text, source: str, column: str, factor: str, format: str
) -> Table:
    """Present and planning years down, scenarios across; #N/A keeps out of the picture what is not there."""

    def cell(s: int) -> str:
        row = f"INDEX({source}_{column},MAX({(s - 1) * PLAN_YEARS}+{{i}}-1,1))"
        then = f"IF(ISNUMBER({row}),{row}{factor},NA())"
        now = (
            f'IF(OR(INDEX(scenario_names_name,{s})="",NOT(ISNUMBER({present(column)}))),NA(),{present(column)}{factor})'
        )
        return f"IF({{i}}=1,{now},{then})"

    return Table(
        key=key,
        title=Text(zh, en),
        rows=1 + PLAN_YEARS,
        columns=(
            text("year", "年份 | year", role=Role.LABEL, width=18),
            *(
                calculated(f"s{s}", f"情景{s} | scenario {s}", unit, cell(s), format=format, width=15)
                for s in range(1, size.scenarios + 1)
            ),
        ),
        prefilled={"year": ['=settings_base_year&""', *(f'=settings_plan{y}&""' for y in range(1, PLAN_YEARS + 1))]},
    )


def _path_chart(size: Size, key: str, zh: str, en: str, unit: Text) -> Chart:
    return Chart(
        key=f"chart_{key}",
        title=Text(zh, en),
        kind="line",
        width=1000,
        y_title=unit,
        series=tuple(
            Series(title=f"=path_names_s{s}", categories=f"{key}_year", values=f"{key}_s{s}")
            for s in range(1, size.scenarios + 1)
        ),
    )


def _composition() -> Table:
    """Present, base scenario and recommended scenario in both planning years, by sector."""
    indexes = ("outlook_base_index", "outlook_recommended_index")
    rows = [(index, y) for index in indexes for y in range(1, PLAN_YEARS + 1)]
    n = len(_SECTOR_KEYS)

    def planned(index: str, y: int, k: int) -> str:
        cell = f"INDEX(sector_forecast_total,({index}-1)*{PLAN_YEARS * n}+{(y - 1) * n + k})"
        return f'=IF({index}="","",IF(INDEX(forecast_total,({index}-1)*{PLAN_YEARS}+{y})="","",SUM({cell})/10000))'

    return Table(
        key="composition",
        title=both("排放结构（按行业） | Structure of the emission, by sector"),
        rows=1 + len(rows),
        columns=(
            text("label", "情景与年份 | scenario and year", role=Role.LABEL, width=18),
            *(
                Column(key=key, title=SECTORS[key], unit=TEN_THOUSAND, role=Role.CALCULATED, format=DASH, width=15)
                for key in _SECTOR_KEYS
            ),
        ),
        prefilled={
            "label": [
                both('="现状 "&settings_base_year | ="present "&settings_base_year'),
                *(f'=IF({index}="","–",INDEX(scenario_names_name,{index})&" "&settings_plan{y})' for index, y in rows),
            ],
            **{
                key: [
                    f"=SUMIFS(inventory_total,inventory_sector,INDEX(sector_list,{k}),inventory_year,settings_base_year)/10000",
                    *(planned(index, y, k) for index, y in rows),
                ]
                for k, key in enumerate(_SECTOR_KEYS, 1)
            },
        },
    )


def forecast_sheets(size: Size) -> tuple[Sheet, ...]:
    """The results: by sector in full, totals and charts, declines and potentials by sector."""
    return (
        sector_forecast_sheet(size),
        Sheet(
            key="forecast",
            title=both("排放预测 | Forecast"),
            tab="result",
            freeze=False,
            one_page=True,
            intro=both(
                "各情景分规划年的排放量、绩效、减排潜力和污染物排放，由“情景参数”汇总。 | Emission, performance, potential and pollutants of each "
                "scenario and planning year, summed from the sheet Parameters."
            ),
            blocks=(
                _forecast(size),
                _performance(size),
                _path_chart(size, "paths", "各情景温室气体排放量", "GHG emission by scenario", TEN_THOUSAND),
                _path_chart(
                    size,
                    "output_paths",
                    "各情景单位工业总产值排放",
                    "GHG emission per output value by scenario",
                    PER_MONEY,
                ),
                Chart(
                    key="chart_composition",
                    title=both(
                        "排放结构：现状、基准情景与推荐情景 | Structure: present, base and recommended scenario"
                    ),
                    kind="column",
                    subtype="stacked",
                    width=1000,
                    y_title=TEN_THOUSAND,
                    series=tuple(
                        Series(title=SECTORS[key], categories="composition_label", values=f"composition_{key}")
                        for key in _SECTOR_KEYS
                    ),
                ),
                _composition(),
                _paths(
                    size,
                    "paths",
                    "图表数据：排放量",
                    "Chart data: emission",
                    TEN_THOUSAND,
                    "forecast",
                    "total",
                    "/10000",
                    DASH,
                ),
                _paths(
                    size,
                    "output_paths",
                    "图表数据：单位产值排放",
                    "Chart data: emission per output",
                    PER_MONEY,
                    "plan_performance",
                    "per_output",
                    "",
                    "0.000",
                ),
                _path_names(size),
            ),
        ),
        Sheet(
            key="declines",
            title=both("分行业下降率与潜力 | Declines by sector"),
            tab="result",
            freeze=False,
            one_page=True,
            landscape=False,
            intro=both(
                "规划实施后各行业温室气体排放绩效下降率与减排潜力（指南 8.4.1）。 | Decline of performance and reduction potential of each sector "
                "(guide 8.4.1)."
            ),
            blocks=(
                _by_sector(
                    size,
                    "sector_total",
                    "各行业排放量",
                    "Emission by sector",
                    GHG,
                    "INDEX(sector_forecast_total,{0})",
                    "#,##0",
                ),
                _by_sector(
                    size,
                    "sector_decline",
                    "单位工业总产值排放下降率",
                    "Decline of emission per output value",
                    both("%"),
                    "INDEX(sector_forecast_decline_output,{0})",
                    DECLINE,
                ),
                _by_sector(
                    size,
                    "sector_decline_added",
                    "单位工业增加值排放下降率",
                    "Decline of emission per value added",
                    both("%"),
                    "INDEX(sector_forecast_decline_value_added,{0})",
                    DECLINE,
                ),
                _by_sector(
                    size,
                    "sector_potential",
                    "各行业减排潜力",
                    "Reduction potential by sector",
                    GHG,
                    _POTENTIAL,
                    '#,##0;-#,##0;"–"',
                    both("同年基准情景减本情景。 | Base scenario of the same year less this one."),
                ),
            ),
        ),
    )
