"""Water and steam by IAPWS-IF97 (R7-97(2012)): regions 1 to 4, from the coefficients of the factor library.

Pressures are absolute in MPa, temperatures in K, enthalpies in kJ/kg, densities in kg/m³. Only the standard
library is used, and nothing is read before the first calculation, so that importing it costs nothing.

In: pressure and temperature as plain numbers.
Out: saturation, enthalpy of steam and of water.
Called by: accounting (steam, heat), and the native formulas generated beside it.

>>> from pycore.if97 import saturation_temperature, steam_enthalpy
>>> round(saturation_temperature(1.0), 4), round(steam_enthalpy(4.0, 673.15), 2)
(453.0356, 3214.37)
"""

from pycore.if97.enthalpy import (
    enthalpy,
    saturated_steam_enthalpy,
    saturated_water_enthalpy,
    steam_enthalpy,
    water_enthalpy,
)
from pycore.if97.saturation import (
    CRITICAL_PRESSURE,
    CRITICAL_TEMPERATURE,
    saturation_pressure,
    saturation_temperature,
)

__all__ = [
    "CRITICAL_PRESSURE",
    "CRITICAL_TEMPERATURE",
    "enthalpy",
    "saturated_steam_enthalpy",
    "saturated_water_enthalpy",
    "saturation_pressure",
    "saturation_temperature",
    "steam_enthalpy",
    "water_enthalpy",
]
