"""What a reader sees of a workbook, read with openpyxl, so that the review's own eyes do not judge themselves."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import Any

import openpyxl

from pycore.package.package import Package

_LYING = re.compile(r"xl/(?:charts|drawings|media|comments|threadedComments|chartsheets)", re.IGNORECASE)


def _typed(value: Any) -> Any:
    """What is typed in; formulas count by their results."""
    return None if isinstance(value, str) and value.startswith("=") else value


@lru_cache(maxsize=8)
def appearance(data: bytes) -> tuple[Any, ...]:
    """Everything but the results: tabs, what is typed in, hidden lines, styles, rules, locks, names, settings, and what lies on sheets."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheets = []
    for sheet in book.worksheets:
        cells = tuple(
            (c.coordinate, _typed(c.value), c.font.color and c.font.color.rgb, c.font.color and c.font.color.theme, c.font.sz,
             c.fill.patternType, c.fill.fgColor.rgb, c.number_format)
            for row in sheet.iter_rows() for c in row
        )  # fmt: skip
        rows = tuple((k, d.hidden, d.height) for k, d in sorted(sheet.row_dimensions.items()))
        columns = tuple((k, d.hidden, d.width) for k, d in sorted(sheet.column_dimensions.items()))
        formats = tuple(
            (str(r.sqref), [repr(x.formula) + repr(x.dxf) for x in r.rules]) for r in sheet.conditional_formatting
        )
        rules = tuple(
            (str(v.sqref), v.type, v.operator, v.formula1, v.formula2) for v in sheet.data_validations.dataValidation
        )
        view = sheet.sheet_view
        sheets.append((
            sheet.title, sheet.sheet_state, cells, rows, columns, str(formats), rules, sorted(map(str, sheet.merged_cells.ranges)),
            repr(sheet.protection), view.showZeros, view.topLeftCell, repr(view.pane), sheet.sheet_format.zeroHeight,
        ))  # fmt: skip
    names = sorted((n, d.attr_text, d.hidden) for n, d in book.defined_names.items())
    local = [sorted((n, d.attr_text) for n, d in s.defined_names.items()) for s in book.worksheets]
    lying = {name: content for name, content in Package.read(data).members.items() if _LYING.match(name)}
    return tuple(sheets), names, local, repr(book.calculation), str(book.epoch), lying
