"""What is issued stays as it was: its number, its fingerprint, its blank template."""

from __future__ import annotations

from pathlib import Path

import pytest

from pycore.reading.book import Book
from pycore.reading.stored_template import stored_bytes, stored_files
from pycore.sheets.registry import installed_workbooks
from workbooks import build, issue

pytestmark = pytest.mark.slow

FOLDERS = {key: d.fingerprints for key, d in installed_workbooks().items() if d.fingerprints is not None}


def test_every_issued_version_is_kept_with_its_fingerprint_and_its_blank_template() -> None:
    known = issue.issued()
    worked_on = {key for key in FOLDERS if installed_workbooks()[key].version == "1.0.0.dev"}
    assert {key for key, _, _ in known} == FOLDERS.keys() - worked_on
    for (key, version, language), value in known.items():
        folder = FOLDERS[key]
        stored = [p for p in stored_files(folder) if p.name.startswith(f"{version}_{language}.")]
        assert [issue.digest(stored_bytes(path)) for path in stored] == [value]
        blank = Book.open(folder.parent / "issued" / f"{key}_{version}_{language}.xlsx")
        assert (blank.definition.key, blank.version, blank.language) == (key, version, language)


def test_only_issued_versions_and_the_present_one_are_stored() -> None:
    known = issue.issued()
    for key, folder in FOLDERS.items():
        versions = {path.name.partition("_")[0] for path in stored_files(folder)}
        assert versions == {v for k, v, _ in known if k == key} | {installed_workbooks()[key].version}


def test_no_issued_version_is_built_otherwise() -> None:
    assert build.altered_versions(dict(build.built())) == []


def test_the_build_refuses_to_write_over_an_issued_version(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    definition = installed_workbooks()["coal_chemical"]
    line = ("coal_chemical", definition.version, "zh")
    monkeypatch.setattr(build, "issued", lambda: {line: "0" * 64})
    monkeypatch.setattr(build, "write_atomically", lambda *_: pytest.fail("it has written"))
    assert build.main([]) == 1
    assert f"coal_chemical {definition.version} zh" in capsys.readouterr().out


def test_a_version_that_is_worked_on_is_not_issued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dataclasses

    definition = dataclasses.replace(installed_workbooks()["coal_chemical"], version="9.9.9.dev")
    monkeypatch.setattr(issue, "installed_workbooks", lambda: {"coal_chemical": definition})
    monkeypatch.setattr(issue, "ISSUED", tmp_path / "issued.csv")
    assert issue.main() == 0
    assert (tmp_path / "issued.csv").read_text() == "workbook,version,language,sha256\n"
