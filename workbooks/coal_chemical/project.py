"""Cover, project, boundary, policy conformity and source identification."""

from __future__ import annotations

from pycore.equations.domain import FRACTION, NOT_NEGATIVE, Domain
from pycore.language import Text, both
from pycore.sheets.definition import Column, Field, Kind, Panel, Role, Sheet, Table
from workbooks.coal_chemical.lists import PROCESS_UNITS
from workbooks.common.columns import EVIDENCE, NO_UNIT, calculated, choice, code_of, number, text
from workbooks.common.cover import COLOURS, OWN_VALUES, PROTECTION, changes, cover_panel, howto
from workbooks.common.fields import entry, selection

VERSION = "1.2.0.dev"
PRODUCT_ROWS = 4
GUIDE = both(
    "《现代煤化工行业建设项目温室气体排放环境影响评价技术指南（试行）》（征求意见稿）编制说明，2026 年 5 月 | Technical guide for the GHG environmental "
    "impact assessment of modern coal chemical projects (draft), explanatory note, May 2026"
)


COVER = Sheet(
    key="cover",
    title=both("封面 | Cover"),
    tab="cover",
    freeze=False,
    intro=both(
        "现代煤化工建设项目温室气体排放与碳污协同环境影响评价计算工作簿。 | Calculation workbook for the GHG and pollutant co-control "
        "assessment of modern coal chemical projects."
    ),
    blocks=(
        cover_panel("coal_chemical", VERSION, GUIDE),
        howto(
            COLOURS,
            both(
                "依次填写：项目信息 → 核算边界 → 各台账（每行选阶段和工序）→ 措施比选；汇总、对标、协同度、不确定性和结论自动计算。 | Fill in: project → boundary → "
                "ledgers (each row with stage and process unit) → measures; summary, benchmarks, synergy, "
                "uncertainty and conclusion follow."
            ),
            both(
                "单位写在表头下一行。分数填 0 到 1（98% 填 0.98）；含碳量按热值填 tC/GJ，按质量填 tC/t。 | Units stand below the headers. Fractions "
                "are 0 to 1 (98 % is 0.98); carbon content by energy is in tC/GJ, by mass in tC/t."
            ),
            OWN_VALUES,
            PROTECTION,
            both(
                "数值为 0 的汇总显示为“–”。甲烷单独核算，不计入二氧化碳总量。 | Zeros in summaries show as –. Methane is counted separately and "
                "is not in the CO2 total."
            ),
        ),
        changes(
            both("1.0.0（2026-11）：首个版本。 | 1.0.0 (2026-11): first version."),
            both(
                "1.1.0（2026-11）：没有加载项的程序打开后不再出错；插入而没有公式的行、含特殊符号的名称由“检查”表指出；结论文字不随系统区域设置变化。旧文件用 twinledger upgrade 带入。"
                " | 1.1.0 (2026-11): programs without the add-in go on without errors; the sheet Checks names "
                "inserted rows without formulas and names with special signs; sentences do not follow the reader's "
                "locale. Carry old files over with twinledger upgrade."
            ),
        ),
    ),
)

