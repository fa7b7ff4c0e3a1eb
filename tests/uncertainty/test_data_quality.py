"""The pedigree matrix."""

from __future__ import annotations

import math
from typing import Any

import pytest

from pycore.cells.values import CellError
from pycore.functions.catalogue import call


def pedigree(*scores: Any, basic: Any = None) -> Any:
    return call("TL_PEDIGREE", [[[s] for s in scores], basic])


def test_the_best_scores_leave_the_basic_uncertainty() -> None:
    assert pedigree(1, 1, 1, 1, 1) == pytest.approx(1.05)
    assert pedigree(1, 1, 1, 1, 1, basic=1.5) == pytest.approx(1.5)


def test_factors_combine_by_the_squares_of_their_logarithms() -> None:
    """Scores 2, 3, 1, 1, 4: factors 1.05, 1.05, 1, 1, 1.5, with the basic 1.05."""
    expected = math.exp(math.sqrt(3 * math.log(1.05) ** 2 + math.log(1.5) ** 2))
    assert pedigree(2, 3, 1, 1, 4) == pytest.approx(expected, rel=1e-14)


def test_the_worst_scores_give_the_largest_factors() -> None:
    logs = [math.log(f) ** 2 for f in (1.5, 1.2, 1.5, 1.1, 2.0, 1.05)]
    assert pedigree(5, 5, 5, 5, 5) == pytest.approx(math.exp(math.sqrt(sum(logs))))


def test_a_row_is_as_good_as_a_column() -> None:
    assert call("TL_PEDIGREE", [[[2, 3, 1, 1, 4]]]) == pedigree(2, 3, 1, 1, 4)


# ecoinvent 2 (data of pedigree_matrix 0.2.2): the factors of the scores 1 to 5; where the method has none, None.
PUBLISHED = [
    (1.00, 1.05, 1.10, 1.20, 1.50),
    (1.00, 1.02, 1.05, 1.10, 1.20),
    (1.00, 1.03, 1.10, 1.20, 1.50),
    (1.00, 1.01, 1.02, None, 1.10),
    (1.00, None, 1.20, 1.50, 2.00),
    (1.00, 1.02, 1.05, 1.10, 1.20),
]


@pytest.mark.parametrize("indicator", range(6))
def test_each_score_has_its_published_factor(indicator: int) -> None:
    for score, factor in enumerate(PUBLISHED[indicator], 1):
        scores = [1] * 6
        scores[indicator] = score
        better = PUBLISHED[indicator][score - 2] if factor is None else factor
        assert pedigree(*scores, basic=1) == pytest.approx(better, rel=1e-14)


def test_the_sample_size_may_be_left_out_and_the_best_one_changes_nothing() -> None:
    assert pedigree(2, 3, 4, 5, 1, 1) == pedigree(2, 3, 4, 5, 1)


@pytest.mark.parametrize(
    ("scores", "code", "words"),
    [
        ((1, 2, 3, 4), "#VALUE!", "收到 4 个评分，应为 5 个（可靠性、完整性、时间、地域、技术）或 6 个"),
        ((1, 2, 3, 4, 5, 1, 1), "#VALUE!", "收到 7 个评分"),
        ((1, 2, 3, 4, 6), "#NUM!", "1（最好）到 5"),
        ((1, 2, 3, 4, 2.5), "#NUM!", "整数"),
        ((1, 2, 3, 4, "好"), "#VALUE!", "文字“好”"),
        ((1, 2, 3, 4, None), "#VALUE!", "空白"),
    ],
)
def test_what_is_wrong_is_said(scores: tuple[Any, ...], code: str, words: str) -> None:
    found = pedigree(*scores)
    assert isinstance(found, CellError)
    assert found.code == code
    assert words in found.message("zh")
