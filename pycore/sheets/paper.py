"""How a sheet goes on paper: which columns are printed, on what size, and which rows and columns stand on each page.

The helper columns of a sheet (`Column.helper`) stand behind its others as a collapsed group and are not printed. Helper
tables at the end of a sheet (`Table.helper`), such as the points of its charts, are not printed either.

The printed area is fixed and takes in every row that can be filled, the spare ones too. A ledger of 400 rows, 10 of them
filled, prints on 9 pages so. With a print area by a formula (INDEX or OFFSET with COUNTA) LibreOffice 7 and Gnumeric
print the same 9, and openpyxl drops the area when it saves, so that helper columns print as well; two areas, filled rows
and total, are 2 pages in LibreOffice, 9 in Gnumeric, and like an area down to the last filled row they leave out, without
a word, what is filled in later. Reports (`twinledger report`) print filled rows only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pycore.language import Language, Text
from pycore.sheets.definition import ChoiceList, Lines, Panel, Sheet, Table
from pycore.sheets.layout import FIRST_ROW, LISTS_SHEET, Layout, PlacedBlock
from pycore.sheets.styles import display_width

PANEL_WIDTHS = (30.0, 38.0, 16.0, 70.0)
GROUPED = Text(
    "右侧已折叠的列为中间计算，不打印；查看时选中其两侧的列，右键“取消隐藏”。",
    "The columns collapsed on the right are intermediate steps and are not printed; to see them, select the columns "
    "beside them and choose Unhide.",
)
"""The hint on a sheet with collapsed columns: on a protected sheet the + over them does not open."""

_SIDE_MARGIN = 0.4
"""Inches, left and right."""
_PIXELS_PER_INCH = 96
_A4, _A3 = 9, 8
_SHORT_EDGE, _LONG_EDGE, _A3_LONG_EDGE = 8.27, 11.69, 16.54
"""Inches."""
_SMALLEST_A4, _SMALLEST_A3 = 0.62, 0.5
"""The scales at which text of 10 points is still 6 points high, and 5 on the larger sheet: the smallest size of Chinese
print (八号). A ledger on one sheet at that size is read more easily than one cut in two."""
_ROW_INCHES = 15 / 72
_TOP_AND_BOTTOM = 1.1
"""Inches: of a row of one line, and of both margins."""
_SPARE_WIDTH = 1.34
"""How much wider columns come out than Excel says where its font is missing, as in LibreOffice on a bare Linux."""
_TITLED = 25
"""Rows of a table that can go on over a page; its head then stands on each."""
_MOST_IN_SIGHT = 14
"""Rows that may stay in sight: a panel of few fields and the head of a table."""
_PLACE_COLUMNS = 3
"""The columns of a ledger that stay in sight, and stand on each page where it is two pages wide."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper of a sheet: size as Excel numbers it, and how many pages stand side by side."""

    size: int
    landscape: bool
    pages_wide: int = 1


def widths_of(sheet: Sheet) -> list[float]:
    """Return the widths of the columns of a sheet, in characters: of each the widest that a block asks for."""
    widths: list[float] = []

    def widen(number: int, width: float) -> None:
        while len(widths) <= number:
            widths.append(10.0)
        widths[number] = max(widths[number], width)

    for block in sheet.blocks:
        if isinstance(block, Table):
            for number, column in enumerate(block.columns):
                widen(number, column.width)
    # A panel takes the columns that a table on the sheet has made, with room for labels and values; its remarks
    # run across as many of the columns behind them as they need.
    tables = any(isinstance(block, Table) for block in sheet.blocks)
    for block in sheet.blocks:
        if isinstance(block, (Panel, Lines)):
            for number, width in enumerate(PANEL_WIDTHS[:3] if tables else PANEL_WIDTHS):
                widen(number, width)
    return widths or [16.0] * 8


def list_widths(item: ChoiceList, language: Language) -> tuple[float, float]:
    """Return the widths of the columns of codes and of labels of a closed list: each in one line."""
    codes = max((display_width(code) for code, _ in item.entries), default=0)
    labels = max((display_width(label[language]) for _, label in item.entries if label.zh[:1] != "="), default=0)
    return max(12.0, codes + 3.0), max(24.0, labels * 1.05 + 3.0)


