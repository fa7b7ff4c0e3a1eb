"""The synergy index, row by row of table 4-1, and what lies on and around its boundaries."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.assessment import synergy
from pycore.assessment.synergy import ACCEPTABLE, EXPLAIN, OPTIMISE, assess
from pycore.cells.values import CellError
from pycore.functions.catalogue import call

# Coal to methanol, table 4-2: kg NOx and t CO2 for each t of product.
NOX, CO2 = 0.104, 2.31


def state(*values: Any) -> Any:
    return call("TL_SYNERGY_STATE", list(values))


def grade(*values: Any) -> Any:
    return call("TL_SYNERGY_GRADE", list(values))


def index(*values: Any) -> Any:
    return call("TL_SYNERGY", list(values))


# ── table 4-1 ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("nox", "co2", "said_state", "said_grade", "interval"),
    [
        pytest.param(0.09, 2.1, "双减", "可接受", (0, math.inf), id="row 1: both better"),
        pytest.param(0.12, 2.5, "双增", "需优化", (0, math.inf), id="row 2: both worse"),
        pytest.param(0.106, 2.0, "污增碳减", "可接受", (-1, 0), id="row 3: rise smaller than cut"),
        pytest.param(0.13, 2.2, "污增碳减", "需优化", (-math.inf, -1), id="row 4: rise larger than cut"),
        pytest.param(0.08, 2.4, "污减碳增", "可接受", (-math.inf, -1), id="row 5: cut larger than rise"),
        pytest.param(0.1, 2.6, "污减碳增", "需优化", (-1, 0), id="row 6: cut smaller than rise"),
    ],
)
def test_each_row_of_table_4_1(
    nox: float, co2: float, said_state: str, said_grade: str, interval: tuple[float, float]
) -> None:
    s = index(nox, NOX, co2, CO2)
    assert interval[0] < s < interval[1]
    assert state(nox, NOX, co2, CO2) == said_state
    assert grade(nox, NOX, co2, CO2) == said_grade


@pytest.mark.parametrize(
    ("nox", "co2", "form_a", "said_grade", "form_b"),
    [
        (0.1092, 2.079, -0.5, "可接受", -0.4286),
        (0.1144, 2.079, -1.0, "需优化", -0.8182),
        (0.1196, 2.079, -1.5, "需优化", -1.1739),
        (0.0936, 2.4255, -2.0, "可接受", -2.3333),
        (0.0936, 2.541, -1.0, "需优化", -1.2222),
        (0.0832, 2.8, -0.9429, "需优化", -1.4286),
    ],
)
def test_the_vectors_of_the_dossier(nox: float, co2: float, form_a: float, said_grade: str, form_b: float) -> None:
    assert index(nox, NOX, co2, CO2) == pytest.approx(form_a, abs=5e-5)
    assert grade(nox, NOX, co2, CO2) == said_grade
    assert index(nox, NOX, co2, CO2, "project") == pytest.approx(form_b, abs=5e-5)


@pytest.mark.parametrize(("nox", "co2"), [(0.1144, 2.079), (0.0936, 2.541), (0.0832, 2.8)])
def test_relative_to_the_project_value_a_case_at_the_boundary_passes(nox: float, co2: float) -> None:
    """The two readings differ only around −1; the default is the stricter one here."""
    assert grade(nox, NOX, co2, CO2) == "需优化"
    assert grade(nox, NOX, co2, CO2, "project") == "可接受"
    assert grade(nox, NOX, co2, CO2, "项目值") == "可接受"


# ── a value that equals its reference ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("nox", "co2", "said_state", "said_grade"),
    [
        (0.09, CO2, "碳平", "可接受"),
        (0.11, CO2, "碳平", "需优化"),
        (NOX, 2.0, "污平", "可接受"),
        (NOX, 2.5, "污平", "需优化"),
        (NOX, CO2, "双平", "需说明"),
    ],
)
def test_an_equal_value_leaves_s_uncalculated_and_the_other_must_be_strictly_better(
    nox: float, co2: float, said_state: str, said_grade: str
) -> None:
    found = index(nox, NOX, co2, CO2)
    assert isinstance(found, CellError)
    assert found.code == "#N/A"
    assert f"状态为“{said_state}”" in found.message("zh")
    assert state(nox, NOX, co2, CO2) == said_state
    assert grade(nox, NOX, co2, CO2) == said_grade


def test_equality_is_decided_at_the_precision_of_the_benchmark() -> None:
    assert state(0.1044, NOX, 2.314, CO2) == "双平"
    assert state(0.1045, NOX, 2.315, CO2) == "双增"
    assert state(0.1036, NOX, 2.306, CO2) == "双平"
    assert state(0.1035, NOX, 2.305, CO2) == "双减"


def test_the_precision_can_be_set() -> None:
    assert state(0.1044, NOX, 2.0, CO2) == "污平"
    assert state(0.1044, NOX, 2.0, CO2, None, 4) == "污增碳减"
    assert state(0.107, NOX, 2.0, CO2) == "污增碳减"
    assert state(0.107, NOX, 2.0, CO2, "reference", 2, 2) == "污平"
    assert state(0.11, NOX, 2.33, CO2, None, None, 1) == "碳平"


def test_a_reference_with_more_decimals_is_not_blurred() -> None:
    """A reference of 0.0003 at three decimals would equal every small value."""
    assert state(0.0004, 0.0003, 2.0, CO2) == "污增碳减"
    assert state(0.0003, 0.0003, 2.0, CO2) == "污平"


def test_a_reference_with_more_decimals_is_met_at_12_of_them() -> None:
    assert state(0.1234000000004, 0.1234, 2.0, CO2) == "污平"
    assert state(0.1234000000006, 0.1234, 2.0, CO2) == "污增碳减"
    assert state(0.09, NOX, 2.3124000000004, 2.3124) == "碳平"
    assert state(0.09, NOX, 2.3124000000006, 2.3124) == "污减碳增"


@pytest.mark.parametrize("place", [5, 6])
def test_decimals_are_0_to_12(place: int) -> None:
    arguments: list[Any] = [0.1, NOX, 2.0, CO2, None, None, None]
    for decimals, legal in [(0, True), (12, True), (-0.5, False), (-1, False), (12.5, False), (13, False)]:
        arguments[place] = decimals
        assert isinstance(grade(*arguments), str if legal else CellError), decimals


def test_ethylene_glycol_prints_its_reference_with_a_trailing_zero() -> None:
    """0.280 and 0.130 of table 4-2 have three decimals although a number does not show the last."""
    assert state(0.2803, 0.280, 6.0, 6.23) == "污平"


# ── S = −1 ─────────────────────────────────────────────────────────────────────────────────────────────────


@given(
    st.integers(1, 80),
    st.sampled_from([(0.104, 2.31), (0.28, 6.23), (0.228, 3.71), (0.37, 4.25)]),
    st.booleans(),
)
def test_minus_one_is_never_acceptable(percent: int, references: tuple[float, float], pollutant_up: bool) -> None:
    """The same percentage up and down, calculated in floats with their noise."""
    p_ref, g_ref = references
    up, down = 1 + percent / 100, 1 - percent / 100
    p, g = (p_ref * up, g_ref * down) if pollutant_up else (p_ref * down, g_ref * up)
    for noisy_p in (math.nextafter(p, 0), p, math.nextafter(p, 9)):
        for noisy_g in (math.nextafter(g, 0), g, math.nextafter(g, 9)):
            found = assess(noisy_p, p_ref, noisy_g, g_ref)
            if found.state in (synergy.POLLUTANT_UP, synergy.CARBON_UP):
                assert found.index is not None
                assert float(found.index) == pytest.approx(-1, abs=1e-9)
                assert found.grade is OPTIMISE


def test_the_noise_of_a_long_sum_does_not_make_minus_one_acceptable() -> None:
    """Twelve months that add up to 0.1144, and to 2.079, with the rounding of the additions."""
    nox = sum([0.1144 / 12] * 12)
    co2 = sum([2.079 / 12] * 12)
    assert grade(nox, NOX, co2, CO2) == "需优化"


@pytest.mark.parametrize("part", [4, 6])
def test_s_is_minus_one_where_it_rounds_to_it_at_12_decimals(part: int) -> None:
    """0.5·(1 − part·10⁻¹³) up against 0.5 down, and the other way round: 13 decimals are noise, 12 are not."""
    up = float(f"{1 + 0.5 * (1 - part * 1e-13):.14f}")
    said = "可接受" if part > 5 else "需优化"
    assert (state(up, 1, 0.5, 1), grade(up, 1, 0.5, 1)) == ("污增碳减", said)
    assert (state(0.5, 1, up, 1), grade(0.5, 1, up, 1)) == ("污减碳增", said)


# ── the rule behind the table ──────────────────────────────────────────────────────────────────────────────

decimal_performance = st.tuples(st.integers(1, 600_000), st.integers(1, 12_000))
decimal_reference = st.tuples(st.integers(10, 500), st.integers(50, 900))


@given(decimal_performance, decimal_reference)
def test_acceptable_is_a_negative_sum_of_relative_deviations(
    performance: tuple[int, int], reference: tuple[int, int]
) -> None:
    """In exact arithmetic, for every state; a deviation below the benchmark's precision counts as none."""
    p, g = Fraction(performance[0], 10**6), Fraction(performance[1], 10**3)
    p_ref, g_ref = Fraction(reference[0], 10**3), Fraction(reference[1], 10**2)
    d_p = p - p_ref if abs(p - p_ref) >= Fraction(5, 10**4) else Fraction(0)
    d_g = g - g_ref if abs(g - g_ref) >= Fraction(5, 10**3) else Fraction(0)
    found = assess(float(p), float(p_ref), float(g), float(g_ref))
    total = d_p / p_ref + d_g / g_ref
    assert (found.grade is ACCEPTABLE) == (total < 0)
    assert (found.grade is EXPLAIN) == (d_p == 0 and d_g == 0)
    assert (found.index is None) == (d_p == 0 or d_g == 0)


