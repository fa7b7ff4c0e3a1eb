"""Indicators of appendix B (7.2), and which targets each scenario reaches (8.4.2)."""

from __future__ import annotations

from pycore.equations.domain import ANY
from pycore.language import Text
from pycore.library import library
from pycore.library.guide_records import Indicator
from pycore.library.guide_words import AREAS, DENOMINATORS, FORMS, QUANTITIES, SECTORS
from pycore.sheets.definition import Column, Role, Sheet, Table
from pycore.sheets.fixed_text import fixed
from workbooks.common.cells import at, blank_if, copy_of, either, in_words
from workbooks.common.columns import (
    EVIDENCE,
    calculated,
    choice,
    code_of,
    failed,
    figure,
    missing,
    number,
    row_check,
    text,
)
from workbooks.common.pages import COUNT, calculated_text, free_sheet, label, sheet, table
from workbooks.common.row_tests import all_given, all_listed, all_numbers
from workbooks.industrial_park.forecast import present
from workbooks.industrial_park.lists import GUIDE_KEY
from workbooks.industrial_park.scenarios import PLAN_YEARS, each_scenario
from workbooks.industrial_park.sector_forecast import past
from workbooks.industrial_park.sector_rows import row_by_sector
from workbooks.industrial_park.size import Size

SPARE = 5
_GENERAL = "#,##0.####"
_PERCENT_FORMS = ("decline", "rise", "share")
_UNITS = {"1": "小数（18% 填 0.18） | fraction (18 % is 0.18)", "count": "个 | count", "tCO2": "tCO2"}
_STATUS_UNIT = "达到填 1，未达到填 0 | 1 if met, else 0"
_FROM, _SOURCE = "达到值来源 | values from", "计算用代码 | code for the formulas"


def _library() -> tuple[Indicator, ...]:
    return library().guide(GUIDE_KEY).indicators


def indicator_rows(size: Size) -> int:
    """The library's indicators, and some rows for the user's own."""
    return max(size.indicators, len(_library()) + SPARE)


# ── values that follow from inventory and forecast ───────────────────────────────────────────────────────────────

_COMPUTED = ("ghg_output_value", "ghg_value_added", "energy_output_value", "energy_value_added")
"""Indicators that follow from the forecast: what is counted, and for each unit of what."""


def _by_source(*values: str) -> str:
    """The formula that belongs to the row's source; blank for what the user enters."""
    formula = '""'
    for code, value in reversed(tuple(zip(_COMPUTED, values, strict=True))):
        formula = f'IF([source]="{code}",{value},{formula})'
    return formula


def _of_sector_or_park(sector: str, park: str) -> str:
    """The value of the row's sector, or of the park where none is named."""
    return f'IF([sector]="",{park},{sector})'


def _of_park(park: str) -> str:
    """A value that only the park has."""
    return _of_sector_or_park('""', park)


def _ratio(above: str, below: str) -> str:
    return blank_if(f"OR(SUM({above})=0,SUM({below})=0)", f"{above}/{below}")


def _own_or(own: str, no_row: str, computed: str) -> str:
    """A value of the user's own goes first."""
    return blank_if(no_row, f'IF([{own}]<>"",[{own}],{computed})')


def _performance_now() -> str:
    """The base value where it follows from the inventory: performance of the sector or the park in the base year."""
    emission, energy = past("inventory", "total"), present("energy_use")
    computed = _by_source(
        _of_sector_or_park(_ratio(emission, past("history", "output")), present("per_output")),
        _of_sector_or_park(_ratio(emission, past("history", "value_added")), present("per_value_added")),
        _of_park(_ratio(energy, present("output"))),
        _of_park(_ratio(energy, present("value_added"))),
    )
    return _own_or("own_base", '[name]=""', computed)


def _scenario_value(s: int) -> str:
    """The value of an indicator in a scenario: the own one, else what the forecast gives, else blank."""

    def of_park(key: str) -> str:
        return at(f"plan_performance_{key}", f"{(s - 1) * PLAN_YEARS}+outlook_year_index")

    def of_sector(key: str) -> str:
        of_year, sector = f"{(s - 1) * PLAN_YEARS}+outlook_year_index-1", "MATCH([sector],sector_list,0)"
        return at(f"sector_forecast_{key}", row_by_sector("sector_forecast_total", of_year, sector))

    computed = _by_source(
        *(_of_sector_or_park(of_sector(key), of_park(key)) for key in ("decline_output", "decline_value_added")),
        *(_of_park(of_park(key)) for key in ("decline_energy_output", "decline_energy_value_added")),
    )
    return _own_or(f"own{s}", f'OR([name]="",INDEX(scenario_names_name,{s})="")', computed)


