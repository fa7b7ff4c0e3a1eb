"""How large the unit of an amount is in the unit that a threshold is in: no m³ is ever held against tonnes."""

from __future__ import annotations

from collections.abc import Mapping

from pycore.language import Text
from pycore.sheets.meaning_of import Dimension, dimensions

AMOUNTS: Mapping[Dimension, float] = dict.fromkeys(Dimension, 1.0)
"""Base units as they are: t, 10⁴ Nm³, GJ, MWh."""
PRODUCTS: Mapping[Dimension, float] = {Dimension.MASS: 1.0, Dimension.GAS_VOLUME: 10.0}
"""Products are counted in t, or in 10³ m³."""


def scale(unit: Text, wanted: Mapping[Dimension, float]) -> float | None:
    """The factor from a unit to the base units of some dimensions; None where a row may be in either of two sizes.

    A column of "t or 10⁴ Nm³" has one factor, 1, for whichever a row is in. One of "t or m³" has two: nothing can be
    said of its rows, and nothing is.
    """
    found = {size * wanted[dimension] for dimension, size in dimensions(unit).items() if dimension in wanted}
    sizes = sorted(found)
    if not sizes or sizes[-1] > sizes[0] * (1 + 1e-9):
        return None
    return sizes[0]
