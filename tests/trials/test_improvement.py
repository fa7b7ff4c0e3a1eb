"""The measures at least cost: held against every subset, graded by hand."""

from __future__ import annotations

from itertools import product

import pytest

from pycore.errors import TwinLedgerError
from pycore.trials.improvement import improve
from tests.trials.plants import CO2, MEASURES, NOX, OUTPUT, REF_CO2, REF_NOX, Row, book_with, measure

pytestmark = pytest.mark.slow


def performances(chosen: list[Row]) -> tuple[float, float]:
    """kg NOx and t CO2 for each tonne of methanol."""
    co2, nox = CO2 + sum(m["other_co2"] for m in chosen), NOX + sum(m["d_nox"] for m in chosen)
    return nox * 1000 / OUTPUT, co2 / OUTPUT


def acceptable(chosen: list[Row], own_basis: bool = False) -> bool:
    """The grade by the guide's table 4-1, from signs and S."""
    e_nox, e_co2 = performances(chosen)
    nox_equal, co2_equal = abs(e_nox - REF_NOX) < 0.0005, abs(e_co2 - REF_CO2) < 0.005
    if nox_equal or co2_equal:
        return (e_co2 < REF_CO2 if nox_equal else e_nox < REF_NOX) and not (nox_equal and co2_equal)
    if (e_nox < REF_NOX) == (e_co2 < REF_CO2):
        return e_nox < REF_NOX
    base_nox, base_co2 = (e_nox, e_co2) if own_basis else (REF_NOX, REF_CO2)
    s = ((e_nox - REF_NOX) / base_nox) / ((e_co2 - REF_CO2) / base_co2)
    return s > -1 if e_nox > REF_NOX else s < -1


def allowed(chosen: list[Row]) -> bool:
    names, groups = {m["name"] for m in chosen}, [m["group"] for m in chosen if m.get("group")]
    return all(m.get("needs", "") in names or not m.get("needs") for m in chosen) and len(groups) == len(set(groups))


def subsets(measures: list[Row]) -> list[list[Row]]:
    pairs = product((False, True), repeat=len(measures))
    return [[m for m, taken in zip(measures, one, strict=True) if taken] for one in pairs]


def cost(chosen: list[Row]) -> float:
    return sum(m["annual_cost"] for m in chosen)


@pytest.mark.parametrize("basis", ["reference", "project"])
@pytest.mark.parametrize("size", [6, 5, 4])
def test_no_subset_that_makes_the_product_acceptable_costs_less(size: int, basis: str) -> None:
    measures = MEASURES[-size:]
    if size == 4:
        measures = [m if m["name"] != "尾气洗涤" else {**m, "needs": ""} for m in measures]
    good = [s for s in subsets(measures) if allowed(s) and acceptable(s, basis == "project")]
    found = improve(book_with(measures, settings={"basis": basis}))
    assert good, "the case is to have an answer"
    assert found.enough
    chosen = [m for m in measures if m["name"] in found.adopted]
    assert chosen in good
    assert found.cost == cost(chosen) == min(map(cost, good))
    e_nox, e_co2 = performances(chosen)
    row = found.rows[0]
    assert row["ratio_nox"] == pytest.approx(e_nox / REF_NOX, rel=1e-12)
    assert row["ratio_ghg"] == pytest.approx(e_co2 / REF_CO2, rel=1e-12)
    assert (row["grade"], row["missing_co2"], row["missing_nox"]) == ("可接受", 0.0, 0.0)
    assert isinstance(row["acceptable"], float)
    assert 0.5 < row["acceptable"] <= 1


def test_what_is_missing_where_no_set_will_do() -> None:
    """One tonne more is not acceptable, one tonne less is."""
    measures = [MEASURES[2], measure("低氮燃烧", 0, -3.5, 120)]
    assert not any(acceptable(s) for s in subsets(measures))
    found = improve(book_with(measures))
    assert not found.enough
    assert found.adopted == ("余热利用", "低氮燃烧")
    e_nox, e_co2 = performances(measures)
    too_much = e_nox / REF_NOX + e_co2 / REF_CO2 - 2
    row = found.rows[0]
    assert row["missing_co2"] == pytest.approx(too_much * REF_CO2 * OUTPUT, rel=1e-9)
    assert row["missing_nox"] == pytest.approx(too_much * REF_NOX * OUTPUT / 1000, rel=1e-9)
    for more, enough in ((-1, False), (1, True)):
        assert acceptable([*measures, measure("CO2", -row["missing_co2"] - more, 0, 0)]) is enough
        assert acceptable([*measures, measure("NOx", 0, -row["missing_nox"] - more / 100, 0)]) is enough


def test_a_value_that_counts_as_equal_is_decided_by_the_grade_and_not_by_the_sum() -> None:
    """0.1044 equals 0.104 at three decimals and CO2 is strictly lower: acceptable, although the sum is above 2."""
    near = measure("恰好相等", 230_400 - CO2, 10.44 - NOX, 10)
    e_nox, e_co2 = performances([near])
    assert e_nox / REF_NOX + e_co2 / REF_CO2 > 2
    found = improve(book_with([near, measure("SCR", 0, -12, 500)]))
    assert found.enough
    assert found.adopted == ("恰好相等",)


def test_no_more_is_saved_than_the_unit_emits() -> None:
    cheap, dear = measure("过量", -CO2 * 1.1, 0, 1), measure("SCR", 0, -12, 500)
    assert acceptable([cheap])
    assert improve(book_with([cheap, dear])).adopted == ("SCR",)


def test_a_measure_without_a_cost_takes_no_part_and_is_named() -> None:
    found = improve(book_with([measure("无成本", 0, -12, None), measure("SCR", 0, -12, 500)]))
    assert found.adopted == ("SCR",)
    assert found.left_out == ("无成本",)
    assert "无成本" in found.said.zh


def test_a_workbook_without_measures_is_told_so() -> None:
    with pytest.raises(TwinLedgerError, match="没有可供选择的措施"):
        improve(book_with([]))
