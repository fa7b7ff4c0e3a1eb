"""The closed lists of the coal chemical workbook."""

from __future__ import annotations

from pycore.language import Text, both
from pycore.library import library
from pycore.sheets.definition import ChoiceList

PROCESS_UNITS: tuple[tuple[str, Text], ...] = (
    ("gasification", both("气化 | gasification")),
    ("shift", both("变换 | shift")),
    ("purification", both("净化 | purification")),
    ("methanation", both("甲烷化 | methanation")),
    ("oil_synthesis", both("油品合成 | oil synthesis")),
    ("oil_processing", both("油品加工 | oil processing")),
    ("methanol_synthesis", both("甲醇合成 | methanol synthesis")),
    ("mto", both("甲醇制烯烃 | methanol to olefins")),
    ("eg_synthesis", both("乙二醇合成 | ethylene glycol synthesis")),
    ("auxiliary", both("辅助工序 | auxiliary")),
    (
        "own1",
        both(
            '=IF(own_units_unit1="","自定义工序1",own_units_unit1) | =IF(own_units_unit1="","own unit 1",'
            "own_units_unit1)"
        ),
    ),
    (
        "own2",
        both(
            '=IF(own_units_unit2="","自定义工序2",own_units_unit2) | =IF(own_units_unit2="","own unit 2",'
            "own_units_unit2)"
        ),
    ),
    (
        "own3",
        both(
            '=IF(own_units_unit3="","自定义工序3",own_units_unit3) | =IF(own_units_unit3="","own unit 3",'
            "own_units_unit3)"
        ),
    ),
)
PRODUCT_CODES = ("methanol", "olefins", "sng", "dcl", "icl", "ethylene_glycol")

# Which regional grid a province belongs to: remembered, to be confirmed against the announcement (flag M).
PROVINCE_REGION = {
    "beijing": "north",
    "tianjin": "north",
    "hebei": "north",
    "shanxi": "north",
    "shandong": "north",
    "inner_mongolia": "north",
    "liaoning": "northeast",
    "jilin": "northeast",
    "heilongjiang": "northeast",
    "shanghai": "east",
    "jiangsu": "east",
    "zhejiang": "east",
    "anhui": "east",
    "fujian": "east",
    "jiangxi": "central",
    "henan": "central",
    "hubei": "central",
    "hunan": "central",
    "shaanxi": "northwest",
    "gansu": "northwest",
    "qinghai": "northwest",
    "ningxia": "northwest",
    "xinjiang": "northwest",
    "guangdong": "south",
    "guangxi": "south",
    "hainan": "south",
    "chongqing": "southwest",
    "sichuan": "southwest",
    "guizhou": "southwest",
    "yunnan": "southwest",
}


def _short(name: str) -> str:
    return name.split("：")[0].split(": ")[0]


def _fuels() -> tuple[tuple[str, Text], ...]:
    return tuple((f.key, f.name) for f in library().fuels("2023"))


def _materials() -> tuple[tuple[str, Text], ...]:
    """Materials without a library value come first: coal and the like always want a measured carbon content."""
    own = (
        ("feed_coal", both("原料煤（填实测含碳量） | feed coal (enter measured carbon)")),
        ("fuel_gas", both("燃料气、弛放气（填含碳量） | fuel gas, purge gas (enter carbon)")),
        ("syngas", both("合成气（填含碳量） | synthesis gas (enter carbon)")),
        ("sng", both("合成天然气（填含碳量） | SNG (enter carbon)")),
        ("oil_products", both("油品（填含碳量） | oil products (enter carbon)")),
        ("slag", both("灰渣、滤饼（填含碳量） | slag, ash, filter cake (enter carbon)")),
        ("waste_water", both("废水、污泥（填含碳量） | waste water, sludge (enter carbon)")),
        ("other", both("其他（填含碳量） | other (enter carbon)")),
    )
    known = tuple((f.key, Text(_short(f.name_zh), _short(f.name_en))) for f in library().category("carbon"))
    return own + known


def _carbonates() -> tuple[tuple[str, Text], ...]:
    return tuple((f.key, Text(_short(f.name_zh), _short(f.name_en))) for f in library().category("carbonate"))


def _provinces() -> tuple[tuple[str, Text], ...]:
    suffix_zh, suffix_en = "电力平均二氧化碳排放因子（2023）", ""
    rows = [f for f in library().category("electricity") if f.id.startswith("electricity.province.") and f.year == 2023]
    named = {
        f.key: Text(f.name_zh.replace(suffix_zh, "").removesuffix("省级"), _english_place(f.name_en) + suffix_en)
        for f in rows
    }
    return (*named.items(), ("tibet", both("西藏 | Tibet")))


def _english_place(name: str) -> str:
    return (
        name.split(":")[0]
        .split(" province")[0]
        .split(" average")[0]
        .split(" electricity")[0]
        .removesuffix(" provincial")
        .strip()
    )


def _products() -> tuple[tuple[str, Text], ...]:
    names = {
        b.product: Text(b.product_zh, b.product_en) for b in library().benchmarks.values() if b.scheme == "MEE2026"
    }
    return tuple((code, names[code]) for code in PRODUCT_CODES)