def first_grouped(sheet: Sheet) -> int:
    """Return the number, from 0, of the first collapsed column; the number of columns where none is.

    A helper column that stands over the columns of another block stays in sight.
    """
    widths = widths_of(sheet)
    tables = [block for block in sheet.blocks if isinstance(block, Table)]
    if not any(column.helper for table in tables for column in table.columns):
        return len(widths)
    shown = [sum(not column.helper for column in table.columns) for table in tables]
    panels = [len(PANEL_WIDTHS) for block in sheet.blocks if isinstance(block, Panel)]
    lines = [block.span for block in sheet.blocks if isinstance(block, Lines)]
    return max(shown + panels + lines)


def paper_of(widths: Sequence[float], landscape: bool) -> Paper:
    """Choose the paper for columns of these widths: A4, A3 where that would be too small, two of it side by side."""
    if not widths:
        return Paper(_A4, landscape)  # a sheet of which nothing is printed
    inches = sum(7 * width + 5 for width in widths) / _PIXELS_PER_INCH

    def scale(edge: float) -> float:
        return (edge - 2 * _SIDE_MARGIN) / inches

    if not landscape and scale(_SHORT_EDGE) >= _SMALLEST_A4:
        return Paper(_A4, landscape=False)
    if scale(_LONG_EDGE) >= _SMALLEST_A4:
        return Paper(_A4, landscape=True)
    return Paper(_A3, landscape=True, pages_wide=math.ceil(_SMALLEST_A3 / scale(_A3_LONG_EDGE)))


def second_half(widths: Sequence[float]) -> int | None:
    """Return the number, from 0, of the column that begins the second of two pages side by side, both as wide.

    The columns that say the place of a row stand on both. None where the smallest text is too large for two pages.
    """
    pixels = [7 * width + 5 for width in widths]
    repeated = sum(pixels[:_PLACE_COLUMNS])

    def wider_page(column: int) -> float:
        return max(sum(pixels[:column]), repeated + sum(pixels[column:]))

    second = min(range(_PLACE_COLUMNS, len(widths)), key=wider_page)
    room = (_A3_LONG_EDGE - 2 * _SIDE_MARGIN) * _PIXELS_PER_INCH / _SMALLEST_A3
    return second if wider_page(second) * _SPARE_WIDTH <= room else None


def last_printed(sheet: Sheet, layout: Layout) -> int:
    """Return the number, from 0, of the last row that is printed: above the helper tables that end the sheet."""
    helper = [isinstance(block, Table) and block.helper for block in sheet.blocks]
    kept = len(helper) - helper[::-1].index(False) if False in helper else len(helper)
    return max(layout.blocks[block.key].end for block in sheet.blocks[:kept]) - 1


def is_one_page(sheet: Sheet, layout: Layout, widths: Sequence[float], paper: Paper) -> bool:
    """Tell whether a sheet is printed one page tall: where that is asked for and leaves its text large enough to read."""
    if not sheet.one_page:
        return False
    edge = _A3_LONG_EDGE if paper.size == _A3 else _LONG_EDGE if paper.landscape else _SHORT_EDGE
    height = _LONG_EDGE if paper.size == _A3 or not paper.landscape else _SHORT_EDGE
    inches = sum(7 * width + 5 for width in widths) / _PIXELS_PER_INCH
    narrowest = min(1.0, paper.pages_wide * (edge - 2 * _SIDE_MARGIN) / inches) if inches else 1.0
    tall = (last_printed(sheet, layout) + 1) * _ROW_INCHES
    # Where the width alone makes the text smaller, a few rows beyond would be a page alone.
    return (height - _TOP_AND_BOTTOM) / tall >= min(_SMALLEST_A3, narrowest)


