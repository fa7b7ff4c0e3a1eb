"""The potential model: options by indicators, TOPSIS order and its firmness, potential in a range, priorities."""

from __future__ import annotations

from pycore.equations.domain import ANY, FRACTION, Domain
from pycore.language import Text, both
from pycore.sheets.formulas import core_first
from workbooks.common import columns as c
from workbooks.common.cells import at, blank_if, number_or_zero
from workbooks.common.choices import named_list
from workbooks.common.columns import NEEDS_ADDIN, calculated, choice, missing, not_listed, number, text
from workbooks.common.fields import derived, quantity, selection
from workbooks.common.pages import calculated_text, chart, counted, free_sheet, label, number_label, panel, table
from workbooks.common.quantities import in_unit, percentage
from workbooks.common.row_tests import all_given, all_numbers
from workbooks.common.said import first_of, if_then
from workbooks.mercury_pvc.measures import SCORE, SCORE_TESTS, SCORES
from workbooks.mercury_pvc.potential_values import AREAS as VALUE_AREAS
from workbooks.mercury_pvc.potential_values import HEADS, OPTION_ROWS, QUANTITIES, TAKEN, TAKES, TWICE, gap, or_own
from workbooks.mercury_pvc.potential_values import USED as VALUES
from workbooks.mercury_pvc.weights import CRITERIA, MATRIX, OPTIONS, SIGNS, USED, grid

LISTS = (
    named_list(
        "criterion_direction",
        "指标方向 | direction",
        "benefit 效益型：越大越好 | benefit: more is better",
        "cost 成本型：越小越好 | cost: less is better",
    ),
    named_list(
        "objective",
        "客观权重 | weights from the data",
        "entropy 熵权 | entropy",
        "critic CRITIC",
        "mean 两者平均 | mean of the two",
    ),
    QUANTITIES,
)
_PLACES = range(1, CRITERIA + 1)
SETTINGS = panel(
    "potential_set",
    "评估设置 | Settings",
    quantity("ahp_share", "AHP 权重的份额 λ | share of AHP, λ", "0–1", FRACTION, value=0.5, format="0.00"),
    selection("objective", "客观权重 | weights from the data", "objective", value="mean", required=True),
    quantity(
        "spread",
        "排序稳定性：权重变动幅度 ± | firmness: weights vary by ±",
        "0–1",
        Domain(0, 0.99),
        value=0.2,
        format="0%",
    ),
    quantity("near", "优先：贴近度不低于 | first: closeness at least", "0–1", FRACTION, value=0.6, format="0.00"),
    quantity("least", "优先：三项评分均不低于 | first: each score at least", "1–5", SCORE, value=3, format="0"),
    helps={
        "ahp_share": "0 为只用数据给出的权重，1 为只用 AHP。 | 0 uses only the weights from the data, 1 only AHP.",
        "spread": "每个权重在 ± 该幅度内均匀抽样并重新归一。 | Each weight is drawn evenly within ± this, then all are renormalised.",
        "near": "分档由使用者确定，并写入报告。 | The user's choice; the report says it.",
    },
)
SIZE = panel(
    "potential",
    "填写情况 | What is filled in",
    derived("n", "指标数 n | indicators n", "", "COUNTA(indicator_list_name)", format="0"),
    derived("m", "方案数 m | options m", "", "COUNTA(options_name)", format="0"),
    derived("pairs", "两两比较对数 | pairs to compare", "", "potential_n*(potential_n-1)/2", format="0"),
    derived(
        "ready",
        "可以评估（1 为是） | can be assessed (1: yes)",
        "",
        "IF(OR(potential_n<1,potential_m<2),0,IF(AND("
        "COUNT(options_cells)=potential_n*potential_m,COUNT(indicator_list_plus_minus)=potential_n,"
        f"COUNT({MATRIX})=potential_n*potential_m),1,0))",
        format="0",
    ),
)


