"""Cover, settings, planning analysis and conformity (guide, chapter 5)."""

from __future__ import annotations

from pycore.equations.domain import FRACTION, NOT_NEGATIVE, POSITIVE, Domain
from pycore.language import both
from pycore.sheets.definition import Field, Panel, Role, Sheet, Table
from pycore.sheets.meanings import Meaning
from workbooks.common import columns as c
from workbooks.common.cells import blank_if, in_words
from workbooks.common.columns import (
    EVIDENCE,
    NO_EVIDENCE,
    PERCENT,
    choice,
    missing,
    number,
    row_check,
    text,
    unusable_name,
)
from workbooks.common.cover import COLOURS, OWN_VALUES, PROTECTION, changes, cover_panel, howto
from workbooks.common.fields import derived, entry, formed, quantity, selection, verdict
from workbooks.common.pages import free_sheet, panel, sheet, table
from workbooks.common.row_tests import all_given
from workbooks.common.users_choices import taken_name
from workbooks.industrial_park.lists import GASES, OWN_SECTORS, gwp_field
from workbooks.industrial_park.sector_rows import ADDED_ABOVE_OUTPUT
from workbooks.industrial_park.size import Size
from workbooks.industrial_park.units import MONEY, WHOLE

VERSION = "1.2.0.dev"
GUIDE = both(
    "《重庆市产业园区规划温室气体排放环境影响评价技术指南》（与 HJ 131—2021 衔接）"
    " | Chongqing technical guide for the GHG assessment in the planning EIA of industrial parks (with HJ 131-2021)"
)


def sheets(size: Size) -> tuple[Sheet, ...]:
    title = "园区与设置 | Park and settings"
    settings = free_sheet("settings", title, _plan(), _settings(), _own_sectors(), tab="input", page="one page")
    return (_COVER, settings, _planning_sheet(size), _conformity_sheet(size))


_HOWTO = (
    COLOURS,
    "依次填写：园区与设置 → 规划分析 → 现状（行业、企业、能源、基础设施、交通、管理能力）→ 各台账（每行选年份、行业、企业）→ 情景参数 → 指标与措施；清单、绩效、不确定性、预测和结论自动计算。"
    " | Fill in: park and settings → planning → present state (sectors, enterprises, energy, infrastructure, "
    "transport, management) → ledgers (each row with year, sector, enterprise) → scenario parameters → "
    "indicators and measures; inventory, performance, uncertainty, forecast and conclusion follow.",
    "单位写在表头下一行。分数填 0 到 1（98% 填 0.98）；台账以实物量填写，清单以 tCO2e 计，成果表 C.1、C.2 以万吨计。"
    " | Units stand below the headers. Fractions are 0 to 1 (98 % is 0.98); ledgers "
    "take physical amounts, the inventory is in tCO2e, tables C.1 and C.2 in 10⁴ t.",
    OWN_VALUES,
    "企业名称以“重点企业”表为准；台账中企业留空表示园区公共源。"
    " | Names of enterprises are those of the sheet Enterprises; "
    "a ledger row without one is a common source of the park.",
    PROTECTION,
    "所选 GWP 口径没有某种气体的值时，涉及该气体的行报错，不按 0 计。"
    " | Where the GWP set has no value for a gas, rows with that gas are errors, never 0.",
)
_CHANGES = (
    "1.0.0（2026-11）：首个版本。 | 1.0.0 (2026-11): first version.",
    "1.1.0（2026-11）：改正 Excel 不接受的名称；没有加载项的程序打开后不再出错；插入而没有公式的行、"
    "含特殊符号的名称由“检查”表指出；结论文字不随系统区域设置变化。旧文件用 twinledger upgrade 带入。"
    " | 1.1.0 (2026-11): names that Excel refused are mended; programs without the add-in go on "
    "without errors; the sheet Checks names inserted rows without formulas and names with special "
    "signs; sentences do not follow the reader's locale. Carry old files over with twinledger upgrade.",
)
_COVER = free_sheet(
    "cover",
    "封面 | Cover",
    cover_panel("industrial_park", VERSION, GUIDE),
    howto(*_HOWTO),
    changes(*_CHANGES),
    tab="cover",
    intro="产业园区规划温室气体排放环境影响评价计算工作簿，碳与大气污染物同一套台账。"
    " | Calculation workbook for the GHG assessment of industrial-park "
    "plans, one set of ledgers for carbon and air pollutants.",
)


