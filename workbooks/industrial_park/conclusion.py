"""The conclusion (chapter 13): sentences that the results write, in Chinese and in English."""

from __future__ import annotations

from pycore.language import Text, as_text, both
from pycore.sheets.definition import Sheet
from workbooks.common.cells import at, blank_if, in_words
from workbooks.common.sentences import OPEN_CHECKS, Numbers, conclusion_sheet, paragraph, phrase
from workbooks.industrial_park.forecast import present
from workbooks.industrial_park.pollutants import POLLUTANTS
from workbooks.industrial_park.scenarios import PLAN_YEARS
from workbooks.industrial_park.size import Size

_NOTHING = "SUM(park_years_total)=0"


def _wan(numbers: Numbers, words: Text | str, cell: str) -> str:
    """In 10⁴ t."""
    in_wan = as_text(words).within("{}（万t） | {} (10⁴ t)")
    return numbers.number(in_wan, f'IF(ISNUMBER({cell}),{cell}/10000,"")', 2)


def _part(numbers: Numbers, key: str, words: str) -> str:
    """Share of a domain in the emission before reductions."""
    whole = "+".join(present(domain) for domain in ("energy", "process", "waste"))
    share = blank_if(f"{whole}=0", f"{present(key)}/({whole})")
    return numbers.percent(both(words).within("现状：{}占比 | present: share of {}"), share)


def _assessed() -> Text:
    """What the indicators say of the recommended scenario; nothing is reached or missed where none has a target."""
    targets = "COUNT(indicators_target)"
    reached, missed, unclear = (f'COUNTIF(indicators_verdict,"{mark}*")' for mark in ("✓", "✗", "!"))
    judged = in_words(
        f'IF({missed}>0,"{{}} "&{missed}&" {{}}",IF({unclear}>0,"{{}}","{{}}"))',
        "，未达到的 | ; for the",
        "项应优化调整规划方案或强化减排措施 | missed the plan is to be adjusted or the measures strengthened",
        "，尚不能判定全部目标 | ; not all of them can be judged yet",
        "，减排目标可达 | ; the targets can be reached",
    )
    lacking = phrase("、缺数据 {number} 项 | , lacks data for {number}", number=unclear)
    assessed = phrase(
        "评价 {all} 项指标，达到 {reached} 项{lacking}{judged}"
        " | is assessed by {all} indicators and reaches {reached}{lacking}{judged}",
        all=targets,
        reached=reached,
        lacking=lacking.within(f'IF({unclear}>0,{{}},"")'),
        judged=judged,
    )
    none = "没有选用评价指标，不能判断减排目标是否可达 | is not assessed: no indicator was chosen, so nothing can be said of the targets"
    return assessed.within(in_words(f'IF({targets}=0,"{{}}",{{}})', none, "{}"))


def _verdict() -> Text:
    return paragraph(
        "结论：推荐情景“{name}”在 {year} 年{assessed}。{checks}"
        " | Conclusion: in {year} the recommended scenario “{name}” {assessed}.{checks}",
        f'OR({_NOTHING},settings_plan1="")',
        name=in_words('IF(outlook_recommended="","{}",outlook_recommended)', "（未选定） | (none chosen)"),
        year=at("settings_plans", "outlook_year_index"),
        assessed=_assessed(),
        checks=OPEN_CHECKS,
    )


def _conformity() -> Text:
    def items(code: str) -> str:
        return f"COUNTIF(conformity_conform,conform_{code})"

    return paragraph(
        "规划协调性：对照 {all} 项，符合 {conforms} 项，需调整 {adjust} 项，不符合 {conflicts} 项；提出规划优化调整建议 {adjustments} 项，采纳 {accepted} 项。"
        " | Conformity: {all} items judged, {conforms} conform, {adjust} to be adjusted, "
        "{conflicts} conflict; {adjustments} adjustments of the plan proposed, {accepted} accepted.",
        all="COUNTA(conformity_conform)",
        conforms=items("conforms"),
        adjust=items("adjust"),
        conflicts=items("conflicts"),
        adjustments="COUNTA(adjustments_proposal)",
        accepted="COUNTIF(adjustments_accepted,yesno_yes)",
    )


