"""The smallest workbook: one ledger, one table of results, a report. The page "Add a guide" goes through it."""

from __future__ import annotations

from pycore.accounting.combustion import FUEL_CO2
from pycore.language import both
from pycore.sheets.chapter import Chapter
from workbooks.common import chapter_parts as report
from workbooks.common.choices import FUEL_SETS, FUELS, QUALITY
from workbooks.common.columns import calculated, choice, of_equation, text
from workbooks.common.fields import entry, selection
from workbooks.common.fuels import FUEL_FACTORS, MEASURE
from workbooks.common.ledger import Ledger, entered
from workbooks.common.pages import free_sheet, label, panel, table
from workbooks.common.whole import whole_workbook

SETTINGS = panel(
    "settings",
    "工厂 | The plant",
    entry("name", "名称 | name", required=True),
    entry("author", "填表人 | filled in by"),
    selection("fuel_set", "燃料参数口径 | fuel factor set", "fuel_set", value="2023", required=True),
)
LEDGER = Ledger(
    key="fuels",
    name="燃料 | Fuels",
    title="燃料台账 | Ledger of fuels",
    rows=10,
    columns=(
        choice("fuel", "燃料 | fuel", "fuel", required=True),
        text("use", "用途 | use"),
        entered("consumption", FUEL_CO2),
        MEASURE,
        *FUEL_FACTORS,
        of_equation("co2", "CO2 排放量 | CO2", "tCO2", FUEL_CO2, total=True),
    ),
)
RESULTS = table(
    "results",
    "结果 | Results",
    "24 16 16",
    label("item", "项目 | item"),
    calculated("co2", "排放量 | emission", "tCO2", "SUM(fuels_co2)"),
    calculated("u", "不确定度 | uncertainty", "±%", 'IF([co2]=0,"",SQRT(SUM(fuels_shared))/[co2])', format="0.0%"),
    filled={"item": ["CO2"]},
)
CHAPTER = report.section("结果 | Results", report.panel("settings"), report.table("results"), report.FACTORS)
WORKBOOK = whole_workbook(
    "minimal",
    "最小工作簿 | Smallest workbook",
    "1.0.0.dev",
    "示例指南 | an example of a guide",
    free_sheet("settings", "工厂 | Plant", SETTINGS, tab="input"),
    LEDGER.sheet(),
    free_sheet("results", "结果 | Results", RESULTS),
    lists=(QUALITY, FUELS, FUEL_SETS),
    factors="fuel quality",
    results={"results_co2": "CO2 排放量 | CO2 emission"},
    example={"settings": {"name": "P"}, "fuels": [{"fuel": "anthracite", "consumption": 1000, "evidence": "1"}]},
    report=Chapter(
        title=both("核算 | Account"), subject="settings_name", author="settings_author", sections=(CHAPTER,)
    ),
)
