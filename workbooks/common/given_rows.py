"""Rows that workbooks of places give to others alike, each value by what it is."""

from __future__ import annotations

from collections.abc import Mapping

from pycore.sheets.exchange import From, GivenRows, NotGiven, Worked
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import RowKind


def fuels_given(place: Mapping[M, From | Worked], left_out: tuple[NotGiven, ...] = ()) -> GivenRows:
    """The rows of a ledger of fuels whose parameters may be the user's own.

    Args:
        place: where a row belongs, its evidence and its data quality.
    """
    return GivenRows(
        kind=RowKind.FUELS,
        table="fuels",
        values={
            M.FUEL: From("fuel"),
            M.AMOUNT: From("consumption", measure="measure"),
            M.CALORIFIC_VALUE: From("ncv_own"),
            M.CARBON_PER_ENERGY: From("carbon_content_own"),
            M.OXIDATION: From("oxidation_own"),
            M.REASON: From("reason"),
            M.EMISSION: From("co2"),
            **place,
        },
        left_out=left_out,
    )
