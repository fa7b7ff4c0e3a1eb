"""Writes a workbook definition as an .xlsx: sheets, formulas, drop-downs, protection and charts, with XlsxWriter.

Text from outside (the data that is filled in) is always written as a string, so a leading ``=`` never becomes a
formula. The same definition and data always give the same bytes.
"""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from pycore.language import Language, Text
from pycore.sheets.charts import add_chart
from pycore.sheets.definition import (
    Chart,
    ChoiceList,
    Column,
    Field,
    Kind,
    Lines,
    Link,
    Panel,
    Role,
    Sheet,
    Table,
    Workbook,
)
from pycore.sheets.formula_page import FormulaPage
from pycore.sheets.formulas import field_formula, fill, formula_of, row_addresses
from pycore.sheets.layout import FIRST_ROW, LISTS_SHEET, Layout, PlacedBlock, address, quoted
from pycore.sheets.paper import (
    GROUPED,
    PANEL_WIDTHS,
    first_grouped,
    list_widths,
    set_columns,
    set_up_page,
    widths_of,
)
from pycore.sheets.styles import LEAST_HEIGHT, TAB_COLOURS, Styles, height_of
from pycore.sheets.user_names import NAME_RULE, Followed, followed, looked_up, name_validation

# The one date in the file: a workbook is the same bytes whenever it is made.
CREATED = datetime.datetime(2026, 1, 1)
# Rows cannot be inserted under protection: the formulas of a ledger cannot be pasted into them there, and a row without
# formulas counts for nothing.
_PROTECTION = {
    "format_columns": True, "format_rows": True, "insert_rows": False, "autofilter": True, "sort": True,
    "select_locked_cells": True, "select_unlocked_cells": True,
}  # fmt: skip
_TO_COVER = Text("← 返回封面", "← back to the cover")
_TOTAL = Text("合计", "total")
_CHOICE_ERROR = Text("请从下拉列表中选择。", "Choose from the list.")
_SPECIAL_FORMATS = ("grade", "check")

Data = Mapping[str, Any]
"""Filled-in values: a list of rows for a table (dicts by column), a dict by field for a panel."""


def write_workbook(workbook: Workbook, language: Language, data: Data | None = None) -> bytes:
    """Write a workbook, blank or with data, and return the bytes of the file.

    Args:
        data: rows by table and values by panel, e.g. ``{"fuels": [{"stage": "proposed", …}]}``; the value of a choice
            is its code, text is text, numbers are in the column's unit.
    """
    return _Writer(workbook, language, data or {}).write()


