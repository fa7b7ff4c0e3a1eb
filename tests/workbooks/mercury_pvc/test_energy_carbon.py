"""Runs and scenarios of the example against a calculation of their own, from the inputs; what is wrong is said."""

from __future__ import annotations

import copy
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.language import Language
from pycore.library import library
from pycore.package.package import Package
from pycore.sheets.writer import write_workbook
from tests.golden import libreoffice
from tests.golden.books import by_cell
from tests.golden.comparison import different
from tests.workbooks.calculated import Calculated
from workbooks.mercury_pvc import WORKBOOK
from workbooks.mercury_pvc.conditions import STUDENT
from workbooks.mercury_pvc.energy_carbon import THEME

pytestmark = pytest.mark.slow

EXAMPLE: dict[str, Any] = dict(WORKBOOK.examples["default"])
NAMES = [str(row["name"]) for row in EXAMPLE["scenarios"]]
BASE, OPTIMISED, LOW, ULTRA, DESORPTION, GOLD, ETHYLENE = range(7)
YEAR = 2025
PVC = sum(row["pvc"] for row in EXAMPLE["output"] if row["year"] == YEAR)


def value(id: str) -> float:
    return library().factor(id).value


def spread(id: str) -> float:
    return library().factor(id).uncertainty or 0.0


POWER, U_POWER = value("electricity.national.average.2023"), spread("electricity.national.average.2023")
STEAM, U_STEAM = value("heat.national"), spread("heat.national")
COAL_PARTS = [f"fuel.2023.bituminous.{part}" for part in ("ncv", "carbon_content", "oxidation")]
NCV = value(COAL_PARTS[0])
COAL = math.prod(value(id) for id in COAL_PARTS) * 44 / 12
U_COAL = math.hypot(*(spread(id) for id in COAL_PARTS))


def changed(**more: Any) -> Calculated:
    return Calculated(WORKBOOK, {**copy.deepcopy(EXAMPLE), **more})


@pytest.fixture(scope="module")
def example() -> Calculated:
    return Calculated(WORKBOOK, EXAMPLE)


def of_runs(technology: str, carrier: str) -> tuple[float, float]:
    """Mean and half-width of the runs at a load of 80 % and for 36 h, from the readings."""
    runs = [
        row[carrier] / row["output"]
        for row in EXAMPLE["conditions"]
        if row["technology"] == technology and row["load"] >= 0.8 and row["hours"] >= 36
    ]
    half = stats.t.ppf(0.975, len(runs) - 1) * np.std(runs, ddof=1) / math.sqrt(len(runs))
    return float(np.mean(runs)), float(half)


def ledger(key: str, column: str, **which: str) -> float:
    return float(
        sum(
            row[column]
            for row in EXAMPLE[key]
            if row["year"] == YEAR and all(row[name] == wanted for name, wanted in which.items())
        )
    )


def test_the_table_of_student_is_that_of_scipy() -> None:
    assert list(STUDENT) == pytest.approx([stats.t.ppf(0.975, df) for df in range(1, len(STUDENT) + 1)], abs=5e-7)


def test_means_of_the_runs(example: Calculated) -> None:
    technologies = {"none": 1, "optimised": 2, "desorption": 6}
    for technology, row in technologies.items():
        for carrier in ("electricity", "steam"):
            mean, half = of_runs(technology, carrier)
            assert example.value(f"condition_means_{carrier}_mean", row) == pytest.approx(mean, rel=1e-9)
            assert example.value(f"condition_means_{carrier}_half", row) == pytest.approx(half, rel=1e-6)
        assert example.value("condition_means_coal_mean", row) in (None, "")
    assert example.column("condition_means_run_count")[:7] == [4, 3, 0, 0, 0, 3, 0]
    assert example.value("condition_means_runs_left_out", 6) == 1
    assert example.value("condition_means_load_low", 6) == pytest.approx(0.91)
    assert example.value("condition_means_load_high", 6) == pytest.approx(0.96)
    assert example.value("conditions_steady", 11).startswith("! 非稳定，已剔除")
    assert {str(cell)[0] for cell in example.column("conditions_check")[:11]} == {"✓"}


def test_the_baseline_is_the_account_where_nothing_is_entered(example: Calculated) -> None:
    """Electricity and steam bought, fuels and processes: together what the carbon account of the region has."""
    assert example.value("scenario_account_pvc") == PVC
    bought = ledger("power", "electricity", source="grid") * 1000 / PVC
    assert example.value("scenario_account_electricity") == pytest.approx(bought, rel=1e-12)
    assert example.value("scenario_carbon_co2_per", 1) == pytest.approx(
        example.value("region_years_per_t", 2), rel=1e-12
    )
    assert example.value("scenario_carbon_co2", 1) == pytest.approx(example.value("region_years_co2", 2), rel=1e-12)


