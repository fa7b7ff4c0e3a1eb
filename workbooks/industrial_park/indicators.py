"""Indicators of appendix B (7.2), and which targets each scenario reaches (8.4.2)."""

from __future__ import annotations

from pycore.equations.domain import ANY
from pycore.language import Text, both
from pycore.library import library
from pycore.library.guide_records import Indicator
from pycore.library.guide_words import AREAS, DENOMINATORS, FORMS, QUANTITIES, SECTORS
from pycore.sheets.definition import Column, Kind, Role, Sheet, Table
from pycore.sheets.fixed_text import fixed
from workbooks.common.columns import (
    EVIDENCE,
    NO_UNIT,
    calculated,
    choice,
    code_of,
    failed,
    missing,
    not_listed,
    not_number,
    number,
    row_check,
    text,
)
from workbooks.industrial_park.forecast import present
from workbooks.industrial_park.lists import GUIDE_KEY
from workbooks.industrial_park.scenarios import PLAN_YEARS
from workbooks.industrial_park.sector_forecast import past
from workbooks.industrial_park.size import Size

SPARE = 5
_GENERAL = "#,##0.####"
_PERCENT_FORMS = ("decline", "rise", "share")
_UNITS = {"1": both("小数（18% 填 0.18） | fraction (18 % is 0.18)"), "count": both("个 | count"), "tCO2": both("tCO2")}
_STATUS_UNIT = both("达到填 1，未达到填 0 | 1 if met, else 0")


def _library() -> tuple[Indicator, ...]:
    return library().guide(GUIDE_KEY).indicators


def indicator_rows(size: Size) -> int:
    """The library's indicators, and some rows for the user's own."""
    return max(size.indicators, len(_library()) + SPARE)


def _kept(sector: str, park: str) -> str:
    """What the forecast has for the recommended scenario: of the row's sector, or of the park where none is named."""
    return f'IF([sector]="",{park},{sector})'


_COMPUTED = ("ghg_output_value", "ghg_value_added", "energy_output_value", "energy_value_added")
"""Indicators that follow from the forecast: what is counted, and for each unit of what."""


def _by_source(values: tuple[str, ...]) -> str:
    """The formula that belongs to the row's source; blank for what the user enters."""
    formula = '""'
    for code, value in reversed(tuple(zip(_COMPUTED, values, strict=True))):
        formula = f'IF([source]="{code}",{value},{formula})'
    return formula


def _performance_now() -> str:
    """The base value where it follows from the inventory: performance of the sector or the park in the base year."""
    ratio = 'IF(OR(SUM({0})=0,SUM({1})=0),"",{0}/{1})'
    total, output, added = (
        past(*cell) for cell in (("inventory", "total"), ("history", "output"), ("history", "value_added"))
    )
    values = (
        _kept(ratio.format(total, output), present("per_output")),
        _kept(ratio.format(total, added), present("per_value_added")),
        _kept('""', ratio.format(present("energy_use"), present("output"))),
        _kept('""', ratio.format(present("energy_use"), present("value_added"))),
    )
    return f'IF([name]="","",IF([own_base]<>"",[own_base],{_by_source(values)}))'


def _source() -> str:
    """What the value is calculated from: a decline of emission or energy per money follows from the forecast."""
    code = f'IF({code_of("[form]", "form")}="decline",{code_of("[quantity]", "quantity")}&"_"&{code_of("[per]", "per")},"own")'
    return f'IF([name]="","",IFERROR({code},"own"))'


def _from() -> Text:
    computed = "OR(" + ",".join(f'[source]="{code}"' for code in _COMPUTED) + ")"
    return Text(
        *(
            f'IF([name]="","",IF({computed},"{yes}","{no}"))'
            for yes, no in (("预测计算", "自填"), ("the forecast", "own values"))
        )
    )


