"""AHP: weights from pairwise comparisons, and how consistent the comparisons are.

The random index depends on who simulated it; the values in common use (Saaty) stand in the library.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pycore.cells.values import NOT_AVAILABLE, NUM, VALUE
from pycore.decision.tables import GROUP_DECISION, Matrix, columns_of, matrix_of
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import choice_of
from pycore.equations.definition import Clause
from pycore.equations.domain import POSITIVE
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text

RANDOM_INDEX = "method.random_index_saaty.n{}"
_MOST = 13
EIGEN, COLUMNS, GEOMETRIC = "eigen", "columns", "geometric"
_METHODS = {
    "eigen": EIGEN, "特征向量": EIGEN, "特征根法": EIGEN,
    "columns": COLUMNS, "和法": COLUMNS, "列归一化": COLUMNS,
    "geometric": GEOMETRIC, "根法": GEOMETRIC, "几何平均": GEOMETRIC,
}  # fmt: skip
_RECIPROCAL = 0.02
"""How far a·b may be from 1: 1/3 is often typed as 0.33."""
_STEPS = 1_000


def ahp_weights(matrix: Matrix, method: str = EIGEN) -> list[float]:
    """Return the weights of a matrix of comparisons; they add up to 1."""
    if method == GEOMETRIC:
        found = [math.exp(math.fsum(map(math.log, row)) / len(row)) for row in matrix]
    else:
        totals = [math.fsum(column) for column in columns_of(matrix)]
        found = [math.fsum(a / total for a, total in zip(row, totals, strict=True)) for row in matrix]
    weights = _normalised(found)
    return _eigenvector(matrix, weights) if method == EIGEN else weights


def _eigenvector(matrix: Matrix, start: Sequence[float]) -> list[float]:
    """Return the principal eigenvector by power iteration: it converges for every matrix of positive numbers."""
    weights = list(start)
    for _ in range(_STEPS):
        after = _normalised(_times(matrix, weights))
        if max(abs(a - b) for a, b in zip(after, weights, strict=True)) < 1e-16:
            return after
        weights = after
    return weights


def _times(matrix: Matrix, weights: Sequence[float]) -> list[float]:
    return [math.fsum(a * w for a, w in zip(row, weights, strict=True)) for row in matrix]


def _normalised(values: Sequence[float]) -> list[float]:
    total = math.fsum(values)
    return [value / total for value in values]


def largest_eigenvalue(matrix: Matrix, weights: Sequence[float]) -> float:
    """Return λmax as the mean of (A·w)ᵢ/wᵢ; of the eigenvector each of them is λmax."""
    return math.fsum(a / w for a, w in zip(_times(matrix, weights), weights, strict=True)) / len(weights)


def consistency(matrix: Matrix, weights: Sequence[float]) -> tuple[float, float, float]:
    """Return λmax, CI and CR; of one or two things every comparison is consistent.

    Raises:
        ArgumentProblem: more things than there are random indices for.
    """
    count = len(matrix)
    if count < 3:
        return float(count), 0.0, 0.0
    found = max(float(count), largest_eigenvalue(matrix, weights))
    index = (found - count) / (count - 1)
    return found, index, index / random_index(count)


def random_index(count: int) -> float:
    """Return the random index of that many things, 3 to 13, from the library."""
    from pycore.library import library

    if count > _MOST:
        raise ArgumentProblem(
            NOT_AVAILABLE,
            Text(
                f"TL_AHP 的矩阵为 {count} 阶，随机一致性指标只有 3 到 {_MOST} 阶。请把指标分层，每层不超过 {_MOST} 个。",
                f"TL_AHP: the matrix is of order {count}; random indices go from 3 to {_MOST}. Arrange the indicators in "
                f"levels of {_MOST} at most.",
            ),
        )
    return library().factor(RANDOM_INDEX.format(count)).value


def comparisons_of(cells: Any) -> Matrix:
    """Read a matrix of comparisons: square, positive, 1 on the diagonal, reciprocal across it.

    Raises:
        ArgumentProblem: it is none; the sentence names the place.
    """
    matrix = matrix_of(cells, "TL_AHP", (1, 1))
    count = len(matrix)
    if len(matrix[0]) != count:
        raise ArgumentProblem(
            VALUE,
            Text(
                f"TL_AHP 的判断矩阵为 {count} 行 {len(matrix[0])} 列，应为方阵。请选择行列相同的区域。",
                f"TL_AHP: the matrix has {count} rows and {len(matrix[0])} columns, expected as many of both. Select a "
                "square range.",
            ),
        )
    for i, row in enumerate(matrix):
        for j, value in enumerate(row):
            if value <= 0:
                raise _no_comparison(i, j, value, Text("大于 0 的数", "a number above 0"))
            if i == j and value != 1:
                raise _no_comparison(i, j, value, Text("1（与自己相比）", "1 (compared with itself)"))
            if i < j and matrix[j][i] > 0 and abs(value * matrix[j][i] - 1) > _RECIPROCAL:
                raise _no_comparison(
                    j,
                    i,
                    matrix[j][i],
                    Text(f"{1 / value:.4g}（对角位置的倒数）", f"{1 / value:.4g}, the reciprocal across"),
                )
    return matrix


def _no_comparison(row: int, column: int, value: float, wanted: Text) -> ArgumentProblem:
    return ArgumentProblem(
        NUM,
        Text(
            f"TL_AHP 判断矩阵第 {row + 1} 行第 {column + 1} 列为 {value:.15g}，应为{wanted.zh}。请改正。",
            f"TL_AHP: row {row + 1}, column {column + 1} of the matrix is {value:.15g}, expected {wanted.en}. Correct it.",
        ),
    )


def method_of(text: str) -> str:
    """Read the name of a method.

    Raises:
        ArgumentProblem: a name that is none.
    """
    expected = Text("eigen（特征向量）、columns（和法）或 geometric（根法）", '"eigen", "columns" or "geometric"')
    return choice_of(text, _METHODS, Text("方法", "method"), expected)


def _ahp(matrix: Any, method: str) -> list[list[float]]:
    """Return the weights as a column, and below them λmax, CI and CR."""
    read = comparisons_of(matrix)
    weights = ahp_weights(read, method_of(method))
    return [[one] for one in (*weights, *consistency(read, weights))]


def _steps(matrix: Any, method: str) -> list[Text]:
    """Say whether the comparisons are consistent."""
    read = comparisons_of(matrix)
    found, index, ratio = consistency(read, ahp_weights(read, method_of(method)))
    fair = ratio < 0.1
    said = (
        Text("小于 0.1，判断一致", "below 0.1: consistent")
        if fair
        else Text("不小于 0.1，判断不一致，请专家复核", "not below 0.1: inconsistent, ask the experts again")
    )
    return [
        Text(
            f"λmax = {found:.6g}，CI = {index:.4g}，CR = {ratio:.4g}，{said.zh}",
            f"λmax = {found:.6g}, CI = {index:.4g}, CR = {ratio:.4g}, {said.en}",
        )
    ]


AHP = Method(
    "TL_AHP",
    _ahp,
    group=GROUP_DECISION,
    title=Text("层次分析法权重与一致性", "AHP weights and consistency"),
    arguments=[
        Argument(
            "matrix",
            "1",
            Text("判断矩阵（方阵，a 与其对角位置互为倒数）", "comparisons, a square matrix with reciprocals across"),
            POSITIVE,
            kind="range",
            symbol="a_{ij}",
        ),
        Argument(
            "method",
            "",
            Text("eigen 特征向量、columns 和法、geometric 根法", '"eigen", "columns" or "geometric"'),
            kind="text",
            optional=True,
            default=EIGEN,
        ),
    ],
    unit="1",
    clause=Clause(Text("层次分析法（T. L. Saaty，1980）", "analytic hierarchy process (T. L. Saaty, 1980)"), "V"),
    steps=_steps,
    formulation=Formulation(
        (
            r"A \cdot w = \lambda \cdot w",
            r"\mathit{CI} = \frac{\lambda - n}{n - 1}",
            r"\mathit{CR} = \frac{\mathit{CI}}{\mathit{RI}}",
        ),
        (
            SymbolMeaning("A", Text("判断矩阵", "matrix of the comparisons")),
            SymbolMeaning("w", Text("权重，合计为 1", "weights, which add up to 1")),
            SymbolMeaning(r"\lambda", Text("最大特征根", "largest eigenvalue")),
            SymbolMeaning("n", Text("阶数", "order of the matrix")),
            SymbolMeaning(r"\mathit{CI}", Text("一致性指标", "consistency index")),
            SymbolMeaning(r"\mathit{RI}", Text("平均随机一致性指标（因子库）", "random index (library)")),
            SymbolMeaning(r"\mathit{CR}", Text("一致性比例，应小于 0.1", "consistency ratio, below 0.1")),
        ),
    ),
    note=Text(
        "结果为一列：各权重，其后为 λmax、CI、CR。CR 不小于 0.1 时判断不一致。",
        "A column: the weights, then λmax, CI, CR. With a CR of 0.1 or more the comparisons are inconsistent.",
    ),
)
