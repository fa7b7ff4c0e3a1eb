"""Weights of the indicators: AHP of several experts, entropy, CRITIC and their mix, by the core and by helper cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pycore.equations.domain import Domain
from pycore.language import both
from pycore.sheets.definition import Column, Role, Table
from pycore.sheets.formulas import core_first
from workbooks.common import columns as c
from workbooks.common.cells import blank_if, number_or_zero
from workbooks.common.columns import factor_value, number, text
from workbooks.common.fields import derived, formed
from workbooks.common.pages import calculated_text, counted, free_sheet, label, panel, table
from workbooks.common.quantities import in_unit
from workbooks.common.said import first_of

CRITERIA, OPTIONS, EXPERTS = 8, 10, 5
"""Indicators, the options that they rank, and the experts who compare the indicators."""
RANDOM_INDEX = "method.random_index_saaty."
_PLACES = range(1, CRITERIA + 1)
_PAIRS = [(i, j) for j in _PLACES for i in range(1, j)]
"""Ordered by the second of the pair, so that those of the first n indicators stand at the top."""
_SAATY = Domain(
    1 / 9, 9, hint=both("1 同等，9 极重要；反过来填倒数。 | 1 equal, 9 extreme; reciprocals the other way.")
)
_plain = in_unit("", "0.000")


def filled(area: str, rows: str = "m", columns: str = "n") -> str:
    """The filled part of an area of options and indicators."""
    return f"INDEX({area},1,1):INDEX({area},potential_{rows},potential_{columns})"


def of_criteria(column: str) -> str:
    """The filled part of a column of the indicators."""
    return f"INDEX({column},1):INDEX({column},potential_n)"


MATRIX, SIGNS = filled("options_cells"), of_criteria("indicator_list_plus_minus")
USED = of_criteria("indicator_weights_combined")


_HELPER = "计算过程，供复核。 | Intermediate step, for review."


def grid(key: str, title: str, rows: int, cell: Callable[[int, int], str]) -> Table:
    """A helper table with a cell for each row and indicator, in the columns c1 to c8."""
    columns = [_plain(f"c{j}", f"指标 {j} | indicator {j}") for j in _PLACES]
    cells = {f"c{j}": ["=" + cell(i, j) for i in range(1, rows + 1)] for j in _PLACES}
    names = "options_name" if rows == OPTIONS else "indicator_list_name"
    cells["item"] = [f'=INDEX({names},{i})&""' for i in range(1, rows + 1)]
    head = label("item", "对象 | item")
    return table(key, title, "34 13…", head, *columns, filled=cells, note=_HELPER)


# ── AHP: comparisons pair by pair, a matrix for each expert and one for all ──────────────────────────────────────

_FIRST = "INDEX(comparisons_{0},1):INDEX(comparisons_{0},potential_pairs)"
_EXPERT_CR = f'"{RANDOM_INDEX}n"&potential_n'


def _ratio(key: str) -> str:
    """The consistency ratio of a matrix, by the core and from the helper cells."""
    largest = f"SUM({key}_per_weight)/potential_n"
    index = f"MAX(0,({largest}-potential_n)/(potential_n-1))"
    native = f"IF(potential_n<3,0,{index}/{factor_value(_EXPERT_CR)})"
    return core_first(_ahp(key, "potential_n+3"), native)


def _ahp(key: str, row: str) -> str:
    return f'INDEX(TL_AHP({filled(f"{key}_cells", "n")},"columns"),{row},1)'


def _by_expert(template: str) -> str:
    """A formula that is another for each expert: `{0}` is the expert's number."""
    return f"CHOOSE({{i}},{','.join(template.replace('{0}', str(k)) for k in range(1, EXPERTS + 1))})"


_GIVEN = _by_expert(f"IF(potential_pairs<1,0,COUNT({_FIRST.format('e{0}')}))")
_EXPERT_SAYS = first_of(
    ('AND([name]="",[pairs_judged]=0)', ""),
    ('[name]=""', "✗ 缺专家姓名或代号 | ✗ expert not named"),
    ("[pairs_judged]=0", "✗ 没有判断 | ✗ no comparisons"),
    ("[complete]=0", "✗ 判断不全，不计入 | ✗ comparisons incomplete: left out"),
    ("NOT(ISNUMBER([cr]))", "✗ 计算出错 | ✗ error"),
    ("[cr]>=0.1", "✗ CR ≥ 0.1，判断不一致，请复核 | ✗ CR ≥ 0.1: inconsistent, ask again"),
    otherwise="✓",
)
EXPERT_ROWS = table(
    "experts",
    "专家 | Experts",
    "26 30 24 11 10 34 9",
    text("name", "专家（姓名或代号） | expert (name or code)"),
    text("field", "单位与专业 | institution and field"),
    c.EVIDENCE,
    counted("pairs_judged", "已判断 | comparisons", _GIVEN),
    in_unit("", "0.000")("cr", "CR", blank_if("[complete]=0", _by_expert("ahp_joint_e{0}"))),
    calculated_text("says", "一致性 | consistency", _EXPERT_SAYS, role=Role.CHECK),
    c.calculated(
        "complete",
        "齐全 | complete",
        "",
        "IF(AND(potential_pairs>0,[pairs_judged]=potential_pairs),1,0)",
        format="0",
        helper=True,
    ),
    rows=EXPERTS,
)


