"""The present state of the park (guide, chapter 6) and the identification of sources (7.1)."""

from __future__ import annotations

from dataclasses import replace

from pycore.equations.domain import ANY, FRACTION, NOT_NEGATIVE
from pycore.sheets.definition import Column, Role, Sheet, Table
from workbooks.common.cells import blank_if, in_words, sum_where
from workbooks.common.columns import EVIDENCE, NO_EVIDENCE, PERCENT, choice, number, row_check, text
from workbooks.common.pages import calculated_text, chart, number_label, sheet, table
from workbooks.common.quantities import in_unit
from workbooks.common.row_tests import all_given
from workbooks.industrial_park import energy, enterprises, park_map
from workbooks.industrial_park.sector_rows import EACH_SECTOR, SECTOR, by_sector
from workbooks.industrial_park.size import Size
from workbooks.industrial_park.units import COAL, COAL_PER_MONEY, MONEY, WHOLE

_YEARS = (1, 2, 3)
_per_output, _percent = in_unit(COAL_PER_MONEY, "0.000"), in_unit("", PERCENT)
_TIME = choice("period", "时点 | time", "period")


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


def _history() -> Table:
    tests = (
        ("COUNT([output],[value_added],[energy])<3", "缺产值、增加值或能耗 | output, value added or energy missing"),
        ("[value_added]>[output]", "增加值大于总产值 | value added above output"),
        NO_EVIDENCE,
    )
    per_output = blank_if('OR(SUM([output])=0,[energy]="")', "[energy]/[output]")
    return table(
        "history",
        "各行业近三年情况（6.1、6.2） | Sectors over three years (6.1, 6.2)",
        "22 14 14 14 14 14 14 28 26 24",
        SECTOR,
        number_label("year", "年份 | year"),
        number("output", "工业总产值 | output value", MONEY, NOT_NEGATIVE, format=WHOLE),
        number("value_added", "工业增加值 | value added", MONEY, NOT_NEGATIVE, format=WHOLE),
        number("area", "占地面积 | area", "ha", NOT_NEGATIVE, format="#,##0.0"),
        number("energy", "综合能耗 | energy consumption", COAL, ANY, format=WHOLE),
        _per_output("energy_intensity", "单位产值能耗 | energy per output value", per_output),
        text("products", "主要产品与产量 | main products and outputs"),
        EVIDENCE,
        row_check(("output", "value_added", "area", "energy"), tests),
        ledger=True,
        filled={
            "sector": [EACH_SECTOR[sector - 1] for _, sector in by_sector(_YEARS)],
            "year": [f"=settings_year{year}" for year, _ in by_sector(_YEARS)],
        },
        note="包括园区内该行业全部企业；综合能耗为扣除对外供能后的净消费量。园区没有的行业留空；居民生活、商业和自定义行业在表末，没有产值的填 0。"
        " | All enterprises of the sector in the park; energy is the net consumption, energy "
        "supplied to others taken off. Sectors that the park does not have stay blank; residents, commerce and "
        "own sectors stand at the end, with 0 where there is no output.",
    )


def _of_year(column: str, year: int) -> str:
    return sum_where("history", column, sector="[sector]", year=f"settings_year{year}")


def _output(year: int) -> Column:
    of_year = in_unit(MONEY, WHOLE, total=True)
    return of_year(f"output{year}", f"总产值 年份{year} | output value, year {year}", _of_year("output", year))


def _share(column: str, words: str) -> Column:
    """The sector's share of the park in the base year."""
    park = sum_where("history", column, year="settings_year3")
    return _percent(f"share_{column}", words, blank_if(f"{park}=0", f"{_of_year(column, 3)}/{park}"))


def _structure() -> Table:
    listed = sum_where("enterprises", "output", sector="[sector]")
    covered = blank_if("[output3]=0", f"{listed}/[output3]")
    check = in_words(
        'IF([covered]="",IF(COUNTIF(enterprises_sector,[sector])>0,"✗ {}",""),IF([covered]>1.005,"✗ {}","✓"))',
        "有企业但行业产值为空 | enterprises but no output of the sector",
        "企业产值合计大于行业 | enterprises add up to more",
    )
    growth = 'IF([output1]>0,SQRT([output3]/[output1])-1,"")'
    return table(
        "structure",
        "产业结构（基准年） | Structure of the sectors (base year)",
        "22 14 14 14 14 14 14 14 14 14 24",
        SECTOR,
        *(_output(year) for year in _YEARS),
        _share("output", "产值占比 | share of output"),
        _share("value_added", "增加值占比 | share of value added"),
        _percent("growth", "产值年均增速 | growth of output a year", growth),
        _share("area", "用地占比 | share of area"),
        _share("energy", "能耗占比 | share of energy"),
        _percent("covered", "所填企业占产值 | output of the enterprises listed", covered),
        calculated_text("check", "检查 | check", check, role=Role.CHECK),
        totals=True,
        filled={"sector": EACH_SECTOR},
    )


