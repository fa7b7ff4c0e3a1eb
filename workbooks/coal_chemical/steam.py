"""Heat of steam and hot water in a row: saturation temperature, enthalpy, heat, by the core or natively (IF97)."""

from __future__ import annotations

from pycore.accounting.steam import (
    SATURATION_TEMPERATURE,
    STEAM_ENTHALPY,
    STEAM_HEAT,
    STEAM_HEAT_OF_ENTHALPY,
    WATER_HEAT,
)
from pycore.accounting.steam_native import (
    above_critical,
    below_saturation,
    native_enthalpy,
    native_saturation,
    native_temperature,
    saturation_auxiliaries,
)
from pycore.sheets.definition import Column
from pycore.sheets.formulas import by_core, core_first
from workbooks.common.columns import calculated

_NO_STEAM = 'OR([medium]<>medium_steam,[pressure]="")'
_SATURATION = core_first(SATURATION_TEMPERATURE.call(["[pressure]"]), native_saturation("[pressure]", "[if97_d]"))
_USED = native_temperature("[pressure]", "[temperature]", "[saturation]")
_ENTHALPY = core_first(STEAM_ENTHALPY.call(["[pressure]", "[temperature]"]), native_enthalpy("[pressure]", "[t_used]"))
_OF_STEAM = core_first(
    STEAM_HEAT.call(["[quantity]", "[pressure]", "[temperature]"]),
    STEAM_HEAT_OF_ENTHALPY.native_guarded(["[quantity]", "[enthalpy]"]),
)
_OF_WATER = by_core(WATER_HEAT, "[quantity]", "[temperature]")
_HEAT = (
    f'IF(OR([medium]="",[quantity]=""),"",IF([medium]=medium_steam,IF([enthalpy]="","",{_OF_STEAM}),'
    f'IF([medium]=medium_water,IF([temperature]="","",{_OF_WATER}),[quantity])))'
)
_SATURATED = f'IF({_NO_STEAM},"",IF({above_critical("[pressure]")},"",{_SATURATION}))'

COLUMNS = (
    calculated("saturation", "饱和温度 | saturation temperature", "℃ | °C", _SATURATED, format="0.00", width=11),
    calculated(
        "t_used", "采用温度 | temperature in use", "℃ | °C", f'IF({_NO_STEAM},"",{_USED})', format="0.00", width=11
    ),
    calculated("enthalpy", "焓值 | enthalpy", "kJ/kg", f'IF([t_used]="","",{_ENTHALPY})', format="0.00", width=11),
    calculated("heat", "热量 | heat", "GJ", _HEAT, width=15),
)
_IS_WATER = below_saturation("[temperature]", "[saturation]")
TESTS = (
    ('AND([medium]=medium_steam,[pressure]="")', "蒸汽缺压力 | steam: pressure missing"),
    ('AND([medium]=medium_water,[temperature]="")', "热水缺温度 | hot water: temperature missing"),
    (
        f"IF(AND([medium]=medium_steam,ISNUMBER([saturation]),ISNUMBER([temperature])),{_IS_WATER},FALSE)",
        "温度低于饱和温度，为水 | below saturation: this is water",
    ),
)


def _auxiliary(letter: str, formula: str) -> Column:
    """A quantity on the way to the saturation temperature; E, the first, says whether there is any."""
    first = letter == "E"
    blank = "OR([medium]<>medium_steam,NOT(ISNUMBER([pressure])))" if first else '[if97_e]=""'
    title = "辅助 E（IF97） | aux E (IF97)" if first else f"辅助 {letter} | aux {letter}"
    shown = f'IF({blank},"",{formula})'
    return calculated(f"if97_{letter.lower()}", title, "", shown, format="0.000E+00", width=11, helper=True)


_FORMULAS = saturation_auxiliaries("[pressure]", {"E": "[if97_e]", "F": "[if97_f]", "G": "[if97_g]"})
AUXILIARIES = tuple(_auxiliary(letter, formula) for letter, formula in _FORMULAS.items())
