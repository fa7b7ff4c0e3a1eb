"""The total of an area: what its domains emit, less what reduction measures take away."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_PROCESS, park_clause
from pycore.equations.argument import Argument
from pycore.equations.domain import ANY, NOT_NEGATIVE, Domain
from pycore.equations.equation import Equation
from pycore.language import Text


def _total_emission(energy: Any, process: Any, waste: Any, reduction: Any) -> Any:
    return energy + process + waste - reduction


def _part(name: str, zh: str, en: str, domain: Domain) -> Argument:
    return Argument(name, "tCO2e", Text(zh, en), domain, symbol=rf"\mathit{{AE}}_\mathrm{{{name}}}")


TOTAL_EMISSION = Equation(
    "TL_TOTAL_EMISSION",
    _total_emission,
    group=GROUP_PROCESS,
    title=Text("温室气体排放总量", "total GHG emission"),
    arguments=[
        _part("energy", "能源活动排放量", "emission of energy activities", ANY),
        _part("process", "工业生产过程排放量", "emission of industrial processes", ANY),
        _part("waste", "废弃物处理排放量", "emission of waste treatment", NOT_NEGATIVE),
        _part("reduction", "减排措施的减排量", "reduction by measures", NOT_NEGATIVE),
    ],
    unit="tCO2e",
    symbol=r"\mathit{AE}",
    clause=park_clause("A.1", "A.1", "S"),
    note=Text(
        "能源活动可为负（调出电力多于调入）；减排量填正数。",
        "Energy may be negative (more electricity out than in); enter the reduction as a positive number.",
    ),
)
