"""Every built workbook, calculated by independent programs, cell by cell: core, native formulas, LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest

from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.review.core_only import core_only_cells
from pycore.sheets.registry import installed_workbooks
from tests.golden.books import BuiltWorkbook, built_workbooks, by_cell
from tests.golden.comparison import different
from tests.golden.conftest import Golden
from tests.golden.programs import LIBREOFFICE

pytestmark = pytest.mark.programs

FOLDER = Path(__file__).parents[2] / "workbooks"
BOOKS = sorted(path for key in installed_workbooks() for path in (FOLDER / key).glob("*.xlsx"))

EXAMPLES = [path for path in BOOKS if "example" in path.name]


def core_only(path: Path) -> frozenset[tuple[str, int, int]]:
    """Cells that only the core can fill: draws, versions, time, digest, and whether the add-in is there."""
    found = core_only_cells(Book.open(path).formulas)
    assert 0 < len(found) < 60
    return found


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_the_core_and_the_native_formulas_agree(path: Path) -> None:
    package = Package.read(path)
    core = by_cell(recalculate(package, engine_functions()))
    native = by_cell(recalculate(package, engine_functions(), native=True))
    left_out = core_only(path)
    assert len(core) > 4000
    assert different({k: v for k, v in core.items() if k not in left_out}, native, 1e-12) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("book", built_workbooks(), ids=lambda b: b.name)
def test_libreoffice_without_extension_calculates_every_cell_as_the_core_does(
    book: BuiltWorkbook, golden: Golden
) -> None:
    found, _ = golden.calculated(LIBREOFFICE, book)
    source = golden.native(book).source
    core = by_cell(recalculate(Package.read(source), engine_functions()))
    left_out = core_only(source)
    addin = next(iter(Book.open(source).cells_of("cover_addin")))
    # Without the extension the add-in is not there: the core and LibreOffice have calculated by two ways.
    assert core[addin] is True
    assert found.cells[addin] is False
    assert different({k: v for k, v in core.items() if k not in left_out}, found.cells, 1e-9) == []


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_what_ships_holds_native_values_throughout(path: Path) -> None:
    """What a program without the add-in shows on opening is what it calculates on the first change."""
    book = Book.open(path)
    native = by_cell(recalculate(book.package, engine_functions(), native=True))
    assert different(native, book.values, 0) == []
    assert book.value("TL_ON") is False
    assert book.value("record_time") == "–"
