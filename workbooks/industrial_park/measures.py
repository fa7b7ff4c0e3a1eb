"""Measures (chapter 10, appendix D): the catalogue of paths, and the measures chosen from it with effect and cost."""

from __future__ import annotations

from collections.abc import Callable

from pycore.equations.domain import ANY, FRACTION, NOT_NEGATIVE, POSITIVE, Domain
from pycore.language import Text, both
from pycore.library import library
from pycore.library.guide_records import Measure
from pycore.library.guide_words import AREAS, SECTORS
from pycore.sheets.definition import Column, Sheet, Table
from pycore.sheets.meanings import Meaning
from workbooks.common import columns as c
from workbooks.common.cells import at, blank_if, count_where, in_words, sum_where
from workbooks.common.columns import calculated, choice, missing, not_listed, number, row_check, text
from workbooks.common.fields import quantity
from workbooks.common.pages import calculated_text, chart, counted, free_sheet, label, panel, sheet, table
from workbooks.common.row_tests import all_listed, all_numbers
from workbooks.industrial_park.lists import GUIDE_KEY
from workbooks.industrial_park.pollutants import POLLUTANTS
from workbooks.industrial_park.size import Size
from workbooks.industrial_park.units import COST, GHG_YEAR, MONEY, MONEY_YEAR, WHOLE

_EFFECT = Domain(hint=both("减排填正值。 | A reduction is positive."))
_OWN = "自拟 | own"
_SIGNED = "#,##0;-#,##0;0"


def _paths() -> tuple[Measure, ...]:
    return library().guide(GUIDE_KEY).measures


def path_name(measure: Measure) -> Text:
    """A path with its sector before it: the same words stand under two sectors."""
    if not measure.sector:
        return measure.name
    return SECTORS[measure.sector].within(f"{{}}：{measure.name.zh} | {{}}: {measure.name.en}")


def _catalogue() -> Table:
    # Not COUNTIF, whose criterion may have no more than 255 characters.
    chosen, adopted = (f"SUMPRODUCT((measures_path=[name])*{of})" for of in ("1", "(measures_adopted=yesno_yes)"))
    return table(
        "catalogue",
        "减污降碳协同管控措施体系（附录 D） | Catalogue of measures (appendix D)",
        "24 26 110 12 12",
        label("area", "协同减排领域 | area"),
        label("direction", "协同减排方向 | direction"),
        label("name", "协同减排路径 | path"),
        counted("chosen", "选用次数 | times chosen", chosen),
        counted("adopted", "采纳次数 | times adopted", adopted),
        ledger=True,
        filled={
            "area": [AREAS[path.area] for path in _paths()],
            "direction": [path.direction for path in _paths()],
            "name": [path_name(path) for path in _paths()],
        },
        note="在“减排措施”表“协同减排路径”中选用；附录 D 未给出效果和费用，由使用者填写。"
        " | Choose them on the sheet Measures; appendix D gives neither effect nor cost, which the user enters.",
    )


# ── measures ─────────────────────────────────────────────────────────────────────────────────────────────────────

# Annuity: r / (1 - (1 + r)^-n), and 1 / n where there is no interest.
_RECOVERY = "IF(cost_basis_rate=0,1/[life],cost_basis_rate/(1-(1+cost_basis_rate)^-[life]))"
_COSTS = f"IF(SUM([investment])=0,0,[investment]*{_RECOVERY})+SUM([opex])-SUM([saving])"
_YEARLY = blank_if('[name]=""', blank_if("COUNT([investment],[opex],[saving])=0", _COSTS))
_UNIT_COST = blank_if('OR([yearly]="",SUM([effect])<=0)', "[yearly]*10000/[effect]")


def _of_path(key: str, words: str) -> Column:
    """What the catalogue says of the row's path; a word of its own for a measure without one."""
    found = f'IF([path]="","{{}}",INDEX(catalogue_{key},MATCH([path],catalogue_name,0)))'
    return calculated_text(key, words, in_words(blank_if('[name]=""', found), _OWN))


