"""Every built workbook, calculated by independent programs, cell by cell: core, native formulas, LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest

from pycore.reading.book import Book
from pycore.review.core_only import core_only_cells
from tests.golden.books import BuiltWorkbook, built_workbooks, by_turns
from tests.golden.comparison import different
from tests.golden.conftest import Golden
from tests.golden.programs import LIBREOFFICE, PROGRAMS, examples_of

pytestmark = pytest.mark.programs

each_book = pytest.mark.parametrize("book", built_workbooks(), ids=lambda b: b.name)


def core_only(path: Path) -> frozenset[tuple[str, int, int]]:
    """Cells that only the core can fill: draws, versions, time, digest, and whether the add-in is there."""
    found = core_only_cells(Book.open(path).formulas)
    # Among them the table of the probabilities of each rank, of ten options.
    assert 0 < len(found) < 120
    return found


@each_book
def test_the_core_and_the_native_formulas_agree(book: BuiltWorkbook, golden: Golden) -> None:
    core, native = golden.core(book), golden.native(book).cells
    left_out = core_only(golden.native(book).source)
    assert len(core) > 4000
    assert different({k: v for k, v in core.items() if k not in left_out}, native, 1e-12) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    "book", examples_of(LIBREOFFICE) + by_turns("blank", PROGRAMS.index(LIBREOFFICE) + 1), ids=lambda b: b.name
)
def test_libreoffice_without_extension_calculates_every_cell_as_the_core_does(
    book: BuiltWorkbook, golden: Golden
) -> None:
    found, _ = golden.calculated(LIBREOFFICE, book)
    source = golden.native(book).source
    core = golden.core(book)
    left_out = core_only(source)
    addin = next(iter(Book.open(source).cells_of("cover_addin")))
    # Without the extension the add-in is not there: the core and LibreOffice have calculated by two ways.
    assert core[addin] is True
    assert found.cells[addin] is False
    assert different({k: v for k, v in core.items() if k not in left_out}, found.cells, 1e-9) == []


@each_book
def test_what_ships_holds_native_values_throughout(book: BuiltWorkbook, golden: Golden) -> None:
    """What a program without the add-in shows on opening is what it calculates on the first change."""
    shipped = Book.open(golden.native(book).source)
    assert different(golden.native(book).cells, shipped.values, 0) == []
    assert shipped.value("TL_ON") is False
    assert shipped.value("record_time") == "–"