def _plan() -> Panel:
    return panel(
        "plan",
        "园区规划 | The plan",
        entry("name", "规划名称 | name of the plan"),
        entry("owner", "规划编制单位 | planning body"),
        entry("period", "规划时段 | planning period"),
        quantity("area", "规划面积 | planned area", "ha", NOT_NEGATIVE, format=WHOLE),
        entry("scope", "评价空间范围 | area assessed"),
        entry("leading", "主导产业 | leading sectors"),
        selection("integrated", "产城融合园区 | park with housing", "yesno"),
        entry("consultant", "环评编制单位 | consultant"),
        helps={
            "period": "与规划环评时段一致（4.1）。 | That of the planning EIA (4.1).",
            "scope": "规划范围及其依托的供电、供气、供热、废水处理设施（4.1）。"
            " | The planned area with the power, gas, heat and waste water facilities it relies on (4.1).",
            "integrated": "是：还应分析生活、商业等排放（6.6.2）。 | Yes: households and shops are to be analysed too (6.6.2).",
        },
    )


# ── settings: years, fuel set, electricity factor, GWPs ──────────────────────────────────────────────────────────

_YEAR = Domain(2000, 2100)
_PER_MWH, _DIGITS = "tCO2/MWh", "0.0000"
_U = "相对不确定度 | its relative uncertainty"


def _power_id(place: str) -> str:
    return f'"electricity.{place}."&' + c.code_of("settings_power_year", "power_year")


def _by_choice(own: str, provincial: str, regional: str) -> str:
    """One of three values, by the electricity factor that is chosen."""
    not_own = f"IF(settings_power_choice=power_factor_provincial,{provincial},{regional})"
    return f"IF(settings_power_choice=power_factor_own,{own},{not_own})"


_REGIONAL, _PROVINCIAL = _power_id("region.southwest"), _power_id("province.chongqing")
_POWER_ID = in_words(_by_choice('"{}"', _PROVINCIAL, _REGIONAL), "自有值 | own value")
_OWN = 'IF(settings_power_own="",NA(),settings_power_own)'
_POWER = _by_choice(_OWN, "settings_power_provincial", "settings_power_regional")
_POWER_RATIO = "settings_power_provincial/settings_power_regional"
_POWER_U = (
    f"IF(settings_power_choice=power_factor_own,SUM(settings_power_own_u),{c.factor_uncertainty('settings_power_id')})"
)
_GWP_CHECK = in_words(
    f'IF(COUNT(gwp_values)={len(GASES)},"✓","! "&({len(GASES)}-COUNT(gwp_values))&" {{}}")',
    "种气体没有取值：含这些气体的行报错 | gases without a value: rows with them are errors",
)


def _planned_year(key: str, words: str, *, required: bool = False) -> Field:
    return quantity(key, words, "", _YEAR, format="0", required=required)


def _history_year(key: str, words: str, before: str = "") -> Field:
    """A year so many years before the base year."""
    return derived(key, words, "", blank_if('settings_base_year=""', f"settings_base_year{before}"), format="0")


def _preset(key: str, words: str, choices: str, code: str, meaning: Meaning | None = None) -> Field:
    """A choice that is made beforehand."""
    return selection(key, words, choices, value=code, required=True, meaning=meaning)


def _factor(key: str, words: str, formula: str) -> Field:
    return derived(key, words, _PER_MWH, formula, format=_DIGITS, role=Role.DEFAULT)


def _gwp(gas: str) -> Field:
    value = c.factor_value(f'"gwp."&{c.code_of("settings_gwp_set", "gwp_set")}&".{gas}"')
    unit = f"tCO2e/t{gas} | tCO2e/t {gas}"
    return derived(gwp_field(gas), f"GWP {gas} | GWP of {gas}", unit, value, format="#,##0.#", role=Role.DEFAULT)


