"""What is right is no finding, and a hint names a slip only where another number of the workbook bears it out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pycore.findings.finding import Severity
from pycore.findings.overlap import without_repeats
from pycore.library import library
from pycore.review.rules import check_all
from pycore.review.rules.unit_calorific_value import RANGES
from tests.review import test_rules_row_check as park
from tests.review.test_rules import Data, again, clean, data_with, found_by, panel, put, where

pytestmark = pytest.mark.slow


def together(*changes: Callable[[Data], object]) -> Callable[[Data], object]:
    def change(data: Data) -> None:
        for one in changes:
            one(data)

    return change


# ── measures ──

_MUCH_HEAT_SOLD = put("heat", 1, quantity=800_000)


@pytest.mark.parametrize(("saved", "found"), [(-15_000, False), (-500_000, True)])
def test_measures_are_held_against_what_a_unit_emits_before_heat_sold_is_deducted(saved: float, found: bool) -> None:
    """A unit that sells much steam has a net total below 0, and can still save what it burns."""
    findings = found_by("balance-measures", data_with(together(_MUCH_HEAT_SOLD, put("measures", 1, other_co2=saved))))
    assert bool(findings) is found


# ── gas that is mostly hydrogen ──


@pytest.mark.parametrize("rule", ["unit-carbon-content", "mixed-units"])
def test_a_gas_of_hydrogen_may_have_little_carbon(rule: str) -> None:
    assert found_by(rule, data_with(put("carbon", 5, content_own=0.02))) == []


def test_little_carbon_by_energy_of_a_gas_is_a_finding_only_where_it_is_a_slip() -> None:
    def change(value: float) -> Callable[[Data], object]:
        return put("fuels", 1, carbon_content_own=value, reason="x")

    assert found_by("unit-own-value", data_with(change(0.0021))) == []
    assert len(found_by("unit-own-value", data_with(change(0.0000122)))) == 1


def test_too_much_carbon_in_a_gas_is_still_found() -> None:
    assert len(found_by("unit-carbon-content", data_with(put("carbon", 5, content_own=19)))) > 0


# ── stages ──


def test_products_in_tonnes_and_in_cubic_metres_are_not_added() -> None:
    """4.6 million "products", t and 10³ m³ together, made the power of a unit look eight times too small."""
    with_gas = put("products", 1, product="sng", capacity=4_000_000, proposed=4_000_000)
    assert [f.sentence("en") for f in found_by("unit-stage", data_with(with_gas))] == []
    slip = together(with_gas, put("electricity", 1, electricity=400_000))
    findings = found_by("unit-stage", data_with(slip))
    assert [f.where for f in findings] == [where("electricity_electricity", 1)]
    assert "甲醇" in findings[0].found.zh


# ── hints ──


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (22.15 / 26.1, ""),
        (22.15 / 29.3076, "tce"),
        (22.15 * 1000, "kJ/kg"),
        (19.57 * 238.85, "kcal"),
        (19.57 * 400, ""),
    ],
)
def test_a_slip_is_named_only_where_another_number_bears_it_out(value: float, said: str) -> None:
    """Whatever was "near 29" was called GJ for tce; row 12 has the value that the slip was made from, or the library."""
    findings = found_by("unit-own-value", data_with(put("fuels", 3, ncv_own=value)))
    assert [f.where for f in findings] == [where("fuels_ncv_own", 3)]
    action = findings[0].action.en
    assert said in action if said else action == "Check the unit."


# ── calorific values ──


@pytest.mark.parametrize(
    ("row", "values", "said"),
    [
        (0, {"ncv_own": 431.4}, "gross"),
        (2, {"ncv_own": 45.5}, "gross"),
        (2, {"ncv_own": 38.0}, "basis"),
        (3, {"ncv_own": 23.3, "reason": "实测，收到基高位发热量"}, "gross"),
        (3, {"ncv_own": 36.0}, "basis"),
    ],
)
def test_a_gross_or_impossible_calorific_value_is_found(row: int, values: Data, said: str) -> None:
    findings = found_by("unit-calorific-value", data_with(put("fuels", row, **{"reason": "x", **values})))
    assert [f.where for f in findings] == [where("fuels_ncv_own", row)]
    assert said in findings[0].action.en


@pytest.mark.parametrize(
    ("row", "values"),
    [
        (0, {"ncv_own": 355.0}),
        (2, {"ncv_own": 42.9}),
        (3, {"ncv_own": 23.3, "reason": "高位发热量换算为低位"}),
        (1, {"ncv_own": 110.0}),
    ],
)
def test_a_calorific_value_that_occurs_is_no_finding(row: int, values: Data) -> None:
    assert found_by("unit-calorific-value", data_with(put("fuels", row, **{"reason": "x", **values}))) == []


def test_each_value_of_the_library_is_in_the_range_of_its_fuel() -> None:
    known = {id: f.value for id, f in library().factors.items() if id.startswith("fuel.") and id.endswith(".ncv")}
    outside = {
        id: value
        for id, value in known.items()
        if (limits := RANGES.get(id.split(".")[-2])) and not limits[0] <= value <= limits[1]
    }
    assert len(known) > 50
    assert outside == {}


# ── amounts by unit ──


@pytest.mark.parametrize(
    ("table", "row", "column", "value"),
    [("fuels", 0, "consumption", 3_000_000), ("carbon", 8, "quantity", 40_000_000)],
)
def test_gas_in_cubic_metres_is_found_by_the_limit_of_a_gas(table: str, row: int, column: str, value: float) -> None:
    """The limits for gas were those of coal by the tonne, which a thousand times too much gas stays below."""
    findings = found_by("unit-activity", data_with(put(table, row, **{column: value})))
    assert where(f"{table}_{column}", row) in {f.where for f in findings}
    assert "m³" in findings[0].action.en


# ── rows twice ──


@pytest.mark.parametrize(
    "use", ["空分压缩机Ｋ－１０１（电驱）", "空分 压缩机 k-101 (电驱)", "空分压缩机K-101(电驱)\u3000"]
)
def test_a_row_in_other_letters_is_the_same_row(use: str) -> None:
    twice = together(put("electricity", 0, use="空分压缩机K-101(电驱)"), again("electricity", 0, use=use))
    assert [f.where for f in found_by("double-rows", data_with(twice))] == [where("electricity_electricity", 8)]
    other = together(put("electricity", 0, use="空分压缩机K-101"), again("electricity", 0, use="空分压缩机K-102"))
    assert found_by("double-rows", data_with(other)) == []


# ── a factor that is not there ──


def test_a_year_that_the_library_has_not_is_one_finding_with_the_way_out() -> None:
    """It was one of 24: each row of electricity, each measure and each sum that could not be calculated had its own."""
    findings = without_repeats(check_all(data_with(panel("settings", factor_year="2031"))))
    grave = [f for f in findings if f.severity is not Severity.NOTE]
    assert [(f.rule, f.where) for f in grave] == [("factor-year", where("settings_factor_year", 0))]
    assert "2021, 2022, 2023" in grave[0].expected.en
    assert "own value" in grave[0].action.en
    assert grave[0].effect is not None
    assert "8" in grave[0].effect.en


def test_another_fault_beside_a_year_that_is_not_there_is_still_found() -> None:
    both = together(panel("settings", factor_year="2031"), put("fuels", 3, oxidation_own=98, reason="x"))
    rules = {f.rule for f in without_repeats(check_all(data_with(both))) if f.severity is Severity.ERROR}
    assert rules > {"factor-year"}
    assert found_by("factor-year", clean()) == []


# ── carbide slag ──


@pytest.mark.parametrize(("slag", "amount"), [(0.15, "127,200"), (15, "127,200"), (120, "")])
def test_a_share_of_carbide_slag_in_place_of_tonnes_is_found(slag: float, amount: str) -> None:
    subject = park.park_with(park.put("clinker", 0, carbide_slag=slag))
    findings = park.found_by("unit-carbide-slag", subject)
    assert [f.where for f in findings] == [park.where(subject, "clinker_carbide_slag", 0)]
    assert amount in findings[0].action.en if amount else "share" not in findings[0].action.en


@pytest.mark.parametrize("slag", [848_000, 9_000, 0])
def test_a_share_of_carbide_slag_that_occurs_is_no_finding(slag: float) -> None:
    assert park.found_by("unit-carbide-slag", park.park_with(park.put("clinker", 0, carbide_slag=slag))) == []
