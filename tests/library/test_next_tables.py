"""The tables of the coming workbooks: what was read, quoted again here, and what must hold between the numbers.

The numbers of a list are copied a second time from the sources, with their place, so that a slip in a file shows.
"""

from __future__ import annotations

import csv
import math
import re

import pytest

from pycore.errors import LibraryError
from pycore.library import DATA, library
from pycore.library.records import Factor, TableValue

from .quoted_values import MORE, RATES

NAMES = sorted(path.stem for path in (DATA / "tables").glob("*.csv"))


def number(id: str) -> float:
    return library().factor(id).value


def table(name: str) -> list[TableValue]:
    return [f for f in library().category(name) if isinstance(f, TableValue)]


def quoted(text: str) -> list[tuple[str, float]]:
    return [(id, float(value)) for id, value in (line.split() for line in text.split(",") if line.strip())]


# ── quoted again ──

QUOTED = {
    # E3S Web Conf. 290 (2021) 03003, 970 samples, mg/kg
    "mercury.coal_rank.": "lignite .164, long_flame .078, non_caking .256, weakly_caking .086, gas_coal .151, "
    "fat_coal .122, coking_coal .171, lean_coal .393, meagre_coal .161, anthracite .160",
    # UNEP/China 2011; USGS and Zheng 2007 (GSA abstract 145791)
    "mercury.coal_mean.": "unep_2011 0.17, usgs 0.15, zheng_2007 0.19",
    # MIIT notice 261 of 2010: shares of the HgCl2 input
    "mercury.distribution_A.": "spent_catalyst 0.36, carbon 0.08, acid 0.51, alkali 0.05",
    # Ren 2014, abstract: shares of total mercury
    "mercury.distribution_B.": "spent_catalyst 0.285, carbon 0.46, released 0.037, unaccounted 0.217",
    "mercury.distribution_C.": "air .02, water .02, product .36, treatment .60",
    # Opinions on heavy metals 2022; GB 15581-2016, table 1
    "mercury.limit.": "hg_per_pvc 49.14, water 0.003, water_per_pvc 15, air 0.010",
    # GB 21343-2015
    "pvc.carbide_electricity.": "existing 3200, new 3080",
    "pvc.carbide_energy.": "existing 1.0, new 0.823",
    # HJ/T 430-2008, level 3
    "pvc.carbide_hj430.": "energy 1.2, electricity 3400, coke .63, lime 1.05, gas_yield 280",
    # IPCC 2006, volume 3, table 3.8 and equation 2.8
    "pvc.carbide_co2.": "product 1.090, petroleum_coke 1.70, use 1.100",
    # GB 15581-2016, table 1: reference discharge, then limits
    "pvc.reference_discharge.": "acetylene 5.0, ethylene 2.0, caustic 1.0",
    "pvc.water_limit.": "VCM .5, sulphide .5, chlorine .5, Ni .05, Ba 5",
    "pvc.water_limit_direct.": "COD 60, BOD 20, SS 30, oil 3, NH3-N 15, TN 20, TP 1.0",
    "pvc.water_limit_indirect.": "COD 250, BOD 60, SS 70, oil 10, NH3-N 40, TN 50, TP 5.0",
    "pvc.electrolysis.": "Cl2 887.5, H2 25, NaCl 1462.5, H2O 450, equivalent 1.492, zero_gap_saving 125.7",
    # Environmental protection tax law, annex 2
    "tax.equivalent_air.": "SO2 .95, NOx .95, CO 16.7, Cl2 .34, HCl 10.75, HF .87, HCN .005, H2SO4 .6, "
    "Cr_mist .0007, Hg .0001, dust 4, asbestos .53, glass_wool 2.13, carbon_black .59, soot 2.18, Pb .02, Cd .03, "
    "Be .0004, Ni .13, Sn .27, benzene .05, toluene .18, xylene .27, benzo_a_pyrene .000002, formaldehyde .09, "
    "acetaldehyde .45, acrolein .06, methanol .67, phenols .35, asphalt .19, anilines .21, chlorobenzenes .72, "
    "nitrobenzene .17, acrylonitrile .22, VCM .55, phosgene .04, H2S .29, NH3 9.09, trimethylamine .32, CH3SH .04, "
    "styrene 25, CS2 20",
    "tax.equivalent_water.": "Hg .0005, Cd .005, Cr .04, Cr6 .02, As .02, Pb .025, Ni .025, benzo_a_pyrene 3e-7, "
    "SS 4, BOD .5, COD 1, TOC .49, oil .1, phenol .08, CN .05, S .125, NH3-N .8, F .5, formaldehyde .125, Cu .1, "
    "Zn .2, Mn .2, P .25, AOX .25, CHCl3 .04, benzene .02",
    # the same, annex 1
    "tax.law.": "air_lower 1.2, air_upper 12, water_lower 1.4, water_upper 14",
    "tax.law_solid.": "gangue 5, tailings 15, hazardous_waste 1000, slag 25",
    # CEA, close
    "carbon_price.CEA.close.": "2021-07-16 51.23, 2021-12-31 54.22, 2022-07-15 58.24, 2022-12-30 55.15, "
    "2023-12-29 79.42, 2024-04-24 100.59, 2024-11-22 105.65, 2024-12-31 97.49, 2025-10-17 51.2, 2025-12-24 68.89, "
    "2025-12-31 74.60, 2026-07-14 87.89, 2026-07-28 94.67, 2026-08-04 98.56, 2026-08-11 98.32",
    "heat_rate.national.": "2020 305.5, 2021 302.5",
    # coefficients of standard coal, and t CO2 for each unit
    "standard_coal.fuel.": "raw_coal .7143, coke .9714, crude_oil 1.4286, fuel_oil 1.4286, gasoline 1.4714, "
    "kerosene 1.4714, diesel 1.4571, lpg 1.7143, refinery_gas 1.5714, natural_gas 1.33",
    "standard_coal.co2.": "raw_coal 1.9003, coke 2.8604, crude_oil 3.0202, fuel_oil 3.1705, gasoline 2.9251, "
    "kerosene 3.0179, diesel 3.0959, lpg 3.1013, natural_gas 2.1622",
    # JS/T 303-2026, table A.1
    "public_institution.jst303_2026.": "natural_gas 2.184e-3, diesel 2.718e-3, gasoline 2.179e-3, lpg 3.166e-3, "
    "bituminous 2.174, anthracite 2.429, fuel_oil 2.978e-3, kerosene 2.539e-3, heat 0.11",
    # provincial guide 2025: CCW, FCF, CE
    "incineration.provincial_2025.municipal.": "carbon .4, fossil .4, efficiency .95, co2 .5573",
    "incineration.provincial_2025.hazardous.": "carbon .5, fossil .9, efficiency .995, co2 1.6418",
    # Saaty's random index
    "method.random_index_saaty.": "n3 .58, n4 .90, n5 1.12, n6 1.24, n7 1.32, n8 1.41, n9 1.45, n10 1.49, n11 1.51, "
    "n12 1.54, n13 1.56",
    "method.random_index_saaty_tran.": "n3 .5252, n4 .8837, n5 1.1081, n6 1.2493, n7 1.3416, n8 1.4048",
    "method.conservativeness.": "to_15 0, to_30 .04, to_60 .08, to_100 .12, above_100 .15",
}
# Table A of the incremental reactivities, g O3/g VOC, as AeroViz 0.5.1 prints it.
MIR = """ethane .28, propane .49, n_butane 1.15, isobutane 1.23, isopentane 1.45, n_pentane 1.31, n_hexane 1.24,
n_heptane 1.07, n_octane .90, n_nonane .78, n_decane .68, n_undecane .61, n_dodecane .55, cyclopentane 2.39,
methylcyclopentane 2.19, cyclohexane 1.25, methylcyclohexane 1.70, ethylene 9.00, propylene 11.66, butene_1 9.73,
trans_2_butene 15.16, cis_2_butene 14.24, pentene_1 7.21, trans_2_pentene 10.56, cis_2_pentene 10.38,
butadiene_13 12.61, isoprene 10.61, hexene_1 5.49, octene_1 3.25, acetylene .95, benzene .72, toluene 4.00,
ethylbenzene 3.04, mp_xylene 7.80, o_xylene 7.64, styrene 1.73, isopropylbenzene 2.52, n_propylbenzene 2.03,
trimethylbenzene_123 11.97, trimethylbenzene_124 8.87, trimethylbenzene_135 11.76, m_ethyltoluene 7.39,
o_ethyltoluene 5.59, p_ethyltoluene 4.44, m_diethylbenzene 7.1, p_diethylbenzene 4.43, acetaldehyde 6.54,
formaldehyde 9.46, acetone .36, ethanol 1.53, isopropanol .61, ethyl_acetate .63, n_butyl_acetate .83, VCM 2.83,
trichloroethylene .64, tetrachloroethylene .03, o_dichlorobenzene .18, p_dichlorobenzene .18, methane .014,
dimethylbutane_22 1.17, dimethylbutane_23 .97, methylpentane_2 1.5, methylpentane_3 1.8, dimethylpentane_23 1.34,
dimethylpentane_24 1.55, methylhexane_2 1.19, methylhexane_3 1.61, methylheptane_2 1.07, methylheptane_3 1.24,
trimethylpentane_224 1.26, trimethylpentane_234 1.03, mp_ethyltoluene 5.92"""


