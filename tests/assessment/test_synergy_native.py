"""Without the core the same cells must say the same: the native forms against the core."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pycore.assessment.synergy import SYNERGY, SYNERGY_GRADE, SYNERGY_STATE, native_grade, native_state
from pycore.cells.values import CellError
from pycore.functions.catalogue import call, evaluate

CELLS = ["A1", "B1", "C1", "D1"]
REFERENCES = [
    (0.104, 2.31),
    (0.28, 6.23),
    (0.228, 3.71),
    (0.302, 3.55),
    (0.37, 4.25),
    (0.13, 3.65),
    (0.1045, 2.3125),
]
# Relative deviations on a grid, many of them mirror images of each other, so that S = −1 is met often.
STEPS = [-50, -10, -1, -0.5, -0.1, 0, 0.1, 0.5, 1, 10, 50]


def same(native: Any, formula: str, cells: dict[str, Any], definition: Any, arguments: list[Any]) -> None:
    found, expected = native(formula, cells), evaluate(definition, arguments)
    if isinstance(expected, CellError):
        assert found == expected.code, cells
    elif isinstance(expected, str):
        assert found == expected, cells
    else:
        assert found == pytest.approx(expected, rel=1e-9), cells


def check_all(native: Any, values: list[float], basis: str = "") -> None:
    cells: dict[str, Any] = dict(zip(CELLS, values, strict=True))
    cells["E1"] = basis or None
    arguments = [*values, basis]
    for definition in (SYNERGY, SYNERGY_STATE, SYNERGY_GRADE):
        same(native, definition.native([*CELLS, "E1"]), cells, definition, arguments)
        if not basis:
            same(native, definition.native(CELLS), cells, definition, values)


@pytest.mark.parametrize("references", REFERENCES)
@pytest.mark.parametrize("basis", ["", "project", "项目值"])
def test_on_a_grid_around_the_references_native_and_core_agree(
    native: Any, references: tuple[float, float], basis: str
) -> None:
    p_ref, g_ref = references
    for a in STEPS:
        for b in STEPS:
            check_all(native, [p_ref * (1 + a / 100), p_ref, g_ref * (1 + b / 100), g_ref], basis)


@settings(max_examples=200)
@given(
    st.floats(0.001, 1),
    st.sampled_from(REFERENCES),
    st.floats(0.1, 12),
    st.sampled_from(["", "reference", "project"]),
)
def test_anywhere_native_and_core_agree(
    native: Any, pollutant: float, references: tuple[float, float], ghg: float, basis: str
) -> None:
    # A cell holds what was typed or calculated at 15 digits at most.
    p, g = float(f"{pollutant:.12g}"), float(f"{ghg:.12g}")
    check_all(native, [p, references[0], g, references[1]], basis)


@pytest.mark.parametrize(
    ("values", "basis"),
    [
        ([100.000050000001, 100.00005, 0.1, 2.31], ""),
        ([0.11, 0.104, -1.0, 2.31], "project"),
        ([0.11, 0.104, -0.01, 2.31], "project"),
    ],
)
def test_a_rise_far_below_the_cut_is_acceptable_in_both(native: Any, values: list[float], basis: str) -> None:
    """S may round to 0, or be positive where the project takes up more CO2 than it emits."""
    check_all(native, values, basis)
    assert call("TL_SYNERGY_GRADE", [*values, basis]) == "可接受"


@given(st.integers(-20, 20), st.integers(-20, 20), st.sampled_from(REFERENCES[:-1]))
def test_at_the_precision_of_equality_native_and_core_agree(
    native: Any, a: int, b: int, references: tuple[float, float]
) -> None:
    """Project values in steps of a tenth of the last decimal around the reference."""
    p_ref, g_ref = references
    check_all(native, [round(p_ref + a / 10_000, 6), p_ref, round(g_ref + b / 1000, 6), g_ref])


@pytest.mark.parametrize(
    ("pollutant", "reference", "decimals", "said"),
    [
        # Half a unit of the tenth decimal, which the subtraction turns into 0.4999999026.
        (0.11300000005, 0.113, 10, "污增碳减"),
        # 0.499998 of a unit.
        (0.104499998, 0.104, 3, "污平"),
    ],
)
def test_equality_rounds_the_noise_of_a_subtraction_away_and_nothing_more(
    native: Any, pollutant: float, reference: float, decimals: int, said: str
) -> None:
    formula = SYNERGY_STATE.native([*CELLS, "", str(decimals), ""])
    cells = dict(zip(CELLS, [pollutant, reference, 2.0, 2.31], strict=True))
    assert native(formula, cells) == said
    assert call("TL_SYNERGY_STATE", [pollutant, reference, 2.0, 2.31, None, decimals]) == said


@pytest.mark.parametrize("part", [4, 6])
def test_s_is_minus_one_where_it_rounds_to_it_at_12_decimals(native: Any, part: int) -> None:
    up = float(f"{1 + 0.5 * (1 - part * 1e-13):.14f}")
    for values in ([up, 1, 0.5, 1], [0.5, 1, up, 1]):
        found = native(SYNERGY_GRADE.native(CELLS), dict(zip(CELLS, values, strict=True)))
        assert found == ("可接受" if part > 5 else "需优化")


@given(st.integers(-20, 20), st.integers(0, 6), st.integers(0, 6))
def test_decimals_from_cells_or_numbers_agree(native: Any, a: int, pd: int, gd: int) -> None:
    values = [round(0.104 + a / 10_000, 6), 0.104, round(2.31 + a / 1000, 6), 2.31]
    arguments: list[Any] = [*values, "reference", pd, gd]
    cells = {**dict(zip(CELLS, values, strict=True)), "F1": pd, "G1": gd}
    for decimals in (("F1", "G1"), (str(pd), str(gd))):
        formula = SYNERGY_GRADE.native([*CELLS, "", *decimals])
        same(native, formula, cells, SYNERGY_GRADE, arguments)
    blank = dict.fromkeys(("F1", "G1"))
    same(native, SYNERGY_STATE.native([*CELLS, "", "F1", "G1"]), cells | blank, SYNERGY_STATE, values)


@pytest.mark.parametrize(("nox", "co2"), [(0.12, 2.0), (0.09, 2.5), (0.104, 2.31), (0.104, 2.0), (0.09, 2.31)])
def test_native_forms_speak_english_too(native: Any, nox: float, co2: float) -> None:
    values = [nox, 0.104, co2, 2.31]
    cells = dict(zip(CELLS, values, strict=True))
    arguments = [*values, None, None, None, "en"]
    same(native, native_state("A1", "B1", "C1", "D1", language="en"), cells, SYNERGY_STATE, arguments)
    same(native, native_grade("A1", "B1", "C1", "D1", language="en"), cells, SYNERGY_GRADE, arguments)
