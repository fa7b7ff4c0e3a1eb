"""Carbon of a gas from its composition."""

from __future__ import annotations

from typing import Any

from pycore.accounting.arguments import GROUP_ENERGY, clause
from pycore.cells.values import NOT_AVAILABLE, NUM, VALUE, cells_of, is_blank
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.constants import CARBON_MOLAR_MASS, MOLAR_VOLUME, TC_PER_1E4NM3
from pycore.equations.domain import FRACTION
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text

# Carbon atoms in a molecule of each gas: chemistry, not a factor that may change.
CARBON_ATOMS = {
    "CO": 1, "CO2": 1, "CH4": 1, "C2H2": 2, "C2H4": 2, "C2H6": 2, "C3H6": 3, "C3H8": 3, "C4H8": 4, "C4H10": 4,
    "C5H12": 5, "CH3OH": 1, "COS": 1, "H2": 0, "N2": 0, "O2": 0, "H2O": 0, "H2S": 0, "AR": 0, "NH3": 0,
}  # fmt: skip
_SUM_TOLERANCE = 1e-6


def _gas_carbon(gases: Any, volume_fractions: Any) -> float:
    """Add up the carbon of the gases in tC per 10^4 Nm3; blank rows are passed over.

    Raises:
        ArgumentProblem: ranges of two sizes or a fraction that is no number (`#VALUE!`), an unknown gas (`#N/A`), fractions
            outside 0 to 1 or above 1 together (`#NUM!`).
    """
    names, fractions = cells_of(gases), cells_of(volume_fractions)
    if len(names) != len(fractions):
        raise ArgumentProblem(
            VALUE,
            Text(
                f"TL_GAS_CARBON 收到 {len(names)} 种气体和 {len(fractions)} 个体积分数，两者个数应相同。"
                "请选同样大小的区域。",
                f"TL_GAS_CARBON got {len(names)} gases and {len(fractions)} volume fractions; "
                "the counts must be equal. Select ranges of the same size.",
            ),
        )
    total = carbon = 0.0
    for name, value in zip(names, fractions, strict=True):
        if is_blank(name) and is_blank(value):
            continue
        key = str(name).strip().upper()
        if key not in CARBON_ATOMS:
            raise ArgumentProblem(
                NOT_AVAILABLE,
                Text(
                    f"TL_GAS_CARBON 不认识气体“{name}”，应为 {'、'.join(CARBON_ATOMS)} 之一。请改用化学式。",
                    f'TL_GAS_CARBON does not know the gas "{name}"; expected one of '
                    f"{', '.join(CARBON_ATOMS)}. Use the chemical formula.",
                ),
            )
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value not in FRACTION:
            raise _FRACTIONS.problem(value, "TL_GAS_CARBON")
        total += value
        carbon += CARBON_ATOMS[key] * value
    if total > 1 + _SUM_TOLERANCE:
        raise ArgumentProblem(
            NUM,
            Text(
                f"TL_GAS_CARBON 的体积分数之和为 {total:.6g}，应不大于 1。请核对气体组成。",
                f"TL_GAS_CARBON: the volume fractions add up to {total:.6g}, expected at most 1. "
                "Check the composition.",
            ),
        )
    return carbon * float(CARBON_MOLAR_MASS) / float(MOLAR_VOLUME) * float(TC_PER_1E4NM3)


_FRACTIONS = Argument("volume_fractions", "1", Text("各气体的体积分数", "volume fraction of each gas"), FRACTION)

GAS_CARBON = Method(
    "TL_GAS_CARBON",
    _gas_carbon,
    group=GROUP_ENERGY,
    title=Text("按组成计算气体含碳量", "carbon of a gas from its composition"),
    arguments=[
        Argument("gases", "", Text("气体化学式", "chemical formulas of the gases"), kind="range"),
        Argument("volume_fractions", "1", _FRACTIONS.meaning, FRACTION, kind="range", symbol="x_i"),
    ],
    unit="tC/(1e4*Nm3)",
    clause=clause("气体燃料含碳量（按组分）", "carbon content of gas from composition", "M"),
    formulation=Formulation(
        (r"\mathit{CC} = \frac{12}{22.4} \cdot 10 \cdot \sum_i n_i \cdot x_i",),
        (
            SymbolMeaning(r"\mathit{CC}", Text("气体含碳量", "carbon of the gas"), "tC/(1e4*Nm3)"),
            SymbolMeaning("i", Text("各气体依次", "each gas in turn")),
            SymbolMeaning(
                "n_i", Text("气体分子中的碳原子数，由化学式得出", "carbon atoms in a molecule, by its formula")
            ),
        ),
        (CARBON_MOLAR_MASS, MOLAR_VOLUME, TC_PER_1E4NM3),
    ),
    note=Text("Σ 12 × 碳原子数 × 体积分数 ÷ 22.4 × 10。", "Sum of 12 × carbon atoms × volume fraction / 22.4 × 10."),
)
