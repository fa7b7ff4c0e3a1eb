"""Monte Carlo of a sum whose terms may share a common factor."""

from __future__ import annotations

from typing import Any

from pycore.cells.values import VALUE, cells_of, is_blank
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import number_in
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text
from pycore.uncertainty.arguments import DRAWS, GROUP_UNCERTAINTY, IPCC, SEED
from pycore.uncertainty.distributions import DISTRIBUTIONS, relative_deviations
from pycore.uncertainty.propagation import UNCERTAINTIES, VALUES


def _column(cells: Any, count: int, name: str) -> list[Any]:
    """Read an optional range; a single cell stands for all rows."""
    given = cells_of(cells) if cells is not None else [None]
    if len(given) == 1:
        return given * count
    if len(given) != count:
        raise ArgumentProblem(
            VALUE,
            Text(
                f"TL_MONTE_CARLO 的参数 {name} 有 {len(given)} 个单元格，应为 {count} 个。请选同样大小的区域。",
                f"TL_MONTE_CARLO: {name} has {len(given)} cells, expected {count}. Select equal ranges.",
            ),
        )
    return given


def simulate_sum(values: Any, uncertainties: Any, distributions: Any, groups: Any, draws: float, seed: float) -> Any:
    """Draw the sum of the values; rows of one group vary together, fully correlated.

    Returns:
        Array of `draws` sums.
    """
    import numpy

    cells = cells_of(values)
    spread = _column(uncertainties, len(cells), "uncertainties")
    shapes = _column(distributions, len(cells), "distributions")
    group_of = _column(groups, len(cells), "groups")
    generator = numpy.random.default_rng(int(seed))
    count = int(draws)
    total = numpy.zeros(count)
    shared: dict[str | None, Any] = {}
    for i, cell in enumerate(cells):
        if is_blank(cell):
            continue
        value = number_in(VALUES, cell, "TL_MONTE_CARLO", i + 1)
        u = number_in(UNCERTAINTIES, spread[i], "TL_MONTE_CARLO", i + 1)
        shape = "normal" if is_blank(shapes[i]) else str(shapes[i]).strip().lower()
        if shape not in DISTRIBUTIONS:
            raise ArgumentProblem(
                VALUE,
                Text(
                    f"TL_MONTE_CARLO 第 {i + 1} 行的分布“{shapes[i]}”无效，应为 {'、'.join(DISTRIBUTIONS)} 之一。",
                    f'TL_MONTE_CARLO row {i + 1}: unknown distribution "{shapes[i]}"; '
                    f"expected one of {', '.join(DISTRIBUTIONS)}.",
                ),
            )
        group = None if is_blank(group_of[i]) else str(group_of[i]).strip()
        if group is not None and group not in shared:
            shared[group] = generator.standard_normal(count)
        total += value * relative_deviations(generator, shape, u, count, shared.get(group))
    return total


def summary(draws: Any) -> list[float]:
    """Return mean, standard deviation, and the 2.5, 50 and 97.5 % points of some draws."""
    import numpy

    low, middle, high = numpy.percentile(draws, [2.5, 50, 97.5])
    return [float(draws.mean()), float(draws.std(ddof=1)), float(low), float(middle), float(high)]


def _monte_carlo(*arguments: Any) -> list[list[float]]:
    """Return the summary of the simulated sum as one row."""
    import numpy

    # What overflows is not finite, and that is #NUM! in the cell; a warning would reach no one.
    with numpy.errstate(all="ignore"):
        return [summary(simulate_sum(*arguments))]


MONTE_CARLO = Method(
    "TL_MONTE_CARLO",
    _monte_carlo,
    group=GROUP_UNCERTAINTY,
    title=Text("蒙特卡洛模拟之和", "Monte Carlo of a sum"),
    arguments=[
        VALUES,
        UNCERTAINTIES,
        Argument("distributions", "", Text("各项分布", "distribution of each"), kind="range", optional=True),
        Argument(
            "groups",
            "",
            Text("分组（同组同变）", "group of each; one group varies together"),
            kind="range",
            optional=True,
        ),
        DRAWS,
        SEED,
    ],
    unit="emission_unit",
    clause=IPCC,
    formulation=Formulation(
        (r"X_k = \sum_i x_i \cdot f_{i,k}", r"\bar X = \frac{1}{N} \cdot \sum_{k=1}^{N} X_k"),
        (
            SymbolMeaning("X_k", Text("第 k 次抽样的和", "the sum of the draw k"), "emission_unit"),
            SymbolMeaning(r"\bar X", Text("均值", "the mean"), "emission_unit"),
            SymbolMeaning("i", Text("各项依次", "each term in turn")),
            SymbolMeaning("k", Text("第 1 到 N 次抽样", "the draws 1 to N")),
            SymbolMeaning(
                "f_{i,k}",
                Text(
                    "按该项分布抽取的倍数：均值为 1，95% 区间半宽为 u_i（对数正态取相同标准差），同组各项一同抽取",
                    "multiplier drawn from the distribution of the term: mean 1, half of the 95 % interval u_i (for a "
                    "lognormal the same standard deviation); the terms of one group are drawn together",
                ),
            ),
        ),
    ),
    note=Text(
        "一行五格：均值、标准差、2.5%、50%、97.5%。同组的行一起变化（完全相关）。",
        "A row: mean, standard deviation, 2.5 %, 50 %, 97.5 %. Rows of one group vary together, fully correlated.",
    ),
)
