"""A picture of many results stays readable: it shows the first that vary, and no more than a page holds."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from pycore.simulate.picture import MOST_DRAWN, picture_size
from pycore.simulate.result import Simulation


def _simulation(varying: int, fixed: int = 0) -> Simulation:
    numbers: list[Any] = [SimpleNamespace(draws=np.zeros(3)) for _ in range(fixed)]
    numbers += [SimpleNamespace(draws=np.arange(3.0)) for _ in range(varying)]
    return cast("Simulation", SimpleNamespace(performances=lambda: (), numbers=numbers))


def test_a_picture_grows_no_longer_than_a_page() -> None:
    assert picture_size(_simulation(70)) == picture_size(_simulation(MOST_DRAWN))
    assert picture_size(_simulation(3))[1] < picture_size(_simulation(MOST_DRAWN))[1]


def test_results_that_do_not_vary_take_no_place() -> None:
    assert picture_size(_simulation(2, fixed=40)) == picture_size(_simulation(2))
