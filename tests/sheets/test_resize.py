"""Longer ledgers calculate as the short ones do, and pass the review."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pycore.cli import build
from pycore.errors import TwinLedgerError
from pycore.reading.book import Book
from pycore.review.result import Verdict
from pycore.review.review import review
from pycore.sheets.resize import read_sizes, with_rows
from workbooks.coal_chemical import WORKBOOK


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
