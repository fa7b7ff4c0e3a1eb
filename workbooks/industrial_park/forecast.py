"""The forecast (8.3, 8.4.1): emission, performance, reduction potential and structure by scenario and planning year."""

from __future__ import annotations

from collections.abc import Callable

from pycore.language import Text
from pycore.library.guide_words import SECTORS
from pycore.sheets.definition import Chart, Column, Sheet, Table
from workbooks.common.cells import at, blank_if, is_blank, sum_where
from workbooks.common.columns import DASH, calculated, figure
from workbooks.common.pages import COUNT, calculated_text, chart, label, sheet, table
from workbooks.industrial_park import units as u
from workbooks.industrial_park.scenarios import PLAN_YEARS, SCENARIO, YEAR, scenario_cells, scenario_rows
from workbooks.industrial_park.sector_forecast import (
    POLLUTANTS,
    decline,
    performance,
    sector_forecast_sheet,
    total_emission,
)
from workbooks.industrial_park.size import Size

_SECTOR_KEYS = tuple(SECTORS)
_N = len(_SECTOR_KEYS)


def present(key: str) -> str:
    """The park in the base year."""
    return f"INDEX(park_years_{key},3)"


# ── the park by scenario and year ────────────────────────────────────────────────────────────────────────────────


def _of_sectors(key: str) -> str:
    """A sum over the sectors of the row's scenario and year."""
    return sum_where("sector_forecast", key, scenario="[scenario]", year="[year]")


def _sum(key: str, words: str, unit: Text | str = u.GHG, format: str = DASH) -> Column:
    """A sum over the sectors; blank until every sector that counts has its parameters."""
    formula = blank_if('[missing]=""', blank_if("[missing]>0", _of_sectors(key)))
    return calculated(key, words, unit, formula, format=format)


def _against(key: str, words: str, reference: str, difference: str) -> Column:
    """A difference of the total from a reference; blank where either is."""
    return calculated(key, words, u.GHG, _with_total(reference, difference), format=u.DIFFERENCE)


def _rate(key: str, words: str, reference: str, rate: str) -> Column:
    return calculated(key, words, "%", _with_total(reference, rate), format=u.RATE)


def _with_total(reference: str, formula: str) -> str:
    return blank_if(f'OR([total]="",SUM({reference})=0)', formula)


def _forecast(size: Size) -> Table:
    now, base = present("total"), "[base_total]"
    missing = blank_if('[year]=""', f"{_of_sectors('missing')}+({_of_sectors('total')}=0)")
    base_total = [
        "="
        + blank_if(is_blank("[year]", "outlook_base_index"), at("forecast_total", _year_row("outlook_base_index", y)))
        for _, y in scenario_rows(size)
    ]
    return table(
        "forecast",
        "各情景排放量预测 | Emission by scenario",
        "18 9 15 13 13 13 13 14 13 13 15 13…",
        SCENARIO,
        YEAR,
        calculated("missing", "缺参数的行业 | sectors without parameters", "", missing, format=COUNT),
        _sum("energy", "能源活动 | energy"),
        _sum("process", "工业生产过程 | processes"),
        _sum("waste", "废弃物处理 | waste"),
        _sum("reduction", "减排量 | reductions"),
        total_emission(),
        _against("change", "比现状变化 | change from present", now, f"[total]-{now}"),
        _rate("change_rate", "比现状变化率 | rate of change", now, f"([total]-{now})/{now}"),
        figure("base_total", "同年基准情景 | base scenario, same year", unit=u.GHG),
        _against("potential", "减排潜力 | reduction potential", base, f"-([total]-{base})"),
        _rate("potential_rate", "减排潜力比例 | potential, share", base, f"-(([total]-{base})/{base})"),
        *(_sum(key, name, "t") for key, name in POLLUTANTS),
        filled={**scenario_cells(size), "base_total": base_total},
        note="变化 = 规划年 − 现状；减排潜力 = 同年基准情景 − 本情景。有行业缺参数的情景不给合计。"
        " | Change = planning year − present; potential = base scenario of the same year − this one. No total is given "
        "while a sector lacks its parameters.",
    )


def _year_row(scenario: str, year: int | str) -> str:
    """The row of a scenario and planning year in the tables by scenario and year."""
    return f"({scenario}-1)*{PLAN_YEARS}+{year}"


