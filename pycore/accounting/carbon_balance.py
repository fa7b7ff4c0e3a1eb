"""Process emissions of a process unit from its carbon balance: what goes in and does not come out."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_PROCESS, amount, clause
from pycore.equations.constants import CO2_PER_CARBON
from pycore.equations.equation import Equation
from pycore.language import Text


def _carbon_balance_co2(carbon_in: Any, carbon_in_products: Any, carbon_in_waste: Any) -> Any:
    return (carbon_in - carbon_in_products - carbon_in_waste) * CO2_PER_CARBON


CARBON_BALANCE_CO2 = Equation(
    "TL_CARBON_BALANCE_CO2",
    _carbon_balance_co2,
    group=GROUP_PROCESS,
    title=Text("碳平衡法工艺过程排放", "process CO2 by carbon balance"),
    arguments=[
        amount("carbon_in", "tC", "原料等带入的碳", "carbon brought in", r"C_\mathrm{in}"),
        amount("carbon_in_products", "tC", "产品带出的碳", "carbon leaving in products", r"C_\mathrm{products}"),
        amount(
            "carbon_in_waste",
            "tC",
            "灰渣等其他带出的碳",
            "carbon leaving in ash, slag and other flows",
            r"C_\mathrm{waste}",
        ),
    ],
    unit="tCO2",
    symbol=r"E_\mathrm{process}",
    clause=clause("工业生产过程排放（碳质量平衡）", "process emissions by carbon balance", "M"),
    note=Text(
        "结果允许为负（带出大于带入），检查表会提示。",
        "May be negative (more carbon out than in); the checks sheet marks it.",
    ),
)