QUOTED = {**QUOTED, **MORE}


@pytest.mark.parametrize("beginning", QUOTED)
def test_the_numbers_are_those_of_the_source(beginning: str) -> None:
    listed = dict(quoted(QUOTED[beginning]))
    found = {f.id.removeprefix(beginning): f.value for f in library().category(beginning.split(".")[0])
             if f.id.startswith(beginning)}  # fmt: skip
    assert found == listed


def test_the_rates_are_those_of_the_source() -> None:
    listed = {}
    for line in RATES.strip().splitlines():
        province, what, *years = line.replace(",", "").split()
        for year, value in zip(years[::2], years[1::2], strict=True):
            listed[f"tax.rate_{province}.{what}.{year}-01-01"] = float(value)
    assert {f.id: f.value for f in table("tax") if f.set == "rate"} == listed


def test_every_number_of_the_tables_is_quoted() -> None:
    beginnings = (*QUOTED, "mir.", "tax.rate_")
    assert [f.id for name in NAMES for f in table(name) if not f.id.startswith(beginnings)] == []


def test_the_reactivities_are_those_of_both_transcriptions() -> None:
    for key, value in quoted(MIR.replace("\n", " ")):
        assert number(f"mir.{key}") == pytest.approx(value, abs=0.0051 if value > 0.1 else 0.0011), key
    assert len(table("mir")) >= 74
    # Half m and half p, as chromatographs see them: 9.75 and 5.84, 7.39 and 4.44.
    assert number("mir.mp_xylene") == pytest.approx((number("mir.m_xylene") + number("mir.p_xylene")) / 2, abs=0.006)
    mixed = (number("mir.m_ethyltoluene") + number("mir.p_ethyltoluene")) / 2
    assert number("mir.mp_ethyltoluene") == pytest.approx(mixed, abs=0.006)