CRITERION_ROWS = table(
    "indicator_list",
    "评价指标 | Indicators",
    "34 30 14 26 34 26 26 8",
    text("name", "指标 | indicator", required=True),
    choice("direction", "方向 | direction", "criterion_direction", required=True),
    text("unit", "单位 | unit", required=True),
    TAKES,
    text("source", "数据来源与口径 | source and definition", required=True),
    c.EVIDENCE,
    c.row_check(
        ("name", "direction", "unit"),
        (
            missing("name", "指标 | indicator"),
            ("COUNTIF(indicator_list_name,[name])>1", both("指标重复 | indicator given twice")),
            gap("indicator_list"),
            *all_given(direction="方向 | direction", unit="单位 | unit", source="来源 | source"),
            not_listed("direction", "方向 | direction", "criterion_direction"),
            not_listed("takes", "取自情景的量 | taken of the scenario", "scenario_quantity"),
            c.NO_EVIDENCE,
        ),
    ),
    calculated(
        "plus_minus",
        "符号 | sign",
        "",
        'IF([direction]=criterion_direction_benefit,1,IF([direction]=criterion_direction_cost,-1,""))',
        format="0",
        helper=True,
    ),
    ledger=CRITERIA,
)
_SHARES = {"low": "低 | low", "mid": "中 | middle", "high": "高 | high"}
_EACH = (
    ("hg_per_t", "减汞 | mercury cut", "gHg/tPVC", "0.00", "hg_cut"),
    ("co2_per_t", "减碳（增为负） | CO2 cut (a rise is negative)", "tCO2/tPVC", "0.000", "co2_cut"),
    ("cost_per_t", "增量费用 | additional cost", "元/tPVC | CNY/tPVC", "#,##0.0", "cost"),
)
PROSPECT_ROWS = table(
    "prospects",
    "方案的潜力参数与可行性 | Potential and feasibility of the options",
    "34 24 14 14 14 14 14 14 14 14 14 11 11 11 11 11 11 34 26 26",
    label("option", "方案 | option", 'INDEX(options_name,{i})&""'),
    label("of_scenario", "取自情景 | scenario", 'INDEX(options_scenario,{i})&""'),
    *(
        number(key, both(words).within("自有：{} | own: {}"), unit, ANY, format=format)
        for key, words, unit, format, _ in _EACH
    ),
    *(column for key, words, unit, format, of in _EACH for column in or_own(key, of, words, unit, format)),
    *(
        number(key, both(words).within("可推广比例：{} | share that takes it: {}"), "0–1", FRACTION, format="0%")
        for key, words in _SHARES.items()
    ),
    *(number(key, words, "1–5", SCORE, format="0") for key, words in SCORES.items()),
    text("basis", "参数与评分依据 | basis of parameters and scores", lines=2),
    c.EVIDENCE,
    c.row_check(
        (*(key for key, *_ in _EACH), *_SHARES, *SCORES),
        (
            ('[option]=""', both("上表没有这个方案 | no such option in the table above")),
            *((f'AND([{key}]<>"",ISNUMBER([{key}_scenario]))', TWICE) for key, *_ in _EACH),
            *all_given(hg_per_t_used="减汞 | mercury cut", co2_per_t_used="减碳 | CO2 cut"),
            *all_given(**_SHARES),
            *all_numbers(**{key: words for key, words, *_ in _EACH}),
            *(
                c.outside(key, both(words).within("比例（{}） | share ({})"), FRACTION)
                for key, words in _SHARES.items()
            ),
            ("OR([low]>[mid],[mid]>[high])", both("比例应为低 ≤ 中 ≤ 高 | shares: low ≤ middle ≤ high")),
            *SCORE_TESTS,
            missing("basis", "依据 | basis"),
            c.NO_EVIDENCE,
        ),
    ),
    ledger=OPTIONS,
    helps={
        "hg_per_t": "相对基准情景，每吨聚氯乙烯少用的汞。 | Mercury saved for each t of PVC, against the base scenario.",
        "mid": "情景参数：核算年产量中采用该方案的比例，分低、中、高三档。 | Parameter of the scenario: share of the output that takes the option.",
    },
)

