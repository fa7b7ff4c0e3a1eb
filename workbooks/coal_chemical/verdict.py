"""Whether the project meets the requirements, and why, clause by clause in the order of the explanatory note, 4.5.6."""

from __future__ import annotations

from dataclasses import dataclass

from pycore.assessment import synergy
from pycore.language import Language, Text, both
from pycore.sheets.definition import Kind, Role
from workbooks.coal_chemical import policies
from workbooks.coal_chemical.gaps import GAP_ROWS
from workbooks.coal_chemical.project import PRODUCT_ROWS
from workbooks.common import said
from workbooks.common.cells import at
from workbooks.common.columns import calculated, figure
from workbooks.common.pages import calculated_text, label, table
from workbooks.common.sentences import phrase


def products_graded(grade: Text) -> str:
    """How many products have a grade after measures, in whichever language the workbook is."""
    return f'COUNTIF(optimised_grade,"{grade.zh}")+COUNTIF(optimised_grade,"{grade.en}")'


def _without(column: str) -> str:
    """How many products have no value in a column, or an error."""
    return "+".join(
        f'({at("products_product", row)}<>"")*IF(ISNUMBER({at(column, row)}),0,1)' for row in range(1, PRODUCT_ROWS + 1)
    )


def _ungraded(column: str) -> str:
    return "+".join(
        f'({at("products_product", row)}<>"")*IFERROR(IF({at(column, row)}="",1,0),1)'
        for row in range(1, PRODUCT_ROWS + 1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Requirement:
    """One point of 4.5.6.

    Attributes:
        failing, unsettled: formulas for how many things break it, and how many are not said yet.
        fails, opens: what is said of them, `{number}` being how many.
        met: what is said where there is neither.
        above: what is said instead where something is above a reference, `{number}` being how many.
        spoken: whether the conclusion gives the reason; of grades and of checks it has sentences of its own.
    """

    item: str
    clause: str
    failing: str = "0"
    unsettled: str
    fails: str = ""
    opens: str
    met: str
    above: str = ""
    spoken: bool = True


_POLICY = _Requirement(
    item="政策符合性 | policy conformity",
    clause="4.5.1",
    failing=f"COUNTIF(policy_conformity,conformity_no)+{policies.answered('no')}",
    unsettled=f"IF(COUNTA(policy_item)+{policies.APPLICABLE}=0,1,COUNTA(policy_item)-COUNTA(policy_conformity)"
    f"+COUNTIF(policy_conformity,conformity_open)+{policies.APPLICABLE}-"
    + "-".join(policies.answered(code) for code in ("yes", "no", "none"))
    + ")",
    fails="不符合 {number} 项 | {number} item(s) do not conform",
    opens="未填或待说明 {number} 项 | {number} item(s) open",
    met="列出的各项均符合或不涉及 | every item listed conforms or does not apply",
)
_EMISSION = _Requirement(
    item="温室气体排放量 | GHG emission",
    clause="4.5.2",
    unsettled="IF(ISNUMBER(summary_proposed_total_total),IF(SUM(summary_proposed_activity)=0,1,0),1)",
    opens="没有拟建工程的排放数据或计算出错 | no data of the proposed project, or an error",
    met="已按核算边界核算“三本账” | the three accounts are kept for the boundary",
)
_PERFORMANCE = _Requirement(
    item="温室气体排放绩效 | GHG performance",
    clause="4.5.3",
    unsettled=f"IF(COUNTA(products_product)=0,1,{_without('performance_e_ghg')}+gaps_unexplained)",
    opens="缺绩效，或高于先进值、现有工程而未说明 {number} 项"
    " | {number} performance(s) missing, or above a reference and not explained",
    met="均不高于先进值、水平值和现有工程 | none above an advanced value, a level or the existing plant",
    above="高于先进值、水平值或现有工程的 {number} 项均已作合理说明"
    " | all of the {number} above an advanced value, a level or the existing plant are explained",
)
_MEASURES = _Requirement(
    item="减污降碳措施与碳污协同度 | measures and synergy",
    clause="4.5.4",
    failing=products_graded(synergy.OPTIMISE),
    unsettled=f"IF(COUNTA(products_product)=0,1,{_ungraded('optimised_grade')}+{products_graded(synergy.EXPLAIN)})",
    fails="采纳措施后仍需优化的产品 {number} 个 | {number} product(s) still to be optimised with the measures",
    opens="不能判定等级或需说明的产品 {number} 个 | {number} product(s) that cannot be graded or are to be explained",
    met="采纳所列措施后各产品碳污协同度均可接受 | with the measures every product is acceptable",
    spoken=False,
)
_MANAGEMENT = _Requirement(
    item="管理要求与监测计划 | management and monitoring",
    clause="4.5.5",
    unsettled="IF(COUNTA(management_item)=0,1,MAX(0,COUNTA(management_item)-COUNTA(management_plan)))"
    "+IF(COUNTA(monitoring_item)=0,1,0)",
    opens="没有安排的管理要求或监测计划 {number} 项 | {number} requirement(s) or plan(s) not arranged",
    met="均已安排 | arranged",
)
_CHECKED = _Requirement(
    item="数据完整性（检查表） | completeness (sheet Checks)",
    clause="4.5.2",
    unsettled="checks_total",
    opens="检查表待处理 {number} 项 | {number} open on the sheet Checks",
    met="检查全部通过 | all checks passed",
    spoken=False,
)
_REQUIREMENTS = (_POLICY, _EMISSION, _PERFORMANCE, _MEASURES, _MANAGEMENT, _CHECKED)


_ERROR = both("计算出错 | an error")
_AND = both("，另 | ; ")


def _why(requirement: _Requirement, language: Language) -> str:
    """Why a requirement is met or not."""

    def counted(words: str, number: str) -> str:
        return f'IF({number}>0,{phrase(words, number=f"{chr(34) * 2}&{number}")[language]},"")' if words else '""'

    fails, opens = counted(requirement.fails, "[failing]"), counted(requirement.opens, "[unsettled]")
    between = f'IF(AND([failing]>0,[unsettled]>0),"{_AND[language]}","")'
    broken = f"{fails}&{between}&{opens}"
    met = f'"{both(requirement.met)[language]}"'
    if requirement.above:
        explained = phrase(requirement.above, number='""&gaps_above')[language]
        met = f"IF(gaps_above>0,{explained},{met})"
    return f'=IFERROR(IF(SUM([failing],[unsettled])=0,{met},{broken}),"{_ERROR[language]}")'


def _in(language: Language) -> list[Text]:
    """The reasons in one language, whichever language the workbook has."""
    return [Text(why, why) for why in (_why(one, language) for one in _REQUIREMENTS)]


_VERDICT = said.first_of(
    ("[failing]>0", "✗ 不满足 | ✗ not met"),
    ("[unsettled]>0", "! 待处理 | ! open"),
    otherwise="✓ 满足 | ✓ met",
)
REQUIRED = table(
    "required",
    "各项要求是否满足（编制说明 4.5.6） | Requirements, met or not (explanatory note, 4.5.6)",
    "34 12 16 60 12 12 12 12",
    label("item", "要求 | requirement"),
    label("clause", "条款 | clause"),
    calculated_text("verdict", "结论 | verdict", said.or_error(_VERDICT), role=Role.CHECK),
    calculated("grounds", "理由 | why", "", "", kind=Kind.TEXT, lines=2),
    figure("failing", "不满足项数 | broken", format="0"),
    figure("unsettled", "待处理项数 | open", format="0"),
    calculated_text("grounds_zh", "理由（中文） | why (Chinese)", helper=True),
    calculated_text("grounds_en", "理由（英文） | why (English)", helper=True),
    filled={
        "item": [one.item for one in _REQUIREMENTS],
        "clause": [one.clause for one in _REQUIREMENTS],
        "failing": [f"={one.failing}" for one in _REQUIREMENTS],
        "unsettled": [f"={one.unsettled}" for one in _REQUIREMENTS],
        "grounds": [Text(_why(one, "zh"), _why(one, "en")) for one in _REQUIREMENTS],
        "grounds_zh": _in("zh"),
        "grounds_en": _in("en"),
    },
)

_BROKEN, _OPEN = 'COUNTIF(required_verdict,"✗*")', 'COUNTIF(required_verdict,"!*")'


def overall(met: Text | str, broken: Text | str, open_: Text | str) -> Text:
    """A formula for the words of what all requirements together come to."""
    return said.first_of((f"{_BROKEN}>0", broken), (f"{_OPEN}>0", open_), otherwise=met)


OVERALL = overall(
    "满足相关要求 | meets the requirements",
    "不满足相关要求 | does not meet the requirements",
    "尚不能得出是否满足相关要求的结论 | cannot be concluded on yet",
)


def _reason(row: int, language: Language) -> str:
    """What the conclusion says of one requirement: of what is broken or open, or, where all is met, of each."""
    item = both(_REQUIREMENTS[row - 1].item)[language]
    end = "；" if language == "zh" else "; "
    colon = "：" if language == "zh" else ": "
    spoken = f'"{item}{colon}"&{at(f"required_grounds_{language}", row)}&"{end}"'
    met = f'LEFT({at("required_verdict", row)},1)="✓"'
    return f'IF(AND({met},{_BROKEN}+{_OPEN}>0),"",{spoken})'


def _joined(language: Language) -> str:
    return "&".join(_reason(row, language) for row, one in enumerate(_REQUIREMENTS, 1) if one.spoken)


REASONS = Text(_joined("zh"), _joined("en"))


def above(basis: str) -> str:
    """How many products are above a reference: the advanced value of CO2 or NOx, or the existing plant."""
    rows = GAP_ROWS[basis]
    return "+".join(f"COUNTIF({at('gap_above', row)},1)" for row in rows)
