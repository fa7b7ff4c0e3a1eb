"""Entries of closed lists that a user adds, each told in a row of a table with all that the library says of its own.

Every such table has the same columns for what an entry is called and where it comes from; its other numbers are the
parameters of the entry, which the ledgers take as they take the library's.
"""

from __future__ import annotations

from pycore.language import Text
from pycore.sheets.definition import Column, Kind, Role, Table, Workbook

NAME, MEASURE, YEAR, SOURCE, UNCERTAINTY, FLAG = "name", "measure", "year", "source", "uncertainty", "flag"
"""The columns of every such table; the measure only where entries differ in the unit that they are counted in."""
IN_USE = "{}_used"
"""The column from which the ledgers take a parameter."""


def tables_of_own_entries(definition: Workbook) -> tuple[Table, ...]:
    """The tables of a workbook whose rows are entries of a closed list."""
    return tuple(table for table in definition.tables() if table.adds is not None)


def parameters(table: Table) -> tuple[Column, ...]:
    """The columns with the numbers of an entry, in their order."""
    entered = (c for c in table.columns if c.kind is Kind.NUMBER and c.role is Role.INPUT)
    return tuple(c for c in entered if c.key not in (YEAR, UNCERTAINTY))


def emitting(table: Table) -> Column:
    """The parameter that all that an entry emits is in proportion to: the first of those that are uncertain."""
    return next(c for c in parameters(table) if c.uncertain is not None)


def unit_of(column: Column, measure: str) -> Text:
    """The unit of a parameter: where the column says one for each measure, "GJ/t or GJ/10⁴ Nm³", that of the entry's."""

    def of_measure(unit: str, either: str) -> str:
        per, more, _ = unit.partition(either)
        return f"{per.rpartition('/')[0]}/{measure}" if more and measure else unit

    unit = Text(of_measure(column.unit.zh, " 或 "), of_measure(column.unit.en, " or "))
    return Text("", "") if unit.en == "0–1" else unit