def _pair_rows() -> Iterator[tuple[str, str]]:
    """The names of each pair of indicators, blank beyond the indicators that there are."""
    for i, j in _PAIRS:
        names = (f'IF({j}>potential_n,"",INDEX(indicator_list_name,{place}))' for place in (i, j))
        first, second = names
        yield f"={first}", f"={second}"


_JOINT = "*".join(f"IF(INDEX(experts_complete,{k})=1,[e{k}],1)" for k in range(1, EXPERTS + 1))
_JUDGEMENTS = [f"e{k}" for k in range(1, EXPERTS + 1)]
COMPARISONS = table(
    "comparisons",
    "两两比较（1–9 标度，前者对后者） | Pairwise comparisons (scale of 1 to 9, the first against the second)",
    "30 30 11 11 11 11 11 12 30",
    label("former", "前者 | first"),
    label("latter", "后者 | second"),
    *(number(key, f"专家 {k} | expert {k}", "1/9–9", _SAATY, format="0.###") for k, key in enumerate(_JUDGEMENTS, 1)),
    _plain(
        "joint",
        "几何平均 | geometric mean",
        blank_if('OR([former]="",SUM(experts_complete)=0)', f"({_JOINT})^(1/SUM(experts_complete))"),
    ),
    c.row_check(
        tuple(_JUDGEMENTS),
        (
            ('[former]=""', both("没有这一对指标 | no such pair of indicators")),
            *(
                test
                for k, key in enumerate(_JUDGEMENTS, 1)
                for test in (
                    c.not_number(key, f"专家 {k} | expert {k}"),
                    c.outside(key, f"专家 {k} | expert {k}", _SAATY),
                )
            ),
        ),
    ),
    filled={"former": [a for a, _ in _pair_rows()], "latter": [b for _, b in _pair_rows()]},
    ledger=True,
    note="只填左下方各对：前者比后者重要填 1 到 9，反之填倒数（如 =1/3）；对角位置自动取倒数。各专家齐全的判断按几何平均合成。"
    " | 1 to 9 where the first is more important, a reciprocal (such as =1/3) the other way; the other half "
    "of the matrix "
    "follows. Complete comparisons of the experts are joined by their geometric mean.",
)


def _matrix(key: str, words: str, column: str, ready: str) -> Table:
    """The matrix of comparisons of one expert, or of all, with its weights: beyond the last indicator it has 1 on the
    diagonal and 0 beside it, so that sums over all columns are those over the indicators that there are."""

    def cell(i: int, j: int) -> str:
        inside = "1" if i == j else f"INDEX(comparisons_{column},{_PAIRS.index((min(i, j), max(i, j))) + 1})"
        value = f"1/{inside}" if i > j else inside
        return blank_if(f"{ready}=0", f"IF({max(i, j)}>potential_n,{int(i == j)},{value})")

    out = f"OR({ready}=0,{{i}}>potential_n)"
    shares = "+".join(f"[c{j}]/SUM({key}_c{j})" for j in _PLACES)
    product = "+".join(f"[c{j}]*{number_or_zero(f'INDEX({key}_weight,{j})')}" for j in _PLACES)
    matrix = grid(key, words, CRITERIA, cell)
    return table(
        key,
        both(words).within("AHP 判断矩阵：{} | AHP, comparisons: {}"),
        "34 13…",
        *matrix.columns,
        _plain("weight", "权重 | weight", blank_if(out, f"({shares})/potential_n")),
        _plain("per_weight", "(A·w)/w", blank_if(out, f"({product})/[weight]")),
        filled=matrix.prefilled,
        note=_HELPER,
    )


_KEYS = [f"ahp{k}" for k in range(1, EXPERTS + 1)]
_MATRICES = [
    _matrix(key, f"专家 {k} | expert {k}", f"e{k}", f"INDEX(experts_complete,{k})") for k, key in enumerate(_KEYS, 1)
]
_JOINT_MATRIX = _matrix("ahp", "合成 | joint", "joint", "SUM(experts_complete)")

# ── weights from the data ────────────────────────────────────────────────────────────────────────────────────────


def _value(i: int, j: int) -> str:
    return f"INDEX(options_used_c{j},{i})"


