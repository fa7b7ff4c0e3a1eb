"""The trend of an inventory and its uncertainty: IPCC Approach 1, the last columns of table 3.2.

Activity data of two years are independent, a factor is the same in both: a change of the factor moves both years and
all but cancels in the ratio of the totals (type A sensitivity), a change of activity moves one (type B).
"""

from __future__ import annotations

import math
from typing import Any

from pycore.cells.values import VALUE, cells_of, is_blank
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import number_in
from pycore.equations.domain import ANY
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text
from pycore.uncertainty.arguments import GROUP_UNCERTAINTY, IPCC, UNCERTAINTY_DOMAIN
from pycore.uncertainty.propagation import combine_sum

_BASE = Argument(
    "base",
    "emission_unit",
    Text("基准年各源排放量", "emission of each source in the base year"),
    ANY,
    kind="range",
    symbol="C_i",
)
_CURRENT = Argument(
    "current",
    "emission_unit",
    Text("当年各源排放量", "emission of each source in the current year"),
    ANY,
    kind="range",
    symbol="D_i",
)
_U_ACTIVITY = Argument(
    "u_activity",
    "1",
    Text("各源活动数据相对不确定度", "relative uncertainty of the activity data of each"),
    UNCERTAINTY_DOMAIN,
    kind="range",
    symbol=r"u_{\mathrm{AD},i}",
)
_U_FACTOR = Argument(
    "u_factor",
    "1",
    Text("各源排放因子相对不确定度", "relative uncertainty of the factor of each"),
    UNCERTAINTY_DOMAIN,
    kind="range",
    symbol=r"u_{\mathrm{EF},i}",
)
_ARGUMENTS = (_BASE, _CURRENT, _U_ACTIVITY, _U_FACTOR)

Row = tuple[float, float, float, float]
"""A source: emission of the base year and of the current one, uncertainty of its activity data and of its factor."""


def trend_of(rows: list[Row]) -> tuple[float, float, float]:
    """Return the relative uncertainty of the current total, the trend and the uncertainty of the trend (fractions).

    Raises:
        ArgumentProblem: the base year or the current year adds up to 0 (`#DIV/0!`).
    """
    base, current = math.fsum(row[0] for row in rows), math.fsum(row[1] for row in rows)
    if base == 0:
        raise ArgumentProblem(
            "#DIV/0!",
            Text(
                "基准年排放量合计为 0，没有可比的趋势。请核对基准年数据。",
                "The base year adds up to 0: there is no trend against it. Check the base year.",
            ),
        )
    level = combine_sum([(now, math.hypot(u_activity, u_factor)) for _, now, u_activity, u_factor in rows])
    squares = []
    for before, now, u_activity, u_factor in rows:
        type_a = now / base - before * current / base**2
        type_b = now / base
        squares += [(type_a * u_factor) ** 2, 2 * (type_b * u_activity) ** 2]
    return level, (current - base) / base, math.sqrt(math.fsum(squares))


def _rows(columns: list[list[Any]]) -> list[Row]:
    """Read four columns row by row; a row that is blank throughout is left out."""
    sizes = {len(column) for column in columns}
    if len(sizes) > 1:
        told = [", ".join(str(len(column)) for column in columns)]
        raise ArgumentProblem(
            VALUE,
            Text(
                f"TL_TREND_UNCERTAINTY 的四个区域大小不同（{told[0]} 个单元格）。请选同样大小的区域。",
                f"TL_TREND_UNCERTAINTY: the four ranges differ in size ({told[0]} cells). Select equal ranges.",
            ),
        )
    read = []
    for place, cells in enumerate(zip(*columns, strict=True), 1):
        if all(is_blank(cell) for cell in cells):
            continue
        numbers = [
            number_in(argument, cell, "TL_TREND_UNCERTAINTY", place)
            for argument, cell in zip(_ARGUMENTS, cells, strict=True)
        ]
        read.append((numbers[0], numbers[1], numbers[2], numbers[3]))
    return read


def _trend_uncertainty(base: Any, current: Any, u_activity: Any, u_factor: Any) -> list[list[float]]:
    """Return one row for the whole inventory: uncertainty of the level, trend, uncertainty of the trend (fractions)."""
    return [list(trend_of(_rows([cells_of(column) for column in (base, current, u_activity, u_factor)])))]


TREND_UNCERTAINTY = Method(
    "TL_TREND_UNCERTAINTY",
    _trend_uncertainty,
    group=GROUP_UNCERTAINTY,
    title=Text("清单总量与趋势的不确定度", "uncertainty of an inventory's level and trend"),
    arguments=list(_ARGUMENTS),
    unit="1",
    clause=IPCC,
    formulation=Formulation(
        (
            r"u = \frac{\sqrt{\sum_i D_i^2 \cdot \left(u_{\mathrm{AD},i}^2 + u_{\mathrm{EF},i}^2\right)}}"
            r"{\left|\sum_i D_i\right|}",
            r"r = \frac{\sum_i D_i - \sum_i C_i}{\sum_i C_i}",
            r"A_i = \frac{D_i}{\sum_i C_i} - \frac{C_i \cdot \sum_i D_i}{\left(\sum_i C_i\right)^2}",
            r"B_i = \frac{D_i}{\sum_i C_i}",
            r"U_r = \sqrt{\sum_i \left(A_i \cdot u_{\mathrm{EF},i}\right)^2 + "
            r"\sum_i \left(B_i \cdot u_{\mathrm{AD},i} \cdot \sqrt{2}\right)^2}",
        ),
        (
            SymbolMeaning("i", Text("各排放源依次", "each source in turn")),
            SymbolMeaning("u", Text("当年总量的相对不确定度", "relative uncertainty of the current total")),
            SymbolMeaning(
                "r", Text("趋势：总量相对于基准年的变化", "trend: the change of the total against the base year")
            ),
            SymbolMeaning(
                "A_i", Text("A 类敏感度（因子，两年共用）", "type A sensitivity (factor, shared by both years)")
            ),
            SymbolMeaning(
                "B_i", Text("B 类敏感度（活动数据，两年独立）", "type B sensitivity (activity, independent)")
            ),
            SymbolMeaning("U_r", Text("趋势的不确定度（绝对值）", "uncertainty of the trend, in absolute terms")),
        ),
    ),
    note=Text(
        "整张清单一行三格：当年总量的不确定度、趋势、趋势的不确定度（绝对值，小数）。填一个源的数值，或同样大小的列；减排量为负。",
        "One row for the whole inventory: uncertainty of the current total, trend, its uncertainty (absolute, a fraction). "
        "Numbers of one source or columns of one size; reductions are negative.",
    ),
)
