"""Carbon dioxide of steelmaking: fluxes, and the carbon that pig iron loses on its way to crude steel."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_PROCESS, amount, park_clause
from pycore.accounting.carbonates import CARBONATE_FACTOR_DOMAIN
from pycore.equations.argument import Argument
from pycore.equations.constants import CO2_PER_CARBON
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text

_PERCENT_ZH, _PERCENT_EN = (
    "含碳量为小数；若填的是百分数，请除以 100",
    "A fraction; divide a percentage by 100",
)
PIG_IRON_CARBON_DOMAIN = Domain(
    0,
    0.1,
    hint=Text(f"{_PERCENT_ZH}（4.1% 填 0.041）。", f"{_PERCENT_EN} (4.1 % is 0.041)."),
    typical=(0.03, 0.05),
    usual=(0.03, 0.05),
)
# Above 2.11 % iron with carbon is no longer steel.
CRUDE_STEEL_CARBON_DOMAIN = Domain(
    0,
    0.0211,
    hint=Text(f"{_PERCENT_ZH}（0.248% 填 0.00248）。", f"{_PERCENT_EN} (0.248 % is 0.00248)."),
    typical=(0.0005, 0.01),
    usual=(0.0005, 0.015),
)


def _steel_co2(
    limestone: Any,
    limestone_factor: Any,
    dolomite: Any,
    dolomite_factor: Any,
    pig_iron: Any,
    pig_iron_carbon: Any,
    crude_steel: Any,
    crude_steel_carbon: Any,
) -> Any:
    """Add the CO2 of the fluxes and of the carbon that pig iron brings and crude steel does not keep."""
    fluxes = limestone * limestone_factor + dolomite * dolomite_factor
    return fluxes + (pig_iron * pig_iron_carbon - crude_steel * crude_steel_carbon) * CO2_PER_CARBON


def _flux_factor(name: str, zh: str, en: str, symbol: str) -> Argument:
    return Argument(name, "tCO2/t", Text(zh, en), CARBONATE_FACTOR_DOMAIN, symbol=symbol)


STEEL_CO2 = Equation(
    "TL_STEEL_CO2",
    _steel_co2,
    group=GROUP_PROCESS,
    title=Text("钢铁生产过程排放", "CO2 from steel production"),
    arguments=[
        amount("limestone", "t", "作为熔剂的石灰石", "limestone as flux", r"\mathit{AD}_l"),
        _flux_factor("limestone_factor", "石灰石排放因子", "emission factor of limestone", r"\mathit{EF}_l"),
        amount("dolomite", "t", "作为熔剂的白云石", "dolomite as flux", r"\mathit{AD}_d"),
        _flux_factor("dolomite_factor", "白云石排放因子", "emission factor of dolomite", r"\mathit{EF}_d"),
        amount("pig_iron", "t", "炼钢用生铁", "pig iron for steelmaking", r"\mathit{AD}_r"),
        Argument(
            "pig_iron_carbon",
            "tC/t",
            Text("生铁平均含碳量", "carbon content of pig iron"),
            PIG_IRON_CARBON_DOMAIN,
            symbol="F_r",
        ),
        amount("crude_steel", "t", "粗钢产量", "crude steel", r"\mathit{AD}_s"),
        Argument(
            "crude_steel_carbon",
            "tC/t",
            Text("粗钢平均含碳量", "carbon content of crude steel"),
            CRUDE_STEEL_CARBON_DOMAIN,
            symbol="F_s",
        ),
    ],
    unit="tCO2",
    symbol=r"E_\mathrm{steel}",
    clause=park_clause("表A.3 钢铁生产", "table A.3, iron and steel", "V"),
    note=Text(
        "生铁和粗钢各乘各自的数量和含碳量。以废钢为主时碳差可能为负，检查表会提示。",
        "Pig iron and crude steel each with its own amount and carbon. With much scrap the difference may be "
        "negative; the checks sheet marks it.",
    ),
)
