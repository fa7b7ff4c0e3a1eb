"""Mercury of carbide PVC: what a catalyst holds, where the mercury goes, and what a reduction brings along."""

from __future__ import annotations

import math
from typing import Any

from pycore.accounting.arguments import amount, fraction
from pycore.cells.values import NUM, cells_of, is_blank, rows_of
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import NOISE, number_of, refuse_other_sum
from pycore.equations.constants import MERCURY_IN_CHLORIDE
from pycore.equations.definition import Clause
from pycore.equations.domain import ANY, FRACTION, NOT_NEGATIVE, POSITIVE
from pycore.equations.equation import Equation
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text

GROUP_MERCURY = "mercury"
_TOOLKIT = Clause(
    Text(
        "联合国环境规划署《汞释放识别与量化工具包》：输入量 × 输出分配系数",
        "UNEP Toolkit for Identification and Quantification of Mercury Releases: input × distribution factor",
    ),
    "M",
)


def _catalyst_hg(catalyst: Any, hgcl2_fraction: Any) -> Any:
    return catalyst * hgcl2_fraction * MERCURY_IN_CHLORIDE


CATALYST_HG = Equation(
    "TL_CATALYST_HG",
    _catalyst_hg,
    group=GROUP_MERCURY,
    title=Text("触媒含汞量", "mercury in a catalyst"),
    arguments=[
        amount("catalyst", "kg", "汞触媒质量", "mass of the catalyst"),
        fraction("hgcl2_fraction", "氯化汞质量分数", "mass fraction of HgCl2", "w"),
    ],
    unit="kgHg",
    symbol=r"m_\mathrm{Hg}",
    clause=Clause(
        Text(
            "工信部节〔2010〕261号（7,000 t 触媒、770 t 氯化汞、570 t 汞）；原子量之比",
            "MIIT notice 2010-261 (7,000 t catalyst, 770 t HgCl2, 570 t Hg); ratio of atomic weights",
        ),
        "V",
    ),
    note=Text(
        "结果是汞，不是氯化汞，也不是触媒：49.14 g/t 的限值以汞计。",
        "The result is mercury, not HgCl2 and not catalyst: the limit of 49.14 g/t is of mercury.",
    ),
)


def _fractions(cells: Any) -> list[list[float]]:
    """Read distribution fractions in the shape of their range; a blank is 0.

    Raises:
        ArgumentProblem: one that is no fraction, or a sum that is not 1; the sentence gives the sum.
    """
    read = [
        [0.0 if is_blank(cell) else number_of(cell, FRACTION, _nth(place)) for place, cell in enumerate(row, 1)]
        for row in rows_of(cells)
    ]
    refuse_other_sum(
        (value for row in read for value in row),
        Text("TL_RELEASE 的分配系数", "TL_RELEASE: the distribution fractions"),
        Text("请补上缺少的去向，或改正系数。", "Add the way that is missing, or correct the fractions."),
    )
    return read


def _nth(place: int) -> Text:
    return Text(f"TL_RELEASE 的第 {place} 个分配系数", f"TL_RELEASE: distribution fraction {place}")


def _release(quantity: float, fractions: Any) -> list[list[float]]:
    """Return what goes each way, in the shape of the fractions."""
    return [[quantity * one for one in row] for row in _fractions(fractions)]


def native_release(quantity: str, fractions: str, row: int | str, column: int | str) -> str:
    """Write one of the releases natively; `#N/A` where the fractions do not add up to 1."""
    return f"IF(ABS(SUM({fractions})-1)<={NOISE:.10f},{quantity}*INDEX({fractions},{row},{column}),NA())"


RELEASE = Method(
    "TL_RELEASE",
    _release,
    group=GROUP_MERCURY,
    title=Text("按分配系数的释放量", "releases by distribution fractions"),
    arguments=[
        amount("input", "kgHg", "输入量", "input"),
        Argument(
            "fractions",
            "1",
            Text("各去向的分配系数（合计为 1）", "fraction that goes each way; they add up to 1"),
            FRACTION,
            kind="range",
            symbol="f_k",
        ),
    ],
    unit="kgHg",
    clause=_TOOLKIT,
    formulation=Formulation(
        (r"R_k = Q \cdot f_k", r"\sum_k f_k = 1"),
        (
            SymbolMeaning("k", Text("各去向依次", "each way in turn")),
            SymbolMeaning("Q", Text("输入量", "input"), "kgHg"),
            SymbolMeaning("R_k", Text("去向 k 的释放量", "release of way k"), "kgHg"),
        ),
    ),
    note=Text(
        "结果与系数区域同形。系数合计不为 1 时报错并给出合计，不作归一。",
        "In the shape of the fractions. Fractions that do not add up to 1 are an error that gives the sum.",
    ),
)


