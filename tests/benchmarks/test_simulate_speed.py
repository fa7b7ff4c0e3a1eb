"""What a simulation costs beside the same sums written by hand in numpy, on the worked example."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.conftest import Measured, Timer
from pycore.formulas.arrays import BLOCK
from pycore.simulate.simulate import calculated_values, formula_arrays, simulate
from tests.simulate.test_simulate_by_hand import book_of, by_hand, same_draws
from workbooks.coal_chemical import WORKBOOK

pytestmark = [pytest.mark.usefixtures("measuring"), pytest.mark.slow]

EXAMPLE: dict[str, Any] = dict(WORKBOOK.examples["default"])
DRAWS = 100_000
BY_HAND = "numpy by hand, 100,000 draws"
NUMBERS = (
    "summary_proposed_total_total",
    "summary_proposed_nox_total",
    "performance_e_ghg",
    "performance_e_nox",
)


class Prepared:
    """The example, its draws and its formulas, ready to be evaluated."""

    def __init__(self) -> None:
        self.book = book_of(EXAMPLE)
        self.simulation = simulate(self.book, DRAWS)
        self.draws = same_draws(self.simulation)
        self.arrays = formula_arrays(self.book, calculated_values(self.book))
        self.cells = [number.cell for number in self.simulation.numbers if number.name in NUMBERS]
        self.drawn = {source.cell: self.draws[source.name] for source in self.simulation.sources}
        self.evaluate()

    def evaluate(self) -> Any:
        return self.arrays.evaluate(self.cells, self.drawn)

    def by_hand(self) -> Any:
        return by_hand(EXAMPLE, self.draws)

    def by_hand_in_blocks(self) -> None:
        for start in range(0, DRAWS, BLOCK):
            by_hand(EXAMPLE, {name: lanes[start : start + BLOCK] for name, lanes in self.draws.items()})


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return Prepared()


def test_a_hundred_thousand_draws_beside_numpy_by_hand(
    measured: Measured, side_by_side: Timer, prepared: Prepared
) -> None:
    ours, reference = side_by_side(prepared.evaluate, prepared.by_hand)
    measured("simulate: evaluation", ours / reference, "×", 2, BY_HAND + " as a whole")


def test_a_hundred_thousand_draws_beside_numpy_by_hand_in_blocks(
    measured: Measured, side_by_side: Timer, prepared: Prepared
) -> None:
    ours, reference = side_by_side(prepared.evaluate, prepared.by_hand_in_blocks)
    measured("simulate: evaluation", ours / reference, "×", 2, BY_HAND + " in blocks of the cache")


def test_a_whole_simulation_beside_numpy_by_hand(measured: Measured, side_by_side: Timer, prepared: Prepared) -> None:
    ours, reference = side_by_side(
        lambda: simulate(prepared.book, DRAWS),
        lambda: by_hand(EXAMPLE, same_draws(prepared.simulation)),
        rounds=3,
    )
    measured("simulate: everything, once", ours / reference, "×", 20, BY_HAND + ", draws made too")
    measured("simulate: everything, once", ours, "s", 10)
