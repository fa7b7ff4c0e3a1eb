"""Parameters of an own fuel that no fuel has, and a gross calorific value given as net."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.own_entries import name_of, source_of
from pycore.review.rules.own_fuels import is_by_mass, own_fuels
from pycore.review.rules.rule import Rule, written_number
from pycore.review.rules.unit_calorific_value import RANGES, says_gross
from pycore.review.subject import Subject, TableRow
from pycore.sheets.meanings import Meaning as M

_GASES = ("natural_gas", "coke_oven_gas", "blast_furnace_gas", "converter_gas", "carbide_furnace_gas")
_SOLID = [ends for fuel, ends in RANGES.items() if fuel not in _GASES]
# The ranges of all fuels of the library together; of gases up to butane (25.9 t in 10⁴ Nm³ of 45.7 GJ/t). Hydrogen in a
# gas brings the carbon by energy down to nothing, in a solid or a liquid to that of LPG; carbon monoxide has the most.
_BY_MASS = {
    M.CALORIFIC_VALUE: (min(low for low, _, _ in _SOLID), max(high for _, high, _ in _SOLID)),
    M.CARBON_PER_ENERGY: (0.015, 0.034),
    M.OXIDATION: (0.8, 1.0),
}
_BY_VOLUME = {
    M.CALORIFIC_VALUE: (min(RANGES[gas][0] for gas in _GASES), 1200.0),
    M.CARBON_PER_ENERGY: (0.0, 0.075),
    M.OXIDATION: (0.95, 1.0),
}


def _check(subject: Subject) -> Iterator[Finding]:
    for line in own_fuels(subject):
        by_mass = is_by_mass(line)
        for meaning, (low, high) in (_BY_MASS if by_mass else _BY_VOLUME).items():
            value = line.number(meaning)
            if value is not None and not low <= value <= high:
                yield _finding(line, meaning, value, Text(f"{low:g} 到 {high:g}", f"{low:g} to {high:g}"), _CHECK)
        net = line.number(M.CALORIFIC_VALUE)
        if net is not None and says_gross(source_of(line)):
            yield _finding(line, M.CALORIFIC_VALUE, net, Text("低位发热量", "a net calorific value"), _GROSS)


_CHECK = Text(
    "请按检测报告核对数值、单位和基准（收到基）。", "Check value, unit and basis (as received) in the test report."
)
_GROSS = Text("来源写明为高位发热量，请换算为低位发热量。", "Its source says that it is gross: convert it to net.")


def _finding(line: TableRow, meaning: M, value: float, expected: Text, action: Text) -> Finding:
    title, name = line.column(meaning).title, name_of(line)
    return RULE.at(
        line.cell(meaning),
        Text(
            f"自有燃料“{name}”{title.zh}为 {written_number(value)}",
            f'{title.en} of the own fuel "{name}" is {written_number(value)}',
        ),
        expected,
        action,
    )


RULE = Rule(
    "unit-own-fuel",
    15,
    Text("自有燃料的参数超出燃料可能的范围", "Parameters of an own fuel that no fuel has"),
    Severity.WARNING,
    _check,
)