def _present(n: Numbers) -> Text:
    first, last = at("park_years_total", 1), present("total")
    change = blank_if(f"SUM({first})=0", f"({last}-{first})/{first}")
    return paragraph(
        "现状：{year} 年园区温室气体排放量 {total} 万tCO2e（不确定度 ±{u}），其中能源活动占 {energy}、工业生产过程占 {process}、废弃物处理占 {waste}，减排措施扣减 "
        "{reduction} 万tCO2e；比 {year1} 年变化 {change}；单位工业总产值排放 {per_output} tCO2e/万元，单位工业增加值 {per_added} tCO2e/万元。"
        " | Present: in {year} the park emitted {total} × 10⁴ tCO2e (uncertainty ±{u}): energy {energy}, "
        "processes {process}, waste {waste}, less {reduction} × 10⁴ tCO2e of reductions; {change} against "
        "{year1}; {per_output} tCO2e per 10⁴ CNY of output, {per_added} per 10⁴ CNY of value added.",
        _NOTHING,
        year="settings_base_year",
        year1="settings_year1",
        total=_wan(n, "现状：排放量 | present: emission", last),
        u=n.percent("现状：不确定度 | present: uncertainty", present("u")),
        energy=_part(n, "energy", "能源活动 | energy"),
        process=_part(n, "process", "工业生产过程 | processes"),
        waste=_part(n, "waste", "废弃物处理 | waste"),
        reduction=_wan(n, "现状：减排量 | present: reductions", present("reduction")),
        change=n.change("现状：变化率 | present: change", change),
        per_output=n.number("现状：单位工业总产值排放 | present: per output", present("per_output"), 3),
        per_added=n.number("现状：单位工业增加值排放 | present: per value added", present("per_value_added"), 3),
    )


def _sectors(n: Numbers) -> Text:
    largest = "MATCH(MAX(sectors_total3),sectors_total3,0)"
    keyed = "SUMIFS(enterprises_emission,enterprises_key,yesno_yes)"
    return paragraph(
        "行业与企业：排放最大的行业为{sector}，占 {share}；重点企业 {number} 家，排放量合计 {emission} 万tCO2e。"
        " | Sectors and enterprises: the largest emitter is {sector} with "
        "{share}; {number} key enterprises emit {emission} × 10⁴ tCO2e together.",
        f"OR({_NOTHING},MAX(sectors_total3)<=0)",
        sector=at("sector_list", largest),
        share=n.percent("排放最大的行业：占比 | largest sector: share", at("sectors_share", largest)),
        number="COUNTIF(enterprises_key,yesno_yes)",
        emission=_wan(n, "重点企业排放量 | key enterprises: emission", keyed),
    )


def _pollution(n: Numbers) -> Text:
    slots = [f"{label} {{{key}}} t" for key, label in POLLUTANTS]
    return paragraph(
        f"同源大气污染物：{{year}} 年台账合计 {'、'.join(slots)}。"
        f" | Air pollutants of the same activities in {{year}}: {', '.join(slots)}.",
        f"SUM({','.join(f'park_years_{key}' for key, _ in POLLUTANTS)})=0",
        year="settings_base_year",
        **{key: n.number(f"现状：{label} | present: {label}", present(key), 1) for key, label in POLLUTANTS},
    )


