"""Arguments that calculators of measures share, defined once so that they read the same everywhere."""

from __future__ import annotations

from pycore.accounting.arguments import EMISSION_FACTOR_DOMAIN
from pycore.equations.argument import Argument
from pycore.equations.definition import Clause
from pycore.equations.domain import Domain
from pycore.language import Text

EFFICIENCY_DOMAIN = Domain(
    0,
    1.1,
    low_open=True,
    hint=Text(
        "效率为分数，85 % 填 0.85；按低位发热量计的冷凝锅炉可略大于 1。热泵请用 TL_HEAT_PUMP_CO2。",
        "The efficiency is a fraction; 85 % is 0.85; a condensing boiler by net calorific value may be slightly above 1. "
        "For a heat pump use TL_HEAT_PUMP_CO2.",
    ),
    typical=(0.3, 0.98),
    slip=Text("疑为百分数", "percent?"),
)
HEAT_FACTOR_DOMAIN = Domain(
    0,
    1,
    hint=Text(
        "单位为 tCO2/GJ，煤约 0.095、天然气约 0.056；若填的是 kg/GJ，请除以 1000。",
        "In tCO2/GJ: coal about 0.095, natural gas about 0.056; divide kg/GJ by 1000.",
    ),
    typical=(0, 0.2),
)


def efficiency(name: str, zh: str, en: str, symbol: str) -> Argument:
    """Useful heat over the heat of the fuel, by net calorific value."""
    return Argument(name, "1", Text(zh, en), EFFICIENCY_DOMAIN, symbol=symbol)


def heat_factor(name: str, zh: str, en: str, symbol: str) -> Argument:
    """CO2 for each GJ of fuel, by net calorific value; 0 for one that counts as carbon-neutral."""
    return Argument(name, "tCO2/GJ", Text(zh, en), HEAT_FACTOR_DOMAIN, symbol=symbol)


def grid_factor(unit: str = "tCO2/MWh") -> Argument:
    """CO2 of electricity, of the year in which the measure works."""
    meaning = Text("当年电力排放因子", "electricity emission factor of the year")
    return Argument("grid_factor", unit, meaning, EMISSION_FACTOR_DOMAIN, symbol=r"\mathit{EF}_\mathrm{el}")


def balance(zh: str, en: str, flag: str = "C") -> Clause:
    """A balance of the state before and of the measure: arithmetic, no clause of a standard."""
    return Clause(Text(f"前后对比：{zh}", f"before against after: {en}"), flag)
