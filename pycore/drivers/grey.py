"""Grey relation: how alike the course of series is. Deng's degree, and Liu's absolute, relative and synthetic ones.

A handful of years proves little, and the degree of Deng hangs on how the series are made comparable: say which way was
taken, and look whether the order stays when a year is left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pycore.cells.values import NUM
from pycore.drivers import GROUP_DRIVERS
from pycore.drivers.series import REFERENCE, SERIES, series_of
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import choice_of
from pycore.equations.definition import Clause
from pycore.equations.domain import Domain
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text

INITIAL, MEAN, RANGE, NONE = "initial", "mean", "minmax", "none"
_SCALINGS = {
    **dict.fromkeys(("initial", "初值", "初值化"), INITIAL),
    **dict.fromkeys(("mean", "均值", "均值化"), MEAN),
    **dict.fromkeys(("minmax", "极差", "区间化"), RANGE),
    **dict.fromkeys(("none", "不处理"), NONE),
}
_THETA = 0.5


def scaled(values: Sequence[float], scaling: str, function: str, of: Text) -> list[float]:
    """Make a series comparable with others.

    Raises:
        ArgumentProblem: its first value, its mean or its range is 0, by which it would be divided.
    """
    if scaling == NONE:
        return list(values)
    low = min(values)
    divisors = {INITIAL: values[0], MEAN: math.fsum(values) / len(values), RANGE: max(values) - low}
    divisor = divisors[scaling]
    if divisor == 0:
        what = {INITIAL: Text("首个值", "first value"), MEAN: Text("均值", "mean"), RANGE: Text("极差", "range")}[
            scaling
        ]
        raise ArgumentProblem(
            NUM,
            Text(
                f"{function} {of.zh}的{what.zh}为 0，不能据此无量纲化。请换一种方法（initial、mean、minmax）。",
                f"{function}: the {what.en} of {of.en} is 0 and cannot scale it. Choose another way (initial, mean, minmax).",
            ),
        )
    return [(value - low) / divisor if scaling == RANGE else value / divisor for value in values]


def deng_degrees(reference: Sequence[float], series: Sequence[Sequence[float]], rho: float) -> list[float]:
    """Return Deng's degree of each series; the least and the largest difference are taken over all series and years."""
    differences = [[abs(a - b) for a, b in zip(reference, one, strict=True)] for one in series]
    least, most = min(map(min, differences)), max(map(max, differences))
    if most == 0:
        return [1.0] * len(series)
    return [math.fsum((least + rho * most) / (d + rho * most) for d in row) / len(row) for row in differences]


def absolute_degree(one: Sequence[float], other: Sequence[float]) -> float:
    """Return Liu's absolute degree: of the areas under the images that start at 0."""

    def area(values: Sequence[float]) -> float:
        image = [value - values[0] for value in values]
        return math.fsum([*image[1:-1], image[-1] / 2])

    first, second = area(one), area(other)
    both = 1 + abs(first) + abs(second)
    return both / (both + abs(second - first))


def _grey_relation(reference: Any, series: Any, rho: float, scaling: str) -> list[list[float]]:
    """Return a column: the degree of each series."""
    function = "TL_GREY_RELATION"
    first, rows = series_of(reference, series, function, 2)
    expected = Text("initial、mean、minmax 或 none", '"initial", "mean", "minmax" or "none"')
    way = choice_of(scaling, _SCALINGS, Text("无量纲化方法", "scaling"), expected)
    base = scaled(first, way, function, Text("参考序列", "the reference"))
    others = [scaled(row, way, function, Text(f"第 {i} 个序列", f"series {i}")) for i, row in enumerate(rows, 1)]
    return [[one] for one in deng_degrees(base, others, rho)]


def _grey_absolute(reference: Any, series: Any) -> list[list[float]]:
    """Return a row for each series: absolute, relative, synthetic degree."""
    function = "TL_GREY_ABSOLUTE"
    first, rows = series_of(reference, series, function, 3)
    base = scaled(first, INITIAL, function, Text("参考序列", "the reference"))
    found = []
    for place, row in enumerate(rows, 1):
        absolute = absolute_degree(first, row)
        relative = absolute_degree(base, scaled(row, INITIAL, function, Text(f"第 {place} 个序列", f"series {place}")))
        found.append([absolute, relative, _THETA * absolute + (1 - _THETA) * relative])
    return found


