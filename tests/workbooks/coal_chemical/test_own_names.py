"""An own unit or material with the name of another one: it is named, and its rows count once."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from tests.workbooks.calculated import Calculated
from tests.workbooks.coal_chemical.projects import glycol
from tests.workbooks.coal_chemical.test_verdicts import status
from workbooks.coal_chemical import WORKBOOK

pytestmark = pytest.mark.slow
TAKEN = "自定义工序与其他工序同名，名称不采用"


def book(**more: Any) -> Calculated:
    return Calculated(WORKBOOK, {**deepcopy(glycol.DATA), **more})


@cache
def plain() -> Calculated:
    return book()


@pytest.mark.parametrize(
    ("names", "taken"),
    [
        ({"unit1": "气化"}, True),
        ({"unit1": "EVA", "unit2": "eva"}, True),
        ({"unit1": "自定义工序2"}, True),
        ({"unit1": "EVA", "unit2": "聚乙烯醇"}, False),
    ],
)
def test_an_own_unit_that_repeats_another_name_is_named_by_the_checks(names: dict[str, str], taken: bool) -> None:
    """Rows are added up by the name of their unit: those of 气化 would stand in two rows of every table of units."""
    named = book(own_units=names)
    assert (status(named, TAKEN) == "✗") == taken
    total = plain().value("summary_proposed_total_total")
    assert total > 0
    assert named.value("summary_proposed_total_total") == pytest.approx(total, rel=1e-12)
    fixed = [label.zh for _, label in WORKBOOK.list("unit").entries if not label.zh.startswith("=")]
    labels = [*fixed, *(label.casefold() for label in named.column("unit_list") if label)]
    assert len(labels) == len(set(labels)) == len(named.column("unit_list"))


def test_an_own_material_of_a_name_that_the_list_has_is_named() -> None:
    """The list takes the first of a name, so the carbon content of the own material would have no use."""
    own = {"carbon_atoms": 1, "molar_mass": 100, "source": "x", "evidence": "x"}
    named = book(own_materials=[{"name": "乙二醇", **own}, {"name": "碳酸二甲酯B", **own}])
    assert named.value("own_materials_check", 1) == "✗ 物料列表中已有此名称，自有含碳量不起作用"
    assert named.value("own_materials_check", 2) == "✓"
