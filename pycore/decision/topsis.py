"""TOPSIS: how near each item is to the best of every indicator, and how far from the worst.

The columns are divided by their vector norm and weighted. Weights need not add up to 1: a common multiple changes
nothing. A column of zeros adds nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pycore.cells.values import NUM
from pycore.decision.tables import (
    DIRECTIONS,
    GROUP_DECISION,
    MATRIX,
    WEIGHTS,
    Matrix,
    columns_of,
    directions_of,
    list_of,
    matrix_of,
)
from pycore.equations.argument import ArgumentProblem
from pycore.equations.definition import Clause
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text


def closeness(matrix: Matrix, weights: Sequence[float], directions: Sequence[int]) -> list[float]:
    """Return the closeness of each item to the ideal, 0 to 1.

    Args:
        matrix: items in rows, indicators in columns.
        weights: of the indicators, not negative.
        directions: 1 where more is better, −1 where less is.

    Raises:
        ArgumentProblem: the items do not differ in any indicator that has a weight.
    """
    to_best, to_worst = [0.0] * len(matrix), [0.0] * len(matrix)
    for column, weight, sign in zip(columns_of(matrix), weights, directions, strict=True):
        norm = math.sqrt(math.fsum(value * value for value in column))
        if norm == 0:
            continue
        weighted = [sign * weight * value / norm for value in column]
        best, worst = max(weighted), min(weighted)
        for i, value in enumerate(weighted):
            to_best[i] += (best - value) ** 2
            to_worst[i] += (value - worst) ** 2
    apart = [math.sqrt(a) + math.sqrt(b) for a, b in zip(to_best, to_worst, strict=True)]
    if min(apart) == 0:
        raise all_alike("TL_TOPSIS")
    return [math.sqrt(b) / whole for b, whole in zip(to_worst, apart, strict=True)]


def all_alike(function: str) -> ArgumentProblem:
    """Build the sentence for items that nothing tells apart."""
    return ArgumentProblem(
        NUM,
        Text(
            f"{function}：各对象在有权重的指标上都相同，排不出顺序。请换用有差别的指标，或给有差别的指标权重。",
            f"{function}: the items are the same in every indicator that has a weight, so there is no order. Use "
            "indicators that differ, or give those a weight that do.",
        ),
    )


def _topsis(matrix: Any, weights: Any, directions: Any) -> list[list[float]]:
    """Return the closeness as a column."""
    read = matrix_of(matrix, "TL_TOPSIS")
    count = len(read[0])
    weighed = list_of(weights, WEIGHTS, count, "TL_TOPSIS")
    return [[one] for one in closeness(read, weighed, directions_of(directions, count, "TL_TOPSIS"))]


TOPSIS = Method(
    "TL_TOPSIS",
    _topsis,
    group=GROUP_DECISION,
    title=Text("TOPSIS 贴近度", "TOPSIS closeness"),
    arguments=[MATRIX, WEIGHTS, DIRECTIONS],
    unit="1",
    clause=Clause(
        Text(
            "TOPSIS（Hwang 与 Yoon，Multiple Attribute Decision Making，1981；向量规范化）",
            "TOPSIS (Hwang and Yoon, Multiple Attribute Decision Making, 1981; vector normalisation)",
        ),
        "V",
    ),
    formulation=Formulation(
        (
            r"v_{ij} = w_j \cdot \frac{x_{ij}}{\sqrt{\sum_i x_{ij}^2}}",
            r"d_i^{+} = \sqrt{\sum_j \left(v_{ij} - v_j^{+}\right)^2}",
            r"d_i^{-} = \sqrt{\sum_j \left(v_{ij} - v_j^{-}\right)^2}",
            r"S_i = \frac{d_i^{-}}{d_i^{+} + d_i^{-}}",
        ),
        (
            SymbolMeaning("i", Text("各对象依次", "each item in turn")),
            SymbolMeaning("j", Text("各指标依次", "each indicator in turn")),
            SymbolMeaning("v_{ij}", Text("加权规范值", "weighted normalised value")),
            SymbolMeaning("v_j^{+}", Text("指标 j 的最优值", "best of indicator j")),
            SymbolMeaning("v_j^{-}", Text("指标 j 的最劣值", "worst of indicator j")),
            SymbolMeaning("d_i^{+}", Text("到最优值的距离", "distance to the best")),
            SymbolMeaning("d_i^{-}", Text("到最劣值的距离", "distance to the worst")),
            SymbolMeaning("S_i", Text("贴近度", "closeness")),
        ),
    ),
    note=Text(
        "结果为一列，越大越好。权重不必合计为 1；全为 0 的列不起作用。",
        "A column; more is better. Weights need not add up to 1; a column of zeros adds nothing.",
    ),
)
