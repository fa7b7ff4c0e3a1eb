"""LARGE and SMALL on values and on draws give what the sorted numbers give."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.cells.stored import ErrorValue
from pycore.formulas.nth_largest import _chosen

NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6)


@given(NUMBERS, st.integers(1, 6), st.sampled_from([1, -1]))
def test_of_numbers(values: list[float], nth: int, sign: int) -> None:
    found = _chosen(values, float(nth), sign)
    ordered = sorted(values, reverse=sign == 1)
    assert found == (ordered[nth - 1] if nth <= len(values) else ErrorValue("#NUM!"))


@given(st.lists(NUMBERS.filter(lambda v: len(v) >= 3), min_size=2, max_size=5), st.sampled_from([1, -1]))
def test_of_draws_each_is_its_own(draws: list[list[float]], sign: int) -> None:
    columns: list[Any] = [np.array([draw[i] for draw in draws]) for i in range(3)]
    found: Any = _chosen([*columns, 5.0], 2.0, sign)
    expected = [sorted([*draw[:3], 5.0], reverse=sign == 1)[1] for draw in draws]
    assert list(found) == pytest.approx(expected)


def test_what_is_no_number_does_not_count_and_an_error_is_the_result() -> None:
    nothing = np.array([-math.inf, 3.0])
    found: Any = _chosen([nothing, 1.0], 2.0, 1)
    assert math.isnan(found[0])
    assert found[1] == 1.0
    wrong: Any = _chosen([np.array([math.nan, 3.0]), 1.0], 1.0, 1)
    assert math.isnan(wrong[0])
    assert wrong[1] == 3.0
    assert _chosen([1.0, ErrorValue("#N/A")], 1.0, 1) == ErrorValue("#N/A")
    assert _chosen([], 1.0, 1) == ErrorValue("#NUM!")
    assert _chosen([1.0], 0.0, 1) == ErrorValue("#NUM!")
