"""Measures: compared one by one, adopted together, until the grade is acceptable."""

from __future__ import annotations

from pycore.equations.domain import ANY, Domain
from pycore.language import both
from pycore.sheets.definition import Role, Sheet
from pycore.sheets.meanings import Meaning
from workbooks.coal_chemical import results as r
from workbooks.coal_chemical.results import beside, ghg_performance, nox_performance, of_product
from workbooks.coal_chemical.shares import share_of
from workbooks.common import columns as c
from workbooks.common import said
from workbooks.common.cells import at, blank_if, is_blank, sum_where
from workbooks.common.columns import DASH, calculated, choice, failed, missing, not_listed, not_number, number
from workbooks.common.pages import calculated_text, sheet, table
from workbooks.common.quantities import graded, in_unit

ROWS = 20
_CHANGE = Domain(hint=both("减少填负值，增加填正值。 | A reduction is negative, an increase positive."))
_CHOSEN = "MATCH([product],products_product,0)"
co2 = in_unit("tCO2/a", DASH)
nox = in_unit("t/a", DASH)


def _alone(indicator: str, change: str) -> str:
    """The performance of the chosen product if this measure alone is taken; the change is in the measure's unit."""
    before, output = at(f"performance_{indicator}", _CHOSEN), at("performance_output", _CHOSEN)
    after = blank_if(f'{before}=""', f"{before}+[share]*{change}/{output}")
    return blank_if(is_blank("[product]", change.partition("*")[0]), after)


def _together(indicator: str, change: str) -> str:
    """The performance of a product with all measures adopted."""
    before, output = beside(f"performance_{indicator}"), beside("performance_output")
    return blank_if(is_blank("[product]", before), f"{before}+{change}/{output}")


def _adopted(column: str) -> str:
    """What the measures adopted change in a process unit."""
    return sum_where("measures", column, unit="[unit]", adopted="yesno_yes")


_D_CO2 = "SUM([electricity])*settings_electricity+SUM([heat])*settings_heat+SUM([other_co2])"
_COST = 'IF([d_co2]<0,[annual_cost]*10000/-[d_co2],"–")'
_NOX_COST = 'IF([d_nox]<0,[annual_cost]*10000/(-[d_nox]*1000),"–")'
# The annual cost holds depreciation, which is no payment: what comes back each year is counted without it.
_SAVED = "([investment]/[life]-[annual_cost])"
_PAYBACK = f'IF({_SAVED}>0,[investment]/{_SAVED},"–")'
_SHARE = f"SUM(INDEX(share_proposed_shares,MATCH([unit],unit_list,0),{_CHOSEN}))"
# What is deducted for power and heat sold or CO2 captured can be saved all the same: a unit that sells much heat has a
# small net total, or one below 0, and can still save what it burns.
_EMITTED = {
    "co2_change": [key for key, *_, meaning in r.SOURCES if meaning is not Meaning.DEDUCTION],
    "nox_change": ["nox"],
}


def _saves_more(column: str) -> str:
    """Whether the measures adopted in the unit of the row save more of something than the unit emits."""
    there = "+".join(sum_where("summary_proposed", source, unit="[unit]") for source in _EMITTED[column])
    return f"-{_adopted(column)}>MAX(0,{there})*(1+1E-9)"