# ── the order, natively by helper cells ──────────────────────────────────────────────────────────────────────────


def _weighted(i: int, j: int) -> str:
    column = f"INDEX(options_used_c{j},1):INDEX(options_used_c{j},potential_m)"
    norm = f"SQRT(SUMPRODUCT({column},{column}))"
    value = (
        f"INDEX(indicator_list_plus_minus,{j})*"
        f"{number_or_zero(f'INDEX(indicator_weights_combined,{j})')}*INDEX(options_used_c{j},{i})/{norm}"
    )
    inside = f"IF(COUNTIF({column},0)=COUNT({column}),0,{value})"
    return f'IF(OR(potential_order_ranks=0,{i}>potential_m),"",IF({j}>potential_n,0,{inside}))'


def _ideal(i: int, j: int) -> str:
    return blank_if("potential_order_ranks=0", f"{'MAX' if i == 1 else 'MIN'}(normalised_c{j})")


NORMALISED = grid(
    "normalised",
    "TOPSIS：加权规范值（成本型取负） | TOPSIS: weighted and normalised (cost with a minus)",
    OPTIONS,
    _weighted,
)
_IDEAL_GRID = grid("ideal", "TOPSIS：最优与最劣 | TOPSIS: best and worst", 2, _ideal)
IDEAL = table(
    "ideal",
    "TOPSIS：最优与最劣 | TOPSIS: best and worst",
    "34 13…",
    *_IDEAL_GRID.columns,
    filled={**_IDEAL_GRID.prefilled, "item": ["最优 | best", "最劣 | worst"]},
)
RANKS = panel(
    "potential_order",
    "排序状态 | State of the order",
    derived(
        "ranks",
        "可以排序（1 为是） | can be ranked (1: yes)",
        "",
        f"IF(potential_ready=0,0,IF(COUNT({USED})=potential_n,1,0))",
        format="0",
    ),
)
_NONE = '[option]=""'
_OUT = "IF(potential_order_ranks=0,TRUE,{i}>potential_m)"


def _distance(row: int) -> str:
    terms = (f"(INDEX(ideal_c{k},{row})-INDEX(normalised_c{k},{{i}}))^2" for k in range(1, CRITERIA + 1))
    return blank_if(_OUT, f"SQRT({'+'.join(terms)})")


_CLOSENESS = blank_if(
    _OUT,
    core_first(f"INDEX(TL_TOPSIS({MATRIX},{USED},{SIGNS}),{{i}},1)", "[to_worst]/([to_best]+[to_worst])"),
)
_RANK = '1+COUNTIF(topsis_near_best,">"&([near_best]+0.000000000001))'
TOPSIS = table(
    "topsis",
    "TOPSIS 贴近度与名次 | Closeness and rank (TOPSIS)",
    "34 13 13 13 9 9",
    label("option", "方案 | option", 'INDEX(options_name,{i})&""'),
    in_unit("", "0.0000")("to_best", "到最优 d⁺ | to the best d⁺", _distance(1)),
    in_unit("", "0.0000")("to_worst", "到最劣 d⁻ | to the worst d⁻", _distance(2)),
    in_unit("", "0.0000")("near_best", "贴近度 | closeness", _CLOSENESS),
    counted("rank", "名次 | rank", blank_if("NOT(ISNUMBER([near_best]))", _RANK)),
    counted(
        "place",
        "排位 | place",
        blank_if('[rank]=""', "[rank]+COUNTIF(INDEX(topsis_rank,1):INDEX(topsis_rank,{i}),[rank])-1"),
    ),
    rows=OPTIONS,
    headline=True,
    note="并列方案名次相同，“排位”按填写次序分先后。 | Equal options share a rank; their places follow the order of the rows.",
)