def _source() -> str:
    """What the value is calculated from: a decline of emission or energy per money follows from the forecast."""
    form, quantity, per = (code_of(f"[{key}]", key) for key in ("form", "quantity", "per"))
    return blank_if('[name]=""', f'IFERROR(IF({form}="decline",{quantity}&"_"&{per},"own"),"own")')


def _from() -> Text:
    computed = either(f'[source]="{code}"' for code in _COMPUTED)
    said = f'IF({computed},"{{}}","{{}}")'
    return in_words(blank_if('[name]=""', said), "预测计算 | the forecast", "自填 | own values")


# ── values as words, and verdicts ────────────────────────────────────────────────────────────────────────────────


def _is_percent(form: str) -> str:
    return either(f"{form}=INDEX(form_list,{list(FORMS).index(f) + 1})" for f in _PERCENT_FORMS)


def _as_text(key: str, words: str, value: str, form: str) -> Column:
    """A helper column with a value as one reads it: percent for rates and shares, whole numbers without decimals."""
    percent, whole, decimals = fixed(value, 1, percent=True), fixed(value, 0, group=True), fixed(value, 2, group=True)
    written = f"IF({_is_percent(form)},{percent},IF({value}=INT({value}),{whole},{decimals}))"
    return calculated_text(key, words, f'IF(ISNUMBER({value}),{written},"")', helper=True)


def _verdict(value: str, target: str, sense: str, shown: str, *, unless: str = "") -> Text:
    """Whether a value reaches its target, with the value as text; rounded so that 18 % calculated is 18 % written."""
    difference = f"ROUND({value}-{target},9)"
    met = f"IF({sense}=sense_at_most,{difference}<=0,{difference}>=0)"
    said = blank_if(f'{target}=""', f'IF({value}="","! {{}}",IF({met},"✓ {{}} ","✗ {{}} ")&{shown})')
    return in_words(blank_if(unless, said) if unless else said, "缺数据 | no data", "达到 | met", "未达到 | not met")


# ── indicators with their targets ────────────────────────────────────────────────────────────────────────────────


def _tests() -> tuple[tuple[str, Text | str], ...]:
    too_large = f"IF(ISNUMBER([target]),AND(ABS([target])>1,{_is_percent('[form]')}),FALSE)"
    return (
        *all_given(name="指标名称 | name", area="一级指标 | area"),
        *all_listed(area="一级指标 | area", sector="行业 | sector", sense="达标方向 | sense"),
        missing("target", "目标值 | target"),
        *all_numbers(target="目标值 | target", own_base="基准值 | base value"),
        (too_large, "目标应为小数，18% 填 0.18 | target: a fraction, 18 % is 0.18"),
        failed("base"),
        failed("achieved"),
        missing("basis", "目标依据 | basis"),
    )


_FILLED: dict[str, list[Text | str | None]] = {
    "area": [AREAS[i.area] for i in _library()],
    "sector": [SECTORS[i.sector] if i.sector else None for i in _library()],
    "name": [i.name for i in _library()],
    "quantity": [QUANTITIES[i.quantity] if i.quantity else None for i in _library()],
    "per": [DENOMINATORS[i.per] if i.per else None for i in _library()],
    "form": [FORMS[i.form] for i in _library()],
    "unit": [_STATUS_UNIT if i.form == "status" else _UNITS[i.unit] for i in _library()],
}


