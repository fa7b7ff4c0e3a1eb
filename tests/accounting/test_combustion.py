"""Fuel combustion: emission factors of fuels as published tables give them."""

from __future__ import annotations

import pytest

from pycore.accounting.combustion import CARBON_CO2, FUEL_CO2
from pycore.library import library


@pytest.mark.parametrize(
    ("ncv", "carbon_content", "oxidation", "expected"),
    [
        # composite factors, tCO2 per t or per 10^4 Nm3, recomputed in the dossier (2.4, column B)
        pytest.param(389.31, 0.01530, 0.99, 21.6219, id="natural gas"),
        pytest.param(42.652, 0.0202, 0.98, 3.09591, id="diesel"),
        pytest.param(43.070, 0.0189, 0.98, 2.92506, id="gasoline"),
        pytest.param(50.179, 0.0172, 0.98, 3.10133, id="LPG"),
        pytest.param(28.435, 0.0295, 0.93, 2.86042, id="coke"),
    ],
)
def test_one_unit_of_a_fuel_emits_its_composite_factor(
    ncv: float, carbon_content: float, oxidation: float, expected: float
) -> None:
    assert FUEL_CO2(1.0, ncv, carbon_content, oxidation) == pytest.approx(expected, rel=2e-6)


@pytest.mark.parametrize(("fuel", "expected"), [("柴油", 3.09591), ("汽油", 2.92506)])
def test_the_library_of_2023_gives_the_composite_factor(fuel: str, expected: float) -> None:
    values = library().fuel(fuel, "2023")
    found = FUEL_CO2(1.0, values.ncv.value, values.carbon_content.value, values.oxidation.value)
    assert found == pytest.approx(expected, rel=2e-6)


def test_burning_pure_carbon_gives_44_parts_of_co2_for_12() -> None:
    assert CARBON_CO2(12.0, 1.0, 1.0) == pytest.approx(44)


def test_unburnt_carbon_does_not_count() -> None:
    assert CARBON_CO2(12.0, 1.0, 0.9) == pytest.approx(0.9 * 44)
    assert CARBON_CO2(12.0, 1.0) == pytest.approx(44)


def test_methanol_burns_to_its_stoichiometric_co2() -> None:
    """CH3OH 32.04 g/mol gives CO2 44.01 g/mol; with 0.375 tC/t that is 1.375 tCO2/t, 0.1 % from it."""
    assert CARBON_CO2(1.0, 0.375, 1.0) == pytest.approx(44.01 / 32.04, rel=2e-3)
