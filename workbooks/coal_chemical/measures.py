"""Measures: compared one by one, adopted together, until the grade is acceptable."""

from __future__ import annotations

from pycore.equations.domain import ANY, Domain
from pycore.language import Text, both
from pycore.sheets.definition import Kind, Role, Sheet, Table
from workbooks.coal_chemical.project import PRODUCT_ROWS
from workbooks.coal_chemical.results import PRODUCT, UNITS, synergy_columns
from workbooks.common.columns import (
    DASH,
    EVIDENCE,
    NO_EVIDENCE,
    NO_UNIT,
    NO_UNIT_CHOSEN,
    UNIT,
    calculated,
    choice,
    failed,
    missing,
    not_listed,
    not_number,
    number,
    row_check,
    text,
    unlisted,
)

ROWS = 20
_GHG_UNIT, _NOX_UNIT = both("tCO2/产品单位 | tCO2 per unit"), both("kg/产品单位 | kg per unit")
_CHANGE = Domain(hint=both("减少填负值，增加填正值。 | A reduction is negative, an increase positive."))
_OF_PRODUCT = "MATCH([product],products_product,0)"


def _after(indicator: str, change: str, factor: str) -> str:
    """Performance of the chosen product if this measure alone is taken."""
    return f'IF(OR([product]="",[{change}]=""),"",IF(INDEX(performance_{indicator},{_OF_PRODUCT})="","",INDEX(performance_{indicator},{_OF_PRODUCT})+[share]*[{change}]{factor}/INDEX(performance_output,{_OF_PRODUCT})))'