# An error in a ledger is that ledger's.
_SAVES_MORE = f"OR({','.join(_saves_more(column) for column in _EMITTED)})"
_MORE_THAN_EMITTED = f"IF([adopted]=yesno_yes,IFERROR({_SAVES_MORE},FALSE),FALSE)"
_ADOPTED_WHERE = "SUMPRODUCT((measures_{}=[{}])*(measures_adopted=yesno_yes))"
_ONE_OF_GROUP = f'IF(AND([group]<>"",[adopted]=yesno_yes),{_ADOPTED_WHERE.format("group", "group")}>1,FALSE)'
_WITHOUT_NEEDED = f'IF(AND([needs]<>"",[adopted]=yesno_yes),{_ADOPTED_WHERE.format("name", "needs")}=0,FALSE)'
_TESTS = (
    missing("name", "措施名称 | name"),
    c.unusable_name("name", "措施名称 | name"),
    c.NO_UNIT_CHOSEN,
    not_listed("unit", "工序 | process unit"),
    not_number("electricity", "电量变化 | change of electricity"),
    not_number("heat", "热量变化 | change of heat"),
    not_number("other_co2", "其他 CO2 变化 | other change of CO2"),
    not_number("d_nox", "ΔNOx"),
    failed("d_co2"),
    ('AND(COUNT([d_co2])=0,[d_nox]="")', "缺 CO2 或 NOx 变化量 | no change given"),
    ("AND(SUM([d_co2])>=0,SUM([d_nox])>=0)", "CO2、NOx 均未减少，核对正负号 | nothing reduced: check the signs"),
    missing("product", "比较的产品 | product compared"),
    c.unlisted("product", "products_product", "比较的产品不在“项目信息”中 | product not on the sheet Project"),
    ("[share]=0", "该工序未计入所比较的产品 | unit does not count for the product"),
    (
        "OR(IF(ISNUMBER([e_nox]),[e_nox]<0,FALSE),IF(ISNUMBER([e_ghg]),[e_ghg]<0,FALSE))",
        "措施后绩效为负，核对单位 | performance below 0: check units",
    ),
    (_MORE_THAN_EMITTED, "该工序采纳的减排量大于其排放量 | measures adopted save more than the unit emits"),
    missing("adopted", "采纳（是或否） | adopted (yes or no)"),
    not_listed("adopted", "采纳 | adopted", "yesno"),
    (_ONE_OF_GROUP, "同一选项组采纳了多项，只能采纳一项 | more than one of the group adopted: choose one"),
    c.unlisted("needs", "measures_name", "所需的措施不在本表 | measure needed is not in this table"),
    ('AND([needs]<>"",[needs]=[name])', "所需的措施是它自己 | a measure does not need itself"),
    (_WITHOUT_NEEDED, "所需的措施未采纳 | measure needed is not adopted"),
    failed("grade"),
    c.NO_EVIDENCE,
)

_LEGS = said.first_of(
    ('[name]=""', ""),
    ('[maturity]=""', "✗ 技术：缺成熟度 | ✗ technology: maturity missing"),
    ("ISERROR(MATCH([maturity],maturity_list,0))", "✗ 技术：成熟度不在列表中 | ✗ technology: maturity not in the list"),
    ('[references]=""', "✗ 技术：缺应用业绩 | ✗ technology: references missing"),
    ("COUNT([investment],[annual_cost])<2", "✗ 经济：缺投资或年成本 | ✗ economy: investment or annual cost missing"),
    ('[grade]=""', "✗ 效果：没有单独实施后的等级 | ✗ effect: no grade with this measure alone"),
    (
        "AND([adopted]=yesno_yes,[maturity]<>maturity_industrial,[maturity]<>maturity_demonstration)",
        "! 采纳了未经工业示范的技术 | ! adopted before it was demonstrated in industry",
    ),
    ("COUNT([life])=0", "! 经济：缺折旧年限，没有回收期 | ! economy: no years of depreciation, no payback"),
    otherwise="✓",
)