def hand(row: int) -> dict[str, float]:
    """A scenario by plain arithmetic from the entries; all against the first row."""
    hg, base = EXAMPLE["scenario_hg"][row], EXAMPLE["scenario_hg"][0]
    energy = EXAMPLE["scenario_energy"][row]
    share, technology = EXAMPLE["scenarios"][row]["share"], EXAMPLE["scenarios"][row]["technology"]
    delta, u = {}, {}
    for carrier in ("electricity", "steam", "coal"):
        if energy.get("given_as") == "runs" and carrier != "coal":
            here, there = of_runs(technology, carrier), of_runs("none", carrier)
            delta[carrier], u[carrier] = here[0] - there[0], math.hypot(here[1], there[1])
        else:
            delta[carrier] = energy.get(carrier, 0.0)
            u[carrier] = abs(delta[carrier]) * energy.get(f"u_{carrier}", 0.0)
    process, u_process = energy.get("process", 0.0), abs(energy.get("process", 0.0)) * energy.get("u_process", 0.0)
    co2 = delta["electricity"] / 1000 * POWER + delta["steam"] * STEAM + delta["coal"] * COAL + process
    u_co2 = math.hypot(
        delta["electricity"] / 1000 * POWER * U_POWER,
        delta["steam"] * STEAM * U_STEAM,
        delta["coal"] * COAL * U_COAL,
        u["electricity"] / 1000 * POWER,
        u["steam"] * STEAM,
        u["coal"] * COAL,
        u_process,
    )
    joules = delta["electricity"] * 0.0036 + delta["steam"] + delta["coal"] * NCV

    def mercury(entries: dict[str, float]) -> float:
        """What counts, in g/t, from the entries of both rows."""
        h = entries["h0"] + entries["dh"] if "dh" in entries else entries.get("h", entries["h0"])
        ways = ("hg_air", "hg_water", "acid")
        there = entries["h0"] * sum(entries[f"{way}0"] for way in ways)
        return there - h * sum(entries.get(way, entries[f"{way}0"]) for way in ways)

    entries = {"h0": base["hg_in"], **{f"{way}0": base[way] for way in ("hg_air", "hg_water", "acid")}}
    spreads = {"h0": base["u_hg_in"], **{f"{way}0": base[f"u_{way}"] for way in ("hg_air", "hg_water", "acid")}}
    if "hg_in" in hg:
        name = "dh" if hg.get("given_as") == "change" else "h"
        entries[name], spreads[name] = hg["hg_in"], hg.get("u_hg_in", 0.0)
    for way in ("hg_air", "hg_water", "acid"):
        if way in hg:
            entries[way], spreads[way] = hg[way], hg[f"u_{way}"]
    reduced = mercury(entries)
    # Each entry moved by itself, as whole differences; what both rows share moves both.
    moved = [mercury({**entries, key: x * (1 + spreads[key])}) - reduced for key, x in entries.items()]
    return {
        "reduced": share * reduced * PVC / 1000,
        "u_reduced": share * math.hypot(*moved) * PVC / 1000,
        "co2": share * co2 * PVC,
        "u_co2": share * u_co2 * PVC,
        "energy": share * joules * PVC,
        "electricity": share * delta["electricity"] * PVC / 1000,
    }


@pytest.mark.parametrize("row", range(1, 7), ids=NAMES[1:])
def test_changes_and_their_uncertainty(example: Calculated, row: int) -> None:
    wanted = hand(row)
    for key, number in wanted.items():
        rel = 1e-6 if key.startswith("u_") else 1e-9
        assert example.value(f"scenario_changes_{key}", row + 1) == pytest.approx(number, rel=rel), key
    per, u_per = wanted["co2"] / wanted["reduced"], wanted["u_co2"] / wanted["reduced"]
    u = math.hypot(u_per, per * wanted["u_reduced"] / wanted["reduced"])
    assert example.value("scenario_unit_co2_per", row + 1) == pytest.approx(per, rel=1e-9)
    assert example.value("scenario_unit_u_co2_per", row + 1) == pytest.approx(u, rel=1e-6)
    energy = wanted["energy"] / wanted["reduced"]
    assert example.value("scenario_unit_energy_per", row + 1) == pytest.approx(energy, rel=1e-9)


def test_steps_are_against_the_row_above(example: Calculated) -> None:
    steps = example.column("scenario_steps_co2")
    totals = [hand(row)["co2"] for row in range(1, 7)]
    assert steps[1] == pytest.approx(totals[0], rel=1e-9)
    assert steps[4] == pytest.approx(totals[3] - totals[2], rel=1e-7)