def _registry_number_holds(text: str) -> bool:
    """The last digit of a CAS number is the sum of the others, each times its place from the right, modulo 10."""
    digits = text.replace("-", "")
    return sum(place * int(digit) for place, digit in enumerate(digits[-2::-1], 1)) % 10 == int(digits[-1])


def test_each_species_is_one_substance_with_a_true_cas_number() -> None:
    cas = {f.id: re.findall(r"\d+-\d\d-\d", f.note_en) for f in table("mir")}
    single = {id: found[0] for id, found in cas.items() if not id.startswith("mir.mp_")}
    assert len(set(single.values())) == len(single)
    assert [id for id, text in single.items() if not _registry_number_holds(text)] == []


# ── sums ──


def test_where_mercury_goes_adds_up_to_all_of_it() -> None:
    for name, tolerance in (("A", 1e-9), ("B", 0.0015), ("C", 1e-9)):
        shares = [f.value for f in table("mercury") if f.id.startswith(f"mercury.distribution_{name}.")]
        assert math.fsum(shares) == pytest.approx(1, abs=tolerance)
    # Ren 2014: 78.1 % closed, of which the spent catalyst keeps what has not left it (71.5 % did).
    assert number("mercury.distribution_B.spent_catalyst") == pytest.approx(1 - 0.715)
    assert 1 - number("mercury.distribution_B.unaccounted") == pytest.approx(0.781, abs=0.003)


