"""What of a sheet is printed, on what paper, and how its helper columns stand."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from pycore.cells.addresses import column_letters
from pycore.language import Language, Text
from pycore.sheets.definition import Column, Role, Sheet, Table, Workbook
from pycore.sheets.layout import LISTS_SHEET, Layout
from pycore.sheets.paper import (
    first_grouped,
    is_one_page,
    last_printed,
    paper_of,
    second_half,
    set_up_page,
    titled,
    widths_of,
)
from pycore.sheets.registry import installed_workbooks
from pycore.sheets.styles import display_width
from pycore.sheets.writer import write_workbook

WORKBOOKS = [pytest.param(w, id=k) for k, w in installed_workbooks().items()]


@cache
def _written(key: str, language: Language) -> Any:
    definition = installed_workbooks()[key]
    return openpyxl.load_workbook(io.BytesIO(write_workbook(definition, language, definition.examples.get("default"))))


def _sheet(*columns: Column) -> Sheet:
    return Sheet(
        key="s", title=Text("表", "s"), blocks=(Table(key="t", title=Text("表", "t"), columns=columns, rows=3),)
    )


def test_helper_columns_stand_behind_wherever_they_are_said() -> None:
    one, two, three = (Column(key=k, title=Text(k, k), helper=k == "b") for k in "abc")
    sheet = _sheet(one, two, three)
    assert [c.key for c in sheet.blocks[0].columns] == ["a", "c", "b"]  # type: ignore[union-attr]
    assert first_grouped(sheet) == 2


@pytest.mark.parametrize(
    ("characters", "landscape", "expected"),
    [
        (100, False, (9, False, 1)),
        (100, True, (9, True, 1)),
        (300, True, (8, True, 1)),
        (390, True, (8, True, 1)),
        (460, True, (8, True, 2)),
    ],
)
def test_text_stays_large_enough_to_be_read(characters: int, landscape: bool, expected: tuple[int, bool, int]) -> None:
    paper = paper_of([10.0] * (characters // 10), landscape)
    assert (paper.size, paper.landscape, paper.pages_wide) == expected


@pytest.mark.parametrize("definition", WORKBOOKS)
def test_helper_columns_are_collapsed_out_of_print_and_said(definition: Workbook) -> None:
    book = _written(definition.key, "en")
    # A helper column that stands over the columns of another block stays in sight.
    grouped = [
        s
        for s in definition.sheets
        if any(c.helper for b in s.blocks if isinstance(b, Table) for c in b.columns)
        and first_grouped(s) < max(len(b.columns) for b in s.blocks if isinstance(b, Table))
    ]
    assert grouped
    for sheet in grouped:
        page, first = book[sheet.title.en], first_grouped(sheet)
        hidden = [d for d in page.column_dimensions.values() if d.hidden]
        assert {d.outlineLevel for d in hidden} == {1}, sheet.key
        assert min(d.min for d in hidden) == first + 1, sheet.key
        assert page.print_area.replace("$", "").rpartition(":")[2].startswith(column_letters(first)), sheet.key
        assert any("intermediate steps" in str(c.value) for c in page[3]), sheet.key


@pytest.mark.parametrize("definition", WORKBOOKS)
def test_no_input_is_collapsed(definition: Workbook) -> None:
    for table in definition.tables():
        for column in table.columns:
            assert not (column.helper and column.role in (Role.INPUT, Role.OVERRIDE)), f"{table.key}_{column.key}"


@pytest.mark.parametrize("definition", WORKBOOKS)
def test_variances_and_half_widths_have_units(definition: Workbook) -> None:
    for table in definition.tables():
        for column in table.columns:
            if column.key.startswith(("variance", "half_", "shared")) and column.role is Role.CALCULATED:
                assert "" not in (column.unit.zh, column.unit.en), f"{table.key}_{column.key}"


@pytest.mark.parametrize("definition", WORKBOOKS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_ids_do_not_break_within_a_word(definition: Workbook, language: Language) -> None:
    book = _written(definition.key, language)
    layout = Layout(definition, language)
    for table in definition.tables():
        for number, column in enumerate(table.columns, 1):
            if column.key == "id":
                placed = layout.blocks[table.key]
                page = book[placed.sheet]
                width = page.column_dimensions[column_letters(number)].width
                for row in range(placed.first, placed.last + 1):
                    text = page.cell(row, number).value
                    assert not isinstance(text, str) or text[:1] == "=" or display_width(text) <= width, text


@pytest.mark.parametrize("definition", WORKBOOKS)
def test_sheets_of_the_library_stand_at_the_end(definition: Workbook) -> None:
    library = [sheet.tab == "library" for sheet in definition.sheets]
    assert library == sorted(library)


@pytest.mark.parametrize("definition", WORKBOOKS)
def test_a_long_table_has_its_head_on_every_page(definition: Workbook) -> None:
    layout = Layout(definition, "zh")
    book = _written(definition.key, "zh")
    for sheet in definition.sheets:
        last = sheet.blocks[-1] if sheet.blocks else None
        if isinstance(last, Table) and last.rows > 60:
            assert titled(sheet, layout) is not None, sheet.key
            assert book[sheet.title.zh].print_title_rows, sheet.key


def test_two_pages_side_by_side_are_about_as_wide() -> None:
    assert second_half([10.0] * 33) == 18  # 18 columns before it, and 15 behind the 3 that stand on both
    assert second_half([10.0] * 60) is None


@pytest.mark.parametrize(("rows", "scale"), [(12, None), (120, 50)])
def test_a_long_table_on_two_pages_side_by_side_does_not_fill_their_width(rows: int, scale: int | None) -> None:
    columns = tuple(Column(key=f"c{i}", title=Text(f"c{i}", f"c{i}"), width=10) for i in range(46))
    page, _ = _set_up(Table(key="t", title=Text("表", "t"), columns=columns, rows=rows, ledger=True))
    assert (page.page_setup.scale, bool(page.sheet_properties.pageSetUpPr.fitToPage)) == (scale, scale is None)
    assert [b.id for b in page.col_breaks.brk] == ([second_half([10.0] * 46)] if scale else [])


def test_a_sheet_that_is_to_be_one_page_tall_is_so_with_a_long_wide_table() -> None:
    """The last rows of the 27 process units on the sheet Measures were a page alone."""
    columns = tuple(Column(key=f"c{i}", title=Text(f"c{i}", f"c{i}"), width=10) for i in range(46))
    table = Table(key="t", title=Text("表", "t"), columns=columns, rows=60, ledger=True)
    page, _ = _set_up(table, one_page=True)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (2, None)
    assert not page.col_breaks.brk


@pytest.mark.parametrize(("tables", "tall", "begun"), [(1, None, []), (2, None, []), (4, "0", [1, 2, 3])])
def test_a_sheet_too_long_for_one_page_has_more_of_them(tables: int, tall: str | None, begun: list[int]) -> None:
    """The shares of 27 units in four stages were one page at a quarter of their size: type of 2.7 points."""
    blocks = [_table(f"t{number}", rows=27) for number in range(tables)]
    page, layout = _set_up(*blocks, one_page=True)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == (None if tall is None else int(tall))
    assert [b.id + 1 for b in page.row_breaks.brk] == [layout.blocks[f"t{number}"].caption for number in begun]


@pytest.mark.parametrize("definition", WORKBOOKS)
def test_no_sheet_is_printed_smaller_than_can_be_read(definition: Workbook) -> None:
    """Ten points at half their size are five, the smallest size of Chinese print; to the width alone no less."""
    layout = Layout(definition, "zh")
    for sheet in definition.sheets:
        widths = widths_of(sheet)[: first_grouped(sheet)]
        if is_one_page(sheet, layout, widths, paper_of(widths, sheet.landscape)):
            high = {8: 11.69, 9: 8.27 if sheet.landscape else 11.69}[paper_of(widths, sheet.landscape).size]
            assert high / ((last_printed(sheet, layout) + 1) * 15 / 72) >= 0.5, sheet.key


def test_helper_tables_at_the_end_are_not_printed() -> None:
    def last_row(*helpers: bool) -> tuple[int, list[int]]:
        tables = [_table(f"t{number}", helper=helper) for number, helper in enumerate(helpers)]
        page, layout = _set_up(*tables)
        return int(page.print_area.rpartition("$")[2]), [layout.blocks[table.key].end for table in tables]

    row, ends = last_row(False, True, True)
    assert row == ends[0]
    row, ends = last_row(False, True, False, True)
    assert row == ends[2]
    row, ends = last_row(True, True)
    assert row == ends[-1]


def test_a_block_begins_a_page() -> None:
    page, layout = _set_up(_table("one"), _table("two"), new_pages=("two",))
    assert [b.id + 1 for b in page.row_breaks.brk] == [layout.blocks["two"].caption]


def test_the_head_of_a_short_ledger_does_not_stand_over_other_tables() -> None:
    short, long = _table("ledger", rows=12, ledger=True), _table("ledger", rows=60, ledger=True)
    assert _set_up(short)[0].print_title_rows
    assert _set_up(long, _table("other"))[0].print_title_rows
    assert _set_up(short, _table("other"))[0].print_title_rows is None


@pytest.mark.parametrize("definition", WORKBOOKS)
def test_points_of_charts_and_numbers_for_sentences_are_out_of_print(definition: Workbook) -> None:
    helpers = [t for t in definition.tables() if "图表数据" in t.title.zh or t.key == "said"]
    printed = [t for t in helpers if not t.helper and t is definition.sheet_of(t.key).blocks[-1]]
    assert helpers
    assert not printed


def _table(key: str, rows: int = 4, ledger: bool = False, helper: bool = False) -> Table:
    column = Column(key="a", title=Text("a", "a"))
    return Table(key=key, title=Text(key, key), columns=(column,), rows=rows, ledger=ledger, helper=helper)


def _set_up(*tables: Table, new_pages: tuple[str, ...] = (), one_page: bool = False) -> tuple[Any, Layout]:
    """Set up the page of a sheet of these tables; return it as a file has it, and the places of the tables."""
    definition = installed_workbooks()["coal_chemical"]
    lists = next(s for s in definition.sheets if s.key == LISTS_SHEET)
    sheet = Sheet(key="s", title=Text("表", "s"), blocks=tables, new_pages=new_pages, one_page=one_page)
    layout = Layout(replace(definition, sheets=(sheet, lists)), "en")
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    set_up_page(book.add_worksheet("s"), sheet, layout)
    book.close()
    return openpyxl.load_workbook(file)["s"], layout


def test_a_sheet_of_which_nothing_is_printed_has_a_paper_too() -> None:
    """One whose tables all help others: the paper does not matter, dividing by its width does."""
    assert paper_of([], landscape=True).pages_wide == 1


@pytest.mark.parametrize("definition", WORKBOOKS)
def test_the_head_of_a_library_sheet_stays_in_sight(definition: Workbook) -> None:
    """The factors have a panel above their table; the lists have their titles alone."""
    book = _written(definition.key, "zh")
    layout = Layout(definition, "zh")
    for key in ("factors", "own_factors", LISTS_SHEET):
        sheet = next(sheet for sheet in definition.sheets if sheet.key == key)
        tables = [block.key for block in sheet.blocks if isinstance(block, Table)]
        first = layout.blocks[tables[0]].first if tables else 5
        pane = book[layout.title(sheet)].freeze_panes
        assert pane == ("D" if tables else "A") + str(first), key
