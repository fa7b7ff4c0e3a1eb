"""The pedigree matrix."""

from __future__ import annotations

import math
from typing import Any

import pytest

from pycore.cells.values import CellError
from pycore.functions.catalogue import call
from pycore.uncertainty.data_quality import pedigree_gsd2


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


# ecoinvent 2 (report no. 1, 2007, pedigree matrix), as openLCA's `PedigreeDQSystem` holds it. The report leaves the
# fourth geographical and the second technological score open; there openLCA has 1.05 for both.
PUBLISHED = [
    (1, 1.05, 1.1, 1.2, 1.5),
    (1, 1.02, 1.05, 1.1, 1.2),
    (1, 1.03, 1.1, 1.2, 1.5),
    (1, 1.01, 1.02, 1.05, 1.1),
    (1, 1.05, 1.2, 1.5, 2.0),
    (1, 1.02, 1.05, 1.1, 1.2),
]


@pytest.mark.parametrize("indicator", range(6))
def test_each_score_alone_gives_the_published_factor(indicator: int) -> None:
    """Where all others are 1, and the basic factor too, the root of one square is the factor itself."""
    for score, factor in enumerate(PUBLISHED[indicator], 1):
        scores = [1] * 6
        scores[indicator] = score
        assert pedigree(*scores, basic=1) == pytest.approx(factor, rel=1e-12), score


def test_the_basic_factor_is_1_to_10() -> None:
    """A factor of a geometric deviation is never below 1."""
    for basic, legal in [(1, True), (10, True), (math.nextafter(1, 0), False), (math.nextafter(10, 11), False)]:
        assert isinstance(pedigree(1, 1, 1, 1, 1, basic=basic), float if legal else CellError), basic


def test_the_sentence_names_the_cell() -> None:
    found = pedigree(1, 2, 3, 0, 4)
    assert isinstance(found, CellError)
    assert "第 4 个单元格" in found.message("zh")


def test_four_scores_are_never_taken_for_five() -> None:
    with pytest.raises(ValueError, match="shorter"):
        pedigree_gsd2([1, 1, 1, 1], 1.05)


def test_a_row_is_as_good_as_a_column() -> None:
    assert call("TL_PEDIGREE", [[[2, 3, 1, 1, 4]]]) == pedigree(2, 3, 1, 1, 4)


def test_the_sample_size_may_be_left_out_and_the_best_one_changes_nothing() -> None:
    assert pedigree(2, 3, 4, 5, 1, 1) == pedigree(2, 3, 4, 5, 1)


@pytest.mark.parametrize(
    ("scores", "code", "words"),
    [
        ((1, 2, 3, 4), "#VALUE!", "收到 4 个评分，应为 5 个（可靠性、完整性、时间、地域、技术）或 6 个"),
        ((1, 2, 3, 4, 5, 1, 1), "#VALUE!", "收到 7 个评分"),
        ((1, 2, 3, 4, 6), "#NUM!", "1（最好）到 5"),
        ((1, 2, 3, 4, 0), "#NUM!", "1（最好）到 5"),
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
