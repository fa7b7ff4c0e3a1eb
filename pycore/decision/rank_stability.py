"""How firm a TOPSIS order is when nobody knows the weights that well: the probability of each rank of each item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pycore.decision.tables import (
    DIRECTIONS,
    GROUP_DECISION,
    MATRIX,
    WEIGHTS,
    Matrix,
    directions_of,
    list_of,
    matrix_of,
)
from pycore.decision.topsis import TOPSIS, all_alike
from pycore.equations.argument import Argument
from pycore.equations.definition import Clause
from pycore.equations.domain import Domain
from pycore.equations.method import Method
from pycore.language import Text
from pycore.uncertainty.arguments import SEED

_BLOCK = 1_000
"""Draws at a time: with twenty items and indicators some ten megabytes."""
_ALIKE = 1e-12


def rank_probabilities(
    matrix: Matrix, weights: Sequence[float], directions: Sequence[int], spread: float, draws: int, seed: int
) -> list[list[float]]:
    """Return for each item the probability of rank 1, 2, …; items that are equally near share their ranks.

    Args:
        spread: each weight is drawn evenly from w·(1 − spread) to w·(1 + spread), and all are renormalised.

    Raises:
        ArgumentProblem: the items do not differ in any indicator that has a weight.
    """
    import numpy

    table = numpy.array(matrix, dtype=float)
    norms = numpy.sqrt((table**2).sum(axis=0))
    scaled = numpy.where(norms > 0, table / numpy.where(norms > 0, norms, 1.0), 0.0) * numpy.array(directions)
    # In units of the weight: how far each item is from the best and the worst of each indicator, squared.
    from_best, from_worst = (scaled.max(axis=0) - scaled) ** 2, (scaled - scaled.min(axis=0)) ** 2
    given = numpy.array(weights, dtype=float)
    if not ((from_best + from_worst) @ given**2).all():
        raise all_alike("TL_RANK_STABILITY")
    generator = numpy.random.default_rng(seed)
    count = len(matrix)
    found = numpy.zeros((count, count))
    for start in range(0, draws, _BLOCK):
        size = min(_BLOCK, draws - start)
        drawn = given * generator.uniform(1 - spread, 1 + spread, (size, len(given)))
        squares = (drawn / drawn.sum(axis=1, keepdims=True)) ** 2
        best, worst = numpy.sqrt(squares @ from_best.T), numpy.sqrt(squares @ from_worst.T)
        near = worst / (best + worst)
        ahead = (near[:, None, :] > near[:, :, None] + _ALIKE).sum(axis=2)
        beside = (numpy.abs(near[:, None, :] - near[:, :, None]) <= _ALIKE).sum(axis=2)
        for rank in range(count):
            held = (ahead <= rank) & (rank < ahead + beside)
            found[:, rank] += (held / beside).sum(axis=0)
    return [[float(one) for one in row] for row in found / draws]


def _rank_stability(
    matrix: Any, weights: Any, directions: Any, spread: float, draws: float, seed: float
) -> list[list[float]]:
    """Return a row for each item: the probability of rank 1, 2, …"""
    read = matrix_of(matrix, "TL_RANK_STABILITY")
    count = len(read[0])
    weighed = list_of(weights, WEIGHTS, count, "TL_RANK_STABILITY")
    signs = directions_of(directions, count, "TL_RANK_STABILITY")
    return rank_probabilities(read, weighed, signs, spread, int(draws), int(seed))


RANK_STABILITY = Method(
    "TL_RANK_STABILITY",
    _rank_stability,
    group=GROUP_DECISION,
    title=Text("排序稳定性：各名次的概率", "stability of a ranking: probability of each rank"),
    arguments=[
        MATRIX,
        WEIGHTS,
        DIRECTIONS,
        Argument(
            "spread",
            "1",
            Text("权重的变动幅度 ±", "weights vary by ±"),
            Domain(
                0,
                1,
                high_open=True,
                hint=Text("变动幅度为 0 到 1 的分数，±20 % 填 0.2。", "The spread is a fraction; ±20 % is 0.2."),
                typical=(0.05, 0.5),
            ),
            optional=True,
            default=0.2,
        ),
        Argument(
            "draws",
            "1",
            Text("抽样次数", "number of draws"),
            Domain(100, 1_000_000, typical=(100, 1000)),
            optional=True,
            default=10_000.0,
        ),
        SEED,
    ],
    unit="1",
    clause=Clause(
        Text(
            "SMAA-2 的名次可接受度思路（Lahdelma 与 Salminen，2001），权重在给定幅度内均匀抽样",
            "rank acceptability in the manner of SMAA-2 (Lahdelma and Salminen, 2001), weights drawn evenly",
        ),
        "M",
    ),
    uses=(TOPSIS,),
    note=Text(
        "一个对象一行，依次为第 1、2…名的概率；并列者平分名次。需要 numpy。",
        "A row for each item: probability of rank 1, 2, …; equal items share their ranks. Needs numpy.",
    ),
)
