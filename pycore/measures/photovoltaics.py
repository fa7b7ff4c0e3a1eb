"""Photovoltaics: what the modules generate in a year of their life."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_MEASURES, amount
from pycore.equations.argument import Argument
from pycore.equations.constants import MWH_PER_KWH
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text
from pycore.measures.arguments import balance


def _generation(capacity: Any, full_load_hours: Any, degradation: Any, year: Any) -> Any:
    return capacity * full_load_hours * MWH_PER_KWH * (1 - degradation) ** (year - 1)


PV_GENERATION = Equation(
    "TL_PV_GENERATION",
    _generation,
    group=GROUP_MEASURES,
    title=Text("光伏发电量", "photovoltaic generation"),
    arguments=[
        amount("capacity", "kW", "装机容量（组件功率之和）", "capacity (sum of the modules' ratings)", "P"),
        Argument(
            "full_load_hours",
            "h",
            Text("首年等效满负荷小时", "full-load hours of the first year"),
            Domain(
                0,
                2500,
                hint=Text(
                    "光伏的等效满负荷小时一般为 800 到 1800 h，不会超过 2500 h。",
                    "Photovoltaics have 800 to 1800 full-load hours, never above 2500.",
                ),
                typical=(700, 1900),
            ),
            symbol="t",
        ),
        Argument(
            "degradation",
            "1",
            Text("年衰减率", "degradation in a year"),
            Domain(
                0,
                0.1,
                hint=Text("年衰减率为分数，0.5 % 填 0.005。", "A fraction; 0.5 % in a year is 0.005."),
                typical=(0.002, 0.02),
            ),
            symbol="d",
            optional=True,
            default=0.0,
        ),
        Argument(
            "year",
            "1",
            Text("投运后第几年", "year of operation"),
            Domain(1, 60, hint=Text("首年为 1。", "The first year is 1."), typical=(1, 25)),
            symbol="n",
            optional=True,
            default=1.0,
        ),
    ],
    unit="MWh",
    symbol="W",
    clause=balance("容量 × 等效小时 ×（1 − 衰减率）^（年 − 1）", "capacity × hours × (1 − degradation)^(year − 1)"),
    note=Text(
        "减排量为发电量乘以当年的电力因子（TL_ELECTRICITY_CO2），不是煤电或火电发电煤耗。",
        "The reduction is generation times the electricity factor of the year (TL_ELECTRICITY_CO2), not that of coal power.",
    ),
)
