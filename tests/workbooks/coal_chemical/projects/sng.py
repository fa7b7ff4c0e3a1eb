"""A plant of 2·10⁹ m³/a synthetic natural gas with coal boilers of its own, extended by direct liquefaction and more gas.

The extension has boilers that serve both products (0.35 and 0.65), hands captured CO2 over and replaces old boilers; the
existing plant makes gas only, so all that it emits is the gas's.
"""

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

EXISTING, PROPOSED, REPLACED = "existing", "proposed", "replaced"
PRODUCTS = [
    {"product": "sng", "capacity": 2_500_000, "existing": 2_000_000, "proposed": 500_000},
    {"product": "dcl", "capacity": 1_000_000, "proposed": 1_000_000},
]
_GAS = ("gasification", "shift", "purification", "methanation", "air_separation", "boilers", "utilities", "auxiliary")
_OF_BOTH = {
    "gasification": (0.6, 0.4),
    "shift": (0.6, 0.4),
    "purification": (0.6, 0.4),
    "air_separation": (0.6, 0.4),
    "boilers": (0.35, 0.65),
    "utilities": (0.5, 0.5),
    "auxiliary": (0.5, 0.5),
}
SHARES: dict[str, dict[str, tuple[float, ...]]] = {
    EXISTING: dict.fromkeys(_GAS, (1.0, 0.0)),
    PROPOSED: {
        **_OF_BOTH,
        "methanation": (1.0, 0.0),
        "direct_liquefaction": (0.0, 1.0),
        "hydrotreating": (0.0, 1.0),
    },
    REPLACED: dict.fromkeys(_GAS, (1.0, 0.0)),
}
"""By stage and unit, for each product; those of methanation, liquefaction and hydro-treatment follow from the carbon."""


def own_shares(units: list[str]) -> list[dict[str, Any]]:
    """The shares that have to be entered: hydrogen carries no carbon, so the flows do not say who is served."""
    reason = {"reason": "by hydrogen and steam taken"}
    return [
        {"own1": _OF_BOTH[unit][0], "own2": _OF_BOTH[unit][1], **reason} if unit in _OF_BOTH else {} for unit in units
    ]


DATA: dict[str, Any] = {
    "project": {"name": "Trial B: gas and direct liquefaction", "nature": "extension", "province": "xinjiang"},
    "products": PRODUCTS,
    "carbon": [
        feed(EXISTING, "gasification", "feed_coal", 6_500_000, 0.55),
        *transfer(EXISTING, "gasification", "shift", "syngas", 1_100_000, 3.0),
        product(EXISTING, "gasification", "other", 150_000, 0.82),
        residue(EXISTING, "gasification", "slag", 900_000, 0.06),
        residue(EXISTING, "gasification", "waste_water", 9_000_000, 0.0006),
        *transfer(EXISTING, "shift", "purification", "syngas", 1_250_000, 2.62),
        *transfer(EXISTING, "purification", "methanation", "syngas", 600_000, 1.8),
        product(EXISTING, "methanation", "sng", 200_000, 5.2),
        feed(PROPOSED, "gasification", "feed_coal", 2_600_000, 0.56),
        *transfer(PROPOSED, "gasification", "shift", "syngas", 380_000, 3.6),
        residue(PROPOSED, "gasification", "slag", 350_000, 0.05),
        residue(PROPOSED, "gasification", "waste_water", 2_500_000, 0.0004),
        *transfer(PROPOSED, "shift", "purification", "syngas", 500_000, 2.7),
        *transfer(PROPOSED, "purification", "methanation", "syngas", 150_000, 1.8),
        product(PROPOSED, "methanation", "sng", 50_000, 5.2),
        feed(PROPOSED, "direct_liquefaction", "feed_coal", 2_000_000, 0.63),
        *transfer(PROPOSED, "direct_liquefaction", "hydrotreating", "oil_products", 1_150_000, 0.87),
        residue(PROPOSED, "direct_liquefaction", "slag", 450_000, 0.45),
        product(PROPOSED, "hydrotreating", "oil_products", 1_000_000, 0.86),
        product(PROPOSED, "hydrotreating", "other", 90_000, 0.82),
    ],
    "fuels": [
        fuel(EXISTING, "boilers", "bituminous", 2_000_000, ncv_own=20.5, **{"reason": "measured"}),
        fuel(EXISTING, "auxiliary", "diesel", 900),
        fuel(PROPOSED, "boilers", "bituminous", 900_000, carbon_measured=0.531),
        fuel(PROPOSED, "hydrotreating", "natural_gas", 2_500),
        fuel(PROPOSED, "auxiliary", "diesel", 650),
        fuel(REPLACED, "boilers", "bituminous", 700_000, ncv_own=20.5, **{"reason": "measured"}),
    ],
    "carbonates": [
        flux(EXISTING, "boilers", 52_000, 0.9),
        flux(PROPOSED, "boilers", 26_000, 0.92),
        flux(REPLACED, "boilers", 18_000, 0.9),
    ],
    "electricity": [
        power(EXISTING, "air_separation", 420_000),
        power(EXISTING, "utilities", 60_000),
        power(EXISTING, "boilers", 30_000, "sold"),
        power(PROPOSED, "air_separation", 350_000),
        power(PROPOSED, "direct_liquefaction", 280_000),
        power(PROPOSED, "hydrotreating", 110_000),
        power(PROPOSED, "utilities", 75_000),
        power(PROPOSED, "auxiliary", 9_000),
        power(PROPOSED, "gasification", 88_000),
    ],
    "heat": [
        heat(EXISTING, "boilers", 260_000, "sold"),
        steam(PROPOSED, "boilers", 120_000, 1.0, 250.0, "sold"),
        heat(PROPOSED, "hydrotreating", 45_000),
    ],
    "capture": [
        capture(EXISTING, "purification", 0.98, volume=1_500),
        capture(PROPOSED, "purification", 0.985, mass=120_000),
    ],
    "nox": [
        stack(EXISTING, "boilers", "old boilers", 95, 2_100_000),
        stack(EXISTING, "purification", "incinerator", 80, 110_000),
        monitored(EXISTING, "methanation", "superheater", 21.5),
        stack(PROPOSED, "boilers", "new boilers", 45, 950_000),
        stack(PROPOSED, "gasification", "coal drying", 46, 240_000),
        stack(PROPOSED, "hydrotreating", "heaters", 62, 180_000),
        stack(PROPOSED, "purification", "incinerator", 48, 60_000),
        monitored(REPLACED, "boilers", "boilers shut down", 560.0),
    ],
    "methane": [methane(EXISTING, "methanation", 140), methane(PROPOSED, "methanation", 31)],
}
