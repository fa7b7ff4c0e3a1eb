"""Intervals of legal values: membership, words and Excel conditions say the same."""

from __future__ import annotations

import math

import pytest

from pycore.equations.domain import ANY, FRACTION, NOT_NEGATIVE, POSITIVE, Domain


def test_a_closed_end_belongs_to_the_interval() -> None:
    assert 0 in FRACTION
    assert 1 in FRACTION
    assert 1.0000000000000002 not in FRACTION


def test_an_open_end_does_not_belong_to_the_interval() -> None:
    assert 0 not in POSITIVE
    assert 5e-324 in POSITIVE
    assert 1 not in Domain(0, 1, high_open=True)
    assert math.nextafter(1, 0) in Domain(0, 1, high_open=True)


@pytest.mark.parametrize("domain", [ANY, NOT_NEGATIVE, POSITIVE, FRACTION])
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_nothing_infinite_or_undefined_is_legal(domain: Domain, value: float) -> None:
    assert value not in domain


@pytest.mark.parametrize(
    ("domain", "zh", "en"),
    [
        (ANY, "任意数值", "any number"),
        (FRACTION, "0 到 1", "0 to 1"),
        (POSITIVE, "> 0", "> 0"),
        (NOT_NEGATIVE, "≥ 0", "≥ 0"),
        (Domain(high=5), "≤ 5", "≤ 5"),
        (Domain(0, 0.2, low_open=True), "0 < x ≤ 0.2", "0 < x ≤ 0.2"),
    ],
)
def test_the_interval_is_said_in_words(domain: Domain, zh: str, en: str) -> None:
    assert (domain.text.zh, domain.text.en) == (zh, en)


def test_excel_conditions_keep_every_digit_of_the_bounds() -> None:
    assert Domain(0.000611212677, 100).excel_conditions("B2") == ["B2>=0.000611212677", "B2<=100"]
    assert Domain(0, 1, low_open=True, high_open=True).excel_conditions("B2") == ["B2>0", "B2<1"]
    assert ANY.excel_conditions("B2") == []
