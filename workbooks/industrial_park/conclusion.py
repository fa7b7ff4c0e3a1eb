"""The conclusion (chapter 13): sentences that the results write, in Chinese and in English."""

from __future__ import annotations

import re

from pycore.language import Language, Text
from pycore.library.guide_words import SECTORS
from pycore.sheets.definition import Field, Lines, Panel, Sheet
from workbooks.industrial_park.forecast import present
from workbooks.industrial_park.scenarios import PLAN_YEARS
from workbooks.industrial_park.sector_forecast import POLLUTANTS
from workbooks.industrial_park.size import Size

_SLOT = re.compile(r"\{(\w+)\}")
_NOTHING = "SUM(park_years_total)=0"
_WAN, _SHARE, _CHANGE = "#,##0.00", "0.0%", "+0.0%;-0.0%;0.0%"

Cell = str | Text
"""A formula for a word in a sentence; a `Text` where it differs by language."""


def _joined(template: str, cells: dict[str, Cell], language: Language) -> str:
    """Turn a sentence with {slots} into texts and cells joined by &."""
    parts = []
    for place, part in enumerate(_SLOT.split(template)):
        if place % 2:
            cell = cells[part]
            parts.append(cell[language] if isinstance(cell, Text) else cell)
        elif part:
            parts.append(f'"{part}"')
    return "&".join(parts)


def _sentence(zh: str, en: str, unless: str = "FALSE", **cells: Cell) -> Text:
    """A line that is blank while `unless` holds."""
    return Text(f'=IF({unless},"",{_joined(zh, cells, "zh")})', f'=IF({unless},"",{_joined(en, cells, "en")})')


def _shown(cell: str, pattern: str) -> str:
    return f'IF(ISNUMBER({cell}),TEXT({cell},"{pattern}"),"–")'


def _wan(cell: str, pattern: str = _WAN) -> str:
    """In 10^4 t."""
    return f'IF(ISNUMBER({cell}),TEXT({cell}/10000,"{pattern}"),"–")'


def _part(key: str) -> str:
    """Share of a domain in the emission before reductions."""
    whole = "+".join(present(k) for k in ("energy", "process", "waste"))
    return f'IF({whole}=0,"–",TEXT({present(key)}/({whole}),"{_SHARE}"))'


def _assessed() -> Text:
    """What the indicators say of the recommended scenario; nothing is reached or missed where none has a target."""
    number = "COUNT(indicators_target)"
    reached, missed, open_ = (f'COUNTIF(indicators_verdict,"{mark}*")' for mark in ("✓", "✗", "!"))
    judged = Text(
        f'IF({missed}>0,"，未达到的 "&{missed}&" 项应优化调整规划方案或强化减排措施",IF({open_}>0,"，尚不能判定全部目标","，减排目标可达"))',
        f'IF({missed}>0,"; for the "&{missed}&" missed the plan is to be adjusted or the measures strengthened",IF({open_}>0,"; not all of them can be judged yet","; the targets can be reached"))',
    )
    slots: dict[str, Cell] = {
        "all": number, "reached": reached, "judged": judged,
        "open": Text(f'IF({open_}>0,"、缺数据 "&{open_}&" 项","")', f'IF({open_}>0,", lacks data for "&{open_},"")'),
    }  # fmt: skip
    counted = Text(
        _joined("评价 {all} 项指标，达到 {reached} 项{open}{judged}", slots, "zh"),
        _joined("is assessed by {all} indicators and reaches {reached}{open}{judged}", slots, "en"),
    )
    return Text(
        f'IF({number}=0,"没有选用评价指标，不能判断减排目标是否可达",{counted.zh})',
        f'IF({number}=0,"is not assessed: no indicator was chosen, so nothing can be said of the targets",{counted.en})',
    )


def _verdict() -> Text:
    checks = Text('IF(checks_total>0,"（检查表尚有 "&checks_total&" 项待处理）","")', 'IF(checks_total>0," ("&checks_total&" open on the sheet Checks)","")')
    name = Text('IF(outlook_recommended="","（未选定）",outlook_recommended)', 'IF(outlook_recommended="","(none chosen)",outlook_recommended)')
    year = 'TEXT(INDEX(settings_plans,outlook_year_index),"0")'
    return _sentence(
        "结论：推荐情景“{name}”在 {year} 年{assessed}。{checks}",
        "Conclusion: in {year} the recommended scenario “{name}” {assessed}.{checks}",
        f"OR({_NOTHING},settings_plan1=\"\")", name=name, year=year, assessed=_assessed(), checks=checks,
    )  # fmt: skip


