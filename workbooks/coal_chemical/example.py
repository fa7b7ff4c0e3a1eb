"""The worked example: an existing 300 kt/a methanol plant extended by 600 kt/a methanol and methanol to olefins.

Illustrative throughout: no plant is described. Concentrations follow the conditions under which the advanced values
were set (explanatory note, 4.5.4(3)); carbon flows are chosen so that the balance of every process unit closes and the
performance lies where published values lie (T/CCECTA 0104-2023, levels 1 to 3). Before measures the project needs
optimisation; with the measures adopted it is acceptable.
"""

from __future__ import annotations

from typing import Any

from pycore.language import Text, both
from pycore.sheets.definition import Link
from workbooks.coal_chemical import example_management, example_measures, example_policy
from workbooks.coal_chemical.lists import LISTS

Row = dict[str, Any]
METHANOL = next(x for x in LISTS if x.key == "product").label("methanol")
OLEFINS = next(x for x in LISTS if x.key == "product").label("olefins")

DESIGN = both("示例数据：可研报告 物料平衡（示意） | illustrative: feasibility study, material balance")
COAL_TEST = both("示例数据：煤质检验报告，收到基元素碳（示意） | illustrative: coal analysis, carbon as received")
AUDIT = both("示例数据：2025 年碳核查报告（示意） | illustrative: verification report 2025")
CONDITION = both(
    "编制说明 4.5.4(3) 设定条件的浓度范围；烟气量为示意 | concentration within the conditions of 4.5.4(3); flow illustrative"
)
MEASURED = both("实测，优先于缺省值 | measured, preferred to defaults")
STREAM = both("按气体组成计算（示意） | from gas composition (illustrative)")


def _flow(
    stage: str,
    unit: str,
    direction: str,
    flow: str,
    material: str,
    name: Text,
    quantity: Any,
    content: Any = None,
    quality: str = "B",
    evidence: Text = DESIGN,
    reason: Text | None = None,
    to: str = "",
) -> Row:
    row: Row = {
        "partner": to,
        "stage": stage,
        "unit": unit,
        "direction": direction,
        "flow": flow,
        "material": material,
        "name": name,
        "quantity": quantity,
        "quality": quality,
        "evidence": evidence,
    }
    if content is not None:
        row |= {"content_own": content, "reason": reason or STREAM}
    return row


def _linked(row: int, **changes: Any) -> Row:
    """The far end of a transfer: the amount and the carbon content of an upstream row."""
    upstream = PROPOSED_FLOWS[row - 1]
    taken: Row = {
        **upstream,
        **changes,
        "direction": "in",
        "partner": upstream["unit"],
        "quantity": Link("carbon_quantity", row),
    }
    if "content_own" in upstream:
        taken["content_own"] = Link("carbon_content_own", row)
    return taken


