"""Data quality by the pedigree matrix: five scores give a squared geometric standard deviation."""

from __future__ import annotations

import math
from typing import Any

from pycore.cells.values import NOT_AVAILABLE, NUM, VALUE, cells_of
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import number_in
from pycore.equations.definition import Clause
from pycore.equations.domain import Domain
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text
from pycore.uncertainty.arguments import GROUP_UNCERTAINTY

# Uncertainty factors of the scores 1 to 5 for reliability, completeness, temporal, geographical and
# technological correlation (Weidema; ecoinvent 2). Two scores have no factor there, geographical 4 and
# technological 2: both are 1.05 here, as in openLCA's table for ecoinvent.
PEDIGREE = {
    "reliability": (1.00, 1.05, 1.10, 1.20, 1.50),
    "completeness": (1.00, 1.02, 1.05, 1.10, 1.20),
    "temporal": (1.00, 1.03, 1.10, 1.20, 1.50),
    "geographical": (1.00, 1.01, 1.02, 1.05, 1.10),
    "technological": (1.00, 1.05, 1.20, 1.50, 2.00),
    "sample_size": (1.00, 1.02, 1.05, 1.10, 1.20),
}
_FEWEST = len(PEDIGREE) - 1  # the sample size may be left out
_SCORES = Argument(
    "scores", "1",
    Text("五项或六项质量评分（1–5）", "five or six quality scores (1 to 5)"),
    Domain(1, 5, hint=Text("评分为 1（最好）到 5。", "Scores are 1 (best) to 5.")), kind="range", symbol="s_i",
)  # fmt: skip


def pedigree_gsd2(scores: list[float], basic: float) -> float:
    """Return GSD² = exp √Σ ln²U over the factors of five or six scores and the basic uncertainty factor."""
    factors = [
        row[int(score) - 1]
        for row, score in zip(list(PEDIGREE.values())[: max(len(scores), _FEWEST)], scores, strict=True)
    ]
    return math.exp(math.sqrt(math.fsum(math.log(f) ** 2 for f in [*factors, basic])))


def _pedigree(scores: Any, basic: float) -> float:
    """Read five scores, or six with the sample size, and return GSD²; `#VALUE!` for another count, `#NUM!` for one that is not whole."""
    cells = cells_of(scores)
    if len(cells) not in (_FEWEST, len(PEDIGREE)):
        raise ArgumentProblem(
            VALUE if cells else NOT_AVAILABLE,
            Text(
                f"TL_PEDIGREE 收到 {len(cells)} 个评分，应为 5 个（可靠性、完整性、时间、地域、技术）或 6 个（另加样本量）。",
                f"TL_PEDIGREE got {len(cells)} scores, expected 5 (reliability, completeness, time, "
                "geography, technology) or 6 (with the sample size).",
            ),
        )
    numbers = [number_in(_SCORES, c, "TL_PEDIGREE", i) for i, c in enumerate(cells, 1)]
    if any(n != int(n) for n in numbers):
        raise ArgumentProblem(
            NUM, Text("TL_PEDIGREE 的评分应为整数 1 到 5。", "TL_PEDIGREE scores are whole numbers, 1 to 5.")
        )
    return pedigree_gsd2(numbers, basic)


PEDIGREE_GSD2 = Method(
    "TL_PEDIGREE",
    _pedigree,
    group=GROUP_UNCERTAINTY,
    title=Text("谱系矩阵的几何标准差平方", "squared geometric standard deviation by pedigree"),
    arguments=[
        _SCORES,
        Argument(
            "basic", "1", Text("基本不确定度因子", "basic uncertainty factor"), Domain(1, 10, typical=(1, 2)),
            optional=True, default=1.05, symbol=r"U_\mathrm{b}",
        ),
    ],
    unit="1",
    formulation=Formulation(
        (
            r"\mathit{GSD}^2 = \exp\left(\sqrt{\sum_{i} \left(\ln U_i\left(s_i\right)\right)^2 + "
            r"\left(\ln U_\mathrm{b}\right)^2}\right)",
        ),
        (
            SymbolMeaning(r"\mathit{GSD}^2", Text("几何标准差的平方", "squared geometric standard deviation")),
            SymbolMeaning("i", Text("各项质量指标依次", "each indicator in turn")),
            SymbolMeaning("U_i", Text("谱系矩阵中该项评分对应的系数", "factor of that score in the pedigree matrix")),
        ),
    ),
    clause=Clause(
        Text("谱系矩阵法（Weidema；ecoinvent 2 系数）", "pedigree matrix (Weidema; ecoinvent 2 factors)"), "V"
    ),
    note=Text(
        "依次为可靠性、完整性、时间、地域、技术，第六项样本量可不填。地域 4 分、技术 2 分原方法未给出系数，按 openLCA 取 1.05。",
        "Reliability, completeness, time, geography, technology; a sixth, the sample size, may be left out. "
        "The method has no factor for score 4 of geography and 2 of technology: 1.05, as in openLCA.",
    ),
)  # fmt: skip
