"""Carbon and calorific value as received, against values calculated by hand, by the core and natively."""

from __future__ import annotations

import pytest

from pycore.accounting.as_received import CARBON_AS_RECEIVED, MEASURED_CO2, MOLECULE_CARBON, NCV_AS_RECEIVED
from pycore.cells.values import CellError
from pycore.functions.catalogue import call


def test_air_dried_carbon_becomes_that_of_the_coal_with_all_its_moisture() -> None:
    """0.6800 · (100 − 15)/(100 − 5) = 0.6800 · 85/95 = 0.608421052…"""
    assert CARBON_AS_RECEIVED(0.68, 0.15, 0.05) == pytest.approx(0.6084210526315789, rel=1e-14)


def test_dry_carbon_has_no_moisture_of_its_own() -> None:
    """0.7200 · 0.85 = 0.612."""
    assert CARBON_AS_RECEIVED(0.72, 0.15, 0.0) == pytest.approx(0.612, rel=1e-14)
    assert CARBON_AS_RECEIVED(0.72, 0.15) == pytest.approx(0.612, rel=1e-14)


def test_what_is_tested_as_received_stays() -> None:
    assert CARBON_AS_RECEIVED(0.58, 0.12, 0.12) == pytest.approx(0.58, rel=1e-15)


def test_a_calorific_value_takes_the_heat_of_its_moisture_along() -> None:
    """(26.00 + 2.3 · 0.05) · 0.85/0.95 − 2.3 · 0.15 = 26.115 · 0.8947368 − 0.345 = 23.02105263."""
    assert NCV_AS_RECEIVED(26.0, 0.15, 0.05) == pytest.approx(23.02105263157895, rel=1e-14)


def test_a_dry_calorific_value() -> None:
    """27.5 · 0.85 − 2.3 · 0.15 = 23.375 − 0.345 = 23.03."""
    assert NCV_AS_RECEIVED(27.5, 0.15) == pytest.approx(23.03, rel=1e-14)


@pytest.mark.parametrize(
    ("atoms", "mass", "expected"),
    [(3, 90.078, 36.033 / 90.078), (2, 46.069, 24.022 / 46.069), (0, 2.016, 0.0)],
    ids=["DMC", "ethanol", "hydrogen"],
)
def test_carbon_of_a_molecule(atoms: float, mass: float, expected: float) -> None:
    assert MOLECULE_CARBON(atoms, mass) == pytest.approx(expected, rel=1e-14)


def test_measured_carbon_of_coal_and_of_gas() -> None:
    """1000 t · 0.6 tC/t · 0.98 · 44/12 = 2156 t; 50·10⁴ Nm³ · 5.2 tC · 0.99 · 44/12 = 943.8 t."""
    assert MEASURED_CO2(1000, 0.6, 0.98) == pytest.approx(2156.0, rel=1e-14)
    assert MEASURED_CO2(50, 5.2, 0.99) == pytest.approx(943.8, rel=1e-14)
    assert MEASURED_CO2(1000, 0.6) == pytest.approx(2200.0, rel=1e-14)  # all of it burns where nothing else is said


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("TL_CARBON_AS_RECEIVED", [68, 0.15, 0.05]),
        ("TL_CARBON_AS_RECEIVED", [0.68, 15, 5]),
        ("TL_NCV_AS_RECEIVED", [26000, 0.15, 0.05]),
        ("TL_MOLECULE_CARBON", [1, 0]),
        ("TL_MEASURED_CO2", [1000, 60, 0.98]),
    ],
)
def test_percentages_and_other_units_are_refused(function: str, arguments: list[float]) -> None:
    found = call(function, arguments)
    assert isinstance(found, CellError)
    assert found.code == "#NUM!"
