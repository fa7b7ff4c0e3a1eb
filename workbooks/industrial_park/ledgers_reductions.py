"""The ledger of reductions (6.6.1): capture, by-product gas, green power and own photovoltaics, none deducted twice."""

from __future__ import annotations

from pycore.accounting.activity import ACTIVITY_EMISSION
from pycore.accounting.capture import CO2_RECOVERED
from pycore.accounting.combustion import FUEL_CO2
from pycore.accounting.electricity_heat import ELECTRICITY_CO2
from pycore.equations.domain import FRACTION
from pycore.language import both
from pycore.library import library
from pycore.sheets.formulas import by_core
from workbooks.common.columns import calculated, choice, factor_uncertainty, factor_value, number, text
from workbooks.common.fuels import fuel_id, fuel_uncertainty, fuel_value
from workbooks.common.ledger import Part, entered, of_choice, taken
from workbooks.common.own_fuels import OWN_FUELS, UNTOLD
from workbooks.industrial_park.ledgers_methods import method_row
from workbooks.industrial_park.ledgers_shared import ParkLedger, blank_or, co2e, gwp

_DENSITY_ID = '"constant.co2_density"'
_FUEL_PARAMETERS = ("ncv", "carbon_content", "oxidation")
_CAPTURED = "OR([kind]=reduction_capture,[kind]=reduction_capture_mass)"
_ELECTRIC = "OR([kind]=reduction_green_power,[kind]=reduction_own_pv)"
_BY_GAS = "[kind]=reduction_byproduct_gas"


def _by_kind(capture: str, capture_mass: str, gas: str, power: str) -> str:
    """What is said of each kind of reduction; an error for any other."""
    return (
        f"IF([kind]=reduction_capture,{capture},IF([kind]=reduction_capture_mass,{capture_mass},"
        f"IF({_BY_GAS},{gas},IF({_ELECTRIC},{power},NA()))))"
    )


def _with_purity(value: str) -> str:
    return f'IF([purity]="","",{value})'


_CO2 = _by_kind(
    _with_purity(by_core(CO2_RECOVERED, "[amount]", "[purity]", factor_value(_DENSITY_ID))),
    _with_purity(by_core(ACTIVITY_EMISSION, "[amount]", "[purity]")),
    f'IF(OR([fuel]="",{UNTOLD}),"",{by_core(FUEL_CO2, "[amount]", *map(fuel_value, _FUEL_PARAMETERS))})',
    by_core(ELECTRICITY_CO2, "[amount]", "settings_power"),
)
_OWN = by_core(ACTIVITY_EMISSION, "[amount]", "[factor_own]")
_U_FUEL = f"SQRT({'+'.join(f'{fuel_uncertainty(p)}^2' for p in _FUEL_PARAMETERS)})"


def _of_place(ledger: str, column: str, more: str = "") -> str:
    """The sum of a ledger where the row belongs: the year and the enterprise, or the sector where none is named."""
    by = f"SUMIFS({ledger}_{column},{ledger}_year,[year],{ledger}_{{0}},[{{0}}]{more})"
    return f'IF([enterprise]="",{by.format("sector")},{by.format("enterprise")})'


def _claimed(column: str, *kinds: str, more: str = "") -> str:
    included = ",reductions_included,yesno_yes,reductions_kind,reduction_"
    return "+".join(_of_place("reductions", column, f"{included}{kind}{more}") for kind in kinds)


_EMITTED = "+".join(_of_place(ledger, "co2e") for ledger in ("fuels", "process", "clinker", "steel", "glass"))
_SAME_FUEL = _of_place("fuels", "consumption", ",fuels_fuel,[fuel]")
_BROUGHT_IN = _of_place("power", "electricity", ",power_trade,trade_in")
_IN_LEDGERS = f"IF({_CAPTURED},{_EMITTED},IF({_BY_GAS},{_SAME_FUEL},{_BROUGHT_IN}))"
_CLAIMED_CAPTURE = _claimed("counted", "capture", "capture_mass")
_CLAIMED_GAS = _claimed("amount", "byproduct_gas", more=",reductions_fuel,[fuel]")
_CLAIMED_POWER = _claimed("amount", "green_power", "own_pv")
_CLAIMED = f"IF({_CAPTURED},{_CLAIMED_CAPTURE},IF({_BY_GAS},{_CLAIMED_GAS},{_CLAIMED_POWER}))"

