"""What tables with a row for each sector share."""

from __future__ import annotations

from pycore.sheets.definition import Column
from workbooks.common.pages import label
from workbooks.industrial_park.lists import SECTOR_CODES

SECTOR: Column = label("sector", "行业 | sector")
EACH_SECTOR = [f"=INDEX(sector_list,{i})" for i in range(1, len(SECTOR_CODES) + 1)]
"""The sectors as formulas, so that they follow the list."""
ADDED_ABOVE_OUTPUT = (
    "IF(COUNT([output],[value_added])=2,[value_added]>[output],FALSE)",
    "增加值大于总产值 | value added above output",
)
"""A test of a row check."""
