"""How many rows the tables of the park workbook have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Rows of each table, spare ones included. Sums run over named columns, so they grow with the rows, not faster."""

    # plan and present
    enterprises: int = 60
    boundary_points: int = 24
    sector_plans: int = 12
    planned_projects: int = 12
    energy_supply: int = 12
    efficiency: int = 20
    infrastructure: int = 10
    transport: int = 12
    conformity: int = 20
    management: int = 12
    identified: int = 24
    # ledgers
    fuels: int = 120
    biomass: int = 20
    fugitive: int = 12
    power: int = 60
    process: int = 60
    clinker: int = 12
    steel: int = 12
    nitric: int = 12
    glass: int = 20
    wastewater: int = 40
    reductions: int = 30
    # future and closing
    scenarios: int = 6
    parameters: int = 72
    indicators: int = 50
    measures: int = 60
    tracking: int = 24
    admission: int = 24


DEFAULT = Size()
