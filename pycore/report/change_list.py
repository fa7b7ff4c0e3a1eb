"""The list of what was changed since an earlier workbook, as an annex of the report for a meeting of experts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pycore.language import Language, Text
from pycore.report.document import Grid, GridCell, Head, Heading, Paragraph, ReportBlock, pieces
from pycore.report.marks import HEADING, block_mark, section_mark
from pycore.report.words import WORDS

CHANGES = "change_list"
"""What references call the table by."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was changed: of what kind, what and in which cell, before and after, and by how much."""

    kind: Text
    what: Text
    cell: str
    old: Text
    new: Text
    by: Text


@dataclass(frozen=True, slots=True)
class ChangeList:
    """What was changed between two workbooks.

    Attributes:
        earlier: name of the file that the present one is held against.
    """

    earlier: str
    changes: tuple[Change, ...]


def change_blocks(found: ChangeList, number: int, language: Language) -> Iterator[ReportBlock]:
    """Yield the annex: heading, sentence and table, without a label; the sentence alone where nothing was changed."""
    mark = section_mark("/Changes")
    yield Heading(1, str(number), WORDS["change_title"][language], mark=f"{mark}{HEADING}")
    said = WORDS["change_said" if found.changes else "no_changes"]
    yield Paragraph(pieces(said.format(file=found.earlier)[language]), mark=f"{mark}_1")
    if found.changes:
        yield _grid(found.changes, language)


def _grid(changes: tuple[Change, ...], language: Language) -> Grid:
    """Compose the table of changes, numbered for the meeting to name them by."""
    heads = ("change_number", "change_kind", "change_of", "change_cell", "change_before", "change_after", "change_by")
    rows = [
        (
            str(i), change.kind[language], change.what[language], change.cell, change.old[language] or "–",
            change.new[language] or "–", change.by[language],
        )
        for i, change in enumerate(changes, 1)
    ]  # fmt: skip
    return Grid(
        key=CHANGES,
        caption=pieces(WORDS["changes_table"][language]),
        heads=tuple(Head(pieces(WORDS[head][language])) for head in heads),
        rows=tuple(tuple(GridCell(pieces(text), number=i == 0) for i, text in enumerate(row)) for row in rows),
        mark=block_mark(CHANGES),
    )
