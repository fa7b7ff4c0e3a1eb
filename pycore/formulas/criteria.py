"""The criteria of SUMIFS and its family on lanes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from pycore.cells.stored import Value
from pycore.formulas.criterion import read_criterion
from pycore.formulas.lanes import FLOAT, Function, StepResult, by_lane, is_lanes

_COMPARISONS: dict[str, Callable[..., Any]] = {
    "": np.equal, "=": np.equal, "<>": np.not_equal,
    "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip


def criterion(wanted: Value) -> Function:
    """Read a criterion such as `">0"`, `"<>"`, `"煤*"` or a number; return the test for values.

    The test takes one value or lanes. A draw that is an error meets only `<>`.
    """
    meets, operator, aim = read_criterion(wanted)
    compare = _COMPARISONS[operator]
    slowly = by_lane(meets)

    def run(value: StepResult) -> StepResult:
        if is_lanes(value):
            if value.dtype == FLOAT:
                return compare(value, aim) if isinstance(aim, float) else meets(0.0)
            return slowly(value)
        return meets(value)

    return run
