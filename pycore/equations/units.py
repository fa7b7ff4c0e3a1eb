"""Units of the field and their conversion.

Masses of carbon, of carbon dioxide, of CO2 equivalent and of other substances are different dimensions,
so that a carbon mass can never pass for a CO2 mass. A normal cubic metre (0 °C, 101.325 kPa) is not a
cubic metre either. `pint` is imported when a unit is first asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from pycore.cells.values import VALUE
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.definition import Clause
from pycore.equations.domain import ANY
from pycore.equations.method import Method
from pycore.equations.unit_words import MASSES, SUBSTANCES, UnitProblem, plain_unit
from pycore.language import Text

GROUP_ABOUT = "about"

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
toe = 41.868 * gigajoule
Btu = 1055.05585262 * joule
MMBtu = 1055.05585262 * megajoule
Nm3 = [normal_volume]
m3_20C = 0.9318 * Nm3
Sm3 = 273.15 / 288.15 * Nm3
activity_unit = [activity]
emission_unit = [emission]
output_unit = [output]
pollutant_unit = [pollutant]
fuel_unit = [fuel]
CNY = [currency_cny]
pkm = [passenger_distance]
"""
_LONGEST = 100

_TEMPERATURES = {
    "degC": "degree_Celsius", "degF": "degree_Fahrenheit", "K": "kelvin", "kelvin": "kelvin",
}  # fmt: skip
_ZERO_POINT = re.compile(r"\bdeg[CF]\b")
_DIFFERENCES = ("delta_degC", "K", "kelvin")


@lru_cache(maxsize=1)
def registry() -> Any:
    """Return the unit registry of the field (built once, when first needed)."""
    import pint

    units: Any = pint.UnitRegistry(autoconvert_offset_to_baseunit=True, on_redefinition="ignore")
    for line in _DEFINITIONS.strip().splitlines():
        units.define(line)
    for name in SUBSTANCES:
        units.define(f"g{name} = [mass_{name}]")
        for mass, grams in MASSES.items():
            if mass != "g":
                units.define(f"{mass}{name} = {grams} * g{name}")
    return units


@lru_cache(maxsize=512)
def unit(text: str) -> Any:
    """Read a unit; dimensionless for "" and "1".

    Raises:
        ArgumentProblem: the unit is not known (`#VALUE!`).
    """
    units = registry()
    try:
        if len(text) > _LONGEST:
            raise UnitProblem
        plain = plain_unit(text)
        # A temperature unit by itself keeps its zero point; within a product it is a difference, which has to be said:
        # pint makes 274.15 K of the one degree in kJ/(kg·℃).
        if plain in _TEMPERATURES:
            return units.Quantity(1, plain)
        return units.Quantity(1, "dimensionless") * units.parse_expression(_ZERO_POINT.sub(r"delta_\g<0>", plain))
    except UnitProblem as problem:
        raise _not_known(text, problem.instead) from problem
    # pint reads what a user typed; whatever it makes of it, the answer to a bad unit is this sentence.
    except Exception as error:
        raise _not_known(text, None) from error


def _not_known(text: str, instead: Text | None) -> ArgumentProblem:
    """Say that a unit is not known, or that it means several things and which to choose from."""
    if instead is not None:
        return ArgumentProblem(
            VALUE,
            Text(
                f"不认识单位“{text}”，或它有多种含义。请改写为：{instead.zh}。",
                f'The unit "{text}" is not known or means several things. Write instead: {instead.en}.',
            ),
        )
    return ArgumentProblem(
        VALUE,
        Text(
            f"不认识单位“{text}”，应为 t、kg、GJ、MWh、tce、Nm3、tCO2、tC 等或其组合（如 tCO2/MWh、万t）。请核对写法。",
            f'The unit "{text}" is not known; expected t, kg, GJ, MWh, tce, Nm3, tCO2, tC … '
            "or a combination such as tCO2/MWh. Check the spelling.",
        ),
    )


def convert(value: float, from_unit: str, to_unit: str) -> float:
    """Convert a value between units of the same dimension.

    Raises:
        ArgumentProblem: a unit is not known, or the two measure different things (`#VALUE!`).
    """
    factor = _usual_ratio(from_unit, to_unit)
    if factor is not None:
        if not factor:
            raise _other_measure(from_unit, to_unit)
        return _times(value, factor)
    import pint

    source, target = unit(from_unit), unit(to_unit)
    if from_unit in _DIFFERENCES and to_unit in _DIFFERENCES:
        return value
    if _is_temperature(source) and _is_temperature(target):
        there = registry().Quantity(value, source.units).to(target.units).magnitude
        # Zero points near 273 leave their rounding behind: 300 K is 26.85 °C, not 26.850000000000023.
        return float(f"{there:.12g}")
    if _is_temperature(source) or _is_temperature(target):
        raise _other_measure(from_unit, to_unit)
    try:
        return _times(value, float((source / target).to("dimensionless").magnitude))
    except pint.errors.DimensionalityError as error:
        raise _other_measure(from_unit, to_unit) from error


