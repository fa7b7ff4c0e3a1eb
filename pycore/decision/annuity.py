"""Costs by the year: the capital recovery factor, and what a unit of reduction costs."""

from __future__ import annotations

import math

from pycore.decision.tables import GROUP_DECISION
from pycore.equations.argument import Argument
from pycore.equations.definition import Clause
from pycore.equations.domain import NOT_NEGATIVE, POSITIVE, Domain
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text

_RATE = Domain(
    0,
    1,
    hint=Text("折现率为 0 到 1 的分数，8 % 填 0.08。", "The rate is a fraction; 8 % is 0.08."),
    typical=(0.01, 0.15),
)
_YEARS = Domain(0, 100, low_open=True, hint=Text("年限为 0 到 100 年。", "Years are 0 to 100."), typical=(1, 30))
_ENGINEERING_ECONOMY = Clause(Text("工程经济学：等额资金回收", "engineering economy: uniform capital recovery"), "V")


def capital_recovery(rate: float, years: float) -> float:
    """Return the part of an investment that is paid back each year, 1/a; without interest 1/years."""
    if rate == 0:
        return 1 / years
    # As (1 + r)^n − 1 loses its digits where r is small.
    return rate / -math.expm1(-years * math.log1p(rate))


def native_crf(rate: str, years: str) -> str:
    """Write the capital recovery factor natively."""
    return f"IF({rate}=0,1/{years},{rate}/(1-(1+{rate})^-{years}))"


CRF = Method(
    "TL_CRF",
    capital_recovery,
    group=GROUP_DECISION,
    title=Text("资金回收系数", "capital recovery factor"),
    arguments=[
        Argument("rate", "1", Text("年折现率", "discount rate of a year"), _RATE, symbol="r"),
        Argument("years", "a", Text("年限", "years"), _YEARS, symbol="n"),
    ],
    unit="1/a",
    clause=_ENGINEERING_ECONOMY,
    native=native_crf,
    formulation=Formulation(
        (r"\mathit{CRF} = \frac{r \cdot \left(1 + r\right)^n}{\left(1 + r\right)^n - 1}",),
        (SymbolMeaning(r"\mathit{CRF}", Text("资金回收系数", "capital recovery factor"), "1/a"),),
    ),
    note=Text("折现率为 0 时为 1/年限。", "Without interest it is 1/years."),
)


def _unit_cost(capex: float, life: float, rate: float, opex: float, saving: float, reduction: float) -> float:
    return (capex * capital_recovery(rate, life) + opex - saving) / reduction


def native_unit_cost(capex: str, life: str, rate: str, opex: str, saving: str, reduction: str) -> str:
    """Write the unit cost natively."""
    return f"({capex}*{native_crf(rate, life)}+{opex}-{saving})/{reduction}"


UNIT_COST = Method(
    "TL_UNIT_COST",
    _unit_cost,
    group=GROUP_DECISION,
    title=Text("单位减排成本", "cost for each unit reduced"),
    arguments=[
        Argument("capex", "CNY", Text("投资", "investment"), NOT_NEGATIVE, symbol="I"),
        Argument("life", "a", Text("寿命期", "life"), _YEARS, symbol="n"),
        Argument("rate", "1", Text("年折现率", "discount rate of a year"), _RATE, symbol="r"),
        Argument("opex", "CNY/a", Text("年运行费用", "running costs of a year"), NOT_NEGATIVE, symbol="O"),
        Argument("saving", "CNY/a", Text("年节约或收益", "savings or returns of a year"), NOT_NEGATIVE, symbol="B"),
        Argument("reduction", "emission_unit/a", Text("年减排量", "reduction of a year"), POSITIVE, symbol="R"),
    ],
    unit="CNY/emission_unit",
    clause=_ENGINEERING_ECONOMY,
    native=native_unit_cost,
    uses=(CRF,),
    formulation=Formulation(
        (r"c = \frac{I \cdot \mathit{CRF} + O - B}{R}",),
        (
            SymbolMeaning("c", Text("单位减排成本", "cost for each unit reduced"), "CNY/emission_unit"),
            SymbolMeaning(
                r"\mathit{CRF}", Text("资金回收系数（见 TL_CRF）", "capital recovery factor (see TL_CRF)"), "1/a"
            ),
        ),
    ),
    note=Text(
        "负值表示减排的同时省钱；负值之间不能按单位成本排序。",
        "Below 0 the measure saves money; among those the unit cost is no order.",
    ),
)
