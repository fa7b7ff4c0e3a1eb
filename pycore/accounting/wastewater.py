"""Methane of industrial waste water."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_PROCESS, amount, fraction, park_clause
from pycore.equations.argument import Argument
from pycore.equations.domain import NOT_NEGATIVE, Domain
from pycore.equations.elementary import maximum
from pycore.equations.equation import Equation
from pycore.language import Text


def _wastewater_ch4(tow: Any, sludge: Any, bo: Any, mcf: Any, recovered: Any) -> Any:
    # Not below zero: the larger of generated and recovered, less what is recovered, keeps the units whole.
    return maximum((tow - sludge) * bo * mcf, recovered) - recovered


WASTEWATER_CH4 = Equation(
    "TL_WASTEWATER_CH4",
    _wastewater_ch4,
    group=GROUP_PROCESS,
    title=Text("工业废水 CH4 排放", "CH4 from industrial waste water"),
    arguments=[
        amount("tow", "kgCOD", "废水中可降解有机物（COD）", "degradable organics (COD)", r"\mathit{TOW}"),
        amount("sludge", "kgCOD", "以污泥方式清除的有机物", "organics removed as sludge", "S"),
        Argument(
            "bo",
            "kgCH4/kgCOD",
            Text("最大产甲烷能力", "maximum methane producing capacity"),
            Domain(
                0,
                1,
                hint=Text("单位为 kgCH4/kgCOD，约 0.25。", "In kgCH4/kgCOD, about 0.25."),
                typical=(0.1, 0.4),
            ),
            symbol="B_o",
        ),
        fraction("mcf", "甲烷修正因子", "methane correction factor", r"\mathit{MCF}"),
        Argument(
            "recovered",
            "kgCH4",
            Text("甲烷回收量", "methane recovered"),
            NOT_NEGATIVE,
            symbol="R",
            optional=True,
            default=0.0,
        ),
    ],
    unit="kgCH4",
    symbol=r"E_\mathrm{CH_4}",
    clause=park_clause("表A.4 工业废水处理甲烷排放", "table A.4, industrial waste water", "M"),
    note=Text(
        "去除的 COD 和排入环境的 COD 分别计算（MCF 不同）后相加。结果不小于 0；回收量大于产生量时应核对输入。",
        "Calculate COD removed and COD discharged apart (their MCF differ) and add. Never below 0; check the "
        "inputs where more is recovered than generated.",
    ),
)
