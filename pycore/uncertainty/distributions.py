"""Draws of a quantity that is known by its mean and its relative uncertainty.

A relative uncertainty is half of the 95 % interval over the mean.
"""

from __future__ import annotations

import math
from typing import Any

# Half of a normal distribution's 95 % interval, in standard deviations.
HALF_INTERVAL = 1.959963984540054
DISTRIBUTIONS = ("normal", "lognormal", "uniform", "triangular", "none")


def standard_deviation(mean: float, relative_uncertainty: float) -> float:
    """Return the standard deviation that belongs to a relative uncertainty."""
    return abs(mean) * relative_uncertainty / HALF_INTERVAL


def normal_draws(generator: Any, mean: float, relative_uncertainty: float, count: int) -> Any:
    """Draw a normal quantity `count` times; the relative uncertainty is half of the 95 % interval over the mean."""
    return mean + standard_deviation(mean, relative_uncertainty) * generator.standard_normal(count)


def relative_deviations(
    generator: Any, distribution: str, relative_uncertainty: float, count: int, score: Any = None
) -> Any:
    """Draw multipliers with mean 1 for a distribution.

    Every distribution has mean 1. Normal, uniform and triangular ones have a symmetric 95 % interval of
    ±`relative_uncertainty`; the lognormal has the same standard deviation as the normal one.

    Args:
        score: standard normal draws that this quantity follows, rank for rank, where several vary together;
            drawn afresh without it.
    """
    import numpy

    u = relative_uncertainty
    if u == 0 or distribution == "none":
        return numpy.ones(count)
    if distribution in ("normal", "lognormal"):
        z = generator.standard_normal(count) if score is None else score
        if distribution == "normal":
            return 1 + u / HALF_INTERVAL * z
        sigma = math.sqrt(math.log1p((u / HALF_INTERVAL) ** 2))
        return numpy.exp(sigma * z - sigma * sigma / 2)
    if distribution not in ("uniform", "triangular"):
        raise ValueError(f"unknown distribution {distribution!r}")
    # x runs over −1…1 evenly; the triangular one follows from it by its inverse distribution function.
    x = 2 * (generator.random(count) if score is None else _normal_probability(score)) - 1
    if distribution == "uniform":
        return 1 + u / 0.95 * x
    # P(|x| ≤ k·w) = 1 − (1 − k)², so k = 1 − √0.05 holds 95 %.
    return 1 + u / (1 - math.sqrt(0.05)) * numpy.sign(x) * (1 - numpy.sqrt(1 - numpy.abs(x)))


def _normal_probability(score: Any) -> Any:
    from scipy.special import ndtr  # type: ignore[import-untyped,unused-ignore]

    return ndtr(score)
