"""The formulas of a workbook, each once: what a reviewer reads instead of thousands of cells."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pycore.formulas.tree import address
from pycore.reading.book import Book, CellKey
from pycore.template.formula import CanonicalFormulas

MOST = 600
"""Families that a page lists; those that are not the template's come first."""
_LONGEST = 320


@dataclass(frozen=True, slots=True)
class UniqueFormula:
    """A family of formulas: all cells of a sheet that read the same in R1C1.

    Attributes:
        text: the formula as it stands in the first cell.
        issued: every cell has the formula that the template has there.
    """

    sheet: str
    family: str
    text: str
    cells: int
    first: str
    issued: bool


@dataclass(frozen=True, slots=True)
class UniqueFormulas:
    """The families of a workbook by sheet, so many as a page can hold.

    Attributes:
        families: how many there are in all.
        left_out: how many are not listed; all of them are the template's, unless there are more than a page holds.
    """

    sheets: tuple[tuple[str, tuple[UniqueFormula, ...]], ...]
    families: int
    left_out: int
    changed: int


def unique_formulas(book: Book, issued: Collection[CellKey], most: int = MOST) -> UniqueFormulas:
    """List the families: those that the template does not have first chosen, then those of the most cells."""
    every = list(_families(book, issued))
    chosen = sorted(every, key=lambda one: (one.issued, -one.cells))[:most]
    kept = {(one.sheet, one.family) for one in chosen}
    sheets: dict[str, list[UniqueFormula]] = {}
    for one in every:
        if (one.sheet, one.family) in kept:
            sheets.setdefault(one.sheet, []).append(one)
    listed = tuple((sheet, tuple(sorted(found, key=lambda one: one.issued))) for sheet, found in sheets.items())
    return UniqueFormulas(listed, len(every), len(every) - len(chosen), sum(not one.issued for one in every))


def _families(book: Book, issued: Collection[CellKey]) -> Iterator[UniqueFormula]:
    """Yield the families in the order of their first cells."""
    canonical = CanonicalFormulas()
    members: dict[tuple[str, str], list[CellKey]] = {}
    for cell, formula in book.formulas.items():
        members.setdefault((cell[0], canonical.text(formula, *cell[1:])), []).append(cell)
    for (sheet, family), cells in members.items():
        yield UniqueFormula(
            sheet, _clipped(family), _clipped("=" + book.formulas[cells[0]]), len(cells),
            address(cells[0]).rpartition("!")[2], all(cell in issued for cell in cells),
        )  # fmt: skip


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