def test_flows_add_up_to_the_input(example: Calculated) -> None:
    ways = [
        example.column(f"scenario_flows_{way}") for way in ("hg_air", "hg_water", "acid", "carbon", "spent", "rest")
    ]
    inputs = example.column("scenario_flows_hg_in")
    for row in range(7):
        assert sum(way[row] for way in ways) == pytest.approx(inputs[row], rel=1e-12)
    shares = [row["share"] for row in EXAMPLE["scenarios"]]
    assert inputs[GOLD] == pytest.approx((1 - shares[GOLD]) * 98.3 * PVC / 1000, rel=1e-12)


def test_one_cuts_mercury_and_raises_carbon_and_one_cuts_both(example: Calculated) -> None:
    said = example.column("scenario_unit_said")
    assert said[BASE] == "基准"
    assert said[DESORPTION].startswith("权衡：减汞增碳")
    assert said[ETHYLENE].startswith("协同：汞碳双降")
    assert said[GOLD].startswith("协同：汞碳双降")
    assert example.value("scenario_summary_synergy") == 3
    assert example.value("scenario_summary_trade_off") == 3
    assert example.value("scenario_summary_co2_most_by") == "盐酸深度解吸"


def test_costs(example: Calculated) -> None:
    cost = EXAMPLE["scenario_cost"][DESORPTION]
    crf = 0.08 * 1.08 ** cost["life"] / (1.08 ** cost["life"] - 1)
    annual = cost["investment"] * crf + cost["opex"] - cost["saving"]
    assert example.value("scenario_money_annual_cost", DESORPTION + 1) == pytest.approx(annual, rel=1e-12)
    per_hg = annual * 10_000 / hand(DESORPTION)["reduced"]
    assert example.value("scenario_money_per_hg", DESORPTION + 1) == pytest.approx(per_hg, rel=1e-9)
    assert example.value("scenario_money_per_co2", DESORPTION + 1) in (None, "")
    assert example.value("scenario_money_per_co2", ETHYLENE + 1) > 0
    assert example.value("scenario_money_annual_cost", 1) in (None, "")


def test_the_tornado_is_sorted_and_holds_the_whole_uncertainty(example: Calculated) -> None:
    moved, ranks = example.column("influences_moves"), example.column("influences_rank")
    assert sorted(ranks) == list(range(1, 12))
    assert [moved[ranks.index(rank)] for rank in range(1, 12)] == sorted(moved, reverse=True)
    assert math.hypot(*moved) == pytest.approx(example.value("influence_u"), rel=1e-12)
    plus = example.column("influence_order_plus")
    assert plus == sorted(plus)
    assert example.value("influence_order_item", 11) == "酸碱污泥占比"
    assert sum(example.column("influences_part")) == pytest.approx(1, rel=1e-12)


def test_the_three_kinds(example: Calculated) -> None:
    assert example.column("scenario_kinds_number") == [1, 1, 5]
    rates = [hand(row)["co2"] / example.value("scenario_carbon_co2", 1) for row in range(2, 7)]
    assert example.value("scenario_kinds_co2_rate", 3) == pytest.approx(np.mean(rates), rel=1e-8)


def test_values_are_independent_and_changes_are_not() -> None:
    """The same electricity as a value of its own carries both uncertainties; as a change only that of the change."""
    base = example_account()
    energy = copy.deepcopy(EXAMPLE["scenario_energy"])
    energy[LOW] = {"given_as": "value", "electricity": base + 6.5, "u_electricity": 0.02}
    book = changed(scenario_energy=energy)
    quality = value("quality.B")
    assert book.value("scenario_used_d_electricity", LOW + 1) == pytest.approx(6.5, rel=1e-6)
    independent = math.hypot((base + 6.5) * 0.02, base * quality)
    assert book.value("scenario_used_u_electricity", LOW + 1) == pytest.approx(independent, rel=1e-9)
    assert book.value("scenario_unit_firm", LOW + 1).startswith("! 碳的变化在不确定度内")


def example_account() -> float:
    return ledger("power", "electricity", source="grid") * 1000 / PVC


