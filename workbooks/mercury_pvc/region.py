"""The region: years and settings, the boundaries of mercury and of carbon, what the sector is of the province."""

from __future__ import annotations

from pycore.equations.domain import FRACTION, NOT_NEGATIVE, Domain
from pycore.language import both
from pycore.sheets.definition import Role, Table
from pycore.sheets.meanings import Meaning
from workbooks.common.cells import blank_if
from workbooks.common.columns import EVIDENCE, PERCENT, factor_value, missing, number, row_check, text
from workbooks.common.fields import derived, entry, quantity, selection
from workbooks.common.pages import free_sheet, label, panel, table
from workbooks.common.quantities import percentage

VERSION = "1.0.0.dev"
_YEAR = Domain(2000, 2100)

_ABOUT = panel(
    "region",
    "区域与项目 | Region and study",
    entry("province", "典型省份 | province", required=True, meaning=Meaning.PROJECT_NAME),
    entry("province2", "第二个省份 | second province"),
    entry("client", "委托单位 | commissioned by"),
    entry("prepared_by", "编制单位 | prepared by", required=True),
    entry("boundary", "空间边界 | spatial boundary", required=True),
    entry("interests", "利益冲突披露 | conflicts of interest", required=True),
    helps={
        "boundary": "哪些市县、园区和企业在内，哪些不在内及理由。 | Which counties, parks and plants are in, which are not, and why.",
        "interests": "与参与企业或利益相关方的实际或潜在利益冲突；没有的写“无”。"
        " | Actual or potential conflicts of interest with plants or other parties; write “none” where there is none.",
        "province2": (
            "一个文件可容纳两个省份；企业表按地点区分。 | "
            "One file may hold two provinces; the sheet Plants tells them apart by location."
        ),
    },
)
_SETTINGS = panel(
    "settings",
    "核算设置 | Settings",
    quantity("year1", "基准年 | base year", "", _YEAR, format="0", required=True),
    quantity("year2", "核算年 | year of account", "", _YEAR, format="0", required=True),
    selection("fuel_set", "燃料参数口径 | fuel factor set", "fuel_set", value="2023", required=True),
    selection("grid", "电力因子 | grid factor", "grid", value="national.average.2023", required=True),
    quantity(
        "tolerance", "汞平衡允许偏差 | tolerance of the balance", "0–1", Domain(0, 0.5), value=0.1, format=PERCENT
    ),
    selection("distribution", "汞分配系数集 | distribution set", "distribution_set", value="miit", required=True),
    quantity("remover", "除汞器效率 | efficiency of the remover", "0–1", FRACTION, value=0.7, format=PERCENT),
    selection(
        "preference", "汞去向取值次序 | order of methods", "preference", value="measured_distribution", required=True
    ),
    selection(
        "speciation", "大气汞形态比例 | mercury species to air", "speciation", value="chlor_alkali", required=True
    ),
    selection("furnace", "电石炉核算方法 | carbide furnace by", "furnace_method", value="balance", required=True),
    selection("lime", "电石因子已含石灰窑排放 | carbide factor includes lime kiln", "yesno", value="no", required=True),
    selection(
        "upstream", "计入外购电石的上游排放 | count upstream of bought carbide", "yesno", value="no", required=True
    ),
    derived(
        "hg_2010",
        "2010 年单位产品用汞 | mercury for each t in 2010",
        "gHg/t",
        factor_value('"mercury.hg_per_pvc.2009"'),
        role=Role.DEFAULT,
        format="0.00",
    ),
    derived("cap", "履约限值（2010 年的一半） | limit (half of 2010)", "gHg/t", "settings_hg_2010/2", format="0.00"),
    helps={
        "tolerance": (
            "汞的输出之和与输入相差超过此值即为不闭合。 | "
            "The balance does not close if outputs differ from the input by more than this."
        ),
        "remover": (
            "“按除汞器效率调整”的分配系数用它把离开转化器的汞分给活性炭和酸、碱。 | "
            "The set “by the remover's efficiency” uses it to split what leaves the converters between carbon and "
            "acid, alkali."
        ),
        "lime": (
            "1.154 t/t 是否含石灰窑没有来源可以断定：两种总量都列出，此处选择采用哪一种。 | "
            "No source settles whether 1.154 t/t includes the lime kiln: both totals are shown; choose here which "
            "is used."
        ),
        "upstream": (
            "是：自产与外购电石的企业按同一边界比较。 | "
            "Yes: plants that make carbide and plants that buy it are compared within the same boundary."
        ),
        "grid": (
            "没有公布所核算年份的因子时选最近一年，并在报告中说明。 | "
            "If no factor is published for the year, choose the most recent one and say so in the report."
        ),
    },
)
_ITEMS = (
    "核算边界 | boundary",
    "排放源类别 | source categories",
    "时间边界 | time boundary",
    "活动水平数据要求 | activity data required",
    "排放因子 | emission factors",
    "数据质量要求 | data quality",
)


