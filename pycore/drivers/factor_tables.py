"""Factors of a decomposition as cells hold them: items in rows, factors in columns, the same for both years."""

from __future__ import annotations

import math
from typing import Any

from pycore.cells.values import VALUE, is_blank, rows_of
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import number_of
from pycore.equations.domain import Domain
from pycore.language import Text

FactorTable = list[list[float]]
MOST_FACTORS = 12


def factor_argument(name: str, zh: str, en: str, domain: Domain, symbol: str) -> Argument:
    """The factors of one year, whose product over a row is what the row emits."""
    meaning = Text(f"{zh}各因素：一行一个部门，一列一个因素", f"factors of the {en}: an item a row, a factor a column")
    return Argument(name, "", meaning, domain, kind="range", symbol=symbol)


def factors_of(base: Any, current: Any, domain: Domain, function: str) -> tuple[FactorTable, FactorTable]:
    """Read the factors of two years; rows that are blank in both are spare.

    Raises:
        ArgumentProblem: tables of different size, more factors than can be decomposed, a blank or a text among numbers.
    """
    before, after = rows_of(base), rows_of(current)
    sizes = [(len(rows), max(map(len, rows), default=0)) for rows in (before, after)]
    if sizes[0] != sizes[1]:
        (rows, columns), (other_rows, other_columns) = sizes
        raise ArgumentProblem(
            VALUE,
            Text(
                f"{function} 基期为 {rows} 行 {columns} 列，现期为 {other_rows} 行 {other_columns} 列。请选同样大小的区域。",
                f"{function}: the base has {rows} rows and {columns} columns, the current year {other_rows} and "
                f"{other_columns}. Select ranges of the same size.",
            ),
        )
    if not 1 <= sizes[0][1] <= MOST_FACTORS:
        raise ArgumentProblem(
            VALUE,
            Text(
                f"{function} 有 {sizes[0][1]} 个因素，应为 1 到 {MOST_FACTORS} 个。请合并因素。",
                f"{function} has {sizes[0][1]} factors, expected 1 to {MOST_FACTORS}. Join some of them.",
            ),
        )
    kept = [
        place
        for place, rows in enumerate(zip(before, after, strict=True))
        if not all(is_blank(cell) for row in rows for cell in row)
    ]
    years = ((before, Text("基期", "base")), (after, Text("现期", "current-year")))
    first, second = (
        [[_number(rows[i][j], i, j, year, domain, function) for j in range(sizes[0][1])] for i in kept]
        for rows, year in years
    )
    return first, second


def _number(cell: Any, row: int, column: int, year: Text, domain: Domain, function: str) -> float:
    where = Text(
        f"{function} {year.zh}第 {row + 1} 行第 {column + 1} 列",
        f"{function}: row {row + 1}, column {column + 1} of the {year.en} factors",
    )
    return number_of(cell, domain, where)


def totals_of(table: FactorTable) -> list[float]:
    """What each row emits: the product of its factors."""
    return [math.prod(row) for row in table]
