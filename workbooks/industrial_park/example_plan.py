"""The worked example, plan and present: an illustrative park of thirteen invented enterprises.

No park is described. Outputs, areas and energy use are of the order that plants of the stated capacity have.
Years of history are 2022 to 2024 (base year 2024), planning years 2027 and 2030.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pycore.language import Text, both

Row = dict[str, Any]
YEARS = (2022, 2023, 2024)
BASE_YEAR = YEARS[-1]
PLANNING_YEARS = (2027, 2030)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enterprise:
    """One enterprise of the example; output and value added of the base year in 10^4 CNY, area in ha, place in km."""

    name: Text
    sector: str
    product: Text
    output: float
    value_added: float
    area: float
    x: float
    y: float


def _enterprise(
    sector: str,
    zh: str,
    en: str,
    product_zh: str,
    product_en: str,
    output: float,
    value_added: float,
    area: float,
    x: float,
    y: float,
) -> Enterprise:
    return Enterprise(
        name=Text(f"示例{zh}", f"Example {en}"),
        sector=sector,
        product=Text(product_zh, product_en),
        output=output,
        value_added=value_added,
        area=area,
        x=x,
        y=y,
    )


ENTERPRISES: dict[str, Enterprise] = {
    "thermal": _enterprise(
        "power",
        "热电厂",
        "Heat and Power",
        "热电联产 2×50 MW，供热 250 万 t/a 蒸汽，发电 600 GWh/a",
        "cogeneration 2×50 MW, 2.5 Mt/a steam, 600 GWh/a",
        74_000,
        22_000,
        18,
        2.1,
        2.3,
    ),
    "eaf": _enterprise(
        "steel", "短流程钢厂", "EAF Steel", "电炉钢 60 万 t/a", "EAF steel, 600 kt/a", 240_000, 36_000, 62, 0.9, 3.1
    ),
    "ferroalloy": _enterprise(
        "steel", "铁合金厂", "Ferroalloy", "硅锰合金 8 万 t/a", "silicomanganese, 80 kt/a", 52_000, 9_000, 14, 1.5, 3.7
    ),
    "cement": _enterprise(
        "building_materials",
        "水泥厂",
        "Cement",
        "熟料 80 万 t/a，水泥 110 万 t/a",
        "clinker 800 kt/a, cement 1.1 Mt/a",
        33_000,
        9_900,
        26,
        0.6,
        0.9,
    ),
    "glass": _enterprise(
        "building_materials",
        "平板玻璃厂",
        "Flat Glass",
        "浮法玻璃 20 万 t/a",
        "float glass, 200 kt/a",
        36_000,
        9_000,
        22,
        1.5,
        0.7,
    ),
    "aluminium": _enterprise(
        "nonferrous",
        "电解铝厂",
        "Aluminium",
        "原铝 10 万 t/a（预焙槽）",
        "primary aluminium, 100 kt/a (prebake)",
        175_000,
        30_000,
        48,
        3.3,
        3.2,
    ),
    "magnesium": _enterprise(
        "nonferrous",
        "镁合金厂",
        "Magnesium Alloys",
        "镁合金铸件 2 万 t/a",
        "magnesium castings, 20 kt/a",
        40_000,
        8_000,
        9,
        4.2,
        3.6,
    ),
    "nitric": _enterprise(
        "chemical",
        "硝酸化肥厂",
        "Nitric Acid and Fertiliser",
        "硝酸 20 万 t/a（双加压法）",
        "nitric acid, 200 kt/a (dual pressure)",
        60_000,
        12_000,
        24,
        3.2,
        1.0,
    ),
    "pvc": _enterprise(
        "chemical",
        "电石PVC厂",
        "Carbide and PVC",
        "电石 15 万 t/a，PVC 10 万 t/a，烧碱 8 万 t/a",
        "carbide 150 kt/a, PVC 100 kt/a, caustic soda 80 kt/a",
        82_000,
        18_000,
        38,
        4.1,
        0.9,
    ),
    "fine": _enterprise(
        "chemical",
        "精细化工厂",
        "Fine Chemicals",
        "农药、染料中间体 3 万 t/a",
        "intermediates, 30 kt/a",
        90_000,
        27_000,
        16,
        4.9,
        1.3,
    ),
    "semiconductor": _enterprise(
        "other",
        "半导体厂",
        "Semiconductors",
        "8 英寸晶圆 40 万片/a",
        "200 mm wafers, 400,000 a year",
        150_000,
        52_000,
        12,
        5.2,
        3.3,
    ),
    "food": _enterprise(
        "other",
        "食品饮料厂",
        "Food and Beverages",
        "饮料 30 万 t/a、休闲食品 4 万 t/a",
        "beverages 300 kt/a, snacks 40 kt/a",
        60_000,
        18_000,
        10,
        5.0,
        2.4,
    ),
    "logistics": _enterprise(
        "other",
        "物流园",
        "Logistics",
        "货运周转 4.5 亿 t·km/a",
        "freight 450 million t·km/a",
        15_000,
        6_000,
        20,
        2.7,
        0.4,
    ),
}

_YEARBOOK = both("示例数据：园区统计年报（示意） | illustrative: statistics of the park")
_REPORT = both("示例数据：企业年报（示意） | illustrative: enterprise's report")
_PLAN = both("示例数据：园区规划文本（示意） | illustrative: text of the plan")
_SURVEY = both("示例数据：现场调查（示意） | illustrative: survey")

SETTINGS: Row = {
    "park": both("示例工业园区（示意，非真实园区） | Example industrial park (illustrative, no real park)"),
    "county": both("示例区 | Example district"),
    "base_year": BASE_YEAR,
    "plan1": PLANNING_YEARS[0],
    "plan2": PLANNING_YEARS[1],
    "power_reason": both(
        "按表 A.2 取区域电网平均因子；省级因子并列供比较 | regional factor as in table A.2; the provincial one for comparison"
    ),
}
PLAN: Row = {
    "name": both("示例工业园区规划（2025–2030 年） | Plan of the example park, 2025 to 2030"),
    "owner": both("示例园区管委会 | Administration of the example park"),
    "period": both("2025–2030 年 | 2025 to 2030"),
    "area": 1_180,
    "scope": both(
        "规划范围，以及依托的热电厂、天然气门站和污水处理厂 | the planned area with the heat and power plant, the gas station and the "
        "waste water plant"
    ),
    "leading": both("有色金属、钢铁、化工、电子信息 | non-ferrous metals, steel, chemicals, electronics"),
    "integrated": "no",
    "consultant": both("示例环评机构 | Example Consultants"),
}


def _sector_plan(sector: str, year: int, output: float, value_added: float, area: float, zh: str, en: str) -> Row:
    return {
        "sector": sector,
        "year": year,
        "output": output,
        "value_added": value_added,
        "area": area,
        "products": Text(zh, en),
        "evidence": _PLAN,
    }


SECTOR_PLAN = [
    _sector_plan(
        "power", 2030, 80_000, 24_500, 20, "供热 280 万 t/a，不再新增煤电", "steam 2.8 Mt/a, no new coal power"
    ),
    _sector_plan(
        "steel",
        2030,
        330_000,
        45_000,
        80,
        "电炉钢 65 万 t/a，高强钢比例提高",
        "EAF steel 650 kt/a, more high-strength steel",
    ),
    _sector_plan(
        "building_materials", 2030, 68_000, 19_500, 48, "熟料不增，平板玻璃深加工", "no more clinker, glass processing"
    ),
    _sector_plan(
        "nonferrous",
        2030,
        290_000,
        52_000,
        70,
        "原铝 10 万 t/a，再生铝 8 万 t/a，镁合金 3 万 t/a",
        "aluminium 100 kt/a, recycled 80 kt/a, magnesium 30 kt/a",
    ),
    _sector_plan(
        "chemical", 2030, 330_000, 84_000, 95, "精细化工 6 万 t/a，PVC 不增", "fine chemicals 60 kt/a, no more PVC"
    ),
    _sector_plan("other", 2030, 460_000, 148_000, 110, "电子信息、食品、物流", "electronics, food, logistics"),
]
PROJECTS: list[Row] = [
    {
        "name": both("示例再生铝项目 | Example recycled aluminium"),
        "sector": "nonferrous",
        "products": both("再生铝合金 8 万 t/a | recycled alloy 80 kt/a"),
        "process": both("熔炼（天然气） | melting (natural gas)"),
        "energy": both("天然气、电力，烟气余热回收 | gas, power, waste heat recovery"),
        "measures": both("蓄热燃烧、铝水直供 | regenerative burners, liquid metal delivery"),
        "evidence": _PLAN,
    },
    {
        "name": both("示例电子特气项目 | Example electronic gases"),
        "sector": "chemical",
        "products": both("电子特气 3 000 t/a | electronic gases 3 000 t/a"),
        "process": both("合成与纯化（含氟气体逸散） | synthesis and purification (fluorinated gases)"),
        "energy": both("电力、园区蒸汽 | power, park steam"),
        "measures": both("尾气燃烧分解 | thermal abatement"),
        "evidence": _PLAN,
    },
]


def _conforms(
    verdict: str,
    zh: str,
    en: str,
    aspect: str,
    requirement_zh: str,
    requirement_en: str,
    suggestion: Text | None = None,
) -> Row:
    return {
        "aspect": aspect,
        "requirement": Text(requirement_zh, requirement_en),
        "arrangement": Text(zh, en),
        "conform": verdict,
        "suggestion": suggestion,
        "evidence": both("示例：报告书 第 3 章 | illustrative: report, chapter 3"),
    }


CONFORMITY = [
    _conforms(
        "conforms",
        "单位增加值排放量逐年下降",
        "emission per value added falls every year",
        "control",
        "控制温室气体排放强度",
        "control emission intensity",
    ),
    _conforms(
        "conforms",
        "布局分布式光伏和余热利用",
        "own photovoltaics and waste heat",
        "energy",
        "发展可再生能源",
        "develop renewable energy",
    ),
    _conforms(
        "adjust",
        "水泥熟料维持 80 万 t/a",
        "clinker stays at 800 kt/a",
        "industry",
        "建材行业 2030 年前达峰并下降",
        "building materials peak before 2030 and fall",
        both("规划后期逐步压减熟料产量，提高替代原料比例 | cut clinker late in the plan, more substitute feed"),
    ),
    _conforms(
        "conforms",
        "推进短流程和再生金属",
        "EAF steel and recycled metal",
        "industry",
        "钢铁、有色行业节能降碳改造",
        "energy and carbon retrofits of steel and metals",
    ),
    _conforms(
        "conforms",
        "能耗增量由节能改造和可再生能源平衡",
        "growth offset by savings and renewables",
        "energy",
        "不突破能源利用上线",
        "stay below the upper limit of energy use",
    ),
    _conforms(
        "conforms",
        "禁止新增燃煤锅炉",
        "no new coal boilers",
        "energy",
        "高污染燃料禁燃区要求",
        "rules of the no-coal zone",
    ),
    _conforms(
        "conforms",
        "重点行业建设项目开展碳评价",
        "projects of key sectors are assessed for carbon",
        "control",
        "协同控制要求",
        "co-control requirements",
    ),
]

# Output of 2022 and 2023 over 2024; value added, and energy with a little more, move with it.
GROWTH = {
    "power": (0.92, 0.96),
    "steel": (0.95, 0.97),
    "building_materials": (1.06, 1.03),
    "nonferrous": (0.90, 0.96),
    "chemical": (0.88, 0.95),
    "other": (0.84, 0.93),
}
ENERGY_PER_OUTPUT = (1.04, 1.02, 1.0)
# Small enterprises that are not listed: output and value added in 10^4 CNY, area in ha.
_SMALL = {"other": (35_000, 9_000, 14.0)}
# Energy of the base year in tce: coal, oil, gas, net electricity, net heat, own renewable. The heat and power plant
# supplies steam and electricity to the others, which is why its net figures are negative; the heat sums to zero.
_ENERGY = {
    "power": (356_250, 300, 0, -73_740, -238_700, 0),
    "steel": (38_860, 0, 15_960, 79_885, 0, 0),
    "building_materials": (98_960, 0, 47_880, 15_240, 0, 1_229),
    "nonferrous": (0, 0, 14_630, 170_830, 0, 0),
    "chemical": (0, 0, 10_640, 78_656, 190_960, 0),
    "other": (0, 13_840, 15_960, 27_650, 47_740, 737),
}
_CARRIERS = ("coal", "oil", "gas", "power", "heat", "renewable")
_PRODUCTS = {
    "power": both("蒸汽、电力 | steam, electricity"),
    "steel": both("电炉钢、硅锰合金 | EAF steel, silicomanganese"),
    "building_materials": both("水泥、平板玻璃 | cement, flat glass"),
    "nonferrous": both("原铝、镁合金 | aluminium, magnesium alloys"),
    "chemical": both("硝酸、PVC、烧碱、中间体 | nitric acid, PVC, caustic soda, intermediates"),
    "other": both("晶圆、饮料食品、物流 | wafers, food and beverages, logistics"),
}


def _base_year(sector: str) -> tuple[float, float, float]:
    """Output, value added and area of a sector: its enterprises and the small ones."""
    own = [e for e in ENTERPRISES.values() if e.sector == sector]
    small = _SMALL.get(sector, (0, 0, 0))
    return (
        sum(e.output for e in own) + small[0],
        sum(e.value_added for e in own) + small[1],
        sum(e.area for e in own) + small[2],
    )


def _history() -> list[Row]:
    rows: list[Row] = []
    for i, _ in enumerate(YEARS):
        for sector, growth in GROWTH.items():
            factor = (*growth, 1.0)[i]
            output, value_added, area = _base_year(sector)
            rows.append(
                {
                    "output": round(output * factor),
                    "value_added": round(value_added * factor),
                    "area": area,
                    "evidence": _YEARBOOK,
                    "energy": round(sum(_ENERGY[sector]) * factor * ENERGY_PER_OUTPUT[i]),
                    "products": _PRODUCTS[sector],
                }
            )
    return rows


# Process stages and reduction facilities, with what an enterprise reported, in t CO2e, and where.
_STAGES: dict[str, tuple[Text, Text]] = {
    "thermal": (
        both("燃煤锅炉 | coal boilers"),
        both("循环流化床炉内脱硫，余热利用 | CFB with sulphur capture, waste heat use"),
    ),
    "eaf": (both("电弧炉、精炼、轧钢加热炉 | arc furnace, refining, reheating"), both("废钢预热 | scrap preheating")),
    "ferroalloy": (
        both("矿热炉（焦炭还原） | submerged arc furnace (coke)"),
        both("炉气余热发电（在建） | off-gas heat recovery (under way)"),
    ),
    "cement": (
        both("生料分解、熟料煅烧 | calcination, clinker burning"),
        both("电石渣替代石灰石、余热发电 | carbide slag feed, waste heat power"),
    ),
    "glass": (
        both("熔窑（天然气、碳酸盐分解） | melting furnace (gas, carbonates)"),
        both("屋顶光伏 | roof photovoltaics"),
    ),
    "aluminium": (
        both("预焙槽电解（阳极效应 PFC） | prebake cells (PFC of anode effects)"),
        both("阳极效应自动熄灭、绿电交易 | anode effect control, green power"),
    ),
    "magnesium": (both("熔炼（SF6 保护） | melting under SF6"), both("SF6 替代试验 | trial of SF6 substitutes")),
    "nitric": (both("氨氧化（N2O） | ammonia oxidation (N2O)"), both("尾气催化分解 | catalytic decomposition")),
    "pvc": (both("电石炉 | carbide furnace"), both("密闭炉气回收作燃料 | furnace gas used as fuel")),
    "fine": (
        both("导热油炉、高浓废水厌氧处理 | heaters, anaerobic waste water treatment"),
        both("沼气回收 | biogas recovery"),
    ),
    "semiconductor": (
        both("刻蚀、清洗（含氟气体） | etching and cleaning (fluorinated gases)"),
        both("POU 燃烧式处理 | point-of-use abatement"),
    ),
    "food": (
        both("燃气锅炉、高浓废水厌氧处理 | gas boilers, anaerobic waste water treatment"),
        both("沼气回收、屋顶光伏 | biogas recovery, roof photovoltaics"),
    ),
    "logistics": (both("柴油货车 | diesel trucks"), both("电动重卡试点 | trial of electric trucks")),
}
# The market's report of the heat and power plant does not take off the electricity that it sends out, so the
# recalculated figure is used for it.
_REPORTED: dict[str, Row] = {
    "thermal": {"reported": 1_106_800, "source": "national_market", "used": "recalculated"},
    "cement": {"reported": 648_500, "source": "national_market"},
    "eaf": {"reported": 131_500, "source": "eia"},
    "pvc": {"reported": 312_400, "source": "municipal_market"},
    "semiconductor": {"reported": 170_900, "source": "own"},
}


def _enterprises() -> list[Row]:
    rows: list[Row] = []
    for key, one in ENTERPRISES.items():
        stages, facilities = _STAGES[key]
        row: Row = {
            "name": one.name,
            "sector": one.sector,
            "key": "no" if key == "logistics" else "yes",
            "products": one.product,
            "output": one.output,
            "value_added": one.value_added,
            "area": one.area,
            "x": one.x,
            "y": one.y,
            "stages": stages,
            "facilities": facilities,
            "evidence": _REPORT,
        }
        rows.append({**row, **_REPORTED.get(key, {})})
    return rows


_CORNERS = (
    (0.2, 0.3),
    (1.9, 0.0),
    (3.6, 0.2),
    (5.5, 0.6),
    (5.9, 2.1),
    (5.7, 3.8),
    (4.2, 4.3),
    (2.4, 3.9),
    (0.9, 4.2),
    (0.1, 2.4),
)
BOUNDARY: list[Row] = [{"corner": f"P{i}", "x": x, "y": y} for i, (x, y) in enumerate(_CORNERS, 1)]


def _supply(zh: str, en: str, period: str, kind: str, capacity: float, unit: str, serves: Text, remark: Text) -> Row:
    return {
        "name": Text(zh, en),
        "period": period,
        "kind": kind,
        "capacity": capacity,
        "unit": unit,
        "place": both("园区 | park"),
        "serves": serves,
        "cascade": remark,
        "evidence": _SURVEY if period == "present" else _PLAN,
    }


_ALL = both("全园 | whole park")
SUPPLY = [
    _supply(
        "热电厂集中供热",
        "steam from the heat and power plant",
        "present",
        "heat",
        350,
        "t/h",
        _ALL,
        both("高压背压，梯级供 3.8/1.0 MPa | back pressure, 3.8 and 1.0 MPa"),
    ),
    _supply(
        "天然气门站",
        "natural gas station",
        "present",
        "gas",
        80_000,
        "Nm³/h",
        _ALL,
        both("余压未利用 | pressure not yet used"),
    ),
    _supply(
        "220 kV 变电站",
        "220 kV substation",
        "present",
        "power",
        2,
        "×240 MVA",
        _ALL,
        both("另有 110 kV 站 3 座 | and three of 110 kV"),
    ),
    _supply(
        "水泥窑余热发电",
        "waste heat power of the cement kiln",
        "present",
        "waste_heat",
        4.5,
        "MW",
        both("水泥厂 | cement works"),
        both("自用 | own use"),
    ),
    _supply("屋顶光伏", "roof photovoltaics", "plan", "distributed", 60, "MWp", _ALL, both("2030 年前建成 | by 2030")),
    _supply(
        "用户侧储能",
        "storage on the user side",
        "plan",
        "storage",
        100,
        "MWh",
        both("电解铝厂、短流程钢厂 | aluminium, EAF steel"),
        both("削峰填谷 | peak shaving"),
    ),
    _supply("公用照明", "public lighting", "present", "public", 1.1, "MW", _ALL, both("LED 比例 70% | 70 % LED")),
]


def _efficiency(key: str, product: Text, unit: str | Text, actual: float, limit: float) -> Row:
    return {
        "enterprise": ENTERPRISES[key].name,
        "product": product,
        "unit": unit,
        "actual": actual,
        "limit": limit,
        "evidence": both("示例：能效和准入值均为示意 | illustrative: energy and limit are both made up"),
    }


EFFICIENCY = [
    _efficiency("cement", both("熟料 | clinker"), "kgce/t", 108, 107),
    _efficiency("glass", both("平板玻璃 | flat glass"), both("kgce/重量箱 | kgce per weight case"), 12.4, 13.5),
    _efficiency("aluminium", both("铝液交流电耗 | AC power of liquid aluminium"), "kWh/t", 13_400, 13_350),
    _efficiency("pvc", both("电石 | calcium carbide"), "kgce/t", 815, 823),
    _efficiency("ferroalloy", both("硅锰合金 | silicomanganese"), "kgce/t", 930, 950),
]
INFRASTRUCTURE: list[Row] = [
    {
        "name": both("园区污水处理厂 | park waste water plant"),
        "period": "present",
        "serves": _ALL,
        "capacity": 30_000,
        "load": 21_500,
        "process": both("水解酸化 + A2O + 高级氧化 | hydrolysis, A2O, advanced oxidation"),
        "methane": both("无厌氧单元，不回收 | no anaerobic stage"),
        "evidence": _SURVEY,
    },
    {
        "name": both("食品饮料厂预处理站 | pretreatment of the food plant"),
        "period": "present",
        "serves": ENTERPRISES["food"].name,
        "capacity": 5_000,
        "load": 3_600,
        "process": both("UASB + 好氧 | UASB, aerobic"),
        "methane": both("沼气入锅炉 | biogas to the boiler"),
        "evidence": _SURVEY,
    },
    {
        "name": both("园区污水处理厂二期 | park waste water plant, phase 2"),
        "period": "plan",
        "serves": _ALL,
        "capacity": 20_000,
        "load": 14_000,
        "process": both("同一期，厂区加装光伏 | as phase 1, with photovoltaics"),
        "methane": both("污泥厌氧消化，沼气热电联产 | sludge digestion, biogas cogeneration"),
        "evidence": _PLAN,
    },
]


def _transport(
    zh: str, en: str, period: str, mode: str, amount: float, unit: Text, clean: float | None, potential: Text
) -> Row:
    row: Row = {
        "name": Text(zh, en),
        "period": period,
        "mode": mode,
        "amount": amount,
        "unit": unit,
        "potential": potential,
        "evidence": _SURVEY if period == "present" else _PLAN,
    }
    return row if clean is None else {**row, "clean": clean}


_CHARGERS = both("个 | units")
TRANSPORT = [
    _transport(
        "公共充电桩",
        "public chargers",
        "present",
        "charging",
        120,
        _CHARGERS,
        None,
        both("重卡充电不足 | few for trucks"),
    ),
    _transport(
        "重卡充换电站",
        "truck charging and swapping",
        "plan",
        "charging",
        4,
        both("座 | stations"),
        None,
        both("配套电动重卡 | for electric trucks"),
    ),
    _transport(
        "加氢站",
        "hydrogen station",
        "plan",
        "hydrogen",
        1,
        both("座 | stations"),
        None,
        both("利用氯碱副产氢 | by-product hydrogen"),
    ),
    _transport(
        "公路货运",
        "road freight",
        "present",
        "road",
        1_250,
        both("万 t/a | 10⁴ t/a"),
        0.06,
        both("大宗货物转铁路 | bulk goods to rail"),
    ),
    _transport(
        "铁路专用线",
        "rail siding",
        "present",
        "rail",
        280,
        both("万 t/a | 10⁴ t/a"),
        None,
        both("可扩至 500 万 t/a | could take 500"),
    ),
    _transport(
        "厂内物流车辆",
        "on-site vehicles",
        "present",
        "on_site",
        210,
        both("辆 | vehicles"),
        0.25,
        both("电动叉车替代 | electric forklifts"),
    ),
]


def _capacity(zh: str, en: str, ready: str, gap: Text, suggestion: Text) -> Row:
    return {"present": Text(zh, en), "ready": ready, "gap": gap, "suggestion": suggestion, "evidence": _SURVEY}


CAPACITY = [
    _capacity(
        "按年统计能源，未编温室气体清单",
        "energy statistics, no GHG inventory",
        "no",
        both("缺清单 | no inventory"),
        both("每年编制清单 | inventory every year"),
    ),
    _capacity(
        "重点企业有台账，园区未汇总",
        "ledgers in enterprises, none of the park",
        "no",
        both("未汇总 | not added up"),
        both("建设数字化平台 | digital platform"),
    ),
    _capacity("纳入企业均按期履约", "all enterprises comply", "yes", both("无 | none"), both("保持 | keep up")),
    _capacity(
        "已编制近零碳园区方案",
        "scheme for a near-zero-carbon park",
        "yes",
        both("未实施 | not begun"),
        both("按方案分期实施 | carry out in phases"),
    ),
    _capacity(
        "无",
        "none",
        "no",
        both("2030 年 3 家 | three by 2030"),
        both("半导体、食品企业先行 | begin with semiconductors and food"),
    ),
    _capacity(
        "铝、玻璃企业已开展",
        "aluminium and glass",
        "yes",
        both("扩大到出口产品 | extend to exports"),
        both("给予认证补助 | support certification"),
    ),
    _capacity(
        "上市公司披露",
        "listed companies only",
        "yes",
        both("其余企业未披露 | others do not"),
        both("纳入环境信息依法披露 | with the environmental disclosure"),
    ),
]


def _source(
    area: str, sector: str, source: Text, stage: Text, factor: Text, gases: str, pollutants: str, measure: Text
) -> Row:
    return {
        "source": source,
        "area": area,
        "sector": sector,
        "stage": stage,
        "factor": factor,
        "gases": gases,
        "pollutants": pollutants,
        "measure": measure,
    }


_NO_MEASURE = both("–")
IDENTIFIED = [
    _source(
        "energy",
        "power",
        both("燃煤锅炉 | coal boilers"),
        both("燃烧 | combustion"),
        both("烟煤 | bituminous coal"),
        "CO2, N2O",
        "SO2, NOx, PM",
        both("能效提升 | efficiency"),
    ),
    _source(
        "industry",
        "steel",
        both("电弧炉 | arc furnace"),
        both("熔炼 | melting"),
        both("电力、生铁、熔剂 | power, pig iron, flux"),
        "CO2",
        "PM",
        both("提高废钢比 | more scrap"),
    ),
    _source(
        "industry",
        "building_materials",
        both("水泥窑 | cement kiln"),
        both("分解、燃烧 | calcination, combustion"),
        both("碳酸盐、煤 | carbonates, coal"),
        "CO2",
        "SO2, NOx, PM",
        both("电石渣等替代原料 | substitute feed such as carbide slag"),
    ),
    _source(
        "industry",
        "nonferrous",
        both("电解槽 | electrolysis cells"),
        both("阳极效应 | anode effects"),
        both("氟化盐、电力 | fluorides, power"),
        "CF4, C2F6, CO2",
        "PM",
        both("绿电 | green power"),
    ),
    _source(
        "industry",
        "nonferrous",
        both("镁合金熔炼 | magnesium melting"),
        both("保护气逸散 | cover gas"),
        both("SF6"),
        "SF6",
        "–",
        both("替代保护气 | other cover gas"),
    ),
    _source(
        "industry",
        "chemical",
        both("硝酸装置 | nitric acid plant"),
        both("氨氧化 | ammonia oxidation"),
        both("氨 | ammonia"),
        "N2O",
        "NOx",
        both("尾气催化分解 | catalytic decomposition"),
    ),
    _source(
        "industry",
        "chemical",
        both("电石炉 | carbide furnace"),
        both("还原 | reduction"),
        both("兰炭、石灰、电力 | semi-coke, lime, power"),
        "CO2",
        "PM",
        both("炉气回收 | off-gas recovery"),
    ),
    _source(
        "industry",
        "other",
        both("刻蚀清洗 | etching and cleaning"),
        both("含氟气体逸散 | unused gas"),
        both("CF4、NF3 等 | CF4, NF3 and others"),
        "CF4, CHF3, C2F6, SF6, NF3",
        "–",
        both("POU 处理 | abatement"),
    ),
    _source(
        "transport",
        "other",
        both("货车 | trucks"),
        both("行驶 | driving"),
        both("柴油 | diesel"),
        "CO2, CH4, N2O",
        "NOx, PM, VOC",
        both("电动重卡 | electric trucks"),
    ),
    _source(
        "infrastructure",
        "other",
        both("高浓废水厌氧处理 | anaerobic waste water treatment"),
        both("厌氧 | anaerobic stage"),
        both("COD"),
        "CH4",
        "VOC",
        both("沼气回收 | biogas recovery"),
    ),
    _source(
        "energy",
        "other",
        both("天然气管网与调压站 | gas network"),
        both("逸散 | leaks"),
        both("天然气 | natural gas"),
        "CH4",
        "VOC",
        _NO_MEASURE,
    ),
]

EXAMPLE: dict[str, Any] = {
    "settings": SETTINGS,
    "plan": PLAN,
    "sector_plan": SECTOR_PLAN,
    "projects": PROJECTS,
    "conformity": CONFORMITY,
    "history": _history(),
    "enterprises": _enterprises(),
    "boundary": BOUNDARY,
    "energy_use": [dict(zip(_CARRIERS, _ENERGY[sector], strict=True)) for sector in GROWTH],
    "energy_supply": SUPPLY,
    "efficiency": EFFICIENCY,
    "infrastructure": INFRASTRUCTURE,
    "transport": TRANSPORT,
    "capacity": CAPACITY,
    "identified": IDENTIFIED,
}
