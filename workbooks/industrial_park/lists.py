"""The closed lists of the park workbook: sectors, sources and gases come from the guide's rows in the library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pycore.language import Text
from pycore.library import library
from pycore.library.guide_words import AREAS, DENOMINATORS, DEPARTMENTS, FORMS, QUANTITIES, SECTORS
from pycore.sheets.definition import ChoiceList
from pycore.sheets.meanings import Meaning
from pycore.sheets.meanings import SharedEntry as Shared
from workbooks.common.choices import (
    CARBONATES,
    FUEL_KINDS,
    FUEL_MEASURES,
    FUELS,
    GAS_GROUPS,
    GWP_SETS,
    PROVINCIAL_FUEL_SETS,
    QUALITY,
    Entry,
    choice_list,
    list_of,
    named_list,
)
from workbooks.common.own_gases import LINES, own_gas_lines
from workbooks.common.users_choices import label_of_row

Entries = tuple[Entry, ...]

GUIDE_KEY = "chongqing_park"
SECTOR_CODES = tuple(SECTORS)
KEY_SECTORS = SECTOR_CODES[:-1]
"""The guide's key sectors; petrochemicals and chemicals count as one."""
MIXED_SECTORS = {"residents": Text("居民生活", "residents"), "commerce": Text("商业", "commerce")}
"""Sectors of a park in which people live and trade (guide, 6.6.2), beside those of appendix C."""
OWN_SECTORS = {f"own{i}": Text(f"自定义行业{i}", f"own sector {i}") for i in range(1, 4)}
"""Sectors that a user names on the sheet of settings, each by what it is called before it has a name."""
MORE_SECTORS = {**MIXED_SECTORS, **OWN_SECTORS}
"""What the tables of appendix C count among the other sectors."""
ALL_SECTORS = {**SECTORS, **MORE_SECTORS}
DEPARTMENT_CODES = tuple(DEPARTMENTS)
POWER_YEARS = ("2023", "2022", "2021")

# ── entries from the library ─────────────────────────────────────────────────────────────────────────────────────

GASES: Entries = tuple((f.key, Text(f.key, f.key)) for f in library().category("gwp") if f.set == "AR5")


def _lines(*functions: str, domain: str = "", part: str = "") -> Entries:
    """Lines of the guide, those that are calculated by some functions; the code is the key of the line."""
    guide = library().guide(GUIDE_KEY)
    found = (guide.sources(domain=domain, part=part, function=function) for function in functions or ("",))
    return tuple((source.key, source.name) for sources in found for source in sources)


def _factors(prefix: str, suffix: str = "") -> Entries:
    """Factors of a category, the first word of the prefix, by what their id says between the prefix and the suffix."""
    found = (f for f in library().category(prefix.split(".")[0]) if f.id.startswith(prefix) and f.id.endswith(suffix))
    return tuple((f.id.removeprefix(prefix).removesuffix(suffix), f.name) for f in found)


def _treatment(name: Text) -> Text:
    zh = name.zh.replace("MCF：", "").replace("MCF（行业）", "行业")
    return Text(zh, name.en.replace("MCF: ", "").replace("MCF of the sector", "sector"))


def _before_colon(name: Text) -> Text:
    return Text(name.zh.split("：")[0], name.en.split(": ")[0])


_TREATMENTS = [(code, _treatment(name)) for code, name in _factors("wastewater.mcf.")]
_ABATEMENTS = [(code, _before_colon(name)) for code, name in _factors("abatement.", ".removal")]
_YEARS = [(year, Text(f"{year} 年", f"year {year}")) for year in POWER_YEARS]


def gwp_field(gas: str) -> str:
    """The key of a gas's field in the panel of settings: names may not hold a hyphen."""
    return "gwp_" + gas.replace("-", "_")


def gwp_of(gas_code: str) -> str:
    """The GWP in use, by an expression for the code of the gas; an error where the set has no value for it."""
    return f"INDEX(gwp_values,MATCH({gas_code},gas_code,0))"


# ── the lists ────────────────────────────────────────────────────────────────────────────────────────────────────


def _named_list_of(key: str, title: str, known: Iterable[Entry]) -> ChoiceList:
    """A list from the library each of whose entries has a name of its own in formulas."""
    return replace(list_of(key, title, known), named=True)


