"""Performance: emission for each unit of output; cross-elasticity of two reductions."""

from __future__ import annotations

from typing import Any

from pycore.equations.argument import Argument
from pycore.equations.definition import Clause
from pycore.equations.domain import ANY, POSITIVE, Domain
from pycore.equations.equation import Equation
from pycore.language import Text

GROUP_ASSESSMENT = "assessment"
_GUIDE = "现代煤化工行业建设项目温室气体排放环境影响评价技术指南（试行）编制说明"
_PARK_GUIDE = "重庆市产业园区规划温室气体排放环境影响评价技术指南"


def _intensity(emission: Any, output: Any) -> Any:
    return emission / output


INTENSITY = Equation(
    "TL_INTENSITY",
    _intensity,
    group=GROUP_ASSESSMENT,
    title=Text("排放绩效", "emission performance"),
    arguments=[
        Argument("emission", "emission_unit", Text("排放量", "emission"), ANY, symbol="E"),
        Argument(
            "output",
            "output_unit",
            Text("产出（产量、产值、能耗等）", "output (product, value, energy …)"),
            POSITIVE,
            symbol="P",
        ),
    ],
    unit="emission_unit/output_unit",
    symbol="e",
    clause=Clause(
        Text(
            f"{_GUIDE} 4.5.3；{_PARK_GUIDE} 3.4",
            "coal chemical GHG EIA guide, explanatory note 4.5.3; Chongqing park GHG assessment guide 3.4",
        ),
        "S",
    ),
)

_BASE = Domain(0, low_open=True, hint=POSITIVE.hint, typical=(1, 1e4))


def _elasticity(pollutant_reduction: Any, pollutant_base: Any, ghg_reduction: Any, ghg_base: Any) -> Any:
    return (pollutant_reduction / pollutant_base) / (ghg_reduction / ghg_base)


ELASTICITY = Equation(
    "TL_ELASTICITY",
    _elasticity,
    group=GROUP_ASSESSMENT,
    title=Text("污染物与温室气体减排交叉弹性", "cross-elasticity of pollutant and GHG reduction"),
    arguments=[
        Argument(
            "pollutant_reduction",
            "pollutant_unit",
            Text("污染物减排量", "pollutant reduction"),
            ANY,
            symbol=r"\mathit{ER}_j",
        ),
        Argument(
            "pollutant_base",
            "pollutant_unit",
            Text("污染物基准排放量", "pollutant base emission"),
            _BASE,
            symbol="Q_j",
        ),
        Argument(
            "ghg_reduction",
            "emission_unit",
            Text("温室气体减排量", "GHG reduction"),
            Domain(typical=(1, 1e4)),
            symbol=r"\mathit{ER}_k",
        ),
        Argument("ghg_base", "emission_unit", Text("温室气体基准排放量", "GHG base emission"), _BASE, symbol="Q_k"),
    ],
    unit="1",
    symbol=r"\mathit{Els}",
    clause=Clause(
        Text("协同控制交叉弹性系数 Els（PMC11666946）", "co-control cross-elasticity Els (PMC11666946)"), "V"
    ),
    note=Text(
        "Els < 0：不协同；0–1：温室气体减排幅度更大；1：同等；> 1：污染物减排幅度更大。",
        "Els < 0: no synergy; 0 to 1: GHG falls more; 1: equal degree; > 1: the pollutant falls more.",
    ),
)
