"""Measures: which of them go together."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from tests.workbooks.calculated import Calculated
from workbooks.coal_chemical import WORKBOOK
from workbooks.coal_chemical.example import EXAMPLE, METHANOL, OLEFINS


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


# ── three legs: the numbers are worked out here from the figures of the example's measures ───────────────────────


@cache
def example() -> Calculated:
    return Calculated(WORKBOOK, EXAMPLE, "en")


def test_costs_and_payback_of_each_measure() -> None:
    # CNY: 10⁴ × annual cost over t of CO2, or over 1000 × t of NOx; nothing saved, no cost.
    grid = 0.5306
    book = example()
    assert book.column("measures_unit_cost")[:6] == pytest.approx(
        [3300e4 / (150_000 - 15_000 * grid), "–", "", -900e4 / (30_000 * grid), "–", "–"]
    )
    assert book.column("measures_nox_cost")[:6] == pytest.approx(
        ["–", 310e4 / 18_000, 110e4 / 8_000, "–", 130e4 / 6_000, 9800e4 / 1_000]
    )
    # 10⁴ CNY: 4500 / (4500 / 15 + 900); the others cost more a year than their depreciation.
    assert book.column("measures_payback")[:6] == pytest.approx(["–", "–", "–", 3.75, "–", "–"])


def test_a_measure_is_argued_on_three_legs() -> None:
    data = measures(
        maturity={1: None, 4: "pilot"}, references={2: None}, annual_cost={3: None}, life={5: None}, adopted={6: "no"}
    )
    assert Calculated(WORKBOOK, data, "en").column("measures_legs")[:7] == [
        "✗ technology: maturity missing",
        "✗ technology: references missing",
        "✗ economy: investment or annual cost missing",
        "! adopted before it was demonstrated in industry",
        "! economy: no years of depreciation, no payback",
        "✓",
        "",
    ]


# ── the list of co-control measures ──────────────────────────────────────────────────────────────────────────────


def test_the_list_has_the_adopted_measures_with_before_and_after() -> None:
    book = example()
    assert book.column("cocontrol_name")[:7] == [row["name"].en for row in EXAMPLE["measures"][:5]] + ["", ""]
    # t NOx: mg/m³ × m³/h × 8000 h ÷ 10⁹ of the stacks of each unit.
    before = [50 * 8_000 * 8e-6, 78 * 45_000 * 8e-6, 46 * 80_000 * 8e-6, 0, (58 * 25_000 + 48 * 10_000) * 8e-6]
    assert book.column("cocontrol_nox_before")[:5] == pytest.approx(before)
    after = [b + row["d_nox"] for b, row in zip(before, EXAMPLE["measures"], strict=False)]
    assert book.column("cocontrol_nox_after")[:5] == pytest.approx(after)
    assert book.value("cocontrol_d_nox_total") == pytest.approx(-32)
    assert book.value("cocontrol_d_co2_total") == pytest.approx(-150_000 + (15_000 + 900 - 30_000 + 400) * 0.5306)
    rises = "! NOx falls, carbon rises"
    assert book.column("cocontrol_together")[:6] == ["carbon falls", rises, "NOx falls", "carbon falls", rises, ""]


def test_measures_of_one_unit_count_one_after_the_other() -> None:
    book = Calculated(WORKBOOK, measures(unit={4: "gasification"}), "en")
    first, second = (book.value("cocontrol_co2_before", row) for row in (3, 4))
    assert second == pytest.approx(first + 0)
    assert book.value("cocontrol_nox_before", 4) == pytest.approx(46 * 80_000 * 8e-6 - 8)
    assert book.value("cocontrol_co2_after", 4) == pytest.approx(first - 30_000 * 0.5306)


# ── loops until S is acceptable ──────────────────────────────────────────────────────────────────────────────────


def loops(*rows: dict[str, Any]) -> Calculated:
    return Calculated(WORKBOOK, {**EXAMPLE, "loops": list(rows)}, "en")


def test_s_of_a_loop_follows_from_the_figures_of_its_row() -> None:
    row = {"product": METHANOL, "chosen_set": "test", "e_nox": 0.120, "e_ghg": 2.00}
    book = loops(
        {**row, "loop": 1, "e_nox": 0.150},
        {**row, "loop": 2},
        {**row, "loop": 1, "product": OLEFINS, "e_nox": 0.300, "e_ghg": 6.40},
    )
    # The advanced values of table 4-2: methanol 0.104 and 2.31, olefins 0.280 and 6.23.
    s = [(0.150 / 0.104 - 1) / (2.00 / 2.31 - 1), (0.120 / 0.104 - 1) / (2.00 / 2.31 - 1), "/"]
    s[2] = (0.300 / 0.280 - 1) / (6.40 / 6.23 - 1)
    assert book.column("loops_s")[:3] == pytest.approx(s)
    assert s[0] < s[1] < -1
    assert book.column("loops_grade")[:4] == ["to be optimised"] * 3 + [""]
    assert book.column("loops_verdict")[:4] == ["–", "✗ go on", "✗ go on", ""]


def test_recorded_loops_stay_when_the_measures_change() -> None:
    data = measures(adopted=dict.fromkeys(range(1, 6), "no"))
    changed = Calculated(WORKBOOK, data, "en")
    for column in ("loops_s", "loops_grade", "loops_verdict"):
        assert changed.column(column) == example().column(column)
    assert example().column("loops_verdict")[:4] == ["–", "–", "✓ done", "✓ done"]
    assert example().column("loops_check")[:4] == ["✓"] * 4
    said = changed.column("loops_check")[:4]
    assert said == ["✓", "✓"] + ["? last loop differs from what is adopted"] * 2
