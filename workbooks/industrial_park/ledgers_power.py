"""The ledger of electricity in and out; every row with the regional and with the provincial factor."""

from __future__ import annotations

from pycore.accounting.electricity_heat import ELECTRICITY_CO2
from pycore.language import both
from pycore.library import library
from pycore.sheets.definition import Column
from pycore.sheets.formulas import by_core
from workbooks.common.columns import calculated, choice, text
from workbooks.common.ledger import Part, entered, taken
from workbooks.industrial_park.ledgers_shared import ParkLedger, blank_or, co2e, gwp
from workbooks.industrial_park.units import GHG

_NEEDS = ("trade", "electricity")


def _signed(factor: str) -> str:
    """Electricity times a factor, negative where it leaves the park."""
    return f"IF([trade]=trade_out,-1,1)*{by_core(ELECTRICITY_CO2, '[electricity]', factor)}"


def _by_grid(grid: str, words: str) -> Column:
    formula = blank_or(_NEEDS, f"{_signed(f'settings_power_{grid}')}*{gwp('CO2')}")
    return calculated(f"co2e_{grid}", words, GHG, formula, width=15, total=True)


POWER = ParkLedger(
    key="power",
    name="调入（出）电力 | Electricity",
    title="电力调入调出台账 | Ledger of electricity in and out",
    intro=(
        "调入和调出分行填写，调出为负。采用的因子在“园区与设置”中选择；区域和省级两种结果并列，供说明选择的影响。 | Electricity in and out in "
        "separate rows, out is negative. The factor in use is chosen in the settings; the results of both grids "
        "stand side "
        "by side."
    ),
    note=both(
        "绿电和自发光伏：电量已含在调入量中时按电网因子计入本表，再在“减排措施”中扣减；按电表净购入填写的不再扣减。 | Green power and own "
        "photovoltaics: where the electricity brought in holds them they count here at the grid factor and are "
        "deducted on "
        "the sheet Reductions; a net purchase is not deducted again."
    ),
    domain="energy",
    part="power",
    masses=(("co2", "CO2"),),
    columns=(
        choice("trade", "调入或调出 | in or out", "trade", width=11, required=True),
        text("use", "用途、线路 | use, line", width=20),
        entered("electricity", ELECTRICITY_CO2, width=15),
        taken(
            "emission_factor",
            ELECTRICITY_CO2,
            "=settings_power_id",
            "电力因子 | electricity factor",
            chosen="trade",
            value="settings_power",
            uncertainty="settings_power_u",
            format="0.0000",
            ids=[factor.id for factor in library().category("electricity")],
        ),
        calculated(
            "co2",
            "CO2（调出为负） | CO2 (out: negative)",
            "tCO2",
            blank_or(_NEEDS, _signed("[emission_factor]")),
            width=15,
            total=True,
        ),
        co2e(f'IF([co2]="","",[co2]*{gwp("CO2")})', "计入总量（当量） | counted (CO2e)"),
        _by_grid("regional", "按区域因子 | with the regional factor"),
        _by_grid("provincial", "按省级因子 | with the provincial factor"),
    ),
    parts=(Part(key="co2", equation=ELECTRICITY_CO2, counts=gwp("CO2")),),
    tests=(("ISERROR(settings_power)", "设置中没有采用的电力因子 | no electricity factor in the settings"),),
)