def _performance(size: Size) -> Table:
    def energy_now(key: str, words: str, per: str) -> Column:
        energy, of = present("energy_use"), present(per)
        formula = blank_if(f'OR([year]="",SUM({energy})=0,SUM({of})=0)', f"{energy}/{of}")
        return calculated(key, words, u.COAL_PER_MONEY, formula, format="0.000")

    def energy_per(key: str, words: str, of: str) -> Column:
        return performance(key, words, u.COAL_PER_MONEY, "[energy_use]", of)

    missing = blank_if('[year]=""', "INDEX(forecast_missing,{i})")
    return table(
        "plan_performance",
        "各情景排放绩效与能耗强度 | Performance and energy intensity by scenario",
        "18 9 15 13…",
        SCENARIO,
        YEAR,
        calculated("missing", "缺参数的行业 | sectors without parameters", "", missing, format=COUNT),
        calculated("total", "排放总量 | total", u.GHG, "INDEX(forecast_total,{i})", format=DASH),
        _sum("output", "工业总产值 | output value", u.MONEY, u.WHOLE),
        _sum("value_added", "工业增加值 | value added", u.MONEY, u.WHOLE),
        _sum("energy_use", "综合能耗 | energy use", u.COAL, u.WHOLE),
        performance("per_output", "单位产值排放 | per output value", u.PER_MONEY, "[total]", "[output]"),
        decline("decline_output", "单位产值排放下降率 | decline per output", present("per_output"), "[per_output]"),
        performance("per_value_added", "单位增加值排放 | per value added", u.PER_MONEY, "[total]", "[value_added]"),
        decline(
            "decline_value_added",
            "单位增加值排放下降率 | decline per value added",
            present("per_value_added"),
            "[per_value_added]",
        ),
        performance("per_energy", "单位能耗排放 | per energy use", u.PER_COAL, "[total]", "[energy_use]"),
        energy_now("base_energy_per_output", "现状单位产值能耗 | energy per output at present", "output"),
        energy_per("energy_per_output", "单位产值能耗 | energy per output", "[output]"),
        decline(
            "decline_energy_output",
            "单位产值能耗下降率 | decline of energy per output",
            "[base_energy_per_output]",
            "[energy_per_output]",
        ),
        energy_now(
            "base_energy_per_value_added", "现状单位增加值能耗 | energy per value added at present", "value_added"
        ),
        energy_per("energy_per_value_added", "单位增加值能耗 | energy per value added", "[value_added]"),
        decline(
            "decline_energy_value_added",
            "单位增加值能耗下降率 | decline of energy per value added",
            "[base_energy_per_value_added]",
            "[energy_per_value_added]",
        ),
        filled=scenario_cells(size),
        note="下降率以现状（基准年）绩效为基准；正值为下降。"
        " | Declines are against the performance of the base year; positive is a decline.",
    )


# ── charts and their data ────────────────────────────────────────────────────────────────────────────────────────


def _path_names(size: Size) -> Table:
    """Names of the scenarios, a cell each, for the legends of the charts."""

    def name(s: int) -> str:
        cell = at("scenario_names_name", s)
        return f'IF({cell}="","–",{cell})'

    return table(
        "path_names",
        "图表数据：情景名称 | Chart data: names of the scenarios",
        "18 15…",
        label("label", "图例 | legend"),
        *(calculated_text(f"s{s}", f"情景{s} | scenario {s}", name(s)) for s in _scenarios(size)),
        filled={"label": ["情景名称 | name of the scenario"]},
    )


def _scenarios(size: Size) -> range:
    return range(1, size.scenarios + 1)


def _paths(size: Size, key: str, title: str, unit: Text, source: str, column: str, factor: str, format: str) -> Table:
    """Present and planning years down, scenarios across; #N/A keeps out of the picture what is not there."""
    present_cell = present(column)

    def cell(s: int) -> str:
        row = at(f"{source}_{column}", f"MAX({(s - 1) * PLAN_YEARS}+{{i}}-1,1)")
        then = f"IF(ISNUMBER({row}),{row}{factor},NA())"
        unnamed = f'INDEX(scenario_names_name,{s})=""'
        now = f"IF(OR({unnamed},NOT(ISNUMBER({present_cell}))),NA(),{present_cell}{factor})"
        return f"IF({{i}}=1,{now},{then})"

    return table(
        key,
        title,
        "18 15…",
        label("year", "年份 | year"),
        *(calculated(f"s{s}", f"情景{s} | scenario {s}", unit, cell(s), format=format) for s in _scenarios(size)),
        filled={"year": [f'=settings_{year}&""' for year in ("base_year", "plan1", "plan2")]},
    )


def _path_chart(size: Size, key: str, title: str, unit: Text) -> Chart:
    series = [(f"s{s}", f"=path_names_s{s}") for s in _scenarios(size)]
    return chart(f"chart_{key}", title, unit, key, "year", series, kind="line", width=1000)


def _composition() -> Table:
    """Present, base scenario and recommended scenario in both planning years, by sector."""
    indexes = ("outlook_base_index", "outlook_recommended_index")
    rows = [(index, y) for index in indexes for y in range(1, PLAN_YEARS + 1)]

    def now(k: int) -> str:
        sector = at("sector_list", k)
        return f"={sum_where('inventory', 'total', sector=sector, year='settings_base_year')}/10000"

    def planned(index: str, y: int, k: int) -> str:
        cell = at("sector_forecast_total", f"({index}-1)*{PLAN_YEARS * _N}+{(y - 1) * _N + k}")
        total = at("forecast_total", _year_row(index, y))
        return "=" + blank_if(f'{index}=""', blank_if(f'{total}=""', f"SUM({cell})/10000"))

    names = [f'=IF({index}="","–",INDEX(scenario_names_name,{index})&" "&settings_plan{y})' for index, y in rows]
    return table(
        "composition",
        "排放结构（按行业） | Structure of the emission, by sector",
        "18 15…",
        label("label", "情景与年份 | scenario and year"),
        *(figure(key, name, unit=u.TEN_THOUSAND) for key, name in SECTORS.items()),
        filled={
            "label": ['="现状 "&settings_base_year | ="present "&settings_base_year', *names],
            **{key: [now(k), *(planned(*row, k) for row in rows)] for k, key in enumerate(_SECTOR_KEYS, 1)},
        },
    )


