"""Coupling coordination of mercury and carbon by plant and year, and the theme of coupling and potential."""

from __future__ import annotations

from pycore.assessment.coupling import native_coupling, native_grade
from pycore.equations.domain import FRACTION, Domain
from pycore.language import Language
from pycore.library import library
from pycore.sheets.formulas import core_first
from workbooks.common.cells import blank_if, count_where, sum_where
from workbooks.common.choices import named_list
from workbooks.common.fields import derived, quantity, selection, verdict
from workbooks.common.pages import calculated_text, chart, counted, free_sheet, label, panel, table
from workbooks.common.quantities import in_unit
from workbooks.common.said import first_of, in_both
from workbooks.mercury_pvc import example_coupling, measures, potential, size, weights
from workbooks.mercury_pvc.theme import Theme

SIDES = named_list(
    "closed_side",
    "等级的闭合端 | closed end of the grades",
    "left 左闭右开：0.5 为“勉强协调” | left: 0.5 is barely coordinated",
    "right 左开右闭：0.5 为“濒临失调” | right: 0.5 is near imbalance",
)
_MIXED = (
    "COUNTIF(plants_carbide,carbide_source_bought)>0,COUNTIF(plants_carbide,"
    "carbide_source_bought)<COUNTA(plants_carbide)"
)
_BOUNDARY = first_of(
    (
        f"AND(settings_upstream<>yesno_yes,{_MIXED})",
        "! 自产与外购电石的企业碳边界不同，得分不可比；请在“区域与设置”计入外购电石的上游 | ! plants that make and that buy carbide differ in "
        "boundary: count bought carbide upstream on the sheet Region",
    ),
    otherwise="✓",
)
SETTINGS = panel(
    "coordination_set",
    "耦合协调度的设置 | Settings of the coordination",
    quantity("w_hg", "汞系统权重 | weight of mercury", "0–1", FRACTION, value=0.5, format="0.00"),
    derived("w_co2", "碳系统权重 | weight of carbon", "0–1", "1-coordination_set_w_hg", format="0.00"),
    quantity("floor", "得分下限 ε | lowest score ε", "0–1", Domain(0, 0.1), value=0, format="0.000"),
    selection("closed", "等级的闭合端 | closed end of the grades", "closed_side", value="left", required=True),
    verdict("boundary", "碳边界是否一致 | one boundary of carbon", _BOUNDARY),
    helps={
        "w_hg": "由使用者确定；碳的权重为余数。 | The user's choice; carbon has the rest.",
        "floor": "极差标准化使最差者得 0，其 C 与 D 随之为 0；填 0.002 之类的下限可使各行可比，须在报告中说明。"
        " | The worst gets 0, and with it C and D are 0; a small ε such as 0.002 lifts it, and the report says so.",
        "closed": "各文献的端点归属不一，此处选定并写入报告。 | Sources differ on the ends: chosen here, said in the report.",
    },
    note="得分按“越低越好”极差标准化：u = ε + (1 − ε)·(最大 − x)/(最大 − 最小)，以全部企业各年为范围；各行都相同时 u = 1。"
    " | Scores are min–max, less is better, over all plants and years: u = ε + (1 − ε)·(max − x)/(max − min); "
    "where all rows "
    "are equal u = 1.",
)
_NONE = 'OR([u_hg]="",[u_co2]="")'
_UNDEFINED = f"IF({_NONE},TRUE,[u_hg]+[u_co2]=0)"
_PAIR = "[u_hg]:[u_co2]"
_T = "[u_hg]*coordination_set_w_hg+[u_co2]*coordination_set_w_co2"
_C = native_coupling(_PAIR, part="C")
_NATIVE = {"c": _C, "t": _T, "d": f"SQRT({_C}*({_T}))"}


def _intensity(table_key: str, column: str) -> str:
    cell = f"INDEX({table_key}_{column},{{i}})"
    return blank_if(f'IF([plant]="",TRUE,{cell}="")', cell)


def _score(key: str) -> str:
    column = f"coordination_{key}"
    scaled = f"IF(MAX({column})=MIN({column}),1,(MAX({column})-[{key}])/(MAX({column})-MIN({column})))"
    return blank_if(f'[{key}]=""', f"ROUND(coordination_set_floor+(1-coordination_set_floor)*{scaled},9)")


def _coupled(place: int, part: str) -> str:
    call = f"INDEX(TL_COUPLING({_PAIR},coordination_weights),1,{place})"
    return blank_if(_UNDEFINED, core_first(call, _NATIVE[part]))


def _grade(language: Language) -> str:
    """The grade by the closed end in use."""
    side = "coordination_set_closed=closed_side_right"
    call = f'TL_COUPLING_GRADE([d],IF({side},"right","left"),"{language}")'
    strict = native_grade("[d]", in_language=language).replace(">=", ">")
    native = f"IF({side},{strict},{native_grade('[d]', in_language=language)})"
    return f'IF([d]="","",{core_first(call, native)})'


