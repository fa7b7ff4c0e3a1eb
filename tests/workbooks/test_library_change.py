"""A change of the library reaches the workbooks that carry the changed rows, and no other."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from pycore.library import DATA
from pycore.reading.stored_template import stored_path
from pycore.sheets.registry import installed_workbooks
from pycore.sheets.writer import write_workbook
from tests.library.data_files import Row, copied, edit
from workbooks import build, issue
from workbooks.coal_chemical.conditions import condition_factors
from workbooks.library_changes import library_change

pytestmark = pytest.mark.slow

# The definitions read the library as they are loaded: another library needs another process.
WRITE = """
import hashlib, json, sys
from pathlib import Path
from pycore.library import loading
loading.DATA = Path(sys.argv[1])
from pycore.sheets.registry import installed_workbooks
from pycore.sheets.writer import write_workbook
def fields(book):
    panel = next(p for p in book.panels() if p.key == "record")
    return [f.value for f in panel.fields if f.key.startswith("library")]
print(json.dumps({
    key: [hashlib.sha256(write_workbook(book, "zh", book.examples["default"])).hexdigest(), *fields(book)]
    for key, book in installed_workbooks().items()
}))
"""


def written(folder: Path) -> dict[str, list[str]]:
    """The worked example of every workbook, with its library version and digest, by another library."""
    run = subprocess.run([sys.executable, "-c", WRITE, folder], capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = json.loads(run.stdout)
    return found


@cache
def present() -> dict[str, str]:
    return {
        key: hashlib.sha256(write_workbook(book, "zh", book.examples["default"])).hexdigest()
        for key, book in installed_workbooks().items()
    }


def of_another_product(rows: list[Row]) -> None:
    for indicator in ("GHG", "Hg"):
        rows.append(
            {**rows[0], "id": f"benchmark.MEE2026.cement.{indicator}", "product": "cement", "product_zh": "水泥",
             "product_en": "cement", "indicator": indicator, "version": "2027.1"}
        )  # fmt: skip


def new_edition(rows: list[Row]) -> None:
    rows.append({"version": "2027.1", "date": "2027-01-01", "change_zh": "汞", "change_en": "mercury"})


def ozone(folder: Path) -> None:
    """Data of a coming workbook: a category of its own, in a file of its own, some of it remembered."""
    with (folder / "constants.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    new = {**row, "category": "ozone", "version": "2027.1", "flag": "M", "supersedes": ""}
    with (folder / "ozone.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        for id in ("ozone.limit.day", "abatement.ozone.removal"):
            writer.writerow({**new, "id": id, "key": id.split(".")[1]})


def test_rows_that_no_workbook_carries_leave_every_file_as_it_is(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edit(folder, "benchmarks.csv", of_another_product)
    edit(folder, "changes.csv", new_edition)
    ozone(folder)
    assert {key: sha for key, (sha, *_) in written(folder).items()} == present()


def test_a_carried_row_that_changes_is_another_digest_and_version_where_it_is_carried(tmp_path: Path) -> None:
    before = written(DATA)

    def correct(rows: list[Row]) -> None:
        (row,) = (r for r in rows if r["id"] == "benchmark.MEE2026.methanol.GHG")
        row.update(value="2.32", version="2027.1")

    folder = copied(tmp_path)
    edit(folder, "benchmarks.csv", correct)
    after = written(folder)
    assert after["industrial_park"] == before["industrial_park"]
    _, version, digest = after["coal_chemical"]
    assert version == "2027.1" != before["coal_chemical"][1]
    assert digest != before["coal_chemical"][2]


def test_a_benchmark_more_of_a_product_of_a_workbook_is_a_change_of_its_template(tmp_path: Path) -> None:
    def more(rows: list[Row]) -> None:
        rows.append({**rows[0], "id": "benchmark.SX2027.methanol.GHG", "scheme": "SX2027", "version": "2027.1"})

    folder = copied(tmp_path)
    edit(folder, "benchmarks.csv", more)
    after = written(folder)
    assert after["coal_chemical"][1] == "2027.1"
    assert after["industrial_park"][0] == present()["industrial_park"]


def test_rows_of_a_guide_are_carried_by_its_workbook(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edit(folder, "guide_measures.csv", lambda rows: rows[0].update(clause_zh="另一条", version="2027.1"))
    before, after = written(DATA), written(folder)
    assert after["coal_chemical"] == before["coal_chemical"]
    assert after["industrial_park"][1] == "2027.1"
    assert after["industrial_park"][2] != before["industrial_park"][2]


def test_what_a_workbook_takes_of_the_library_is_among_the_rows_that_it_carries(tmp_path: Path) -> None:
    """Rows on no factor sheet say something else: were one of them used, in a list or a formula, a file would change."""
    tables = [t for book in installed_workbooks().values() for t in book.tables() if t.key in ("factors", "bench")]
    carried = {str(id) for table in tables for id in table.prefilled["id"]}
    # The sheet of benchmarks has the conditions by product and kind.
    carried |= {one.id for one in condition_factors()}

    def otherwise(rows: list[Row]) -> None:
        for row in rows:
            if row["id"] not in carried and "value" in row:
                row.update(value=str(float(row["value"]) + 1), source="x", note_zh="x", note_en="x")

    folder = copied(tmp_path)
    names = [path.name for path in folder.glob("*.csv") if "supersedes" in path.read_text(encoding="utf-8-sig")]
    for name in names:
        edit(folder, name, otherwise)
    assert {key: sha for key, (sha, *_) in written(folder).items()} == present()


METHANE = "gwp.AR5.CH4"


def with_another_value(fingerprint: bytes) -> bytes:
    """A fingerprint as the definition makes it once the library has another GWP of methane."""
    content = json.loads(fingerprint)
    for sheet in content["sheets"]:
        place = next((c[0][1:] for c in sheet["fixed"] if c[2:] == ["factors_id", METHANE]), None)
        for cell in sheet["fixed"]:
            if cell[2] == "factors_value" and cell[0][1:] == place and cell[1] == "library":
                cell[3] = 29.0
            elif cell[2] == "record_library_digest" and cell[1] == "library":
                cell[3] = "0123456789abcdef"
            elif cell[2] == "record_library" and cell[1] == "library":
                cell[3] = "2031.1"
    return json.dumps(content).encode()


def test_the_build_says_which_rows_have_changed_since_an_issue_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    book = installed_workbooks()["coal_chemical"]
    assert book.fingerprints is not None
    paths = {language: stored_path(book.fingerprints, book.version, language) for language in issue.LANGUAGES}
    known = {("coal_chemical", book.version, one): issue.digest(path.read_bytes()) for one, path in paths.items()}
    monkeypatch.setattr(build, "issued", lambda: known)
    monkeypatch.setattr(build, "installed_workbooks", lambda: {"coal_chemical": book})
    monkeypatch.setattr(
        build, "built", lambda: ((path, with_another_value(path.read_bytes())) for path in paths.values())
    )
    monkeypatch.setattr(build, "write_atomically", lambda *_: pytest.fail("it has written"))
    for arguments in ([], ["--check"]):
        assert build.main(arguments) == 1
        said = capsys.readouterr().out
        assert f"coal_chemical {book.version} zh" in said
        assert "issue a new version" in said
        assert f"{METHANE} 28 → 29" in said
        assert "→ 2031.1" in said


def test_the_build_says_nothing_of_the_library_where_the_rows_are_the_same() -> None:
    book = installed_workbooks()["coal_chemical"]
    assert book.fingerprints is not None
    data = stored_path(book.fingerprints, book.version, "zh").read_bytes()
    assert library_change("coal_chemical", data, data) is None
    assert library_change("coal_chemical", data, with_another_value(data)) is not None
