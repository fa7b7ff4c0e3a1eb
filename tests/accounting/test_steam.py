"""Heat of steam and water, held against IAPWS-IF97 and the printed tables."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from iapws import IAPWS97

from pycore.accounting.steam import STEAM_HEAT, saturation_temperature, steam_enthalpy
from pycore.cells.values import CellError
from pycore.functions.catalogue import call

HERE = Path(__file__).parent


def saturated() -> Iterator[tuple[float, float, float]]:
    with (HERE / "steam_saturated.csv").open(encoding="utf-8") as file:
        for row in list(csv.reader(file))[1:]:
            yield float(row[0]), float(row[1]), float(row[2])


def superheated() -> Iterator[tuple[float, float, str]]:
    with (HERE / "steam_superheated.csv").open(encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    for temperature, *cells in rows:
        for pressure, cell in zip(head[1:], cells, strict=True):
            yield float(pressure), float(temperature), cell


SUPERCRITICAL = 22.064
STEAM = [(p, t, float(h)) for p, t, h in superheated() if h != "liq" and (p < SUPERCRITICAL or t > 374)]
WATER = [(p, t) for p, t, h in superheated() if h == "liq" or (p > SUPERCRITICAL and t < 373)]
# Half of the last printed digit, and a hair for the rounding of the half itself.
PRINTED = 0.0501


@pytest.mark.parametrize(
    ("kelvin", "pressure", "enthalpy"),
    [(300, 0.0035, 2549.91145), (700, 0.0035, 3335.68375), (700, 30, 2631.49474)],
)
def test_enthalpy_meets_the_verification_values_of_if97_table_15(
    kelvin: float, pressure: float, enthalpy: float
) -> None:
    assert steam_enthalpy(pressure, kelvin - 273.15) == pytest.approx(enthalpy, rel=1e-8)


@pytest.mark.parametrize(("pressure", "kelvin"), [(0.1, 372.755919), (1, 453.035632), (10, 584.149488)])
def test_saturation_meets_the_verification_values_of_if97_table_36(pressure: float, kelvin: float) -> None:
    assert saturation_temperature(pressure) + 273.15 == pytest.approx(kelvin, abs=1e-6)


@pytest.mark.parametrize(("pressure", "temperature", "enthalpy"), list(saturated()))
def test_saturated_steam_is_as_printed(pressure: float, temperature: float, enthalpy: float) -> None:
    assert call("TL_SATURATION_TEMPERATURE", [pressure]) == pytest.approx(temperature, abs=0.00501)
    assert call("TL_STEAM_ENTHALPY", [pressure]) == pytest.approx(enthalpy, abs=PRINTED)
    assert call("TL_STEAM_HEAT", [1, pressure]) == pytest.approx((enthalpy - 83.74) / 1000, abs=PRINTED / 1000)


def test_superheated_steam_is_as_printed() -> None:
    assert len(STEAM) > 280
    for pressure, temperature, enthalpy in STEAM:
        found = call("TL_STEAM_ENTHALPY", [pressure, temperature])
        assert found == pytest.approx(enthalpy, abs=PRINTED), (pressure, temperature)


def test_below_saturation_it_is_water_and_refused() -> None:
    assert len(WATER) > 80
    for pressure, temperature in WATER:
        found = call("TL_STEAM_HEAT", [1, pressure, temperature])
        assert isinstance(found, CellError), (pressure, temperature)
        assert found.code == "#NUM!"


def test_the_refusal_says_where_water_boils_and_what_to_check() -> None:
    found = call("TL_STEAM_HEAT", [1, 1, 150])
    assert found.message("zh") == (
        "1 MPa 下的饱和温度为 179.89 ℃，填写的蒸汽温度 150 ℃ 低于它，此时为水而不是蒸汽。"
        "请核对压力（应为绝对压力）和温度；热水请用 TL_WATER_HEAT。"
    )
    assert found.message("en").startswith("At 1 MPa water boils at 179.89 °C")


def test_a_reading_that_is_saturation_to_two_decimals_is_saturated() -> None:
    assert call("TL_STEAM_ENTHALPY", [1, 179.88]) == call("TL_STEAM_ENTHALPY", [1])


@pytest.mark.parametrize("pressure", [0.1, 1, 10])
def test_up_to_0_02_degrees_below_saturation_a_reading_is_saturated_and_no_further(pressure: float) -> None:
    """Tables give 0.01 °C; a reading and a table that differ by two of their last digits may still mean the same."""
    last = saturation_temperature(pressure) - 0.02
    assert call("TL_STEAM_ENTHALPY", [pressure, last]) == call("TL_STEAM_ENTHALPY", [pressure])
    assert isinstance(call("TL_STEAM_ENTHALPY", [pressure, math.nextafter(last, 0)]), CellError)


def test_at_the_critical_pressure_itself_water_still_boils() -> None:
    """IF97: 22.064 MPa and 647.096 K, which is 373.946 °C, is the end of the line and belongs to it."""
    boiling = call("TL_SATURATION_TEMPERATURE", [22.064])
    assert boiling == pytest.approx(373.946, abs=1e-3)
    assert isinstance(call("TL_SATURATION_TEMPERATURE", [math.nextafter(22.064, 23)]), CellError)
    # A reading a hundredth below is saturated, one far below is water that boils at 373.95 °C.
    assert call("TL_STEAM_ENTHALPY", [22.064, 373.93]) == call("TL_STEAM_ENTHALPY", [22.064])
    assert call("TL_STEAM_ENTHALPY", [22.064, 373]).message("en").startswith("At 22.064 MPa water boils at 373.95 °C")


def test_the_steps_name_the_boiling_point_as_long_as_there_is_one() -> None:
    """Up to the critical pressure, and with it."""
    steps = [[line.en for line in STEAM_HEAT.steps(1.0, pressure, 400.0)] for pressure in (1.0, 22.064, 22.065)]
    named = [[line for line in lines if line.startswith("saturation temperature")] for lines in steps]
    assert named == [
        ["saturation temperature at 1 MPa: 179.89 °C"], ["saturation temperature at 22.064 MPa: 373.95 °C"], []
    ]  # fmt: skip


@pytest.mark.parametrize("pressure", [25, 30, 100])
def test_above_the_critical_pressure_steam_begins_at_the_critical_temperature(pressure: float) -> None:
    """647.096 K of IAPWS, 373.946 °C; the enthalpy there against another implementation of IF97."""
    found = call("TL_STEAM_ENTHALPY", [pressure, 373.946])
    assert found == pytest.approx(IAPWS97(P=pressure, T=647.096).h, rel=1e-8)
    assert isinstance(call("TL_STEAM_ENTHALPY", [pressure, math.nextafter(373.946, 0)]), CellError)


def test_above_the_critical_pressure_there_is_no_saturated_steam() -> None:
    found = call("TL_STEAM_HEAT", [1, 25])
    assert isinstance(found, CellError)
    assert found.message("zh") == "压力 25 MPa 高于临界压力 22.064 MPa，没有饱和状态。请填写蒸汽温度。"


@pytest.mark.parametrize("pressure", [0, -0.1, 0.0001, 101])
def test_a_pressure_that_no_steam_has_is_refused_with_a_hint_at_gauge_readings(pressure: float) -> None:
    found = call("TL_STEAM_HEAT", [1, pressure])
    assert isinstance(found, CellError)
    assert "表压" in found.message("zh")


def test_kelvin_for_celsius_is_refused_with_a_hint() -> None:
    found = call("TL_STEAM_HEAT", [1, 4, 873.15])
    assert isinstance(found, CellError)
    assert "273.15" in found.message("zh")


def test_heat_is_counted_from_the_official_83_74_and_not_from_if97() -> None:
    """The enthalpy of water at 20 °C and 1 atm by IF97 is 84.01; official results are met only with 83.74."""
    enthalpy = call("TL_STEAM_ENTHALPY", [4, 440])
    assert call("TL_STEAM_HEAT", [1000, 4, 440]) == pytest.approx(enthalpy - 83.74, rel=1e-14)
    assert call("TL_STEAM_HEAT_OF_ENTHALPY", [1000, 2801]) == pytest.approx(2717.26)


@pytest.mark.parametrize(("temperature", "heat"), [(20, 0), (100, 0.334944), (150, 0.544284)])
def test_water_heat_is_4_1868_for_each_degree_above_20(temperature: float, heat: float) -> None:
    assert call("TL_WATER_HEAT", [1, temperature]) == pytest.approx(heat, rel=1e-12)


def test_the_reference_enthalpy_is_the_heat_capacity_times_20_degrees() -> None:
    assert round(4.1868 * 20, 2) == 83.74
