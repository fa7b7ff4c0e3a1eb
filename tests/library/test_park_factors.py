"""The default factors of the park guide are those of the dossier, with its flags; nothing is made up."""

from __future__ import annotations

import pytest

from pycore.errors import LibraryError
from pycore.library import library

# id, value, unit, flag; from the dossier, section 5, in the units of its tables.
DOSSIER = """
combustion.boiler_coal_cfb.N2O 61 kgN2O/TJ M
combustion.boiler_coal.N2O 1.4 kgN2O/TJ M
combustion.boiler_oil.N2O 0.4 kgN2O/TJ M
combustion.boiler_gas.N2O 1.0 kgN2O/TJ M
combustion.road_gasoline_uncontrolled.CH4 33 kgCH4/TJ V
combustion.road_gasoline_uncontrolled.N2O 3.2 kgN2O/TJ V
combustion.road_gasoline_oxidation.CH4 25 kgCH4/TJ V2
combustion.road_gasoline_oxidation.N2O 8.0 kgN2O/TJ V2
combustion.road_gasoline_modern.CH4 3.8 kgCH4/TJ V2
combustion.road_gasoline_modern.N2O 5.7 kgN2O/TJ V2
combustion.road_diesel.CH4 3.9 kgCH4/TJ V2
combustion.road_diesel.N2O 3.9 kgN2O/TJ V2
combustion.road_cng.CH4 92 kgCH4/TJ V2
combustion.road_cng.N2O 3 kgN2O/TJ V2
combustion.road_lpg.CH4 62 kgCH4/TJ V2
combustion.road_lpg.N2O 0.2 kgN2O/TJ V2
combustion.rail_diesel.CH4 4.15 kgCH4/TJ M
combustion.rail_diesel.N2O 28.6 kgN2O/TJ M
combustion.ship.CH4 7 kgCH4/TJ M
combustion.ship.N2O 2 kgN2O/TJ M
combustion.aircraft.CH4 0.5 kgCH4/TJ M
combustion.aircraft.N2O 2 kgN2O/TJ M
combustion.biomass_straw_stove.CH4 5.2 kgCH4/t M
combustion.biomass_straw_stove.N2O 0.13 kgN2O/t M
combustion.biomass_fuelwood_stove.CH4 2.7 kgCH4/t M
combustion.biomass_fuelwood_stove.N2O 0.08 kgN2O/t M
combustion.biomass_charcoal.CH4 6.0 kgCH4/t M
combustion.biomass_charcoal.N2O 0.03 kgN2O/t M
combustion.biomass_dung.CH4 3.6 kgCH4/t M
combustion.biomass_dung.N2O 0.05 kgN2O/t M
combustion.biomass_boiler.CH4 30 kgCH4/TJ M
combustion.biomass_boiler.N2O 4 kgN2O/TJ M
fugitive.booster_station.CH4 85.05 tCH4/count M
fugitive.metering_station.CH4 31.50 tCH4/count M
fugitive.pipeline_valve.CH4 0.85 tCH4/count M
fugitive.gas_consumption.CH4 133 tCH4/1e8m3 M
process.clinker.CO2 0.538 tCO2/t M
process.lime.CO2 0.683 tCO2/t M
process.limestone_flux.CO2 0.430 tCO2/t M
process.dolomite_flux.CO2 0.474 tCO2/t M
process.pig_iron.carbon 0.041 tC/t M
process.crude_steel.carbon 0.00248 tC/t M
process.calcium_carbide.CO2 1.154 tCO2/t M
process.adipic_acid.N2O 0.293 tN2O/t M
process.adipic_acid_ipcc.N2O 0.300 tN2O/t V
process.nitric_acid_high.N2O 0.0139 tN2O/t V
process.nitric_acid_high_nscr.N2O 0.0020 tN2O/t V
process.nitric_acid_medium.N2O 0.01177 tN2O/t V
process.nitric_acid_atmospheric.N2O 0.00972 tN2O/t V
process.nitric_acid_dual.N2O 0.0080 tN2O/t V
process.nitric_acid_combined.N2O 0.0075 tN2O/t V
process.nitric_acid_low.N2O 0.0050 tN2O/t V
process.hcfc22.HFC-23 0.0292 tHFC/t M
process.aluminium_prebake.CF4 0.0888 kgCF4/t M
process.aluminium_prebake.C2F6 0.0114 kgC2F6/t M
process.aluminium_soderberg.CF4 0.6 kgCF4/t M
process.aluminium_soderberg.C2F6 0.06 kgC2F6/t M
process.magnesium_primary.SF6 0.490 kgSF6/t M
process.magnesium_casting.SF6 0.114 kgSF6/t M
process.electrical_equipment.SF6 0.086 1 M
process.semiconductor.CF4 0.4356 1 M
process.semiconductor.HFC-23 0.2095 1 M
process.semiconductor.C2F6 0.0376 1 M
process.semiconductor.SF6 0.1951 1 M
process.semiconductor.NF3 0.20 1 M
process.semiconductor_etching.CF4 0.7 1 M
process.semiconductor_etching.HFC-23 0.4 1 M
process.semiconductor_etching.C2F6 0.4 1 M
process.semiconductor_etching.SF6 0.2 1 M
process.semiconductor_etching.NF3 0.2 1 M
process.semiconductor_cvd.CF4 0.9 1 M
process.semiconductor_cvd.C2F6 0.6 1 M
process.semiconductor_cvd.NF3 0.2 1 M
process.hfc_production.HFC 0.005 tHFC/t M
process.glass.calcination 1.0 1 M
abatement.nitric_nscr.removal 0.85 1 V
abatement.nitric_scr.removal 0 1 V
abatement.nitric_extended_absorption.removal 0 1 V
abatement.adipic_catalytic.removal 0.925 1 V
abatement.adipic_thermal.removal 0.985 1 V
abatement.adipic_to_nitric_acid.removal 0.985 1 V
abatement.adipic_to_feedstock.removal 0.94 1 V
abatement.adipic_catalytic.utilisation 0.89 1 V
abatement.adipic_thermal.utilisation 0.97 1 V
abatement.adipic_to_nitric_acid.utilisation 0.94 1 V
abatement.adipic_to_feedstock.utilisation 0.89 1 V
wastewater.bo 0.25 kgCH4/kgCOD V2
wastewater.mcf.sea_river_lake 0.1 1 V
wastewater.mcf.sea_river_lake_2019 0.11 1 V
wastewater.mcf.aerobic_managed 0 1 V2
wastewater.mcf.aerobic_overloaded 0.3 1 V
wastewater.mcf.sludge_digester 0.8 1 V
wastewater.mcf.anaerobic_reactor 0.8 1 V2
wastewater.mcf.lagoon_shallow 0.2 1 V2
wastewater.mcf.lagoon_deep 0.8 1 V
wastewater.mcf.food 0.7 1 V
wastewater.mcf.tobacco 0.3 1 V
wastewater.mcf.beverages 0.5 1 V
wastewater.mcf.metal_mineral_machinery 0.1 1 M
wastewater.mcf.textile_petroleum_rubber 0.2 1 M
wastewater.mcf.chemical_pharma_paper 0.5 1 M
"""
# Carbon contents of the 2011 provincial guide, tC/TJ.
CARBON_2011 = {
    "anthracite": 27.4, "bituminous": 26.1, "lignite": 28.0, "coking_coal": 25.4, "briquette": 33.6,
    "coke": 29.5, "crude_oil": 20.1, "fuel_oil": 21.1, "gasoline": 18.9, "diesel": 20.2, "jet_kerosene": 19.5,
    "kerosene": 19.6, "lpg": 17.2, "refinery_gas": 18.2, "other_petroleum": 20.0, "natural_gas": 15.3,
}  # fmt: skip
# A second transcription stands for what is not listed here.
CARBON_2011_FLAGS = {"coking_coal": "M"} | dict.fromkeys(
    ("briquette", "coke", "crude_oil", "refinery_gas", "other_petroleum", "natural_gas"), "V"
)
# The provincial guide of 2025: GJ/t or GJ/1e4Nm3, tC/TJ, oxidation.
PROVINCIAL_2025 = {
    "bituminous": (19.57, 26.1, 0.93), "lignite": (11.9, 28.0, 0.96), "coke": (28.435, 29.5, 0.93),
    "petroleum_coke": (32.5, 27.5, 0.98), "crude_oil": (41.816, 20.1, 0.98), "fuel_oil": (41.816, 21.1, 0.98),
    "gasoline": (43.07, 18.9, 0.98), "diesel": (42.652, 20.2, 0.98), "lng": (51.498, 15.3, 0.98),
    "lpg": (50.179, 17.2, 0.98), "natural_gas": (389.31, 15.3, 0.99), "blast_furnace_gas": (33.0, 70.8, 0.99),
    "converter_gas": (84.0, 49.6, 0.99), "coke_oven_gas": (179.81, 13.58, 0.99),
}  # fmt: skip
ROWS = [line.split() for line in DOSSIER.strip().splitlines()]
NEW = ("combustion", "fugitive", "process", "abatement", "wastewater")