_score_column = in_unit("", "0.000")
COORDINATION = table(
    "coordination",
    "汞碳耦合协调度：各企业各年 | Coupling coordination by plant and year",
    "22 8 14 14 10 10 10 10 10 22 8 30",
    label("plant", "企业 | plant", 'INDEX(output_plant,{i})&""'),
    label("year", "年份 | year", blank_if('[plant]=""', "INDEX(output_year,{i})")),
    in_unit("gHg/t", "0.00")("hg", "单位产品用汞 | mercury for each t", _intensity("hg_accounts", "gross")),
    in_unit("tCO2/t", "0.000")("co2", "单位产品 CO2 | CO2 for each t", _intensity("co2_accounts", "per_t")),
    _score_column("u_hg", "汞得分 | score of mercury", _score("hg")),
    _score_column("u_co2", "碳得分 | score of carbon", _score("co2")),
    _score_column("c", "耦合度 C | coupling C", _coupled(1, "c")),
    _score_column("t", "综合指数 T | index T", _coupled(2, "t")),
    _score_column("d", "协调度 D | coordination D", _coupled(3, "d")),
    calculated_text("grade", "等级 | grade", in_both(_grade)),
    counted(
        "rank",
        "年内名次 | rank in the year",
        blank_if(
            '[d]=""',
            '1+COUNTIFS(coordination_year,[year],coordination_d,">"&([d]+0.000000000001))',
        ),
    ),
    calculated_text(
        "says",
        "说明 | remark",
        first_of(
            ('[plant]=""', ""),
            ('OR([hg]="",[co2]="")', "缺产量，不评价 | no output: not assessed"),
            ("[u_hg]+[u_co2]=0", "汞碳均为最差，C 无定义 | worst in both: C is not defined"),
            ("MIN([u_hg],[u_co2])=0", "一方最差，D = 0 | worst in one: D is 0"),
            ("[u_co2]-[u_hg]>0.000000001", "汞滞后 | mercury lags"),
            ("[u_hg]-[u_co2]>0.000000001", "碳滞后 | carbon lags"),
            otherwise="同步 | in step",
        ),
    ),
    rows=size.PLANT_YEARS,
    headline=True,
)
_BY_PLANT = {"plant": "[plant]"}


def _of_year(nth: int) -> str:
    where = {**_BY_PLANT, "year": f"settings_year{nth}"}
    found = count_where("coordination", **where, d='">=0"')
    return blank_if(f'IF([plant]="",TRUE,{found}=0)', sum_where("coordination", "d", **where))


CHANGE = table(
    "coordination_change",
    "基准年到核算年的变化 | From the base year to the year of account",
    "22 12 12 12 24",
    label("plant", "企业 | plant", 'INDEX(plants_name,{i})&""'),
    _score_column("d1", "D（基准年） | D (base year)", _of_year(1)),
    _score_column("d2", "D（核算年） | D (year of account)", _of_year(2)),
    in_unit("", "+0.000;-0.000;0.000")("change", "变化 | change", blank_if('OR([d1]="",[d2]="")', "[d2]-[d1]")),
    calculated_text(
        "says",
        "趋势 | trend",
        first_of(
            ('[change]=""', ""),
            ("[change]>0", "趋于协调 | better coordinated"),
            ("[change]<0", "趋于失调 | less coordinated"),
            otherwise="不变 | unchanged",
        ),
    ),
    rows=size.PLANTS,
    headline=True,
)
_CHART = chart(
    "coordination",
    "各企业的耦合协调度 D | Coordination D by plant",
    "D",
    "coordination_change_plant",
    [("d1", "基准年 | base year"), ("d2", "核算年 | year of account")],
    width=1000,
)
SHEET = free_sheet("coordination", "耦合协调 | Coordination", SETTINGS, COORDINATION, CHANGE, _CHART, page="one page")
COUPLING = Theme(
    sheets=(
        measures.INPUT,
        measures.SHEET,
        SHEET,
        potential.INPUT,
        weights.INPUT,
        weights.SHEET,
        potential.SHEET,
    ),
    lists=(*measures.LISTS, SIDES, *potential.LISTS),
    factors=[row for row in library().category("method") if row.id.startswith(weights.RANDOM_INDEX)],
    checks=(*weights.CHECKS, *potential.CHECKS),
    notes=(
        (
            "非预期影响：汞碳同增的措施（节点） | unintended: measures at nodes where both rise",
            "COUNTIF(effects_quadrant,quadrant_unintended)",
            "measures",
        ),
        (
            "耦合协调：自产与外购电石的企业碳边界不同 | coordination: plants that make and buy carbide differ in boundary",
            '(LEFT(coordination_set_boundary,1)="!")*1',
            "coordination",
        ),
        *weights.NOTES,
    ),
    results={
        "measure_results_hg": "各措施的汞变化 | change of mercury of each measure",
        "measure_results_co2": "各措施的 CO2 变化 | change of CO2 of each measure",
        "node_effects_hg_total": "选用措施的汞变化 | change of mercury, measures chosen",
        "node_effects_co2_total": "选用措施的 CO2 变化 | change of CO2, measures chosen",
        "coordination_d": "耦合协调度 D | coordination D",
        **potential.RESULTS,
    },
    areas={
        "coordination_weights": ("coordination_set_w_hg", "coordination_set_w_co2"),
        **weights.AREAS,
        **potential.AREAS,
    },
    example=example_coupling.EXAMPLE,
)