def _indicators(size: Size) -> Table:
    base_unit = "绩效为 t/万元 | performance: t/10⁴ CNY"
    unset = 'OR([name]="",[target]="",outlook_recommended_index="")'
    achieved = blank_if(unset, at("attained_values", "{i},outlook_recommended_index"))
    verdict = _verdict("[achieved]", "[target]", "[sense]", "[achieved_text]")
    return table(
        "indicators",
        "评价指标体系（附录 B） | Indicators (appendix B)",
        "20 18 44 13 13 10 18 12 14 14 11 10 34 13 16 9 18 12 12 26 24",
        choice("area", "一级指标 | area", "area"),
        choice("sector", "行业 | sector", "sector"),
        text("name", "二级指标 | indicator"),
        choice("quantity", "对象 | quantity", "quantity"),
        choice("per", "单位量 | per", "per"),
        choice("form", "形式 | form", "form"),
        text("unit", "单位 | unit"),
        number("own_base", "自填基准值 | own base value", "", ANY, format=_GENERAL),
        calculated_text("from", _FROM, _from()),
        calculated("base", "基准值（现状） | base (present)", base_unit, _performance_now(), format="#,##0.000"),
        number("target", "目标值 | target", "", ANY, format=_GENERAL),
        choice("sense", "达标方向 | sense", "sense"),
        text("basis", "目标依据 | basis of the target"),
        calculated("achieved", "推荐情景达到值 | achieved, recommended", "", achieved, format=_GENERAL),
        calculated_text("verdict", "判定 | verdict", verdict, role=Role.CHECK),
        calculated("order", "选用行号 | row if chosen", "", blank_if('[target]=""', "{i}"), format="0", helper=True),
        calculated_text("source", _SOURCE, _source(), helper=True),
        _as_text("target_text", "目标值（文字） | target as text", "[target]", "[form]"),
        _as_text("achieved_text", "达到值（文字） | achieved as text", "[achieved]", "[form]"),
        EVIDENCE,
        row_check(("target", "own_base", "basis"), _tests()),
        ledger=indicator_rows(size),
        helps={"sector": "留空为全园区。 | Blank: the whole park.", "sense": "留空为“不低于”。 | Blank: at least."},
        filled=_FILLED,
        note="填写目标值即选用该指标；下降率类指标（单位产值、增加值的排放或能耗）由预测自动计算，其余在“指标达到值”表填写。末尾空行可加自定义指标。 | A target selects an indicator. "
        "Declines of emission or energy per output or value added follow from the forecast; for the others enter the "
        "values of each scenario on the sheet Attained. The last rows are for indicators of your own.",
    )


# ── what each scenario attains ───────────────────────────────────────────────────────────────────────────────────


def _attained(size: Size) -> Table:
    def copied(key: str) -> str:
        return copy_of(at(f"indicators_{key}", "{i}"))

    def own(s: int) -> Column:
        words = f"自填：情景{s} | own: scenario {s}"
        return number(f"own{s}", words, "", ANY, format=_GENERAL, role=Role.OVERRIDE)

    def value(s: int) -> Column:
        return calculated(f"s{s}", f"情景{s} | scenario {s}", "", _scenario_value(s), format=_GENERAL)

    def written(s: int) -> Column:
        return _as_text(f"text{s}", f"情景{s}（文字） | scenario {s} as text", f"[s{s}]", "INDEX(indicators_form,{i})")

    return table(
        "attained",
        "各情景自填值与达到值 | Values of the scenarios",
        f"52 28 14{' 11' * 2 * size.scenarios} 20 12…",
        label("name", "二级指标 | indicator", copied("name")),
        label("sector", "行业 | sector", copied("sector")),
        label("from", _FROM, copied("from")),
        *(own(s) for s in each_scenario(size)),
        *(value(s) for s in each_scenario(size)),
        calculated_text("source", _SOURCE, copied("source"), helper=True),
        *(written(s) for s in each_scenario(size)),
        ledger=indicator_rows(size),
        note="“自填”列用于不能由预测计算的指标（比例、数量、定性：达到填 1，未达到填 0）；填写后优先采用。情景编号见“情景设置”。"
        " | The own columns are for indicators that the forecast does not give (shares, counts; qualitative: 1 if met, "
        "else 0); what is entered goes first. The scenarios' numbers are on the sheet Scenarios.",
    )


# ── which targets each scenario reaches ──────────────────────────────────────────────────────────────────────────


