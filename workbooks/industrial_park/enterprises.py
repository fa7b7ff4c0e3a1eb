"""Key enterprises (guide, 6.1 and 6.6.3): reported or recalculated emission, performance, and where they stand."""

from __future__ import annotations

from pycore.equations.domain import ANY, NOT_NEGATIVE
from pycore.sheets.definition import Column, Role, Sheet
from pycore.sheets.meanings import Meaning
from workbooks.common import columns as c
from workbooks.common.cells import blank_if, in_words, sum_where
from workbooks.common.columns import EVIDENCE, NO_UNIT, calculated, choice, missing, not_listed, number, text
from workbooks.common.pages import calculated_text, sheet, table
from workbooks.industrial_park.ledgers import LEDGERS
from workbooks.industrial_park.sector_rows import ADDED_ABOVE_OUTPUT
from workbooks.industrial_park.size import Size
from workbooks.industrial_park.units import GHG, MONEY, PER_MONEY, RATE, WHOLE

_MOST_APART = 0.1
"""Reported and recalculated figures that lie further apart ask for an explanation."""


def _recalculated() -> str:
    """The sum of an enterprise's rows of the base year over all ledgers; reductions come off."""
    return "".join(
        ("-" if ledger.sign < 0 else "+") + sum_where(ledger.key, "co2e", enterprise="[name]", year="settings_year3")
        for ledger in LEDGERS
    ).removeprefix("+")


def _total(key: str, words: str, formula: str, meaning: Meaning | None = None) -> Column:
    return calculated(key, words, GHG, formula, format=WHOLE, total=True, meaning=meaning)


def _per(key: str, words: str, value: str) -> Column:
    """Emission by a value of the enterprise."""
    ratio = blank_if(f'OR([name]="",[emission]="",SUM([{value}])=0)', f"[emission]/[{value}]")
    return calculated(key, words, PER_MONEY, ratio, format="0.000")


_USES_REPORTED = 'IF([used]="",[reported]<>"",[used]=emission_basis_reported)'
_EMISSION = blank_if('[name]=""', f'IF({_USES_REPORTED},IF([reported]="","",[reported]),[recalculated])')
_PARK = "INDEX(park_years_total,3)"
_SHARE = blank_if('OR([name]="",[emission]="")', blank_if(f"SUM({_PARK})=0", f"[emission]/{_PARK}"))
_DIFFERENCE = blank_if('OR([reported]="",[name]="")', blank_if("[recalculated]=0", "[reported]/[recalculated]-1"))
_COMPARISON = in_words(
    f'IF(ISNUMBER([difference]),IF(ABS([difference])>{_MOST_APART},"! {{}}","✓"),"")',
    "相差超过 10%，请说明 | over 10 % apart: explain",
)
_TESTS = (
    missing("name", "企业名称 | name"),
    c.unusable_name("name", "企业名称 | name"),
    ("COUNTIF(enterprises_name,[name])>1", "企业名称重复 | name given twice"),
    missing("sector", "行业 | sector"),
    not_listed("sector", "行业 | sector"),
    ('[key]=""', "未说明是否重点企业 | key enterprise or not?"),
    missing("output", "总产值 | output value"),
    ADDED_ABOVE_OUTPUT,
    ("AND([key]=yesno_yes,COUNT([x],[y])<2)", "重点企业缺位置坐标 | key enterprise without a place"),
    ('AND([reported]<>"",[source]="")', "上报数据缺来源 | reported figure without its source"),
    ('AND([used]=emission_basis_reported,[reported]="")', "取上报数据但未填 | reported figure chosen but missing"),
    ("ISERROR([emission])", "计算出错，请核对台账 | calculation error: check the ledgers"),
    c.NO_EVIDENCE,
)


def enterprise_sheet(size: Size) -> Sheet:
    enterprises = table(
        "enterprises",
        "企业（6.1、6.6.3） | Enterprises (6.1, 6.6.3)",
        "22 17 9 34 13 13 10 10 10 30 30 14 17 14 14 14 10 12 12 11 24 26 24",
        text("name", "企业名称 | enterprise", required=True, meaning=Meaning.ENTERPRISE),
        choice("sector", "行业 | sector", "sector", required=True),
        choice("key", "重点企业 | key enterprise", "yesno", required=True),
        text("products", "产品与规模 | products and capacities"),
        number("output", "工业总产值（基准年） | output value, base year", MONEY, NOT_NEGATIVE, format=WHOLE),
        number("value_added", "工业增加值（基准年） | value added, base year", MONEY, NOT_NEGATIVE, format=WHOLE),
        number("area", "占地面积 | area", "ha", NOT_NEGATIVE, format="#,##0.0"),
        number("x", "位置 X（向东） | place X (east)", "km", ANY, format="0.00"),
        number("y", "位置 Y（向北） | place Y (north)", "km", ANY, format="0.00"),
        text("stages", "涉及温室气体的生产环节 | process stages that emit GHG"),
        text("facilities", "在建和已建的减排设施与措施 | reduction facilities, built or under way"),
        number(
            "reported",
            "上报或核查排放量 | reported or verified emission",
            GHG,
            ANY,
            format=WHOLE,
            meaning=Meaning.REPORTED,
        ),
        choice("source", "上报数据来源 | source of the reported figure", "report_source"),
        _total(
            "recalculated",
            "重新测算排放量 | recalculated emission",
            blank_if('[name]=""', _recalculated()),
            meaning=Meaning.RECALCULATED,
        ),
        choice("used", "排放量取值 | emission taken from", "emission_basis"),
        _total("emission", "采用的排放量 | emission in use", _EMISSION),
        calculated("share", "占园区比重 | share of the park", NO_UNIT, _SHARE, format=c.PERCENT),
        _per("intensity", "单位产值排放量 | emission per output value", "output"),
        _per("intensity_added", "单位增加值排放量 | emission per value added", "value_added"),
        calculated("difference", "上报与测算之差 | reported against recalculated", NO_UNIT, _DIFFERENCE, format=RATE),
        calculated_text("comparison", "差异检查 | check of the difference", _COMPARISON, role=Role.CHECK),
        EVIDENCE,
        c.row_check(("name", "sector", "key", "output", "reported", "x", "y"), _TESTS),
        rows=size.enterprises,
        ledger=True,
        totals=True,
        helps={"x": "园区自定坐标，原点任选；用于企业分布图。 | The park's own grid, any origin; for the map."},
        note="重点企业：规上企业、纳入碳市场配额管理的企业和六大重点行业企业（3.6）。台账按企业名称汇总到“重新测算”列；“排放量取值”留空时，有上报数据用上报数据，没有则用测算值。"
        " | Key enterprises: those above designated size, in a carbon market, or of "
        "the key sectors (3.6). Ledgers add up by name into “recalculated”; with "
        "“emission taken from” blank, the reported figure is used where there is one.",
    )
    return sheet("enterprises", "重点企业 | Enterprises", enterprises)
