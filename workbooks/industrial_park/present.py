"""The present state of the park (guide, chapter 6) and the identification of sources (7.1)."""

from __future__ import annotations

from pycore.equations.domain import ANY, FRACTION, NOT_NEGATIVE
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
from workbooks.industrial_park import energy, enterprises, park_map
from workbooks.industrial_park.lists import SECTOR_CODES
from workbooks.industrial_park.sector_rows import CNY, EACH_SECTOR, TCE, sector_column
from workbooks.industrial_park.size import Size

_SECTORS, _YEARS = len(SECTOR_CODES), 3


def sheets(size: Size) -> tuple[Sheet, ...]:
    return (
        _history_sheet(),
        enterprises.enterprise_sheet(size),
        park_map.map_sheet(size),
        energy.sheet(size),
        _infrastructure_sheet(size),
        _transport_sheet(size),
        _capacity_sheet(size),
        _identification_sheet(size),
    )


# ── sectors: three years of output, area and energy (6.1, 6.6.1) ─────────────────────────────────────────────────


def _history_sheet() -> Sheet:
    history = Table(
        key="history",
        title=both("各行业近三年情况（6.1、6.2） | Sectors over three years (6.1, 6.2)"),
        rows=_SECTORS * _YEARS,
        ledger=True,
        note=both(
            "包括园区内该行业全部企业；综合能耗为扣除对外供能后的净消费量。园区没有的行业留空。 | All enterprises of the sector in the park; energy is "
            "the net consumption, energy supplied to others taken off. Sectors that the park does not have stay "
            "blank."
        ),
        columns=(
            sector_column(),
            Column(key="year", title=both("年份 | year"), role=Role.LABEL, width=14, format="0"),
            number("output", "工业总产值 | output value", CNY, NOT_NEGATIVE, format="#,##0", width=14),
            number("value_added", "工业增加值 | value added", CNY, NOT_NEGATIVE, format="#,##0", width=14),
            number("area", "占地面积 | area", "ha", NOT_NEGATIVE, format="#,##0.0", width=14),
            number("energy", "综合能耗 | energy consumption", TCE, ANY, format="#,##0", width=14),
            calculated(
                "energy_intensity",
                "单位产值能耗 | energy per output value",
                "tce/万元 | tce/10⁴ CNY",
                'IF(OR(SUM([output])=0,[energy]=""),"",[energy]/[output])',
                format="0.000",
                width=14,
            ),
            text("products", "主要产品与产量 | main products and outputs", width=28),
            EVIDENCE,
            row_check(
                ("output", "value_added", "area", "energy"),
                (
                    (
                        "COUNT([output],[value_added],[energy])<3",
                        "缺产值、增加值或能耗 | output, value added or energy missing",
                    ),
                    ("[value_added]>[output]", "增加值大于总产值 | value added above output"),
                    NO_EVIDENCE,
                ),
            ),
        ),
        prefilled={
            "sector": EACH_SECTOR * _YEARS,
            "year": [f"=settings_year{1 + i // _SECTORS}" for i in range(_SECTORS * _YEARS)],
        },
    )

    def of_year(column: str, year: int) -> str:
        return f"SUMIFS(history_{column},history_sector,[sector],history_year,settings_year{year})"

    def share(key: str, zh: str, en: str, column: str) -> Column:
        total = f"SUMIFS(history_{column},history_year,settings_year3)"
        return calculated(
            key, Text(zh, en), NO_UNIT, f'IF({total}=0,"",{of_year(column, 3)}/{total})', format=PERCENT, width=14
        )

    outputs = tuple(
        calculated(
            f"output{i}",
            f"总产值 年份{i} | output value, year {i}",
            CNY,
            of_year("output", i),
            format="#,##0",
            width=14,
            total=True,
        )
        for i in range(1, _YEARS + 1)
    )
    structure = Table(
        key="structure",
        title=both("产业结构（基准年） | Structure of the sectors (base year)"),
        rows=_SECTORS,
        totals=True,
        columns=(
            sector_column(),
            *outputs,
            share("share_output", "产值占比", "share of output", "output"),
            share("share_value_added", "增加值占比", "share of value added", "value_added"),
            calculated(
                "growth",
                "产值年均增速 | growth of output a year",
                NO_UNIT,
                'IF([output1]>0,SQRT([output3]/[output1])-1,"")',
                format="0.0%",
                width=14,
            ),
            share("share_area", "用地占比", "share of area", "area"),
            share("share_energy", "能耗占比", "share of energy", "energy"),
            calculated(
                "covered",
                "所填企业占产值 | output of the enterprises listed",
                NO_UNIT,
                'IF([output3]=0,"",SUMIFS(enterprises_output,enterprises_sector,[sector])/[output3])',
                format=PERCENT,
                width=14,
            ),
            calculated(
                "check",
                "检查 | check",
                NO_UNIT,
                both(
                    'IF([covered]="",IF(COUNTIF(enterprises_sector,[sector])>0,"✗ 有企业但行业产值为空",""),IF([covered]>1.005,"✗ '
                    '企业产值合计大于行业","✓")) | IF([covered]="",IF(COUNTIF(enterprises_sector,[sector])>0,"✗ enterprises but no '
                    'output of the sector",""),IF([covered]>1.005,"✗ enterprises add up to more","✓"))'
                ),
                kind=Kind.TEXT,
                role=Role.CHECK,
                width=24,
            ),
        ),
        prefilled={"sector": EACH_SECTOR},
    )
    chart = Chart(
        key="structure_chart",
        title=both("各行业工业总产值 | Output value by sector"),
        kind="column",
        y_title=CNY,
        series=tuple(
            Series(title=f"=settings_year{i}", categories="structure_sector", values=f"structure_output{i}")
            for i in range(1, _YEARS + 1)
        ),
    )
    return Sheet(
        key="history",
        title=both("行业现状 | Sectors"),
        tab="input",
        blocks=(history, structure, chart),
        intro=both(
            "近三年各行业产值、增加值、用地、能耗（6.1、6.2、6.6.1）；排放量由台账计算，见“清单”。 | Output, value added, area and energy over three "
            "years (6.1, 6.2, 6.6.1); emissions follow from the ledgers."
        ),
    )


