"""Portfolios against the best of all sets, counted one by one; what cannot be met is named."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pycore.cells.values import CellError
from pycore.decision import cheapest
from pycore.decision.measure_rows import MeasureRow
from pycore.decision.portfolio import LEAST_COST, MOST_BENEFIT, Impossible, Programme
from pycore.functions.catalogue import call

Pair = tuple[int, int]


def column(*values: Any) -> list[list[Any]]:
    return [[value] for value in values]


# ── by hand ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_small_ones_bring_more_than_the_one_of_most_benefit_for_its_money() -> None:
    """Within 130: the second and the third bring 15; the first alone 10, although it is a tenth for each unit too."""
    assert call("TL_PORTFOLIO", [column(100, 50, 80), column(10, 6, 9), 130]) == column(0, 1, 1, 130, 15)


def test_the_least_cost_that_meets_two_targets() -> None:
    costs, benefits = column(100, 50, 80), [[10, 1], [6, 4], [9, 0]]
    assert call("TL_PORTFOLIO", [costs, benefits, "", [[10, 1]], "cheapest"]) == column(1, 0, 0, 100, 10, 1)
    assert call("TL_PORTFOLIO", [costs, benefits, "", [["", 4]], "费用最省"]) == column(0, 1, 0, 50, 6, 4)


def test_of_two_that_bring_as_much_the_cheaper_and_of_two_that_cost_as_much_the_better() -> None:
    assert call("TL_PORTFOLIO", [column(9, 7, 8), column(5, 5, 5), 9])[:3] == column(0, 1, 0)
    assert call("TL_PORTFOLIO", [column(7, 7), column(5, 6), "", [[4]], "cheapest"])[:2] == column(0, 1)


def test_labels_needs_and_overlaps() -> None:
    costs, benefits = column(1, 1, 1), column(10, 8, 4)
    assert call("TL_PORTFOLIO", [costs, benefits, 3, "", "most", column("a", "a", "")]) == column(1, 0, 1, 2, 14)
    assert call("TL_PORTFOLIO", [costs, benefits, 2, "", "most", "", column("2,3", "", "")])[:3] == column(0, 1, 1)
    assert call("TL_PORTFOLIO", [costs, benefits, 1, "", "most", "", column(2, "", "")])[:3] == column(0, 1, 0)
    # Together the first two bring 10 + 8 − 0.5 · 8 = 14, the first and the third 14 as well: the rest decides.
    overlap = [["", 0.5, ""], ["", "", ""], ["", "", ""]]
    assert call("TL_PORTFOLIO", [costs, benefits, 3, "", "most", "", "", overlap]) == column(1, 1, 1, 3, 18)


def test_a_spare_row_is_never_chosen_and_a_measure_that_saves_money_is() -> None:
    assert call("TL_PORTFOLIO", [column(-5, "", 2), column(1, "", 1), "", "", "cheapest"]) == column(1, 0, 0, -5, 1)


# ── against all sets ─────────────────────────────────────────────────────────────────────────────────────────

NUMBERS = st.integers(-4, 20)
PAIRS = st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1])


def total(rows: list[MeasureRow], overlaps: list[tuple[int, int, float]], chosen: tuple[bool, ...], kind: int) -> float:
    own = sum(row.benefits[kind] for row, taken in zip(rows, chosen, strict=True) if taken)
    for i, j, share in overlaps:
        if chosen[i] and chosen[j]:
            own -= share * max(0, min(rows[i].benefits[kind], rows[j].benefits[kind]))
    return own


@settings(max_examples=80)
@given(
    st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=6, max_size=6),
    st.one_of(st.none(), st.integers(0, 60)),
    st.tuples(st.one_of(st.none(), st.integers(0, 50)), st.one_of(st.none(), st.integers(0, 50))),
    st.lists(st.sampled_from(["", "a", "b"]), min_size=6, max_size=6),
    st.lists(PAIRS, max_size=2),
    st.dictionaries(PAIRS.filter(lambda pair: pair[0] < pair[1]), st.sampled_from([0.25, 0.5, 1.0]), max_size=3),
    st.sampled_from([MOST_BENEFIT, LEAST_COST]),
)
def test_the_best_of_all_sets(
    measures: list[tuple[int, int, int]],
    budget: int | None,
    targets: tuple[int | None, int | None],
    labels: list[str],
    requires: list[Pair],
    shares: dict[Pair, float],
    goal: str,
) -> None:
    rows = [MeasureRow(float(cost), (float(a), float(b))) for cost, a, b in measures]
    overlaps = [(i, j, share) for (i, j), share in shares.items()]

    def allowed(chosen: tuple[bool, ...]) -> bool:
        cost = sum(row.cost for row, taken in zip(rows, chosen, strict=True) if taken)
        held = [label for label, taken in zip(labels, chosen, strict=True) if taken and label]
        return (
            (budget is None or cost <= budget)
            and all(t is None or total(rows, overlaps, chosen, k) >= t for k, t in enumerate(targets))
            and len(held) == len(set(held))
            and all(chosen[j] or not chosen[i] for i, j in requires)
        )

    def order(chosen: tuple[bool, ...]) -> tuple[float, float]:
        cost = sum(row.cost for row, taken in zip(rows, chosen, strict=True) if taken)
        gain = -total(rows, overlaps, chosen, 0)
        return (gain, cost) if goal == MOST_BENEFIT else (cost, gain)

    sets = [chosen for chosen in product((False, True), repeat=6) if allowed(chosen)]
    programme = Programme(rows, budget, targets, labels, requires, overlaps)
    if not sets:
        with pytest.raises(Impossible):
            programme.choose(goal)
        return
    found = programme.choose(goal)
    assert allowed(found)
    assert order(found) == pytest.approx(min(map(order, sets)))


def test_a_target_is_met_to_the_last_digit_whatever_the_solver_tolerates() -> None:
    """10,000,000 with 9,999,999.5 beside it: within the tolerance of a solver, and short all the same."""
    found = call("TL_PORTFOLIO", [column(1, 2), column(9_999_999.5, 10_000_000), "", [[10_000_000]], "cheapest"])
    assert found[:2] == column(0, 1)


# ── what cannot be ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["", [[30]], "cheapest"], "Target 1 of 30 cannot be met: all measures that go together bring 25 at most"),
        ([100, [[20]], "cheapest"], "The budget of 100 is not enough: what meets all requirements costs 230 at least"),
        (["", [[9]], "cheapest", column("a", "a", "a")], None),
        (["", [[11]], "cheapest", column("a", "a", "a")], "Target 1 of 11 cannot be met"),
    ],
)
def test_the_requirement_that_cannot_be_met_is_named(arguments: list[Any], said: str | None) -> None:
    found = call("TL_PORTFOLIO", [column(100, 50, 80), column(10, 6, 9), *arguments])
    if said is None:
        assert not isinstance(found, CellError)
        return
    assert isinstance(found, CellError)
    assert found.code == "#N/A"
    assert said in found.text.en
    assert "TL_PORTFOLIO：" in found.text.zh


def test_targets_that_exclude_each_other_are_said_together() -> None:
    found = call("TL_PORTFOLIO", [column(1, 1), [[5, 0], [0, 5]], "", [[5, 5]], "cheapest", column("a", "a")])
    assert isinstance(found, CellError)
    assert "not all together (benefit 1 ≥ 5, benefit 2 ≥ 5)" in found.text.en


def test_time_that_is_over_is_said_with_the_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: Any, **__: Any) -> None:
        raise cheapest.NotSolved(0.0123, 30)

    monkeypatch.setattr("pycore.decision.cheapest.solve", late)
    found = call("TL_PORTFOLIO", [column(1), column(1)])
    assert isinstance(found, CellError)
    assert found.code == "#NUM!"
    assert "Not solved within 30 s (the best so far is within 1.23% of the best there is)" in found.text.en


def test_a_search_that_may_take_no_time_is_not_solved() -> None:
    costs = [float(17 * i % 101 + 50) for i in range(200)]
    gain = tuple(-float(31 * i % 97 + 50) for i in range(200))
    with pytest.raises(cheapest.NotSolved):
        cheapest.solve(gain, [cheapest.Limit(tuple(costs), 4_003.0)], seconds=0.0)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["", "", "best"], "#VALUE!", '"best"'),
        (["", [[1, 2]]], "#VALUE!", "1 benefits and 2 targets"),
        (["", "", "most", column("a")], "#VALUE!", "exclusive has 1 cells, expected 2"),
        (["", "", "most", "", column(1, "")], "#VALUE!", "measure 1 requires 1"),
        (["", "", "most", "", column("x", "")], "#VALUE!", 'measure 1 requires the text "x"'),
        (["", "", "most", "", "", [[0.5]]], "#VALUE!", "1 rows by 1 columns, expected 2 by 2"),
        (["", "", "most", "", "", [["", 50], ["", ""]]], "#NUM!", "percentage"),
        (["", "", "most", "", "", [["", 0.5], [0.2, ""]]], "#VALUE!", "overlap by 0.5 and by 0.2"),
    ],
)
def test_what_is_filled_in_wrongly_is_named(arguments: list[Any], code: str, said: str) -> None:
    found = call("TL_PORTFOLIO", [column(1, 2), column(1, 1), *arguments])
    assert isinstance(found, CellError)
    assert found.code == code
    assert said in found.text.en