REDUCTIONS = ParkLedger(
    key="reductions",
    name="减排措施（现有） | Reductions",
    title="减排量台账 | Ledger of reductions",
    intro=(
        "只扣减台账中已经计入的排放：捕集的 CO2 须已计入燃烧或过程排放，副产气替代的燃料须仍在燃料台账，绿电和光伏电量须含在调入电量中。台账已经少计的选“否”，"
        "只作列示，不再扣减。 | Only what the ledgers hold is deducted: captured CO2 must have been counted as an emission, "
        "displaced fuel must still be in the ledger of fuels, green power and photovoltaics in the electricity "
        "brought in. "
        "Where the ledgers are already lower choose no: the row is listed and not deducted."
    ),
    note=(
        "“台账中相应的量”为同年同企业（未填企业的按行业）台账中的排放、燃料或调入电量；扣减合计超过它时提示重复扣减。 | In the ledgers: emission, "
        "fuel or electricity of the same year and enterprise (of the sector where none is named); a deduction "
        "above it is "
        "marked as double."
    ),
    domain="reduction",
    part="reduction",
    masses=(("counted", "CO2"),),
    columns=(
        choice("kind", "减排类别 | kind of reduction", "reduction", width=26, required=True),
        text("use", "设施、合同 | facility, contract", width=22),
        choice(
            "fuel",
            "被替代燃料 | fuel displaced",
            "fuel",
            width=14,
            help=both("副产气回收利用填写。 | For by-product gas."),
        ),
        entered("amount", ACTIVITY_EMISSION, "数量 | amount", "见“单位” | see unit", argument="activity"),
        number(
            "purity",
            "CO2 体积或质量分数 | fraction of CO2",
            "0–1",
            FRACTION,
            format="0.000",
            width=11,
            help=both("捕集填写。 | For capture."),
        ),
        choice("included", "排放已计入台账 | emission is in the ledgers", "yesno", width=11, required=True),
        method_row("kind"),
        of_choice("measure", 'IF([method]="","",INDEX(methods_unit,[method]))', "单位 | unit", width=11),
        calculated(
            "co2",
            "减排量 | reduction",
            "tCO2",
            blank_or(("kind", "amount"), f'IF([factor_own]<>"",{_OWN},{_CO2})'),
            width=14,
        ),
        calculated(
            "counted",
            "扣减量 | deducted",
            "tCO2",
            'IF([co2]="","",IF([included]=yesno_yes,[co2],0))',
            width=14,
            total=True,
        ),
        co2e(f'IF([counted]="","",[counted]*{gwp("CO2")})', "扣减量（当量） | deducted (CO2e)"),
        taken(
            "factor",
            ACTIVITY_EMISSION,
            "=" + _by_kind(_DENSITY_ID, '""', fuel_id("ncv"), "settings_power_id"),
            "单位减排量 | reduction per unit",
            "tCO2/单位 | tCO2 per unit",
            argument="emission_factor",
            uncertainty=_by_kind(factor_uncertainty(_DENSITY_ID), "0", _U_FUEL, "settings_power_u"),
            shown=False,
            ids=[factor.id for factor in library().category("electricity")],
        ),
    ),
    parts=(Part(key="counted", equation=ACTIVITY_EMISSION, arguments=("[amount]", "[factor]"), counts=gwp("CO2")),),
    extra=(
        calculated(
            "ledger_amount",
            "台账中相应的量 | in the ledgers",
            "tCO2e、燃料单位或 MWh | tCO2e, fuel unit or MWh",
            f'IF([co2]="","",{_IN_LEDGERS})',
            width=20,
        ),
        calculated(
            "claimed", "同类扣减合计 | deducted of the kind", "同左 | same", f'IF([co2]="","",{_CLAIMED})', width=15
        ),
    ),
    tests=(
        (f'AND({_BY_GAS},[fuel]="",[factor_own]="")', "缺被替代燃料 | displaced fuel missing"),
        OWN_FUELS.test,
        (f'AND({_CAPTURED},[purity]="",[factor_own]="")', "缺 CO2 分数 | fraction of CO2 missing"),
        (
            "AND([included]=yesno_yes,[claimed]>[ledger_amount]*(1+1E-9))",
            "扣减超过台账中的量，疑重复扣减 | more than the ledgers hold: deducted twice?",
        ),
    ),
)