def _chance(place: int) -> Text:
    call = f"INDEX(TL_RANK_STABILITY({MATRIX},{USED},{SIGNS},potential_set_spread),{{i}},{place})"
    out = f"IF({_OUT},TRUE,{place}>potential_m)"
    return if_then(out, '""', NEEDS_ADDIN.within(f"IFERROR(IF(TL_ON,{call},NA()),{{}})"))


CHANCES = table(
    "rank_chances",
    "排序稳定性：各名次的概率 | Firmness of the order: probability of each rank",
    "34 12…",
    label("option", "方案 | option", 'INDEX(options_name,{i})&""'),
    *(percentage(f"r{k}", f"第 {k} 名 | rank {k}", _chance(k)) for k in range(1, OPTIONS + 1)),
    rows=OPTIONS,
    headline=True,
    note="权重在设定幅度内抽样 10,000 次；需要加载项，没有加载项时不影响其他结果。 | "
    "10,000 draws of the weights within the spread set; needs the add-in, "
    "and nothing else depends on it.",
)


def _amount(per_t: str, share: str, scale: str) -> str:
    base = at("region_years_pvc", 2)
    cells = f"INDEX(prospects_{per_t},{{i}}),INDEX(prospects_{share},{{i}})"
    value = f"INDEX(prospects_{per_t},{{i}})*INDEX(prospects_{share},{{i}})*{base}{scale}"
    return blank_if(f"IF({_NONE},TRUE,COUNT({cells})<2)", value)


_kg, _t = in_unit("kgHg/a", "#,##0"), in_unit("tCO2/a", "#,##0")
POTENTIAL = table(
    "option_potential",
    "各方案的协同减排潜力（核算年产量） | Potential of the options (output of the year of account)",
    "34 13 13 13 13 15 15 15 13 15 30",
    label("option", "方案 | option", 'INDEX(options_name,{i})&""'),
    *(
        _kg(f"hg_{key}", both(words).within("减汞：{} | mercury: {}"), _amount("hg_per_t_used", key, "/1000"))
        for key, words in _SHARES.items()
    ),
    percentage(
        "hg_share",
        "占汞输入（中） | of mercury in (middle)",
        blank_if(f'IF([hg_mid]="",TRUE,{at("region_years_hg_in", 2)}<=0)', f"[hg_mid]/{at('region_years_hg_in', 2)}"),
    ),
    *(
        _t(f"co2_{key}", both(words).within("减碳：{} | CO2: {}"), _amount("co2_per_t_used", key, ""))
        for key, words in _SHARES.items()
    ),
    percentage(
        "co2_share",
        "占 CO2（中） | of CO2 (middle)",
        blank_if(f'IF([co2_mid]="",TRUE,{at("region_years_co2", 2)}<=0)', f"[co2_mid]/{at('region_years_co2', 2)}"),
    ),
    in_unit("万元/a | 10⁴ CNY/a", "#,##0;-#,##0;0")(
        "cost_mid", "增量费用：中 | additional cost: middle", _amount("cost_per_t_used", "mid", "/10000")
    ),
    calculated_text(
        "kind",
        "协同性 | kind",
        first_of(
            ('OR([hg_mid]="",[co2_mid]="")', ""),
            ("AND([hg_mid]>0,[co2_mid]>0)", "协同 | synergy"),
            ("AND([hg_mid]>0,[co2_mid]<0)", "权衡：碳增 | trade-off: CO2 rises"),
            ("AND([hg_mid]<0,[co2_mid]>0)", "权衡：汞增 | trade-off: mercury rises"),
            ("AND([hg_mid]<0,[co2_mid]<0)", "非预期：同增 | unintended: both rise"),
            otherwise="一方不变 | one stays",
        ),
    ),
    rows=OPTIONS,
    headline=True,
    note="各方案分别计算，互斥方案的潜力不相加。减碳为负表示排放增加。 | "
    "Each option by itself: potentials of options that exclude each other do not add up. "
    "A negative CO2 cut is a rise.",
)
_ROW = "MATCH({i},topsis_place,0)"


def _of_option(table_key: str, column: str) -> str:
    return f'IF([option]="","",INDEX({table_key}_{column},{_ROW}))'


