"""Carbon contents that a material cannot have."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.equations.argument import ArgumentProblem
from pycore.equations.units import convert
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.library import library
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meaning_of import KNOWN_BY, Ledger
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

_BY_MASS, _BY_VOLUME = "tC/t", "tC/10⁴Nm³"
_EITHER = f"{_BY_MASS} / {_BY_VOLUME}"
MOST_OF_GAS = 22.0
"""tC/10⁴ Nm³: a cubic metre of a gas with one carbon atom a molecule holds 12/22.414 kg; four atoms are 21.4."""
# Carbon by mass is at most 1. A gas may be nearly all hydrogen, so that only what is called natural gas has a least.
_LIMITS: dict[str, tuple[float, float, str]] = {
    SharedEntry.FEED_COAL: (0.2, 0.95, _BY_MASS), SharedEntry.SLAG: (0.0, 0.6, _BY_MASS), SharedEntry.WASTE_WATER: (0.0, 0.1, _BY_MASS),
    SharedEntry.OIL_PRODUCTS: (0.7, 0.95, _BY_MASS), SharedEntry.SYNGAS: (0.0, 5.4, _BY_VOLUME), SharedEntry.FUEL_GAS: (0.0, MOST_OF_GAS, _BY_VOLUME),
    SharedEntry.SNG: (4.0, 6.5, _BY_VOLUME), SharedEntry.OTHER_MATERIAL: (0.0, MOST_OF_GAS, _EITHER),
}  # fmt: skip


def limits(material: str, unit: Text) -> tuple[float, float, str]:
    """The least and the most carbon that a material can hold, and the unit of both.

    A material that nothing is known of is one by mass only where the column says so, or where the library has its
    carbon by mass: in a column for both it may be a gas, whose carbon by volume is far above 1 and no percentage.
    """
    by_mass, by_volume = _size(unit, _BY_MASS), _size(unit, _PLAIN_VOLUME)
    if material in _LIMITS:
        low, high, of = _LIMITS[material]
        size = by_mass if of == _BY_MASS else by_volume
        return (low, high, of) if size in (None, 1.0) else (low / size, high / size, unit.en)
    known = library().factors.get(f"carbon.{material}")
    if known is not None and known.unit == _BY_MASS and by_mass == 1.0:
        return 0.0, 1.0, _BY_MASS
    if by_mass is not None and by_volume is not None:
        return 0.0, max(1 / by_mass, MOST_OF_GAS / by_volume), _EITHER if by_mass == by_volume == 1 else unit.en
    if by_volume is not None:
        return 0.0, MOST_OF_GAS / by_volume, _BY_VOLUME if by_volume == 1 else unit.en
    return (0.0, 1 / by_mass, _BY_MASS if by_mass == 1 else unit.en) if by_mass else (0.0, MOST_OF_GAS, _EITHER)


def carbon_unit(material: str) -> str:
    """The unit of the carbon content of a material, by mass or by volume; "" where it may be either."""
    if material in _LIMITS:
        unit = _LIMITS[material][2]
        return "" if unit == _EITHER else unit
    known = library().factors.get(f"carbon.{material}")
    return "" if known is None else known.unit


_PLAIN_VOLUME = "tC/(1e4*Nm3)"


def _size(unit: Text, wanted: str) -> float | None:
    """The size of a unit in another, where one of its alternatives is of that dimension."""
    for part in unit.en.split(" or "):
        try:
            return convert(1, part.strip(), wanted)
        except ArgumentProblem:
            continue
    return None


def _check(subject: Subject) -> Iterator[Finding]:
    for line in subject.ledger(Ledger.CARBON):
        keys = subject.meanings.columns(line.table, M.CARBON_CONTENT)
        own_key = next((key for key in keys if M.OWN_VALUE in subject.meanings.of(line.table, key)), "")
        key = next((key for key in keys if key != own_key), own_key)
        material, content = line.code(M.MATERIAL), line.number(key)
        if content is None or not material:
            continue
        low, high, unit = limits(material, line.table.column(key).unit)
        if low <= content <= high:
            continue
        percent = Text("疑为百分数，请除以 100。", "It looks like a percentage: divide by 100.")
        other = Text("请核对含碳量及其单位（质量或体积）。", "Check the value and its unit (mass or volume).")
        fraction = unit == _BY_MASS and content > high and low <= content / 100 <= high
        yield RULE.at(
            line.cell(own_key if own_key and line.number(own_key) is not None else key),
            Text(
                f"“{line.text(M.MATERIAL)}”含碳量为 {written_number(content)}",
                f'carbon content of "{line.text(M.MATERIAL)}" is {written_number(content)}',
            ),
            Text(f"{low:g} 到 {high:g} {unit}", f"{low:g} to {high:g} {unit}"),
            percent if fraction else other,
        )


RULE = Rule(
    "unit-carbon-content",
    15,
    Text("含碳量超出物料可能的范围", "A carbon content that the material cannot have"),
    Severity.ERROR,
    _check,
    needs=((*KNOWN_BY[Ledger.CARBON], M.CARBON_CONTENT),),
)
