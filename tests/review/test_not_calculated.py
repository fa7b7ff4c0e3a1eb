"""What the review shows where it could not calculate: never a value of the file as a recalculated one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from typer.testing import CliRunner

from pycore.cells.addresses import column_letters
from pycore.cli import build
from pycore.engine.make import make_workbook
from pycore.errors import FileProblem
from pycore.findings.finding import Severity
from pycore.language import Text
from pycore.package.package import Package, write_values
from pycore.reading.book import Book, CellKey
from pycore.review.in_child import with_page
from pycore.review.many import review_many
from pycore.review.opinions import three_opinions
from pycore.review.result import Review, Verdict
from pycore.review.review import _key_figures, review_with_book
from pycore.review.sarif import review_json
from pycore.sheets.resize import with_rows
from pycore.upgrade.upgrade import upgrade_book
from workbooks.coal_chemical import WORKBOOK

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[2] / "workbooks" / "coal_chemical" / "coal_chemical_example_zh.xlsx"
FORGED = 123_456.789
_TOTAL = "summary_proposed_total_total"


def total() -> CellKey:
    return Book.open(EXAMPLE).cells_of(_TOTAL)[0]


def forged(path: Path) -> Path:
    """The example with another total, typed over the result of the formula."""
    sheet, row, column = total()
    path.write_bytes(write_values(Package.read(EXAMPLE), {sheet: {(row, column): FORGED}}))
    return path


@pytest.fixture
def unable(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that cannot calculate anything, as when it has no room."""

    def fails(*_: object, **__: object) -> None:
        raise FileProblem(Text("不能算", "no calculation"))

    monkeypatch.setattr("pycore.review.opinions.ways_of", fails)
    for module in ("simulate.simulate", "upgrade.old"):
        monkeypatch.setattr(f"pycore.{module}.recalculate", fails)


@pytest.fixture
def found(tmp_path: Path, unable: None) -> Review:
    reviewed, book = review_with_book(forged(tmp_path / "forged.xlsx"))
    return with_page(reviewed, book, "en")


def figure(review: Review) -> Any:
    return next(f for f in review_json(review)["figures"] if f["name"] == _TOTAL)


@pytest.mark.usefixtures("unable")
def test_the_verdict_is_not_clean_and_a_sentence_says_why(found: Review) -> None:
    assert found.verdict is Verdict.FINDINGS
    assert "value-not-calculated" in {f.rule for f in found.findings if f.severity.value == "error"}


def test_json_has_no_recalculated_value(found: Review) -> None:
    assert figure(found)["cached"] == FORGED
    assert (figure(found)["core"], figure(found)["recalculated"]) == (None, False)
    assert not any(f["recalculated"] or f["core"] is not None for f in review_json(found)["figures"])


def test_the_page_says_that_it_was_not_recalculated(found: Review) -> None:
    (row,) = re.findall(r"<tr[^>]*>(?:(?!</tr>).)*123,456\.79.*?</tr>", found.page, re.DOTALL)
    assert row.count("123,456.79") == 1
    assert "not recalculated" in row
    assert "✓" not in row
    assert "The findings say why." in found.page


