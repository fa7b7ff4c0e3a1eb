"""The cheapest set of things that may be taken or left: limits that are linear, exclusions, needs.

The limits decide which sets are proposed, cheapest first; the caller says of each whether it will do, so that what is
not linear in the set (an equality at a number of decimals, a basis that is the set's own) is decided exactly. A set that
will not do is cut off and the next one is proposed. The programme is solved by HiGHS (scipy's `milp`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pycore.errors import TwinLedgerError
from pycore.language import Text

Chosen = tuple[bool, ...]
_TIME_IS_OVER = 1
MOST_PROPOSALS = 400
"""Sets that are proposed before the search is given up: far more than lie between a limit and its rounding."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What a set may add up to at most.

    Attributes:
        effects: what each thing adds.
        most: what they may add up to.
        soft: whether a set that exceeds it is still better the less it exceeds it; see `closest`.
    """

    effects: tuple[float, ...]
    most: float
    soft: bool = False


class SearchGivenUp(TwinLedgerError):
    """More sets than can be looked at lie so near to the limits that each must be calculated."""


class NotSolved(TwinLedgerError):
    """The time for a programme is over; `gap` is what the best set found may still fall short of the best there is."""

    def __init__(self, gap: float, seconds: float) -> None:
        self.gap = gap
        within = Text("尚无可行方案", "no set was found yet")
        if gap < float("inf"):
            within = Text(f"与最优的差距至多 {gap:.2%}", f"the best so far is within {gap:.2%} of the best there is")
        super().__init__(
            Text(
                f"{seconds:g} 秒内未求得最优组合（{within.zh}）。请减少措施，或放宽约束后再算。",
                f"Not solved within {seconds:g} s ({within.en}). List fewer measures, or ease the requirements.",
            )
        )


def one_of(members: Sequence[int], count: int) -> Limit:
    """The limit that at most one of some things is taken."""
    return Limit(tuple(float(i in members) for i in range(count)), 1.0)


def needs(one: int, other: int, count: int) -> Limit:
    """The limit that a thing is not taken without another."""
    return Limit(tuple(float(i == one) - float(i == other) for i in range(count)), 0.0)


def cheapest(
    costs: Sequence[float],
    limits: Sequence[Limit],
    will_do: Callable[[Chosen], bool],
    *,
    decisive: bool = True,
    penalties: Sequence[float] = (),
    seconds: float | None = None,
) -> Chosen | None:
    """Return the set of least cost within the limits that will do; None where there is none.

    Args:
        costs: of each thing; below 0 where it saves money.
        will_do: whether a set that is within the limits is one that is looked for.
        decisive: whether the limits leave few sets that will not do; else all sets within them are looked at.
        penalties, seconds: see `solve`; sets are never all looked at where there are amounts behind the things.

    Raises:
        SearchGivenUp: too many sets are within the limits and will not do.
        NotSolved: the time is over.
    """
    if not decisive:
        return _of_all(costs, limits, will_do)
    refused: list[Chosen] = []
    while len(refused) < MOST_PROPOSALS:
        found = solve(costs, [*limits, *map(_cut, refused)], penalties, seconds)
        if found is None or found in refused:
            return None if found is None else _of_all(costs, limits, will_do, bool(penalties))
        if will_do(found):
            return found
        refused.append(found)
    return _of_all(costs, limits, will_do, bool(penalties))


def closest(limits: Sequence[Limit], count: int) -> Chosen | None:
    """Return the set that exceeds the soft limits least, all of them added up; None where others cannot be met."""
    soft = [limit for limit in limits if limit.soft]
    extended = []
    for limit in limits:
        excess = [-float(limit is one) for one in soft]
        extended.append(Limit((*limit.effects, *excess), limit.most))
    return solve([0.0] * count, extended, [1.0] * len(soft))


def _cut(refused: Chosen) -> Limit:
    """The limit that leaves out one set and no other."""
    return Limit(tuple(1.0 if taken else -1.0 for taken in refused), sum(refused) - 1.0)


def solve(
    costs: Sequence[float],
    limits: Sequence[Limit],
    penalties: Sequence[float] = (),
    seconds: float | None = None,
) -> Chosen | None:
    """Solve the programme; behind the things stand amounts of 0 or more, each at its penalty.

    Args:
        limits: each with an effect for every thing, and for the amounts behind them where it has any on these.
        seconds: how long it may take; blank: as long as it takes.

    Returns:
        The set of least cost; None where none is within the limits.

    Raises:
        NotSolved: the time is over.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped,unused-ignore]

    count, more = len(costs), len(penalties)
    if count + more == 0:
        return () if all(limit.most >= 0 for limit in limits) else None
    objective = np.array([*costs, *penalties], dtype=float)
    scale = float(np.abs(objective).max(initial=0.0)) or 1.0
    constraints: list[Any] = []
    if limits:
        rows = np.zeros((len(limits), count + more))
        for row, limit in zip(rows, limits, strict=True):
            row[: len(limit.effects)] = limit.effects
        most = np.array([limit.most for limit in limits], dtype=float)
        # The solver's tolerance is absolute: a row in millions of tonnes is brought to the size of the others.
        largest = np.abs(rows).max(axis=1)
        size = np.where(largest > 0, largest, 1.0)
        constraints = [LinearConstraint(rows / size[:, None], -np.inf, most / size)]
    result = milp(
        objective / scale,
        integrality=np.array([1] * count + [0] * more),
        bounds=Bounds(0, np.array([1.0] * count + [np.inf] * more)),
        constraints=constraints,
        options={"mip_rel_gap": 0.0, **({} if seconds is None else {"time_limit": seconds})},
    )
    if result.status == _TIME_IS_OVER:
        raise NotSolved(float("inf") if result.mip_gap is None else float(result.mip_gap), seconds or 0.0)
    if result.x is None:
        return None
    return tuple(bool(round(value)) for value in result.x[:count])


MOST_ENUMERATED = 18
"""Things whose sets are all looked at where the programme does not decide."""


def _of_all(
    costs: Sequence[float], limits: Sequence[Limit], will_do: Callable[[Chosen], bool], amounts: bool = False
) -> Chosen | None:
    """Look at all sets within the limits, the cheapest first.

    Raises:
        SearchGivenUp: there are too many of them, or amounts behind them that only the solver can choose.
    """
    count = len(costs)
    if amounts or count > MOST_ENUMERATED:
        raise SearchGivenUp(
            Text(
                f"{count} 项措施的组合太多，无法逐一判定，请减少所列措施。",
                f"{count} measures have too many sets to judge each: list fewer.",
            )
        )
    for found in sorted(
        _within(limits, count), key=lambda one: sum(c for c, taken in zip(costs, one, strict=True) if taken)
    ):
        if will_do(found):
            return found
    return None


def _within(limits: Sequence[Limit], count: int) -> list[Chosen]:
    """All sets within the limits."""
    import numpy as np

    numbers = np.arange(2**count)
    sets = (numbers[:, None] >> np.arange(count)) & 1
    good = np.ones(len(numbers), dtype=bool)
    for limit in limits:
        good &= sets @ np.array(limit.effects) <= limit.most + 1e-9 * (1 + abs(limit.most))
    return [tuple(bool(taken) for taken in one) for one in sets[good]]
