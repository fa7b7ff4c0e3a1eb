"""Measures (chapter 10, appendix D): the catalogue of paths, and the measures chosen from it with effect and cost."""

from __future__ import annotations

from pycore.equations.domain import ANY, FRACTION, NOT_NEGATIVE, POSITIVE, Domain
from pycore.language import Text, both
from pycore.library import library
from pycore.library.guide_records import Measure
from pycore.library.guide_words import AREAS, SECTORS
from pycore.sheets.definition import Chart, Column, Kind, Panel, Role, Series, Sheet, Table
from workbooks.common.columns import (
    DASH,
    EVIDENCE,
    NO_EVIDENCE,
    NO_UNIT,
    calculated,
    choice,
    failed,
    missing,
    not_listed,
    not_number,
    number,
    out_of,
    row_check,
    text,
    unlisted,
)
from workbooks.common.fields import quantity
from workbooks.industrial_park.lists import GUIDE_KEY
from workbooks.industrial_park.sector_forecast import POLLUTANTS
from workbooks.industrial_park.size import Size
from workbooks.industrial_park.units import MONEY

_PER_YEAR, _MONEY_YEAR = both("tCO2e/a"), both("万元/a | 10⁴ CNY/a")
_COST = both("元/tCO2e | CNY/tCO2e")
_EFFECT = Domain(hint=both("减排填正值。 | A reduction is positive."))
_OWN = both("自拟 | own")


def _catalogue_rows() -> tuple[Measure, ...]:
    return library().guide(GUIDE_KEY).measures


def path_name(measure: Measure) -> Text:
    """A path with its sector before it: the same words stand under two sectors."""
    if not measure.sector:
        return measure.name
    sector = SECTORS[measure.sector]
    return Text(f"{sector.zh}：{measure.name.zh}", f"{sector.en}: {measure.name.en}")


def _catalogue() -> Table:
    rows = _catalogue_rows()
    # Not COUNTIF, whose criterion may have no more than 255 characters.
    times = "SUMPRODUCT((measures_path=[name])*{0})"
    return Table(
        key="catalogue",
        title=both("减污降碳协同管控措施体系（附录 D） | Catalogue of measures (appendix D)"),
        rows=len(rows),
        ledger=True,
        note=both(
            "在“减排措施”表“协同减排路径”中选用；附录 D 未给出效果和费用，由使用者填写。 | Choose them on the sheet Measures; appendix D gives "
            "neither effect nor cost, which the user enters."
        ),
        columns=(
            text("area", "协同减排领域 | area", width=24, role=Role.LABEL),
            text("direction", "协同减排方向 | direction", width=26, role=Role.LABEL),
            text("name", "协同减排路径 | path", width=110, role=Role.LABEL),
            calculated("chosen", "选用次数 | times chosen", NO_UNIT, times.format("1"), format='0;-0;"–"', width=12),
            calculated(
                "adopted",
                "采纳次数 | times adopted",
                NO_UNIT,
                times.format("(measures_adopted=yesno_yes)"),
                format='0;-0;"–"',
                width=12,
            ),
        ),
        prefilled={
            "area": [AREAS[m.area] for m in rows],
            "direction": [m.direction for m in rows],
            "name": [path_name(m) for m in rows],
        },
    )


def _of_path(key: str, blank: Text) -> Text:
    """What the catalogue says of the row's path; a word of its own for a measure without one."""

    def of(own: str) -> str:
        return f'IF([name]="","",IF([path]="","{own}",INDEX(catalogue_{key},MATCH([path],catalogue_name,0))))'

    return Text(of(blank.zh), of(blank.en))


# Annuity: r / (1 - (1 + r)^-n), and 1 / n where there is no interest.
_RECOVERY = "IF(cost_basis_rate=0,1/[life],cost_basis_rate/(1-(1+cost_basis_rate)^-[life]))"
_YEARLY = f'IF([name]="","",IF(COUNT([investment],[opex],[saving])=0,"",IF(SUM([investment])=0,0,[investment]*{_RECOVERY})+SUM([opex])-SUM([saving])))'
_AMOUNTS = (
    ("effect", "年减排量", "reduction"),
    ("investment", "投资", "investment"),
    ("opex", "年运行费", "yearly cost"),
    ("saving", "年节约", "yearly saving"),
    ("start", "起始年", "first year"),
    ("energy", "年节能量", "energy saved"),
)


