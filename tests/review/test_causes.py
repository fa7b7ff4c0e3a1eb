"""One slip is one finding: what follows from it is folded beneath it, and how a program names an error is no evidence."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pycore.cells.stored import ErrorValue, both_errors
from pycore.compare.values import RESULT_TOLERANCE, equal
from pycore.engine.host import engine_functions
from pycore.engine.make import make_workbook
from pycore.engine.recalculate import recalculate
from pycore.findings.finding import Finding, Severity
from pycore.findings.groups import grouped
from pycore.formulas.tree import address
from pycore.language import Text
from pycore.package.package import Package, write_values
from pycore.reading.book import Book, CellKey
from pycore.report.calculated import calculate_book
from pycore.review.causes import by_cause
from pycore.review.page.page import review_html
from pycore.review.review import review, review_with_book
from pycore.review.sarif import review_json, sarif
from pycore.review.subject import Subject
from pycore.sheets.registry import workbook_definition
from tests.golden.libreoffice import recalculated
from tests.review.mutations.editing import with_values

pytestmark = pytest.mark.slow

COAL = workbook_definition("coal_chemical")
PARK = workbook_definition("industrial_park")
SAID = Text("说明", "said")


@cache
def example() -> bytes:
    return make_workbook(COAL, "zh", COAL.examples["default"])


def entered(data: bytes, name: str, value: float) -> tuple[bytes, CellKey]:
    """Enter a number in the first filled row of a column, and leave what the file has for results."""
    book = Book.open(data)
    cell = next(c for c in book.cells_of(name) if isinstance(book.values.get(c), float))
    return with_values(Package.read(data), {cell: value}), cell


def calculated(data: bytes) -> bytes:
    package = Package.read(data)
    return write_values(package, recalculate(package, engine_functions()))


def errors_renamed(data: bytes) -> bytes:
    """Save every error under the one name that another program has for all of them."""
    book = Book.open(data)
    found: dict[str, dict[tuple[int, int], ErrorValue]] = {}
    for (sheet, *place), value in book.values.items():
        if isinstance(value, ErrorValue):
            found.setdefault(sheet, {})[place[0], place[1]] = ErrorValue("#VALUE!" if value != "#VALUE!" else "#NUM!")
    assert sum(map(len, found.values())) > 20
    return write_values(Package.read(data), found)


@cache
def with_a_slip() -> tuple[bytes, CellKey]:
    slipped, cell = entered(example(), "capture_purity", 92.0)
    return errors_renamed(calculated(slipped)), cell


@pytest.fixture
def slip(tmp_path: Path) -> Path:
    path = tmp_path / "slip.xlsx"
    path.write_bytes(with_a_slip()[0])
    return path


def test_another_kind_of_error_is_no_evidence_of_editing(slip: Path) -> None:
    found = review(slip).findings
    assert [f.rule for f in found if f.rule.startswith("value-")] == []


def test_one_slip_is_one_finding_with_what_follows_beneath(slip: Path) -> None:
    one = review(slip)
    first = grouped(one.findings)[0]
    assert first.cause.where == address(with_a_slip()[1])
    assert first.cause.following > 20
    named = first.cause.more["following"]
    assert isinstance(named, list)
    assert len(named) == min(first.cause.following, 200)
    assert {f.rule for f in first.beneath} >= {"error-values"}
    # Nothing else is said of the slip.
    rest = [f for f in one.findings if not f.beneath and f is not first.cause and f.severity is not Severity.NOTE]
    assert rest == []


def test_every_output_says_what_follows_from_what(slip: Path) -> None:
    one, book = review_with_book(slip)
    data = review_json(one)["findings"]
    assert data[0]["follows_from"] is None
    assert data[0]["cells_following"] == one.findings[0].following
    assert data[1]["follows_from"] == 0
    result = sarif([one], "en")["runs"][0]["results"][1]
    place = result["relatedLocations"][0]["logicalLocations"][0]["fullyQualifiedName"]
    assert place == one.findings[0].where
    page = review_html(one, book, "zh", draws=0)
    said = grouped(one.findings)[0].said
    assert said is not None
    assert f"<summary>{said.zh}</summary>" in page
    assert page.index('<li id="finding-2">') < page.index("</details>", page.index(said.zh))
    assert "✗ 不同" not in page


def test_the_report_and_a_comparison_know_it_too(slip: Path, tmp_path: Path) -> None:
    assert calculate_book(slip).stale == ()
    assert equal(ErrorValue("#NUM!"), ErrorValue("#VALUE!"), RESULT_TOLERANCE)
    assert not equal(ErrorValue("#NUM!"), "#NUM!", RESULT_TOLERANCE)
    assert not both_errors(ErrorValue("#NUM!"), "#NUM!")


def test_an_error_in_place_of_a_number_is_still_found(tmp_path: Path) -> None:
    """The other way round it is no matter of names: the inputs give a number."""
    book = Book.open(example())
    cell = next(c for c in book.cells_of("summary_proposed_total") if isinstance(book.values.get(c), float))
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_values(Package.read(example()), {cell[0]: {cell[1:]: ErrorValue("#NUM!")}}))
    assert "value-cached-edited" in {f.rule for f in review(path).findings}


# ── the order ──


@cache
def subject() -> Subject:
    return Subject.open(example())


def said_at(rule: str, name: str, severity: Severity = Severity.WARNING) -> Finding:
    book = subject().book
    cell = next(c for c in book.cells_of(name) if isinstance(book.values.get(c), float))
    return Finding(rule, severity, cell[0], address(cell).rpartition("!")[2], SAID, SAID, SAID)


def ordered(*findings: Finding) -> list[tuple[str, bool]]:
    return [(f.rule, f.beneath) for f in by_cause(subject(), findings)]


def test_a_doubtful_result_follows_from_the_wrong_input_before_it() -> None:
    result, cause = said_at("unit-intensity", "performance_e_ghg"), said_at("unit-activity", "fuels_consumption")
    assert ordered(result, cause) == [("unit-activity", False), ("unit-intensity", True)]


def test_it_does_not_follow_from_a_lesser_one_nor_from_missing_evidence_nor_from_an_input_that_it_does_not_read() -> (
    None
):
    result = said_at("unit-intensity", "performance_e_ghg", Severity.ERROR)
    assert ordered(result, said_at("unit-activity", "fuels_consumption"))[0] == ("unit-intensity", False)
    alone = said_at("unit-intensity", "performance_e_ghg")
    assert (
        "unit-intensity",
        False,
    ) in ordered(alone, said_at("factor-own-evidence", "fuels_consumption"))
    assert ("unit-intensity", False) in ordered(alone, said_at("unit-percent", "methane_ch4"))


def test_what_was_entered_follows_from_nothing() -> None:
    one, other = said_at("unit-activity", "fuels_consumption"), said_at("unit-percent", "fuels_ncv")
    assert all(not beneath for _, beneath in ordered(one, other))


def test_a_group_stands_where_the_gravest_of_it_would() -> None:
    plain = said_at("evidence-missing", "nox_nox")
    cause = said_at("unit-activity", "fuels_consumption", Severity.ERROR)
    result = said_at("grade-robust", "performance_e_ghg")
    assert ordered(plain, result, cause) == [
        ("unit-activity", False),
        ("grade-robust", True),
        ("evidence-missing", False),
    ]


@pytest.mark.libreoffice
def test_a_park_with_one_slip_saved_by_libreoffice_has_one_cause(tmp_path: Path) -> None:
    slipped, cell = entered(make_workbook(PARK, "zh", PARK.examples["default"]), "nitric_utilisation", 92.0)
    source = tmp_path / "slip.xlsx"
    source.write_bytes(slipped)
    found = review(recalculated(source, tmp_path / "office")).findings
    causes = [g for g in grouped(found) if g.cause.severity is not Severity.NOTE]
    assert [g.cause.where for g in causes] == [address(cell)]
    assert causes[0].cause.following > 50
