"""The set that is found is the cheapest of all that will do: held against every subset."""

from __future__ import annotations

import random
from itertools import product

import pytest

from pycore.decision import cheapest as search
from pycore.decision.cheapest import (
    MOST_ENUMERATED,
    Limit,
    SearchGivenUp,
    cheapest,
    closest,
    needs,
    one_of,
)

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


def test_exclusions_and_needs_as_limits() -> None:
    """x₁ + x₃ ≤ 1: not both; x₀ − x₂ ≤ 0: the first only with the third."""
    assert one_of([1, 3], 4) == Limit((0.0, 1.0, 0.0, 1.0), 1.0)
    assert needs(0, 2, 3) == Limit((1.0, 0.0, -1.0), 0.0)


def test_what_costs_nothing_is_taken_where_it_is_needed() -> None:
    assert cheapest([0.0, 0.0], [Limit((-1.0, -1.0), -2.0)], lambda _: True) == (True, True)


def test_as_many_limits_as_things() -> None:
    """One thing that brings 3 of the 5 that are asked for: it is nearer to them than nothing."""
    assert closest([Limit((-3.0,), -5.0, soft=True)], 1) == (True,)


def test_a_group_gives_one_and_what_needs_another_comes_with_it() -> None:
    """Each saves 10; of the first two one may be taken, and the third needs the fourth, which costs 4."""
    taken = cheapest([-10.0, -9.0, -10.0, 4.0], [one_of([0, 1], 4), needs(2, 3, 4)], lambda _: True)
    assert taken == (True, False, True, True)


def test_a_search_that_is_too_large_is_given_up_in_a_sentence() -> None:
    count = MOST_ENUMERATED + 1
    with pytest.raises(SearchGivenUp, match=str(count)):
        cheapest([1.0] * count, [], lambda _: False, decisive=False)
    assert cheapest([1.0] * MOST_ENUMERATED, [], sum, decisive=False) is not None


def test_as_many_sets_are_proposed_as_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four things have 16 sets; none will do, so those proposed are cut off one by one, and then all are looked at."""
    asked: list[tuple[bool, ...]] = []

    def no(chosen: tuple[bool, ...]) -> bool:
        asked.append(chosen)
        return False

    monkeypatch.setattr(search, "MOST_PROPOSALS", 7)
    assert cheapest([1.0] * 4, [], no) is None
    assert len(asked) == 7 + 16


def test_how_much_is_looked_at() -> None:
    """Far more sets than lie between a limit and its rounding; 2¹⁸ of them in a second."""
    assert search.MOST_PROPOSALS == 400
    assert search.MOST_ENUMERATED == 18


def test_more_things_than_are_enumerated_are_solved() -> None:
    """The programme alone finds the two that save and the one that they need."""
    costs = [float(i + 1) for i in range(20)]
    costs[4], costs[9] = -30.0, -20.0
    found = cheapest(costs, [needs(4, 7, 20)], lambda _: True)
    assert found == tuple(i in (4, 7, 9) for i in range(20))
    assert cheapest(costs, [Limit((1.0,) * 20, -1.0)], lambda _: True) is None


@pytest.mark.parametrize("most", [1000.0, 0.5, -1000.0])
def test_a_limit_may_be_met_exactly_or_but_for_a_rounding(most: float) -> None:
    for effect in (most, most + 4e-10 * abs(most)):
        assert cheapest([-1.0], [Limit((effect,), most)], lambda _: True, decisive=False) == (True,)
    assert cheapest([-1.0], [Limit((most + 4e-9 * (1 + abs(most)),), most)], all, decisive=False) is None


@pytest.mark.filterwarnings("error")
def test_a_limit_that_no_thing_touches_and_costs_of_any_size() -> None:
    assert cheapest([-1.0, 1.0], [Limit((0.0, 0.0), 5.0)], lambda _: True) == (True, False)
    assert cheapest([1e12, -1e12], [], lambda _: True) == (False, True)
    assert cheapest([1e-9, -1e-9], [], lambda _: True) == (False, True)


@pytest.mark.parametrize(("effects", "chosen"), [((-0.6, -0.4), (True, False)), ((-0.4, -0.6), (False, True))])
def test_the_excess_is_counted_in_fractions(effects: tuple[float, ...], chosen: tuple[bool, ...]) -> None:
    assert closest([Limit(effects, -1.0, soft=True), one_of([0, 1], 2)], 2) == chosen
