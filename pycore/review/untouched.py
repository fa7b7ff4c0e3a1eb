"""Whether a file has all formulas and texts of its template, and nothing of its own that could tell the two ways apart."""

from __future__ import annotations

import re

from pycore.errors import FileProblem
from pycore.findings.finding import Severity
from pycore.formulas.core_only import is_core_only
from pycore.formulas.tree import FormulaProblem, precedents
from pycore.reading.book import Book, CellKey
from pycore.template.compare import TemplateReport
from pycore.template.looks.entry import LOOK_RULES

_MOST_CELLS = 1_000
_MAY_DIFFER = re.compile(r"TL_|\b(?:RAND\w*|NOW|TODAY|INDIRECT|OFFSET|CELL|INFO)\s*\(", re.IGNORECASE)


def is_untouched(book: Book, template: TemplateReport) -> bool:
    """Tell whether what the tests of a template prove of its formulas holds in a file.

    Users may have formulas among their inputs that add or pass on other cells; those that call functions of the core,
    or read what only the core can fill, may give something else natively.
    """
    if not all(f.severity is Severity.NOTE and f.rule in LOOK_RULES for f in template.findings):
        return False
    return all(_is_plain(book, cell) for cell in book.formulas.keys() - template.kept)


def _is_plain(book: Book, cell: CellKey) -> bool:
    """Tell whether an own formula gives the same with the core and natively where what it reads does."""
    formula = book.formulas[cell]
    if _MAY_DIFFER.search(formula):
        return False
    try:
        areas = precedents(formula, cell[0], book.names)
    except (FormulaProblem, FileProblem, KeyError):
        return False
    if sum(area.rows * area.columns for area in areas) > _MOST_CELLS:
        return False
    return not any(
        is_core_only(book.formulas.get((area.sheet, row, column), ""))
        for area in areas
        for row in range(area.row1, area.row2 + 1)
        for column in range(area.column1, area.column2 + 1)
    )