def test_what_is_wrong_is_said_and_no_mercury_reduced_is_no_number() -> None:
    data = copy.deepcopy(EXAMPLE)
    data["scenarios"][OPTIMISED] = {**data["scenarios"][OPTIMISED], "source": ""}
    data["scenarios"][LOW] = {**data["scenarios"][LOW], "base": "盐酸深度解吸"}
    data["scenarios"][ULTRA] = {**data["scenarios"][ULTRA], "share": 1.2}
    data["scenario_hg"][OPTIMISED] = {}
    data["scenario_hg"][DESORPTION] = {"acid": 0.7, "carbon": 0.58}
    data["scenario_hg"][ULTRA] = {"hg_in": 33, "acid": 0.1, "carbon": 0.1, "spent": 0.1}
    data["scenario_energy"][GOLD] = {"given_as": "change", "steam": -9}
    data["scenario_energy"][ETHYLENE] = {"given_as": "runs"}
    data["scenario_energy"][LOW] = {"electricity": -5}
    data["scenario_energy"][BASE] = {"given_as": "change", "steam": 1}
    data["scenario_hg"][GOLD] = {"given_as": "runs"}
    data["scenario_energy"][OPTIMISED] = {"given_as": "runs", "steam": 1}
    data["scenario_cost"][GOLD] = {"investment": 5, "u_investment": 0.1}
    data["conditions"][0] = {**data["conditions"][0], "evidence": "", "load": 95}
    book = Calculated(WORKBOOK, data)
    checks = book.column("scenarios_check")
    assert checks[OPTIMISED].startswith("✗ 缺来源")
    assert "不是基准情景" in checks[LOW]
    assert "实施产能占比" in checks[ULTRA]
    hg = book.column("scenario_hg_check")
    assert "大于 1" in hg[DESORPTION]
    assert "相差超过允许偏差" in hg[ULTRA]
    energy = book.column("scenario_energy_check")
    assert "蒸汽变化后为负" in energy[GOLD]
    assert "实测工况不足" in energy[ETHYLENE]
    assert "电力为负" in energy[LOW]
    assert "基准情景只能填数值" in energy[BASE]
    assert "工况台账没有这些数据" in hg[GOLD]
    assert "又填了能耗" in energy[OPTIMISED]
    assert "缺寿命" in book.value("scenario_cost_check", GOLD + 1)
    assert "负荷率" in book.value("conditions_check", 1)
    assert book.value("scenario_changes_reduced", OPTIMISED + 1) == 0
    assert book.value("scenario_unit_co2_per", OPTIMISED + 1) in (None, "")
    assert book.value("scenario_unit_said", OPTIMISED + 1).startswith("不减汞，减碳")
    assert book.value("scenario_unit_firm", OPTIMISED + 1).startswith("– 不减汞")
    assert book.value("scenario_carbon_co2", ETHYLENE + 1) in (None, "")


def test_without_a_baseline_nothing_is_compared_and_it_is_said() -> None:
    scenarios = copy.deepcopy(EXAMPLE["scenarios"])[1:]
    for row in scenarios:
        row.pop("base")
    tables = {key: copy.deepcopy(EXAMPLE[key])[1:] for key in ("scenario_hg", "scenario_energy")}
    book = changed(scenarios=scenarios, scenario_cost=[], **tables)
    assert "没有基准情景" in book.value("scenarios_check", 1)
    assert set(book.column("scenario_unit_said")) <= {"", None}
    assert set(book.column("scenario_carbon_co2")) <= {"", None}
    assert set(book.column("influences_moves")) <= {"", None}


def test_unsteady_runs_count_where_the_switch_says_so() -> None:
    book = changed(steady={**EXAMPLE["steady"], "exclude": "no"})
    assert book.value("condition_means_run_count", 6) == 4
    assert book.value("conditions_steady", 11).startswith("! 非稳定，仍计入")
    runs = [row["steam"] / row["output"] for row in EXAMPLE["conditions"] if row["technology"] == "desorption"]
    assert book.value("condition_means_steam_mean", 6) == pytest.approx(np.mean(runs), rel=1e-12)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_blank_workbook_shows_no_error(language: Language) -> None:
    """Without plants, runs and scenarios the sheets of the theme are quiet."""
    book = Package.read(write_workbook(WORKBOOK, language, {}))
    titles = {sheet.title[language] for sheet in THEME.sheets}
    for native in (False, True):
        cells = recalculate(book, engine_functions(), native=native)
        found = [
            (sheet, cell, value)
            for sheet, held in cells.items()
            if sheet in titles
            for cell, value in held.items()
            if str(value).startswith(("#", "✗"))
        ]
        assert found == []


@pytest.mark.programs
@pytest.mark.libreoffice
def test_libreoffice_without_an_extension_calculates_the_same(tmp_path: Path) -> None:
    path = tmp_path / "example.xlsx"
    path.write_bytes(write_workbook(WORKBOOK, "en", EXAMPLE))
    titles = {sheet.title["en"] for sheet in THEME.sheets}
    core = by_cell(recalculate(Package.read(path), engine_functions()))
    found = libreoffice.calculation(path, tmp_path)
    mine = {key: value for key, value in core.items() if key[0] in titles}
    assert len(mine) > 1500
    assert different(mine, found.cells, 1e-9) == []
