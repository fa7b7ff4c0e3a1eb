"""Tables C.1 and C.2 in the layout of the guide's appendix C, in 10^4 tCO2e, for the history and two scenarios.

The guide's tables have no line for reductions: their totals are emissions before reductions, and a table below them
deducts. A last table adds the emission up in every way that the workbook knows and says whether all agree.
"""

from __future__ import annotations

from collections.abc import Callable

from pycore.language import NO_TEXT, Text, both
from pycore.library.guide_words import DEPARTMENTS, SECTORS
from pycore.sheets.definition import Column, Field, Kind, Lines, Panel, Role, Sheet, Table
from workbooks.common.columns import PERCENT, calculated, figure, text
from workbooks.industrial_park.inventory import (
    DOMAIN_COLUMNS,
    ENERGY_PARTS,
    PRESENT,
    YEARS,
    sum_of,
    year_title,
)
from workbooks.industrial_park.ledgers import LEDGERS
from workbooks.industrial_park.ledgers_shared import T_CO2E
from workbooks.industrial_park.lists import DEPARTMENT_CODES, SECTOR_CODES

TEN_THOUSAND = both("万tCO2e | 10⁴ tCO2e")
_FIGURES = '#,##0.0000;-#,##0.0000;"–"'
SCENARIOS = ("a", "b")
# New projects of a sector that burned nothing in the base year have no share to follow.
_DEPARTMENT_OF = {"power": "energy_industry"}
_USUAL_DEPARTMENT = "industry"

Cell = Callable[[str, str], str]
"""A sum of a column of the inventory, by its name and a sector; a blank sector takes the park."""
Formula = Callable[[Cell, str], str]
"""Writes a figure of a table with a cell reader and the name of a column."""


def _present(year: int) -> Cell:
    def cell(column: str, sector: str) -> str:
        more = f",inventory_sector,sector_{sector}" if sector else ""
        return f"SUMIFS(inventory_{column},inventory_year,settings_year{year}{more})"

    return cell


def _planned(which: str) -> Cell:
    def cell(column: str, sector: str) -> str:
        more = f",sector_forecast_sector,sector_{sector}" if sector else ""
        return f"SUMIFS(sector_forecast_{column},sector_forecast_scenario,c_choice_{which},sector_forecast_year,c_choice_{which}_year{more})"

    return cell


def _key_sectors(cell: Cell, column: str) -> str:
    return "+".join(cell(column, code) for code in SECTOR_CODES[:-1])


def _unchosen(which: str) -> str:
    return f'OR(c_choice_{which}="",c_choice_{which}_year="")'


def _each_column(formula: Formula) -> dict[str, str]:
    """A figure in every column of the tables; `formula` gets the cell reader and the key of the column."""
    found = {f"year{year}": f"=({formula(_present(year), f'year{year}')})/10000" for year in YEARS}
    for which in SCENARIOS:
        found[f"scenario_{which}"] = (
            f'=IF({_unchosen(which)},"",({formula(_planned(which), f"scenario_{which}")})/10000)'
        )
    return found


def _figure_columns() -> tuple[Column, ...]:
    names = {f"year{year}": year_title(year) for year in YEARS}
    names |= {f"scenario_{which}": Text(f"情景 {which.upper()}", f"scenario {which.upper()}") for which in SCENARIOS}
    return tuple(figure(key, name, unit=TEN_THOUSAND, format=_FIGURES, width=15) for key, name in names.items())


def _filled(rows: list[dict[str, str]]) -> dict[str, list[str]]:
    return {key: [row[key] for row in rows] for key in rows[0]}


def _choices() -> Panel:
    def of(which: str) -> tuple[Field, ...]:
        upper = which.upper()
        return (
            Field(
                key=which,
                title=Text(f"情景 {upper}", f"scenario {upper}"),
                kind=Kind.CHOICE,
                choices="=scenario_names_name",
            ),
            Field(
                key=f"{which}_year",
                title=Text(f"情景 {upper} 的规划年", f"planning year of scenario {upper}"),
                kind=Kind.CHOICE,
                choices="=settings_plans",
            ),
        )

    return Panel(
        key="c_choice", title=both("情景列的选择 | Scenarios shown in the tables"), fields=(*of("a"), *of("b"))
    )