PROPOSED_FLOWS: list[Row] = [
    _flow(
        "proposed",
        "gasification",
        "in",
        "external",
        "feed_coal",
        both("原料煤 | feed coal"),
        930_000,
        0.58,
        evidence=COAL_TEST,
        reason=MEASURED,
    ),
    _flow(
        "proposed",
        "gasification",
        "product",
        "internal",
        "syngas",
        both("粗合成气 → 变换 | raw syngas to shift"),
        147_500,
        3.60,
        to="shift",
    ),
    _flow(
        "proposed",
        "gasification",
        "other",
        "external",
        "slag",
        both("气化渣、滤饼 | slag and filter cake"),
        140_000,
        0.05,
        reason=MEASURED,
    ),
    _flow(
        "proposed",
        "gasification",
        "other",
        "external",
        "waste_water",
        both("气化废水 | gasification waste water"),
        1_600_000,
        0.00025,
        quality="C",
        reason=MEASURED,
    ),
    _flow(
        "proposed",
        "shift",
        "product",
        "internal",
        "syngas",
        both("变换气 → 净化 | shifted gas to purification"),
        200_000,
        2.654,
        to="purification",
    ),
    _flow(
        "proposed",
        "purification",
        "product",
        "internal",
        "syngas",
        both("净化气 → 甲醇合成 | purified gas to methanol synthesis"),
        125_000,
        1.90,
        to="methanol_synthesis",
    ),
    _flow(
        "proposed",
        "methanol_synthesis",
        "product",
        "internal",
        "methanol",
        both("MTO 级甲醇 → 甲醇制烯烃 | MTO-grade methanol to MTO"),
        540_000,
        to="mto",
    ),
    _flow(
        "proposed",
        "methanol_synthesis",
        "product",
        "external",
        "methanol",
        both("外售精甲醇 | refined methanol sold"),
        60_000,
    ),
    _flow(
        "proposed",
        "methanol_synthesis",
        "product",
        "internal",
        "fuel_gas",
        both("弛放气 → 磨煤干燥燃料 | purge gas to coal drying"),
        4_000,
        1.30,
        to="gasification",
    ),
    _flow("proposed", "mto", "product", "external", "ethylene", both("乙烯 | ethylene"), 95_000),
    _flow("proposed", "mto", "product", "external", "propylene", both("丙烯 | propylene"), 108_000),
    _flow("proposed", "mto", "product", "external", "mixed_c4", both("混合碳四 | mixed C4"), 15_000),
    _flow(
        "proposed",
        "mto",
        "product",
        "external",
        "other",
        both("碳五及以上 | C5 and heavier"),
        6_000,
        0.85,
        reason=MEASURED,
    ),
    _flow(
        "proposed",
        "mto",
        "other",
        "external",
        "waste_water",
        both("MTO 废水 | MTO waste water"),
        320_000,
        0.0015625,
        quality="C",
        reason=MEASURED,
    ),
]
LINKED_FLOWS: list[Row] = [
    _linked(2, unit="shift"),
    _linked(5, unit="purification"),
    _linked(6, unit="methanol_synthesis"),
    _linked(7, unit="mto"),
    _linked(9, unit="gasification"),
]
EXISTING_FLOWS: list[Row] = [
    _flow(
        "existing",
        "gasification",
        "in",
        "external",
        "feed_coal",
        both("原料煤（水煤浆气化） | feed coal (slurry gasification)"),
        500_000,
        0.57,
        "A",
        AUDIT,
        MEASURED,
    ),
    _flow(
        "existing",
        "gasification",
        "product",
        "internal",
        "syngas",
        both("粗合成气 → 变换 | raw syngas to shift"),
        82_000,
        3.41,
        "B",
        AUDIT,
        to="shift",
    ),
    _flow(
        "existing",
        "gasification",
        "other",
        "external",
        "slag",
        both("气化渣 | slag"),
        60_000,
        0.08,
        "B",
        AUDIT,
        MEASURED,
    ),
    _flow(
        "existing",
        "gasification",
        "other",
        "external",
        "waste_water",
        both("气化废水 | waste water"),
        800_000,
        0.000375,
        "C",
        AUDIT,
        MEASURED,
    ),
    _flow(
        "existing",
        "shift",
        "product",
        "internal",
        "syngas",
        both("变换气 → 净化 | shifted gas"),
        105_000,
        2.66,
        "B",
        AUDIT,
        to="purification",
    ),
    _flow(
        "existing",
        "purification",
        "product",
        "internal",
        "syngas",
        both("净化气 → 甲醇合成 | purified gas"),
        64_000,
        1.87,
        "B",
        AUDIT,
        to="methanol_synthesis",
    ),
    _flow(
        "existing",
        "methanol_synthesis",
        "product",
        "external",
        "methanol",
        both("精甲醇 | refined methanol"),
        300_000,
        None,
        "A",
        AUDIT,
    ),
]


