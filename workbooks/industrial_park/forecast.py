"""The forecast (8.3, 8.4.1): emission, performance, reduction potential and structure by scenario and planning year."""

from __future__ import annotations

from collections.abc import Callable

from pycore.language import Text
from pycore.sheets.definition import Chart, Column, Sheet, Table
from workbooks.common.cells import at, blank_if, is_blank, sum_where
from workbooks.common.columns import DASH, calculated, figure
from workbooks.common.pages import calculated_text, chart, counted, free_sheet, label, table
from workbooks.industrial_park import sector_forecast
from workbooks.industrial_park import units as u
from workbooks.industrial_park.inventory import DOMAIN_COLUMNS
from workbooks.industrial_park.lists import ALL_SECTORS, OWN_SECTORS
from workbooks.industrial_park.pollutants import POLLUTANTS
from workbooks.industrial_park.scenarios import (
    BY_YEAR,
    PLAN_YEARS,
    each_scenario,
    scenario_cells,
    scenario_rows,
    sector_rows,
)
from workbooks.industrial_park.sector_forecast import decline, emission_per, performance, total_emission
from workbooks.industrial_park.sector_rows import row_by_sector
from workbooks.industrial_park.size import Size

_LACKING = "缺参数的行业 | sectors without parameters"


def present(key: str) -> str:
    """The park in the base year."""
    return f"INDEX(park_years_{key},3)"


# ── the park by scenario and year ────────────────────────────────────────────────────────────────────────────────


def _of_sectors(key: str) -> str:
    """A sum over the sectors of the row's scenario and year."""
    return sum_where("sector_forecast", key, scenario="[scenario]", year="[year]")


def _sum(key: str, words: Text | str, unit: Text | str = u.GHG, format: str = DASH) -> Column:
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


def _year_row(scenario: str, year: int) -> str:
    """The row of a scenario and planning year in the tables by scenario and year."""
    return f"({scenario}-1)*{PLAN_YEARS}+{year}"


def _forecast(size: Size) -> Table:
    now, base = present("total"), "[base_total]"
    missing = blank_if('[year]=""', f"{_of_sectors('missing')}+({_of_sectors('total')}=0)")
    unknown = is_blank("[year]", "outlook_base_index")
    base_totals = (at("forecast_total", _year_row("outlook_base_index", y)) for _, y in scenario_rows(size))
    return table(
        "forecast",
        "各情景排放量预测 | Emission by scenario",
        "18 9 15 13 13 13 13 14 13 13 15 13…",
        *BY_YEAR,
        counted("missing", _LACKING, missing),
        *(_sum(key, name) for key, name in DOMAIN_COLUMNS),
        _sum("reduction", "减排量 | reductions"),
        total_emission(),
        _against("change", "比现状变化 | change from present", now, f"[total]-{now}"),
        _rate("change_rate", "比现状变化率 | rate of change", now, f"([total]-{now})/{now}"),
        figure("base_total", "同年基准情景 | base scenario, same year", unit=u.GHG),
        _against("potential", "减排潜力 | reduction potential", base, f"-([total]-{base})"),
        _rate("potential_rate", "减排潜力比例 | potential, share", base, f"-(([total]-{base})/{base})"),
        *(_sum(key, name, "t") for key, name in POLLUTANTS),
        filled={**scenario_cells(size), "base_total": ["=" + blank_if(unknown, total) for total in base_totals]},
        note="变化 = 规划年 − 现状；减排潜力 = 同年基准情景 − 本情景。有行业缺参数的情景不给合计。 | Change = planning year − present; potential = base "
        "scenario of the same year − this one. No total is given while a sector lacks its parameters.",
    )


def _energy_per(of: str, zh: str, en: str) -> tuple[Column, ...]:
    """Energy use per money: at present, then, and its decline."""
    energy, money = present("energy_use"), present(of)
    now = blank_if(f'OR([year]="",SUM({energy})=0,SUM({money})=0)', f"{energy}/{money}")
    key, base = f"energy_per_{of}", f"base_energy_per_{of}"
    return (
        calculated(base, f"现状单位{zh}能耗 | energy per {en} at present", u.COAL_PER_MONEY, now, format="0.000"),
        performance(key, f"单位{zh}能耗 | energy per {en}", u.COAL_PER_MONEY, f"[{of}]", "[energy_use]"),
        decline(f"decline_energy_{of}", f"单位{zh}能耗下降率 | decline of energy per {en}", f"[{base}]", f"[{key}]"),
    )


