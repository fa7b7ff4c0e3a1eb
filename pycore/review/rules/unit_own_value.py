"""Own values so far from the library's that another unit is the likely reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.library_values import OwnValue, own_values
from pycore.review.rules.rule import Rule, written_number
from pycore.review.subject import Subject
from pycore.sheets.meanings import Meaning as M
from pycore.sheets.meanings import SharedEntry

FARTHEST = 2.5  # times the library's value, or its fraction: coals and gases differ by less
NEAR = 1.03
"""So near must a ratio be to that of a slip for the slip to be named: what is merely of its magnitude explains nothing."""
_GASES = frozenset({"other_coal_gas", "refinery_gas"})
"""Gases of any composition: one that is mostly hydrogen has little carbon by energy."""

# How many times too large a value becomes by a slip, what the slip is, and the units in which it can be made.
_SLIPS = (
    (1000.0, Text("疑为千倍单位（如 kJ/kg 当作 GJ/t、kg 当作 t、tC/TJ 当作 tC/GJ、g/kWh 当作 t/MWh）",
                  "a unit 1000 times smaller, such as kJ/kg for GJ/t, kg for t, tC/TJ for tC/GJ or g/kWh for t/MWh"), ""),
    (238.85, Text("疑为 kcal/kg（大卡）当作 GJ/t", "kcal/kg for GJ/t"), r"^[GM]J/"),
    (100.0, Text("疑为百分数当作小数", "a percentage for a fraction"), r"^(?:1|%|0–1)?$|^tC/t$|^tCO2/t$"),
    (10.0, Text("疑为按 10³m³ 与 10⁴m³ 混用", "10³ m³ for 10⁴ m³"), r"m3|m³"),
    (10.0, Text("疑为小数点错位", "a decimal point that has moved"), ""),
    (44 / 12, Text("疑为 CO2 与碳（44/12）混用", "CO2 for carbon (44/12)"), r"tC"),
    (29.3076, Text("疑为 GJ 与吨标准煤（29.3076 GJ/tce）混用", "GJ for tce (29.3076 GJ/tce)"), r"[GTM]J|tce"),
    (10000.0, Text("疑为万倍单位（如 m³ 与 10⁴m³、t 与万 t）", "a unit 10⁴ times smaller, such as m³ for 10⁴ m³"), ""),
)  # fmt: skip


def slip(ratio: float, unit: str | None = None) -> Text | None:
    """Name the slip of units that a ratio to the usual value points to; None for no known one.

    With a unit only slips that can be made in it are named: nobody takes kcal/kg for t of CO2.
    """
    if ratio <= 0:
        return None
    times = ratio if ratio > 1 else 1 / ratio
    possible = [s for s in _SLIPS if unit is None or re.search(s[2], unit)]
    near = min(possible, key=lambda s: max(times / s[0], s[0] / times))
    return near[1] if max(times / near[0], near[0] / times) <= NEAR else None


def _check(subject: Subject) -> Iterator[Finding]:
    owned = tuple(own_values(subject))
    for own in owned:
        if not own.default or own.value == own.default:
            continue
        if own.value == 0 and own.line.code(M.POWER_KIND) == SharedEntry.GREEN:
            continue  # green power that counts as zero is a choice, not a slip
        ratio = own.value / own.default
        if 1 / FARTHEST <= ratio <= FARTHEST:
            continue
        why = _reason(subject, own, owned)
        if why is None and ratio < 1 and _of_hydrogen(subject, own):
            continue
        value, default = written_number(own.value), written_number(own.default)
        title = own.line.table.column(own.column).title
        yield RULE.at(
            own.line.cell(own.column),
            Text(
                f"{title.zh}填写为 {value}，是因子库值 {default} 的 {written_number(ratio)} 倍",
                f"{title.en} is {value}, {written_number(ratio)} times the library's {default}",
            ),
            Text(f"与 {default} 同一量级的数值", f"the magnitude of {default}"),
            Text(
                f"{why.zh + '，' if why else ''}请核对单位。",
                f"Check the unit{': ' + why.en if why else ''}.",
            ),
            severity=Severity.WARNING if ratio == 0 or 0.2 <= ratio <= 5 else None,
        )


def _reason(subject: Subject, own: OwnValue, owned: tuple[OwnValue, ...]) -> Text | None:
    """The slip that makes the value of the library's, or of another row's for the same factor; None for no such."""
    factor = subject.library.factors.get(own.id)
    unit = None if factor is None else factor.unit
    if own.default and (found := slip(own.value / own.default, unit)) is not None:
        return found
    for other in owned:
        if other.id != own.id or other is own or other.value <= 0:
            continue
        if (found := slip(own.value / other.value, unit)) is not None:
            value, (sheet, row, _) = written_number(other.value), other.line.cell(other.column)
            there = "" if sheet == own.line.cell(own.column)[0] else sheet
            return Text(
                f"{found.zh}（对照{f'“{there}”' if there else ''}第 {row} 行的 {value}）",
                f"{found.en} ({f'{there}, ' if there else ''}row {row} has {value})",
            )
    return None


def _of_hydrogen(subject: Subject, own: OwnValue) -> bool:
    meanings = subject.meanings.of(own.line.table, own.column)
    return M.CARBON_PER_ENERGY in meanings and own.line.code(M.FUEL) in _GASES and own.value > 0


RULE = Rule(
    "unit-own-value",
    15,
    Text("自有值与因子库值相差过大，疑为单位错误", "An own value is far from the library's: another unit?"),
    Severity.ERROR,
    _check,
    needs=((M.OWN_VALUE, M.REASON),),
)
