"""The ledgers of the park: what there is, in the order of the inventory, and their sheets."""

from __future__ import annotations

from pycore.sheets.definition import Sheet
from workbooks.industrial_park.ledgers_activity import BIOMASS, FUGITIVE, PROCESS
from workbooks.industrial_park.ledgers_fuels import FUELS
from workbooks.industrial_park.ledgers_industry import CLINKER, GLASS, NITRIC, STEEL
from workbooks.industrial_park.ledgers_power import POWER
from workbooks.industrial_park.ledgers_reductions import REDUCTIONS
from workbooks.industrial_park.ledgers_shared import ParkLedger
from workbooks.industrial_park.ledgers_waste import WASTEWATER
from workbooks.industrial_park.size import Size

__all__ = ["LEDGERS", "ParkLedger", "ledger_sheets"]

LEDGERS = (FUELS, BIOMASS, FUGITIVE, POWER, PROCESS, CLINKER, STEEL, NITRIC, GLASS, WASTEWATER, REDUCTIONS)


def ledger_sheets(size: Size) -> tuple[Sheet, ...]:
    """Return the sheets on which the ledgers stand, one each."""
    return tuple(ledger.sheet_of(size) for ledger in LEDGERS)
