"""What is written is what XlsxWriter would write."""

from __future__ import annotations

import pytest
from xlsxwriter.worksheet import Worksheet

from pycore.language import Language
from pycore.sheets import writer
from pycore.sheets.registry import installed_workbooks
from pycore.sheets.writer import write_workbook


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("definition", installed_workbooks().values(), ids=lambda one: one.key)
def test_a_workbook_is_the_same_bytes_with_the_search_and_without(
    definition: writer.Workbook, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A function that needs a prefix would have one in the first and none in the second."""
    ours = write_workbook(definition, language, definition.examples["default"])
    monkeypatch.setattr(writer, "FormulaPage", Worksheet)
    assert write_workbook(definition, language, definition.examples["default"]) == ours
