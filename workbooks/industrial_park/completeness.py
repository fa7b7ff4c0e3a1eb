"""What each clause of the guide asks for, and whether it stands in the workbook: an empty chapter passes no check."""

from __future__ import annotations

from collections.abc import Mapping

from pycore.language import Text
from pycore.sheets.definition import Role, Table
from workbooks.common import said
from workbooks.common.cells import at
from workbooks.common.closing_sheets import Check, bad, link_to
from workbooks.common.columns import figure, text
from workbooks.common.pages import calculated_text, label, table


def _of_period(key: str, period: str) -> str:
    return f"COUNTIF({key}_period,period_{period})"


def _of_clause(clause: str) -> str:
    return f'COUNTIFS(conformity_clause,"{clause}",conformity_conform,"?*")'


_CLAUSES: tuple[tuple[str, str, str, str], ...] = (
    ("5.1.1", "规划的产业发展 | planned industry", "COUNTA(sector_plan_sector)", "planning"),
    ("5.1.2", "规划的能源利用 | planned energy", _of_period("energy_supply", "plan"), "energy"),
    ("5.1.3", "规划的基础设施 | planned infrastructure", _of_period("infrastructure", "plan"), "infrastructure"),
    ("5.1.4", "规划的交通运输 | planned transport", _of_period("transport", "plan"), "transport"),
    (
        "5.2.1",
        "与上位和同层位规划的协调性 | conformity with plans of the same and the higher level",
        _of_clause("5.2.1"),
        "conformity",
    ),
    ("5.2.2", "“三线一单”符合性 | conformity with the zoning rules", _of_clause("5.2.2"), "conformity"),
    ("6.1", "产业发展现状 | present industry", "COUNT(history_output)", "history"),
    ("6.2", "能源利用现状 | present energy", _of_period("energy_supply", "present"), "energy"),
    (
        "6.3",
        "基础设施现状 | present infrastructure",
        _of_period("infrastructure", "present"),
        "infrastructure",
    ),
    ("6.4", "交通运输现状 | present transport", _of_period("transport", "present"), "transport"),
    ("6.5", "应对气候变化管理能力 | capacity of climate management", "COUNTA(capacity_present)", "capacity"),
    ("6.6.1", "现状排放统计 | emission at present", f"IF({at('park_years_total', 3)}=0,0,1)", "inventory"),
    ("6.6.3", "重点企业排放统计 | key enterprises", "COUNTA(enterprises_name)", "enterprises"),
    ("7.1", "温室气体排放识别 | sources", "COUNTA(identified_source)", "identification"),
    ("7.2", "减排评价指标 | indicators", "COUNT(indicators_target)", "indicators"),
    ("8.3", "各情景预测 | forecast by scenario", "COUNT(forecast_total)", "parameters"),
    ("9.1", "规划方案环境合理性论证 | justification of the plan", "COUNTA(rationality_argument)", "tracking"),
    ("9.2", "规划优化调整建议 | adjustments of the plan", "COUNTA(adjustments_proposal)", "tracking"),
    ("10.1", "现有问题解决建议 | advice on present problems", "COUNTA(problems_advice)", "tracking"),
    ("10.2", "协同管控途径 | measures", "COUNTIF(measures_adopted,yesno_yes)", "measures"),
    ("10.3", "低碳管理对策 | management", "COUNTA(capacity_suggestion)", "capacity"),
    ("11.1", "跟踪评价计划 | tracking", "COUNTA(tracking_responsible)", "tracking"),
    ("11.2", "建设项目评价要求 | requirements for projects", "COUNTA(requirements_basic)", "admission"),
    ("12", "温室气体减排准入 | admission", "COUNT(admission_limits_limit)+COUNTA(admission_requirement)", "admission"),
)
"""Clause, what it asks for, how many entries answer it, and the sheet that holds them."""

_STATUS = said.first_of(
    ("[entries]>0", "✓"),
    ('[reason]<>""', "– 不涉及，已说明理由 | – not applicable, with a reason"),
    otherwise="✗ 未填写，也没有理由 | ✗ empty, and no reason",
)
CHECK: Check = (
    "没有内容也没有说明理由的指南条款 | clauses of the guide without contents or reason",
    bad("clauses_status"),
    "checks",
)


def completeness(titles: Mapping[str, Text]) -> Table:
    """Return the table of clauses.

    Args:
        titles: the titles of the sheets, by their keys.
    """
    clauses, demands, counts, sheets = zip(*_CLAUSES, strict=True)
    return table(
        "clauses",
        "各条款内容的完整性 | Whether every clause of the guide is answered",
        "50 12 18 24 44 30",
        label("demand", "内容 | contents"),
        label("clause", "条款 | clause"),
        figure("entries", "已填条数 | entries", format="0"),
        calculated_text("status", "状态 | state", said.or_error(_STATUS, "✗ 计算出错 | ✗ error"), role=Role.CHECK),
        text("reason", "不涉及的理由 | why it does not apply"),
        text("link", "工作表 | sheet", role=Role.CALCULATED),
        filled={
            "demand": demands,
            "clause": clauses,
            "entries": [f"={count}" for count in counts],
            "link": [link_to(titles[sheet]) for sheet in sheets],
        },
        note="没有内容的条款须写明不涉及的理由；结论和报告以此为准。"
        " | A clause without contents wants a reason why it does not apply.",
    )