_SCORED = ",".join(f"INDEX(prospects_{key},{_ROW})" for key in SCORES)
PRIORITY = table(
    "priorities",
    "优先序 | Priorities",
    "34 13 13 13 14 13 15 24 12 34",
    label("option", "方案 | option", f'IF(COUNTIF(topsis_place,{{i}})=0,"",INDEX(topsis_option,{_ROW}))'),
    number_label("place", "排位 | place"),
    in_unit("", "0.000")("near_best", "贴近度 | closeness", _of_option("topsis", "near_best")),
    counted("rank", "名次 | rank", _of_option("topsis", "rank")),
    percentage(
        "p_first",
        "居首概率 | probability of rank 1",
        NEEDS_ADDIN.within(
            blank_if('[option]=""', core_first(f"IF(ISERROR(TL_VERSION()),NA(),INDEX(rank_chances_r1,{_ROW}))", "{}"))
        ),
    ),
    _kg("hg", "减汞（中） | mercury cut (middle)", _of_option("option_potential", "hg_mid")),
    _t("co2", "减碳（中） | CO2 cut (middle)", _of_option("option_potential", "co2_mid")),
    calculated_text("kind", "协同性 | kind", _of_option("option_potential", "kind")),
    counted(
        "score",
        "最低评分 | lowest score",
        blank_if('[option]=""', f'IF(COUNT({_SCORED})<{len(SCORES)},"",MIN({_SCORED}))'),
    ),
    calculated_text(
        "says",
        "建议 | advice",
        first_of(
            ('[option]=""', ""),
            ('[score]=""', "缺可行性评分 | scores missing"),
            ("AND([near_best]>=potential_set_near,[score]>=potential_set_least)", "优先推进 | first"),
            ("[near_best]>=potential_set_near", "有潜力，先解决可行性 | promising: settle feasibility first"),
            ("[score]>=potential_set_least", "条件成熟时推进 | when conditions allow"),
            otherwise="储备 | keep in reserve",
        ),
    ),
    filled={"place": list(range(1, OPTIONS + 1))},
    headline=True,
)
_RANKING = chart(
    "ranking",
    "优先序：贴近度与居首概率 | Priorities: closeness and probability of rank 1",
    "",
    "priorities_option",
    [("near_best", "贴近度 | closeness"), ("p_first", "居首概率（需加载项） | probability of rank 1 (needs add-in)")],
    width=1100,
)
_RANGE = chart(
    "option_potential",
    "减汞潜力：低、中、高 | Mercury potential: low, middle, high",
    "kgHg/a",
    "option_potential_option",
    [(f"hg_{key}", words) for key, words in _SHARES.items()],
    width=1100,
)
INPUT = free_sheet(
    "potential",
    "潜力模型 | Potential model",
    SETTINGS,
    SIZE,
    CRITERION_ROWS,
    HEADS,
    OPTION_ROWS,
    VALUES,
    TAKEN,
    PROSPECT_ROWS,
    tab="input",
    page="one page",
)
SHEET = free_sheet(
    "priorities",
    "优先序 | Priorities",
    PRIORITY,
    _RANKING,
    RANKS,
    TOPSIS,
    CHANCES,
    POTENTIAL,
    _RANGE,
    NORMALISED,
    IDEAL,
    page="one page",
    new_pages="topsis",
)
AREAS = {f"{key}_cells": (f"{key}_c1", f"{key}_c{CRITERIA}") for key in ("normalised", "ideal")} | VALUE_AREAS
CHECKS = (
    (
        "潜力模型有方案但排不出顺序 | options that cannot be ranked",
        "IF(AND(potential_m>0,potential_order_ranks=0),1,0)",
        "priorities",
    ),
)
RESULTS = {
    "option_potential_hg_mid": "各方案减汞潜力（中） | mercury potential of the options (middle)",
    "option_potential_co2_mid": "各方案减碳潜力（中） | CO2 potential of the options (middle)",
}
