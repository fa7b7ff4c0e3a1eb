"""The coefficients of IAPWS-IF97 that steam heat needs, as tables of numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pycore.library.records import Coefficient


@dataclass(frozen=True, slots=True, kw_only=True)
class SteamTables:
    """Regions 2 and 4 and the boundary between 2 and 3 of IAPWS R7-97(2012).

    Attributes:
        region2_ideal: (J, n) of table 10; reducing values 1 MPa and 540 K.
        region2_residual: (I, J, n) of table 11.
        region4: n1 to n10 of table 34, saturation (1 MPa, 1 K).
        boundary23: n1 to n5 of table 1 (1 MPa, 1 K).
    """

    region2_ideal: tuple[tuple[int, float], ...]
    region2_residual: tuple[tuple[int, int, float], ...]
    region4: tuple[float, ...]
    boundary23: tuple[float, ...]


def tabulate(coefficients: Iterable[Coefficient]) -> SteamTables:
    """Arrange the coefficients in the order of their numbers."""
    rows = sorted(coefficients, key=lambda c: c.number)
    return SteamTables(
        region2_ideal=tuple((c.J or 0, c.n) for c in rows if c.part == "region2_ideal"),
        region2_residual=tuple((c.I or 0, c.J or 0, c.n) for c in rows if c.part == "region2_residual"),
        region4=tuple(c.n for c in rows if c.part == "region4"),
        boundary23=tuple(c.n for c in rows if c.part == "boundary23"),
    )
