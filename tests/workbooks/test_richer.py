"""A workbook that names everything its own way gets pictures, comparison, simulation and demo without any code."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pycore.cli import build
from pycore.compare.compare import compare_books
from pycore.engine.make import make_workbook
from pycore.formulas.tree import address
from pycore.reading import book as books
from pycore.reading.book import Book
from pycore.review.page.benchmarks import benchmarks_picture
from pycore.review.page.quadrants import POINTS, quadrants_picture
from pycore.review.page.sources import sources_picture
from pycore.review.review import review
from pycore.sheets import registry
from pycore.sheets.check import check_definition
from pycore.simulate.picture import draw_picture, picture_size
from pycore.simulate.simulate import simulate
from tests.workbooks.richer import WORKBOOK


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one workbook that there is."""
    monkeypatch.setattr(books, "find_workbook", {WORKBOOK.key: WORKBOOK}.get)
    installed = cache(lambda: {WORKBOOK.key: WORKBOOK})
    monkeypatch.setattr(registry, "installed_workbooks", installed)
    monkeypatch.setattr(registry, "find_workbook", installed().get)


def made(consumption: float = 190, **changes: Any) -> Book:
    data = {**WORKBOOK.examples["default"], **changes}
    first, second = data["burnt"]
    data["burnt"] = [first, {**second, "consumption": consumption}]
    return Book.open(make_workbook(WORKBOOK, "en", data))


def test_its_definition_has_no_mistake_and_its_review_finds_none(tmp_path: Path) -> None:
    check_definition(WORKBOOK)
    path = tmp_path / "a.xlsx"
    path.write_bytes(make_workbook(WORKBOOK, "zh", WORKBOOK.examples["default"]))
    assert [f.rule for f in review(path).findings if f.severity.name == "ERROR"] == []


def test_the_page_draws_units_references_and_quadrants() -> None:
    book = made()
    drawn = simulate(book, 1_000)
    sources = sources_picture(book, "en")
    assert sources is not None
    assert [row[0].text for row in sources.rows] == ["kiln 1", "kiln 2"]
    assert sources.title == "Emission by kiln"
    bars = benchmarks_picture(book, drawn, "en")
    assert bars is not None
    rows = [[value.text for value in row] for row in bars.rows]
    assert [(row[0], row[2]) for row in rows[:2]] == [("brick", "this project"), ("brick", "guide, advanced")]
    assert {row[0] for row in rows} == {"brick", "tile"}
    assert [row[3] for row in rows[2:4]] == ["0.45", "0.5"]
    quadrants = quadrants_picture(book, drawn, "en")
    assert quadrants is not None
    assert quadrants.svg.count("<circle") == 2 * POINTS + 2
    assert [row[3].text for row in quadrants.rows] == [book.value("judged_mark", 0), book.value("judged_mark", 1)]
    assert all(row[4].text for row in quadrants.rows)


def test_a_simulation_holds_each_product_against_its_reference_and_pairs_them() -> None:
    drawn = simulate(made(), 2_000)
    assert [r.reference for r in drawn.numbers] == [0.2, 0.2, 0.5, 0.5]
    pairs = drawn.performances()
    assert [(a.label, b.label) for a, b in pairs] == [("brick", "brick"), ("tile", "tile")]
    grades = [drawn.grade(ghg) for ghg, _ in pairs]
    assert [g is not None and g.label for g in grades] == ["brick", "tile"]
    assert drawn.confidence == 0.8
    # A row of three a product: two histograms and the quadrants.
    assert picture_size(drawn)[1] == pytest.approx(2 * 3.1 + 0.9)
    assert draw_picture(drawn, "en", "svg") != draw_picture(replace(drawn, standings=()), "en", "svg")


def test_a_reference_is_found_by_the_product_and_not_by_the_row() -> None:
    from pycore.sheets.standing import row_of

    assert row_of("tile", ["tile", "brick"], 1) == 0
    assert row_of("tile", ["brick", "tile"], 1) == 1
    assert row_of("slate", ["brick", "tile"], 1) is None


def test_a_comparison_reports_results_and_the_headline_table() -> None:
    found = compare_books(made(), made(consumption=200))
    assert [change.name for row in found.rows for change in row.cells] == ["burnt_consumption"]
    names = {change.name for change in found.results}
    assert {"judged_co2_t", "by_kiln_burning", "by_kiln_all_of_it"} <= names


def test_rows_are_the_same_rows_whatever_their_evidence() -> None:
    """The evidence of a ledger says little about which row it is, whatever the column is called."""
    data = WORKBOOK.examples["default"]["burnt"]
    other = [{**data[0], "evidence": "another document"}, {**data[1], "evidence": "and one more"}]
    found = compare_books(made(), made(burnt=other))
    assert [row.change.name for row in found.rows] == ["CHANGED", "CHANGED"]
    assert [row.label.en for row in found.rows] == ["kiln 1 brick anthracite", "kiln 2 tile anthracite"]


@pytest.mark.parametrize("kind", [[], ["richer"]])
def test_the_demo_shows_its_results(tmp_path: Path, kind: list[str]) -> None:
    done = CliRunner().invoke(build(), ["demo", *kind, "-o", str(tmp_path), "--lang", "en"])
    assert done.exit_code == 0, done.output
    assert "CO2 by tonne" in done.output
    assert (tmp_path / "richer_example_en_calculated.xlsx").exists()
    assert "tile CO2 by tonne (tCO2/t)" in done.output
    last = Book.open(tmp_path / "richer_example_en_calculated.xlsx").cells_of("judged_nox_t")[-1]
    assert f'"{address(last)}"' in done.output