_INCOMPLETE = 'AND([scenario]<>"",OR([sector]="",[start]=""))'
_TESTS = (
    missing("name", "措施内容 | name"),
    not_listed("path", "路径 | path", "catalogue_path"),
    not_listed("stock", "去存量/控增量 | stock or increment"),
    *all_numbers(effect="年减排量 | reduction", investment="投资 | investment", opex="年运行费 | yearly cost"),
    *all_numbers(saving="年节约 | yearly saving", start="起始年 | first year", energy="年节能量 | energy saved"),
    missing("effect", "年减排量 | reduction"),
    c.out_of("effect", "[effect]<=0", "减排量应为正 | the reduction is positive"),
    ('AND(SUM([investment])>0,[life]="")', "缺寿命 | life missing"),
    ('AND(SUM([investment])>0,cost_basis_rate="")', "缺折现率 | discount rate missing"),
    c.failed("unit_cost"),
    (_INCOMPLETE, "计入情景须填行业和起始年 | counts in a scenario: give sector and first year"),
    *all_listed(sector="行业 | sector"),
    c.unlisted("scenario", "scenario_names_name", "情景不存在 | no such scenario"),
    missing("adopted", "采纳（是或否） | adopted (yes or no)"),
    not_listed("adopted", "采纳 | adopted", "yesno"),
    c.NO_EVIDENCE,
)


def _of_pollutants(column: Callable[[str, str], Column]) -> tuple[Column, ...]:
    """A column for each pollutant."""
    return tuple(column(key, f"{name} 减排 | {name} reduction") for key, name in POLLUTANTS)


def _measures(size: Size) -> Table:
    return table(
        "measures",
        "减污降碳措施 | Measures",
        "36 36 15 18 18 16 18 9 13 11 11 11 11 11 11 8 11 11 11 12 16 8 18 26 24",
        text("name", "措施内容 | measure", required=True),
        choice("path", "协同减排路径（附录 D） | path (appendix D)", "=catalogue_name"),
        choice("stock", "去存量/控增量 | stock or increment", "stock"),
        _of_path("area", "领域 | area"),
        _of_path("direction", "方向 | direction"),
        choice("sector", "行业 | sector", "sector"),
        choice("enterprise", "实施企业 | enterprise", "=enterprises_name", meaning=Meaning.ENTERPRISE),
        number("start", "起始年 | first year", "", Domain(2000, 2100), format="0"),
        number(
            "effect",
            "年减排量 | GHG reduction",
            GHG_YEAR,
            _EFFECT,
            format=WHOLE,
            required=True,
            meaning=Meaning.SAVED,
        ),
        *_of_pollutants(lambda key, words: number(key, words, "t/a", _EFFECT, format="#,##0.0")),
        number("energy", "年节能量 | energy saved", "tce/a", ANY, format=WHOLE),
        number("investment", "投资 | investment", MONEY, NOT_NEGATIVE, format=WHOLE),
        number("life", "寿命 | life", "年 | a", POSITIVE, format="0"),
        number("opex", "年运行费 | yearly cost", MONEY_YEAR, NOT_NEGATIVE, format=WHOLE),
        number("saving", "年节约 | yearly saving", MONEY_YEAR, NOT_NEGATIVE, format=WHOLE),
        calculated("yearly", "年化费用 | annual cost", MONEY_YEAR, _YEARLY, format=_SIGNED),
        calculated("unit_cost", "单位减排成本 | cost per tCO2e", COST, _UNIT_COST, format=_SIGNED),
        choice("scenario", "计入情景 | counts in", "=scenario_names_name"),
        choice("adopted", "采纳 | adopted", "yesno", meaning=Meaning.ADOPTED),
        text("responsible", "责任单位 | responsible"),
        c.EVIDENCE,
        row_check(("name", "path", "effect"), _TESTS),
        ledger=size.measures,
        helps={
            "path": "留空为自拟措施。 | Blank: a measure of your own.",
            "effect": "减排为正；对照同一年的基准情景。 | Positive; against the base scenario of the same year.",
            "yearly": "投资×资金回收系数 + 运行费 − 节约 | investment × capital recovery factor + cost − saving",
        },
        note="“计入情景”选某情景时，采纳的措施从起始年起加到该情景该行业的减排量中；效果已含在情景参数里的措施留空，以免重复。"
        " | Where a scenario is chosen under “counts in”, an adopted measure adds to the reductions of that scenario "
        "and sector from its first year; leave it blank where the parameters hold its effect already.",
    )


