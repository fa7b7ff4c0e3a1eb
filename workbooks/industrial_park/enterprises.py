"""Key enterprises (guide, 6.1 and 6.6.3): reported or recalculated emission, performance, and where they stand."""

from __future__ import annotations

from pycore.equations.domain import ANY, NOT_NEGATIVE
from pycore.language import Text, both
from pycore.sheets.definition import Kind, Role, Sheet, Table
from workbooks.common.columns import (
    EVIDENCE,
    NO_UNIT,
    PERCENT,
    calculated,
    choice,
    missing,
    not_listed,
    number,
    row_check,
    text,
    unusable_name,
)
from workbooks.industrial_park.ledgers import LEDGERS
from workbooks.industrial_park.sector_rows import CNY
from workbooks.industrial_park.size import Size

_DIFFERENCE = 0.1
"""Reported and recalculated figures that lie further apart ask for an explanation."""


def _recalculated() -> str:
    """The sum of an enterprise's rows of the base year over all ledgers; reductions come off."""
    return "".join(
        f"{'-' if ledger.sign < 0 else '+'}SUMIFS({ledger.key}_co2e,{ledger.key}_enterprise,[name],{ledger.key}_year,settings_year3)"
        for ledger in LEDGERS
    ).removeprefix("+")


def _enterprises(size: Size) -> Table:
    return Table(
        key="enterprises",
        title=both("企业（6.1、6.6.3） | Enterprises (6.1, 6.6.3)"),
        rows=size.enterprises,
        ledger=True,
        totals=True,
        note=both(
            "重点企业：规上企业、纳入碳市场配额管理的企业和六大重点行业企业（3.6）。台账按企业名称汇总到“重新测算”列；“排放量取值”留空时，有上报数据用上报数据，没有则用测算值。 | Key "
            "enterprises: those above designated size, in a carbon market, or of the key sectors (3.6). Ledgers "
            "add up by name into “recalculated”; with “emission taken from” blank, the reported figure is used "
            "where there is one."
        ),
        columns=(
            text("name", "企业名称 | enterprise", width=22, required=True),
            choice("sector", "行业 | sector", "sector", width=17, required=True),
            choice("key", "重点企业 | key enterprise", "yesno", width=9, required=True),
            text("products", "产品与规模 | products and capacities", width=34),
            number(
                "output", "工业总产值（基准年） | output value, base year", CNY, NOT_NEGATIVE, format="#,##0", width=13
            ),
            number(
                "value_added",
                "工业增加值（基准年） | value added, base year",
                CNY,
                NOT_NEGATIVE,
                format="#,##0",
                width=13,
            ),
            number("area", "占地面积 | area", "ha", NOT_NEGATIVE, format="#,##0.0", width=10),
            number(
                "x",
                "位置 X（向东） | place X (east)",
                "km",
                ANY,
                format="0.00",
                width=10,
                help=both("园区自定坐标，原点任选；用于企业分布图。 | The park's own grid, any origin; for the map."),
            ),
            number("y", "位置 Y（向北） | place Y (north)", "km", ANY, format="0.00", width=10),
            text("stages", "涉及温室气体的生产环节 | process stages that emit GHG", width=30),
            text("facilities", "在建和已建的减排设施与措施 | reduction facilities, built or under way", width=30),
            number(
                "reported", "上报或核查排放量 | reported or verified emission", "tCO2e", ANY, format="#,##0", width=14
            ),
            choice("source", "上报数据来源 | source of the reported figure", "report_source", width=17),
            calculated(
                "recalculated",
                "重新测算排放量 | recalculated emission",
                "tCO2e",
                f'IF([name]="","",{_recalculated()})',
                format="#,##0",
                width=14,
                total=True,
            ),
            choice("used", "排放量取值 | emission taken from", "emission_basis", width=14),
            calculated(
                "emission",
                "采用的排放量 | emission in use",
                "tCO2e",
                'IF([name]="","",IF(IF([used]="",[reported]<>"",[used]=emission_basis_reported),IF([reported]="","",[reported]),[recalculated]))',
                format="#,##0",
                width=14,
                total=True,
            ),
            calculated(
                "share",
                "占园区比重 | share of the park",
                NO_UNIT,
                'IF(OR([name]="",[emission]=""),"",IF(SUM(INDEX(park_years_total,3))=0,"",[emission]/INDEX(park_years_total,3)))',
                format=PERCENT,
                width=10,
            ),
            calculated(
                "intensity",
                "单位产值排放量 | emission per output value",
                "tCO2e/万元 | tCO2e/10⁴ CNY",
                'IF(OR([name]="",[emission]="",SUM([output])=0),"",[emission]/[output])',
                format="0.000",
                width=12,
            ),
            calculated(
                "intensity_added",
                "单位增加值排放量 | emission per value added",
                "tCO2e/万元 | tCO2e/10⁴ CNY",
                'IF(OR([name]="",[emission]="",SUM([value_added])=0),"",[emission]/[value_added])',
                format="0.000",
                width=12,
            ),
            calculated(
                "difference",
                "上报与测算之差 | reported against recalculated",
                NO_UNIT,
                'IF(OR([reported]="",[name]=""),"",IF([recalculated]=0,"",[reported]/[recalculated]-1))',
                format="+0.0%;-0.0%;0.0%",
                width=11,
            ),
            calculated(
                "comparison",
                "差异检查 | check of the difference",
                NO_UNIT,
                Text(
                    f'IF(ISNUMBER([difference]),IF(ABS([difference])>{_DIFFERENCE},"! 相差超过 10%，请说明","✓"),"")',
                    f'IF(ISNUMBER([difference]),IF(ABS([difference])>{_DIFFERENCE},"! over 10 % apart: explain","✓"),"")',
                ),
                kind=Kind.TEXT,
                role=Role.CHECK,
                width=24,
            ),
            EVIDENCE,
            row_check(
                ("name", "sector", "key", "output", "reported", "x", "y"),
                (
                    missing("name", "企业名称 | name"),
                    unusable_name("name", "企业名称 | name"),
                    ("COUNTIF(enterprises_name,[name])>1", "企业名称重复 | name given twice"),
                    missing("sector", "行业 | sector"),
                    not_listed("sector", "行业 | sector"),
                    ('[key]=""', "未说明是否重点企业 | key enterprise or not?"),
                    missing("output", "总产值 | output value"),
                    (
                        "IF(COUNT([output],[value_added])=2,[value_added]>[output],FALSE)",
                        "增加值大于总产值 | value added above output",
                    ),
                    ("AND([key]=yesno_yes,COUNT([x],[y])<2)", "重点企业缺位置坐标 | key enterprise without a place"),
                    ('AND([reported]<>"",[source]="")', "上报数据缺来源 | reported figure without its source"),
                    (
                        'AND([used]=emission_basis_reported,[reported]="")',
                        "取上报数据但未填 | reported figure chosen but missing",
                    ),
                    ("ISERROR([emission])", "计算出错，请核对台账 | calculation error: check the ledgers"),
                    ('[evidence]=""', "缺佐证材料 | evidence missing"),
                ),
            ),
        ),
    )


def enterprise_sheet(size: Size) -> Sheet:
    return Sheet(key="enterprises", title=both("重点企业 | Enterprises"), tab="input", blocks=(_enterprises(size),))
