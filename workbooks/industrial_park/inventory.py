"""The inventory: by year, sector and source, with performance, both grid factors and air pollutants."""

from __future__ import annotations

from collections.abc import Iterable

from pycore.accounting.total import TOTAL_EMISSION
from pycore.assessment.performance import INTENSITY
from pycore.language import Text, both
from pycore.sheets.definition import Chart, Column, Kind, Role, Series, Sheet, Table
from pycore.sheets.formulas import by_core
from workbooks.common.columns import (
    DASH,
    NO_UNIT,
    PERCENT,
    SCIENTIFIC,
    calculated,
    figure,
    of_equation,
    text,
)
from workbooks.industrial_park.ledgers import LEDGERS, POLLUTANTS, ParkLedger
from workbooks.industrial_park.ledgers_shared import T_CO2E
from workbooks.industrial_park.lists import SECTOR_CODES

YEARS = (1, 2, 3)
"""The history, oldest first: settings_year1, settings_year2 and settings_year3, the base year."""
PRESENT = YEARS[-1]
SECTOR_ROWS = len(SECTOR_CODES)
ENERGY_PARTS = ("fossil", "biomass", "fugitive", "power")
DOMAIN_COLUMNS = (
    ("energy", both("能源活动 | energy")),
    ("process", both("工业生产过程 | processes")),
    ("waste", both("废弃物处理 | waste")),
)
_PART_TITLES = {
    "fossil": both("化石燃料 | fossil fuels"),
    "biomass": both("生物质燃烧 | biomass"),
    "fugitive": both("天然气逃逸 | gas fugitive"),
    "power": both("调入（出）电力 | electricity"),
    "process": both("工业生产过程 | processes"),
    "waste": both("废弃物处理 | waste"),
    "reduction": both("减排量（扣减） | reductions (deducted)"),
}
_MONEY, _COAL = both("万元 | 10⁴ CNY"), both("tce")
_PER_MONEY, _PER_COAL = both("tCO2e/万元 | tCO2e/10⁴ CNY"), both("tCO2e/tce")
_TONNES = '#,##0.000;-#,##0.000;"–"'
_INTENSITY = "0.0000"
_RATE = "+0.0%;-0.0%;0.0%"

RESULTS: tuple[tuple[str, Text], ...] = (
    ("park_years_total", both("温室气体排放总量 | GHG emission")),
    ("park_years_per_output", both("单位工业总产值排放 | GHG per output value")),
)
"""What a simulation reports of the present state."""


def of_part(part: str) -> tuple[ParkLedger, ...]:
    return tuple(ledger for ledger in LEDGERS if ledger.part == part)


def sum_of(ledgers: Iterable[ParkLedger], column: str, year: str, sector: str = "") -> str:
    """The sum of a column of ledgers in a year, and in a sector where one is given."""
    return "+".join(
        f"SUMIFS({x.key}_{column},{x.key}_year,{year}" + (f",{x.key}_sector,{sector})" if sector else ")")
        for x in ledgers
    )


def intensity(key: str, zh: str, en: str, unit: Text, emission: str, output: str) -> Column:
    """Emission for each unit; blank where there is none of it."""
    return calculated(
        key, Text(zh, en), unit, f'IF(SUM({output})=0,"",{by_core(INTENSITY, emission, output)})', format=_INTENSITY
    )


def _part(key: str, formula: str) -> Column:
    title = _PART_TITLES[key]
    return calculated(key, title, T_CO2E, formula, format=DASH, width=14)


def _pollutant(key: str, name: Text, formula: str) -> Column:
    return calculated(key, name, "t", formula, format=_TONNES, width=11)


def _total() -> Column:
    return of_equation(
        "total",
        "排放总量（A.1） | total (A.1)",
        T_CO2E,
        TOTAL_EMISSION,
        "[energy]",
        "[process]",
        "[waste]",
        "[reduction]",
        format=DASH,
        width=16,
    )


def _parts(of: Iterable[tuple[str, str]]) -> tuple[Column, ...]:
    """The columns of the terms of the total, each with its formula, energy before the parts that it adds."""
    formulas = dict(of)
    return (
        calculated(
            "energy", "能源活动 | energy", T_CO2E, "[fossil]+[biomass]+[fugitive]+[power]", format=DASH, width=15
        ),
        *(_part(key, formulas[key]) for key in _PART_TITLES),
        _total(),
    )


