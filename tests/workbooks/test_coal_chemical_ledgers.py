"""The ledgers of the coal chemical workbook, filled in one way and another, with the core and without it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.sheets.writer import write_workbook
from workbooks.coal_chemical import WORKBOOK

pytestmark = pytest.mark.slow

EVIDENCE = {"evidence": "test", "quality": "B"}
UNITS = [code for code, _ in WORKBOOK.list("unit").entries]


class Filled:
    """A workbook with data, calculated by the core and natively."""

    def __init__(self, data: dict[str, Any]) -> None:
        raw = write_workbook(WORKBOOK, "zh", data)
        package = Package.read(raw)
        self.book = Book.open(raw)
        self.values = {native: recalculate(package, engine_functions(), native=native) for native in (False, True)}

    def both(self, name: str, row: int = 0) -> tuple[object, object]:
        sheet, r, c = self.book.cells_of(name)[row]
        return self.values[False][sheet][r, c], self.values[True][sheet][r, c]

    def same(self, name: str, row: int = 0) -> object:
        core, native = self.both(name, row)
        if isinstance(core, float):
            assert native == pytest.approx(core, rel=1e-12)
        else:
            assert native == core
        return core


def steam(pressure: float, temperature: float | None, quantity: float = 1000) -> dict[str, Any]:
    row = {
        "stage": "proposed",
        "unit": "mto",
        "trade": "bought",
        "medium": "steam",
        "quantity": quantity,
        "pressure": pressure,
    }
    return {**row, **EVIDENCE, **({} if temperature is None else {"temperature": temperature})}


@pytest.fixture(scope="module")
def heat() -> Filled:
    """Steam of the dossier's table 2.7 (IF97), hot water, heat; then slips."""
    rows = [
        steam(4.0, 400), steam(9.8, 540), steam(0.5, 160), steam(16, 360), steam(25, 600),
        steam(0.6, None), steam(10, None), steam(16, None),
        steam(4.0, 200), steam(25, 300), steam(22, 380),
        {"stage": "proposed", "unit": "mto", "trade": "bought", "medium": "water", "quantity": 100, "temperature": 95, **EVIDENCE},
        {"stage": "proposed", "unit": "mto", "trade": "bought", "medium": "heat", "quantity": 1234, **EVIDENCE},
    ]  # fmt: skip
    return Filled({"heat": rows})


@pytest.mark.parametrize(
    ("row", "enthalpy"),
    [(0, 3214.4), (1, 3479.0), (2, 2767.4), (3, 2715.6), (4, 3493.7), (5, 2756.1), (6, 2725.5), (7, 2580.8)],
)
def test_steam_calculates_the_same_with_and_without_the_core(heat: Filled, row: int, enthalpy: float) -> None:
    assert heat.same("heat_enthalpy", row) == pytest.approx(enthalpy, abs=0.06)
    assert heat.same("heat_heat", row) == pytest.approx(enthalpy - 83.74, abs=0.06)
    assert heat.same("heat_check", row) == "✓"


def test_saturation_temperatures_are_those_of_the_table(heat: Filled) -> None:
    for row, temperature in ((0, 250.36), (5, 158.83), (6, 311.00), (7, 347.36)):
        assert heat.same("heat_saturation", row) == pytest.approx(temperature, abs=0.006)


def test_steam_below_saturation_is_an_error_and_the_check_says_so(heat: Filled) -> None:
    assert heat.same("heat_heat", 8) == "#NUM!"
    assert heat.same("heat_check", 8) == "✗ 温度低于饱和温度，为水"


