"""The ledgers of the park held against arithmetic by hand from the guide's formulas and the dossier's factors."""

from __future__ import annotations

import math
from typing import Any

import pytest

from pycore.library import library
from tests.workbooks.calculated import Calculated
from tests.workbooks.industrial_park.ledger_book import SIZE, filled, row
from workbooks.industrial_park.ledgers import LEDGERS, ledger_sheets
from workbooks.industrial_park.ledgers_methods import MOST_GASES, method_sheet
from workbooks.industrial_park.lists import GUIDE_KEY, LISTS

pytestmark = pytest.mark.slow

# GWP100 of AR5, dossier section 4.
CH4, N2O, CF4, C2F6, SF6, NF3, HFC23 = 28, 265, 6630, 11100, 23500, 16100, 12400
REGIONAL, PROVINCIAL = 0.2472, 0.5581
OK = "✓"


# ── the guide's lines ────────────────────────────────────────────────────────────────────────────────────────────


LINE_LISTS = (
    "technology",
    "biomass_line",
    "fugitive_line",
    "process_line",
    "acid_line",
    "wastewater_line",
    "reduction",
)


def test_every_line_of_the_guide_has_a_ledger_to_choose_it_in() -> None:
    chosen = {code for item in LISTS if item.key in LINE_LISTS for code, _ in item.entries}
    ledgers_of_their_own = {
        "fossil_fuel",
        "electricity_in",
        "electricity_out",
        "clinker",
        "steel",
        "flat_glass",
    }
    assert {source.key for source in library().guide(GUIDE_KEY).sources()} - chosen == ledgers_of_their_own


def test_no_line_emits_more_gases_than_a_row_has_places_for() -> None:
    assert max(len(source.lines) for source in library().guide(GUIDE_KEY).sources()) == MOST_GASES


def test_names_of_lines_are_looked_up_so_none_may_come_twice() -> None:
    (table,) = method_sheet().blocks
    for language in ("zh", "en"):
        names = [name[language] for name in table.prefilled["name"]]  # type: ignore[union-attr]
        assert len(set(names)) == len(names)


def test_every_ledger_has_the_columns_that_sums_need() -> None:
    tables = {block.key: block for sheet in ledger_sheets(SIZE) for block in sheet.blocks}
    assert set(tables) == {ledger.key for ledger in LEDGERS}
    for ledger in LEDGERS:
        keys = {column.key for column in tables[ledger.key].columns}  # type: ignore[union-attr]
        wanted = {
            "year",
            "sector",
            "enterprise",
            "co2e",
            "variance",
            "variance_activity",
            "evidence",
            "quality",
            "check",
            *ledger.own_values,
            "shared",
        }
        wanted |= {mass for mass, _ in ledger.masses} | ({"so2", "nox", "pm", "voc"} if ledger.pollutants else set())
        assert wanted <= keys, ledger.key


# ── energy ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def energy() -> Calculated:
    vehicle = {"department": "transport", "technology": "road_diesel"}
    return filled(
        fuels=[
            row("power", department="energy_industry", fuel="natural_gas", consumption=100, so2_factor=0.2, nox_factor=8, pollutant_source="permit"),
            row("power", department="energy_industry", fuel="bituminous", technology="boiler_coal_cfb", consumption=1000),
            row(department="transport", fuel="diesel", technology="road_diesel", consumption=1000),
            row(**vehicle, fuel="gasoline", consumption=1000),
            row("power", department="energy_industry", fuel="bituminous", consumption=1000, ncv_own=20, reason="measured"),
            row("power", department="energy_industry", fuel="bituminous", consumption=1000, ncv_own=20),
            row("power", fuel="bituminous", consumption=1000),
            row("chemical", enterprise="works", department="industry", fuel="lpg", consumption=10, pm_factor=1),
            row("power", enterprise="works", department="industry", fuel="lpg", consumption=10),
            row("chemical", enterprise="nobody", department="industry", fuel="lpg", consumption=10),
            row("chemical", department="industry", fuel="lpg", consumption=10) | {"year": 2019},
            row("chemical", department="industry", fuel="lpg", consumption=10) | {"evidence": None},
            row("chemical", department="industry", fuel="lpg", consumption="ten"),
        ],
        biomass=[
            row(line="biomass_boiler", activity=1000, ncv=15), row(line="biomass_straw_stove", activity=1000), row(line="biomass_boiler", activity=1000),
        ],
        fugitive=[
            row(line="booster_station", activity=2), row(line="metering_station", activity=3), row(line="pipeline_valve", activity=10),
            row(line="gas_consumption", activity=5000),
        ],
        power=[
            row(trade="in", electricity=10_000), row("power", trade="out", electricity=4_000),
            row(trade="in", electricity=10_000, emission_factor_own=0.5, reason="contract"),
        ],
    )  # fmt: skip


