"""Elementary functions give the same on every reading."""

from __future__ import annotations

import math

import numpy as np
import pytest
from uncertainties import ufloat

from pycore.equations import units
from pycore.equations.elementary import absolute, logarithm, maximum, minimum, sqrt


def test_a_root_is_the_same_on_numbers_columns_and_quantities() -> None:
    assert sqrt(9) == 3
    assert sqrt(np.array([9.0, 16.0])).tolist() == [3.0, 4.0]
    assert sqrt(9 * units.unit("m**2")) == 3 * units.unit("m")


def test_the_root_of_a_negative_number_is_not_a_number() -> None:
    assert math.isnan(sqrt(-1.0))
    with np.errstate(invalid="ignore"):
        assert np.isnan(sqrt(np.array([-1.0]))).all()


def test_the_root_of_an_uncertain_number_halves_its_relative_uncertainty() -> None:
    root = sqrt(ufloat(100, 2))
    assert (root.nominal_value, root.std_dev) == (10, pytest.approx(0.1))


def test_larger_and_smaller_are_chosen_lane_by_lane() -> None:
    assert maximum(np.array([-1.0, 2.0]), 0.0).tolist() == [0.0, 2.0]
    assert minimum(0.0, np.array([-1.0, 2.0])).tolist() == [-1.0, 0.0]


def test_an_uncertain_number_is_chosen_by_its_mean_and_keeps_its_uncertainty() -> None:
    chosen = maximum(ufloat(3, 1), 2)
    assert chosen.std_dev == 1
    assert minimum(ufloat(3, 1), 2) == 2


def test_the_absolute_value_keeps_the_reading() -> None:
    assert absolute(-2.5) == 2.5
    assert absolute(ufloat(-3, 1)).nominal_value == 3


def test_a_logarithm_is_the_same_on_numbers_columns_and_uncertain_numbers() -> None:
    assert logarithm(math.e) == 1
    assert logarithm(np.array([1.0, math.e**2])).tolist() == [0.0, pytest.approx(2.0)]
    assert math.isnan(logarithm(0.0))
    found = logarithm(ufloat(100, 2))
    assert (found.nominal_value, found.std_dev) == (pytest.approx(math.log(100)), pytest.approx(0.02))
