"""Dominance of single measures: those that no other beats in cost and in every benefit at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pycore.decision.measure_rows import BENEFITS, COSTS, MeasureRow, measure_rows
from pycore.decision.tables import GROUP_DECISION
from pycore.equations.definition import Clause
from pycore.equations.method import Method
from pycore.language import Text


def undominated(rows: Sequence[MeasureRow | None]) -> list[bool | None]:
    """Tell of each measure whether no other one costs no more, gives no less, and differs; None for a spare row."""
    given = [row for row in rows if row is not None]
    return [None if row is None else not any(_beats(other, row) for other in given) for row in rows]


def _beats(one: MeasureRow, other: MeasureRow) -> bool:
    no_worse = one.cost <= other.cost and all(a >= b for a, b in zip(one.benefits, other.benefits, strict=True))
    return no_worse and one != other


def _pareto(costs: Any, benefits: Any) -> list[list[Any]]:
    """Return a column of 1 and 0, blank beside a spare row."""
    found = undominated(measure_rows(costs, benefits, "TL_PARETO"))
    return [["" if one is None else int(one)] for one in found]


def native_pareto(costs: str, cost: str, benefits: Sequence[tuple[str, str]]) -> str:
    """Write the dominance of one measure natively.

    Args:
        costs, cost: the column and the measure's own cell.
        benefits: of each benefit the column and the measure's own cell.
    """
    no_worse = [f"({costs}<={cost})", *(f"({column}>={own})" for column, own in benefits)]
    better = [f"({costs}<{cost})", *(f"({column}>{own})" for column, own in benefits)]
    return f'IF(SUMPRODUCT(({costs}<>"")*{"*".join(no_worse)}*(({"+".join(better)})>0))>0,0,1)'


PARETO = Method(
    "TL_PARETO",
    _pareto,
    group=GROUP_DECISION,
    title=Text("未被占优的措施", "measures that none dominates"),
    arguments=[COSTS, BENEFITS],
    unit="1",
    clause=Clause(Text("帕累托占优（多目标决策）", "Pareto dominance (multi-objective decision)"), "V"),
    note=Text(
        "结果为一列：1 表示没有其他单项措施费用不更高、各项减排不更少且有所不同。只比较单项措施；组合请用 TL_PORTFOLIO。",
        "A column: 1 where no other single measure costs no more, gives no less of anything, and differs. Single measures "
        "alone; for sets of them use TL_PORTFOLIO.",
    ),
)
