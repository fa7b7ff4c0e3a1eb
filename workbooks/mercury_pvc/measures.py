"""Measures at the nodes: what each does to mercury and to carbon, in which quadrant it lies, which go together."""

from __future__ import annotations

from dataclasses import replace

from pycore.assessment.performance import ELASTICITY
from pycore.equations.domain import ANY, Domain
from pycore.language import Text, both
from pycore.sheets.definition import Chart, Column, Series, Table
from pycore.sheets.formulas import by_core
from workbooks.common import columns as c
from workbooks.common.cells import at, blank_if, count_where, sum_where
from workbooks.common.choices import named_list
from workbooks.common.columns import choice, missing, not_listed, number, text
from workbooks.common.fields import derived, selection
from workbooks.common.ledger import entry_tests
from workbooks.common.pages import calculated_text, counted, free_sheet, label, panel, table
from workbooks.common.quantities import in_unit, percentage
from workbooks.common.row_tests import all_given
from workbooks.common.said import first_of
from workbooks.mercury_pvc.lists import NODES
from workbooks.mercury_pvc.plants import NODE

MEASURES, EFFECTS = 12, 36
"""Measures, and their effects at nodes: a measure has a row for each node that it touches."""
QUADRANTS = named_list(
    "quadrant",
    "象限 | quadrant",
    "synergy 协同：汞减碳减 | synergy: both fall",
    "carbon_rises 权衡：汞减碳增 | trade-off: mercury falls, CO2 rises",
    "mercury_rises 权衡：汞增碳减 | trade-off: mercury rises, CO2 falls",
    "unintended 非预期：汞碳同增 | unintended: both rise",
    "no_cross 无交叉影响：一方不变 | no cross effect: one stays",
)
KINDS = named_list(
    "measure_kind",
    "措施类型 | kind of measure",
    "source 源头替代 | at the source",
    "process 过程控制与优化运行 | in the process",
    "end 末端治理 | end of pipe",
    "recovery 回收与资源化 | recovery",
    "energy 节能与能源替代 | energy",
)
BASES = named_list(
    "hg_basis",
    "汞的口径 | mercury counted",
    "input 汞输入 | mercury in",
    "released 排放（大气、废水） | released (air, water)",
)
LISTS = (QUADRANTS, KINDS, BASES)
SCORE = Domain(1, 5, hint=both("1 最低，5 最高。 | 1 is lowest, 5 highest."))
SCORES = {"applicability": "适用性 | applicability", "transferability": "可推广性 | transferability"}
SCORES |= {"feasibility": "落地可行性 | feasibility"}
_kg, _t, _gj = in_unit("kgHg/a", "#,##0.0"), in_unit("t/a", "#,##0.0"), in_unit("GJ/a", "#,##0")
_co2 = in_unit("tCO2/a", "#,##0")
_CHANGE = Domain(hint=both("减少填负值。 | A reduction is negative."))
_AMOUNTS = {"hg": ("汞变化 | mercury", "kgHg/a"), "co2": ("CO2 变化 | CO2", "tCO2/a"), "nox": ("NOx", "t/a")}
_AMOUNTS |= {"so2": ("SO2", "t/a"), "pm": ("颗粒物 | particulates", "t/a"), "energy": ("能耗变化 | energy", "GJ/a")}


SCORE_TESTS = (*all_given(**SCORES), *(c.outside(key, words, SCORE) for key, words in SCORES.items()))
"""A score that is missing, or beyond 1 to 5."""


BASIS = panel(
    "effect_basis",
    "比较基准（核算年） | What changes are compared with (year of account)",
    selection("hg", "汞的口径 | mercury counted", "hg_basis", value="input", required=True),
    derived(
        "hg_base",
        "区域汞量 | mercury of the region",
        "kgHg",
        f"IF(effect_basis_hg=hg_basis_released,{at('region_years_hg_air', 2)}+{at('region_years_hg_water', 2)},"
        f"{at('region_years_hg_in', 2)})",
        format="#,##0.0",
    ),
    derived("co2_base", "区域 CO2 | CO2 of the region", "tCO2", at("region_years_co2", 2), format="#,##0"),
    helps={"hg": "措施的汞变化按同一口径填写。 | Enter the change of mercury of the measures on the same basis."},
)

# ── the measures, and what goes with what ────────────────────────────────────────────────────────────────────────

