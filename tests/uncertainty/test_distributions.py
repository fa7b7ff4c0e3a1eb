"""Every distribution has mean 1 and the 95 % interval that was asked for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from pycore.uncertainty.distributions import DISTRIBUTIONS, relative_deviations, standard_deviation

COUNT = 400_000
SPREADING = [d for d in DISTRIBUTIONS if d != "none"]


def draws(distribution: str, u: float, score: object = None) -> npt.NDArray[np.float64]:
    found = relative_deviations(np.random.default_rng(3), distribution, u, COUNT, score)
    assert isinstance(found, np.ndarray)
    return found


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
@pytest.mark.parametrize("u", [0.0, 0.05, 0.5])
def test_the_mean_is_one(distribution: str, u: float) -> None:
    assert draws(distribution, u).mean() == pytest.approx(1, abs=4 * u / 1.5 / COUNT**0.5 + 1e-12)


@pytest.mark.parametrize("distribution", ["normal", "uniform", "triangular"])
@pytest.mark.parametrize("u", [0.05, 0.5])
def test_the_95_percent_interval_is_one_plus_minus_u(distribution: str, u: float) -> None:
    low, high = np.percentile(draws(distribution, u), [2.5, 97.5])
    assert (1 - low, high - 1) == (pytest.approx(u, rel=0.01), pytest.approx(u, rel=0.01))


@pytest.mark.parametrize("u", [0.05, 0.5, 1.5])
def test_the_lognormal_has_the_standard_deviation_of_the_normal_and_is_positive(u: float) -> None:
    found = draws("lognormal", u)
    assert found.std() == pytest.approx(u / 1.959963984540054, rel=0.02)
    assert found.min() > 0


@pytest.mark.parametrize("distribution", SPREADING)
def test_what_follows_one_score_has_the_same_distribution_and_the_same_ranks(distribution: str) -> None:
    score = np.random.default_rng(4).standard_normal(COUNT)
    follower = draws(distribution, 0.2, score)
    assert np.percentile(follower, [2.5, 50, 97.5]) == pytest.approx(
        np.percentile(draws(distribution, 0.2), [2.5, 50, 97.5]), abs=0.002
    )
    order = np.argsort(score)
    assert (np.diff(follower[order]) >= 0).all()


def test_no_uncertainty_is_no_draw() -> None:
    assert (draws("normal", 0) == 1).all()
    assert (draws("none", 0.3) == 1).all()


def test_an_unknown_distribution_is_refused() -> None:
    with pytest.raises(ValueError, match="cauchy"):
        draws("cauchy", 0.1)


def test_the_standard_deviation_is_of_the_95_percent_interval() -> None:
    assert standard_deviation(-200, 0.1) == pytest.approx(20 / 1.959963984540054)
