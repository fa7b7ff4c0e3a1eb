"""The report names the edition of the library that its file carries, whatever is installed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pycore.engine.make import make_workbook
from pycore.library import library
from pycore.reading import book as books
from pycore.report.calculated import calculate_book
from pycore.report.compose import compose
from pycore.report.document import Paragraph, plain
from pycore.sheets.chapter import Provenance
from pycore.sheets.definition import Panel, Workbook
from tests.workbooks.minimal import WORKBOOK
from workbooks.common.chapter_parts import section


def carrying(edition: str) -> Workbook:
    """The smallest workbook, whose record says another edition."""
    record = next(sheet for sheet in WORKBOOK.sheets if sheet.key == "record")
    (panel,) = record.blocks
    assert isinstance(panel, Panel)
    fields = tuple(replace(one, value=edition) if one.key == "library" else one for one in panel.fields)
    sheet = replace(record, blocks=(replace(panel, fields=fields),))
    assert WORKBOOK.report is not None
    report = replace(WORKBOOK.report, sections=(section("来源 | Sources", Provenance()),))
    return replace(WORKBOOK, sheets=tuple(sheet if one is record else one for one in WORKBOOK.sheets), report=report)


def test_the_edition_is_that_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook, path = carrying("2026.1"), tmp_path / "a.xlsx"
    monkeypatch.setattr(books, "find_workbook", {workbook.key: workbook}.get)
    path.write_bytes(make_workbook(workbook, "en", workbook.examples["default"]))
    document = compose(calculate_book(path, "en"), "en")
    said = [plain(block.line) for block in document.blocks if isinstance(block, Paragraph)]
    assert library().version != "2026.1"
    assert [text.rpartition("; ")[2] for text in said if "TwinLedger core" in text] == ["factor library 2026.1"]