def _performance(size: Size) -> Table:
    missing = blank_if('[year]=""', "INDEX(forecast_missing,{i})")
    return table(
        "plan_performance",
        "各情景排放绩效与能耗强度 | Performance and energy intensity by scenario",
        "18 9 15 13…",
        *BY_YEAR,
        counted("missing", _LACKING, missing),
        calculated("total", "排放总量 | total", u.GHG, "INDEX(forecast_total,{i})", format=DASH),
        _sum("output", "工业总产值 | output value", u.MONEY, u.WHOLE),
        _sum("value_added", "工业增加值 | value added", u.MONEY, u.WHOLE),
        _sum("energy_use", "综合能耗 | energy use", u.COAL, u.WHOLE),
        *emission_per("output", "产值", "output value", present("per_output")),
        *emission_per("value_added", "增加值", "value added", present("per_value_added")),
        performance("per_energy", "单位能耗排放 | per energy use", u.PER_COAL, "[energy_use]"),
        *_energy_per("output", "产值", "output"),
        *_energy_per("value_added", "增加值", "value added"),
        filled=scenario_cells(size),
        note="下降率以现状（基准年）绩效为基准；正值为下降。 | Declines are against the performance of the base year; positive is a decline.",
    )


# ── charts and their data ────────────────────────────────────────────────────────────────────────────────────────


def _path_names(size: Size) -> Table:
    """Names of the scenarios, a cell each, for the legends of the charts."""
    names = {s: at("scenario_names_name", s) for s in each_scenario(size)}
    return table(
        "path_names",
        "图表数据：情景名称 | Chart data: names of the scenarios",
        "18 15…",
        label("label", "图例 | legend"),
        *(calculated_text(f"s{s}", f"情景{s} | scenario {s}", f'IF({x}="","–",{x})') for s, x in names.items()),
        filled={"label": ["情景名称 | name of the scenario"]},
        helper=True,
    )


def _path_table(size: Size, key: str, title: str, unit: Text, source: str, of: str, format: str) -> Table:
    """Present and planning years down, scenarios across; #N/A keeps out of the picture what is not there."""
    factor = "/10000" if unit == u.TEN_THOUSAND else ""
    now = present(of)

    def path(s: int) -> Column:
        then = at(f"{source}_{of}", f"MAX({(s - 1) * PLAN_YEARS}+{{i}}-1,1)")
        nothing = f'OR(INDEX(scenario_names_name,{s})="",NOT(ISNUMBER({now})))'
        formula = f"IF({{i}}=1,IF({nothing},NA(),{now}{factor}),IF(ISNUMBER({then}),{then}{factor},NA()))"
        return calculated(f"s{s}", f"情景{s} | scenario {s}", unit, formula, format=format)

    years = [f'=settings_{year}&""' for year in ("base_year", "plan1", "plan2")]
    columns = (label("year", "年份 | year"), *(path(s) for s in each_scenario(size)))
    return table(key, title, "18 15…", *columns, filled={"year": years}, helper=True)


def _path_chart(size: Size, key: str, title: str, unit: Text) -> Chart:
    series = [(f"s{s}", f"=path_names_s{s}") for s in each_scenario(size)]
    return chart(key, title, unit, f"{key}_year", series, kind="line", width=1000)


_OWN = "own"
_COMPOSED = {
    **{key: name for key, name in ALL_SECTORS.items() if key not in OWN_SECTORS},
    _OWN: Text("自定义行业", "own sectors"),
}
"""The parts of the structure: the user's own sectors are one, for the legend of a chart cannot follow their names."""


def _numbers(part: str) -> list[int]:
    """The numbers of the sectors in the list that make up a part of the structure, from 1."""
    return [k for k, key in enumerate(ALL_SECTORS, 1) if key == part or (part == _OWN and key in OWN_SECTORS)]


def _composition() -> Table:
    """Present, base scenario and recommended scenario in both planning years, by sector."""
    indexes = ("outlook_base_index", "outlook_recommended_index")
    rows = [(index, y) for index in indexes for y in range(1, PLAN_YEARS + 1)]

    def now(key: str) -> str:
        sectors = (at("sector_list", k) for k in _numbers(key))
        totals = (sum_where("inventory", "total", sector=sector, year="settings_base_year") for sector in sectors)
        return f"=({'+'.join(totals)})/10000"

    def planned(index: str, y: int, key: str) -> str:
        of_year = f"({index}-1)*{PLAN_YEARS}+{y - 1}"
        rows = (row_by_sector("sector_forecast_total", of_year, k) for k in _numbers(key))
        # N, for programs that take the text of a sector without parameters for a value and not for a cell.
        cells = "+".join(f"N({at('sector_forecast_total', row)})" for row in rows)
        total = at("forecast_total", _year_row(index, y))
        return "=" + blank_if(f'{index}=""', blank_if(f'{total}=""', f"({cells})/10000"))

    names = [f'=IF({index}="","–",INDEX(scenario_names_name,{index})&" "&settings_plan{y})' for index, y in rows]
    return table(
        "composition",
        "排放结构（按行业） | Structure of the emission, by sector",
        "18 15…",
        label("label", "情景与年份 | scenario and year"),
        *(figure(key, name, unit=u.TEN_THOUSAND) for key, name in _COMPOSED.items()),
        filled={
            "label": ['="现状 "&settings_base_year | ="present "&settings_base_year', *names],
            **{key: [now(key), *(planned(*row, key) for row in rows)] for key in _COMPOSED},
        },
    )


