"""Enter the TL_ formulas of a workbook again when it is opened, so that LibreOffice finds the functions.

LibreOffice up to 7.4 at least does not look for add-in functions by their short name when it reads an .xlsx: the
cells show the name in small letters and #NAME?. Entering the same formula again finds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from addin.libreoffice.blanks import keep_blanks
from pycore.equations.definition import Definition
from pycore.formulas.cell_names import normalise_formula

ADDIN_NAME = "TL_ON"
"""The defined name by which a workbook of TwinLedger is known."""

_CALL = re.compile(r"\bTL_\w+\(", re.IGNORECASE)
_FORMULA_CELLS = 16  # com.sun.star.sheet.CellFlags.FORMULA


def is_ours(document: Any) -> bool:
    """Tell whether a document is a workbook of TwinLedger."""
    return (
        document is not None
        and document.supportsService("com.sun.star.sheet.SpreadsheetDocument")
        and document.NamedRanges.hasByName(ADDIN_NAME)
    )


def enter_again(document: Any, functions: Mapping[str, Definition]) -> int:
    """Enter every formula that calls one of the functions, recalculate all, and return how many there were.

    Inputs, protection and what can be undone stay as they were.
    """
    with _at_rest(document):
        entered = sum(_enter_sheet(sheet, functions) for sheet in document.Sheets)
    if entered:
        document.calculateAll()
    return entered


@contextmanager
def _at_rest(document: Any) -> Iterator[None]:
    """Keep the document from calculating, drawing and remembering while its formulas are entered."""
    automatic = document.isAutomaticCalculationEnabled()
    document.lockControllers()
    document.UndoManager.lock()
    document.enableAutomaticCalculation(False)
    try:
        yield
    finally:
        document.enableAutomaticCalculation(automatic)
        document.UndoManager.unlock()
        document.unlockControllers()


def _enter_sheet(sheet: Any, functions: Mapping[str, Definition]) -> int:
    entered = 0
    for area in sheet.queryContentCells(_FORMULA_CELLS):
        for row, line in enumerate(area.getFormulaArray()):
            for column, formula in enumerate(line):
                if _CALL.search(formula):
                    _enter_cell(sheet, area.getCellByPosition(column, row), formula, functions)
                    entered += 1
    return entered


def _enter_cell(sheet: Any, cell: Any, formula: str, functions: Mapping[str, Definition]) -> None:
    text = keep_blanks(normalise_formula(formula.strip("{}"), frozenset(functions)), functions)
    if not formula.startswith("{"):
        cell.setFormula(text)
        return
    area = sheet.createCursorByRange(cell)
    area.collapseToCurrentArray()
    area.setArrayFormula(text)
