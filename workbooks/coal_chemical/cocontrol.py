"""The list of co-control measures with before and after, and S after each loop until it is acceptable."""

from __future__ import annotations

from pycore.assessment import synergy
from pycore.equations.domain import ANY, NOT_NEGATIVE, Domain
from workbooks.coal_chemical import results as r
from workbooks.coal_chemical.measures import ROWS, co2, nox
from workbooks.coal_chemical.results import beside
from workbooks.common import columns as c
from workbooks.common import said
from workbooks.common.cells import at, blank_if, sum_where
from workbooks.common.closing_sheets import Check, bad
from workbooks.common.columns import choice, missing, not_number, number
from workbooks.common.pages import calculated_text, label, sheet, table

LOOPS = 24
_IS_ADOPTED = f"{beside('measures_adopted')}=yesno_yes"


def _of_adopted(value: str) -> str:
    """The value, or nothing where the measure of the row is not adopted."""
    return blank_if(f"NOT({_IS_ADOPTED})", value)


def _before(change: str, emitted: str) -> str:
    """What the unit emits after the measures adopted in the rows above."""
    above = f"SUMPRODUCT((cocontrol_unit=[unit])*(cocontrol_place<[place]),cocontrol_{change})"
    return blank_if('[name]=""', sum_where("summary_proposed", emitted, unit="[unit]") + "+" + above)


def _change(column: str) -> str:
    return blank_if('[name]=""', f"SUM({beside(f'measures_{column}')})")


_KIND = said.first_of(
    ('[name]=""', ""),
    ("AND([d_co2]<0,[d_nox]<0)", "减污降碳 | both fall"),
    ("AND([d_co2]<0,[d_nox]=0)", "降碳 | carbon falls"),
    ("AND([d_co2]=0,[d_nox]<0)", "减污 | NOx falls"),
    ("AND([d_co2]<0,[d_nox]>0)", "! 降碳增污 | ! carbon falls, NOx rises"),
    ("AND([d_co2]>0,[d_nox]<0)", "! 减污增碳 | ! NOx falls, carbon rises"),
    otherwise="✗ 均未减少 | ✗ neither falls",
)

LIST = table(
    "cocontrol",
    "减污降碳协同措施清单（采纳的措施，实施前后） | Co-control measures adopted, before and after",
    "8 22 44 20 15 14 15 13 12 13 24",
    c.calculated("place", "序号 | no.", "", blank_if('[name]=""', "{i}"), format="0"),
    calculated_text("unit", "工序 | process unit", _of_adopted(beside("measures_unit"))),
    label("name", "措施 | measure", _of_adopted(beside("measures_name"))),
    calculated_text("kind", "类别 | kind", _of_adopted(f'{beside("measures_kind")}&""')),
    co2("co2_before", "实施前 CO2 | CO2 before", _before("d_co2", "total")),
    co2("d_co2", "ΔCO2", _change("co2_change"), total=True),
    co2("co2_after", "实施后 CO2 | CO2 after", blank_if('[name]=""', "[co2_before]+[d_co2]")),
    nox("nox_before", "实施前 NOx | NOx before", _before("d_nox", "nox")),
    nox("d_nox", "ΔNOx", _change("nox_change"), total=True),
    nox("nox_after", "实施后 NOx | NOx after", blank_if('[name]=""', "[nox_before]+[d_nox]")),
    calculated_text("together", "协同性 | together", said.or_error(_KIND)),
    rows=ROWS,
    totals=True,
    note="同一工序的多项措施按“措施比选”的顺序逐项计：后一项的“实施前”是前一项的“实施后”。"
    " | Several measures of a unit count one after the other in the order of the sheet Measures: what is after one is "
    "before the next.",
)