def _meaning() -> Lines:
    """What the columns show, as a line of text: headers cannot follow a cell."""

    def line(names: list[str], stop: str, scenario: str) -> str:
        years = f'&"{stop}"&'.join(f'"{name} = "&settings_year{year}' for name, year in zip(names, YEARS, strict=True))
        plans = "".join(
            f'&IF({_unchosen(w)},"","{stop}{scenario} {w.upper()} = "&c_choice_{w}&" "&c_choice_{w}_year)'
            for w in SCENARIOS
        )
        return f"={years}{plans}"

    return Lines(
        key="c_columns",
        title=both("各列的含义 | What the columns show"),
        span=5,
        lines=(
            Text(
                line([year_title(y).zh for y in YEARS], "；", "情景"),
                line([year_title(y).en for y in YEARS], "; ", "scenario"),
            ),
        ),
    )


def _sum_over(read: Formula, columns: tuple[str, ...]) -> Formula:
    """The sum of columns of the inventory, each read for a group of sectors."""
    return lambda cell, _: "+".join(read(cell, column) for column in columns)


def _table_c1() -> Table:
    groups: tuple[tuple[Text, Formula], ...] = (
        (
            both(
                "重点行业（电力、钢铁、建材、有色、石化和化工） | key sectors (power, steel, building materials, non-ferrous, petrochemical "
                "and chemical)"
            ),
            _key_sectors,
        ),
        (both("其他行业 | other sectors"), lambda cell, column: cell(column, "other")),
        (both("产业园区 | the park"), lambda cell, column: cell(column, "")),
    )
    domains = [*(name for _, name in DOMAIN_COLUMNS)]
    rows = []
    for _, read in groups:
        rows += [_each_column(_sum_over(read, (key,))) for key, _ in DOMAIN_COLUMNS]
        rows.append(_each_column(_sum_over(read, tuple(key for key, _ in DOMAIN_COLUMNS))))
    sums = (both("小计 | subtotal"), both("小计 | subtotal"), both("总计 | total"))
    return Table(
        key="table_c1",
        title=both("表 C.1 产业园区分行业温室气体清单 | Table C.1 GHG inventory of the park by sector"),
        rows=len(rows),
        columns=(
            text("sector", "行业 | sector", width=30, role=Role.LABEL),
            text("domain", "领域 | domain", width=34, role=Role.LABEL),
            *_figure_columns(),
        ),
        prefilled={
            "sector": [cell for name, _ in groups for cell in (name, *[NO_TEXT] * len(DOMAIN_COLUMNS))],
            "domain": [cell for sum_name in sums for cell in (*domains, sum_name)],
            **_filled(rows),
        },
    )


def _of_department(code: str) -> Formula:
    """Fossil fuels of a department: from the ledger, and in a scenario by its share of each sector in the base year."""
    place = DEPARTMENT_CODES.index(code) + 1

    def formula(cell: Cell, column: str) -> str:
        if column.startswith("year"):
            return f"SUMIFS(fuels_co2e,fuels_year,settings_{column},fuels_department,department_{code})"
        return "+".join(
            f"{cell('fossil', sector)}*INDEX(department_shares_{sector},{place})" for sector in SECTOR_CODES
        )

    return formula


def _table_c2() -> Table:
    energy, process, waste = (name for _, name in DOMAIN_COLUMNS)
    sums = both("小计 | subtotal")
    parts = {
        "biomass": both("生物质燃烧 | biomass combustion"),
        "fugitive": both("天然气系统逃逸 | natural gas fugitive"),
        "power": both("调入（出）电力间接排放 | electricity in and out, indirect"),
    }
    sector_names = {
        "power": both("电力行业 | power"),
        "steel": both("钢铁行业 | iron and steel"),
        "building_materials": both("建材行业 | building materials"),
        "nonferrous": both("有色金属行业 | non-ferrous metals"),
        "chemical": both("化工和石化行业 | chemicals and petrochemicals"),
        "other": both("其他行业 | other sectors"),
    }
    lines: list[tuple[Text, Text, Text, Formula]] = [
        *((NO_TEXT, NO_TEXT, DEPARTMENTS[code], _of_department(code)) for code in DEPARTMENT_CODES),
        (
            NO_TEXT,
            NO_TEXT,
            sums,
            lambda cell, column: "+".join(_of_department(code)(cell, column) for code in DEPARTMENT_CODES),
        ),
        *((NO_TEXT, name, NO_TEXT, _inventory_cell(key)) for key, name in parts.items()),
        *((NO_TEXT, sector_names[code], NO_TEXT, _inventory_cell("process", code)) for code in SECTOR_CODES),
        (NO_TEXT, sums, NO_TEXT, lambda cell, _: "+".join(cell("process", code) for code in SECTOR_CODES)),
        (waste, both("废水处理 | waste water"), NO_TEXT, _inventory_cell("waste")),
        (
            both("总排放量 | total"),
            NO_TEXT,
            NO_TEXT,
            lambda cell, _: "+".join(cell(key, "") for key in (*ENERGY_PARTS, "process", "waste")),
        ),
    ]
    starts = {0: (energy, both("化石燃料 | fossil fuels")), len(DEPARTMENT_CODES) + 1 + len(parts): (process, None)}
    domains = [starts[i][0] if i in starts else line[0] for i, line in enumerate(lines)]
    departments = [second if i in starts and (second := starts[i][1]) else line[1] for i, line in enumerate(lines)]
    return Table(
        key="table_c2",
        title=both("表 C.2 产业园区分领域温室气体清单 | Table C.2 GHG inventory of the park by domain"),
        rows=len(lines),
        columns=(
            text("domain", "领域 | domain", width=30, role=Role.LABEL),
            text("department", "部门 | department", width=34, role=Role.LABEL),
            text("item", "部门（细分） | department, in detail", width=15, role=Role.LABEL),
            *_figure_columns(),
        ),
        prefilled={
            "domain": domains,
            "department": departments,
            "item": [line[2] for line in lines],
            **_filled([_each_column(line[3]) for line in lines]),
        },
    )


