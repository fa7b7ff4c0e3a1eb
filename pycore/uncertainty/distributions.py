"""Draws of a quantity that is known by its mean and its relative uncertainty (half the 95 % interval over the mean)."""

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
    return mean + standard_deviation(mean, relative_uncertainty) * generator.standard_normal(count)


def relative_deviations(generator: Any, distribution: str, relative_uncertainty: float, count: int) -> Any:
    """Draw multipliers with mean 1 for a distribution.

    Every distribution has mean 1. Normal, uniform and triangular ones have a symmetric 95 % interval of
    ±`relative_uncertainty`; the lognormal has the same standard deviation as the normal one.
    """
    import numpy

    if relative_uncertainty == 0 or distribution == "none":
        return numpy.ones(count)
    if distribution == "normal":
        return 1 + relative_uncertainty / HALF_INTERVAL * generator.standard_normal(count)
    if distribution == "lognormal":
        sigma = math.sqrt(math.log1p((relative_uncertainty / HALF_INTERVAL) ** 2))
        return numpy.exp(sigma * generator.standard_normal(count) - sigma * sigma / 2)
    if distribution == "uniform":
        half_width = relative_uncertainty / 0.95
        return generator.uniform(1 - half_width, 1 + half_width, count)
    if distribution == "triangular":
        # P(|x| ≤ k·w) = 1 − (1 − k)², so k = 1 − √0.05 holds 95 %.
        half_width = relative_uncertainty / (1 - math.sqrt(0.05))
        return generator.triangular(1 - half_width, 1, 1 + half_width, count)
    raise ValueError(f"unknown distribution {distribution!r}")
