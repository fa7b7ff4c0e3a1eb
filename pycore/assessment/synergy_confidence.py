"""How sure a synergy grade is: the share of draws that fall into each grade."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pycore.assessment.performance import GROUP_ASSESSMENT
from pycore.assessment.synergy import (
    CLAUSE,
    GHG_DECIMALS,
    POLLUTANT_DECIMALS,
    REFERENCE,
    SYNERGY_GRADE,
    decimals_of,
)
from pycore.assessment.synergy_arrays import GRADE_TEXTS, assess_arrays
from pycore.equations.argument import Argument
from pycore.equations.domain import POSITIVE, Domain
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text
from pycore.uncertainty.arguments import DRAWS, SEED, relative_uncertainty
from pycore.uncertainty.distributions import normal_draws


# A sheet asks for each grade in a cell of its own; the draws are made once.
@lru_cache(maxsize=256)
def _shares(
    p: float,
    pr: float,
    g: float,
    gr: float,
    up: float,
    upr: float,
    ug: float,
    ugr: float,
    draws: float,
    seed: float,
) -> tuple[float, ...]:
    """Draw the four quantities as independent normals and return the share of draws in each grade, as fractions."""
    import numpy

    count = int(draws)
    generator = numpy.random.default_rng(int(seed))
    pollutant, pollutant_reference, ghg, ghg_reference = (
        normal_draws(generator, mean, u, count) for mean, u in ((p, up), (pr, upr), (g, ug), (gr, ugr))
    )
    # The precision is that of the references as they are given; a draw of one has digits without end.
    decimals = decimals_of(pr, POLLUTANT_DECIMALS), decimals_of(gr, GHG_DECIMALS)
    outcome = assess_arrays(pollutant, pollutant_reference, ghg, ghg_reference, REFERENCE, *decimals)
    shares = numpy.bincount(outcome.grades, minlength=len(GRADE_TEXTS)) / count
    return tuple(float(share) for share in shares)


def _confidence(*arguments: float) -> list[list[Any]]:
    return [[grade.zh, share] for grade, share in zip(GRADE_TEXTS, _shares(*arguments), strict=True)]


_PERFORMANCE = [
    Argument(
        "pollutant",
        "kg/output_unit",
        Text("项目污染物排放绩效", "pollutant performance of the project"),
        Domain(0),
    ),
    Argument(
        "pollutant_reference",
        "kg/output_unit",
        Text("污染物先进值", "advanced value of the pollutant"),
        POSITIVE,
    ),
    Argument("ghg", "tCO2/output_unit", Text("项目温室气体排放绩效", "GHG performance of the project")),
    Argument("ghg_reference", "tCO2/output_unit", Text("温室气体先进值", "advanced value of GHG"), POSITIVE),
]
SYNERGY_CONFIDENCE = Method(
    "TL_SYNERGY_CONFIDENCE",
    _confidence,
    group=GROUP_ASSESSMENT,
    title=Text("协同度等级的概率", "probability of each synergy grade"),
    arguments=[
        *_PERFORMANCE,
        relative_uncertainty("u_pollutant", "污染物绩效的相对不确定度", "relative uncertainty of the pollutant"),
        relative_uncertainty(
            "u_pollutant_reference", "污染物先进值的相对不确定度", "relative uncertainty of its reference"
        ),
        relative_uncertainty("u_ghg", "温室气体绩效的相对不确定度", "relative uncertainty of GHG"),
        relative_uncertainty(
            "u_ghg_reference", "温室气体先进值的相对不确定度", "relative uncertainty of its reference"
        ),
        DRAWS,
        SEED,
    ],
    unit="1",
    clause=CLAUSE,
    uses=(SYNERGY_GRADE,),
    formulation=Formulation(
        (r"P_g = \frac{N_g}{N}",),
        (
            SymbolMeaning("P_g", Text("等级 g 的概率", "probability of the grade g")),
            SymbolMeaning("g", Text("三个等级依次", "each of the three grades")),
            SymbolMeaning("N_g", Text("落入等级 g 的抽样次数", "number of draws with the grade g")),
        ),
    ),
    note=Text(
        "三行：等级、概率。四个量按独立正态分布抽样；相对不确定度为 95% 区间半宽除以均值。",
        "Three rows: grade, probability. Four independent normals; half of the 95 % interval over the mean.",
    ),
)
