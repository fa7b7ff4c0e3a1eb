"""Tables C.1 and C.2 in the layout of the guide's appendix C, in 10^4 tCO2e, for the history and two scenarios.

The guide's tables have no line for reductions: their totals are emissions before reductions, and a table below them
deducts. A last table adds the emission up in every way that the workbook knows and says whether all agree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pycore.language import Language, Text
from pycore.library.guide_words import DEPARTMENTS
from pycore.sheets.definition import Column, Lines, Role, Sheet, Table
from workbooks.common.cells import at, blank_if, either, sum_where
from workbooks.common.columns import PERCENT, figure
from workbooks.common.fields import selection
from workbooks.common.pages import calculated_text, free_sheet, label, panel, table
from workbooks.common.said import first_of, or_error
from workbooks.industrial_park.inventory import (
    DOMAIN_COLUMNS,
    ENERGY_PARTS,
    PRESENT,
    YEARS,
    emission,
    sum_of,
    year_title,
)
from workbooks.industrial_park.ledgers import LEDGERS
from workbooks.industrial_park.lists import ALL_SECTORS, DEPARTMENT_CODES, KEY_SECTORS, MORE_SECTORS
from workbooks.industrial_park.units import GHG, TEN_THOUSAND

SCENARIOS = ("a", "b")
_SECTOR_CODES = tuple(ALL_SECTORS)
_OTHER_SECTORS = ("other", *MORE_SECTORS)
"""The other sectors of the guide's tables: residents, commerce and the user's own sectors are among them."""
_DOMAINS = tuple(key for key, _ in DOMAIN_COLUMNS)
_DOMAIN_NAMES = tuple(name for _, name in DOMAIN_COLUMNS)
_SUBTOTAL = "小计 | subtotal"


# ── the columns of the tables, and what they read ────────────────────────────────────────────────────────────────


def _unchosen(column: str) -> str:
    return f'OR({column}="",{column}_year="")'


_TITLES: dict[str, Text | str] = {f"year{year}": year_title(year) for year in YEARS}
_TITLES |= {f"scenario_{which}": f"情景 {which.upper()} | scenario {which.upper()}" for which in SCENARIOS}


def _of(x: str, column: str, sector: str = "") -> str:
    """What a column of the tables reads: a sum of the inventory or the forecast, for a sector or for the park."""
    in_sector = {"sector": f"sector_{sector}"} if sector else {}
    if x.startswith("year"):
        return sum_where("inventory", column, year=f"settings_{x}", **in_sector)
    chosen = x.replace("scenario", "c_choice")
    return sum_where("sector_forecast", column, scenario=chosen, year=f"{chosen}_year", **in_sector)


def _fuels_of(x: str, department: str) -> str:
    """Fossil fuels of a department: from the ledger; in a scenario by its share of each sector in the base year."""
    if x.startswith("year"):
        return sum_where("fuels", "co2e", year=f"settings_{x}", department=f"department_{department}")
    place = DEPARTMENT_CODES.index(department) + 1
    return "+".join(f"{_of(x, 'fossil', code)}*{at(f'department_shares_{code}', place)}" for code in _SECTOR_CODES)


Formula = Callable[[str], str]
"""A figure of a table: the formula for one of its columns."""


def _sum(*columns: str, sectors: Sequence[str] = ("",)) -> Formula:
    """The sum of columns of the inventory, each over sectors; the park where none is named."""
    return lambda x: "+".join(_of(x, column, sector) for column in columns for sector in sectors)


def _process(*sectors: str) -> Formula:
    return _sum("process", sectors=sectors)


def _fuels(*departments: str) -> Formula:
    return lambda x: "+".join(_fuels_of(x, department) for department in departments)


def _all_fuels(x: str) -> str:
    """Fossil fuels of all departments; in a scenario the shares of a sector add up to one."""
    return _fuels(*DEPARTMENT_CODES)(x) if x.startswith("year") else _of(x, "fossil")


def _guide_table(key: str, title: str, *labels: Column, filled: dict[str, Sequence[Any]], note: str = "") -> Table:
    """A table with its labels, then a figure for each year and scenario."""
    format = '#,##0.0000;-#,##0.0000;"–"'
    figures = (figure(x, name, unit=TEN_THOUSAND, format=format) for x, name in _TITLES.items())
    return table(key, title, "30 34 15…", *labels, *figures, filled=filled, note=note)


def _figures(formulas: Sequence[Formula]) -> dict[str, list[str]]:
    def cell(x: str, formula: Formula) -> str:
        value, chosen = f"({formula(x)})/10000", x.replace("scenario", "c_choice")
        return f"={value}" if x.startswith("year") else "=" + blank_if(_unchosen(chosen), value)

    return {x: [cell(x, formula) for formula in formulas] for x in _TITLES}


# ── choice of scenarios ──────────────────────────────────────────────────────────────────────────────────────────

_CHOICES = panel(
    "c_choice",
    "情景列的选择 | Scenarios shown in the tables",
    selection("a", "情景 A | scenario A", "=scenario_names_name"),
    selection("a_year", "情景 A 的规划年 | planning year of scenario A", "=settings_plans"),
    selection("b", "情景 B | scenario B", "=scenario_names_name"),
    selection("b_year", "情景 B 的规划年 | planning year of scenario B", "=settings_plans"),
)


def _meaning() -> Lines:
    """What the columns show, as a line of text: headers cannot follow a cell."""

    def line(language: Language, stop: str, scenario: str) -> str:
        years = f'&"{stop}"&'.join(f'"{year_title(year)[language]} = "&settings_year{year}' for year in YEARS)
        plans = "".join(
            f'&IF({_unchosen(f"c_choice_{w}")},"","{stop}{scenario} {w.upper()} = "&c_choice_{w}&" "&c_choice_{w}_year)'
            for w in SCENARIOS
        )
        return f"={years}{plans}"

    words = Text(line("zh", "；", "情景"), line("en", "; ", "scenario"))
    return Lines(key="c_columns", title=Text("各列的含义", "What the columns show"), span=5, lines=(words,))


# ── the guide's tables ───────────────────────────────────────────────────────────────────────────────────────────


def _c1_groups() -> dict[str, Sequence[str]]:
    return {
        "重点行业（电力、钢铁、建材、有色、石化和化工）"
        " | key sectors (power, steel, building materials, non-ferrous, petrochemical and chemical)": KEY_SECTORS,
        "其他行业 | other sectors": _OTHER_SECTORS,
        "产业园区 | the park": ("",),
    }


def c1_labels() -> dict[str, Sequence[Text | str]]:
    """The first columns of table C.1, as the guide draws it."""
    return {
        "sector": [cell for name in _c1_groups() for cell in (name, *[""] * len(_DOMAINS))],
        "domain": [name for last in (_SUBTOTAL, _SUBTOTAL, "总计 | total") for name in (*_DOMAIN_NAMES, last)],
    }


def _table_c1() -> Table:
    groups = _c1_groups()
    added_up = (*((key,) for key in _DOMAINS), _DOMAINS)
    return _guide_table(
        "table_c1",
        "表 C.1 产业园区分行业温室气体清单 | Table C.1 GHG inventory of the park by sector",
        label("sector", "行业 | sector"),
        label("domain", "领域 | domain"),
        filled={
            **c1_labels(),
            **_figures([_sum(*columns, sectors=sectors) for sectors in groups.values() for columns in added_up]),
        },
    )


_FIRST, *_OTHERS = DEPARTMENT_CODES
_C2_ROWS: tuple[tuple[Text | str, str, Text | str, Formula], ...] = (
    ("能源活动 | energy", "化石燃料 | fossil fuels", DEPARTMENTS[_FIRST], _fuels(_FIRST)),
    *(("", "", DEPARTMENTS[code], _fuels(code)) for code in _OTHERS),
    ("", "", _SUBTOTAL, _all_fuels),
    ("", "生物质燃烧 | biomass combustion", "", _sum("biomass")),
    ("", "天然气系统逃逸 | natural gas fugitive", "", _sum("fugitive")),
    ("", "调入（出）电力间接排放 | electricity in and out, indirect", "", _sum("power")),
    ("工业生产过程 | processes", "电力行业 | power", "", _process("power")),
    ("", "钢铁行业 | iron and steel", "", _process("steel")),
    ("", "建材行业 | building materials", "", _process("building_materials")),
    ("", "有色金属行业 | non-ferrous metals", "", _process("nonferrous")),
    ("", "化工和石化行业 | chemicals and petrochemicals", "", _process("chemical")),
    ("", "其他行业 | other sectors", "", _process(*_OTHER_SECTORS)),
    ("", _SUBTOTAL, "", _process(*_SECTOR_CODES)),
    ("废弃物处理 | waste", "废水处理 | waste water", "", _sum("waste")),
    ("总排放量 | total", "", "", _sum(*ENERGY_PARTS, "process", "waste")),
)
"""Table C.2 as the guide draws it: domain, department, department in detail, and what stands there."""


def _c2_terms() -> list[int]:
    """The rows that make up the total: subtotals, and what has no detail below it."""
    fuels, other_energy = len(DEPARTMENT_CODES) + 1, len(ENERGY_PARTS) - 1
    process = fuels + other_energy + len(KEY_SECTORS) + 2
    return [*range(fuels, fuels + other_energy + 1), process, process + 1]


def c2_labels() -> dict[str, Sequence[Text | str]]:
    """The first columns of table C.2, as the guide draws it."""
    domains, departments, items, _ = zip(*_C2_ROWS, strict=True)
    return {"domain": domains, "department": departments, "item": items}


def _table_c2() -> Table:
    return _guide_table(
        "table_c2",
        "表 C.2 产业园区分领域温室气体清单 | Table C.2 GHG inventory of the park by domain",
        label("domain", "领域 | domain"),
        label("department", "部门 | department"),
        label("item", "部门（细分） | department, in detail"),
        filled={**c2_labels(), **_figures([formula for *_, formula in _C2_ROWS])},
    )


def _net() -> Table:
    gross, reduction = _sum(*_DOMAINS), _sum("reduction")
    return _guide_table(
        "c_net",
        "附：减排量与扣减后总量 | In addition: reductions and the total after them",
        label("item", "项目 | item"),
        label("formula", "公式 | formula"),
        filled={
            "item": [
                "清单总排放量（表 C.1、表 C.2） | total of tables C.1 and C.2",
                "减排量（AE削减） | reductions (AE reduction)",
                "扣减后总量（附录 A A.1） | total after reductions (A.1)",
            ],
            "formula": [
                "能源活动 + 工业生产过程 + 废弃物处理 | energy + processes + waste",
                "减排措施台账；情景另加新增减排 | ledger of reductions; scenarios add theirs",
                "AE总 = AE能源 + AE过程 + AE废弃物 − AE削减 | AE total = AE energy + AE process + AE waste − AE reduction",
            ],
            **_figures((gross, reduction, lambda x: f"{gross(x)}-{reduction(x)}")),
        },
        note="附录 C 的表没有减排行，表中合计为减排前排放量；总量按 A.1 扣减。"
        " | Appendix C has no line for reductions: its totals are before them; the total of A.1 deducts them.",
    )


# ── departments and sectors ──────────────────────────────────────────────────────────────────────────────────────

_DEPARTMENT = label("department", "部门 | department")
_USUAL_DEPARTMENTS = {"power": "energy_industry", "residents": "residential", "commerce": "services"}
_EACH_DEPARTMENT = [f"=department_{code}" for code in DEPARTMENT_CODES]


def _departments() -> Table:
    def of_sector(code: str) -> Column:
        where = {"year": f"settings_year{PRESENT}", "department": "[department]", "sector": f"sector_{code}"}
        return emission(code, ALL_SECTORS[code], sum_where("fuels", "co2e", **where), total=True)

    return table(
        "departments",
        "化石燃料排放：部门 × 行业（基准年） | Fossil fuels: department × sector (base year)",
        "30 15…",
        _DEPARTMENT,
        *(of_sector(code) for code in _SECTOR_CODES),
        emission("total", "合计 | total", f"SUM([{_SECTOR_CODES[0]}]:[{_SECTOR_CODES[-1]}])", total=True),
        totals=True,
        filled={"department": _EACH_DEPARTMENT},
    )


def _shares() -> Table:
    def share(sector: str, place: int, department: str) -> str:
        # New projects of a sector that burned nothing in the base year have no share to follow.
        usual = _USUAL_DEPARTMENTS.get(sector, "industry")
        whole = f"departments_{sector}_total"
        return f"=IF({whole}=0,{int(department == usual)},{at(f'departments_{sector}', place)}/{whole})"

    places = list(enumerate(DEPARTMENT_CODES, 1))
    return table(
        "department_shares",
        "情景中化石燃料在部门间的分配 | How scenarios divide fossil fuels among departments",
        "30 15…",
        _DEPARTMENT,
        *(figure(code, ALL_SECTORS[code], format=PERCENT, unit="%") for code in _SECTOR_CODES),
        filled={
            "department": _EACH_DEPARTMENT,
            **{sector: [share(sector, *place) for place in places] for sector in _SECTOR_CODES},
        },
        note="按基准年各行业内部门的份额；基准年没有燃料的行业，电力计入能源工业，居民生活和商业计入居民生活和服务业，"
        "其他计入工业。 | By the share of each department within a sector in the base year; a sector without fuels then "
        "counts as energy industry (power), residential and services (residents, commerce) or industry (others).",
    )


# ── conservation ─────────────────────────────────────────────────────────────────────────────────────────────────


def _added_up(year: int) -> dict[str, str]:
    """The emission of a year, added up in every way that the workbook knows."""
    emitting = [ledger for ledger in LEDGERS if ledger.domain != "reduction"]
    of_year = {"year": f"settings_year{year}"}
    c2 = ",".join(at(f"table_c2_year{year}", row) for row in _c2_terms())
    return {
        "台账各行之和（不分行业） | all ledger rows, whatever their sector": sum_of(emitting, "co2e", **of_year),
        "分行业清单之和 | inventory by sector": "+".join(sum_where("inventory", key, **of_year) for key in _DOMAINS),
        "分领域之和（历年表） | by domain, table of years": "+".join(at(f"park_years_{key}", year) for key in _DOMAINS),
        "分气体之和 | by gas": f"gases_co2e{year}_total",
        "表 C.1 总计 | table C.1": f"INDEX(table_c1_year{year},{3 * (len(_DOMAINS) + 1)})*10000",
        "表 C.2 总排放量 | table C.2": f"SUM({c2})*10000",
    }


def _conservation() -> Table:
    differs = either(f"ABS([year{y}]-INDEX(conservation_year{y},1))>1E-9*(1+ABS([year{y}]))" for y in YEARS)
    lacking = "✗ 与台账不等：有行缺行业、部门或选项有误 | ✗ not the ledgers: a sector, department or choice is missing"
    verdict = or_error(first_of((differs, lacking), otherwise="✓"))
    return table(
        "conservation",
        "守恒核对：各种汇总应当相等（减排前） | Conservation: every way of adding up gives the same (before reductions)",
        "30 34 15…",
        label("item", "汇总方式 | added up by"),
        calculated_text("check", "核对 | check", verdict, role=Role.CHECK),
        *(figure(f"year{year}", year_title(year), unit=GHG) for year in YEARS),
        filled={
            "item": list(_added_up(PRESENT)),
            **{f"year{year}": ["=" + way for way in _added_up(year).values()] for year in YEARS},
        },
    )


def tables_sheet() -> Sheet:
    """Return the sheet of tables C.1 and C.2."""
    return free_sheet(
        "tables_c",
        "成果表 C | Tables C",
        _CHOICES,
        _meaning(),
        *(_table_c1(), _table_c2(), _net()),
        *(_departments(), _shares(), _conservation()),
        page="one page, portrait",
        intro="指南附录 C 的成果清单（万吨二氧化碳当量）：三年现状，以及选定的两个情景和规划年。 | The inventory of the guide's appendix C in 10⁴ tCO2e: "
        "three years of history and two scenarios of your choice.",
    )
