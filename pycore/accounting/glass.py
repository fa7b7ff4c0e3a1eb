"""Carbon dioxide of the carbonates that a glass furnace calcines."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_PROCESS, amount, fraction, park_clause
from pycore.accounting.carbonates import CARBONATE_FACTOR_DOMAIN
from pycore.equations.argument import Argument
from pycore.equations.equation import Equation
from pycore.language import Text


def _glass_co2(carbonate: Any, emission_factor: Any, calcination: Any) -> Any:
    return carbonate * emission_factor * calcination


GLASS_CO2 = Equation(
    "TL_GLASS_CO2",
    _glass_co2,
    group=GROUP_PROCESS,
    title=Text("平板玻璃生产过程排放", "CO2 from flat glass"),
    arguments=[
        amount("carbonate", "t", "消耗的碳酸盐", "carbonate consumed", "M"),
        Argument(
            "emission_factor",
            "tCO2/t",
            Text("碳酸盐排放因子", "carbonate emission factor"),
            CARBONATE_FACTOR_DOMAIN,
            symbol=r"\mathit{EF}",
        ),
        fraction("calcination", "煅烧比例", "fraction calcined", "F"),
    ],
    unit="tCO2",
    symbol=r"E_\mathrm{glass}",
    clause=park_clause("表A.3 平板玻璃生产", "table A.3, flat glass", "M"),
)
