"""Region 3, around the critical point, whose equation gives the Helmholtz energy by density and temperature."""

from __future__ import annotations

import math

from pycore.if97.tables import CRITICAL_DENSITY, CRITICAL_TEMPERATURE, GAS_CONSTANT, steam_tables

# Denser than water anywhere in region 3: 100 MPa at 623.15 K is 763 kg/m³.
_DENSEST = 800.0
_MPA_PER_KPA = 0.001
_ENOUGH_STEPS = 200


def region3_pressure(density: float, temperature: float) -> float:
    """Return the pressure in MPa at kg/m³ and K (equation 28 and table 31)."""
    return _pressure_and_slope(_isotherm(temperature), density)[0]


def region3_enthalpy(density: float, temperature: float) -> float:
    """Return the enthalpy in kJ/kg at kg/m³ and K (equation 28 and table 31)."""
    delta, tau = density / CRITICAL_DENSITY, CRITICAL_TEMPERATURE / temperature
    tables = steam_tables()
    terms = [(i + j) * n * delta**i * tau**j for i, j, n in tables.region3]
    return GAS_CONSTANT * temperature * (tables.region3_logarithm + math.fsum(terms))


def steam_density(pressure: float, temperature: float) -> float:
    """Return the density in kg/m³ on the side of steam: up to the critical one.

    From left of the root, where steam is an ideal gas, the pressure rises ever less steeply up to saturation,
    so Newton's steps never pass the root; and what lies beyond the greatest pressure of an isotherm below the
    critical temperature is no steam. Within 0.00001 K of the critical point, where saturation by region 4 lies
    2 Pa above that greatest pressure, its density is the answer.
    """
    ideal = pressure / (GAS_CONSTANT * temperature * _MPA_PER_KPA)
    return _density(pressure, temperature, ideal, CRITICAL_DENSITY, steam=True)


def water_density(pressure: float, temperature: float) -> float:
    """Return the density in kg/m³ on the side of water: from the critical one."""
    return _density(pressure, temperature, CRITICAL_DENSITY, _DENSEST, steam=False)


def supercritical_density(pressure: float, temperature: float) -> float:
    """Return the density in kg/m³ from the critical temperature up, where there is one for each pressure."""
    steam = pressure <= region3_pressure(CRITICAL_DENSITY, temperature)
    return (steam_density if steam else water_density)(pressure, temperature)


def _density(pressure: float, temperature: float, low: float, high: float, *, steam: bool) -> float:
    """Find the root between two densities: Newton's steps, and halves wherever one would leave the bracket."""
    isotherm, density = _isotherm(temperature), low if steam else high
    for _ in range(_ENOUGH_STEPS):
        found, slope = _pressure_and_slope(isotherm, density)
        # Where pressure falls with density there is no state: beyond the root for steam, before it for water.
        beyond = steam if slope <= 0 else found >= pressure
        low, high = (low, density) if beyond else (density, high)
        next_density = density - (found - pressure) / slope if slope > 0 else low
        if not low < next_density < high:
            next_density = (low + high) / 2
        if next_density in (low, high) or abs(next_density - density) <= 1e-15 * density:
            return next_density
        density = next_density
    return density


def _isotherm(temperature: float) -> tuple[float, list[float]]:
    """Return R T and the polynomial of δ φ_δ in the reduced density δ at one temperature."""
    tau, tables = CRITICAL_TEMPERATURE / temperature, steam_tables()
    factors = [0.0] * (1 + max(i for i, _, _ in tables.region3))
    factors[0] = tables.region3_logarithm
    for i, j, n in tables.region3:
        factors[i] += i * n * tau**j
    return GAS_CONSTANT * temperature * _MPA_PER_KPA, factors[::-1]


def _pressure_and_slope(isotherm: tuple[float, list[float]], density: float) -> tuple[float, float]:
    """Return p = ρ R T δφ_δ in MPa and its derivative by the density, the polynomial by Horner's scheme."""
    unit, factors = isotherm
    delta, value, derivative = density / CRITICAL_DENSITY, 0.0, 0.0
    for factor in factors:
        derivative = derivative * delta + value
        value = value * delta + factor
    return density * unit * value, unit * (value + delta * derivative)
