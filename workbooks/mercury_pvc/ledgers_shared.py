"""What the ledgers of the workbook share: a row belongs to a plant, a year and a node."""

from __future__ import annotations

from dataclasses import dataclass

from pycore.equations.domain import NOT_NEGATIVE
from pycore.sheets.definition import Column
from workbooks.common.columns import Test, number
from workbooks.common.ledger import Ledger
from workbooks.mercury_pvc.plants import NO_OUTPUT, PLACE


@dataclass(frozen=True, kw_only=True)
class PlantLedger(Ledger):
    """A ledger whose rows belong to a plant, a year and a node; within a year rows vary together by shared factors."""

    place: tuple[Column, ...] = PLACE
    place_tests: tuple[Test, ...] = (NO_OUTPUT,)
    alike: str = "year"


def pollutants() -> tuple[Column, ...]:
    """The air pollutants that the row's stack emits, as monitored."""
    names = (("nox", "NOx"), ("so2", "SO2"), ("pm", "颗粒物 | particulates"))
    return tuple(number(key, words, "t", NOT_NEGATIVE, width=11, format="#,##0.00", total=True) for key, words in names)