def _existing_links() -> list[Row]:
    first = len(PROPOSED_FLOWS) + len(LINKED_FLOWS)
    rows = []
    for row, unit in ((2, "shift"), (5, "purification"), (6, "methanol_synthesis")):
        upstream = EXISTING_FLOWS[row - 1]
        rows.append(
            {
                **upstream,
                "unit": unit,
                "direction": "in",
                "partner": upstream["unit"],
                "quantity": Link("carbon_quantity", first + row),
                "content_own": Link("carbon_content_own", first + row),
            }
        )
    return rows


FUELS: list[Row] = [
    {
        "stage": "proposed",
        "unit": "gasification",
        "fuel": "natural_gas",
        "use": both("气化炉开工、火炬长明灯 | start-up, flare pilots"),
        "in_balance": "no",
        "consumption": 300,
        "evidence": DESIGN,
        "quality": "C",
    },
    {
        "stage": "proposed",
        "unit": "methanol_synthesis",
        "fuel": "other_coal_gas",
        "use": both("蒸汽过热炉（自产弛放气） | steam superheater (own purge gas)"),
        "in_balance": "yes",
        "consumption": 7_500,
        "evidence": DESIGN,
        "quality": "C",
    },
    {
        "stage": "proposed",
        "unit": "auxiliary",
        "fuel": "diesel",
        "use": both("厂内运输、应急发电 | transport, emergency power"),
        "in_balance": "no",
        "consumption": 420,
        "evidence": DESIGN,
        "quality": "C",
    },
    {
        "stage": "existing",
        "unit": "auxiliary",
        "fuel": "bituminous",
        "use": both("自备燃煤锅炉 | own coal boiler"),
        "in_balance": "no",
        "consumption": 95_000,
        "ncv_own": 22.15,
        "reason": MEASURED,
        "evidence": AUDIT,
        "quality": "A",
    },
    {
        "stage": "existing",
        "unit": "auxiliary",
        "fuel": "diesel",
        "use": both("厂内运输 | transport"),
        "in_balance": "no",
        "consumption": 260,
        "evidence": AUDIT,
        "quality": "B",
    },
    {
        "stage": "replaced",
        "unit": "auxiliary",
        "fuel": "bituminous",
        "use": both("停用一台燃煤锅炉 | one coal boiler shut down"),
        "in_balance": "no",
        "consumption": 60_000,
        "ncv_own": 22.15,
        "reason": MEASURED,
        "evidence": AUDIT,
        "quality": "B",
    },
]
CARBONATES: list[Row] = [
    {
        "stage": "proposed",
        "unit": "gasification",
        "carbonate": "caco3",
        "use": both("石灰石助熔剂 | limestone flux"),
        "consumption": 20_000,
        "purity": 0.92,
        "evidence": DESIGN,
        "quality": "C",
    },
    {
        "stage": "existing",
        "unit": "auxiliary",
        "carbonate": "caco3",
        "use": both("锅炉烟气脱硫 | flue gas desulphurisation"),
        "consumption": 4_200,
        "purity": 0.9,
        "evidence": AUDIT,
        "quality": "B",
    },
    {
        "stage": "replaced",
        "unit": "auxiliary",
        "carbonate": "caco3",
        "use": both("停用锅炉的脱硫 | desulphurisation of the boiler shut down"),
        "consumption": 2_650,
        "purity": 0.9,
        "evidence": AUDIT,
        "quality": "B",
    },
]


def _power(stage: str, unit: str, use: Text, amount: float, evidence: Text = DESIGN, quality: str = "C") -> Row:
    return {
        "stage": stage,
        "unit": unit,
        "trade": "bought",
        "power": "grid",
        "use": use,
        "electricity": amount,
        "evidence": evidence,
        "quality": quality,
    }