@pytest.mark.parametrize(("id", "value", "unit", "flag"), ROWS, ids=[row[0] for row in ROWS])
def test_a_default_is_that_of_the_dossier(id: str, value: str, unit: str, flag: str) -> None:
    factor = library().factor(id)
    assert (factor.value, factor.unit, factor.flag) == (float(value), unit, flag)


@pytest.mark.parametrize(("fuel", "tc_per_tj"), list(CARBON_2011.items()))
def test_carbon_contents_of_2011_are_those_of_the_dossier(fuel: str, tc_per_tj: float) -> None:
    factor = library().factor(f"combustion.2011.{fuel}.carbon_content")
    assert factor.value == pytest.approx(tc_per_tj / 1000, rel=1e-12)
    assert (factor.unit, factor.flag) == ("tC/GJ", CARBON_2011_FLAGS.get(fuel, "V2"))


@pytest.mark.parametrize(("fuel", "printed"), list(PROVINCIAL_2025.items()))
def test_fuels_of_the_provincial_guide_of_2025_are_a_set_of_their_own(
    fuel: str, printed: tuple[float, float, float]
) -> None:
    ncv, carbon, oxidation = (
        library().factor(f"fuel.provincial_2025.{fuel}.{parameter}")
        for parameter in ("ncv", "carbon_content", "oxidation")
    )
    assert (ncv.value, carbon.value * 1000, oxidation.value) == pytest.approx(printed, rel=1e-12)
    assert {ncv.flag, carbon.flag, oxidation.flag} == {"V"}
    assert carbon.supersedes in ("", f"combustion.2011.{fuel}.carbon_content")


