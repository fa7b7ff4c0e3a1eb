"""The closed lists of the coal chemical workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pycore.language import Text, both
from pycore.library import library
from pycore.sheets.definition import ChoiceList
from pycore.sheets.meanings import Meaning
from workbooks.common.cells import either
from workbooks.common.choices import (
    CARBONATES,
    FUEL_KINDS,
    FUEL_MEASURES,
    FUEL_SETS,
    FUELS,
    QUALITY,
    Entry,
    by_short_name,
    choice_list,
    entries,
    list_of,
    named_list,
)
from workbooks.common.users_choices import label_of_own, label_of_row

OWN_UNITS, MOST_OWN_UNITS = 10, 60
"""Own process units, and how many a larger workbook has at most: one more is a row in every table of units, and two
columns and a term more where shares are derived; with some 90 of them the longest formula is more than Excel takes."""
OWN_MATERIALS, OWN_MATERIAL = 20, "own"
"""The materials of the site's own list, and what their codes begin with."""


def own_unit(number: int) -> Text:
    """What an own unit is called while it has no name."""
    return both(f"自定义工序{number} | own unit {number}")


def _own_unit(number: int, own: int) -> Text:
    name, unnamed = f"own_units_unit{number}", [own_unit(i) for i in range(1, own + 1)]
    earlier = either(f"{name}=own_units_unit{i}" for i in range(1, number)) if number > 1 else ""
    return label_of_own(name, number, unnamed, earlier, "unit")


def process_units(own: int = OWN_UNITS) -> tuple[Entry, ...]:
    """Return the process units in the order of the process, with so many own ones at the end.

    Carbon goes down the list, and what goes back up, such as fuel gas, is no product.
    """
    return (
        *entries(
            "gasification 气化 | gasification",
            "shift 变换 | shift",
            "purification 净化 | purification",
            "methanation 甲烷化 | methanation",
            "direct_liquefaction 煤直接液化 | direct liquefaction",
            "oil_synthesis 油品合成 | oil synthesis",
            "hydrotreating 加氢处理（稳定、改质） | hydro-treatment (upgrading)",
            "hydrofining 加氢精制 | hydrofining",
            "hydrocracking 加氢裂化 | hydrocracking",
            "oil_processing 油品加工 | oil processing",
            "methanol_synthesis 甲醇合成 | methanol synthesis",
            "mto 甲醇制烯烃 | methanol to olefins",
            "eg_synthesis 乙二醇合成 | ethylene glycol synthesis",
            "air_separation 空分 | air separation",
            "boilers 锅炉（动力站） | boilers (power station)",
            "utilities 公用工程（供水、水处理等） | utilities (water supply, treatment)",
            "auxiliary 辅助工序 | auxiliary",
        ),
        *((f"own{i}", _own_unit(i, own)) for i in range(1, own + 1)),
    )


PROCESS_UNITS = process_units()


def unit_codes(own: int = OWN_UNITS) -> tuple[str, ...]:
    """Return the codes of the process units, with so many own ones."""
    return tuple(code for code, _ in process_units(own))


PRODUCT_CODES = ("methanol", "olefins", "sng", "dcl", "icl", "ethylene_glycol")

# What a product is made of in the carbon ledger, and the process units of its route. Oil is that of either
# liquefaction.
OIL, NO_PRODUCT = "oil", "none"
PRODUCT_GROUPS = {code: OIL if code in ("dcl", "icl") else code for code in PRODUCT_CODES}
GROUP_MATERIALS = {
    "methanol": ("methanol",),
    "olefins": ("ethylene", "propylene", "polyethylene", "polypropylene"),
    "sng": ("sng", "methane"),
    OIL: ("oil_products", "naphtha", "diesel_oil", "wax"),
    "ethylene_glycol": ("ethylene_glycol",),
}
GROUP_UNITS = {
    "methanol": ("methanol_synthesis",),
    "olefins": ("mto",),
    "sng": ("methanation",),
    OIL: (
        "direct_liquefaction",
        "oil_synthesis",
        "hydrotreating",
        "hydrofining",
        "hydrocracking",
        "oil_processing",
    ),
    "ethylene_glycol": ("eg_synthesis",),
}
WEIGHED_GROUPS = ("methanol", "olefins", "ethylene_glycol")
"""The groups whose output and whose rows of the carbon ledger are both in tonnes of the product."""