# ── infrastructure, transport, management capacity (6.3 to 6.5) ──────────────────────────────────────────────────


def _infrastructure_sheet(size: Size) -> Sheet:
    table = Table(
        key="infrastructure",
        title=both("废（污）水集中处理设施（5.1.3、6.3） | Waste water treatment (5.1.3, 6.3)"),
        rows=size.infrastructure,
        ledger=True,
        columns=(
            text("name", "设施 | facility", width=26),
            choice("period", "时点 | time", "period", width=10),
            text("serves", "服务范围 | whom it serves", width=30),
            number("capacity", "处理规模 | capacity", "m³/d", NOT_NEGATIVE, format="#,##0"),
            number("load", "实际或规划水量 | load", "m³/d", NOT_NEGATIVE, format="#,##0"),
            text("process", "处理工艺 | process", width=32),
            text("methane", "甲烷回收方案 | recovery of methane", width=36),
            EVIDENCE,
            row_check(
                ("name", "period", "capacity", "load"),
                (
                    missing("name", "设施名称 | facility"),
                    missing("period", "时点 | time"),
                    missing("capacity", "处理规模 | capacity"),
                    (
                        "IF(COUNT([capacity],[load])=2,[load]>[capacity],FALSE)",
                        "水量大于处理规模 | load above the capacity",
                    ),
                    NO_EVIDENCE,
                ),
            ),
        ),
    )
    return Sheet(
        key="infrastructure",
        title=both("基础设施 | Infrastructure"),
        tab="input",
        blocks=(table,),
        intro=both(
            "以甲烷控制为重点：已建、规划和依托的废水处理设施。 | With methane in mind: treatment plants built, planned or relied on."
        ),
    )


def _transport_sheet(size: Size) -> Sheet:
    table = Table(
        key="transport",
        title=both(
            "交通设施、物流与运输工具（5.1.4、6.4） | Transport facilities, logistics and vehicles (5.1.4, 6.4)"
        ),
        rows=size.transport,
        ledger=True,
        columns=(
            text("name", "设施或运输内容 | facility or what is carried", width=34),
            choice("period", "时点 | time", "period", width=10),
            choice("mode", "设施或方式 | facility or mode", "mode", width=18),
            number("amount", "数量 | amount", NO_UNIT, NOT_NEGATIVE, format="#,##0.##"),
            text("unit", "单位 | unit", width=14),
            number("clean", "新能源车占比 | share of new-energy vehicles", "0–1", FRACTION, format="0%"),
            text("potential", "低碳化潜力 | potential for lower carbon", width=40),
            EVIDENCE,
            row_check(
                ("name", "period", "mode", "amount"),
                (
                    missing("name", "内容 | what"),
                    missing("period", "时点 | time"),
                    missing("mode", "设施或方式 | facility or mode"),
                    NO_EVIDENCE,
                ),
            ),
        ),
    )
    return Sheet(key="transport", title=both("交通运输 | Transport"), tab="input", blocks=(table,))


_CAPACITIES = (
    ("温室气体统计核算体系", "GHG statistics and accounting"),
    ("台账记录", "ledgers and records"),
    ("碳市场配额管理企业履约（全国、重庆）", "compliance of enterprises in the carbon markets"),
    ("近零碳园区建设", "near-zero-carbon park"),
    ("碳中和工厂、零碳工厂", "carbon-neutral and zero-carbon factories"),
    ("产品碳足迹认证", "product carbon footprints"),
    ("碳信息披露", "disclosure of carbon data"),
)


def _capacity_sheet(size: Size) -> Sheet:
    table = Table(
        key="capacity",
        title=both(
            "应对气候变化管理能力与试点示范（6.5、10.3） | Capacity for climate management and pilots (6.5, 10.3)"
        ),
        rows=size.management,
        ledger=True,
        columns=(
            text("item", "内容 | item", width=40),
            text("present", "现状 | present state", width=44),
            choice("ready", "已开展 | in place", "yesno", width=10),
            text("gap", "与规划目标的差距 | gap to the goals", width=34),
            text("suggestion", "对策建议 | suggestion", width=34),
            EVIDENCE,
        ),
        prefilled={"item": [Text(zh, en) for zh, en in _CAPACITIES]},
    )
    return Sheet(key="capacity", title=both("管理能力 | Capacity"), tab="input", blocks=(table,))


def _identification_sheet(size: Size) -> Sheet:
    table = Table(
        key="identified",
        title=both("温室气体排放识别（7.1） | Identification of GHG sources (7.1)"),
        rows=size.identified,
        ledger=True,
        columns=(
            text("source", "排放源 | source", width=30),
            choice("area", "方面 | area", "area", width=20),
            choice("sector", "行业 | sector", "sector", width=18),
            text("stage", "排放环节 | stage", width=26),
            text("factor", "排放因素（燃料、原料、电力等） | what causes it (fuel, feed, power)", width=30),
            text("gases", "温室气体 | greenhouse gases", width=16),
            text("pollutants", "同源大气污染物 | air pollutants from the same source", width=20),
            text("measure", "已明确的减排措施与潜力 | reduction measures and potential", width=40),
        ),
    )
    return Sheet(key="identification", title=both("排放识别 | Sources"), tab="input", blocks=(table,))
