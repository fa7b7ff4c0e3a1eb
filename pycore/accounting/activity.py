"""The general form of an emission: activity times emission factor."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_PROCESS, amount
from pycore.equations.argument import Argument
from pycore.equations.definition import Clause
from pycore.equations.domain import NOT_NEGATIVE
from pycore.equations.equation import Equation
from pycore.language import Text


def _activity_emission(activity: Any, emission_factor: Any) -> Any:
    return activity * emission_factor


ACTIVITY_EMISSION = Equation(
    "TL_ACTIVITY_EMISSION",
    _activity_emission,
    group=GROUP_PROCESS,
    title=Text("活动数据 × 排放因子", "activity × emission factor"),
    arguments=[
        amount("activity", "activity_unit", "活动数据", "activity data"),
        Argument(
            "emission_factor",
            "emission_unit/activity_unit",
            Text("排放因子", "emission factor"),
            NOT_NEGATIVE,
            symbol=r"\mathit{EF}",
        ),
    ],
    unit="emission_unit",
    clause=Clause(
        Text("GB/T 32150 通则：排放量 = 活动数据 × 排放因子", "GB/T 32150: emission = activity × factor"), "M"
    ),
)
