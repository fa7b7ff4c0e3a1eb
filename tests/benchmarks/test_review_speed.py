"""What the review of a workbook costs beside a fast reader of its cells, and a file of many on all cores."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import formualizer
import pytest
from python_calamine import CalamineWorkbook

from benchmarks.conftest import Measured, Timer, best_time
from pycore.engine.both_ways import ways_of
from pycore.engine.host import engine_functions
from pycore.engine.make import make_workbook
from pycore.engine.recalculate import recalculate
from pycore.gate.gate import check_package
from pycore.package.package import Package, write_values
from pycore.reading.book import Book
from pycore.review.many import review_many
from pycore.review.opinions import opinions_of
from pycore.review.result import Verdict
from pycore.review.review import review
from pycore.review.rules import check_all
from pycore.review.subject import Subject
from pycore.template.fingerprint import compare_template
from pycore.template.readings import stored_readings
from workbooks.coal_chemical import WORKBOOK

pytestmark = [pytest.mark.usefixtures("measuring"), pytest.mark.slow]
WORKBOOKS = Path(__file__).parents[2] / "workbooks"
FILES = int(os.environ.get("TWINLEDGER_FILES", "16"))


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


def engine_alone(data: bytes) -> None:
    """Load and evaluate, the functions absent: what no review can do without."""
    engine = formualizer.Workbook.from_bytes(data)
    for name in engine_functions():
        engine.register_function(name, lambda *_: {"type": "Error", "kind": "Name"}, min_args=0)
    engine.evaluate_all()


@pytest.mark.parametrize("key", ["coal_chemical", "industrial_park"])
def test_a_review_beside_the_bare_engine_and_by_its_stages(
    key: str, measured: Measured, side_by_side: Timer, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = WORKBOOKS / key / f"{key}_example_zh.xlsx"
    data = path.read_bytes()
    # By its digest one file in sixteen is calculated in full: which ones is another matter each time they are built.
    monkeypatch.setattr("pycore.review.review.is_sampled", lambda digest: False)
    review(path)  # the first one reads library and fingerprint as well
    ours, reference = side_by_side(lambda: review(path), lambda: engine_alone(data), rounds=3)
    measured(f"review of {key}", ours / reference, "×", 4, "formualizer loads and evaluates it once, natively")
    in_full = best_time(lambda: review(path, full=True), rounds=1)
    measured(f"review of {key}, calculated in full", in_full / reference, "×", 5, "the same; one file in sixteen")
    seconds = stages(data)
    for stage, spent in seconds.items():
        measured(f"  {stage}", 100 * spent / sum(seconds.values()), "%", 100, "of the review")


def stages(data: bytes) -> dict[str, float]:
    """The processor time of each stage, one after the other as the review does them."""
    spent: dict[str, float] = {}

    def timed(stage: str, run: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = run()
        spent[stage] = time.process_time() - start
        return result

    assert timed("gate", lambda: check_package(data)) == []
    book = timed("open the package", lambda: Book.open(data))
    timed("read cells and formulas", lambda: book.formulas)
    readings = timed("readings of the template", lambda: stored_readings(book))
    template = timed("template", lambda: compare_template(book, readings))
    ways = timed(
        "calculate",
        lambda: ways_of(book.package, engine_functions(), book.stored, readings, untouched=not template.findings),
    )
    both = (ways.core, ways.native)
    by_cell = [{(s, *p): v for s, cells in values.items() for p, v in cells.items()} for values in both]
    timed("compare the values", lambda: opinions_of(book, *by_cell))
    timed("rules", lambda: check_all(Subject(book, by_cell[0], readings, template.kept)))
    return spent


def test_many_files_on_all_cores(example: Path, tmp_path: Path, measured: Measured) -> None:
    books = [Path(shutil.copy(example, tmp_path / f"{number}.xlsx")) for number in range(FILES)]
    start = time.perf_counter()
    reviews = review_many(books)
    seconds = time.perf_counter() - start
    assert all(r.verdict is Verdict.CLEAN for r in reviews)
    measured(f"review {FILES} files on {os.cpu_count()} cores, start included, a file", seconds / FILES, "s", 1)
