"""Energy of the park (guide, 5.1.2 and 6.2): consumption by carrier, supply, efficiency of key enterprises."""

from __future__ import annotations

from dataclasses import replace

from pycore.equations.domain import ANY, NOT_NEGATIVE
from pycore.sheets.definition import Chart, Role, Sheet, Table
from workbooks.common import columns as c
from workbooks.common import pages
from workbooks.common.cells import sum_where
from workbooks.common.columns import EVIDENCE, NO_EVIDENCE, NO_UNIT, calculated, choice, number, text
from workbooks.common.pages import calculated_text, table
from workbooks.common.row_tests import all_given
from workbooks.common.said import first_of
from workbooks.industrial_park.sector_rows import EACH_SECTOR, SECTOR
from workbooks.industrial_park.size import Size
from workbooks.industrial_park.units import COAL, WHOLE

CARRIERS = (
    ("coal", "煤炭 | coal", NOT_NEGATIVE),
    ("oil", "成品油 | oil products", NOT_NEGATIVE),
    ("gas", "天然气 | natural gas", NOT_NEGATIVE),
    ("power", "净调入电力 | net electricity", ANY),
    ("heat", "净调入热力 | net heat", ANY),
    ("renewable", "可再生能源 | renewable energy", NOT_NEGATIVE),
    ("other", "其他 | other", ANY),
)
_AMOUNT = "#,##0.##"


def sheet(size: Size) -> Sheet:
    return pages.sheet("energy", "能源利用 | Energy", _mix(), _chart(), _supply(size), _efficiency(size))


def _mix() -> Table:
    carriers = (replace(number(key, words, COAL, domain, format=WHOLE), total=True) for key, words, domain in CARRIERS)
    total = 'IF(COUNT([coal]:[other])=0,"",SUM([coal]:[other]))'
    fossil = 'IF(SUM([total])=0,"",SUM([coal]:[gas])/SUMIFS([coal]:[other],[coal]:[other],">0"))'
    of_sector = sum_where("history", "energy", sector="[sector]", year="settings_year3")
    differs = f"ABS([total]-{of_sector})>0.01*ABS([total])"
    check = first_of(
        ('[total]=""', ""),
        (differs, "✗ 与“行业现状”综合能耗不一致 | ✗ not the energy on the sheet Sectors"),
        otherwise="✓",
    )
    return table(
        "energy_use",
        "各行业能源消费构成（基准年） | Energy consumption by sector and carrier (base year)",
        "30 14 14 14 14 14 14 14 14 14 26",
        SECTOR,
        *carriers,
        calculated("total", "合计 | total", COAL, total, format=WHOLE, total=True),
        calculated("fossil", "化石能源占比 | share of fossil fuels", NO_UNIT, fossil, format=c.PERCENT),
        calculated_text("check", "与综合能耗核对 | held against the energy of the sector", check, role=Role.CHECK),
        totals=True,
        filled={"sector": EACH_SECTOR},
        note="折标准煤；电力、热力填净调入量，对外供应的为负；自发自用的可再生能源单列。"
        " | In standard coal; electricity and heat are net, negative "
        "where supplied to others; own renewable energy apart.",
    )


def _chart() -> Chart:
    carriers = [(key, words) for key, words, _ in CARRIERS]
    title = "各行业能源消费构成 | Energy consumption by sector"
    chart = pages.chart("", title, COAL, "energy_use_sector", carriers, stacked=True)
    return replace(chart, key="energy_chart", labels_low=True)


def _supply(size: Size) -> Table:
    given = all_given(name="设施名称 | facility", period="时点 | time", kind="类别 | kind")
    return table(
        "energy_supply",
        "能源供应设施（5.1.2、6.2） | Energy supply (5.1.2, 6.2)",
        "30 14 14 14 14 14 14 14 26 24",
        text("name", "设施 | facility"),
        choice("period", "时点 | time", "period"),
        choice("kind", "类别 | kind", "supply"),
        number("capacity", "规模 | capacity", NO_UNIT, NOT_NEGATIVE, format=_AMOUNT),
        text("unit", "规模单位 | unit of the capacity"),
        text("place", "布局 | place"),
        text("serves", "服务范围 | whom it serves"),
        text("cascade", "能源梯级利用、公用设施说明 | cascading, remarks"),
        EVIDENCE,
        c.row_check(("name", "period", "kind", "capacity"), (*given, NO_EVIDENCE)),
        ledger=size.energy_supply,
    )


def _efficiency(size: Size) -> Table:
    given = all_given(enterprise="企业 | enterprise", actual="能耗 | energy per product")
    listed = first_of(
        ("COUNT([actual],[limit])<2", ""),
        ("[actual]>[limit]", "! 纳入清单式管理 | ! on the follow-up list"),
        otherwise="✓ 达到准入值 | ✓ within the limit",
    )
    return table(
        "efficiency",
        "重点企业能效（6.2） | Energy efficiency of key enterprises (6.2)",
        "30 14 14 14 14 14 14 14 26 26 24",
        choice("enterprise", "企业 | enterprise", "=enterprises_name"),
        text("product", "产品或工序 | product or process"),
        text("unit", "单位 | unit"),
        number("actual", "单位产品能耗 | energy per product", NO_UNIT, NOT_NEGATIVE, format=_AMOUNT),
        number("limit", "限额准入值 | admission value", NO_UNIT, NOT_NEGATIVE, format=_AMOUNT),
        calculated_text("listed", "能效判定 | verdict", listed, role=Role.CHECK),
        text("equipment", "重点用能设备 | main equipment"),
        text("technology", "节能低碳技术应用 | energy-saving technology"),
        text("coal", "煤炭替代方案落实 | coal replacement"),
        EVIDENCE,
        c.row_check(("enterprise", "product", "actual", "limit"), (*given, NO_EVIDENCE)),
        ledger=size.efficiency,
        note="单位产品能耗高于行业能耗限额准入值的，应纳入清单式管理。"
        " | An enterprise above the admission value of the energy limit of its sector goes on the list for follow-up.",
    )
