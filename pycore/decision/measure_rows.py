"""Measures as cells hold them: what each costs, and what it brings of every benefit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from pycore.cells.values import VALUE, cells_of, is_blank, rows_of
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import number_of
from pycore.equations.domain import ANY
from pycore.language import Text

COSTS = Argument(
    "costs",
    "CNY",
    Text("各措施的费用（可为负）", "cost of each measure, below 0 where it saves money"),
    ANY,
    kind="range",
    symbol="c_i",
)
BENEFITS = Argument(
    "benefits",
    "",
    Text("各措施的减排量：一行一项措施，一列一种效益", "reductions: a measure a row, a benefit a column"),
    ANY,
    kind="range",
    symbol="b_{ik}",
)


class MeasureRow(NamedTuple):
    """A measure: its cost, and its benefits in their order."""

    cost: float
    benefits: tuple[float, ...]


def measure_rows(costs: Any, benefits: Any, function: str) -> list[MeasureRow | None]:
    """Read costs and benefits side by side; a row that is blank throughout is a spare one and comes as None.

    Raises:
        ArgumentProblem: different counts, or a blank or a text among the numbers of a row.
    """
    priced, rows = cells_of(costs), rows_of(benefits)
    if len(rows) == 1 and len(priced) == len(rows[0]) > 1:
        # One benefit in a row beside costs in a row.
        rows = [[cell] for cell in rows[0]]
    if len(priced) != len(rows):
        raise ArgumentProblem(
            VALUE,
            Text(
                f"{function} 有 {len(priced)} 个费用、{len(rows)} 行减排量。请选同样多的行。",
                f"{function} has {len(priced)} costs and {len(rows)} rows of benefits. Select as many rows of each.",
            ),
        )
    return [_row(cost, row, place, function) for place, (cost, row) in enumerate(zip(priced, rows, strict=True), 1)]


def kinds_of(measures: Iterable[MeasureRow | None]) -> int:
    """How many benefits the measures have; 0 where all rows are spare."""
    return next((len(row.benefits) for row in measures if row is not None), 0)


def _row(cost: Any, benefits: list[Any], place: int, function: str) -> MeasureRow | None:
    if is_blank(cost) and all(map(is_blank, benefits)):
        return None
    of = Text(f"{function} 第 {place} 项措施的费用", f"{function}: cost of measure {place}")
    price = number_of(cost, ANY, of)
    return MeasureRow(
        price,
        tuple(
            number_of(
                cell,
                ANY,
                Text(f"{function} 第 {place} 项措施的第 {k} 种减排量", f"{function}: benefit {k} of measure {place}"),
            )
            for k, cell in enumerate(benefits, 1)
        ),
    )
