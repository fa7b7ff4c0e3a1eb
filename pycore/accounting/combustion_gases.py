"""Methane and nitrous oxide from burning fuels: boilers, vehicles and biomass."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_ENERGY, amount, park_clause
from pycore.accounting.combustion import NCV_DOMAIN
from pycore.equations.argument import Argument
from pycore.equations.constants import T_PER_GJ_KG_PER_TJ
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text

GAS_PER_ENERGY_DOMAIN = Domain(
    0,
    10_000,
    hint=Text(
        "CH4、N2O 排放因子单位为 kg/TJ（数值同 g/GJ），不大于 10000；若填的是 CO2 因子，请改用 TL_FUEL_CO2。",
        "The CH4 or N2O factor is in kg/TJ (the same number as g/GJ) and at most 10000; for CO2 use TL_FUEL_CO2.",
    ),
    typical=(0.1, 100),
)


def _combustion_gas(consumption: Any, ncv: Any, emission_factor: Any) -> Any:
    return consumption * ncv * emission_factor * T_PER_GJ_KG_PER_TJ


COMBUSTION_GAS = Equation(
    "TL_COMBUSTION_GAS",
    _combustion_gas,
    group=GROUP_ENERGY,
    title=Text("燃烧的 CH4 或 N2O 排放", "CH4 or N2O from combustion"),
    arguments=[
        amount("consumption", "fuel_unit", "燃料消耗量", "fuel consumption"),
        Argument(
            "ncv",
            "GJ/fuel_unit",
            Text("低位发热量", "net calorific value"),
            NCV_DOMAIN,
            symbol=r"\mathit{NCV}",
        ),
        Argument(
            "emission_factor",
            "kg/TJ",
            Text("CH4 或 N2O 排放因子", "CH4 or N2O emission factor"),
            GAS_PER_ENERGY_DOMAIN,
            symbol=r"\mathit{EF}",
        ),
    ],
    unit="t",
    clause=park_clause("表A.2 发电锅炉、移动源、生物质燃烧", "table A.2: power boilers, mobile sources, biomass", "M"),
    note=Text(
        "结果为气体质量（t），再用 TL_CO2E 折算；活动水平以热值计，因子为 kg/TJ。",
        "The result is the mass of the gas in t; TL_CO2E turns it into CO2e. The factor is per TJ of fuel.",
    ),
)
