"""Series of years as cells hold them: a reference, and others one a row, all of the same years."""

from __future__ import annotations

from typing import Any

from pycore.cells.values import VALUE, cells_of, is_blank, rows_of
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import number_of
from pycore.equations.domain import ANY
from pycore.language import Text

REFERENCE = Argument(
    "reference", "", Text("参考序列（如空气质量）", "reference series, air quality say"), ANY, kind="range"
)
SERIES = Argument("series", "", Text("比较序列，一行一个", "series to compare, one a row"), ANY, kind="range")


def series_of(reference: Any, series: Any, function: str, least: int) -> tuple[list[float], list[list[float]]]:
    """Read the reference and the series; rows that are blank are spare.

    Raises:
        ArgumentProblem: too few years, series of another length, a blank or a text among numbers.
    """
    given = cells_of(reference)
    rows = [row for row in rows_of(series) if not all(map(is_blank, row))]
    if rows and len(given) != len(rows[0]) and all(len(row) == 1 for row in rows) and len(rows) == len(given):
        # One series in a column beside a reference in a column.
        rows = [[row[0] for row in rows]]
    lengths = {len(row) for row in rows}
    if len(given) < least or lengths != {len(given)}:
        found = "、".join(map(str, sorted(lengths))) or "0"
        raise ArgumentProblem(
            VALUE,
            Text(
                f"{function} 的参考序列有 {len(given)} 个值，比较序列有 {found} 个；应相同且不少于 {least} 个。请改选区域，一行一个序列。",
                f"{function}: the reference has {len(given)} values, the series {found.replace('、', ', ')}; expected as "
                f"many and {least} at least. Select the ranges again, one series a row.",
            ),
        )
    first = [_number(cell, Text("参考序列", "the reference"), place, function) for place, cell in enumerate(given, 1)]
    return first, [
        [_number(cell, Text(f"第 {i} 个序列", f"series {i}"), place, function) for place, cell in enumerate(row, 1)]
        for i, row in enumerate(rows, 1)
    ]


def _number(cell: Any, of: Text, place: int, function: str) -> float:
    return number_of(cell, ANY, Text(f"{function} {of.zh}的第 {place} 个值", f"{function}: value {place} of {of.en}"))
