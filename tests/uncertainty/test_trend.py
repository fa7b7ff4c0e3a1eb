"""Level and trend of an inventory: IPCC Approach 1, table 3.2, against simulation and by hand."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.cells.values import CellError
from pycore.functions.catalogue import call


def column(*values: Any) -> list[list[Any]]:
    return [[value] for value in values]


def test_of_one_source_the_shared_factor_leaves_the_trend() -> None:
    """From 100 to 90: level √(0.03² + 0.04²), trend −10 %, and 0.9·0.03·√2 for two independent activities."""
    ((level, trend, spread),) = call("TL_TREND_UNCERTAINTY", [100, 90, 0.03, 0.04])
    assert level == pytest.approx(0.05)
    assert trend == pytest.approx(-0.1)
    assert spread == pytest.approx(0.9 * 0.03 * 2**0.5)


BASE, NOW = (100.0, 40.0, 300.0, -20.0), (90.0, 70.0, 310.0, -35.0)
U_ACTIVITY, U_FACTOR = (0.03, 0.1, 0.05, 0.08), (0.3, 0.15, 0.02, 0.2)


def trend(base: Any, now: Any) -> float:
    return (sum(now) - sum(base)) / sum(base)


def test_columns_give_one_row_for_the_inventory_by_the_sensitivities_that_table_3_2_defines() -> None:
    """Type A: one source larger by a little in both years; type B: in the current year only (notes B and D there)."""
    squares, step = 0.0, 1e-6
    for i, (u_activity, u_factor) in enumerate(zip(U_ACTIVITY, U_FACTOR, strict=True)):
        base, now = list(BASE), list(NOW)
        now[i] *= 1 + step
        type_b = (trend(base, now) - trend(BASE, NOW)) / step
        base[i] *= 1 + step
        type_a = (trend(base, now) - trend(BASE, NOW)) / step
        squares += (type_a * u_factor) ** 2 + 2 * (type_b * u_activity) ** 2
    found = call("TL_TREND_UNCERTAINTY", [column(*c) for c in (BASE, NOW, U_ACTIVITY, U_FACTOR)])
    ((level, change, spread),) = found
    own = [(d * (a * a + f * f) ** 0.5) ** 2 for d, a, f in zip(NOW, U_ACTIVITY, U_FACTOR, strict=True)]
    assert level == pytest.approx(sum(own) ** 0.5 / 435)
    assert change == pytest.approx((435 - 420) / 420)
    assert spread == pytest.approx(squares**0.5, rel=1e-5)


def test_where_the_shares_stay_it_is_what_a_simulation_gives() -> None:
    """Factors are drawn once for both years, activity for each; table 3.2 takes the base year's part as the current's."""
    import numpy as np

    z95 = 1.959963984540054
    generator = np.random.default_rng(11)
    draws = generator.standard_normal((3, len(BASE), 400_000)) / z95
    u_activity, u_factor = np.array(U_ACTIVITY)[:, None] / 5, np.array(U_FACTOR)[:, None] / 5
    factor = 1 + u_factor * draws[0]
    before, now = ((np.array(BASE)[:, None] * factor * (1 + u_activity * z)).sum(axis=0) for z in draws[1:])
    arguments = [column(*BASE), column(*(0.9 * c for c in BASE)), column(*u_activity[:, 0]), column(*u_factor[:, 0])]
    ((level, change, spread),) = call("TL_TREND_UNCERTAINTY", arguments)
    assert level == pytest.approx(z95 * now.std() / sum(BASE), rel=0.01)
    assert change == pytest.approx(-0.1)
    assert spread == pytest.approx(0.9 * z95 * (now / before).std(), rel=0.01)


def test_two_sources_by_hand() -> None:
    """C = 100, 50; D = 120, 30: A = 120/150 − 100·150/150² = 2/15 and −2/15, B = 0.8 and 0.2."""
    ((level, trend, spread),) = call(
        "TL_TREND_UNCERTAINTY", [column(100, 50), column(120, 30), column(0.05, 0.1), column(0.1, 0.2)]
    )
    assert level == pytest.approx(((120**2 * 0.0125) + (30**2 * 0.05)) ** 0.5 / 150)
    assert trend == 0
    squares = (2 / 15 * 0.1) ** 2 + (2 / 15 * 0.2) ** 2 + 2 * (0.8 * 0.05) ** 2 + 2 * (0.2 * 0.1) ** 2
    assert spread == pytest.approx(squares**0.5)


def test_a_new_source_and_blank_rows() -> None:
    """A source that the base year had not counts with a base of 0; rows that are blank throughout are left out."""
    with_blank = [
        column(100, None, 0, None),
        column(90, "", 10, ""),
        column(0.03, None, 0.2, ""),
        column(0.04, "", 0.1, ""),
    ]
    without = [column(100, 0), column(90, 10), column(0.03, 0.2), column(0.04, 0.1)]
    assert call("TL_TREND_UNCERTAINTY", with_blank) == call("TL_TREND_UNCERTAINTY", without)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([0, 90, 0.03, 0.04], "#DIV/0!", "基准年排放量合计为 0"),
        ([column(5, -5), column(1, 2), column(0.1, 0.1), column(0.1, 0.1)], "#DIV/0!", "基准年"),
        ([100, 0, 0.03, 0.04], "#DIV/0!", "各项之和为 0"),
        ([column(1, 2), 90, column(0.1, 0.1), column(0.1, 0.1)], "#VALUE!", "大小不同（2, 1, 2, 2 个单元格）"),
        ([column(1, 2), column(1, 2), column(0.1, "约5%"), column(0.1, 0.1)], "#VALUE!", "第 2 个单元格"),
        ([column(1, 2), column(1, 2), column(0.1, 30), column(0.1, 0.1)], "#NUM!", "相对不确定度用小数表示"),
        ([column(1, 2), column(1, 2), column(0.1, None), column(0.1, 0.1)], "#VALUE!", "空白"),
    ],
)
def test_what_is_wrong_is_said(arguments: list[Any], code: str, words: str) -> None:
    found = call("TL_TREND_UNCERTAINTY", arguments)
    assert isinstance(found, CellError)
    assert found.code == code
    assert words in found.message("zh")
