"""Carbon dioxide that is captured and used or exported."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_ENERGY, amount, clause, fraction
from pycore.constants import CO2_DENSITY
from pycore.equation import Equation
from pycore.language import Text


def _co2_recovered(volume: Any, purity: Any) -> Any:
    return volume * purity * CO2_DENSITY


CO2_RECOVERED = Equation(
    "TL_CO2_RECOVERED",
    _co2_recovered,
    group=GROUP_ENERGY,
    title=Text("CO2 回收利用量", "CO2 recovered"),
    arguments=[
        amount("volume", "1e4*Nm3", "回收且外供或自用的 CO2 气体体积", "volume of recovered CO2 gas", "Q"),
        fraction("purity", "CO2 体积纯度", "volume fraction of CO2", r"\mathit{PUR}"),
    ],
    unit="tCO2",
    symbol=r"R_\mathrm{CO_2}",
    clause=clause("二氧化碳回收利用量", "CO2 recovery", "V"),
    note=Text(
        "密度常数 19.77 tCO2/10^4 Nm3 待按标准原文确认。",
        "The density 19.77 tCO2 per 10^4 Nm3 is to be confirmed.",
    ),
)