def _if_used(i: int, j: int, formula: str, otherwise: str = '""') -> str:
    """The formula for a cell of an option and an indicator that there are."""
    inside = f"IF({j}>potential_n,{otherwise},{formula})"
    return f'IF(OR(potential_ready=0,{i}>potential_m),"",{inside})'


def _term(i: int, j: int) -> str:
    column = f"options_used_c{j}"
    share = f"({_value(i, j)}/SUM({column}))"
    return _if_used(i, j, f"IF(MIN({column})<0,0,IF({_value(i, j)}=0,0,{share}*LN{share}))")


def _scaled(i: int, j: int) -> str:
    column = f"options_used_c{j}"
    low, high = f"MIN({column})", f"MAX({column})"
    up = f"IF(INDEX(indicator_list_plus_minus,{j})=1,{_value(i, j)}-{low},{high}-{_value(i, j)})/({high}-{low})"
    return _if_used(i, j, f"IF({high}={low},0,{up})")


def _correlation(i: int, j: int) -> str:
    if i == j:
        return "1"
    varies = "INDEX(indicator_weights_varies,{})"
    same = f"OR({number_or_zero(varies.format(i))}=0,{number_or_zero(varies.format(j))}=0)"
    return f"IF({same},1,CORREL({_of_options(f'scaled_c{i}')},{_of_options(f'scaled_c{j}')}))"


def _of_options(column: str) -> str:
    return f"INDEX({column},1):INDEX({column},potential_m)"


ENTROPY_TERMS = grid("entropy_terms", "熵权：p·ln p | Entropy: p·ln p", OPTIONS, _term)
SCALED = grid("scaled", "CRITIC：极差标准化 | CRITIC: after min–max", OPTIONS, _scaled)
CORRELATIONS = grid("correlations", "CRITIC：相关系数 | CRITIC: correlations", CRITERIA, _correlation)


def _by_place(template: str) -> str:
    """A formula that names another column for each row: `{0}` is the row's number."""
    return f"CHOOSE({{i}},{','.join(template.replace('{0}', str(k)) for k in _PLACES)})"


_none = "OR(potential_ready=0,{i}>potential_n)"
_VARIES = blank_if(_none, _by_place("IF(MAX(options_used_c{0})=MIN(options_used_c{0}),0,1)"))
_SPARE = blank_if(_none, f"IF([varies]=0,0,MAX(0,1+{_by_place('SUM(entropy_terms_c{0})')}/LN(potential_m)))")
_SCALED_ROWS = _of_options("scaled_c{0}")
_MEAN_SQUARE = f"SUMPRODUCT({_SCALED_ROWS},{_SCALED_ROWS})/potential_m"
_DEVIATION = _by_place(f"SQRT(MAX(0,{_MEAN_SQUARE}-(SUM({_SCALED_ROWS})/potential_m)^2))")
"""The standard deviation of the options that there are; STDEVP is saved by some programs as STDEV.P."""
_CORRELATED = "+".join(number_or_zero(f"INDEX(correlations_c{k},{{i}})") for k in _PLACES)
_CONTENT = blank_if(
    _none,
    f"IF([varies]=0,0,{_DEVIATION}*({CRITERIA}-({_CORRELATED})))",
)
_ENTROPY = core_first(
    f"INDEX(TL_ENTROPY_WEIGHTS({MATRIX},{SIGNS}),1,{{i}})",
    "IF(MIN(options_cells)<0,NA(),[spare]/SUM(indicator_weights_spare))",
)
_CRITIC = core_first(
    f"INDEX(TL_CRITIC_WEIGHTS({MATRIX},{SIGNS}),1,{{i}})",
    "IF(SUM(indicator_weights_varies)=1,[varies],IF(SUM(indicator_weights_content)<=0.000000000001,NA(),"
    "[content]/SUM(indicator_weights_content)))",
)
_AHP = core_first(_ahp("ahp", "{i}"), "INDEX(ahp_weight,{i})")
_OBJECTIVE = (
    "IF(potential_set_objective=objective_entropy,[entropy],IF(potential_set_objective=objective_critic,[critic],"
    'IF(OR([entropy]="",[critic]=""),"",([entropy]+[critic])/2)))'
)
_COMBINED = (
    "IF(potential_set_ahp_share=0,[objective],IF(potential_set_ahp_share=1,[ahp],"
    'IF(OR([ahp]="",[objective]=""),"",potential_set_ahp_share*[ahp]+(1-potential_set_ahp_share)*[objective])))'
)


def _or_blank(formula: str) -> str:
    return blank_if(_none, f'IFERROR({formula},"")')


def _weight(key: str, words: str, formula: str) -> Column:
    return in_unit("", "0.0000", total=True)(key, words, formula)


