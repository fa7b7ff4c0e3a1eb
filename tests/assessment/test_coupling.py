"""Coupling coordination by hand, at its bounds, by the core and natively."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.assessment.coupling import COUPLING_GRADE, GRADES, native_coupling, native_grade
from pycore.cells.values import CellError
from pycore.functions.catalogue import call
from pycore.library import library
from tests.conftest import Native

SCORE = st.floats(0, 1).map(lambda x: round(x, 6))


def coupled(scores: list[float], *more: Any) -> list[float]:
    found = call("TL_COUPLING", [[scores], *more])
    assert not isinstance(found, CellError), found.text.en
    (row,) = found
    return list(row)


def test_two_systems_have_the_two_before_the_root() -> None:
    """C = 2·√(0.8·0.2)/(0.8 + 0.2) = 0.8; T = 0.5; D = √0.4. Without the 2 it would be 0.4."""
    assert coupled([0.8, 0.2]) == pytest.approx([0.8, 0.5, math.sqrt(0.4)])


def test_weights_are_those_of_the_whole_and_not_of_the_coupling() -> None:
    assert coupled([0.8, 0.2], [[0.7, 0.3]]) == pytest.approx([0.8, 0.62, math.sqrt(0.8 * 0.62)])


def test_three_systems() -> None:
    """C = ∛(0.9·0.6·0.3)/0.6."""
    c = (0.9 * 0.6 * 0.3) ** (1 / 3) / 0.6
    assert coupled([0.9, 0.6, 0.3]) == pytest.approx([c, 0.6, math.sqrt(c * 0.6)])


def test_the_modified_degree_of_2021() -> None:
    """Two: √((1 − 0.6)·0.25). Three: √((1 − (0.3 + 0.6 + 0.3)/3)·√(2/3·1/3))."""
    assert coupled([0.8, 0.2], None, "wang2021")[0] == pytest.approx(math.sqrt(0.4 * 0.25))
    three = math.sqrt((1 - 1.2 / 3) * math.sqrt((0.6 / 0.9) * (0.3 / 0.9)))
    assert coupled([0.9, 0.6, 0.3], None, "wang2021")[0] == pytest.approx(three)


@given(st.lists(SCORE, min_size=2, max_size=6).filter(any), st.sampled_from(["standard", "wang2021"]))
def test_coupling_is_from_0_to_1_and_1_where_all_are_alike(scores: list[float], variant: str) -> None:
    c, t, d = coupled(scores, None, variant)
    assert 0 <= c <= 1
    assert 0 < t <= 1
    assert d == pytest.approx(math.sqrt(c * t))
    assert (c == pytest.approx(0, abs=1e-12)) or min(scores) > 0
    alike = [max(scores)] * len(scores)
    assert coupled(alike, None, variant)[0] == pytest.approx(1)


def test_scores_that_hardly_differ_are_coupled_by_one_and_no_more() -> None:
    """The mean of these has rounded above 1 in the last digit."""
    scores = [0.5077172505113161, 0.507717250511317, 0.5077172505113167, 0.5077172505113161, 0.5077172505113166]
    assert coupled(scores)[0] == 1.0


@pytest.mark.parametrize("weights", [None, "", [[None, None]], [["", None]]])
def test_without_weights_all_systems_weigh_the_same(weights: Any) -> None:
    assert coupled([0.8, 0.2], weights)[1] == pytest.approx(0.5)


def test_many_small_scores_do_not_vanish() -> None:
    assert coupled([1e-80] * 6) == pytest.approx([1, 1e-80, 1e-40])


@pytest.mark.parametrize(
    ("scores", "weights", "code", "said"),
    [
        ([0.0, 0.0], None, "#NUM!", "not defined"),
        ([0.5], None, "#VALUE!", "two at least"),
        ([0.5, 1.2], None, "#NUM!", "cell 2 is 1.2"),
        ([0.5, -0.1], None, "#NUM!", "cell 2 is -0.1"),
        ([0.5, "x"], None, "#VALUE!", "cell 2"),
        ([0.5, 0.6], [[0.5, 0.4]], "#NUM!", "add up to 0.9,"),
        ([0.5, 0.6], [[1.0]], "#VALUE!", "2 scores and 1 weights"),
        ([0.5, 0.6], [[0.5, 50]], "#NUM!", "weights: cell 2 is 50"),
        ([0.5, 0.6], [[0.5, 0.500001]], "#NUM!", "add up to 1.000001,"),
    ],
)
def test_what_is_not_coupled_is_an_error_that_says_why(scores: list[Any], weights: Any, code: str, said: str) -> None:
    found = call("TL_COUPLING", [[scores], weights])
    assert isinstance(found, CellError)
    assert found.code == code
    assert said in found.text.en


def test_the_grades_are_those_of_the_library() -> None:
    rows = [f for f in library().category("method") if f.id.startswith("method.coordination_grade.")]
    assert [(f.value, f.name.zh.rpartition("：")[2]) for f in rows] == [(low, name.zh) for low, name in GRADES]


@pytest.mark.parametrize(
    ("d", "left", "right"),
    [
        (0.0, "极度失调", "极度失调"),
        (0.1, "严重失调", "极度失调"),
        (3 * 0.1, "轻度失调", "中度失调"),
        (0.5, "勉强协调", "濒临失调"),
        (0.55, "勉强协调", "勉强协调"),
        (0.9, "优质协调", "良好协调"),
        (1.0, "优质协调", "优质协调"),
    ],
)
def test_a_bound_belongs_to_the_side_that_is_closed(d: float, left: str, right: str, native: Native) -> None:
    assert call("TL_COUPLING_GRADE", [d]) == call("TL_COUPLING_GRADE", [d, "左闭右开"]) == left
    assert call("TL_COUPLING_GRADE", [d, "right"]) == right
    assert native(native_grade("A1"), {"A1": d}) == left


def test_the_grade_in_english_and_what_is_no_degree_or_side() -> None:
    assert call("TL_COUPLING_GRADE", [0.95, "left", "en"]) == "excellent coordination"
    for arguments in ([1.01], [-0.01], [0.5, "both"], [0.5, "left", "fr"]):
        assert isinstance(call("TL_COUPLING_GRADE", arguments), CellError)


def test_the_native_form_is_the_usual_variant(native: Native) -> None:
    cells = {"A1": 0.9, "B1": 0.6, "C1": 0.3, "D1": 0.5, "E1": 0.3, "F1": 0.2}
    for i, part in enumerate("CTD"):
        plain = native(native_coupling("A1:C1", part=part), cells)
        weighted = native(native_coupling("A1:C1", "D1:F1", part=part), cells)
        assert plain == pytest.approx(coupled([0.9, 0.6, 0.3])[i])
        assert weighted == pytest.approx(coupled([0.9, 0.6, 0.3], [[0.5, 0.3, 0.2]])[i])
    assert COUPLING_GRADE.native(["A1"]) == native_grade("A1")
