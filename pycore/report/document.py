"""A report that is composed and not yet written: headings, paragraphs, numbered tables and pictures, as values.

Word and HTML are two ways to write the same document, so they cannot say different things.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from pycore.equations.chemical_formulas import LOWERED
from pycore.language import Language


class Mark(Enum):
    """How a piece of a line is written."""

    PLAIN = "plain"
    LOWERED = "lowered"
    OPEN = "open"
    """Something is missing here: it must be seen before the report is handed in."""
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A piece of a line; of a reference, `text` is the key of the table or picture."""

    text: str
    mark: Mark = Mark.PLAIN


MarkedLine = tuple[MarkedPiece, ...]

_MINUS = re.compile(r"(?<![\w-])-(?=\d)")


def pieces(text: str) -> MarkedLine:
    """Split a text so that the figures of chemical formulas are lowered; put together it is the same text."""
    found: list[MarkedPiece] = []
    end = 0
    for match in LOWERED.finditer(text):
        if match.start() > end:
            found.append(MarkedPiece(text[end : match.start()]))
        found.append(MarkedPiece(match[0], Mark.LOWERED))
        end = match.end()
    if text[end:]:
        found.append(MarkedPiece(text[end:]))
    return tuple(found)


def running(text: str) -> MarkedLine:
    """Split a text of a sentence: a minus sign before a number is a true one, which no line breaks after."""
    return pieces(_MINUS.sub("−", text))


def plain(line: MarkedLine) -> str:
    """Put a line together as plain text."""
    return "".join(piece.text for piece in line)


def with_labels(line: MarkedLine, labels: Mapping[str, str]) -> MarkedLine:
    """Put labels in the place of references; one whose table is not there is left out."""
    return tuple(MarkedPiece(labels.get(piece.text, "")) if piece.mark is Mark.REFERENCE else piece for piece in line)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `number` is written by Word itself and by us in HTML.

    `mark` is, here and in the blocks below, by what the block is found again in a Word file that a user has edited.
    """

    level: int
    number: str
    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, or one line of a list."""

    line: MarkedLine
    listed: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column with its unit, "" for none."""

    title: MarkedLine
    unit: MarkedLine = ()


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table; numbers stand to the right."""

    line: MarkedLine
    number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A numbered table; its last row is a total where `total` says so. Its label is given where it is placed.

    `landscape` puts it on a page of landscape format.
    """

    key: str
    caption: MarkedLine
    label: str = ""
    heads: tuple[Head, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    notes: tuple[MarkedLine, ...] = ()
    total: bool = False
    landscape: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """A numbered picture, as PNG for Word and as SVG for the page; `told` says in words what it shows."""

    key: str
    caption: MarkedLine
    label: str = ""
    png: bytes
    svg: bytes
    told: str
    width_cm: float
    height_cm: float
    notes: tuple[MarkedLine, ...] = ()
    mark: str = ""


ReportBlock = Heading | Paragraph | Grid | Plate


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A composed report."""

    language: Language
    title: str
    subject: str
    author: str
    program: str
    chapter: str = ""
    """What the workbook calls the report."""
    blocks: tuple[ReportBlock, ...]

    @property
    def labels(self) -> dict[str, str]:
        """The label (表 3, Figure 1) of each table and picture by its key."""
        return {b.key: b.label for b in self.blocks if isinstance(b, Grid | Plate)}

    @property
    def open_points(self) -> list[str]:
        """What is missing in the text, in the order in which it stands there."""
        lines = [line for b in self.blocks for line in _lines(b)]
        return list(dict.fromkeys(p.text for line in lines for p in line if p.mark is Mark.OPEN))


def _lines(block: ReportBlock) -> list[MarkedLine]:
    """Return the lines of a block in which a mark or a reference may stand."""
    match block:
        case Paragraph():
            return [block.line]
        case Grid():
            return [*(cell.line for row in block.rows for cell in row), *block.notes]
        case Plate():
            return list(block.notes)
    return []