@given(decimal_performance, decimal_reference, st.sampled_from([1e-3, 10.0, 1000.0]))
def test_s_does_not_depend_on_the_unit(performance: tuple[int, int], reference: tuple[int, int], scale: float) -> None:
    p, p_ref = performance[0] / 10**6, reference[0] / 10**3
    g, g_ref = performance[1] / 10**3, reference[1] / 10**2
    here = assess(p, p_ref, g, g_ref, pollutant_decimals=6, ghg_decimals=6)
    there = assess(p * scale, p_ref * scale, g, g_ref, pollutant_decimals=12, ghg_decimals=6)
    if here.index is not None and there.index is not None:
        assert float(there.index) == pytest.approx(float(here.index), rel=1e-6)


# ── arguments ──────────────────────────────────────────────────────────────────────────────────────────────


def test_both_languages_are_spoken() -> None:
    assert state(0.12, NOX, 2.0, CO2, None, None, None, "en") == "pollutant up, carbon down"
    assert grade(0.12, NOX, 2.0, CO2, None, None, None, "en") == "to be optimised"
    assert grade(NOX, NOX, CO2, CO2, None, None, None, "EN") == "to be explained"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((0.1, 0, 2.0, CO2), "#NUM!", "必须大于 0"),
        ((0.1, NOX, 2.0, 0), "#NUM!", "必须大于 0"),
        ((-0.1, NOX, 2.0, CO2), "#NUM!", "不能为负"),
        ((0.1, NOX, 2.0, CO2, "advance"), "#VALUE!", "基准“advance”无效"),
        ((0.1, NOX, 2.0, CO2, None, 13), "#NUM!", "小数位数"),
        ((0.1, NOX, "低", CO2), "#VALUE!", "文字“低”"),
    ],
)
def test_what_is_wrong_is_said(arguments: tuple[Any, ...], code: str, words: str) -> None:
    found = grade(*arguments)
    assert isinstance(found, CellError)
    assert found.code == code
    assert words in found.message("zh")


