"""The ledgers of the park: what there is, in the order of the inventory, and their sheets."""

from __future__ import annotations

from pycore.sheets.definition import Sheet
from workbooks.industrial_park.ledgers_activity import (
    BIOMASS,
    FUGITIVE,
    PROCESS,
    biomass_sheet,
    fugitive_sheet,
    process_sheet,
)
from workbooks.industrial_park.ledgers_fuels import FUELS, fuels_sheet
from workbooks.industrial_park.ledgers_industry import CLINKER, GLASS, NITRIC, STEEL, industry_sheets
from workbooks.industrial_park.ledgers_power import POWER, power_sheet
from workbooks.industrial_park.ledgers_reductions import REDUCTIONS, reductions_sheet
from workbooks.industrial_park.ledgers_shared import POLLUTANTS, LedgerInfo
from workbooks.industrial_park.ledgers_waste import WASTEWATER, wastewater_sheet
from workbooks.industrial_park.size import Size

__all__ = ["LEDGERS", "POLLUTANTS", "LedgerInfo", "ledger_sheets"]

LEDGERS: tuple[LedgerInfo, ...] = (
    FUELS,
    BIOMASS,
    FUGITIVE,
    POWER,
    PROCESS,
    CLINKER,
    STEEL,
    NITRIC,
    GLASS,
    WASTEWATER,
    REDUCTIONS,
)


def ledger_sheets(size: Size) -> tuple[Sheet, ...]:
    """Return the sheets on which the ledgers stand, one each."""
    return (
        fuels_sheet(size),
        biomass_sheet(size),
        fugitive_sheet(size),
        power_sheet(size),
        process_sheet(size),
        *industry_sheets(size),
        wastewater_sheet(size),
        reductions_sheet(size),
    )