FACILITIES = entries(
    "superheater 蒸汽过热炉 | steam superheater",
    "heater 加热炉 | heater",
    "drying 磨煤干燥 | coal milling and drying",
    "regenerator MTO 催化剂再生 | MTO regenerator",
    "boiler 燃煤锅炉 | coal boiler",
    "incinerator 焚烧炉 | incinerator",
    "other 其他 | other",
)
"""Kinds of facilities for which the advanced values of NOx were set (explanatory note, 4.5.4(3)), and others."""

# Which regional grid a province belongs to: remembered, to be confirmed against the announcement (flag M).
REGION_PROVINCES = {
    "north": "beijing tianjin hebei shanxi shandong inner_mongolia",
    "northeast": "liaoning jilin heilongjiang",
    "east": "shanghai jiangsu zhejiang anhui fujian",
    "central": "jiangxi henan hubei hunan",
    "northwest": "shaanxi gansu qinghai ningxia xinjiang",
    "south": "guangdong guangxi hainan",
    "southwest": "chongqing sichuan guizhou yunnan",
}
PROVINCE_REGION = {province: region for region, inside in REGION_PROVINCES.items() for province in inside.split()}

_UNNAMED_MATERIALS = [both(f"自定义物料{i} | own material {i}") for i in range(1, OWN_MATERIALS + 1)]
# Materials without a library value come first: coal and the like always want a measured carbon content.
_MATERIALS = (
    *entries(
        "feed_coal 原料煤（填实测含碳量） | feed coal (enter measured carbon)",
        "fuel_gas 燃料气、弛放气（填含碳量） | fuel gas, purge gas (enter carbon)",
        "syngas 合成气（填含碳量） | synthesis gas (enter carbon)",
        "sng 合成天然气（填含碳量） | SNG (enter carbon)",
        "oil_products 油品（填含碳量） | oil products (enter carbon)",
        "slag 灰渣、滤饼（填含碳量） | slag, ash, filter cake (enter carbon)",
        "waste_water 废水、污泥（填含碳量） | waste water, sludge (enter carbon)",
        "residue 液化残渣、重质残渣（填含碳量） | liquefaction residue, heavy residue (enter carbon)",
        "light_oil 轻油、粗苯（填含碳量） | light oil, crude benzene (enter carbon)",
        "tail_gas 尾气、排放气（填含碳量） | tail gas, vent gas (enter carbon)",
        "other 其他（填含碳量） | other (enter carbon)",
    ),
    *by_short_name(library().category("carbon")),
    *(
        (f"{OWN_MATERIAL}{i}", label_of_row("own_materials_name", i, _UNNAMED_MATERIALS, "material"))
        for i in range(1, OWN_MATERIALS + 1)
    ),
)


def _provinces() -> Iterator[Entry]:
    """The provinces with an electricity factor of 2023, by the names of the factors, and the one without."""
    for factor in library().category("electricity"):
        if factor.id.startswith("electricity.province.") and factor.year == 2023:
            zh = factor.name_zh.replace("电力平均二氧化碳排放因子（2023）", "").removesuffix("省级")
            yield factor.key, Text(zh, _english_place(factor.name_en))
    yield "tibet", both("西藏 | Tibet")


def _english_place(name: str) -> str:
    for end in (":", " province", " average", " electricity"):
        name = name.split(end)[0]
    return name.removesuffix(" provincial").strip()


def _groups(codes: Iterable[str], members: Mapping[str, tuple[str, ...]]) -> Iterator[Entry]:
    """Each code with the product group that it belongs to."""
    group_of = {member: group for group, inside in members.items() for member in inside}
    return ((code, both(group_of.get(code, NO_PRODUCT))) for code in codes)


