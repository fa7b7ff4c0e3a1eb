"""A submitted workbook as it is held against a fingerprint: its sheets by the template's names, its cells, its formulas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pycore.cells.stored import StoredCell
from pycore.formulas.readings import Readings
from pycore.formulas.tree import AreaOnSheet, FormulaProblem, resolve
from pycore.reading.book import Book
from pycore.reading.issued_rows import carries_another_library, issued_library
from pycore.template.formula import CanonicalFormulas
from pycore.template.print import Fingerprint
from pycore.template.tabs import matched_sheets


class Submitted:
    """One file beside one fingerprint.

    Attributes:
        areas: what the defined names stand for, of those that stand for cells.
        sheet_of: the sheets of the file by the names that they have in the template.
        cells: by the sheet of the file, and by row and column.
        of_another_library: nothing is stored of its version, and it says that it carries other rows of the library.
    """

    def __init__(self, book: Book, print_: Fingerprint, readings: Readings | None = None) -> None:
        self.book = book
        self.print = print_
        self.areas = dict(_areas(book))
        self.sheet_of = matched_sheets(book.package.sheets, print_, self.areas)
        sheets = {file.name.lower(): ours for ours, file in self.sheet_of.items()}
        self._canonical = CanonicalFormulas(sheets, readings.canonical if readings else None)
        self.cells: dict[str, dict[tuple[int, int], StoredCell]] = defaultdict(dict)
        for (sheet, row, column), cell in book.cells.items():
            self.cells[sheet][row, column] = cell
        self.of_another_library = issued_library(book) is None and carries_another_library(book)

    def text(self, sheet: str, row: int, column: int) -> str:
        """Return the canonical formula of a cell of the file; empty where it has none."""
        formula = self.book.formulas.get((sheet, row, column))
        if formula is None:
            return ""
        text = self._canonical.text(formula, row, column)
        cell = self.cells[sheet][row, column]
        entered = cell.array is not None and (cell.array.size > 1 or not cell.spills)
        return f"{{{text}}}" if entered else text


def _areas(book: Book) -> Iterator[tuple[str, AreaOnSheet]]:
    """Yield the defined names of a file that stand for cells, with their areas."""
    for name, text in book.names.items():
        try:
            yield name, resolve(text, "", book.names)
        except FormulaProblem:
            continue
