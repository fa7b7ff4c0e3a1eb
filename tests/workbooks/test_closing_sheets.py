"""What closes every workbook: the digest of many inputs stays within what a spreadsheet program takes."""

from __future__ import annotations

import re

import pytest

from pycore.language import Text
from pycore.library import carried_rows
from pycore.sheets.definition import Panel, Sheet
from workbooks.common.closing_sheets import MOST_ARGUMENTS, checks_sheet, record_sheet


def digest(inputs: int) -> str:
    sheet = record_sheet(carried_rows(), tuple(f"input{i}" for i in range(inputs)))
    panel = sheet.blocks[0]
    assert isinstance(panel, Panel)
    return str(next(field.formula for field in panel.fields if field.key == "inputs"))


@pytest.mark.parametrize("inputs", [1, 255, 256, 700])
def test_every_input_is_in_the_digest_and_no_call_has_too_many(inputs: int) -> None:
    formula = digest(inputs)
    assert re.findall(r"input(\d+)", formula) == [str(i) for i in range(inputs)]
    for call in re.findall(r"TL_DIGEST\(([^()]*)\)", formula):
        assert len(call.split(",")) <= MOST_ARGUMENTS


def test_a_sheet_with_further_blocks_prints_on_more_than_a_page() -> None:
    sheets = (Sheet(key="a", title=Text("甲", "a"), blocks=()),)
    checks = (("缺 | missing", "0", "a"),)
    more = Panel(key="more", title=Text("更多", "more"), fields=())
    assert checks_sheet(sheets, (), checks, checks).one_page
    with_more: Sheet = checks_sheet(sheets, (), checks, checks, more)
    assert with_more.blocks[-1] is more
    assert not with_more.one_page
