"""What a simulation costs beside the same sums written by hand in numpy, on the worked example."""

from __future__ import annotations

from typing import Any

import pytest
from engine.test_simulate_by_hand import book_of, by_hand, same_draws

from benchmarks.conftest import Measured, best_time, side_by_side
from pycore.engine.formula_arrays import BLOCK
from pycore.engine.simulate import calculated_values, formula_arrays, simulate
from workbooks.coal_chemical import WORKBOOK

pytestmark = pytest.mark.usefixtures("measuring")

EXAMPLE: dict[str, Any] = dict(WORKBOOK.examples["default"])
DRAWS = 100_000
BY_HAND = "numpy by hand, 100,000 draws"
NUMBERS = (
    "summary_proposed_total_total",
    "summary_proposed_nox_total",
    "performance_e_ghg",
    "performance_e_nox",
)


def test_a_hundred_thousand_draws_beside_numpy_by_hand(measured: Measured) -> None:
    book = book_of(EXAMPLE)
    simulation = simulate(book, DRAWS)
    draws = same_draws(simulation)
    arrays = formula_arrays(book, calculated_values(book))
    cells = [number.cell for number in simulation.numbers if number.name in NUMBERS]
    drawn = {source.cell: draws[source.name] for source in simulation.sources}

    def hand_in_blocks() -> None:
        for start in range(0, DRAWS, BLOCK):
            by_hand(EXAMPLE, {name: lanes[start : start + BLOCK] for name, lanes in draws.items()})

    def ours() -> Any:
        return arrays.evaluate(cells, drawn)

    ours()
    evaluation, whole = side_by_side(ours, lambda: by_hand(EXAMPLE, draws))
    measured("simulate: evaluation", evaluation / whole, "×", 2, BY_HAND + " as a whole")
    evaluation, blocks = side_by_side(ours, hand_in_blocks)
    measured("simulate: evaluation", evaluation / blocks, "×", 2, BY_HAND + " in blocks")
    by_numpy, everything = side_by_side(
        lambda: by_hand(EXAMPLE, same_draws(simulation)), lambda: simulate(book, DRAWS), rounds=3
    )
    measured("simulate: everything, once", everything / by_numpy, "×", 20, BY_HAND + ", draws made too")
    measured("simulate: everything, once", best_time(lambda: simulate(book, DRAWS), 3), "s", 10)
