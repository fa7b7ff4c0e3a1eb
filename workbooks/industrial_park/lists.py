"""The closed lists of the park workbook: sectors, sources and gases come from the guide's rows in the library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pycore.language import Text, both
from pycore.library import Factor, library
from pycore.library.guide import EmissionSource
from pycore.library.guide_words import AREAS, DENOMINATORS, DEPARTMENTS, FORMS, QUANTITIES, SECTORS
from pycore.sheets.definition import ChoiceList

Entries = tuple[tuple[str, Text], ...]

GUIDE_KEY = "chongqing_park"
SECTOR_CODES = tuple(SECTORS)
KEY_SECTORS = SECTOR_CODES[:-1]
"""The guide's key sectors; petrochemicals and chemicals count as one."""
DEPARTMENT_CODES = tuple(DEPARTMENTS)
POWER_YEARS = ("2023", "2022", "2021")


def _words(words: Mapping[str, Text]) -> Entries:
    return tuple(words.items())


def _sources(sources: Iterable[EmissionSource]) -> Entries:
    return tuple((source.key, source.name) for source in sources)


def _sources_of(*, domain: str = "", part: str = "", functions: tuple[str, ...] = ("",)) -> Entries:
    guide = library().guide(GUIDE_KEY)
    return tuple(
        entry
        for function in functions
        for entry in _sources(guide.sources(domain=domain, part=part, function=function))
    )


def _short(factor: Factor) -> Text:
    return Text(factor.name_zh.split("：")[0], factor.name_en.split(": ")[0])


def _factors(prefix: str, suffix: str = "") -> Entries:
    """Factors by what their id says between the prefix and the suffix, named by what sets each apart."""
    found = (f for f in library().factors.values() if f.id.startswith(prefix) and f.id.endswith(suffix))
    return tuple((f.id.removeprefix(prefix).removesuffix(suffix), f.name) for f in found)


def _treatments() -> Entries:
    return tuple(
        (
            code,
            Text(
                name.zh.replace("MCF：", "").replace("MCF（行业）", "行业"),
                name.en.replace("MCF: ", "").replace("MCF of the sector", "sector"),
            ),
        )
        for code, name in _factors("wastewater.mcf.")
    )


def _abatements() -> Entries:
    return tuple(
        (code, Text(name.zh.split("：")[0], name.en.split(": ")[0]))
        for code, name in _factors("abatement.", ".removal")
    )


GASES: Entries = tuple((f.key, Text(f.key, f.key)) for f in library().category("gwp") if f.set == "AR5")


def gwp_field(gas: str) -> str:
    """The key of a gas's field in the panel of settings: names may not hold a hyphen."""
    return "gwp_" + gas.replace("-", "_")


def gwp_of(gas_code: str) -> str:
    """The GWP in use, by an expression for the code of the gas; an error where the set has no value for it."""
    return f"INDEX(gwp_values,MATCH({gas_code},gas_code,0))"


def _list(key: str, zh: str, en: str, entries: Entries, *, named: bool = False) -> ChoiceList:
    return ChoiceList(key=key, title=Text(zh, en), entries=entries, named=named)


