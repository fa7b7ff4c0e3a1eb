"""Cover, project, boundary, policy conformity and source identification."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pycore.accounting.carbon_usual import LEAST_OF_CAPACITY, MOST_OF_CAPACITY
from pycore.equations.domain import FRACTION, NOT_NEGATIVE, Domain
from pycore.language import Text, both
from pycore.sheets.definition import Field, Role, Sheet
from pycore.sheets.meanings import Meaning
from workbooks.coal_chemical import cover_lines
from workbooks.coal_chemical.lists import (
    GROUP_MATERIALS,
    LISTS,
    MOST_OWN_UNITS,
    OIL,
    PRODUCT_GROUPS,
    WEIGHED_GROUPS,
    unit_codes,
)
from workbooks.common import cover, said
from workbooks.common.cells import at, blank_if, either, sum_where
from workbooks.common.columns import EVIDENCE, choice, code_of, factor_value, number, text
from workbooks.common.fields import derived, entry, formed, quantity, selection
from workbooks.common.formulas import is_one_of
from workbooks.common.pages import calculated_text, free_sheet, label, panel, sheet, table

VERSION = "1.2.0.dev"
PRODUCT_ROWS = 4
OIL_PRODUCTS = tuple(code for code, group in PRODUCT_GROUPS.items() if group == OIL)
OUTPUT_TOLERANCE = 0.02
"""Of the output, between the products and the carbon ledger."""
GAS_AND_OIL_TOLERANCE = 0.15
"""Gas is sold at 20 °C and counted at 0 °C, 7.3 % apart; oil comes in more materials than the list has of it."""
GUIDE = both(
    "《现代煤化工行业建设项目温室气体排放环境影响评价技术指南（试行）》（征求意见稿）编制说明，2026 年 5 月"
    " | Technical guide for the GHG environmental impact assessment of modern coal chemical projects (draft), "
    "explanatory note, May 2026"
)

# ── 封面 Cover ───────────────────────────────────────────────────────────────────────────────────────────────────

COVER = free_sheet(
    "cover",
    "封面 | Cover",
    cover.cover_panel("coal_chemical", VERSION, GUIDE, *cover_lines.COVER_LINES),
    cover.howto(
        cover.COLOURS,
        "依次填写：项目信息 → 核算边界 → 各台账（每行选阶段和工序）→ 措施比选；汇总、对标、协同度、不确定性和结论自动计算。"
        " | Fill in: project → boundary → ledgers (each row with stage and process unit) → measures; summary, "
        "benchmarks, synergy, uncertainty and conclusion follow.",
        "单位写在表头下一行。分数填 0 到 1（98% 填 0.98）；含碳量按热值填 tC/GJ，按质量填 tC/t。"
        " | Units stand below the headers. Fractions are 0 to 1 (98 % is 0.98); carbon content by energy is in tC/GJ, "
        "by mass in tC/t.",
        cover.OWN_VALUES,
        cover.PROTECTION,
        "数值为 0 的汇总显示为“–”。甲烷单独核算，不计入二氧化碳总量。"
        " | Zeros in summaries show as –. Methane is counted separately and is not in the CO2 total.",
    ),
    cover.changes(
        "1.0.0（2026-11）：首个版本。 | 1.0.0 (2026-11): first version.",
        "1.1.0（2026-11）：没有加载项的程序打开后不再出错；插入而没有公式的行、含特殊符号的名称由“检查”表指出；"
        "结论文字不随系统区域设置变化。旧文件用 twinledger upgrade 带入。"
        " | 1.1.0 (2026-11): programs without the add-in go on without errors; the sheet Checks names inserted rows "
        "without formulas and names with special signs; sentences do not follow the reader's locale. Carry old files "
        "over with twinledger upgrade.",
    ),
    tab="cover",
    intro="现代煤化工建设项目温室气体排放与碳污协同环境影响评价计算工作簿。"
    " | Calculation workbook for the GHG and pollutant co-control assessment of modern coal chemical projects.",
)

# ── 项目信息 Project ─────────────────────────────────────────────────────────────────────────────────────────────

_PROVINCE = code_of("project_province", "province")
_REGION = f"INDEX(province_region_list,MATCH({_PROVINCE},province_region_code,0))"
_NATIONAL = code_of("settings_reading", "reading")
_ELECTRICITY_ID = (
    f'"electricity."&IF(settings_reading=reading_region,"region."&{_REGION},'
    f'IF(settings_reading=reading_province,"province."&{_PROVINCE},"national."&{_NATIONAL}))'
    f'&"."&{code_of("settings_factor_year", "factor_year")}'
)
_ELECTRICITY_NAME = said.or_error(
    "INDEX(factors_name,MATCH(settings_electricity_id,factors_id,0))",
    "✗ 该口径、省份或年份没有公布因子 | ✗ no factor published for this choice",
)
_GAS = said.first_of((f'{code_of("[product]", "product")}="sng"', "10³m³ | 10³ m³"), otherwise="t")
_AMOUNT = "t/a 或 10³m³/a | t/a or 10³ m³/a"
_made = partial(number, unit=_AMOUNT, domain=NOT_NEGATIVE, format="#,##0")

_CODE = code_of("[product]", "product")
_PRODUCT_GROUP = (
    f'IF([product]="","",IFERROR(IF({is_one_of("[product]", "product", OIL_PRODUCTS)},"{OIL}",{_CODE}),""))'
)


def _ledger_amount(stage: str, *more: str, column: str = "quantity") -> str:
    """What leaves process units as the product of the row, by the carbon ledger."""
    of_row = {"stage": f"stage_{stage}", "direction": "direction_product", "makes": "{i}"}
    return sum_where("carbon", column, **of_row, **dict(pair.split("=") for pair in more))


_GAS_GROUP = '[makes]="sng"'
_WEIGHED = either(f'[makes]="{group}"' for group in WEIGHED_GROUPS)
_NEAR = f"IF({_WEIGHED},{OUTPUT_TOLERANCE},{GAS_AND_OIL_TOLERANCE})"
_IS_ALONE = "COUNTIF(products_makes,[makes])=1"
"""Whether the product is the only one of its group: of two kinds of oil the flows do not say which is which."""


def _differs(stage: str) -> str:
    """Whether the output is not what the carbon ledger holds: all of it, what is sold, or what its unit makes.

    The ledger counts gas in 10⁴ Nm³ and the output in 10³ m³.
    """
    maker = "INDEX(unit_list,MATCH([makes],unit_makes_list,0))"
    booked = (
        _ledger_amount(stage),
        _ledger_amount(stage, "flow=flow_external"),
        _ledger_amount(stage, f"unit={maker}"),
    )
    scaled = f"IF({_GAS_GROUP},10,1)"
    near = ",".join(f"ABS({amount}*{scaled}-[{stage}])>{_NEAR}*[{stage}]" for amount in booked)
    return f"AND({_IS_ALONE},{near})"


def _booked_carbon(stage: str) -> str:
    """The carbon that leaves as the product; of two kinds of oil, as any oil."""
    materials = next(one for one in LISTS if one.key == "material").entries
    codes = [code for code, _ in materials]
    sold = {"stage": f"stage_{stage}", "direction": "direction_product"}
    oil = "+".join(
        sum_where("carbon", "carbon", **sold, material=at("material_list", codes.index(material) + 1))
        for material in GROUP_MATERIALS[OIL]
    )
    return f"IF({_IS_ALONE},{_ledger_amount(stage, column='carbon')},{oil})"


def _route_tests(stage: str, words: str) -> Iterator[tuple[str, Text]]:
    """Where the product of a row, the units of a stage and its carbon ledger do not agree."""
    made, where = f"SUM([{stage}])>0", both(words)
    yield (
        f"AND({made},COUNTIFS(unit_makes_list,[makes],units_{stage},yesno_yes)=0)",
        where.within("✗ {}边界内没有生产该产品的工序 | ✗ {}: no unit inside the boundary makes it"),
    )
    yield (
        f"IF({made},{_booked_carbon(stage)}=0,FALSE)",
        where.within("✗ {}碳流台账没有该产品带出 | ✗ {}: the carbon ledger has none of it"),
    )
    yield (
        f"IF({made},{_differs(stage)},FALSE)",
        where.within("✗ {}产量与碳流台账的产品带出不符 | ✗ {}: output and carbon ledger differ"),
    )


_ANSWERED = 'AND([makes]="ethylene_glycol",[offsite]<>yesno_yes,[offsite]<>yesno_no)'
_AMOUNTS = "[capacity]:[replaced]"
_AFTER = "(SUM([existing],[construction],[proposed])-SUM([replaced]))"
_BEYOND_CAPACITY = (
    f"AND(SUM([capacity])>0,{_AFTER}>0,"
    f"OR({_AFTER}<{LEAST_OF_CAPACITY}*SUM([capacity]),{_AFTER}>{MOST_OF_CAPACITY}*SUM([capacity])))"
)
_PRODUCT_CHECK = said.first_of(
    ('AND([product]="",COUNTA([capacity]:[replaced])=0)', ""),
    ('[makes]=""', "✗ 产品缺失或不在列表中 | ✗ product missing or not in the list"),
    (f"COUNT({_AMOUNTS})<COUNTA({_AMOUNTS})", "✗ 产能或产量不是数值 | ✗ capacity or output is not a number"),
    (f'COUNTIF({_AMOUNTS},"<0")>0', "✗ 产能或产量为负 | ✗ capacity or output below 0"),
    ('AND([u]<>"",NOT(ISNUMBER([u])))', "✗ 产量不确定度不是数值 | ✗ uncertainty of output is not a number"),
    ("NOT(ISNUMBER([proposed]))", "✗ 缺拟建产量或不是数值 | ✗ proposed output missing or not a number"),
    ("[proposed]<=0", "✗ 拟建产量为 0，不能计算绩效 | ✗ proposed output 0: there is no performance"),
    (_ANSWERED, "✗ 未回答废液是否外委处置 | ✗ say whether the waste liquid goes off-site"),
    *_route_tests("proposed", "拟建 | proposed"),
    *_route_tests("existing", "现有 | existing"),
    *_route_tests("construction", "在建 | under construction"),
    (
        _BEYOND_CAPACITY,
        "✗ 实施后产量与产能不符，核对单位 | ✗ output after the project and capacity differ: check units",
    ),
    otherwise="✓",
)


def _factor(key: str, words: str, unit: str, id: str, format: str, meaning: Meaning | None = None) -> Field:
    """A value of the library that the whole workbook takes."""
    return derived(key, words, unit, factor_value(id), format=format, role=Role.DEFAULT, meaning=meaning)


def _number(
    key: str, words: str, domain: Domain, value: float | None = None, format: str = "0", meaning: Meaning | None = None
) -> Field:
    return quantity(key, words, "", domain, value=value, format=format, meaning=meaning)


PROJECT = free_sheet(
    "project",
    "项目信息 | Project",
    panel(
        "project",
        "建设项目 | The project",
        entry("name", "项目名称 | name of the project", required=True, meaning=Meaning.PROJECT_NAME),
        entry("owner", "建设单位 | owner"),
        selection("nature", "建设性质 | kind of project", "nature", required=True),
        selection("province", "所在省份 | province", "province", required=True, meaning=Meaning.PROVINCE),
        entry("place", "建设地点 | place"),
        entry("category", "环评分类 | EIA category"),
        _number("base_year", "评价基准年 | base year", Domain(2000, 2100)),
        entry("consultant", "编制单位 | consultant"),
        helps={
            "province": "决定区域和省级电力因子；西藏未公布省级因子。"
            " | Sets regional and provincial electricity factors; none is published for Tibet.",
            "category": "煤制合成气 2522、煤制液体燃料 2523。 | Coal to synthesis gas 2522, coal to liquid fuels 2523.",
            "base_year": "现有工程的基准年原则上与大气环境影响评价一致。 | In principle that of the air quality assessment.",
        },
    ),
    panel(
        "settings",
        "计算设置 | Settings",
        selection(
            "fuel_set",
            "燃料参数口径 | fuel factor set",
            "fuel_set",
            value="2023",
            required=True,
            meaning=Meaning.FUEL_SET,
        ),
        selection(
            "reading",
            "电力因子口径 | electricity factor",
            "reading",
            value="average",
            required=True,
            meaning=Meaning.POWER_READING,
        ),
        selection(
            "factor_year",
            "电力因子年份 | year of the electricity factor",
            "factor_year",
            value="2023",
            required=True,
            meaning=Meaning.POWER_YEAR,
        ),
        formed(
            "electricity_id", "电力因子编号 | id of the electricity factor", _ELECTRICITY_ID, meaning=Meaning.POWER_ID
        ),
        formed("electricity_name", "采用的电力因子 | electricity factor in use", _ELECTRICITY_NAME, role=Role.DEFAULT),
        _factor(
            "electricity",
            "电力排放因子 | electricity emission factor",
            "tCO2/MWh",
            "settings_electricity_id",
            "0.0000",
            Meaning.POWER_FACTOR,
        ),
        selection(
            "green_zero",
            "绿电按零排放计 | green power counts as zero",
            "yesno",
            value="no",
            meaning=Meaning.GREEN_IS_ZERO,
        ),
        _factor("heat", "热力排放因子 | heat emission factor", "tCO2/GJ", '"heat.national"', "0.000"),
        _factor(
            "co2_density", "CO2 密度 | density of CO2", "tCO2/10⁴Nm³ | tCO2/10⁴ Nm³", '"constant.co2_density"', "0.00"
        ),
        _factor("gwp_ch4", "甲烷 GWP100（AR5） | GWP100 of methane (AR5)", "tCO2e/tCH4", '"gwp.AR5.CH4"', "0.0"),
        selection("basis", "协同度 S 的基准 | basis of S", "basis", value="reference"),
        formed(
            "basis_code",
            "基准代码（计算用） | code of the basis (for formulas)",
            code_of("settings_basis", "basis"),
            meaning=Meaning.RATIO_BASIS,
        ),
        _number("ghg_decimals", "温室气体判定相等的小数位数 | decimals at which GHG is equal", Domain(0, 12), 2),
        _number("nox_decimals", "NOx 判定相等的小数位数 | decimals at which NOx is equal", Domain(0, 12), 3),
        _number(
            "confidence",
            "等级可靠的最低概率 | least probability of a firm grade",
            Domain(0.5, 1),
            0.95,
            "0%",
            Meaning.CONFIDENCE,
        ),
        helps={
            "fuel_set": "两套口径分别成套使用，不混用。 | The two sets are used each as a whole.",
            "reading": "指南未指明采用公告中的哪一栏；默认全国平均。"
            " | The guide does not say which column of the announcement; default: national average.",
            "green_zero": "指南的先进值不考虑绿电；项目绿电如何计未规定，默认不计为零。"
            " | The advanced values exclude green power; how a project's counts is not stated. Default: not zero.",
            "basis": "默认相对先进值；相对项目值只作为可选口径。 | Default: relative to the advanced value.",
            "ghg_decimals": "默认与表 4-2 的精度一致。 | Default: the precision of table 4-2.",
            "confidence": "低于此概率的等级标为“可能翻转”。 | A grade below it is marked as one that could flip.",
        },
    ),
    table(
        "products",
        "产品方案与产能 | Products and capacities",
        "30 12 14 16 16 16 16 16 14 26 44 16",
        choice("product", "产品 | product", "product", required=True),
        calculated_text("measure", "计量单位 | unit", _GAS.within(blank_if('[product]=""', "{}"))),
        _made("capacity", "产能 | capacity", meaning=Meaning.CAPACITY),
        _made("existing", "现有工程产量 | output, existing", uncertain="[u]", meaning=Meaning.OUTPUT_EXISTING),
        _made(
            "proposed",
            "拟建工程产量 | output, proposed",
            uncertain="[u]",
            required=True,
            meaning=Meaning.OUTPUT_PROPOSED,
        ),
        _made(
            "construction",
            "在建工程产量 | output under construction",
            uncertain="[u]",
            meaning=Meaning.OUTPUT_CONSTRUCTION,
        ),
        _made("replaced", "替代削减产量 | output, replaced", uncertain="[u]", meaning=Meaning.OUTPUT_REPLACED),
        choice("offsite", "乙二醇废液外委处置 | EG waste liquid off-site", "yesno"),
        number("u", "产量相对不确定度 | uncertainty of output", "±%", FRACTION, format="0.0%"),
        EVIDENCE,
        calculated_text(
            "check", "检查 | check", said.or_error(_PRODUCT_CHECK, "✗ 计算出错 | ✗ error"), role=Role.CHECK
        ),
        calculated_text("makes", "产品组（计算用） | product group (for formulas)", _PRODUCT_GROUP),
        rows=PRODUCT_ROWS,
        note="每行一种主要产品；天然气以千立方米计，其余以吨计。绩效按拟建工程产量计算，产量须大于 0。"
        "产品要与核算边界的工序、碳流台账的产品带出一致；乙二醇须回答废液是否外委处置，否则没有 NOx 先进值。"
        " | One main product a row; SNG in thousand cubic metres, others in tonnes. Performance "
        "uses the proposed output, "
        "which must be above 0. A product must agree with the units inside the boundary and with "
        "the carbon ledger; for "
        "ethylene glycol say whether the waste liquid goes off-site, else there is no advanced NOx value.",
    ),
    tab="input",
    page="one page",
)

# ── 核算边界 Boundary ────────────────────────────────────────────────────────────────────────────────────────────


def _has_rows(stage: str) -> str:
    return f"SUM(INDEX(summary_{stage}_activity,{{i}}))>0"


_UNIT_CHECK = said.first_of(
    (
        f"AND([existing]<>yesno_yes,{_has_rows('existing')})",
        "✗ 现有工程未勾选但台账有数据 | ✗ not ticked, but existing has data",
    ),
    (
        f"AND([proposed]<>yesno_yes,{_has_rows('proposed')})",
        "✗ 拟建工程未勾选但台账有数据 | ✗ not ticked, but proposed has data",
    ),
    (
        f"AND([construction]<>yesno_yes,{_has_rows('construction')})",
        "✗ 在建工程未勾选但台账有数据 | ✗ not ticked, but under construction has data",
    ),
    ("COUNTA([existing]:[construction])=0", ""),
    otherwise="✓",
)


def _names_taken(own: int) -> str:
    """How many of so many names of own units the list of units does not take, because another unit has them."""
    known = len(unit_codes(0))
    return "+".join(
        f'(own_units_unit{i}<>"")*({at("unit_list", known + i)}<>own_units_unit{i})' for i in range(1, own + 1)
    )


def boundary_sheet(own: int) -> Sheet:
    """Return the sheet of the process units inside the boundary, with so many own ones."""
    return sheet(
        "boundary",
        "核算边界 | Boundary",
        table(
            "units",
            "工序边界 | Process units inside the boundary",
            "30 14 14 14 60 34",
            label("unit", "工序 | process unit", "INDEX(unit_list,{i})", meaning=Meaning.UNIT),
            choice("existing", "现有工程包含 | in existing plant", "yesno", meaning=Meaning.IN_EXISTING),
            choice("proposed", "拟建工程包含 | in proposed plant", "yesno", meaning=Meaning.IN_PROPOSED),
            choice("construction", "在建工程包含 | under construction", "yesno", meaning=Meaning.IN_CONSTRUCTION),
            text("technology", "主要工艺与设备 | technology and main equipment"),
            calculated_text("check", "检查 | check", _UNIT_CHECK, role=Role.CHECK),
            rows=len(unit_codes(own)),
            ledger=True,
            note="各工序排放计入各产品的份额在“产品份额”表，由碳流推导或填写。"
            " | The shares of the units in the products are on the sheet Product shares: derived from "
            "the flows, or entered.",
        ),
        panel(
            "own_units",
            "自定义工序名称 | Names of own process units",
            *(entry(f"unit{i}", f"自定义工序{i} | own unit {i}") for i in range(1, own + 1)),
            derived(
                "taken",
                "与其他工序同名、不采用的名称 | names of other units, not taken",
                "",
                _names_taken(own),
                format="0",
            ),
            note=f"{own} 个不够时：twinledger upgrade 原文件 -o 新文件 --rows own_units=25，各工序表随之加长（最多 {MOST_OWN_UNITS} 个）。"
            f" | If {own} are too few: twinledger upgrade OLD -o NEW --rows own_units=25 makes every table of units "
            f"longer "
            f"(at most {MOST_OWN_UNITS}).",
            helps={
                "unit1": "例如：下游 EVA、聚乙烯醇等精细化工产品的生产。 | E.g. downstream EVA or polyvinyl alcohol.",
            },
        ),
        intro="项目核算边界包括主要生产工序和辅助、附属系统。项目边界小于工序时，以整个工序为工序核算边界。"
        " | The project boundary holds the main process units and the auxiliary systems. Where the project is smaller "
        "than "
        "a process unit, the whole unit is the boundary.",
    )


# ── 政策符合性 Policy, 排放源识别 Sources ────────────────────────────────────────────────────────────────────────

_POLICY_CHECK = said.first_of(
    ('AND([item]="",[requirement]="",[conformity]="",[explanation]="")', ""),
    ('[conformity]=""', "✗ 未回答 | ✗ not answered"),
    ("[conformity]=conformity_no", "✗ 不符合 | ✗ does not conform"),
    ("[conformity]=conformity_open", "! 待说明 | ! to be explained"),
    ('[explanation]=""', "! 缺说明 | ! explanation missing"),
    otherwise="✓",
)
POLICY = sheet(
    "policy",
    "政策符合性 | Policy",
    table(
        "policy",
        "政策符合性分析（编制说明 4.5.1） | Policy conformity (explanatory note 4.5.1)",
        "44 24 46 16 15 46 26",
        text("item", "政策要求 | policy or requirement"),
        text("deed", "文件名称、文号（区域、园区、行业） | document and number (region, park, sector)"),
        text("requirement", "具体要求 | what it asks", meaning=Meaning.REQUIREMENT),
        calculated_text("check", "检查 | check", _POLICY_CHECK, role=Role.CHECK),
        choice("conformity", "符合性 | conformity", "conformity", meaning=Meaning.CONFORMITY),
        text("explanation", "符合性说明 | how the project conforms", meaning=Meaning.EXPLANATION),
        EVIDENCE,
        rows=16,
        ledger=True,
        filled={
            "item": (
                "生态环境保护相关法律法规 | laws and regulations of environmental protection",
                "国家碳达峰碳中和目标和行动方案 | national carbon peaking and neutrality goals and action plans",
                "区域（园区）和行业碳达峰行动方案 | action plans of region, park and sector",
                "深入打好污染防治攻坚战目标任务 | goals of the campaign against pollution",
                "减污降碳协同增效要求 | requirements of pollution and carbon co-control",
                "生态环境分区管控 | zone-based environmental control",
                "煤炭消费总量控制 | coal consumption cap",
                "清洁能源替代 | substitution by clean energy",
                "清洁运输 | clean transport",
                "生态环境保护规划和规划环评 | environmental plans and planning EIA",
                "现代煤化工建设项目环评文件审批原则（环办环评〔2022〕31号）"
                " | approval principles for coal chemical EIA, 2022 no. 31",
                "产能置换与区域削减 | capacity replacement and regional reduction",
            )
        },
    ),
)

SOURCES = sheet(
    "sources",
    "排放源识别 | Sources",
    table(
        "sources",
        "温室气体与同源污染物排放源 | Sources of GHG and of pollutants from the same source",
        "12 22 40 24 24 30 30 26",
        choice("stage", "阶段 | stage", "stage"),
        choice("unit", "工序 | process unit", "unit"),
        text("source", "排放源（设备、节点） | source (equipment, node)", meaning=Meaning.SOURCE),
        choice("kind", "排放源类别 | kind of source", "source_kind"),
        choice("gas", "气体 | gas", "gas"),
        text("material", "燃料或含碳物料 | fuel or carbon material"),
        text("outlet", "排放去向（排气筒编号等） | outlet (stack number)", meaning=Meaning.OUTLET),
        EVIDENCE,
        rows=30,
        ledger=True,
    ),
)