def _indicators(size: Size) -> Table:
    rows = _library()
    units = [_STATUS_UNIT if i.form == "status" else _UNITS[i.unit] for i in rows]
    count = indicator_rows(size)
    return Table(
        key="indicators",
        title=both("评价指标体系（附录 B） | Indicators (appendix B)"),
        rows=count,
        ledger=True,
        note=both(
            "填写目标值即选用该指标；下降率类指标（单位产值、增加值的排放或能耗）由预测自动计算，其余在“指标达到值”表填写。末尾空行可加自定义指标。 | A target selects an "
            "indicator. Declines of emission or energy per output or value added follow from the forecast; for "
            "the others enter the values of each scenario on the sheet Attained. The last rows are for "
            "indicators of your own."
        ),
        columns=(
            choice("area", "一级指标 | area", "area", width=20),
            choice("sector", "行业 | sector", "sector", width=18, help=both("留空为全园区。 | Blank: the whole park.")),
            text("name", "二级指标 | indicator", width=44),
            choice("quantity", "对象 | quantity", "quantity", width=13),
            choice("per", "单位量 | per", "per", width=13),
            choice("form", "形式 | form", "form", width=10),
            text("unit", "单位 | unit", width=18),
            number("own_base", "自填基准值 | own base value", NO_UNIT, ANY, format=_GENERAL, width=12),
            Column(
                key="from",
                title=both("达到值来源 | values from"),
                role=Role.CALCULATED,
                kind=Kind.TEXT,
                width=14,
                formula=_from(),
            ),
            calculated(
                "base",
                "基准值（现状） | base (present)",
                "绩效为 t/万元 | performance: t/10⁴ CNY",
                _performance_now(),
                format="#,##0.000",
                width=14,
            ),
            number("target", "目标值 | target", NO_UNIT, ANY, format=_GENERAL, width=11),
            choice("sense", "达标方向 | sense", "sense", width=10, help=both("留空为“不低于”。 | Blank: at least.")),
            text("basis", "目标依据 | basis of the target", width=34),
            calculated(
                "achieved",
                "推荐情景达到值 | achieved, recommended",
                NO_UNIT,
                'IF(OR([name]="",[target]="",outlook_recommended_index=""),"",INDEX(attained_values,{i},outlook_recommended_index))',
                format=_GENERAL,
                width=13,
            ),
            Column(
                key="verdict",
                title=both("判定 | verdict"),
                role=Role.CHECK,
                kind=Kind.TEXT,
                width=16,
                formula=_verdict("[achieved]", "[target]", "[sense]", "[achieved_text]"),
            ),
            calculated("order", "选用行号 | row if chosen", NO_UNIT, 'IF([target]="","",{i})', format="0", width=9),
            Column(
                key="source",
                title=both("计算用代码 | code for the formulas"),
                role=Role.CALCULATED,
                kind=Kind.TEXT,
                width=18,
                formula=_source(),
            ),
            _as_text("target_text", "目标值（文字）", "target as text", "[target]", "[form]"),
            _as_text("achieved_text", "达到值（文字）", "achieved as text", "[achieved]", "[form]"),
            EVIDENCE,
            row_check(
                ("target", "own_base", "basis"),
                (
                    missing("name", "指标名称 | name"),
                    missing("area", "一级指标 | area"),
                    not_listed("area", "一级指标 | area"),
                    not_listed("sector", "行业 | sector"),
                    not_listed("sense", "达标方向 | sense"),
                    missing("target", "目标值 | target"),
                    not_number("target", "目标值 | target"),
                    not_number("own_base", "基准值 | base value"),
                    (
                        f"IF(ISNUMBER([target]),AND(ABS([target])>1,{_is_percent('[form]')}),FALSE)",
                        "目标应为小数，18% 填 0.18 | target: a fraction, 18 % is 0.18",
                    ),
                    failed("base"),
                    failed("achieved"),
                    missing("basis", "目标依据 | basis"),
                ),
            ),
        ),
        prefilled={
            "area": [AREAS[i.area] for i in rows],
            "sector": [SECTORS[i.sector] if i.sector else None for i in rows],
            "name": [i.name for i in rows],
            "quantity": [QUANTITIES[i.quantity] if i.quantity else None for i in rows],
            "per": [DENOMINATORS[i.per] if i.per else None for i in rows],
            "form": [FORMS[i.form] for i in rows],
            "unit": units,
        },
    )


def _is_percent(form: str) -> str:
    return "OR(" + ",".join(f"{form}=INDEX(form_list,{list(FORMS).index(f) + 1})" for f in _PERCENT_FORMS) + ")"


def _as_text(key: str, zh: str, en: str, value: str, form: str) -> Column:
    """A helper column with a value as one reads it: percent for rates and shares, whole numbers without decimals."""
    written = f"IF({_is_percent(form)},{fixed(value, 1, percent=True)},IF({value}=INT({value}),{fixed(value, 0, group=True)},{fixed(value, 2, group=True)}))"
    return calculated(key, Text(zh, en), NO_UNIT, f'IF(ISNUMBER({value}),{written},"")', kind=Kind.TEXT, width=12)


