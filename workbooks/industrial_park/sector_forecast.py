"""The forecast of each sector (8.3): what the parameters make of the base year, scenario by scenario."""

from __future__ import annotations

from pycore.accounting.total import TOTAL_EMISSION
from pycore.assessment.decline import DECLINE_RATE
from pycore.assessment.performance import INTENSITY
from pycore.language import Text, both
from pycore.sheets.definition import Column, Sheet, Table
from pycore.sheets.formulas import by_core
from workbooks.common.columns import DASH, NO_UNIT, calculated, figure, of_equation
from workbooks.industrial_park.scenarios import (
    COAL,
    GHG,
    MONEY,
    PLAN_YEARS,
    SCENARIO,
    SECTOR,
    YEAR,
    sector_cells,
    sector_rows,
)
from workbooks.industrial_park.size import Size

PER_MONEY = both("tCO2e/万元 | tCO2e/10⁴ CNY")
POLLUTANTS = (("so2", "SO2"), ("nox", "NOx"), ("pm", "PM"), ("voc", "VOC"))
DECLINE = "0.0%;-0.0%;0.0%"


def performance(key: str, zh: str, en: str, unit: Text, emission: str, output: str, format: str = "0.000") -> Column:
    """Emission for each unit; blank where the output is blank or 0 (a sector that has gone)."""
    inner = by_core(INTENSITY, emission, output)
    return calculated(
        key, Text(zh, en), unit, f'IF(OR({emission}="",{output}=""),"",IF({output}=0,"",{inner}))', format=format
    )


def decline(key: str, zh: str, en: str, base: str, current: str) -> Column:
    """The decline of a performance; blank where there is none, or no positive base to fall from."""
    inner = by_core(DECLINE_RATE, base, current)
    return calculated(
        key, Text(zh, en), "%", f'IF(OR({base}="",{current}=""),"",IF({base}<=0,"",{inner}))', format=DECLINE
    )


def past(table: str, key: str) -> str:
    """The row's sector in the base year, as the inventory or the history has it."""
    return f"SUMIFS({table}_{key},{table}_sector,[sector],{table}_year,settings_base_year)"


def _base(key: str) -> str:
    return past("inventory", key)


def _of(key: str) -> str:
    """A parameter of the row."""
    return f"INDEX(parameters_{key},{{i}})"


def _one_plus(key: str) -> str:
    return f"(1+SUM({_of(key)}))"


def _ratio(key: str) -> str:
    """A ratio of its own, else the activity ratio."""
    return f'IF({_of(key)}="",[scale],{_of(key)})'


def _measured(key: str) -> str:
    """Effect of the adopted measures that count in the scenario and have begun."""
    return f'SUMIFS(measures_{key},measures_scenario,[scenario],measures_sector,[sector],measures_adopted,yesno_yes,measures_start,"<="&[year])'


def _copied(key: str, zh: str, en: str) -> Column:
    return calculated(key, Text(zh, en), MONEY, f'IF(OR([year]="",{_of(key)}=""),"",{_of(key)})', format="#,##0")


def _present(key: str, zh: str, en: str, unit: Text, table: str, source: str) -> Column:
    return calculated(key, Text(zh, en), unit, f'IF([year]="","",{past(table, source)})', format="#,##0")


def _planned(key: str, zh: str, en: str, formula: str, unit: Text = GHG) -> Column:
    """A calculated cell that stays blank until the row has its activity."""
    return calculated(key, Text(zh, en), unit, f'IF([scale]="","",{formula})', format=DASH)


def _blank(*keys: str) -> str:
    return "AND(" + ",".join(f'{_of(key)}=""' for key in keys) + ")"


_SCALE = (
    f'IF(OR([year]="",{_blank("output", "activity", "new_energy", "new_process")}),"",'
    f'IF({_of("activity")}<>"",{_of("activity")},IF([base_output]>0,{_of("output")}/[base_output],0)))'
)
_MISSING = f'IF([year]="","",IF(AND({_blank("output", "activity")},OR([base_total]<>0,[base_output]>0)),1,0))'
_USE = f"[scale]*{_one_plus('energy_intensity')}"


