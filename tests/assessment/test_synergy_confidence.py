"""How sure a grade is, held against probabilities that can be calculated by hand."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

import pytest

from pycore.cells.values import CellError
from pycore.functions.catalogue import call

HALF_INTERVAL = 1.959963984540054
DRAWS = 200_000
# Four standard errors of a share of one half.
ERROR = 4 * 0.5 / DRAWS**0.5


def confidence(*arguments: Any) -> dict[str, float]:
    return {row[0]: row[1] for row in call("TL_SYNERGY_CONFIDENCE", list(arguments))}


def test_the_rows_are_the_grades_and_add_up_to_one() -> None:
    found = confidence(0.1144, 0.104, 2.079, 2.31, 0.05, 0, 0.05, 0, 1000)
    assert list(found) == ["可接受", "需优化", "需说明"]
    assert sum(found.values()) == pytest.approx(1)


def test_without_uncertainty_the_grade_is_certain() -> None:
    assert confidence(0.1092, 0.104, 2.079, 2.31, 0, 0, 0, 0, 100)["可接受"] == 1
    assert confidence(0.1144, 0.104, 2.079, 2.31, 0, 0, 0, 0, 100)["需优化"] == 1
    assert confidence(0.104, 0.104, 2.31, 2.31, 0, 0, 0, 0, 100)["需说明"] == 1


@pytest.mark.parametrize(
    ("nox", "co2", "u_nox", "u_co2"),
    [
        (0.1196, 2.079, 0.1, 0.05),
        (0.1092, 2.079, 0.1, 0.05),
        (0.0832, 2.8, 0.2, 0.1),
        (0.1144, 2.079, 0.05, 0.05),
    ],
)
def test_with_fixed_references_the_share_is_a_normal_probability(
    nox: float, co2: float, u_nox: float, u_co2: float
) -> None:
    """r_p + r_g is normal: acceptable where it is below 0.

    The bands of equality (±0.0005 and ±0.005) move some draws by at most their own width.
    """
    mean = (nox - 0.104) / 0.104 + (co2 - 2.31) / 2.31
    sd_p, sd_g = nox * u_nox / HALF_INTERVAL / 0.104, co2 * u_co2 / HALF_INTERVAL / 2.31
    law = NormalDist(mean, (sd_p**2 + sd_g**2) ** 0.5)
    band = law.pdf(0) * (0.0005 / 0.104 + 0.005 / 2.31) / 2
    found = confidence(nox, 0.104, co2, 2.31, u_nox, 0, u_co2, 0, DRAWS)
    assert found["可接受"] == pytest.approx(law.cdf(0), abs=ERROR + band)


def test_an_uncertain_reference_spreads_the_grade_too() -> None:
    """p = ref in both, u = 5 % in all: a difference of equals, acceptable in half of the draws."""
    found = confidence(0.2, 0.2, 4.0, 4.0, 0.05, 0.05, 0.05, 0.05, DRAWS)
    assert found["可接受"] == pytest.approx(0.5, abs=0.01)


def test_the_same_seed_gives_the_same_shares() -> None:
    arguments = [0.1144, 0.104, 2.079, 2.31, 0.05, 0.01, 0.05, 0.01, 5000]
    assert confidence(*arguments, 7) == confidence(*arguments, 7)
    assert confidence(*arguments, 7) != confidence(*arguments, 8)


def test_percentages_are_refused() -> None:
    found = call("TL_SYNERGY_CONFIDENCE", [0.1, 0.104, 2, 2.31, 50, 0, 0, 0])
    assert isinstance(found, CellError)
    assert "5% 填 0.05" in found.message("zh")


def test_a_pollutant_is_0_or_more_and_ghg_anything() -> None:
    """A plant may take up more CO2 than it emits; no stack takes up NOx."""
    for nox, co2, legal in [(0, 2, True), (-0.5, 2, False), (-5e-324, 2, False), (0.1, -0.5, True)]:
        found = call("TL_SYNERGY_CONFIDENCE", [nox, 0.104, co2, 2.31, 0, 0, 0, 0, 100])
        assert isinstance(found, list if legal else CellError), (nox, co2)
