"""One definition, many readings: every equation must give the same number in each of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from uncertainties import UFloat, ufloat

from pycore.accounting.carbon_balance import CARBON_BALANCE_CO2
from pycore.accounting.carbonates import CARBONATE_CO2
from pycore.accounting.combustion import CARBON_CO2, FUEL_CO2
from pycore.assessment.performance import INTENSITY
from pycore.equations import units
from pycore.equations.argument import Argument, ArgumentProblem
from pycore.equations.constants import Constant
from pycore.equations.elementary import FUNCTIONS
from pycore.equations.equation import _ARRAY_BLOCK, Equation
from pycore.equations.expression import evaluate
from pycore.functions.catalogue import equations

EQUATIONS = equations()
every_equation = pytest.mark.parametrize("equation", EQUATIONS, ids=lambda e: e.function)


def addresses(equation: Equation) -> list[str]:
    return [f"{chr(ord('A') + i)}1" for i in range(len(equation.arguments))]


def usual(argument: Argument) -> tuple[float, float]:
    assert argument.domain.typical is not None, f"{argument.name} has no typical part to test on"
    return argument.domain.typical


def typical(argument: Argument) -> st.SearchStrategy[float]:
    low, high = usual(argument)
    inside = st.floats(low, high, allow_subnormal=False).filter(lambda x: x in argument.domain)
    # A quotient of numbers near the smallest float overflows; no amount of anything is that small.
    return inside.filter(lambda x: x == 0 or abs(x) > 1e-9)


def legal(equation: Equation) -> st.SearchStrategy[list[float]]:
    return st.tuples(*(typical(a) for a in equation.arguments)).map(list)


def number_of(equation: Equation, values: list[float]) -> float:
    try:
        return float(equation(*values))
    except ZeroDivisionError:
        pytest.skip("no number to compare with")


# ── units ──────────────────────────────────────────────────────────────────────────────────────────────────


@every_equation
def test_the_units_of_the_equation_balance(equation: Equation) -> None:
    """Evaluated on quantities the body gives the unit of the result and the number of the float reading."""
    registry = units.registry()
    middles = [sum(usual(a)) / 2 for a in equation.arguments]
    quantities = {a.name: m * units.unit(a.unit) for a, m in zip(equation.arguments, middles, strict=True)}

    def number(value: float) -> Any:
        if isinstance(value, Constant):
            return float(value) * units.unit(value.unit)
        return value * registry.dimensionless

    result = evaluate(equation.tree, quantities, FUNCTIONS, number)
    in_its_unit = (result / units.unit(equation.unit)).to("dimensionless").magnitude
    assert in_its_unit == pytest.approx(equation(*middles), rel=1e-12)


def test_a_body_whose_units_do_not_balance_is_found() -> None:
    """The proof proves something: without 44/12 the same arithmetic leaves tC and not tCO2."""
    carbon = 1 * units.unit("tC")
    with pytest.raises(Exception, match="Cannot convert"):
        (carbon / units.unit("tCO2")).to("dimensionless")


# ── every reading agrees ───────────────────────────────────────────────────────────────────────────────────


@every_equation
@given(data=st.data())
def test_columns_agree_with_single_numbers(equation: Equation, data: st.DataObject) -> None:
    rows = [data.draw(legal(equation)) for _ in range(3)]
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    with np.errstate(all="ignore"):
        singles = [float(equation.body(*map(np.float64, row))) for row in rows]
    np.testing.assert_allclose(equation(*columns), singles, rtol=1e-14)


@every_equation
@given(data=st.data())
def test_a_grid_agrees_with_single_numbers(equation: Equation, data: st.DataObject) -> None:
    """One argument varies down, another across, the rest are single numbers."""
    first, second = data.draw(legal(equation)), data.draw(legal(equation))
    values: list[Any] = list(first)
    values[0] = np.array([[first[0]], [second[0]]])
    values[-1] = np.array([[first[-1], second[-1]]])
    with np.errstate(all="ignore"):
        found = equation(*values)
        for i, j in np.ndindex(2, 2):
            single = [values[0][i, 0], *first[1:-1], values[-1][0, j]]
            np.testing.assert_allclose(found[i, j], equation.body(*map(np.float64, single)), rtol=1e-14)


@every_equation
def test_a_column_longer_than_a_block_agrees_with_single_numbers(equation: Equation) -> None:
    generator = np.random.default_rng(5)
    length = 2 * _ARRAY_BLOCK + 7
    columns = [generator.uniform(*usual(a), length) for a in equation.arguments]
    columns = [np.maximum(c, a.domain.closed_low + 1e-9) for c, a in zip(columns, equation.arguments, strict=True)]
    found = equation(*columns)
    assert found.shape == (length,)
    for lane in (0, _ARRAY_BLOCK - 1, _ARRAY_BLOCK, 2 * _ARRAY_BLOCK, length - 1):
        assert found[lane] == pytest.approx(equation(*(float(c[lane]) for c in columns)), rel=1e-14)
    mixed = equation(*columns[:-1], float(columns[-1][0]))
    assert mixed[-1] == pytest.approx(equation(*(float(c[-1]) for c in columns[:-1]), float(columns[-1][0])))


@every_equation
@given(data=st.data())
def test_the_mean_of_an_uncertain_number_is_the_number(equation: Equation, data: st.DataObject) -> None:
    values = data.draw(legal(equation))
    expected = number_of(equation, values)
    found = equation(*(ufloat(v, abs(v) * 0.01 + 1e-9) for v in values))
    assert found.nominal_value == pytest.approx(expected, rel=1e-14)


@every_equation
@given(data=st.data())
def test_the_native_formula_agrees_with_the_core(native: Any, equation: Equation, data: st.DataObject) -> None:
    values = data.draw(legal(equation))
    expected = number_of(equation, values)
    names = addresses(equation)
    found = native(equation.native_guarded(names), dict(zip(names, values, strict=True)))
    assert found == pytest.approx(expected, rel=1e-12)


@every_equation
def test_out_of_domain_the_native_formula_is_num_as_the_core(native: Any, equation: Equation) -> None:
    names = addresses(equation)
    middles = [sum(usual(a)) / 2 for a in equation.arguments]
    for i, argument in enumerate(equation.arguments):
        domain = argument.domain
        for outside in (domain.low - 1, domain.high + 1, domain.low if domain.low_open else -np.inf):
            if not np.isfinite(outside):
                continue
            values = [*middles[:i], float(outside), *middles[i + 1 :]]
            assert native(equation.native_guarded(names), dict(zip(names, values, strict=True))) == "#NUM!"
            with pytest.raises(ArgumentProblem) as caught:
                equation(*values)
            assert caught.value.code == "#NUM!"


@every_equation
def test_sentence_and_latex_hold_every_argument(equation: Equation) -> None:
    values = [sum(usual(a)) / 2 for a in equation.arguments]
    for argument in equation.arguments:
        assert argument.symbol in equation.latex
        assert argument.name in equation.formula
        for line in equation.argument_sentences(values, "zh"):
            assert line
    assert equation.sentence(values, "zh").startswith(equation.title.zh)
    assert equation.sentence(values, "en").startswith(equation.title.en)
    assert equation.latex.startswith(equation.symbol)


# ── uncertain numbers ──────────────────────────────────────────────────────────────────────────────────────


def relative(value: UFloat) -> float:
    return float(value.std_dev / value.nominal_value)


def test_a_product_adds_relative_uncertainties_in_quadrature() -> None:
    """GUM: u(abc)/abc is the root of the sum of the squares; 3 %, 4 % and 12 % give 13 %."""
    result = FUEL_CO2(ufloat(1000, 30), ufloat(26.7, 26.7 * 0.04), ufloat(0.0274, 0.0274 * 0.12), 0.98)
    assert relative(result) == pytest.approx(0.13, rel=1e-9)


def test_a_number_less_itself_has_no_uncertainty() -> None:
    carbon = ufloat(50, 5)
    result = CARBON_BALANCE_CO2(carbon, carbon, 0.0)
    assert (result.nominal_value, result.std_dev) == (0.0, 0.0)


def test_a_factor_that_two_terms_share_adds_linearly() -> None:
    """Two fuels with one carbon content: u of the sum is the sum of both, not the root of squares."""
    content = ufloat(0.0274, 0.0274 * 0.05)
    total = FUEL_CO2(300.0, 20.0, content, 1.0) + FUEL_CO2(700.0, 20.0, content, 1.0)
    assert relative(total) == pytest.approx(0.05, rel=1e-9)
    apart = FUEL_CO2(300.0, 20.0, ufloat(0.0274, 0.0274 * 0.05), 1.0) + FUEL_CO2(
        700.0, 20.0, ufloat(0.0274, 0.0274 * 0.05), 1.0
    )
    assert relative(apart) == pytest.approx(0.05 * (0.3**2 + 0.7**2) ** 0.5, rel=1e-9)


def test_a_quotient_of_correlated_numbers_keeps_the_correlation() -> None:
    output = ufloat(200, 20)
    assert relative(INTENSITY(2 * output, output)) == pytest.approx(0, abs=1e-12)


def test_an_uncertain_number_is_checked_by_its_mean() -> None:
    with pytest.raises(ArgumentProblem, match="98"):
        FUEL_CO2(1000.0, 26.7, 0.0274, ufloat(98, 1))


# ── what is refused ────────────────────────────────────────────────────────────────────────────────────────


def refusal(*values: Any) -> ArgumentProblem:
    with pytest.raises(ArgumentProblem) as caught:
        FUEL_CO2(*values)
    return caught.value


def test_a_percentage_for_a_fraction_says_what_to_do() -> None:
    problem = refusal(1000.0, 26.7, 0.0274, 98.0)
    assert problem.code == "#NUM!"
    assert problem.text.zh == (
        "TL_FUEL_CO2 参数“碳氧化率”的值是 98，应为 0 到 1。若填的是百分数，请除以 100（例如 98% 填 0.98）。"
    )
    assert problem.text.en == (
        "TL_FUEL_CO2 argument oxidation: got 98, expected 0 to 1. If it is a percentage, divide by 100 (98 % is 0.98)."
    )


def test_a_carbon_content_by_terajoule_says_what_to_do() -> None:
    problem = refusal(1000.0, 26.7, 27.4, 0.98)
    assert problem.code == "#NUM!"
    assert problem.text.zh == (
        "TL_FUEL_CO2 参数“单位热值含碳量”（tC/GJ）的值是 27.4，应为 0 < x ≤ 0.2。"
        "单位热值含碳量的单位为 tC/GJ；若填的是 tC/TJ，请除以 1000（例如 27.4 tC/TJ 填 0.0274）。"
    )
    assert "got 27.4, expected 0 < x ≤ 0.2" in problem.text.en


def test_a_negative_amount_is_refused() -> None:
    problem = refusal(-1.0, 26.7, 0.0274, 0.98)
    assert (problem.code, problem.text.en) == (
        "#NUM!",
        "TL_FUEL_CO2 argument consumption (t or 10⁴ Nm³): got -1, expected ≥ 0. Amounts cannot be negative.",
    )


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("约一千", "收到文字“约一千”", 'got the text "约一千"'),
        (True, "收到逻辑值 TRUE", "got the logical value TRUE"),
        (np.True_, "收到逻辑值 TRUE", "got the logical value TRUE"),
        (None, "收到空白", "got a blank"),
        ([1.0], "收到一个区域", "got a range"),
        (np.array([True]), "收到一个区域", "got a range"),
        (np.array(["1"]), "收到一个区域", "got a range"),
    ],
)
def test_what_is_not_a_number_is_a_value_error(value: Any, zh: str, en: str) -> None:
    problem = refusal(value, 26.7, 0.0274, 0.98)
    assert problem.code == "#VALUE!"
    assert zh in problem.text.zh
    assert en in problem.text.en
    assert problem.text.zh.endswith("请改填数值。")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400])
def test_what_is_not_finite_is_out_of_domain(value: float) -> None:
    assert refusal(value, 26.7, 0.0274, 0.98).code == "#NUM!"


@pytest.mark.parametrize("bad", [-1.0, np.inf])
def test_one_bad_lane_refuses_the_column(bad: float) -> None:
    problem = refusal(np.array([1.0, bad, 2.0]), 26.7, 0.0274, 0.98)
    assert problem.code == "#NUM!"


def test_an_empty_lane_stays_empty_and_does_not_hide_a_bad_one() -> None:
    result = FUEL_CO2(np.array([1.0, np.nan]), 10.0, 0.02, 1.0)
    assert np.isnan(result[1])
    assert result[0] == pytest.approx(0.2 * 44 / 12)
    assert refusal(np.array([np.nan, 1.0]), 10.0, 0.02, np.array([98.0, np.nan])).code == "#NUM!"


def test_whole_number_columns_do_not_wrap_round() -> None:
    """In unsigned whole numbers 1 − 2 is 255; a ledger of whole tonnes is common."""
    one, two = np.array([1], dtype=np.uint8), np.array([2], dtype=np.uint8)
    assert CARBON_BALANCE_CO2(one, two, 0)[0] == pytest.approx(-44 / 12)


@pytest.mark.parametrize("count", [0, 3, 5])
def test_a_wrong_number_of_arguments_shows_the_signature(count: int) -> None:
    problem = refusal(*[0.01] * count)
    assert problem.code == "#VALUE!"
    assert problem.text.zh == (
        f"TL_FUEL_CO2 收到 {count} 个参数，应为 4 个：TL_FUEL_CO2(consumption, ncv, carbon_content, oxidation)。"
    )


# ── defaults, and how cells are put into native formulas ───────────────────────────────────────────────────


@pytest.mark.parametrize("equation", [CARBON_CO2, CARBONATE_CO2], ids=lambda e: e.function)
def test_a_blank_optional_cell_is_its_default_with_and_without_the_core(native: Any, equation: Equation) -> None:
    expected = equation(100.0, 0.5, 1.0)
    assert equation(100.0, 0.5) == equation(100.0, 0.5, None) == equation(100.0, 0.5, "") == expected
    cells = {"A1": 100.0, "B1": 0.5, "C1": None}
    assert native(equation.native_guarded(["A1", "B1", "C1"]), cells) == pytest.approx(expected)
    assert native(equation.native_guarded(["A1", "B1"]), cells) == pytest.approx(expected)
    assert native(equation.native_guarded(["A1", "B1", "C1"]), {**cells, "C1": 0.5}) == pytest.approx(expected / 2)


def test_a_formula_in_the_place_of_a_cell_is_grouped() -> None:
    assert INTENSITY.native(["A1-B1", "C1+D1"]) == "(A1-B1)/(C1+D1)"
    assert INTENSITY.native(["SUM(A1:A9)", "'a-b'!C1"]) == "SUM(A1:A9)/'a-b'!C1"


def test_a_required_cell_cannot_be_left_out_of_a_native_formula() -> None:
    with pytest.raises(LookupError, match="output"):
        INTENSITY.native(["A1", ""])


def test_the_body_must_name_its_arguments_in_order() -> None:
    with pytest.raises(TypeError, match="TL_WRONG"):
        Equation(
            "TL_WRONG",
            lambda ncv, consumption: ncv * consumption,
            group="energy",
            title=FUEL_CO2.title,
            arguments=FUEL_CO2.arguments[:2],
            unit="GJ",
            clause=FUEL_CO2.clause,
        )