def _times(value: float, factor: float) -> float:
    """Multiply by a conversion factor as it is written: it or its inverse is a whole or a short number."""
    # 1 kWh is 3.6 MJ, 1 MJ a 3.6th of a kWh; 15 digits take away pint's rounding.
    by, over = _short(factor), _short(1 / factor)
    # A whole number is exact, 1e-05 is not, though it is shorter than 100000.0.
    if by.is_integer() or over.is_integer():
        return value * by if by.is_integer() else value / over
    return value * by if len(repr(by)) <= len(repr(over)) else value / over


def _other_measure(from_unit: str, to_unit: str) -> ArgumentProblem:
    """Say that two units measure different things."""
    return ArgumentProblem(
        VALUE,
        Text(
            f"{from_unit} 与 {to_unit} 量纲不同，不能换算。请核对两个单位（tC 与 tCO2、Nm3 与 m3 是不同的量）。",
            f"{from_unit} and {to_unit} measure different things and cannot be converted. "
            "Check both (tC and tCO2, Nm3 and m3 are different quantities).",
        ),
    )


# The usual units of the field in the base unit of what they measure. They need no `pint`, which takes a quarter of a
# second to start; a test holds every pair of them against it.
_USUAL: Mapping[str, tuple[Fraction, str]] = {
    name: (Fraction(size), measure)
    for measure, sizes in (
        ("energy", {"kJ": "1e3", "MJ": "1e6", "GJ": "1e9", "TJ": "1e12", "kWh": "3.6e6", "MWh": "3.6e9"}),
        ("energy", {"kgce": "29.3076e6", "tce": "29.3076e9"}),
        ("volume", {"m**3": "1"}),
        ("normal volume", {"Nm3": "1"}),
        ("money", {"CNY": "1"}),
        *(
            (f"mass{name}", {f"{prefix}{name}": size for prefix, size in (("kg", "1"), ("t", "1e3"), ("kt", "1e6"))})
            for name in ("", *SUBSTANCES)
        ),
    )
    for name, size in sizes.items()
}  # fmt: skip
_NAME = r"(m\*\*3|[A-Za-z]\w*)"
_FACTOR = re.compile(rf"\s*(?:(\()?\(1e(\d{{1,2}})\*{_NAME}\)(?(1)\))|{_NAME})\s*(/|\*(?!\*)|\Z)")


@lru_cache(maxsize=512)
def _usual(text: str) -> tuple[Fraction, Mapping[str, int]] | None:
    """Read a product of usual units: its size, and the powers of what it measures; None for any other unit."""
    try:
        plain = plain_unit(text)
    except UnitProblem:
        return None
    size, powers, at, sign = Fraction(1), Counter[str](), 0, 1
    while at < len(plain) or not at:
        found = _FACTOR.match(plain, at)
        name = found[3] or found[4] if found is not None else ""
        if found is None or name not in _USUAL or (found[5] and found.end() == len(plain)):
            return None
        one, measure = _USUAL[name]
        size *= (one * 10 ** int(found[2] or 0)) ** sign
        powers[measure] += sign
        at, sign = found.end(), -1 if found[5] == "/" else 1
    return size, {measure: power for measure, power in powers.items() if power}


def _usual_ratio(from_unit: str, to_unit: str) -> float | None:
    """Give what one of a usual unit is in another, 0 where they measure different things; None for any other unit."""
    source, target = _usual(from_unit), _usual(to_unit)
    if source is None or target is None:
        return None
    return float(source[0] / target[0]) if source[1] == target[1] else 0.0


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
    note=Text(
        "支持 万t、tce、10^4 Nm3、万Nm3、kgCO2/kWh、度、公斤等写法。Nm3：0 ℃；m3(20℃)：20 ℃（0.9318 Nm3）；Sm3：15 ℃（ISO 13443）。"
        "含义不唯一的写法（ton、mt、bbl、丢失上标的 104Nm3）不换算，并列出可选写法。",
        "Reads 万t, tce, 10^4 Nm3, kgCO2/kWh and the like. Nm3 is at 0 °C, m3(20℃) at 20 °C (0.9318 Nm3), Sm3 at 15 °C "
        "(ISO 13443). What means several things (ton, mt, bbl, 104Nm3 that lost a superscript) is refused with the choices.",
    ),
)
