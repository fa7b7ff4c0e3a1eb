"""Monte Carlo of a sum, held against what can be calculated."""

from __future__ import annotations

import statistics
from typing import Any

import numpy
import pytest

from pycore.cells.values import CellError
from pycore.functions.catalogue import call
from pycore.uncertainty.arguments import DRAWS, SEED

HALF_INTERVAL = 1.959963984540054


def column(*values: Any) -> list[list[Any]]:
    return [[v] for v in values]


def half_interval(*arguments: Any) -> float:
    """Half of the 95 % interval over the mean."""
    ((mean, _, low, _, high),) = call("TL_MONTE_CARLO", list(arguments))
    return float((high - low) / 2 / mean)


def test_independent_terms_add_as_the_root_of_squares() -> None:
    """√((300·0.1)² + (400·0.1)²) = 50: the standard deviation is 50/1.96 and the mean 700."""
    ((mean, deviation, low, middle, high),) = call("TL_MONTE_CARLO", [column(300, 400), column(0.1, 0.1)])
    assert mean == pytest.approx(700, abs=0.4)
    assert deviation == pytest.approx(50 / HALF_INTERVAL, rel=0.01)
    assert (low, middle, high) == (
        pytest.approx(650, abs=1), pytest.approx(700, abs=0.5), pytest.approx(750, abs=1)
    )  # fmt: skip
    assert half_interval(column(300, 400), column(0.1, 0.1)) == pytest.approx(
        call("TL_U_SUM", [column(300, 400), column(0.1, 0.1)]), rel=0.02
    )


def test_terms_of_one_group_add_linearly() -> None:
    found = half_interval(column(300, 400), column(0.1, 0.1), None, column("coal", "coal"))
    assert found == pytest.approx(0.1, rel=0.02)


def test_terms_of_one_group_vary_together_also_with_different_uncertainty_and_distribution() -> None:
    """Fully correlated: the half intervals add, 300·0.1 + 400·0.2 = 110."""
    values, spread, groups = column(300, 400), column(0.1, 0.2), column("grid", "grid")
    assert half_interval(values, spread, None, groups) == pytest.approx(110 / 700, rel=0.02)
    shapes = column("normal", "uniform")
    assert half_interval(values, spread, shapes, groups) == pytest.approx(110 / 700, rel=0.02)
    shapes = column("triangular", "uniform")
    assert half_interval(values, spread, shapes, groups) == pytest.approx(110 / 700, rel=0.02)


def test_a_deduction_of_the_same_group_cancels() -> None:
    ((mean, deviation, *_),) = call(
        "TL_MONTE_CARLO", [column(400, -400, 100), column(0.2, 0.2, 0), None, column("f", "f", None)]
    )
    assert mean == pytest.approx(100)
    assert deviation == pytest.approx(0, abs=1e-9)


def test_different_groups_are_independent() -> None:
    found = half_interval(column(300, 400), column(0.1, 0.1), None, column("a", "b"))
    assert found == pytest.approx(50 / 700, rel=0.02)


def test_one_cell_stands_for_all_rows() -> None:
    values = column(300, 400)
    all_rows = call("TL_MONTE_CARLO", [values, column(0.1, 0.1), column("normal", "normal"), column("g", "g")])
    assert call("TL_MONTE_CARLO", [values, 0.1, "normal", "g"]) == all_rows


def test_the_same_seed_gives_the_same_numbers() -> None:
    arguments = [column(300, 400), column(0.1, 0.1), None, None, 1000]
    assert call("TL_MONTE_CARLO", [*arguments, 5]) == call("TL_MONTE_CARLO", [*arguments, 5])
    assert call("TL_MONTE_CARLO", [*arguments, 5]) != call("TL_MONTE_CARLO", [*arguments, 6])


def test_left_out_draws_and_seed_are_a_hundred_thousand_and_one() -> None:
    arguments = [column(300, 400), column(0.1, 0.1)]
    assert call("TL_MONTE_CARLO", arguments) == call("TL_MONTE_CARLO", [*arguments, None, None, 100_000, 1])


def test_what_is_left_out_is_shown_as_whole_numbers() -> None:
    assert (DRAWS.default, SEED.default) == (100_000, 1)


def test_a_seed_is_a_whole_number_that_a_cell_holds_exactly() -> None:
    """0 to 2^53, beyond which a cell skips numbers; draws from 100, for a percentile, to five millions."""
    values, spread = column(300), column(0.1)
    for seed, legal in [(0, True), (2**53, True), (-1e-9, False), (2**53 + 2, False)]:
        found = call("TL_MONTE_CARLO", [values, spread, None, None, 100, seed])
        assert isinstance(found, list if legal else CellError), seed
    for count, legal in [(100, True), (99.9, False), (5_000_001, False)]:
        found = call("TL_MONTE_CARLO", [values, spread, None, None, count, 1])
        assert isinstance(found, list if legal else CellError), count


def test_the_summary_is_that_of_a_textbook() -> None:
    """A hundred draws of 300 ± 30: the deviation of a sample divides by n − 1, a percentile lies between two draws."""
    ((mean, deviation, *points),) = call("TL_MONTE_CARLO", [column(300), column(0.1), None, None, 100, 7])
    scores = numpy.random.default_rng(7).standard_normal(100)
    draws = sorted(300 + 30 / HALF_INTERVAL * float(z) for z in scores)
    assert mean == pytest.approx(statistics.mean(draws), rel=1e-12)
    assert deviation == pytest.approx(statistics.stdev(draws), rel=1e-12)
    for point, percent in zip(points, (2.5, 50, 97.5), strict=True):
        place = percent / 100 * 99
        below = int(place)
        between = draws[below] + (place - below) * (draws[below + 1] - draws[below])
        assert point == pytest.approx(between, rel=1e-12), percent


def test_blank_rows_do_not_count() -> None:
    with_blank = call("TL_MONTE_CARLO", [column(300, None, 400), column(0.1, None, 0.1)])
    assert with_blank == call("TL_MONTE_CARLO", [column(300, 400), column(0.1, 0.1)])


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([column(1, 2), column(0.1, 0.1), column("gauss", "normal")], "#VALUE!", "第 1 行的分布“gauss”无效"),
        ([column(1, 2), column(0.1, 0.1, 0.1)], "#VALUE!", "有 3 个单元格，应为 2 个"),
        ([column(1, "二"), column(0.1, 0.1)], "#VALUE!", "第 2 个单元格是文字“二”"),
        ([column(1, 2), column(0.1, 20)], "#NUM!", "5% 填 0.05"),
        ([column(1, 2), column(0.1, 20)], "#NUM!", "第 2 个单元格是"),
        ([column(1, 2), column(0.1, 0.1), None, None, 10], "#NUM!", "100 到 5000000"),
    ],
)
def test_what_is_wrong_is_said(arguments: list[Any], code: str, words: str) -> None:
    found = call("TL_MONTE_CARLO", arguments)
    assert isinstance(found, CellError)
    assert found.code == code
    assert words in found.message("zh")