PROJECT = Sheet(
    key="project",
    title=both("项目信息 | Project"),
    tab="input",
    freeze=False,
    one_page=True,
    blocks=(
        Panel(
            key="project",
            title=both("建设项目 | The project"),
            fields=(
                entry("name", "项目名称 | name of the project", required=True),
                entry("owner", "建设单位 | owner"),
                selection("nature", "建设性质 | kind of project", "nature", required=True),
                selection(
                    "province",
                    "所在省份 | province",
                    "province",
                    required=True,
                    help=both(
                        "决定区域和省级电力因子；西藏未公布省级因子。 | Sets regional and provincial electricity factors; none is published for "
                        "Tibet."
                    ),
                ),
                entry("place", "建设地点 | place"),
                entry(
                    "category",
                    "环评分类 | EIA category",
                    help=both(
                        "煤制合成气 2522、煤制液体燃料 2523。 | Coal to synthesis gas 2522, coal to liquid fuels 2523."
                    ),
                ),
                Field(
                    key="base_year",
                    title=both("评价基准年 | base year"),
                    kind=Kind.NUMBER,
                    domain=Domain(2000, 2100),
                    format="0",
                    help=both(
                        "现有工程的基准年原则上与大气环境影响评价一致。 | In principle that of the air quality assessment."
                    ),
                ),
                entry("consultant", "编制单位 | consultant"),
            ),
        ),
        Panel(
            key="settings",
            title=both("计算设置 | Settings"),
            fields=(
                selection(
                    "fuel_set",
                    "燃料参数口径 | fuel factor set",
                    "fuel_set",
                    value="2023",
                    required=True,
                    help=both("两套口径分别成套使用，不混用。 | The two sets are used each as a whole."),
                ),
                selection(
                    "reading",
                    "电力因子口径 | electricity factor",
                    "reading",
                    value="average",
                    required=True,
                    help=both(
                        "指南未指明采用公告中的哪一栏；默认全国平均。 | The guide does not say which column of the announcement; default: national "
                        "average."
                    ),
                ),
                selection(
                    "factor_year",
                    "电力因子年份 | year of the electricity factor",
                    "factor_year",
                    value="2023",
                    required=True,
                ),
                Field(
                    key="electricity_id",
                    title=both("电力因子编号 | id of the electricity factor"),
                    role=Role.CALCULATED,
                    formula='"electricity."&IF(settings_reading=reading_region,"region."&INDEX(province_region_list,'
                    "MATCH(INDEX(province_code,MATCH(project_province,province_list,0)),province_region_code,0)),"
                    'IF(settings_reading=reading_province,"province."&INDEX(province_code,MATCH(project_province,province_list,0)),'
                    '"national."&INDEX(reading_code,MATCH(settings_reading,reading_list,0))))&"."&'
                    "INDEX(factor_year_code,MATCH(settings_factor_year,factor_year_list,0))",
                ),
                Field(
                    key="electricity_name",
                    title=both("采用的电力因子 | electricity factor in use"),
                    role=Role.DEFAULT,
                    formula=both(
                        'IFERROR(INDEX(factors_name,MATCH(settings_electricity_id,factors_id,0)),"✗ 该口径、省份或年份没有公布因子") | '
                        'IFERROR(INDEX(factors_name,MATCH(settings_electricity_id,factors_id,0)),"✗ no factor published for '
                        'this choice")'
                    ),
                ),
                Field(
                    key="electricity",
                    title=both("电力排放因子 | electricity emission factor"),
                    unit=both("tCO2/MWh"),
                    role=Role.DEFAULT,
                    kind=Kind.NUMBER,
                    format="0.0000",
                    formula="INDEX(factors_used,MATCH(settings_electricity_id,factors_id,0))",
                ),
                selection(
                    "green_zero",
                    "绿电按零排放计 | green power counts as zero",
                    "yesno",
                    value="no",
                    help=both(
                        "指南的先进值不考虑绿电；项目绿电如何计未规定，默认不计为零。 | The advanced values exclude green power; how a project's counts is "
                        "not stated. Default: not zero."
                    ),
                ),
                Field(
                    key="heat",
                    title=both("热力排放因子 | heat emission factor"),
                    unit=both("tCO2/GJ"),
                    role=Role.DEFAULT,
                    kind=Kind.NUMBER,
                    format="0.000",
                    formula='INDEX(factors_used,MATCH("heat.national",factors_id,0))',
                ),
                Field(
                    key="co2_density",
                    title=both("CO2 密度 | density of CO2"),
                    unit=both("tCO2/10⁴Nm³ | tCO2/10⁴ Nm³"),
                    role=Role.DEFAULT,
                    kind=Kind.NUMBER,
                    format="0.00",
                    formula='INDEX(factors_used,MATCH("constant.co2_density",factors_id,0))',
                ),
                Field(
                    key="gwp_ch4",
                    title=both("甲烷 GWP100（AR5） | GWP100 of methane (AR5)"),
                    unit=both("tCO2e/tCH4"),
                    role=Role.DEFAULT,
                    kind=Kind.NUMBER,
                    format="0.0",
                    formula='INDEX(factors_used,MATCH("gwp.AR5.CH4",factors_id,0))',
                ),
                selection(
                    "basis",
                    "协同度 S 的基准 | basis of S",
                    "basis",
                    value="reference",
                    help=both("默认相对先进值；相对项目值只作为可选口径。 | Default: relative to the advanced value."),
                ),
                Field(
                    key="basis_code",
                    title=both("基准代码（计算用） | code of the basis (for formulas)"),
                    role=Role.CALCULATED,
                    formula=code_of("settings_basis", "basis"),
                ),
                Field(
                    key="ghg_decimals",
                    title=both("温室气体判定相等的小数位数 | decimals at which GHG is equal"),
                    kind=Kind.NUMBER,
                    domain=Domain(0, 12),
                    value=2,
                    format="0",
                    help=both("默认与表 4-2 的精度一致。 | Default: the precision of table 4-2."),
                ),
                Field(
                    key="nox_decimals",
                    title=both("NOx 判定相等的小数位数 | decimals at which NOx is equal"),
                    kind=Kind.NUMBER,
                    domain=Domain(0, 12),
                    value=3,
                    format="0",
                ),
                Field(
                    key="confidence",
                    title=both("等级可靠的最低概率 | least probability of a firm grade"),
                    kind=Kind.NUMBER,
                    domain=Domain(0.5, 1),
                    value=0.95,
                    format="0%",
                    help=both("低于此概率的等级标为“可能翻转”。 | A grade below it is marked as one that could flip."),
                ),
            ),
        ),
        Table(
            key="products",
            title=both("产品方案与产能 | Products and capacities"),
            rows=PRODUCT_ROWS,
            ledger=False,
            note=both(
                "每行一种主要产品；天然气以千立方米计，其余以吨计。绩效按拟建工程产量计算。 | One main product a row; SNG in thousand cubic metres, "
                "others in tonnes. Performance uses the proposed output."
            ),
            columns=(
                choice("product", "产品 | product", "product", width=30, required=True),
                calculated(
                    "measure",
                    "计量单位 | unit",
                    NO_UNIT,
                    both(
                        'IF([product]="","",IF(INDEX(product_code,MATCH([product],product_list,0))="sng","10³m³","t")) | '
                        'IF([product]="","",IF(INDEX(product_code,MATCH([product],product_list,0))="sng","10³ m³","t"))'
                    ),
                    kind=Kind.TEXT,
                    width=12,
                ),
                number(
                    "capacity",
                    "产能 | capacity",
                    "t/a 或 10³m³/a | t/a or 10³ m³/a",
                    NOT_NEGATIVE,
                    format="#,##0",
                    width=14,
                ),
                number(
                    "existing",
                    "现有工程产量 | output, existing",
                    "t/a 或 10³m³/a | t/a or 10³ m³/a",
                    NOT_NEGATIVE,
                    format="#,##0",
                    width=16,
                    uncertain="[u]",
                ),
                number(
                    "proposed",
                    "拟建工程产量 | output, proposed",
                    "t/a 或 10³m³/a | t/a or 10³ m³/a",
                    NOT_NEGATIVE,
                    format="#,##0",
                    width=16,
                    uncertain="[u]",
                    required=True,
                ),
                number(
                    "replaced",
                    "替代削减产量 | output, replaced",
                    "t/a 或 10³m³/a | t/a or 10³ m³/a",
                    NOT_NEGATIVE,
                    format="#,##0",
                    width=16,
                    uncertain="[u]",
                ),
                choice("offsite", "乙二醇废液外委处置 | EG waste liquid off-site", "yesno", width=16),
                Column(
                    key="u",
                    title=both("产量相对不确定度 | uncertainty of output"),
                    unit=both("±%"),
                    domain=FRACTION,
                    format="0.0%",
                    width=14,
                ),
                EVIDENCE,
            ),
        ),
    ),
)

