"""How the emissions of process units vary together: consumers of one factor are not independent of each other.

A product counts the units by its shares. Power and heat are bought and sold under one factor each, so their half-widths
are added over the units, with their signs and shares, before they are squared: that is exact. Rows of fuels, carbon,
carbonates and captured CO2 that take one factor have one sign, and each brings what it adds to the square of their sum:
exact where the units have the same share, and never less than that where they have not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pycore.sheets.definition import Column
from workbooks.common.columns import DASH
from workbooks.common.quantities import in_unit

_ONE_SIGN = ("fuels", "carbon", "carbonates", "capture")
_HALVES = {
    "electricity": "电力因子：半宽 | power factor: half-width",
    "heat": "热力因子：半宽 | heat factor: half-width",
}
"""Ledgers with rows of either sign under one factor."""
_TAKES_FACTOR = {"id_emission_factor": '"?*"'}


def unit_variance(ledger: Callable[..., str]) -> str:
    """The variance of CO2 of a process unit, but for what the factors of power and heat give.

    Args:
        ledger: adds up a column of a ledger over the rows of the unit, with more conditions.
    """
    alone = "+".join(ledger(key, "shared") for key in _ONE_SIGN)
    traded = "+".join(
        f"({ledger(key, 'variance')}-{ledger(key, 'variance', **_TAKES_FACTOR)}"
        f"+{ledger(key, 'variance_activity', **_TAKES_FACTOR)})"
        for key in _HALVES
    )
    return f"{alone}+{traded}"


def half_widths(ledger: Callable[..., str]) -> Iterator[Column]:
    """What the factors of power and heat give a process unit, with its sign."""
    for key, words in _HALVES.items():
        half = ledger(key, "half_emission_factor", **_TAKES_FACTOR)
        yield in_unit("tCO2", DASH)(f"half_{key}", words, half)


def product_variance() -> str:
    """The variance that the units give the product of the row by its shares."""
    share = "share_proposed_share{i}"
    together = (f"SUMPRODUCT({share},summary_proposed_half_{key})^2" for key in _HALVES)
    return "+".join((f"SUMPRODUCT({share},{share},summary_proposed_variance)", *together))