def _conformity() -> Text:
    counted = {code: f"COUNTIF(conformity_conform,conform_{code})" for code in ("conforms", "adjust", "conflicts")}
    return _sentence(
        "规划协调性：对照 {all} 项，符合 {conforms} 项，需调整 {adjust} 项，不符合 {conflicts} 项；提出规划优化调整建议 {adjustments} 项，采纳 {accepted} 项。",
        "Conformity: {all} items judged, {conforms} conform, {adjust} to be adjusted, {conflicts} conflict; {adjustments} adjustments of the plan proposed, {accepted} accepted.",
        all="COUNTA(conformity_conform)", adjustments="COUNTA(adjustments_proposal)", accepted="COUNTIF(adjustments_accepted,yesno_yes)", **counted,
    )  # fmt: skip


def _present() -> Text:
    first, last = "INDEX(park_years_total,1)", present("total")
    return _sentence(
        "现状：{year} 年园区温室气体排放量 {total} 万tCO2e（不确定度 ±{u}），其中能源活动占 {energy}、工业生产过程占 {process}、废弃物处理占 {waste}，减排措施扣减 {reduction} 万tCO2e；比 {year1} 年变化 {change}；单位工业总产值排放 {per_output} tCO2e/万元，单位工业增加值 {per_added} tCO2e/万元。",
        "Present: in {year} the park emitted {total} × 10⁴ tCO2e (uncertainty ±{u}): energy {energy}, processes {process}, waste {waste}, less {reduction} × 10⁴ tCO2e of reductions; {change} against {year1}; {per_output} tCO2e per 10⁴ CNY of output, {per_added} per 10⁴ CNY of value added.",
        _NOTHING, year='TEXT(settings_base_year,"0")', year1='TEXT(settings_year1,"0")', total=_wan(last), u=_shown(present("u"), _SHARE),
        energy=_part("energy"), process=_part("process"), waste=_part("waste"), reduction=_wan(present("reduction")),
        change=f'IF(N({first})=0,"–",TEXT(({last}-{first})/{first},"{_CHANGE}"))',
        per_output=_shown(present("per_output"), "0.000"), per_added=_shown(present("per_value_added"), "0.000"),
    )  # fmt: skip


def _sectors() -> Text:
    largest = "MATCH(MAX(sectors_total3),sectors_total3,0)"
    names = Text(",".join(f'"{name.zh}"' for name in SECTORS.values()), ",".join(f'"{name.en}"' for name in SECTORS.values()))
    keyed = "SUMIFS(enterprises_emission,enterprises_key,yesno_yes)"
    return _sentence(
        "行业与企业：排放最大的行业为{sector}，占 {share}；重点企业 {number} 家，排放量合计 {emission} 万tCO2e。",
        "Sectors and enterprises: the largest emitter is {sector} with {share}; {number} key enterprises emit {emission} × 10⁴ tCO2e together.",
        f"OR({_NOTHING},MAX(sectors_total3)<=0)", sector=Text(f"INDEX({{{names.zh}}},{largest})", f"INDEX({{{names.en}}},{largest})"),
        share=_shown(f"INDEX(sectors_share,{largest})", _SHARE), number="COUNTIF(enterprises_key,yesno_yes)", emission=_wan(keyed),
    )  # fmt: skip


def _pollution() -> Text:
    slots = "、".join(f"{label} {{{key}}} t" for key, label in POLLUTANTS)
    return _sentence(
        f"同源大气污染物：{{year}} 年台账合计 {slots}。", f"Air pollutants of the same activities in {{year}}: {slots.replace('、', ', ')}.",
        f"SUM({','.join(f'park_years_{key}' for key, _ in POLLUTANTS)})=0", year='TEXT(settings_base_year,"0")',
        **{key: _shown(present(key), "#,##0.0") for key, _ in POLLUTANTS},
    )  # fmt: skip


