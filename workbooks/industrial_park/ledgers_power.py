"""The ledger of electricity in and out; every row with the regional and with the provincial factor."""

from __future__ import annotations

from pycore.accounting.arguments import EMISSION_FACTOR_DOMAIN
from pycore.accounting.electricity_heat import ELECTRICITY_CO2
from pycore.equations.domain import NOT_NEGATIVE
from pycore.language import Text, both
from pycore.sheets.definition import Role, Sheet, Table
from pycore.sheets.formulas import by_core
from workbooks.common.columns import (
    PERCENT,
    REASON,
    calculated,
    choice,
    failed,
    missing,
    not_listed,
    not_number,
    number,
    own_value,
    text,
    u_activity,
    without_reason,
)
from workbooks.industrial_park.ledgers_shared import (
    PLACE,
    T_CO2E,
    LedgerInfo,
    blank_or,
    closing_columns,
    co2e,
    gwp,
    spread,
)
from workbooks.industrial_park.size import Size

POWER = LedgerInfo(
    key="power",
    title=both("调入（出）电力 | Electricity"),
    domain="energy",
    part="power",
    masses=(("co2", "CO2"),),
    own=("emission_factor_own",),
)
_SIGN = "IF([trade]=trade_out,-1,1)"


def _by_grid(key: str, zh: str, en: str, factor: str) -> tuple[str, str, str, str]:
    inner = by_core(ELECTRICITY_CO2, "[electricity]", factor)
    return key, zh, en, blank_or(("trade", "electricity"), f"{_SIGN}*{inner}*{gwp('CO2')}")


def power_sheet(size: Size) -> Sheet:
    """Return the sheet of electricity."""
    grids = (
        _by_grid("co2e_regional", "按区域因子", "with the regional factor", "settings_power_regional"),
        _by_grid("co2e_provincial", "按省级因子", "with the provincial factor", "settings_power_provincial"),
    )
    return Sheet(
        key="power",
        title=POWER.title,
        tab="input",
        intro=both(
            "调入和调出分行填写，调出为负。采用的因子在“园区与设置”中选择；区域和省级两种结果并列，供说明选择的影响。 | Electricity in and out in separate rows, "
            "out is negative. The factor in use is chosen in the settings; the results of both grids stand side "
            "by side."
        ),
        blocks=(
            Table(
                key="power",
                title=both("电力调入调出台账 | Ledger of electricity in and out"),
                rows=size.power,
                ledger=True,
                totals=True,
                note=both(
                    "绿电和自发光伏：电量已含在调入量中时按电网因子计入本表，再在“减排措施”中扣减；按电表净购入填写的不再扣减。 | Green power and own photovoltaics: where "
                    "the electricity brought in holds them they count here at the grid factor and are deducted on the "
                    "sheet Reductions; a net purchase is not deducted again."
                ),
                columns=(
                    *PLACE,
                    choice("trade", "调入或调出 | in or out", "trade", width=11, required=True),
                    text("use", "用途、线路 | use, line", width=20),
                    number(
                        "electricity",
                        "电量 | electricity",
                        "MWh",
                        NOT_NEGATIVE,
                        required=True,
                        uncertain="[u_activity]",
                        width=15,
                    ),
                    calculated(
                        "emission_factor",
                        "采用因子 | factor in use",
                        "tCO2/MWh",
                        'IF([trade]="","",IF([emission_factor_own]<>"",[emission_factor_own],settings_power))',
                        format="0.0000",
                        width=11,
                        role=Role.DEFAULT,
                    ),
                    calculated(
                        "co2",
                        "CO2（调出为负） | CO2 (out: negative)",
                        "tCO2",
                        blank_or(
                            ("trade", "electricity"),
                            f"{_SIGN}*{by_core(ELECTRICITY_CO2, '[electricity]', '[emission_factor]')}",
                        ),
                        width=15,
                        total=True,
                    ),
                    co2e(f'IF([co2]="","",[co2]*{gwp("CO2")})', "计入总量（当量） | counted (CO2e)"),
                    *(
                        calculated(key, Text(zh, en), T_CO2E, formula, width=15, total=True)
                        for key, zh, en, formula in grids
                    ),
                    own_value(
                        "emission_factor_own",
                        "电力因子 | electricity factor",
                        "tCO2/MWh",
                        EMISSION_FACTOR_DOMAIN,
                        format="0.0000",
                    ),
                    REASON,
                    *closing_columns(
                        ("trade", "electricity"),
                        (
                            missing("trade", "调入或调出 | in or out"),
                            not_listed("trade", "调入或调出 | in or out"),
                            missing("electricity", "电量 | electricity"),
                            not_number("electricity", "电量 | electricity"),
                            (
                                "ISERROR(settings_power)",
                                "设置中没有采用的电力因子 | no electricity factor in the settings",
                            ),
                            failed("co2e"),
                            without_reason("emission_factor_own"),
                        ),
                    ),
                    u_activity("co2e"),
                    calculated(
                        "u_factor",
                        "因子不确定度 | uncertainty of factor",
                        "±%",
                        'IF([co2e]="","",IF([emission_factor_own]<>"",[u_activity],settings_power_u))',
                        format=PERCENT,
                        width=12,
                    ),
                    *spread(("[co2e]*[u_activity]",), ("[co2e]*[u_factor]",)),
                ),
            ),
        ),
    )