# ── the sectors by scenario and year ─────────────────────────────────────────────────────────────────────────────


def _by_sector(size: Size, key: str, title: str, unit: Text | str, column: str, format: str) -> Table:
    """A row for each scenario and year, a column for each sector, out of a column of the forecast by sector."""
    return _sector_table(size, key, title, unit, format, lambda row, y, k: at(f"sector_forecast_{column}", row))


def _potential_of_sectors(size: Size) -> Table:
    def potential(row: int, y: int, k: int) -> str:
        own = at("sector_forecast_total", row)
        base = at("sector_forecast_total", f"(outlook_base_index-1)*{PLAN_YEARS * _N}+({y}-1)*{_N}+{k}")
        return blank_if(is_blank("outlook_base_index", own), blank_if(f'{base}=""', f"{base}-{own}"))

    return _sector_table(
        size,
        "sector_potential",
        "各行业减排潜力 | Reduction potential by sector",
        u.GHG,
        '#,##0;-#,##0;"–"',
        potential,
        "同年基准情景减本情景。 | Base scenario of the same year less this one.",
    )


def _sector_table(
    size: Size,
    key: str,
    title: str,
    unit: Text | str,
    format: str,
    cell: Callable[[int, int, int], str],
    note: str = "",
) -> Table:
    """`cell` writes the formula for a row of the forecast by sector, of a planning year and a sector."""
    rows = [(r * _N, y) for r, (_, y) in enumerate(scenario_rows(size))]
    formulas = {
        sector: ["=" + blank_if('[year]=""', cell(above + k, y, k)) for above, y in rows]
        for k, sector in enumerate(_SECTOR_KEYS, 1)
    }
    columns = (figure(sector, name, unit=unit, format=format) for sector, name in SECTORS.items())
    return table(
        key, title, "18 9 15…", SCENARIO, YEAR, *columns, note=note, filled={**scenario_cells(size), **formulas}
    )


# ── sheets ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _forecast_sheet(size: Size) -> Sheet:
    tonnes, output = (
        (u.TEN_THOUSAND, "forecast", "total", "/10000", DASH),
        (u.PER_MONEY, "plan_performance", "per_output"),
    )
    return sheet(
        "forecast",
        "排放预测 | Forecast",
        _forecast(size),
        _performance(size),
        _path_chart(size, "paths", "各情景温室气体排放量 | GHG emission by scenario", u.TEN_THOUSAND),
        _path_chart(
            size,
            "output_paths",
            "各情景单位工业总产值排放 | GHG emission per output value by scenario",
            u.PER_MONEY,
        ),
        chart(
            "chart_composition",
            "排放结构：现状、基准情景与推荐情景 | Structure: present, base and recommended scenario",
            u.TEN_THOUSAND,
            "composition",
            "label",
            SECTORS.items(),
            stacked=True,
            width=1000,
        ),
        _composition(),
        _paths(size, "paths", "图表数据：排放量 | Chart data: emission", *tonnes),
        _paths(size, "output_paths", "图表数据：单位产值排放 | Chart data: emission per output", *output, "", "0.000"),
        _path_names(size),
        tab="result",
        freeze=False,
        one_page=True,
        intro="各情景分规划年的排放量、绩效、减排潜力和污染物排放，由“情景参数”汇总。"
        " | Emission, performance, potential and pollutants of each scenario and planning year, summed from the sheet "
        "Parameters.",
    )


def _declines_sheet(size: Size) -> Sheet:
    tables = (
        ("sector_total", "各行业排放量 | Emission by sector", u.GHG, "total", u.WHOLE),
        (
            "sector_decline",
            "单位工业总产值排放下降率 | Decline of emission per output value",
            "%",
            "decline_output",
            u.DECLINE,
        ),
        (
            "sector_decline_added",
            "单位工业增加值排放下降率 | Decline of emission per value added",
            "%",
            "decline_value_added",
            u.DECLINE,
        ),
    )
    return sheet(
        "declines",
        "分行业下降率与潜力 | Declines by sector",
        *(_by_sector(size, *parts) for parts in tables),
        _potential_of_sectors(size),
        tab="result",
        freeze=False,
        one_page=True,
        landscape=False,
        intro="规划实施后各行业温室气体排放绩效下降率与减排潜力（指南 8.4.1）。"
        " | Decline of performance and reduction potential of each sector (guide 8.4.1).",
    )


def forecast_sheets(size: Size) -> tuple[Sheet, ...]:
    """The results: by sector in full, totals and charts, declines and potentials by sector."""
    return (sector_forecast_sheet(size), _forecast_sheet(size), _declines_sheet(size))
