"""What Excel takes in a workbook, as Microsoft writes it (Excel specifications and limits; Names in formulas).

A file that goes beyond is not refused by most programs: Excel alone reports it as damaged and drops the part.
"""

from __future__ import annotations

import re

from pycore.cells.addresses import LAST_COLUMN, LAST_ROW, column_number
from pycore.language import Text

SHEET_NAME = 31
VALIDATION_TEXT = 255
"""Characters of a validation's message, and of a list that is written into it."""
VALIDATION_TITLE = 32
TEXT_IN_FORMULA = 255
CELL_TEXT = 32_767
FORMULA = 8_192
NESTING = 64
ARGUMENTS = 255
NAME = 255

_NAME = re.compile(r"[^\W\d][\w.?]*\Z|\\[\w.?]*\Z")
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")
_ROW_OR_COLUMN = re.compile(r"(?:[rRcC]|[rR][cC])(?:\Z|(?=[0-9]))")
_SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def name_fault(name: str) -> Text | None:
    """Say why Excel would not take a defined name; None where it does.

    >>> name_fault("fuels_co2"), name_fault("c1_year1").en
    (None, 'it begins with R or C and a digit, which Excel reads as a row or a column')
    """
    if len(name) > NAME:
        return Text(f"超过 {NAME} 个字符", f"it is longer than {NAME} characters")
    if not _NAME.match(name):
        return Text(
            "只能由字母、数字、下划线和句点组成，且不以数字开头",
            "it holds more than letters, digits, _ and ., or begins with a digit",
        )
    if _ROW_OR_COLUMN.match(name):
        return Text(
            "以 R 或 C 加数字开头，Excel 视为行列号",
            "it begins with R or C and a digit, which Excel reads as a row or a column",
        )
    match = _ADDRESS.match(name)
    if match and column_number(match[1]) <= LAST_COLUMN and 1 <= int(match[2]) <= LAST_ROW:
        return Text("与单元格地址相同", "it is the address of a cell")
    if name.upper() in ("TRUE", "FALSE"):
        return Text("与逻辑值相同", "it is a logical value")
    return None


def sheet_name_fault(name: str) -> Text | None:
    """Say why Excel would not take the name of a sheet; None where it does."""
    if not 0 < len(name) <= SHEET_NAME:
        return Text(f"应为 1 到 {SHEET_NAME} 个字符", f"it has to have 1 to {SHEET_NAME} characters")
    if _SHEET_FORBIDDEN.search(name) or name.startswith("'") or name.endswith("'"):
        return Text(
            "含有 [ ] : * ? / \\ 或首尾为单引号",
            "it holds one of [ ] : * ? / \\, or begins or ends with an apostrophe",
        )
    return None
