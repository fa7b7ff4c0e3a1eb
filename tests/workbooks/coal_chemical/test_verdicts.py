"""What a verdict rests on: no product drops out of it, every answer is asked for, and checks name what reviews find."""

from __future__ import annotations

import math
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from pycore.reading.book import Book
from pycore.review.rules import check_all, installed_rules
from pycore.review.subject import Subject
from pycore.simulate.simulate import simulate
from tests.workbooks.calculated import Calculated
from workbooks.coal_chemical import WORKBOOK
from workbooks.coal_chemical.lists import PROCESS_UNITS

pytestmark = pytest.mark.slow

Row = dict[str, Any]
EXAMPLE = WORKBOOK.examples["default"]
EVIDENCE = {"evidence": "test", "quality": "B"}


def example_with(**changes: tuple[int, Row]) -> Row:
    """The worked example, a row of some tables changed."""
    data = deepcopy(dict(EXAMPLE))
    for table, (row, values) in changes.items():
        data[table][row].update(values)
    return data


def status(book: Calculated, words: str) -> str:
    items = WORKBOOK.table("check_rows").prefilled["item"]
    (line,) = [i for i, item in enumerate(items, 1) if item.zh == words]
    return str(book.value("check_rows_status", line))


def no_error_in(lines: list[object]) -> bool:
    return not any(str(line).startswith("#") or "#N" in str(line) or "#D" in str(line) for line in lines)


# ── a product without output ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("output", [0, None])
def test_a_product_without_output_never_leaves_a_good_conclusion(output: float | None) -> None:
    book = Calculated(WORKBOOK, example_with(products=(1, {"proposed": output})))
    lines = [str(line) for line in book.lines("conclusion_zh")]
    (conclusion,) = [line for line in lines if line.startswith("结论")]
    assert "均可接受" not in conclusion
    assert "有 1 个产品不能判定等级" in conclusion
    assert any("煤制烯烃：产量、绩效或先进值缺失或计算出错" in str(line) for line in lines)
    assert no_error_in([*lines, *book.lines("conclusion_en")])
    assert book.value("performance_e_ghg", 2) == ("" if output is None else "#NUM!")
    assert status(book, "产品缺拟建产量、产量为 0 或不是数值") == "✗"
    assert status(book, "无法判定等级的产品（绩效出错或为负）") == "✗"
    assert str(book.value("products_check", 2)).startswith("✗")


def test_an_emission_without_output_is_no_blank_in_the_comparison() -> None:
    """All of the existing methanol is given up and none is made, but its emission is there."""
    data = example_with(products=(0, {"replaced": 900_000}))
    book = Calculated(WORKBOOK, data)
    assert book.value("versus_after_output", 1) == 300_000 + 600_000 - 900_000
    assert book.value("versus_verdict", 1) == "✗ 计算出错"
    assert status(book, "实施后绩效不能计算的产品") == "✗"


def test_no_emission_of_nox_is_no_reason_to_be_left_out_of_the_probabilities() -> None:
    book = Calculated(WORKBOOK, {**EXAMPLE, "nox": [], "measures": []})
    assert isinstance(book.value("confidence_acceptable", 2), float)
    assert str(book.value("confidence_firm", 2)) != ""


# ── probability after measures ───────────────────────────────────────────────────────────────────────────────────

POWER, FLOW, OUTPUT = 5000.0, 1e6, 2000.0
SAVED, SAVED_NOX = -1000.0, -0.07
ADVANCED = {"ghg": 2.31, "nox": 0.104}


def one_product(*measures: Row) -> Row:
    """Methanol from power with a factor of 1 and one stack, a measure that saves an amount without uncertainty."""
    place = {"stage": "proposed", "unit": "auxiliary", **EVIDENCE}
    return {
        "project": {"name": "x", "nature": "new", "province": "xinjiang"},
        "products": [{"product": "methanol", "proposed": OUTPUT, "u": 0.01}],
        "electricity": [
            {**place, "trade": "bought", "electricity": POWER, "emission_factor_own": 1, "reason": "x", "quality": "D"}
        ],
        "nox": [{**place, "stack": "A", "concentration": 0.25e6, "flow": 1000, "hours": 1, "quality": "C"}],
        "measures": measures,
    }


@cache
def with_measure() -> Calculated:
    saving = {"name": "x", "unit": "auxiliary", "other_co2": SAVED, "d_nox": SAVED_NOX, "product": "煤制甲醇"}
    return Calculated(WORKBOOK, one_product({**saving, "adopted": "yes", **EVIDENCE}))


def half_width(relative: float, value: float) -> float:
    return relative * value


