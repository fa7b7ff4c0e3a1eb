"""A function with bounds runs as bare arithmetic on draws within them, and with care on all others."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from pycore.formulas.arrays import FormulaArrays
from pycore.formulas.parts import Bounded

S = "账"
A, B, RESULT = (S, 1, 1), (S, 2, 1), (S, 3, 1)


class Watched:
    """A product that counts how often it was taken with care."""

    def __init__(self, low: float, high: float) -> None:
        self.careful = 0
        self.function = Bounded(lambda a, b: a * b, ((low, high), (low, high)), self._with_care)

    def _with_care(self, a: Any, b: Any) -> Any:
        self.careful += 1
        with np.errstate(all="ignore"):
            legal = [(x >= low) & (x <= high) for x, (low, high) in zip((a, b), self.function.bounds, strict=True)]
            return np.where(legal[0] & legal[1], a * b, np.nan)

    def on(self, first: list[float], second: list[float], formula: str = "=TL_TIMES(A1,A2)") -> list[float]:
        arrays = FormulaArrays({RESULT: formula}, {A: 1.0, B: 1.0}, {}, {"TL_TIMES": self.function})
        drawn = {A: np.array(first), B: np.array(second)}
        found: list[float] = arrays.evaluate([RESULT], drawn, block=2)[RESULT].tolist()
        return found


def test_draws_within_the_bounds_are_bare_arithmetic() -> None:
    watched = Watched(0.0, 10.0)
    assert watched.on([1.0, 2.0, 3.0], [4.0, 5.0, 0.1]) == [4.0, 10.0, 3.0 * 0.1]
    assert watched.careful == 0


@pytest.mark.parametrize("strange", [-1.0, 11.0, math.nan])
def test_a_draw_outside_is_an_error_in_its_own_draw_only(strange: float) -> None:
    watched = Watched(0.0, 10.0)
    found = watched.on([1.0, 2.0, 3.0, strange], [4.0, 5.0, 6.0, 7.0])
    assert found[:3] == [4.0, 10.0, 18.0]
    assert math.isnan(found[3])
    assert watched.careful == 1  # the other block is not looked at again


def test_a_result_that_overflows_is_an_error_and_no_infinity() -> None:
    found = Watched(0.0, 1.7e308).on([1e200, 2.0], [1e200, 3.0])
    assert math.isnan(found[0])
    assert found[1] == 6.0


def test_a_cell_that_was_looked_at_in_one_block_is_looked_at_again_in_the_next() -> None:
    formula = '=IF(A1="","",IFERROR(TL_TIMES(A1,A2)+TL_TIMES(A1,A1),-1))'
    assert Watched(0.0, 10.0).on([1.0, 2.0, 99.0, 3.0], [1.0, 1.0, 1.0, 1.0], formula) == [2.0, 6.0, -1.0, 12.0]
