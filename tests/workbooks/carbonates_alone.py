"""A small workbook whose one ledger is of carbonates: what own entries need, without fuels."""

from __future__ import annotations

from pycore.accounting.carbonates import CARBONATE_CO2
from pycore.language import both
from pycore.sheets.chapter import Chapter
from workbooks.common import chapter_parts as report
from workbooks.common.choices import CARBONATES, QUALITY
from workbooks.common.columns import calculated, choice, of_equation
from workbooks.common.fields import entry
from workbooks.common.ledger import Ledger, entered, taken
from workbooks.common.own_carbonates import OWN_CARBONATES
from workbooks.common.pages import free_sheet, label, panel, table
from workbooks.common.whole import whole_workbook

SETTINGS = panel(
    "settings",
    "工厂 | The plant",
    entry("name", "名称 | name", required=True),
    entry("author", "填表人 | filled in by"),
)
LEDGER = Ledger(
    key="carbonates",
    name="碳酸盐 | Carbonates",
    title="碳酸盐台账 | Ledger of carbonates",
    rows=10,
    columns=(
        choice("carbonate", "碳酸盐 | carbonate", "carbonate", required=True),
        entered("consumption", CARBONATE_CO2),
        taken("emission_factor", CARBONATE_CO2, "carbonate.{carbonate}", format="0.0000", users=OWN_CARBONATES),
        entered("purity", CARBONATE_CO2),
        of_equation("co2", "CO2 排放量 | CO2", "tCO2", CARBONATE_CO2, total=True),
    ),
)
RESULTS = table(
    "results",
    "结果 | Results",
    "24 16 16",
    label("item", "项目 | item"),
    calculated("co2", "排放量 | emission", "tCO2", "SUM(carbonates_co2)"),
    calculated("u", "不确定度 | uncertainty", "±%", 'IF([co2]=0,"",SQRT(SUM(carbonates_shared))/[co2])', format="0.0%"),
    filled={"item": ["CO2"]},
)
WORKBOOK = whole_workbook(
    "carbonates_alone",
    "碳酸盐 | Carbonates alone",
    "1.0.0.dev",
    "示例指南 | an example of a guide",
    free_sheet("settings", "工厂 | Plant", SETTINGS, tab="input"),
    LEDGER.sheet(),
    free_sheet("results", "结果 | Results", RESULTS),
    lists=(QUALITY, CARBONATES),
    factors="carbonate quality",
    results={"results_co2": "CO2 排放量 | CO2 emission"},
    report=Chapter(
        title=both("核算 | Account"),
        subject="settings_name",
        author="settings_author",
        sections=(report.section("结果 | Results", report.panel("settings"), report.table("results"), report.FACTORS),),
    ),
)