def test_the_terminal_says_that_it_was_not_recalculated(
    found: Review, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("pycore.review.many.review_many", lambda *_, **__: [found])
    done = CliRunner().invoke(build(), ["review", str(tmp_path / "forged.xlsx"), "--lang", "en"])
    assert done.exit_code == Verdict.FINDINGS.value
    said = " ".join(done.output.split())
    assert said.count("123,456.7890") == 1
    assert "The findings say why." in said
    told = CliRunner().invoke(build(), ["review", str(tmp_path / "forged.xlsx"), "--json"])
    assert [f["core"] for f in json.loads(told.output)[0]["figures"] if f["name"] == _TOTAL] == [None]


def test_what_follows_from_a_link_is_not_shown_as_recalculated(tmp_path: Path) -> None:
    """The total takes a fuel from another file: what is there is not known, so the total is not verified either."""
    book = Book.open(EXAMPLE)
    cell = next(c for c in book.cells_of("fuels_consumption") if isinstance(book.values.get(c), float))
    path = tmp_path / "linked.xlsx"
    formula = "WEBSERVICE(\"file:///x\")+'[1]S'!A1"
    path.write_bytes(book.package.with_formulas({cell[0]: {cell[1:]: formula}}))
    opened = Book.open(path)
    figures = {f.name: f for f in _key_figures(opened, three_opinions(opened))}
    assert (figures[_TOTAL].recalculated, figures[_TOTAL].core) == (False, None)


def test_a_number_typed_over_a_result_is_not_shown_as_recalculated(tmp_path: Path) -> None:
    """Where the formula is gone nothing was calculated: the number is the file's, and the template's finding says so."""
    sheet, row, column = total()
    package = Package.read(EXAMPLE)
    part = package.sheet(sheet).part
    letters = "".join(re.findall("[A-Z]+", _address(row, column)))
    cell = re.compile(rf'(<c r="{letters}{row}"[^>]*?)( t="\w+")?>.*?</c>'.encode(), re.DOTALL)
    written, count = cell.subn(rb"\1><v>123456.789</v></c>", package.members[part])
    assert count == 1
    path = tmp_path / "typed.xlsx"
    path.write_bytes(package.with_members({part: written}))
    shown = figure(review_with_book(path)[0])
    assert (shown["cached"], shown["core"], shown["recalculated"]) == (FORGED, None, False)


def _address(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"


@pytest.mark.usefixtures("unable")
def test_an_upgrade_gives_no_result_before_that_was_not_calculated(tmp_path: Path) -> None:
    _, report = upgrade_book(Book.open(forged(tmp_path / "forged.xlsx")))
    (result,) = (o for o in report.results if o.name == _TOTAL)
    assert (result.filed, result.before, result.relative) == (FORGED, None, None)
    assert any("not recalculated" in remark.text.en for remark in report.attention)


def test_a_ledger_of_400_rows_is_recalculated_in_the_child(tmp_path: Path) -> None:
    """Above some 1 MB of formulas the engine needs room on disk; the forged total is found for what it is."""
    definition = with_rows(WORKBOOK, {"fuels": 400})
    data = make_workbook(definition, "zh", WORKBOOK.examples["default"])
    cell = Book.open(data).cells_of(_TOTAL)[0]
    right = Book.open(data).values[cell]
    path = tmp_path / "large.xlsx"
    path.write_bytes(write_values(Package.read(data), {cell[0]: {cell[1:]: FORGED}}))
    (found,) = review_many([path])
    assert figure(found)["cached"] == FORGED
    assert figure(found)["core"] == pytest.approx(right, rel=1e-12)
    assert "value-cached-edited" in {f.rule for f in found.findings}


UNKNOWN = {
    "DISPIMG of WPS": ('_xlfn.DISPIMG("ID_1",1)', '=DISPIMG("ID_1",1)'),
    "PHONETIC": ("PHONETIC(A1)", "han"),
    "NUMBERSTRING": ("NUMBERSTRING(123,1)", "一百二十三"),
    "GETPIVOTDATA": ('GETPIVOTDATA("a",A1)*2', "6"),
}


@pytest.mark.parametrize(("formula", "shown"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_function_that_is_not_known_here_in_a_scratch_cell_is_not_called_edited(formula: str, shown: str) -> None:
    package = Package.read(EXAMPLE)
    part = package.sheet("化石燃料").part
    cell = f'<row r="900"><c r="B900" t="str"><f>{escape(formula)}</f><v>{escape(shown)}</v></c></row></sheetData>'
    data = package.with_members({part: package.members[part].replace(b"</sheetData>", cell.encode())})
    opinions = three_opinions(Book.open(data))
    assert [(f.rule, f.where) for f in opinions.findings] == [("value-not-known", "化石燃料!B900")]
    assert opinions.findings[0].severity is Severity.NOTE
    assert opinions.unproven == {("化石燃料", 900, 2)}


@pytest.mark.parametrize("formula", ["TL_NO_SUCH(1)", "NO_SUCH_NAME+1", "1/0"])
def test_what_is_wrong_by_itself_is_not_excused_as_unknown(formula: str) -> None:
    package = Package.read(EXAMPLE)
    part = package.sheet("化石燃料").part
    cell = f'<row r="900"><c r="B900"><f>{formula}</f><v>3</v></c></row></sheetData>'
    data = package.with_members({part: package.members[part].replace(b"</sheetData>", cell.encode())})
    assert [f.rule for f in three_opinions(Book.open(data)).findings] == ["value-cached-edited"]
