"""Laws, standards and policies of mercury and carbon: where they leave gaps or collide, and what is proposed."""

from __future__ import annotations

from pycore.equations.domain import Domain
from pycore.language import Text, as_text, both
from pycore.sheets.definition import Column
from workbooks.common.cells import at, blank_if, rank_of
from workbooks.common.columns import EVIDENCE, calculated, choice, missing, not_number, number, outside, row_check, text
from workbooks.common.pages import calculated_text, counted, free_sheet, label, sheet, table
from workbooks.common.quantities import in_unit
from workbooks.common.said import first_of
from workbooks.mercury_pvc.entries import checked
from workbooks.mercury_pvc.policy_known import filled
from workbooks.mercury_pvc.policy_lists import ELEMENTS, INSTRUMENTS, PAIR_KINDS

REGISTER, PAIRS, PROPOSALS = 40, 24, 12
POLICIES = table(
    "policies",
    "政策文件登记 | Register of laws, standards and policies",
    "40 22 13 22 60 14 16 20 16 9 30 34 24",
    *checked(
        text("paper", "文件 | document", required=True, lines=2),
        text("number", "文号、标准号 | number"),
        text("date", "施行或发布日期 | date"),
        text("clause", "条款 | clause"),
        text("demand", "要求 | what it demands", required=True, lines=3),
        choice("element", "管控对象 | about", "policy_element", required=True),
        choice("level", "层级 | level", "policy_level", required=True),
        choice("instrument", "管理制度 | instrument", "instrument", required=True),
        choice("applies", "适用性 | applicability", "applicability", required=True),
        text("flag", "可信标志 | flag", required=True),
        calculated_text("id", "编号 | named", blank_if('[paper]=""', '"P"&{i}')),
        tests=(
            (
                'AND([flag]<>"",ISERROR(MATCH([flag],{"V","V2","C","S","M","I","X"},0)))',
                both("可信标志只能是 V、V2、C、S、M、I、X | the flag is one of V, V2, C, S, M, I, X"),
            ),
        ),
        begins="paper demand",
    ),
    rows=REGISTER,
    ledger=True,
    filled=filled(),
    helps={
        "flag": "V 已在公开来源读到，V2 两处以上，M 凭记忆待确认。 | V read in a public source, V2 in two or more, M remembered.",
        "evidence": "来源（网址、文件、页码）。 | Source: address, document, page.",
    },
    note="前几行为查到出处的国家文件；文件名按通行名称，凭记忆的（M）须按原文确认，省级文件由使用者填写。"
    " | The first rows are national documents with their source, by their usual names; those remembered (M) "
    "want confirming, "
    "and provincial documents are the user's to enter.",
)


def _demands(element: str) -> str:
    """How many demands an instrument makes of an element, those on both included."""
    of = "COUNTIFS(policies_instrument,[instrument],policies_element,{})".format
    return f"{of(f'policy_element_{element}')}+{of('policy_element_both')}"


_STATE = first_of(
    ("[on_mercury]+[on_carbon]=0", "两者都没有登记 | neither is registered"),
    ("[on_carbon]=0", "! 只管汞：缺碳要求 | ! mercury only"),
    ("[on_mercury]=0", "! 只管碳：缺汞要求 | ! carbon only"),
    otherwise="两者都有：看冲突与合并空间 | both: look for conflicts and room",
)
COVER = table(
    "policy_cover",
    "各管理制度对汞与碳的要求 | What each instrument demands of mercury and of carbon",
    "30 14 14 14 14 14 40",
    label("instrument", "管理制度 | instrument", at("instrument_list", "{i}")),
    counted("on_mercury", "汞的要求 | on mercury", _demands("mercury"), total=True),
    counted("on_carbon", "碳的要求 | on carbon", _demands("carbon"), total=True),
    *(
        counted(
            f"found_{kind}",
            words,
            f"COUNTIFS(policy_pairs_instrument,[instrument],policy_pairs_kind,pair_kind_{kind})",
            total=True,
        )
        for kind, words in PAIR_KINDS.entries
    ),
    calculated_text("state", "衔接情况 | state", _STATE),
    rows=len(INSTRUMENTS.entries),
    totals=True,
    note="按登记表计数；同时管两者的要求在两列各计一次。 | Counted from the register; a demand on both counts in both columns.",
)


