"""The pydantic models of a workbook's rows and panels, made from its definition."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PrivateAttr, create_model
from pydantic import Field as Constraint

from pycore.formulas.tree import CellKey, address
from pycore.reading.entries import INPUTS, DefinedEntry
from pycore.sheets.definition import Column, Field, Kind, Panel, Table

CalculatedValue = float | str | bool | None
"""What a cell with a formula shows; an error is its code, such as ``#NUM!``."""


class Read(BaseModel):
    """Values that were read from a workbook, each with the cell that it came from.

    An input is a number in the column's unit, a text, or the code of a choice, and None for a blank. What the
    workbook calculates stands beside it as its cached value.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())
    _cells: Mapping[str, CellKey] = PrivateAttr(default_factory=dict)

    def __getitem__(self, key: str) -> CalculatedValue:
        """Return a value by its key, for code that knows keys only when it runs."""
        return self.__dict__[key]  # type: ignore[no-any-return]

    def address_of(self, key: str) -> str:
        """Return the cell of one value, as ``化石燃料!F8``."""
        return address(self._cells[key])


class FilledRow(Read):
    """One row of a table."""

    @property
    def sheet_row(self) -> int:
        """Number of the row on its sheet, counted from 1."""
        return next(iter(self._cells.values()))[1]


class PanelValues(Read):
    """The fields of one panel."""


def row_model(table: Table) -> type[FilledRow]:
    """Return the model of a table's rows: a field for each column, required and confined as the column is."""
    return _row_model(table.key, table.title.en, table.columns)


def panel_model(panel: Panel) -> type[PanelValues]:
    """Return the model of a panel: a field for each of its lines."""
    return _panel_model(panel.key, panel.title.en, panel.fields)


# A table holds a dict and so cannot be a key of a cache; its columns can.
@cache
def _row_model(key: str, title: str, columns: tuple[Column, ...]) -> type[FilledRow]:
    said = f"A row of: {title}."
    return create_model(_class_name(key, "Row"), __base__=FilledRow, __doc__=said, **_fields(columns))


@cache
def _panel_model(key: str, title: str, fields: tuple[Field, ...]) -> type[PanelValues]:
    said = f"The panel: {title}."
    return create_model(_class_name(key, "Panel"), __base__=PanelValues, __doc__=said, **_fields(fields))


def _class_name(key: str, kind: str) -> str:
    return "".join(word.capitalize() for word in key.split("_")) + kind


def _fields(entries: tuple[DefinedEntry, ...]) -> dict[str, Any]:
    return {entry.key: _field(entry) for entry in entries}


def _field(entry: DefinedEntry) -> tuple[Any, Any]:
    """Return type and constraint of a field of the model, as its column or field is defined."""
    said: dict[str, Any] = {"title": entry.title.both}
    if entry.help.en:
        said["description"] = entry.help.both
    if entry.unit.en:
        said["json_schema_extra"] = {"unit": entry.unit.en}
    if entry.role not in INPUTS:
        return CalculatedValue, Constraint(None, **said)
    value = Annotated[float, _number(entry)] if entry.kind is Kind.NUMBER else Annotated[str, _text()]
    return (value, Constraint(**said)) if entry.required else (value | None, Constraint(None, **said))


def _number(entry: DefinedEntry) -> Any:
    """Return the constraint of a number: finite and within its domain."""
    limits: dict[str, Any] = {}
    if (domain := entry.domain) is not None:
        if not math.isinf(domain.low):
            limits["gt" if domain.low_open else "ge"] = domain.low
        if not math.isinf(domain.high):
            limits["lt" if domain.high_open else "le"] = domain.high
    return Constraint(strict=True, allow_inf_nan=False, **limits)


def _text() -> Any:
    return Constraint(strict=True, min_length=1)
