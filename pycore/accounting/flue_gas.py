"""Pollutant mass from a stack: concentration, flow and hours."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_PROCESS, amount
from pycore.equations.argument import Argument
from pycore.equations.constants import T_PER_MG
from pycore.equations.definition import Clause
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text

HOURS_DOMAIN = Domain(0, 8784, hint=Text("一年最多 8784 小时。", "A year has at most 8784 hours."), typical=(0, 8784))


def _flue_gas_mass(concentration: Any, flow: Any, hours: Any) -> Any:
    return concentration * flow * hours * T_PER_MG


FLUE_GAS_MASS = Equation(
    "TL_FLUE_GAS_MASS",
    _flue_gas_mass,
    group=GROUP_PROCESS,
    title=Text("烟气污染物排放量", "pollutant mass in flue gas"),
    arguments=[
        amount("concentration", "mg/m3", "排放浓度（标态干基）", "concentration (dry, standard state)", "c"),
        amount("flow", "m3/h", "烟气量（标态干基）", "flue gas flow (dry, standard state)", r"\dot V"),
        Argument("hours", "h", Text("年运行时间", "hours of operation in the year"), HOURS_DOMAIN, symbol="t"),
    ],
    unit="t",
    symbol="m",
    clause=Clause(Text("HJ 884 污染源源强核算：浓度 × 烟气量 × 时间", "HJ 884: concentration × flow × time"), "M"),
)