def _scenario(s: int) -> Text:
    def of(key: str, table: str = "forecast") -> str:
        return f"INDEX({table}_{key},{(s - 1) * PLAN_YEARS}+outlook_year_index)"

    return _sentence(
        "{name}：{year} 年排放量 {total} 万tCO2e，比现状变化 {rate}；单位工业总产值排放下降 {output}，单位工业增加值排放下降 {added}；相对基准情景减排潜力 {potential} 万tCO2e；评价指标达到 {reached} / {all} 项。",
        "{name}: in {year} {total} × 10⁴ tCO2e, {rate} against the present; emission per output falls by {output}, per value added by {added}; reduction potential {potential} × 10⁴ tCO2e against the base scenario; {reached} of {all} targets reached.",
        f'OR(INDEX(scenario_names_name,{s})="",settings_plan1="")', name=f"INDEX(scenario_names_name,{s})", year=f'TEXT({of("year")},"0")', total=_wan(of("total")),
        rate=_shown(of("change_rate"), _CHANGE), output=_shown(of("decline_output", "plan_performance"), _SHARE), added=_shown(of("decline_value_added", "plan_performance"), _SHARE),
        potential=_wan(of("potential")), reached=f'COUNTIF(reach_s{s},"✓*")', all=f'COUNTIF(reach_s{s},"?*")',
    )  # fmt: skip


def _measures() -> Text:
    return _sentence(
        "减污降碳措施：列出 {all} 项，采纳 {adopted} 项，年减排 {effect} 万tCO2e，投资 {investment} 万元，平均减排成本 {cost} 元/tCO2e。",
        "Measures: {all} listed, {adopted} adopted; they reduce {effect} × 10⁴ tCO2e a year, with an investment of {investment} × 10⁴ CNY and an average cost of {cost} CNY/tCO2e.",
        "COUNTA(measures_name)=0", all="COUNTA(measures_name)", adopted="COUNTIF(measures_adopted,yesno_yes)", effect=_wan("measure_areas_effect_total"),
        investment=_shown("measure_areas_investment_total", "#,##0"),
        cost='IF(N(measure_areas_costed_total)=0,"–",TEXT(measure_areas_yearly_total*10000/measure_areas_costed_total,"#,##0"))',
    )  # fmt: skip


def _control() -> Text:
    return _sentence(
        "管控与跟踪：温室气体准入要求 {admission} 项，分行业绩效准入值 {limits} 项；跟踪评价内容 {tracking} 项，已落实 {ready} 项。",
        "Control and tracking: {admission} admission requirements, {limits} performance limits by sector; {tracking} items tracked, {ready} in place.",
        admission="COUNTA(admission_requirement)", limits="COUNT(admission_limits_limit)", tracking="COUNTA(tracking_item)", ready="COUNTIF(tracking_ready,yesno_yes)",
    )  # fmt: skip


def _limits() -> Text:
    return _sentence(
        "数据局限：使用的缺省因子中有 {remembered} 个凭记忆、待按原文确认；电力按省级因子与按区域因子计算，园区总量相差 {grid}。",
        "Limits: {remembered} of the default factors in use are remembered and to be confirmed; with the provincial instead of the regional grid factor the total differs by {grid}.",
        _NOTHING, remembered="COUNT(remembered_order)", grid=_shown("INDEX(grids_difference,3)", _CHANGE),
    )  # fmt: skip


def conclusion_sheet(size: Size) -> Sheet:
    """The conclusion, a paragraph in each language for each of the guide's parts, and remarks of the consultant."""
    scenarios = tuple(_scenario(s) for s in range(1, size.scenarios + 1))
    lines = (_verdict(), _conformity(), _present(), _sectors(), _pollution(), _measures(), _control(), _limits(), *scenarios)
    return Sheet(
        key="conclusion", title=Text("结论", "Conclusion"), tab="result", freeze=False, one_page=True, landscape=False,
        intro=Text("结论文字由计算结果自动生成，中英文各一份，可复制到报告中。", "The text writes itself from the results, in Chinese and in English, for use in the report."),
        blocks=(
            Lines(key="conclusion_zh", title=Text("结论（中文）", "Conclusion (Chinese)"), lines=tuple(Text(line.zh, line.zh) for line in lines), height=2, span=4),
            Lines(key="conclusion_en", title=Text("结论（英文）", "Conclusion (English)"), lines=tuple(Text(line.en, line.en) for line in lines), height=2, span=4),
            Panel(key="statement", title=Text("补充说明", "Remarks"), fields=(
                Field(key="remarks", title=Text("编制单位补充说明", "remarks of the consultant")),
                Field(key="limits", title=Text("数据与方法局限", "limits of data and method")),
            )),
        ),
    )  # fmt: skip
