"""A new plant of 400 kt/a ethylene glycol by the oxalate route, every drive on grid power, no boiler of its own."""

from __future__ import annotations

from typing import Any

from tests.workbooks.coal_chemical.projects.rows import (
    capture,
    feed,
    flux,
    fuel,
    heat,
    methane,
    monitored,
    power,
    product,
    residue,
    stack,
    steam,
    transfer,
)

PROPOSED = "proposed"
PRODUCTS = [{"product": "ethylene_glycol", "capacity": 400_000, "proposed": 400_000, "offsite": "no"}]
UNITS = ("gasification", "shift", "purification", "eg_synthesis", "air_separation", "utilities", "auxiliary")
SHARES: dict[str, dict[str, tuple[float, ...]]] = {PROPOSED: dict.fromkeys(UNITS, (1.0,))}
"""By stage and unit, for each product; one product takes all."""

DATA: dict[str, Any] = {
    "project": {"name": "Trial A: ethylene glycol", "nature": "new", "province": "shaanxi"},
    "products": PRODUCTS,
    "carbon": [
        feed(PROPOSED, "gasification", "feed_coal", 800_000, 0.58),
        *transfer(PROPOSED, "gasification", "shift", "syngas", 120_000, 3.7),
        residue(PROPOSED, "gasification", "slag", 100_000, 0.06),
        residue(PROPOSED, "gasification", "waste_water", 1_500_000, 0.0004),
        *transfer(PROPOSED, "shift", "purification", "syngas", 170_000, 2.6),
        *transfer(PROPOSED, "purification", "eg_synthesis", "syngas", 80_000, 2.15),
        product(PROPOSED, "eg_synthesis", "ethylene_glycol", 400_000, 0.387),
        product(PROPOSED, "eg_synthesis", "other", 6_000, 0.4),
        residue(PROPOSED, "eg_synthesis", "waste_water", 400_000, 0.0005),
    ],
    "fuels": [
        fuel(PROPOSED, "gasification", "natural_gas", 500),
        fuel(PROPOSED, "eg_synthesis", "natural_gas", 800, carbon_measured=5.9),
        fuel(PROPOSED, "auxiliary", "diesel", 300),
        fuel(PROPOSED, "purification", "other_coal_gas", 4_000, in_balance="yes"),
    ],
    "carbonates": [flux(PROPOSED, "gasification", 10_000, 0.93)],
    "electricity": [
        power(PROPOSED, "air_separation", 380_000),
        power(PROPOSED, "gasification", 30_000),
        power(PROPOSED, "purification", 60_000),
        power(PROPOSED, "eg_synthesis", 90_000),
        power(PROPOSED, "utilities", 45_000),
        power(PROPOSED, "auxiliary", 20_000),
        power(PROPOSED, "eg_synthesis", 5_000, "sold"),
    ],
    "heat": [
        heat(PROPOSED, "eg_synthesis", 120_000),
        steam(PROPOSED, "eg_synthesis", 90_000, 4.0, 400.0),
        steam(PROPOSED, "purification", 50_000, 0.6, 180.0, "sold"),
    ],
    "capture": [capture(PROPOSED, "purification", 0.99, volume=2_000)],
    "nox": [
        stack(PROPOSED, "gasification", "coal drying", 45, 90_000),
        stack(PROPOSED, "eg_synthesis", "superheater", 70, 60_000),
        stack(PROPOSED, "eg_synthesis", "incinerator", 48, 15_000),
        monitored(PROPOSED, "purification", "sulphur recovery", 3.2),
    ],
    "methane": [methane(PROPOSED, "eg_synthesis", 12)],
}
