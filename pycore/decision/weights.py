"""Weights that follow from the data: entropy weights and CRITIC.

An indicator that is the same for all items tells none from another: it has the weight 0 and adds nothing to the others.
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
    Matrix,
    columns_of,
    directions_of,
    is_constant,
    matrix_of,
)
from pycore.equations.argument import ArgumentProblem
from pycore.equations.definition import Clause
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text


def entropy_weights(matrix: Matrix) -> list[float]:
    """Return the entropy weight of each indicator, from the shares of the items in its sum; 0·ln 0 is 0.

    Raises:
        ArgumentProblem: a negative value, which is no share, or indicators that are all constant.
    """
    spare = [_spare(column, number) for number, column in enumerate(columns_of(matrix), 1)]
    return _shared_out(spare, "TL_ENTROPY_WEIGHTS")


def _spare(column: Sequence[float], number: int) -> float:
    """Return 1 − e of one indicator, what its entropy lacks of the largest; 0 where it is constant."""
    for place, value in enumerate(column, 1):
        if value < 0:
            raise ArgumentProblem(
                NUM,
                Text(
                    f"TL_ENTROPY_WEIGHTS 第 {place} 行第 {number} 列为 {value:.15g}，负值不能作为比重。"
                    "请换用非负的指标（例如占比、强度）。",
                    f"TL_ENTROPY_WEIGHTS: row {place}, column {number} is {value:.15g}, and a negative value is no "
                    "share. Use an indicator that is not below 0 (a share, an intensity).",
                ),
            )
    if is_constant(column):
        return 0.0
    total = math.fsum(column)
    shares = [value / total for value in column]
    entropy = -math.fsum(p * math.log(p) for p in shares if p > 0) / math.log(len(column))
    return max(0.0, 1 - entropy)


def critic_weights(matrix: Matrix, directions: Sequence[int]) -> list[float]:
    """Return the CRITIC weight of each indicator: its spread times its conflict with the others, both after min–max.

    Raises:
        ArgumentProblem: indicators that are all constant, or that all say the same.
    """
    scaled = [_scaled(column, sign) for column, sign in zip(columns_of(matrix), directions, strict=True)]
    varying = [column for column in scaled if column is not None]
    if len(varying) == 1:
        return [float(column is not None) for column in scaled]
    content = [
        0.0 if one is None else _deviation(one) * math.fsum(1 - _correlation(one, other) for other in varying)
        for one in scaled
    ]
    return _shared_out(content, "TL_CRITIC_WEIGHTS")


def _scaled(column: Sequence[float], sign: int) -> list[float] | None:
    """Bring an indicator to 0 for the worst and 1 for the best; None where it is constant."""
    low, high = min(column), max(column)
    if is_constant(column):
        return None
    return [(value - low if sign > 0 else high - value) / (high - low) for value in column]


def _deviation(column: Sequence[float]) -> float:
    mean = math.fsum(column) / len(column)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in column) / len(column))


def _correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Pearson's coefficient of two indicators that vary; exactly 1 of one with itself."""
    if one is other:
        return 1.0
    mean, mean_other = (math.fsum(column) / len(column) for column in (one, other))
    products = math.fsum((a - mean) * (b - mean_other) for a, b in zip(one, other, strict=True))
    found = products / len(one) / (_deviation(one) * _deviation(other))
    return max(-1.0, min(1.0, found))


def _shared_out(content: Sequence[float], function: str) -> list[float]:
    total = math.fsum(content)
    if total <= 1e-12:
        raise ArgumentProblem(
            NUM,
            Text(
                f"{function}：各指标对所有对象都相同，或各指标完全同向，数据给不出权重。请换用有差别的指标，或由专家给出权重。",
                f"{function}: the indicators are the same for all items, or all of them say the same: the data give no "
                "weights. Use indicators that differ, or let experts weigh them.",
            ),
        )
    return [one / total for one in content]


def _entropy(matrix: Any, directions: Any) -> list[list[float]]:
    """Return the weights as a row; directions are read and do not matter, for a share is one either way."""
    read = matrix_of(matrix, "TL_ENTROPY_WEIGHTS")
    directions_of(directions, len(read[0]), "TL_ENTROPY_WEIGHTS")
    return [entropy_weights(read)]


