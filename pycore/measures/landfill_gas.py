"""Landfill gas that is collected and burnt: the methane destroyed, as CO2 equivalent."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_MEASURES, amount, fraction
from pycore.equations.argument import Argument
from pycore.equations.constants import CH4_PER_1E4NM3
from pycore.equations.definition import Clause
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text


def _landfill_gas(
    gas: Any, methane_fraction: Any, destruction: Any, gwp: Any, oxidation: Any, baseline_destruction: Any
) -> Any:
    more = destruction - baseline_destruction
    return gas * methane_fraction * CH4_PER_1E4NM3 * more * (1 - oxidation) * gwp


LANDFILL_GAS_CO2E = Equation(
    "TL_LANDFILL_GAS_CO2E",
    _landfill_gas,
    group=GROUP_MEASURES,
    title=Text("填埋气收集利用的减排量", "reduction by collecting landfill gas"),
    arguments=[
        amount("gas", "1e4*Nm3", "收集的填埋气", "landfill gas collected", "V"),
        fraction("methane_fraction", "甲烷体积分数", "volume fraction of methane", r"w_\mathrm{CH_4}"),
        fraction("destruction", "甲烷销毁率（燃烧、发电）", "methane destroyed (flare, engine)", r"\eta"),
        Argument(
            "gwp",
            "tCO2e/tCH4",
            Text("甲烷的全球变暖潜势", "GWP of methane"),
            Domain(
                1,
                100,
                hint=Text(
                    "GWP100：SAR 21、AR4 25、AR5 28；20 年值约 84。",
                    "GWP100: SAR 21, AR4 25, AR5 28; over 20 years about 84.",
                ),
                typical=(21, 30),
            ),
            symbol=r"\mathit{GWP}",
        ),
        fraction("oxidation", "不收集时在覆盖层氧化的份额", "share that the cover would oxidise", r"\mathit{OX}", 0.0),
        fraction("baseline_destruction", "基准情景已销毁的份额", "share destroyed in the baseline", r"\eta_0", 0.0),
    ],
    unit="tCO2e",
    symbol=r"R_\mathrm{CO_2e}",
    clause=Clause(
        Text(
            "填埋气项目方法学（ACM0001 的结构）：收集量 × 甲烷 × （销毁率 − 基准销毁率）× （1 − 氧化）× GWP",
            "landfill gas methodologies (in the manner of ACM0001): gas × methane × (destruction − baseline) × "
            "(1 − oxidation) × GWP",
        ),
        "M",
    ),
    note=Text(
        "只计甲烷；发电替代的电网排放另用 TL_ELECTRICITY_CO2 计，二者分列。须说明 GWP 和基准情景（是否已有火炬）。",
        "Methane alone; what the electricity displaces is TL_ELECTRICITY_CO2, shown apart. State the GWP and the "
        "baseline (whether there was a flare).",
    ),
)