_OWN_SECTOR_ENTRIES = (
    (code, label_of_row("own_sectors_name", row, tuple(OWN_SECTORS.values()), "sector"))
    for row, code in enumerate(OWN_SECTORS, 1)
)
_GENERAL = (
    _named_list_of("sector", "行业 | sector", (*SECTORS.items(), *MIXED_SECTORS.items(), *_OWN_SECTOR_ENTRIES)),
    _named_list_of("department", "部门 | department", DEPARTMENTS.items()),
    list_of("gas", "气体 | gas", GASES),
    named_list("yesno", "是否 | yes or no", "yes 是 | yes", "no 否 | no"),
    QUALITY,
    GWP_SETS,
    GAS_GROUPS,
    PROVINCIAL_FUEL_SETS,
    named_list(
        "power_factor",
        "电力因子口径 | electricity factor",
        "regional 区域电网平均（西南） | regional grid average (southwest)",
        "provincial 省级平均（重庆） | provincial average (Chongqing)",
        "own 自有值 | own value",
    ),
    list_of("power_year", "电力因子年份 | year of the electricity factor", _YEARS),
    named_list(
        "trade",
        "调入或调出 | in or out",
        "in 调入 | in",
        "out 调出 | out",
        meaning=Meaning.TRADE,
        entries_are={"in": Shared.BOUGHT, "out": Shared.SOLD},
    ),
)
_LEDGERS = (
    FUELS,
    FUEL_MEASURES,
    FUEL_KINDS,
    list_of("technology", "锅炉或移动源类型 | boiler or vehicle", _lines("TL_COMBUSTION_GAS", part="fossil")),
    list_of("biomass_line", "生物质燃烧方式 | biomass combustion", _lines(part="biomass")),
    list_of("fugitive_line", "天然气系统环节 | part of the gas system", _lines(part="gas_fugitive")),
    list_of(
        LINES,
        "工业生产过程 | industrial process",
        (*_lines("TL_ACTIVITY_EMISSION", domain="process"), *own_gas_lines()),
        meaning=Meaning.PROCESS_LINE,
    ),
    list_of(
        "acid_line",
        "硝酸、己二酸工艺 | nitric or adipic acid process",
        _lines("TL_NITRIC_ACID_N2O", "TL_ADIPIC_ACID_N2O", domain="process"),
    ),
    list_of("wastewater_line", "废水去向 | waste water", _lines(domain="waste")),
    replace(
        _named_list_of("reduction", "减排类别 | kind of reduction", _lines(domain="reduction")),
        meaning=Meaning.REDUCTION_KIND,
        entries_are={"capture": Shared.CAPTURED, "capture_mass": Shared.CAPTURED},
    ),
    CARBONATES,
    list_of("treatment", "废水处理方式或行业 | treatment or sector of waste water", _TREATMENTS),
    list_of("abatement", "N2O 减排技术 | N2O abatement", _ABATEMENTS),
)
_PRESENT_AND_PLAN = (
    named_list(
        "emission_basis",
        "排放量取值 | emission taken from",
        "reported 企业上报或核查 | reported or verified",
        "recalculated 本工作簿重新测算 | recalculated here",
    ),
    choice_list(
        "report_source",
        "上报数据来源 | source of the reported figure",
        "national_market 全国碳市场审定报告 | national market, verified report",
        "municipal_market 重庆碳市场审定报告 | Chongqing market, verified report",
        "eia 建设项目环评 | EIA of the project",
        "own 企业自报 | enterprise's own figure",
    ),
    named_list(
        "conform",
        "协调性 | conformity",
        "conforms 符合 | conforms",
        "adjust 需调整 | to be adjusted",
        "conflicts 不符合 | conflicts",
        "none 不涉及 | not applicable",
    ),
    named_list("period", "时点 | time", "present 现状 | present", "plan 规划 | plan"),
    choice_list(
        "supply",
        "能源供应类别 | kind of supply",
        "heat 供热 | heat",
        "gas 供气 | gas",
        "power 供电 | power",
        "storage 储能 | storage",
        "waste_heat 余热余压利用 | waste heat and pressure",
        "distributed 分布式能源 | distributed energy",
        "public 公用照明等公共用能 | public lighting and the like",
    ),
    choice_list(
        "aspect",
        "方面 | aspect",
        "control 温室气体控制 | GHG control",
        "industry 产业发展 | industry",
        "energy 能源利用 | energy use",
        "transport 交通运输 | transport",
        "infrastructure 基础设施 | infrastructure",
    ),
    choice_list(
        "mode",
        "交通设施或运输方式 | transport facility or mode",
        "charging 充电设施 | charging",
        "hydrogen 加氢设施 | hydrogen filling",
        "road 公路货运 | road freight",
        "rail 铁路专用线 | rail siding",
        "water 水运 | water",
        "conveyor 管廊、皮带 | pipeline, conveyor",
        "on_site 厂内物流 | on-site logistics",
        "commuting 通勤、公交 | commuting, buses",
    ),
)
_INDICATORS_AND_MEASURES = (
    _named_list_of("area", "一级指标 | area", AREAS.items()),
    list_of("quantity", "指标对象 | quantity", QUANTITIES.items()),
    list_of("per", "单位 | per", DENOMINATORS.items()),
    list_of("form", "指标形式 | form", FORMS.items()),
)
LISTS: tuple[ChoiceList, ...] = (*_GENERAL, *_LEDGERS, *_PRESENT_AND_PLAN, *_INDICATORS_AND_MEASURES)

AREA_NAMES = {
    "gwp_values": (f"settings_{gwp_field(GASES[0][0])}", f"settings_{gwp_field(GASES[-1][0])}"),
    "settings_years": ("settings_year1", "settings_year3"),
    "settings_plans": ("settings_plan1", "settings_plan2"),
}
"""Names for neighbouring cells of the settings: GWPs in the order of the list of gases, history and planning years."""
