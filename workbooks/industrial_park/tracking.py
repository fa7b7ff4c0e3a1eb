"""Justification and adjustments (9), problems (10.1), tracking and requirements for projects (11), admission (12)."""

from __future__ import annotations

from pycore.equations.domain import ANY
from pycore.library.guide_words import SECTORS as GUIDE_SECTORS
from pycore.sheets.definition import Sheet, Table
from workbooks.common.cells import at, blank_if
from workbooks.common.columns import EVIDENCE, calculated, choice, missing, not_listed, number, row_check, text
from workbooks.common.pages import label, records, sheet, table
from workbooks.common.row_tests import all_given, all_listed
from workbooks.industrial_park.scenarios import PLAN_YEARS
from workbooks.industrial_park.sector_forecast import past
from workbooks.industrial_park.sector_rows import SECTORS, row_by_sector
from workbooks.industrial_park.size import Size
from workbooks.industrial_park.units import PER_MONEY

# ── problems, adjustments, tracking ──────────────────────────────────────────────────────────────────────────────


def _problems() -> Table:
    tests = (
        *all_given(problem="问题 | problem", advice="建议 | advice", area="领域 | area"),
        *all_listed(area="领域 | area"),
    )
    return table(
        "problems",
        "现有问题与解决建议（指南 10.1、10.3） | Present problems and advice (guide 10.1, 10.3)",
        "40 40 44 36 14 10 24",
        text("problem", "存在的问题或差距 | problem or gap"),
        text("advice", "减排或管理建议 | advice"),
        choice("area", "领域 | area", "area"),
        choice("enterprise", "涉及企业 | enterprise", "=enterprises_name"),
        text("deadline", "完成时限 | by when"),
        choice("solved", "已解决 | solved", "yesno"),
        row_check(("area", "problem", "advice"), tests),
        ledger=12,
    )


_ARGUED = (
    "规划目标 | goals of the plan",
    "规划定位 | aim of the park",
    "规划规模 | scale",
    "产业结构与布局 | structure and layout",
)


def _rationality() -> Table:
    tests = (
        missing("conforming", "结论 | result"),
        not_listed("conforming", "结论 | result", "conform"),
        missing("argument", "论证 | argument"),
    )
    return table(
        "rationality",
        "规划方案环境合理性论证：气候变化因素（指南 9.1） | Justification of the plan with regard to climate (guide 9.1)",
        "40 40 44 36 14 26",
        label("item", "论证对象 | what is justified"),
        text("climate", "气候变化因素与要求 | climate factors and demands"),
        text("argument", "论证 | argument"),
        choice("conforming", "结论 | result", "conform"),
        EVIDENCE,
        row_check(("climate", "argument", "conforming"), tests),
        ledger=True,
        filled={"item": _ARGUED},
        note="不符合或需调整的，在下表提出优化调整建议。"
        " | What conflicts or is to be adjusted goes into the adjustments below.",
    )


def _adjustments() -> Table:
    tests = (
        *all_given(topic="调整内容 | what", proposal="建议 | adjustment", reason="理由 | reason"),
        not_listed("accepted", "采纳 | accepted", "yesno"),
    )
    return table(
        "adjustments",
        "规划优化调整建议（指南 9.2） | Adjustments of the plan (guide 9.2)",
        "40 40 44 36 14 10 24",
        text("topic", "调整内容（定位、规模、结构、布局、能源） | what (aim, scale, structure, layout, energy)"),
        text("original", "原规划方案 | the plan"),
        text("proposal", "优化调整建议 | adjustment"),
        text("reason", "理由（区域、行业要求） | reason (region, sector)"),
        number("effect", "减排效果 | effect", "tCO2e/a", ANY, format="#,##0"),
        choice("accepted", "采纳 | accepted", "yesno"),
        row_check(("topic", "proposal", "accepted"), tests),
        ledger=12,
    )


# What is tracked, how, and how often where it is not every year.
_TRACKED = records("""
分行业温室气体排放量（能源、工业过程、废弃物） | GHG emission by sector and domain
    沿用本工作簿台账，每年更新一年数据 | the ledgers of this workbook, a year added

分行业排放绩效及下降率 | performance and declines by sector
    清单结果 ÷ 产值、增加值、能耗 | inventory over output, value added and energy

评价指标达标情况 | indicators against their targets
    与“评价指标”目标值比较 | against the targets of the sheet Indicators
    每个规划年 | each planning year

减排措施落实与实际减排量 | measures carried out and their reduction
    逐项核对“减排措施” | each row of the sheet Measures

能源消费品种与总量、净调入电力 | energy by carrier, net electricity
    能源统计报表、结算单 | energy statistics, invoices

重点企业经核查的排放数据 | verified figures of key enterprises
    碳市场核查报告 | reports of the carbon market

大气污染物（SO2、NOx、颗粒物、VOC）协同变化 | SO2, NOx, PM and VOC alongside
    与温室气体同一台账 | the same ledgers

废水集中处理设施甲烷回收 | methane recovery of the waste water works
    沼气计量记录 | biogas meters

新入园项目准入执行 | admission of new projects
    对照准入清单 | against the admission list
    逐个项目 | each project

电网因子、GWP、排放因子更新 | updates of grid factor, GWP and emission factors
    与因子库新版本核对 | against new editions of the factor library
""")


