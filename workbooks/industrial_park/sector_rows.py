"""What tables with a row for each sector share."""

from __future__ import annotations

from pycore.language import both
from pycore.sheets.definition import Column, Role
from workbooks.common.columns import text
from workbooks.industrial_park.lists import SECTOR_CODES

CNY = both("万元 | 10⁴ CNY")
TCE = both("tce")
EACH_SECTOR = [f"=INDEX(sector_list,{i})" for i in range(1, len(SECTOR_CODES) + 1)]
"""The sectors as formulas, so that they follow the list."""


def sector_column(width: float = 22) -> Column:
    return text("sector", "行业 | sector", width=width, role=Role.LABEL)