def test_the_forms_of_mercury_add_up() -> None:
    sums: dict[str, float] = {}
    for factor in table("mercury"):
        if factor.id.startswith("mercury.speciation_"):
            sums[factor.set] = sums.get(factor.set, 0) + factor.value
    assert sums == {name: pytest.approx(1) for name in ("combustion", "chlor_alkali", "cement", "waste_incineration")}


# ── physics ──

BOUNDS = {
    "mercury.coal_rank.": (0.01, 2.25),  # the range of the samples of UNEP/China 2011
    "mercury.coal_mean.": (0.01, 2.25),
    "mercury.coal_province.": (0.01, 2.25),
    "mercury.catalyst.": (0, 0.13),
    "mir.": (-0.2, 20),  # Carter's scale reaches 16 for monoalkenes
    "standard_coal.fuel.": (0.5, 1.8),
    "standard_coal.co2_per_tce.": (1.6, 3.0),  # between gas and coke
    "heat_rate.": (122.9, 450),  # not below the heat of the electricity itself
    "carbon_price.": (30, 150),
    "tax.rate_": (1.2, 14),  # the law's limits
    "tax.equivalent_": (1e-7, 25),
    "city.share.": (0, 1),
    "pvc.carbide_per_pvc.": (1.0256, 1.7),  # not below stoichiometry
}


@pytest.mark.parametrize("beginning", BOUNDS)
def test_values_lie_where_physics_and_law_allow(beginning: str) -> None:
    low, high = BOUNDS[beginning]
    found = [
        f for f in library().category(re.split(r"[._](?=rate_|equiv)|\.", beginning)[0]) if f.id.startswith(beginning)
    ]
    assert found
    assert [f.id for f in found if not low <= f.value <= high] == []


def test_a_lower_end_is_below_its_upper_end() -> None:
    pairs = 0
    for name in NAMES:
        for factor in table(name):
            for low, high in (("lower", "upper"), ("week_low", "week_high"), ("year_low", "year_high")):
                if low in factor.id and (other := factor.id.replace(low, high)) in library().factors:
                    assert factor.value < number(other), factor.id
                    pairs += 1
    assert pairs >= 15
    for parent in ("pvc.carbide_electricity", "pvc.carbide_energy"):
        assert number(f"{parent}.new") < number(f"{parent}.existing")


def test_rates_of_air_and_water_keep_the_law_of_their_time() -> None:
    for factor in table("tax"):
        if factor.id.startswith("tax.rate_"):
            medium = "water" if ".water" in factor.id else "air"
            low, high = number(f"tax.law.{medium}_lower"), number(f"tax.law.{medium}_upper")
            assert low <= factor.value <= high, factor.id
            assert factor.valid_from >= "2018-01-01"


# ── numbers against each other ──


def test_stoichiometry_follows_from_the_molar_masses() -> None:
    molar = {key: number(f"pvc.molar.{key}") for key in ("CaC2", "C2H2", "VCM", "CaO", "CO2", "NaOH")}
    assert number("mercury.ratio.HgCl2") == pytest.approx(
        number("mercury.molar.Hg") / number("mercury.molar.HgCl2"), abs=5e-7
    )
    assert number("mercury.ratio.HgCl2") == pytest.approx(0.7388, abs=5e-5)
    carbide = molar["CaC2"] / molar["VCM"]
    assert number("pvc.stoichiometry.carbide") == pytest.approx(carbide, abs=5e-5)
    assert number("pvc.stoichiometry.acetylene") == pytest.approx(molar["C2H2"] / molar["VCM"], abs=5e-5)
    yield_ = 8.314463 * 293.15 / 101.325 / molar["CaC2"] * 1000
    assert number("pvc.stoichiometry.gas_yield") == pytest.approx(yield_, abs=0.05)
    for grade in (300, 285):
        assert number(f"pvc.carbide_per_vcm.grade_{grade}") == pytest.approx(yield_ / grade * carbide, abs=6e-4)
    assert number("pvc.lime_co2.stoichiometry") == pytest.approx(molar["CO2"] / molar["CaO"], abs=5e-5)
    assert number("pvc.carbide_co2.use") == pytest.approx(2 * molar["CO2"] / molar["CaC2"] * 0.80, abs=0.005)
    assert number("pvc.electrolysis.equivalent") == pytest.approx(molar["NaOH"] / (96485.33 / 3600), abs=6e-4)
    assert number("pvc.electrolysis.zero_gap_saving") == pytest.approx(1000 * 0.18 / (1.492 * 0.96), abs=0.05)