def _inventory_cell(key: str, sector: str = "") -> Formula:
    return lambda cell, _: cell(key, sector)


def _table_net() -> Table:
    domains = tuple(key for key, _ in DOMAIN_COLUMNS)
    gross = _sum_over(lambda cell, column: cell(column, ""), domains)
    rows: tuple[tuple[Text, Text, Formula], ...] = (
        (
            both("清单总排放量（表 C.1、表 C.2） | total of tables C.1 and C.2"),
            both("能源活动 + 工业生产过程 + 废弃物处理 | energy + processes + waste"),
            gross,
        ),
        (
            both("减排量（AE削减） | reductions (AE reduction)"),
            both("减排措施台账；情景另加新增减排 | ledger of reductions; scenarios add theirs"),
            _inventory_cell("reduction"),
        ),
        (
            both("扣减后总量（附录 A A.1） | total after reductions (A.1)"),
            both(
                "AE总 = AE能源 + AE过程 + AE废弃物 − AE削减 | AE total = AE energy + AE process + AE waste − AE reduction"
            ),
            lambda cell, column: f"{gross(cell, column)}-{cell('reduction', '')}",
        ),
    )
    return Table(
        key="c_net",
        title=both("附：减排量与扣减后总量 | In addition: reductions and the total after them"),
        rows=len(rows),
        note=both(
            "附录 C 的表没有减排行，表中合计为减排前排放量；总量按 A.1 扣减。 | Appendix C has no line for reductions: its totals are before "
            "them; the total of A.1 deducts them."
        ),
        columns=(
            text("item", "项目 | item", width=30, role=Role.LABEL),
            text("formula", "公式 | formula", width=34, role=Role.LABEL),
            *_figure_columns(),
        ),
        prefilled={
            "item": [item for item, _, _ in rows],
            "formula": [formula for _, formula, _ in rows],
            **_filled([_each_column(read) for *_, read in rows]),
        },
    )


def _department_table() -> Table:
    return Table(
        key="departments",
        title=both("化石燃料排放：部门 × 行业（基准年） | Fossil fuels: department × sector (base year)"),
        rows=len(DEPARTMENT_CODES),
        totals=True,
        columns=(
            text("department", "部门 | department", width=30, role=Role.LABEL),
            *(
                calculated(
                    code,
                    SECTORS[code],
                    T_CO2E,
                    f"SUMIFS(fuels_co2e,fuels_year,settings_year{PRESENT},fuels_department,[department],fuels_sector,sector_{code})",
                    format='#,##0.00;-#,##0.00;"–"',
                    width=15,
                    total=True,
                )
                for code in SECTOR_CODES
            ),
            calculated(
                "total",
                "合计 | total",
                T_CO2E,
                f"SUM([{SECTOR_CODES[0]}]:[{SECTOR_CODES[-1]}])",
                format='#,##0.00;-#,##0.00;"–"',
                width=15,
                total=True,
            ),
        ),
        prefilled={"department": [f"=department_{code}" for code in DEPARTMENT_CODES]},
    )


