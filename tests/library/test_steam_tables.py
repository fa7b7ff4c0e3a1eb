"""The IF97 coefficients reproduce the computer-program verification values of IAPWS R7-97(2012)."""

from __future__ import annotations

import math

import pytest

from pycore.library import library

R = library().factor("constant.if97_gas_constant").value


def region2_enthalpy(temperature: float, pressure: float) -> float:
    """Return h, kJ/kg, at K and MPa from equations 15 to 17."""
    tables, tau = library().steam(), 540 / temperature
    ideal = math.fsum(n * j * tau ** (j - 1) for j, n in tables.region2_ideal)
    residual = math.fsum(
        n * pressure**i * j * (tau - 0.5) ** (j - 1) for i, j, n in tables.region2_residual if j
    )
    return float(tau * (ideal + residual) * R * temperature)


def saturation_temperature(pressure: float) -> float:
    """Return T, K, at MPa from equation 31."""
    n = (0.0, *library().steam().region4)
    beta: float = pressure**0.25
    e = beta**2 + n[3] * beta + n[6]
    f = n[1] * beta**2 + n[4] * beta + n[7]
    g = n[2] * beta**2 + n[5] * beta + n[8]
    d = 2 * g / (-f - math.sqrt(f**2 - 4 * e * g))
    return (n[10] + d - math.sqrt((n[10] + d) ** 2 - 4 * (n[9] + n[10] * d))) / 2


@pytest.mark.parametrize(
    ("temperature", "pressure", "enthalpy"),
    [
        (300, 0.0035, 0.254991145e4),
        (700, 0.0035, 0.333568375e4),
        (700, 30, 0.263149474e4),
    ],
)
def test_region_2_reproduces_table_15(temperature: float, pressure: float, enthalpy: float) -> None:
    assert region2_enthalpy(temperature, pressure) == pytest.approx(enthalpy, rel=2e-9)


@pytest.mark.parametrize(
    ("pressure", "temperature"), [(0.1, 0.372755919e3), (1, 0.453035632e3), (10, 0.584149488e3)]
)
def test_saturation_reproduces_table_36(pressure: float, temperature: float) -> None:
    assert saturation_temperature(pressure) == pytest.approx(temperature, rel=2e-9)


def test_the_boundary_between_regions_2_and_3_runs_both_ways() -> None:
    n = library().steam().boundary23
    assert n[0] + n[1] * 623.15 + n[2] * 623.15**2 == pytest.approx(16.5291643, rel=1e-8)
    assert n[3] + math.sqrt((16.5291643 - n[4]) / n[2]) == pytest.approx(623.15, rel=1e-8)


def test_the_tables_are_complete() -> None:
    steam = library().steam()
    assert [
        len(t) for t in (steam.region2_ideal, steam.region2_residual, steam.region4, steam.boundary23)
    ] == [
        9,
        43,
        10,
        5,
    ]


def test_coefficients_have_no_more_than_the_fourteen_published_digits() -> None:
    for row in library().coefficients:
        assert float(f"{row.n:.13e}") == row.n


def test_saturated_steam_at_1_mpa_is_the_dossiers() -> None:
    assert region2_enthalpy(saturation_temperature(1), 1) == pytest.approx(2777.1, abs=0.05)