def test_the_absolute_uncertainty_stays_when_a_measure_makes_the_emission_smaller() -> None:
    """The standard deviation of the emission is that of before: by hand, from the inputs and the library's numbers."""
    book = with_measure()
    u_power = math.hypot(float(book.value("electricity_u_activity")), float(book.value("electricity_u_activity")))
    nox_u = math.sqrt(2) * float(book.value("nox_u_activity"))
    ghg_half, nox_half = half_width(u_power, POWER), half_width(nox_u, 0.25)
    ghg, nox = POWER + SAVED, 0.25 + SAVED_NOX
    u_ghg, u_nox = math.hypot(ghg_half / ghg, 0.01), math.hypot(nox_half / nox, 0.01)
    assert book.value("confidence_u_ghg") == pytest.approx(math.hypot(u_power, 0.01))
    assert book.value("confidence_after_u_ghg") == pytest.approx(u_ghg)
    assert book.value("confidence_after_u_nox") == pytest.approx(u_nox)
    r_ghg, r_nox = ghg / OUTPUT / ADVANCED["ghg"], nox * 1000 / OUTPUT / ADVANCED["nox"]
    u_advanced = [float(book.value(f"confidence_after_u_ref_{of}")) for of in ("ghg", "nox")]
    spread = math.hypot(r_ghg * math.hypot(u_ghg, u_advanced[0]), r_nox * math.hypot(u_nox, u_advanced[1]))
    chance = 0.5 * (1 + math.erf(1.959963984540054 * (2 - r_ghg - r_nox) / spread / math.sqrt(2)))
    assert book.value("confidence_after_acceptable") == pytest.approx(chance, rel=1e-9)
    assert 0.5 < chance < 0.999


def test_one_probability_stands_in_every_place_and_the_simulation_confirms_it() -> None:
    book = with_measure()
    chance = float(book.value("confidence_after_acceptable"))
    said = next(str(line) for line in book.lines("conclusion_zh") if str(line).startswith("煤制甲醇"))
    assert f"可接受的概率 {chance:.1%}）。" in said
    drawn = simulate(Book.open(book.file), draws=20_000).text("optimised_grade")
    assert drawn.shares["可接受"] == pytest.approx(chance, abs=0.02)


# ── product, units and carbon ledger ─────────────────────────────────────────────────────────────────────────────


def test_a_product_that_the_units_do_not_make_is_named() -> None:
    data = example_with(products=(0, {"product": "ethylene_glycol", "offsite": "yes"}))
    book = Calculated(WORKBOOK, data)
    assert book.value("products_check", 1) == "✗ 拟建边界内没有生产该产品的工序"
    assert status(book, "产品与工序、碳流台账不一致或缺回答的行") == "✗"
    data["units"][[code for code, _ in PROCESS_UNITS].index("eg_synthesis")].update({"proposed": "yes"})
    assert Calculated(WORKBOOK, data).value("products_check", 1) == "✗ 拟建碳流台账没有该产品带出"
    rules = [r for r in installed_rules() if r.id == "balance-route"]
    assert len(check_all(Subject.open(book.file), rules)) == 4  # project and existing plant: units, and carbon flows


def test_output_and_carbon_ledger_are_held_together_in_the_sheet_too() -> None:
    book = Calculated(WORKBOOK, example_with(products=(0, {"proposed": 500_000})))
    assert book.value("products_check", 1) == "✗ 拟建产量与碳流台账的产品带出不符"
    book = Calculated(WORKBOOK, example_with(products=(0, {"existing": 200_000})))
    assert book.value("products_check", 1) == "✗ 现有产量与碳流台账的产品带出不符"


# ── answers that were taken for granted ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("answer", "advanced"), [("no", 0.130), ("yes", 0.099), (None, "")])
def test_the_waste_liquid_of_ethylene_glycol_wants_an_answer(answer: str | None, advanced: object) -> None:
    """Table 4-2: 0.130, and 0.099 where the waste liquid goes off-site; no answer has neither, and no grade."""
    eg = {**one_product(), "products": [{"product": "ethylene_glycol", "proposed": OUTPUT, "offsite": answer}]}
    book = Calculated(WORKBOOK, eg)
    assert book.value("synergy_ref_nox") == advanced
    if answer is None:
        assert book.value("synergy_grade") == ""
        assert book.value("products_check") == "✗ 未回答废液是否外委处置"
        assert status(book, "无法判定等级的产品（绩效出错或为负）") == "✗"


# ── sentences without errors ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "changes",
    [
        {"fuels": (3, {"oxidation_own": 98})},
        {"fuels": (0, {"oxidation_own": 98, "reason": "x"})},
        {"nox": (0, {"hours": 9000})},
        {"products": (0, {"product": "乱填"})},
        {"products": (0, {"proposed": "很多"})},
        {"measures": (0, {"other_co2": "很多"})},
    ],
)
def test_no_sentence_of_the_conclusion_prints_an_error(changes: dict[str, tuple[int, Row]]) -> None:
    book = Calculated(WORKBOOK, example_with(**changes))
    assert no_error_in(book.lines("conclusion_zh"))
    assert no_error_in(book.lines("conclusion_en"))


