"""Carbon dioxide from burning fossil fuels."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_ENERGY, amount, clause, fraction
from pycore.equations.argument import Argument
from pycore.equations.constants import CO2_PER_CARBON
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text

NCV_DOMAIN = Domain(
    0,
    1000,
    low_open=True,
    hint=Text(
        "低位发热量单位为 GJ/t 或 GJ/10^4 Nm3；若填的是 kJ/kg 或 kcal/kg，请先换算。",
        "The net calorific value is in GJ/t or GJ per 10^4 Nm3; convert kJ/kg or kcal/kg first.",
    ),
    typical=(5, 400),
    usual=(2, 450),
    slip=Text("疑为 kJ/kg", "kJ/kg?"),
)
CARBON_CONTENT_DOMAIN = Domain(
    0,
    0.2,
    low_open=True,
    hint=Text(
        "单位热值含碳量的单位为 tC/GJ；若填的是 tC/TJ，请除以 1000（例如 27.4 tC/TJ 填 0.0274）。",
        "Carbon content is in tC/GJ; if it is in tC/TJ, divide by 1000 (27.4 tC/TJ is 0.0274).",
    ),
    typical=(0.01, 0.08),
    usual=(0.01, 0.08),
    slip=Text("疑为 tC/TJ", "tC/TJ?"),
)
CARBON_FRACTION_DOMAIN = Domain(
    0,
    1,
    hint=Text(
        "含碳量单位为 tC/t，不大于 1；若填的是百分数，请除以 100。",
        "Carbon content is in tC/t, at most 1; if it is a percentage, divide by 100.",
    ),
    typical=(0, 1),
)


def _fuel_co2(consumption: Any, ncv: Any, carbon_content: Any, oxidation: Any) -> Any:
    return consumption * ncv * carbon_content * oxidation * CO2_PER_CARBON


FUEL_CO2 = Equation(
    "TL_FUEL_CO2",
    _fuel_co2,
    group=GROUP_ENERGY,
    title=Text("化石燃料燃烧排放", "CO2 from fuel combustion"),
    arguments=[
        amount("consumption", "fuel_unit", "消耗量", "consumption"),
        Argument(
            "ncv",
            "GJ/fuel_unit",
            Text("低位发热量", "net calorific value"),
            NCV_DOMAIN,
            symbol=r"\mathit{NCV}",
        ),
        Argument(
            "carbon_content",
            "tC/GJ",
            Text("单位热值含碳量", "carbon content by energy"),
            CARBON_CONTENT_DOMAIN,
            symbol=r"\mathit{CC}",
        ),
        fraction("oxidation", "碳氧化率", "carbon oxidation rate", r"\mathit{OF}"),
    ],
    unit="tCO2",
    symbol=r"E_\mathrm{fuel}",
    clause=clause("化石燃料燃烧排放", "fuel combustion", "V"),
)


def _carbon_co2(consumption: Any, carbon: Any, oxidation: Any) -> Any:
    return consumption * carbon * oxidation * CO2_PER_CARBON


CARBON_CO2 = Equation(
    "TL_CARBON_CO2",
    _carbon_co2,
    group=GROUP_ENERGY,
    title=Text("按实测含碳量计算的燃烧排放", "CO2 from measured carbon content"),
    arguments=[
        amount("consumption", "t", "消耗量", "consumption"),
        Argument(
            "carbon", "tC/t", Text("含碳量", "carbon content by mass"), CARBON_FRACTION_DOMAIN, symbol=r"\mathit{CC}"
        ),
        fraction("oxidation", "碳氧化率", "carbon oxidation rate", r"\mathit{OF}", 1.0),
    ],
    unit="tCO2",
    symbol=r"E_\mathrm{fuel}",
    clause=clause("化石燃料燃烧排放（实测含碳量）", "fuel combustion, measured carbon", "V"),
)