def steps(*values: Any) -> list[str]:
    return [line.en for line in synergy.SYNERGY.steps(*values, *[None] * (7 - len(values)))]


def test_the_steps_say_each_deviation_by_the_value_that_it_is_relative_to() -> None:
    """0.0052/0.104 = 5 % and −0.231/2.31 = −10 %; by the project values 4.7619 % and −11.1111 %, so S = −3/7."""
    assert steps(0.1092, NOX, 2.079, CO2, "reference") == [
        "relative deviation, pollutant: (0.1092 − 0.104)/0.104 = +5.0000%",
        "relative deviation, GHG: (2.079 − 2.31)/2.31 = -10.0000%",
        "S = -0.5",
        "state: pollutant up, carbon down; grade: acceptable",
    ]
    assert steps(0.1092, NOX, 2.079, CO2, "项目值")[:3] == [
        "relative deviation, pollutant: (0.1092 − 0.104)/0.1092 = +4.7619%",
        "relative deviation, GHG: (2.079 − 2.31)/2.079 = -11.1111%",
        "S = -0.4285714286",
    ]


def test_the_steps_say_what_is_equal_and_that_s_is_not_calculated() -> None:
    assert steps(0.1043, NOX, 2.079, CO2, "reference")[:3] == [
        "relative deviation, pollutant: equal to the advanced value",
        "relative deviation, GHG: (2.079 − 2.31)/2.31 = -10.0000%",
        "a value equals its reference: S is not computed",
    ]


def test_an_unknown_language_is_refused() -> None:
    found = grade(0.1, NOX, 2.0, CO2, None, None, None, "fr")
    assert isinstance(found, CellError)
    assert found.code == "#VALUE!"


def test_products_are_assessed_cell_by_cell() -> None:
    found = grade([[0.09], [0.12], [None]], NOX, [[2.0], [2.5], [2.0]], CO2)
    assert found == [["可接受"], ["需优化"], [""]]
