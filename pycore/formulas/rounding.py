"""Round as Excel does: in decimal, half away from zero."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from pycore.formulas.lanes import Function, StepResult, WrongArgument, calculate, fixed_whole_number, numbers


def _rounding(whole: Callable[[Any, Any], Any]) -> Function:
    """Return a function that rounds to a number of digits, which must be the same in every draw."""

    def run(value: StepResult, digits: StepResult) -> StepResult:
        try:
            places = fixed_whole_number(digits)
        except WrongArgument as wrong:
            return wrong.value
        if places > 300 or places < -300:
            return numbers(value) if places > 0 else calculate(lambda x: x * 0.0, value)
        scale = 10.0 ** abs(places)

        def rounded(x: Any) -> Any:
            scaled = np.abs(x) * scale if places >= 0 else np.abs(x) / scale
            # 1.005 * 100 is a little less than 100.5 in binary; Excel rounds what 15 digits show.
            nudge = np.minimum(scaled * 2.0**-51, 1e-6)
            moved = np.where(scaled < 2.0**46, whole(scaled, nudge), np.rint(scaled))
            return np.copysign(moved / scale if places >= 0 else moved * scale, x)

        return calculate(rounded, value)

    return run


def _half_away(scaled: Any, nudge: Any) -> Any:
    return np.floor(scaled + 0.5 + nudge)


def _away(scaled: Any, nudge: Any) -> Any:
    return np.ceil(scaled - nudge)


def _towards_zero(scaled: Any, nudge: Any) -> Any:
    return np.floor(scaled + nudge)


# ROUND, ROUNDUP and ROUNDDOWN: each takes a value and a number of digits.
half_away_from_zero = _rounding(_half_away)
away_from_zero = _rounding(_away)
towards_zero = _rounding(_towards_zero)