def test_co2_of_fuels_is_that_of_the_composite_factors(energy: Calculated) -> None:
    """Natural gas 21.6219 t per 10^4 Nm3 and diesel 3.09591 t/t (dossier, 2.4)."""
    assert energy.value("fuels_co2", 1) == pytest.approx(2162.19, abs=0.01)
    assert energy.value("fuels_co2", 3) == pytest.approx(3095.91, abs=0.01)
    assert energy.value("fuels_measure", 1) == "10⁴Nm³"
    assert energy.value("fuels_measure", 2) == "t"


def test_power_boilers_add_n2o(energy: Calculated) -> None:
    """1000 t × 19.57 GJ/t = 19.57 TJ × 61 kg/TJ."""
    n2o = 19.57 * 61 / 1000
    assert energy.value("fuels_n2o", 2) == pytest.approx(n2o)
    assert energy.value("fuels_ch4", 2) == ""
    assert energy.value("fuels_co2e", 2) == pytest.approx(1000 * 19.57 * 0.02618 * 0.93 * 44 / 12 + n2o * N2O)


def test_vehicles_add_ch4_and_n2o(energy: Calculated) -> None:
    """1000 t × 42.652 GJ/t = 42.652 TJ × 3.9 kg/TJ of each."""
    gas = 42.652 * 3.9 / 1000
    assert energy.value("fuels_ch4", 3) == pytest.approx(gas)
    assert energy.value("fuels_n2o", 3) == pytest.approx(gas)
    assert energy.value("fuels_co2e", 3) == pytest.approx(energy.value("fuels_co2", 3) + gas * (CH4 + N2O))


def test_a_vehicle_with_another_fuel_is_marked(energy: Calculated) -> None:
    assert energy.value("fuels_check", 4) == "✗ 燃料与移动源类型不符"


def test_an_own_value_is_used_and_wants_its_reason(energy: Calculated) -> None:
    assert energy.value("fuels_co2", 5) == pytest.approx(1000 * 20 * 0.02618 * 0.93 * 44 / 12)
    assert energy.value("fuels_check", 5) == OK
    assert energy.value("fuels_check", 6) == "✗ 自有值缺理由"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (1, OK), (2, OK), (3, OK), (7, "✗ 缺部门"), (8, "✗ 污染物因子缺来源"), (9, "✗ 与企业所属行业不同"), (10, "✗ 企业不在可选范围内"),
        (11, "✗ 年份不在可选范围内"), (12, "✗ 缺佐证材料"), (13, "✗ 消耗量不是数值"), (14, ""),
    ],
)  # fmt: skip
def test_the_check_of_a_row_says_what_is_wrong(energy: Calculated, place: int, said: str) -> None:
    assert energy.value("fuels_check", place) == said


def test_pollutants_are_activity_times_factor_in_tonnes(energy: Calculated) -> None:
    assert energy.value("fuels_so2", 1) == pytest.approx(0.02)
    assert energy.value("fuels_nox", 1) == pytest.approx(0.8)
    assert energy.value("fuels_pm", 1) == ""


