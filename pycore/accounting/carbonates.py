"""Carbon dioxide from carbonates used as raw material, flux or absorbent."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_PROCESS, amount, clause, fraction
from pycore.equations.argument import Argument
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text

CARBONATE_FACTOR_DOMAIN = Domain(
    0,
    1,
    hint=Text("碳酸盐排放因子单位为 tCO2/t，不大于 1。", "The carbonate factor is in tCO2/t and below 1."),
    typical=(0.1, 0.6),
    usual=(0.1, 0.6),
)


def _carbonate_co2(consumption: Any, emission_factor: Any, purity: Any) -> Any:
    return consumption * emission_factor * purity


CARBONATE_CO2 = Equation(
    "TL_CARBONATE_CO2",
    _carbonate_co2,
    group=GROUP_PROCESS,
    title=Text("碳酸盐使用过程排放", "CO2 from the use of carbonates"),
    arguments=[
        amount("consumption", "t", "碳酸盐消耗量", "carbonate consumption"),
        Argument(
            "emission_factor",
            "tCO2/t",
            Text("碳酸盐排放因子", "carbonate emission factor"),
            CARBONATE_FACTOR_DOMAIN,
            symbol=r"\mathit{EF}",
        ),
        fraction("purity", "碳酸盐纯度", "purity of the carbonate", r"\mathit{PUR}", 1.0),
    ],
    unit="tCO2",
    symbol=r"E_\mathrm{carbonate}",
    clause=clause("碳酸盐使用过程排放", "use of carbonates", "V"),
)