def _closure(quantity: float, outputs: Any) -> float:
    """Return outputs over input; texts and negative outputs are refused, blanks count as 0."""
    found = (
        number_of(cell, NOT_NEGATIVE, Text(f"TL_CLOSURE 的第 {place} 项输出", f"TL_CLOSURE: output {place}"))
        for place, cell in enumerate(cells_of(outputs), 1)
        if not is_blank(cell)
    )
    return math.fsum(found) / quantity


CLOSURE = Method(
    "TL_CLOSURE",
    _closure,
    group=GROUP_MERCURY,
    title=Text("物料平衡闭合度", "closure of a mass balance"),
    arguments=[
        Argument("input", "kgHg", Text("输入量", "input"), POSITIVE, symbol="Q"),
        Argument("outputs", "kgHg", Text("各项输出", "the outputs"), NOT_NEGATIVE, kind="range", symbol="R_k"),
    ],
    unit="1",
    clause=_TOOLKIT,
    native=lambda quantity, outputs: f"SUM({outputs})/{quantity}",
    formulation=Formulation(
        (r"\eta = \frac{\sum_k R_k}{Q}",),
        (
            SymbolMeaning("k", Text("各项输出依次", "each output in turn")),
            SymbolMeaning(r"\eta", Text("闭合度", "closure")),
        ),
    ),
    note=Text(
        "1 为闭合；大于 1 说明输出多算或输入、库存漏计。",
        "1 is closed; above 1 an output counts twice, or an input or a stock is missing.",
    ),
)


def _per_reduction(scenario: float, base: float, base_mercury: float, scenario_mercury: float) -> float:
    """Return the change for each unit of mercury that is reduced; an error where none is."""
    reduced = base_mercury - scenario_mercury
    if reduced <= 0:
        raise ArgumentProblem(
            "#DIV/0!" if reduced == 0 else NUM,
            Text(
                f"TL_PER_REDUCTION：情景汞量 {scenario_mercury:.15g} 不低于基准 {base_mercury:.15g}，没有减汞，不计算单位变化。",
                f"TL_PER_REDUCTION: the mercury of the scenario, {scenario_mercury:.15g}, is not below the "
                f"{base_mercury:.15g} of the base: nothing is reduced, so there is no change for each unit of it.",
            ),
        )
    return (scenario - base) / reduced


PER_REDUCTION = Method(
    "TL_PER_REDUCTION",
    _per_reduction,
    group=GROUP_MERCURY,
    title=Text("单位减汞量的能耗、排放或费用变化", "change for each unit of mercury reduced"),
    arguments=[
        Argument(
            "scenario_value",
            "emission_unit",
            Text("情景值（能耗、CO2、费用）", "value of the scenario"),
            ANY,
            symbol="X_s",
        ),
        Argument("base_value", "emission_unit", Text("基准值", "value of the base"), ANY, symbol="X_0"),
        Argument("base_mercury", "kgHg", Text("基准汞量", "mercury of the base"), NOT_NEGATIVE, symbol="M_0"),
        Argument("scenario_mercury", "kgHg", Text("情景汞量", "mercury of the scenario"), NOT_NEGATIVE, symbol="M_s"),
    ],
    unit="emission_unit/kgHg",
    clause=Clause(
        Text(
            "情景比较：ΔX/ΔHg（碳汞协同研究的单位减汞变化）",
            "comparison of scenarios: ΔX for each unit of mercury reduced",
        ),
        "I",
    ),
    native=lambda s, b, mb, ms: f"IF({mb}>{ms},({s}-{b})/({mb}-{ms}),NA())",
    formulation=Formulation(
        (r"x = \frac{X_s - X_0}{M_0 - M_s}",),
        (SymbolMeaning("x", Text("单位减汞量的变化", "change for each unit reduced"), "emission_unit/kgHg"),),
    ),
    note=Text(
        "正值表示每减 1 单位汞要增加这么多；没有减汞时为错误。",
        "Above 0: that much more for each unit of mercury less. An error where no mercury is reduced.",
    ),
)
