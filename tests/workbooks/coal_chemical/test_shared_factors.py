"""The uncertainty of a performance: units that take one factor are not independent of each other."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import pytest

from pycore.reading.book import Book
from pycore.simulate.simulate import simulate
from tests.workbooks.calculated import Calculated
from tests.workbooks.coal_chemical.projects.rows import fuel, power, stack
from tests.workbooks.coal_chemical.test_shares import units
from workbooks.coal_chemical import WORKBOOK

pytestmark = pytest.mark.slow

EIGHT = [
    "gasification",
    "shift",
    "purification",
    "methanol_synthesis",
    "air_separation",
    "boilers",
    "utilities",
    "auxiliary",
]
GRID, OF_GRID, OF_METER = 0.5306, 0.05, 0.03
"""The national factor of 2023 and its uncertainty; that of data of quality B, electricity."""


def project(products: list[dict[str, Any]], **ledgers: Any) -> dict[str, Any]:
    given = {"name": "x", "nature": "new", "province": "xinjiang"}
    return {"project": given, "products": products, "nox": [stack("proposed", "boilers", "A", 10, 1000)], **ledgers}


@cache
def eight_consumers() -> Calculated:
    bought = [power("proposed", unit, 500.0) for unit in EIGHT]
    return Calculated(WORKBOOK, project([{"product": "methanol", "proposed": 1000.0}], electricity=bought))


def test_eight_consumers_of_one_grid_factor_vary_with_it_together() -> None:
    """The factor gives 5 % of all, eight meters of 3 % give 3 %/√8: 5.11 %, and not (5 % and 3 %)/√8 = 2.06 %."""
    book = eight_consumers()
    right = math.hypot(OF_GRID, OF_METER / math.sqrt(8))
    assert book.value("confidence_u_ghg") == pytest.approx(right, rel=1e-12)
    assert book.value("confidence_u_ghg") == pytest.approx(book.value("u_sources_u", 7), rel=1e-12)
    assert right == pytest.approx(0.0511, abs=5e-5)


def test_draws_of_the_whole_workbook_say_the_same() -> None:
    book = eight_consumers()
    numbers = simulate(Book.open(book.file), draws=20_000).numbers
    drawn = next(one.relative for one in numbers if one.name == "performance_e_ghg")
    assert drawn == pytest.approx(book.value("confidence_u_ghg"), rel=0.03)


def test_what_is_sold_takes_back_what_is_bought_by_the_shares_of_its_unit() -> None:
    """Methanol bears the boilers by 0.25, which sell, and olefins by 0.75; the factor moves both with one sign."""
    data = project(
        [{"product": "methanol", "proposed": 1000.0}, {"product": "olefins", "proposed": 500.0}],
        electricity=[power("proposed", "air_separation", 900.0), power("proposed", "boilers", 700.0, "sold")],
        share_proposed=units(
            air_separation={"own1": 0.6, "own2": 0.4, "reason": "x"},
            boilers={"own1": 0.25, "own2": 0.75, "reason": "x"},
        ),
    )
    book = Calculated(WORKBOOK, data)
    for row, (taken, given) in enumerate([(0.6, 0.25), (0.4, 0.75)], 1):
        bought, sold = taken * 900 * GRID, -given * 700 * GRID
        half = math.hypot((bought + sold) * OF_GRID, bought * OF_METER, sold * OF_METER)
        assert book.value("confidence_u_ghg", row) == pytest.approx(half / abs(bought + sold), rel=1e-9)


def test_own_factors_of_rows_are_independent() -> None:
    own = {"emission_factor_own": 0.6, "reason": "x"}
    bought = [{**power("proposed", unit, 500.0), **own} for unit in EIGHT]
    book = Calculated(WORKBOOK, project([{"product": "methanol", "proposed": 1000.0}], electricity=bought))
    assert book.value("confidence_u_ghg") == pytest.approx(math.hypot(OF_METER, OF_METER) / math.sqrt(8), rel=1e-9)


def test_one_fuel_in_two_units_of_one_product_varies_together() -> None:
    burned = [fuel("proposed", unit, "diesel", 100.0) for unit in ("boilers", "auxiliary")]
    book = Calculated(WORKBOOK, project([{"product": "methanol", "proposed": 1000.0}], fuels=burned))
    assert book.value("confidence_u_ghg") == pytest.approx(book.value("u_sources_u", 7), rel=1e-12)
    meter = book.value("fuels_u_activity")
    factors = [book.value(f"fuels_u_{key}") for key in ("ncv", "carbon_content", "oxidation")]
    assert book.value("confidence_u_ghg") == pytest.approx(math.hypot(meter / math.sqrt(2), *factors), rel=1e-9)
