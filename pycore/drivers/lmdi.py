"""Logarithmic mean Divisia index, LMDI-I: what each factor adds to a change, without a residual.

A factor that is 0 has no logarithm. What remains as it goes to 0 is taken instead: where an item is new, its whole
emission belongs to the factors that were 0 before; where it is gone, what it emitted to those that are 0 now; several
of them share it evenly (Ang and Liu 2007; Wood and Lenzen 2006). A small number in the place of 0 would give another
answer for every choice of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pycore.cells.values import NUM
from pycore.drivers import GROUP_DRIVERS
from pycore.drivers.factor_tables import FactorTable, factor_argument, factors_of, totals_of
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import choice_of
from pycore.equations.definition import Clause
from pycore.equations.domain import Domain
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text

_FUNCTION = "TL_LMDI"
_DOMAIN = Domain(
    0,
    hint=Text(
        "LMDI 取对数，因素不能为负；有负值时请用 TL_SUN。",
        "LMDI takes logarithms: no factor below 0; use TL_SUN where there is one.",
    ),
    typical=(0, 1e6),
)
ADDITIVE, MULTIPLICATIVE = "additive", "multiplicative"
_FORMS = {
    **dict.fromkeys(("additive", "加法"), ADDITIVE),
    **dict.fromkeys(("multiplicative", "乘法"), MULTIPLICATIVE),
}


def logarithmic_mean(one: float, other: float) -> float:
    """Return L(a, b) = (a − b)/(ln a − ln b), and a where both are the same; 0 where one of them is 0."""
    if one <= 0 or other <= 0:
        return 0.0
    # ln(a/b) loses its digits where a is near b: log1p of the relative difference keeps them.
    relative = (one - other) / other
    return other if relative == 0 else (one - other) / math.log1p(relative)


def effects_of_item(base: Sequence[float], current: Sequence[float]) -> list[float]:
    """Return the effect of each factor of one item; they add up to the change of the product."""
    before, after = math.prod(base), math.prod(current)
    if before > 0 and after > 0:
        mean = logarithmic_mean(after, before)
        return [mean * math.log(now / then) for then, now in zip(base, current, strict=True)]
    if before <= 0 and after <= 0:
        return [0.0] * len(base)
    zeros = [value <= 0 for value in (base if before <= 0 else current)]
    return [(after - before) / sum(zeros) if zero else 0.0 for zero in zeros]


def additive_effects(base: FactorTable, current: FactorTable) -> list[float]:
    """Return the effect of each factor over all items."""
    rows = [effects_of_item(then, now) for then, now in zip(base, current, strict=True)]
    return [math.fsum(column) for column in zip(*rows, strict=True)]


def multiplicative_effects(base: FactorTable, current: FactorTable) -> list[float]:
    """Return the ratio that each factor contributes; their product is current over base.

    Raises:
        ArgumentProblem: a total of 0, of which there is no ratio.
    """
    before, after = math.fsum(totals_of(base)), math.fsum(totals_of(current))
    if before <= 0 or after <= 0:
        raise ArgumentProblem(
            NUM,
            Text(
                f"{_FUNCTION} 乘法形式要求两期合计都大于 0，现为 {before:.10g} 和 {after:.10g}。请用加法形式。",
                f"{_FUNCTION}: the multiplicative form needs totals above 0, found {before:.10g} and {after:.10g}. Use "
                "the additive form.",
            ),
        )
    mean = logarithmic_mean(after, before)
    return [math.exp(effect / mean) for effect in additive_effects(base, current)]


def _lmdi(base: Any, current: Any, form: str) -> list[list[float]]:
    """Return a row: the effect of each factor, then the total."""
    before, after = factors_of(base, current, _DOMAIN, _FUNCTION)
    expected = Text("additive（加法）或 multiplicative（乘法）", '"additive" or "multiplicative"')
    if choice_of(form, _FORMS, Text("形式", "form"), expected) == MULTIPLICATIVE:
        ratios = multiplicative_effects(before, after)
        return [[*ratios, math.fsum(totals_of(after)) / math.fsum(totals_of(before))]]
    return [[*additive_effects(before, after), math.fsum([*totals_of(after), *(-one for one in totals_of(before))])]]


LMDI = Method(
    _FUNCTION,
    _lmdi,
    group=GROUP_DRIVERS,
    title=Text("LMDI 因素分解", "LMDI decomposition"),
    arguments=[
        factor_argument("base", "基期", "base year", _DOMAIN, "x_{ik}^0"),
        factor_argument("current", "现期", "current year", _DOMAIN, "x_{ik}^T"),
        Argument(
            "form",
            "",
            Text("additive 加法，multiplicative 乘法", '"additive" or "multiplicative"'),
            kind="text",
            optional=True,
            default=ADDITIVE,
        ),
    ],
    unit="emission_unit",
    clause=Clause(
        Text(
            "对数平均迪氏指数 LMDI-I（Ang，2005；零值取解析极限，Ang 与 Liu，2007）",
            "logarithmic mean Divisia index, LMDI-I (Ang 2005; zeros by analytic limits, Ang and Liu 2007)",
        ),
        "V",
    ),
    formulation=Formulation(
        (
            r"V_i = \prod_k x_{ik}",
            r"L_i = \frac{V_i^T - V_i^0}{\ln V_i^T - \ln V_i^0}",
            r"\mathit{E}_k = \sum_i L_i \cdot \ln \frac{x_{ik}^T}{x_{ik}^0}",
            r"\mathit{D}_k = \exp\left(\frac{\mathit{E}_k}{L}\right)",
        ),
        (
            SymbolMeaning("i", Text("各部门依次", "each item in turn")),
            SymbolMeaning("k", Text("各因素依次", "each factor in turn")),
            SymbolMeaning("x_{ik}", Text("部门 i 的因素 k", "factor k of item i")),
            SymbolMeaning("V_i", Text("部门 i 的排放量", "emission of item i")),
            SymbolMeaning("V_i^0", Text("部门 i 基期排放量", "emission of item i in the base year")),
            SymbolMeaning("V_i^T", Text("部门 i 现期排放量", "emission of item i in the current year")),
            SymbolMeaning("L_i", Text("两期排放量的对数平均", "logarithmic mean of the two emissions")),
            SymbolMeaning("L", Text("两期合计的对数平均", "logarithmic mean of the two totals")),
            SymbolMeaning(r"\mathit{E}_k", Text("因素 k 的效应（加法）", "effect of factor k, additive")),
            SymbolMeaning(r"\mathit{D}_k", Text("因素 k 的效应（乘法）", "effect of factor k, multiplicative")),
        ),
    ),
    note=Text(
        "结果为一行：各因素效应，最后为合计（加法为变化量，乘法为两期之比），无残差。0 按解析极限处理；几年相连时逐年分解再相加。",
        "A row: the effect of each factor, then the total (the change, or the ratio), without a residual. Zeros by analytic "
        "limits; over several years decompose each step and add up.",
    ),
)
