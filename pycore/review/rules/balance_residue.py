"""Carbon in slag, ash and waste water that is out of proportion to the carbon that came in."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.review.rules.rule import Rule, figure
from pycore.review.subject import Line, Subject

# The largest part of the carbon into a unit that a residue takes along; our judgement. Slag and fines of entrained-flow
# gasifiers hold 1 to 4 % of the carbon, those of fixed beds up to a tenth; waste water far below 1 %.
_MOST = {"slag": 0.15, "waste_water": 0.02}


def _check(subject: Subject) -> Iterator[Finding]:
    into: dict[tuple[str, str], float] = {}
    residues: list[Line] = []
    for line in subject.lines("carbon"):
        key = (line.code("stage"), line.text("unit"))
        if line.code("direction") == "in":
            into[key] = into.get(key, 0.0) + (line.number("carbon") or 0)
        elif line.code("material") in _MOST:
            residues.append(line)
    for line in residues:
        carbon, most = line.number("carbon") or 0, _MOST[line.code("material")]
        came = into.get((line.code("stage"), line.text("unit")), 0.0)
        if came <= 0 or carbon <= most * came:
            continue
        yield RULE.at(
            line.cell("carbon"),
            Text(
                f"“{line.text('material')}”带走碳 {figure(carbon)} tC，占带入碳的 {carbon / came:.0%}",
                f'"{line.text("material")}" takes {figure(carbon)} tC along, {carbon / came:.0%} of the carbon that came in',
            ),
            Text(f"通常不超过 {most:.0%}", f"usually at most {most:.0%}"),
            Text("请核对数量、含碳量及单位。", "Check the amount, the carbon content and their units."),
            effect=Text(
                f"少计 CO2 的上限为 {figure(carbon * 44 / 12)} t。",
                f"It takes {figure(carbon * 44 / 12)} t of CO2 out of the total.",
            ),
        )


RULE = Rule(
    "balance-residue",
    19,
    Text("灰渣、废水带走的碳不成比例", "Slag or waste water that takes along too much carbon"),
    Severity.WARNING,
    _check,
)
