"""Options of the potential model take their numbers from the scenario that a row names, own ones only where it has none."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.workbooks.calculated import Calculated
from workbooks.mercury_pvc import WORKBOOK

pytestmark = pytest.mark.slow

EXAMPLE: dict[str, Any] = dict(WORKBOOK.examples["default"])
PVC = 1_876_000.0
GOLD = 5
"""The sixth scenario, 30 % of the output with gold catalyst; the fifth option is the same by its own numbers."""


def changed(change: Callable[[dict[str, Any]], object]) -> Calculated:
    data = copy.deepcopy(EXAMPLE)
    change(data)
    return Calculated(WORKBOOK, data)


def from_gold(data: dict[str, Any]) -> None:
    """The mercury-free option by the scenario of gold catalyst: CO2 by the indicator, all else own."""
    option, prospect = data["options"][4], data["prospects"][4]
    option["scenario"] = data["scenarios"][GOLD]["name"]
    del option["v2"], prospect["hg_per_t"], prospect["co2_per_t"], prospect["cost_per_t"]


@pytest.fixture(scope="module")
def gold() -> Calculated:
    return changed(from_gold)


def test_a_tonne_that_takes_the_technology_is_not_the_mean_of_all(gold: Calculated) -> None:
    taken = 0.3 * PVC
    reduced, co2 = gold.value("scenario_changes_reduced", GOLD + 1), gold.value("scenario_changes_co2", GOLD + 1)
    assert gold.value("scenario_account_pvc") == PVC
    assert gold.value("scenario_per_t_hg_cut", GOLD + 1) == pytest.approx(reduced * 1000 / taken)
    assert gold.value("scenario_per_t_co2_cut", GOLD + 1) == pytest.approx(-co2 / taken)
    base = gold.value("scenario_carbon_co2_per", 1)
    assert gold.value("scenario_per_t_co2", GOLD + 1) == pytest.approx(base + co2 / taken)
    cost = gold.value("scenario_money_annual_cost", GOLD + 1)
    assert gold.value("scenario_per_t_cost", GOLD + 1) == pytest.approx(cost * 10_000 / taken)


def test_an_option_takes_what_its_scenario_gives_and_the_rest_is_its_own(gold: Calculated) -> None:
    row = EXAMPLE["options"][4]
    assert gold.value("options_used_c2", 5) == gold.value("scenario_per_t_co2", GOLD + 1)
    assert [gold.value(f"options_used_c{j}", 5) for j in (1, 3, 4)] == [row["v1"], row["v3"], row["v4"]]
    assert "取自情景：单位产品 CO2" in gold.value("options_origin", 5)
    assert gold.value("options_origin", 4) == "自有值"
    assert gold.value("options_check", 5) == gold.value("prospects_check", 5) == "✓"


def test_the_potential_is_that_of_the_scenario_in_the_range_of_the_option(gold: Calculated) -> None:
    cut, cost = gold.value("scenario_per_t_hg_cut", GOLD + 1), gold.value("scenario_per_t_cost", GOLD + 1)
    for key in ("low", "mid", "high"):
        share = EXAMPLE["prospects"][4][key]
        output = gold.value("region_years_pvc", 2)
        assert gold.value(f"option_potential_hg_{key}", 5) == pytest.approx(cut * share * output / 1000)
    share = EXAMPLE["prospects"][4]["mid"]
    assert gold.value("option_potential_cost_mid", 5) == pytest.approx(cost * share * output / 10_000)


def test_an_own_number_beside_that_of_the_scenario_is_a_fault() -> None:
    def twice(data: dict[str, Any]) -> None:
        from_gold(data)
        data["options"][4]["v2"] = 3.5
        data["prospects"][4]["hg_per_t"] = 40.0

    book = changed(twice)
    for table in ("options", "prospects"):
        assert book.value(f"{table}_check", 5) == "✗ 情景已给出数值，请删去自有值"
    assert book.value("options_used_c2", 5) == book.value("scenario_per_t_co2", GOLD + 1)


def test_where_the_scenario_has_no_number_the_own_one_counts() -> None:
    """The baseline has no cost."""

    def baseline(data: dict[str, Any]) -> None:
        data["options"][4]["scenario"] = data["scenarios"][0]["name"]
        data["indicator_list"][3]["takes"] = "cost"
        del data["options"][4]["v2"], data["prospects"][4]["hg_per_t"], data["prospects"][4]["co2_per_t"]

    book = changed(baseline)
    assert book.value("options_used_c4", 5) == EXAMPLE["options"][4]["v4"]
    assert book.value("prospects_cost_per_t_used", 5) == EXAMPLE["prospects"][4]["cost_per_t"]
    assert book.value("prospects_hg_per_t_used", 5) == 0


def test_a_scenario_that_is_gone_leaves_no_order() -> None:
    book = changed(lambda data: data["options"][4].update(scenario="没有的情景"))
    assert book.value("options_check", 5).startswith("✗")
    assert book.value("potential_order_ranks") == 0
