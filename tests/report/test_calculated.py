"""The workbook behind a report is calculated anew, and what its file holds instead is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from pycore.cells.stored import ErrorValue, Value
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.errors import FileProblem
from pycore.formulas.tree import address
from pycore.package.package import Package, write_values
from pycore.reading.book import Book
from pycore.report.calculated import calculate_book
from pycore.report.compose import compose
from pycore.report.document import Mark, Paragraph, plain
from tests.report.samples import calculated_example, example

pytestmark = pytest.mark.slow


def test_a_fresh_file_has_nothing_stale() -> None:
    assert calculated_example("zh", "zh").stale == ()
    assert calculated_example("zh", "zh").formulas > 1000


def test_an_edited_result_is_stale_and_the_report_has_the_core_value(tmp_path: Path) -> None:
    package = Package.read(example("zh"))
    book = Book.open(example("zh"))
    cell = book.cells_of("summary_proposed_total_total")[0]
    edited = tmp_path / "edited.xlsx"
    edited.write_bytes(write_values(package, {cell[0]: {cell[1:]: 1.0}}))
    found = calculate_book(edited)
    assert found.stale == (cell,)
    assert found.book.value("summary_proposed_total_total") == book.value("summary_proposed_total_total")
    said = [b for b in compose(found, "zh").blocks if isinstance(b, Paragraph) and address(cell) in plain(b.line)]
    assert [p.mark for p in said[0].line] == [Mark.OPEN]


@pytest.mark.parametrize("shown", [ErrorValue("#NAME?"), None, 0.0])
def test_an_error_a_blank_or_a_nought_in_place_of_a_result_is_stale(tmp_path: Path, shown: Value) -> None:
    cell = Book.open(example("zh")).cells_of("synergy_dev_ghg")[0]
    edited = tmp_path / "edited.xlsx"
    edited.write_bytes(write_values(Package.read(example("zh")), {cell[0]: {cell[1:]: shown}}))
    assert calculate_book(edited).stale == (cell,)


def test_a_file_calculated_without_the_add_in_is_not_called_stale(tmp_path: Path) -> None:
    package = Package.read(example("zh"))
    native = tmp_path / "native.xlsx"
    native.write_bytes(write_values(package, recalculate(package, engine_functions(), native=True)))
    assert calculate_book(native).stale == ()


def test_a_report_in_the_other_language_has_the_same_numbers_and_its_own_words() -> None:
    english, chinese = calculated_example("en", "zh").book, calculated_example("zh", "zh").book
    assert english.language == "en"
    for name in ("summary_proposed_total_total", "performance_e_ghg", "optimised_e_nox"):
        assert english.value(name) == pytest.approx(chinese.value(name), rel=1e-12)
    assert (english.value("optimised_grade"), chinese.value("optimised_grade")) == ("acceptable", "可接受")


def test_the_file_stays_as_it_is(tmp_path: Path) -> None:
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(example("en").read_bytes())
    calculate_book(copy, "zh")
    assert copy.read_bytes() == example("en").read_bytes()


def test_a_file_that_is_no_workbook_of_ours_is_a_sentence(tmp_path: Path) -> None:
    for name, data in (("a.xlsx", b"no workbook"), ("b.xlsx", b"")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(FileProblem):
            calculate_book(tmp_path / name)