WEIGHTS = table(
    "indicator_weights",
    "指标权重 | Weights of the indicators",
    "34 13 13 13 13 13 44 10 12 12",
    label("indicator_name", "指标 | indicator", 'INDEX(indicator_list_name,{i})&""'),
    _weight("ahp", "AHP", blank_if(f"IF({_none},TRUE,SUM(experts_complete)=0)", f'IFERROR({_AHP},"")')),
    _weight("entropy", "熵权 | entropy", _or_blank(_ENTROPY)),
    _weight("critic", "CRITIC", _or_blank(_CRITIC)),
    _weight("objective", "客观权重 | from the data", blank_if(_none, _OBJECTIVE)),
    _weight("combined", "采用（组合） | in use (combined)", blank_if(_none, _COMBINED)),
    calculated_text(
        "says",
        "说明 | remark",
        first_of(
            (_none, ""),
            (
                'AND([ahp]="",potential_set_ahp_share>0)',
                ("✗ 缺 AHP 权重：补全专家判断，或 λ 取 0 | ✗ no AHP weight: complete the experts, or λ = 0"),
            ),
            (
                'AND([objective]="",potential_set_ahp_share<1)',
                ("✗ 数据给不出权重：有负值或各列相同，请换方法 | ✗ no weight from the data: negative or all alike"),
            ),
            (
                "AND(potential_set_ahp_share>0,SUM(ahp_joint_cr)>=0.1)",
                ("✗ AHP 的 CR ≥ 0.1，判断不一致 | ✗ CR of AHP ≥ 0.1: inconsistent"),
            ),
            ("[varies]=0", "! 各对象相同，客观权重为 0 | ! the same for all: weight 0 from the data"),
            otherwise="✓",
        ),
        role=Role.CHECK,
    ),
    c.calculated("varies", "有差别 | varies", "", _VARIES, format="0", helper=True),
    c.calculated("spare", "1 − e", "", _SPARE, format="0.0000", helper=True),
    c.calculated("content", "CRITIC 信息量 | CRITIC content", "", _CONTENT, format="0.0000", helper=True),
    rows=CRITERIA,
    totals=True,
    headline=True,
    note="组合权重 = λ·AHP + (1 − λ)·客观权重；AHP 按列归一化（和法）。各对象都相同的指标客观权重为 0；有负值的指标不能用熵权，请选 CRITIC。"
    " | Combined = λ·AHP + (1 − λ)·weight from the data; AHP by normalised columns. An indicator that is the "
    "same for all weighs 0 "
    "by the data; where one has negative values entropy does not apply: choose CRITIC.",
)
JOINT = panel(
    "ahp_joint",
    "AHP 合成判断的一致性 | Consistency of the joint comparisons",
    derived("experts", "计入的专家数 | experts counted", "", "SUM(experts_complete)", format="0"),
    derived("cr", "CR", "", blank_if("ahp_joint_experts=0", _ratio("ahp")), format="0.0000"),
    formed(
        "says",
        "判定 | verdict",
        first_of(
            ("ahp_joint_experts=0", "没有齐全的专家判断 | no complete comparisons"),
            (
                "SUM(ahp_joint_cr)>=0.1",
                "CR ≥ 0.1：判断不一致，权重不可用，请专家复核 | CR ≥ 0.1: inconsistent, ask the experts again",
            ),
            otherwise="CR < 0.1：判断一致 | CR < 0.1: consistent",
        ),
    ),
    *(
        derived(
            f"e{k}",
            f"专家 {k} CR | expert {k}: CR",
            "",
            blank_if(f"INDEX(experts_complete,{k})=0", _ratio(key)),
            format="0.0000",
        )
        for k, key in enumerate(_KEYS, 1)
    ),
)
INPUT = free_sheet("experts", "专家判断 | Experts", EXPERT_ROWS, COMPARISONS, tab="input", page="one page")
SHEET = free_sheet(
    "weights",
    "权重 | Weights",
    WEIGHTS,
    JOINT,
    _JOINT_MATRIX,
    ENTROPY_TERMS,
    SCALED,
    CORRELATIONS,
    *_MATRICES,
    page="one page",
)
AREAS = {
    "correlations_cells": ("correlations_c1", f"correlations_c{CRITERIA}"),
    **{f"{key}_cells": (f"{key}_c1", f"{key}_c{CRITERIA}") for key in ("ahp", *_KEYS)},
}
CHECKS = (
    (
        "专家判断不全或不一致（CR ≥ 0.1） | experts' comparisons incomplete or inconsistent (CR ≥ 0.1)",
        'COUNTIF(experts_says,"✗*")',
        "experts",
    ),
    (
        "没有权重或权重不可用的指标 | indicators without a usable weight",
        'COUNTIF(indicator_weights_says,"✗*")',
        "weights",
    ),
)
NOTES = (
    (
        "各对象相同、客观权重为 0 的指标 | indicators that are the same for all options",
        'COUNTIF(indicator_weights_says,"!*")',
        "weights",
    ),
)
