"""Units of the field: what converts, by which factor, and what never does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.cells.values import CellError
from pycore.equations import units
from pycore.functions.catalogue import call, catalogue
from pycore.library import library


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        # definitions: GB/T 2589 (29.3076 GJ/tce, 7000 kcal of 4.1868 kJ), the SI, and powers of ten
        (1, "tce", "GJ", 29.3076),
        (7000, "kcal", "kgce", 1),
        (1, "吨标准煤", "吉焦", 29.3076),
        (5000, "kcal/kg", "kJ/kg", 20934),
        (1, "MWh", "GJ", 3.6),
        (1, "千瓦时", "MJ", 3.6),
        (1, "10^4 t", "t", 10_000),
        (1, "万吨", "t", 10_000),
        (1, "亿Nm3", "万Nm3", 10_000),
        (1, "kt", "t", 1000),
        (1, "Mt", "kt", 1000),
        (1, "ktCO2", "tCO2", 1000),
        (0.5306, "kgCO2/kWh", "tCO2/MWh", 0.5306),
        (20, "degC", "K", 293.15),
        (300, "K", "℃", 26.85),
        (100, "°C", "degF", 212),
        (5.357, "tC/10^4 Nm3", "kgC/Nm3", 0.5357),
        (3.71, "tCO2/1e3m3", "kgCO2/m3", 3.71),
        (0.228, "kgNOx/千立方米", "gNOx/m3", 0.228),
        (1, "tCO₂", "kgCO2", 1000),
        (1, "10⁴Nm³", "Nm3", 10_000),
        (80, "mg/m³", "g/m3", 0.08),
        (1000, "m3_20C", "Nm3", 931.8),
        (1, "元/吨", "CNY/kg", 0.001),
        (8.766, "MWh/a", "kW", 1),
        (1, "MPa", "kPa", 1000),
        # 1 Btu (International Table) = 1055.05585262 J (ISO 31-4); 1 kgf = 9.80665 N (CGPM 1901); 1 toe = 41.868 GJ (IEA)
        (1, "MMBtu", "GJ", 1.05505585262),
        (1, "kgf/cm2", "MPa", 0.0980665),
        (1, "toe", "GJ", 41.868),
        (1000, "gce", "kgce", 1),
        (300, "gce/kWh", "kgce/MWh", 300),
        (1, "度", "MJ", 3.6),
        (1, "公斤", "g", 1000),
        (1, "万t", "t", 10_000),
        (1, "10^4Nm3", "Nm3", 10_000),
        # GB/T 11062: gas at 20 °C; ISO 13443: at 15 °C, so 273.15/288.15 of a normal cubic metre
        (1, "m3(20℃)", "Nm3", 0.9318),
        (1, "m³（20℃）", "Nm3", 0.9318),
        (288.15, "Sm3", "Nm3", 273.15),
        # other spellings that mean one thing
        (1, "KWH", "MJ", 3.6),
        (1, "kwh", "MJ", 3.6),
        (1, "GgCO2", "ktCO2", 1),
        (1, "t CO2", "tCO2", 1),
        (8, "L/100km", "L/km", 0.08),
        (1, "t·km", "kg·km", 1000),
        (3.6, "kWh/(m2·a)", "MJ/(m2·a)", 12.96),
        (50, "%", "1", 0.5),
        # within a product a degree is a difference, whatever the zero point of its scale
        (4.1868, "kJ/(kg·℃)", "kJ/(kg·K)", 4.1868),
        (1, "W/(m2·K)", "W/(m2·°C)", 1),
        (1.8, "kJ/(kg·°F)", "kJ/(kg·℃)", 3.24),
        (2400, "℃·day", "K·h", 57_600),
        (5, "delta_degC", "K", 5),
        (5, "K", "delta_degC", 5),
    ],
)
def test_a_conversion_gives_the_defined_number(value: float, source: str, target: str, expected: float) -> None:
    assert call("TL_CONVERT", [value, source, target]) == pytest.approx(expected, rel=1e-12)


def test_a_conversion_leaves_no_rounding_behind() -> None:
    assert call("TL_CONVERT", [1, "kWh", "MJ"]) == 3.6
    assert call("TL_CONVERT", [7000, "kcal", "kgce"]) == 1
    assert call("TL_CONVERT", [300, "K", "degC"]) == 26.85
    assert call("TL_CONVERT", [1, "亿kWh", "MWh"]) == 100_000
    assert call("TL_CONVERT", [1, "TJ", "kJ"]) == 1_000_000_000
    assert call("TL_CONVERT", [7, "t", "10^5 t"]) == 7e-5


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("tC", "tCO2"),
        ("tCO2", "tCO2e"),
        ("tCH4", "tCO2e"),
        ("t", "tCO2"),
        ("Nm3", "m3"),
        ("degC", "GJ"),
        ("t", "GJ"),
    ],
)
def test_different_quantities_never_convert(source: str, target: str) -> None:
    found = call("TL_CONVERT", [1, source, target])
    assert isinstance(found, CellError)
    assert found.code == "#VALUE!"
    assert found.message("zh").startswith(f"{source} 与 {target} 量纲不同，不能换算。")
    assert found.message("en").startswith(f"{source} and {target} measure different things")


@pytest.mark.parametrize(
    "unit",
    ["吨煤炭", "foo", "t +", '__import__("os")', "9**9**9", "(9**9)**9", "degC*9**9**9", "t" * 200, "[]"],
)
def test_an_unknown_unit_is_a_sentence(unit: str) -> None:
    """A unit is what somebody typed; it must neither hang the calculation nor end in a traceback."""
    found = call("TL_CONVERT", [1, unit, "t"])
    assert isinstance(found, CellError)
    assert found.code == "#VALUE!"
    assert found.message("zh").startswith(f"不认识单位“{unit}”")
    assert found.message("en").startswith(f'The unit "{unit}" is not known')


@pytest.mark.parametrize(
    ("unit", "choices"),
    [
        ("104Nm3", ["10^4 Nm3"]),  # a superscript that was lost on the way
        ("103m3", ["10^3 m3"]),
        ("106 t", ["10^6 t"]),
        ("bbl", ["158.987 L"]),
        ("mt", ["t", "Mt"]),
        ("ton", ["0.907185 t", "1.016047 t"]),
        ("MG", ["mg", "Mg"]),
        ("mWh", ["MWh"]),
        ("mJ", ["MJ"]),
        ("Cal", ["kcal"]),
        ("scf", ["Nm3", "Sm3"]),
        ("kg/mt", ["t", "Mt"]),
    ],
)
def test_a_unit_that_means_several_things_is_refused_with_the_choices(unit: str, choices: list[str]) -> None:
    found = call("TL_CONVERT", [1, unit, "t"])
    assert isinstance(found, CellError)
    assert found.code == "#VALUE!"
    for language in ("zh", "en"):
        assert all(choice in found.message(language) for choice in choices)


@pytest.mark.parametrize("unit", ["t+t", "t-t", "2t", "1+1", "t**t", "t*9**9", "barn", "parsec", "H", "-t", "t/-3"])
def test_what_is_no_product_of_the_fields_units_is_no_unit(unit: str) -> None:
    assert isinstance(call("TL_CONVERT", [1, unit, "t"]), CellError)


@given(st.text(alphabet="tkgmMWhNJ0123456789^*/() -+.e³万²", max_size=12))
def test_whatever_is_typed_gives_a_unit_or_a_sentence(text: str) -> None:
    found = call("TL_CONVERT", [1, text, "t"])
    assert found == "" or isinstance(found, float | CellError)


@pytest.mark.parametrize("function", list(catalogue()))
def test_every_unit_of_the_catalogue_is_known(function: str) -> None:
    definition = catalogue()[function]
    for unit in [definition.unit, *(a.unit for a in definition.arguments)]:
        units.unit(unit)


def test_every_unit_of_the_library_is_known() -> None:
    for entry in [*library().factors.values(), *library().benchmarks.values()]:
        units.unit(entry.unit)


def quantity(text: str) -> Any:
    return units.unit(text)


def test_a_multiple_belongs_to_the_unit_that_follows() -> None:
    """tCO2/1e4Nm3 is tCO2 for ten thousand cubic metres, not a ten-thousandth of tCO2·Nm3."""
    assert quantity("tCO2/1e4Nm3").check("[mass_CO2]/[normal_volume]")
    assert quantity("tCO2/10^4 Nm3") == quantity("tCO2/(1e4*Nm3)") == quantity("tCO2/万Nm3")


# Every usual unit, and products of them as the templates write them.
USUAL = (
    *units._USUAL, "1e4*Nm3", "1e4*m3", "10⁴ Nm³", "10³ m³", "万t", "tC/(1e4*Nm3)", "tC/10⁴ Nm³", "tCO2/MWh", "GJ/t",
    "tCO2e/万元", "tCO2/GJ/t", "GJ/t*t", "t t", "kgce/(1e4*CNY)",
)  # fmt: skip


def test_usual_units_convert_without_pint_as_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def said(source: str, target: str) -> object:
        try:
            return units.convert(2.5, source, target)
        except units.ArgumentProblem as problem:
            return problem.text

    short = {(a, b): said(a, b) for a in USUAL for b in USUAL}
    assert None not in {units._usual_ratio(a, b) for a, b in short}
    monkeypatch.setattr(units, "_usual_ratio", lambda *_: None)
    assert {pair: said(*pair) for pair in short} == short


@pytest.mark.parametrize("unit", ["", "1", "t/", "t**2", "(t)", "tons", "t 2", "mg/m3", "t/h", "/t", "1e4*(t)"])
def test_what_is_no_product_of_usual_units_is_left_to_pint(unit: str) -> None:
    assert units._usual_ratio(unit, "t") is None
