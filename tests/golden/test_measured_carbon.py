"""Stages, measured carbon, tonnes of CO2 and NOx as a user fills them in, calculated by LibreOffice without the add-in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pycore.cells.stored import ErrorValue
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.review.core_only import core_only_cells
from pycore.sheets.writer import write_workbook
from tests.golden.books import by_cell
from tests.golden.comparison import different
from tests.golden.libreoffice import calculation
from tests.workbooks.coal_chemical.test_measured_carbon import filled
from tests.workbooks.coal_chemical.test_stages import site
from workbooks.coal_chemical import WORKBOOK

pytestmark = [pytest.mark.programs, pytest.mark.libreoffice]


@pytest.mark.parametrize("data", [filled(), site()], ids=["measured", "stages"])
def test_libreoffice_calculates_what_the_core_does(data: dict[str, Any], tmp_path: Path) -> None:
    source = tmp_path / "filled.xlsx"
    source.write_bytes(write_workbook(WORKBOOK, "zh", data))
    core = by_cell(recalculate(Package.read(source), engine_functions()))
    left_out = core_only_cells(Book.open(source).formulas)
    found = calculation(source, tmp_path / "office")
    numbers = {k: v for k, v in core.items() if k not in left_out and not isinstance(v, ErrorValue)}
    assert different(numbers, found.cells, 1e-9) == []
    # What is refused is refused by both; a program saves #NUM! under a name of its own.
    refused = [k for k, v in core.items() if isinstance(v, ErrorValue)]
    assert [k for k in refused if not isinstance(found.cells.get(k), ErrorValue)] == []
