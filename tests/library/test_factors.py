"""Carbon contents, carbonates, heat, constants, electricity and GWPs agree with dossier and chemistry."""

from __future__ import annotations

import pytest

from pycore.errors import LibraryError
from pycore.library import library

MASS = {"C": 12.011, "H": 1.008, "N": 14.007, "O": 15.999, "Cl": 35.45, "Ca": 40.078}


def carbon_fraction(**atoms: int) -> float:
    return atoms.get("C", 0) * MASS["C"] / sum(MASS[element] * n for element, n in atoms.items())


@pytest.mark.parametrize(
    ("key", "guide"),
    [
        ("acetonitrile", 0.5852),
        ("acrylonitrile_guide", 0.6664),
        ("butadiene", 0.888),
        ("carbon_black", 0.970),
        ("ethylene", 0.856),
        ("edc", 0.245),
        ("ethylene_glycol", 0.387),
        ("ethylene_oxide", 0.545),
        ("hydrogen_cyanide", 0.4444),
        ("methanol", 0.375),
        ("methane", 0.749),
        ("ethane_guide", 0.856),
        ("propane", 0.817),
        ("propylene", 0.8563),
        ("vcm", 0.384),
        ("urea", 0.200),
        ("ammonium_bicarbonate", 0.1519),
        ("calcium_carbide", 0.314),
    ],
)
def test_guide_carbon_contents_are_as_printed(key: str, guide: float) -> None:
    factor = library().factor(f"carbon.{key}")
    assert (factor.value, factor.unit, factor.flag) == (guide, "tC/t", "V")


@pytest.mark.parametrize(
    ("key", "atoms"),
    [
        ("ethane", {"C": 2, "H": 6}),
        ("acrylonitrile", {"C": 3, "H": 3, "N": 1}),
        ("mixed_c4", {"C": 4, "H": 8}),
        ("polyethylene", {"C": 2, "H": 4}),
        ("polypropylene", {"C": 3, "H": 6}),
        ("dimethyl_oxalate", {"C": 4, "H": 6, "O": 4}),
        ("carbon_dioxide", {"C": 1, "O": 2}),
        ("calcium_carbide_pure", {"Ca": 1, "C": 2}),
        ("hydrogen", {"H": 2}),
        ("carbon_monoxide", {"C": 1, "O": 1}),
        ("dimethyl_carbonate", {"C": 3, "H": 6, "O": 3}),
        ("dimethyl_ether", {"C": 2, "H": 6, "O": 1}),
        ("ethanol", {"C": 2, "H": 6, "O": 1}),
        ("acetic_acid", {"C": 2, "H": 4, "O": 2}),
        ("methyl_formate", {"C": 2, "H": 4, "O": 2}),
        ("diethylene_glycol", {"C": 4, "H": 10, "O": 3}),
        ("butanediol", {"C": 4, "H": 10, "O": 2}),
        ("vinyl_acetate", {"C": 4, "H": 6, "O": 2}),
        ("polyvinyl_alcohol", {"C": 2, "H": 4, "O": 1}),
        ("polyglycolic_acid", {"C": 2, "H": 2, "O": 2}),
        ("phenols", {"C": 6, "H": 6, "O": 1}),
        ("benzene", {"C": 6, "H": 6}),
        ("toluene", {"C": 7, "H": 8}),
        ("xylene", {"C": 8, "H": 10}),
        ("naphtha", {"C": 1, "H": 2}),
        ("diesel_oil", {"C": 1, "H": 2}),
        ("wax", {"C": 1, "H": 2}),
    ],
)
def test_stoichiometric_carbon_contents_follow_from_the_formula(key: str, atoms: dict[str, int]) -> None:
    factor = library().factor(f"carbon.{key}")
    assert factor.value == pytest.approx(carbon_fraction(**atoms), abs=1e-4)
    assert factor.flag == "C"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("caco3", 0.4397),
        ("mgco3", 0.5220),
        ("na2co3", 0.4149),
        ("nahco3", 0.5237),
        ("feco3", 0.3799),
        ("mnco3", 0.3829),
        ("baco3", 0.2230),
        ("li2co3", 0.5955),
        ("k2co3", 0.3184),
        ("srco3", 0.2980),
        ("camg_co3_2", 0.4773),
    ],
)
def test_carbonates_are_the_four_digit_set(key: str, value: float) -> None:
    factor = library().factor(f"carbonate.{key}")
    assert (factor.value, factor.unit, factor.flag) == (value, "tCO2/t", "V2")


@pytest.mark.parametrize(
    ("key", "value", "unit"),
    [
        ("co2_density", 19.77, "tCO2/1e4Nm3"),
        ("water_enthalpy_reference", 83.74, "kJ/kg"),
        ("water_heat_capacity", 4.1868, "kJ/(kg.K)"),
        ("reference_temperature", 20, "degC"),
        ("molar_volume", 22.4, "m3/kmol"),
        ("trade_to_normal", 0.9318, "1"),
        ("co2_per_carbon", 44 / 12, "tCO2/tC"),
        ("standard_coal", 29.3076, "GJ/tce"),
    ],
)
def test_constants_are_those_of_the_dossier(key: str, value: float, unit: str) -> None:
    factor = library().factor(f"constant.{key}")
    assert (factor.value, factor.unit) == (value, unit)


def test_trade_volume_shrinks_by_the_ratio_of_temperatures() -> None:
    assert library().factor("constant.trade_to_normal").value == pytest.approx(273.15 / 293.15, abs=5e-5)


def test_heat_is_the_national_default() -> None:
    heat = library().factor("heat.national")
    assert (heat.value, heat.unit, heat.flag) == (0.11, "tCO2/GJ", "V2")