def test_the_elements_of_an_electrolysis_balance() -> None:
    """Products of 2 NaCl + 2 H2O = 2 NaOH + Cl2 + H2, for each t of NaOH."""
    products = 1000 + number("pvc.electrolysis.Cl2") + number("pvc.electrolysis.H2")
    entered = number("pvc.electrolysis.NaCl") + number("pvc.electrolysis.H2O")
    assert products == pytest.approx(entered, rel=1e-3)


def test_mercury_intensity_is_what_totals_and_chemistry_give() -> None:
    """MIIT 261: 570 t of mercury, 5.80 Mt; half of the intensity is the limit of 2022."""
    for year, share in ((2009, 0.03), (2012, 0.12)):
        used, output = number(f"mercury.hg_used.{year}"), number(f"pvc.output_acetylene.{year}")
        assert number(f"mercury.hg_per_pvc.{year}") == pytest.approx(used / output, abs=0.01)
        from_chloride = number(f"mercury.hgcl2_used.{year}") * number("mercury.ratio.HgCl2")
        assert from_chloride == pytest.approx(used, rel=share)
    assert number("mercury.limit.hg_per_pvc") == pytest.approx(number("mercury.hg_per_pvc.2009") / 2, abs=0.005)
    by_catalyst = number("mercury.catalyst_per_pvc.2009") * number("mercury.catalyst.high.mean") * 0.738821 * 1000
    assert by_catalyst == pytest.approx(number("mercury.hg_per_pvc.2009"), rel=0.01)
    tonnes, megatonnes = number("mercury.catalyst_used.2009"), number("pvc.output_acetylene.2009")
    assert tonnes / megatonnes / 1000 == pytest.approx(number("mercury.catalyst_per_pvc.2009"), rel=0.01)
    assert number("mercury.limit.water") * number("pvc.reference_discharge.acetylene") * 1000 == pytest.approx(
        number("mercury.limit.water_per_pvc")
    )


def test_shares_of_the_acetylene_route_are_those_of_the_sources() -> None:
    """MIIT 261: 63.4 % of output and 76.5 % of capacity in 2009; 81 % of capacity in 2016."""
    for numerator, denominator, share in (
        ("output_acetylene.2009", "output_total.2009", 0.634),
        ("capacity_acetylene.2009", "capacity_total.2009", 0.765),
        ("capacity_acetylene.2016", "capacity_total.2016", 0.81),
    ):
        assert number(f"pvc.{numerator}") / number(f"pvc.{denominator}") == pytest.approx(
            share, abs=6e-4 if share < 0.8 else 0.005
        )


def test_standard_coal_is_the_heat_that_everybody_says() -> None:
    """29.3076 MJ/kgce is 7000 kcal of 4.1868 kJ; a kWh is 0.1229 kgce; 1 GJ is 0.0341 tce."""
    exact = number("constant.standard_coal")
    assert exact == pytest.approx(7000 * 4.1868 / 1000, abs=1e-9)
    assert number("standard_coal.definition.energy") == pytest.approx(exact * 1000, rel=3e-5)
    assert number("standard_coal.electricity.equivalent") == pytest.approx(3.6 / exact, rel=1e-3)
    assert number("standard_coal.heat.coefficient") == pytest.approx(1 / exact, rel=1e-3)
    # 5000 kcal raw coal, 6800 kcal coke, 10000 kcal crude oil, 10200 kcal diesel, 10300 kcal gasoline, 12000 kcal LPG
    for fuel, kilocalories in (("raw_coal", 5000), ("coke", 6800), ("crude_oil", 10000), ("fuel_oil", 10000),
                               ("diesel", 10200), ("gasoline", 10300), ("kerosene", 10300), ("lpg", 12000),
                               ("refinery_gas", 11000), ("natural_gas", 9310)):  # fmt: skip
        assert number(f"standard_coal.fuel.{fuel}") == pytest.approx(kilocalories / 7000, abs=6e-5), fuel