def _products() -> Iterator[Entry]:
    """The products for which the guide has advanced values."""
    advanced = [b for b in library().benchmarks.values() if b.scheme == "MEE2026"]
    names = {b.product: Text(b.product_zh, b.product_en) for b in advanced}
    return ((code, names[code]) for code in PRODUCT_CODES)


def coal_lists(own: int = OWN_UNITS) -> tuple[ChoiceList, ...]:
    """Return the closed lists with so many own process units."""
    return (
        named_list(
            "stage",
            "阶段 | stage",
            "existing 现有 | existing",
            "proposed 拟建 | proposed",
            "replaced 替代削减 | replaced",
            "construction 在建 | under construction",
            "transferor 产能置换出让方 | transferor of capacity",
            "regional 区域削减 | regional reduction",
            meaning=Meaning.STAGE,
        ),
        named_list("yesno", "是否 | yes or no", "yes 是 | yes", "no 否 | no"),
        named_list(
            "nature",
            "建设性质 | kind of project",
            "new 新建 | new",
            "extension 改扩建 | extension",
            "relocation 异地迁建 | relocation",
        ),
        list_of("unit", "工序 | process unit", process_units(own), meaning=Meaning.UNIT),
        list_of("product", "产品 | product", _products(), meaning=Meaning.PRODUCT),
        list_of(
            "unit_makes",
            "工序所产的产品组 | product group that a unit makes",
            _groups(unit_codes(own), GROUP_UNITS),
        ),
        FUELS,
        FUEL_MEASURES,
        FUEL_KINDS,
        FUEL_SETS,
        list_of("material", "含碳物料 | material", _MATERIALS, meaning=Meaning.MATERIAL),
        list_of(
            "material_makes",
            "物料所属的产品组 | product group that a material is of",
            _groups((code for code, _ in _MATERIALS), GROUP_MATERIALS),
        ),
        named_list(
            "sample_role",
            "煤样类别 | kind of sample",
            "design 设计煤 | design coal",
            "check 校核煤 | check coal",
            "measured 实测煤（现有工程） | measured (existing plant)",
            "other 其他燃料 | other fuel",
        ),
        named_list("sample_use", "煤的用途 | use of the coal", "feed 原料煤 | feed coal", "fuel 燃料煤 | fuel coal"),
        named_list(
            "tested_basis",
            "检测基准 | basis tested",
            "ar 收到基 ar | as received",
            "ad 空气干燥基 ad | air-dried",
            "d 干燥基 d | dry",
        ),
        named_list(
            "direction",
            "碳流方向 | carbon flow",
            "in 带入 | in",
            "product 产品带出 | out in product",
            "other 其他带出 | other out",
            meaning=Meaning.DIRECTION,
        ),
        named_list(
            "flow",
            "流向范围 | inside or outside",
            "external 边界外 | across the boundary",
            "internal 工序间 | between units",
            meaning=Meaning.FLOW_RANGE,
        ),
        CARBONATES,
        named_list(
            "trade", "购入或外供 | bought or sold", "bought 购入 | bought", "sold 外供 | sold", meaning=Meaning.TRADE
        ),
        named_list(
            "power",
            "电力类别 | kind of power",
            "grid 电网电力 | grid power",
            "green 绿色电力 | green power",
            meaning=Meaning.POWER_KIND,
        ),
        named_list(
            "medium",
            "热力介质 | heat medium",
            "steam 蒸汽 | steam",
            "water 热水 | hot water",
            "heat 热量（GJ） | heat (GJ)",
            meaning=Meaning.HEAT_MEDIUM,
        ),
        named_list(
            "nox_source",
            "NOx 数据来源 | source of NOx data",
            "calculated 浓度 × 烟气量 × 时间 | concentration × flow × time",
            "cems 连续监测（CEMS） | continuous monitoring (CEMS)",
            "permit 排污许可量 | permit",
            "other 其他核算 | other calculation",
        ),
        named_list(
            "recovery",
            "CO2 去向 | use of CO2",
            "exported 外供 | exported",
            "stored 地质封存 | stored underground",
            "used 自用转化 | used on site",
            meaning=Meaning.DESTINATION,
        ),
        QUALITY,
        named_list(
            "reading",
            "电力因子口径 | electricity factor",
            "average 全国平均 | national average",
            "residual 全国平均（不含市场化非化石电量） | national, without market-traded non-fossil",
            "fossil 全国化石能源电力 | national fossil power",
            "region 区域平均 | regional average",
            "province 省级平均 | provincial average",
            meaning=Meaning.POWER_READING,
        ),
        choice_list(
            "factor_year",
            "电力因子年份 | year of the factor",
            "2023 2023 年 | year 2023",
            "2022 2022 年 | year 2022",
            "2021 2021 年 | year 2021",
            meaning=Meaning.POWER_YEAR,
        ),
        list_of("province", "省份 | province", _provinces(), meaning=Meaning.PROVINCE),
        list_of(
            "province_region",
            "省份所属区域电网（待确认） | regional grid (to be confirmed)",
            ((province, both(region)) for province, region in PROVINCE_REGION.items()),
        ),
        named_list(
            "basis",
            "协同度基准 | basis of S",
            "reference 相对先进值 | relative to the advanced value",
            "project 相对项目值 | relative to the project value",
        ),
        named_list(
            "conformity",
            "符合性 | conformity",
            "yes 符合 | conforms",
            "no 不符合 | does not conform",
            "none 不涉及 | not applicable",
            "open 待说明 | to be explained",
        ),
        choice_list(
            "measure_kind",
            "措施类别 | kind of measure",
            "source 源头防控 | prevention at source",
            "process 过程控制 | process control",
            "end 末端治理 | end-of-pipe",
            "recycling 回收利用 | recovery and use",
        ),
        named_list(
            "maturity",
            "技术成熟度 | maturity of the technology",
            "industrial 工业应用 | in industrial use",
            "demonstration 工业示范 | demonstrated",
            "pilot 中试 | pilot",
            "research 研发 | research",
        ),
        ChoiceList(key="facility", title=both("设施类别 | kind of facility"), entries=FACILITIES, named=True),
        named_list(
            "gasifier",
            "气化工艺 | gasifier",
            "powder 高压煤粉气化 | high-pressure pulverised coal",
            "slurry 水煤浆气化 | coal slurry",
            "fixed_bed 固定床碎煤加压气化 | fixed bed, pressurised",
            "other 其他 | other",
        ),
        named_list(
            "drive",
            "驱动方式 | drive",
            "electric 全电驱 | all electric",
            "part 部分电驱 | partly electric",
            "turbine 汽轮机驱动 | steam turbines",
        ),
        named_list(
            "eg_route", "乙二醇路线 | route to ethylene glycol", "oxalate 草酸酯法 | oxalate", "other 其他 | other"
        ),
        choice_list(
            "gas",
            "气体类别 | kind of emission",
            "co2 CO2",
            "ch4 CH4（单独核算） | CH4 (separate)",
            "nox NOx",
            "co2_nox CO2 与 NOx 同源 | CO2 and NOx, one source",
            meaning=Meaning.SOURCE_GAS,
        ),
        choice_list(
            "source_kind",
            "排放源类别 | kind of source",
            "fuel 消耗化石燃料 | fossil fuel",
            "process 工业生产过程 | industrial process",
            "power 净输入电力 | net electricity",
            "heat 净输入热力 | net heat",
            "product 含碳产品隐含 | carbon held in products",
            "capture 捕集和利用装置 | capture and use",
            "fugitive 逸散（甲烷） | fugitive (methane)",
            meaning=Meaning.SOURCE_KIND,
        ),
    )


LISTS = coal_lists()