def _sector_table() -> Table:
    polluted = tuple(ledger for ledger in LEDGERS if ledger.pollutants)
    return Table(
        key="inventory",
        title=both("分年份、分行业温室气体与污染物清单 | Inventory by year and sector"),
        rows=SECTOR_ROWS * len(YEARS),
        note=both(
            "排放总量 = 能源活动 + 工业生产过程 + 废弃物处理 − 减排量（附录 A A.1）。方差为各台账行方差之和，行间按相互独立。 | Total = energy + processes + "
            "waste − reductions (appendix A, A.1). The variance adds those of the ledger rows, taken as "
            "independent."
        ),
        columns=(
            text("sector", "行业 | sector", width=22, role=Role.LABEL),
            Column(key="year", title=both("年份 | year"), role=Role.LABEL, format="0", width=15),
            *_parts((part, sum_of(of_part(part), "co2e", "[year]", "[sector]")) for part in _PART_TITLES),
            *(_pollutant(key, name, sum_of(polluted, key, "[year]", "[sector]")) for key, name in POLLUTANTS),
            calculated(
                "variance",
                "方差 | variance",
                "(tCO2e)²",
                sum_of(LEDGERS, "variance", "[year]", "[sector]"),
                format=SCIENTIFIC,
                width=12,
            ),
            calculated(
                "u",
                "相对不确定度 | relative uncertainty",
                "±%",
                'IF([total]=0,"",SQRT([variance])/ABS([total]))',
                format=PERCENT,
                width=11,
            ),
        ),
        prefilled={
            "year": [f"=settings_year{year}" for year in YEARS for _ in SECTOR_CODES],
            "sector": [f"=sector_{code}" for _ in YEARS for code in SECTOR_CODES],
        },
    )


def _of_year(source: str, key: str) -> str:
    return f"SUMIFS({source}_{key},{source}_year,[year])"


def _years_table() -> Table:
    added = (
        ("output", "工业总产值", "output value", _MONEY),
        ("value_added", "工业增加值", "value added", _MONEY),
        ("energy_use", "综合能耗", "energy use", _COAL),
    )
    return Table(
        key="park_years",
        title=both("园区历年排放与绩效 | Emission and performance of the park by year"),
        rows=len(YEARS),
        columns=(
            Column(key="year", title=both("年份 | year"), role=Role.LABEL, format="0", width=22),
            figure("change", "比上年变化 | change on the year before", width=15, format=_RATE, unit="%"),
            *_parts((part, _of_year("inventory", part)) for part in _PART_TITLES),
            *(_pollutant(key, name, _of_year("inventory", key)) for key, name in POLLUTANTS),
            *(
                calculated(
                    key, Text(zh, en), unit, _of_year("history", key.removesuffix("_use")), format=DASH, width=14
                )
                for key, zh, en, unit in added
            ),
            intensity("per_output", "单位总产值排放", "per output value", _PER_MONEY, "[total]", "[output]"),
            intensity("per_value_added", "单位增加值排放", "per value added", _PER_MONEY, "[total]", "[value_added]"),
            intensity("per_energy", "单位能耗排放", "per energy use", _PER_COAL, "[total]", "[energy_use]"),
            calculated(
                "u",
                "相对不确定度 | relative uncertainty",
                "±%",
                f'IF([total]=0,"",SQRT({_of_year("inventory", "variance")})/ABS([total]))',
                format=PERCENT,
            ),
        ),
        prefilled={
            "year": [f"=settings_year{year}" for year in YEARS],
            "change": [
                "–",
                *(
                    f'=IF(INDEX(park_years_total,{year - 1})=0,"–",INDEX(park_years_total,{year})/INDEX(park_years_total,{year - 1})-1)'
                    for year in YEARS[1:]
                ),
            ],
        },
    )


def year_title(year: int) -> Text:
    """What a year of the history is to the base year, for headers that cannot follow a cell."""
    before = PRESENT - year
    return Text(f"基准年−{before}", f"base year − {before}") if before else both("基准年 | base year")


def _yearly(key: str, what: Text, unit: Text, formula: str, format: str, *, total: bool = False) -> tuple[Column, ...]:
    """A column for each year of the history; `{year}` in the formula is its number."""
    titles = {year: year_title(year) for year in YEARS}
    return tuple(
        calculated(
            f"{key}{year}",
            f"{what.zh}（{titles[year].zh}） | {what.en} ({titles[year].en})",
            unit,
            formula.replace("{year}", str(year)),
            format=format,
            width=14,
            total=total,
        )
        for year in YEARS
    )


def _of_sector(source: str, key: str) -> str:
    return f"SUMIFS({source}_{key},{source}_year,settings_year{{year}},{source}_sector,[sector])"


