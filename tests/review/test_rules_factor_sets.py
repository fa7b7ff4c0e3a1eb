"""A workbook keeps to one set of factors; an older edition and other GWPs than the set's are noted."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from pycore.findings.finding import Finding, Severity
from pycore.review.rules import check_all, installed_rules
from pycore.review.subject import Subject
from pycore.sheets.registry import installed_workbooks
from pycore.sheets.writer import write_workbook

pytestmark = pytest.mark.slow

PARK = installed_workbooks()["industrial_park"]


@cache
def noted(**settings: str) -> tuple[Finding, ...]:
    """What the rules on sets find in the example of the park with its settings changed."""
    data: dict[str, Any] = deepcopy(dict(PARK.examples["default"]))
    data["settings"] = {**data["settings"], **settings}
    rules = [r for r in installed_rules() if r.id in ("factor-sets", "factor-superseded")]
    return tuple(check_all(Subject.open(write_workbook(PARK, "zh", data)), rules))


def test_a_superseded_set_is_a_note() -> None:
    found = noted()
    assert {f.severity for f in found} == {Severity.NOTE}
    assert ["provincial inventory guide (trial) 2011" in f.found.en for f in found] == [True]
    assert "the present provincial inventory guide (edition 2025)" in found[0].expected.en


def test_two_editions_of_a_guide_in_one_workbook_are_a_warning() -> None:
    warnings = [f for f in noted(fuel_set="provincial_2025") if f.severity is Severity.WARNING]
    assert len(warnings) == 1
    assert "factors of two sets: provincial inventory guide" in warnings[0].found.en
    assert warnings[0].where.startswith("园区与设置!")


def test_the_gwps_of_a_set_are_offered_with_it() -> None:
    older = noted(fuel_set="2015")
    assert {f.severity for f in older} == {Severity.NOTE}
    assert any(f.found.en.startswith("GWPs of AR5, while fuel parameters of chemical enterprises") for f in older)
    assert any(f.rule == "factor-superseded" for f in older)
    its_own = noted(fuel_set="2015", gwp_set="SAR")
    assert not any(f.found.en.startswith("GWPs of") for f in its_own)
