"""Region 4, the saturation line, and the boundary between regions 2 and 3."""

from __future__ import annotations

import math

from pycore.if97.tables import CRITICAL_PRESSURE, CRITICAL_TEMPERATURE, steam_tables

__all__ = [
    "CRITICAL_PRESSURE",
    "CRITICAL_TEMPERATURE",
    "boundary_pressure",
    "saturation_pressure",
    "saturation_temperature",
]


def saturation_temperature(pressure: float) -> float:
    """Return the saturation temperature in K at a pressure in MPa (equation 31).

    It holds from 0.000611213 MPa to the critical pressure.
    """
    n1, n2, n3, n4, n5, n6, n7, n8, n9, n10 = steam_tables().region4
    beta = math.sqrt(math.sqrt(pressure))
    e = (beta + n3) * beta + n6
    f = (n1 * beta + n4) * beta + n7
    g = (n2 * beta + n5) * beta + n8
    d = 2 * g / (-f - math.sqrt(f * f - 4 * e * g))
    return (n10 + d - math.sqrt((n10 + d) ** 2 - 4 * (n9 + n10 * d))) / 2


def saturation_pressure(temperature: float) -> float:
    """Return the saturation pressure in MPa at a temperature in K (equation 30).

    It holds from 273.15 K to the critical temperature.
    """
    n1, n2, n3, n4, n5, n6, n7, n8, n9, n10 = steam_tables().region4
    theta = temperature + n9 / (temperature - n10)
    a = (theta + n1) * theta + n2
    b = (n3 * theta + n4) * theta + n5
    c = (n6 * theta + n7) * theta + n8
    root: float = 2 * c / (-b + math.sqrt(b * b - 4 * a * c))
    return root**4


def boundary_pressure(temperature: float) -> float:
    """Return the pressure in MPa at which region 2 ends and region 3 begins (equation 5)."""
    n1, n2, n3, _, _ = steam_tables().boundary23
    return n1 + (n2 + n3 * temperature) * temperature