def test_water_above_the_critical_pressure_is_an_error(heat: Filled) -> None:
    assert heat.same("heat_heat", 9) == "#NUM!"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"pressure": 0.0001}, "✗ 绝对压力应为"),
        ({"pressure": 0.0001, "temperature": 300}, "✗ 绝对压力应为"),
        ({"pressure": 101, "temperature": 600}, "✗ 绝对压力应为"),
        ({"temperature": 900}, "✗ 温度应为"),
        ({"temperature": "很热"}, "✗ 温度不是数值"),
        ({"pressure": "四", "temperature": 300}, "✗ 绝对压力不是数值"),
    ],
)
def test_a_state_that_the_core_refuses_is_not_let_in_by_the_native_form(wrong: dict[str, Any], said: str) -> None:
    filled = Filled({"heat": [{**steam(4.0, None), **wrong}]})
    assert filled.same("heat_enthalpy") == "#NUM!"
    assert filled.same("heat_heat") == "#NUM!"
    assert str(filled.same("heat_check")).startswith(said)


def test_near_the_critical_point_only_the_core_knows_and_the_native_form_says_not_available(
    heat: Filled,
) -> None:
    core, native = heat.both("heat_enthalpy", 10)
    assert isinstance(core, float)
    assert native == "#N/A"


def test_hot_water_and_heat(heat: Filled) -> None:
    assert heat.same("heat_heat", 11) == pytest.approx(100 * (95 - 20) * 4.1868e-3)
    assert heat.same("heat_heat", 12) == 1234


SLIPS: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("fuels", {"fuel": "diesel", "consumption": 100, "oxidation_own": 98, "reason": "x"}, "fuels_co2", "#NUM!", "✗ 自有值：碳氧化率应为 0 到 1，疑为百分数"),
    ("fuels", {"fuel": "diesel", "consumption": 100, "carbon_content_own": 20.2, "reason": "x"}, "fuels_co2", "#NUM!", "✗ 自有值：单位热值含碳量应为 0 < x ≤ 0.2，疑为 tC/TJ"),
    ("fuels", {"fuel": "diesel", "consumption": -1}, "fuels_co2", "#NUM!", "✗ 消耗量应为 ≥ 0"),
    ("fuels", {"fuel": "diesel", "consumption": "很多"}, "fuels_co2", "#VALUE!", "✗ 消耗量不是数值"),
    ("fuels", {"fuel": "diesel"}, "fuels_co2", "", "✗ 缺消耗量"),
    ("fuels", {"fuel": "diesel", "consumption": 1, "ncv_own": 43}, "fuels_ncv", "43.0", "✗ 自有值缺理由"),
    ("carbon", {"direction": "in", "flow": "external", "material": "feed_coal", "quantity": 1}, "carbon_carbon", "#N/A", "✗ 请填实测含碳量"),
    ("carbon", {"direction": "in", "flow": "internal", "material": "methanol", "quantity": 1}, "carbon_carbon", "0.375", "✗ 工序间转移缺对方工序"),
    ("carbonates", {"carbonate": "caco3", "consumption": 10, "purity": 92}, "carbonates_co2", "#NUM!", "✗ 纯度应为 0 到 1，疑为百分数"),
    ("capture", {"recovery": "exported", "volume": 10, "purity": 99.5}, "capture_co2", "#NUM!", "✗ CO2 纯度应为 0 到 1，疑为百分数"),
    ("nox", {"stack": "A", "concentration": 50, "flow": 1000, "hours": 9000}, "nox_nox", "#NUM!", "✗ 年运行时间应为 0 到 8784"),
    ("heat", {"trade": "bought", "medium": "steam", "quantity": 10}, "heat_co2", "", "✗ 蒸汽缺压力"),
    ("fuels", {"fuel": "乱填", "consumption": 1}, "fuels_co2", "#N/A", "✗ 燃料不在下拉列表中"),
    ("fuels", {"fuel": "diesel", "consumption": 1, "stage": "乱填"}, "fuels_co2", str(1 * 42.652 * 0.0202 * 0.98 * 44 / 12), "✗ 阶段不在下拉列表中"),
    ("electricity", {"trade": "乱填", "electricity": 1}, "electricity_co2", "0.5306", "✗ 购入或外供不在下拉列表中"),
    ("nox", {"stack": "A", "concentration": 50, "flow": 1e6, "hours": 1000, "unit": "乱填"}, "nox_nox", "50.0", "✗ 工序不在下拉列表中"),
    ("carbon", {"direction": "in", "material": "methanol", "quantity": 1}, "carbon_carbon", "0.375", "✗ 缺流向范围"),
    ("carbon", {"direction": "other", "flow": "external", "material": "slag", "quantity": 1, "content_own": 4, "reason": "x"}, "carbon_carbon", "4.0", "✗ 含碳量大于 1 tC/t，疑为百分数"),
    ("carbon", {"direction": "in", "flow": "internal", "partner": "mto", "material": "methanol", "quantity": 1}, "carbon_carbon", "0.375", "✗ 与对方工序所记的碳量不等"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("ledger", "row", "cell", "shown", "check"), SLIPS, ids=[f"{s[0]}-{i}" for i, s in enumerate(SLIPS)]
)
def test_a_slip_gives_a_true_error_or_a_blank_and_its_row_says_why(
    ledger: str, row: dict[str, Any], cell: str, shown: str, check: str
) -> None:
    filled = Filled({ledger: [{"stage": "proposed", "unit": "auxiliary", **row, **EVIDENCE}]})
    assert str(filled.same(cell)) == shown
    assert filled.same(f"{ledger}_check") == check