def test_co2_of_a_tce_is_the_quotient_of_two_rows() -> None:
    for factor in table("standard_coal"):
        if factor.set == "co2_per_tce":
            quotient = number(f"standard_coal.co2.{factor.key}") / number(f"standard_coal.fuel.{factor.key}")
            assert factor.value == pytest.approx(quotient, abs=6e-5), factor.id


@pytest.mark.parametrize("fuel", ["coke", "crude_oil", "fuel_oil", "gasoline", "diesel", "lpg", "natural_gas"])
def test_co2_of_common_tables_is_that_of_the_fuel_sets(fuel: str) -> None:
    """The common table is the set of 2023 multiplied out."""
    per_unit = library().fuel(fuel, "2023").emission_factor / (10 if fuel == "natural_gas" else 1)
    assert number(f"standard_coal.co2.{fuel}") == pytest.approx(per_unit, rel=2e-5)


def test_kerosene_of_common_tables_has_another_carbon_content() -> None:
    """43.07 GJ/t with 19.5 tC/TJ, where the set of 2023 has 19.6."""
    kerosene = library().fuel("kerosene", "2023")
    assert number("standard_coal.co2.kerosene") == pytest.approx(kerosene.ncv.value * 0.0195 * 0.98 * 44 / 12, abs=6e-5)
    assert kerosene.carbon_content.value == 0.0196


def test_computed_emission_factors_are_the_products_of_their_parts() -> None:
    for fuel, tonnes in (("natural_gas", 21.540), ("diesel", 3.1710)):
        parts = [number(f"database.2026.{fuel}.{p}") for p in ("ncv", "carbon_content", "oxidation")]
        assert number(f"database.2026.{fuel}.co2") == pytest.approx(math.prod(parts) * 44 / 12, rel=2e-5)
        assert number(f"database.2026.{fuel}.co2") == pytest.approx(tonnes, abs=6e-4)
    for waste in ("municipal", "hazardous"):
        parts = [number(f"incineration.provincial_2025.{waste}.{p}") for p in ("carbon", "fossil", "efficiency")]
        assert number(f"incineration.provincial_2025.{waste}.co2") == pytest.approx(
            math.prod(parts) * 44 / 12, abs=6e-5
        )
    assert number("public_institution.jst303_2026.heat") == number("heat.national")


@pytest.mark.parametrize(
    ("fuel", "density"), [("diesel", 0.84), ("gasoline", 0.725), ("kerosene", 0.80), ("fuel_oil", 0.94)]
)
def test_factors_for_a_litre_fit_those_for_a_tonne(fuel: str, density: float) -> None:
    """JS/T 303-2026 counts in litres: over a usual density (t/m3) it is the set of 2023 within 8 %."""
    per_tonne = number(f"public_institution.jst303_2026.{fuel}") * 1000 / density
    assert per_tonne == pytest.approx(library().fuel(fuel, "2023").emission_factor, rel=0.08)


def test_the_newspaper_months_fit_each_other() -> None:
    """Newsletter 22: March is 7.9 % below (PM2.5) and 23.5 % above (O3) February."""
    for pollutant in ("PM25", "O3"):
        february, march = (number(f"city.{pollutant}_national.2022-0{month}") for month in (2, 3))
        assert march / february - 1 == pytest.approx(number(f"city.{pollutant}_month_on_month.2022-03"), abs=0.01)
    years = {"PM25": (43.2, 45.0), "O3": (103.6, 114.0)}
    for pollutant, before in years.items():
        for month, value in zip((2, 3), before, strict=True):
            now = number(f"city.{pollutant}_national.2022-0{month}")
            assert now / (1 + number(f"city.{pollutant}_year_on_year.2022-0{month}")) == pytest.approx(value, abs=0.05)


