"""The inventory: by year, sector and source, with performance, both grid factors and air pollutants."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pycore.accounting.total import TOTAL_EMISSION
from pycore.assessment.performance import INTENSITY
from pycore.language import Text, both
from pycore.sheets.definition import Column, Sheet, Table
from pycore.sheets.formulas import by_core
from workbooks.common.cells import at, blank_if, sum_where
from workbooks.common.columns import DASH, SCIENTIFIC, calculated, of_equation
from workbooks.common.factor_effects import Total
from workbooks.common.pages import chart, free_sheet, label, number_label, table
from workbooks.common.quantities import deviation, in_unit, percentage, relative_uncertainty
from workbooks.industrial_park.ledgers import LEDGERS, ParkLedger
from workbooks.industrial_park.pollutants import NAMED_POLLUTANTS
from workbooks.industrial_park.sector_rows import EACH_SECTOR, SECTORS, by_sector
from workbooks.industrial_park.units import COAL, GHG, MASS, MONEY, PER_COAL, PER_MONEY

YEARS = (1, 2, 3)
"""The history, oldest first: settings_year1, settings_year2 and settings_year3, the base year."""
PRESENT = YEARS[-1]
ENERGY_PARTS = ("fossil", "biomass", "fugitive", "power")
DOMAIN_COLUMNS = (
    ("energy", both("能源活动 | energy")),
    ("process", both("工业生产过程 | processes")),
    ("waste", both("废弃物处理 | waste")),
)
_PARTS = {
    "fossil": "化石燃料 | fossil fuels",
    "biomass": "生物质燃烧 | biomass",
    "fugitive": "天然气逃逸 | gas fugitive",
    "power": "调入（出）电力 | electricity",
    "process": "工业生产过程 | processes",
    "waste": "废弃物处理 | waste",
    "reduction": "减排量（扣减） | reductions (deducted)",
}
_YEAR = number_label("year", "年份 | year")
_HISTORY = [f"=settings_year{year}" for year in YEARS]

RESULTS: tuple[tuple[str, Text], ...] = (
    ("park_years_total", both("温室气体排放总量 | GHG emission")),
    ("park_years_per_output", both("单位工业总产值排放 | GHG per output value")),
)
"""What a simulation reports of the present state."""


_DEDUCTED = tuple(ledger for ledger in LEDGERS if ledger.sign < 0)


def _displaced(id: str) -> str:
    """What moves with a parameter of a displaced fuel, of which the ledger names the calorific value alone."""
    fuel, _, parameter = id.rpartition(".")
    if not fuel.startswith("fuel.") or parameter == "ncv":
        return ""
    taking = {"year": f"settings_year{PRESENT}", "id_factor": f'"{fuel}.ncv"'}
    return "".join(f"-{sum_where(ledger.key, 'co2e', **taking)}" for ledger in _DEDUCTED)


TOTAL = Total(
    cell=at("park_years_total", PRESENT),
    words=both("基准年排放总量 | total of the base year"),
    added=tuple(ledger for ledger in LEDGERS if ledger not in _DEDUCTED),
    deducted=_DEDUCTED,
    rows={"year": f"settings_year{PRESENT}"},
    beside=_displaced,
)
"""What the sheet of factors holds other readings of a factor against."""


def year_title(year: int) -> Text:
    """What a year of the history is to the base year, for headers that cannot follow a cell."""
    before = PRESENT - year
    return Text(f"基准年−{before}", f"base year − {before}") if before else both("基准年 | base year")


def sum_of(ledgers: Iterable[ParkLedger], column: str, **criteria: str) -> str:
    """The sum of a column of ledgers over the rows of a year, and of a sector where one is given."""
    return "+".join(sum_where(ledger.key, column, **criteria) for ledger in ledgers)


# ── columns ──────────────────────────────────────────────────────────────────────────────────────────────────────


emission = in_unit(GHG, DASH)
"""An emission in tCO2e; a dash where there is none."""


def _terms_and_pollutants(of_part: Callable[[str], str], of_pollutant: Callable[[str], str]) -> tuple[Column, ...]:
    """The terms of the total, energy before the parts that it adds; the total; the air pollutants."""
    terms = ("[energy]", "[process]", "[waste]", "[reduction]")
    return (
        emission("energy", "能源活动 | energy", "[fossil]+[biomass]+[fugitive]+[power]"),
        *(emission(part, words, of_part(part)) for part, words in _PARTS.items()),
        of_equation("total", "排放总量（A.1） | total (A.1)", GHG, TOTAL_EMISSION, *terms, format=DASH),
        *(calculated(key, name, "t", of_pollutant(key), format=MASS) for key, name in NAMED_POLLUTANTS),
    )


def _intensity(key: str, words: Text | str, unit: Text, total: str, output: str) -> Column:
    """Emission for each unit; blank where there is none of it."""
    formula = blank_if(f"SUM({output})=0", by_core(INTENSITY, total, output))
    return calculated(key, words, unit, formula, format="0.0000")


def _relative_uncertainty(variance: str) -> Column:
    formula = blank_if("[total]=0", f"SQRT({variance})/ABS([total])")
    return relative_uncertainty("u", "相对不确定度 | relative uncertainty", formula)


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _inventory() -> Table:
    place = {"year": "[year]", "sector": "[sector]"}
    polluted = [ledger for ledger in LEDGERS if ledger.pollutants]

    def of_part(part: str) -> str:
        return sum_of((ledger for ledger in LEDGERS if ledger.part == part), "co2e", **place)

    variance = sum_of(LEDGERS, "variance", **place)
    return table(
        "inventory",
        "分年份、分行业温室气体与污染物清单 | Inventory by year and sector",
        "22 15 15 14 14 14 14 14 14 14 16 11 11 11 11 12 11",
        label("sector", "行业 | sector"),
        _YEAR,
        *_terms_and_pollutants(of_part, lambda key: sum_of(polluted, key, **place)),
        calculated("variance", "方差 | variance", "(tCO2e)²", variance, format=SCIENTIFIC),
        _relative_uncertainty("[variance]"),
        filled={
            "year": [year for year, _ in by_sector(_HISTORY)],
            "sector": [EACH_SECTOR[sector - 1] for _, sector in by_sector(_HISTORY)],
        },
        note="排放总量 = 能源活动 + 工业生产过程 + 废弃物处理 − 减排量（附录 A A.1）。"
        "行业方差为各台账行方差之和，行间按相互独立；园区历年的不确定度计入共用因子。"
        " | Total = energy + processes + waste − reductions (appendix A, A.1). The variance of a sector adds those of "
        "its rows, taken as independent; the uncertainty of a year of the park counts shared factors.",
    )


def _years() -> Table:
    def of_year(source: str, key: str) -> str:
        return sum_where(source, key, year="[year]")

    def of_inventory(key: str) -> str:
        return of_year("inventory", key)

    def change(year: int) -> str:
        now, before = at("park_years_total", year), at("park_years_total", year - 1)
        return f'=IF({before}=0,"–",{now}/{before}-1)'

    return table(
        "park_years",
        "园区历年排放与绩效 | Emission and performance of the park by year",
        "22 15 15 14 14 14 14 14 14 14 16 11 11 11 11 14 14 14 13 13 13 13",
        _YEAR,
        deviation("change", "比上年变化 | change on the year before"),
        *_terms_and_pollutants(of_inventory, of_inventory),
        calculated("output", "工业总产值 | output value", MONEY, of_year("history", "output"), format=DASH),
        calculated("value_added", "工业增加值 | value added", MONEY, of_year("history", "value_added"), format=DASH),
        calculated("energy_use", "综合能耗 | energy use", COAL, of_year("history", "energy"), format=DASH),
        _intensity("per_output", "单位总产值排放 | per output value", PER_MONEY, "[total]", "[output]"),
        _intensity("per_value_added", "单位增加值排放 | per value added", PER_MONEY, "[total]", "[value_added]"),
        _intensity("per_energy", "单位能耗排放 | per energy use", PER_COAL, "[total]", "[energy_use]"),
        _relative_uncertainty(f"({sum_of(LEDGERS, 'shared', year='[year]')})"),
        filled={"year": _HISTORY, "change": ["–", *(change(year) for year in YEARS[1:])]},
    )


def _sectors() -> Table:
    """Each sector over the years: emission, share, change, performance."""

    def of_sector(source: str, key: str, year: int) -> str:
        return sum_where(source, key, year=f"settings_year{year}", sector="[sector]")

    def in_year(key: str, words: str, year: int) -> tuple[str, Text]:
        what, name = both(words), year_title(year)
        return f"{key}{year}", Text(f"{what.zh}（{name.zh}）", f"{what.en} ({name.en})")

    def total(year: int) -> Column:
        return emission(*in_year("total", "排放量 | emission", year), of_sector("inventory", "total", year), total=True)

    def per(key: str, words: str, unit: Text, of: str, year: int) -> Column:
        return _intensity(*in_year(key, words, year), unit, f"[total{year}]", of_sector("history", of, year))

    first, last, whole = f"[total{YEARS[0]}]", f"[total{PRESENT}]", at("park_years_total", PRESENT)
    share = blank_if(f"{whole}=0", f"{last}/{whole}")
    change = blank_if(f"{first}=0", f"({last}-{first})/ABS({first})")
    return table(
        "sectors",
        "分行业排放与绩效 | Emission and performance by sector",
        "22 14 14 14 13 13 14…",
        label("sector", "行业 | sector", "INDEX(sector_list,{i})"),
        *(total(year) for year in YEARS),
        percentage("share", "占园区比重（基准年） | share (base year)", share),
        deviation("change", "两年变化率 | change over two years", change),
        *(per("per_output", "单位产值 | per output", PER_MONEY, "output", year) for year in YEARS),
        *(per("per_value_added", "单位增加值 | per value added", PER_MONEY, "value_added", year) for year in YEARS),
        *(per("per_energy", "单位能耗 | per energy", PER_COAL, "energy", year) for year in YEARS),
        rows=SECTORS,
        totals=True,
    )


def _grids() -> Table:
    def of_power(column: str, **trade: str) -> str:
        return sum_where("power", column, year="[year]", **trade)

    def of_year(column: str) -> str:
        return sum_where("inventory", column, year="[year]")

    def total_with(column: str) -> str:
        return f"{of_year('total')}-{of_year('power')}+{of_power(column)}"

    net = f"{of_power('electricity', trade='trade_in')}-{of_power('electricity', trade='trade_out')}"
    ratio = blank_if("[regional]=0", "[provincial]/[regional]")
    difference = blank_if("[total_regional]=0", "[total_provincial]/[total_regional]-1")
    return table(
        "grids",
        "电力因子的选择：区域与省级并列 | The choice of the grid factor: regional and provincial side by side",
        "22 15 15 15 15 14 15 15 14",
        _YEAR,
        calculated("net", "净调入电量 | net electricity in", "MWh", net, format=DASH),
        emission("regional", "电力：区域因子 | electricity, regional", of_power("co2e_regional")),
        emission("provincial", "电力：省级因子 | electricity, provincial", of_power("co2e_provincial")),
        emission("used", "电力：采用因子 | electricity, factor in use", of_power("co2e")),
        calculated("ratio", "省级 ÷ 区域 | provincial / regional", "", ratio, format="0.00"),
        emission("total_regional", "总量：区域因子 | total, regional", total_with("co2e_regional")),
        emission("total_provincial", "总量：省级因子 | total, provincial", total_with("co2e_provincial")),
        deviation("difference", "总量相差 | difference of the total", difference),
        filled={"year": _HISTORY},
        note="两种因子只改变调入（出）电力；减排量仍按采用的因子。自有因子的行在两列中也按区域、省级因子计。 | The choice changes electricity in and out only; "
        "reductions stay at the factor in use. Rows with an own factor count at the grid factors here.",
    )


def inventory_sheet() -> Sheet:
    """Return the sheet of the inventory."""
    domains, sectors = (
        "历年温室气体排放（分领域） | GHG emission by year and domain",
        "分行业温室气体排放 | GHG emission by sector",
    )
    totals = [(f"total{year}", f"=settings_year{year}") for year in YEARS]
    return free_sheet(
        "inventory",
        "排放清单 | Inventory",
        _years(),
        chart("domains", domains, GHG, "park_years_year", DOMAIN_COLUMNS, stacked=True, width=700),
        _sectors(),
        chart("sectors", sectors, GHG, "sectors_sector", totals),
        _grids(),
        _inventory(),
        intro="由各台账自动汇总（指南 6.6）：历年总量与绩效、分行业、电力因子比较、分年份分行业清单。 | Summed from the ledgers (guide 6.6): totals and "
        "performance by year, by sector, the two grid factors, and the inventory by year and sector.",
    )