def _critic(matrix: Any, directions: Any) -> list[list[float]]:
    read = matrix_of(matrix, "TL_CRITIC_WEIGHTS")
    return [critic_weights(read, directions_of(directions, len(read[0]), "TL_CRITIC_WEIGHTS"))]


_ITEM = SymbolMeaning("i", Text("各对象依次，共 m 个", "each item in turn, m of them"))
_INDICATOR = SymbolMeaning("j", Text("各指标依次", "each indicator in turn"))
_WEIGHT = SymbolMeaning("w_j", Text("指标 j 的权重", "weight of indicator j"))

ENTROPY_WEIGHTS = Method(
    "TL_ENTROPY_WEIGHTS",
    _entropy,
    group=GROUP_DECISION,
    title=Text("熵权", "entropy weights"),
    arguments=[MATRIX, DIRECTIONS],
    unit="1",
    clause=Clause(
        Text(
            "熵权法（C. E. Shannon 信息熵；按原值比重，0·ln 0 取 0）", "entropy weights (Shannon; shares, 0·ln 0 = 0)"
        ),
        "V",
    ),
    formulation=Formulation(
        (
            r"p_{ij} = \frac{x_{ij}}{\sum_i x_{ij}}",
            r"e_j = -\frac{1}{\ln m} \cdot \sum_i p_{ij} \cdot \ln p_{ij}",
            r"w_j = \frac{1 - e_j}{\sum_j \left(1 - e_j\right)}",
        ),
        (
            _ITEM,
            _INDICATOR,
            SymbolMeaning("m", Text("对象数", "number of items")),
            SymbolMeaning("p_{ij}", Text("对象 i 在指标 j 中的比重", "share of item i in indicator j")),
            SymbolMeaning("e_j", Text("指标 j 的熵", "entropy of indicator j")),
            _WEIGHT,
        ),
    ),
    note=Text(
        "结果为一行。各对象都相同的指标权重为 0；方向不影响熵权；负值不能作比重。",
        "A row. An indicator that is the same for all items weighs 0; the direction does not matter; negative values are "
        "refused.",
    ),
)
CRITIC_WEIGHTS = Method(
    "TL_CRITIC_WEIGHTS",
    _critic,
    group=GROUP_DECISION,
    title=Text("CRITIC 权重", "CRITIC weights"),
    arguments=[MATRIX, DIRECTIONS],
    unit="1",
    clause=Clause(
        Text(
            "CRITIC 法（Diakoulaki 等，Computers & Operations Research 22 (1995) 763）",
            "CRITIC (Diakoulaki et al., Computers & Operations Research 22 (1995) 763)",
        ),
        "V",
    ),
    formulation=Formulation(
        (
            r"z_{ij} = \frac{x_{ij} - x_j^{-}}{x_j^{+} - x_j^{-}}",
            r"C_j = \sigma_j \cdot \sum_k \left(1 - r_{jk}\right)",
            r"w_j = \frac{C_j}{\sum_j C_j}",
        ),
        (
            _ITEM,
            _INDICATOR,
            SymbolMeaning("x_j^{+}", Text("指标 j 的最优值", "best of indicator j")),
            SymbolMeaning("x_j^{-}", Text("指标 j 的最劣值", "worst of indicator j")),
            SymbolMeaning("z_{ij}", Text("按方向极差标准化的值", "value after min–max, by direction")),
            SymbolMeaning(r"\sigma_j", Text("指标 j 标准化后的标准差", "standard deviation of z of indicator j")),
            SymbolMeaning("r_{jk}", Text("指标 j 与 k 的相关系数", "correlation of the indicators j and k")),
            SymbolMeaning("k", Text("各指标依次", "each indicator in turn")),
            SymbolMeaning("C_j", Text("指标 j 的信息量", "information of indicator j")),
            _WEIGHT,
        ),
    ),
    note=Text(
        "结果为一行。各对象都相同的指标权重为 0，也不计入其他指标的冲突性。",
        "A row. An indicator that is the same for all items weighs 0 and counts in no other's conflict.",
    ),
)
