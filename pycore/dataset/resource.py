"""One table of a data set: fields with type, unit and constraints, and rows of plain values."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pycore.cells.plain_text import text_for_tables
from pycore.cells.stored import ErrorValue, Value
from pycore.cells.values import is_blank
from pycore.language import NO_TEXT, Text

ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
"""What a cell that could not be calculated is written as; readers take it for no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataField:
    """One column.

    Attributes:
        constraints: of a table schema: required, enum, minimum and so on.
        labels: the words in the workbook for the codes that stand in the column.
        refers_to: the table and the field that its values are taken from.
    """

    name: str
    type: str = "string"
    title: Text = NO_TEXT
    unit: Text = NO_TEXT
    help: Text = NO_TEXT
    role: str = ""
    constraints: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    refers_to: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTable:
    """A table with its fields and rows; `key` names the fields that tell its rows apart."""

    name: str
    title: Text
    help: Text = NO_TEXT
    sheet: str = ""
    fields: tuple[DataField, ...]
    rows: tuple[tuple[Value, ...], ...]
    key: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where it lies in the folder."""
        return f"data/{self.name}.csv"

    def column(self, name: str) -> list[Value]:
        """The values of a field."""
        place = [each.name for each in self.fields].index(name)
        return [row[place] for row in self.rows]


def as_csv(table: DataTable) -> bytes:
    """Write a table as CSV: UTF-8 without a mark, since the specification has none and a reader would take it into the
    name of the first column."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([each.name for each in table.fields])
    writer.writerows([written(value) for value in row] for row in table.rows)
    return buffer.getvalue().encode()


def written(value: Value) -> str:
    """Write a value so that it is read back as it was: the shortest digits of a number, an error by its name."""
    if is_blank(value) or value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int):
        if not math.isfinite(value):
            return "#NUM!"
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))
    return str(value) if isinstance(value, ErrorValue) else text_for_tables(value)


def typed(table: DataTable) -> DataTable:
    """Give each calculated field the type of its values: one that says "no limit" here and there is one of texts."""
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.fields)
    return replace(table, fields=tuple(_settled(f, c) for f, c in zip(table.fields, columns, strict=True)))


def _settled(one: DataField, values: Sequence[Value]) -> DataField:
    held = [v for v in values if not is_blank(v) and not isinstance(v, ErrorValue)]
    if one.role in ("input", "override") or one.type == "integer" or not held:
        return one
    if all(isinstance(v, bool) for v in held):
        return replace(one, type="boolean", constraints={})
    if one.type == "number" and any(isinstance(v, bool | str) for v in held):
        return replace(one, type="string", constraints={})
    return one
