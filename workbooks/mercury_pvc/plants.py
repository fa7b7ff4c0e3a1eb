"""Plants, a row each, and what each made in each year: the rows that all results stand beside."""

from __future__ import annotations

from pycore.equations.domain import ANY, NOT_NEGATIVE, Domain
from pycore.language import both
from pycore.sheets.meanings import Meaning
from workbooks.common import columns as c
from workbooks.common.cells import blank_if
from workbooks.common.columns import (
    EVIDENCE,
    NO_EVIDENCE,
    Test,
    choice,
    missing,
    not_listed,
    not_number,
    number,
    text,
    unlisted,
)
from workbooks.common.pages import calculated_text, sheet, table
from workbooks.mercury_pvc import size

_PLANT = "企业 | plant"
_NUMBERS = {
    "pvc": "聚氯乙烯产量 | output of PVC",
    "vcm": "氯乙烯产量 | output of VCM",
    "carbide_made": "电石产量 | carbide made",
    "carbide_used": "电石消耗量 | carbide used",
    "caustic": "烧碱产量 | caustic soda made",
    "revenue": "营业收入 | revenue",
    "hours": "运行时间 | operating hours",
}

PLANT = choice("plant", _PLANT, "=plants_name", width=20, required=True, meaning=Meaning.ENTERPRISE)
YEAR = choice("year", "年份 | year", "=settings_years", width=8, required=True, meaning=Meaning.YEAR)
NODE = choice("node", "节点 | node", "node", width=18, required=True)
PLACE = (PLANT, YEAR, NODE)
"""What every ledger begins with: a row belongs to a plant, a year and a node."""
NO_OUTPUT: Test = (
    'AND([plant]<>"",[year]<>"",COUNTIFS(output_plant,[plant],output_year,[year])=0)',
    both("该企业该年在“产量”表没有一行 | the plant has no row for this year on the sheet Output"),
)

