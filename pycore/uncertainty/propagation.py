"""Propagation of uncertainty: IPCC Approach 1 for products and sums."""

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

VALUES = Argument("values", "emission_unit", Text("各项数值", "the values"), ANY, kind="range", symbol="x_i")
UNCERTAINTIES = Argument(
    "uncertainties",
    "1",
    Text("各项相对不确定度", "relative uncertainty of each"),
    UNCERTAINTY_DOMAIN,
    kind="range",
    symbol="u_i",
)


def paired(values: Any, uncertainties: Any, function: str) -> list[tuple[float, float]]:
    """Read two ranges of the same size as pairs; rows where both cells are blank are left out.

    Raises:
        ArgumentProblem: different sizes, a text, or a value without its uncertainty.
    """
    first, second = cells_of(values), cells_of(uncertainties)
    if len(first) != len(second):
        raise ArgumentProblem(
            VALUE,
            Text(
                f"{function} 的两个区域大小不同（{len(first)} 与 {len(second)} 个单元格）。请选同样大小的区域。",
                f"{function}: the two ranges differ in size ({len(first)} and {len(second)} cells). "
                "Select equal ranges.",
            ),
        )
    pairs = []
    for place, (value, uncertainty) in enumerate(zip(first, second, strict=True), 1):
        if is_blank(value):
            continue
        pairs.append(
            (
                number_in(VALUES, value, function, place),
                number_in(UNCERTAINTIES, uncertainty, function, place),
            )
        )
    return pairs


def combine_product(uncertainties: list[float]) -> float:
    """Combine relative uncertainties of independent factors: root of the sum of squares (IPCC eq. 3.1)."""
    return math.sqrt(math.fsum(u * u for u in uncertainties))


def combine_sum(pairs: list[tuple[float, float]]) -> float:
    """Combine relative uncertainties of independent terms of a sum (IPCC equation 3.2)."""
    total = math.fsum(v for v, _ in pairs)
    if total == 0:
        raise ArgumentProblem(
            "#DIV/0!",
            Text(
                "各项之和为 0，无法给出相对不确定度。",
                "The values add up to 0: a relative uncertainty does not exist.",
            ),
        )
    return math.sqrt(math.fsum((v * u) ** 2 for v, u in pairs)) / abs(total)


def _u_product(uncertainties: Any) -> float:
    """Combine the relative uncertainties of a range, blank cells left out."""
    cells = cells_of(uncertainties)
    return combine_product(
        [number_in(UNCERTAINTIES, c, "TL_U_PRODUCT", i) for i, c in enumerate(cells, 1) if not is_blank(c)]
    )


def _u_sum(values: Any, uncertainties: Any) -> float:
    return combine_sum(paired(values, uncertainties, "TL_U_SUM"))


def native_u_product(uncertainties: str) -> str:
    """Write the combination for a product natively; blank cells count as 0."""
    return f"SQRT(SUMPRODUCT({uncertainties},{uncertainties}))"


def native_u_sum(values: str, uncertainties: str) -> str:
    """Write the combination for a sum natively; blank cells count as 0."""
    return f"SQRT(SUMPRODUCT({values},{values},{uncertainties},{uncertainties}))/ABS(SUM({values}))"


_EACH = SymbolMeaning("i", Text("各项依次", "each term in turn"))

U_PRODUCT = Method(
    "TL_U_PRODUCT",
    _u_product,
    group=GROUP_UNCERTAINTY,
    title=Text("乘积的相对不确定度", "relative uncertainty of a product"),
    arguments=[UNCERTAINTIES],
    unit="1",
    clause=IPCC,
    native=native_u_product,
    formulation=Formulation(
        (r"u = \sqrt{\sum_i u_i^2}",),
        (SymbolMeaning("u", Text("乘积的相对不确定度", "relative uncertainty of the product")), _EACH),
    ),
    note=Text("√Σu²（各因子相互独立）。", "Root of the sum of squares, for independent factors."),
)
U_SUM = Method(
    "TL_U_SUM",
    _u_sum,
    group=GROUP_UNCERTAINTY,
    title=Text("和的相对不确定度", "relative uncertainty of a sum"),
    arguments=[VALUES, UNCERTAINTIES],
    unit="1",
    clause=IPCC,
    native=native_u_sum,
    formulation=Formulation(
        (r"u = \frac{\sqrt{\sum_i \left(x_i \cdot u_i\right)^2}}{\left|\sum_i x_i\right|}",),
        (SymbolMeaning("u", Text("和的相对不确定度", "relative uncertainty of the sum")), _EACH),
    ),
    note=Text("√Σ(x·u)² ÷ |Σx|（各项相互独立）。", "√Σ(x·u)² / |Σx|, for independent terms."),
)