ELECTRICITY: list[Row] = [
    _power(
        "proposed", "auxiliary", both("空分压缩机（电驱）、循环水 | air separation (electric), cooling water"), 460_000
    ),
    _power("proposed", "gasification", both("磨煤、输煤、气化 | coal milling and gasification"), 40_000),
    _power("proposed", "purification", both("低温甲醇洗、冰机 | methanol wash, refrigeration"), 50_000),
    _power("proposed", "methanol_synthesis", both("合成气压缩、精馏 | compression, distillation"), 50_000),
    _power("proposed", "mto", both("产品气压缩、丙烯制冷 | product gas and propylene compressors"), 112_000),
    _power("existing", "auxiliary", both("空分、循环水 | air separation, cooling water"), 85_000, AUDIT, "A"),
    _power("existing", "gasification", both("煤浆制备、气化 | slurry and gasification"), 20_000, AUDIT, "A"),
    _power("existing", "methanol_synthesis", both("合成、精馏 | synthesis and distillation"), 15_000, AUDIT, "A"),
]
HEAT: list[Row] = [
    {
        "stage": "proposed",
        "unit": "mto",
        "trade": "bought",
        "medium": "steam",
        "use": both("园区 4.0 MPa 过热蒸汽 | park steam, 4.0 MPa"),
        "quantity": 60_000,
        "pressure": 4.0,
        "temperature": 400,
        "evidence": DESIGN,
        "quality": "C",
    },
    {
        "stage": "proposed",
        "unit": "methanol_synthesis",
        "trade": "sold",
        "medium": "steam",
        "use": both("外供 0.6 MPa 饱和蒸汽 | saturated steam sold, 0.6 MPa"),
        "quantity": 80_000,
        "pressure": 0.6,
        "evidence": DESIGN,
        "quality": "C",
    },
    {
        "stage": "existing",
        "unit": "methanol_synthesis",
        "trade": "sold",
        "medium": "water",
        "use": both("外供采暖热水 | hot water for heating"),
        "quantity": 150_000,
        "temperature": 95,
        "evidence": AUDIT,
        "quality": "B",
    },
]
CAPTURE: list[Row] = [
    {
        "stage": "existing",
        "unit": "purification",
        "recovery": "exported",
        "use": both("食品级 CO2 外供 | food-grade CO2 sold"),
        "volume": 1_000,
        "purity": 0.995,
        "evidence": AUDIT,
        "quality": "A",
    },
]


_KINDS = {
    "磨煤干燥": "drying",
    "过热炉": "superheater",
    "硫回收": "other",
    "再生": "regenerator",
    "焚烧炉": "incinerator",
    "锅炉": "boiler",
}


def _stack(
    stage: str,
    unit: str,
    stack: Text,
    concentration: float,
    flow: float,
    limit: float,
    evidence: Text = CONDITION,
    quality: str = "C",
) -> Row:
    return {
        "stage": stage,
        "unit": unit,
        "stack": stack,
        "facility": next(kind for word, kind in _KINDS.items() if word in stack.zh),
        "concentration": concentration,
        "flow": flow,
        "hours": 8_000,
        "limit": limit,
        "evidence": evidence,
        "quality": quality,
    }


