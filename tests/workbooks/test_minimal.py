"""The smallest workbook does what every workbook does: it is built, calculated, reviewed, simulated and reported."""

from __future__ import annotations

import io
import math
import re
import tokenize
from pathlib import Path

import pytest

from pycore.engine.make import make_workbook
from pycore.language import Language
from pycore.library import library
from pycore.reading import book as books
from pycore.reading.book import Book
from pycore.report.calculated import calculate_book
from pycore.report.compose import compose
from pycore.review.review import review
from pycore.sheets.check import check_definition
from pycore.simulate.simulate import simulate
from tests.workbooks import minimal
from tests.workbooks.minimal import WORKBOOK
from workbooks.proof import differences, held

CONSUMPTION = 1000
MOST_LINES = 60


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one workbook that there is."""
    monkeypatch.setattr(books, "find_workbook", {WORKBOOK.key: WORKBOOK}.get)


def made(folder: Path, language: Language = "zh") -> Path:
    path = folder / f"{language}.xlsx"
    path.write_bytes(make_workbook(WORKBOOK, language, WORKBOOK.examples["default"]))
    return path


def test_it_is_short() -> None:
    """Lines that say something, after the formatter; the page that explains it says so."""
    source = Path(minimal.__file__).read_text(encoding="utf-8")
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    said = {line for t in tokens if t.type not in silent for line in range(t.start[0], t.end[0] + 1)}
    assert len(said) <= MOST_LINES
    assert max(map(len, source.splitlines())) <= 120


def test_its_definition_has_no_mistake() -> None:
    check_definition(WORKBOOK)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_calculates_and_its_checks_pass(tmp_path: Path, language: Language) -> None:
    book = Book.open(made(tmp_path, language))
    ncv, carbon, oxidation = (
        library().factor(f"fuel.2023.anthracite.{p}") for p in ("ncv", "carbon_content", "oxidation")
    )
    expected = CONSUMPTION * ncv.value * carbon.value * oxidation.value * 44 / 12
    assert book.value("results_co2") == pytest.approx(expected)
    parts = (library().factor("quality.C").value, ncv.uncertainty, carbon.uncertainty, oxidation.uncertainty)
    assert book.value("results_u") == pytest.approx(math.hypot(*parts))
    assert book.value("checks_total") == 0


def test_its_review_recalculates_it_and_finds_nothing_wrong(tmp_path: Path) -> None:
    found = review(made(tmp_path))
    assert [f.rule for f in found.findings if f.severity.name != "NOTE"] == []
    (emission,) = found.key_figures
    assert emission.core == pytest.approx(emission.cached)


def test_it_is_simulated_and_reported(tmp_path: Path) -> None:
    path = made(tmp_path)
    (drawn,) = simulate(Book.open(path), draws=2000).numbers
    assert drawn.mean == pytest.approx(Book.open(path).value("results_co2"), rel=0.02)
    document = compose(calculate_book(path), "zh")
    assert document.blocks


def test_what_a_changed_definition_loses_is_said_by_name(tmp_path: Path) -> None:
    """The proof of a change: nothing between a file and itself; what was altered otherwise."""
    zh, en = held(made(tmp_path)), held(made(tmp_path, "en"))
    assert list(differences(zh, zh)) == []
    said = list(differences(zh, {name: value for name, value in en.items() if name != "results_u"}))
    assert "gone: results_u" in said
    assert any(line.startswith("value of cover_language[1]: 'zh' -> 'en'") for line in said)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_that_explains_it_shows_its_lines(language: Language) -> None:
    page = (Path(__file__).parents[2] / "installer/guide" / language / "add_a_guide.md").read_text(encoding="utf-8")
    source = Path(minimal.__file__).read_text(encoding="utf-8")
    shown = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(shown) == 6
    for lines in shown:
        assert lines in source