def test_uncertainty_of_a_row_is_the_root_of_the_squares(energy: Calculated) -> None:
    """Natural gas: activity data B 3 %, and the library's calorific value, carbon content and oxidation."""
    of = {p: library().factor(f"fuel.2023.natural_gas.{p}").uncertainty for p in ("ncv", "carbon_content", "oxidation")}
    expected = math.sqrt(0.03**2 + sum(u**2 for u in of.values()))
    assert energy.value("fuels_u", 1) == pytest.approx(expected)
    assert energy.value("fuels_variance", 1) == pytest.approx((2162.19 * expected) ** 2, rel=1e-4)
    assert energy.value("fuels_variance_activity", 1) == pytest.approx((2162.19 * 0.03) ** 2, rel=1e-4)


def test_an_unused_row_stays_blank(energy: Calculated) -> None:
    assert {
        energy.value(f"fuels_{key}", 20) for key in ("co2", "co2e", "variance", "u", "so2", "u_n2o_factor", "check")
    } == {""}


def test_biomass_counts_ch4_and_n2o_only(energy: Calculated) -> None:
    """The boiler by energy, 15 TJ × 30 and 4 kg/TJ; the stove by mass, 5.2 and 0.13 kg/t."""
    assert energy.value("biomass_co2e", 1) == pytest.approx(0.45 * CH4 + 0.06 * N2O)
    assert energy.value("biomass_co2e", 2) == pytest.approx(5.2 * CH4 + 0.13 * N2O)
    assert energy.value("biomass_co2e", 3) == ""
    assert energy.value("biomass_check", 3) == "✗ 缺低位发热量"


def test_gas_system_counts_stations_and_consumption(energy: Calculated) -> None:
    """5000 × 10^4 m3 is half of 10^8 m3, at 133 t."""
    expected = [2 * 85.05, 3 * 31.5, 10 * 0.85, 0.5 * 133]
    assert energy.column("fugitive_mass1")[:4] == pytest.approx(expected)
    assert energy.column("fugitive_co2e")[:4] == pytest.approx([x * CH4 for x in expected])


def test_electricity_shows_both_grids_and_out_is_negative(energy: Calculated) -> None:
    assert energy.column("power_co2e")[:3] == pytest.approx([10_000 * REGIONAL, -4_000 * REGIONAL, 5_000])
    assert energy.column("power_co2e_regional")[:2] == pytest.approx([10_000 * REGIONAL, -4_000 * REGIONAL])
    assert energy.column("power_co2e_provincial")[:2] == pytest.approx([10_000 * PROVINCIAL, -4_000 * PROVINCIAL])


def test_the_choice_of_the_grid_changes_what_counts() -> None:
    book = filled(settings={"power_choice": "provincial"}, power=[row(trade="in", electricity=10_000)])
    assert book.value("power_co2e") == pytest.approx(10_000 * PROVINCIAL)
    assert book.value("power_u_emission_factor") == library().factor("electricity.province.chongqing.2023").uncertainty


# ── processes ────────────────────────────────────────────────────────────────────────────────────────────────────

# Mass of each gas in t for 1000 units of activity, by the factors of the dossier's table A.3.
OF_PROCESS: dict[str, tuple[float, ...]] = {
    "lime": (683,), "calcium_carbide": (1154,), "hcfc22": (29.2,), "aluminium_prebake": (0.0888, 0.0114), "aluminium_soderberg": (0.6, 0.06),
    "magnesium_primary": (0.49,), "magnesium_casting": (0.114,), "electrical_equipment": (0.086,), "semiconductor_cf4": (0.4356,),
    "semiconductor_chf3": (0.2095,), "semiconductor_c2f6": (0.0376,), "semiconductor_sf6": (0.1951,), "semiconductor_nf3": (0.2,),
    **{f"hfc{x}": (5,) for x in ("32", "125", "134a", "143a", "152a", "227ea", "236fa", "245fa")},
}  # fmt: skip
GWPS = {
    "lime": (1,), "calcium_carbide": (1,), "hcfc22": (HFC23,), "aluminium_prebake": (CF4, C2F6), "aluminium_soderberg": (CF4, C2F6),
    "magnesium_primary": (SF6,), "magnesium_casting": (SF6,), "electrical_equipment": (SF6,), "semiconductor_cf4": (CF4,),
    "semiconductor_chf3": (HFC23,), "semiconductor_c2f6": (C2F6,), "semiconductor_sf6": (SF6,), "semiconductor_nf3": (NF3,),
    "hfc32": (677,), "hfc125": (3170,), "hfc134a": (1300,), "hfc143a": (4800,), "hfc152a": (138,), "hfc227ea": (3350,), "hfc236fa": (8060,), "hfc245fa": (858,),
}  # fmt: skip
ACIDS = {
    "high": 13.9,
    "high_nscr": 2.0,
    "medium": 11.77,
    "atmospheric": 9.72,
    "dual": 8.0,
    "combined": 7.5,
    "low": 5.0,
}


