"""How a unit is shown to a reader: the registry's spelling made readable, in both languages."""

from __future__ import annotations

from pycore.language import Text

_NAMES = {
    "": Text("", ""),
    "1": Text("", ""),
    "fuel_unit": Text("t 或 10⁴Nm³", "t or 10⁴ Nm³"),
    "tC/fuel_unit": Text("tC/t 或 tC/10⁴Nm³", "tC/t or tC/10⁴ Nm³"),
    "GJ/fuel_unit": Text("GJ/t 或 GJ/10⁴Nm³", "GJ/t or GJ/10⁴ Nm³"),
    "1e4*Nm3": Text("10⁴Nm³", "10⁴ Nm³"),
    "1e4Nm3": Text("10⁴Nm³", "10⁴ Nm³"),
    "GJ/1e4Nm3": Text("GJ/10⁴Nm³", "GJ/10⁴ Nm³"),
    "tC/(1e4*Nm3)": Text("tC/10⁴Nm³", "tC/10⁴ Nm³"),
    "tCO2/(1e4*Nm3)": Text("tCO2/10⁴Nm³", "tCO2/10⁴ Nm³"),
    "tCO2/1e4Nm3": Text("tCO2/10⁴Nm³", "tCO2/10⁴ Nm³"),
    "tCH4/(1e4*Nm3)": Text("tCH4/10⁴Nm³", "tCH4/10⁴ Nm³"),
    "tCH4/1e4Nm3": Text("tCH4/10⁴Nm³", "tCH4/10⁴ Nm³"),
    "1e4m3": Text("10⁴m³", "10⁴ m³"),
    "count": Text("个", "number"),
    "tCH4/count": Text("tCH4/个", "tCH4 each"),
    "tCH4/1e8m3": Text("tCH4/10⁸m³", "tCH4/10⁸ m³"),
    "degC": Text("℃", "°C"),
    "delta_degC": Text("℃", "°C"),
    "MPa": Text("MPa", "MPa"),
    "m3/h": Text("m³/h", "m³/h"),
    "mg/m3": Text("mg/m³", "mg/m³"),
    "pkm": Text("人公里", "passenger-km"),
    "kgCO2/pkm": Text("kgCO2/人公里", "kgCO2/passenger-km"),
    "L/(100*km)": Text("L/百公里", "l/100 km"),
    "kWh/(100*km)": Text("kWh/百公里", "kWh/100 km"),
    "emission_unit": Text("排放量单位", "unit of emission"),
    "activity_unit": Text("活动数据单位", "unit of activity"),
    "output_unit": Text("产品单位", "unit of product"),
    "pollutant_unit": Text("污染物单位", "unit of pollutant"),
    "emission_unit/output_unit": Text("排放量单位/产品单位", "emission per unit of product"),
    "emission_unit/activity_unit": Text("排放量单位/活动数据单位", "emission per unit of activity"),
    "kg/output_unit": Text("kg/产品单位", "kg per unit of product"),
    "tCO2/output_unit": Text("tCO2/产品单位", "tCO2 per unit of product"),
    "tCO2/1e3m3": Text("tCO2/10³m³", "tCO2/10³ m³"),
    "kgNOx/1e3m3": Text("kgNOx/10³m³", "kgNOx/10³ m³"),
}


def shown(unit: str) -> Text:
    """Return a unit as a reader sees it; nothing for a dimensionless one."""
    return _NAMES.get(unit) or Text(unit, unit)
