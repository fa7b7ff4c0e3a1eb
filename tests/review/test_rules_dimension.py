"""What is measured by volume is not held against what is measured by mass, and is not called a percentage."""

from __future__ import annotations

import pytest

from pycore.language import Text
from pycore.review.rules.amount_scale import AMOUNTS, PRODUCTS, scale
from pycore.review.rules.unit_carbon_content import limits
from pycore.sheets.meaning_of import Dimension, dimensions


def same(text: str) -> Text:
    return Text(text, text)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("t", {Dimension.MASS: 1.0}),
        ("kg", {Dimension.MASS: 0.001}),
        ("10⁴ Nm³", {Dimension.GAS_VOLUME: 1.0}),
        ("m³", {Dimension.GAS_VOLUME: 0.0001}),
        ("t or 10⁴ Nm³", {Dimension.MASS: 1.0, Dimension.GAS_VOLUME: 1.0}),
        ("kWh", {Dimension.ELECTRICITY: 0.001}),
        ("TJ", {Dimension.ENERGY: 1000.0}),
        ("see unit", {}),
        ("", {}),
    ],
)
def test_a_unit_says_what_is_measured_and_how_large_it_is(unit: str, expected: dict[Dimension, float]) -> None:
    assert dimensions(same(unit)) == pytest.approx(expected)


def test_a_column_in_either_of_two_sizes_has_none() -> None:
    assert scale(same("t or 10⁴ Nm³"), AMOUNTS) == 1
    assert scale(same("t or m³"), AMOUNTS) is None
    assert scale(same("t/a or 10³ m³/a"), PRODUCTS) == pytest.approx(1)
    assert scale(same("MWh"), PRODUCTS) is None


BOTH = same("tC/t or tC/10⁴ Nm³")


def test_a_gas_that_nothing_is_known_of_is_not_taken_for_mass() -> None:
    """A feed gas of 5.4 tC/10⁴ Nm³ was called a percentage of carbon by mass."""
    low, high, unit = limits("feed_gas", BOTH)
    assert low <= 5.4 <= high
    assert unit != "tC/t"


def test_what_the_library_or_the_column_knows_by_mass_is_at_most_one() -> None:
    assert limits("methanol", BOTH) == (0.0, 1.0, "tC/t")
    assert limits("feed_ore", same("tC/t")) == (0.0, 1.0, "tC/t")


def test_a_column_by_volume_has_the_limit_of_a_gas_in_its_own_unit() -> None:
    low, high, _ = limits("feed_gas", same("tC/Nm³"))
    assert low == 0
    assert high == pytest.approx(0.0022)
