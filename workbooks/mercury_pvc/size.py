"""How many rows the tables have, spare ones included."""

from __future__ import annotations

PLANTS, PLANT_YEARS = 12, 24
"""A plant is a row, and so is each year of a plant; tables of results have a row for each."""
CATALYST, MATERIALS, OUTFLOWS = 24, 24, 110
FUELS, PROCESS, FLOWS, POWER, HEAT, UPSTREAM = 24, 32, 48, 48, 24, 24
