"""Heat made otherwise: another fuel, a better boiler, a heat network, a heat pump."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_MEASURES, amount
from pycore.equations.argument import Argument
from pycore.equations.constants import MWH_PER_GJ
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text
from pycore.measures.arguments import balance, efficiency, grid_factor, heat_factor


def _fuel_switch(
    useful_heat: Any, efficiency_before: Any, factor_before: Any, efficiency_after: Any, factor_after: Any
) -> Any:
    return useful_heat * (factor_before / efficiency_before - factor_after / efficiency_after)


FUEL_SWITCH_CO2 = Equation(
    "TL_FUEL_SWITCH_CO2",
    _fuel_switch,
    group=GROUP_MEASURES,
    title=Text("燃料替代、能效提升的减排量", "reduction by another fuel or a better efficiency"),
    arguments=[
        amount("useful_heat", "GJ", "有效热量（前后相同）", "useful heat, the same before and after", "Q"),
        efficiency("efficiency_before", "原效率", "efficiency before", r"\eta_0"),
        heat_factor("factor_before", "原燃料因子", "factor of the fuel before", r"\mathit{EF}_0"),
        efficiency("efficiency_after", "新效率", "efficiency after", r"\eta_1"),
        heat_factor("factor_after", "新能源因子", "factor of the energy after", r"\mathit{EF}_1"),
    ],
    unit="tCO2",
    symbol=r"R_\mathrm{CO_2}",
    clause=balance("同样的有效热量，前后各自的燃料和效率", "the same useful heat with fuel and efficiency of each"),
    note=Text(
        "电加热：新因子为电力因子 ÷ 3.6（tCO2/GJ）。只提高效率时前后因子相同。可再生热因子为 0。",
        "Electric heating: the factor after is that of electricity over 3.6 (tCO2/GJ). A better efficiency alone: the "
        "same factor twice. Renewable heat: 0.",
    ),
)


def _heat_pump(heat: Any, boiler_efficiency: Any, fuel_factor: Any, cop: Any, grid_factor: Any) -> Any:
    return heat * fuel_factor / boiler_efficiency - heat / cop * MWH_PER_GJ * grid_factor


HEAT_PUMP_CO2 = Equation(
    "TL_HEAT_PUMP_CO2",
    _heat_pump,
    group=GROUP_MEASURES,
    title=Text("热泵的减排量", "reduction by a heat pump"),
    arguments=[
        amount("heat", "GJ", "供热量", "heat supplied", "Q"),
        efficiency("boiler_efficiency", "被替代锅炉的效率", "efficiency of the boiler replaced", r"\eta"),
        heat_factor("fuel_factor", "锅炉燃料因子", "factor of its fuel", r"\mathit{EF}_\mathrm{fuel}"),
        Argument(
            "cop",
            "1",
            Text("热泵季节性能系数", "seasonal coefficient of performance"),
            Domain(
                1,
                15,
                hint=Text(
                    "性能系数为供热量除以耗电量，一般 2.5 到 6；不小于 1（直接电热）。",
                    "Heat over electricity, usually 2.5 to 6; never below 1, which is direct electric heating.",
                ),
                typical=(1.5, 7),
            ),
            symbol=r"\mathit{COP}",
        ),
        grid_factor(),
    ],
    unit="tCO2",
    symbol=r"R_\mathrm{CO_2}",
    clause=balance("被替代锅炉的燃料，减热泵耗电", "fuel of the boiler less electricity of the heat pump"),
    note=Text(
        "电网因子高、性能系数低时结果为负，即排放增加。循环泵等辅助用电计入性能系数。",
        "With a high grid factor and a low COP it is below 0: emission rises. Pumps belong into the COP.",
    ),
)