def _share_table() -> Table:
    def share(sector: str, department: str) -> str:
        place = DEPARTMENT_CODES.index(department) + 1
        usual = 1 if department == _DEPARTMENT_OF.get(sector, _USUAL_DEPARTMENT) else 0
        whole = f"departments_{sector}_total"
        return f"=IF({whole}=0,{usual},INDEX(departments_{sector},{place})/{whole})"

    return Table(
        key="department_shares",
        title=both("情景中化石燃料在部门间的分配 | How scenarios divide fossil fuels among departments"),
        rows=len(DEPARTMENT_CODES),
        note=both(
            "按基准年各行业内部门的份额；基准年没有燃料的行业，电力计入能源工业，其他计入工业。 | By the share of each department within a sector in the "
            "base year; a sector without fuels then counts as energy industry (power) or industry (others)."
        ),
        columns=(
            text("department", "部门 | department", width=30, role=Role.LABEL),
            *(figure(code, SECTORS[code], format=PERCENT, unit="%") for code in SECTOR_CODES),
        ),
        prefilled={
            "department": [f"=department_{code}" for code in DEPARTMENT_CODES],
            **{sector: [share(sector, department) for department in DEPARTMENT_CODES] for sector in SECTOR_CODES},
        },
    )


def _conservation_table() -> Table:
    emitting = tuple(ledger for ledger in LEDGERS if ledger.domain != "reduction")
    rows: tuple[tuple[Text, Callable[[int], str]], ...] = (
        (
            both("台账各行之和（不分行业） | all ledger rows, whatever their sector"),
            lambda y: sum_of(emitting, "co2e", year=f"settings_year{y}"),
        ),
        (
            both("分行业清单之和 | inventory by sector"),
            lambda y: "+".join(f"SUMIFS(inventory_{key},inventory_year,settings_year{y})" for key, _ in DOMAIN_COLUMNS),
        ),
        (
            both("分领域之和（历年表） | by domain, table of years"),
            lambda y: "+".join(f"INDEX(park_years_{key},{y})" for key, _ in DOMAIN_COLUMNS),
        ),
        (both("分气体之和 | by gas"), lambda y: f"gases_co2e{y}_total"),
        (both("表 C.1 总计 | table C.1"), lambda y: f"INDEX(table_c1_year{y},12)*10000"),
        (
            both("表 C.2 总排放量 | table C.2"),
            lambda y: (
                f"SUM(INDEX(table_c2_year{y},6),INDEX(table_c2_year{y},7),INDEX(table_c2_year{y},8),INDEX(table_c2_year{y},9),INDEX(table_c2_year{y},16),INDEX(table_c2_year{y},17))*10000"
            ),
        ),
    )
    differs = ",".join(f"ABS([year{y}]-INDEX(conservation_year{y},1))>1E-9*(1+ABS([year{y}]))" for y in YEARS)
    return Table(
        key="conservation",
        title=both(
            "守恒核对：各种汇总应当相等（减排前） | Conservation: every way of adding up gives the same (before reductions)"
        ),
        rows=len(rows),
        columns=(
            text("item", "汇总方式 | added up by", width=30, role=Role.LABEL),
            calculated(
                "check",
                "核对 | check",
                NO_TEXT,
                Text(
                    f'IFERROR(IF(OR({differs}),"✗ 与台账不等：有行缺行业、部门或选项有误","✓"),"! 计算出错")',
                    f'IFERROR(IF(OR({differs}),"✗ not the ledgers: a sector, department or choice is missing","✓"),"! error")',
                ),
                kind=Kind.TEXT,
                role=Role.CHECK,
                width=34,
            ),
            *(figure(f"year{y}", year_title(y), unit=T_CO2E, width=15) for y in YEARS),
        ),
        prefilled={
            "item": [name for name, _ in rows],
            **{f"year{y}": ["=" + read(y) for _, read in rows] for y in YEARS},
        },
    )


def tables_sheet() -> Sheet:
    """Return the sheet of tables C.1 and C.2."""
    return Sheet(
        key="tables_c",
        title=both("成果表 C | Tables C"),
        tab="result",
        freeze=False,
        one_page=True,
        landscape=False,
        intro=both(
            "指南附录 C 的成果清单（万吨二氧化碳当量）：三年现状，以及选定的两个情景和规划年。 | The inventory of the guide's appendix C in 10⁴ tCO2e: "
            "three years of history and two scenarios of your choice."
        ),
        blocks=(
            _choices(),
            _meaning(),
            _table_c1(),
            _table_c2(),
            _table_net(),
            _department_table(),
            _share_table(),
            _conservation_table(),
        ),
    )