def _tracking(size: Size) -> Table:
    items, methods = ([record[place] for record in _TRACKED] for place in (0, 1))
    frequencies = [record[2] if len(record) > 2 else "每年 | every year" for record in _TRACKED]
    return table(
        "tracking",
        "跟踪评价计划（指南 11.1） | Tracking evaluation (guide 11.1)",
        "40 40 44 36 14 10 30",
        text("item", "跟踪内容 | item"),
        text("trigger", "预警值或触发条件 | threshold"),
        text("method", "数据来源与方法 | source and method"),
        text("responsible", "责任单位 | responsible"),
        text("frequency", "频次 | frequency"),
        choice("ready", "已落实 | in place", "yesno"),
        text("response", "超出时的对策 | response"),
        rows=max(size.tracking, len(_TRACKED)),
        filled={"item": items, "method": methods, "frequency": frequencies},
    )


# ── admission and requirements ───────────────────────────────────────────────────────────────────────────────────


def _admission_limits() -> Table:
    """Performance of the sectors now and in the recommended scenario: what a limit for new projects is held against."""
    of_year = f"(outlook_recommended_index-1)*{PLAN_YEARS}+outlook_year_index-1"
    row = row_by_sector("sector_forecast_total", of_year, "{i}")
    emission, output = past("inventory", "total"), past("history", "output")
    present = blank_if(f"OR(SUM({emission})=0,SUM({output})=0)", f"{emission}/{output}")
    planned = blank_if('outlook_recommended_index=""', at("sector_forecast_per_output", row))
    above = "AND(ISNUMBER([present]),ISNUMBER([limit]),SUM([limit])>SUM([present]))"
    tests = (
        missing("limit", "准入值 | limit"),
        ("NOT(ISNUMBER([limit]))", "准入值不是数值 | limit is not a number"),
        (above, "准入值高于现状绩效 | limit above the present performance"),
        missing("basis", "依据 | basis"),
    )
    return table(
        "admission_limits",
        "分行业温室气体绩效准入值（指南 12） | Performance limits for admission, by sector (guide 12)",
        "24 14 16 14 40 24",
        label("sector", "行业 | sector", "INDEX(sector_list,{i})"),
        calculated("present", "现状绩效 | present", PER_MONEY, present, format="0.000"),
        calculated("planned", "推荐情景绩效 | recommended scenario", PER_MONEY, planned, format="0.000"),
        number("limit", "准入值 | limit", PER_MONEY, ANY, format="0.000"),
        text("basis", "依据 | basis"),
        row_check(("limit", "basis"), tests),
        ledger=SECTORS,
        note="单位工业总产值排放；准入值由使用者确定，一般不高于推荐情景评价年的绩效。高于现状绩效的准入值会被标出。 | Emission per output value. The limit is the "
        "user's, in general not above the performance of the recommended scenario; one above the present is marked.",
    )


def _admission(size: Size) -> Table:
    tests = (
        missing("kind", "准入类型 | kind"),
        not_listed("kind", "准入类型 | kind", "admission_kind"),
        not_listed("sector", "行业 | sector"),
        missing("area", "管控维度 | area"),
        not_listed("area", "管控维度 | area"),
        missing("requirement", "准入要求 | requirement"),
    )
    return table(
        "admission",
        "温室气体减排准入清单（指南 12） | Admission list (guide 12)",
        "24 14 16 14 40 26 24",
        choice("sector", "行业 | sector", "sector"),
        choice("kind", "准入类型 | kind", "admission_kind"),
        choice("area", "管控维度 | area", "area"),
        text("limit", "限值与单位 | limit and unit"),
        text("requirement", "准入要求 | requirement"),
        EVIDENCE,
        row_check(("kind", "area", "requirement"), tests),
        rows=size.admission,
        helps={"sector": "留空为全园区。 | Blank: the whole park."},
    )


def _requirements() -> Table:
    focus = [
        "供电供热煤耗、锅炉 N2O、生物质掺烧、碳捕集预留 | heat rate, N2O of boilers, biomass co-firing, readiness for capture",
        "流程类型与废钢比、熔剂与碳平衡、副产煤气利用 | route and scrap, fluxes and carbon balance, by-product gas",
        "熟料碳酸盐分解与原燃料替代、窑炉能效 | carbonates of clinker, substitution, kiln efficiency",
        "电力来源、阳极效应 PFC、SF6 保护气替代 | source of power, PFC of anode effects, substitutes for SF6",
        "工艺 CO2 与 N2O、HFC 副产及减排设施、蒸汽梯级利用 | process CO2 and N2O, by-product HFCs and abatement, steam cascade",
        "用电与含氟气体、废水甲烷、绿色建筑与光伏 | power and fluorinated gases, methane of waste water, green building and PV",
    ]
    return table(
        "requirements",
        "规划所含建设项目评价要求（指南 11.2） | Requirements for projects in the plan (guide 11.2)",
        "24 30 44 34 40",
        choice("sector", "行业 | sector", "sector"),
        choice("simplify", "简化建议 | simplification", "simplify"),
        text("focus", "评价重点内容 | what to assess"),
        text("basic", "基本要求 | basic requirements"),
        text("conditions", "适用条件（符合准入、依托设施等） | conditions (admitted, shared facilities)"),
        rows=len(GUIDE_SECTORS) + 4,
        filled={"sector": list(GUIDE_SECTORS.values()), "focus": focus},
    )


def tracking_sheets(size: Size) -> tuple[Sheet, ...]:
    """Problems, adjustments and tracking; requirements and admission."""
    return (
        sheet("tracking", "问题、调整与跟踪 | Tracking", _problems(), _rationality(), _adjustments(), _tracking(size)),
        sheet(
            "admission",
            "准入与项目要求 | Admission",
            *(_admission_limits(), _admission(size), _requirements()),
            intro="把排放评价结论细化为生态环境分区管控和准入要求。 | The findings turned into requirements for zones and for admission.",
        ),
    )
