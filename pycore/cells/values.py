"""What stands in a cell: the rules for blanks, errors, texts, numbers and ranges, the same in every host.

A cell value is a float (or int), a text, a bool, `None` for a blank, or a `CellError`. A range is a list of
rows. A blank input gives a blank result (`""`), never 0; an error passes through; a text or a logical value
where a number is expected is `#VALUE!`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from pycore.language import Language, Text

NUM = "#NUM!"
VALUE = "#VALUE!"
NOT_AVAILABLE = "#N/A"
DIVISION = "#DIV/0!"
NAME = "#NAME?"
ERROR_CODES = frozenset({NUM, VALUE, NOT_AVAILABLE, DIVISION, NAME, "#NULL!", "#REF!", "#SPILL!", "#CALC!"})

BLANK = ""

_CAME_IN = Text("参数引用的单元格本身是错误值。", "A cell that this function refers to holds an error.")


@dataclass(frozen=True, slots=True)
class CellError:
    """A true spreadsheet error with the reason that the cell itself cannot show."""

    code: str
    text: Text = _CAME_IN

    def message(self, language: Language = "zh") -> str:
        """Return the reason in a language; blank where the error has none."""
        return self.text[language]


CellValue = float | str | bool | CellError | None
CellRow = Sequence[CellValue]


def is_blank(value: object) -> bool:
    """Tell whether a cell counts as empty: nothing in it, or the empty text of a formula."""
    return value is None or (isinstance(value, str) and value.strip() == "")


def is_range(value: object) -> TypeGuard[Sequence[Sequence[Any]]]:
    """Tell whether an argument is a range (a list of rows; a flat list is one column)."""
    return isinstance(value, (list, tuple))


def rows_of(value: Any) -> list[list[Any]]:
    """Read any argument as rows: a single cell is one row of one, a flat list is a column."""
    if not is_range(value):
        return [[value]]
    return [list(row) if isinstance(row, (list, tuple)) else [row] for row in value]


def cells_of(value: Any) -> list[Any]:
    """Read any argument as its cells, row by row."""
    return [cell for row in rows_of(value) for cell in row]


def shape_of(value: Any) -> tuple[int, int]:
    """Return the numbers of rows and columns; a single value is 1 by 1, the longest of ragged rows counts."""
    if not is_range(value):
        return (1, 1)
    rows = rows_of(value)
    return (len(rows), max((len(r) for r in rows), default=0))


def error_among(values: Sequence[Any]) -> CellError | None:
    """Return the first error among the cells, if there is one."""
    return next((v for v in values if isinstance(v, CellError)), None)


def describe(value: object, language: Language) -> str:
    """Say what came in a sentence's words."""
    zh = language == "zh"
    if is_blank(value):
        return "空白" if zh else "a blank"
    if isinstance(value, bool):
        return ("逻辑值 " if zh else "the logical value ") + str(value).upper()
    if isinstance(value, str):
        return f"文字“{value}”" if zh else f'the text "{value}"'
    if isinstance(value, CellError):
        return ("错误值 " if zh else "the error ") + value.code
    if isinstance(value, (int, float)):
        try:
            return f"{value:.12g}"
        except OverflowError:
            return "超过 308 位的数" if zh else "a number of more than 308 digits"
    if getattr(value, "ndim", None) == 0:
        return describe(value.item(), language)  # type: ignore[attr-defined]
    if is_range(value) or hasattr(value, "__array_interface__"):
        return "一个区域" if zh else "a range"
    return str(value)