MEASURES = Sheet(
    key="measures",
    title=both("措施比选 | Measures"),
    tab="input",
    one_page=True,
    intro=both(
        "逐项填写减污降碳措施的变化量（减少为负），比较其单独实施后的协同度；在“采纳”选“是”的措施合并计入下方“采纳措施后”。 | Enter the changes that each measure "
        "brings (reductions negative) and compare S after it alone; those adopted are taken together in the "
        "table below."
    ),
    blocks=(
        Table(
            key="measures",
            title=both("减污降碳措施比选 | Measures compared"),
            rows=ROWS,
            ledger=True,
            columns=(
                text("name", "措施 | measure", width=34, required=True),
                choice("kind", "类别 | kind", "measure_kind", width=12),
                UNIT,
                number("electricity", "电量变化 | change of electricity", "MWh/a", _CHANGE),
                number("heat", "购入热量变化 | change of heat bought", "GJ/a", _CHANGE),
                number("other_co2", "其他 CO2 变化 | other change of CO2", "tCO2/a", _CHANGE),
                calculated(
                    "d_co2",
                    "ΔCO2",
                    "tCO2/a",
                    'IF(COUNT([electricity],[heat],[other_co2])=0,"",SUM([electricity])*settings_electricity+SUM([heat])*settings_heat+SUM([other_co2]))',
                    format=DASH,
                ),
                number("d_nox", "ΔNOx", "t/a", _CHANGE, format="#,##0.00"),
                number("investment", "投资 | investment", "万元 | 10⁴ CNY", ANY),
                number(
                    "annual_cost", "年增成本（含折旧） | annual cost (with depreciation)", "万元/a | 10⁴ CNY/a", ANY
                ),
                calculated(
                    "unit_cost",
                    "单位减碳成本 | cost per tCO2",
                    "元/tCO2 | CNY/tCO2",
                    'IF(OR([d_co2]="",[annual_cost]=""),"",IF([d_co2]<0,[annual_cost]*10000/-[d_co2],"–"))',
                    format="#,##0",
                ),
                choice("product", "比较的产品 | product compared", "=products_product", width=14),
                calculated(
                    "share",
                    "计入份额 | share",
                    "0–1",
                    f'IF(OR([product]="",[unit]=""),"",SUM(INDEX(units_shares,MATCH([unit],unit_list,0),{_OF_PRODUCT})))',
                    format="0.00",
                    width=9,
                ),
                calculated(
                    "e_nox",
                    "措施后 NOx 绩效 | NOx performance after",
                    _NOX_UNIT,
                    _after("e_nox", "nox_change", "*1000"),
                    format="0.0000",
                    width=12,
                ),
                calculated(
                    "e_ghg",
                    "措施后 CO2 绩效 | CO2 performance after",
                    _GHG_UNIT,
                    _after("e_ghg", "co2_change", ""),
                    format="0.000",
                    width=12,
                ),
                calculated(
                    "ref_nox",
                    "NOx 先进值 | advanced NOx",
                    _NOX_UNIT,
                    f'IF([product]="","",INDEX(synergy_ref_nox,{_OF_PRODUCT}))',
                    format="0.000",
                    width=11,
                ),
                calculated(
                    "ref_ghg",
                    "CO2 先进值 | advanced CO2",
                    _GHG_UNIT,
                    f'IF([product]="","",INDEX(synergy_ref_ghg,{_OF_PRODUCT}))',
                    format="0.00",
                    width=11,
                ),
                *synergy_columns(),
                choice("adopted", "采纳 | adopted", "yesno", width=9),
                EVIDENCE,
                row_check(
                    ("name", "unit", "electricity", "heat", "other_co2", "d_nox"),
                    (
                        missing("name", "措施名称 | name"),
                        NO_UNIT_CHOSEN,
                        not_listed("unit", "工序 | process unit"),
                        *(
                            not_number(key, Text(zh, en))
                            for key, zh, en in (
                                ("electricity", "电量变化", "change of electricity"),
                                ("heat", "热量变化", "change of heat"),
                                ("other_co2", "其他 CO2 变化", "other change of CO2"),
                                ("d_nox", "ΔNOx", "ΔNOx"),
                            )
                        ),
                        failed("d_co2"),
                        ('AND(COUNT([d_co2])=0,[d_nox]="")', "缺 CO2 或 NOx 变化量 | no change given"),
                        (
                            "AND(SUM([d_co2])>=0,SUM([d_nox])>=0)",
                            "CO2、NOx 均未减少，核对正负号 | nothing reduced: check the signs",
                        ),
                        missing("product", "比较的产品 | product compared"),
                        unlisted(
                            "product",
                            "products_product",
                            "比较的产品不在“项目信息”中 | product not on the sheet Project",
                        ),
                        ("[share]=0", "该工序未计入所比较的产品 | unit does not count for the product"),
                        (
                            "OR(IF(ISNUMBER([e_nox]),[e_nox]<0,FALSE),IF(ISNUMBER([e_ghg]),[e_ghg]<0,FALSE))",
                            "措施后绩效为负，核对单位 | performance below 0: check units",
                        ),
                        missing("adopted", "采纳（是或否） | adopted (yes or no)"),
                        not_listed("adopted", "采纳 | adopted", "yesno"),
                        failed("grade"),
                        NO_EVIDENCE,
                    ),
                ),
                calculated(
                    "co2_change",
                    "计算用 ΔCO2 | ΔCO2 for calculation",
                    "tCO2/a",
                    'IF([name]="","",SUM([d_co2]))',
                    format=DASH,
                ),
                calculated(
                    "nox_change",
                    "计算用 ΔNOx | ΔNOx for calculation",
                    "t/a",
                    'IF([name]="","",SUM([d_nox]))',
                    format=DASH,
                ),
            ),
        ),
        Table(
            key="optimised",
            title=both("采纳措施后的绩效与协同度 | Performance and synergy with the measures adopted"),
            rows=PRODUCT_ROWS,
            columns=(
                PRODUCT,
                calculated(
                    "before",
                    "措施前等级 | grade before",
                    NO_UNIT,
                    "INDEX(synergy_grade,{i})",
                    kind=Kind.TEXT,
                    format="grade",
                ),
                calculated(
                    "d_co2",
                    "ΔCO2",
                    "tCO2/a",
                    'IF([product]="","",SUMPRODUCT(units_share{i},effect_d_co2))',
                    format=DASH,
                ),
                calculated(
                    "nox_change",
                    "ΔNOx",
                    "t/a",
                    'IF([product]="","",SUMPRODUCT(units_share{i},effect_d_nox))',
                    format=DASH,
                ),
                calculated(
                    "e_nox",
                    "NOx 绩效 | NOx performance",
                    _NOX_UNIT,
                    'IF(OR([product]="",INDEX(performance_e_nox,{i})=""),"",INDEX(performance_e_nox,{i})+[nox_change]*1000/INDEX(performance_output,{i}))',
                    format="0.0000",
                ),
                calculated(
                    "e_ghg",
                    "CO2 绩效 | CO2 performance",
                    _GHG_UNIT,
                    'IF(OR([product]="",INDEX(performance_e_ghg,{i})=""),"",INDEX(performance_e_ghg,{i})+[d_co2]/INDEX(performance_output,{i}))',
                    format="0.000",
                ),
                calculated(
                    "ref_nox", "NOx 先进值 | advanced NOx", _NOX_UNIT, "INDEX(synergy_ref_nox,{i})", format="0.000"
                ),
                calculated(
                    "ref_ghg", "CO2 先进值 | advanced CO2", _GHG_UNIT, "INDEX(synergy_ref_ghg,{i})", format="0.00"
                ),
                *synergy_columns(),
            ),
        ),
        Table(
            key="effect",
            title=both("采纳措施的工序效果 | Effect of the measures adopted, by process unit"),
            rows=UNITS,
            columns=(
                calculated(
                    "unit", "工序 | process unit", NO_UNIT, "INDEX(unit_list,{i})", kind=Kind.TEXT, role=Role.LABEL
                ),
                calculated(
                    "d_co2",
                    "ΔCO2",
                    "tCO2/a",
                    "SUMIFS(measures_d_co2,measures_unit,[unit],measures_adopted,yesno_yes)",
                    format=DASH,
                ),
                calculated(
                    "d_nox",
                    "ΔNOx",
                    "t/a",
                    "SUMIFS(measures_d_nox,measures_unit,[unit],measures_adopted,yesno_yes)",
                    format=DASH,
                ),
            ),
        ),
    ),
)
