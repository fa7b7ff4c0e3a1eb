"""What tables with a row for each sector share: which sectors there are, and in which rows they stand.

Tables with several rows a sector have the guide's sectors first, for all years and scenarios, then those of a mixed
park and the user's own: what a park of industry alone fills in stands together, and stands where it always stood.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pycore.sheets.definition import Column
from workbooks.common.pages import label
from workbooks.industrial_park.lists import ALL_SECTORS, MORE_SECTORS, SECTOR_CODES

SECTOR: Column = label("sector", "行业 | sector")
SECTORS = len(ALL_SECTORS)
EACH_SECTOR = [f"=INDEX(sector_list,{i})" for i in range(1, SECTORS + 1)]
"""The sectors as formulas, so that they follow the list."""
ADDED_ABOVE_OUTPUT = (
    "IF(COUNT([output],[value_added])=2,[value_added]>[output],FALSE)",
    "增加值大于总产值 | value added above output",
)
"""A test of a row check."""
_OF_GUIDE, _MORE = len(SECTOR_CODES), len(MORE_SECTORS)
Group = TypeVar("Group")


def by_sector(groups: Iterable[Group]) -> tuple[tuple[Group, int], ...]:
    """The rows of a table by sector: of each its group (a year, a scenario with its year) and its sector, from 1."""
    given = tuple(groups)
    parts = (range(1, _OF_GUIDE + 1), range(_OF_GUIDE + 1, SECTORS + 1))
    return tuple((group, sector) for part in parts for group in given for sector in part)


def row_by_sector(rows: str, group: str, sector: int | str) -> str:
    """The row of a sector in a table by sector.

    Args:
        rows: a column of the table.
        group: the number of the group, from 0.
        sector: the number of the sector in the list, from 1.
    """
    of_guide = f"({group})*{_OF_GUIDE}+{sector}"
    more = f"ROWS({rows})*{_OF_GUIDE}/{SECTORS}+({group})*{_MORE}+{sector}-{_OF_GUIDE}"
    if isinstance(sector, int):
        return of_guide if sector <= _OF_GUIDE else more
    return f"IF({sector}<={_OF_GUIDE},{of_guide},{more})"
