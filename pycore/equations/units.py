"""Units of the field and their conversion.

Masses of carbon, of carbon dioxide, of CO2 equivalent and of other substances are different dimensions,
so that a carbon mass can never pass for a CO2 mass. A normal cubic metre (0 °C, 101.325 kPa) is not a
cubic metre either. `pint` is imported when a unit is first asked for.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from pycore.cells.values import VALUE
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.definition import Clause
from pycore.equations.domain import ANY
from pycore.equations.method import Method
from pycore.language import Text

GROUP_ABOUT = "about"

SUBSTANCES = (
    "C", "CO2", "CO2e", "CH4", "N2O", "NOx", "SO2", "PM", "VOC", "COD", "BOD", "Hg",
    "HFC", "CF4", "C2F6", "SF6", "NF3",
)  # fmt: skip
# Standard coal and the state of traded gas: definitions, documented in the library under constant.*
# A calorie is the international one (4.1868 J), so that 7000 kcal are one kgce.
_DEFINITIONS = """
t = 1000 * kilogram
kt = 1000 * t
Mt = 1000000 * t
calorie = 4.1868 * joule = cal
tce = 29.3076 * gigajoule
kgce = 0.0293076 * gigajoule
gce = 0.0000293076 * gigajoule
Nm3 = [normal_volume]
m3_20C = 0.9318 * Nm3
activity_unit = [activity]
emission_unit = [emission]
output_unit = [output]
pollutant_unit = [pollutant]
fuel_unit = [fuel]
CNY = [currency_cny]
"""
# A multiple belongs to the unit that follows it: tC/10^4 Nm3 is tC/(1e4*Nm3).
_MULTIPLE = re.compile(r"(亿|万|千|百万|10\^(\d+)|1e(\d+))\s*\*?\s*([A-Za-z]\w*)")
_CHINESE_MULTIPLES = {"千": 3, "万": 4, "百万": 6, "亿": 8}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# pint calculates what it reads, so only a plain unit to a one-digit power may reach it: never 9**9**9.
_PLAIN_POWER = re.compile(r"[A-Za-z_]\w*\s*(?:\*\*|\^)\s*-?\d(?![\w.])")
_LONGEST = 100
_CUBIC = re.compile(r"(?<![A-Za-z_])((?:k|c|d|m)?m)3(?![\w])")
_SYNONYMS = {
    "吨标准煤": "tce", "吨标煤": "tce", "千克标准煤": "kgce", "千卡": "kcal", "大卡": "kcal",
    "标准立方米": "Nm3", "标立方米": "Nm3", "立方米": "m3", "千瓦时": "kWh", "兆瓦时": "MWh",
    "吉焦": "GJ", "太焦": "TJ", "兆焦": "MJ", "千焦": "kJ", "千克": "kg", "毫克": "mg", "克": "g",
    "吨": "t", "小时": "h", "年": "year", "Nm³": "Nm3", "m³": "m3", "℃": "degC", "°C": "degC", "元": "CNY",
}  # fmt: skip


_TEMPERATURES = {
    "degC": "degree_Celsius", "degF": "degree_Fahrenheit", "K": "kelvin", "kelvin": "kelvin",
}  # fmt: skip


@lru_cache(maxsize=1)
def registry() -> Any:
    """Return the unit registry of the field (built once, when first needed)."""
    import pint

    units: Any = pint.UnitRegistry(autoconvert_offset_to_baseunit=True, on_redefinition="ignore")
    for line in _DEFINITIONS.strip().splitlines():
        units.define(line)
    for name in SUBSTANCES:
        units.define(f"g{name} = [mass_{name}]")
        for prefix, factor in (("mg", "1e-3"), ("kg", "1e3"), ("t", "1e6"), ("kt", "1e9"), ("Mt", "1e12")):
            units.define(f"{prefix}{name} = {factor} * g{name}")
    return units


def unit_text(text: str) -> str:
    """Write a unit as people do into one that the registry reads: 万t, 10^4 Nm3, kgCO2/kWh, 吨标准煤."""
    plain = re.sub(r"10([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda found: "10^" + found[1], text.strip())
    # Subscripts (CO₂), full-width letters and ㎥ become plain ones.
    plain = unicodedata.normalize("NFKC", plain.translate(_SUPERSCRIPTS)).replace("℃", "degC")
    for written, unit in _SYNONYMS.items():
        plain = plain.replace(written, unit)
    plain = _MULTIPLE.sub(_multiple, plain)
    return _CUBIC.sub(r"\1**3", plain.replace("·", "*").replace("×", "*"))


def _multiple(found: re.Match[str]) -> str:
    power = found[2] or found[3] or _CHINESE_MULTIPLES[found[1]]
    return f"(1e{power}*{found[4]})"


@lru_cache(maxsize=512)
def unit(text: str) -> Any:
    """Read a unit; dimensionless for "" and "1".

    Raises:
        ArgumentProblem: the unit is not known (`#VALUE!`).
    """
    units = registry()
    plain = unit_text(text)
    try:
        # A temperature unit by itself keeps its zero point; within a product pint takes it as a difference.
        if len(plain) > _LONGEST or re.search(r"\*\*|\^", _PLAIN_POWER.sub("", plain)):
            raise ValueError(plain)
        if plain in _TEMPERATURES:
            return units.Quantity(1, plain)
        return units.Quantity(1, "dimensionless") * units.parse_expression(plain)
    # pint evaluates what a user typed; whatever it makes of it, the answer to a bad unit is this sentence.
    except Exception as error:
        raise ArgumentProblem(
            VALUE,
            Text(
                f"不认识单位“{text}”，应为 t、kg、GJ、MWh、tce、Nm3、tCO2、tC 等或其组合"
                "（如 tCO2/MWh、万t）。请核对写法。",
                f'The unit "{text}" is not known; expected t, kg, GJ, MWh, tce, Nm3, tCO2, tC … '
                "or a combination such as tCO2/MWh. Check the spelling.",
            ),
        ) from error


def convert(value: float, from_unit: str, to_unit: str) -> float:
    """Convert a value between units of the same dimension.

    Raises:
        ArgumentProblem: a unit is not known, or the two measure different things (`#VALUE!`).
    """
    import pint

    source, target = unit(from_unit), unit(to_unit)
    try:
        if _is_temperature(source) and _is_temperature(target):
            there = registry().Quantity(value, source.units).to(target.units).magnitude
            # Zero points near 273 leave their rounding behind: 300 K is 26.85 °C, not 26.850000000000023.
            return float(f"{there:.12g}")
        if _is_temperature(source) or _is_temperature(target):
            raise pint.errors.DimensionalityError(source.units, target.units)
        # A conversion factor is a short number (1 kWh is 3.6 MJ); 15 digits take away pint's rounding.
        factor = float((source / target).to("dimensionless").magnitude)
        return value * _short(factor) if factor >= 1 else value / _short(1 / factor)
    except pint.errors.DimensionalityError as error:
        raise ArgumentProblem(
            VALUE,
            Text(
                f"{from_unit} 与 {to_unit} 量纲不同，不能换算。请核对两个单位（tC 与 tCO2、Nm3 与 m3 是不同的量）。",
                f"{from_unit} and {to_unit} measure different things and cannot be converted. "
                "Check both (tC and tCO2, Nm3 and m3 are different quantities).",
            ),
        ) from error


def _short(factor: float) -> float:
    return float(f"{factor:.15g}")


def _is_temperature(quantity: Any) -> bool:
    return str(quantity.units) in _TEMPERATURES.values()


CONVERT = Method(
    "TL_CONVERT",
    convert,
    group=GROUP_ABOUT,
    title=Text("单位换算", "unit conversion"),
    arguments=[
        Argument("value", "", Text("数值", "the value"), ANY),
        Argument("from_unit", "", Text("原单位", "from this unit"), kind="text"),
        Argument("to_unit", "", Text("目标单位", "to this unit"), kind="text"),
    ],
    unit="",
    clause=Clause(Text("GB 3100；标准煤 29.3076 GJ/tce", "SI; standard coal 29.3076 GJ/tce"), "M"),
    note=Text("支持 万t、tce、10^4 Nm3、kgCO2/kWh 等写法。", "Reads 万t, tce, 10^4 Nm3, kgCO2/kWh and the like."),
)
