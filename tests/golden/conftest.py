"""What the golden tests share: each workbook is read natively once a run, and calculated once by each program."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest

from pycore.cells.stored import Value
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.package.package import Package
from tests.golden.books import BuiltWorkbook, NativeReading, by_cell, native_reading
from tests.golden.calculation import Calculation
from tests.golden.comparison import Place
from tests.golden.once import once
from tests.golden.programs import Program


class Golden:
    """The calculations of this run, in a folder that all workers see."""

    def __init__(self, shared: Path) -> None:
        self.shared = shared
        # Kept for this worker, which asks for the same ones again.
        self.native = cache(self._native)
        self.core = cache(self._core)
        self.calculated = cache(self._calculated)

    def _native(self, book: BuiltWorkbook) -> NativeReading:
        return once(self.shared, f"native-{book.name}", lambda folder: native_reading(book, folder))

    def _core(self, book: BuiltWorkbook) -> dict[Place, Value]:
        """Return what the core makes of a workbook."""
        package = Package.read(self.native(book).source)
        return once(self.shared, f"core-{book.name}", lambda folder: by_cell(recalculate(package, engine_functions())))

    def _calculated(self, program: Program, book: BuiltWorkbook) -> tuple[Calculation, float]:
        """Return what a program makes of the marked file, and the seconds that it took."""
        program.require()
        marked = self.native(book).marked

        def run(folder: Path) -> tuple[Calculation, float]:
            start = time.perf_counter()
            return program.calculation(marked, folder), time.perf_counter() - start

        prepare = program.prepare
        if prepare is not None:
            once(self.shared, f"{program.name}-prepared", prepare)
        return once(self.shared, f"{program.name}-{book.name}", run)

    def saved(self, program: Program, book: BuiltWorkbook) -> Path:
        """Return the file that a program has saved of a workbook."""
        self.calculated(program, book)
        (file,) = (self.shared / f"{program.name}-{book.name}").rglob(f"{book.name}.xlsx")
        return file


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Golden:
    """Return the calculations of this run."""
    base = tmp_path_factory.getbasetemp()
    # A worker of pytest-xdist has a folder of its own inside the folder of the run.
    return Golden((base.parent if hasattr(request.config, "workerinput") else base) / "golden")
