"""Bounds of what a site can sell: what physics and the best plants allow lies below, and not far."""

from __future__ import annotations

from pycore.accounting import energy_usual


def test_no_plant_turns_more_of_its_fuel_into_power_and_heat() -> None:
    """The best cogeneration sells some 0.9 of its fuel; a chemical plant gives off less than half of its feed's energy."""
    assert (energy_usual.MOST_TO_BOTH, energy_usual.MOST_OF_LOSS) == (0.95, 0.5)


def test_energy_of_carbon_in_coal_feed_and_products() -> None:
    """GJ/tC: coal 35 to 42 (27 GJ/t at 0.65), methane 55.5·16/12 = 74 gross and 66.7 net, methanol 19.9·32/12 = 53."""
    assert (energy_usual.COAL_ENERGY, energy_usual.FEED_ENERGY, energy_usual.PRODUCT_ENERGY) == (42.0, 70.0, 44.0)
    assert energy_usual.COAL_ENERGY > 27 / 0.65
    assert energy_usual.FEED_ENERGY > 50.0 * 16 / 12
