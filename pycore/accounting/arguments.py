"""Arguments that several activities share, defined once so that they read the same everywhere."""

from __future__ import annotations

from pycore.equations.argument import Argument
from pycore.equations.definition import Clause
from pycore.equations.domain import FRACTION, NOT_NEGATIVE, Domain
from pycore.language import Text

GROUP_ENERGY = "energy"
GROUP_PROCESS = "process"
GROUP_MEASURES = "measures"

CHEMICAL_STANDARD = "GB/T 32151.10"


def clause(zh: str, en: str, flag: str) -> Clause:
    """Name a formula of the chemical industry standard, with the trust flag of our reading of it."""
    return Clause(
        Text(
            f"{CHEMICAL_STANDARD}《碳排放核算与报告要求 第10部分：化工生产企业》{zh}",
            f"{CHEMICAL_STANDARD}, {en}",
        ),
        flag,
    )


def park_clause(zh: str, en: str, flag: str) -> Clause:
    """Name a line of appendix A of the Chongqing park guide; its formulas are lost images, hence the flag.

    S: the guide says the formula in words; V: the structure was read in a public source; M: remembered, and
    it fits the guide's list of variables.
    """
    return Clause(
        Text(
            f"重庆市产业园区规划温室气体排放环境影响评价技术指南附录A {zh}",
            f"Chongqing guide on GHG assessment in the planning EIA of industrial parks, appendix A, {en}",
        ),
        flag,
    )


EMISSION_FACTOR_DOMAIN = Domain(
    0,
    10,
    hint=Text(
        "排放因子过大，请核对单位（kg 与 t、kWh 与 MWh）。",
        "This factor is too large; check its unit (kg or t, kWh or MWh).",
    ),
    typical=(0, 2),
)


def amount(name: str, unit: str, zh: str, en: str, symbol: str = r"\mathit{AD}") -> Argument:
    """An amount of activity: never negative."""
    return Argument(name, unit, Text(zh, en), NOT_NEGATIVE, symbol=symbol)


def fraction(name: str, zh: str, en: str, symbol: str, default: float | None = None) -> Argument:
    """A fraction of one; with a default it is optional."""
    return Argument(name, "1", Text(zh, en), FRACTION, symbol=symbol, optional=default is not None, default=default)