def test_there_is_no_factor_that_the_dossier_does_not_give() -> None:
    listed = {row[0] for row in ROWS} | {f"combustion.2011.{f}.carbon_content" for f in CARBON_2011}
    assert {f.id for name in NEW for f in library().category(name)} == listed


def test_nothing_of_the_park_is_called_stated_in_the_guide() -> None:
    """The guide refers to another document for every factor and states none itself."""
    assert not [f.id for name in NEW for f in library().category(name) if f.flag == "S"]


def test_nscr_takes_85_percent_of_the_nitrous_oxide_away() -> None:
    """13.9 × (1 - 0.85) = 2.085; the table rounds to 2.0."""
    without, with_nscr, removal = (
        library().factor(id).value
        for id in ("process.nitric_acid_high.N2O", "process.nitric_acid_high_nscr.N2O", "abatement.nitric_nscr.removal")
    )  # fmt: skip
    assert with_nscr == pytest.approx(without * (1 - removal), rel=0.05)


def test_lime_and_carbonates_agree_with_chemistry() -> None:
    """CaO binds 44.01/56.08 of its mass as CO2; CaCO3 holds 44.01/100.09, and a flux is not pure."""
    assert 0.85 * 44.01 / 56.08 < library().factor("process.lime.CO2").value < 44.01 / 56.08
    assert 0.95 * 44.01 / 100.09 < library().factor("process.limestone_flux.CO2").value < 44.01 / 100.09


@pytest.mark.parametrize(
    "id",
    [
        "combustion.2011.oxidation",
        "combustion.stationary.CH4",
        "combustion.stationary.N2O",
        "combustion.mobile_2011.CH4",
        "combustion.mobile_2011.N2O",
        "combustion.biomass.ncv",
        "combustion.biogas.CH4",
        "combustion.biogas.N2O",
        "electricity.chongqing_county.average",
        "gwp.chongqing_county.all",
        "process.semiconductor_2011.etching",
        "process.semiconductor_2011.cvd",
        *(f"air.generic.{pollutant}" for pollutant in ("SO2", "NOx", "PM", "VOC")),
    ],
)
def test_what_no_document_at_hand_gives_is_absent_with_its_reason(id: str) -> None:
    with pytest.raises(LibraryError) as caught:
        library().factor(id)
    assert caught.value.text.en.startswith(f"There is no {id}: ")
    assert "enter" in caught.value.text.en or "choose" in caught.value.text.en or "library" in caught.value.text.en


def test_the_search_finds_them_in_both_languages() -> None:
    for words in ("水泥熟料", "clinker", "process.clinker"):
        assert "process.clinker.CO2" in [entry.id for entry in library().find(words)]