GREY_RELATION = Method(
    "TL_GREY_RELATION",
    _grey_relation,
    group=GROUP_DRIVERS,
    title=Text("灰色关联度（邓氏）", "grey relational degree (Deng)"),
    arguments=[
        REFERENCE,
        SERIES,
        Argument(
            "rho",
            "1",
            Text("分辨系数", "distinguishing coefficient"),
            Domain(0, 1, low_open=True, hint=Text("一般取 0.5。", "Usually 0.5."), typical=(0.1, 0.9)),
            symbol=r"\rho",
            optional=True,
            default=0.5,
        ),
        Argument(
            "scaling",
            "",
            Text(
                "无量纲化：initial 初值，mean 均值，minmax 极差，none 不处理",
                'scaling: "initial", "mean", "minmax", "none"',
            ),
            kind="text",
            optional=True,
            default=INITIAL,
        ),
    ],
    unit="1",
    clause=Clause(Text("灰色关联分析（邓聚龙）", "grey relational analysis (Deng Julong)"), "V"),
    formulation=Formulation(
        (
            r"\xi_{ik} = \frac{\delta + \rho \cdot \Delta}{d_{ik} + \rho \cdot \Delta}",
            r"r_i = \frac{1}{n} \cdot \sum_k \xi_{ik}",
        ),
        (
            SymbolMeaning("i", Text("各序列依次", "each series in turn")),
            SymbolMeaning("k", Text("各年依次", "each year in turn")),
            SymbolMeaning("n", Text("年数", "number of years")),
            SymbolMeaning("d_{ik}", Text("与参考序列之差的绝对值", "absolute difference from the reference")),
            SymbolMeaning(r"\delta", Text("全部差的最小值", "least of all differences")),
            SymbolMeaning(r"\Delta", Text("全部差的最大值", "largest of all differences")),
            SymbolMeaning(r"\xi_{ik}", Text("关联系数", "relational coefficient")),
            SymbolMeaning("r_i", Text("关联度", "degree")),
        ),
    ),
    note=Text(
        "结果为一列。无量纲化方法不同，结果和次序可能不同；几年的数据说明不了因果，请同时给出相关系数和去掉一年后的次序。",
        "A column. Another scaling may give another order; a few years prove no cause: show the correlation and the order "
        "with a year left out beside it.",
    ),
)
GREY_ABSOLUTE = Method(
    "TL_GREY_ABSOLUTE",
    _grey_absolute,
    group=GROUP_DRIVERS,
    title=Text("灰色绝对、相对、综合关联度", "grey absolute, relative and synthetic degree"),
    arguments=[REFERENCE, SERIES],
    unit="1",
    clause=Clause(Text("广义灰色关联度（刘思峰）", "generalised grey incidences (Liu Sifeng)"), "V"),
    formulation=Formulation(
        (
            r"s_i = \sum_k \left(x_{ik} - x_{i1}\right) + \frac{1}{2} \cdot \left(x_{in} - x_{i1}\right)",
            r"\epsilon_i = \frac{1 + \left|s_0\right| + \left|s_i\right|}"
            r"{1 + \left|s_0\right| + \left|s_i\right| + \left|s_i - s_0\right|}",
            r"\sigma_i = \theta \cdot \epsilon_i + \left(1 - \theta\right) \cdot r_i",
        ),
        (
            SymbolMeaning("i", Text("各序列依次", "each series in turn")),
            SymbolMeaning("k", Text("首末之间各年依次", "each year between the first and the last")),
            SymbolMeaning("x_{ik}", Text("序列 i 第 k 年的值", "value of series i in year k")),
            SymbolMeaning("x_{i1}", Text("首年的值", "value of the first year")),
            SymbolMeaning("x_{in}", Text("末年的值", "value of the last year")),
            SymbolMeaning("s_i", Text("始点零化像的面积", "area under the image that starts at 0")),
            SymbolMeaning("s_0", Text("参考序列的面积", "area of the reference")),
            SymbolMeaning(r"\epsilon_i", Text("绝对关联度", "absolute degree")),
            SymbolMeaning(
                "r_i",
                Text("相对关联度：对初值像同样计算", "relative degree: the same of series over their first value"),
            ),
            SymbolMeaning(r"\theta", Text("取 0.5", "0.5")),
            SymbolMeaning(r"\sigma_i", Text("综合关联度", "synthetic degree")),
        ),
    ),
    note=Text(
        "每个序列一行：绝对、相对、综合关联度。始点零化像为各值减首值，不是相邻值之差。",
        "A row for each series: absolute, relative, synthetic. The image that starts at 0 is each value less the first, not "
        "the steps from one to the next.",
    ),
)