def _sectors_table() -> Table:
    """Each sector over the years: emission, share, change, performance."""

    def per(key: str) -> str:
        output = _of_sector("history", key)
        return f'IF(SUM({output})=0,"",{by_core(INTENSITY, "[total{year}]", output)})'

    first, last = f"[total{YEARS[0]}]", f"[total{PRESENT}]"
    whole = f"INDEX(park_years_total,{PRESENT})"
    return Table(
        key="sectors",
        title=both("分行业排放与绩效 | Emission and performance by sector"),
        rows=SECTOR_ROWS,
        totals=True,
        columns=(
            calculated(
                "sector", "行业 | sector", NO_UNIT, "INDEX(sector_list,{i})", kind=Kind.TEXT, role=Role.LABEL, width=22
            ),
            *_yearly("total", both("排放量 | emission"), T_CO2E, _of_sector("inventory", "total"), DASH, total=True),
            calculated(
                "share",
                "占园区比重（基准年） | share (base year)",
                "%",
                f'IF({whole}=0,"",{last}/{whole})',
                format=PERCENT,
            ),
            calculated(
                "change",
                "两年变化率 | change over two years",
                "%",
                f'IF({first}=0,"",({last}-{first})/ABS({first}))',
                format=_RATE,
            ),
            *_yearly("per_output", both("单位产值 | per output"), _PER_MONEY, per("output"), _INTENSITY),
            *_yearly(
                "per_value_added", both("单位增加值 | per value added"), _PER_MONEY, per("value_added"), _INTENSITY
            ),
            *_yearly("per_energy", both("单位能耗 | per energy"), _PER_COAL, per("energy"), _INTENSITY),
        ),
    )


def _grids_table() -> Table:
    def of_power(column: str, trade: str = "") -> str:
        more = f",power_trade,trade_{trade}" if trade else ""
        return f"SUMIFS(power_{column},power_year,[year]{more})"

    def total_with(column: str) -> str:
        rest = "SUMIFS(inventory_total,inventory_year,[year])-SUMIFS(inventory_power,inventory_year,[year])"
        return f"{rest}+{of_power(column)}"

    return Table(
        key="grids",
        title=both(
            "电力因子的选择：区域与省级并列 | The choice of the grid factor: regional and provincial side by side"
        ),
        rows=len(YEARS),
        note=both(
            "两种因子只改变调入（出）电力；减排量仍按采用的因子。自有因子的行在两列中也按区域、省级因子计。 | The choice changes electricity in and out only; "
            "reductions stay at the factor in use. Rows with an own factor count at the grid factors here."
        ),
        columns=(
            Column(key="year", title=both("年份 | year"), role=Role.LABEL, format="0", width=22),
            calculated(
                "net",
                "净调入电量 | net electricity in",
                "MWh",
                f"{of_power('electricity', 'in')}-{of_power('electricity', 'out')}",
                format=DASH,
                width=15,
            ),
            calculated(
                "regional",
                "电力：区域因子 | electricity, regional",
                T_CO2E,
                of_power("co2e_regional"),
                format=DASH,
                width=15,
            ),
            calculated(
                "provincial",
                "电力：省级因子 | electricity, provincial",
                T_CO2E,
                of_power("co2e_provincial"),
                format=DASH,
                width=15,
            ),
            calculated(
                "used", "电力：采用因子 | electricity, factor in use", T_CO2E, of_power("co2e"), format=DASH, width=15
            ),
            calculated(
                "ratio",
                "省级 ÷ 区域 | provincial / regional",
                NO_UNIT,
                'IF([regional]=0,"",[provincial]/[regional])',
                format="0.00",
                width=14,
            ),
            calculated(
                "total_regional",
                "总量：区域因子 | total, regional",
                T_CO2E,
                total_with("co2e_regional"),
                format=DASH,
                width=15,
            ),
            calculated(
                "total_provincial",
                "总量：省级因子 | total, provincial",
                T_CO2E,
                total_with("co2e_provincial"),
                format=DASH,
                width=15,
            ),
            calculated(
                "difference",
                "总量相差 | difference of the total",
                "%",
                'IF([total_regional]=0,"",[total_provincial]/[total_regional]-1)',
                format=_RATE,
                width=14,
            ),
        ),
        prefilled={"year": [f"=settings_year{year}" for year in YEARS]},
    )


def inventory_sheet() -> Sheet:
    """Return the sheet of the inventory."""
    return Sheet(
        key="inventory",
        title=both("排放清单 | Inventory"),
        tab="result",
        freeze=False,
        intro=both(
            "由各台账自动汇总（指南 6.6）：历年总量与绩效、分行业、电力因子比较、分年份分行业清单。 | Summed from the ledgers (guide 6.6): totals and "
            "performance by year, by sector, the two grid factors, and the inventory by year and sector."
        ),
        blocks=(
            _years_table(),
            Chart(
                key="chart_domains",
                title=both("历年温室气体排放（分领域） | GHG emission by year and domain"),
                kind="column",
                subtype="stacked",
                width=700,
                y_title=T_CO2E,
                series=tuple(
                    Series(title=name, categories="park_years_year", values=f"park_years_{key}")
                    for key, name in DOMAIN_COLUMNS
                ),
            ),
            _sectors_table(),
            Chart(
                key="chart_sectors",
                title=both("分行业温室气体排放 | GHG emission by sector"),
                kind="column",
                width=900,
                y_title=T_CO2E,
                series=tuple(
                    Series(title=f"=settings_year{year}", categories="sectors_sector", values=f"sectors_total{year}")
                    for year in YEARS
                ),
            ),
            _grids_table(),
            _sector_table(),
        ),
    )
