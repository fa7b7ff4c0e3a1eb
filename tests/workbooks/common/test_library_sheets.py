"""The sheet Factors says where a number is not the only one that sources have."""

from __future__ import annotations

from pycore.library import library
from pycore.sheets.definition import Table
from workbooks.common.library_sheets import factor_sheet


def cells(id: str) -> dict[str, object]:
    """What the sheet has for one factor, by column."""
    rows = [library().factor(id)]
    (table,) = [block for block in factor_sheet(rows).blocks if isinstance(block, Table)]
    return {key: values[0] for key, values in table.prefilled.items()}


def test_where_sources_differ_the_lowest_and_the_highest_number_stand_beside_the_value() -> None:
    """Lignite: 14.080 GJ/t in the guides of 2014, 14.759 in one transcription, 11.9 in the provincial guide of 2025."""
    found = cells("fuel.2023.lignite.ncv")
    assert found["value"] == 14.08
    assert found["spread"] == "11.9–14.759"
    assert found["sources"] == 2


def test_where_they_agree_nothing_stands_there() -> None:
    assert library().spread("gwp.AR5.CH4") is None
    assert cells("gwp.AR5.CH4")["spread"] == ""