LISTS: tuple[ChoiceList, ...] = (
    _list("sector", "行业", "sector", _words(SECTORS), named=True),
    _list("department", "部门", "department", _words(DEPARTMENTS), named=True),
    _list("gas", "气体", "gas", GASES),
    _list("yesno", "是否", "yes or no", (("yes", both("是 | yes")), ("no", both("否 | no"))), named=True),
    _list(
        "quality",
        "数据质量",
        "data quality",
        (
            ("A", both("A 连续计量 | A metered")),
            ("B", both("B 台账与结算 | B ledgers, invoices")),
            ("C", both("C 设计与可研 | C design, feasibility")),
            ("D", both("D 类比与估算 | D analogy, estimate")),
        ),
    ),
    _list(
        "gwp_set",
        "GWP 取值",
        "GWP set",
        (
            ("AR5", both("AR5（第五次评估报告） | AR5 (fifth assessment report)")),
            ("AR6", both("AR6（第六次评估报告） | AR6 (sixth assessment report)")),
            ("AR4", both("AR4（第四次评估报告） | AR4 (fourth assessment report)")),
            ("SAR", both("SAR（第二次评估报告） | SAR (second assessment report)")),
        ),
    ),
    _list(
        "fuel_set",
        "燃料参数口径",
        "fuel factor set",
        (
            ("2023", both("2023 口径（统计年鉴/GB/T 32151 系列） | 2023 set (yearbook, GB/T 32151 series)")),
            ("2015", both("2015 口径（GB/T 32151.10-2015） | 2015 set (GB/T 32151.10-2015)")),
        ),
    ),
    _list(
        "power_factor",
        "电力因子口径",
        "electricity factor",
        (
            ("regional", both("区域电网平均（西南） | regional grid average (southwest)")),
            ("provincial", both("省级平均（重庆） | provincial average (Chongqing)")),
            ("own", both("自有值 | own value")),
        ),
        named=True,
    ),
    _list(
        "power_year",
        "电力因子年份",
        "year of the electricity factor",
        tuple((year, Text(f"{year} 年", f"year {year}")) for year in POWER_YEARS),
    ),
    _list("trade", "调入或调出", "in or out", (("in", both("调入 | in")), ("out", both("调出 | out"))), named=True),
    # The lines of the guide, a list a ledger; the code is the key of the line.
    _list("fuel", "燃料", "fuel", tuple((fuel.key, fuel.name) for fuel in library().fuels("2023"))),
    _list(
        "technology",
        "锅炉或移动源类型",
        "boiler or vehicle",
        _sources_of(part="fossil", functions=("TL_COMBUSTION_GAS",)),
    ),
    _list("biomass_line", "生物质燃烧方式", "biomass combustion", _sources_of(part="biomass")),
    _list("fugitive_line", "天然气系统环节", "part of the gas system", _sources_of(part="gas_fugitive")),
    _list(
        "process_line",
        "工业生产过程",
        "industrial process",
        _sources_of(domain="process", functions=("TL_ACTIVITY_EMISSION",)),
    ),
    _list(
        "acid_line",
        "硝酸、己二酸工艺",
        "nitric or adipic acid process",
        _sources_of(domain="process", functions=("TL_NITRIC_ACID_N2O", "TL_ADIPIC_ACID_N2O")),
    ),
    _list("wastewater_line", "废水去向", "waste water", _sources_of(domain="waste")),
    _list("reduction", "减排类别", "kind of reduction", _sources_of(domain="reduction"), named=True),
    _list("carbonate", "碳酸盐", "carbonate", tuple((f.key, _short(f)) for f in library().category("carbonate"))),
    _list("treatment", "废水处理方式或行业", "treatment or sector of waste water", _treatments()),
    _list("abatement", "N2O 减排技术", "N2O abatement", _abatements()),
    # Present state and planning.
    _list(
        "emission_basis",
        "排放量取值",
        "emission taken from",
        (
            ("reported", both("企业上报或核查 | reported or verified")),
            ("recalculated", both("本工作簿重新测算 | recalculated here")),
        ),
        named=True,
    ),
    _list(
        "report_source",
        "上报数据来源",
        "source of the reported figure",
        (
            ("national_market", both("全国碳市场审定报告 | national market, verified report")),
            ("municipal_market", both("重庆碳市场审定报告 | Chongqing market, verified report")),
            ("eia", both("建设项目环评 | EIA of the project")),
            ("own", both("企业自报 | enterprise's own figure")),
        ),
    ),
    _list(
        "conform",
        "协调性",
        "conformity",
        (
            ("conforms", both("符合 | conforms")),
            ("adjust", both("需调整 | to be adjusted")),
            ("conflicts", both("不符合 | conflicts")),
            ("none", both("不涉及 | not applicable")),
        ),
        named=True,
    ),
    _list("period", "时点", "time", (("present", both("现状 | present")), ("plan", both("规划 | plan"))), named=True),
    _list(
        "supply",
        "能源供应类别",
        "kind of supply",
        (
            ("heat", both("供热 | heat")),
            ("gas", both("供气 | gas")),
            ("power", both("供电 | power")),
            ("storage", both("储能 | storage")),
            ("waste_heat", both("余热余压利用 | waste heat and pressure")),
            ("distributed", both("分布式能源 | distributed energy")),
            ("public", both("公用照明等公共用能 | public lighting and the like")),
        ),
    ),
    _list(
        "aspect",
        "方面",
        "aspect",
        (
            ("control", both("温室气体控制 | GHG control")),
            ("industry", both("产业发展 | industry")),
            ("energy", both("能源利用 | energy use")),
            ("transport", both("交通运输 | transport")),
            ("infrastructure", both("基础设施 | infrastructure")),
        ),
    ),
    _list(
        "mode",
        "交通设施或运输方式",
        "transport facility or mode",
        (
            ("charging", both("充电设施 | charging")),
            ("hydrogen", both("加氢设施 | hydrogen filling")),
            ("road", both("公路货运 | road freight")),
            ("rail", both("铁路专用线 | rail siding")),
            ("water", both("水运 | water")),
            ("conveyor", both("管廊、皮带 | pipeline, conveyor")),
            ("on_site", both("厂内物流 | on-site logistics")),
            ("commuting", both("通勤、公交 | commuting, buses")),
        ),
    ),
    # Indicators and measures.
    _list("area", "一级指标", "area", _words(AREAS), named=True),
    _list("quantity", "指标对象", "quantity", _words(QUANTITIES)),
    _list("per", "单位", "per", _words(DENOMINATORS)),
    _list("form", "指标形式", "form", _words(FORMS)),
)

AREA_NAMES = {
    "gwp_values": (f"settings_{gwp_field(GASES[0][0])}", f"settings_{gwp_field(GASES[-1][0])}"),
    "settings_years": ("settings_year1", "settings_year3"),
    "settings_plans": ("settings_plan1", "settings_plan2"),
}
"""Names for neighbouring cells of the settings: GWPs in the order of the list of gases, history and planning years."""
