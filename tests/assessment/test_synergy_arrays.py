"""The synergy of many draws at once: the outcomes of table 4-1, and the draws that are no case at all."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from pycore.assessment.synergy import ACCEPTABLE, EXPLAIN, OPTIMISE, assess
from pycore.assessment.synergy_arrays import GRADE_TEXTS, STATE_TEXTS, assess_arrays

NOX, CO2 = 0.104, 2.31


def one(*arguments: Any, **more: Any) -> tuple[str, str, float, bool]:
    """State, grade, S and whether it is no case, of a single draw."""
    found = assess_arrays(*(np.array([a]) for a in arguments[:4]), *arguments[4:], **more)
    (state,), (grade,) = found.state_texts("zh"), found.grade_texts("zh")
    return str(state), str(grade), float(found.index[0]), bool(found.wrong[0])


@pytest.mark.parametrize(
    ("nox", "co2", "state", "grade", "index"),
    [
        (0.0936, 2.079, "双减", "可接受", 1.0),
        (0.1144, 2.541, "双增", "需优化", 1.0),
        (0.1092, 2.079, "污增碳减", "可接受", -0.5),
        (0.1196, 2.079, "污增碳减", "需优化", -1.5),
        (0.0936, 2.4255, "污减碳增", "可接受", -2.0),
        (0.0988, 2.541, "污减碳增", "需优化", -0.5),
        (0.1144, 2.079, "污增碳减", "需优化", -1.0),
        (0.0936, 2.541, "污减碳增", "需优化", -1.0),
        (0.104, 2.0, "污平", "可接受", math.nan),
        (0.104, 2.5, "污平", "需优化", math.nan),
        (0.09, 2.31, "碳平", "可接受", math.nan),
        (0.11, 2.31, "碳平", "需优化", math.nan),
        (0.104, 2.31, "双平", "需说明", math.nan),
        # within the precision of the benchmark: a deviation that is not 0 and does not count
        (0.1043, 2.0, "污平", "可接受", math.nan),
        (0.11, 2.313, "碳平", "需优化", math.nan),
    ],
)
def test_each_row_of_table_4_1_and_the_equal_ones(nox: float, co2: float, state: str, grade: str, index: float) -> None:
    found = one(nox, NOX, co2, CO2)
    assert found[:2] == (state, grade)
    assert found[2] == pytest.approx(index, nan_ok=True)
    assert found[3] is False


@pytest.mark.parametrize(
    ("nox", "co2", "index"),
    # (p − ref)/p over (g − ref)/g, form B of the dossier
    [(0.1092, 2.079, -0.4286), (0.1144, 2.079, -0.8182), (0.0936, 2.541, -1.2222), (0.0832, 2.8, -1.4286)],
)
def test_relative_to_the_project_value_s_is_that_of_the_dossier(nox: float, co2: float, index: float) -> None:
    found = one(nox, NOX, co2, CO2, "project")
    assert found[2] == pytest.approx(index, abs=5e-5)
    assert found[1] == "可接受"
    assert found[3] is False


def half_units(decimals: int) -> tuple[float, float]:
    """A hair less and a hair more than half a unit of a decimal."""
    return 0.4999 / 10**decimals, 0.5001 / 10**decimals


@pytest.mark.parametrize(
    ("reference", "asked", "decimals"),
    [(0.104, None, 3), (0.0003, None, 12), (0.104, 4, 4), (0.104, 1, 1), (0.0003, 3, 3)],
)
def test_a_pollutant_is_equal_below_half_a_unit_of_its_decimals(
    reference: float, asked: int | None, decimals: int
) -> None:
    """By default 3 decimals, and 12 for a reference that is given with more than 3."""
    for side, other in ((1, "污增碳减"), (-1, "双减")):
        near, far = (reference + side * d for d in half_units(decimals))
        if far > 0:
            assert one(near, reference, 2.0, CO2, pollutant_decimals=asked)[0] == "污平"
            assert one(far, reference, 2.0, CO2, pollutant_decimals=asked)[0] == other


@pytest.mark.parametrize(("reference", "asked", "decimals"), [(2.31, None, 2), (0.0011, None, 12), (2.31, 4, 4)])
def test_ghg_is_equal_below_half_a_unit_of_its_decimals(reference: float, asked: int | None, decimals: int) -> None:
    near, far = (reference + d for d in half_units(decimals))
    assert one(0.09, NOX, near, reference, ghg_decimals=asked)[0] == "碳平"
    assert one(0.09, NOX, far, reference, ghg_decimals=asked)[0] == "污减碳增"


def test_half_a_unit_itself_is_not_equal() -> None:
    """At no decimals; 0.5, 0.9375 and 1 are exact in binary, so that nothing rounds."""
    assert one(1.0, 0.5, 2.0, CO2, pollutant_decimals=0)[0] == "污增碳减"
    assert one(0.9375, 0.5, 2.0, CO2, pollutant_decimals=0)[0] == "污平"


@pytest.mark.parametrize(
    ("value", "reference", "decimals", "equal"),
    [
        # Half a unit, which the subtraction turns into 0.4999999026.
        (0.11300000005, 0.113, 10, False),
        # 0.499998 of a unit.
        (0.104499998, 0.104, 3, True),
    ],
)
def test_the_noise_of_a_subtraction_is_rounded_away_and_nothing_more(
    value: float, reference: float, decimals: int, equal: bool
) -> None:
    found = one(value, reference, 2.0, CO2, pollutant_decimals=decimals)[0]
    assert found == ("污平" if equal else "污增碳减")


@pytest.mark.parametrize("part", [4, 6])
def test_s_is_minus_one_where_it_rounds_to_it_at_12_decimals(part: int) -> None:
    """0.5·(1 − part·10⁻¹³) up against 0.5 down, and the other way round."""
    up = 1 + 0.5 * (1 - part * 1e-13)
    far_enough = part > 5
    assert one(up, 1.0, 0.5, 1.0)[:2] == ("污增碳减", "可接受" if far_enough else "需优化")
    assert one(0.5, 1.0, up, 1.0)[:2] == ("污减碳增", "可接受" if far_enough else "需优化")


LARGE = 1.7e308


@pytest.mark.parametrize(
    ("draw", "wrong"),
    [
        ((0.0, NOX, 2.0, CO2), False),
        ((0.5, 0.5, 0.5, 0.5), False),
        ((-math.ulp(0.0), NOX, 2.0, CO2), True),
        ((-0.5, NOX, 2.0, CO2), True),
        ((0.1, 0.0, 2.0, CO2), True),
        ((0.1, -0.5, 2.0, CO2), True),
        ((0.1, NOX, 2.0, 0.0), True),
        ((0.1, NOX, 2.0, -0.5), True),
        ((0.1, NOX, 0.0, CO2), False),
        # a plant that takes up more than it emits
        ((0.1, NOX, -2.0, CO2), False),
        ((math.nan, NOX, 2.0, CO2), True),
        ((0.1, math.nan, 2.0, CO2), True),
        ((0.1, NOX, math.nan, CO2), True),
        ((0.1, NOX, 2.0, math.nan), True),
        ((0.1, NOX, math.inf, CO2), True),
        ((0.1, NOX, -math.inf, CO2), True),
        # large, and numbers all the same
        ((0.0, 1e308, -LARGE, 1.0), False),
        ((0.0, 1.0, -LARGE, 1e308), False),
    ],
)
def test_a_draw_without_a_legal_number_is_no_case(draw: tuple[float, ...], wrong: bool) -> None:
    """A performance of NOx from 0 on, both references above 0, all of them numbers."""
    assert one(*draw)[3] is wrong


@pytest.mark.parametrize(
    ("draw", "decimals", "wrong"),
    [
        ((0.0, NOX, 2.0, CO2), (3, 2), True),
        ((0.1, NOX, 0.0, CO2), (3, 2), True),
        ((0.0, NOX, 0.0, CO2), (3, 2), True),
        ((-0.1, NOX, 2.0, CO2), (3, 2), True),
        ((1.0, NOX, 1.0, CO2), (3, 2), False),
        ((0.1, NOX, -1.0, CO2), (3, 2), False),
        ((0.12, NOX, 2.5, CO2), (3, 2), False),
        ((0.1, NOX, CO2, CO2), (3, 2), False),
        ((NOX, NOX, 2.0, CO2), (3, 2), False),
        # Equal at the precision asked for: nothing is divided.
        ((0.0, 0.004, 2.0, CO2), (2, 2), False),
        ((0.1, NOX, 0.0, 0.04), (3, 1), False),
    ],
)
def test_relative_to_a_project_value_of_zero_is_no_case(
    draw: tuple[float, ...], decimals: tuple[int, int], wrong: bool
) -> None:
    assert one(*draw, "project", *decimals)[3] is wrong
    if decimals == (3, 2) and draw[0] >= 0:
        assert one(*draw, "reference", *decimals)[3] is False


@pytest.mark.parametrize("basis", ["reference", "project"])
@pytest.mark.parametrize("decimals", [(None, None), (3, 2), (1, 1)])
def test_on_a_grid_the_draws_are_read_as_the_exact_function_reads_them(basis: str, decimals: tuple[Any, Any]) -> None:
    """Values as people write them, so that ties and S = −1 are among them."""
    nox, co2 = (
        np.array(x)
        for x in zip(*[(p / 1000, g / 100) for p in range(90, 120) for g in range(201, 262, 3)], strict=True)
    )
    found = assess_arrays(nox, NOX, co2, CO2, basis, *decimals)
    for i, (p, g) in enumerate(zip(nox.tolist(), co2.tolist(), strict=True)):
        exact = assess(p, NOX, g, CO2, basis, *decimals)
        assert STATE_TEXTS[found.states[i]] is exact.state, (p, g)
        assert GRADE_TEXTS[found.grades[i]] is exact.grade, (p, g)
        expected = math.nan if exact.index is None else float(exact.index)
        assert found.index[i] == pytest.approx(expected, rel=1e-9, nan_ok=True)
    assert {GRADE_TEXTS[g] for g in found.grades} == {ACCEPTABLE, OPTIMISE, EXPLAIN}
