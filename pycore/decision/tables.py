"""Matrices and lists of a decision as cells hold them: items in rows, indicators in columns, directions in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pycore.cells.values import VALUE, cells_of, describe, is_blank, rows_of
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import number_of, numbers_of
from pycore.equations.domain import NOT_NEGATIVE, Domain
from pycore.language import Text

GROUP_DECISION = "decision"
Matrix = list[list[float]]

MATRIX = Argument(
    "matrix",
    "",
    Text("指标矩阵：一行一个对象，一列一个指标", "matrix: an item a row, an indicator a column"),
    Domain(
        hint=Text("没有数值的对象请整行留空。", "Leave the whole row of an item without numbers blank."),
        typical=(-1e6, 1e6),
    ),
    kind="range",
    symbol="x_{ij}",
)
DIRECTIONS = Argument(
    "directions",
    "",
    Text("各指标方向：1 或“效益”为越大越好，-1 或“成本”为越小越好", 'direction of each: 1 or "benefit", -1 or "cost"'),
    kind="range",
)
WEIGHTS = Argument(
    "weights", "1", Text("各指标权重", "weight of each indicator"), NOT_NEGATIVE, kind="range", symbol="w_j"
)
_BENEFIT = ("1", "+1", "+", "max", "benefit", "效益", "效益型", "正向", "越大越好")
_COST = ("-1", "-", "−1", "−", "min", "cost", "成本", "成本型", "负向", "逆向", "越小越好")


def matrix_of(cells: Any, function: str, least: tuple[int, int] = (2, 1)) -> Matrix:
    """Read a matrix of numbers; rows that are blank throughout are left out, as a ledger's spare rows are.

    Args:
        least: how many rows and columns there must be.

    Raises:
        ArgumentProblem: a blank or a text among numbers, or too few rows or columns.
    """
    read = [row for row in rows_of(cells) if not all(map(is_blank, row))]
    rows, columns = len(read), max(map(len, read), default=0)
    if rows < least[0] or columns < least[1]:
        raise ArgumentProblem(
            VALUE,
            Text(
                f"{function} 的矩阵有 {rows} 行 {columns} 列，至少应为 {least[0]} 行 {least[1]} 列。请选择更大的区域。",
                f"{function}: the matrix has {rows} rows and {columns} columns, expected {least[0]} rows and "
                f"{least[1]} columns at least. Select a larger range.",
            ),
        )
    return [
        [
            number_of(
                cell,
                MATRIX.domain,
                Text(f"{function} 矩阵第 {i} 行第 {j} 列", f"{function}: row {i}, column {j} of the matrix"),
            )
            for j, cell in enumerate(row, 1)
        ]
        for i, row in enumerate(read, 1)
    ]


def list_of(cells: Any, argument: Argument, count: int, function: str) -> list[float]:
    """Read a row or a column of as many numbers as there are indicators.

    Raises:
        ArgumentProblem: another count, a text or a blank, or a number that the argument cannot be.
    """
    _same_count(len(cells_of(cells)), argument, count, function)
    return numbers_of(cells, argument, function)


def _same_count(found: int, argument: Argument, count: int, function: str) -> None:
    if found != count:
        raise ArgumentProblem(
            VALUE,
            Text(
                f"{function} 参数“{argument.meaning.zh}”有 {found} 个单元格，应与指标数相同，为 {count} 个。请选同样多的单元格。",
                f"{function} argument {argument.name} has {found} cells, expected {count}, one for each indicator. "
                "Select as many cells.",
            ),
        )


def directions_of(cells: Any, count: int, function: str) -> list[int]:
    """Read the direction of each indicator: 1 where more is better, −1 where less is.

    Raises:
        ArgumentProblem: another count, or a direction that is neither.
    """
    given = cells_of(cells)
    _same_count(len(given), DIRECTIONS, count, function)
    return [_direction(cell, place, function) for place, cell in enumerate(given, 1)]


def _direction(cell: Any, place: int, function: str) -> int:
    number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    said = f"{cell:g}" if number else str(cell).strip().lower()
    if said in _BENEFIT:
        return 1
    if said in _COST:
        return -1
    raise ArgumentProblem(
        VALUE,
        Text(
            f"{function} 第 {place} 个指标的方向是{describe(cell, 'zh')}，应为 1、-1、“效益”或“成本”。请改填。",
            f'{function}: the direction of indicator {place} is {describe(cell, "en")}, expected 1, -1, "benefit" or '
            '"cost". Correct it.',
        ),
    )


def columns_of(matrix: Sequence[Sequence[float]]) -> Matrix:
    """Return the columns of a matrix."""
    return [list(column) for column in zip(*matrix, strict=True)]


def is_constant(column: Sequence[float]) -> bool:
    """Tell whether an indicator is the same for all items, to the digits that a spreadsheet shows."""
    return len({f"{value:.15g}" for value in column}) == 1
