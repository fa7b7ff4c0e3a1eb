"""Decoupling: how fast emission moves for each per cent of economic output."""

from __future__ import annotations

from typing import Any

from pycore.drivers import GROUP_DRIVERS
from pycore.equations.argument import Argument
from pycore.equations.definition import Clause
from pycore.equations.domain import NOT_NEGATIVE, POSITIVE
from pycore.equations.equation import Equation
from pycore.language import Text


def _decoupling(emission_base: Any, emission_current: Any, output_base: Any, output_current: Any) -> Any:
    return (emission_current - emission_base) / emission_base / ((output_current - output_base) / output_base)


DECOUPLING = Equation(
    "TL_DECOUPLING",
    _decoupling,
    group=GROUP_DRIVERS,
    title=Text("脱钩弹性（Tapio）", "decoupling elasticity (Tapio)"),
    arguments=[
        Argument(
            "emission_base", "emission_unit", Text("基期排放量", "emission of the base year"), POSITIVE, symbol="E_0"
        ),
        Argument(
            "emission_current",
            "emission_unit",
            Text("现期排放量", "emission of the current year"),
            NOT_NEGATIVE,
            symbol="E_1",
        ),
        Argument(
            "output_base",
            "output_unit",
            Text("基期产出（GDP）", "output of the base year, GDP"),
            POSITIVE,
            symbol="G_0",
        ),
        Argument(
            "output_current",
            "output_unit",
            Text("现期产出（不变价）", "output of the current year, constant prices"),
            NOT_NEGATIVE,
            symbol="G_1",
        ),
    ],
    unit="1",
    symbol="e",
    clause=Clause(Text("Tapio（2005）脱钩弹性", "Tapio (2005), decoupling elasticity"), "M"),
    note=Text(
        "产出增长时：小于 0 强脱钩，0 到 0.8 弱脱钩，0.8 到 1.2 连接，大于 1.2 扩张负脱钩。产出不变时为 #DIV/0!。GDP 用不变价。",
        "While output grows: below 0 strong decoupling, 0 to 0.8 weak, 0.8 to 1.2 coupled, above 1.2 expansive negative. "
        "#DIV/0! where output stays. GDP at constant prices.",
    ),
)