_NOT_TAKEN = '{0}<>"",COUNTIFS(measures_name,{0},measures_chosen,yesno_yes)'
_OTHERS = (
    choice("needs", "须先有 | needs", "=measures_name"),
    choice("needs2", "须先有（2） | needs (2)", "=measures_name"),
    choice("excludes", "互斥 | excludes", "=measures_name"),
    choice("excludes2", "互斥（2） | excludes (2)", "=measures_name"),
)
_TAKEN = "[chosen]=yesno_yes"
_TESTS = (
    missing("name", "措施 | measure"),
    c.unusable_name("name", "措施 | measure"),
    ("COUNTIF(measures_name,[name])>1", both("措施重复 | measure given twice")),
    missing("kind", "类型 | kind"),
    not_listed("kind", "类型 | kind", "measure_kind"),
    not_listed("chosen", "选用 | chosen", "yesno"),
    *(not_listed(column.key, column.title, column.choices) for column in _OTHERS),
    *(
        (f'AND([{key}]<>"",[{key}]=[name])', both("措施引用了自己 | the measure names itself"))
        for key in ("needs", "needs2", "excludes", "excludes2")
    ),
    *(
        (
            f"AND({_TAKEN},{_NOT_TAKEN.format(f'[{key}]')}=0)",
            both("须先有的措施未选用 | a measure that it needs is not chosen"),
        )
        for key in ("needs", "needs2")
    ),
    *(
        (
            f"AND({_TAKEN},{_NOT_TAKEN.format(f'[{key}]')}>0)",
            both("与选用的措施互斥 | excluded by a measure that is chosen"),
        )
        for key in ("excludes", "excludes2")
    ),
    c.not_number("cost", "年费用 | cost"),
    *SCORE_TESTS,
    missing("basis", "评分依据 | basis of the scores"),
    c.NO_EVIDENCE,
)
MEASURE_ROWS = table(
    "measures",
    "协同控制措施及其相互约束 | Measures, and what they exclude or need",
    "34 24 9 22 22 22 22 13 10 10 10 30 24 26",
    text("name", "措施 | measure", required=True),
    choice("kind", "类型 | kind", "measure_kind", required=True),
    choice("chosen", "选用 | chosen", "yesno"),
    *_OTHERS,
    number("cost", "年费用 | annual cost", "万元/a | 10⁴ CNY/a", ANY),
    *(number(key, words, "1–5", SCORE, format="0") for key, words in SCORES.items()),
    text("basis", "评分依据 | basis of the scores", lines=2),
    c.EVIDENCE,
    c.row_check(("name", "kind", "chosen", "cost", *SCORES), _TESTS),
    ledger=MEASURES,
    helps={
        "needs": "没有它本措施不能实施。 | Without it the measure cannot be taken.",
        "excludes": "二者只能择一；写在任一行即可。 | Only one of the two can be taken; either row may say so.",
        "cost": "投资年化加运行费减节约，可为负。 | Annualised investment and running cost less savings; may be negative.",
    },
    note=(
        "选用的措施之间违反互斥或前提的行检查为 ✗，并计入检查表。 | "
        "A chosen set that breaks an exclusion or a need is ✗, and counts on the sheet of checks."
    ),
)


# ── their effects at the nodes ───────────────────────────────────────────────────────────────────────────────────


def _quadrant(hg: str, co2: str) -> str:
    """The entry of the list for two changes, negative where something falls."""
    falls = f"IF({co2}<0,quadrant_synergy,quadrant_carbon_rises)"
    rises = f"IF({co2}<0,quadrant_mercury_rises,quadrant_unintended)"
    return f"IF(OR({hg}=0,{co2}=0),quadrant_no_cross,IF({hg}<0,{falls},{rises}))"


def _elasticity(none: str) -> str:
    cells = ("-[hg]", "effect_basis_hg_base", "-[co2]", "effect_basis_co2_base")
    bare = "IF(effect_basis_hg_base>0,IF(effect_basis_co2_base>0,[co2]=0,TRUE),TRUE)"
    return blank_if(none, blank_if(bare, by_core(ELASTICITY, *cells)))


_READING = first_of(
    ('[els]=""', ""),
    ("AND([hg]>0,[co2]>0)", "同增，不是协同 | both rise: no synergy"),
    ("[els]<0", "一减一增 | one falls, one rises"),
    ("[els]=0", "汞不变 | mercury stays"),
    ("[els]<1", "碳减幅更大 | CO2 falls more"),
    ("[els]=1", "同幅 | equally"),
    otherwise="汞减幅更大 | mercury falls more",
)


