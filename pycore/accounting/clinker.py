"""Carbon dioxide from calcining the raw meal of cement clinker."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_PROCESS, amount, park_clause
from pycore.equations.argument import Argument
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text


def _clinker_co2(clinker: Any, carbide_slag_clinker: Any, emission_factor: Any) -> Any:
    return (clinker - carbide_slag_clinker) * emission_factor


CLINKER_CO2 = Equation(
    "TL_CLINKER_CO2",
    _clinker_co2,
    group=GROUP_PROCESS,
    title=Text("水泥熟料生产过程排放", "CO2 from clinker production"),
    arguments=[
        amount("clinker", "t", "水泥熟料总产量", "all clinker", r"\mathit{AD}_\mathrm{total}"),
        amount(
            "carbide_slag_clinker",
            "t",
            "其中电石渣生产的熟料",
            "of which made from carbide slag",
            r"\mathit{AD}_\mathrm{carbide}",
        ),
        Argument(
            "emission_factor",
            "tCO2/t",
            Text("熟料排放因子", "emission factor of clinker"),
            Domain(
                0,
                1,
                hint=Text(
                    "单位为 tCO2/t 熟料，约 0.538；若填的是 kg/t，请除以 1000。",
                    "In tCO2/t clinker, about 0.538; divide kg/t by 1000.",
                ),
                typical=(0.4, 0.6),
            ),
            symbol=r"\mathit{EF}",
        ),
    ],
    unit="tCO2",
    symbol=r"E_\mathrm{clinker}",
    clause=park_clause("表A.3 水泥生产", "table A.3, cement", "V"),
    note=Text(
        "电石渣熟料大于熟料总产量时结果为负，说明填写有误，检查表会提示。",
        "More carbide-slag clinker than clinker gives a negative result: an input is wrong, and the checks "
        "sheet says so.",
    ),
)
