"""The forecast of each sector (8.3): what the parameters make of the base year, scenario by scenario."""

from __future__ import annotations

import re
from collections.abc import Callable

from pycore.accounting.total import TOTAL_EMISSION
from pycore.assessment.decline import DECLINE_RATE
from pycore.assessment.performance import INTENSITY
from pycore.language import Text, both
from pycore.sheets.definition import Column, Sheet
from pycore.sheets.formulas import by_core
from workbooks.common.cells import at, blank_if, is_blank, sum_where
from workbooks.common.columns import DASH, calculated, figure, of_equation
from workbooks.common.pages import counted, sheet, table
from workbooks.industrial_park.pollutants import POLLUTANTS
from workbooks.industrial_park.scenarios import BY_SECTOR, PLAN_YEARS, sector_cells, sector_rows
from workbooks.industrial_park.size import Size
from workbooks.industrial_park.units import COAL, DECLINE, GHG, MONEY, PER_MONEY, WHOLE


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


# ── formulas in words ────────────────────────────────────────────────────────────────────────────────────────────


def _parameter(key: str) -> str:
    """A parameter of the row, on the sheet Parameters."""
    return at(f"parameters_{key}", "{i}")


def _measured(key: str) -> str:
    begun = '"<="&[year]'
    return sum_where("measures", key, scenario="[scenario]", sector="[sector]", adopted="yesno_yes", start=begun)


_TERMS: dict[str, Callable[[str], str]] = {
    # the row's sector in the base year, of the inventory or of the history of output and energy
    "now": lambda key: past("inventory", key),
    "history": lambda key: past("history", key),
    "water": lambda key: past("wastewater", key),
    # a parameter, or nothing where it is blank; 1 and a change; a ratio of its own, else the activity ratio
    "added": lambda key: f"SUM({_parameter(key)})",
    "changed": lambda key: f"(1+SUM({_parameter(key)}))",
    "ratio": lambda key: f'IF({_parameter(key)}="",[scale],{_parameter(key)})',
    # effect of the adopted measures that count in the scenario and have begun
    "measured": _measured,
}
_TERM = re.compile(rf"\b({'|'.join(_TERMS)})\.(\w+)")


def _formula(words: str) -> str:
    """Write the formula for words: ``now.fossil``, ``changed.structure``; ``use`` is the activity at its intensity."""
    spelt = re.sub(r"\buse\b", "[scale]*changed.energy_intensity", words)
    return _TERM.sub(lambda term: _TERMS[term[1]](term[2]), spelt)


def _all_blank(*keys: str) -> str:
    return "AND(" + ",".join(f'{_parameter(key)}=""' for key in keys) + ")"


_SCALE = blank_if(
    f'OR([year]="",{_all_blank("output", "activity", "new_energy", "new_process")})',
    f'IF({_parameter("activity")}<>"",{_parameter("activity")},'
    f"IF([base_output]>0,{_parameter('output')}/[base_output],0))",
)
_MISSING = blank_if('[year]=""', f"IF(AND({_all_blank('output', 'activity')},OR([base_total]<>0,[base_output]>0)),1,0)")


# ── columns ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _present(key: str, words: str, unit: Text, formula: str) -> Column:
    return calculated(key, words, unit, blank_if('[year]=""', _formula(formula)), format=WHOLE)


def _planned(key: str, words: str, formula: str, unit: Text | str = GHG) -> Column:
    """A calculated cell that stays blank until the row has its activity."""
    return calculated(key, words, unit, blank_if('[scale]=""', _formula(formula)), format=DASH)


def _copied(key: str, words: str) -> Column:
    cell = _parameter(key)
    return calculated(key, words, MONEY, blank_if(is_blank("[year]", cell), cell), format=WHOLE)


def _performance_now(of: str, words: str) -> Column:
    return performance(f"base_per_{of}", words, PER_MONEY, f"[base_{of}]", "[base_total]")