def check_named(filled: Filled, item: str) -> object:
    """Say what the checks sheet says of an item."""
    table = WORKBOOK.table("check_rows")
    items = [text.zh for text in table.prefilled["item"]]
    return filled.same("check_rows_status", items.index(item))


def test_a_transfer_must_be_the_same_on_both_sides_whatever_else_adds_up() -> None:
    """The stage as a whole adds up, but the second unit was never told of."""
    row = {"stage": "proposed", "flow": "internal", "material": "methanol", "quantity": 10, **EVIDENCE}
    out = {**row, "unit": "methanol_synthesis", "direction": "product", "partner": "auxiliary"}
    taken = {**row, "unit": "mto", "direction": "in", "partner": "methanol_synthesis"}
    filled = Filled({"carbon": [out, taken]})
    assert [filled.same("carbon_check", i) for i in (0, 1)] == ["✗ 与对方工序所记的碳量不等"] * 2
    assert check_named(filled, "工序间转移的碳不相等（阶段数）") == "✓"
    told = Filled({"carbon": [{**out, "partner": "mto"}, taken]})
    assert [told.same("carbon_check", i) for i in (0, 1)] == ["✓", "✓"]


def test_a_product_is_given_once_and_with_a_number() -> None:
    twice = Filled({"products": [{"product": "sng", "proposed": 1}, {"product": "sng", "proposed": "很多"}]})
    assert check_named(twice, "重复的产品") == "✗"
    assert check_named(twice, "产品缺拟建产量、产量为 0 或不是数值") == "✗"
    assert check_named(Filled({"products": [{"product": "乱填", "proposed": 1}]}), "产品不在下拉列表中") == "✗"


def test_emissions_of_a_unit_do_not_leave_the_performance_unseen() -> None:
    power = [{"stage": "proposed", "unit": "gasification", "trade": "bought", "electricity": 1, **EVIDENCE}]
    products = [{"product": "methanol", "proposed": 1}, {"product": "sng", "proposed": 1}]
    for shares, said in (
        ({}, "✗ 有排放但碳流推不出份额，请填写（不计入填 0）"),
        ({"own1": 0}, "✗ 份额合计小于 1，部分排放不计入任何产品"),
        ({"own1": 0, "reason": "下游精细化工"}, "! 份额合计小于 1，已说明理由"),
        ({"own1": 1}, "✓"),
    ):
        filled = Filled({"products": products, "share_proposed": [shares], "electricity": power})
        assert filled.same("share_proposed_check") == said
    assert Filled({}).same("share_proposed_check") == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"d_nox": 200}, "✗ CO2、NOx 均未减少，核对正负号"),
        ({"d_nox": -2000}, "✗ 措施后绩效为负，核对单位"),
        ({"unit": "mto"}, "✗ 该工序未计入所比较的产品"),
        ({"product": None}, "✗ 缺比较的产品"),
        ({"product": "煤制烯烃"}, "✗ 比较的产品不在“项目信息”中"),
        ({"d_nox": "很多"}, "✗ ΔNOx不是数值"),
        ({"adopted": None}, "✗ 缺采纳（是或否）"),
        ({}, "✓"),
    ],
)
def test_a_slip_in_a_measure_is_named(change: dict[str, Any], said: str) -> None:
    measure = {
        "name": "SCR",
        "unit": "auxiliary",
        "d_nox": -0.01,
        "product": "煤制甲醇",
        "adopted": "yes",
        **EVIDENCE,
        **change,
    }
    assert project(0.104, 2.31, measures=[measure]).same("measures_check") == said