def _settings() -> Panel:
    return panel(
        "settings",
        "计算设置 | Settings",
        entry("park", "园区名称 | name of the park", required=True),
        entry("county", "所在区县 | district or county", required=True),
        _planned_year("base_year", "现状基准年 | base year", required=True),
        _history_year("year1", "历史年份 1 | year 1 of history", "-2"),
        _history_year("year2", "历史年份 2 | year 2 of history", "-1"),
        _history_year("year3", "历史年份 3（基准年） | year 3 of history (base year)"),
        _planned_year("plan1", "规划水平年 1 | planning year 1", required=True),
        _planned_year("plan2", "规划水平年 2 | planning year 2"),
        _preset("fuel_set", "燃料参数口径 | fuel factor set", "fuel_set", "2023", Meaning.FUEL_SET),
        _preset("power_choice", "电力排放因子口径 | electricity factor in use", "power_factor", "regional"),
        _preset("power_year", "电力因子年份 | year of the electricity factor", "power_year", "2023"),
        _factor("power_regional", "区域电网平均因子（西南） | regional factor (southwest)", c.factor_value(_REGIONAL)),
        _factor(
            "power_provincial", "省级平均因子（重庆） | provincial factor (Chongqing)", c.factor_value(_PROVINCIAL)
        ),
        derived("power_ratio", "省级因子 / 区域因子 | provincial over regional", "", _POWER_RATIO, format="0.00"),
        quantity("power_own", "自有电力因子 | own electricity factor", _PER_MWH, POSITIVE, format=_DIGITS),
        quantity("power_own_u", f"自有电力因子的{_U}", "±%", FRACTION, format=PERCENT),
        entry("power_reason", "电力因子选择理由 | reason for the choice of factor"),
        formed("power_id", "采用的电力因子编号 | id of the factor in use", _POWER_ID),
        _factor("power", "采用的电力因子 | electricity factor in use", _POWER),
        derived("power_u", f"采用的电力因子的{_U}", "±%", _POWER_U, format=PERCENT),
        _preset("gwp_set", "GWP 取值（100 年） | GWP100 set", "gwp_set", "AR5", Meaning.GWP_SET),
        verdict("gwp_check", "GWP 检查 | check of the GWPs", _GWP_CHECK),
        *(_gwp(gas) for gas, _ in GASES),
        helps={
            "base_year": "现状统计近 3 年（6.6.1）；基准年为最近一年。 | The present state covers three years (6.6.1); this is the last.",
            "plan2": "可留空。 | May stay blank.",
            "fuel_set": "各套口径分别成套使用，不混用；省级指南（2025）只查到 14 种燃料。"
            " | Each set is used as a whole; of the provincial guide (2025) 14 fuels were found.",
            "power_choice": "表 A.2 写明“区域电网供电平均排放因子”，默认区域；重庆省级因子约为其两倍，两者并列于下，由评价单位说明选择。"
            " | Table A.2 says the regional grid average, the default; the provincial factor "
            "is about twice as high. Both are shown below; give reasons for the choice.",
            "power_year": "各年清单用同一年因子，变化只反映园区自身。 | One factor for all years, so that changes are the park's own.",
            "power_ratio": "选择口径对电力间接排放的影响倍数。 | What the choice does to the indirect emission of electricity.",
            "gwp_set": "应与《重庆市区县温室气体清单编制指南》一致（3.3）；该指南取值未能核对，默认 AR5。"
            " | To be that of the Chongqing county inventory guide "
            "(3.3), whose values could not be checked; default AR5.",
        },
    )


# ── the plan and the plans it is held against ────────────────────────────────────────────────────────────────────


def _planning_sheet(size: Size) -> Sheet:
    given = all_given(sector="行业 | sector", year="规划水平年 | planning year", output="总产值 | output")
    tests = (*given, ADDED_ABOVE_OUTPUT, NO_EVIDENCE)
    sectors = table(
        "sector_plan",
        "规划产业发展（5.1.1） | Planned development of sectors (5.1.1)",
        "22 12 13 13 13 50 26 24",
        choice("sector", "行业 | sector", "sector"),
        choice("year", "规划水平年 | planning year", "=settings_plans"),
        number("output", "工业总产值 | output value", MONEY, NOT_NEGATIVE, format=WHOLE),
        number("value_added", "工业增加值 | value added", MONEY, NOT_NEGATIVE, format=WHOLE),
        number("area", "用地 | area", "ha", NOT_NEGATIVE, format="#,##0.0"),
        text("products", "规划产品与规模 | products and capacities"),
        EVIDENCE,
        row_check(("sector", "year", "output", "value_added"), tests),
        rows=size.sector_plans,
        ledger=True,
    )
    projects = table(
        "projects",
        "规划所含建设项目 | Projects in the plan",
        "22 12 26 26 26 50 26",
        text("name", "项目名称 | project"),
        choice("sector", "行业 | sector", "sector"),
        text("products", "产品方案 | products"),
        text("process", "涉及温室气体的工业生产环节 | process stages that emit GHG"),
        text("energy", "能源利用方案 | energy scheme"),
        text("measures", "已明确的减排措施 | reduction measures already decided"),
        EVIDENCE,
        rows=size.planned_projects,
    )
    return sheet(
        "planning",
        "规划概述 | Plan",
        sectors,
        projects,
        intro="介绍各行业的产值、用地、产品；能源、基础设施和交通规划填在对应的现状表中，时点选“规划”。"
        " | Output, area and products by sector; plans for energy, infrastructure "
        "and transport stand on the sheets of the present state, with time “plan”.",
    )


