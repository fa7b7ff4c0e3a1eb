"""Process emissions, electricity, heat, recovery and flue gas: small cases done by hand."""

from __future__ import annotations

import pytest

from pycore.accounting.activity import ACTIVITY_EMISSION
from pycore.accounting.capture import CO2_RECOVERED
from pycore.accounting.carbon_balance import CARBON_BALANCE_CO2
from pycore.accounting.carbonates import CARBONATE_CO2
from pycore.accounting.electricity_heat import ELECTRICITY_CO2, HEAT_CO2
from pycore.accounting.flue_gas import FLUE_GAS_MASS
from pycore.cells.values import CellError
from pycore.functions.catalogue import call
from pycore.library import library


def test_what_goes_in_and_does_not_come_out_becomes_co2() -> None:
    assert CARBON_BALANCE_CO2(100.0, 60.0, 4.0) == pytest.approx(36 * 44 / 12)


def test_more_carbon_out_than_in_is_negative_and_not_hidden() -> None:
    assert CARBON_BALANCE_CO2(10.0, 13.0, 0.0) == pytest.approx(-11)


def test_pure_calcium_carbonate_loses_its_stoichiometric_co2() -> None:
    """CaCO3 100.09 g/mol, CO2 44.01: 0.4397 tCO2/t, the published factor."""
    assert CARBONATE_CO2(1000.0, 0.4397) == pytest.approx(1000 * 44.01 / 100.09, rel=1e-4)
    assert CARBONATE_CO2(1000.0, 0.4397, 0.9) == pytest.approx(395.73)


def test_a_carbonate_cannot_give_more_than_its_mass() -> None:
    found = call("TL_CARBONATE_CO2", [1, 1.2])
    assert isinstance(found, CellError)
    assert found.code == "#NUM!"


def test_electricity_and_heat_take_their_national_factors() -> None:
    assert ELECTRICITY_CO2(1000.0, 0.5306) == pytest.approx(530.6)
    assert HEAT_CO2(1000.0, 0.11) == pytest.approx(110)
    assert library().electricity("national", 2023).value == 0.5306


def test_a_factor_in_kg_per_mwh_is_refused() -> None:
    found = call("TL_ELECTRICITY_CO2", [1000, 530.6])
    assert isinstance(found, CellError)
    assert "kWh" in found.message("zh")


def test_recovered_gas_counts_with_its_density_and_purity() -> None:
    """19.77 tCO2 per 10^4 Nm3: within 1 % of 44.01/22.26, the molar mass over the real molar volume."""
    assert CO2_RECOVERED(10.0, 0.95) == pytest.approx(10 * 0.95 * 19.77)
    assert CO2_RECOVERED(1.0, 1.0) == pytest.approx(44.01 / 22.26 * 10, rel=0.01)


def test_flue_gas_mass_is_concentration_times_flow_times_hours() -> None:
    """50 mg/m3 × 100 000 m3/h is 5 kg/h; 8000 h give 40 t."""
    assert FLUE_GAS_MASS(50.0, 100_000.0, 8000.0) == pytest.approx(40)


def test_a_year_has_no_more_than_8784_hours() -> None:
    assert FLUE_GAS_MASS(50.0, 100_000.0, 8784.0) > 0
    assert isinstance(call("TL_FLUE_GAS_MASS", [50, 100_000, 8785]), CellError)


def test_an_emission_is_activity_times_factor() -> None:
    assert ACTIVITY_EMISSION(250.0, 0.4) == pytest.approx(100)


def test_the_default_density_of_co2_is_the_library_row() -> None:
    from pycore.accounting.capture import DENSITY
    from pycore.library import library

    assert library().factor("constant.co2_density").value == DENSITY.default
