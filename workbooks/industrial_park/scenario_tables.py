"""Tables C.1 and C.2 of the guide for every scenario and planning year, and what is predicted beside the emission.

The guide asks for the list of appendix C as the result of the forecast (8.3). On the sheet of tables C two scenarios
are chosen to stand beside the history; here stand all of them, a column for each scenario and planning year. Clause 8.3
also asks for the activity: energy by kind and waste water; clause 8.4.1 for the structure of the emission.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pycore.language import Language, Text, both
from pycore.sheets.definition import Column, Lines, Sheet, Table
from workbooks.common.cells import at, blank_if, sum_where
from workbooks.common.columns import PERCENT, calculated, figure
from workbooks.common.pages import free_sheet, label, table
from workbooks.industrial_park.energy import CARRIERS
from workbooks.industrial_park.inventory import DOMAIN_COLUMNS, ENERGY_PARTS
from workbooks.industrial_park.inventory_tables import c1_labels, c2_labels
from workbooks.industrial_park.lists import ALL_SECTORS, DEPARTMENT_CODES, KEY_SECTORS
from workbooks.industrial_park.scenarios import (
    BY_YEAR,
    PLAN_YEARS,
    each_scenario,
    scenario_cells,
    scenario_rows,
    sector_rows,
)
from workbooks.industrial_park.size import Size
from workbooks.industrial_park.units import COAL, TEN_THOUSAND, WHOLE

_DOMAINS = tuple(key for key, _ in DOMAIN_COLUMNS)
_SECTORS = tuple(range(1, len(ALL_SECTORS) + 1))
_KEY, _OTHER = _SECTORS[: len(KEY_SECTORS)], _SECTORS[len(KEY_SECTORS) :]
_FIGURE = '#,##0.0000;-#,##0.0000;"–"'
Rows = Sequence[int]
"""The rows of a scenario and year in the forecast by sector, in the order of the sectors."""
Formula = Callable[[int, Rows], str]
"""A figure, from the number of the scenario and year among all, counted from 1, and its rows."""


def column_of(scenario: int, year: int) -> str:
    """The key of the column of a scenario and planning year, both counted from 1."""
    return f"s{scenario}y{year}"


def _rows(size: Size) -> list[Rows]:
    places = {place: row for row, place in enumerate(sector_rows(size), 1)}
    return [[places[s, y, k] for k in _SECTORS] for s, y in scenario_rows(size)]


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _park(*columns: str) -> Formula:
    """The sum of columns of the forecast by sector, over the park."""

    def formula(number: int, _: Rows) -> str:
        place = {"scenario": at("plan_power_scenario", number), "year": at("plan_power_year", number)}
        return "+".join(sum_where("sector_forecast", column, **place) for column in columns)

    return formula


def _sectors(columns: Sequence[str], sectors: Sequence[int]) -> Formula:
    """The sum of columns over sectors, by their numbers in the list; of the text of one without parameters N is 0."""

    def formula(_: int, rows: Rows) -> str:
        cells = (at(f"sector_forecast_{column}", rows[k - 1]) for column in columns for k in sectors)
        return "+".join(f"N({cell})" for cell in cells)

    return formula


def _department(place: int) -> Formula:
    """Fossil fuels of a department: its share of every sector in the base year."""

    def formula(_: int, rows: Rows) -> str:
        return "+".join(
            f"N({at('sector_forecast_fossil', row)})*{at(f'department_shares_{code}', place)}"
            for row, code in zip(rows, ALL_SECTORS, strict=True)
        )

    return formula


def _carrier(key: str) -> Formula:
    """Energy of a kind: that of each sector now, at its activity and intensity; electricity with its own change."""

    def formula(_: int, rows: Rows) -> str:
        return "+".join(
            f"SUM({at(f'energy_use_{key}', k)})*{at('sector_forecast_use', row)}"
            + (f"*(1+SUM({at('parameters_electricity', row)}))" if key == "power" else "")
            for k, row in enumerate(rows, 1)
        )

    return formula


# ── tables C.1 and C.2 ───────────────────────────────────────────────────────────────────────────────────────────


def _table_c(
    size: Size,
    which: str,
    title: str,
    labels: Sequence[Column],
    filled: Mapping[str, Sequence[Text | str]],
    formulas: Sequence[Formula],
) -> Table:
    """A table with its labels, then a column for each scenario and planning year."""
    places = scenario_rows(size)

    def head(scenario: int, year: int) -> str:
        return f"情景{scenario} 规划年{year} | scenario {scenario}, planning year {year}"

    def cell(number: int, rows: Rows, formula: Formula) -> str:
        return "=" + blank_if(f'{at("forecast_total", number)}=""', f"({formula(number, rows)})/10000")

    cells = {
        column_of(*place): [cell(number, rows, formula) for formula in formulas]
        for number, (place, rows) in enumerate(zip(places, _rows(size), strict=True), 1)
    }
    figures = (figure(column_of(*place), head(*place), unit=TEN_THOUSAND, format=_FIGURE) for place in places)
    return table(which, title, "30 34 15…", *labels, *figures, filled={**filled, **cells})


def _table_c1(size: Size) -> Table:
    added_up = (*((key,) for key in _DOMAINS), _DOMAINS)
    return _table_c(
        size,
        "plan_c1",
        "表 C.1 产业园区分行业温室气体清单（各情景） | Table C.1 GHG inventory by sector (every scenario)",
        (label("sector", "行业 | sector"), label("domain", "领域 | domain")),
        c1_labels(),
        [
            *(_sectors(columns, sectors) for sectors in (_KEY, _OTHER) for columns in added_up),
            *(_park(*columns) for columns in added_up),
        ],
    )


def _table_c2(size: Size) -> Table:
    return _table_c(
        size,
        "plan_c2",
        "表 C.2 产业园区分领域温室气体清单（各情景） | Table C.2 GHG inventory by domain (every scenario)",
        (
            label("domain", "领域 | domain"),
            label("department", "部门 | department"),
            label("item", "部门（细分） | department, in detail"),
        ),
        c2_labels(),
        [
            *(_department(place) for place in range(1, len(DEPARTMENT_CODES) + 1)),
            *(_park(part) for part in ENERGY_PARTS),
            *(_sectors(("process",), (k,)) for k in _KEY),
            _sectors(("process",), _OTHER),
            _park("process"),
            _park("waste"),
            _park(*ENERGY_PARTS, "process", "waste"),
        ],
    )


def _names(size: Size) -> Lines:
    """Which scenario and year a column is of, as a line of text: headers cannot follow a cell."""

    def line(language: Language, stop: str, scenario: str, plan: str) -> str:
        names = (at("scenario_names_name", s) for s in each_scenario(size))
        said = [f'IF({name}="","","{scenario}{s} = "&{name}&"{stop}")' for s, name in enumerate(names, 1)]
        years = (f'"{plan}{y} = "&settings_plan{y}' for y in range(1, PLAN_YEARS + 1))
        return "=" + "&".join(said) + "&" + f'&"{stop}"&'.join(years)

    words = Text(line("zh", "；", "情景", "规划年"), line("en", "; ", "scenario ", "planning year "))
    return Lines(
        key="plan_c_columns", title=Text("各列的含义", "What the columns show"), span=5, lines=(words,), height=2
    )


# ── activity and structure ───────────────────────────────────────────────────────────────────────────────────────


def _by_year(
    size: Size, key: str, title: str, columns: Sequence[Column], filled: Mapping[str, Formula], note: str
) -> Table:
    """A table by scenario and planning year, blank where the scenario lacks parameters."""
    cells = {
        column: [
            "=" + blank_if(f'{at("forecast_total", number)}=""', formula(number, rows))
            for number, rows in enumerate(_rows(size), 1)
        ]
        for column, formula in filled.items()
    }
    return table(key, title, "18 9 14…", *BY_YEAR, *columns, filled={**scenario_cells(size), **cells}, note=note)


def _activity(size: Size) -> Table:
    rest = blank_if('[total]=""', "[total]-SUM([coal]:[other])")
    return _by_year(
        size,
        "plan_activity",
        "各情景能源消费与废水量 | Energy consumption and waste water by scenario",
        (
            *(figure(key, words, unit=COAL, format=WHOLE) for key, words, _ in CARRIERS),
            calculated("rest", "未分品种 | of no stated kind", COAL, rest, format='#,##0;-#,##0;"–"'),
            figure("total", "综合能耗 | energy use", unit=COAL, format=WHOLE),
            figure("volume", "废水量 | waste water", unit=both("万m³ | 10⁴ m³"), format='#,##0.0;-#,##0.0;"–"'),
        ),
        {
            **{key: _carrier(key) for key, *_ in CARRIERS},
            "total": _park("energy_use"),
            "volume": _park("volume"),
        },
        "各品种 = 各行业基准年消费构成 × 活动水平比 ×（1 + 单位能耗变化），电力另乘（1 + 用电变化）；新增项目能耗和燃料结构、用电的此消彼长没有分品种的参数，"
        "计入“未分品种”。 | A kind is that of each sector in the base year × activity ratio × (1 + change of energy "
        "intensity), electricity also × (1 + its change). Energy of new projects, and what one fuel takes from "
        "another, has no parameter by kind: it is the rest.",
    )


def _structure(size: Size) -> Table:
    parts = {
        "fossil": "化石燃料 | fossil fuels",
        "biomass": "生物质燃烧 | biomass",
        "fugitive": "天然气逃逸 | gas fugitive",
        "power": "调入（出）电力 | electricity",
        "process": "工业生产过程 | processes",
        "waste": "废弃物处理 | waste",
    }

    def share(part: str) -> Formula:
        def formula(number: int, rows: Rows) -> str:
            whole = "+".join(at(f"forecast_{domain}", number) for domain in _DOMAINS)
            return f"({_park(part)(number, rows)})/({whole})"

        return formula

    return _by_year(
        size,
        "plan_structure",
        "各情景排放结构（减排前） | Structure of the emission by scenario (before reductions)",
        tuple(figure(part, words, unit="%", format=PERCENT) for part, words in parts.items()),
        {part: share(part) for part in parts},
        "分行业的构成见“排放结构（按行业）”和“各行业排放量”。 | By sector see the structure and the emission by sector.",
    )


def scenario_tables_sheet(size: Size) -> Sheet:
    """The sheet with tables C.1 and C.2, activity and structure of every scenario and planning year."""
    return free_sheet(
        "plan_tables",
        "各情景成果表 | Scenario tables",
        _names(size),
        _table_c1(size),
        _table_c2(size),
        _activity(size),
        _structure(size),
        page="one page",
        intro="每个情景、每个规划年的成果清单（指南 8.3、附录 C）、能源消费与废水量、排放结构；缺参数的情景留空。"
        " | For every scenario and planning year the inventory of appendix C (guide 8.3), energy and waste water, and "
        "the structure of the emission; a scenario that lacks parameters is blank.",
    )