def test_the_cases_of_sichuan_give_the_ratios_of_the_audit() -> None:
    """Report of 2023, part 3: 2.62, 2.493 and 2.50 tCO2/tce in one document, and 0.125 and 0.4 kgce/kWh."""
    for case, ratio in (("curing", 2.62), ("wastewater_pv", 2.493), ("heat_pump", 2.50)):
        found = number(f"measures.{case}.CO2") / number(f"measures.{case}.standard_coal")
        assert found == pytest.approx(ratio, abs=5e-4)
    assert number("measures.curing.standard_coal") * 1000 / number("measures.curing.electricity") == pytest.approx(
        0.125
    )
    for key, case in (("CO2", 1037), ("standard_coal", 416), ("NOx", 15.6), ("dust", 282.9)):
        assert number(f"measures.old_coefficients.{key}") * 1040 == pytest.approx(case, rel=1e-3)
        assert number(f"measures.wastewater_pv.{key}") == case
    assert number("measures.landfill.electricity") * 1000 / number("measures.landfill.power") == pytest.approx(8000)


def test_carbon_prices_of_year_ends_fit_the_change_that_was_reported() -> None:
    """Year end 2024 97.49, 22.75 % above that of 2023."""
    assert number("carbon_price.CEA.close.2024-12-31") / 1.2275 == pytest.approx(
        number("carbon_price.CEA.close.2023-12-29"), abs=0.01
    )
    for factor in table("carbon_price"):
        if factor.id.startswith("carbon_price.CEA.close.2024"):
            assert (
                number("carbon_price.CEA.year_low.2024") - 0.5
                <= factor.value
                <= number("carbon_price.CEA.year_high.2024") + 0.5
            )
        assert factor.valid_from.startswith(factor.id.rpartition(".")[2])


def test_a_pedigree_never_falls_with_the_score() -> None:
    for scheme in ("ecoinvent_v2", "ciroth", "v3"):
        rows: dict[str, list[float]] = {}
        for factor in table("method"):
            if factor.id.startswith(f"method.pedigree_{scheme}."):
                rows.setdefault(factor.key, []).append(factor.value)
        assert len(rows) == (6 if scheme == "ecoinvent_v2" else 5)
        for values in rows.values():
            assert values == sorted(values)
            assert values[0] == (0 if scheme == "v3" else 1)


# ── what every row says ──


@pytest.mark.parametrize("name", NAMES)
def test_every_row_says_its_kind_its_uncertainty_and_its_time(name: str) -> None:
    assert table(name)
    for factor in table(name):
        assert not factor.source.rstrip("。").isdigit()
        # A file number of nobody's repository says nothing to a reader.
        assert not re.search(r"(公开代码|public code)\D{0,8}\d{5,}", factor.source + factor.note.zh + factor.note.en), (
            factor.id
        )
        assert {"computed": {"C", "I"}, "judgement": {"M", "I"}, "official": {"S"}}.get(factor.kind, {"V", "V2"}) >= {
            factor.flag
        }, factor.id
        if factor.flag == "M":
            assert "记忆" in factor.source, factor.id
        if factor.kind == "transcription":
            assert re.search(r"转录|摘录|摘要|经 |www|org|com|样品|征求意见稿|汇总", factor.source), factor.id


def test_a_gap_has_no_value_and_a_sentence() -> None:
    with (DATA / "absent_next.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    assert len(ids) > 50
    for id in ids:
        assert id not in library().factors
        with pytest.raises(LibraryError) as caught:
            library().factor(f"{id}.2026")
        assert caught.value.text.en.startswith(f"There is no {id}.2026: ")


def test_no_two_rows_of_the_tables_share_a_name() -> None:
    names: dict[str, Factor] = {}
    for name in NAMES:
        for factor in table(name):
            assert factor.name_zh not in names, (factor.id, names[factor.name_zh].id)
            names[factor.name_zh] = factor
