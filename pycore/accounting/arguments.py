"""Arguments that several activities share, defined once so that they read the same everywhere."""

from __future__ import annotations

from pycore.domain import FRACTION, NOT_NEGATIVE, Domain
from pycore.equation import Argument, Clause
from pycore.language import Text

GROUP_ENERGY = "energy"
GROUP_PROCESS = "process"

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


EMISSION_FACTOR_DOMAIN = Domain(
    0,
    10,
    hint=Text(
        "排放因子过大，请核对单位（kg 与 t、kWh 与 MWh）。",
        "This factor is too large; check its unit (kg or t, kWh or MWh).",
    ),
    typical=(0, 2),
)


def amount(name: str, unit: str, zh: str, en: str, symbol: str = "AD") -> Argument:
    """An amount of activity: never negative."""
    return Argument(name, unit, Text(zh, en), NOT_NEGATIVE, symbol=symbol)


def fraction(name: str, zh: str, en: str, symbol: str, default: float | None = None) -> Argument:
    """A fraction of one; with a default it is optional."""
    return Argument(
        name, "1", Text(zh, en), FRACTION, symbol=symbol, optional=default is not None, default=default
    )