def _boundary(key: str, words: str) -> Table:
    """What the terms of reference ask to be laid down for an element."""
    return table(
        key,
        both(words).within("{}的核算边界与要求 | Boundary and requirements: {}"),
        "24 90 30 24",
        label("item", "项目 | item"),
        text("answer", "规定 | requirement", required=True, lines=2),
        EVIDENCE,
        row_check(("answer",), (missing("answer", "规定 | requirement"),)),
        filled={"item": list(_ITEMS)},
    )


_TOTALS = table(
    "sector_totals",
    "全省分行业汞、碳排放 | Mercury and carbon of the province, by sector",
    "34 16 18 14 14 30 24",
    text("name", "行业 | sector", required=True),
    number("hg", "大气汞排放 | mercury to air", "kg", NOT_NEGATIVE),
    number("co2", "CO2 排放 | CO2", "tCO2", NOT_NEGATIVE, format="#,##0"),
    percentage(
        "hg_share", "汞占比 | share of mercury", blank_if('OR([hg]="",SUM(sector_totals_hg)=0)', "[hg]/sector_sum_hg")
    ),
    percentage(
        "co2_share",
        "CO2 占比 | share of CO2",
        blank_if('OR([co2]="",SUM(sector_totals_co2)=0)', "[co2]/sector_sum_co2"),
    ),
    EVIDENCE,
    row_check(
        ("name", "hg", "co2"),
        (missing("name", "行业 | sector"), ('[evidence]=""', both("缺来源 | source missing"))),
    ),
    rows=10,
    ledger=True,
    note="不含本工作簿核算的电石法聚氯乙烯；其数值取自核算结果。 | Excluding carbide PVC, which is taken from the results of this workbook.",
)
_SHARE = panel(
    "sector",
    "电石法聚氯乙烯的行业贡献占比（核算年） | Share of carbide PVC in the province (year of account)",
    derived("hg", "大气汞 | mercury to air", "kg", "INDEX(region_years_hg_air,2)", format="#,##0.00"),
    derived("co2", "CO2", "tCO2", "INDEX(region_years_co2,2)", format="#,##0"),
    derived(
        "sum_hg", "全省大气汞 | mercury to air, province", "kg", "sector_hg+SUM(sector_totals_hg)", format="#,##0.0"
    ),
    derived("sum_co2", "全省 CO2 | CO2, province", "tCO2", "sector_co2+SUM(sector_totals_co2)", format="#,##0"),
    derived(
        "hg_share",
        "汞占比 | share of mercury",
        "%",
        blank_if("sector_sum_hg=0", "sector_hg/sector_sum_hg"),
        format=PERCENT,
    ),
    derived(
        "co2_share",
        "CO2 占比 | share of CO2",
        "%",
        blank_if("sector_sum_co2=0", "sector_co2/sector_sum_co2"),
        format=PERCENT,
    ),
)

REGION = free_sheet("region", "区域与设置 | Region", _ABOUT, _SETTINGS, tab="input")
BOUNDARIES = free_sheet(
    "boundaries",
    "核算边界 | Boundaries",
    _boundary("boundary_hg", "汞 | mercury"),
    _boundary("boundary_co2", "碳 | carbon"),
    tab="input",
    page="one page",
)
SECTOR = free_sheet("sectors", "行业占比 | Share of the sector", _TOTALS, _SHARE, tab="input", page="one page")
AREAS = {"settings_years": ("settings_year1", "settings_year2")}
