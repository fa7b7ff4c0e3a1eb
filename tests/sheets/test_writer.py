"""Writing a definition: text stays text, inputs are guarded, the bytes are the same every time."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pycore.language import Language
from pycore.reading.book import Book
from pycore.sheets.styles import display_width, lines_needed
from pycore.sheets.writer import write_workbook
from workbooks.coal_chemical import WORKBOOK

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.fixture(scope="module", params=LANGUAGES)
def sheet_book(request: pytest.FixtureRequest) -> openpyxl.Workbook:
    data = write_workbook(WORKBOOK, request.param, WORKBOOK.examples["default"])
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.sampled_from("=+-@\t'").flatmap(lambda c: st.text('abc1(),!"', max_size=8).map(lambda s: c + s)))
def test_text_from_outside_never_becomes_a_formula(text: str) -> None:
    data = {"project": {"name": text}, "fuels": [{"use": text, "evidence": text}]}
    book = Book.open(write_workbook(WORKBOOK, "zh", data))
    for name in ("project_name", "fuels_use", "fuels_evidence"):
        cell = book.cells[book.cells_of(name)[0]]
        assert cell.formula is None
        assert cell.value == text


@pytest.mark.slow
def test_the_same_definition_gives_the_same_bytes() -> None:
    assert write_workbook(WORKBOOK, "zh") == write_workbook(WORKBOOK, "zh")


def test_there_is_no_macro_no_external_link_and_no_english_left_in_a_chinese_title() -> None:
    with zipfile.ZipFile(io.BytesIO(write_workbook(WORKBOOK, "zh"))) as file:
        names = file.namelist()
    assert not [n for n in names if "vba" in n.lower() or "externalLink" in n or "embeddings" in n]
    for table in WORKBOOK.tables():
        for column in table.columns:
            assert column.title.zh, f"{table.key}.{column.key}"
            assert column.title.en.strip()


def fuel_sheet(book: openpyxl.Workbook) -> Any:
    title = WORKBOOK.sheet_of("fuels").title
    return book[title.zh if title.zh in book.sheetnames else title.en]


def test_every_sheet_is_protected_without_a_password_and_inputs_are_open(
    sheet_book: openpyxl.Workbook,
) -> None:
    for sheet in sheet_book.worksheets:
        assert sheet.protection.sheet, sheet.title
        assert not sheet.protection.password
    inputs = fuel_sheet(sheet_book)
    assert not inputs["F7"].protection.locked
    assert inputs["G7"].protection.locked


def test_closed_choices_have_a_list_and_numbers_a_domain(sheet_book: openpyxl.Workbook) -> None:
    fuels = fuel_sheet(sheet_book)
    rules = {str(rule.sqref).split(":")[0]: rule for rule in fuels.data_validations.dataValidation}
    assert (rules["A7"].type, rules["A7"].formula1) == ("list", "stage_list")
    assert (rules["F7"].type, rules["F7"].operator, rules["F7"].formula1) == (
        "decimal",
        "greaterThanOrEqual",
        "0",
    )
    for sheet in sheet_book.worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 255
            assert len(rule.promptTitle or "") <= 32


def test_there_are_native_charts_with_titles(sheet_book: openpyxl.Workbook) -> None:
    with zipfile.ZipFile(io.BytesIO(write_workbook(WORKBOOK, "zh"))) as file:
        charts = [file.read(n).decode() for n in file.namelist() if n.startswith("xl/charts/chart")]
    assert len(charts) == 3
    assert all("<c:title>" in c and "c:v" in c for c in charts)
    assert sum("c:scatterChart" in c for c in charts) == 1


def test_a_chinese_character_takes_two_places_and_long_text_more_lines() -> None:
    assert display_width("碳污ab") == 6
    assert lines_needed("很长的一段文字" * 5, 20) >= 4
    assert lines_needed("short", 20) == 1


def test_more_data_than_rows_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="capture: 99 rows"):
        write_workbook(WORKBOOK, "zh", {"capture": [{"use": "x"}] * 99})


def test_an_own_process_unit_shows_the_name_that_the_user_gave() -> None:
    data = {"own_units": {"unit1": "EVA 装置"}, "fuels": [{"unit": "own1"}, {"unit": "own2"}]}
    book = Book.open(write_workbook(WORKBOOK, "zh", data))
    assert book.value("fuels_unit", 0) == "EVA 装置"
    assert book.value("fuels_unit", 1) == "自定义工序2"
