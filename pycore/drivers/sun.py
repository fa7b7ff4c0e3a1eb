"""Complete decomposition of Sun: what factors cause together is shared evenly, which is the Shapley value."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from pycore.drivers import GROUP_DRIVERS
from pycore.drivers.factor_tables import factor_argument, factors_of, totals_of
from pycore.equations.definition import Clause
from pycore.equations.domain import ANY
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text

_FUNCTION = "TL_SUN"


def shared_effects(base: Sequence[float], current: Sequence[float]) -> list[float]:
    """Return the effect of each factor of one item: an m-th of every term in which m factors have changed."""
    count = len(base)
    changes = [now - then for then, now in zip(base, current, strict=True)]
    effects: list[list[float]] = [[] for _ in range(count)]
    for size in range(1, count + 1):
        for changed in combinations(range(count), size):
            term = math.prod(changes[k] if k in changed else base[k] for k in range(count))
            for k in changed:
                effects[k].append(term / size)
    return [math.fsum(terms) for terms in effects]


def _sun(base: Any, current: Any) -> list[list[float]]:
    """Return a row: the effect of each factor, then the change."""
    before, after = factors_of(base, current, ANY, _FUNCTION)
    rows = [shared_effects(then, now) for then, now in zip(before, after, strict=True)]
    total = math.fsum([*totals_of(after), *(-one for one in totals_of(before))])
    return [[*(math.fsum(column) for column in zip(*rows, strict=True)), total]]


SUN = Method(
    _FUNCTION,
    _sun,
    group=GROUP_DRIVERS,
    title=Text("完全分解（Sun、Shapley）", "complete decomposition (Sun, Shapley)"),
    arguments=[
        factor_argument("base", "基期", "base year", ANY, "x_{ik}^0"),
        factor_argument("current", "现期", "current year", ANY, "x_{ik}^T"),
    ],
    unit="emission_unit",
    clause=Clause(
        Text(
            "完全分解模型：共同产生、平均分配（Sun，1998，凭记忆；与 Shapley 值相同）",
            "complete decomposition: jointly created, equally distributed (Sun 1998, remembered; the Shapley value)",
        ),
        "M",
    ),
    formulation=Formulation(
        (
            r"\mathit{E}_x = y^0 \cdot \Delta_x + \frac{1}{2} \cdot \Delta_x \cdot \Delta_y",
            r"\mathit{E}_y = x^0 \cdot \Delta_y + \frac{1}{2} \cdot \Delta_x \cdot \Delta_y",
        ),
        (
            SymbolMeaning("i", Text("各部门依次", "each item in turn")),
            SymbolMeaning("k", Text("各因素依次", "each factor in turn")),
            SymbolMeaning("x^0", Text("两因素时第一个因素的基期值", "with two factors: the first in the base year")),
            SymbolMeaning("y^0", Text("第二个因素的基期值", "the second in the base year")),
            SymbolMeaning(r"\Delta_x", Text("第一个因素的变化", "change of the first factor")),
            SymbolMeaning(r"\Delta_y", Text("第二个因素的变化", "change of the second factor")),
            SymbolMeaning(r"\mathit{E}_x", Text("第一个因素的效应", "effect of the first factor")),
            SymbolMeaning(r"\mathit{E}_y", Text("第二个因素的效应", "effect of the second factor")),
        ),
    ),
    note=Text(
        "结果为一行：各因素效应，最后为变化量，无残差。因素可为 0 或负。多个因素时，m 个因素共同变化的项各得 1/m。",
        "A row: the effect of each factor, then the change, without a residual. Factors may be 0 or below. Of a term in which "
        "m factors change each takes an m-th.",
    ),
)
