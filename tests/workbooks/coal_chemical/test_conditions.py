"""The conditions that the advanced values were set under: table 4.5.4(3) of the note, and the project against it."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.library import library
from tests.workbooks.calculated import Calculated
from tests.workbooks.coal_chemical.test_shares import EVIDENCE, power, units
from workbooks.coal_chemical import WORKBOOK

pytestmark = pytest.mark.slow

Row = dict[str, Any]
# As table 4.5.4(3) has them: mg/m³, and the least share of gasifiers with half waste boilers.
IN_NUMBERS = {
    "methanol": {"half_waste": 0.5, "superheater": 80, "drying": 50},
    "olefins": {"half_waste": 0.5, "superheater": 80, "drying": 50, "regenerator": 60, "incinerator": 50},
    "sng": {"superheater": 80, "boiler": 50, "incinerator": 50},
    "dcl": {"heater": 80, "drying": 50, "incinerator": 100},
    "icl": {"heater": 80, "drying": 50, "incinerator": 100},
    "ethylene_glycol": {"half_waste": 0.5, "drying": 50, "incinerator": 50, "superheater": 80},
}
IN_WORDS = {
    "methanol": "gasifier drives coal_boiler green",
    "olefins": "gasifier drives coal_boiler green",
    "sng": "gasifier drives coal_boiler",
    "dcl": "gasifier half_waste drives coal_boiler",
    "icl": "gasifier half_waste drives coal_boiler",
    "ethylene_glycol": "gasifier drives coal_boiler green route own_methanol waste_liquid",
}
KEYS = [
    "gasifier",
    "half_waste",
    "drives",
    "coal_boiler",
    "green",
    "superheater",
    "heater",
    "drying",
    "regenerator",
    "boiler",
    "incinerator",
    "route",
    "own_methanol",
    "waste_liquid",
]


def test_the_numbers_of_the_library_are_those_of_the_guide() -> None:
    found: dict[str, dict[str, float]] = {}
    for factor in library().category("condition"):
        found.setdefault(factor.set, {})[factor.key] = factor.value
    assert found == IN_NUMBERS


def test_the_sheet_of_benchmarks_has_every_condition_of_every_product() -> None:
    ids = set(WORKBOOK.table("cond").prefilled["id"])
    numbers = {f"{product}.{key}" for product, keys in IN_NUMBERS.items() for key in keys}
    words = {f"{product}.{key}" for product, keys in IN_WORDS.items() for key in keys.split()}
    assert ids == numbers | words


def stack(facility: str | None, concentration: float) -> Row:
    place = {"stage": "proposed", "unit": "auxiliary", **EVIDENCE}
    return {**place, "stack": "A", "facility": facility, "concentration": concentration, "flow": 1000, "hours": 8000}


def project(*products: str, **more: Any) -> Calculated:
    return Calculated(
        WORKBOOK,
        {
            "project": {"name": "x", "nature": "new", "province": "xinjiang"},
            "products": [{"product": product, "proposed": 1000} for product in products],
            "electricity": [power("proposed", "auxiliary", 300.0)],
            **more,
        },
    )


def meets(book: Calculated, key: str, product: int = 1) -> Any:
    return book.value(f"against_set_meets{product}", KEYS.index(key) + 1)


def shown(book: Calculated, key: str) -> Any:
    return book.value("against_set_project", KEYS.index(key) + 1)


ELECTRIC = {"gasifier": "powder", "half_waste": 0.6, "air_drive": "electric", "other_drives": "electric"}


@pytest.mark.parametrize(
    ("design", "expected"),
    [
        (ELECTRIC, {"gasifier": "✓ 达到", "half_waste": "✓ 达到", "drives": "✓ 达到"}),
        ({**ELECTRIC, "half_waste": 0.49}, {"half_waste": "! 不同"}),
        ({**ELECTRIC, "gasifier": "slurry"}, {"gasifier": "! 不同"}),
        ({**ELECTRIC, "other_drives": "turbine"}, {"drives": "! 不同"}),
        ({}, {"gasifier": "✗ 未填写", "half_waste": "✗ 未填写", "drives": "✗ 未填写"}),
    ],
)
def test_what_no_ledger_says_is_asked(design: Row, expected: Row) -> None:
    book = project("methanol", design=design)
    assert {key: meets(book, key) for key in expected} == expected


def test_each_product_has_its_own_conditions() -> None:
    """SNG asks for a fixed bed and electric air separation only, and was set with a coal boiler of its own."""
    coal = {"stage": "proposed", "unit": "auxiliary", "fuel": "bituminous", "in_balance": "no", "consumption": 100}
    design = {"gasifier": "fixed_bed", "half_waste": 0, "air_drive": "electric", "other_drives": "turbine"}
    stacks = [stack("boiler", 50.0), stack("boiler", 49.0), stack("incinerator", 60.0)]
    book = project("sng", "dcl", design=design, fuels=[{**coal, **EVIDENCE}], nox=stacks)
    assert [meets(book, key, 1) for key in ("gasifier", "drives", "coal_boiler")] == ["✓ 达到"] * 3
    assert [meets(book, key, 2) for key in ("gasifier", "drives", "coal_boiler")] == ["! 不同"] * 3
    assert meets(book, "half_waste", 1) == ""
    assert meets(book, "half_waste", 2) == "–"
    assert (meets(book, "boiler", 1), meets(book, "boiler", 2)) == ("✓ 达到", "")
    assert (meets(book, "incinerator", 1), meets(book, "incinerator", 2)) == ("! 不同", "✓ 达到")
    assert shown(book, "boiler") == "50.0 mg/m³"
    assert shown(book, "coal_boiler") == "有"
    assert meets(book, "superheater", 1) == "–"
    assert shown(book, "superheater") == "台账无此类设施"


@pytest.mark.parametrize(("kind", "met"), [("coal", "! 不同"), ("gas", "✓ 达到"), ("liquid", "✓ 达到")])
def test_a_coal_of_the_users_own_is_coal(kind: str, met: str) -> None:
    """A blend that the library has not, told on the sheet of own fuels and burned in a boiler of the project."""
    own = {
        "name": "掺混煤", "measure": "t", "kind": kind, "ncv": 18.2, "carbon_content": 0.0263, "oxidation": 0.97,
        "year": 2026, "source": "x", "uncertainty": 0.02, "flag": "V",
    }  # fmt: skip
    burned = {"stage": "proposed", "unit": "boilers", "fuel": "own2", "in_balance": "no", "consumption": 100}
    book = project("methanol", own_fuels=[{**own, "name": "其他"}, own], fuels=[{**burned, **EVIDENCE}])
    assert book.value("fuels_co2") > 0
    assert meets(book, "coal_boiler") == met


def test_green_power_is_that_of_the_ledger() -> None:
    green = {**power("proposed", "auxiliary", 100.0), "power": "green"}
    book = project("methanol", "sng", electricity=[power("proposed", "auxiliary", 300.0), green])
    assert shown(book, "green") == "25.0%"
    assert (meets(book, "green", 1), meets(book, "green", 2)) == ("! 不同", "")


def test_a_stack_without_a_kind_leaves_the_concentrations_open() -> None:
    book = project("methanol", nox=[stack("superheater", 81.0), stack(None, 10.0)])
    assert meets(book, "superheater") == "! 不同"
    assert meets(book, "drying") == "✗ 未填写"
    assert shown(book, "drying") == "有排气筒未选设施类别"
    items = WORKBOOK.table("check_rows").prefilled["item"]
    (line,) = [i for i, item in enumerate(items, 1) if item.zh == "没有回答的设定条件"]
    # Gasifier, share of half waste boilers, drives, and the one concentration.
    assert book.value("check_rows_count", line) == 4


def test_ethylene_glycol_has_conditions_on_its_route_its_methanol_and_its_waste() -> None:
    book = Calculated(
        WORKBOOK,
        {
            "products": [
                {"product": "methanol", "proposed": 1},
                {"product": "ethylene_glycol", "proposed": 1, "offsite": "yes"},
            ],
            "design": {"route": "oxalate"},
            "units": units(methanol_synthesis={"proposed": "yes"}),
        },
    )
    assert [meets(book, key, 2) for key in ("route", "own_methanol", "waste_liquid")] == ["✓ 达到", "! 不同", "! 不同"]
    assert [meets(book, key, 1) for key in ("route", "own_methanol", "waste_liquid")] == ["", "", ""]
