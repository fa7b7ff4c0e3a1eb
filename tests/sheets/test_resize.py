"""Longer ledgers calculate as the short ones do, and pass the review."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pycore.cells.stored import ErrorValue
from pycore.cli import build
from pycore.engine.host import engine_functions
from pycore.engine.recalculate import recalculate
from pycore.errors import TwinLedgerError
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.review.result import Verdict
from pycore.review.review import review
from pycore.sheets.definition import Workbook
from pycore.sheets.registry import installed_workbooks
from pycore.sheets.resize import can_grow, read_sizes, with_rows
from pycore.sheets.writer import write_workbook
from workbooks.coal_chemical import WORKBOOK
from workbooks.industrial_park import WORKBOOK as PARK


@pytest.mark.slow
def test_a_longer_ledger_gives_the_same_results_and_is_clean(tmp_path: Path) -> None:
    run = CliRunner().invoke
    short, longer, blank = (tmp_path / f"{name}.xlsx" for name in ("short", "longer", "blank"))
    assert run(build(), ["new", "coal_chemical", "--example", "-o", str(short)]).exit_code == 0
    done = run(build(), ["upgrade", str(short), "--rows", "fuels=200", "-o", str(longer)])
    assert done.exit_code == 0, done.output
    assert run(build(), ["new", "coal_chemical", "--rows", "fuels=200", "-o", str(blank)]).exit_code == 0

    before, after = Book.open(short), Book.open(longer)
    assert len(after.cells_of("fuels_co2")) == len(Book.open(blank).cells_of("fuels_co2")) == 200
    for name, _ in WORKBOOK.results:
        for a, b in zip(before.cells_of(name), after.cells_of(name), strict=True):
            old, new = before.values.get(a), after.values.get(b)
            assert new == (pytest.approx(old, rel=1e-12) if isinstance(old, float) else old)
    found = review(longer)
    assert found.verdict is Verdict.CLEAN, [f.sentence("en") for f in found.findings]


@pytest.mark.parametrize("text", ["fuels", "fuels=", "fuels=3", "fuels=x", "fuels=1e9", "fuels=20001", "none=50"])
def test_what_cannot_be_is_a_sentence(text: str) -> None:
    with pytest.raises(TwinLedgerError, match="--rows"):
        read_sizes(WORKBOOK, [text])


def test_no_sizes_leave_the_definition_as_it_is() -> None:
    assert with_rows(WORKBOOK, {}) is WORKBOOK


def _error_columns(definition: Workbook) -> set[tuple[str, str]]:
    """The names under which a blank workbook shows errors, each with the error."""
    book = Package.read(write_workbook(definition, "zh"))
    calculated = recalculate(book, engine_functions(), native=True)
    wrong = {
        (sheet, column, str(value))
        for sheet, cells in calculated.items()
        for (_, column), value in cells.items()
        if isinstance(value, ErrorValue)
    }
    return {(f"{sheet} {column}", value) for sheet, column, value in wrong}


@pytest.mark.slow
@pytest.mark.parametrize("definition", [pytest.param(w, id=k) for k, w in installed_workbooks().items()])
def test_twice_the_rows_of_every_table_bring_no_error(definition: Workbook) -> None:
    """The rows of process units are those of the list of units: the 22nd was #REF!."""
    doubled = {t.key: 2 * t.rows for t in definition.tables() if can_grow(t)}
    assert doubled
    assert _error_columns(with_rows(definition, doubled)) == _error_columns(definition)


def test_a_table_whose_rows_are_those_of_a_list_has_no_more() -> None:
    with pytest.raises(TwinLedgerError, match="units=30"):
        read_sizes(WORKBOOK, ["units=30"])
    with pytest.raises(TwinLedgerError, match="admission_limits=12"):
        read_sizes(PARK, ["admission_limits=12"])


def test_a_table_that_repeats_another_row_by_row_grows_with_it() -> None:
    longer = with_rows(PARK, {"indicators": 80, "enterprises": 100})
    assert {key: longer.table(key).rows for key in ("attained", "reach", "map_points")} == {
        "attained": 80,
        "reach": 80,
        "map_points": 100,
    }