NOX: list[Row] = [
    _stack("proposed", "gasification", both("DA001 磨煤干燥 | DA001 coal milling and drying"), 46, 80_000, 50),
    _stack("proposed", "methanol_synthesis", both("DA002 蒸汽过热炉 | DA002 steam superheater"), 78, 45_000, 80),
    _stack("proposed", "purification", both("DA003 硫回收尾气焚烧 | DA003 sulphur recovery tail gas"), 50, 8_000, 100),
    _stack("proposed", "mto", both("DA004 MTO 再生烟气 | DA004 MTO regenerator"), 58, 25_000, 60),
    _stack("proposed", "mto", both("DA005 焚烧炉 | DA005 incinerator"), 48, 10_000, 50),
    _stack("existing", "auxiliary", both("DA011 燃煤锅炉 | DA011 coal boiler"), 95, 120_000, 100, AUDIT, "A"),
    _stack(
        "existing",
        "methanol_synthesis",
        both("DA012 蒸汽过热炉 | DA012 steam superheater"),
        98,
        25_000,
        100,
        AUDIT,
        "A",
    ),
    _stack(
        "replaced", "auxiliary", both("DA011 停用一台锅炉 | DA011 one boiler shut down"), 95, 75_000, 100, AUDIT, "B"
    ),
]
METHANE: list[Row] = [
    {
        "stage": "proposed",
        "unit": "methanol_synthesis",
        "source": both("火炬未燃尽甲烷 | methane slip of the flare"),
        "ch4": 35,
        "evidence": DESIGN,
        "quality": "D",
    },
    {
        "stage": "existing",
        "unit": "methanol_synthesis",
        "source": both("火炬未燃尽甲烷 | methane slip of the flare"),
        "ch4": 22,
        "evidence": AUDIT,
        "quality": "D",
    },
]
_QUOTE = both("示例数据：技术比选报告（示意） | illustrative: technology comparison")
MEASURES: list[Row] = [
    {
        "name": both(
            "低温甲醇洗尾气 CO2 捕集、驱油封存（15 万 t/a） | CO2 capture for enhanced oil recovery, 150 kt/a"
        ),
        "kind": "recycling",
        "unit": "purification",
        "electricity": 15_000,
        "other_co2": -150_000,
        "d_nox": 0,
        "investment": 28_000,
        "annual_cost": 3_300,
        "product": METHANOL,
        "adopted": "yes",
        "evidence": _QUOTE,
    },
    {
        "name": both("蒸汽过热炉低氮燃烧 + SCR | low-NOx burners and SCR on the superheater"),
        "kind": "end",
        "unit": "methanol_synthesis",
        "electricity": 900,
        "d_nox": -18,
        "investment": 1_900,
        "annual_cost": 310,
        "product": METHANOL,
        "adopted": "yes",
        "evidence": _QUOTE,
    },
    {
        "name": both("磨煤干燥改用低氮热风炉 | low-NOx hot gas generator for coal drying"),
        "kind": "process",
        "unit": "gasification",
        "d_nox": -8,
        "investment": 700,
        "annual_cost": 110,
        "product": METHANOL,
        "adopted": "yes",
        "evidence": _QUOTE,
    },
    {
        "name": both("空分压缩机能效提升、余压发电 | efficient compressors and expander power"),
        "kind": "source",
        "unit": "auxiliary",
        "electricity": -30_000,
        "d_nox": 0,
        "investment": 4_500,
        "annual_cost": -900,
        "product": METHANOL,
        "adopted": "yes",
        "evidence": _QUOTE,
    },
    {
        "name": both("MTO 再生烟气 SCR | SCR on the MTO regenerator"),
        "kind": "end",
        "unit": "mto",
        "electricity": 400,
        "d_nox": -6,
        "investment": 800,
        "annual_cost": 130,
        "product": OLEFINS,
        "adopted": "yes",
        "evidence": _QUOTE,
    },
    {
        "name": both("绿氢耦合（电网电力制氢 5 000 t/a） | hydrogen from grid power, 5 000 t/a"),
        "kind": "source",
        "unit": "shift",
        "electricity": 275_000,
        "other_co2": -62_000,
        "d_nox": -1,
        "investment": 36_000,
        "annual_cost": 9_800,
        "product": METHANOL,
        "adopted": "no",
        "evidence": _QUOTE,
    },
]
for _measure, _argued in zip(MEASURES, example_measures.ARGUED, strict=True):
    _measure.update(_argued)
_UNITS_IN = {
    "gasification": (
        "yes",
        both(
            "现有水煤浆气化；拟建高压粉煤气化，50% 半废锅流程 | existing slurry, proposed high-pressure pulverised coal, half waste "
            "boilers"
        ),
    ),
    "shift": ("yes", both("耐硫变换 | sour shift")),
    "purification": ("yes", both("低温甲醇洗、硫回收 | methanol wash, sulphur recovery")),
    "methanol_synthesis": ("yes", both("低压合成、精馏 | low-pressure synthesis, distillation")),
    "mto": ("no", both("第三代甲醇制烯烃、烯烃分离 | third-generation MTO, olefin separation")),
    "auxiliary": ("yes", both("空分、锅炉、循环水、储运 | air separation, boiler, cooling water, storage")),
}
_UNIT_CODES = next(x for x in LISTS if x.key == "unit").entries


