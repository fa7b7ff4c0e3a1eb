"""The overview of a stack as tables, and these as a workbook and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from pycore.cells.plain_text import terminal_text, text_for_tables
from pycore.cells.stored import Value
from pycore.findings.finding import Severity
from pycore.language import Language
from pycore.review.page.reasons import reasons
from pycore.review.result import Review
from pycore.review.stack.peers import HeldBeside
from pycore.review.stack.words import WORDS

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class StackTable:
    """A table of the overview: its name, heads and rows."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def files_table(reviews: Sequence[Review], language: Language) -> StackTable:
    """A row a file: verdict, findings by severity, reasons, and a column for each key figure of any file."""
    columns: dict[tuple[str, str, str], str] = {}
    for one in reviews:
        for figure in one.key_figures:
            columns.setdefault(
                (one.template, figure.name, figure.label), f"{figure.title[language]} {figure.label}".rstrip()
            )
    heads = [WORDS[key][language] for key in (
        "file", "project", "template", "verdict", "errors", "warnings", "notes", "reasons",
    )]  # fmt: skip
    rows = []
    for one in reviews:
        held = {(one.template, f.name, f.label): _plain(f.core if f.recalculated else None) for f in one.key_figures}
        said = " | ".join(r.said for r in reasons(one.findings, language))
        counts = [sum(f.severity is s for f in one.findings) for s in Severity]
        rows.append(
            (one.file, one.project, f"{one.template} {one.version}".strip(), one.verdict.text[language], *counts, said,
             *(held.get(key) for key in columns))
        )  # fmt: skip
    return StackTable(WORDS["files"][language], (*heads, *columns.values()), tuple(rows))


def peers_table(reviews: Sequence[Review], lines: Sequence[HeldBeside], language: Language) -> StackTable:
    """A row a figure of a file, beside its peers and the library's range."""
    heads = [WORDS[key][language] for key in ("figure", "product", "file", "value", "count", "median", "apart")]
    low, high = (f"{WORDS['range'][language]} {end}" for end in ("min", "max"))
    rows = tuple(
        (
            one.title[language], one.label, reviews[one.number].file, one.value, one.count, one.median, one.apart,
            None if one.range is None else one.range.low, None if one.range is None else one.range.high,
            marks(one, language),
        )
        for one in lines
    )  # fmt: skip
    return StackTable(WORDS["peers"][language], (*heads, low, high, WORDS["mark"][language]), rows)


def marks(one: HeldBeside, language: Language) -> str:
    """Say what is odd about a figure; nothing where nothing is."""
    said = [WORDS[key][language] for key in ("outlier" if one.outlier else "", one.beyond) if key]
    return ("、" if language == "zh" else ", ").join(said)


def as_csv(table: StackTable) -> bytes:
    """Write a table as CSV for spreadsheet programs (UTF-8 with a mark); no text in it is taken for a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([text_for_tables(head) for head in table.heads])
    writer.writerows([text_for_tables(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", "replace")


def as_workbook(tables: Sequence[StackTable]) -> bytes:
    """Write tables as an .xlsx workbook, a sheet each, with a filter; texts stay texts."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    for table in tables:
        sheet = book.add_worksheet(table.name[:31])
        for column, title in enumerate(table.heads):
            sheet.write_string(0, column, terminal_text(title), head)
            longest = max((len(str(row[column])) for row in table.rows), default=0)
            sheet.set_column(column, column, min(max(longest + 2, 12), 48), text)
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, terminal_text(cell)[:32_000])
                elif cell is not None:
                    sheet.write_number(number, column, cell)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.heads) - 1)
    book.close()
    return buffer.getvalue()


def _plain(value: Value) -> Cell:
    return value if value is None or isinstance(value, float | int) else str(value)