def _judged(none: str) -> tuple[Column, ...]:
    """Quadrant, elasticity and what it means, of a row with the changes hg and co2."""
    return (
        calculated_text("quadrant", "象限 | quadrant", blank_if(none, _quadrant("[hg]", "[co2]"))),
        in_unit("", "0.00")("els", "弹性 Els | elasticity", _elasticity(none)),
        calculated_text("reading", "弹性判读 | reading", _READING),
    )


_IS_CHOSEN = count_where("measures", name="[measure]", chosen="yesno_yes")
_NO_NUMBERS = 'OR([measure]="",COUNT([hg],[co2])<2)'
_ENTRIES = (
    choice("measure", "措施 | measure", "=measures_name", required=True),
    NODE,
    *(
        number(key, words, unit, _CHANGE, format="#,##0.0", uncertain="[u_activity]" if key in ("hg", "co2") else "")
        for key, (words, unit) in _AMOUNTS.items()
    ),
    text("source", "数值来源 | source of the numbers", required=True),
    c.QUALITY,
)
EFFECT_ROWS = table(
    "effects",
    "措施在各节点的影响 | Effects of the measures at the nodes",
    "30 24 12 12 10 10 10 12 30 15 26 30 10 20 24 10 9",
    *_ENTRIES,
    c.EVIDENCE,
    *_judged(_NO_NUMBERS),
    c.row_check(
        ("measure", "node", *_AMOUNTS),
        (
            *(test for column in _ENTRIES for test in entry_tests(column)),
            (
                count_where("effects", measure="[measure]", node="[node]") + ">1",
                both("同一节点重复 | node given twice"),
            ),
            *all_given(
                hg="汞变化（不变填 0） | mercury (0 if it stays)", co2="CO2 变化（不变填 0） | CO2 (0 if it stays)"
            ),
            c.NO_EVIDENCE,
        ),
    ),
    c.u_activity("hg"),
    replace(
        counted("is_chosen", "计入 | counts", blank_if('[measure]=""', _IS_CHOSEN)),
        helper=True,
    ),
    ledger=EFFECTS,
    note="减少为负、增加为正；弹性 = （汞变化率）÷（CO2 变化率）。两者同增时弹性也为正，判读另行标明，不作协同。"
    " | A reduction is negative. Elasticity = change of mercury over change of CO2, both relative. It is "
    "positive where both "
    "rise as well; the reading tells that apart from synergy.",
)
_NONE = 'OR([name]="",[rows]=0)'


def _of_measure(key: str) -> str:
    return blank_if(_NONE, sum_where("effects", key, measure="[name]"))


def _relative(key: str) -> str:
    return blank_if(f'IF([{key}]="",TRUE,effect_basis_{key}_base<=0)', f"-[{key}]/effect_basis_{key}_base")


RESULTS = table(
    "measure_results",
    "措施合计：象限、弹性与费用 | The measures: quadrant, elasticity and cost",
    "34 9 13 13 11 11 11 13 11 11 30 10 20 14 14",
    label("name", "措施 | measure", 'INDEX(measures_name,{i})&""'),
    counted("rows", "节点数 | nodes", blank_if('[name]=""', count_where("effects", measure="[name]"))),
    _kg("hg", "汞变化 | mercury", _of_measure("hg")),
    _co2("co2", "CO2 变化 | CO2", _of_measure("co2")),
    *(_t(key, _AMOUNTS[key][0], _of_measure(key)) for key in ("nox", "so2", "pm")),
    _gj("energy", "能耗变化 | energy", _of_measure("energy")),
    percentage("hg_share", "减汞占区域 | mercury cut", _relative("hg"), format="0.00%"),
    percentage("co2_share", "减碳占区域 | CO2 cut", _relative("co2"), format="0.00%"),
    *_judged(_NONE),
    in_unit("万元/kg | 10⁴ CNY/kg", "#,##0.00")(
        "per_kg",
        "减汞成本 | cost per kg Hg",
        blank_if('IF([hg]="",TRUE,OR([hg]>=0,INDEX(measures_cost,{i})=""))', "-INDEX(measures_cost,{i})/[hg]"),
    ),
    in_unit("tCO2/kg", "#,##0.0")(
        "co2_per_kg", "减汞的碳代价 | CO2 per kg Hg cut", blank_if('IF([hg]="",TRUE,[hg]>=0)', "-[co2]/[hg]")
    ),
    rows=MEASURES,
    headline=True,
    note=(
        "减汞的碳代价为正表示每减 1 kg 汞多排的 CO2，为负表示同时减少。 | "
        "CO2 per kg is positive where each kg of mercury cut adds CO2, negative where it saves some."
    ),
)