def _scenario(n: Numbers, s: int) -> Text:
    def of(key: str, table: str = "forecast") -> str:
        return f"INDEX({table}_{key},{(s - 1) * PLAN_YEARS}+outlook_year_index)"

    def its(words: str) -> Text:
        return both(words).within(f"情景{s}：{{}} | scenario {s}: {{}}")

    return paragraph(
        "{name}：{year} 年排放量 {total} 万tCO2e，比现状变化 {rate}；单位工业总产值排放下降 {output}，"
        "单位工业增加值排放下降 {added}；相对基准情景减排潜力 {potential} 万tCO2e；评价指标达到 {reached} / {all} 项。"
        " | {name}: in {year} {total} × 10⁴ tCO2e, {rate} against the present; emission per "
        "output falls by {output}, per value added by {added}; reduction potential {potential} "
        "× 10⁴ tCO2e against the base scenario; {reached} of {all} targets reached.",
        f'OR(INDEX(scenario_names_name,{s})="",settings_plan1="")',
        name=at("scenario_names_name", s),
        year=of("year"),
        total=_wan(n, its("排放量 | emission"), of("total")),
        rate=n.change(its("变化率 | change"), of("change_rate")),
        output=n.percent(its("单位总产值排放下降 | decline per output"), of("decline_output", "plan_performance")),
        added=n.percent(
            its("单位增加值排放下降 | decline per value added"), of("decline_value_added", "plan_performance")
        ),
        potential=_wan(n, its("减排潜力 | reduction potential"), of("potential")),
        reached=f'COUNTIF(reach_s{s},"✓*")',
        all=f'COUNTIF(reach_s{s},"?*")',
    )


def _measures(n: Numbers) -> Text:
    cost = blank_if("SUM(measure_areas_costed_total)=0", "measure_areas_yearly_total*10000/measure_areas_costed_total")
    investment = "measure_areas_investment_total"
    return paragraph(
        "减污降碳措施：列出 {all} 项，采纳 {adopted} 项，年减排 {effect} 万tCO2e，投资 {investment} 万元，平均减排成本 {cost} 元/tCO2e。"
        " | Measures: {all} listed, {adopted} adopted; they reduce {effect} × 10⁴ tCO2e a year, "
        "with an investment of {investment} × 10⁴ CNY and an average cost of {cost} CNY/tCO2e.",
        "COUNTA(measures_name)=0",
        all="COUNTA(measures_name)",
        adopted="COUNTIF(measures_adopted,yesno_yes)",
        effect=_wan(n, "措施：年减排量 | measures: reduction", "measure_areas_effect_total"),
        investment=n.number("措施：投资（万元） | measures: investment (10⁴ CNY)", investment),
        cost=n.number("措施：平均减排成本（元/tCO2e） | measures: average cost (CNY/tCO2e)", cost),
    )


def _control() -> Text:
    return paragraph(
        "管控与跟踪：温室气体准入要求 {admission} 项，分行业绩效准入值 {limits} 项；跟踪评价内容 {tracking} 项，已落实 {ready} 项。"
        " | Control and tracking: {admission} admission requirements, {limits} "
        "performance limits by sector; {tracking} items tracked, {ready} in place.",
        admission="COUNTA(admission_requirement)",
        limits="COUNT(admission_limits_limit)",
        tracking="COUNTA(tracking_item)",
        ready="COUNTIF(tracking_ready,yesno_yes)",
    )


def _limits(n: Numbers) -> Text:
    difference = at("grids_difference", 3)
    return paragraph(
        "数据局限：使用的缺省因子中有 {remembered} 个凭记忆、待按原文确认；电力按省级因子与按区域因子计算，园区总量相差 {grid}。"
        " | Limits: {remembered} of the default factors in use are remembered and to be confirmed; "
        "with the provincial instead of the regional grid factor the total differs by {grid}.",
        _NOTHING,
        remembered="COUNT(remembered_order)",
        grid=n.change("省级与区域电力因子：总量相差 | provincial against regional factor", difference),
    )


def park_conclusion(size: Size) -> Sheet:
    """The conclusion: a paragraph for each of the guide's parts, then one for each scenario."""
    n = Numbers()
    scenarios = tuple(_scenario(n, s) for s in range(1, size.scenarios + 1))
    parts = (_verdict(), _conformity(), _present(n), _sectors(n), _pollution(n), _measures(n), _control(), _limits(n))
    return conclusion_sheet((*parts, *scenarios), n, landscape=False)
