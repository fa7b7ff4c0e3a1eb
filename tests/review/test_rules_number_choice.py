"""A number typed as text is found in a column that chooses among numbers, and labels that look like numbers are not."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from pycore.findings.finding import Severity
from pycore.formulas.tree import address
from pycore.review.rules import check_all, installed_rules
from pycore.review.subject import Subject
from pycore.sheets.registry import installed_workbooks
from pycore.sheets.writer import write_workbook

pytestmark = pytest.mark.slow

PARK = installed_workbooks()["industrial_park"]


@pytest.mark.parametrize("as_text", [True, False])
def test_a_year_typed_as_text_is_an_error_and_a_number_is_none(as_text: bool) -> None:
    data: dict[str, Any] = deepcopy(dict(PARK.examples["default"]))
    year = data["fuels"][0]["year"]
    data["fuels"][0] = {**data["fuels"][0], "year": str(year) if as_text else year}
    subject = Subject.open(write_workbook(PARK, "zh", data))
    cell = subject.cell("fuels_year", 0)
    assert cell is not None
    findings = [f for f in check_all(subject) if f.severity is not Severity.NOTE]
    # The row's own check fails as well, and is not said again.
    expected = [("number-as-text", address(cell), Severity.ERROR)] if as_text else []
    assert [(f.rule, f.where, f.severity) for f in findings] == expected


def test_a_list_whose_labels_are_years_is_left_alone() -> None:
    coal = installed_workbooks()["coal_chemical"]
    subject = Subject.open(write_workbook(coal, "zh", coal.examples["default"]))
    held = subject.field("settings_factor_year")
    assert isinstance(held, str)
    assert held[:4].isdigit()
    assert check_all(subject, [r for r in installed_rules() if r.id == "number-as-text"]) == []
