"""An own unit or material with the name of another one: rows would count twice, or for the other, unseen."""

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
TAKEN = "自定义工序名称与其他工序相同"


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
def test_no_name_of_an_own_unit_makes_an_emission_count_twice(names: dict[str, str], taken: bool) -> None:
    """Electricity of 380,000 MWh is given to the unit of the first name: it counts once, whoever has the name too."""
    data = deepcopy(glycol.DATA)
    data["electricity"][0]["unit"] = names["unit1"]
    named = Calculated(WORKBOOK, {**data, "own_units": names})
    assert named.value("summary_proposed_total_total") == pytest.approx(plain().value("summary_proposed_total_total"))
    assert named.value("performance_e_ghg") == pytest.approx(plain().value("performance_e_ghg"))
    assert (status(named, TAKEN) == "✗") == taken
    labels = named.column("summary_proposed_unit")
    assert len({str(label).lower() for label in labels}) == len(labels)


def test_an_own_material_of_a_name_that_the_list_has_is_named() -> None:
    """The list takes the first of a name, so the carbon content of the own material would have no use."""
    own = {"carbon_atoms": 1, "molar_mass": 100, "source": "x", "evidence": "x"}
    named = book(own_materials=[{"name": "乙二醇", **own}, {"name": "碳酸二甲酯B", **own}])
    assert named.value("own_materials_check", 1) == "✗ 物料列表中已有此名称，自有含碳量不起作用"
    assert named.value("own_materials_check", 2) == "✓"
