"""A gas that the library has no GWP of is told once, chosen as a line of a ledger, and counts in the inventory by gas."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workbooks.industrial_park.ledger_book import filled, row
from workbooks.common.choices import OWN_ENTRIES
from workbooks.industrial_park.lists import GASES

BLEND: dict[str, Any] = {
    "name": "R-410A",
    "group": "HFCs",
    "gwp": 1924.0,
    "assessment_report": "AR5",
    "emission_factor": 0.05,
    "year": 2024,
    "source": "设备台账 第 3 页",
    "uncertainty": 0.3,
    "flag": "V",
}
HELD = row("other", line="own1", activity=12.0)
# 12 t held, of which 5 % are emitted: 0.6 t, times 1924, by hand.
MASS, CO2E = 0.6, 1154.4
OF_GAS = len(GASES) + 1


def test_the_amount_is_calculated_with_its_own_share_and_gwp() -> None:
    found = filled(own_gases=[BLEND], process=[HELD, row("chemical", line="lime", activity=100.0)])
    assert found.column("process_mass1")[:1] == pytest.approx([MASS], rel=1e-12)
    assert found.value("process_gwp1") == 1924.0
    assert found.column("process_co2e")[:1] == pytest.approx([CO2E], rel=1e-12)
    assert found.column("process_check")[:2] == [*found.column("own_gases_check")[:1], "✓"] == ["✓", "✓"]
    assert (found.value("process_gas1"), found.value("process_measure")) == ("R-410A", "t")
    # Its uncertainty is that of the share; the amount has ±3 %.
    assert found.value("process_u") == pytest.approx((0.03**2 + 0.3**2) ** 0.5, rel=1e-12)
    # A line of the guide in the same ledger is calculated as ever, and takes no second gas of the own one.
    assert found.column("process_gas2")[:1] == [""]
    assert found.value("process_method") == 0
    assert found.value("process_gas1", 2) == "CO2"


def test_it_counts_in_the_inventory_by_gas_and_in_its_group() -> None:
    found = filled(own_gases=[BLEND], process=[HELD])
    assert found.value("gases_gas", OF_GAS) == "R-410A"
    assert found.value("gases_group", OF_GAS) == "HFCs"
    assert found.value("gases_mass3", OF_GAS) == pytest.approx(MASS, rel=1e-12)
    assert found.value("gas_groups_co2e3", 4) == pytest.approx(CO2E, rel=1e-12)
    assert found.value("gases_gwp", OF_GAS + OWN_ENTRIES - 1) == "–"


def test_rows_of_one_own_gas_vary_together() -> None:
    """Two equal rows: the share whole, the amounts apart, √(0.03²/2 + 0.3²) of the sum."""
    found = filled(own_gases=[BLEND], process=[HELD, HELD])
    shared = sum(found.column("process_shared")[:2]) ** 0.5
    assert shared / (2 * CO2E) == pytest.approx((0.03**2 / 2 + 0.3**2) ** 0.5, rel=1e-12)


@pytest.mark.parametrize(
    "column", ["gwp", "assessment_report", "group", "emission_factor", "year", "source", "uncertainty", "flag"]
)
def test_what_is_missing_is_said_where_it_is_chosen_too(column: str) -> None:
    found = filled(own_gases=[{key: value for key, value in BLEND.items() if key != column}], process=[HELD])
    assert found.value("own_gases_check").startswith("✗ 缺")
    assert found.value("process_check") == "✗ 自有气体未填全或有误，见“自有条目”表"


def test_the_name_of_a_gas_or_a_line_of_the_library_is_another_entrys() -> None:
    """Under the name of a gas of the library its amount would be added up with that, and once more as its own."""
    for name in ("HFC-134a", "石灰生产"):
        found = filled(own_gases=[{**BLEND, "name": name}], process=[HELD])
        assert found.value("own_gases_check") == "✗ 与另一条目同名", name
        assert found.value("gases_gas", OF_GAS) == "自有气体1"
        assert found.value("process_check").startswith("✗ ")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"gwp": 0.0}, "✗ 100 年 GWP应为"),
        ({"gwp": 260_000.0}, "? 100 年 GWP"),
        ({"assessment_report": "AR4"}, "? 所据评估报告与计算设置的 GWP 取值不同"),
        ({"emission_factor": 5.0}, "✗ 排放份额应为"),
    ],
)
def test_what_no_gas_can_be_is_said(change: dict[str, Any], said: str) -> None:
    assert filled(own_gases=[{**BLEND, **change}]).value("own_gases_check").startswith(said)