def _base_green() -> Column:
    """What the row's sector deducted for green power and own photovoltaics in the base year, at the factor then.

    It is wanted twice in a row, and each sum runs over the whole ledger: it stands in a column of its own.
    """
    place = {"sector": "[sector]", "year": "settings_base_year"}
    kinds = ("green_power", "own_pv")
    summed = "+".join(sum_where("reductions", "co2e", **place, kind=f"reduction_{kind}") for kind in kinds)
    words = "现状绿电、自发光伏扣减 | green power, PV deducted at present"
    return calculated("base_green", words, GHG, blank_if('[year]=""', summed), format=WHOLE, helper=True)


_PROCESS = "now.process*ratio.process_activity*changed.process_intensity+added.new_process"
_COLUMNS = (
    _present("base_output", "现状总产值 | output at present", MONEY, "history.output"),
    _present("base_value_added", "现状增加值 | value added at present", MONEY, "history.value_added"),
    _present("base_total", "现状排放量 | emission at present", GHG, "now.total"),
    counted("missing", "缺参数 | parameters missing", _MISSING),
    calculated("scale", "采用的活动水平比 | activity ratio in use", "", _SCALE, format="0.000"),
    figure("grid", "电力因子比 | ratio of grid factors", format="0.000"),
    _planned("energy_use", "综合能耗 | energy use", "history.energy*use+added.new_energy_use", COAL),
    _planned("fossil", "化石燃料 | fossil fuels", "now.fossil*use*changed.structure+added.new_energy"),
    _planned("biomass", "生物质燃烧 | biomass", "now.biomass*use"),
    _planned("fugitive", "天然气逃逸 | gas fugitive", "now.fugitive*use"),
    _planned("power", "调入（出）电力 | electricity", "now.power*use*changed.electricity*[grid]"),
    _planned("energy", "能源活动 | energy", "[fossil]+[biomass]+[fugitive]+[power]"),
    _planned("process", "工业生产过程 | processes", _PROCESS),
    _planned("waste", "废弃物处理 | waste", "now.waste*ratio.wastewater"),
    # What it is deducted from goes by the scenario's activity and grid, and so does the deduction.
    _planned("green", "其中：绿电、自发光伏 | of it green power, PV", "[base_green]*use*changed.electricity*[grid]"),
    _planned(
        "reduction",
        "减排量 | reductions",
        "now.reduction-[base_green]+[green]+added.reduction+measured.effect",
    ),
    total_emission(),
    _copied("output", "工业总产值 | output value"),
    _copied("value_added", "工业增加值 | value added"),
    _performance_now("output", "现状单位产值排放 | per output at present"),
    *emission_per("output", "产值", "output value", "[base_per_output]"),
    _performance_now("value_added", "现状单位增加值排放 | per value added at present"),
    *emission_per("value_added", "增加值", "value added", "[base_per_value_added]"),
    *(_planned(key, name, f"now.{key}*[scale]*changed.pollutants-measured.{key}", "t") for key, name in POLLUTANTS),
    _planned("volume", "废水量 | waste water", "water.volume*ratio.wastewater", both("万m³ | 10⁴ m³")),
    _base_green(),
    calculated(
        "use",
        "能源活动比 | ratio of energy use",
        "",
        _formula('IF([scale]="",0,use)'),
        format="0.000",
        helper=True,
    ),
)
"""Present state, activity, emission by part, performance and its decline, air pollutants."""


def sector_forecast_sheet(size: Size) -> Sheet:
    """The sheet with the forecast of every scenario, planning year and sector."""
    grid = ["=" + at("plan_power_ratio", (s - 1) * PLAN_YEARS + y) for s, y, _ in sector_rows(size)]
    results = table(
        "sector_forecast",
        "分行业预测结果 | Forecast by sector",
        "18 9 16 13 13 13 9 13 11 13 13 13 13 13 13 13 13 13 13 14 13…",
        *BY_SECTOR,
        *_COLUMNS,
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
