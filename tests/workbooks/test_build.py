"""The built templates are what the definitions build, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from pycore.contributions import WORKBOOKS, LeftOut, PackageSource
from pycore.language import Text
from tests.workbooks import minimal
from workbooks import build
from workbooks.build import FOLDER, built

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files() -> dict[Path, bytes]:
    """What the definitions make: built here and not while tests are collected, which every process does."""
    return dict(built())


def test_the_built_files_are_byte_for_byte_what_their_definitions_make(files: dict[Path, bytes]) -> None:
    different = [path.name for path, data in files.items() if not build.is_as_made(path, data)]
    assert different == [], "run `python -m workbooks.build` and look at what changed"


def test_no_other_workbook_stands_beside_the_definitions(files: dict[Path, bytes]) -> None:
    issued = set(FOLDER.glob("*/issued/*.xlsx"))
    assert set(FOLDER.rglob("*.xlsx")) - issued == {path for path in files if path.suffix == ".xlsx"}


def test_a_workbook_that_does_not_load_is_no_clean_build(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is left out of everything else; its built files would pass for those of its definition."""
    lost = LeftOut(
        PackageSource(WORKBOOKS, "kilns 1", "kiln = kiln.workbook:WORKBOOK"), Text("语法错误", "SyntaxError")
    )
    monkeypatch.setattr(build, "left_out", lambda group: (lost,))
    assert build.main(["--check"]) == 1
    assert "SyntaxError" in capsys.readouterr().out


def test_a_workbook_of_another_package_is_not_built_into_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder is elsewhere: it is made with `twinledger new`."""
    monkeypatch.setattr(build, "installed_workbooks", lambda: {minimal.WORKBOOK.key: minimal.WORKBOOK})
    assert list(built()) == []
    assert build.altered_versions({}) == []
