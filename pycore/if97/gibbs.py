"""Regions 1 and 2, whose equations give the Gibbs energy by pressure and temperature."""

from __future__ import annotations

import math
from functools import cache

from pycore.if97.tables import (
    GAS_CONSTANT,
    REGION1_PRESSURE,
    REGION1_TEMPERATURE,
    REGION2_TEMPERATURE,
    steam_tables,
)

# A term of a sum: the exponents of pressure and temperature, and the factor before them.
_Terms = tuple[tuple[int, int, float], ...]


def region1_enthalpy(pressure: float, temperature: float) -> float:
    """Return the enthalpy of liquid water in kJ/kg (equation 7 and table 3)."""
    pi = 7.1 - pressure / REGION1_PRESSURE
    tau = REGION1_TEMPERATURE / temperature - 1.222
    return math.fsum([factor * pi**i * tau**j for i, j, factor in _region1_terms()])


def region2_enthalpy(pressure: float, temperature: float) -> float:
    """Return the enthalpy of steam in kJ/kg (equations 15 to 17 and table 12)."""
    tau = REGION2_TEMPERATURE / temperature
    beyond = tau - 0.5
    ideal, residual = _region2_terms()
    terms = [factor * tau**j for _, j, factor in ideal]
    terms += [factor * pressure**i * beyond**j for i, j, factor in residual]
    return math.fsum(terms)


# h = R T τ ∂γ/∂τ, and T τ is the reducing temperature: a constant that stands in the factors.


@cache
def _region1_terms() -> _Terms:
    return _derived(steam_tables().region1, GAS_CONSTANT * REGION1_TEMPERATURE)


@cache
def _region2_terms() -> tuple[_Terms, _Terms]:
    tables, unit = steam_tables(), GAS_CONSTANT * REGION2_TEMPERATURE
    return _derived([(0, j, n) for j, n in tables.region2_ideal], unit), _derived(tables.region2_residual, unit)


def _derived(terms: _Terms | list[tuple[int, int, float]], unit: float) -> _Terms:
    """Differentiate by the temperature; a term without it is gone."""
    return tuple((i, j - 1, n * j * unit) for i, j, n in terms if j)
