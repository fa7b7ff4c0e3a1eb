"""The ledger of reductions (6.6.1): capture, by-product gas, green power and own photovoltaics, none deducted twice."""

from __future__ import annotations

from pycore.accounting.activity import ACTIVITY_EMISSION
from pycore.accounting.capture import CO2_RECOVERED
from pycore.accounting.combustion import FUEL_CO2
from pycore.accounting.electricity_heat import ELECTRICITY_CO2
from pycore.equations.domain import FRACTION, NOT_NEGATIVE
from pycore.language import both
from pycore.sheets.definition import Sheet, Table
from pycore.sheets.formulas import by_core
from workbooks.common.columns import (
    NO_UNIT,
    PERCENT,
    REASON,
    calculated,
    choice,
    factor_uncertainty,
    factor_value,
    failed,
    missing,
    not_listed,
    not_number,
    number,
    out_of,
    own_value,
    text,
    u_activity,
    without_reason,
)
from workbooks.industrial_park.ledgers_fuels import fuel_id
from workbooks.industrial_park.ledgers_methods import method_row
from workbooks.industrial_park.ledgers_shared import (
    PLACE,
    LedgerInfo,
    blank_or,
    closing_columns,
    co2e,
    gwp,
    label,
    spread,
)
from workbooks.industrial_park.size import Size

REDUCTIONS = LedgerInfo(
    key="reductions",
    title=both("减排措施（现有） | Reductions"),
    domain="reduction",
    part="reduction",
    masses=(("counted", "CO2"),),
    own=("factor_own",),
)
_DENSITY_ID = '"constant.co2_density"'
_FUEL_PARAMETERS = ("ncv", "carbon_content", "oxidation")
_CAPTURED = "OR([kind]=reduction_capture,[kind]=reduction_capture_mass)"
_ELECTRIC = "OR([kind]=reduction_green_power,[kind]=reduction_own_pv)"
_BY_GAS = "[kind]=reduction_byproduct_gas"


def _by_kind(capture: str, capture_mass: str, gas: str, power: str) -> str:
    return f"IF([kind]=reduction_capture,{capture},IF([kind]=reduction_capture_mass,{capture_mass},IF({_BY_GAS},{gas},IF({_ELECTRIC},{power},NA()))))"


def _co2() -> str:
    fuel = by_core(FUEL_CO2, "[amount]", *(factor_value(fuel_id(p)) for p in _FUEL_PARAMETERS))
    return _by_kind(
        f'IF([purity]="","",{by_core(CO2_RECOVERED, "[amount]", "[purity]", factor_value(_DENSITY_ID))})',
        f'IF([purity]="","",{by_core(ACTIVITY_EMISSION, "[amount]", "[purity]")})',
        f'IF([fuel]="","",{fuel})',
        by_core(ELECTRICITY_CO2, "[amount]", "settings_power"),
    )


def _of_place(ledger: str, column: str, more: str = "") -> str:
    """The sum of a ledger where the row belongs: the year and the enterprise, or the sector where none is named."""
    by = f"SUMIFS({ledger}_{column},{ledger}_year,[year],{ledger}_{{0}},[{{0}}]{more})"
    return f'IF([enterprise]="",{by.format("sector")},{by.format("enterprise")})'


def _emitted_co2() -> str:
    return "+".join(_of_place(ledger, "co2e") for ledger in ("fuels", "process", "clinker", "steel", "glass"))


def _claimed(column: str, *kinds: str) -> str:
    more = f",reductions_included,yesno_yes,reductions_kind,reduction_{{0}}{',reductions_fuel,[fuel]' if kinds == ('byproduct_gas',) else ''}"
    return "+".join(_of_place("reductions", column, more.format(kind)) for kind in kinds)


_IN_LEDGERS = (
    f"IF({_CAPTURED},{_emitted_co2()},IF({_BY_GAS},{_of_place('fuels', 'consumption', ',fuels_fuel,[fuel]')},"
    f"{_of_place('power', 'electricity', ',power_trade,trade_in')}))"
)
_CLAIMED = (
    f"IF({_CAPTURED},{_claimed('counted', 'capture', 'capture_mass')},IF({_BY_GAS},{_claimed('amount', 'byproduct_gas')},"
    f"{_claimed('amount', 'green_power', 'own_pv')}))"
)
_U_FUEL = "SQRT(" + "+".join(f"{factor_uncertainty(fuel_id(p))}^2" for p in _FUEL_PARAMETERS) + ")"


