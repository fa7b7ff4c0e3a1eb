"""The equations of the park guide's appendix A: cases done by hand, and what holds for every input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.accounting.clinker import CLINKER_CO2
from pycore.accounting.combustion_gases import COMBUSTION_GAS
from pycore.accounting.glass import GLASS_CO2
from pycore.accounting.nitrous_oxide import ADIPIC_ACID_N2O, NITRIC_ACID_N2O
from pycore.accounting.steel import STEEL_CO2
from pycore.accounting.total import TOTAL_EMISSION
from pycore.accounting.wastewater import WASTEWATER_CH4
from pycore.cells.values import BLANK, CellError
from pycore.functions.catalogue import call

amounts = st.floats(0, 1e7)
fractions = st.floats(0, 1)


# ── combustion ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_petajoule_of_coal_in_a_fluidised_bed_emits_61_tonnes_of_n2o() -> None:
    """61 kg/TJ: 1 PJ is 1000 TJ, so 61 000 kg; here as 50 000 t of coal of 20 GJ/t."""
    assert COMBUSTION_GAS(50_000.0, 20.0, 61.0) == pytest.approx(61)


def test_diesel_of_one_tonne_emits_its_grams_of_methane() -> None:
    """42.652 GJ × 3.9 g/GJ = 166.3428 g."""
    assert COMBUSTION_GAS(1.0, 42.652, 3.9) == pytest.approx(166.3428e-6)


def test_a_co2_factor_in_the_place_of_a_methane_factor_is_refused() -> None:
    """Coal emits some 94 600 kg CO2/TJ; nothing emits as much CH4 or N2O."""
    found = call("TL_COMBUSTION_GAS", [1, 20, 94_600])
    assert isinstance(found, CellError)
    assert "TL_FUEL_CO2" in found.message("zh")


# ── clinker and glass ──────────────────────────────────────────────────────────────────────────────────────


def test_clinker_from_carbide_slag_emits_nothing() -> None:
    """(1 000 000 - 200 000) t × 0.538 = 430 400 t."""
    assert CLINKER_CO2(1_000_000.0, 200_000.0, 0.538) == pytest.approx(430_400)
    assert CLINKER_CO2(5000.0, 5000.0, 0.538) == 0


@given(clinker=amounts, slag=amounts, factor=st.floats(0.1, 0.6))
def test_more_carbide_slag_clinker_never_emits_more(clinker: float, slag: float, factor: float) -> None:
    assert CLINKER_CO2(clinker, slag, factor) <= CLINKER_CO2(clinker, 0.0, factor)


def test_a_slip_of_the_two_clinker_columns_is_negative_and_not_hidden() -> None:
    assert CLINKER_CO2(100.0, 300.0, 0.5) == pytest.approx(-100)


def test_a_clinker_factor_in_kg_is_refused() -> None:
    found = call("TL_CLINKER_CO2", [1000, 0, 538])
    assert isinstance(found, CellError)
    assert "1000" in found.message("zh")


def test_glass_emits_what_is_calcined_of_its_carbonates() -> None:
    """Soda 1000 t × 0.4149 and limestone 500 t × 0.4397, the second calcined to 90 %."""
    assert GLASS_CO2(1000.0, 0.4149, 1.0) + GLASS_CO2(500.0, 0.4397, 0.9) == pytest.approx(414.9 + 197.865)


# ── steel ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_pig_iron_and_crude_steel_each_count_with_their_own_amount() -> None:
    """Fluxes 43 + 9.48; carbon 950 × 4.1 % - 1000 × 0.248 % = 38.95 - 2.48 = 36.47 tC, × 44/12."""
    found = STEEL_CO2(100.0, 0.43, 20.0, 0.474, 950.0, 0.041, 1000.0, 0.00248)
    assert found == pytest.approx(43 + 9.48 + 36.47 * 44 / 12)
    # Both contents times the steel, as in a program seen elsewhere, would be 1000 × 3.852 %.
    assert found != pytest.approx(43 + 9.48 + 38.52 * 44 / 12, rel=0.01)


@given(limestone=amounts, dolomite=amounts, steel=amounts, carbon=st.floats(0, 0.02))
def test_iron_that_keeps_its_carbon_emits_by_its_fluxes_alone(
    limestone: float, dolomite: float, steel: float, carbon: float
) -> None:
    found = STEEL_CO2(limestone, 0.43, dolomite, 0.474, steel, carbon, steel, carbon)
    assert found == pytest.approx(limestone * 0.43 + dolomite * 0.474)


@pytest.mark.parametrize(("place", "percent"), [(5, 4.1), (7, 0.248)])
def test_carbon_in_percent_is_refused(place: int, percent: float) -> None:
    arguments = [100, 0.43, 20, 0.474, 950, 0.041, 1000, 0.00248]
    arguments[place] = percent
    found = call("TL_STEEL_CO2", arguments)
    assert isinstance(found, CellError)
    assert found.code == "#NUM!"
    assert "100" in found.message("zh")


# ── nitrous oxide ──────────────────────────────────────────────────────────────────────────────────────────


def test_ten_thousand_tonnes_of_nitric_acid_without_abatement() -> None:
    """13.9 kg/t × 10 000 t = 139 t N2O."""
    assert NITRIC_ACID_N2O(10_000.0, 0.0139) == pytest.approx(139)


def test_abatement_counts_by_removal_and_by_the_time_that_it_runs() -> None:
    """85 % removal for 95 % of the time leaves 19.25 %."""
    assert NITRIC_ACID_N2O(10_000.0, 0.0139, 0.85, 0.95) == pytest.approx(139 * 0.1925)
    assert ADIPIC_ACID_N2O(1000.0, 0.3, 0.925, 1.0) == pytest.approx(22.5)


def test_a_removal_without_a_share_of_time_deducts_nothing() -> None:
    assert NITRIC_ACID_N2O(10_000.0, 0.0139, 0.85) == pytest.approx(139)
    assert call("TL_NITRIC_ACID_N2O", [10_000, 0.0139, None, 0.95]) == pytest.approx(139)


@given(output=amounts, removal=fractions, utilisation=fractions)
def test_abatement_leaves_between_nothing_and_all(output: float, removal: float, utilisation: float) -> None:
    for equation, factor in ((NITRIC_ACID_N2O, 0.0139), (ADIPIC_ACID_N2O, 0.293)):
        assert 0 <= equation(output, factor, removal, utilisation) <= equation(output, factor)


def test_a_factor_in_kg_per_tonne_of_acid_is_refused() -> None:
    assert isinstance(call("TL_NITRIC_ACID_N2O", [1000, 13.9]), CellError)
    assert isinstance(call("TL_ADIPIC_ACID_N2O", [1000, 293]), CellError)


# ── waste water ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_tonne_of_cod_in_an_anaerobic_reactor() -> None:
    """(1000 - 200) kg × 0.25 × 0.8 = 160 kg CH4, of which 100 kg are recovered."""
    assert WASTEWATER_CH4(1000.0, 200.0, 0.25, 0.8) == pytest.approx(160)
    assert WASTEWATER_CH4(1000.0, 200.0, 0.25, 0.8, 100.0) == pytest.approx(60)


@pytest.mark.parametrize(
    ("sludge", "recovered"),
    [pytest.param(200.0, 161.0, id="more recovered than generated"), pytest.param(1200.0, 0.0, id="more sludge than TOW")],
)  # fmt: skip
def test_methane_is_not_below_zero(sludge: float, recovered: float) -> None:
    assert WASTEWATER_CH4(1000.0, sludge, 0.25, 0.8, recovered) == 0


@given(tow=amounts, sludge=amounts, bo=fractions, mcf=fractions, recovered=amounts)
def test_methane_is_what_is_generated_less_what_is_recovered_or_nothing(
    tow: float, sludge: float, bo: float, mcf: float, recovered: float
) -> None:
    generated = (tow - sludge) * bo * mcf
    found = WASTEWATER_CH4(tow, sludge, bo, mcf, recovered)
    assert found >= 0
    assert found == pytest.approx(max(generated - recovered, 0.0))


def test_well_managed_aerobic_treatment_emits_no_methane() -> None:
    assert WASTEWATER_CH4(1000.0, 0.0, 0.25, 0.0) == 0


# ── total ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_total_is_three_domains_less_the_reductions() -> None:
    assert TOTAL_EMISSION(500.0, 300.0, 20.0, 45.0) == 775
    assert TOTAL_EMISSION(-100.0, 300.0, 20.0, 0.0) == 220


def test_a_reduction_with_a_minus_sign_is_refused() -> None:
    assert isinstance(call("TL_TOTAL_EMISSION", [500, 300, 20, -45]), CellError)


@pytest.mark.parametrize("function", ["TL_CLINKER_CO2", "TL_DECLINE_RATE", "TL_GLASS_CO2"])
def test_a_blank_is_blank_and_not_zero(function: str) -> None:
    blanks = {"TL_CLINKER_CO2": 3, "TL_DECLINE_RATE": 2, "TL_GLASS_CO2": 3}[function]
    assert call(function, [None] * blanks) == BLANK