def _measures(size: Size) -> Table:
    return Table(
        key="measures",
        title=both("减污降碳措施 | Measures"),
        rows=size.measures,
        ledger=True,
        note=both(
            "“计入情景”选某情景时，采纳的措施从起始年起加到该情景该行业的减排量中；效果已含在情景参数里的措施留空，以免重复。 | Where a scenario is chosen under "
            "“counts in”, an adopted measure adds to the reductions of that scenario and sector from its first "
            "year; leave it blank where the parameters hold its effect already."
        ),
        columns=(
            text("name", "措施内容 | measure", width=36, required=True),
            choice(
                "path",
                "协同减排路径（附录 D） | path (appendix D)",
                "=catalogue_name",
                width=36,
                help=both("留空为自拟措施。 | Blank: a measure of your own."),
            ),
            choice("stock", "去存量/控增量 | stock or increment", "stock", width=15),
            Column(
                key="area",
                title=both("领域 | area"),
                role=Role.CALCULATED,
                kind=Kind.TEXT,
                width=18,
                formula=_of_path("area", _OWN),
            ),
            Column(
                key="direction",
                title=both("方向 | direction"),
                role=Role.CALCULATED,
                kind=Kind.TEXT,
                width=18,
                formula=_of_path("direction", _OWN),
            ),
            choice("sector", "行业 | sector", "sector", width=16),
            choice("enterprise", "实施企业 | enterprise", "=enterprises_name", width=18),
            number("start", "起始年 | first year", NO_UNIT, Domain(2000, 2100), format="0", width=9),
            number(
                "effect",
                "年减排量 | GHG reduction",
                _PER_YEAR,
                _EFFECT,
                format="#,##0",
                required=True,
                help=both("减排为正；对照同一年的基准情景。 | Positive; against the base scenario of the same year."),
            ),
            *(
                number(key, f"{label} 减排 | {label} reduction", "t/a", _EFFECT, format="#,##0.0", width=11)
                for key, label in POLLUTANTS
            ),
            number("energy", "年节能量 | energy saved", "tce/a", ANY, format="#,##0", width=11),
            number("investment", "投资 | investment", MONEY, NOT_NEGATIVE, format="#,##0", width=11),
            number("life", "寿命 | life", "年 | a", POSITIVE, format="0", width=8),
            number("opex", "年运行费 | yearly cost", _MONEY_YEAR, NOT_NEGATIVE, format="#,##0", width=11),
            number("saving", "年节约 | yearly saving", _MONEY_YEAR, NOT_NEGATIVE, format="#,##0", width=11),
            calculated(
                "yearly",
                "年化费用 | annual cost",
                _MONEY_YEAR,
                _YEARLY,
                format="#,##0;-#,##0;0",
                width=11,
                help=both("投资×资金回收系数 + 运行费 − 节约 | investment × capital recovery factor + cost − saving"),
            ),
            calculated(
                "unit_cost",
                "单位减排成本 | cost per tCO2e",
                _COST,
                'IF(OR([yearly]="",SUM([effect])<=0),"",[yearly]*10000/[effect])',
                format="#,##0;-#,##0;0",
                width=12,
            ),
            choice("scenario", "计入情景 | counts in", "=scenario_names_name", width=16),
            choice("adopted", "采纳 | adopted", "yesno", width=8),
            text("responsible", "责任单位 | responsible", width=18),
            EVIDENCE,
            row_check(
                ("name", "path", "effect"),
                (
                    missing("name", "措施内容 | name"),
                    not_listed("path", "路径 | path", "catalogue_path"),
                    not_listed("stock", "去存量/控增量 | stock or increment"),
                    *(not_number(key, Text(zh, en)) for key, zh, en in _AMOUNTS),
                    missing("effect", "年减排量 | reduction"),
                    out_of("effect", "[effect]<=0", "减排量应为正 | the reduction is positive"),
                    ('AND(SUM([investment])>0,[life]="")', "缺寿命 | life missing"),
                    ('AND(SUM([investment])>0,cost_basis_rate="")', "缺折现率 | discount rate missing"),
                    failed("unit_cost"),
                    (
                        'AND([scenario]<>"",OR([sector]="",[start]=""))',
                        "计入情景须填行业和起始年 | counts in a scenario: give sector and first year",
                    ),
                    not_listed("sector", "行业 | sector"),
                    unlisted("scenario", "scenario_names_name", "情景不存在 | no such scenario"),
                    missing("adopted", "采纳（是或否） | adopted (yes or no)"),
                    not_listed("adopted", "采纳 | adopted", "yesno"),
                    NO_EVIDENCE,
                ),
            ),
        ),
    )


