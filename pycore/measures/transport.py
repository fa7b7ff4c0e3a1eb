"""Transport: passengers who change the mode, and vehicles that drive on electricity."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_MEASURES, amount, fraction
from pycore.equations.argument import Argument
from pycore.equations.constants import HUNDRED_KM, T_PER_KG
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text
from pycore.measures.arguments import balance, grid_factor


def _passenger_factor(name: str, zh: str, en: str, symbol: str) -> Argument:
    domain = Domain(
        0,
        5,
        hint=Text(
            "单位为 kgCO2/人公里：车公里因子除以载客人数；小汽车约 0.1 到 0.2。",
            "In kgCO2 for each passenger-km: that of the vehicle over its occupancy; a car has about 0.1 to 0.2.",
        ),
        typical=(0, 0.3),
    )
    return Argument(name, "kgCO2/pkm", Text(zh, en), domain, symbol=symbol)


def _mode_shift(distance: Any, factor_before: Any, factor_after: Any, induced: Any) -> Any:
    return distance * ((1 - induced) * factor_before - factor_after) * T_PER_KG


MODE_SHIFT_CO2 = Equation(
    "TL_MODE_SHIFT_CO2",
    _mode_shift,
    group=GROUP_MEASURES,
    title=Text("出行方式转移的减排量", "reduction by a change of mode"),
    arguments=[
        amount("distance", "pkm", "转移后的客运周转量", "passenger-km in the new mode", "D"),
        _passenger_factor("factor_before", "原出行方式因子", "factor of the mode before", r"\mathit{EF}_0"),
        _passenger_factor("factor_after", "新出行方式因子", "factor of the mode after", r"\mathit{EF}_1"),
        fraction("induced", "诱增出行的份额", "share of induced trips", r"\phi", 0.0),
    ],
    unit="tCO2",
    symbol=r"R_\mathrm{CO_2}",
    clause=balance("诱增的出行不替代任何排放", "trips that are induced replace nothing"),
    note=Text(
        "原方式因子按被替代出行的实际构成加权（步行、骑行为 0），不能一律按小汽车计。",
        "Weight the factor before by what the trips really replace (walking and cycling are 0): not all by car.",
    ),
)


def _electric_vehicle(distance: Any, fuel: Any, fuel_factor: Any, electricity: Any, grid_factor: Any) -> Any:
    return distance / HUNDRED_KM * (fuel * fuel_factor - electricity * grid_factor) * T_PER_KG


ELECTRIC_VEHICLE_CO2 = Equation(
    "TL_ELECTRIC_VEHICLE_CO2",
    _electric_vehicle,
    group=GROUP_MEASURES,
    title=Text("电动车辆替代的减排量", "reduction by electric vehicles"),
    arguments=[
        amount("distance", "km", "行驶里程合计", "distance of all vehicles", "D"),
        Argument(
            "fuel",
            "L/(100*km)",
            Text("原车百公里油耗", "fuel for 100 km of the vehicle replaced"),
            Domain(
                0,
                150,
                hint=Text(
                    "单位为 L/100 km：轿车约 5 到 10，重卡约 30 到 45。",
                    "In l/100 km: a car 5 to 10, a heavy truck 30 to 45.",
                ),
                typical=(4, 50),
            ),
            symbol="F",
        ),
        Argument(
            "fuel_factor",
            "kgCO2/L",
            Text("燃油因子", "factor of the fuel"),
            Domain(
                0,
                5,
                hint=Text("柴油约 2.63、汽油约 2.2 kgCO2/L。", "Diesel about 2.63, gasoline about 2.2 kgCO2/l."),
                typical=(2, 3),
            ),
            symbol=r"\mathit{EF}_\mathrm{fuel}",
        ),
        Argument(
            "electricity",
            "kWh/(100*km)",
            Text("电动车百公里电耗（含充电损失）", "electricity for 100 km, losses of charging included"),
            Domain(
                0,
                500,
                hint=Text(
                    "单位为 kWh/100 km：轿车约 12 到 20，重卡约 120 到 200。",
                    "In kWh/100 km: a car 12 to 20, a heavy truck 120 to 200.",
                ),
                typical=(10, 250),
            ),
            symbol="W",
        ),
        grid_factor("kgCO2/kWh"),
    ],
    unit="tCO2",
    symbol=r"R_\mathrm{CO_2}",
    clause=balance("同样里程的燃油排放，减充电排放", "fuel of the same distance less electricity"),
    note=Text(
        "载重因电池减少时，按同样的吨公里计算电动车里程。",
        "Where the battery takes payload, enter the distance that carries the same tonne-km.",
    ),
)