@pytest.fixture(scope="module")
def processes() -> Calculated:
    acid = {"line": "nitric_acid_dual", "output": 1000}
    return filled(
        process=[row(line=line, activity=1000) for line in OF_PROCESS] + [row(line="lime", activity=1000, factor1_own=0.7, reason="measured")],
        clinker=[
            row("building_materials", clinker=800_000, carbide_slag=120_000), row("building_materials", clinker=1000),
            row("building_materials", clinker=1000, carbide_slag=1200),
        ],
        steel=[
            row("steel", limestone=24_000, dolomite=9_000, pig_iron=120_000, crude_steel=600_000), row("steel", crude_steel=1000),
            row("steel", limestone=1000, limestone_factor_own=0.44, reason="measured"),
        ],
        nitric=[
            *(row("chemical", line=f"nitric_acid_{key}", output=1000) for key in ACIDS), row("chemical", line="adipic_acid", output=1000),
            row("chemical", **acid, abatement="nitric_nscr", utilisation=0.9), row("chemical", **acid, abatement="nitric_nscr"),
            row("chemical", line="nitric_acid_high_nscr", output=1000, abatement="nitric_nscr", utilisation=0.9),
            row("chemical", **acid, removal_own=0.8, utilisation=1.0, reason="test"),
        ],
        glass=[
            row("building_materials", carbonate="na2co3", consumption=1000),
            row("building_materials", carbonate="caco3", consumption=1000, calcination_own=0.9, reason="measured"),
        ],
    )  # fmt: skip


def test_the_table_of_this_test_holds_every_process_of_the_list() -> None:
    assert (
        {code for item in LISTS if item.key == "process_line" for code, _ in item.entries[: item.known]}
        == set(OF_PROCESS)
        == set(GWPS)
    )


@pytest.mark.parametrize("line", list(OF_PROCESS))
def test_a_process_is_activity_times_factor_of_each_of_its_gases(processes: Calculated, line: str) -> None:
    place = list(OF_PROCESS).index(line) + 1
    masses = [processes.value(f"process_mass{n}", place) for n in range(1, 3)]
    assert [m for m in masses if m != ""] == pytest.approx(OF_PROCESS[line])
    expected = sum(m * g for m, g in zip(OF_PROCESS[line], GWPS[line], strict=True))
    assert processes.value("process_co2e", place) == pytest.approx(expected)
    assert processes.value("process_check", place) == OK


def test_an_own_factor_replaces_that_of_a_process(processes: Calculated) -> None:
    place = len(OF_PROCESS) + 1
    assert processes.value("process_co2e", place) == pytest.approx(700)
    assert processes.value("process_u_factor1", place) == pytest.approx(0.03)


def test_clinker_of_carbide_slag_is_taken_off(processes: Calculated) -> None:
    assert processes.column("clinker_co2")[:3] == pytest.approx([(800_000 - 120_000) * 0.538, 538, -200 * 0.538])
    assert processes.column("clinker_check")[:3] == [OK, OK, "✗ 电石渣熟料大于总产量"]