def _own_sectors() -> Table:
    """Names that stand in the list of sectors behind those of the guide and of a mixed park."""
    tests = (
        missing("name", "行业名称 | name of the sector"),
        unusable_name("name", "行业名称 | name of the sector"),
        (taken_name("sector", "own_sectors_name", len(OWN_SECTORS)), "与其他行业同名 | the name of another sector"),
    )
    return table(
        "own_sectors",
        "自定义行业（进入行业列表） | Sectors of your own (in the list of sectors)",
        "30 38 16 70",
        text("name", "行业名称 | name of the sector"),
        text("includes", "包括的企业或活动 | what belongs to it"),
        text("division", "国民经济行业代码 | code in GB/T 4754"),
        row_check(("name", "includes", "division"), tests),
        rows=len(OWN_SECTORS),
        note="指南的六类行业和产城融合园区的居民生活、商业（6.6.2）之外需要单列的行业在此命名，之后可在各台账的行业列表中选择，"
        "并单独出现在现状、清单、情景参数和预测中；附录 C 的表把它们计入其他行业。先命名，再填写台账。"
        " | Name here the sectors that are to stand apart from the guide's six and from residents and commerce of a "
        "mixed park (6.6.2); they can then be chosen in the ledgers and have rows of their own in the present state, "
        "the inventory, the parameters and the forecast. The tables of appendix C count them among the other sectors. "
        "Give the name before the ledgers are filled in.",
    )


_PLANS = (
    ("5.2.1", "区（县）生态环境保护规划中应对气候变化内容 | climate part of the county's environmental plan"),
    ("5.2.1", "区（县）应对气候变化规划 | the county's climate plan"),
    ("5.2.1", "区（县）碳达峰实施方案 | the county's carbon peaking plan"),
    ("5.2.1", "相关行业碳达峰实施方案 | carbon peaking plans of the sectors"),
    ("5.2.2", "资源能源利用上线 | upper limits of resource and energy use"),
    ("5.2.2", "生态环境准入清单：能源利用 | environmental admission list: energy use"),
    ("5.2.2", "生态环境准入清单：减污降碳 | environmental admission list: co-control"),
)


def _conformity_sheet(size: Size) -> Sheet:
    no_suggestion = 'AND(OR([conform]=conform_adjust,[conform]=conform_conflicts),[suggestion]="")'
    tests = (
        ('[conform]=""', "未判定协调性 | conformity open"),
        (no_suggestion, "缺调整建议 | suggestion missing"),
        ('AND([conform]<>conform_none,[evidence]="")', "缺佐证材料 | evidence missing"),
    )
    plans = table(
        "conformity",
        "规划协调性与“三线一单”符合性（5.2） | Conformity with other plans and the zoning rules (5.2)",
        "40 8 16 40 40 14 40 26 24",
        text("item", "对照的规划或要求 | plan or requirement"),
        text("clause", "条款 | clause"),
        choice("aspect", "方面 | aspect", "aspect"),
        text("requirement", "相关要求 | what it asks"),
        text("arrangement", "本规划内容 | what this plan says"),
        choice("conform", "协调性 | conformity", "conform"),
        text("suggestion", "调整建议或说明 | suggested adjustment or remark"),
        EVIDENCE,
        row_check(("aspect", "requirement", "arrangement", "conform", "suggestion"), tests),
        rows=size.conformity,
        ledger=True,
        filled={"item": [plan for _, plan in _PLANS], "clause": [clause for clause, _ in _PLANS]},
        note="每项至少一行；同一规划涉及几个方面时可加行。不符合或需调整的，须写明调整建议。"
        " | At least a row for each; more where a plan touches several "
        "aspects. What conflicts or needs adjusting wants a suggestion.",
    )
    return sheet("conformity", "规划协调性 | Conformity", plans)