# ── the sectors by scenario and year ─────────────────────────────────────────────────────────────────────────────

Head = tuple[str, Text | str, str]
"""Title of a table, unit and format of its figures."""
_PER_OUTPUT: Head = ("单位工业总产值排放下降率 | Decline of emission per output value", "%", u.DECLINE)
_PER_ADDED: Head = ("单位工业增加值排放下降率 | Decline of emission per value added", "%", u.DECLINE)
_BY_SECTOR: tuple[tuple[str, Head, str], ...] = (
    ("sector_total", ("各行业排放量 | Emission by sector", u.GHG, u.WHOLE), "total"),
    ("sector_decline", _PER_OUTPUT, "decline_output"),
    ("sector_decline_added", _PER_ADDED, "decline_value_added"),
)
Cell = Callable[[int, int, int], str]
"""Writes a formula for a row of the forecast by sector, a planning year and a sector, all counted from 1."""


def _sector_table(size: Size, key: str, head: Head, cell: Cell, note: str = "") -> Table:
    """A row for each scenario and year, a column for each sector."""
    title, unit, format = head
    places = {place: row for row, place in enumerate(sector_rows(size), 1)}
    formulas = {
        sector: ["=" + blank_if('[year]=""', cell(places[s, y, k], y, k)) for s, y in scenario_rows(size)]
        for k, sector in enumerate(ALL_SECTORS, 1)
    }
    columns = (*BY_YEAR, *(figure(sector, name, unit=unit, format=format) for sector, name in ALL_SECTORS.items()))
    return table(key, title, "18 9 15…", *columns, note=note, filled={**scenario_cells(size), **formulas})


def _of_forecast(column: str) -> Cell:
    return lambda row, *_: at(f"sector_forecast_{column}", row)


def _potential_of_sectors(size: Size) -> Table:
    def potential(row: int, y: int, k: int) -> str:
        own = at("sector_forecast_total", row)
        of_year = f"(outlook_base_index-1)*{PLAN_YEARS}+{y - 1}"
        base = at("sector_forecast_total", row_by_sector("sector_forecast_total", of_year, k))
        return blank_if(is_blank("outlook_base_index", own), blank_if(f'{base}=""', f"{base}-{own}"))

    head = ("各行业减排潜力 | Reduction potential by sector", u.GHG, '#,##0;-#,##0;"–"')
    note = "同年基准情景减本情景。 | Base scenario of the same year less this one."
    return _sector_table(size, "sector_potential", head, potential, note)


# ── sheets ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _composition_chart() -> Chart:
    title = "排放结构：现状、基准情景与推荐情景 | Structure: present, base and recommended scenario"
    series = _COMPOSED.items()
    return chart("composition", title, u.TEN_THOUSAND, "composition_label", series, stacked=True, width=1000)


def forecast_sheets(size: Size) -> tuple[Sheet, ...]:
    """The results: by sector in full, totals and charts, declines and potentials by sector."""
    output = "各情景单位工业总产值排放 | GHG emission per output value by scenario"
    of_total = (u.TEN_THOUSAND, "forecast", "total", DASH)
    of_output = (u.PER_MONEY, "plan_performance", "per_output", "0.000")
    return (
        sector_forecast.sector_forecast_sheet(size),
        free_sheet(
            "forecast",
            "排放预测 | Forecast",
            _forecast(size),
            _performance(size),
            _path_chart(size, "paths", "各情景温室气体排放量 | GHG emission by scenario", u.TEN_THOUSAND),
            _path_chart(size, "output_paths", output, u.PER_MONEY),
            _composition_chart(),
            _composition(),
            _path_table(size, "paths", "图表数据：排放量 | Chart data: emission", *of_total),
            _path_table(size, "output_paths", "图表数据：单位产值排放 | Chart data: emission per output", *of_output),
            _path_names(size),
            page="one page",
            intro="各情景分规划年的排放量、绩效、减排潜力和污染物排放，由“情景参数”汇总。 | Emission, performance, potential and pollutants of each "
            "scenario and planning year, summed from the sheet Parameters.",
        ),
        free_sheet(
            "declines",
            "分行业下降率与潜力 | Declines by sector",
            *(_sector_table(size, key, head, _of_forecast(column)) for key, head, column in _BY_SECTOR),
            _potential_of_sectors(size),
            page="one page, portrait",
            intro="规划实施后各行业温室气体排放绩效下降率与减排潜力（指南 8.4.1）。"
            " | Decline of performance and reduction potential of each sector (guide 8.4.1).",
        ),
    )
