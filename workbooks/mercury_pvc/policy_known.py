"""The documents that the sources at hand name, each demand with its number, clause, date and trust flag.

A cell stays blank where no source that was read says what belongs there; provincial documents are the user's to enter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pycore.language import Text, both
from workbooks.mercury_pvc.policy_lists import APPLIES, ELEMENTS, INSTRUMENTS, LEVELS


@dataclass(frozen=True, kw_only=True)
class Known:
    """A demand of a document: the words are ``"zh | en"``, codes those of the closed lists."""

    paper: str
    demand: str
    codes: str
    flag: str
    source: str
    number: str = ""
    date: str = ""
    clause: str = ""


_TREATY = "关于汞的水俣公约 | Minamata Convention on Mercury"
_ANNEX = "附件B 第二部分 氯乙烯（{}） | annex B, part II, vinyl chloride ({})"
_ANNEX_SOURCE = "legal.tricoteuses.fr JORFARTI000035589512"
_TAX = "环境保护税法 | Environmental Protection Tax Law"
_WATER = "烧碱、聚氯乙烯工业污染物排放标准 | discharge standard of caustic soda and PVC"
_LAW = "2018-01-01"
KNOWN = (
    Known(
        paper=_TREATY,
        date="2017-08-16",
        clause=_ANNEX.replace("{}", "i"),
        demand="2020 年单位产品用汞比 2010 年减少 50% | mercury for each unit of product down by 50 % by 2020 against 2010",
        codes="mercury treaty limit yes",
        flag="V",
        source=_ANNEX_SOURCE,
    ),
    Known(
        paper=_TREATY,
        date="2017-08-16",
        clause=_ANNEX.replace("{}", "ii, iii"),
        demand="减少对原生汞的依赖；减少汞的排放和释放 | rely less on mercury from primary mining; reduce emissions and releases",
        codes="mercury treaty plan yes",
        flag="V",
        source=_ANNEX_SOURCE,
    ),
    Known(
        paper=_TREATY,
        date="2017-08-16",
        clause=_ANNEX.replace("{}", "v"),
        demand="缔约方大会认定无汞催化剂技术经济可行后五年内不得用汞 | "
        "no mercury five years after the COP finds mercury-free catalysts technically and economically feasible",
        codes="mercury treaty plan partly",
        flag="V",
        source=_ANNEX_SOURCE,
    ),
    Known(
        paper=_TREATY,
        date="2017-08-16",
        clause=_ANNEX.replace("{}", "iv, vi"),
        demand="支持无汞催化剂和工艺的研发；报告替代进展 | support research on mercury-free catalysts and processes; report",
        codes="mercury treaty reporting yes",
        flag="V",
        source=_ANNEX_SOURCE,
    ),
    Known(
        paper="电石法聚氯乙烯行业汞污染防治的通知（工业和信息化部） | notice on mercury of carbide PVC (MIIT)",
        number="工信部节〔2010〕261号",
        date="2010",
        demand="用汞基线：2009 年约 7,000 t 触媒、570 t 汞，每吨产品 98.28 g；氯化汞去向比例 | "
        "baseline: in 2009 some 7,000 t of catalyst and 570 t of mercury, 98.28 g/t; where the HgCl2 goes",
        codes="mercury national reporting method",
        flag="V",
        source="m.youshang.com/content/2010/06/11/18520.html",
    ),
    Known(
        paper="关于进一步加强重金属污染防控的意见（生态环境部） | "
        "opinions on further strengthening prevention and control of heavy-metal pollution (MEE)",
        date="2022",
        demand="电石法（聚）氯乙烯企业每吨聚氯乙烯用汞不超过 49.14 g（按汞计），并持续降低 | "
        "at most 49.14 g of mercury for each t of PVC of carbide (P)VC makers, and falling",
        codes="mercury national limit yes",
        flag="V",
        source="caijing.weishan.cc 2022-07-08",
    ),
    Known(
        paper=_WATER,
        number="GB 15581-2016",
        date="2016-09-01",
        clause="表 1 | table 1",
        demand="乙炔法聚氯乙烯总汞 0.003 mg/L（车间排放口）；基准排水量 5.0 m³/t；现有企业 2018-07-01 起 | "
        "total mercury 0.003 mg/L at the workshop outlet, 5.0 m³/t of water; existing plants from 2018-07-01",
        codes="mercury standard limit yes",
        flag="V",
        source="wanglu.net",
    ),
    Known(
        paper=_WATER,
        number="GB 15581-2016",
        date="2016-09-01",
        demand="氯乙烯合成尾气汞及其化合物 0.010 mg/m³ | mercury and compounds in VCM tail gas 0.010 mg/m³",
        codes="mercury standard limit yes",
        flag="M",
        source="待按标准原文确认 | to be confirmed by the standard itself",
    ),
    Known(
        paper="低汞触媒产品标准 | standards of low-mercury catalyst",
        number="HG/T 4192-2011；GB/T 31530-2015",
        demand="低汞触媒氯化汞质量分数 4.0%～6.5% | HgCl2 in low-mercury catalyst 4.0 to 6.5 %",
        codes="mercury standard limit yes",
        flag="M",
        source="待按标准原文确认 | to be confirmed by the standards themselves",
    ),
    Known(
        paper="电石单位产品能源消耗限额 | limits of energy for calcium carbide",
        number="GB 21343-2015",
        date="2015",
        demand="电炉电耗：现有 ≤3,200、新建 ≤3,080 kWh/t；综合能耗 ≤1.0、≤0.823 tce/t | "
        "furnace: existing ≤3,200, new ≤3,080 kWh/t; energy ≤1.0 and ≤0.823 tce/t",
        codes="carbon standard energy yes",
        flag="V",
        source="m.gongxiaoshang.com/news3359878",
    ),
    Known(
        paper="清洁生产标准（电石） | cleaner production standard (calcium carbide)",
        number="HJ/T 430-2008",
        date="2008",
        clause="三级指标 | level 3",
        demand="≤1.2 tce/t、≤3,400 kWh/t、焦炭 ≤0.63 t/t、石灰 ≤1.05 t/t、发气量 ≥280 L/kg | "
        "≤1.2 tce/t, ≤3,400 kWh/t, coke ≤0.63 t/t, lime ≤1.05 t/t, gas ≥280 L/kg",
        codes="carbon standard energy yes",
        flag="V",
        source="hwaseng",
    ),
    Known(
        paper="工业企业温室气体排放核算和报告通则 | general rules for GHG accounting and reporting of enterprises",
        number="GB/T 32150-2025",
        date="2026-07-01",
        clause="7.5.6～7.5.7",
        demand="外购热力因子 0.11 tCO2/GJ | bought heat 0.11 tCO2/GJ",
        codes="carbon standard reporting yes",
        flag="V2",
        source="GHGTOOL catalog",
    ),
    Known(
        paper="省级温室气体清单编制指南（2025年版） | guide to provincial GHG inventories (2025)",
        date="2026-01-04",
        demand=(
            "省级清单的燃料参数与方法，代替 2011 年试行版 | "
            "fuel factors and methods of provincial inventories; replaces the trial of 2011"
        ),
        codes="carbon national reporting method",
        flag="V2",
        source="mee.gov.cn t20260104_1139798",
    ),
    Known(
        paper="“十五五”碳达峰行动方案 | action plan for the carbon peak, 15th five-year plan",
        number="国发〔2026〕22号",
        date="2026",
        demand="只读到文件名和文号；要求须按原文填写 | only title and number were read; enter the demands from the document",
        codes="carbon national plan partly",
        flag="V",
        source="公开数据文件（仅题名） | a public data file (title only)",
    ),
    Known(
        paper="全国碳排放权交易市场覆盖范围（2025） | coverage of the national carbon market (2025)",
        date="2025",
        demand="2025 年增加钢铁、水泥、铝冶炼；不含聚氯乙烯 | steel, cement, aluminium added in 2025; PVC is not covered",
        codes="carbon national ets no",
        flag="V",
        source="公开报道 | public reports",
    ),
    Known(
        paper=_TAX,
        date=_LAW,
        clause="第七至九条、附表二 | articles 7 to 9, table 2",
        demand="大气每当量 1.2～12 元、水 1.4～14 元；每个排放口大气取前三项；汞 0.0001 kg 为一当量 | "
        "CNY 1.2 to 12 (air), 1.4 to 14 (water) for each equivalent; the first three of an outlet; 0.0001 kg "
        "of mercury is one",
        codes="mercury law tax yes",
        flag="V",
        source="wcakee.cn；sgkyny.com；m.ohooi.cn",
    ),
    Known(
        paper=_TAX,
        date=_LAW,
        demand="浓度低于限值 30%、50% 的分别按 75%、50% 征收 | 75 % and 50 % of the tax where 30 % and 50 % below the limit",
        codes="mercury law tax yes",
        flag="V",
        source="公开数据文件 | a public data file",
    ),
    Known(
        paper=_TAX,
        date=_LAW,
        demand="危险废物 1,000 元/t | CNY 1,000 for each t of hazardous waste",
        codes="mercury law tax partly",
        flag="V",
        source="sgkyny.com",
    ),
    Known(
        paper="工业企业污染治理设施污染物去除协同控制温室气体核算技术指南（试行） | guide to GHG of pollution control facilities (trial)",
        number="环办科技〔2017〕73号",
        date="2017",
        demand="污染物去除设施的温室气体增减核算 | GHG that facilities for removing pollutants add or avoid",
        codes="both national reporting method",
        flag="M",
        source="未见公开原文 | no public copy was found",
    ),
)


def _said(value: str) -> Text | str:
    return both(value) if " | " in value else value


def _entry(entries: tuple[tuple[str, Text], ...], code: str) -> Text:
    return dict(entries)[code]


def filled() -> dict[str, list[Any]]:
    """The cells of the register's first rows, by column."""
    lists = {"element": ELEMENTS, "level": LEVELS, "instrument": INSTRUMENTS, "applies": APPLIES}
    chosen = {
        key: [_entry(list_.entries, known.codes.split()[place]) for known in KNOWN]
        for place, (key, list_) in enumerate(lists.items())
    }
    written = {
        key: [_said(getattr(known, key)) for known in KNOWN] for key in ("paper", "number", "date", "clause", "demand")
    }
    return {
        **written,
        **chosen,
        "flag": [known.flag for known in KNOWN],
        "evidence": [_said(known.source) for known in KNOWN],
    }