_SHARE_TITLES = [Text(f"产品{i}", f"product {i}") for i in range(1, PRODUCT_ROWS + 1)]
BOUNDARY = Sheet(
    key="boundary",
    title=both("核算边界 | Boundary"),
    tab="input",
    intro=both(
        "项目核算边界包括主要生产工序和辅助、附属系统。项目边界小于工序时，以整个工序为工序核算边界。 | The project boundary holds the main process units "
        "and the auxiliary systems. Where the project is smaller than a process unit, the whole unit is the "
        "boundary."
    ),
    blocks=(
        Table(
            key="units",
            title=both("工序与产品边界 | Process units and product boundaries"),
            rows=len(PROCESS_UNITS),
            ledger=True,
            note=both(
                "“产品1–4”为该工序排放计入各产品绩效的份额（0–1），产品顺序见“项目信息”；上游工序可同时计入甲醇和烯烃。 | Product 1 to 4: the share (0 to 1) of a "
                "unit's emission that counts for each product, in the order of the sheet Project; an upstream unit "
                "may count for methanol and for olefins."
            ),
            columns=(
                calculated(
                    "unit",
                    "工序 | process unit",
                    NO_UNIT,
                    "INDEX(unit_list,{i})",
                    kind=Kind.TEXT,
                    width=30,
                    role=Role.LABEL,
                ),
                choice("existing", "现有工程包含 | in existing plant", "yesno", width=14),
                choice("proposed", "拟建工程包含 | in proposed plant", "yesno", width=14),
                text("technology", "主要工艺与设备 | technology and main equipment", width=50),
                *(
                    number(f"share{i}", title, "0–1", FRACTION, format="0.00", width=11)
                    for i, title in enumerate(_SHARE_TITLES, 1)
                ),
                calculated(
                    "check",
                    "检查 | check",
                    NO_UNIT,
                    both(
                        'IF(AND([existing]<>yesno_yes,SUM(INDEX(summary_existing_activity,{i}))>0),"✗ 现有工程未勾选但台账有数据",'
                        'IF(AND([proposed]<>yesno_yes,SUM(INDEX(summary_proposed_activity,{i}))>0),"✗ 拟建工程未勾选但台账有数据",'
                        'IF(COUNTIF([share1]:[share4],">1")>0,"✗ 份额应为 0–1，疑为百分数",'
                        'IF(COUNT([share1]:[share4])<COUNTA([share1]:[share4]),"✗ 份额不是数值",'
                        'IF(AND(SUM(INDEX(summary_proposed_activity,{i}))>0,COUNT([share1]:[share4])=0),"✗ 有排放但未填产品份额（不计入填 '
                        '0）",IF(AND(SUM(INDEX(summary_proposed_activity,{i}))>0,SUM([share1]:[share4])=0),"! 排放未计入任何产品绩效",'
                        'IF(COUNTA([existing]:[proposed],[share1]:[share4])=0,"","✓"))))))) | IF(AND([existing]<>yesno_yes,'
                        'SUM(INDEX(summary_existing_activity,{i}))>0),"✗ not ticked, but existing has data",'
                        'IF(AND([proposed]<>yesno_yes,SUM(INDEX(summary_proposed_activity,{i}))>0),"✗ not ticked, but '
                        'proposed has data",IF(COUNTIF([share1]:[share4],">1")>0,"✗ a share is 0 to 1; percent?",'
                        'IF(COUNT([share1]:[share4])<COUNTA([share1]:[share4]),"✗ a share is not a number",'
                        'IF(AND(SUM(INDEX(summary_proposed_activity,{i}))>0,COUNT([share1]:[share4])=0),"✗ emits, but no '
                        'product share (0 if none)",IF(AND(SUM(INDEX(summary_proposed_activity,{i}))>0,'
                        'SUM([share1]:[share4])=0),"! counts for no product",IF(COUNTA([existing]:[proposed],'
                        '[share1]:[share4])=0,"","✓")))))))'
                    ),
                    kind=Kind.TEXT,
                    width=30,
                    role=Role.CHECK,
                ),
            ),
        ),
        Panel(
            key="own_units",
            title=both("自定义工序名称 | Names of own process units"),
            fields=tuple(
                entry(
                    f"unit{i}",
                    f"自定义工序{i} | own unit {i}",
                    help=both(
                        "例如：下游 EVA、聚乙烯醇等精细化工产品的生产。 | E.g. downstream EVA or polyvinyl alcohol."
                    )
                    if i == 1
                    else NO_UNIT,
                )
                for i in (1, 2, 3)
            ),
        ),
    ),
)

