"""Carbon and calorific value as received: from another basis by the moisture, and carbon from a chemical formula."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_ENERGY, amount, clause, fraction
from pycore.accounting.combustion import CARBON_FRACTION_DOMAIN, NCV_DOMAIN
from pycore.equations.argument import Argument
from pycore.equations.constants import CARBON_ATOMIC_WEIGHT, CO2_PER_CARBON, MOISTURE_HEAT
from pycore.equations.definition import Clause
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text

MOISTURE_DOMAIN = Domain(
    0,
    0.8,
    hint=Text(
        "水分为 0 到 0.8 的分数；若填的是百分数，请除以 100。",
        "Moisture is a fraction of 0 to 0.8; divide a percentage by 100.",
    ),
    typical=(0, 0.5),
    slip=Text("疑为百分数", "percent?"),
)
CARBON_OF_UNIT_DOMAIN = Domain(
    0,
    30,
    hint=Text(
        "含碳量单位为 tC/t（不大于 1）或 tC/10^4 Nm3；若填的是百分数，请除以 100。",
        "Carbon is in tC/t (at most 1) or tC per 10^4 Nm3; divide a percentage by 100.",
    ),
    typical=(0, 10),
)
_TOTAL_MOISTURE = Argument(
    "total_moisture", "1", Text("收到基全水分", "total moisture as received"), MOISTURE_DOMAIN, symbol="M_t"
)
_TESTED_MOISTURE = Argument(
    "tested_moisture",
    "1",
    Text("检测基准的水分（空气干燥基为 Mad；干燥基为 0）", "moisture of the basis tested (air-dried: Mad; dry: 0)"),
    MOISTURE_DOMAIN,
    symbol="M",
    optional=True,
    default=0.0,
)


def _carbon_as_received(carbon: Any, total_moisture: Any, tested_moisture: Any) -> Any:
    """Carbon in tC/t of the coal with its total moisture, from that with the moisture of the test."""
    return carbon * (1 - total_moisture) / (1 - tested_moisture)


CARBON_AS_RECEIVED = Equation(
    "TL_CARBON_AS_RECEIVED",
    _carbon_as_received,
    group=GROUP_ENERGY,
    title=Text("含碳量换算为收到基", "carbon content as received"),
    arguments=[
        Argument(
            "carbon",
            "tC/t",
            Text("检测基准的含碳量", "carbon content of the basis tested"),
            CARBON_FRACTION_DOMAIN,
            symbol=r"C_\mathrm{test}",
        ),
        _TOTAL_MOISTURE,
        _TESTED_MOISTURE,
    ],
    unit="tC/t",
    symbol=r"C_\mathrm{ar}",
    clause=Clause(
        Text("GB/T 483 煤质基准换算：收到基 = 空干基 × (100−Mt)/(100−Mad)", "GB/T 483: bases of coal analysis"), "M"
    ),
)


def _ncv_as_received(ncv: Any, total_moisture: Any, tested_moisture: Any) -> Any:
    """Net calorific value in GJ/t: dry combustion less the heat that its moisture takes, before and after."""
    dry = (ncv + MOISTURE_HEAT * tested_moisture) / (1 - tested_moisture)
    return dry * (1 - total_moisture) - MOISTURE_HEAT * total_moisture


NCV_AS_RECEIVED = Equation(
    "TL_NCV_AS_RECEIVED",
    _ncv_as_received,
    group=GROUP_ENERGY,
    title=Text("低位发热量换算为收到基", "net calorific value as received"),
    arguments=[
        Argument(
            "ncv",
            "GJ/t",
            Text("检测基准的低位发热量", "net calorific value of the basis tested"),
            NCV_DOMAIN,
            symbol=r"Q_\mathrm{test}",
        ),
        _TOTAL_MOISTURE,
        _TESTED_MOISTURE,
    ],
    unit="GJ/t",
    symbol=r"Q_\mathrm{net,ar}",
    clause=Clause(
        Text("GB/T 213：Qnet,ar = (Qnet,ad + 23Mad)(100−Mt)/(100−Mad) − 23Mt", "GB/T 213: net calorific value"), "M"
    ),
)


def _molecule_carbon(carbon_atoms: Any, molar_mass: Any) -> Any:
    """Carbon in tC/t of a pure substance."""
    return carbon_atoms * CARBON_ATOMIC_WEIGHT / molar_mass


MOLECULE_CARBON = Equation(
    "TL_MOLECULE_CARBON",
    _molecule_carbon,
    group=GROUP_ENERGY,
    title=Text("按化学式计算含碳量", "carbon content from a chemical formula"),
    arguments=[
        Argument(
            "carbon_atoms",
            "1",
            Text("分子中的碳原子数", "carbon atoms in a molecule"),
            Domain(0, 100, typical=(0, 20)),
            symbol="n",
        ),
        Argument(
            "molar_mass",
            "kg/kmol",
            Text("摩尔质量（g/mol）", "molar mass (g/mol)"),
            Domain(
                2,
                2000,
                hint=Text("摩尔质量单位为 g/mol，氢气约 2.016。", "The molar mass is in g/mol; hydrogen is 2.016."),
                typical=(2, 500),
            ),
            symbol="M",
        ),
    ],
    unit="tC/t",
    symbol=r"\mathit{CC}",
    clause=clause("含碳量按化学计量计算", "carbon content by stoichiometry", "C"),
)


def _measured_co2(consumption: Any, carbon: Any, oxidation: Any) -> Any:
    """CO2 in t; carbon in tC for each t, or for each 10⁴ Nm³ of a gas."""
    return consumption * carbon * oxidation * CO2_PER_CARBON


MEASURED_CO2 = Equation(
    "TL_MEASURED_CO2",
    _measured_co2,
    group=GROUP_ENERGY,
    title=Text("按实测含碳量计算的燃烧排放（固液体或气体）", "CO2 from measured carbon, by mass or by volume of gas"),
    arguments=[
        amount("consumption", "fuel_unit", "消耗量", "consumption"),
        Argument(
            "carbon",
            "tC/fuel_unit",
            Text("收到基含碳量", "carbon content as received"),
            CARBON_OF_UNIT_DOMAIN,
            symbol=r"\mathit{CC}",
        ),
        fraction("oxidation", "碳氧化率", "carbon oxidation rate", r"\mathit{OF}", 1.0),
    ],
    unit="tCO2",
    symbol=r"E_\mathrm{fuel}",
    clause=clause("化石燃料燃烧排放（实测含碳量）", "fuel combustion, measured carbon", "V"),
)