_LATER = "SUMPRODUCT((loops_product=[product])*(loops_loop>[loop]))"
_SAME = "SUMPRODUCT((loops_product=[product])*(loops_loop=[loop]))>1"
_STILL = said.says("[grade]", synergy.OPTIMISE)
_NOW = "INDEX(optimised_{},MATCH([product],products_product,0))"
_MOVED = "OR(" + ",".join(f"ABS([{key}]-{_NOW.format(key)})>0.0005" for key in ("e_nox", "e_ghg")) + ")"
_TESTS = (
    missing("loop", "轮次 | loop"),
    not_number("loop", "轮次 | loop"),
    missing("product", "产品 | product"),
    c.unlisted("product", "products_product", "产品不在“项目信息”中 | product not on the sheet Project"),
    missing("e_nox", "NOx 绩效 | NOx performance"),
    missing("e_ghg", "CO2 绩效 | CO2 performance"),
    not_number("e_nox", "NOx 绩效 | NOx performance"),
    not_number("e_ghg", "CO2 绩效 | CO2 performance"),
    (_SAME, "同一产品同一轮次填了两次 | loop given twice for the product"),
    missing("chosen_set", "本轮采取的措施 | measures of the loop"),
    c.failed("grade"),
)
# A loop that was not the last need not be acceptable; the last one must be, and must be what is adopted now.
_HINTS = (
    (
        f"IFERROR(AND({_LATER}=0,{_MOVED}),FALSE)",
        "末轮与当前采纳措施的结果不同 | last loop differs from what is adopted",
    ),
)


def _at_product(name: str) -> str:
    return blank_if('[product]=""', f'IFERROR({at(name, "MATCH([product],products_product,0)")},"")')


HISTORY = table(
    "loops",
    "优化循环记录：每轮后的 S，直至可接受 | Loops of optimisation: S after each, until it is acceptable",
    "8 22 44 20 15 14 15 13 12 16 24 14 14 18 30",
    number("loop", "轮次 | loop", "", Domain(0, 99), format="0"),
    choice("product", "产品 | product", "=products_product"),
    c.text("chosen_set", "本轮采取的措施 | measures of this loop"),
    number("e_nox", "NOx 绩效 | NOx performance", "kg/产品单位 | kg per unit", NOT_NEGATIVE, format="0.0000"),
    number("e_ghg", "CO2 绩效 | CO2 performance", "tCO2/产品单位 | tCO2 per unit", ANY, format="0.000"),
    r.advanced_nox(_at_product("synergy_ref_nox")),
    r.advanced_ghg(_at_product("synergy_ref_ghg")),
    *r.synergy_columns(),
    number("cost", "年增成本 | annual cost", "万元/a | 10⁴ CNY/a", ANY),
    calculated_text(
        "verdict",
        "是否继续 | go on?",
        said.or_error(
            said.first_of(
                ('OR([grade]="",[product]="")', ""),
                (f"{_LATER}>0", "–"),
                (_STILL, "✗ 继续优化 | ✗ go on"),
                otherwise="✓ 可停止 | ✓ done",
            )
        ),
    ),
    c.row_check(("loop", "product", "chosen_set", "e_nox", "e_ghg"), _TESTS, _HINTS),
    rows=LOOPS,
    ledger=True,
    note="每调整一轮措施，把“采纳措施后”表中各产品的绩效按数值抄入一行；S 和等级由本行数值计算，以后措施再变，已记的各轮不变。"
    " | After each change of measures enter, as values, the performance of each product from the table with the "
    "measures adopted; S and the grade follow from the row, and what is recorded stays when measures change.",
)

COCONTROL = sheet(
    "cocontrol",
    "协同措施清单 | Co-control list",
    LIST,
    HISTORY,
    page="one page",
    new_pages="loops",
    intro="编制说明 4.5.4（2）：对比优化前后的排放量，形成减污降碳协同措施清单；需优化的调整措施，直至 S 可接受。"
    " | Note 4.5.4(2): emissions before and after as a list of co-control measures; change the measures until S is "
    "acceptable.",
)

CHECKS: tuple[Check, ...] = (
    ("措施的技术、经济或效果论证不全 | measures argued on fewer than three legs", bad("measures_legs"), "measures"),
    ("优化循环记录中需改正的行 | rows to correct in the loops of optimisation", bad("loops_check"), "cocontrol"),
    ("末轮仍需优化的产品 | products whose last loop is still to be optimised", bad("loops_verdict"), "cocontrol"),
)
NOTES: tuple[Check, ...] = (
    (
        "采纳但未经工业示范，或没有回收期的措施 | measures adopted before demonstration, or without payback",
        'COUNTIF(measures_legs,"!*")',
        "measures",
    ),
    (
        "采纳的措施使污染物或碳一升一降 | measures adopted of which one rises",
        'COUNTIF(cocontrol_together,"!*")',
        "cocontrol",
    ),
)
