"""Sheets, tables, panels and charts as a definition writes them: a text is one line, ``"zh | en"``.

A table says its head first (key, title, widths from left to right), then its columns, a line each, then what else there
is to say: rows, note, the remarks on single columns, and the cells that are filled in beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pycore.language import NO_TEXT, Text, as_text, both
from pycore.sheets.definition import Block, Chart, Column, Field, Formula, Kind, Panel, Role, Series, Sheet, Table
from workbooks.common.columns import calculated, text

COUNT = '0;-0;"–"'
"""A number of things; a dash for none."""


def sheet(
    key: str,
    title: Text | str,
    *blocks: Block,
    intro: Text | str = NO_TEXT,
    tab: str = "input",
    freeze: bool = True,
    landscape: bool = True,
    one_page: bool = False,
) -> Sheet:
    """A worksheet with its blocks, one under the other."""
    return Sheet(
        key=key,
        title=as_text(title),
        blocks=blocks,
        intro=as_text(intro),
        tab=tab,
        freeze=freeze,
        landscape=landscape,
        one_page=one_page,
    )


def table(
    key: str,
    title: Text | str,
    widths: str,
    *columns: Column,
    rows: int = 0,
    note: Text | str = NO_TEXT,
    helps: Mapping[str, str] | None = None,
    filled: Mapping[str, Sequence[Any]] | None = None,
    totals: bool = False,
    ledger: bool = False,
) -> Table:
    """A table.

    Args:
        widths: the widths of its columns from left to right; a last width followed by ``…`` holds for the rest.
        rows: its rows; as many as the longest filled column where it is not said.
        helps: the remark that a cell shows when it is chosen, by column.
        filled: the cells filled in beforehand, by column: ``=…`` is a formula, ``zh | en`` a text.
    """
    cells = {column: [_cell(value) for value in values] for column, values in (filled or {}).items()}
    remarks = dict(helps or {})
    explained = tuple(replace(c, help=both(remarks.pop(c.key))) if c.key in remarks else c for c in columns)
    assert not remarks, f"{key}: a remark on a column that is not there: {', '.join(remarks)}"
    return Table(
        key=key,
        title=as_text(title),
        columns=explained,
        rows=rows or max(len(values) for values in cells.values()),
        note=as_text(note),
        prefilled=cells,
        totals=totals,
        ledger=ledger,
        widths=_each_width(widths, len(columns)),
    )


def _each_width(widths: str, columns: int) -> str:
    if not widths.endswith("…"):
        return widths
    first = widths.removesuffix("…").split()
    return " ".join([*first, *[first[-1]] * (columns - len(first))])


def _cell(value: Any) -> Any:
    return both(value) if isinstance(value, str) and " | " in value else value


def panel(key: str, title: Text | str, *fields: Field, note: Text | str = NO_TEXT) -> Panel:
    """Labelled single cells, one under the other."""
    return Panel(key=key, title=as_text(title), fields=fields, note=as_text(note))


def label(key: str, words: Text | str, formula: Formula = "") -> Column:
    """A text that names the row: filled in beforehand, or by a formula."""
    if not formula:
        return text(key, words, role=Role.LABEL)
    return calculated(key, words, "", formula, kind=Kind.TEXT, role=Role.LABEL)


def number_label(key: str, words: Text | str) -> Column:
    """A whole number that names the row: a year, a running number."""
    return Column(key=key, title=as_text(words), role=Role.LABEL, format="0")


def calculated_text(key: str, words: Text | str, formula: Formula = "", *, role: Role = Role.CALCULATED) -> Column:
    """A text by a formula, or by those that the table fills in; a verdict where the role is a check."""
    return calculated(key, words, "", formula, kind=Kind.TEXT, role=role)


def chart(
    key: str,
    title: Text | str,
    y_title: Text | str,
    table_key: str,
    categories: str,
    columns: Iterable[tuple[str, Text | str]],
    *,
    kind: str = "column",
    stacked: bool = False,
    width: int = 900,
) -> Chart:
    """A chart of columns of one table, each with the title of its series, over the column of the categories."""
    return Chart(
        key=key,
        title=as_text(title),
        kind=kind,
        subtype="stacked" if stacked else "",
        width=width,
        y_title=as_text(y_title),
        series=tuple(
            Series(title=name, categories=f"{table_key}_{categories}", values=f"{table_key}_{column}")
            for column, name in columns
        ),
    )
