"""The set of measures that brings most within a budget, or meets targets at least cost: TL_PORTFOLIO.

Sets are found by an integer programme (see `cheapest`). Two measures that overlap lose a share of the smaller of their
benefits when both are chosen: an amount behind the things is 1 where both are, and takes that loss. The solver counts
with a tolerance, so what it proposes is added up exactly; a set that falls short is cut off and the next one asked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pycore.decision.cheapest import Chosen, Limit, cheapest, needs, one_of
from pycore.decision.measure_rows import MeasureRow, kinds_of
from pycore.errors import TwinLedgerError
from pycore.language import Text

_NOISE = 1e-9
MOST_BENEFIT, LEAST_COST = "most", "cheapest"


class Impossible(TwinLedgerError):
    """No set of the measures meets what is required; the sentence names what cannot be met."""


@dataclass(frozen=True)
class Programme:
    """Measures and what is required of a set of them.

    Attributes:
        measures: spare rows are None and never chosen.
        budget: what they may cost together; None: anything.
        targets: what each benefit must add up to at least; None: anything.
        exclusive: of each measure the label of which one may be chosen, or blank.
        requires: pairs of places (from 0): the first is not chosen without the second.
        overlaps: pairs of places with the share of the smaller benefit that is lost when both are chosen.
        seconds: how long one search may take.
    """

    measures: Sequence[MeasureRow | None]
    budget: float | None = None
    targets: Sequence[float | None] = ()
    exclusive: Sequence[str] = ()
    requires: Sequence[tuple[int, int]] = ()
    overlaps: Sequence[tuple[int, int, float]] = ()
    seconds: float = 30.0

    # --- what a set comes to, exactly ---

    def cost(self, chosen: Chosen) -> float:
        """What a set costs."""
        return math.fsum(row.cost for row, taken in zip(self.measures, chosen, strict=True) if row and taken)

    def benefit(self, chosen: Chosen, kind: int) -> float:
        """What a set brings of one benefit, overlaps deducted."""
        own = [row.benefits[kind] for row, taken in zip(self.measures, chosen, strict=True) if row and taken]
        lost = [-self._loss(i, j, share, kind) for i, j, share in self.overlaps if chosen[i] and chosen[j]]
        return math.fsum([*own, *lost])

    def _loss(self, one: int, other: int, share: float, kind: int) -> float:
        """What two measures lose of a benefit; where one of them does not bring it there is nothing to share."""
        first, second = self.measures[one], self.measures[other]
        return (
            0.0
            if first is None or second is None
            else share * max(0.0, min(first.benefits[kind], second.benefits[kind]))
        )

    # --- the programme ---

    def _costs(self) -> list[float]:
        return [0.0 if row is None else row.cost for row in self.measures]

    def _cost_objective(self) -> list[float]:
        """The costs of the things; overlaps cost nothing."""
        return [*self._costs(), *(0.0 for _ in self.overlaps)]

    def _gain(self, kind: int) -> list[float]:
        """The effects of things and overlaps on a benefit."""
        own = [0.0 if row is None else row.benefits[kind] for row in self.measures]
        return [*own, *(-self._loss(i, j, share, kind) for i, j, share in self.overlaps)]

    def _structure(self) -> Iterator[Limit]:
        """What holds whatever is asked for: spare rows, exclusions, needs, and when two measures overlap."""
        count, more = len(self.measures), len(self.overlaps)
        spare = tuple(float(row is None) for row in self.measures)
        if any(spare):
            yield Limit(spare, 0.0)
        for label in sorted(set(filter(None, self.exclusive))):
            yield one_of([place for place, own in enumerate(self.exclusive) if own == label], count)
        for one, other in self.requires:
            yield needs(one, other, count)
        for place, (i, j, _) in enumerate(self.overlaps):
            both = [float(k in (i, j)) for k in range(count)]
            yield Limit((*both, *(-float(k == place) for k in range(more))), 1.0)

    def _at_least(self, kind: int, least: float) -> Limit:
        return Limit(tuple(-one for one in self._gain(kind)), -least)

    def _targets(self) -> list[tuple[int, float]]:
        return [(kind, least) for kind, least in enumerate(self.targets) if least is not None]

    def _meets(self, chosen: Chosen, budget: float | None, targets: Sequence[tuple[int, float]]) -> bool:
        enough = all(self.benefit(chosen, kind) >= least - _NOISE * abs(least) for kind, least in targets)
        return enough and (budget is None or self.cost(chosen) <= budget + _NOISE * abs(budget))

    def _best(
        self,
        objective: Sequence[float],
        budget: float | None,
        targets: Sequence[tuple[int, float]],
        more: Sequence[Limit] = (),
    ) -> Chosen | None:
        """The set with the least objective that meets budget and targets exactly."""
        count = len(self.measures)
        limits = [*self._structure(), *more, *(self._at_least(kind, least) for kind, least in targets)]
        if budget is not None:
            limits.append(Limit(tuple(self._costs()), budget))
        return cheapest(
            objective[:count],
            limits,
            lambda chosen: self._meets(chosen, budget, targets),
            penalties=objective[count:],
            seconds=self.seconds,
        )

    def choose(self, goal: str) -> Chosen:
        """Return the set for a goal: of equal ones the cheaper, or the one that brings more.

        Raises:
            Impossible: no set meets what is required.
            NotSolved: the time is over.
            SearchGivenUp: too many sets fall short by less than the solver sees.
        """
        if not kinds_of(self.measures):
            return (False,) * len(self.measures)
        costs, gain = self._cost_objective(), [-one for one in self._gain(0)]
        first, second = (gain, costs) if goal == MOST_BENEFIT else (costs, gain)
        targets = self._targets()
        found = self._best(first, self.budget, targets)
        if found is None:
            raise Impossible(self._why(targets))
        # Of all sets as good as this one the better by the other objective: the answer does not hang on the solver.
        least = self._value(first, found)
        tie = Limit(tuple(first), least + _NOISE * abs(least))
        other = self._best(second, self.budget, targets, [tie])
        return found if other is None or self._value(first, other) > least + _NOISE * abs(least) else other

    def _value(self, objective: Sequence[float], chosen: Chosen) -> float:
        count = len(self.measures)
        own = [one for one, taken in zip(objective[:count], chosen, strict=True) if taken]
        pairs = zip(objective[count:], self.overlaps, strict=True)
        return math.fsum([*own, *(one for one, (i, j, _) in pairs if chosen[i] and chosen[j])])

    # --- why there is none ---

    def _why(self, targets: Sequence[tuple[int, float]]) -> Text:
        for kind, least in targets:
            if (most := self._most(kind)) < least:
                return Text(
                    f"第 {kind + 1} 种减排的目标 {least:.10g} 达不到：全部可选措施最多 {most:.10g}。请降低目标，或增加措施。",
                    f"Target {kind + 1} of {least:.10g} cannot be met: all measures that go together bring {most:.10g} "
                    "at most. Lower it or add measures.",
                )
        if self.budget is not None:
            enough = self._best(self._cost_objective(), None, targets)
            if enough is not None:
                cost = self.cost(enough)
                return Text(
                    f"预算 {self.budget:.10g} 不够：满足全部要求至少需 {cost:.10g}。请提高预算，或降低目标。",
                    f"The budget of {self.budget:.10g} is not enough: what meets all requirements costs {cost:.10g} at "
                    "least. Raise the budget or lower the targets.",
                )
        together = "、".join(f"第 {kind + 1} 种 ≥ {least:.10g}" for kind, least in targets)
        en = ", ".join(f"benefit {kind + 1} ≥ {least:.10g}" for kind, least in targets)
        return Text(
            f"各目标单独都能达到，但不能同时达到（{together}）。请降低其中之一，或增加措施。",
            f"Each target can be met alone, but not all together ({en}). Lower one of them or add measures.",
        )

    def _most(self, kind: int) -> float:
        """The most that can be had of a benefit, whatever it costs."""
        found = self._best([-one for one in self._gain(kind)], None, ())
        return 0.0 if found is None else self.benefit(found, kind)