def page_beginnings(sheet: Sheet, layout: Layout, one_page: bool) -> list[int]:
    """Return the rows, from 0, that begin a page: what the sheet says, and long tables where one page cannot hold all."""
    found = set(sheet.new_pages)
    if sheet.one_page and not one_page:
        found |= {block.key for block in sheet.blocks[1:] if isinstance(block, Table) and block.rows > _TITLED}
    return sorted(layout.blocks[key].caption - 1 for key in found)


def titled(sheet: Sheet, layout: Layout) -> PlacedBlock | None:
    """Return the table whose head stands on every page: the ledger that the sheet begins with, or a long last table.

    A short ledger with other blocks below has none: its head would stand over their rows on the next page.
    """
    first, last = sheet.blocks[0] if sheet.blocks else None, sheet.blocks[-1] if sheet.blocks else None
    for block in (first, last):
        if isinstance(block, Table) and (block.rows > _TITLED or first is last) and (block.ledger or block is last):
            return layout.blocks[block.key]
    return None


def row_kept_in_sight(sheet: Sheet, layout: Layout) -> int:
    """Return how many rows stay in sight at the top: down to the head of the ledger that comes first.

    0 where nothing stays: a sheet that scrolls as a whole, or one whose head would take up the screen.
    """
    if sheet.key == LISTS_SHEET:
        return FIRST_ROW
    if not sheet.freeze:
        return 0
    table = next((block for block in sheet.blocks if isinstance(block, Table)), None)
    if table is None or not table.ledger:
        return 0
    above = layout.blocks[table.key].first - 1
    return above if above <= _MOST_IN_SIGHT else 0


def set_up_page(page: Any, sheet: Sheet, layout: Layout) -> None:
    """Say how a sheet is printed, and which of its rows and columns stay in sight."""
    widths = widths_of(sheet)
    printed = first_grouped(sheet)
    listed = [width for item in layout.workbook.lists for width in list_widths(item, layout.language)]
    paper = paper_of(listed if sheet.key == LISTS_SHEET else widths[:printed], sheet.landscape)
    if paper.landscape:
        page.set_landscape()
    page.set_paper(paper.size)
    long = any(isinstance(block, Table) and block.rows > _TITLED for block in sheet.blocks)
    one_page = is_one_page(sheet, layout, widths[:printed], paper)
    halved = paper.pages_wide == 2 and long and not sheet.one_page and sheet.key != LISTS_SHEET
    second = second_half(widths[:printed]) if halved else None
    if second is not None:
        # Filling the width of both pages would make a long table more pages long, and the last of them empty.
        page.set_print_scale(round(100 * _SMALLEST_A3))
        page.set_v_pagebreaks([second])
    else:
        page.fit_to_pages(paper.pages_wide, 1 if one_page else 0)
    page.set_margins(_SIDE_MARGIN, _SIDE_MARGIN, 0.5, 0.6)
    page.set_footer("&L&8TwinLedger 碳污双账&C&8&A&R&8&P / &N")
    beginnings = page_beginnings(sheet, layout, one_page)
    if beginnings:
        page.set_h_pagebreaks(beginnings)
    if printed < len(widths) or any(isinstance(block, Table) and block.helper for block in sheet.blocks):
        page.print_area(0, 0, last_printed(sheet, layout), printed - 1)
    if paper.pages_wide > 1 and sheet.key != LISTS_SHEET:
        page.repeat_columns(0, _PLACE_COLUMNS - 1)
    placed = titled(sheet, layout)
    if placed is not None:
        page.repeat_rows(placed.header - 1, placed.header)
    kept = row_kept_in_sight(sheet, layout)
    if kept:
        page.freeze_panes(kept, 0 if sheet.key == LISTS_SHEET else _PLACE_COLUMNS)


def set_columns(page: Any, sheet: Sheet, style: Any) -> None:
    """Give the columns of a sheet their widths, and collapse its helper columns behind the others."""
    widths = widths_of(sheet)
    grouped = first_grouped(sheet)
    for number, width in enumerate(widths):
        options = {"level": 1, "hidden": True} if number >= grouped else {}
        if number == grouped - 1 and grouped < len(widths):
            options = {"collapsed": True}
        page.set_column(number, number, width, style, options)
    if grouped < len(widths):
        page.outline_settings(symbols_right=False)
