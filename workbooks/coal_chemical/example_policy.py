"""What the worked example answers to policies: each demand in words of its own, all illustrative."""

from __future__ import annotations

from typing import Any

from pycore.language import Text, both
from workbooks.coal_chemical.policies import POLICIES

Row = dict[str, Any]

# By document: how the example conforms.
_ANSWERS = {
    "eco_code": "环评与主体工程设计同步，编制报告书 | full report, made along with the design",
    "adaptation_2035": "按 50 年一遇洪水位定场坪，核算枯水年供水 | ground above the 50-year flood, water of a dry year checked",
    "dual_control_2024": "年排放量和强度报市级主管部门纳入碳预算 | total and intensity reported for the city's carbon budget",
    "peak_2030": "空分、压缩机全电驱，不新增自备燃煤锅炉 | air separation and compressors electric, no new captive coal boiler",
    "battle_coal": "停用一台自备燃煤锅炉，燃料煤净减 6 万 t/a | a captive coal boiler stops: 60 kt/a less fuel coal",
    "battle_two_high": "不在大气重点区域；NOx 由停用锅炉削减 | outside key regions; NOx offset by the boiler that stops",
    "battle_ghg_eia": "报告书设温室气体专章 | the report has a chapter on greenhouse gases",
    "coordination_2021": "落实园区规划环评的低碳条款 | low-carbon clauses of the park's plan EIA are met",
    "permit_2021": "措施和监测计划写入排污许可申请 | measures and monitoring go into the permit application",
    "pilot_chapter": "专章按通知附件 2 的六部分编写 | the chapter has the six parts of annex 2",
    "pilot_replacement": "停用锅炉的二氧化碳变化量列入三本账 | the boiler that stops stands in the three accounts",
    "synergy_2022": "CO2 捕集与低氮改造一并实施 | CO2 capture and low-NOx refits go together",
    "eia_work_2023": "核算、评价和措施比选均按指南进行 | accounts, assessment and measures follow the guide",
    "two_high_admission": "已进园区准入清单，总量指标已落实 | on the park's admission list, quotas obtained",
    "two_high_carbon": "碳评价衔接自治区达峰方案和煤炭总量控制 | in line with the region's peaking plan and coal cap",
    "approval_2022": "三种情景核算，措施后等级可接受 | three cases calculated, acceptable with measures",
    "approval_reduction": "区域削减方案已由盟市批复 | reduction plan approved by the city",
    "categories_2021": "属煤制合成气 2522，编制报告书 | 2522, coal to synthesis gas: full report",
    "hj21": "六项措施经多方案比选 | six measures compared",
    "hj22": "温室气体与大气均以 2025 年为基准年 | 2025 is the base year of both",
    "gbt3215110": "边界含辅助和附属系统，自产燃料气不重复计 | auxiliary systems inside, own fuel gas counted once",
    "gbt32150": "术语和活动数据口径一致 | same terms and activity data",
    "reporting_2023": "监测与质量控制计划见管理与监测 | monitoring and quality control on the sheet Management",
    "acceptance": "措施列入环保验收清单 | measures are on the list for acceptance",
    "existing_performance": "甲醇绩效低于现有工程 | methanol performs better than the existing plant",
    "existing_management": "依托现有安环部，增设两人 | the existing HSE department takes it on with two more staff",
    "benchmark_2023": "甲醇达到 1 级，烯烃措施后优于先进值 | methanol level 1, olefins better than advanced with measures",
}
# By topic, in the order of the form: what applies there, and how the example conforms.
_TOPICS = (
    ("yes", "已取得选址、总量和用水手续 | siting, quotas and water rights obtained"),
    ("yes", "措施后排放量计入行业达峰测算 | emissions with measures are in the sector's path to the peak"),
    ("yes", "列入园区达峰方案重点项目 | a key project of the park's plan"),
    ("yes", "完成盟市下达的减排任务 | meets the city's reduction task"),
    ("yes", "两种污染物同时减少 | both pollutant and carbon fall"),
    ("yes", "位于重点管控单元，符合准入要求 | in a key control unit, admission met"),
    ("yes", "用煤替代方案已批复 | coal replacement plan approved"),
    ("yes", "燃料气自用，外购天然气仅开工用 | own fuel gas; natural gas for start-up only"),
    ("none", "原料煤由皮带廊道运入，无公路运输 | coal comes by conveyor, none by road"),
    ("yes", "规划环评审查意见逐条落实 | each point of the plan EIA is met"),
    ("yes", "逐条对照见报告书附表 | point by point in an annex of the report"),
    ("yes", "由停用锅炉削减，方案见附件 | by the boiler that stops, see the annex"),
)


def _row(conformity: str, words: Text, place: int) -> Row:
    evidence = both(str(place)).within("报告书 表 2-{} | report, table 2-{}")
    return {"conformity": conformity, "explanation": words, "evidence": evidence}


DOCUMENTS: list[Row] = [
    _row("yes", both(_ANSWERS[policy.id]), place) if policy.id in _ANSWERS else {}
    for place, policy in enumerate(POLICIES, 1)
]
TOPICS: list[Row] = [
    _row(conformity, both(words), len(POLICIES) + place) for place, (conformity, words) in enumerate(_TOPICS, 1)
]