def reductions_sheet(size: Size) -> Sheet:
    """Return the sheet of present reductions."""
    return Sheet(
        key="reductions",
        title=REDUCTIONS.title,
        tab="input",
        intro=both(
            "只扣减台账中已经计入的排放：捕集的 CO2 须已计入燃烧或过程排放，副产气替代的燃料须仍在燃料台账，绿电和光伏电量须含在调入电量中。台账已经少计的选“否”，只作列示，不再扣减。 | Only "
            "what the ledgers hold is deducted: captured CO2 must have been counted as an emission, displaced "
            "fuel must still be in the ledger of fuels, green power and photovoltaics in the electricity brought "
            "in. Where the ledgers are already lower choose no: the row is listed and not deducted."
        ),
        blocks=(
            Table(
                key="reductions",
                title=both("减排量台账 | Ledger of reductions"),
                rows=size.reductions,
                ledger=True,
                totals=True,
                note=both(
                    "“台账中相应的量”为同年同企业（未填企业的按行业）台账中的排放、燃料或调入电量；扣减合计超过它时提示重复扣减。 | In the ledgers: emission, fuel or "
                    "electricity of the same year and enterprise (of the sector where none is named); a deduction above "
                    "it is marked as double."
                ),
                columns=(
                    *PLACE,
                    choice("kind", "减排类别 | kind of reduction", "reduction", width=26, required=True),
                    text("use", "设施、合同 | facility, contract", width=22),
                    choice(
                        "fuel",
                        "被替代燃料 | fuel displaced",
                        "fuel",
                        width=14,
                        help=both("副产气回收利用填写。 | For by-product gas."),
                    ),
                    number(
                        "amount",
                        "数量 | amount",
                        "见“单位” | see unit",
                        NOT_NEGATIVE,
                        required=True,
                        uncertain="[u_activity]",
                        width=14,
                    ),
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
                    label(
                        "measure", "单位 | unit", NO_UNIT, 'IF([method]="","",INDEX(methods_unit,[method]))', width=11
                    ),
                    calculated(
                        "co2",
                        "减排量 | reduction",
                        "tCO2",
                        blank_or(
                            ("kind", "amount"),
                            f'IF([factor_own]<>"",{by_core(ACTIVITY_EMISSION, "[amount]", "[factor_own]")},{_co2()})',
                        ),
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
                    own_value(
                        "factor_own", "单位减排量 | reduction per unit", "tCO2/单位 | tCO2 per unit", NOT_NEGATIVE
                    ),
                    REASON,
                    calculated(
                        "ledger_amount",
                        "台账中相应的量 | in the ledgers",
                        "tCO2e、燃料单位或 MWh | tCO2e, fuel unit or MWh",
                        f'IF([co2]="","",{_IN_LEDGERS})',
                        width=20,
                    ),
                    calculated(
                        "claimed",
                        "同类扣减合计 | deducted of the kind",
                        "同左 | same",
                        f'IF([co2]="","",{_CLAIMED})',
                        width=15,
                    ),
                    *closing_columns(
                        ("kind", "amount"),
                        (
                            missing("kind", "减排类别 | kind"),
                            not_listed("kind", "减排类别 | kind", "reduction"),
                            missing("amount", "数量 | amount"),
                            not_number("amount", "数量 | amount"),
                            missing("included", "“排放已计入台账” | whether the ledgers hold it"),
                            not_listed("included", "“排放已计入台账” | that choice", "yesno"),
                            (f'AND({_BY_GAS},[fuel]="",[factor_own]="")', "缺被替代燃料 | displaced fuel missing"),
                            not_listed("fuel", "被替代燃料 | fuel displaced"),
                            (f'AND({_CAPTURED},[purity]="",[factor_own]="")', "缺 CO2 分数 | fraction of CO2 missing"),
                            out_of("purity", "[purity]>1", "分数大于 1，疑为百分数 | fraction above 1: percent?"),
                            failed("co2e"),
                            (
                                "AND([included]=yesno_yes,[claimed]>[ledger_amount]*(1+1E-9))",
                                "扣减超过台账中的量，疑重复扣减 | more than the ledgers hold: deducted twice?",
                            ),
                            without_reason(*REDUCTIONS.own),
                        ),
                    ),
                    u_activity("co2e"),
                    calculated(
                        "u_factor",
                        "因子不确定度 | uncertainty of factor",
                        "±%",
                        f'IF([co2e]="","",IF([factor_own]<>"",[u_activity],{_by_kind(factor_uncertainty(_DENSITY_ID), "0", _U_FUEL, "settings_power_u")}))',
                        format=PERCENT,
                        width=12,
                    ),
                    *spread(("[co2e]*[u_activity]",), ("[co2e]*[u_factor]",)),
                ),
            ),
        ),
    )
