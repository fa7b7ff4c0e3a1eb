"""TOPSIS against the example of its authors and numpy; the probabilities of ranks against an integral."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.cells.values import CellError
from pycore.functions.catalogue import call
from tests.decision.test_weights import AIRCRAFT, SIGNS

WEIGHTS = [0.2, 0.1, 0.1, 0.1, 0.2, 0.3]


def closeness(matrix: list[list[Any]], weights: list[float], directions: list[Any]) -> list[float]:
    found = call("TL_TOPSIS", [matrix, [weights], [directions]])
    assert not isinstance(found, CellError), found.text.en
    return [row[0] for row in found]


def test_the_aircraft_of_hwang_and_yoon() -> None:
    """Multiple Attribute Decision Making (1981): C* = 0.643, 0.268, 0.613, 0.312, with rounded steps."""
    assert closeness(AIRCRAFT, WEIGHTS, SIGNS) == pytest.approx([0.643, 0.268, 0.613, 0.312], abs=6e-4)


def by_numpy(matrix: list[list[float]], weights: list[float], signs: list[int]) -> Any:
    table = np.array(matrix) / np.linalg.norm(matrix, axis=0) * weights * signs
    best = np.linalg.norm(table - table.max(axis=0), axis=1)
    worst = np.linalg.norm(table - table.min(axis=0), axis=1)
    return worst / (best + worst)


@given(
    st.lists(st.lists(st.floats(0.01, 100), min_size=3, max_size=3), min_size=2, max_size=6),
    st.lists(st.floats(0.1, 10), min_size=3, max_size=3),
    st.lists(st.sampled_from([1, -1]), min_size=3, max_size=3),
)
def test_closeness_as_numpy_has_it_and_whatever_the_sum_of_the_weights(
    matrix: list[list[float]], weights: list[float], signs: list[int]
) -> None:
    if min(np.ptp(matrix, axis=0)) < 1e-3:
        return
    found = closeness(matrix, weights, signs)
    assert found == pytest.approx(list(by_numpy(matrix, weights, signs)), rel=1e-9)
    assert found == pytest.approx(closeness(matrix, [7 * w for w in weights], signs), rel=1e-9)
    assert all(0 <= one <= 1 for one in found)


def test_a_mercury_free_option_has_no_mercury_and_a_column_of_zeros_adds_nothing() -> None:
    plain = closeness([[0.0, 3.0], [49.14, 1.0]], [1, 1], ["成本", "成本"])
    assert plain == closeness([[0.0, 3.0, 0.0], [49.14, 1.0, 0.0]], [1, 1, 5], ["成本", "成本", 1])
    assert closeness([[0.0], [49.14]], [1], [-1]) == [1.0, 0.0]


@pytest.mark.parametrize(
    ("matrix", "weights", "code", "said"),
    [
        ([[1, 2], [1, 2]], [1, 1], "#NUM!", "no order"),
        ([[1, 2], [1, 3]], [1, 0], "#NUM!", "no order"),
        ([[1, 2], [3, 1]], [1, -1], "#NUM!", "cell 2 is -1"),
        ([[1, 2], [3, 1]], [1, None], "#VALUE!", "cell 2"),
        ([[1, 2], [3, 1]], [1, 1, 1], "#VALUE!", "expected 2"),
    ],
)
def test_what_has_no_order_is_an_error_that_says_why(
    matrix: list[list[Any]], weights: list[Any], code: str, said: str
) -> None:
    for function in ("TL_TOPSIS", "TL_RANK_STABILITY"):
        found = call(function, [matrix, [weights], [[1, 1]]])
        assert isinstance(found, CellError)
        assert found.code == code
        assert said in found.text.en


def stability(matrix: list[list[float]], weights: list[float], *more: float) -> Any:
    found = call("TL_RANK_STABILITY", [matrix, [weights], [[1] * len(weights)], *more])
    assert not isinstance(found, CellError), found.text.en
    return np.array(found)


def test_the_probability_of_a_rank_is_the_area_where_it_is_held() -> None:
    """Two items, each the better in one of two indicators: the first leads where 0.55·U₁ > 0.45·U₂.

    With U evenly from 0.8 to 1.2 that is U₂ < (11/9)·U₁: the integral gives 0.873742.
    """
    found = stability([[1.0, 0.0], [0.0, 1.0]], [0.55, 0.45], 0.2, 200_000)
    assert found[0, 0] == pytest.approx(0.873742, abs=0.003)
    assert found.sum(axis=0) == pytest.approx([1, 1])
    assert found.sum(axis=1) == pytest.approx([1, 1])


def test_without_a_spread_every_rank_is_that_of_topsis() -> None:
    order = np.argsort(-np.array(closeness(AIRCRAFT, WEIGHTS, SIGNS))).argsort()
    found = np.array(call("TL_RANK_STABILITY", [AIRCRAFT, [WEIGHTS], [SIGNS], 0, 100]))
    assert found == pytest.approx(np.eye(4)[order])


def test_equal_items_share_their_ranks() -> None:
    found = stability([[2.0, 1.0], [2.0, 1.0], [1.0, 0.5]], [0.5, 0.5], 0.3, 500)
    assert found == pytest.approx(np.array([[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]]))


def test_a_seed_gives_the_same_probabilities_again_and_another_gives_others() -> None:
    one, again, other = (stability(AIRCRAFT, WEIGHTS, 0.5, 2_500, seed) for seed in (1, 1, 2))
    assert (one == again).all()
    assert (one != other).any()


def test_a_spread_in_percent_is_refused() -> None:
    found = call("TL_RANK_STABILITY", [AIRCRAFT, [WEIGHTS], [SIGNS], 20])
    assert isinstance(found, CellError)
    assert "±20 % is 0.2" in found.text.en