def _units() -> list[Row]:
    rows: list[Row] = []
    for code, _ in _UNIT_CODES:
        if code not in _UNITS_IN:
            rows.append({"existing": "no", "proposed": "no"})
            continue
        existing, technology = _UNITS_IN[code]
        rows.append({"existing": existing, "proposed": "yes", "technology": technology})
    return rows


def _shares() -> list[Row]:
    """What the carbon flows do not say: how the utilities serve the two products."""
    serving = both(
        "公用工程按主装置的去向：600 kt/a 甲醇中 540 kt/a 用于制烯烃 | utilities follow the main line: 540 of 600 kt/a of "
        "methanol go on to olefins"
    )
    return [{"own1": 1, "own2": 0.9, "reason": serving} if code == "auxiliary" else {} for code, _ in _UNIT_CODES]


SOURCES: list[Row] = [
    {"stage": s, "unit": u, "source": Text(*t), "kind": k, "gas": g, "material": Text(*m), "evidence": DESIGN}
    for s, u, t, k, g, m in (
        (
            "proposed",
            "purification",
            ("低温甲醇洗 CO2 放空", "CO2 vent of the methanol wash"),
            "process",
            "co2",
            ("变换气", "shifted gas"),
        ),
        ("proposed", "gasification", ("磨煤干燥热风炉", "coal drying"), "process", "co2_nox", ("弛放气", "purge gas")),
        (
            "proposed",
            "methanol_synthesis",
            ("蒸汽过热炉", "steam superheater"),
            "process",
            "co2_nox",
            ("弛放气", "purge gas"),
        ),
        ("proposed", "mto", ("再生器烟气", "regenerator"), "process", "co2_nox", ("焦炭", "coke")),
        (
            "proposed",
            "auxiliary",
            ("空分压缩机", "air separation compressors"),
            "power",
            "co2",
            ("电力", "electricity"),
        ),
        ("proposed", "mto", ("购入蒸汽", "steam bought"), "heat", "co2", ("4.0 MPa 蒸汽", "steam, 4.0 MPa")),
        ("existing", "auxiliary", ("燃煤锅炉", "coal boiler"), "fuel", "co2_nox", ("烟煤", "bituminous coal")),
        ("existing", "purification", ("CO2 回收装置", "CO2 recovery"), "capture", "co2", ("CO2", "CO2")),
    )
]
_WHY = both("示例数据：先进值对比分析（示意） | illustrative: comparison with the advanced values")
_GAPS: dict[int, Text] = {
    1: both(
        "空分、合成气压缩全电驱，购入电力按全国平均因子计入；采纳 CO2 捕集和压缩机能效措施后为 2.13，低于先进值 2.31"
        " | All drives are electric on grid power at the national factor; with CO2 capture and efficient compressors "
        "2.13, "
        "below the advanced 2.31"
    ),
    4: both(
        "甲醇制烯烃所用甲醇和电力高于设定条件；采纳措施后为 6.25，与先进值 6.23 相差 0.3%，投产后按能效提升计划消除"
        " | Methanol and power used for olefins are above the conditions; with measures 6.25, 0.3 % above the advanced "
        "6.23, to be closed by the efficiency plan after start-up"
    ),
    5: both(
        "甲醇段排放按份额计入烯烃；采纳再生烟气和过热炉 SCR 后为 0.200，低于先进值 0.280"
        " | The methanol section counts by its share; with SCR on regenerator and superheater 0.200, below the "
        "advanced 0.280"
    ),
}
_GAP_ROWS = 12


