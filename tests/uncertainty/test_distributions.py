"""Every distribution has mean 1 and the 95 % interval that was asked for."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from pycore.uncertainty.distributions import DISTRIBUTIONS, normal_draws, relative_deviations, standard_deviation

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


# Scores and the probabilities that belong to them by any table of the normal distribution.
SCORES = {
    -1.959963984540054: 0.025,
    -0.6744897501960817: 0.25,
    0.0: 0.5,
    0.6744897501960817: 0.75,
    1.2815515655446004: 0.9,
}


@pytest.mark.parametrize("u", [0.1, 1.0])
def test_what_follows_a_score_is_the_quantile_of_its_probability(u: float) -> None:
    """By scipy's distributions: 95 % of a uniform one lie in 0.95 of its width, of a triangular one in 1 − √0.05."""
    scores, probabilities = np.array(list(SCORES)), np.array(list(SCORES.values()))
    uniform, triangular = u / 0.95, u / (1 - 0.05**0.5)
    sigma = math.log(1 + (u / 1.959963984540054) ** 2) ** 0.5
    expected = {
        "normal": stats.norm(1, u / 1.959963984540054).ppf(probabilities),
        "lognormal": stats.lognorm(sigma, scale=math.exp(-(sigma**2) / 2)).ppf(probabilities),
        "uniform": stats.uniform(1 - uniform, 2 * uniform).ppf(probabilities),
        "triangular": stats.triang(0.5, 1 - triangular, 2 * triangular).ppf(probabilities),
    }
    for distribution in SPREADING:
        found = relative_deviations(np.random.default_rng(1), distribution, u, len(scores), scores)
        assert found == pytest.approx(expected[distribution], rel=1e-12), distribution


@pytest.mark.parametrize("distribution", DISTRIBUTIONS)
def test_what_is_certain_takes_no_draw_from_the_others(distribution: str) -> None:
    generator = np.random.default_rng(3)
    assert (relative_deviations(generator, distribution, 0, 5) == 1).all()
    assert generator.standard_normal() == np.random.default_rng(3).standard_normal()


def test_normal_draws_are_the_mean_and_so_many_deviations() -> None:
    """±20 at 95 % around −200, each draw the deviation that the generator gives."""
    found = normal_draws(np.random.default_rng(3), -200, 0.1, 50)
    expected = stats.norm(-200, 20 / 1.959963984540054).ppf(
        stats.norm.cdf(np.random.default_rng(3).standard_normal(50))
    )
    assert found == pytest.approx(expected, rel=1e-12)


def test_an_unknown_distribution_is_refused() -> None:
    with pytest.raises(ValueError, match="cauchy"):
        draws("cauchy", 0.1)


def test_the_standard_deviation_is_of_the_95_percent_interval() -> None:
    assert standard_deviation(-200, 0.1) == pytest.approx(20 / 1.959963984540054)
