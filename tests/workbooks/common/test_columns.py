"""What a blank cell counts as stands in the head of a sheet's column, and not in that of a report."""

from __future__ import annotations

import re

import pytest

from pycore.equations.domain import ANY
from pycore.language import Text, both
from pycore.sheets.definition import Workbook
from workbooks.coal_chemical import WORKBOOK as COAL
from workbooks.common.columns import number
from workbooks.industrial_park import WORKBOOK as PARK

_OF_A_BLANK = re.compile(r"（(?:空白|留空)|\(blank\b")


def test_a_head_has_two_texts() -> None:
    column = number("t", "温度 | temperature", "℃ | °C", ANY, blank="空白为饱和 | blank: saturated")
    assert column.title == Text("温度（空白为饱和）", "temperature (blank: saturated)")
    assert column.printed == both("温度 | temperature")
    assert number("t", "温度 | temperature", "", ANY).printed == Text("", "")


@pytest.mark.parametrize("workbook", [COAL, PARK], ids=lambda workbook: workbook.key)
def test_no_column_says_it_in_its_title_alone(workbook: Workbook) -> None:
    columns = [
        column for table in workbook.tables() for column in table.columns if _OF_A_BLANK.search(str(column.title))
    ]
    assert columns
    for column in columns:
        assert column.printed.zh, column.key
        assert not _OF_A_BLANK.search(str(column.printed)), column.key
