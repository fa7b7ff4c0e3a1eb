"""Constants that stand in equations: a number that knows its unit, its meaning and how it is written.

A `Constant` is a `float`, so it calculates like one with floats, arrays and uncertain numbers; with a symbol
it becomes a node of the expression tree that keeps its name, its unit and its written form.
"""

from __future__ import annotations

from pycore.language import Text


class Constant(float):
    """A number of an equation with unit, meaning and source.

    Attributes:
        key: short name, unique among the constants.
        text: how an Excel formula writes it, e.g. ``44/12``.
        unit: pint unit text.
        meaning: what it stands for, zh and en.
        source: standard, clause or reason; empty for a plain unit conversion.
        factor: id of the library row that documents it, or "".
    """

    key: str
    text: str
    unit: str
    meaning: Text
    source: str
    factor: str

    def __new__(
        cls,
        value: float,
        key: str,
        unit: str,
        meaning: Text,
        *,
        text: str = "",
        source: str = "",
        factor: str = "",
    ) -> Constant:
        self = super().__new__(cls, value)
        self.key = key
        self.text = text or repr(float(value))
        self.unit = unit
        self.meaning = meaning
        self.source = source
        self.factor = factor
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return (
            _restore,
            (float(self), self.key, self.unit, self.meaning, self.text, self.source, self.factor),
        )


def _restore(value: float, key: str, unit: str, meaning: Text, text: str, source: str, factor: str) -> Constant:
    return Constant(value, key, unit, meaning, text=text, source=source, factor=factor)


CO2_PER_CARBON = Constant(
    44 / 12,
    "co2_per_carbon",
    "tCO2/tC",
    Text("二氧化碳与碳的相对分子质量之比", "ratio of the molar masses of CO2 and C"),
    text="44/12",
    source="GB/T 32151.10",
    factor="constant.co2_per_carbon",
)
WATER_ENTHALPY_20C = Constant(
    83.74,
    "water_enthalpy_reference",
    "kJ/kg",
    Text("20 ℃ 给水的焓", "enthalpy of feed water at 20 °C"),
    text="83.74",
    source="GB/T 32151.10",
    factor="constant.water_enthalpy_reference",
)
WATER_HEAT_CAPACITY = Constant(
    4.1868,
    "water_heat_capacity",
    "kJ/(kg*delta_degC)",
    Text("水的比热容", "specific heat capacity of water"),
    text="4.1868",
    source="GB/T 32151.10",
    factor="constant.water_heat_capacity",
)
WATER_REFERENCE_TEMPERATURE = Constant(
    20.0,
    "water_reference_temperature",
    "delta_degC",
    Text("给水基准温度", "reference temperature of feed water"),
    text="20",
    source="GB/T 32151.10",
    factor="constant.reference_temperature",
)
GJ_PER_T_KJ_PER_KG = Constant(
    0.001,
    "gj_per_t_kj_per_kg",
    "GJ/(t*kJ/kg)",
    Text("t·kJ/kg 换算为 GJ", "t·kJ/kg to GJ"),
    text="0.001",
)
T_PER_MG = Constant(
    1e-9,
    "t_per_mg",
    "t/mg",
    Text("mg 换算为 t", "mg to t"),
    text="0.000000001",
)
T_PER_GJ_KG_PER_TJ = Constant(
    1e-6,
    "t_per_gj_kg_per_tj",
    "t/(GJ*kg/TJ)",
    Text("GJ·kg/TJ 换算为 t", "GJ·kg/TJ to t"),
    text="0.000001",
)
CARBON_MOLAR_MASS = Constant(
    12.0, "carbon_molar_mass", "kgC/kmol", Text("碳的摩尔质量", "molar mass of carbon"), text="12"
)
CARBON_ATOMIC_WEIGHT = Constant(
    12.011,
    "carbon_atomic_weight",
    "kgC/kmol",
    Text("碳的原子量", "atomic weight of carbon"),
    text="12.011",
    factor="constant.carbon_atomic_weight",
)
MOISTURE_HEAT = Constant(
    2.3,
    "moisture_heat",
    "GJ/t",
    Text("煤中水分的汽化热（每 1 % 水分 23 J/g）", "heat that evaporates the moisture of coal (23 J/g for each %)"),
    text="2.3",
    source="GB/T 213",
    factor="constant.moisture_heat",
)
MOLAR_VOLUME = Constant(
    22.4,
    "molar_volume",
    "Nm3/kmol",
    Text("标准状况下理想气体摩尔体积", "molar volume of an ideal gas at 0 °C and 101.325 kPa"),
    text="22.4",
    factor="constant.molar_volume",
)
TC_PER_1E4NM3 = Constant(
    10.0,
    "tc_per_1e4nm3",
    "tC/(1e4*Nm3)/(kgC/Nm3)",
    Text("kgC/Nm3 换算为 tC/10^4 Nm3", "kgC/Nm3 to tC per 10^4 Nm3"),
    text="10",
)
MERCURY_IN_CHLORIDE = Constant(
    200.59 / 271.5,
    "mercury_in_chloride",
    "kgHg/kg",
    Text("氯化汞中汞的质量分数（相对分子质量之比）", "mass fraction of mercury in HgCl2 (ratio of the molar masses)"),
    text="200.59/271.5",
    factor="mercury.ratio.HgCl2",
)
CH4_PER_1E4NM3 = Constant(
    7.17,
    "ch4_per_1e4nm3",
    "tCH4/(1e4*Nm3)",
    Text("标准状况下甲烷密度（0.717 kg/Nm3）", "density of methane at 0 °C and 101.325 kPa (0.717 kg/Nm3)"),
    text="7.17",
    source="16.04 g/mol over 22.37 L/mol at 0 °C and 101.325 kPa",
    factor="measures.landfill_gas.methane_density",
)
MWH_PER_KWH = Constant(0.001, "mwh_per_kwh", "MWh/kWh", Text("kWh 换算为 MWh", "kWh to MWh"), text="0.001")
MWH_PER_GJ = Constant(1 / 3.6, "mwh_per_gj", "MWh/GJ", Text("GJ 换算为 MWh", "GJ to MWh"), text="1/3.6")
T_PER_KG = Constant(0.001, "t_per_kg", "t/kg", Text("kg 换算为 t", "kg to t"), text="0.001")
HUNDRED_KM = Constant(100.0, "hundred_km", "km/(100*km)", Text("km 换算为百公里", "km to 100 km"), text="100")