def test_a_performance_below_zero_is_not_passed_over() -> None:
    measure = {
        "name": "SCR",
        "unit": "auxiliary",
        "d_nox": -2000,
        "product": "煤制甲醇",
        "adopted": "yes",
        **EVIDENCE,
    }
    assert check_named(project(0.104, 2.31, measures=[measure]), "无法判定等级的产品（绩效出错或为负）") == "✗"


def test_a_blank_workbook_calculates_to_blanks_and_zeros_and_no_error() -> None:
    filled = Filled({})
    assert filled.same("summary_proposed_total_total") == 0
    assert filled.same("synergy_grade") == ""
    assert filled.same("fuels_co2") == ""
    assert filled.same("cover_checks") != "✓ 全部通过"


def test_the_electricity_factor_follows_province_region_and_year() -> None:
    """Chongqing 0.5581 against its region's 0.2472 in 2023 (dossier, 2.8): the choice is visible and large."""
    for reading, year, expected in (
        ("province", "2023", 0.5581), ("region", "2023", 0.2472), ("average", "2023", 0.5306), ("average", "2022", 0.5366),
        ("residual", "2023", 0.6096), ("fossil", "2023", 0.8273), ("province", "2021", 0.4743),
    ):  # fmt: skip
        data = {"project": {"province": "chongqing"}, "settings": {"reading": reading, "factor_year": year}}
        assert Filled(data).same("settings_electricity") == expected


def test_tibet_has_no_provincial_factor_and_takes_none_from_a_neighbour() -> None:
    data = {"project": {"province": "tibet"}, "settings": {"reading": "province"}}
    assert Filled(data).same("settings_electricity") == "#N/A"


def test_the_two_fuel_sets_are_used_each_as_a_whole() -> None:
    row = {"stage": "proposed", "unit": "auxiliary", "fuel": "lng", "consumption": 1, **EVIDENCE}
    for fuel_set, ncv in (("2015", 41.868), ("2023", 51.498)):
        assert Filled({"settings": {"fuel_set": fuel_set}, "fuels": [row]}).same("fuels_ncv") == ncv


def test_green_power_counts_as_zero_only_where_the_setting_says_so() -> None:
    row = {
        "stage": "proposed",
        "unit": "auxiliary",
        "trade": "bought",
        "power": "green",
        "electricity": 1000,
        **EVIDENCE,
    }
    assert Filled({"electricity": [row]}).same("electricity_co2") == pytest.approx(530.6)
    assert Filled({"settings": {"green_zero": "yes"}, "electricity": [row]}).same("electricity_co2") == 0


def test_more_carbon_out_than_in_is_marked() -> None:
    flows = [
        {
            "stage": "proposed",
            "unit": "mto",
            "direction": d,
            "flow": "external",
            "material": "methanol",
            "quantity": q,
            **EVIDENCE,
        }
        for d, q in (("in", 100), ("product", 101))
    ]
    filled = Filled({"carbon": flows})
    row = len(UNITS) + UNITS.index("mto")
    assert filled.same("balance_check", row) == "✗ 带出碳大于带入碳"
    assert filled.same("balance_co2", row) == pytest.approx(-0.375 * 44 / 12)


