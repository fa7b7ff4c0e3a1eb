"""Sheets, tables, panels and charts as a definition writes them: a text is one line, ``"zh | en"``.

A table says its head first (key, title, widths from left to right), then its columns, a line each, then what else there
is to say: rows, note, the remarks on single columns, and the cells that are filled in beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any, TypeVar

from pycore.language import NO_TEXT, Text, as_text, both
from pycore.sheets.definition import Block, Chart, Column, Field, Formula, Kind, Panel, Role, Series, Sheet, Table
from pycore.sheets.meanings import Meaning
from pycore.sheets.meanings import SharedEntry as Stage
from workbooks.common.columns import calculated, text

COUNT = '0;-0;"–"'
"""A number of things; a dash for none."""


def sheet(
    key: str,
    title: Text | str,
    *blocks: Block,
    intro: Text | str = NO_TEXT,
    tab: str = "input",
    page: str = "",
    new_pages: str = "",
) -> Sheet:
    """A worksheet with one long table, whose head stays in sight; `page` and `new_pages` as in `free_sheet`."""
    return replace(
        free_sheet(key, title, *blocks, intro=intro, tab=tab, page=page, new_pages=new_pages),
        freeze=True,
        landscape=True,
    )


def library_last(*sheets: Sheet) -> tuple[Sheet, ...]:
    """The sheets of a workbook: those of the library and other look-ups stand behind what is filled in."""
    return tuple(sorted(sheets, key=lambda one: one.tab == "library"))


def free_sheet(
    key: str,
    title: Text | str,
    *blocks: Block,
    intro: Text | str = NO_TEXT,
    tab: str = "result",
    page: str = "",
    new_pages: str = "",
) -> Sheet:
    """A worksheet of several blocks, one under the other, that scrolls as a whole.

    Args:
        page: how it is printed: ``one page`` wide, ``portrait``, or both.
        new_pages: the keys of the blocks that begin a page.
    """
    return Sheet(
        key=key,
        title=as_text(title),
        blocks=blocks,
        intro=as_text(intro),
        tab=tab,
        freeze=False,
        one_page="one page" in page,
        landscape="portrait" not in page,
        new_pages=tuple(new_pages.split()),
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
    ledger: bool | int = False,
    stage: Stage | None = None,
    headline: bool = False,
    helper: bool = False,
) -> Table:
    """A table.

    Args:
        widths: the widths of its columns from left to right; a last width followed by ``…`` holds for the rest.
        rows: its rows; as many as the longest filled column where it is not said.
        helps: the remark that a cell shows when it is chosen, by column.
        filled: the cells filled in beforehand, by column: ``=…`` is a formula, ``zh | en`` a text.
        ledger: whether it is a ledger, or the number of rows to fill in.
        stage: of a calculated table, the stage that all its rows are for.
        headline: of a calculated table, whether a comparison reports all its results.
        helper: whether it is an intermediate step, out of print where it stands at the end of its sheet.
    """
    asked = 0 if ledger is True else int(ledger)
    cells = {column: [_cell(value) for value in values] for column, values in (filled or {}).items()}
    return Table(
        key=key,
        title=as_text(title),
        columns=_explained(columns, helps or {}),
        rows=rows or asked or max(len(values) for values in cells.values()),
        note=as_text(note),
        prefilled=cells,
        totals=totals,
        ledger=bool(ledger),
        widths=_each_width(widths, len(columns)),
        stage=stage,
        headline=headline,
        helper=helper,
    )


def _each_width(widths: str, columns: int) -> str:
    if not widths.endswith("…"):
        return widths
    first = widths.removesuffix("…").split()
    return " ".join([*first, *[first[-1]] * (columns - len(first))])


def _cell(value: Any) -> Any:
    return both(value) if isinstance(value, str) and " | " in value else value


Entry = TypeVar("Entry", Column, Field)


def _explained(entries: tuple[Entry, ...], helps: Mapping[str, str]) -> tuple[Entry, ...]:
    """The entries, each with its remark."""
    unknown = set(helps) - {entry.key for entry in entries}
    assert not unknown, f"remarks on entries that are not there: {', '.join(sorted(unknown))}"
    return tuple(replace(entry, help=both(helps[entry.key])) if entry.key in helps else entry for entry in entries)


def records(paragraphs: str) -> list[tuple[str, ...]]:
    """Read data written as text: a paragraph is a record, a line of it a value."""
    return [tuple(line.strip() for line in part.splitlines()) for part in paragraphs.strip().split("\n\n")]


def panel(
    key: str, title: Text | str, *fields: Field, note: Text | str = NO_TEXT, helps: Mapping[str, str] | None = None
) -> Panel:
    """Labelled single cells, one under the other, with a remark beside those that `helps` names."""
    return Panel(key=key, title=as_text(title), fields=_explained(fields, helps or {}), note=as_text(note))


def label(key: str, words: Text | str, formula: Formula = "", *, meaning: Meaning | None = None) -> Column:
    """A text that names the row: filled in beforehand, or by a formula."""
    if not formula:
        return text(key, words, role=Role.LABEL, meaning=meaning)
    return calculated(key, words, "", formula, kind=Kind.TEXT, role=Role.LABEL, meaning=meaning)


def number_label(key: str, words: Text | str) -> Column:
    """A whole number that names the row: a year, a running number."""
    return Column(key=key, title=as_text(words), role=Role.LABEL, format="0")


def calculated_text(
    key: str,
    words: Text | str,
    formula: Formula = "",
    *,
    role: Role = Role.CALCULATED,
    helper: bool = False,
    meaning: Meaning | None = None,
) -> Column:
    """A text by a formula, or by those that the table fills in; a verdict where the role is a check."""
    return calculated(key, words, "", formula, kind=Kind.TEXT, role=role, helper=helper, meaning=meaning)


def counted(
    key: str, words: Text | str, formula: Formula, *, total: bool = False, meaning: Meaning | None = None
) -> Column:
    """A number of things."""
    return calculated(key, words, "", formula, format=COUNT, total=total, meaning=meaning)


def chart(
    key: str,
    title: Text | str,
    y_title: Text | str,
    categories: str,
    columns: Iterable[tuple[str, Text | str]],
    *,
    kind: str = "column",
    stacked: bool = False,
    width: int = 900,
    colours: Sequence[str] = (),
    labelled: str = "",
    percent: bool = False,
) -> Chart:
    """A chart of columns of one table, each with the title of its series, over a column of the same table.

    Args:
        key: what it is found by, after ``chart_``.
        categories: the name of the column with the categories, ``table_column``.
        columns: the keys of the columns that it shows.
        colours: of the columns, in their order, where they are not those of the program.
        labelled: the column whose values stand beside its marks.
        percent: whether the values are fractions, to be read as percent.
    """
    shown_table = categories.rpartition("_")[0]
    return Chart(
        key=f"chart_{key}",
        title=as_text(title),
        kind=kind,
        subtype="stacked" if stacked else "",
        width=width,
        y_title=as_text(y_title),
        percent=percent,
        series=tuple(
            Series(
                title=_cell(name),
                categories=categories,
                values=f"{shown_table}_{column}",
                colour=colour,
                labels=column == labelled,
            )
            for (column, name), colour in zip_longest(columns, colours, fillvalue="")
        ),
    )