# ── summary ──────────────────────────────────────────────────────────────────────────────────────────────────────

_BASIS = panel(
    "cost_basis",
    "费用口径 | Basis of the costs",
    quantity("rate", "折现率 | discount rate", "0–1", FRACTION, format="0.0%"),
    helps={
        "rate": "由使用者确定；填 0 则投资按寿命均摊。 | The user's choice; 0 spreads the investment evenly over its life."
    },
)


def _by_area() -> Table:
    """Measures adopted, by area and those of the user's own, with their effect and cost."""
    adopted = {"area": "[area]", "adopted": "yesno_yes"}

    def added(key: str, words: str, unit: Text | str) -> Column:
        return calculated(key, words, unit, sum_where("measures", key, **adopted), format=c.DASH, total=True)

    costed = sum_where("measures", "effect", **adopted, yearly='">-1E+300"')
    unit_cost = blank_if("[costed]=0", "[yearly]*10000/[costed]")
    return table(
        "measure_areas",
        "采纳措施汇总 | Measures adopted, by area",
        "36 13…",
        label("area", "领域 | area"),
        counted("number", "采纳项数 | adopted", count_where("measures", **adopted), total=True),
        added("effect", "年减排量 | GHG reduction", GHG_YEAR),
        *_of_pollutants(lambda key, words: added(key, words, "t/a")),
        added("energy", "年节能量 | energy saved", "tce/a"),
        added("investment", "投资 | investment", MONEY),
        added("yearly", "年化费用 | annual cost", MONEY_YEAR),
        calculated("costed", "有费用的减排量 | reduction with a cost", GHG_YEAR, costed, format=c.DASH, total=True),
        calculated("unit_cost", "平均成本 | average cost", COST, unit_cost, format=_SIGNED),
        totals=True,
        filled={"area": [*("=" + at("area_list", k) for k in range(1, len(AREAS) + 1)), _OWN]},
        note="平均成本 = 年化费用合计 ÷ 有费用的措施的减排量。 | Average cost = annual cost / reduction of the measures that have a cost.",
    )


def measure_areas() -> dict[str, tuple[str, str]]:
    """Further names; the paths are a closed list of their own on the catalogue."""
    return {"catalogue_path_list": ("catalogue_name", "catalogue_name")}


def measure_sheets(size: Size) -> tuple[Sheet, ...]:
    """Measures, their sums, and the catalogue that they are chosen from."""
    title = "采纳措施的年减排量 | GHG reduction of the measures adopted"
    effect = [("effect", "年减排量 | GHG reduction")]
    return (
        sheet(
            "measures",
            "减排措施 | Measures",
            _measures(size),
            intro="按“去存量、控增量”提出减污降碳协同管控措施：从附录 D 选路径，写明具体内容、效果和费用。 | Measures by stock and increment: choose the path "
            "of appendix D, then say what is done, with effect and cost.",
        ),
        free_sheet(
            "measure_summary",
            "措施汇总 | Measure summary",
            *(_BASIS, _by_area(), chart("measures", title, GHG_YEAR, "measure_areas_area", effect)),
            page="one page",
        ),
        sheet("catalogue", "措施目录 | Catalogue", _catalogue(), tab="library"),
    )
