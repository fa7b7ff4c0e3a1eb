"""The unit names that the field writes, and those that mean several things: what reaches the registry of units.

`pint` knows thousands of units and reads any text as a product of them: "mt" is a thousandth of a tonne there, "bbl"
a barrel of beer, "104Nm3" a hundred and four. Here stand the names that a Chinese engineer uses, in any harmless
spelling, and for names that mean several things a sentence with the choices.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from pycore.language import Text

SUBSTANCES = (
    "C", "CO2", "CO2e", "CH4", "N2O", "NOx", "SO2", "PM", "VOC", "COD", "BOD", "Hg",
    "HFC", "CF4", "C2F6", "SF6", "NF3",
)  # fmt: skip
MASSES = {
    "ug": "1e-6", "mg": "1e-3", "g": "1", "kg": "1e3", "t": "1e6", "kt": "1e9", "Mt": "1e12",
    "Mg": "1e6", "Gg": "1e9", "Tg": "1e12",
}  # fmt: skip
"""What a mass is written in, with its grams; the IPCC writes Gg where China writes kt."""

_PLAIN = (
    "J", "kJ", "MJ", "GJ", "TJ", "PJ", "Wh", "kWh", "MWh", "GWh", "TWh", "cal", "kcal", "Mcal", "Gcal", "Btu",
    "MMBtu", "gce", "kgce", "tce", "toe", "W", "kW", "MW", "GW", "Pa", "kPa", "MPa", "bar", "mbar", "atm",
    "kgf", "mmHg", "N", "kN", "A", "kA", "V", "kV", "mm", "cm", "dm", "m", "km", "ha", "L", "mL", "kL", "Nm3", "Sm3", "m3_20C", "s",
    "min", "h", "day", "d", "month", "year", "a", "K", "degC", "degF", "delta_degC", "kelvin", "mol", "kmol",
    "count", "percent", "dimensionless", "CNY", "activity_unit", "emission_unit", "output_unit",
    "pollutant_unit", "fuel_unit", "pkm",
)  # fmt: skip
_SPOKEN = {
    "吨标准煤": "tce", "吨标煤": "tce", "千克标准煤": "kgce", "千克标煤": "kgce", "克标准煤": "gce", "克标煤": "gce",
    "千卡": "kcal", "大卡": "kcal", "标准立方米": "Nm3", "标立方米": "Nm3", "标立方": "Nm3", "标方": "Nm3",
    "立方米": "m3", "平方米": "m2", "平方公里": "km2", "公顷": "ha", "千瓦时": "kWh", "兆瓦时": "MWh",
    "摄氏度": "degC", "华氏度": "degF", "度": "kWh",
    "千瓦": "kW", "兆瓦": "MW", "吉焦": "GJ", "太焦": "TJ", "兆焦": "MJ", "千焦": "kJ", "兆帕": "MPa", "千帕": "kPa",
    "千克": "kg", "公斤": "kg", "毫克": "mg", "微克": "ug", "克": "g", "公吨": "t", "吨": "t", "公里": "km", "千米": "km", "人公里": "pkm",
    "毫升": "mL", "升": "L", "小时": "h", "分钟": "min", "天": "day", "年": "year", "人民币": "CNY", "元": "CNY",
    "℃": "degC", "°C": "degC", "°F": "degF", "µ": "u", "μ": "u", "个": "count",
}  # fmt: skip
# Longest first: 吨标准煤 is no 吨.
_WORDS = sorted(_SPOKEN, key=len, reverse=True)

_AMBIGUOUS = {
    "mt": Text("t（公吨）或 Mt（百万吨）", "t (metric ton) or Mt (million tonnes)"),
    "ton": Text("t（公吨）；短吨 0.907185 t，长吨 1.016047 t", "t (tonne); a short ton is 0.907185 t, a long one 1.016047 t"),
    "tons": Text("t（公吨）；短吨 0.907185 t，长吨 1.016047 t", "t (tonne); a short ton is 0.907185 t, a long one 1.016047 t"),
    "bbl": Text("m3 或 L（原油 1 桶为 158.987 L）", "m3 or L (a barrel of crude is 158.987 L)"),
    "barrel": Text("m3 或 L（原油 1 桶为 158.987 L）", "m3 or L (a barrel of crude is 158.987 L)"),
    "gal": Text("L（美制 3.785412 L，英制 4.54609 L）", "L (US gallon 3.785412 L, imperial 4.54609 L)"),
    "mbtu": Text("MMBtu（百万英热单位）或 1e3 Btu", "MMBtu (a million Btu) or 1e3 Btu"),
    "cf": Text("m3（1 立方英尺为 0.0283168 m3）", "m3 (a cubic foot is 0.0283168 m3)"),
    "scf": Text("Nm3 或 Sm3", "Nm3 or Sm3"),
    "mcf": Text("Nm3 或 Sm3", "Nm3 or Sm3"),
    "cal": Text("cal 或 kcal（大卡）", "cal or kcal"),
    "hp": Text("kW（公制 0.735499，英制 0.745700）", "kW (metric 0.735499, mechanical 0.745700)"),
    "lb": Text("kg（1 磅为 0.45359237 kg）", "kg (a pound is 0.45359237 kg)"),
    "m": Text("m（米）；百万写作 1e6 或 百万", "m (metre); a million is written 1e6"),
}  # fmt: skip
"""Names that mean several things, by lower case, with what to write instead."""


KNOWN = dict.fromkeys((*_PLAIN, *MASSES, *(f"{mass}{substance}" for mass in MASSES for substance in SUBSTANCES)))
"""Every name as it is written, in order; the values say nothing."""


def _by_case() -> dict[str, list[str]]:
    found = defaultdict(list)
    for name in KNOWN:
        found[name.lower()].append(name)
    return found


_BY_CASE = _by_case()

# A multiple belongs to the unit that follows it: tC/10^4 Nm3 is tC/(1e4*Nm3).
_MULTIPLE = re.compile(r"(亿|百万|万|千|10\^(\d)|1[eE](\d)|(?<![\d.])1(0+)(?=\s*[A-Za-z]))\s*\*?\s*([A-Za-z]\w*)")
_CHINESE_MULTIPLES = {"千": 3, "万": 4, "百万": 6, "亿": 8}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_AT_20_DEGREES = re.compile(r"m(?:\*\*|\^)?3\s*\(\s*20\s*degC\s*\)")
_NAME_AND_POWER = re.compile(r"([A-Za-z]+?)(\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e\d+)?", re.IGNORECASE)
_TOKEN = re.compile(
    r"\s*(?:(?P<name>[A-Za-z]\w*)|(?P<number>\d+(?:\.\d+)?(?:[eE]\d+)?)|(?P<sign>\*\*|\^|\*|/|\(|\)|-|%|‰))"
)
_POINT = re.compile(r"(?<=[A-Za-z\d)])\.(?=[A-Za-z(])")  # kJ/(kg.K)
_POWER_OF_TEN = re.compile(r"10*|1e\d", re.IGNORECASE)
_LENGTHS = ("m", "cm", "mm", "dm", "km")
_LOST_POWER = re.compile(r"10(\d)")


class UnitProblem(ValueError):
    """A text that is no unit; it carries what to write instead, where that is known."""

    def __init__(self, instead: Text | None = None) -> None:
        super().__init__()
        self.instead = instead


def plain_unit(text: str) -> str:
    """Write a unit as people do into one that the registry reads: 万t, 10^4 Nm3, kgCO2/kWh, 吨标准煤, m3(20℃).

    Raises:
        UnitProblem: a name is not known or means several things, or something else than a product stands there.
    """
    plain = re.sub(r"10([⁰¹²³⁴⁵⁶⁷⁸⁹])", r"10^\1", text.strip())
    # Subscripts (CO₂), full-width letters and ㎥ become plain ones.
    plain = unicodedata.normalize("NFKC", plain.translate(_SUPERSCRIPTS))
    for word in _WORDS:
        plain = plain.replace(word, _SPOKEN[word])
    plain = _AT_20_DEGREES.sub("m3_20C", plain.replace("·", "*").replace("×", "*").replace("•", "*"))
    plain = _MULTIPLE.sub(_multiple, _POINT.sub("*", plain))
    return _read(plain)


def _multiple(found: re.Match[str]) -> str:
    power = found[2] or found[3] or (len(found[4]) if found[4] else _CHINESE_MULTIPLES[found[1]])
    return f"(1e{power}*{found[5]})"


def _read(plain: str) -> str:
    """Take a text apart into names, numbers and signs, and put the registry's names in."""
    pieces: list[str] = []
    position, before = 0, ""
    while position < len(plain):
        found = _TOKEN.match(plain, position)
        if found is None:
            if not plain[position:].strip():
                break
            raise UnitProblem(_lost_power(plain[position:]))
        position = found.end()
        if found["name"]:
            name = found["name"]
            if before == "name" and name in SUBSTANCES and pieces[-1] in MASSES:
                pieces[-1] += name  # t CO2
            else:
                # A blank between two names is a product: t km.
                pieces += ["*"] * (before in ("name", "number", ")")) + [_name(name)]
            before = "name"
        elif found["number"]:
            exponent = pieces[-1:] in (["**"], ["-"])
            if not exponent and not _POWER_OF_TEN.fullmatch(found["number"]):
                raise UnitProblem(_lost_power(plain[found.start("number") :]))
            if exponent and len(found["number"]) > 1:
                raise UnitProblem
            pieces.append(found["number"])
            before = "number"
        else:
            sign = "**" if found["sign"] == "^" else found["sign"]
            if sign == "-" and pieces[-1:] != ["**"]:
                raise UnitProblem
            # Only a name has a power: never 9**9**9, which pint would calculate.
            if sign == "**" and before != "name":
                raise UnitProblem
            pieces.append({"%": "percent", "‰": "permille"}.get(sign, sign))
            before = "name" if sign in "%‰" else sign
    return "".join(pieces)


