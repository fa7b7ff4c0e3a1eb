"""Benchmarks: the advanced values and levels that a performance is held against."""

from __future__ import annotations

from pycore.assessment.performance import GROUP_ASSESSMENT
from pycore.cells.values import NOT_AVAILABLE
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.definition import Clause
from pycore.equations.domain import ANY
from pycore.equations.method import Method
from pycore.language import Text

DEFAULT_SCHEME = "MEE2026"


def _benchmark_id(product: str, indicator: str, scheme: str) -> str:
    """Find the id of a benchmark: `product:condition`, and a level behind the indicator as in `GHG_L2`."""
    from pycore.library import library

    name, _, level = indicator.strip().partition("_L")
    product_key, _, condition = product.partition(":")
    if not level:
        # The single advanced value, or the strictest level of a scheme that has several.
        return library().benchmark_levels(product_key, name, scheme, condition)[0].id
    return library().benchmark(product_key, name, scheme, level=int(level), condition=condition).id


def _benchmark_steps(product: str, indicator: str, scheme: str) -> list[Text]:
    from pycore.library.provenance import factor_texts

    return factor_texts(_benchmark_id(product, indicator, scheme))


def _benchmark(product: str, indicator: str, scheme: str) -> float:
    """Return the value of a benchmark; one that there is not is `#N/A` with the reason."""
    from pycore.errors import LibraryError
    from pycore.library import library

    try:
        return library().entry(_benchmark_id(product, indicator, scheme)).value
    except (LibraryError, ValueError) as error:
        text = error.text if isinstance(error, LibraryError) else _unknown(indicator)
        raise ArgumentProblem(NOT_AVAILABLE, text) from error


def _unknown(indicator: str) -> Text:
    """Say which indicators there are."""
    return Text(
        f"指标“{indicator}”无效，应为 GHG、NOx，或 GHG_L1、GHG_L2、GHG_L3。",
        f'The indicator "{indicator}" is not known; expected GHG, NOx, or GHG_L1, GHG_L2, GHG_L3.',
    )


def level_of(value: float, limits: list[float]) -> int:
    """Return the best level that a value meets: 1, 2, 3, or 0 when it meets none; a limit itself is met.

    The value counts with the 15 digits that a spreadsheet shows, so that 2.6 stays 2.6 after a division.
    """
    shown = float(f"{value:.15g}")
    return next((level for level, limit in enumerate(limits, 1) if shown <= limit), 0)


def _benchmark_level(product: str, value: float, scheme: str) -> float:
    """Return the level of a scheme that a GHG performance meets; `#N/A` where the scheme has none for the product."""
    from pycore.errors import LibraryError
    from pycore.library import library

    try:
        levels = library().benchmark_levels(product, "GHG", scheme)
    except LibraryError as error:
        raise ArgumentProblem(NOT_AVAILABLE, error.text) from error
    return level_of(value, [b.value for b in levels])


PRODUCT = Argument("product", "", Text("产品（如 methanol、煤制甲醇）", "product, e.g. methanol"), kind="text")
_SCHEME = Text(
    "对标体系：MEE2026、TCCECTA0104-2023、SD2025，或其名称（如 T/CCECTA 0104-2023）",
    "scheme: MEE2026, TCCECTA0104-2023, SD2025, or as printed (T/CCECTA 0104-2023)",
)
BENCHMARK = Method(
    "TL_BENCHMARK",
    _benchmark,
    group=GROUP_ASSESSMENT,
    title=Text("排放绩效先进值或基准值", "advanced value or benchmark"),
    arguments=[
        PRODUCT,
        Argument(
            "indicator",
            "",
            Text("指标 GHG 或 NOx；分级体系用 GHG_L1 等", "GHG or NOx; GHG_L1 … for levels"),
            kind="text",
        ),
        Argument("scheme", "", _SCHEME, kind="text", optional=True, default=DEFAULT_SCHEME),
    ],
    unit="",
    clause=Clause(
        Text(
            "煤化工指南编制说明 表 4-2、5.2；T/CCECTA 0104-2023",
            "coal chemical guide, tables 4-2 and 5.2; T/CCECTA 0104-2023",
        ),
        "S",
    ),
    steps=_benchmark_steps,
    note=Text(
        "乙二醇废液外委处置的 NOx 值用 ethylene_glycol:offsite_waste_liquid。",
        "For ethylene glycol with off-site waste liquid: ethylene_glycol:offsite_waste_liquid.",
    ),
)
BENCHMARK_LEVEL = Method(
    "TL_BENCHMARK_LEVEL",
    _benchmark_level,
    group=GROUP_ASSESSMENT,
    title=Text("达到的基准等级", "benchmark level that is met"),
    arguments=[
        PRODUCT,
        Argument("value", "tCO2/output_unit", Text("排放绩效", "performance"), ANY),
        Argument("scheme", "", _SCHEME, kind="text"),
    ],
    unit="1",
    clause=Clause(Text("T/CCECTA 0104-2023；编制说明 5.2", "T/CCECTA 0104-2023; explanatory note 5.2"), "I"),
    note=Text(
        "1、2、3；均未达到为 0。等于限值视为达到。",
        "1, 2, 3, or 0 when it meets none; a limit itself is met.",
    ),
)
