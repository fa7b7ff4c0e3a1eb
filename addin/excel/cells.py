"""Cells and ranges as Excel hands them over, and results as it takes them back: the rules of `cell_values`.

Two converters for xlwings (`convert=` of an argument and of a result). xlwings' own would lose what matters: errors
become None, dates become `datetime`, a row and a column both become a flat list.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from xlwings.conversion import Accessor, ConversionContext, Pipeline, ReadValueFromRangeStage

from addin.excel.error_codes import error_of, number_of
from pycore.cells.values import VALUE, CellError, rows_of
from pycore.language import Text

_MISSING = -2147352572
"""What COM hands over for an argument that was left out (DISP_E_PARAMNOTFOUND)."""
_DAY_ZERO = datetime.datetime(1899, 12, 30)
_DAY = datetime.timedelta(days=1)
_NO_CELL = Text(
    "参数不是单元格、区域或值。请改为引用单元格。", "An argument is no cell, range or value. Refer to cells."
)


def cell_argument(value: Any) -> Any:
    """Read what xlwings got from Excel: one cell's value, or rows of them.

    A range comes as a tuple of rows; an array constant of one row comes flat.
    """
    if not isinstance(value, (tuple, list)):
        return _cell(value)
    if value and all(isinstance(row, (tuple, list)) for row in value):
        return [[_cell(cell) for cell in row] for row in value]
    return [[_cell(cell) for cell in value]]


def _cell(value: Any) -> Any:
    """Read one cell. A number is always a float in COM; a whole number is an error or comes from VBA."""
    match value:
        case None | bool() | float() | str():
            return value
        case int():
            return None if value == _MISSING else error_of(value) or float(value)
        case Decimal():  # a cell in a currency format
            return float(value)
        case datetime.datetime():
            return (value.replace(tzinfo=None) - _DAY_ZERO) / _DAY
        case _:
            return CellError(VALUE, _NO_CELL)


def cell_result(value: Any) -> list[list[Any]]:
    """Write a result of the core as rows that COM can carry; errors as their numbers, numbers as floats."""
    return [[_result(cell) for cell in row] for row in rows_of(value)]


def _result(value: Any) -> Any:
    if hasattr(value, "item"):
        value = value.item()
    match value:
        case CellError():
            return number_of(value)
        case None:
            return ""
        case bool() | str():
            return value
        case _:
            return float(value)


class CellArgument(Accessor):
    """xlwings converter of an argument: a range or a value becomes what the core takes."""

    @classmethod
    def reader(cls, options: dict[str, Any]) -> Pipeline:
        pipeline = Pipeline()
        pipeline.append_stage(ReadValueFromRangeStage(options))
        pipeline.append_stage(_read)
        return pipeline


class CellResult(Accessor):
    """xlwings converter of a result: rows, with nothing that xlwings' own would change."""

    @classmethod
    def writer(cls, options: dict[str, Any]) -> Pipeline:
        pipeline = Pipeline()
        pipeline.append_stage(_write)
        return pipeline


def _read(context: ConversionContext) -> None:
    context.value = cell_argument(context.value)


def _write(context: ConversionContext) -> None:
    context.value = cell_result(context.value)
