"""More heat and power sold than fuel and feed can give takes emission away: the workbook says it as the review does."""

from __future__ import annotations

from copy import deepcopy

import pytest

from pycore.review.rules import balance_energy, check_all
from pycore.review.subject import Subject
from tests.workbooks.calculated import Calculated
from tests.workbooks.coal_chemical.projects import sng
from workbooks.coal_chemical import WORKBOOK

pytestmark = pytest.mark.slow
WORDS = "外供电力、热力大于燃料和原料所能提供的能量（阶段数）"


@pytest.mark.parametrize(("steam", "stages"), [(120_000, 0), (120_000_000, 1)])
def test_steam_that_no_fuel_makes_is_noted(steam: float, stages: int) -> None:
    """120 kt/a of steam hold 0.34 PJ; a thousand times that is ten times the coal of the boilers."""
    data = deepcopy(sng.DATA)
    data["heat"][1]["quantity"] = steam
    book = Calculated(WORKBOOK, data)
    items = [item.zh for item in WORKBOOK.table("note_rows").prefilled["item"]]
    assert book.value("note_rows_count", items.index(WORDS) + 1) == stages
    assert len(check_all(Subject.open(book.file), (balance_energy.RULE,))) == stages