def _document(column: str) -> str:
    """The document of the demand that is chosen in a column."""
    return blank_if(f'[{column}]=""', f'IFERROR(INDEX(policies_paper,MATCH([{column}],policies_id,0)),"")')


PAIRS_TABLE = table(
    "policy_pairs",
    "汞、碳要求的衔接矩阵 | Demands on mercury and carbon, pair by pair",
    "11 34 11 34 18 16 56 56 26 24",
    *checked(
        choice("on_mercury", "汞的要求 | demand on mercury", "=policies_id"),
        calculated_text("on_mercury_in", "所在文件 | its document", _document("on_mercury")),
        choice("second", "碳的要求 | demand on carbon", "=policies_id"),
        calculated_text("second_in", "所在文件 | its document", _document("second")),
        choice("instrument", "涉及制度 | instrument", "instrument", required=True),
        choice("kind", "关系 | relation", "pair_kind", required=True),
        text("description", "说明 | description", required=True, lines=3),
        text("proposal", "衔接建议 | what is proposed", required=True, lines=3),
        tests=(
            (
                'AND([on_mercury]="",[second]="")',
                both("至少选一项要求 | choose one demand at least"),
            ),
            ('AND([on_mercury]<>"",[on_mercury]=[second])', both("两项要求相同 | the two demands are the same")),
            (
                'AND([kind]=pair_kind_conflict,OR([on_mercury]="",[second]=""))',
                both("冲突须有两项要求 | a conflict has two demands"),
            ),
        ),
        begins="on_mercury second description",
    ),
    rows=PAIRS,
    ledger=True,
    helps={"on_mercury": "衔接空白可只选一项：另一项尚不存在。 | Of a gap one may do: the other does not exist yet."},
)

# ── proposals ────────────────────────────────────────────────────────────────────────────────────────────────────

_PATHS = {
    "into_permit": "纳入排污许可的路径 | path into the discharge permit",
    "into_eia": "纳入环评的路径 | path into the EIA",
    "into_tax": "纳入环境保护税的路径 | path into the environmental tax",
    "into_ets": "纳入碳排放权交易的路径 | path into the carbon market",
}
_ASPECTS = {
    "incentive": "激励机制 | incentives",
    "burden": "企业实施负担 | burden on plants",
    "reporting": "监测与报告要求 | monitoring and reporting demanded",
    "coordination": "制度协调要求 | institutional coordination",
    "regulatory": "监管影响 | effect on regulation",
    "compliance": "潜在合规影响 | effect on compliance",
}
_PATH_COUNT = "+".join(f'([{key}]<>"")*1' for key in _PATHS)
PROPOSALS_TABLE = table(
    "proposals",
    "政策建议与落地路径 | Proposals and their paths",
    "34 40 40 40 40 40 34 34 34 34 34 34 26 24",
    *checked(
        text("name", "建议 | proposal", required=True, lines=2),
        text("content", "内容 | content", required=True, lines=3),
        *(text(key, words, lines=3) for key, words in _PATHS.items()),
        *(text(key, words, lines=3) for key, words in _ASPECTS.items()),
        tests=(
            ("COUNTIF(proposals_name,[name])>1", both("建议名称重复 | proposal named twice")),
            (f"{_PATH_COUNT}=0", both("没有任何落地路径 | no path at all")),
            missing("reporting", "监测与报告要求 | monitoring and reporting"),
            missing("coordination", "制度协调要求 | institutional coordination"),
        ),
        begins="name content",
    ),
    rows=PROPOSALS,
    ledger=True,
    note="四条路径各一格，不适用的留空。 | A cell for each of the four paths; blank where it is none.",
)
_SCORES = {
    "feasibility": "实践可行性 | feasibility",
    "compatible": "与现有体系兼容性 | compatibility",
    "regional": "符合区域产业特征 | fits the region",
    "capacity": "企业实施能力 | capacity of plants",
    "available": "数据可得性 | data available",
    "enforceable": "监管可执行性 | enforceability",
    "lasting": "长期可持续性 | long-term",
}
_ONE_TO_FIVE = Domain(1, 5, hint=both("评分为 1～5，5 为最好。 | Scores are 1 to 5, 5 is best."))
_RANGE = f"[{next(iter(_SCORES))}]:[{tuple(_SCORES)[-1]}]"
_NO_NAME = '[name]=""'


