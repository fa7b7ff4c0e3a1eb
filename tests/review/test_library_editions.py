"""A correction of the library is no change of the submitter's: one note names it, and the file keeps what it carries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pycore.findings.finding import Finding, Severity
from pycore.library import installed_library, loading
from pycore.package.package import Package, write_values
from pycore.reading.book import Book
from pycore.review.result import Review, Verdict
from pycore.review.review import review
from pycore.sheets.registry import installed_workbooks
from tests.library.data_files import Row, copied, edit

pytestmark = pytest.mark.slow

WORKBOOK = installed_workbooks()["coal_chemical"]
FOLDER = Path(str(WORKBOOK.fingerprints)).parent
METHANE, ADVANCED, DENSITY = "gwp.AR5.CH4", "benchmark.MEE2026.methanol.GHG", "constant.co2_density"


WASHED = ("fuel.2023.washed_clean_coal.oxidation", 0.9, 0.93)


def one(rows: list[Row], id: str) -> Row:
    (row,) = (row for row in rows if row["id"] == id)
    return row


def replaced(rows: list[Row]) -> None:
    new = {"id": f"{DENSITY}.2031", "value": "1.98", "supersedes": DENSITY, "version": "2031.1"}
    rows.append({**one(rows, DENSITY), **new})


def new_edition(rows: list[Row]) -> None:
    rows.append({"version": "2031.1", "date": "2031-01-01", "change_zh": "订正", "change_en": "corrected"})


@pytest.fixture
def corrected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installed library of a later edition: two values corrected, one replaced by a new row."""
    folder = copied(tmp_path)
    edit(folder, "gwp.csv", lambda rows: one(rows, METHANE).update(value="29", version="2031.1"))
    edit(folder, "benchmarks.csv", lambda rows: one(rows, ADVANCED).update(value="2.4", version="2031.1"))
    edit(folder, "constants.csv", replaced)
    edit(folder, "changes.csv", new_edition)
    monkeypatch.setattr(loading, "DATA", folder)
    installed_library.cache_clear()
    yield
    monkeypatch.undo()
    installed_library.cache_clear()


def reviewed(data: bytes, tmp_path: Path) -> Review:
    path = tmp_path / "submitted.xlsx"
    path.write_bytes(data)
    return review(path)


def example() -> bytes:
    return (FOLDER / "coal_chemical_example_zh.xlsx").read_bytes()


def typed(data: bytes, name: str, index: int, value: str | float) -> bytes:
    """A file with something else in one cell of a name."""
    sheet, row, column = Book.open(data).cells_of(name)[index]
    formula = f'"{value}"' if isinstance(value, str) else f"{value}"
    changed = Package.read(Package.read(data).with_formulas({sheet: {(row, column): formula}}))
    return write_values(changed, {sheet: {(row, column): value}})


def index_of(data: bytes, table: str, id: str) -> int:
    book = Book.open(data)
    return [book.values.get(cell) for cell in book.cells_of(f"{table}_id")].index(id)


def by_rule(found: Review, rule: str) -> list[Finding]:
    return [finding for finding in found.findings if finding.rule == rule]


@pytest.mark.parametrize("name", ["coal_chemical_1.0.0_zh.xlsx", "coal_chemical_1.1.0_en.xlsx"])
def test_an_issued_file_says_of_the_library_what_has_been_corrected_since(name: str) -> None:
    found = review(FOLDER / "issued" / name)
    assert {f.rule for f in found.findings} == {"validation", "factor-edition"}  # what is required is blank
    (note,) = by_rule(found, "factor-edition")
    # The one value that has been corrected since: the oxidation of washed coal in the set of 2023.
    assert [(row["id"], row["file"], row["installed"]) for row in note.more["rows"]] == [WASHED]
    # A fraction has no unit to read: not "0.93 1".
    assert "0.9 → 0.93；" in note.sentence("zh")
    assert "0.9 → 0.93;" in note.sentence("en")


@pytest.mark.usefixtures("corrected")
@pytest.mark.parametrize(("version", "edition"), [("1.0.0", "2026.2"), ("1.1.0", "2026.3")])
def test_an_issued_file_beside_a_later_library_has_one_note_with_both_editions_and_values(
    version: str, edition: str
) -> None:
    found = review(FOLDER / "issued" / f"coal_chemical_{version}_zh.xlsx")
    assert {f.rule for f in found.findings} == {"validation", "factor-edition"}
    (note,) = by_rule(found, "factor-edition")
    assert note.severity is Severity.NOTE
    assert note.more["library"] == {"file": edition, "installed": "2031.1"}
    rows = note.more["rows"]
    assert isinstance(rows, list)
    assert {(row["id"], row["file"], row["installed"]) for row in rows} == {
        (METHANE, 28.0, 29.0),
        (ADVANCED, 2.31, 2.4),
        (DENSITY, 19.77, 1.98),
        WASHED,
    }
    for said in (note.sentence("zh"), note.sentence("en")):
        assert [p for p in (edition, "2031.1", "28 → 29", "2.31 → 2.4", "19.77 → 1.98") if p not in said] == []


def test_a_filled_file_keeps_its_figures_and_is_clean_beside_a_later_library(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    before = reviewed(example(), tmp_path)
    request.getfixturevalue("corrected")
    after = reviewed(example(), tmp_path)
    assert after.verdict is Verdict.CLEAN
    assert after.key_figures == before.key_figures
    assert {f.rule for f in after.findings} - {f.rule for f in before.findings} == {"factor-edition"}


@pytest.mark.usefixtures("corrected")
@pytest.mark.parametrize("value", [30.0, 29.0])
def test_what_a_user_has_typed_over_is_an_error_even_if_the_library_has_it_now(tmp_path: Path, value: float) -> None:
    data = example()
    found = reviewed(typed(data, "factors_value", index_of(data, "factors", METHANE), value), tmp_path)
    (error,) = by_rule(found, "factor-library")
    assert error.severity is Severity.ERROR
    assert [p for p in ("28 tCO2e/t", "29 tCO2e/t") if p not in error.expected.en] == []
    (note,) = by_rule(found, "factor-edition")
    assert METHANE not in note.sentence("en")


def test_rows_of_a_template_that_is_not_known_here_are_named_once_and_not_as_altered(tmp_path: Path) -> None:
    """A newer TwinLedger made the file: another template version, other rows of the library, another digest of them."""
    data = example()
    data = typed(data, "factors_value", index_of(data, "factors", METHANE), 30.0)
    for name, value in (("cover_version", "9.9.9"), ("record_library_digest", "0123456789abcdef")):
        data = typed(data, name, 0, value)
    found = reviewed(data, tmp_path)
    (said,) = by_rule(found, "factor-edition")
    assert said.severity is Severity.WARNING
    assert f"{METHANE} 30 → 28" in said.sentence("en")
    assert by_rule(found, "factor-library") == []
    assert by_rule(found, "template-library-changed") == []
    assert by_rule(found, "template-version-unknown") != []
