"""The coefficients of IAPWS-IF97 as tables of numbers, read from the factor library's `steam.csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

GAS_CONSTANT = 0.461526
"""Specific gas constant of water in kJ/(kg·K), equation 1."""
REGION1_PRESSURE, REGION1_TEMPERATURE = 16.53, 1386.0
REGION2_TEMPERATURE = 540.0
CRITICAL_PRESSURE, CRITICAL_TEMPERATURE, CRITICAL_DENSITY = 22.064, 647.096, 322.0

_FILE = Path(__file__).parents[1] / "library" / "data" / "steam.csv"


class Coefficient(Protocol):
    """One coefficient: exponents I and J where it has them, and n."""

    @property
    def part(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def I(self) -> int | None: ...  # noqa: E743  (the symbol of the release)
    @property
    def J(self) -> int | None: ...
    @property
    def n(self) -> float: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SteamTables:
    """Regions 1 to 4 and the boundary between 2 and 3 of IAPWS R7-97(2012).

    Attributes:
        region1: (I, J, n) of table 2; reducing values 16.53 MPa and 1386 K.
        region2_ideal: (J, n) of table 10; reducing values 1 MPa and 540 K.
        region2_residual: (I, J, n) of table 11.
        region3_logarithm: n1 of table 30, the factor of the logarithm of the density.
        region3: (I, J, n) of the rest of table 30; reducing values 322 kg/m³ and 647.096 K.
        region4: n1 to n10 of table 34, saturation (1 MPa, 1 K).
        boundary23: n1 to n5 of table 1 (1 MPa, 1 K).
    """

    region1: tuple[tuple[int, int, float], ...]
    region2_ideal: tuple[tuple[int, float], ...]
    region2_residual: tuple[tuple[int, int, float], ...]
    region3_logarithm: float
    region3: tuple[tuple[int, int, float], ...]
    region4: tuple[float, ...]
    boundary23: tuple[float, ...]


def tabulate(coefficients: Iterable[Coefficient]) -> SteamTables:
    """Arrange the coefficients in the order of their numbers."""
    rows = sorted(coefficients, key=lambda c: c.number)

    def part(name: str) -> tuple[tuple[int, int, float], ...]:
        return tuple((c.I or 0, c.J or 0, c.n) for c in rows if c.part == name)

    (_, _, logarithm), *region3 = part("region3")
    return SteamTables(
        region1=part("region1"),
        region2_ideal=tuple((j, n) for _, j, n in part("region2_ideal")),
        region2_residual=part("region2_residual"),
        region3_logarithm=logarithm,
        region3=tuple(region3),
        region4=tuple(n for _, _, n in part("region4")),
        boundary23=tuple(n for _, _, n in part("boundary23")),
    )


class _Row(NamedTuple):
    """A row of a table of the release, as plain values: what the sums run over."""

    part: str
    number: int
    I: int | None  # noqa: E741
    J: int | None
    n: float


@cache
def steam_tables() -> SteamTables:
    """Read the tables, once.

    Without the library around them: that checks every row of every file and loads pydantic for it, while a
    cell only waits for these numbers. What the library has found right, this reads the same.
    """
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tabulate(
            _Row(row["part"], int(row["number"]), _exponent(row["I"]), _exponent(row["J"]), float(row["n"]))
            for row in csv.DictReader(file)
        )


def _exponent(cell: str) -> int | None:
    return int(cell) if cell else None
