"""What the quadrant chart needs to show how the measures move each product: an arrow each, and the line S = −1."""

from __future__ import annotations

from collections.abc import Iterator

from pycore.language import both
from pycore.sheets.definition import Role, Series, Table
from workbooks.coal_chemical.project import PRODUCT_ROWS
from workbooks.common.cells import at
from workbooks.common.columns import calculated, text
from workbooks.common.pages import table

_PLOTTED = "synergy_dev_ghg,optimised_dev_ghg"
LINE_X = (f"=MIN(0,{_PLOTTED})*1.1-0.02", f"=MAX(0,{_PLOTTED})*1.1+0.02")
"""The ends of the line S = −1: it goes as far as the points do, so that no half of the chart is empty."""
_PRODUCTS = range(1, PRODUCT_ROWS + 1)


def moves_table() -> Table:
    """The points before and with the measures, two rows, for each product a column of x and of y."""

    def shown(points: str, axis: str, row: int) -> str:
        cell = at(f"{points}_{axis}", row)
        # An x that is no number would be taken for the number of its row, an #N/A of y hides the point.
        return f"=IF(ISNUMBER({cell}),{cell},{'NA()' if axis == 'y' else '0'})"

    both_ends = ("quadrant", "quadrant_after")
    return table(
        "quadrant_moves",
        "图表数据：措施前后 | Chart data: before and with measures",
        "18 12…",
        text("name", "时点 | when", role=Role.LABEL),
        *(
            calculated(f"{axis}{i}", f"产品{i} {words} | product {i} {words}", "", "", format="0.0%")
            for i in _PRODUCTS
            for axis, words in (("x", "CO2"), ("y", "NOx"))
        ),
        filled={
            "name": ["措施前 | before", "措施后 | with measures"],
            **{f"{axis}{i}": [shown(end, axis, i) for end in both_ends] for i in _PRODUCTS for axis in "xy"},
        },
        helper=True,
    )


def move_series() -> Iterator[Series]:
    """An arrow for each product."""
    for i in _PRODUCTS:
        yield Series(
            title=both(f"变化{i} | change {i}"),
            categories=f"quadrant_moves_x{i}",
            values=f"quadrant_moves_y{i}",
            colour="#1E7D4F",
            line=True,
            arrow=True,
            legend=False,
        )