def project(pollutant: float, ghg: float, measures: Sequence[dict[str, Any]] = (), **settings: Any) -> Filled:
    """A methanol project of 1000 t whose performance is what is asked for."""
    return Filled({
        "settings": settings,
        "measures": measures,
        "products": [{"product": "methanol", "proposed": 1000}],
        "share_proposed": [{"own1": 0, "reason": "test"} if unit == "mto" else {} for unit in UNITS],
        "electricity": [{"stage": "proposed", "unit": "auxiliary", "trade": "bought", "electricity": ghg * 1000,
                         "emission_factor_own": 1, "reason": "test", **EVIDENCE}],
        "nox": [{"stage": "proposed", "unit": "auxiliary", "stack": "A", "concentration": pollutant * 1e6, "flow": 1000, "hours": 1, **EVIDENCE}],
    })  # fmt: skip


@pytest.mark.parametrize(
    ("pollutant", "ghg", "state", "grade"),
    [
        (0.0936, 2.0, "双减", "可接受"),
        (0.12, 2.5, "双增", "需优化"),
        (0.1092, 2.079, "污增碳减", "可接受"),
        (0.1144, 2.079, "污增碳减", "需优化"),
        (0.0936, 2.4255, "污减碳增", "可接受"),
        (0.0936, 2.541, "污减碳增", "需优化"),
        (0.09, 2.31, "碳平", "可接受"),
        (0.11, 2.31, "碳平", "需优化"),
        (0.104, 2.2, "污平", "可接受"),
        (0.104, 2.31, "双平", "需说明"),
    ],
)
def test_table_4_1_holds_in_the_sheet_with_and_without_the_core(
    pollutant: float, ghg: float, state: str, grade: str
) -> None:
    """The test vectors of the dossier, section 1.5, through ledgers, summary, performance and synergy."""
    filled = project(pollutant, ghg)
    assert filled.same("synergy_state") == state
    assert filled.same("synergy_grade") == grade
    if state in ("碳平", "污平", "双平"):
        assert filled.same("synergy_s") == "/"


def test_the_basis_of_s_is_a_setting() -> None:
    """0.1144 and 2.079: S = −1 relative to the advanced values, −0.8182 relative to the project's (dossier, 1.5)."""
    assert project(0.1144, 2.079).same("synergy_s") == pytest.approx(-1)
    relative = project(0.1144, 2.079, basis="project")
    assert relative.same("synergy_s") == pytest.approx(-0.8182, abs=5e-5)
    assert relative.same("synergy_grade") == "可接受"


def test_a_failed_row_makes_the_totals_errors_and_not_smaller() -> None:
    rows = [
        {"stage": "proposed", "unit": "auxiliary", "fuel": "diesel", "consumption": 100, **EVIDENCE},
        {
            "stage": "proposed",
            "unit": "auxiliary",
            "fuel": "diesel",
            "consumption": 100,
            "oxidation_own": 98,
            "reason": "x",
            **EVIDENCE,
        },
    ]
    filled = Filled({"fuels": rows})
    assert filled.same("fuels_co2", 0) == pytest.approx(309.591, abs=1e-3)
    assert filled.same("summary_proposed_total_total") == "#NUM!"


def test_an_own_density_of_co2_is_used_with_and_without_the_core() -> None:
    """The library's 19.77 tCO2 per 10^4 Nm3 stands in the factor sheet and can be replaced there."""
    row = {
        "stage": "proposed",
        "unit": "purification",
        "recovery": "exported",
        "volume": 100,
        "purity": 0.9,
        **EVIDENCE,
    }
    assert Filled({"capture": [row]}).same("capture_co2") == pytest.approx(100 * 0.9 * 19.77)
    index = next(i for i, id in enumerate(WORKBOOK.table("factors").prefilled["id"]) if id == "constant.co2_density")
    own = [{} for _ in range(index)] + [{"own": 19.64, "reason": "ideal gas"}]
    assert Filled({"capture": [row], "factors": own}).same("capture_co2") == pytest.approx(100 * 0.9 * 19.64)
