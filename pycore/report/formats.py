"""The number formats of a printed table: one for each column, and the same for columns of one unit."""

from __future__ import annotations

from pycore.cells.number_format import GENERAL, chosen_section
from pycore.report.values import ReportValues
from pycore.sheets.definition import Column, Kind, Table

_TWO_DECIMALS, _LARGE, _LEAST = "#,##0.00", 10_000, 0.5


class Formats:
    """The number formats of the columns of a table.

    Amounts of tens of thousands need no decimals, in all columns of their unit; where each row has a unit of its own, in
    all rows of that unit. A column in which something would round to nothing keeps the decimals of its cells, and one
    whose format has more decimals for small numbers takes them for all.
    """

    def __init__(self, values: ReportValues, table: Table, columns: list[Column], rows: list[int]) -> None:
        self.values, self.table = values, table
        self.unit_column = next((c for c in table.columns if values.is_unit(c)), None)
        self.largest: dict[str, float] = {}
        self.numbers: dict[tuple[str, str], list[float]] = {}
        for column in columns:
            for row in rows:
                number = values.number(f"{table.key}_{column.key}", row)
                if number is not None:
                    group = self._group(column, row)
                    self.largest[group] = max(abs(number), self.largest.get(group, 0.0))
                    self.numbers.setdefault((column.key, group), []).append(abs(number))

    def _group(self, column: Column, row: int) -> str:
        """The unit of a cell: that of the column, else of the row."""
        unit = self.values.unit(column)
        if unit or self.unit_column is None or not row:
            return unit or column.key
        return self.values.text(f"{self.table.key}_{self.unit_column.key}", row)

    def of(self, column: Column, row: int = 0) -> str:
        """The format of a cell; row 0 is the total. What is chosen from a list, such as a year, is no amount."""
        if column.kind is not Kind.NUMBER:
            return GENERAL
        group = self._group(column, row)
        numbers = self.numbers.get((column.key, group), [])
        chosen = max(
            (chosen_section(column.format, number) for number in numbers),
            key=_decimals,
            default=column.format,
        )
        hidden = any(0 < number < _LEAST for number in numbers)
        if self.largest.get(group, 0.0) >= _LARGE and not hidden:
            return chosen.replace(_TWO_DECIMALS, "#,##0")
        return chosen


def _decimals(number_format: str) -> int:
    """How many decimals a format shows."""
    return len(number_format.partition(";")[0].partition(".")[2])
