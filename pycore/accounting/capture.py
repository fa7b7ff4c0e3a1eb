"""Carbon dioxide that is captured and used or exported."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_ENERGY, amount, clause, fraction
from pycore.equations.argument import Argument
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text

DENSITY = Argument(
    "density",
    "tCO2/(1e4*Nm3)",
    Text("标准状况下 CO2 的密度", "density of CO2 at 0 °C and 101.325 kPa"),
    Domain(
        10,
        30,
        hint=Text("单位为 tCO2/10^4 Nm3，约 19.77。", "In tCO2 per 10^4 Nm3, about 19.77."),
        typical=(19, 20.5),
    ),
    symbol=r"\rho",
    optional=True,
    # GB/T 32151.10, library row constant.co2_density.
    default=19.77,
)


def _co2_recovered(volume: Any, purity: Any, density: Any) -> Any:
    return volume * purity * density


CO2_RECOVERED = Equation(
    "TL_CO2_RECOVERED",
    _co2_recovered,
    group=GROUP_ENERGY,
    title=Text("CO2 回收利用量", "CO2 recovered"),
    arguments=[
        amount("volume", "1e4*Nm3", "回收且外供或自用的 CO2 气体体积", "volume of recovered CO2 gas", "Q"),
        fraction("purity", "CO2 体积纯度", "volume fraction of CO2", r"\mathit{PUR}"),
        DENSITY,
    ],
    unit="tCO2",
    symbol=r"R_\mathrm{CO_2}",
    clause=clause("二氧化碳回收利用量", "CO2 recovery", "V"),
    note=Text(
        "密度默认 19.77 tCO2/10^4 Nm3，待按标准原文确认（因子 constant.co2_density）。",
        "The density, by default 19.77 tCO2 per 10^4 Nm3, is to be confirmed (factor constant.co2_density).",
    ),
)
