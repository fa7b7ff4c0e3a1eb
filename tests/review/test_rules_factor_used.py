"""Factors in use are found from the formulas, in any workbook: as many rows as the workbook itself counts."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from pycore.findings.finding import Severity
from pycore.formulas.tree import address
from pycore.library import library
from pycore.review.rules import check_all, installed_rules
from pycore.review.rules.factor_used import factors_used
from pycore.review.subject import Subject
from pycore.sheets.registry import installed_workbooks
from pycore.sheets.writer import write_workbook

pytestmark = pytest.mark.slow

PARK = installed_workbooks()["industrial_park"]
Data = dict[str, Any]


def park_with(change: Callable[[Data], object]) -> Subject:
    data = deepcopy(dict(PARK.examples["default"]))
    change(data)
    return Subject.open(write_workbook(PARK, "zh", data))


@cache
def park() -> Subject:
    return park_with(lambda data: None)


def own_clinker(data: Data) -> None:
    data["clinker"] = [{**r, "emission_factor_own": 0.52, "reason": "x"} for r in data["clinker"]]


def noted(subject: Subject) -> set[str]:
    """The ids that are noted as remembered; they are notes all of them."""
    findings = check_all(subject, [r for r in installed_rules() if r.id == "factor-remembered"])
    assert {f.severity for f in findings} <= {Severity.NOTE}
    found = {f.where for f in findings}
    return {x.text("id") for x in subject.lines("factors") if address(x.cell("value")) in found}


def test_remembered_factors_are_counted_as_the_workbook_counts_them() -> None:
    counts = {line.text("id"): line.number("rows") for line in park().lines("remembered") if line.number("rows")}  # fmt: skip
    used = factors_used(park())
    remembered = {id: rows for id, rows in used.items() if library().factors[id].flag == "M"}
    assert len(counts) > 20
    assert remembered == counts


def test_remembered_factors_of_the_ledgers_are_notes_and_own_values_use_none() -> None:
    assert noted(park()) >= {
        "process.clinker.CO2",
        "combustion.boiler_coal_cfb.N2O",
        "process.glass.calcination",
    }
    assert "process.clinker.CO2" not in noted(park_with(own_clinker))


@pytest.mark.parametrize("key", ["industrial_park", "coal_chemical"])
def test_a_blank_workbook_uses_none(key: str) -> None:
    assert factors_used(Subject.open(write_workbook(installed_workbooks()[key], "zh"))) == {}


def test_factors_behind_the_settings_are_followed() -> None:
    """The grid factor and the GWP stand in the settings once, and count for each row that takes them."""
    used = factors_used(park())
    assert used["electricity.region.southwest.2023"] >= len(park().lines("power"))
    assert used["gwp.AR5.CO2"] >= len(park().lines("fuels"))