def test_steel_takes_pig_iron_and_crude_steel_each_with_its_own_amount(processes: Calculated) -> None:
    expected = 24_000 * 0.430 + 9_000 * 0.474 + (120_000 * 0.041 - 600_000 * 0.00248) * 44 / 12
    assert processes.value("steel_co2", 1) == pytest.approx(expected)
    assert processes.value("steel_co2", 2) == pytest.approx(-2.48 * 44 / 12)
    assert processes.column("steel_difference")[:3] == ["", "! 碳差为负，废钢为主时说明", ""]
    assert processes.value("steel_co2", 3) == pytest.approx(440)


@pytest.mark.parametrize("technology", list(ACIDS))
def test_nitric_acid_of_seven_technologies(processes: Calculated, technology: str) -> None:
    place = list(ACIDS).index(technology) + 1
    assert processes.value("nitric_n2o", place) == pytest.approx(ACIDS[technology])
    assert processes.value("nitric_co2e", place) == pytest.approx(ACIDS[technology] * N2O)


def test_adipic_acid_and_abatement(processes: Calculated) -> None:
    """NSCR removes 85 % in 90 % of the time; without the share of time nothing is deducted, and the check says so."""
    assert processes.column("nitric_n2o")[7:12] == pytest.approx(
        [293, 8 * (1 - 0.85 * 0.9), 8, 2 * (1 - 0.85 * 0.9), 8 * 0.2]
    )
    assert processes.column("nitric_check")[7:12] == [
        OK,
        OK,
        "✗ 有去除率但缺投运率",
        "✗ 因子已含 NSCR 去除效果",
        OK,
    ]


def test_glass_is_carbonate_times_factor_times_calcination(processes: Calculated) -> None:
    assert processes.column("glass_co2")[:2] == pytest.approx([1000 * 0.4149, 1000 * 0.4397 * 0.9])


# ── waste water ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def wastewater() -> Calculated:
    treated = {"line": "wastewater_treated", "treatment": "anaerobic_reactor", "tow": 1_000_000}
    return filled(wastewater=[
        row(**treated), row(**treated, sludge=100_000, recovered=50_000), row(**treated, recovered=300_000), row(**treated, sludge=1_200_000),
        row(line="wastewater_discharged", tow=100_000), row(line="wastewater_discharged", tow=100_000, recovered=10),
        row(line="wastewater_treated", tow=1_000_000), row(line="wastewater_treated", treatment="aerobic_managed", tow=1_000_000),
    ])  # fmt: skip


def test_treated_and_discharged_cod_have_their_own_mcf(wastewater: Calculated) -> None:
    """0.25 kg CH4/kg COD; MCF 0.8 in an anaerobic reactor, 0.1 in a river, 0 where aeration is well managed."""
    assert wastewater.column("wastewater_ch4")[:3] == pytest.approx([200, 0.9e6 * 0.25 * 0.8 / 1000 - 50, 0])
    assert wastewater.value("wastewater_ch4", 5) == pytest.approx(2.5)
    assert wastewater.value("wastewater_co2e", 5) == pytest.approx(2.5 * CH4)
    assert wastewater.value("wastewater_ch4", 8) == 0


def test_waste_water_is_never_below_zero_and_the_check_says_why(wastewater: Calculated) -> None:
    assert wastewater.value("wastewater_co2e", 3) == wastewater.value("wastewater_co2e", 4) == 0
    assert wastewater.value("wastewater_variance", 3) == 0
    assert wastewater.column("wastewater_check")[:8] == [
        OK, OK, "✗ 回收量大于产生量", "✗ 污泥清除量大于 COD 量", OK, "✗ 排放部分不应有污泥或回收", "✗ 缺处理方式或行业", OK,
    ]  # fmt: skip


def test_recovery_leaves_the_uncertainty_of_what_is_generated(wastewater: Calculated) -> None:
    """Generated 180 t and recovered 50 t: both are uncertain though only 130 t are left."""
    bo, mcf = (
        library().factor("wastewater.bo").uncertainty,
        library().factor("wastewater.mcf.anaerobic_reactor").uncertainty,
    )
    absolute = CH4 * math.sqrt(
        (180 * bo) ** 2 + (180 * mcf) ** 2 + (200 * 0.03) ** 2 + (20 * 0.03) ** 2 + (50 * 0.03) ** 2
    )
    assert wastewater.value("wastewater_u", 2) == pytest.approx(absolute / (130 * CH4))


