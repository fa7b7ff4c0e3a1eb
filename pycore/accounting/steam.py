"""Heat of steam and hot water, counted from feed water at 20 °C.

Enthalpy and saturation temperature come from IAPWS-IF97 (`pycore.if97`); `steam_native` writes the same as
formulas.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pycore import if97
from pycore.accounting.arguments import GROUP_ENERGY, amount, clause
from pycore.cells.values import NUM
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.constants import (
    GJ_PER_T_KJ_PER_KG,
    WATER_ENTHALPY_20C,
    WATER_HEAT_CAPACITY,
    WATER_REFERENCE_TEMPERATURE,
)
from pycore.equations.definition import Clause
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text

CRITICAL_PRESSURE = if97.CRITICAL_PRESSURE
CRITICAL_TEMPERATURE = 373.946
# Saturation at 0 °C, where IF97 begins.
LEAST_PRESSURE = 0.000611212677
ZERO_CELSIUS = 273.15
# A superheated reading this close below saturation is rounding, not water (tables give 0.01 °C).
SATURATION_TOLERANCE = 0.02

_IF97 = Clause(Text("IAPWS-IF97（R7-97(2012)）", "IAPWS-IF97 (R7-97(2012))"), "V")

PRESSURE = Argument(
    "pressure",
    "MPa",
    Text("蒸汽绝对压力", "absolute pressure of the steam"),
    Domain(
        LEAST_PRESSURE,
        100,
        hint=Text("应为绝对压力 MPa；表压请加 0.1013。", "Absolute pressure in MPa; add 0.1013 to a gauge reading."),
        typical=(0.1, 15),
        usual=(0.1, 32),
    ),
    symbol="p",
)
TEMPERATURE = Argument(
    "temperature",
    "degC",
    Text("蒸汽温度（空白表示饱和蒸汽）", "steam temperature (blank: saturated)"),
    Domain(
        0,
        800,
        hint=Text("温度单位为 ℃；若填的是 K，请减 273.15。", "Temperature is in °C; subtract 273.15 from kelvin."),
        typical=(100, 600),
        usual=(20, 600),
    ),
    optional=True,
    symbol="t",
)


@lru_cache(maxsize=4096)
def saturation_temperature(pressure: float) -> float:
    """Return the saturation temperature in °C at an absolute pressure in MPa (IF97 region 4).

    Raises:
        ArgumentProblem: above the critical pressure, where there is no saturation.
    """
    if pressure > CRITICAL_PRESSURE:
        raise ArgumentProblem(
            NUM,
            Text(
                f"压力 {pressure:g} MPa 高于临界压力 {CRITICAL_PRESSURE} MPa，没有饱和状态。请填写蒸汽温度。",
                f"At {pressure:g} MPa, above the critical {CRITICAL_PRESSURE} MPa, "
                "there is no saturated steam. Enter the temperature.",
            ),
        )
    return if97.saturation_temperature(pressure) - ZERO_CELSIUS


@lru_cache(maxsize=4096)
def steam_enthalpy(pressure: float, temperature: float | None = None) -> float:
    """Return the enthalpy of steam in kJ/kg; saturated where no temperature is given.

    Args:
        pressure: absolute, MPa.
        temperature: °C; not below saturation at this pressure.

    Raises:
        ArgumentProblem: below saturation, or below the critical temperature at a supercritical pressure:
        water.
    """
    if temperature is not None and pressure > CRITICAL_PRESSURE:
        if temperature < CRITICAL_TEMPERATURE:
            raise _supercritical_water(pressure, temperature)
        return if97.steam_enthalpy(pressure, temperature + ZERO_CELSIUS)
    saturated = saturation_temperature(pressure)
    if temperature is None:
        temperature = saturated
    elif temperature < saturated - SATURATION_TOLERANCE:
        raise _water(pressure, temperature, saturated)
    return if97.steam_enthalpy(pressure, max(temperature, saturated) + ZERO_CELSIUS)


def _water(pressure: float, temperature: float, saturated: float) -> ArgumentProblem:
    """Say that a state is liquid water: its temperature in °C lies below saturation at the pressure in MPa."""
    return ArgumentProblem(
        NUM,
        Text(
            f"{pressure:g} MPa 下的饱和温度为 {saturated:.2f} ℃，填写的蒸汽温度 {temperature:g} ℃ 低于它，"
            "此时为水而不是蒸汽。请核对压力（应为绝对压力）和温度；热水请用 TL_WATER_HEAT。",
            f"At {pressure:g} MPa water boils at {saturated:.2f} °C, and the temperature {temperature:g} °C "
            "is below that: this is water. Check pressure (absolute) and temperature; "
            "for hot water use TL_WATER_HEAT.",
        ),
    )


def _supercritical_water(pressure: float, temperature: float) -> ArgumentProblem:
    """Say that a state above the critical pressure (MPa) and below the critical temperature (°C) is water."""
    # There is no boiling to tell the two apart, but 25 MPa at 300 °C is 2.5 MPa mistyped far oftener than
    # meant.
    return ArgumentProblem(
        NUM,
        Text(
            f"{pressure:g} MPa 高于临界压力 {CRITICAL_PRESSURE} MPa，填写的温度 {temperature:g} ℃ "
            f"低于临界温度 {CRITICAL_TEMPERATURE} ℃，此时为水而不是蒸汽。请核对压力（单位 MPa）和温度。",
            f"{pressure:g} MPa is above the critical pressure of {CRITICAL_PRESSURE} MPa and "
            f"{temperature:g} °C is below the critical temperature of {CRITICAL_TEMPERATURE} °C: "
            "this is water. Check pressure (in MPa) and temperature.",
        ),
    )


def _steam_heat(steam: Any, enthalpy: Any) -> Any:
    return steam * (enthalpy - WATER_ENTHALPY_20C) * GJ_PER_T_KJ_PER_KG


STEAM = amount("steam", "t", "蒸汽量", "mass of steam", "M")
STEAM_HEAT_OF_ENTHALPY = Equation(
    "TL_STEAM_HEAT_OF_ENTHALPY",
    _steam_heat,
    group=GROUP_ENERGY,
    title=Text("由焓值计算蒸汽热量", "heat of steam from its enthalpy"),
    arguments=[
        STEAM,
        Argument(
            "enthalpy",
            "kJ/kg",
            Text("蒸汽焓值", "enthalpy of the steam"),
            Domain(WATER_ENTHALPY_20C, 5000, typical=(2000, 4000)),
            symbol="h",
        ),
    ],
    unit="GJ",
    symbol="Q",
    clause=clause("蒸汽热量换算", "heat of steam", "V"),
)


def _steam_heat_method(steam: Any, pressure: float, temperature: float | None) -> Any:
    return STEAM_HEAT_OF_ENTHALPY(steam, steam_enthalpy(pressure, temperature))


def _steam_steps(steam: Any, pressure: float, temperature: float | None = None) -> list[Text]:
    """Say how the heat came about: saturation temperature, enthalpy, the equation with its numbers."""
    enthalpy = steam_enthalpy(pressure, temperature)
    lines = []
    if pressure <= CRITICAL_PRESSURE:
        boiling = saturation_temperature(pressure)
        lines.append(
            Text(
                f"{pressure:g} MPa 下的饱和温度：{boiling:.2f} ℃",
                f"saturation temperature at {pressure:g} MPa: {boiling:.2f} °C",
            )
        )
    lines.append(Text(f"蒸汽焓值（IAPWS-IF97）：{enthalpy:.2f} kJ/kg", f"enthalpy (IAPWS-IF97): {enthalpy:.2f} kJ/kg"))
    values = [steam, enthalpy]
    lines.append(Text(STEAM_HEAT_OF_ENTHALPY.sentence(values, "zh"), STEAM_HEAT_OF_ENTHALPY.sentence(values, "en")))
    return lines


SATURATION_TEMPERATURE = Method(
    "TL_SATURATION_TEMPERATURE",
    saturation_temperature,
    group=GROUP_ENERGY,
    title=Text("饱和温度", "saturation temperature"),
    arguments=[PRESSURE],
    unit="degC",
    clause=_IF97,
)
STEAM_ENTHALPY = Method(
    "TL_STEAM_ENTHALPY",
    steam_enthalpy,
    group=GROUP_ENERGY,
    title=Text("蒸汽焓值", "enthalpy of steam"),
    arguments=[PRESSURE, TEMPERATURE],
    unit="kJ/kg",
    clause=_IF97,
    uses=(SATURATION_TEMPERATURE,),
)
STEAM_HEAT = Method(
    "TL_STEAM_HEAT",
    _steam_heat_method,
    group=GROUP_ENERGY,
    title=Text("蒸汽热量", "heat of steam"),
    arguments=[STEAM, PRESSURE, TEMPERATURE],
    unit="GJ",
    clause=clause("蒸汽热量：M × (h − 83.74) × 10⁻³", "heat of steam: M × (h − 83.74) × 10⁻³", "V"),
    steps=_steam_steps,
    uses=(STEAM_HEAT_OF_ENTHALPY, STEAM_ENTHALPY),
    formulation=Formulation(
        (r"Q = M \cdot \left(h\left(p,\, t\right) - 83.74\right) \cdot 10^{-3}",),
        (
            SymbolMeaning("Q", Text("蒸汽热量", "heat of the steam"), "GJ"),
            SymbolMeaning("h", Text("蒸汽焓值（IAPWS-IF97）", "enthalpy of the steam (IAPWS-IF97)"), "kJ/kg"),
        ),
        (WATER_ENTHALPY_20C, GJ_PER_T_KJ_PER_KG),
    ),
    note=Text(
        "焓值按 IAPWS-IF97 计算；温度空白时按饱和蒸汽。",
        "Enthalpy by IAPWS-IF97; saturated where the temperature is blank.",
    ),
)


def _water_heat(water: Any, temperature: Any) -> Any:
    return water * (temperature - WATER_REFERENCE_TEMPERATURE) * WATER_HEAT_CAPACITY * GJ_PER_T_KJ_PER_KG


WATER_HEAT = Equation(
    "TL_WATER_HEAT",
    _water_heat,
    group=GROUP_ENERGY,
    title=Text("热水热量", "heat of hot water"),
    arguments=[
        amount("water", "t", "热水量", "mass of hot water", "M"),
        Argument(
            "temperature",
            "delta_degC",
            Text("热水温度（℃）", "temperature of the water (°C)"),
            Domain(20, 374, hint=Text("热水温度应高于 20 ℃。", "Hot water is above 20 °C."), typical=(20, 200)),
            symbol="t",
        ),
    ],
    unit="GJ",
    symbol="Q",
    clause=clause("热水热量换算", "heat of hot water", "V"),
)
