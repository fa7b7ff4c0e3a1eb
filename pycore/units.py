"""Units of the field and their conversion.

Masses of carbon, of carbon dioxide, of CO2 equivalent and of other substances are different dimensions, so that a
carbon mass can never pass for a CO2 mass. A normal cubic metre (0 °C, 101.325 kPa) is not a cubic metre either.
`pint` is imported when a unit is first asked for.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pycore.cell_values import VALUE
from pycore.domain import ANY
from pycore.equation import Argument, ArgumentProblem, Clause, Method
from pycore.language import Text

GROUP_ABOUT = "about"

SUBSTANCES = (
    "C", "CO2", "CO2e", "CH4", "N2O", "NOx", "SO2", "PM", "VOC", "COD", "BOD", "Hg", "HFC", "CF4", "C2F6", "SF6", "NF3",
)  # fmt: skip
# Standard coal and the state of traded gas: definitions, documented in the library under constant.*
_DEFINITIONS = """
tce = 29.3076 * gigajoule
kgce = 0.0293076 * gigajoule
Nm3 = [normal_volume]
m3_20C = 0.9318 * Nm3
activity_unit = [activity]
emission_unit = [emission]
output_unit = [output]
pollutant_unit = [pollutant]
fuel_unit = [fuel]
CNY = [currency_cny]
"""
_TEN_THOUSAND = re.compile(r"(?:万|10\^4|1e4)\s*\*?\s*(?=[A-Za-z]|吨|立方)")
_HUNDRED_MILLION = re.compile(r"(?:亿|10\^8|1e8)\s*\*?\s*(?=[A-Za-z]|吨|立方)")
_SYNONYMS = {
    "吨标准煤": "tce", "吨标煤": "tce", "千克标准煤": "kgce", "标立方米": "Nm3", "立方米": "m3", "千瓦时": "kWh",
    "兆瓦时": "MWh", "吉焦": "GJ", "太焦": "TJ", "兆焦": "MJ", "千焦": "kJ", "千克": "kg", "毫克": "mg", "克": "g",
    "吨": "t", "小时": "h", "年": "year", "Nm³": "Nm3", "m³": "m3", "℃": "degC", "°C": "degC", "元": "CNY",
}  # fmt: skip


@lru_cache(maxsize=1)
def registry() -> Any:
    """Return the unit registry of the field (built once, when first needed)."""
    import pint

    units: Any = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
    units.define("t = 1000 * kilogram")
    for line in _DEFINITIONS.strip().splitlines():
        units.define(line)
    units.define("a = year")
    for name in SUBSTANCES:
        units.define(f"g{name} = [mass_{name}]")
        for prefix, factor in (("mg", "1e-3"), ("kg", "1e3"), ("t", "1e6"), ("kt", "1e9"), ("Mt", "1e12")):
            units.define(f"{prefix}{name} = {factor} * g{name}")
    return units


def unit_text(text: str) -> str:
    """Write a unit as people do into one that the registry reads: 万t, 10^4 Nm3, kgCO2/kWh, 吨标准煤."""
    plain = text.strip()
    for chinese, unit in _SYNONYMS.items():
        plain = plain.replace(chinese, unit)
    plain = _HUNDRED_MILLION.sub("1e8*", plain)
    plain = _TEN_THOUSAND.sub("1e4*", plain)
    plain = plain.replace("·", "*").replace("m3", "m**3").replace("Nm**3", "Nm3").replace("m**3_20C", "m3_20C")
    # "per 10^4 Nm3" divides by the whole product.
    return re.sub(r"/\s*(1e[48]\*\w+)", r"/(\1)", plain) or "1"


@lru_cache(maxsize=512)
def unit(text: str) -> Any:
    """Read a unit; dimensionless for "" and "1".

    Raises:
        ArgumentProblem: the unit is not known (`#VALUE!`).
    """
    import pint

    try:
        return registry().parse_expression(unit_text(text)) * registry().dimensionless
    except (pint.errors.PintError, AttributeError, TypeError, ValueError, SyntaxError) as error:
        raise ArgumentProblem(
            VALUE,
            Text(
                f"不认识单位“{text}”，应为 t、kg、GJ、MWh、tce、Nm3、tCO2、tC 等或其组合（如 tCO2/MWh、万t）。请核对写法。",
                f'The unit "{text}" is not known; expected t, kg, GJ, MWh, tce, Nm3, tCO2, tC … or a combination '
                "such as tCO2/MWh. Check the spelling.",
            ),
        ) from error


def convert(value: float, from_unit: str, to_unit: str) -> float:
    """Convert a value between units of the same dimension.

    Raises:
        ArgumentProblem: a unit is not known, or the two measure different things (`#VALUE!`).
    """
    import pint

    units = registry()
    source, target = unit(from_unit), unit(to_unit)
    try:
        if source.units == units.degC or target.units == units.degC:
            return float(units.Quantity(value, source.units).to(target.units).magnitude)
        return float((value * source / target).to(units.dimensionless).magnitude)
    except pint.errors.DimensionalityError as error:
        raise ArgumentProblem(
            VALUE,
            Text(
                f"{from_unit} 与 {to_unit} 量纲不同，不能换算。请核对两个单位（tC 与 tCO2、Nm3 与 m3 是不同的量）。",
                f"{from_unit} and {to_unit} measure different things and cannot be converted. "
                "Check both (tC and tCO2, Nm3 and m3 are different quantities).",
            ),
        ) from error


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
