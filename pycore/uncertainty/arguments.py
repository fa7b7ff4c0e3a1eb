"""Arguments that the uncertainty functions share.

A relative uncertainty is half of the 95 % interval over the mean.
"""

from __future__ import annotations

from pycore.equations.argument import Argument
from pycore.equations.definition import Clause
from pycore.equations.domain import Domain
from pycore.language import Text

GROUP_UNCERTAINTY = "uncertainty"
UNCERTAINTY_DOMAIN = Domain(
    0,
    10,
    hint=Text("相对不确定度用小数表示（5% 填 0.05）。", "A relative uncertainty is a fraction (5 % is 0.05)."),
    typical=(0, 0.5),
)
IPCC = Clause(Text("IPCC 2006 指南 第1卷 第3章", "IPCC 2006 Guidelines, volume 1, chapter 3"), "M")


def relative_uncertainty(name: str, zh: str, en: str, symbol: str = "") -> Argument:
    """Build the argument of a relative uncertainty, a fraction of one (5 % is 0.05)."""
    return Argument(name, "1", Text(zh, en), UNCERTAINTY_DOMAIN, symbol=symbol)


DRAWS = Argument(
    "draws",
    "1",
    Text("抽样次数", "number of draws"),
    Domain(100, 5_000_000, typical=(100, 1000)),
    optional=True,
    default=100_000.0,
    symbol="N",
)
SEED = Argument("seed", "1", Text("随机种子", "seed"), Domain(0, 2**53, typical=(0, 100)), optional=True, default=1.0)
