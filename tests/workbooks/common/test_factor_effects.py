"""The sheet Factors says what the lowest and the highest reading of a factor do to the total, as the review does."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.review.rules import check_all, installed_rules
from pycore.review.subject import Subject
from pycore.sheets.definition import Workbook
from pycore.sheets.writer import write_workbook
from tests.workbooks import richer
from tests.workbooks.calculated import Calculated
from workbooks.coal_chemical import WORKBOOK as COAL
from workbooks.industrial_park import WORKBOOK as PARK

NCV = "fuel.2023.anthracite.ncv"
Effects = dict[str, tuple[Any, Any, Any]]


def effects(workbook: Workbook, data: dict[str, Any]) -> Effects:
    """What the sheet says of each factor whose sources differ, by its id: as the core and natively calculated."""
    found = Calculated(workbook, data, "en")
    ids = workbook.table("factors").prefilled["id"]
    columns = [found.column(f"factors_{key}") for key in ("moves", "at_lowest", "at_highest")]
    cells = zip(ids, *columns, strict=True)
    return {id: said for id, *said in cells if said[0] not in (None, "")}  # type: ignore[misc]


def readings(workbook: Workbook, data: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What the review finds when it calculates with each reading: the total with the lowest and the highest."""
    subject = Subject.open(write_workbook(workbook, "en", data))
    (finding,) = check_all(subject, [rule for rule in installed_rules() if rule.id == "factor-spread"])
    return {row["id"]: (row["with_lowest"], row["with_highest"]) for row in finding.more["factors"]}


def example(workbook: Workbook) -> Effects:
    return effects(workbook, dict(workbook.examples["default"]))


@pytest.mark.parametrize("workbook", [COAL, PARK], ids=lambda workbook: workbook.key)
def test_what_a_reading_changes_is_what_the_review_calculates(workbook: Workbook) -> None:
    said = example(workbook)
    data = dict(workbook.examples["default"])
    reviewed = readings(workbook, data)
    column = Calculated(workbook, data, "en").column(workbook.results[0][0])
    total = [value for value in column if isinstance(value, float)][-1]
    assert len(reviewed) >= 3
    for id, ends in reviewed.items():
        _, *changes = said[id]
        if "?" in changes:
            assert id == "wastewater.mcf.aerobic_managed"  # of the value 0 nothing goes in proportion
            continue
        for change, with_it in zip(changes, ends, strict=True):
            after = total if with_it is None else with_it
            assert total * (1 + change) == pytest.approx(after, rel=1e-12), id
    for id in said.keys() - reviewed.keys():
        assert said[id] == [0.0, 0.0, 0.0], id  # no row takes it


def test_by_hand() -> None:
    """Anthracite alone is burned: the calorific value is all of the total, and 22.867 GJ/t in place of 20.304 +12.6 %."""
    assert example(richer.WORKBOOK)[NCV] == pytest.approx([1, 0, 22.867 / 20.304 - 1], rel=1e-12)


def test_a_blank_workbook_and_a_total_that_is_an_error_say_nothing() -> None:
    assert effects(richer.WORKBOOK, {}) == {}
    wrong = {
        **richer.WORKBOOK.examples["default"],
        "burnt": [{"oven": "k1", "made": "brick", "fuel": "anthracite", "consumption": "x"}],
    }
    assert effects(richer.WORKBOOK, wrong) == {}


def test_of_a_fuel_that_by_product_gas_displaces_less_moves() -> None:
    """Of 1000 t burned 400 t are taken off again: burned and displaced move together, and so does all of the total."""
    place = {"year": 2024, "sector": "chemical", "evidence": "1", "quality": "A"}
    burned = {**place, "department": "energy_industry", "fuel": "bituminous", "consumption": 1000}
    displaced = {**place, "kind": "byproduct_gas", "fuel": "bituminous", "amount": 400, "included": "yes"}
    data = {"settings": {"park": "P", "base_year": 2024}, "fuels": [burned], "reductions": [displaced]}
    said, reviewed = effects(PARK, data), readings(PARK, data)
    total = 600 * 19.57 * 0.02618 * 0.93 * 44 / 12
    for parameter in ("ncv", "carbon_content", "oxidation"):
        moves, lowest, highest = said[f"fuel.2023.bituminous.{parameter}"]
        assert moves == pytest.approx(1, rel=1e-12)
        for change, with_it in zip((lowest, highest), reviewed[f"fuel.2023.bituminous.{parameter}"], strict=True):
            assert total * (1 + change) == pytest.approx(with_it or total, rel=1e-12)