def _gaps() -> list[Row]:
    return [{"explanation": _GAPS[row], "evidence": _WHY} if row in _GAPS else {} for row in range(1, _GAP_ROWS + 1)]


_UNIT_GAPS: list[Row] = [
    {
        "explanation": both(
            "现有为水煤浆气化；拟建粉煤气化增加磨煤干燥燃料和石灰石助熔剂，但合成气 CO 含量高，全厂吨甲醇绩效由 2.81 降至 2.40"
            " | The existing gasifiers take slurry; pulverised coal adds drying fuel and limestone flux, but the gas "
            "is richer "
            "in CO: per tonne of methanol the whole plant falls from 2.81 to 2.40"
        ),
        "evidence": _WHY,
    }
]
EXAMPLE: dict[str, Any] = {
    "project": {
        "name": both(
            "示例：某煤制甲醇及甲醇制烯烃改扩建项目 | Example: extension of a coal-to-methanol plant with methanol to olefins"
        ),
        "owner": both("示例化工有限公司 | Example Chemical Co."),
        "nature": "extension",
        "province": "inner_mongolia",
        "place": both("示例化工园区 | example chemical park"),
        "category": both("煤制合成气 2522 | coal to synthesis gas, 2522"),
        "base_year": 2025,
        "consultant": both("示例环评机构 | Example Consultants"),
    },
    "products": [
        {
            "product": "methanol",
            "capacity": 900_000,
            "existing": 300_000,
            "proposed": 600_000,
            "u": 0.01,
            "evidence": DESIGN,
        },
        {"product": "olefins", "capacity": 203_000, "proposed": 203_000, "u": 0.01, "evidence": DESIGN},
    ],
    "units": _units(),
    "share_proposed": _shares(),
    "documents": example_policy.DOCUMENTS,
    "policy": example_policy.TOPICS,
    "sources": SOURCES,
    "fuels": FUELS,
    "carbon": [*PROPOSED_FLOWS, *LINKED_FLOWS, *EXISTING_FLOWS, *_existing_links()],
    "carbonates": CARBONATES,
    "electricity": ELECTRICITY,
    "heat": HEAT,
    "capture": CAPTURE,
    "nox": NOX,
    "methane": METHANE,
    "measures": MEASURES,
    "loops": example_measures.loops(METHANOL, OLEFINS),
    "gap": _gaps(),
    "design": {
        "gasifier": "powder",
        "half_waste": 0.5,
        "air_drive": "electric",
        "other_drives": "electric",
        "evidence": DESIGN,
    },
    "unitgap": _UNIT_GAPS,
    "management": [
        {
            "plan": Text(zh, en),
            "ready": "yes",
            "responsible": both("安环部 | HSE department"),
            "evidence": both("报告书 第 9 章 | report, chapter 9"),
        }
        for zh, en in (
            ("依托现有安环部，增设碳管理岗", "existing HSE department, with a carbon officer"),
            ("专职 2 人", "two full-time staff"),
            ("修订现有环境管理制度，纳入碳排放管理", "environmental rules extended to carbon"),
            ("每年编制", "every year"),
            ("每月填报并存证", "monthly, with records"),
            ("按 GB 17167 配备", "as in GB 17167"),
            ("制定数据质量控制方案", "data quality plan"),
            ("纳入排污许可和竣工验收", "in the permit and the acceptance"),
            ("按规定公开，保存不少于 5 年", "disclosed, kept at least five years"),
        )
    ],
    "monitoring": example_management.MONITORING,
    "plan_own": example_management.PLAN_OWN,
    "quality_plan": example_management.QUALITY,
    "acceptance": example_management.ACCEPTANCE,
    "statement": {
        "remarks": both("本工作簿为示例，所有数据均为示意。 | This workbook is an example; all data are illustrative."),
        "limits": both(
            "绿电和区域电力因子口径待指南正式稿明确。 | Green power and the regional factor await the final guide."
        ),
    },
}
