"""Derivatives of the symbolic reading, held against `uncertainties`, a numerical derivative and what the sheet calculates."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from uncertainties import ufloat

from pycore.accounting.combustion import FUEL_CO2
from pycore.accounting.steel import STEEL_CO2
from pycore.accounting.wastewater import WASTEWATER_CH4
from pycore.equations.derivative import contribution, derivative, names_in
from pycore.equations.elementary import FUNCTIONS, logarithm
from pycore.equations.equation import Equation
from pycore.equations.expression import Expression, Number, Symbol, evaluate, excel
from tests.equations.test_equation import EQUATIONS
from tests.equations.test_expression import trees

PLACES = [(equation, argument.name) for equation in EQUATIONS for argument in equation.arguments]
every_argument = pytest.mark.parametrize(("equation", "name"), PLACES, ids=lambda x: getattr(x, "function", x))
INNER = st.floats(0.13, 0.87)


def inside(equation: Equation, shares: list[float]) -> dict[str, float]:
    """A value inside the usual part of each domain, at the given share of it."""
    found = {}
    for argument, share in zip(equation.arguments, shares, strict=True):
        assert argument.domain.typical is not None
        low, high = argument.domain.typical
        found[argument.name] = low + share * (high - low)
    return found


@every_argument
@given(st.data())
def test_every_derivative_is_that_of_the_uncertain_numbers(equation: Equation, name: str, data: st.DataObject) -> None:
    """`uncertainties` derives the body by itself: nothing of ours is in its way."""
    values = inside(equation, [data.draw(INNER) for _ in equation.arguments])
    uncertain = ufloat(values[name], abs(values[name]) * 1e-3 + 1e-12)
    try:
        result = equation.body(*[uncertain if a.name == name else values[a.name] for a in equation.arguments])
    except (ZeroDivisionError, OverflowError):
        assume(False)
    expected = getattr(result, "derivatives", {}).get(uncertain, 0.0)
    found = evaluate(equation.derivative(name), values, FUNCTIONS)
    assert float(found) == pytest.approx(expected, rel=1e-9, abs=1e-300)
    part = evaluate(equation.contribution(name), values, FUNCTIONS)
    assert float(part) == pytest.approx(
        expected * values[name], rel=1e-9, abs=1e-9 * abs(float(getattr(result, "nominal_value", result)))
    )


@every_argument
def test_every_derivative_is_the_slope_between_two_values_close_by(equation: Equation, name: str) -> None:
    values = inside(equation, [0.31 + 0.07 * i % 0.4 for i in range(len(equation.arguments))])
    step = abs(values[name]) * 1e-6
    above, below = ({**values, name: values[name] + sign * step} for sign in (1, -1))
    slope = (equation.body(**above) - equation.body(**below)) / (2 * step)
    scale = abs(equation.body(**values)) / abs(values[name])
    assert evaluate(equation.derivative(name), values, FUNCTIONS) == pytest.approx(slope, rel=1e-5, abs=1e-7 * scale)


def _value(tree: Expression, values: dict[str, float]) -> float:
    return float(evaluate(tree, values, FUNCTIONS))


@given(trees, st.fixed_dictionaries({name: st.sampled_from([-3.75, -1.3, 0.55, 2.2, 6.9]) for name in "abcd"}))
def test_any_tree_is_derived_as_uncertain_numbers_are(tree: Expression, values: dict[str, float]) -> None:
    for name in names_in(tree):
        uncertain: Any = {**values, name: ufloat(values[name], 1e-3)}
        try:
            found = _value(derivative(tree, name), values)
            result = evaluate(tree, uncertain, FUNCTIONS)
        except (ZeroDivisionError, OverflowError):
            assume(False)
        expected = getattr(result, "derivatives", {}).get(uncertain[name], 0.0)
        assume(math.isfinite(expected) and math.isfinite(found) and abs(expected) < 1e100)
        # At a corner of |x|, max or min the two sides differ and either may be taken.
        near = [evaluate(tree, {**values, name: values[name] * (1 + s)}, FUNCTIONS) for s in (-1e-7, 1e-7)]
        slopes = [(n - _value(tree, values)) / (values[name] * s) for n, s in zip(near, (-1e-7, 1e-7), strict=True)]
        assume(slopes[0] == pytest.approx(slopes[1], rel=1e-3, abs=1e-6))
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_the_contribution_of_a_factor_is_the_product_itself() -> None:
    assert [FUEL_CO2.is_factor(a.name) for a in FUEL_CO2.arguments] == [True] * 4
    assert not STEEL_CO2.is_factor("pig_iron")


def test_what_an_argument_does_not_reach_is_left_out() -> None:
    assert derivative(Symbol("a") + Symbol("b") * 3, "a") == Number(1)
    assert contribution(Symbol("a") + Symbol("b") * 3, "b") == Symbol("b") * 3
    assert derivative(Symbol("a"), "c") == Number(0)
    assert excel(STEEL_CO2.contribution("limestone"), {a.name: a.name for a in STEEL_CO2.arguments}) == (
        "limestone*limestone_factor"
    )


def test_where_a_result_stops_at_zero_its_derivative_does(native: Any) -> None:
    cells = {a.name: f"A{i}" for i, a in enumerate(WASTEWATER_CH4.arguments, 1)}
    written = excel(WASTEWATER_CH4.contribution("bo"), cells)
    left = {"A1": 100, "A2": 0, "A3": 0.25, "A4": 0.5, "A5": 2}
    assert native(written, left) == pytest.approx(12.5)
    assert native(written, {**left, "A5": 20}) == 0


@pytest.mark.parametrize(
    ("tree", "slope"),
    [
        (2 ** Symbol("a"), 2**1.7 * math.log(2)),
        (Symbol("a") ** Symbol("a"), 1.7**1.7 * (math.log(1.7) + 1)),
        (logarithm(3 * Symbol("a")), 1 / 1.7),
    ],
)
def test_an_argument_in_an_exponent_or_under_a_logarithm(tree: Expression, slope: float) -> None:
    assert _value(derivative(tree, "a"), {"a": 1.7}) == pytest.approx(slope, rel=1e-12)
