"""What the review of a workbook costs beside a fast reader of its cells, and a file of many on all cores."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from benchmarks.conftest import Measured, Timer
from pycore.engine.host import engine_functions
from pycore.engine.make import make_workbook
from pycore.engine.recalculate import recalculate
from pycore.package.package import Package, write_values
from pycore.review.many import review_many
from pycore.review.result import Verdict
from pycore.review.review import review
from workbooks.coal_chemical import WORKBOOK

pytestmark = [pytest.mark.usefixtures("measuring"), pytest.mark.slow]
FILES = int(os.environ.get("TWINLEDGER_FILES", "40"))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example as it is submitted: calculated."""
    package = Package.read(make_workbook(WORKBOOK, "zh", WORKBOOK.examples["default"]))
    path = tmp_path_factory.mktemp("submitted") / "example.xlsx"
    path.write_bytes(write_values(package, recalculate(package, engine_functions())))
    return path


def read_all_sheets(path: Path) -> None:
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def test_a_review_beside_a_fast_reader(example: Path, measured: Measured, side_by_side: Timer) -> None:
    assert review(example).verdict is Verdict.CLEAN  # the first one reads library and fingerprint as well
    ours, reference = side_by_side(lambda: review(example), lambda: read_all_sheets(example))
    measured("review the worked example", ours / reference, "×", 10, "python-calamine reads all sheets")
    measured("review the worked example", ours, "s", 1)


def test_many_files_on_all_cores(example: Path, tmp_path: Path, measured: Measured) -> None:
    books = [Path(shutil.copy(example, tmp_path / f"{number}.xlsx")) for number in range(FILES)]
    start = time.perf_counter()
    reviews = review_many(books)
    seconds = time.perf_counter() - start
    assert all(r.verdict is Verdict.CLEAN for r in reviews)
    measured(f"review {FILES} files on {os.cpu_count()} cores, start included, a file", seconds / FILES, "s", 1)
