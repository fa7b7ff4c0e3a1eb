"""A simulation against the same sums written by hand in numpy, on the same draws.

`by_hand` is also what the benchmark holds the simulation against.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from pycore.accounting.steam import steam_enthalpy
from pycore.assessment.synergy import assess
from pycore.library import library
from pycore.reading.book import Book
from pycore.sheets.definition import Link
from pycore.sheets.writer import write_workbook
from pycore.simulate.result import Simulation
from pycore.simulate.simulate import simulate
from workbooks.coal_chemical import WORKBOOK

pytestmark = pytest.mark.slow

DRAWS = 5_000
Draws = Mapping[str, Any]
CONTENT = {"ncv_own": "ncv", "carbon_content_own": "carbon_content", "oxidation_own": "oxidation"}


def factor_rows() -> dict[str, int]:
    """The row of each factor on the factor sheet, from 1."""
    ids = WORKBOOK.table("factors").prefilled["id"]
    return {id: row for row, id in enumerate(ids, 1)}


def by_hand(data: Mapping[str, Any], draws: Draws) -> dict[str, Any]:
    """Calculate the proposed plant of a workbook with the default settings, as one would in a script."""
    rows = factor_rows()

    def given(table: str, key: str, row: int) -> Any:
        value = data[table][row - 1].get(key)
        if isinstance(value, Link):
            name, _, column = value.name.partition("_")
            return given(name, column, value.row)
        return draws.get(f"{table}_{key}#{row}", value)

    def factor(id: str) -> Any:
        return draws.get(f"factors_used#{rows[id]}", library().factor(id).value)

    def proposed(table: str) -> Any:
        return [(i, r) for i, r in enumerate(data.get(table, ()), 1) if r["stage"] == "proposed"]

    def own_or(table: str, key: str, row: int, id: str) -> Any:
        value = given(table, key, row)
        return factor(id) if value is None else value

    co2: dict[str, Any] = {}
    nox: dict[str, Any] = {}

    def add(to: dict[str, Any], unit: str, amount: Any) -> None:
        to[unit] = to[unit] + amount if unit in to else amount

    for i, row in proposed("fuels"):
        if row.get("in_balance") != "yes":
            ncv, carbon, oxidation = (
                own_or("fuels", own, i, f"fuel.2023.{row['fuel']}.{key}") for own, key in CONTENT.items()
            )
            add(co2, row["unit"], given("fuels", "consumption", i) * ncv * carbon * oxidation * 44 / 12)
    for i, row in proposed("carbon"):
        content = own_or("carbon", "content_own", i, f"carbon.{row['material']}")
        sign = 1 if row["direction"] == "in" else -1
        add(co2, row["unit"], given("carbon", "quantity", i) * content * (sign * 44 / 12))
    for i, row in proposed("carbonates"):
        emission_factor = own_or("carbonates", "emission_factor_own", i, f"carbonate.{row['carbonate']}")
        add(co2, row["unit"], given("carbonates", "consumption", i) * emission_factor * row.get("purity", 1))
    electricity = factor("electricity.national.average.2023")
    for i, row in proposed("electricity"):
        sign = 1 if row["trade"] == "bought" else -1
        add(co2, row["unit"], given("electricity", "electricity", i) * electricity * sign)
    heat = factor("heat.national")
    for i, row in proposed("heat"):
        sign = 1 if row["trade"] == "bought" else -1
        gigajoules = given("heat", "quantity", i)
        if row["medium"] == "steam":
            gigajoules = gigajoules * ((steam_enthalpy(row["pressure"], row.get("temperature")) - 83.74) / 1000)
        elif row["medium"] == "water":
            gigajoules = gigajoules * ((row["temperature"] - 20) * 4.1868 / 1000)
        add(co2, row["unit"], gigajoules * heat * sign)
    density = factor("constant.co2_density")
    for i, row in proposed("capture"):
        add(co2, row["unit"], given("capture", "volume", i) * row["purity"] * density * -1)
    for i, row in proposed("nox"):
        amount = given("nox", "concentration", i) * given("nox", "flow", i) * (row["hours"] * 1e-9)
        add(nox, row["unit"], amount)

    units = [code for code, _ in WORKBOOK.list("unit").entries]
    entered = {u: row for u, row in zip(units, data["share_proposed"], strict=False) if row}
    made = {"methanol": "methanol", "ethylene": "olefins", "propylene": "olefins"}
    products = [row["product"] for row in data["products"]]

    def carbon(i: int, row: Mapping[str, Any]) -> Any:
        return given("carbon", "quantity", i) * own_or("carbon", "content_own", i, f"carbon.{row['material']}")

    def share(unit: str, p: int) -> Any:
        """What is entered, else the part of the carbon of a unit that becomes the product, there or further down."""
        if unit in entered:
            return entered[unit].get(f"own{p}") or 0
        out = [(i, r) for i, r in proposed("carbon") if r["unit"] == unit and r["direction"] == "product"]
        down = [(i, r) for i, r in out if r["flow"] == "internal" and units.index(r["partner"]) > units.index(unit)]
        sold = [(i, r) for i, r in out if r["flow"] == "external" and made.get(r["material"]) in products]
        leading = sum(carbon(i, r) for i, r in [*down, *sold])
        own = [(i, r) for i, r in out if made.get(r["material"]) == products[p - 1]]
        becomes = sum(carbon(i, r) for i, r in own)
        becomes = becomes + sum(carbon(i, r) * share(r["partner"], p) for i, r in down)
        return becomes / leading if down or sold else 0

    found: dict[str, Any] = {
        "summary_proposed_total_total": sum(co2.values()),
        "summary_proposed_nox_total": sum(nox.values()),
    }
    for p, _ in enumerate(data["products"], 1):
        output = given("products", "proposed", p)
        for name, amounts, factor_ in (("performance_e_ghg", co2, 1), ("performance_e_nox", nox, 1000)):
            weighted = [x * share(u, p) for u, x in amounts.items()]
            found[f"{name}#{p - 1}"] = sum(weighted) * factor_ / output
    return found


def same_draws(simulation: Simulation) -> dict[str, Any]:
    """Make the draws of a simulation again, by name."""
    made = {}
    for source in simulation.sources:
        made[source.name] = source.draw(source.stream(simulation.seed), simulation.draws)
        source.cut(made[source.name])
    return made


SMALL_SHARES = {
    "gasification": {"own1": 1, "own2": 1},
    "purification": {"own1": 1},
    "methanol_synthesis": {"own1": 1, "own2": 1},
    "auxiliary": {"own1": 0.7, "own2": 0.9},
}
SMALL: dict[str, Any] = {
    "project": {"name": "小例", "nature": "new", "province": "inner_mongolia"},
    "products": [
        {"product": "methanol", "proposed": 600_000, "u": 0.01},
        {"product": "olefins", "proposed": 180_000, "u": 0.02},
    ],
    "share_proposed": [SMALL_SHARES.get(code, {}) for code, _ in WORKBOOK.list("unit").entries],
    "fuels": [
        {"stage": "proposed", "unit": "auxiliary", "fuel": "bituminous", "consumption": 200_000, "quality": "B"},
        {"stage": "proposed", "unit": "gasification", "fuel": "bituminous", "consumption": 30_000, "quality": "A"},
        {"stage": "proposed", "unit": "auxiliary", "fuel": "natural_gas", "consumption": 300, "oxidation_own": 0.99},
        {"stage": "proposed", "unit": "auxiliary", "fuel": "other_coal_gas", "consumption": 900, "in_balance": "yes"},
        {"stage": "existing", "unit": "auxiliary", "fuel": "diesel", "consumption": 900},
    ],
    "carbon": [
        {"stage": "proposed", "unit": "gasification", "direction": "in", "flow": "external", "material": "feed_coal",
         "quantity": 640_000, "content_own": 0.62, "quality": "B"},
        {"stage": "proposed", "unit": "gasification", "direction": "other", "flow": "external", "material": "slag",
         "quantity": 90_000, "content_own": 0.05},
        {"stage": "proposed", "unit": "gasification", "direction": "product", "flow": "internal", "material": "syngas",
         "quantity": 90_000, "content_own": 3.0},
        {"stage": "proposed", "unit": "methanol_synthesis", "direction": "in", "flow": "internal", "material": "syngas",
         "quantity": Link("carbon_quantity", 3), "content_own": Link("carbon_content_own", 3)},
        {"stage": "proposed", "unit": "methanol_synthesis", "direction": "product", "flow": "external",
         "material": "methanol", "quantity": 600_000, "quality": "A"},
    ],
    "carbonates": [
        {"stage": "proposed", "unit": "auxiliary", "carbonate": "caco3", "consumption": 8_000, "purity": 0.9},
    ],
    "electricity": [
        {"stage": "proposed", "unit": "auxiliary", "trade": "bought", "power": "grid", "electricity": 400_000},
        {"stage": "proposed", "unit": "gasification", "trade": "bought", "power": "grid", "electricity": 200_000},
        {"stage": "proposed", "unit": "auxiliary", "trade": "sold", "power": "grid", "electricity": 20_000},
    ],
    "heat": [
        {"stage": "proposed", "unit": "auxiliary", "trade": "bought", "medium": "steam", "quantity": 150_000,
         "pressure": 4, "temperature": 420},
        {"stage": "proposed", "unit": "auxiliary", "trade": "sold", "medium": "water", "quantity": 50_000,
         "temperature": 95},
        {"stage": "proposed", "unit": "auxiliary", "trade": "bought", "medium": "heat", "quantity": 5_000},
    ],
    "capture": [
        {"stage": "proposed", "unit": "purification", "recovery": "exported", "volume": 1_000, "purity": 0.99},
    ],
    "nox": [
        {"stage": "proposed", "unit": "auxiliary", "stack": "DA001", "concentration": 19, "flow": 500_000, "hours": 8_000},
        {"stage": "proposed", "unit": "gasification", "stack": "DA002", "concentration": 80, "flow": 20_000,
         "hours": 8_000, "quality": "D"},
    ],
}  # fmt: skip


def book_of(data: Mapping[str, Any], language: Any = "zh") -> Book:
    return Book.open(write_workbook(WORKBOOK, language, data))


def numbers_of(simulation: Simulation) -> dict[str, Any]:
    """The draws of each number, named as `by_hand` names them."""
    single = ("summary_proposed_total_total", "summary_proposed_nox_total")
    return {r.name if r.name in single else f"{r.name}#{r.index}": r for r in simulation.numbers}


CASES = {"small": SMALL, "example": WORKBOOK.examples["default"]}


@pytest.fixture(scope="module", params=CASES.values(), ids=CASES)
def data(request: pytest.FixtureRequest) -> Mapping[str, Any]:
    found: Mapping[str, Any] = request.param
    return found


@pytest.fixture(scope="module")
def simulation(data: Mapping[str, Any]) -> Simulation:
    return simulate(book_of(data), DRAWS, 7)


class TestTheSameSums:
    def test_every_draw_is_what_numpy_gives_by_hand(self, data: Mapping[str, Any], simulation: Simulation) -> None:
        expected = by_hand(data, same_draws(simulation))
        found = numbers_of(simulation)
        assert expected.keys() == found.keys()
        for name, lanes in expected.items():
            np.testing.assert_allclose(found[name].draws, lanes, rtol=1e-12, err_msg=name)
            assert found[name].mean == pytest.approx(lanes.mean(), rel=1e-12)
            assert found[name].standard_deviation == pytest.approx(lanes.std(ddof=1), rel=1e-10)
            assert found[name].low == pytest.approx(np.percentile(lanes, 2.5), rel=1e-12)
            assert found[name].high == pytest.approx(np.percentile(lanes, 97.5), rel=1e-12)

    def test_the_calculated_values_are_what_numpy_gives_without_draws(
        self, data: Mapping[str, Any], simulation: Simulation
    ) -> None:
        found = numbers_of(simulation)
        for name, value in by_hand(data, {}).items():
            assert found[name].calculated == pytest.approx(value, rel=1e-12), name

    def test_grades_are_those_of_the_core_draw_by_draw(self, data: Mapping[str, Any], simulation: Simulation) -> None:
        for text in (t for t in simulation.texts if t.name == "synergy_grade"):
            nox, ghg = (simulation.number(f"performance_e_{x}", text.index) for x in ("nox", "ghg"))
            assert nox.reference is not None
            assert ghg.reference is not None
            grades = [
                assess(p, nox.reference, g, ghg.reference, "reference", 3, 2).grade.zh
                for p, g in zip(nox.draws.tolist(), ghg.draws.tolist(), strict=True)
            ]
            assert text.shares == {g: pytest.approx(grades.count(g) / DRAWS) for g in set(grades)}
            assert sum(text.shares.values()) == pytest.approx(1)