_BASIS = Panel(
    key="cost_basis",
    title=both("费用口径 | Basis of the costs"),
    fields=(
        quantity(
            "rate",
            "折现率 | discount rate",
            "0–1",
            FRACTION,
            format="0.0%",
            help=both(
                "由使用者确定；填 0 则投资按寿命均摊。 | The user's choice; 0 spreads the investment evenly over its life."
            ),
        ),
    ),
)


def _by_area() -> Table:
    """Measures adopted, by area and those of the user's own, with their effect and cost."""

    def adopted(column: str) -> str:
        return f"SUMIFS(measures_{column},measures_area,[area],measures_adopted,yesno_yes)"

    areas = [*(f"=INDEX(area_list,{k})" for k in range(1, len(AREAS) + 1)), _OWN]
    costs = 'SUMIFS(measures_effect,measures_area,[area],measures_adopted,yesno_yes,measures_yearly,">-1E+300")'
    return Table(
        key="measure_areas",
        title=both("采纳措施汇总 | Measures adopted, by area"),
        rows=len(areas),
        totals=True,
        note=both(
            "平均成本 = 年化费用合计 ÷ 有费用的措施的减排量。 | Average cost = annual cost / reduction of the measures that have a "
            "cost."
        ),
        columns=(
            text("area", "领域 | area", width=36, role=Role.LABEL),
            calculated(
                "number",
                "采纳项数 | adopted",
                NO_UNIT,
                "COUNTIFS(measures_area,[area],measures_adopted,yesno_yes)",
                format='0;-0;"–"',
                total=True,
            ),
            calculated("effect", "年减排量 | GHG reduction", _PER_YEAR, adopted("effect"), format=DASH, total=True),
            *(
                calculated(key, f"{label} 减排 | {label} reduction", "t/a", adopted(key), format=DASH, total=True)
                for key, label in POLLUTANTS
            ),
            calculated("energy", "年节能量 | energy saved", "tce/a", adopted("energy"), format=DASH, total=True),
            calculated("investment", "投资 | investment", MONEY, adopted("investment"), format=DASH, total=True),
            calculated("yearly", "年化费用 | annual cost", _MONEY_YEAR, adopted("yearly"), format=DASH, total=True),
            calculated("costed", "有费用的减排量 | reduction with a cost", _PER_YEAR, costs, format=DASH, total=True),
            calculated(
                "unit_cost",
                "平均成本 | average cost",
                _COST,
                'IF([costed]=0,"",[yearly]*10000/[costed])',
                format="#,##0;-#,##0;0",
            ),
        ),
        prefilled={"area": areas},
    )


def measure_areas() -> dict[str, tuple[str, str]]:
    """Further names; the paths are a closed list of their own on the catalogue."""
    return {"catalogue_path_list": ("catalogue_name", "catalogue_name")}


def measure_sheets(size: Size) -> tuple[Sheet, ...]:
    """Measures, their sums, and the catalogue that they are chosen from."""
    return (
        Sheet(
            key="measures",
            title=both("减排措施 | Measures"),
            tab="input",
            blocks=(_measures(size),),
            intro=both(
                "按“去存量、控增量”提出减污降碳协同管控措施：从附录 D 选路径，写明具体内容、效果和费用。 | Measures by stock and increment: choose the path "
                "of appendix D, then say what is done, with effect and cost."
            ),
        ),
        Sheet(
            key="measure_summary",
            title=both("措施汇总 | Measure summary"),
            tab="result",
            freeze=False,
            one_page=True,
            blocks=(
                _BASIS,
                _by_area(),
                Chart(
                    key="chart_measures",
                    title=both("采纳措施的年减排量 | GHG reduction of the measures adopted"),
                    kind="column",
                    width=900,
                    y_title=_PER_YEAR,
                    series=(
                        Series(
                            title=both("年减排量 | GHG reduction"),
                            categories="measure_areas_area",
                            values="measure_areas_effect",
                        ),
                    ),
                ),
            ),
        ),
        Sheet(key="catalogue", title=both("措施目录 | Catalogue"), tab="library", blocks=(_catalogue(),)),
    )