def measures_sheet(units: int) -> Sheet:
    """Return the sheet of the measures and their effect on so many process units."""
    return sheet(
        "measures",
        "措施比选 | Measures",
        table(
            "measures",
            "减污降碳措施比选 | Measures compared",
            "34 12 15 12 24 13 13 13 13 13 13 13 13 13 10 11 14 26 14 9 12 12 11 11 13 13 14 12 14 9 26 26 24 13 13",
            c.text("name", "措施 | measure", required=True, meaning=Meaning.MEASURE),
            choice("kind", "类别 | kind", "measure_kind"),
            c.UNIT,
            c.text("group", "选项组（组内只采纳一项） | option group (one of it)", meaning=Meaning.OPTION_GROUP),
            choice("needs", "须同时采纳的措施 | measure it needs", "=measures_name", meaning=Meaning.NEEDED_MEASURE),
            number("electricity", "电量变化 | change of electricity", "MWh/a", _CHANGE, meaning=Meaning.EFFECT_INPUT),
            number("heat", "购入热量变化 | change of heat bought", "GJ/a", _CHANGE, meaning=Meaning.EFFECT_INPUT),
            number("other_co2", "其他 CO2 变化 | other change of CO2", "tCO2/a", _CHANGE, meaning=Meaning.EFFECT_INPUT),
            co2("d_co2", "ΔCO2", blank_if("COUNT([electricity],[heat],[other_co2])=0", _D_CO2)),
            number("d_nox", "ΔNOx", "t/a", _CHANGE, meaning=Meaning.EFFECT_INPUT),
            number("investment", "投资 | investment", "万元 | 10⁴ CNY", ANY),
            number(
                "annual_cost",
                "年增成本（含折旧） | annual cost (with depreciation)",
                "万元/a | 10⁴ CNY/a",
                ANY,
                meaning=Meaning.MEASURE_COST,
            ),
            calculated(
                "unit_cost",
                "单位减碳成本 | cost per tCO2",
                "元/tCO2 | CNY/tCO2",
                blank_if(is_blank("[d_co2]", "[annual_cost]"), _COST),
                format="#,##0",
            ),
            calculated(
                "nox_cost",
                "单位减氮成本 | cost per kg NOx",
                "元/kg | CNY/kg",
                blank_if(is_blank("[d_nox]", "[annual_cost]"), _NOX_COST),
                format="#,##0.0",
            ),
            number("life", "折旧年限 | years of depreciation", "a", Domain(0, 50, low_open=True), format="0"),
            calculated(
                "payback",
                "静态回收期 | simple payback",
                "a",
                blank_if(is_blank("[investment]", "[annual_cost]", "[life]"), _PAYBACK),
                format="0.0",
            ),
            choice("maturity", "技术成熟度 | maturity", "maturity"),
            c.text("references", "应用业绩（装置、规模、年份） | references (plant, size, year)"),
            choice("product", "比较的产品 | product compared", "=products_product"),
            calculated(
                "share", "计入份额 | share", "0–1", blank_if(is_blank("[product]", "[unit]"), _SHARE), format="0.00"
            ),
            nox_performance("e_nox", "措施后 NOx 绩效 | NOx performance after", _alone("e_nox", "[nox_change]*1000")),
            ghg_performance("e_ghg", "措施后 CO2 绩效 | CO2 performance after", _alone("e_ghg", "[co2_change]")),
            r.advanced_nox(of_product(at("synergy_ref_nox", _CHOSEN))),
            r.advanced_ghg(of_product(at("synergy_ref_ghg", _CHOSEN))),
            *r.synergy_columns(),
            choice("adopted", "采纳 | adopted", "yesno", meaning=Meaning.ADOPTED),
            c.EVIDENCE,
            calculated_text("legs", "三方面论证 | three legs", said.or_error(_LEGS), role=Role.CHECK),
            c.row_check(("name", "unit", "electricity", "heat", "other_co2", "d_nox"), _TESTS),
            co2(
                "co2_change",
                "计算用 ΔCO2 | ΔCO2 for calculation",
                blank_if('[name]=""', "SUM([d_co2])"),
                meaning=Meaning.EFFECT_GHG,
                helper=True,
            ),
            nox(
                "nox_change",
                "计算用 ΔNOx | ΔNOx for calculation",
                blank_if('[name]=""', "SUM([d_nox])"),
                meaning=Meaning.EFFECT_NOX,
                helper=True,
            ),
            rows=ROWS,
            ledger=True,
        ),
        r.by_product(
            "optimised",
            "采纳措施后的绩效与协同度 | Performance and synergy with the measures adopted",
            "13 13 13 13 13 13 13 13 13 14 12 14",
            graded("before", "措施前等级 | grade before", beside("synergy_grade")),
            co2("d_co2", "ΔCO2", of_product(share_of("effect_d_co2", "proposed"))),
            nox("nox_change", "ΔNOx", of_product(share_of("effect_d_nox", "proposed"))),
            nox_performance(
                "e_nox",
                "NOx 绩效 | NOx performance",
                _together("e_nox", "[nox_change]*1000"),
                meaning=Meaning.PERFORMANCE_NOX,
            ),
            ghg_performance(
                "e_ghg", "CO2 绩效 | CO2 performance", _together("e_ghg", "[d_co2]"), meaning=Meaning.PERFORMANCE_GHG
            ),
            r.advanced_nox(beside("synergy_ref_nox"), meaning=Meaning.ADVANCED_NOX),
            r.advanced_ghg(beside("synergy_ref_ghg"), meaning=Meaning.ADVANCED_GHG),
            *r.synergy_columns(),
        ),
        table(
            "effect",
            "采纳措施的工序效果 | Effect of the measures adopted, by process unit",
            "13 13 13",
            r.UNIT,
            co2("d_co2", "ΔCO2", _adopted("d_co2"), meaning=Meaning.EFFECT_GHG),
            nox("d_nox", "ΔNOx", _adopted("d_nox"), meaning=Meaning.EFFECT_NOX),
            rows=units,
        ),
        page="one page",
        intro="逐项填写减污降碳措施的变化量（减少为负），比较其单独实施后的协同度；在“采纳”选“是”的措施合并计入下方“采纳措施后”。"
        " | Enter the changes that each measure brings (reductions negative) and compare S after it alone; those "
        "adopted "
        "are taken together in the table below.",
    )
