"""Every built workbook, calculated by independent programs, cell by cell: core, native formulas, LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest

from pycore.engine.book import Book
from pycore.engine.host import engine_functions
from pycore.engine.package import Package
from pycore.engine.recalculate import recalculate
from tests.golden.books import BuiltWorkbook, built_workbooks, by_cell
from tests.golden.comparison import different
from tests.golden.conftest import Golden
from tests.golden.programs import LIBREOFFICE

FOLDER = Path(__file__).parents[2] / "workbooks"
BOOKS = sorted(FOLDER.glob("*/*.xlsx"))
EXAMPLES = [b for b in BOOKS if "example" in b.name]
# Cells that only the core can fill: draws, versions, time, digest, and whether the add-in is there.
CORE_ONLY = {
    "coal_chemical": {
        "cover_addin", "record_core", "record_time", "record_inputs",
        "confidence_p_acceptable", "confidence_p_optimise", "confidence_p_explain",
        "confidence_after_p_acceptable", "confidence_after_p_optimise", "confidence_after_p_explain",
    },
    "industrial_park": {"cover_addin", "record_core", "record_time", "record_inputs"},
}  # fmt: skip


def core_only(path: Path) -> set[tuple[str, int, int]]:
    book = Book.open(path)
    return {cell for name in CORE_ONLY[book.definition.key] for cell in book.cells_of(name)}


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


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_values_in_the_file_are_those_of_the_core(path: Path) -> None:
    book = Book.open(path)
    core = by_cell(recalculate(book.package, engine_functions()))
    kept = {key: value for key, value in core.items() if key not in set(book.cells_of("record_time"))}
    assert different(kept, book.values, 0) == []
