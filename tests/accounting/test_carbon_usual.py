"""What a process unit may release or lose: what real plants do lies below, what cannot be lies above."""

from __future__ import annotations

import pytest

from pycore.accounting import carbon_usual

# Of the carbon of each unit: what plants of the trade release, and the limit that is asked about (judgements).
RELEASED = {
    "gasification": (0.04, 0.12),  # conversion of carbon 96 to 99 %, fixed beds some tenths less
    "shift": (0.0, 0.03),  # CO becomes CO2 within the gas; nothing leaves
    "purification": (0.66, 0.8),  # the vent of an acid gas removal: half to two thirds
    "methanation": (0.0, 0.05),
    "oil_synthesis": (0.25, 0.3),  # its own removal of CO2 and the purge gas
    "oil_processing": (0.2, 0.3),
    "methanol_synthesis": (0.15, 0.2),  # purge gas
    "mto": (0.1, 0.15),  # coke of the regenerator, flare
    "eg_synthesis": (0.2, 0.3),
}


def test_each_limit_is_above_what_plants_release_and_below_all_of_it() -> None:
    assert {unit: most for unit, (_, most) in RELEASED.items()} == carbon_usual.MOST_LOST
    for plants, most in RELEASED.values():
        assert plants < most < 1


def test_slag_water_and_output_have_their_limits() -> None:
    assert (carbon_usual.MOST_IN_SLAG, carbon_usual.MOST_IN_WATER) == (0.15, 0.02)
    assert pytest.approx((0.2, 1.2), abs=1e-12) == (carbon_usual.LEAST_OF_CAPACITY, carbon_usual.MOST_OF_CAPACITY)
