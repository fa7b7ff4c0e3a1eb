"""TL_PORTFOLIO: cells in, the chosen measures with their cost and benefits out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pycore.cells.values import NOT_AVAILABLE, NUM, VALUE, cells_of, describe, is_blank, rows_of
from pycore.decision.cheapest import NotSolved
from pycore.decision.measure_rows import BENEFITS, COSTS, kinds_of, measure_rows
from pycore.decision.portfolio import LEAST_COST, MOST_BENEFIT, Impossible, Programme
from pycore.decision.tables import GROUP_DECISION
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.cell_inputs import choice_of, number_in
from pycore.equations.definition import Clause
from pycore.equations.domain import ANY, FRACTION
from pycore.equations.formulation import Formulation, SymbolMeaning
from pycore.equations.method import Method
from pycore.language import Text

_FUNCTION = "TL_PORTFOLIO"
_GOALS = {
    **dict.fromkeys(("most", "减排最多", "最多"), MOST_BENEFIT),
    **dict.fromkeys(("cheapest", "费用最省", "最省"), LEAST_COST),
}
_TARGETS = Argument(
    "targets",
    "",
    Text("各种减排的目标（空白为不要求）", "target of each benefit; blank: none"),
    ANY,
    kind="range",
    symbol="T_k",
    optional=True,
)
_OVERLAP = Argument(
    "overlap",
    "1",
    Text(
        "措施两两重叠：同时选用时较小减排量损失的份额",
        "overlaps: share of the smaller benefit lost when both are chosen",
    ),
    FRACTION,
    kind="range",
    symbol="o_{ij}",
    optional=True,
)


def _portfolio(
    costs: Any, benefits: Any, budget: Any, targets: Any, goal: str, exclusive: Any, requires: Any, overlap: Any
) -> list[list[float]]:
    """Return 1 or 0 for each measure, then the cost of all, then the total of each benefit."""
    measures = measure_rows(costs, benefits, _FUNCTION)
    count = len(measures)
    kinds = kinds_of(measures)
    programme = Programme(
        measures,
        budget=budget,
        targets=_targets(targets, kinds),
        exclusive=["" if is_blank(cell) else str(cell).strip() for cell in _of_each(exclusive, "exclusive", count)],
        requires=_requires(requires, count),
        overlaps=_overlaps(overlap, count),
    )
    wanted = choice_of(
        goal, _GOALS, Text("目标", "goal"), Text("most（减排最多）或 cheapest（费用最省）", '"most" or "cheapest"')
    )
    try:
        chosen = programme.choose(wanted)
    except Impossible as impossible:
        raise ArgumentProblem(NOT_AVAILABLE, _begin(impossible.text)) from None
    except NotSolved as late:
        raise ArgumentProblem(NUM, _begin(late.text)) from None
    totals = [programme.cost(chosen), *(programme.benefit(chosen, kind) for kind in range(kinds))]
    return [[float(one)] for one in (*chosen, *totals)]


def _begin(text: Text) -> Text:
    return text.within(f"{_FUNCTION}：{{}} | {_FUNCTION}: {{}}")


def _of_each(cells: Any, name: str, count: int) -> Sequence[Any]:
    """One cell for each measure, or none at all."""
    if cells is None:
        return [None] * count
    given = cells_of(cells)
    if len(given) != count:
        raise ArgumentProblem(
            VALUE,
            Text(
                f"{_FUNCTION} 的参数 {name} 有 {len(given)} 个单元格，应与措施数相同，为 {count} 个。请选同样多的单元格。",
                f"{_FUNCTION} argument {name} has {len(given)} cells, expected {count}, one for each measure. Select "
                "as many cells.",
            ),
        )
    return given


def _targets(cells: Any, kinds: int) -> list[float | None]:
    given = [] if cells is None else cells_of(cells)
    if len(given) > kinds and any(not is_blank(cell) for cell in given[kinds:]):
        raise ArgumentProblem(
            VALUE,
            Text(
                f"{_FUNCTION} 有 {kinds} 种减排量、{len(given)} 个目标。请为每种减排量给一个目标，不要求的留空。",
                f"{_FUNCTION} has {kinds} benefits and {len(given)} targets. Give one for each benefit, blank for none.",
            ),
        )
    read = [
        None if is_blank(cell) else number_in(_TARGETS, cell, _FUNCTION, place)
        for place, cell in enumerate(given[:kinds], 1)
    ]
    return [*read, *[None] * (kinds - len(read))]


def _requires(cells: Any, count: int) -> list[tuple[int, int]]:
    """Read the numbers of the measures that others need: one, or several as "2,5"."""
    found = []
    for place, cell in enumerate(_of_each(cells, "requires", count)):
        if is_blank(cell):
            continue
        numeric = isinstance(cell, (int, float)) and not isinstance(cell, bool)
        parts = [f"{cell:g}"] if numeric else re.split(r"[\s,，、;；]+", str(cell).strip())
        for part in filter(None, parts):
            other = int(part) if part.isdecimal() else 0
            if not 1 <= other <= count or other == place + 1:
                raise ArgumentProblem(
                    VALUE,
                    Text(
                        f"{_FUNCTION} 第 {place + 1} 项措施的前提是{describe(cell, 'zh')}，"
                        f"应为另一项措施的序号（1 到 {count}），多个用逗号分开，如 2,5。请改填。",
                        f"{_FUNCTION}: measure {place + 1} requires {describe(cell, 'en')}, expected the number of "
                        f"another measure (1 to {count}), several with commas as in 2,5. Correct it.",
                    ),
                )
            found.append((place, other - 1))
    return found


def _overlaps(cells: Any, count: int) -> list[tuple[int, int, float]]:
    """Read a matrix of measures by measures: one half of it, or both alike; the diagonal says nothing."""
    if cells is None:
        return []
    rows = rows_of(cells)
    if len(rows) != count or any(len(row) != count for row in rows):
        raise ArgumentProblem(
            VALUE,
            Text(
                f"{_FUNCTION} 的重叠矩阵是 {len(rows)} 行 {len(rows[0])} 列，应为 {count} 行 {count} 列。请选择与措施同样大小的区域。",
                f"{_FUNCTION}: the overlaps are {len(rows)} rows by {len(rows[0])} columns, expected {count} by {count}. "
                "Select a range of the size of the measures.",
            ),
        )
    found = []
    for i in range(count):
        for j in range(i + 1, count):
            shares = [
                number_in(_OVERLAP, rows[a][b], _FUNCTION, a * count + b + 1)
                for a, b in ((i, j), (j, i))
                if not is_blank(rows[a][b])
            ]
            if len({share for share in shares if share}) > 1:
                raise ArgumentProblem(
                    VALUE,
                    Text(
                        f"{_FUNCTION} 第 {i + 1} 项与第 {j + 1} 项措施的重叠填了两个值：{shares[0]:g} 和 {shares[1]:g}。请只填一个，或填成相同。",
                        f"{_FUNCTION}: measures {i + 1} and {j + 1} overlap by {shares[0]:g} and by {shares[1]:g}. Enter "
                        "one of them, or the same twice.",
                    ),
                )
            if share := max(shares, default=0.0):
                found.append((i, j, share))
    return found


def _range(name: str, zh: str, en: str) -> Argument:
    return Argument(name, "", Text(zh, en), kind="range", optional=True)


PORTFOLIO = Method(
    _FUNCTION,
    _portfolio,
    group=GROUP_DECISION,
    title=Text("措施组合优选", "choice of a portfolio of measures"),
    arguments=[
        COSTS,
        BENEFITS,
        Argument("budget", "CNY", Text("预算（空白为不限）", "budget; blank: none"), ANY, symbol="B", optional=True),
        _TARGETS,
        Argument(
            "goal",
            "",
            Text(
                "most 第一种减排最多，cheapest 达标且费用最省",
                '"most": most of the first benefit; "cheapest": least cost',
            ),
            kind="text",
            optional=True,
            default="most",
        ),
        _range(
            "exclusive", "互斥组标签：同一标签至多选一项", "label of each measure; at most one of a label is chosen"
        ),
        _range("requires", "前提措施的序号，多个如 2,5", 'number of the measure that is needed too, several as "2,5"'),
        _OVERLAP,
    ],
    unit="1",
    clause=Clause(
        Text("0-1 整数规划（HiGHS 求解，精确复算）", "0-1 integer programme (solved by HiGHS, added up exactly)"), "V"
    ),
    formulation=Formulation(
        (
            r"C = \sum_i c_i \cdot x_i",
            r"S_k = \sum_i b_{ik} \cdot x_i - \sum_{ij} o_{ij} \cdot m_{ijk} \cdot x_i \cdot x_j",
        ),
        (
            SymbolMeaning("x_i", Text("是否选用措施 i（1 或 0）", "whether measure i is chosen, 1 or 0")),
            SymbolMeaning("x_j", Text("是否选用措施 j（1 或 0）", "whether measure j is chosen, 1 or 0")),
            SymbolMeaning("i", Text("各措施依次", "each measure in turn")),
            SymbolMeaning("j", Text("另一项措施（每对计一次）", "another measure; each pair counts once")),
            SymbolMeaning("k", Text("各种减排依次", "each benefit in turn")),
            SymbolMeaning(
                "m_{ijk}", Text("两项措施减排 k 的较小者，不小于 0", "the smaller benefit k of two, not below 0")
            ),
            SymbolMeaning("C", Text("总费用，不超过预算", "cost of all, within the budget"), "CNY"),
            SymbolMeaning("S_k", Text("减排 k 合计，不少于目标", "total of benefit k, no less than its target")),
        ),
    ),
    note=Text(
        "结果为一列：每项措施 1 或 0，随后为总费用和各种减排合计。没有可行组合时为 #N/A 并说明哪项要求达不到。需要 scipy，无原生形式。",
        "A column: 1 or 0 for each measure, then the cost, then each benefit. Where nothing is possible: #N/A, and the "
        "sentence names the requirement. Needs scipy; no native form.",
    ),
)