NATIONAL = {
    "average": ([0.5568, 0.5366, 0.5306], ["V", "V2", "V2"]),
    "residual": ([0.5942, 0.5856, 0.6096], ["V", "V", "V2"]),
    "fossil": ([0.8426, 0.8325, 0.8273], ["M", "M", "V2"]),
}
REGIONS = {
    "north": [0.7120, 0.6776, 0.6361],
    "northeast": [0.6012, 0.5564, 0.5122],
    "east": [0.5992, 0.5617, 0.5500],
    "central": [0.5354, 0.5395, 0.5271],
    "northwest": [0.5951, 0.5857, 0.5543],
    "south": [0.4326, 0.3869, 0.4042],
    "southwest": [0.2113, 0.2268, 0.2472],
}


@pytest.mark.parametrize("reading", NATIONAL)
def test_national_electricity_has_three_readings(reading: str) -> None:
    rows = [library().electricity("national", year, reading) for year in (2021, 2022, 2023)]
    assert ([row.value for row in rows], [row.flag for row in rows]) == NATIONAL[reading]
    assert [row.unit for row in rows] == ["tCO2/MWh"] * 3


@pytest.mark.parametrize("region", REGIONS)
def test_regional_electricity_is_as_announced(region: str) -> None:
    assert [library().electricity(region, year).value for year in (2021, 2022, 2023)] == REGIONS[region]


def test_the_swapped_years_of_the_2021_source_are_told() -> None:
    assert "swapped" in library().factor("electricity.national.average.2021").note.en
    assert [row.value for row in library().support("electricity.national.average.2021").differing] == [0.5366]


def test_thirty_provinces_are_published_and_ten_of_them_rose_in_2023() -> None:
    provinces = {f.key for f in library().category("electricity") if f.id.startswith("electricity.province.")}
    rose = {p for p in provinces if library().electricity(p, 2023).value > library().electricity(p, 2022).value}
    assert len(provinces) == 30
    assert rose == {
        *("fujian", "jiangxi", "hunan", "guangdong", "guangxi"),
        *("chongqing", "sichuan", "guizhou", "yunnan", "qinghai"),
    }


@pytest.mark.parametrize(
    ("province", "values"),
    [
        ("beijing", [0.5688, 0.5580, 0.5554]),
        ("inner_mongolia", [0.7025, 0.6849, 0.6479]),
        ("shandong", [0.6838, 0.6410, 0.6191]),
        ("chongqing", [0.4743, 0.5227, 0.5581]),
        ("ningxia", [0.6546, 0.6423, 0.6187]),
        ("xinjiang", [0.6577, 0.6231, 0.6021]),
    ],
)
def test_provincial_electricity_is_as_announced(province: str, values: list[float]) -> None:
    assert [library().electricity(province, year).value for year in (2021, 2022, 2023)] == values


def test_chongqing_is_more_than_twice_its_region() -> None:
    assert library().factor("electricity.province.chongqing.2023").value == 0.5581
    assert library().factor("electricity.region.southwest.2023").value == 0.2472


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_tibet_is_not_published_and_gets_no_neighbours_value(year: int) -> None:
    with pytest.raises(LibraryError) as caught:
        library().electricity("tibet", year)
    assert caught.value.text.en.startswith(f"There is no electricity.province.tibet.{year}: the official")
    assert "不得用西南区域或邻省数值代替" in caught.value.text.zh
    assert "nearest" not in caught.value.text.en


def test_a_province_has_only_the_average_reading() -> None:
    with pytest.raises(LibraryError, match="There are average"):
        library().electricity("chongqing", 2023, "fossil")


GWPS = """
CO2 1 1 1 1
CH4 21 25 28 27.9
N2O 310 298 265 273
HFC-23 11700 14800 12400 14600
HFC-32 650 675 677 771
HFC-125 2800 3500 3170 3740
HFC-134a 1300 1430 1300 1530
HFC-143a 3800 4470 4800 5810
HFC-152a 140 124 138 164
HFC-227ea 2900 3220 3350 3600
HFC-236fa 6300 9810 8060 8690
HFC-245fa - 1030 858 962
CF4 6500 7390 6630 7380
C2F6 9200 12200 11100 12400
SF6 23900 22800 23500 25200
NF3 - 17200 16100 17400
"""


@pytest.mark.parametrize("line", GWPS.strip().splitlines())
def test_gwps_are_those_of_the_four_reports(line: str) -> None:
    gas, *values = line.split()
    for assessment, value in zip(("SAR", "AR4", "AR5", "AR6"), values, strict=True):
        if value == "-":
            with pytest.raises(LibraryError, match=f"Second Assessment Report has no GWP for {gas}"):
                library().gwp(gas, assessment)
        else:
            assert library().gwp(gas, assessment).value == float(value)


def test_ar5_is_the_default_and_case_and_subscripts_do_not_matter() -> None:
    assert library().gwp("sf₆") is library().factor("gwp.AR5.SF6")
    assert library().gwp("hfc-134A", "ar6").value == 1530


def test_ar6_tells_fossil_from_non_fossil_methane() -> None:
    assert library().gwp("CH4_fossil", "AR6").value == 29.8
    assert library().gwp("CH4_nonfossil", "AR6").value == 27.0


def test_an_unknown_gas_or_report_is_refused() -> None:
    with pytest.raises(LibraryError, match="NF3"):
        library().gwp("NF4")
    with pytest.raises(LibraryError, match="SAR, AR4, AR5, AR6"):
        library().gwp("CH4", "2013")