def _history_sheet() -> Sheet:
    outputs = [(f"output{year}", f"=settings_year{year}") for year in _YEARS]
    output_chart = chart("", "各行业工业总产值 | Output value by sector", MONEY, "structure_sector", outputs)
    return sheet(
        "history",
        "行业现状 | Sectors",
        _history(),
        _structure(),
        replace(output_chart, key="structure_chart"),
        new_pages="structure",
        intro="近三年各行业产值、增加值、用地、能耗（6.1、6.2、6.6.1）；排放量由台账计算，见“清单”。"
        " | Output, value added, area and energy over three years "
        "(6.1, 6.2, 6.6.1); emissions follow from the ledgers.",
    )


# ── infrastructure, transport, management capacity (6.3 to 6.5) ──────────────────────────────────────────────────


def _infrastructure_sheet(size: Size) -> Sheet:
    overloaded = "IF(COUNT([capacity],[load])=2,[load]>[capacity],FALSE)"
    given = all_given(name="设施名称 | facility", period="时点 | time", capacity="处理规模 | capacity")
    tests = (*given, (overloaded, "水量大于处理规模 | load above the capacity"), NO_EVIDENCE)
    plants = table(
        "infrastructure",
        "废（污）水集中处理设施（5.1.3、6.3） | Waste water treatment (5.1.3, 6.3)",
        "26 10 30 13 13 32 36 26 24",
        text("name", "设施 | facility"),
        _TIME,
        text("serves", "服务范围 | whom it serves"),
        number("capacity", "处理规模 | capacity", "m³/d", NOT_NEGATIVE, format=WHOLE),
        number("load", "实际或规划水量 | load", "m³/d", NOT_NEGATIVE, format=WHOLE),
        text("process", "处理工艺 | process"),
        text("methane", "甲烷回收方案 | recovery of methane"),
        EVIDENCE,
        row_check(("name", "period", "capacity", "load"), tests),
        rows=size.infrastructure,
        ledger=True,
    )
    return sheet(
        "infrastructure",
        "基础设施 | Infrastructure",
        plants,
        intro="以甲烷控制为重点：已建、规划和依托的废水处理设施。 | With methane in mind: treatment plants built, planned or relied on.",
    )


def _transport_sheet(size: Size) -> Sheet:
    given = all_given(name="内容 | what", period="时点 | time", mode="设施或方式 | facility or mode")
    transport = table(
        "transport",
        "交通设施、物流与运输工具（5.1.4、6.4） | Transport facilities, logistics and vehicles (5.1.4, 6.4)",
        "34 10 18 13 14 13 40 26 24",
        text("name", "设施或运输内容 | facility or what is carried"),
        _TIME,
        choice("mode", "设施或方式 | facility or mode", "mode"),
        number("amount", "数量 | amount", "", NOT_NEGATIVE, format="#,##0.##"),
        text("unit", "单位 | unit"),
        number("clean", "新能源车占比 | share of new-energy vehicles", "0–1", FRACTION, format="0%"),
        text("potential", "低碳化潜力 | potential for lower carbon"),
        EVIDENCE,
        row_check(("name", "period", "mode", "amount"), (*given, NO_EVIDENCE)),
        rows=size.transport,
        ledger=True,
    )
    return sheet("transport", "交通运输 | Transport", transport)


_CAPACITIES = (
    "温室气体统计核算体系 | GHG statistics and accounting",
    "台账记录 | ledgers and records",
    "碳市场配额管理企业履约（全国、重庆） | compliance of enterprises in the carbon markets",
    "近零碳园区建设 | near-zero-carbon park",
    "碳中和工厂、零碳工厂 | carbon-neutral and zero-carbon factories",
    "产品碳足迹认证 | product carbon footprints",
    "碳信息披露 | disclosure of carbon data",
)


def _capacity_sheet(size: Size) -> Sheet:
    capacity = table(
        "capacity",
        "应对气候变化管理能力与试点示范（6.5、10.3） | Capacity for climate management and pilots (6.5, 10.3)",
        "40 44 10 34 34 26",
        text("item", "内容 | item"),
        text("present", "现状 | present state"),
        choice("ready", "已开展 | in place", "yesno"),
        text("gap", "与规划目标的差距 | gap to the goals"),
        text("suggestion", "对策建议 | suggestion"),
        EVIDENCE,
        rows=size.management,
        ledger=True,
        filled={"item": _CAPACITIES},
    )
    return sheet("capacity", "管理能力 | Capacity", capacity)


def _identification_sheet(size: Size) -> Sheet:
    identified = table(
        "identified",
        "温室气体排放识别（7.1） | Identification of GHG sources (7.1)",
        "30 20 18 26 30 16 20 40",
        text("source", "排放源 | source"),
        choice("area", "方面 | area", "area"),
        choice("sector", "行业 | sector", "sector"),
        text("stage", "排放环节 | stage"),
        text("factor", "排放因素（燃料、原料、电力等） | what causes it (fuel, feed, power)"),
        text("gases", "温室气体 | greenhouse gases"),
        text("pollutants", "同源大气污染物 | air pollutants from the same source"),
        text("measure", "已明确的减排措施与潜力 | reduction measures and potential"),
        rows=size.identified,
        ledger=True,
    )
    return sheet("identification", "排放识别 | Sources", identified)