def _sector_forecast(size: Size) -> Table:
    return Table(
        key="sector_forecast",
        title=both("分行业预测结果 | Forecast by sector"),
        rows=len(sector_rows(size)),
        ledger=True,
        note=both(
            "一行对应“情景参数”的一行。缺产值和活动水平比、但现状有排放或产值的行标为“缺参数”，所属情景不给合计。 | A row for each row of the sheet Parameters. "
            "A sector that emits or produces now and has neither output nor activity ratio is marked as missing, "
            "and its scenario gets no total."
        ),
        columns=(
            SCENARIO,
            YEAR,
            SECTOR,
            _present("base_output", "现状总产值", "output at present", MONEY, "history", "output"),
            _present("base_value_added", "现状增加值", "value added at present", MONEY, "history", "value_added"),
            _present("base_total", "现状排放量", "emission at present", GHG, "inventory", "total"),
            calculated("missing", "缺参数 | parameters missing", NO_UNIT, _MISSING, format='0;-0;"–"', width=9),
            calculated("scale", "采用的活动水平比 | activity ratio in use", NO_UNIT, _SCALE, format="0.000"),
            figure("grid", "电力因子比 | ratio of grid factors", format="0.000", width=11),
            _planned(
                "energy_use",
                "综合能耗",
                "energy use",
                f"{past('history', 'energy')}*{_USE}+SUM({_of('new_energy_use')})",
                COAL,
            ),
            _planned(
                "fossil",
                "化石燃料",
                "fossil fuels",
                f"{_base('fossil')}*{_USE}*{_one_plus('structure')}+SUM({_of('new_energy')})",
            ),
            _planned("biomass", "生物质燃烧", "biomass", f"{_base('biomass')}*{_USE}"),
            _planned("fugitive", "天然气逃逸", "gas fugitive", f"{_base('fugitive')}*{_USE}"),
            _planned(
                "power", "调入（出）电力", "electricity", f"{_base('power')}*{_USE}*{_one_plus('electricity')}*[grid]"
            ),
            _planned("energy", "能源活动", "energy", "[fossil]+[biomass]+[fugitive]+[power]"),
            _planned(
                "process",
                "工业生产过程",
                "processes",
                f"{_base('process')}*{_ratio('process_activity')}*{_one_plus('process_intensity')}+SUM({_of('new_process')})",
            ),
            _planned("waste", "废弃物处理", "waste", f"{_base('waste')}*{_ratio('wastewater')}"),
            _planned(
                "reduction",
                "减排量",
                "reductions",
                f"{_base('reduction')}+SUM({_of('reduction')})+{_measured('effect')}",
            ),
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
            _copied("output", "工业总产值", "output value"),
            _copied("value_added", "工业增加值", "value added"),
            performance(
                "base_per_output",
                "现状单位产值排放",
                "per output at present",
                PER_MONEY,
                "[base_total]",
                "[base_output]",
            ),
            performance("per_output", "单位产值排放", "per output value", PER_MONEY, "[total]", "[output]"),
            decline("decline_output", "单位产值排放下降率", "decline per output", "[base_per_output]", "[per_output]"),
            performance(
                "base_per_value_added",
                "现状单位增加值排放",
                "per value added at present",
                PER_MONEY,
                "[base_total]",
                "[base_value_added]",
            ),
            performance("per_value_added", "单位增加值排放", "per value added", PER_MONEY, "[total]", "[value_added]"),
            decline(
                "decline_value_added",
                "单位增加值排放下降率",
                "decline per value added",
                "[base_per_value_added]",
                "[per_value_added]",
            ),
            *(
                _planned(
                    key, label, label, f"{_base(key)}*[scale]*{_one_plus('pollutants')}-{_measured(key)}", both("t")
                )
                for key, label in POLLUTANTS
            ),
        ),
        prefilled={
            **sector_cells(size),
            "grid": [f"=INDEX(plan_power_ratio,{(s - 1) * PLAN_YEARS + y})" for s, y, _ in sector_rows(size)],
        },
    )


def sector_forecast_sheet(size: Size) -> Sheet:
    """The sheet with the forecast of every scenario, planning year and sector."""
    return Sheet(
        key="sector_forecast",
        title=both("分行业预测 | Forecast by sector"),
        tab="result",
        blocks=(_sector_forecast(size),),
        intro=both(
            "由现状清单和“情景参数”计算的分行业活动水平、排放量、绩效与下降率（指南 8.3、8.4.1）。 | Activity, emission, performance and declines of "
            "each sector, from the inventory and the parameters (guide 8.3, 8.4.1)."
        ),
    )