def _reached(s: int) -> Column:
    values = (f"attained_s{s}", "indicators_target", "indicators_sense", f"attained_text{s}")
    unset = f'OR([row]="",INDEX(scenario_names_name,{s})="")'
    verdict = _verdict(*(at(name, "[row]") for name in values), unless=unset)
    return calculated_text(f"s{s}", f"情景{s} | scenario {s}", verdict, role=Role.CHECK)


def _reach(size: Size) -> Table:
    def of_row(value: str) -> str:
        return blank_if('[row]=""', value)

    sector, name, area, sense, target = (
        at(f"indicators_{key}", "[row]") for key in ("sector", "name", "area", "sense", "target_text")
    )
    row = blank_if("{i}>COUNT(indicators_order)", "SMALL(indicators_order,{i})")
    return table(
        "reach",
        "各情景目标可达性 | Which targets each scenario reaches",
        f"76 22 16{' 19' * size.scenarios} 8",
        label("name", "指标 | indicator", of_row(f'IF({sector}="","",{sector}&" · ")&{name}')),
        label("area", "一级指标 | area", of_row(area)),
        calculated_text("target", "目标 | target", of_row(f'IF({sense}=sense_at_most,"≤ ","≥ ")&{target}')),
        *(_reached(s) for s in each_scenario(size)),
        calculated("row", "行号 | row", "", row, format="0", helper=True),
        rows=indicator_rows(size),
    )


def _areas(size: Size) -> Table:
    """Names of the scenarios over their columns, then targets reached of targets set, for each area."""

    def counted(s: int, counts: str) -> str:
        reached, every = (counts.format(s=s, mark=mark) for mark in ("✓*", "?*"))
        return "=" + blank_if(f'OR(INDEX(scenario_names_name,{s})="",{every}=0)', f'{reached}&" / "&{every}')

    areas = range(1, len(AREAS) + 1)
    of_area, of_all = 'COUNTIFS(reach_area,[name],reach_s{s},"{mark}")', 'COUNTIF(reach_s{s},"{mark}")'
    scenarios = {
        f"s{s}": ["=" + copy_of(at("scenario_names_name", s)), *[counted(s, of_area)] * len(areas), counted(s, of_all)]
        for s in each_scenario(size)
    }
    return table(
        "reach_areas",
        "评价年目标达到情况（达到数 / 评价数） | Targets in the year of the assessment (reached / assessed)",
        "76 22 16 19…",
        label("name", "领域 | area"),
        figure("targets", "选用指标数 | indicators chosen", format=COUNT),
        figure("year", "评价年 | year", format="0"),
        *(calculated_text(f"s{s}", f"情景{s} | scenario {s}") for s in each_scenario(size)),
        filled={
            "name": ["情景名称 | name of the scenario", *("=" + at("area_list", k) for k in areas), "合计 | total"],
            "targets": ["", *["=COUNTIF(reach_area,[name])"] * len(areas), "=COUNT(indicators_order)"],
            "year": ["=INDEX(settings_plans,outlook_year_index)"],
            **scenarios,
        },
    )


def indicator_areas(size: Size) -> dict[str, tuple[str, str]]:
    """Names for rectangles: the values of all scenarios side by side."""
    return {"attained_values": ("attained_s1", f"attained_s{size.scenarios}")}


def indicator_sheets(size: Size) -> tuple[Sheet, ...]:
    """Indicators with targets; what each scenario reaches."""
    return (
        sheet(
            "indicators",
            "评价指标 | Indicators",
            _indicators(size),
            intro="从附录 B 选用指标并给出目标值和依据；判定针对“情景设置”中的推荐情景和评价年。 | Choose indicators of appendix B with target and basis; "
            "the verdict is on the recommended scenario in the year of the assessment.",
        ),
        sheet(
            "attained",
            "指标达到值 | Attained",
            _attained(size),
            intro="评价年各情景的指标值：下降率由预测计算，其余在此填写。 | What each scenario attains in the year of the assessment: declines "
            "follow from the forecast, the others are entered here.",
        ),
        free_sheet(
            "reach",
            "目标可达性 | Targets",
            _areas(size),
            _reach(size),
            intro="从五个领域评价不同情景的减排目标可达性（指南 8.4.2）；✓ 达到、✗ 未达到，附达到值。 | Which targets each scenario reaches, by the five "
            "areas (guide 8.4.2); ✓ met, ✗ not met, with the value.",
        ),
    )
