"""Coupling coordination of two or more systems: how closely they go together (C), how far they are (T), and both (D).

The scores are 0 to 1, brought there by direction. A common mistake leaves out the 2 of C = 2·√(u₁u₂)/(u₁+u₂), which
caps C at 0.5: here C is the geometric over the arithmetic mean, for any number of systems.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pycore.assessment.performance import GROUP_ASSESSMENT
from pycore.assessment.synergy import language_of
from pycore.cells.values import NUM, VALUE, cells_of, is_blank
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import choice_of, numbers_of, refuse_other_sum
from pycore.equations.definition import Clause
from pycore.equations.domain import FRACTION, Domain
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Language, Text

STANDARD, WANG_2021 = "standard", "wang2021"
_VARIANTS = {"standard": STANDARD, "常用": STANDARD, "wang2021": WANG_2021, "修正": WANG_2021, "wang 2021": WANG_2021}
_LEFT, _RIGHT = "left", "right"
_CLOSED = {"left": _LEFT, "左闭": _LEFT, "左闭右开": _LEFT, "right": _RIGHT, "右闭": _RIGHT, "左开右闭": _RIGHT}

GRADES = (
    (0.0, Text("极度失调", "extreme imbalance")),
    (0.1, Text("严重失调", "severe imbalance")),
    (0.2, Text("中度失调", "moderate imbalance")),
    (0.3, Text("轻度失调", "mild imbalance")),
    (0.4, Text("濒临失调", "near imbalance")),
    (0.5, Text("勉强协调", "barely coordinated")),
    (0.6, Text("初级协调", "primary coordination")),
    (0.7, Text("中级协调", "intermediate coordination")),
    (0.8, Text("良好协调", "good coordination")),
    (0.9, Text("优质协调", "excellent coordination")),
)
"""The lower end of each grade of D; a test holds them against the library."""


def coupling(scores: Sequence[float], weights: Sequence[float], variant: str = STANDARD) -> tuple[float, float, float]:
    """Return C, T and D.

    Args:
        scores: of two or more systems, 0 to 1; not all 0.
        weights: of the systems, adding up to 1.
        variant: the usual C, or that of Wang Shujia (2021), which tells scores apart better where they are close.
    """
    count, largest = len(scores), max(scores)
    if variant == WANG_2021:
        apart = math.fsum(abs(a - b) for i, a in enumerate(scores) for b in scores[:i]) / (count * (count - 1) / 2)
        together = math.prod(score / largest for score in scores) ** (1 / (count - 1))
        c = math.sqrt((1 - apart) * together)
    else:
        # Divided by the largest, so that the product of many small scores does not vanish.
        relative = [score / largest for score in scores]
        c = math.prod(relative) ** (1 / count) / (math.fsum(relative) / count)
    c = min(1.0, c)
    t = math.fsum(weight * score for weight, score in zip(weights, scores, strict=True))
    return c, t, math.sqrt(c * t)


def _coupling(scores: Any, weights: Any, variant: str) -> list[list[float]]:
    """Return a row of C, T and D."""
    read = numbers_of(scores, SCORES, "TL_COUPLING")
    if len(read) < 2:
        raise ArgumentProblem(
            VALUE,
            Text(
                "TL_COUPLING 只有一个系统，耦合至少需要两个。请选择更多系统的得分。",
                "TL_COUPLING has one system, and coupling needs two at least. Select the scores of more.",
            ),
        )
    if not any(read):
        raise ArgumentProblem(
            NUM,
            Text(
                "TL_COUPLING 的各系统得分都为 0，耦合度没有定义。请核对得分的标准化。",
                "TL_COUPLING: all scores are 0, and the degree of coupling is not defined. Check how they were scaled.",
            ),
        )
    return [list(coupling(read, _weights(weights, len(read)), variant_of(variant)))]


def _weights(cells: Any, count: int) -> list[float]:
    if cells is None or is_blank(cells) or all(map(is_blank, cells_of(cells))):
        return [1 / count] * count
    read = numbers_of(cells, SYSTEM_WEIGHTS, "TL_COUPLING")
    if len(read) != count:
        raise ArgumentProblem(
            VALUE,
            Text(
                f"TL_COUPLING 有 {count} 个得分、{len(read)} 个权重。请选同样多的单元格。",
                f"TL_COUPLING has {count} scores and {len(read)} weights. Select as many of both.",
            ),
        )
    refuse_other_sum(
        read, Text("TL_COUPLING 的权重", "TL_COUPLING: the weights"), Text("请改正权重。", "Correct them.")
    )
    return read


def variant_of(text: str) -> str:
    """Read the name of a variant of C; raises `ArgumentProblem` for one that is none."""
    expected = Text("standard（常用）或 wang2021（修正）", '"standard" or "wang2021"')
    return choice_of(text, _VARIANTS, Text("变体", "variant"), expected)


def native_coupling(scores: str, weights: str = "", variant: str = "", part: str = "D") -> str:
    """Write C, T or D of the usual variant natively: `part` says which."""
    t = f"AVERAGE({scores})" if not weights else f"SUMPRODUCT({scores},{weights})"
    c = f"PRODUCT({scores})^(1/COUNT({scores}))/AVERAGE({scores})"
    return {"C": c, "T": t, "D": f"SQRT({c}*{t})"}[part]


def grade_of(d: float, closed: str = _LEFT) -> Text:
    """Return the grade of D: a value on a bound belongs to the grade above it, or below where right ends are closed."""
    shown = float(f"{d:.15g}")  # as a spreadsheet shows it: 3 × 0.1 is 0.3
    passed = [name for low, name in GRADES if (shown >= low if closed == _LEFT else shown > low)]
    return passed[-1] if passed else GRADES[0][1]


def _grade(d: float, closed: str, language: str) -> str:
    expected = Text("left（左闭右开）或 right（左开右闭）", '"left" or "right"')
    side = choice_of(closed, _CLOSED, Text("闭合端", "closed end"), expected)
    return grade_of(d, side)[language_of(language)]


def native_grade(d: str, closed: str = "", language: str = "", *, in_language: Language = "zh") -> str:
    """Write the grade natively, left ends closed: the bounds that D has reached are counted."""
    reached = "+".join(f"({d}>={low})" for low, _ in GRADES[1:])
    names = ",".join(f'"{name[in_language]}"' for _, name in GRADES)
    return f"CHOOSE(1+{reached},{names})"


_SCORE = Domain(0, 1, hint=Text("请先按方向标准化。", "Scale it by its direction first."), typical=(0, 1))
SCORES = Argument(
    "scores", "1", Text("各系统得分（0～1）", "score of each system, 0 to 1"), _SCORE, kind="range", symbol="u_i"
)
SYSTEM_WEIGHTS = Argument(
    "weights",
    "1",
    Text("各系统权重（合计 1；空白为相等）", "weight of each system, adding up to 1; blank: equal"),
    FRACTION,
    kind="range",
    optional=True,
    symbol="w_i",
)
COUPLING = Method(
    "TL_COUPLING",
    _coupling,
    group=GROUP_ASSESSMENT,
    title=Text("耦合协调度", "coupling coordination"),
    arguments=[
        SCORES,
        SYSTEM_WEIGHTS,
        Argument(
            "variant",
            "",
            Text("standard 常用，wang2021 修正", '"standard" or "wang2021"'),
            kind="text",
            optional=True,
            default=STANDARD,
        ),
    ],
    unit="1",
    clause=Clause(
        Text(
            "耦合协调度模型；修正式见王淑佳等，自然资源学报 36(3) (2021) 793",
            "coupling coordination; the modified C from Wang Shujia et al., J. Natural Resources 36(3) (2021) 793",
        ),
        "V",
    ),
    native=native_coupling,
    formulation=Formulation(
        (
            r"C = \frac{\left(\prod_i u_i\right)^{1/n}}{\frac{1}{n} \cdot \sum_i u_i}",
            r"T = \sum_i w_i \cdot u_i",
            r"D = \sqrt{C \cdot T}",
        ),
        (
            SymbolMeaning("i", Text("各系统依次，共 n 个", "each system in turn, n of them")),
            SymbolMeaning("n", Text("系统数", "number of systems")),
            SymbolMeaning("C", Text("耦合度", "degree of coupling")),
            SymbolMeaning("T", Text("综合发展指数", "comprehensive index")),
            SymbolMeaning("D", Text("耦合协调度", "degree of coordination")),
        ),
    ),
    note=Text(
        "结果为一行：C、T、D。有一个系统得分为 0 时 C、D 为 0；全为 0 时没有定义。",
        "A row: C, T, D. Where one score is 0, C and D are 0; where all are, they are not defined.",
    ),
)
COUPLING_GRADE = Method(
    "TL_COUPLING_GRADE",
    _grade,
    group=GROUP_ASSESSMENT,
    title=Text("耦合协调等级", "grade of coordination"),
    arguments=[
        Argument("d", "1", Text("耦合协调度 D", "degree of coordination D"), FRACTION, symbol="D"),
        Argument(
            "closed",
            "",
            Text("left 左闭右开，right 左开右闭", 'the end that is closed, "left" or "right"'),
            kind="text",
            optional=True,
            default=_LEFT,
        ),
        Argument(
            "language",
            "",
            Text("结果语言 zh 或 en", 'language of the result, "zh" or "en"'),
            kind="text",
            optional=True,
            default="zh",
        ),
    ],
    unit="",
    clause=Clause(
        Text(
            "十级划分，各文献的端点归属不一，故可选",
            "ten grades; sources differ on which end belongs to a grade, hence the choice",
        ),
        "V",
    ),
    native=native_grade,
    note=Text(
        "0.1 一级，自“极度失调”至“优质协调”。左闭右开时 0.5 为“勉强协调”，左开右闭时为“濒临失调”。",
        "Steps of 0.1. With left ends closed 0.5 is barely coordinated, with right ends closed near imbalance.",
    ),
)
