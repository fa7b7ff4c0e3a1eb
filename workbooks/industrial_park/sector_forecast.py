"""The forecast of each sector (8.3): what the parameters make of the base year, scenario by scenario."""

from __future__ import annotations

from pycore.accounting.total import TOTAL_EMISSION
from pycore.assessment.decline import DECLINE_RATE
from pycore.assessment.performance import INTENSITY
from pycore.language import Text, both
from pycore.sheets.definition import Column, Sheet
from pycore.sheets.formulas import by_core
from workbooks.common.cells import at, blank_if, is_blank, sum_where
from workbooks.common.columns import DASH, calculated, figure, of_equation
from workbooks.common.pages import counted, sheet, table
from workbooks.industrial_park.scenarios import BY_SECTOR, PLAN_YEARS, sector_cells, sector_rows
from workbooks.industrial_park.size import Size
from workbooks.industrial_park.units import COAL, DECLINE, GHG, MONEY, PER_MONEY, WHOLE

POLLUTANTS = (("so2", "SO2"), ("nox", "NOx"), ("pm", "PM"), ("voc", "VOC"))


def performance(key: str, words: str, unit: Text, output: str, emission: str = "[total]") -> Column:
    """Emission for each unit; blank where the output is blank or 0 (a sector that has gone)."""
    inner = blank_if(f"{output}=0", by_core(INTENSITY, emission, output))
    return calculated(key, words, unit, blank_if(is_blank(emission, output), inner), format="0.000")


def decline(key: str, words: str, base: str, current: str) -> Column:
    """The decline of a performance; blank where there is none, or no positive base to fall from."""
    inner = blank_if(f"{base}<=0", by_core(DECLINE_RATE, base, current))
    return calculated(key, words, "%", blank_if(is_blank(base, current), inner), format=DECLINE)


def emission_per(of: str, zh: str, en: str, base: str) -> tuple[Column, ...]:
    """Emission per money, and its decline from a base; `of` is the column with the money."""
    fall = f"单位{zh}排放下降率 | decline per {of.replace('_', ' ')}"
    return (
        performance(f"per_{of}", f"单位{zh}排放 | per {en}", PER_MONEY, f"[{of}]"),
        decline(f"decline_{of}", fall, base, f"[per_{of}]"),
    )


def total_emission() -> Column:
    """The total by the guide's equation A.1, of the columns beside it."""
    terms = ("[energy]", "[process]", "[waste]", "[reduction]")
    return of_equation("total", "排放总量 | total", GHG, TOTAL_EMISSION, *terms, format=DASH)


def past(table: str, key: str) -> str:
    """The row's sector in the base year, as the inventory or the history has it."""
    return sum_where(table, key, sector="[sector]", year="settings_base_year")


# ── what the row takes from its parameters ───────────────────────────────────────────────────────────────────────


def _parameter(key: str) -> str:
    return at(f"parameters_{key}", "{i}")


def _added(key: str) -> str:
    """What the row's new projects add; nothing where the parameter is blank."""
    return f"SUM({_parameter(key)})"


def _changed(key: str) -> str:
    return f"(1+{_added(key)})"


def _ratio(key: str) -> str:
    """A ratio of its own, else the activity ratio."""
    return f'IF({_parameter(key)}="",[scale],{_parameter(key)})'


def _measured(key: str) -> str:
    """Effect of the adopted measures that count in the scenario and have begun."""
    begun = '"<="&[year]'
    return sum_where("measures", key, scenario="[scenario]", sector="[sector]", adopted="yesno_yes", start=begun)


def _all_blank(*keys: str) -> str:
    return "AND(" + ",".join(f'{_parameter(key)}=""' for key in keys) + ")"


_SCALE = blank_if(
    f'OR([year]="",{_all_blank("output", "activity", "new_energy", "new_process")})',
    f'IF({_parameter("activity")}<>"",{_parameter("activity")},'
    f"IF([base_output]>0,{_parameter('output')}/[base_output],0))",
)
_MISSING = blank_if('[year]=""', f"IF(AND({_all_blank('output', 'activity')},OR([base_total]<>0,[base_output]>0)),1,0)")
_USE = f"[scale]*{_changed('energy_intensity')}"


def _fuel(part: str) -> str:
    """Emission of the base year that follows the energy in use."""
    return f"{past('inventory', part)}*{_USE}"


_PROCESS = (
    f"{past('inventory', 'process')}*{_ratio('process_activity')}*{_changed('process_intensity')}"
    f"+{_added('new_process')}"
)


