"""Enthalpy by pressure and temperature: which region a state lies in, and its equation."""

from __future__ import annotations

from pycore.if97.gibbs import region1_enthalpy, region2_enthalpy
from pycore.if97.region3 import region3_enthalpy, steam_density, supercritical_density, water_density
from pycore.if97.saturation import boundary_pressure, saturation_pressure, saturation_temperature
from pycore.if97.tables import CRITICAL_PRESSURE, CRITICAL_TEMPERATURE

# Above this temperature water and steam near saturation are region 3.
_REGION3_FROM = 623.15


def enthalpy(pressure: float, temperature: float) -> float:
    """Return the enthalpy in kJ/kg of water or steam, whichever is there.

    Args:
        pressure: MPa, above 0 and up to 100.
        temperature: K, 273.15 to 1073.15. At saturation it is steam.
    """
    if temperature < CRITICAL_TEMPERATURE and pressure > saturation_pressure(temperature):
        return water_enthalpy(pressure, temperature)
    return steam_enthalpy(pressure, temperature)


def steam_enthalpy(pressure: float, temperature: float) -> float:
    """Return the enthalpy in kJ/kg of a state that is known to be steam, or is above the critical temperature.

    At saturation the two numbers cannot tell the side of the line: the next float is water already.
    """
    if temperature <= _REGION3_FROM or pressure <= boundary_pressure(temperature):
        return region2_enthalpy(pressure, temperature)
    below = pressure <= CRITICAL_PRESSURE
    density = (steam_density if below else supercritical_density)(pressure, temperature)
    return region3_enthalpy(density, temperature)


def water_enthalpy(pressure: float, temperature: float) -> float:
    """Return the enthalpy in kJ/kg of a state below the critical temperature that is known to be water."""
    if temperature <= _REGION3_FROM:
        return region1_enthalpy(pressure, temperature)
    return region3_enthalpy(water_density(pressure, temperature), temperature)


def saturated_steam_enthalpy(pressure: float) -> float:
    """Return the enthalpy in kJ/kg of dry saturated steam, up to the critical pressure in MPa."""
    return steam_enthalpy(pressure, saturation_temperature(pressure))


def saturated_water_enthalpy(pressure: float) -> float:
    """Return the enthalpy in kJ/kg of boiling water, up to the critical pressure in MPa."""
    return water_enthalpy(pressure, saturation_temperature(pressure))
