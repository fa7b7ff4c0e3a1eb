"""Energy of the park (guide, 5.1.2 and 6.2): consumption by carrier, supply, efficiency of key enterprises."""

from __future__ import annotations

from pycore.equations.domain import ANY, NOT_NEGATIVE
from pycore.language import Text, both
from pycore.sheets.definition import Chart, Column, Kind, Role, Series, Sheet, Table
from workbooks.common.columns import (
    EVIDENCE,
    NO_EVIDENCE,
    NO_UNIT,
    PERCENT,
    calculated,
    choice,
    missing,
    number,
    row_check,
    text,
)
from workbooks.industrial_park.sector_rows import EACH_SECTOR, TCE, sector_column
from workbooks.industrial_park.size import Size

_CARRIERS = (
    ("coal", "煤炭", "coal", NOT_NEGATIVE),
    ("oil", "成品油", "oil products", NOT_NEGATIVE),
    ("gas", "天然气", "natural gas", NOT_NEGATIVE),
    ("power", "净调入电力", "net electricity", ANY),
    ("heat", "净调入热力", "net heat", ANY),
    ("renewable", "可再生能源", "renewable energy", NOT_NEGATIVE),
    ("other", "其他", "other", ANY),
)


def sheet(size: Size) -> Sheet:
    mix = Table(
        key="energy_use",
        title=both("各行业能源消费构成（基准年） | Energy consumption by sector and carrier (base year)"),
        rows=len(EACH_SECTOR),
        totals=True,
        note=both(
            "折标准煤；电力、热力填净调入量，对外供应的为负；自发自用的可再生能源单列。 | In standard coal; electricity and heat are net, negative "
            "where supplied to others; own renewable energy apart."
        ),
        columns=(
            sector_column(30),
            *(
                Column(key=key, title=Text(zh, en), unit=TCE, domain=domain, format="#,##0", width=14, total=True)
                for key, zh, en, domain in _CARRIERS
            ),
            calculated(
                "total",
                "合计 | total",
                TCE,
                'IF(COUNT([coal]:[other])=0,"",SUM([coal]:[other]))',
                format="#,##0",
                width=14,
                total=True,
            ),
            calculated(
                "fossil",
                "化石能源占比 | share of fossil fuels",
                NO_UNIT,
                'IF(SUM([total])=0,"",SUM([coal]:[gas])/SUMIFS([coal]:[other],[coal]:[other],">0"))',
                format=PERCENT,
                width=14,
            ),
            calculated(
                "check",
                "与综合能耗核对 | held against the energy of the sector",
                NO_UNIT,
                both(
                    'IF([total]="","",IF(ABS([total]-SUMIFS(history_energy,history_sector,[sector],history_year,'
                    'settings_year3))>0.01*ABS([total]),"✗ 与“行业现状”综合能耗不一致","✓")) | IF([total]="","",'
                    "IF(ABS([total]-SUMIFS(history_energy,history_sector,[sector],history_year,settings_year3))>0."
                    '01*ABS([total]),"✗ not the energy on the sheet Sectors","✓"))'
                ),
                kind=Kind.TEXT,
                role=Role.CHECK,
                width=26,
            ),
        ),
        prefilled={"sector": EACH_SECTOR},
    )
    chart = Chart(
        key="energy_chart",
        title=both("各行业能源消费构成 | Energy consumption by sector"),
        kind="column",
        subtype="stacked",
        y_title=TCE,
        labels_low=True,
        series=tuple(
            Series(title=Text(zh, en), categories="energy_use_sector", values=f"energy_use_{key}")
            for key, zh, en, _ in _CARRIERS
        ),
    )
    supply = Table(
        key="energy_supply",
        title=both("能源供应设施（5.1.2、6.2） | Energy supply (5.1.2, 6.2)"),
        rows=size.energy_supply,
        columns=(
            text("name", "设施 | facility", width=30),
            choice("period", "时点 | time", "period", width=14),
            choice("kind", "类别 | kind", "supply", width=14),
            number("capacity", "规模 | capacity", NO_UNIT, NOT_NEGATIVE, format="#,##0.##", width=14),
            text("unit", "规模单位 | unit of the capacity", width=14),
            text("place", "布局 | place", width=14),
            text("serves", "服务范围 | whom it serves", width=14),
            text("cascade", "能源梯级利用、公用设施说明 | cascading, remarks", width=14),
            EVIDENCE,
            row_check(
                ("name", "period", "kind", "capacity"),
                (
                    missing("name", "设施名称 | facility"),
                    missing("period", "时点 | time"),
                    missing("kind", "类别 | kind"),
                    NO_EVIDENCE,
                ),
            ),
        ),
    )
    efficiency = Table(
        key="efficiency",
        title=both("重点企业能效（6.2） | Energy efficiency of key enterprises (6.2)"),
        rows=size.efficiency,
        note=both(
            "单位产品能耗高于行业能耗限额准入值的，应纳入清单式管理。 | An enterprise above the admission value of the energy limit of its "
            "sector goes on the list for follow-up."
        ),
        columns=(
            choice("enterprise", "企业 | enterprise", "=enterprises_name", width=30),
            text("product", "产品或工序 | product or process", width=14),
            text("unit", "单位 | unit", width=14),
            number("actual", "单位产品能耗 | energy per product", NO_UNIT, NOT_NEGATIVE, format="#,##0.##", width=14),
            number("limit", "限额准入值 | admission value", NO_UNIT, NOT_NEGATIVE, format="#,##0.##", width=14),
            calculated(
                "listed",
                "能效判定 | verdict",
                NO_UNIT,
                both(
                    'IF(COUNT([actual],[limit])<2,"",IF([actual]>[limit],"! 纳入清单式管理","✓ 达到准入值")) | IF(COUNT([actual],'
                    '[limit])<2,"",IF([actual]>[limit],"! on the follow-up list","✓ within the limit"))'
                ),
                kind=Kind.TEXT,
                role=Role.CHECK,
                width=14,
            ),
            text("equipment", "重点用能设备 | main equipment", width=14),
            text("technology", "节能低碳技术应用 | energy-saving technology", width=14),
            text("coal", "煤炭替代方案落实 | coal replacement", width=26),
            EVIDENCE,
            row_check(
                ("enterprise", "product", "actual", "limit"),
                (
                    missing("enterprise", "企业 | enterprise"),
                    missing("actual", "能耗 | energy per product"),
                    NO_EVIDENCE,
                ),
            ),
        ),
    )
    return Sheet(key="energy", title=both("能源利用 | Energy"), tab="input", blocks=(mix, chart, supply, efficiency))
