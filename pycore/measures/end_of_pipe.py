"""What pollution control itself emits: carbonate or urea that gives off CO2, and electricity."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_MEASURES, amount
from pycore.equations.argument import Argument
from pycore.equations.definition import Clause
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text
from pycore.measures.arguments import grid_factor


def _end_of_pipe(removed: Any, reagent_factor: Any, electricity: Any, grid_factor: Any) -> Any:
    return removed * reagent_factor + electricity * grid_factor


END_OF_PIPE_CO2 = Equation(
    "TL_END_OF_PIPE_CO2",
    _end_of_pipe,
    group=GROUP_MEASURES,
    title=Text("末端治理设施增加的排放", "CO2 that pollution control adds"),
    arguments=[
        amount("removed", "t", "污染物去除量", "pollutant removed", "m"),
        Argument(
            "reagent_factor",
            "tCO2/t",
            Text("去除单位污染物时药剂放出的 CO2", "CO2 of the reagent for each tonne removed"),
            Domain(
                0,
                10,
                hint=Text(
                    "石灰石脱硫 44/64 = 0.6875 tCO2/tSO2；尿素、碳酸盐按实际用量折算；不用含碳药剂填 0。",
                    "Limestone: 44/64 = 0.6875 tCO2/tSO2; urea and others by what is used; 0 without carbon.",
                ),
                typical=(0, 1),
            ),
            symbol=r"\mathit{EF}_\mathrm{r}",
        ),
        amount("electricity", "MWh", "设施用电", "electricity of the facility", "W"),
        grid_factor(),
    ],
    unit="tCO2",
    symbol=r"E_\mathrm{CO_2}",
    clause=Clause(
        Text(
            "污染治理设施协同控制温室气体核算（药剂和用电；环办科技〔2017〕73号原文未见）",
            "GHG of pollution control: reagents and electricity (guide of the ministry, 2017 No. 73, its text not seen)",
        ),
        "M",
    ),
    note=Text("结果为增加的排放，正值。", "What is added, above 0."),
)