# ── by node ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_quadrant(code: str, words: Text) -> Column:
    short = Text(words.zh.partition("：")[2], words.en.partition(": ")[2])
    return counted(code, short, count_where("effects", node="[node]", quadrant=f"quadrant_{code}"), total=True)


def _of_chosen(key: str) -> str:
    return sum_where("effects", key, node="[node]", is_chosen="1")


BY_NODE = table(
    "node_effects",
    "各节点：措施的象限与选用措施的净变化 | By node: quadrants, and the net change of the measures chosen",
    "30 12 12 12 12 12 14 14 12 34",
    label("node", "节点 | node"),
    *(_in_quadrant(code, words) for code, words in QUADRANTS.entries),
    in_unit("kgHg/a", "#,##0.0", total=True)("hg", "选用：汞变化 | chosen: mercury", _of_chosen("hg")),
    in_unit("tCO2/a", "#,##0", total=True)("co2", "选用：CO2 变化 | chosen: CO2", _of_chosen("co2")),
    percentage("co_source", "同源重叠 | overlap", "INDEX(node_accounts_smaller,{i})"),
    calculated_text(
        "relation",
        "节点上的关系 | how they relate here",
        first_of(
            ("SUM([synergy],[carbon_rises],[mercury_rises],[unintended],[no_cross])=0", ""),
            ("[unintended]>0", "有非预期影响：先排除 | unintended effects: settle first"),
            ("AND([synergy]>0,[carbon_rises]+[mercury_rises]>0)", "协同与权衡并存 | synergy and trade-off"),
            ("[synergy]>0", "协同 | synergy"),
            ("[carbon_rises]+[mercury_rises]>0", "权衡 | trade-off"),
            otherwise="只影响一方 | one of the two only",
        ),
    ),
    totals=True,
    filled={"node": [words for _, words in NODES.entries]},
)


def _points() -> Table:
    """Coordinates of the chart; #N/A in y keeps a row without numbers out of it."""
    return replace(
        table(
            "measure_points",
            "图表数据 | Chart data",
            "13 13",
            percentage(
                "x",
                "减汞 | mercury cut",
                ('IF(INDEX(measure_results_co2_share,{i})="",0,SUM(INDEX(measure_results_hg_share,{i})))'),
            ),
            percentage(
                "y",
                "减碳 | CO2 cut",
                'IF(INDEX(measure_results_hg_share,{i})="",NA(),'
                'IF(INDEX(measure_results_co2_share,{i})="",NA(),'
                "INDEX(measure_results_co2_share,{i})))",
            ),
            rows=MEASURES,
        ),
        helper=True,
    )


_CHART = Chart(
    key="chart_measure_quadrants",
    title=both(
        "措施象限图：右上协同，右下汞减碳增 | Quadrants: synergy top right, bottom right mercury falls and CO2 rises"
    ),
    kind="scatter",
    percent=True,
    height=28,
    width=1100,
    x_title=both("减汞（占区域） | mercury cut (of the region)"),
    y_title=both("减碳（占区域） | CO2 cut (of the region)"),
    series=(
        Series(
            title=both("措施 | measures"),
            categories="measure_points_x",
            values="measure_points_y",
            colour="#1E7D4F",
            labels=True,
            label_names="measure_results_name",
            legend=False,
        ),
    ),
)
INPUT = free_sheet(
    "measures",
    "协同措施 | Measures",
    BASIS,
    MEASURE_ROWS,
    EFFECT_ROWS,
    tab="input",
    page="one page",
    intro="先列措施及其互斥、前提，再按节点填写每项措施对汞、CO2 和污染物的影响。 | List the measures and what they exclude or "
    "need, then what each does to mercury, CO2 and pollutants at each node.",
)
SHEET = free_sheet("measure_results", "措施象限 | Quadrants", RESULTS, _CHART, BY_NODE, _points(), page="one page")
