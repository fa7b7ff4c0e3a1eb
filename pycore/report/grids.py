"""Tables of the report, from tables and panels of the workbook: its heads, units, rows and number formats."""

from __future__ import annotations

from pycore.report.basis import basis_line
from pycore.report.document import Grid, GridCell, Head, MarkedLine, pieces
from pycore.report.formats import Formats
from pycore.report.sentences import filled, value_pieces
from pycore.report.values import TOTAL, ReportValues
from pycore.report.words import WORDS
from pycore.sheets.chapter import PanelOf, TableOf
from pycore.sheets.definition import Column, Kind, Panel, Table
from pycore.sheets.meaning_of import meanings_of
from pycore.sheets.meanings import Meaning

MOST_ROWS = 200
"""Rows of one printed table; who wants them all has the workbook."""


def table_grid(part: TableOf, values: ReportValues) -> Grid:
    """Compose a table of the workbook; without rows where none holds anything."""
    table = values.book.definition.table(part.table)
    columns = [table.column(key) for key in part.columns] or list(table.columns)
    found = _rows(part, values, columns)
    rows = found[:MOST_ROWS]
    columns = [c for c in columns if _says_something(part, values, c, rows)]
    formats = Formats(values, table, columns, rows)
    cells = [[_cell(values, f"{table.key}_{c.key}", c, row, formats.of(c, row)) for c in columns] for row in rows]
    heads = [_head(values, c, part) for c in columns]
    summed = bool(rows) and part.total and table.totals and any(c.total for c in columns)
    if summed:
        cells.append([_total(values, table, c, formats.of(c), i == 0) for i, c in enumerate(columns)])
    said = [basis_line(values, table, row) for row in rows] if part.basis else []
    if any(said):
        at = _place_of_basis(values, table, columns)
        heads.insert(at, Head(pieces(WORDS["row_basis"][values.language])))
        for line, text in zip(cells, [*said, ""], strict=False):
            line.insert(at, GridCell(pieces(text)))
    return Grid(
        key=part.key or part.table,
        caption=pieces((part.title if part.title.zh else table.title)[values.language]),
        heads=tuple(heads),
        rows=tuple(tuple(line) for line in cells),
        notes=_notes(part, values, len(found)),
        total=summed,
    )


def _rows(part: TableOf, values: ReportValues, columns: list[Column]) -> list[int]:
    """The rows that a part of a chapter wants to show."""
    rows = values.rows(values.book.definition.table(part.table), columns, part.keep)
    if part.where is not None:
        column, cell = part.where
        wanted = values.raw(cell)
        rows = [row for row in rows if values.raw(f"{part.table}_{column}", row) == wanted]
    if part.numbered_by:
        named = {values.number(name, i) for name in part.numbered_by for i in range(1, len(values.cells(name)) + 1)}
        rows = [row for row in rows if row in named]
    return rows


def _says_something(part: TableOf, values: ReportValues, column: Column, rows: list[int]) -> bool:
    """Tell whether a column has anything to show in these rows; in a compact table a column of zeros has not."""
    name = f"{part.table}_{column.key}"
    if part.compact and column.kind is Kind.NUMBER:
        return any(values.number(name, row) or values.failed(name, row) for row in rows)
    return any(values.raw(name, row) is not None for row in rows)


def panel_grid(part: PanelOf, values: ReportValues) -> Grid:
    """Compose the fields of a panel as a table: item, value, unit."""
    panel = next(p for p in values.book.definition.panels() if p.key == part.panel)
    fields = [f for f in panel.fields if not part.fields or f.key in part.fields]
    with_units = any(values.unit(f) for f in fields)
    rows = []
    for field in fields:
        name = f"{panel.key}_{field.key}"
        row = [GridCell(pieces(field.title[values.language])), GridCell(value_pieces(values, name, 1))]
        rows.append(tuple([*row, GridCell(pieces(values.unit(field) or "–"))] if with_units else row))
    heads = ("item", "value", "unit") if with_units else ("item", "value")
    return Grid(
        key=part.panel,
        caption=pieces((part.title if part.title.zh else panel.title)[values.language]),
        heads=tuple(Head(pieces(WORDS[key][values.language])) for key in heads),
        rows=tuple(rows),
        notes=(remark(values, sheet_said(values, panel)),),
    )


# --- parts ---


def _head(values: ReportValues, column: Column, part: TableOf) -> Head:
    """Make the head of a column: as reports print it, or as the chapter has it."""
    given = dict(part.heads).get(column.key)
    title = (
        pieces((column.printed if column.printed.zh else column.title)[values.language])
        if given is None
        else filled(given[values.language], values)
    )
    return Head(title, pieces(values.unit(column)))


def _place_of_basis(values: ReportValues, table: Table, columns: list[Column]) -> int:
    """Where the column on the factors stands: before data quality and evidence, which come last."""
    known = meanings_of(values.book.definition)
    last = {*known.columns(table, Meaning.QUALITY), *known.columns(table, Meaning.EVIDENCE)}
    return next((i for i, c in enumerate(columns) if c.key in last), len(columns))


def _cell(values: ReportValues, name: str, column: Column, row: int, number_format: str) -> GridCell:
    """Make a cell of the report."""
    if values.failed(name, row):
        return GridCell(value_pieces(values, name, row))
    return GridCell(pieces(values.text(name, row, number_format)), number=_is_number(values, name, column, row))


def _is_number(values: ReportValues, name: str, column: Column, row: int) -> bool:
    """Numbers, and the dash that stands for none, go to the right."""
    if values.number(name, row) is not None:
        return True
    return column.kind is Kind.NUMBER and values.text(name, row) in ("–", "/")


def _total(values: ReportValues, table: Table, column: Column, number_format: str, first: bool) -> GridCell:
    """Make the cell under a column: the word for the total, the sum, or nothing."""
    if first:
        return GridCell(pieces(TOTAL[values.language]))
    if not column.total:
        return GridCell(())
    name = f"{table.key}_{column.key}_total"
    if values.failed(name):
        return GridCell(value_pieces(values, name, 1))
    return GridCell(pieces(values.text(name, 1, number_format)), number=True)


def sheet_said(values: ReportValues, block: Table | Panel) -> str:
    """Name the sheet that a table comes from."""
    sheet = values.book.definition.sheet_of(block.key).title[values.language]
    return WORDS["of_sheet"].format(sheet=sheet)[values.language]


def _notes(part: TableOf, values: ReportValues, found: int) -> tuple[MarkedLine, ...]:
    """Return the remark under a table: its note, the sheet it comes from, and how many rows are not shown."""
    said = [part.note[values.language], sheet_said(values, values.book.definition.table(part.table))]
    if found > MOST_ROWS:
        said.append(WORDS["more_rows"].format(found=found, shown=MOST_ROWS)[values.language])
    return (remark(values, ("" if values.language == "zh" else " ").join(filter(None, said))),)


def remark(values: ReportValues, text: str) -> MarkedLine:
    """Return a remark with the word for it in front."""
    return pieces(WORDS["remark"][values.language] + text)