# ── reductions ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def reductions() -> Calculated:
    yes: dict[str, Any] = {"included": "yes"}
    return filled(
        fuels=[row("chemical", enterprise="works", department="industry", fuel="natural_gas", consumption=1000)],
        process=[row("chemical", enterprise="works", line="calcium_carbide", activity=10_000)],
        power=[row("chemical", enterprise="works", trade="in", electricity=50_000), row("steel", trade="in", electricity=1_000)],
        reductions=[
            row("chemical", enterprise="works", kind="capture", amount=500, purity=0.99, **yes),
            row("chemical", enterprise="works", kind="capture_mass", amount=1000, purity=0.95, **yes),
            row("chemical", enterprise="works", kind="byproduct_gas", fuel="natural_gas", amount=100, **yes),
            row("chemical", enterprise="works", kind="green_power", amount=20_000, **yes),
            row("chemical", enterprise="works", kind="own_pv", amount=30_000, included="no"),
            row("steel", kind="own_pv", amount=2_000, **yes),
            row("chemical", enterprise="works", kind="green_power", amount=20_000),
            row("chemical", enterprise="works", kind="byproduct_gas", amount=100, **yes),
            row("steel", kind="capture", amount=1, purity=0.9, **yes),
            row("chemical", enterprise="works", kind="green_power", amount=10_000, factor_own=0.3, reason="contract", **yes),
        ],
    )  # fmt: skip


def test_each_kind_of_reduction_by_its_formula(reductions: Calculated) -> None:
    gas = 100 * 389.31 * 0.0153 * 0.99 * 44 / 12
    expected = [500 * 0.99 * 19.77, 950, gas, 20_000 * REGIONAL, 30_000 * REGIONAL, 2_000 * REGIONAL]
    assert reductions.column("reductions_co2")[:6] == pytest.approx(expected)
    assert reductions.value("reductions_co2", 10) == pytest.approx(3_000)


def test_what_the_ledgers_no_longer_hold_is_not_deducted(reductions: Calculated) -> None:
    assert reductions.value("reductions_co2e", 5) == 0
    assert reductions.value("reductions_co2e", 4) == pytest.approx(20_000 * REGIONAL)


def test_a_deduction_above_what_the_ledgers_hold_is_marked_as_double(reductions: Calculated) -> None:
    double = "✗ 扣减超过台账中的量，疑重复扣减"
    assert reductions.column("reductions_check")[:10] == [
        OK, OK, OK, OK, OK, double, "✗ 缺排放已计入台账", "✗ 缺被替代燃料", double, OK,
    ]  # fmt: skip
    assert reductions.value("reductions_ledger_amount", 6) == 1_000
    assert reductions.value("reductions_claimed", 4) == 30_000


# ── GWP ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_gas_without_a_gwp_in_the_set_is_an_error_up_to_the_total() -> None:
    """SAR has no value for NF3; a row without it stays as it is."""
    book = filled(
        settings={"gwp_set": "SAR"},
        process=[row(line="semiconductor_nf3", activity=1000), row(line="semiconductor_sf6", activity=1000)],
    )
    assert str(book.value("process_co2e", 1)).startswith("#")
    assert book.value("process_check", 1) == "✗ 所选 GWP 取值没有该气体"
    assert book.value("process_co2e", 2) == pytest.approx(0.1951 * 23_900)
    assert str(book.value("park_years_total", 3)).startswith("#")
    assert str(book.value("gases_co2e3", 16)).startswith("#")
    assert book.value("gases_co2e3", 12) == 0


def test_another_set_gives_its_own_equivalents() -> None:
    book = filled(settings={"gwp_set": "AR6"}, process=[row(line="aluminium_prebake", activity=100_000)])
    assert book.value("process_co2e") == pytest.approx(8.88 * 7380 + 1.14 * 12_400)
