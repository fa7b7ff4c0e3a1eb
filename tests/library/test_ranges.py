"""The ranges of unit consumption are whole, say where they come from, and belong to processes that workbooks know."""

from __future__ import annotations

from pathlib import Path

import pytest

from pycore.errors import LibraryError
from pycore.library.ranges import QUANTITIES, read_ranges, unit_ranges
from pycore.sheets.registry import installed_workbooks

HEADER = "id,process,quantity,title_zh,title_en,unit,low,high,source,year,flag,note_zh,note_en\n"


def test_each_range_is_of_a_process_or_product_that_a_workbook_lists() -> None:
    known = {code for book in installed_workbooks().values() for item in book.lists for code, _ in item.entries}
    assert {one.process for one in unit_ranges()} - known == {"cement_clinker"}  # a ledger of its own
    assert len({one.id for one in unit_ranges()}) == len(unit_ranges())
    assert all(one.id == f"range.{one.process}.{one.quantity}" for one in unit_ranges())


def test_what_is_remembered_says_so() -> None:
    assert all(("凭记忆" in one.source) is (one.flag == "M") for one in unit_ranges())
    assert all(one.is_read is (one.flag != "M") for one in unit_ranges())


def test_the_limits_of_aluminium_and_clinker_are_those_of_the_standards() -> None:
    """GB 21346-2022, table 1, and GB 16780-2021, table 2: levels 1 and 3, as transcribed."""
    found = {one.id: (one.low, one.high) for one in unit_ranges()}
    assert found["range.aluminium_prebake.electricity"] == (13250, 13700)
    assert found["range.cement_clinker.fuel"] == (94, 109)
    assert found["range.cement_clinker.electricity"] == (48, 61)


@pytest.mark.parametrize(
    "row",
    [
        "range.x.electricity,x,electricity,甲,a,kgce/t,1,2,s,2020,V,,",
        "range.x.electricity,x,electricity,甲,a,kWh/t,3,2,s,2020,V,,",
        "range.x.electricity,x,electricity,甲,a,kWh/t,1,2,,2020,V,,",
        "range.x.electricity,x,electricity,甲,a,kWh/t,1,2,s,2020,Z,,",
        "range.x.electricity,x,electricity,甲,a,kWh/t,one,2,s,2020,V,,",
    ],
)
def test_a_row_that_is_no_range_is_named_with_its_line(tmp_path: Path, row: str) -> None:
    file = tmp_path / "ranges.csv"
    file.write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"ranges\.csv:2"):
        read_ranges(file)
    assert set(QUANTITIES) == {"electricity", "fuel", "energy"}
