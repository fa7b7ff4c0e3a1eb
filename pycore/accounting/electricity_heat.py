"""Emissions of electricity and heat that are bought or sold."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import EMISSION_FACTOR_DOMAIN, GROUP_ENERGY, amount, clause
from pycore.equations.argument import Argument
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text


def _electricity_co2(electricity: Any, emission_factor: Any) -> Any:
    return electricity * emission_factor


ELECTRICITY_CO2 = Equation(
    "TL_ELECTRICITY_CO2",
    _electricity_co2,
    group=GROUP_ENERGY,
    title=Text("电力对应的排放", "CO2 of electricity"),
    arguments=[
        amount("electricity", "MWh", "电量", "electricity", r"\mathit{AD}_\mathrm{el}"),
        Argument(
            "emission_factor",
            "tCO2/MWh",
            Text("电力排放因子", "electricity emission factor"),
            EMISSION_FACTOR_DOMAIN,
            symbol=r"\mathit{EF}_\mathrm{el}",
        ),
    ],
    unit="tCO2",
    symbol=r"E_\mathrm{el}",
    clause=clause("净购入电力排放", "net purchased electricity", "M"),
)


def _heat_co2(heat: Any, emission_factor: Any) -> Any:
    return heat * emission_factor


HEAT_CO2 = Equation(
    "TL_HEAT_CO2",
    _heat_co2,
    group=GROUP_ENERGY,
    title=Text("热力对应的排放", "CO2 of heat"),
    arguments=[
        amount("heat", "GJ", "热量", "heat", r"\mathit{AD}_\mathrm{heat}"),
        Argument(
            "emission_factor",
            "tCO2/GJ",
            Text("热力排放因子", "heat emission factor"),
            Domain(0, 1, hint=EMISSION_FACTOR_DOMAIN.hint, typical=(0, 0.2)),
            symbol=r"\mathit{EF}_\mathrm{heat}",
        ),
    ],
    unit="tCO2",
    symbol=r"E_\mathrm{heat}",
    clause=clause("净购入热力排放", "net purchased heat", "M"),
)