# ── columns ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _present(key: str, words: str, unit: Text, source: str, column: str) -> Column:
    return calculated(key, words, unit, blank_if('[year]=""', past(source, column)), format=WHOLE)


def _planned(key: str, words: str, formula: str, unit: Text = GHG) -> Column:
    """A calculated cell that stays blank until the row has its activity."""
    return calculated(key, words, unit, blank_if('[scale]=""', formula), format=DASH)


def _copied(key: str, words: str) -> Column:
    cell = _parameter(key)
    return calculated(key, words, MONEY, blank_if(is_blank("[year]", cell), cell), format=WHOLE)


def _pollutant(key: str, words: str) -> Column:
    present = past("inventory", key)
    return _planned(key, words, f"{present}*[scale]*{_changed('pollutants')}-{_measured(key)}", both("t"))


def _columns() -> tuple[Column, ...]:
    """Present state, activity, emission by part, performance and its decline, air pollutants."""
    reduction = f"{past('inventory', 'reduction')}+{_added('reduction')}+{_measured('effect')}"
    energy_use = f"{past('history', 'energy')}*{_USE}+{_added('new_energy_use')}"
    added_now, output_now = ("[base_value_added]", "[base_total]"), ("[base_output]", "[base_total]")
    return (
        _present("base_output", "现状总产值 | output at present", MONEY, "history", "output"),
        _present("base_value_added", "现状增加值 | value added at present", MONEY, "history", "value_added"),
        _present("base_total", "现状排放量 | emission at present", GHG, "inventory", "total"),
        counted("missing", "缺参数 | parameters missing", _MISSING),
        calculated("scale", "采用的活动水平比 | activity ratio in use", "", _SCALE, format="0.000"),
        figure("grid", "电力因子比 | ratio of grid factors", format="0.000"),
        _planned("energy_use", "综合能耗 | energy use", energy_use, COAL),
        _planned(
            "fossil", "化石燃料 | fossil fuels", f"{_fuel('fossil')}*{_changed('structure')}+{_added('new_energy')}"
        ),
        _planned("biomass", "生物质燃烧 | biomass", _fuel("biomass")),
        _planned("fugitive", "天然气逃逸 | gas fugitive", _fuel("fugitive")),
        _planned("power", "调入（出）电力 | electricity", f"{_fuel('power')}*{_changed('electricity')}*[grid]"),
        _planned("energy", "能源活动 | energy", "[fossil]+[biomass]+[fugitive]+[power]"),
        _planned("process", "工业生产过程 | processes", _PROCESS),
        _planned("waste", "废弃物处理 | waste", f"{past('inventory', 'waste')}*{_ratio('wastewater')}"),
        _planned("reduction", "减排量 | reductions", reduction),
        total_emission(),
        _copied("output", "工业总产值 | output value"),
        _copied("value_added", "工业增加值 | value added"),
        performance("base_per_output", "现状单位产值排放 | per output at present", PER_MONEY, *output_now),
        *emission_per("output", "产值", "output value", "[base_per_output]"),
        performance("base_per_value_added", "现状单位增加值排放 | per value added at present", PER_MONEY, *added_now),
        *emission_per("value_added", "增加值", "value added", "[base_per_value_added]"),
        *(_pollutant(key, name) for key, name in POLLUTANTS),
    )


def sector_forecast_sheet(size: Size) -> Sheet:
    """The sheet with the forecast of every scenario, planning year and sector."""
    grid = ["=" + at("plan_power_ratio", (s - 1) * PLAN_YEARS + y) for s, y, _ in sector_rows(size)]
    results = table(
        "sector_forecast",
        "分行业预测结果 | Forecast by sector",
        "18 9 16 13 13 13 9 13 11 13 13 13 13 13 13 13 13 13 14 13…",
        *BY_SECTOR,
        *_columns(),
        ledger=True,
        filled={**sector_cells(size), "grid": grid},
        note="一行对应“情景参数”的一行。缺产值和活动水平比、但现状有排放或产值的行标为“缺参数”，所属情景不给合计。"
        " | A row for each row of the sheet Parameters. A sector that emits or produces now and has neither output nor "
        "activity ratio is marked as missing, and its scenario gets no total.",
    )
    return sheet(
        "sector_forecast",
        "分行业预测 | Forecast by sector",
        results,
        tab="result",
        intro="由现状清单和“情景参数”计算的分行业活动水平、排放量、绩效与下降率（指南 8.3、8.4.1）。 | Activity, emission, performance and declines of "
        "each sector, from the inventory and the parameters (guide 8.3, 8.4.1).",
    )