# ── what reviews find, said in the sheet ─────────────────────────────────────────────────────────────────────────


def test_more_co2_recovered_than_the_unit_gives_off_is_said_in_its_row() -> None:
    """Existing purification gives off 105 000 × 2.66 − 64 000 × 1.87 tC of carbon."""
    given_off = (105_000 * 2.66 - 64_000 * 1.87) * 44 / 12
    most = given_off / 19.77 / 0.995
    assert Calculated(WORKBOOK, example_with(capture=(0, {"volume": most * 0.999}))).value("capture_check") == "✓"
    over = Calculated(WORKBOOK, example_with(capture=(0, {"volume": most * 1.001})))
    assert over.value("capture_check") == "✗ 回收量大于该工序产生的 CO2"


def test_measures_that_save_more_than_their_unit_emits_are_said_in_their_rows() -> None:
    """The superheater, 78 mg/m³ × 45 000 m³/h × 8 000 h."""
    emitted = 78 * 45_000 * 8_000 * 1e-9
    assert Calculated(WORKBOOK, example_with(measures=(1, {"d_nox": -emitted}))).value("measures_check", 2) == "✓"
    over = Calculated(WORKBOOK, example_with(measures=(1, {"d_nox": -emitted - 0.01})))
    assert over.value("measures_check", 2) == "✗ 该工序采纳的减排量大于其排放量"


def test_more_replaced_than_there_is_is_a_check() -> None:
    assert status(Calculated(WORKBOOK, EXAMPLE), "替代削减大于现有工程（工序与排放源）") == "✓"
    over = Calculated(WORKBOOK, example_with(fuels=(5, {"consumption": 96_000})))
    assert status(over, "替代削减大于现有工程（工序与排放源）") == "✗"


@pytest.mark.parametrize(
    ("product", "made", "booked", "agrees"),
    [("sng", 200_000, 20_000, True), ("sng", 214_600, 20_000, True), ("sng", 20_000, 20_000, False),
     ("sng", 2_000_000, 20_000, False), ("dcl", 100_000, 95_000, True), ("dcl", 100_000, 10_000, False)],
)  # fmt: skip
def test_gas_and_oil_agree_with_the_carbon_ledger_but_for_their_conditions(
    product: str, made: float, booked: float, agrees: bool
) -> None:
    """Gas: output in 10³ m³ at 20 °C, ledger in 10⁴ Nm³, ten and 1.073 times apart; oil in tonnes."""
    unit, material = {"sng": ("methanation", "sng"), "dcl": ("direct_liquefaction", "oil_products")}[product]
    sold = _sold(unit, material, booked)
    data = {
        "products": [{"product": product, "proposed": made}],
        "units": [{"proposed": "yes"} if code == unit else {} for code, _ in PROCESS_UNITS],
        "carbon": [sold],
    }
    said = Calculated(WORKBOOK, data).value("products_check")
    assert said == ("✓" if agrees else "✗ 拟建产量与碳流台账的产品带出不符")


def _sold(unit: str, material: str, amount: float) -> Row:
    place = {"stage": "proposed", "unit": unit, "direction": "product", "flow": "external", "material": material}
    return {**place, "name": "x", "quantity": amount, "content_own": 0.8, "reason": "x", **EVIDENCE}


def test_two_kinds_of_oil_can_be_made_beside_each_other() -> None:
    """The flows cannot say which oil is which, but that oil leaves the units they can."""
    routes = ("direct_liquefaction", "oil_synthesis")
    data: Row = {
        "products": [{"product": "dcl", "proposed": 100_000}, {"product": "icl", "proposed": 50_000}],
        "units": [{"proposed": "yes"} if code in routes else {} for code, _ in PROCESS_UNITS],
        "carbon": [_sold(unit, "oil_products", 75_000) for unit in routes],
    }
    assert Calculated(WORKBOOK, data).column("products_check")[:2] == ["✓", "✓"]
    nothing = Calculated(WORKBOOK, {**data, "carbon": []})
    assert nothing.column("products_check")[:2] == ["✗ 拟建碳流台账没有该产品带出"] * 2


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"replaced": "900 000"}, "✗ 产能或产量不是数值"),
        ({"existing": "三十万"}, "✗ 产能或产量不是数值"),
        ({"capacity": -1}, "✗ 产能或产量为负"),
        ({"u": "5%左右"}, "✗ 产量不确定度不是数值"),
    ],
)
def test_an_output_that_a_sum_would_leave_out_is_named(entered: Row, said: str) -> None:
    data = {"products": [{"product": "methanol", "proposed": 1000, **entered}]}
    assert Calculated(WORKBOOK, data).value("products_check") == said