_POLICIES = (
    ("生态环境保护相关法律法规", "laws and regulations of environmental protection"),
    ("国家碳达峰碳中和目标和行动方案", "national carbon peaking and neutrality goals and action plans"),
    ("区域（园区）和行业碳达峰行动方案", "action plans of region, park and sector"),
    ("深入打好污染防治攻坚战目标任务", "goals of the campaign against pollution"),
    ("减污降碳协同增效要求", "requirements of pollution and carbon co-control"),
    ("生态环境分区管控", "zone-based environmental control"),
    ("煤炭消费总量控制", "coal consumption cap"),
    ("清洁能源替代", "substitution by clean energy"),
    ("清洁运输", "clean transport"),
    ("生态环境保护规划和规划环评", "environmental plans and planning EIA"),
    (
        "现代煤化工建设项目环评文件审批原则（环办环评〔2022〕31号）",
        "approval principles for coal chemical EIA, 2022 no. 31",
    ),
    ("产能置换与区域削减", "capacity replacement and regional reduction"),
)
POLICY = Sheet(
    key="policy",
    title=both("政策符合性 | Policy"),
    tab="input",
    blocks=(
        Table(
            key="policy",
            title=both("政策符合性分析（编制说明 4.5.1） | Policy conformity (explanatory note 4.5.1)"),
            rows=16,
            ledger=True,
            columns=(
                text("item", "政策要求 | policy or requirement", width=52),
                text("requirement", "具体要求 | what it asks", width=44),
                choice("conformity", "符合性 | conformity", "conformity", width=18),
                text("explanation", "符合性说明 | how the project conforms", width=52),
                EVIDENCE,
            ),
            prefilled={"item": [Text(zh, en) for zh, en in _POLICIES]},
        ),
    ),
)

SOURCES = Sheet(
    key="sources",
    title=both("排放源识别 | Sources"),
    tab="input",
    blocks=(
        Table(
            key="sources",
            title=both("温室气体与同源污染物排放源 | Sources of GHG and of pollutants from the same source"),
            rows=30,
            ledger=True,
            columns=(
                choice("stage", "阶段 | stage", "stage", width=12),
                choice("unit", "工序 | process unit", "unit", width=22),
                text("source", "排放源（设备、节点） | source (equipment, node)", width=40),
                choice("kind", "排放源类别 | kind of source", "source_kind", width=24),
                choice("gas", "气体 | gas", "gas", width=24),
                text("material", "燃料或含碳物料 | fuel or carbon material", width=30),
                text("outlet", "排放去向（排气筒编号等） | outlet (stack number)", width=30),
                EVIDENCE,
            ),
        ),
    ),
)
