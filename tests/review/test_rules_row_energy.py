"""A row of fuel that holds more than any enterprise burns is found in every workbook, without an output beside it."""

from __future__ import annotations

import pytest

from tests.review import test_rules_row_check as park
from tests.review.test_rules import clean, data_with, found_by, put, where

pytestmark = pytest.mark.slow
GAS = park.row_of("fuels", fuel="natural_gas")


def test_gas_in_cubic_metres_in_every_year_of_the_park_is_found() -> None:
    """By hand: 1,186 × 10⁴ Nm³ typed as 11,860,000; at 280 GJ/10⁴ Nm³ at least 3.32 × 10⁹ GJ. No year stands out."""

    def change(data: park.Data) -> None:
        for row in data["fuels"]:
            if row["fuel"] == "natural_gas":
                row["consumption"] *= 10_000

    subject = park.park_with(change)
    findings = park.found_by("unit-row-energy", subject)
    assert park.where(subject, "fuels_consumption", GAS) in {f.where for f in findings}
    first = next(f for f in findings if f.where == park.where(subject, "fuels_consumption", GAS))
    assert "at least 3.32e+09 GJ" in first.found.en
    assert "10⁴ Nm³" in first.action.en


def test_in_the_coal_workbook_as_well() -> None:
    found = found_by("unit-row-energy", data_with(put("fuels", 0, consumption=3_000_000)))
    assert [f.where for f in found] == [where("fuels_consumption", 0)]


def test_the_examples_and_a_large_power_station_are_silent() -> None:
    """By hand: 12 Mt of bituminous coal at the least it may have, 10 GJ/t, are 1.2 × 10⁸ GJ."""
    assert found_by("unit-row-energy", clean()) == []
    assert park.found_by("unit-row-energy", park.park()) == []
    assert found_by("unit-row-energy", data_with(put("fuels", 3, consumption=12_000_000))) == []
