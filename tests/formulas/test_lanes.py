"""What arithmetic on lanes relies on."""

from __future__ import annotations

import numpy as np
import pytest

from pycore.formulas.lanes import calculating


def test_numpy_raises_after_the_whole_result_is_written() -> None:
    """The in-place operators rely on it."""
    for size in (3, 8192, 100_001):
        values, divisors = np.ones(size), np.full(size, 2.0)
        divisors[1] = 0.0
        with calculating(), pytest.raises(FloatingPointError):
            np.divide(values, divisors, values)
        assert values[0] == 0.5
        assert np.isinf(values[1])
        assert values[-1] == 0.5
