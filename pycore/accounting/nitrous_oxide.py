"""Nitrous oxide of nitric acid and adipic acid: output times factor, less what abatement destroys."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_PROCESS, amount, fraction, park_clause
from pycore.equations.argument import Argument
from pycore.equations.domain import Domain
from pycore.equations.equation import Equation
from pycore.language import Text


def _n2o_after_abatement(output: Any, emission_factor: Any, removal: Any, utilisation: Any) -> Any:
    return output * emission_factor * (1 - removal * utilisation)


def _arguments(product: Text, factor_domain: Domain) -> list[Argument]:
    """Build the arguments that both acids share: output in t, factor in tN2O/t, removal and use of the abatement."""
    return [
        amount("output", "t", f"{product.zh}产量", f"output of {product.en}"),
        Argument(
            "emission_factor",
            "tN2O/t",
            Text("N2O 排放因子", "N2O emission factor"),
            factor_domain,
            symbol=r"\mathit{EF}",
        ),
        fraction("removal", "尾气处理的去除率", "removal efficiency of the abatement", r"\eta", 0.0),
        fraction("utilisation", "尾气处理设备的投运率", "share of the time that it runs", r"\mu", 0.0),
    ]


_KG_PER_T = Text("；若填的是 kg/t，请除以 1000。", "; divide kg/t by 1000.")
NITRIC_ACID_N2O = Equation(
    "TL_NITRIC_ACID_N2O",
    _n2o_after_abatement,
    group=GROUP_PROCESS,
    title=Text("硝酸生产 N2O 排放", "N2O from nitric acid"),
    arguments=_arguments(
        Text("硝酸", "nitric acid"),
        Domain(
            0,
            0.1,
            hint=Text(
                f"单位为 tN2O/t 硝酸，约 0.005 到 0.014{_KG_PER_T.zh}",
                f"In tN2O/t acid, about 0.005 to 0.014{_KG_PER_T.en}",
            ),
            typical=(0.002, 0.02),
        ),
    ),
    unit="tN2O",
    symbol=r"E_\mathrm{N_2O}",
    clause=park_clause("表A.3 硝酸生产", "table A.3, nitric acid", "V"),
    note=Text(
        "“高压法，安装 NSCR”的因子已含去除效果，不要再填去除率。去除率和投运率须同时填写，缺一按未处理计。",
        "The factor of high pressure with NSCR already holds its effect: enter no removal then. Removal needs "
        "the share of time as well; without it nothing is deducted.",
    ),
)
ADIPIC_ACID_N2O = Equation(
    "TL_ADIPIC_ACID_N2O",
    _n2o_after_abatement,
    group=GROUP_PROCESS,
    title=Text("己二酸生产 N2O 排放", "N2O from adipic acid"),
    arguments=_arguments(
        Text("己二酸", "adipic acid"),
        Domain(
            0,
            1,
            hint=Text(f"单位为 tN2O/t 己二酸，约 0.3{_KG_PER_T.zh}", f"In tN2O/t acid, about 0.3{_KG_PER_T.en}"),
            typical=(0.1, 0.4),
        ),
    ),
    unit="tN2O",
    symbol=r"E_\mathrm{N_2O}",
    clause=park_clause("表A.3 己二酸生产（尾气处理凭记忆）", "table A.3, adipic acid (abatement remembered)", "M"),
    note=Text(
        "本指南只给产量 × 因子；有尾气处理时填去除率和投运率，缺一按未处理计。",
        "The guide gives output × factor alone; with abatement enter removal and share of time, both.",
    ),
)
