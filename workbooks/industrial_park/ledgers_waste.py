"""The ledger of industrial waste water: methane of the COD that treatment removes and of the COD that is discharged."""

from __future__ import annotations

from pycore.accounting.wastewater import WASTEWATER_CH4
from pycore.equations.domain import NOT_NEGATIVE
from pycore.language import both
from pycore.sheets.formulas import by_core
from workbooks.common.columns import choice, code_of, number, text
from workbooks.common.formulas import is_one_of
from workbooks.common.ledger import Part, entered, taken
from workbooks.industrial_park.ledgers_shared import ParkLedger, blank_or, co2e_of, gwp, mass, zero_if_blank

_IS_DISCHARGED = is_one_of("[line]", "wastewater_line", ("wastewater_discharged",))
_NO_MCF = f'IF([line]="",TRUE,AND([treatment]="",[mcf_own]="",NOT({_IS_DISCHARGED})))'
_ARGUMENTS = ("[tow]", zero_if_blank("sludge"), "[bo]", "[mcf]", zero_if_blank("recovered"))
_GENERATED = f"([tow]-{zero_if_blank('sludge')})*[bo]*[mcf]"

WASTEWATER = ParkLedger(
    key="wastewater",
    name="废水处理 | Waste water",
    title="工业废水台账 | Ledger of industrial waste water",
    intro=(
        "TOW 分两部分、分行填写：处理系统去除的 COD（选处理方式或行业），和排入环境的 COD（MCF 固定为排入水体）。 | TOW has two parts, in rows of "
        "their own: COD that treatment removes (choose treatment or sector) and COD that is discharged (its MCF "
        "is that of "
        "rivers and lakes)."
    ),
    note="CH4 =（TOW − 污泥）× Bo × MCF − 回收量，不小于 0。 | CH4 = (TOW − sludge) × Bo × MCF − recovered, never below 0.",
    domain="waste",
    part="waste",
    masses=(("ch4", "CH4"),),
    columns=(
        choice("line", "废水去向 | waste water", "wastewater_line", width=26, required=True),
        choice(
            "treatment",
            "处理方式或行业 | treatment or sector",
            "treatment",
            width=26,
            help=both("处理部分必选；排放部分留空。 | For the treated part; blank for the discharged one."),
        ),
        text("use", "设施 | facility"),
        number(
            "volume",
            "废水量 | volume",
            both("万m³ | 10⁴ m³"),
            NOT_NEGATIVE,
            help=both(
                "只用于废水处理规模的预测，不影响排放量。 | For the forecast of waste water; no emission follows from it."
            ),
        ),
        entered("tow", WASTEWATER_CH4, "COD 量（TOW） | COD (TOW)"),
        entered("sludge", WASTEWATER_CH4, "以污泥清除 | removed as sludge", required=False),
        entered("recovered", WASTEWATER_CH4, "甲烷回收量 | methane recovered", required=False),
        taken("bo", WASTEWATER_CH4, "wastewater.bo", "Bo", chosen="line", format="0.000"),
        taken(
            "mcf",
            WASTEWATER_CH4,
            f'="wastewater.mcf."&IF({_IS_DISCHARGED},"sea_river_lake",{code_of("[treatment]", "treatment")})',
            "MCF",
            unneeded=_NO_MCF,
            format="0.000",
            width=9,
        ),
        mass("CH4", blank_or(("tow", "bo", "mcf"), by_core(WASTEWATER_CH4, *_ARGUMENTS) + "/1000")),
        co2e_of("CH4"),
    ),
    parts=(Part(key="ch4", equation=WASTEWATER_CH4, arguments=_ARGUMENTS, scale="0.001", counts=gwp("CH4")),),
    tests=(
        (_NO_MCF, "缺处理方式或行业 | treatment or sector missing"),
        ("IF(ISNUMBER([sludge]),[sludge]>[tow],FALSE)", "污泥清除量大于 COD 量 | more as sludge than COD"),
        (
            f"AND({_IS_DISCHARGED},SUM([sludge])+SUM([recovered])>0)",
            "排放部分不应有污泥或回收 | no sludge or recovery in the discharged part",
        ),
        (
            f"IF(ISNUMBER([recovered]),[recovered]>{_GENERATED}*(1+1E-9),FALSE)",
            "回收量大于产生量 | more recovered than generated",
        ),
    ),
)