_PLANTS = table(
    "plants",
    "企业 | Plants",
    "24 26 22 9 9 13 14 16 22 12 12 24 30 24",
    text("name", "企业名称 | plant", required=True, meaning=Meaning.SOURCE),
    text("owner", "所属公司 | owner"),
    text("place", "所在地（省、市、县） | location (province, city, county)", required=True),
    number("x", "位置 X（向东） | position X (east)", "km", ANY, format="0.0"),
    number("y", "位置 Y（向北） | position Y (north)", "km", ANY, format="0.0"),
    number("capacity", "聚氯乙烯产能 | PVC capacity", "t/a", NOT_NEGATIVE, format="#,##0"),
    choice("carbide", "电石来源 | source of carbide", "carbide_source", required=True),
    choice("grade", "触媒等级 | catalyst grade", "grade", required=True),
    text("supplier", "触媒供应商 | supplier of the catalyst"),
    choice("electrolysis", "配套电解 | electrolysis", "yesno"),
    choice("captive", "自备电厂 | captive power", "yesno"),
    text("permit", "排污许可证编号 | permit number"),
    EVIDENCE,
    c.row_check(
        ("name", "place", "capacity", "carbide", "grade"),
        (
            missing("name", "企业名称 | name"),
            c.unusable_name("name", "企业名称 | name"),
            ("COUNTIF(plants_name,[name])>1", both("企业名称重复 | name given twice")),
            missing("place", "所在地 | location"),
            missing("capacity", "产能 | capacity"),
            not_number("capacity", "产能 | capacity"),
            not_number("x", "位置 X | position X"),
            not_number("y", "位置 Y | position Y"),
            missing("carbide", "电石来源 | source of carbide"),
            not_listed("carbide", "电石来源 | source of carbide", "carbide_source"),
            missing("grade", "触媒等级 | catalyst grade"),
            not_listed("grade", "触媒等级 | catalyst grade"),
            NO_EVIDENCE,
        ),
    ),
    rows=size.PLANTS,
    ledger=True,
    helps={"x": "区域自定坐标，原点任选；用于企业分布图。 | The region's own grid with any origin; used for the map."},
    note=(
        "一家企业一行；只有一家企业时即为企业工作簿。各企业的文件用 twinledger merge 汇入区域文件。 | "
        "One row per plant; a file with one plant only is that plant's own workbook. Plants' files are brought "
        "into a regional one with twinledger merge."
    ),
)
_OUTPUT = table(
    "output",
    "企业分年产量与经营数据 | Output and business data of each plant by year",
    "22 9 14 14 14 14 14 14 12 34 26 30 26",
    PLANT,
    YEAR,
    number("pvc", _NUMBERS["pvc"], "t", NOT_NEGATIVE, format="#,##0"),
    number("vcm", _NUMBERS["vcm"], "t", NOT_NEGATIVE, format="#,##0"),
    number("carbide_made", _NUMBERS["carbide_made"], "t", NOT_NEGATIVE, format="#,##0"),
    number("carbide_used", _NUMBERS["carbide_used"], "t", NOT_NEGATIVE, format="#,##0"),
    number("caustic", _NUMBERS["caustic"], "t", NOT_NEGATIVE, format="#,##0"),
    number("revenue", _NUMBERS["revenue"], "万元 | 10⁴ CNY", NOT_NEGATIVE, format="#,##0"),
    number("hours", _NUMBERS["hours"], "h", Domain(0, 8784), format="#,##0"),
    text("gap", "汞平衡差额的解释 | why the mercury does not close"),
    calculated_text("id", "企业、年份 | plant and year", blank_if('OR([plant]="",[year]="")', '[plant]&" "&[year]')),
    EVIDENCE,
    c.row_check(
        ("plant", "year", "pvc", "vcm", "carbide_used"),
        (
            missing("plant", _PLANT),
            not_listed("plant", _PLANT, "=plants_name"),
            missing("year", "年份 | year"),
            unlisted(
                "year", "settings_years", "年份不是基准年或核算年 | neither the base year nor the year of account"
            ),
            (
                "COUNTIFS(output_plant,[plant],output_year,[year])>1",
                both("企业与年份重复 | plant and year given twice"),
            ),
            missing("pvc", _NUMBERS["pvc"]),
            ("AND(ISNUMBER([pvc]),[pvc]<=0)", both("聚氯乙烯产量须大于 0 | output of PVC must be above 0")),
            *(not_number(key, words) for key, words in _NUMBERS.items()),
            *(c.outside(key, both(words), NOT_NEGATIVE) for key, words in _NUMBERS.items() if key != "hours"),
            c.outside("hours", both(_NUMBERS["hours"]), Domain(0, 8784)),
            (
                "IF(AND(ISNUMBER([pvc]),ISNUMBER([vcm])),[pvc]>1.02*[vcm],FALSE)",
                both("聚氯乙烯多于氯乙烯：填反了？ | more PVC than VCM: are the two swapped?"),
            ),
            NO_EVIDENCE,
        ),
        (
            (
                (
                    "IF(AND(ISNUMBER([carbide_used]),ISNUMBER([vcm]),SUM([vcm])>0),OR([carbide_used]/[vcm]<1.2,"
                    "[carbide_used]/[vcm]>1.7),FALSE)"
                ),
                both(
                    "每吨氯乙烯的电石少见（1.2～1.7 t/t） | carbide for each t of VCM is unusual (normally 1.2 to 1.7 t/t)"
                ),
            ),
            (
                (
                    'IF(AND(ISNUMBER([pvc]),[plant]<>""),[pvc]>1.2*INDEX(plants_capacity,MATCH([plant],'
                    "plants_name,0)),FALSE)"
                ),
                both("产量超过产能 20% 以上 | output exceeds capacity by more than 20 %"),
            ),
            (
                # Polymerisation loses a little: without VCM from elsewhere there is always less PVC.
                "IF(AND(ISNUMBER([pvc]),ISNUMBER([vcm])),[pvc]>=[vcm],FALSE)",
                both(
                    "聚氯乙烯不少于氯乙烯：填反了，还是有外购或库存的氯乙烯？ | "
                    "no less PVC than VCM: swapped, or VCM bought or from stock?"
                ),
            ),
        ),
    ),
    rows=size.PLANT_YEARS,
    ledger=True,
    totals=False,
    note="每家企业每年一行；核算结果按此表的行列出。 | One row for each plant and year; the results are listed in the same rows.",
)
PLANTS = sheet("plants", "企业 | Plants", _PLANTS)
OUTPUT = sheet("output", "产量 | Output", _OUTPUT)