def _verdict(value: str, target: str, sense: str, shown: str) -> Text:
    """Whether a value reaches its target, with the value as text; rounded so that 18 % calculated is 18 % written."""
    difference = f"ROUND({value}-{target},9)"
    met = f"IF({sense}=sense_at_most,{difference}<=0,{difference}>=0)"

    def said(yes: str, no: str, none: str) -> str:
        return f'IF({target}="","",IF({value}="","! {none}",IF({met},"✓ {yes} ","✗ {no} ")&{shown}))'

    return Text(said("达到", "未达到", "缺数据"), said("met", "not met", "no data"))


def _scenario_value(s: int, own: str) -> str:
    """The value of an indicator in a scenario: the own one, else what the forecast gives, else blank."""
    of_park = f"INDEX(plan_performance_{{0}},{(s - 1) * PLAN_YEARS}+outlook_year_index)"
    of_sector = f"INDEX(sector_forecast_{{0}},({(s - 1) * PLAN_YEARS}+outlook_year_index-1)*{len(SECTORS)}+MATCH([sector],sector_list,0))"
    values = (
        *(_kept(of_sector.format(key), of_park.format(key)) for key in ("decline_output", "decline_value_added")),
        *(_kept('""', of_park.format(key)) for key in ("decline_energy_output", "decline_energy_value_added")),
    )
    return f'IF(OR([name]="",INDEX(scenario_names_name,{s})=""),"",IF([{own}]<>"",[{own}],{_by_source(values)}))'


def _attained(size: Size) -> Table:
    def copied(key: str) -> str:
        return f'IF(INDEX(indicators_{key},{{i}})="","",INDEX(indicators_{key},{{i}}))'

    return Table(
        key="attained",
        title=both("各情景自填值与达到值 | Values of the scenarios"),
        rows=indicator_rows(size),
        ledger=True,
        note=both(
            "“自填”列用于不能由预测计算的指标（比例、数量、定性：达到填 1，未达到填 0）；填写后优先采用。情景编号见“情景设置”。 | The own columns are for indicators "
            "that the forecast does not give (shares, counts; qualitative: 1 if met, else 0); what is entered "
            "goes first. The scenarios' numbers are on the sheet Scenarios."
        ),
        columns=(
            calculated(
                "name", "二级指标 | indicator", NO_UNIT, copied("name"), kind=Kind.TEXT, role=Role.LABEL, width=52
            ),
            calculated("sector", "行业 | sector", NO_UNIT, copied("sector"), kind=Kind.TEXT, role=Role.LABEL, width=28),
            calculated(
                "from", "达到值来源 | values from", NO_UNIT, copied("from"), kind=Kind.TEXT, role=Role.LABEL, width=14
            ),
            *(
                number(
                    f"own{s}",
                    f"自填：情景{s} | own: scenario {s}",
                    NO_UNIT,
                    ANY,
                    format=_GENERAL,
                    width=11,
                    role=Role.OVERRIDE,
                )
                for s in range(1, size.scenarios + 1)
            ),
            *(
                calculated(
                    f"s{s}",
                    f"情景{s} | scenario {s}",
                    NO_UNIT,
                    _scenario_value(s, f"own{s}"),
                    format=_GENERAL,
                    width=11,
                )
                for s in range(1, size.scenarios + 1)
            ),
            calculated(
                "source", "计算用代码 | code for the formulas", NO_UNIT, copied("source"), kind=Kind.TEXT, width=20
            ),
            *(
                _as_text(
                    f"text{s}", f"情景{s}（文字）", f"scenario {s} as text", f"[s{s}]", "INDEX(indicators_form,{i})"
                )
                for s in range(1, size.scenarios + 1)
            ),
        ),
    )


def _scenarios(size: Size) -> range:
    return range(1, size.scenarios + 1)


def _reach(size: Size) -> Table:
    def of(key: str) -> str:
        return f'IF([row]="","",INDEX(indicators_{key},[row]))'

    def reached(s: int) -> Text:
        names = (f"attained_s{s}", "indicators_target", "indicators_sense", f"attained_text{s}")
        inner = _verdict(*(f"INDEX({name},[row])" for name in names))
        guard = f'IF(OR([row]="",INDEX(scenario_names_name,{s})=""),"",'
        return Text(f"{guard}{inner.zh})", f"{guard}{inner.en})")

    return Table(
        key="reach",
        title=both("各情景目标可达性 | Which targets each scenario reaches"),
        rows=indicator_rows(size),
        columns=(
            calculated(
                "name",
                "指标 | indicator",
                NO_UNIT,
                'IF([row]="","",IF(INDEX(indicators_sector,[row])="","",INDEX(indicators_sector,[row])&" · ")&INDEX(indicators_name,[row]))',
                kind=Kind.TEXT,
                width=76,
                role=Role.LABEL,
            ),
            calculated("area", "一级指标 | area", NO_UNIT, of("area"), kind=Kind.TEXT, width=22, role=Role.LABEL),
            calculated(
                "target",
                "目标 | target",
                NO_UNIT,
                'IF([row]="","",IF(INDEX(indicators_sense,[row])=sense_at_most,"≤ ","≥ ")&INDEX(indicators_target_text,[row]))',
                kind=Kind.TEXT,
                width=16,
            ),
            *(
                Column(
                    key=f"s{s}",
                    title=Text(f"情景{s}", f"scenario {s}"),
                    role=Role.CHECK,
                    kind=Kind.TEXT,
                    width=19,
                    formula=reached(s),
                )
                for s in _scenarios(size)
            ),
            calculated(
                "row",
                "行号 | row",
                NO_UNIT,
                'IF({i}>COUNT(indicators_order),"",SMALL(indicators_order,{i}))',
                format="0",
                width=8,
            ),
        ),
    )