def _name(written: str) -> str:
    """The registry's name of a unit, in any spelling that means one thing; lengths may carry their power."""
    if written in KNOWN:
        return written
    powered = _NAME_AND_POWER.fullmatch(written)
    if powered and powered[1] in _LENGTHS and powered[2] in "23":
        return f"{powered[1]}**{powered[2]}"
    if written.lower() in _AMBIGUOUS:
        raise UnitProblem(_AMBIGUOUS[written.lower()])
    alike = [] if len(written) == 1 and written not in "TlL" else _BY_CASE.get(written.lower(), [])
    if len(alike) == 1 and not _is_other_prefix(written, alike[0]):
        return alike[0]
    if alike:
        raise UnitProblem(Text(" 或 ".join(alike), " or ".join(alike)))
    raise UnitProblem


def _is_other_prefix(written: str, known: str) -> bool:
    """Whether the first letter is the prefix of a thousandth where a million is known, or the other way round."""
    return written[0] in "mM" and written[0] != known[0] and known != "MMBtu"


def _lost_power(rest: str) -> Text | None:
    """What 104Nm3 may have been before its superscript was lost."""
    number = _NUMBER.match(rest)
    lost = number and _LOST_POWER.fullmatch(number[0])
    if number is None or not lost:
        return None
    unit = rest[number.end() :].strip()
    return Text(f"10^{lost[1]} {unit}（若上标丢失）", f"10^{lost[1]} {unit} (if a superscript was lost)")
