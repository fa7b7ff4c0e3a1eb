"""Measures: which of them go together."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from tests.workbooks.calculated import Calculated
from workbooks.coal_chemical import WORKBOOK
from workbooks.coal_chemical.example import EXAMPLE


def measures(**changes: dict[int, Any]) -> dict[str, Any]:
    """The worked example with cells of its measures changed: the column, then the row counted from 1."""
    data = deepcopy(EXAMPLE)
    for column, cells in changes.items():
        for row, value in cells.items():
            data["measures"][row - 1][column] = value
    return data


def checks(data: dict[str, Any]) -> list[Any]:
    return Calculated(WORKBOOK, data, "en").column("measures_check")[:6]


def test_measures_of_a_group_exclude_each_other_where_both_are_adopted() -> None:
    said = checks(measures(group={2: "superheater", 3: "superheater", 6: "superheater"}))
    wrong = "✗ more than one of the group adopted: choose one"
    assert said == ["✓", wrong, wrong, "✓", "✓", "✓"]


def test_one_measure_of_a_group_may_be_adopted() -> None:
    assert checks(measures(group={5: "MTO", 6: "MTO"})) == ["✓"] * 6


def test_a_measure_needs_the_other_to_be_adopted() -> None:
    names = [row["name"].en for row in EXAMPLE["measures"]]
    said = checks(measures(needs={1: names[5], 2: names[0], 3: "no such measure", 4: names[3]}))
    assert said == [
        "✗ measure needed is not adopted",
        "✓",
        "✗ measure needed is not in this table",
        "✗ a measure does not need itself",
        "✓",
        "✓",
    ]


def test_a_measure_that_is_not_adopted_may_need_one_that_is_not() -> None:
    assert checks(measures(adopted={1: "no"}, needs={1: EXAMPLE["measures"][5]["name"].en})) == ["✓"] * 6
