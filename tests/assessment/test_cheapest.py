"""The set that is found is the cheapest of all that will do: held against every subset."""

from __future__ import annotations

import random
from itertools import product

import pytest

from pycore.assessment.cheapest import Limit, cheapest, closest, needs, one_of

COUNT = 8


def within(limits: list[Limit], chosen: tuple[bool, ...], soft: bool = True) -> bool:
    added = [
        (sum(e for e, taken in zip(limit.effects, chosen, strict=True) if taken), limit.most)
        for limit in limits
        if soft or not limit.soft
    ]
    return all(total <= most for total, most in added)


def problem(seed: int) -> tuple[list[float], list[Limit]]:
    """Costs in whole hundreds, effects in thousands, a group of three and a measure that needs another."""
    draw = random.Random(seed)
    costs = [float(draw.randrange(-200, 900)) for _ in range(COUNT)]
    limits = [
        Limit(
            tuple(draw.randrange(-900, 300) * 1000.0 + 0.5 for _ in range(COUNT)),
            -draw.randrange(1, 2500) * 1000.0,
            soft=True,
        )
        for _ in range(2)
    ]
    return costs, [*limits, one_of([0, 3, 5], COUNT), needs(2, 6, COUNT)]


@pytest.mark.parametrize("seed", range(40))
def test_no_subset_that_will_do_costs_less(seed: int) -> None:
    costs, limits = problem(seed)

    def cost(chosen: tuple[bool, ...]) -> float:
        return sum(c for c, taken in zip(costs, chosen, strict=True) if taken)

    def will_do(chosen: tuple[bool, ...]) -> bool:
        return sum(chosen) % 4 != 1  # what no linear limit says

    good = [s for s in product((False, True), repeat=COUNT) if within(limits, s) and will_do(s)]
    for decisive in (True, False):
        found = cheapest(costs, limits, will_do, decisive=decisive)
        if not good:
            assert found is None
        else:
            assert found is not None
            assert within(limits, found)
            assert will_do(found)
            assert cost(found) == pytest.approx(min(map(cost, good)))


@pytest.mark.parametrize("seed", range(20))
def test_where_none_will_do_the_one_that_exceeds_least_is_found(seed: int) -> None:
    _, limits = problem(seed)
    tight = [Limit(one.effects, one.most - 3e6, soft=True) if one.soft else one for one in limits]

    def excess(chosen: tuple[bool, ...]) -> float:
        return sum(
            max(0.0, sum(e for e, taken in zip(one.effects, chosen, strict=True) if taken) - one.most)
            for one in tight
            if one.soft
        )

    found = closest(tight, COUNT)
    allowed = [s for s in product((False, True), repeat=COUNT) if within(tight, s, soft=False)]
    assert found in allowed
    assert excess(found) == pytest.approx(min(map(excess, allowed)))


def test_there_are_both_problems_with_an_answer_and_without() -> None:
    """Else the test above would hold for nothing."""
    answered = [cheapest(*problem(seed), lambda _: True) is not None for seed in range(40)]
    assert 5 < sum(answered) < 38


def test_of_no_measures_there_is_one_set_where_its_limits_are_met() -> None:
    assert closest([], 0) == ()
    assert closest([Limit((), 0.0)], 0) == ()
    assert closest([Limit((), -1.0)], 0) is None
