"""The symbolic reading: what is written must calculate as the tree does."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pycore.equations.constants import CO2_PER_CARBON, GJ_PER_T_KJ_PER_KG, T_PER_MG
from pycore.equations.elementary import FUNCTIONS, absolute, logarithm, maximum, minimum, sqrt
from pycore.equations.expression import (
    Expression,
    Number,
    Symbol,
    evaluate,
    excel,
    latex,
    plain_number,
    sentence,
)

A, B, C, D = (Symbol(name) for name in "abcd")
CELLS = {"a": "A1", "b": "B1", "c": "C1", "d": "D1"}
SYMBOLS = {name: name for name in "abcd"}

numbers = st.sampled_from([-3.0, -2.0, -0.5, 0.25, 1.0, 2.0, 3.0, CO2_PER_CARBON])
leaves = st.one_of(st.sampled_from([A, B, C, D]), numbers.map(Number))


def larger(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    pairs = st.tuples(parts, parts)
    return st.one_of(
        pairs.map(lambda p: p[0] + p[1]),
        pairs.map(lambda p: p[0] - p[1]),
        pairs.map(lambda p: p[0] * p[1]),
        pairs.map(lambda p: p[0] / p[1]),
        st.tuples(parts, st.sampled_from([1, 2, 3])).map(lambda p: p[0] ** p[1]),
        parts.map(lambda p: -p),
        parts.map(absolute),
        parts.map(lambda p: sqrt(absolute(p))),
        parts.map(lambda p: logarithm(1 + absolute(p))),
        pairs.map(lambda p: maximum(p[0], p[1])),
        pairs.map(lambda p: minimum(p[0], p[1])),
    )


trees = st.recursive(leaves, larger, max_leaves=8)
values = st.fixed_dictionaries({name: st.sampled_from([-4.0, -1.5, 0.5, 2.0, 7.0]) for name in "abcd"})


@given(trees, values)
def test_a_written_formula_calculates_as_the_tree_does(native: Any, tree: Expression, values: Any) -> None:
    try:
        expected = evaluate(tree, values, FUNCTIONS)
    except (ZeroDivisionError, OverflowError):
        assume(False)
    assume(math.isfinite(expected) and abs(expected) < 1e200)
    formula = excel(tree, CELLS)
    found = native(formula, {cell: values[name] for name, cell in CELLS.items()})
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9), formula


@pytest.mark.parametrize(
    ("tree", "formula"),
    [
        (A * B * CO2_PER_CARBON, "A1*B1*44/12"),
        (A / CO2_PER_CARBON, "A1/(44/12)"),
        (CO2_PER_CARBON * A, "44/12*A1"),
        (A - (B - C), "A1-(B1-C1)"),
        (A - B - C, "A1-B1-C1"),
        (A * (B + C), "A1*(B1+C1)"),
        (A / (B / C), "A1/(B1/C1)"),
        (A / (B * C), "A1/(B1*C1)"),
        (A * (B / C), "A1*(B1/C1)"),
        ((A + B) ** 2, "(A1+B1)^2"),
        (A**B**C, "A1^(B1^C1)"),
        (A - (-B), "A1-(-B1)"),
        (2**A, "2^A1"),
        (maximum(A - B, 0), "MAX(A1-B1,0)"),
        (A * T_PER_MG, "A1*0.000000001"),
    ],
)
def test_parentheses_stand_where_python_groups(tree: Expression, formula: str) -> None:
    assert excel(tree, CELLS) == formula


def test_a_negative_power_is_not_the_power_of_a_negative(native: Any) -> None:
    """Excel reads -3^2 as 9, Python as -9."""
    assert excel(-(A**2), CELLS) == "-(A1^2)"
    assert native(excel(-(A**2), CELLS), {"A1": 3.0}) == -9
    assert native(excel((-A) ** 2, CELLS), {"A1": 3.0}) == 9
    assert native(excel(Number(-3.0) ** 2, CELLS), {}) == 9


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (-20.0, "-20"),
        (0.98, "0.98"),
        (1e-9, "1E-09"),
        (1e20, "1E+20"),
        (1e-90, "1E-90"),
        (1e15, "1000000000000000"),
    ],
)
def test_numbers_are_written_as_a_spreadsheet_reads_them(value: float, text: str) -> None:
    assert plain_number(value) == text
    assert float(text) == value


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (A * CO2_PER_CARBON, r"a \cdot \frac{44}{12}"),
        ((A - B - C) * CO2_PER_CARBON, r"\left(a - b - c\right) \cdot \frac{44}{12}"),
        (A / B, r"\frac{a}{b}"),
        ((A / B) ** 2, r"\left(\frac{a}{b}\right)^{2}"),
        ((A / B) / (C / D), r"\frac{\frac{a}{b}}{\frac{c}{d}}"),
        (A - (B - C), r"a - \left(b - c\right)"),
        (A * (-B), r"a \cdot \left(-b\right)"),
        (A - Number(-2.0), r"a - \left(-2\right)"),
        (Number(-2.0) ** 2, r"\left(-2\right)^{2}"),
        (-(A + B), r"-\left(a + b\right)"),
        (sqrt(A**2 + B**2), r"\sqrt{a^{2} + b^{2}}"),
        (absolute(A), r"\left|a\right|"),
        (maximum(A, 0), r"\max\left(a,\, 0\right)"),
        (A * Number(2.5e-7), r"a \cdot 2.5 \cdot 10^{-7}"),
        (A * GJ_PER_T_KJ_PER_KG, r"a \cdot 10^{-3}"),
        (A * T_PER_MG, r"a \cdot 10^{-9}"),
    ],
)
def test_latex_reads_as_the_tree(tree: Expression, text: str) -> None:
    assert latex(tree, SYMBOLS) == text


def test_a_sentence_puts_the_numbers_in() -> None:
    tree = (A - B) * CO2_PER_CARBON + C
    text = sentence(tree, {"a": "100", "b": "-2", "c": "1e+20"})
    assert text == "(100 − (-2)) × 44/12 + 1e+20"


def test_an_uncertain_number_in_a_sentence_is_in_parentheses() -> None:
    assert sentence(A * B, {"a": "1.0+/-0.1", "b": "2"}) == "(1.0+/-0.1) × 2"


def test_a_body_that_branches_on_its_arguments_is_refused() -> None:
    """The branch would be taken once, when the formula is written, and be missing from it."""
    with pytest.raises(TypeError, match="cannot branch"):
        bool(A)


def test_a_body_can_use_only_arithmetic() -> None:
    with pytest.raises(TypeError, match="its body is arithmetic"):
        A + "text"
