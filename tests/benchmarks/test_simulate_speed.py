"""What a simulation costs beside the same sums written by hand in numpy, on the worked example."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.conftest import Measured, Timer, best_time
from pycore.formulas.arrays import BLOCK
from pycore.simulate.simulate import calculated_values, formula_arrays, simulate
from tests.simulate.test_simulate_by_hand import book_of, by_hand, same_draws
from workbooks.coal_chemical import WORKBOOK

pytestmark = [pytest.mark.usefixtures("measuring"), pytest.mark.slow]

EXAMPLE: dict[str, Any] = dict(WORKBOOK.examples["default"])
DRAWS = 100_000
ROUNDS = 10
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


def test_a_hundred_thousand_draws_beside_both_forms_by_hand(measured: Measured, prepared: Prepared) -> None:
    """All three in turns in one process, so that what disturbs the machine disturbs each; the shortest time counts."""
    forms = {
        "ours": prepared.evaluate,
        "as a whole": prepared.by_hand,
        "in blocks of the cache": prepared.by_hand_in_blocks,
    }
    shortest = dict.fromkeys(forms, float("inf"))
    for _ in range(ROUNDS):
        for name, form in forms.items():
            shortest[name] = min(shortest[name], best_time(form, rounds=1))
    ours = shortest.pop("ours")
    for name, reference in shortest.items():
        measured("simulate: evaluation", ours / reference, "×", 2, f"{BY_HAND} {name}")
    fastest = min(shortest, key=lambda name: shortest[name])
    measured("simulate: evaluation", ours / shortest[fastest], "×", 1.5, f"{BY_HAND}, the faster: {fastest}")


def test_one_block_beside_numpy_by_hand(measured: Measured, prepared: Prepared) -> None:
    """A block is over so soon that some of its runs are not disturbed, on a busy machine too."""
    draws = {name: lanes[:BLOCK] for name, lanes in prepared.draws.items()}
    drawn = {cell: lanes[:BLOCK] for cell, lanes in prepared.drawn.items()}
    shortest = [float("inf")] * 2
    for _ in range(ROUNDS * 5):
        for i, form in enumerate(
            (lambda: prepared.arrays.evaluate(prepared.cells, drawn), lambda: by_hand(EXAMPLE, draws))
        ):
            shortest[i] = min(shortest[i], best_time(form, rounds=1))
    measured("simulate: one block", shortest[0] / shortest[1], "×", 1.5, f"numpy by hand, {BLOCK:,} draws")


def test_a_whole_simulation_beside_numpy_by_hand(measured: Measured, side_by_side: Timer, prepared: Prepared) -> None:
    ours, reference = side_by_side(
        lambda: simulate(prepared.book, DRAWS),
        lambda: by_hand(EXAMPLE, same_draws(prepared.simulation)),
        rounds=3,
    )
    measured("simulate: everything, once", ours / reference, "×", 20, BY_HAND + ", draws made too")
    measured("simulate: everything, once", ours, "s", 10)
