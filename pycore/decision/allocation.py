"""Free allowances of the carbon market by a benchmark."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import amount, fraction
from pycore.decision.tables import GROUP_DECISION
from pycore.equations.argument import Argument
from pycore.equations.definition import Clause
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text


def _allocation(output: Any, benchmark: Any, adjustment: Any, free_share: Any) -> Any:
    return output * benchmark * adjustment * free_share


ALLOCATION = Equation(
    "TL_ALLOCATION",
    _allocation,
    group=GROUP_DECISION,
    title=Text("配额分配量（基准法）", "allowances by a benchmark"),
    arguments=[
        amount("output", "output_unit", "产量", "output", "Q"),
        Argument(
            "benchmark",
            "tCO2/output_unit",
            Text("基准值", "benchmark"),
            Domain(
                0,
                1000,
                hint=Text(
                    "单位为 tCO2/产品单位；kg 请除以 1000。", "In tCO2 for each unit of output; divide kg by 1000."
                ),
                typical=(0, 20),
            ),
            symbol="B",
        ),
        Argument(
            "adjustment",
            "1",
            Text("修正系数", "adjustment"),
            Domain(
                0,
                5,
                hint=Text("各修正系数之积，一般接近 1。", "The product of all adjustments, near 1."),
                typical=(0.5, 1.5),
            ),
            symbol="k",
            optional=True,
            default=1.0,
        ),
        fraction("free_share", "免费分配比例", "share given for free", r"\phi", 1.0),
    ],
    unit="tCO2",
    symbol="A",
    clause=Clause(
        Text(
            "全国碳排放权交易配额分配方案：基准法（结构，凭记忆）",
            "national allocation plans: benchmark method (structure, remembered)",
        ),
        "M",
    ),
    note=Text(
        "基准值和修正系数逐年发布，请注明年份和文件。",
        "Benchmarks and adjustments are published for each year: name year and document.",
    ),
)