class _Writer:
    def __init__(self, workbook: Workbook, language: Language, data: Data) -> None:
        self.workbook = workbook
        self.language = language
        self.data = data
        self.layout = Layout(workbook, language)
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, {"in_memory": True, "strings_to_formulas": False,
                                                      "strings_to_urls": False, "strings_to_numbers": False})  # fmt: skip
        self.styles = Styles(self.book, language)
        self._shown: dict[str, dict[str, str]] = {}
        self.names_looked_up = looked_up(workbook.filled_blocks(), workbook.lists)
        self.good, self.bad, self.doubtful = self.styles.good, self.styles.bad, self.styles.doubtful
        self.quiet = self.styles.quiet

    def write(self) -> bytes:
        self.book.set_properties({
            "title": self.workbook.title[self.language], "author": "TwinLedger 碳污双账", "created": CREATED,
            "comments": f"{self.workbook.key} {self.workbook.version}",
        })  # fmt: skip
        pages = [
            (sheet, self.book.add_worksheet(self.layout.title(sheet), FormulaPage)) for sheet in self.workbook.sheets
        ]
        for name, place in self.layout.names.items():
            self.book.define_name(name, "=" + place.reference)
        for sheet, page in pages:
            self._sheet(sheet, page)
        self.book.close()
        return self.buffer.getvalue()

    # ── a sheet ──────────────────────────────────────────────────────────────────────────────────────────────

    def _sheet(self, sheet: Sheet, page: Any) -> None:
        widths = widths_of(sheet)
        shown = first_grouped(sheet)
        set_columns(page, sheet, self.styles.format())
        page.hide_gridlines(2)
        page.set_tab_color(TAB_COLOURS[sheet.tab])
        page.write_string(0, 0, self.layout.title(sheet), self.styles.title)
        page.set_row(0, 28)
        intro = sheet.intro[self.language]
        if intro:
            across = max(4, min(shown, 8))
            page.merge_range(1, 0, 1, across - 1, intro, self.styles.intro)
            page.set_row(1, height_of([(intro, sum(widths[:across]))]))
        if sheet.key != self.workbook.sheets[0].key:
            cover = quoted(self.layout.title(self.workbook.sheets[0]))
            page.write_url(2, 0, f"internal:{cover}!A1", self.styles.link, _TO_COVER[self.language])
        if shown < len(widths):
            page.write_string(2, min(3, shown - 1), GROUPED[self.language], self.styles.hint)
        if sheet.key == LISTS_SHEET:
            self._lists(page)
        for block in sheet.blocks:
            placed = self.layout.blocks[block.key]
            page.write_string(placed.caption - 1, 0, block.title[self.language], self.styles.caption)
            page.set_row(placed.caption - 1, 22)
            self._caption_line(page, placed, len(widths))
            match block:
                case Table():
                    self._table(page, block, placed, widths)
                case Panel():
                    self._panel(page, block, placed, widths)
                case Lines():
                    self._lines(page, block, placed, widths)
                case Chart():
                    add_chart(self.book, page, block, placed, self.layout, self.styles.font)
        set_up_page(page, sheet, self.layout)
        page.protect("", _PROTECTION)

    def _caption_line(self, page: Any, placed: PlacedBlock, width: int) -> None:
        block = placed.block
        last = len(block.columns) if isinstance(block, Table) else min(width, 4)
        for column in range(1, last):
            page.write_blank(placed.caption - 1, column, None, self.styles.caption)

    # ── tables ───────────────────────────────────────────────────────────────────────────────────────────────

    def _table(self, page: Any, table: Table, placed: PlacedBlock, widths: Sequence[float]) -> None:
        language = self.language
        note = table.note[language]
        if note:
            # A remark runs across a readable part of the table, not across thirty columns.
            across = 1
            while across < len(table.columns) and sum(widths[:across]) < 130:
                across += 1
            if across > 1:
                page.merge_range(placed.caption, 0, placed.caption, across - 1, note, self.styles.note)
            else:
                page.write_string(placed.caption, 0, note, self.styles.note)
            page.set_row(placed.caption, height_of([(note, sum(widths[:across]))], 9))
        for number, column in enumerate(table.columns):
            page.write_string(placed.header - 1, number, column.title[language], self.styles.header)
            page.write_string(placed.header, number, column.unit[language], self.styles.unit)
        page.set_row(
            placed.header - 1,
            height_of([(c.title[language], widths[i]) for i, c in enumerate(table.columns)], 10.5),
        )
        page.set_row(
            placed.header,
            height_of([(c.unit[language], widths[i]) for i, c in enumerate(table.columns)], 9, 16),
        )
        rows = self.data.get(table.key, ())
        if len(rows) > table.rows:
            raise ValueError(f"{table.key}: {len(rows)} rows of data for {table.rows} rows of the table")
        for index in range(table.rows):
            values = rows[index] if index < len(rows) else {}
            self._row(page, table, placed, index, values, widths)
        for number, column in enumerate(table.columns):
            self._validation(page, f"{table.key}_{column.key}", column, placed.first, placed.last, number)
            self._marks(page, column.format, column.role, placed.first, placed.last, number)
            if "NA()" in str(column.formula):
                # #N/A is there on purpose (it keeps a point out of a chart) and need not shout.
                area = (placed.first - 1, number, placed.last - 1, number)
                page.conditional_format(*area, {"type": "errors", "format": self.quiet})
        if placed.total:
            self._total(page, table, placed)

    def _row(
        self,
        page: Any,
        table: Table,
        placed: PlacedBlock,
        index: int,
        values: Mapping[str, Any],
        widths: Sequence[float],
    ) -> None:
        row = placed.first + index
        addresses = row_addresses(table, row)
        texts: list[tuple[str, float]] = []
        for number, column in enumerate(table.columns):
            style = self.styles.cell(column.role, _number_format(column), _is_text(column))
            given: Any = values.get(column.key)
            prefilled = table.prefilled.get(column.key)
            if given is None and prefilled is not None and index < len(prefilled):
                given = prefilled[index]
                if isinstance(given, Text):
                    given = given[self.language]
                if isinstance(given, str) and given.startswith("="):
                    if given.startswith("=HYPERLINK("):
                        style = self.styles.linked_cell
                    page.write_formula(row - 1, number, "=" + fill(given[1:], addresses, index + 1), style)
                    continue
            elif given is not None:
                given = self._coded(column, given)
            if isinstance(given, Link):
                page.write_formula(row - 1, number, "=" + self._linked(given), style)
            elif given is None and (column.formula or column.equation is not None):
                text = formula_of(column, table, row, index + 1, self.language)
                page.write_formula(row - 1, number, "=" + text, style)
            elif given is None or given == "":
                page.write_blank(row - 1, number, None, style)
            elif isinstance(given, (int, float)) and not isinstance(given, bool):
                page.write_number(row - 1, number, given, style)
            else:
                page.write_string(row - 1, number, str(given), style)
                texts.append((str(given), widths[number]))
        _fit(page, row - 1, max(height_of(texts), max(c.lines for c in table.columns) * BASE_LINE + 4))

    def _linked(self, link: Link) -> str:
        place = self.layout.names[link.name]
        return address(place.top + link.row - 1, place.left)

    def _coded(self, column: Column | Field, value: Any) -> Any:
        """Show the label of a choice that is given by its code."""
        if column.kind is Kind.CHOICE and isinstance(value, str):
            for item in self.workbook.lists:
                if item.key == column.choices:
                    return self._labels(item).get(value, value)
        return value[self.language] if isinstance(value, Text) else value

    def _labels(self, item: ChoiceList) -> dict[str, str]:
        """The texts that the entries of a list show; one that follows a name of the user's own is read from the data."""
        if item.key in self._shown:
            return self._shown[item.key]
        written = {code: label[self.language] for code, label in item.entries}
        own = {code: cell for code, label in written.items() if (cell := followed(label)) is not None}
        taken = {label.casefold() for code, label in written.items() if code not in own}
        taken |= {cell.unnamed.casefold() for cell in own.values()}
        for code, cell in own.items():
            given = self._given(cell)
            free = given and given.casefold() not in taken
            written[code] = given if free else cell.unnamed
            taken.add(written[code].casefold())
        self._shown[item.key] = written
        return written

    def _given(self, cell: Followed) -> str:
        """What the data say in the cell that an entry of a list follows."""
        for block in self.workbook.filled_blocks():
            rows = self.data.get(block.key, ())
            for entry in block.entries:
                if f"{block.key}_{entry.key}" == cell.name:
                    row = rows if isinstance(rows, Mapping) else rows[cell.row - 1] if len(rows) >= cell.row else {}
                    value = row.get(entry.key)
                    return str(value[self.language] if isinstance(value, Text) else value or "")
        return ""

    def _total(self, page: Any, table: Table, placed: PlacedBlock) -> None:
        for number, column in enumerate(table.columns):
            if column.total:
                page.write_formula(
                    placed.total - 1,
                    number,
                    f"=SUM({table.key}_{column.key})",
                    self.styles.total(_number_format(column)),
                )
            elif number == 0:
                page.write_string(placed.total - 1, 0, _TOTAL[self.language], self.styles.total())
            else:
                page.write_blank(placed.total - 1, number, None, self.styles.total())

    def _validation(self, page: Any, name: str, column: Column | Field, first: int, last: int, number: int) -> None:
        if column.role not in (Role.INPUT, Role.OVERRIDE):
            return
        title, text = column.title[self.language][:32], column.help[self.language]
        unit = column.unit[self.language]
        if unit and column.kind is Kind.NUMBER:
            text = f"{'单位' if self.language == 'zh' else 'Unit'}: {unit}\n{text}"
        options: dict[str, Any] = {"ignore_blank": True}
        if text.strip():
            options |= {"input_title": title, "input_message": text[:255]}
        if column.kind is Kind.CHOICE:
            options |= {"validate": "list", "source": _list_source(column.choices), "error_title": title,
                        "error_message": _CHOICE_ERROR[self.language]}  # fmt: skip
        elif column.kind is Kind.NUMBER and column.domain is not None:
            options |= _number_validation(column, self.language)
        elif name in self.names_looked_up:
            rule = name_validation(address(first, number + 1))
            options |= {"validate": "custom", "value": f"={rule}", "error_title": title, "error_message": NAME_RULE[self.language][:255]}  # fmt: skip
        elif "input_message" in options:
            options["validate"] = "any"
        else:
            return
        page.data_validation(first - 1, number, last - 1, number, options)

    def _marks(self, page: Any, format: str, role: Role, first: int, last: int, number: int) -> None:
        area = (first - 1, number, last - 1, number)
        if role is Role.CHECK or format == "check":
            page.conditional_format(
                *area, {"type": "text", "criteria": "begins with", "value": "✓", "format": self.good}
            )
            page.conditional_format(
                *area, {"type": "text", "criteria": "begins with", "value": "✗", "format": self.bad}
            )
            for doubt in ("!", "?"):
                page.conditional_format(
                    *area, {"type": "text", "criteria": "begins with", "value": doubt, "format": self.doubtful}
                )
        if format == "grade":
            for texts, style in (
                (("可接受", "acceptable"), self.good), (("需优化", "to be optimised"), self.bad),
                (("需说明", "to be explained"), self.doubtful),
            ):  # fmt: skip
                for text in texts:
                    page.conditional_format(
                        *area, {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": style}
                    )

    # ── panels, lines, lists ─────────────────────────────────────────────────────────────────────────────────

    def _panel(self, page: Any, panel: Panel, placed: PlacedBlock, widths: Sequence[float]) -> None:
        language = self.language
        last = 3
        while last < len(widths) - 1 and sum(widths[3 : last + 1]) < PANEL_WIDTHS[3]:
            last += 1
        note = panel.note[language]
        if note:
            page.merge_range(placed.caption, 0, placed.caption, last, note, self.styles.note)
            page.set_row(placed.caption, height_of([(note, sum(widths[: last + 1]))], 9))
        given = self.data.get(panel.key, {})
        for index, one in enumerate(panel.fields):
            row = placed.first + index - 1
            page.write_string(row, 0, one.title[language], self.styles.label)
            page.write_string(row, 2, one.unit[language], self.styles.unit)
            if last > 3:
                page.merge_range(row, 3, row, last, one.help[language], self.styles.note)
            else:
                page.write_string(row, 3, one.help[language], self.styles.note)
            style = self.styles.cell(one.role, _number_format(one), _is_text(one))
            value = self._coded(one, given.get(one.key, one.value))
            if one.formula:
                page.write_formula(row, 1, "=" + field_formula(one, language), style)
            elif value is None or value == "":
                page.write_blank(row, 1, None, style)
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                page.write_number(row, 1, value, style)
            else:
                page.write_string(row, 1, str(value), style)
            self._validation(page, f"{panel.key}_{one.key}", one, placed.first + index, placed.first + index, 1)
            self._marks(page, one.format, one.role, placed.first + index, placed.first + index, 1)
            texts = [(one.title[language], widths[0]), ("" if one.formula else str(value or ""), widths[1])]
            remark = height_of([(one.help[language], sum(widths[3 : last + 1]))], 9)
            _fit(page, row, max(remark, height_of(texts)))

    def _lines(self, page: Any, block: Lines, placed: PlacedBlock, widths: Sequence[float]) -> None:
        across = block.span or max(4, min(len(widths), 8))
        for index, line in enumerate(block.lines):
            row = placed.first + index - 1
            text = line[self.language]
            page.merge_range(row, 0, row, across - 1, "", self.styles.line)
            if text.startswith("="):
                page.write_formula(row, 0, text, self.styles.line)
                page.set_row(row, block.height * BASE_LINE + 4)
            else:
                page.write_string(row, 0, text, self.styles.line)
                page.set_row(row, max(height_of([(text, sum(widths[:across]))]), block.height * BASE_LINE))

    def _lists(self, page: Any) -> None:
        for item in self.workbook.lists:
            place = self.layout.lists[item.key]
            page.merge_range(FIRST_ROW - 1, place.left - 2, FIRST_ROW - 1, place.left - 1, item.title[self.language],
                             self.styles.header)  # fmt: skip
            for column, width in zip((place.left - 2, place.left - 1), list_widths(item, self.language), strict=True):
                page.set_column(column, column, width, self.styles.format())
            for index, (code, label) in enumerate(item.entries):
                page.write_string(place.top + index - 1, place.left - 2, code, self.styles.label)
                text = label[self.language]
                style = self.styles.cell(Role.LABEL, text=True)
                if text.startswith("="):
                    page.write_formula(place.top + index - 1, place.left - 1, text, style)
                else:
                    page.write_string(place.top + index - 1, place.left - 1, text, style)


BASE_LINE = 15.0


def _fit(page: Any, row: int, height: float) -> None:
    """Give a row the height of its texts; one of a single line keeps the program's, which grows with what is typed."""
    if height > LEAST_HEIGHT + 1:
        page.set_row(row, height)


def _is_text(column: Column | Field) -> bool:
    return column.kind is not Kind.NUMBER or column.format in _SPECIAL_FORMATS


def _number_format(column: Column | Field) -> str:
    return "General" if column.format in _SPECIAL_FORMATS else column.format


def _number_validation(column: Column | Field, language: Language) -> dict[str, Any]:
    """A decimal validation for the domain; Excel has no half-open interval, so an open end is checked in the formula."""
    domain = column.domain
    assert domain is not None
    low, high = domain.low, domain.high
    said = Text(
        f"应为数值（{domain.text.zh}）。{domain.hint.zh}",
        f"Enter a number ({domain.text.en}). {domain.hint.en}",
    )
    options: dict[str, Any] = {"validate": "decimal", "error_title": column.title[language][:32],
                               "error_message": said[language][:255]}  # fmt: skip
    if math.isinf(low) and math.isinf(high):
        return options | {"criteria": "between", "minimum": -1e15, "maximum": 1e15}
    if math.isinf(high):
        return options | {"criteria": ">" if domain.low_open else ">=", "value": low}
    if math.isinf(low):
        return options | {"criteria": "<" if domain.high_open else "<=", "value": high}
    return options | {"criteria": "between", "minimum": low, "maximum": high}


def _list_source(choices: str) -> str:
    """A closed list by its key, or, with a leading ``=``, another named range."""
    return choices if choices.startswith("=") else f"={choices}_list"
