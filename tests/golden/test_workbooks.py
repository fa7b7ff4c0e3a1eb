"""Every built workbook, calculated by independent programs, cell by cell: core, native formulas, LibreOffice."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pycore.engine.book import Book
from pycore.engine.host import engine_functions
from pycore.engine.package import Package
from pycore.engine.recalculate import recalculate
from tests.golden.libreoffice import recalculated

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
Cells = Mapping[tuple[str, int, int], object]


def by_cell(values: Mapping[str, Mapping[tuple[int, int], object]]) -> dict[tuple[str, int, int], object]:
    return {(sheet, *key): value for sheet, cells in values.items() for key, value in cells.items()}


def different(first: Cells, second: Cells, relative: float) -> list[str]:
    """Say which cells of the first differ in the second; a blank and an empty text are the same."""
    found = []
    for key, a in first.items():
        b = second.get(key)
        if isinstance(a, (int, float)) and isinstance(b, (int, float)) and not isinstance(a, bool):
            if abs(a - b) > relative * max(abs(a), abs(b)):
                found.append(f"{key}: {a!r} and {b!r}")
        elif (a or "") != (b or "") and a != b:
            found.append(f"{key}: {a!r} and {b!r}")
    return found


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
@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_libreoffice_without_extension_calculates_every_cell_as_the_core_does(
    path: Path, tmp_path: Path
) -> None:
    core = by_cell(recalculate(Package.read(path), engine_functions()))
    package = Package.read(recalculated(path, tmp_path))
    office = {(s.name, c.row, c.column): c.value for s in package.sheets for c in package.sheet_cells(s)}
    left_out = core_only(path)
    addin = next(iter(Book.open(path).cells_of("cover_addin")))
    # Without the extension the add-in is not there: proof that LibreOffice calculated and did not keep what it read.
    assert core[addin] is True
    assert office[addin] is False
    assert different({k: v for k, v in core.items() if k not in left_out}, office, 1e-9) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_values_in_the_file_are_those_of_the_core(path: Path) -> None:
    book = Book.open(path)
    core = by_cell(recalculate(book.package, engine_functions()))
    kept = {key: value for key, value in core.items() if key not in set(book.cells_of("record_time"))}
    assert different(kept, book.values, 0) == []
