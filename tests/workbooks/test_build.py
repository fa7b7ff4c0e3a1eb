"""The built templates are what the definitions build, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbooks.build import FOLDER, built

FILES = list(built())


@pytest.mark.parametrize(("path", "data"), FILES, ids=[p.stem for p, _ in FILES])
def test_a_built_workbook_is_byte_for_byte_what_its_definition_makes(path: Path, data: bytes) -> None:
    assert path.read_bytes() == data, "run `python -m workbooks.build` and look at what changed"


def test_no_other_workbook_stands_beside_the_definitions() -> None:
    issued = set(FOLDER.glob("*/issued/*.xlsx"))
    assert set(FOLDER.rglob("*.xlsx")) - issued == {path for path, _ in FILES if path.suffix == ".xlsx"}
