"""Weights from data, against numpy's own reading of the published formulas, and what has no weights."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.cells.values import CellError
from pycore.functions.catalogue import call

# Four items and six indicators: Hwang and Yoon (1981), choice of an aircraft.
AIRCRAFT = [
    [2.0, 1500.0, 20000.0, 5.5, 5.0, 9.0],
    [2.5, 2700.0, 18000.0, 6.5, 3.0, 5.0],
    [1.8, 2000.0, 21000.0, 4.5, 7.0, 7.0],
    [2.2, 1800.0, 20000.0, 5.0, 5.0, 5.0],
]
SIGNS = [1, 1, 1, -1, 1, 1]
MATRICES = st.integers(2, 4).flatmap(
    lambda columns: st.lists(st.lists(st.floats(0.1, 100), min_size=columns, max_size=columns), min_size=3, max_size=6)
)


def weights(function: str, matrix: list[list[float]], directions: list[Any]) -> list[float]:
    found = call(function, [matrix, [directions]])
    assert not isinstance(found, CellError), found.text.en
    assert len(found) == 1
    return list(found[0])


def entropy(matrix: list[list[float]]) -> Any:
    """Shannon's entropy of the shares, by logarithms of the base m."""
    shares = np.array(matrix) / np.sum(matrix, axis=0)
    logs = np.log(np.where(shares > 0, shares, 1.0)) / np.log(len(matrix))
    spare = 1 + (shares * logs).sum(axis=0)
    return spare / spare.sum()


def critic(matrix: list[list[float]], signs: list[int]) -> Any:
    table = np.array(matrix) * np.array(signs)
    scaled = (table - table.min(axis=0)) / np.ptp(table, axis=0)
    content = scaled.std(axis=0, ddof=1) * (1 - np.corrcoef(scaled.T)).sum(axis=0)
    return content / content.sum()


def test_entropy_and_critic_of_the_aircraft() -> None:
    assert weights("TL_ENTROPY_WEIGHTS", AIRCRAFT, SIGNS) == pytest.approx(entropy(AIRCRAFT), rel=1e-10)
    assert weights("TL_CRITIC_WEIGHTS", AIRCRAFT, SIGNS) == pytest.approx(critic(AIRCRAFT, SIGNS), rel=1e-10)


@given(MATRICES)
def test_weights_add_up_to_one_and_follow_the_formulas(matrix: list[list[float]]) -> None:
    if min(np.ptp(matrix, axis=0) / np.max(matrix, axis=0)) < 1e-3:
        return
    count = len(matrix[0])
    found = weights("TL_ENTROPY_WEIGHTS", matrix, [1] * count)
    assert sum(found) == pytest.approx(1)
    assert found == pytest.approx(list(entropy(matrix)), rel=1e-6, abs=1e-9)
    alike = call("TL_CRITIC_WEIGHTS", [matrix, [[1] * count]])
    if not isinstance(alike, CellError):
        assert alike[0] == pytest.approx(list(critic(matrix, [1] * count)), rel=1e-6, abs=1e-9)


def test_a_share_of_nothing_adds_nothing_to_the_entropy() -> None:
    """Shares ½, ½, 0: e = ln 2/ln 3; shares ⅓ each: e = 1."""
    found = weights("TL_ENTROPY_WEIGHTS", [[1, 2], [1, 2], [0, 2]], [1, 1])
    assert found == [1.0, 0.0]
    both = weights("TL_ENTROPY_WEIGHTS", [[1, 3], [1, 0], [0, 1]], [1, 1])
    spare = [1 - np.log(2) / np.log(3), 1 + (0.75 * np.log(0.75) + 0.25 * np.log(0.25)) / np.log(3)]
    assert both == pytest.approx([spare[0] / sum(spare), spare[1] / sum(spare)], rel=1e-12)


def test_a_constant_column_weighs_nothing_and_changes_no_other() -> None:
    constant = [[*row, 7.0] for row in AIRCRAFT]
    for function in ("TL_ENTROPY_WEIGHTS", "TL_CRITIC_WEIGHTS"):
        assert weights(function, constant, [*SIGNS, 1]) == pytest.approx([*weights(function, AIRCRAFT, SIGNS), 0.0])


def test_the_only_indicator_that_varies_has_all_the_weight() -> None:
    assert weights("TL_CRITIC_WEIGHTS", [[1, 5], [2, 5], [3, 5]], [1, -1]) == [1.0, 0.0]


def test_directions_are_read_in_words_and_turn_the_conflict_round() -> None:
    """Two indicators that rise together conflict where one is a cost."""
    matrix = [[1.0, 10.0], [2.0, 20.0], [4.0, 40.0], [3.0, 31.0]]
    assert weights("TL_CRITIC_WEIGHTS", matrix, ["效益", "成本"]) == weights("TL_CRITIC_WEIGHTS", matrix, [1, -1])
    assert weights("TL_CRITIC_WEIGHTS", matrix, ["max", "cost"]) == pytest.approx(critic(matrix, [1, -1]))


@pytest.mark.parametrize(
    ("function", "matrix", "directions", "code", "said"),
    [
        ("TL_ENTROPY_WEIGHTS", [[1, 1], [1, 1]], [1, 1], "#NUM!", "no weights"),
        ("TL_CRITIC_WEIGHTS", [[1, 1], [1, 1]], [1, 1], "#NUM!", "no weights"),
        ("TL_CRITIC_WEIGHTS", [[1, 10], [2, 20], [3, 30]], [1, 1], "#NUM!", "say the same"),
        ("TL_ENTROPY_WEIGHTS", [[1, -1], [2, 3]], [1, 1], "#NUM!", "row 1, column 2 is -1"),
        ("TL_ENTROPY_WEIGHTS", [[1, 2], [3, "x"]], [1, 1], "#VALUE!", "row 2, column 2"),
        ("TL_ENTROPY_WEIGHTS", [[1, 2], [3, None]], [1, 1], "#VALUE!", "row 2, column 2"),
        ("TL_ENTROPY_WEIGHTS", [[1, 2]], [1, 1], "#VALUE!", "1 rows"),
        ("TL_ENTROPY_WEIGHTS", [[1, 2], [2, 1]], [1], "#VALUE!", "expected 2"),
        ("TL_CRITIC_WEIGHTS", [[1, 2], [2, 1]], [1, "up"], "#VALUE!", "direction of indicator 2"),
        ("TL_CRITIC_WEIGHTS", [[1, 2], [2, 1]], [1, 0], "#VALUE!", "direction of indicator 2"),
    ],
)
def test_what_has_no_weights_is_an_error_that_says_why(
    function: str, matrix: list[list[Any]], directions: list[Any], code: str, said: str
) -> None:
    found = call(function, [matrix, [directions]])
    assert isinstance(found, CellError)
    assert found.code == code
    assert said in found.text.en


def test_spare_rows_of_a_ledger_are_left_out() -> None:
    spare = [*AIRCRAFT, [None] * 6, [""] * 6]
    assert weights("TL_ENTROPY_WEIGHTS", spare, SIGNS) == weights("TL_ENTROPY_WEIGHTS", AIRCRAFT, SIGNS)