def _score_tests(key: str, words: Text | str) -> tuple[tuple[str, Text | str], ...]:
    return missing(key, words), not_number(key, words), outside(key, as_text(words), _ONE_TO_FIVE)


def _score(key: str, words: str) -> Column:
    return number(key, words, "1–5", _ONE_TO_FIVE, format="0.0")


SCORES = table(
    "proposal_scores",
    "政策建议评分 | Proposals scored",
    "36 12 12 12 12 12 12 12 50 11 11 22 10 26 24",
    label("name", "建议 | proposal", 'INDEX(proposals_name,{i})&""'),
    *(_score(key, words) for key, words in _SCORES.items()),
    text("reason", "评分理由 | reason", lines=3),
    in_unit("1–5", "0.00")("score", "平均 | mean", blank_if(f"COUNT({_RANGE})<{len(_SCORES)}", f"AVERAGE({_RANGE})")),
    in_unit("1–5", "0.0")("least", "最低 | least", blank_if('[score]=""', f"MIN({_RANGE})")),
    calculated_text(
        "weakest",
        "短板 | weakest in",
        blank_if('[score]=""', f"INDEX(proposal_aspects_aspect,MATCH([least],{_RANGE},0))"),
    ),
    calculated(
        "rank", "排序 | rank", "", blank_if('[score]=""', rank_of("[score]", "proposal_scores_score")), format="0"
    ),
    EVIDENCE,
    row_check(
        (*_SCORES, "reason"),
        (
            (_NO_NAME, both("没有对应的建议 | no proposal in this row")),
            *(test for key, words in _SCORES.items() for test in _score_tests(key, words)),
            missing("reason", "评分理由 | reason"),
            ('[evidence]=""', both("缺评分依据 | basis missing")),
        ),
    ),
    rows=PROPOSALS,
    ledger=True,
    helps={"reason": "逐项说明给分的理由，由谁评分。 | Why each score, and who scored."},
    note="平均只供排序；任何一项为 1 的建议须先解决短板。 | The mean only orders; a proposal with a 1 wants its weak "
    "point settled first.",
)
_ASPECT_NAMES = table(
    "proposal_aspects",
    "评分方面 | Aspects scored",
    "36",
    label("aspect", "方面 | aspect"),
    filled={"aspect": list(_SCORES.values())},
    helper=True,
)
NOTHING_SCORED = (
    "没有评分的政策建议 | proposals that are not scored",
    'SUMPRODUCT((proposals_name<>"")*1)-COUNT(proposal_scores_score)',
    "proposal_scores",
)
SHEETS = (
    sheet("policies", "政策登记 | Register", POLICIES),
    sheet("policy_pairs", "衔接矩阵 | Gaps, conflicts", PAIRS_TABLE),
    free_sheet("policy_cover", "制度衔接 | Instruments", COVER, page="one page"),
    sheet("proposals", "政策建议 | Proposals", PROPOSALS_TABLE),
    sheet("proposal_scores", "建议评分 | Scores", SCORES, _ASPECT_NAMES),
)
assert {code for code, _ in ELEMENTS.entries} == {"mercury", "carbon", "both"}