LISTS = (
    ChoiceList(
        key="stage",
        title=both("阶段 | stage"),
        named=True,
        entries=(
            ("existing", both("现有 | existing")),
            ("proposed", both("拟建 | proposed")),
            ("replaced", both("替代削减 | replaced")),
        ),
    ),
    ChoiceList(
        key="yesno",
        title=both("是否 | yes or no"),
        named=True,
        entries=(("yes", both("是 | yes")), ("no", both("否 | no"))),
    ),
    ChoiceList(
        key="nature",
        title=both("建设性质 | kind of project"),
        named=True,
        entries=(
            ("new", both("新建 | new")),
            ("extension", both("改扩建 | extension")),
            ("relocation", both("异地迁建 | relocation")),
        ),
    ),
    ChoiceList(key="unit", title=both("工序 | process unit"), entries=PROCESS_UNITS),
    ChoiceList(key="product", title=both("产品 | product"), entries=_products()),
    ChoiceList(key="fuel", title=both("燃料 | fuel"), entries=_fuels()),
    ChoiceList(
        key="fuel_set",
        title=both("燃料参数口径 | fuel factor set"),
        entries=(
            ("2023", both("2023 口径（统计年鉴/GB/T 32151 系列） | 2023 set (yearbook, GB/T 32151 series)")),
            ("2015", both("2015 口径（GB/T 32151.10-2015） | 2015 set (GB/T 32151.10-2015)")),
        ),
    ),
    ChoiceList(key="material", title=both("含碳物料 | material"), entries=_materials()),
    ChoiceList(
        key="direction",
        title=both("碳流方向 | carbon flow"),
        named=True,
        entries=(
            ("in", both("带入 | in")),
            ("product", both("产品带出 | out in product")),
            ("other", both("其他带出 | other out")),
        ),
    ),
    ChoiceList(
        key="flow",
        title=both("流向范围 | inside or outside"),
        named=True,
        entries=(("external", both("边界外 | across the boundary")), ("internal", both("工序间 | between units"))),
    ),
    ChoiceList(key="carbonate", title=both("碳酸盐 | carbonate"), entries=_carbonates()),
    ChoiceList(
        key="trade",
        title=both("购入或外供 | bought or sold"),
        named=True,
        entries=(("bought", both("购入 | bought")), ("sold", both("外供 | sold"))),
    ),
    ChoiceList(
        key="power",
        title=both("电力类别 | kind of power"),
        named=True,
        entries=(("grid", both("电网电力 | grid power")), ("green", both("绿色电力 | green power"))),
    ),
    ChoiceList(
        key="medium",
        title=both("热力介质 | heat medium"),
        named=True,
        entries=(
            ("steam", both("蒸汽 | steam")),
            ("water", both("热水 | hot water")),
            ("heat", both("热量（GJ） | heat (GJ)")),
        ),
    ),
    ChoiceList(
        key="recovery",
        title=both("CO2 去向 | use of CO2"),
        named=True,
        entries=(
            ("exported", both("外供 | exported")),
            ("stored", both("地质封存 | stored underground")),
            ("used", both("自用转化 | used on site")),
        ),
    ),
    ChoiceList(
        key="quality",
        title=both("数据质量 | data quality"),
        entries=(
            ("A", both("A 连续计量 | A metered")),
            ("B", both("B 台账与结算 | B ledgers, invoices")),
            ("C", both("C 设计与可研 | C design, feasibility")),
            ("D", both("D 类比与估算 | D analogy, estimate")),
        ),
    ),
    ChoiceList(
        key="reading",
        title=both("电力因子口径 | electricity factor"),
        named=True,
        entries=(
            ("average", both("全国平均 | national average")),
            ("residual", both("全国平均（不含市场化非化石电量） | national, without market-traded non-fossil")),
            ("fossil", both("全国化石能源电力 | national fossil power")),
            ("region", both("区域平均 | regional average")),
            ("province", both("省级平均 | provincial average")),
        ),
    ),
    ChoiceList(
        key="factor_year",
        title=both("电力因子年份 | year of the factor"),
        entries=tuple((y, Text(f"{y} 年", f"year {y}")) for y in ("2023", "2022", "2021")),
    ),
    ChoiceList(key="province", title=both("省份 | province"), entries=_provinces()),
    ChoiceList(
        key="province_region",
        title=both("省份所属区域电网（待确认） | regional grid (to be confirmed)"),
        entries=tuple((k, Text(v, v)) for k, v in PROVINCE_REGION.items()),
    ),
    ChoiceList(
        key="basis",
        title=both("协同度基准 | basis of S"),
        named=True,
        entries=(
            ("reference", both("相对先进值 | relative to the advanced value")),
            ("project", both("相对项目值 | relative to the project value")),
        ),
    ),
    ChoiceList(
        key="conformity",
        title=both("符合性 | conformity"),
        named=True,
        entries=(
            ("yes", both("符合 | conforms")),
            ("no", both("不符合 | does not conform")),
            ("none", both("不涉及 | not applicable")),
            ("open", both("待说明 | to be explained")),
        ),
    ),
    ChoiceList(
        key="measure_kind",
        title=both("措施类别 | kind of measure"),
        entries=(
            ("source", both("源头防控 | prevention at source")),
            ("process", both("过程控制 | process control")),
            ("end", both("末端治理 | end-of-pipe")),
            ("recycling", both("回收利用 | recovery and use")),
        ),
    ),
    ChoiceList(
        key="gas",
        title=both("气体类别 | kind of emission"),
        entries=(
            ("co2", both("CO2")),
            ("ch4", both("CH4（单独核算） | CH4 (separate)")),
            ("nox", both("NOx")),
            ("co2_nox", both("CO2 与 NOx 同源 | CO2 and NOx, one source")),
        ),
    ),
    ChoiceList(
        key="source_kind",
        title=both("排放源类别 | kind of source"),
        entries=(
            ("fuel", both("消耗化石燃料 | fossil fuel")),
            ("process", both("工业生产过程 | industrial process")),
            ("power", both("净输入电力 | net electricity")),
            ("heat", both("净输入热力 | net heat")),
            ("product", both("含碳产品隐含 | carbon held in products")),
            ("capture", both("捕集和利用装置 | capture and use")),
            ("fugitive", both("逸散（甲烷） | fugitive (methane)")),
        ),
    ),
)
