"""LibreOffice, without any extension, calculates projects unlike the worked example as the core does."""

from __future__ import annotations

from pathlib import Path

import pytest

from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.review.core_only import core_only_cells
from pycore.sheets.writer import write_workbook
from tests.golden import libreoffice
from tests.golden.books import by_cell
from tests.golden.comparison import different
from tests.workbooks.coal_chemical.test_conditions import ELECTRIC, stack
from tests.workbooks.coal_chemical.test_process import plant
from workbooks.coal_chemical import WORKBOOK

pytestmark = [pytest.mark.slow, pytest.mark.programs, pytest.mark.libreoffice]


def test_an_extension_with_gaps_open_conditions_and_entered_outputs(tmp_path: Path) -> None:
    design = {**ELECTRIC, "half_waste": 0.4, "gasifier": None}
    data = plant(nox=[stack("superheater", 81.0), stack(None, 10.0)], design=design)
    path = tmp_path / "project.xlsx"
    path.write_bytes(write_workbook(WORKBOOK, "en", data))
    core = by_cell(recalculate(Package.read(path), engine_functions()))
    left_out = core_only_cells(Book.open(path).formulas)
    found = libreoffice.calculation(path, tmp_path)
    assert different({k: v for k, v in core.items() if k not in left_out}, found.cells, 1e-9) == []