def _areas(size: Size) -> Table:
    """Names of the scenarios over their columns, then targets reached of targets set, for each area."""

    def counted(s: int, area: str) -> str:
        of, every = (
            f'COUNTIFS(reach_area,{area},reach_s{s},"{mark}")' if area else f'COUNTIF(reach_s{s},"{mark}")'
            for mark in ("✓*", "?*")
        )
        return f'=IF(OR(INDEX(scenario_names_name,{s})="",{every}=0),"",{of}&" / "&{every})'

    areas = list(range(1, len(AREAS) + 1))
    return Table(
        key="reach_areas",
        title=both(
            "评价年目标达到情况（达到数 / 评价数） | Targets in the year of the assessment (reached / assessed)"
        ),
        rows=2 + len(areas),
        columns=(
            text("name", "领域 | area", width=76, role=Role.LABEL),
            Column(
                key="targets",
                title=both("选用指标数 | indicators chosen"),
                role=Role.CALCULATED,
                format='0;-0;"–"',
                width=22,
            ),
            Column(key="year", title=both("评价年 | year"), role=Role.CALCULATED, format="0", width=16),
            *(
                Column(
                    key=f"s{s}", title=Text(f"情景{s}", f"scenario {s}"), role=Role.CALCULATED, kind=Kind.TEXT, width=19
                )
                for s in _scenarios(size)
            ),
        ),
        prefilled={
            "name": [
                both("情景名称 | name of the scenario"),
                *(f"=INDEX(area_list,{k})" for k in areas),
                both("合计 | total"),
            ],
            "targets": ["", *("=COUNTIF(reach_area,[name])" for _ in areas), "=COUNT(indicators_order)"],
            "year": ["=INDEX(settings_plans,outlook_year_index)"],
            **{
                f"s{s}": [
                    f'=IF(INDEX(scenario_names_name,{s})="","",INDEX(scenario_names_name,{s}))',
                    *(counted(s, "[name]") for _ in areas),
                    counted(s, ""),
                ]
                for s in _scenarios(size)
            },
        },
    )


def indicator_areas(size: Size) -> dict[str, tuple[str, str]]:
    """Names for rectangles: the values of all scenarios side by side."""
    return {"attained_values": ("attained_s1", f"attained_s{size.scenarios}")}


def indicator_sheets(size: Size) -> tuple[Sheet, ...]:
    """Indicators with targets; what each scenario reaches."""
    return (
        Sheet(
            key="indicators",
            title=both("评价指标 | Indicators"),
            tab="input",
            blocks=(_indicators(size),),
            intro=both(
                "从附录 B 选用指标并给出目标值和依据；判定针对“情景设置”中的推荐情景和评价年。 | Choose indicators of appendix B with target and basis; "
                "the verdict is on the recommended scenario in the year of the assessment."
            ),
        ),
        Sheet(
            key="attained",
            title=both("指标达到值 | Attained"),
            tab="input",
            blocks=(_attained(size),),
            intro=both(
                "评价年各情景的指标值：下降率由预测计算，其余在此填写。 | What each scenario attains in the year of the assessment: declines "
                "follow from the forecast, the others are entered here."
            ),
        ),
        Sheet(
            key="reach",
            title=both("目标可达性 | Targets"),
            tab="result",
            freeze=False,
            blocks=(_areas(size), _reach(size)),
            intro=both(
                "从五个领域评价不同情景的减排目标可达性（指南 8.4.2）；✓ 达到、✗ 未达到，附达到值。 | Which targets each scenario reaches, by the five "
                "areas (guide 8.4.2); ✓ met, ✗ not met, with the value."
            ),
        ),
    )
