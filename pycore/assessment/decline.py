"""How far a performance or an emission has fallen below its base."""

from __future__ import annotations

from typing import Any

from pycore.assessment.performance import GROUP_ASSESSMENT
from pycore.equations.argument import Argument
from pycore.equations.definition import Clause
from pycore.equations.domain import ANY, POSITIVE
from pycore.equations.equation import Equation
from pycore.language import Text


def _decline_rate(base: Any, current: Any) -> Any:
    return (base - current) / base


DECLINE_RATE = Equation(
    "TL_DECLINE_RATE",
    _decline_rate,
    group=GROUP_ASSESSMENT,
    title=Text("下降率", "rate of decline"),
    arguments=[
        Argument("base", "emission_unit", Text("基准值", "base value"), POSITIVE, symbol="Q_0"),
        Argument("current", "emission_unit", Text("比较值", "value compared"), ANY, symbol="Q_1"),
    ],
    unit="1",
    symbol="r",
    clause=Clause(
        Text(
            "重庆市产业园区规划温室气体排放环境影响评价技术指南 8.4.1、附录B（下降率）",
            "Chongqing guide on GHG assessment in the planning EIA of industrial parks, 8.4.1 and appendix B",
        ),
        "I",
    ),
    note=Text("小数，0.18 即下降 18%；上升时为负。", "A fraction, 0.18 is a decline of 18 %; a rise is negative."),
)
