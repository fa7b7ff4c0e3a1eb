"""The worked example in LibreOffice with the extension: every cell is the core's, and readers read what it saves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from addin.libreoffice.bridge import LIBRARIES
from addin.libreoffice.extension import extension
from addin.libreoffice.office import Office, OfficeProblem
from pycore import __version__
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.formulas.cell_names import normalise_formula
from pycore.functions.catalogue import catalogue
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.review.review import review
from pycore.template.formula import canonical_formula
from tests.addin.libreoffice.session import office, python_of_libreoffice, saved
from tests.golden.books import EXAMPLES, by_cell, by_turns
from tests.golden.comparison import different
from tests.golden.libreoffice import recalculated

pytestmark = pytest.mark.libreoffice


def cells(path: Path) -> dict[tuple[str, int, int], object]:
    package = Package.read(path)
    return {(s.name, c.row, c.column): c.value for s in package.sheets for c in package.sheet_cells(s)}


def calls(path: Path) -> dict[tuple[str, int, int], str]:
    """Return the formulas of a file that call a function, with plain names, in the form that the review compares."""
    package = Package.read(path)
    plain = {
        (s.name, c.row, c.column): normalise_formula(c.formula, frozenset(catalogue()))
        for s in package.sheets
        for c in package.sheet_cells(s)
        if c.formula
    }
    # LibreOffice writes FALSE() for FALSE and 0.000001 for 1E-6 in every file, with or without the extension.
    return {key: canonical_formula(text, *key[1:]) for key, text in plain.items() if "TL_" in text}


@pytest.mark.parametrize("path", [b.source(Path()) for b in by_turns("example", 0) if b.is_ours], ids=lambda p: p.stem)
def test_every_cell_is_the_cores_and_the_file_reads_as_issued(path: Path, extended: Office, tmp_path: Path) -> None:
    book = Book.open(path)
    (addin,) = book.cells_of("cover_addin")
    time = set(book.cells_of("record_time"))
    core = by_cell(recalculate(Package.read(path), engine_functions()))
    kept = {key: value for key, value in core.items() if key not in time}

    first = saved(extended, path, tmp_path / "first")
    values = cells(first)
    assert len(core) > 4000
    assert values[addin] is True
    assert different(kept, values, 1e-9) == []
    assert calls(first) == calls(path)

    # What was saved is read by the headless engine, and by LibreOffice once more.
    again = by_cell(recalculate(Package.read(first), engine_functions()))
    assert different({k: v for k, v in again.items() if k not in time}, values, 1e-9) == []
    second = saved(extended, first, tmp_path / "second")
    assert different(kept, cells(second), 1e-9) == []
    assert calls(second) == calls(path)


def test_a_review_finds_nothing_that_libreoffice_alone_does_not_cause(extended: Office, tmp_path: Path) -> None:
    path = EXAMPLES[0]
    with_it = review(saved(extended, path, tmp_path / "with"))
    without = review(recalculated(path, tmp_path))
    assert {(f.rule, f.cell) for f in with_it.findings} == {(f.rule, f.cell) for f in without.findings}


def test_another_python_in_front_on_the_path_is_kept_from_libreoffice(
    extended: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A distribution's LibreOffice takes the standard library of the first Python on the PATH, and crashes of it."""
    monkeypatch.setenv("PATH", os.pathsep.join((str(Path(sys.base_prefix) / "bin"), os.environ["PATH"])))
    monkeypatch.setenv("PYTHONHOME", sys.base_prefix)
    assert extended.check() == __version__


def test_without_the_libraries_the_workbook_calculates_natively(tmp_path: Path) -> None:
    """An extension that finds no library must not leave a workbook half with the core and half in errors."""
    there = office(tmp_path / "profile")
    libraries = f"import {', '.join(LIBRARIES)}"
    if subprocess.run([python_of_libreoffice(), "-c", libraries], capture_output=True).returncode == 0:
        pytest.skip("LibreOffice's Python has every library of its own")
    there.add(extension())
    with pytest.raises(OfficeProblem) as failed:
        there.check()
    assert "lacks" in failed.value.text.en
    path = EXAMPLES[0]
    values = cells(saved(there, path, tmp_path / "out"))
    (addin,) = Book.open(path).cells_of("cover_addin")
    assert values[addin] is False
    native = by_cell(recalculate(Package.read(path), engine_functions(), native=True))
    assert different(native, values, 1e-9) == []


def test_uninstalling_leaves_the_native_formulas(tmp_path: Path) -> None:
    there = office(tmp_path / "profile")
    assert there.uninstall() is False
    there.install()
    assert there.uninstall() is True
    path = EXAMPLES[0]
    (addin,) = Book.open(path).cells_of("cover_addin")
    assert cells(saved(there, path, tmp_path / "out"))[addin] is False
