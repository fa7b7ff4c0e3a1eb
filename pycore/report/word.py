"""Writes a composed report as a Word file that people go on editing: real headings, fields for every number."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from functools import cached_property
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from pycore.report.column_widths import column_widths
from pycore.report.document import Document, Grid, Heading, Mark, MarkedLine, MarkedPiece, Paragraph, Plate
from pycore.report.orientation import on_landscape_pages, text_width
from pycore.report.word_marks import CHAPTER, remember
from pycore.report.word_parts import bookmark, bordered, element, field, put
from pycore.report.word_styles import (
    BODY,
    CAPTION,
    CELL,
    CONTENTS,
    HEADINGS,
    ITEM,
    NOTE,
    PICTURE,
    prepare,
)
from pycore.report.words import WORDS

THICK, THIN = 1.5, 0.75
# The one date in the file: a report is the same bytes whenever it is written from the same workbook.
CREATED = datetime.datetime(2026, 1, 1)
# Characters that XML cannot hold; a cell of a workbook may.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def docx_bytes(document: Document) -> bytes:
    """Write a report as .docx and return the bytes; the same report gives the same bytes."""
    return _Writer(document).write()


class _Writer:
    """Writes one document to Word; it counts headings and bookmarks."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.word = docx.Document()
        self.headings = 0
        self.marks = 0

    def write(self) -> bytes:
        """Write title, contents and all blocks, and return the bytes of the file."""
        prepare(self.word, self.document)
        self.word.core_properties.created = self.word.core_properties.modified = CREATED
        self._paragraph("Title", self.document.title)
        if self.document.subject:
            self._paragraph("Subtitle", self.document.subject)
        self._contents()
        blocks = self.document.blocks
        for block, landscape in zip(blocks, on_landscape_pages(blocks), strict=True):
            self._turn(landscape)
            before = self._last()
            match block:
                case Heading():
                    self._heading(block)
                case Paragraph():
                    self._text(block)
                case Grid():
                    self._grid(block)
                case Plate():
                    self._plate(block)
            if block.mark:
                self._enclose(before.getnext(), block.mark)
        self._turn(False)
        remember(self.word, [block.mark for block in self.document.blocks if block.mark])
        remember(self.word, [self.document.chapter], CHAPTER)
        buffer = io.BytesIO()
        self.word.save(buffer)
        return undated(buffer.getvalue())

    def _last(self) -> Any:
        """The last block of the file so far."""
        return next(e for e in reversed(self.word.element.body) if e.tag != qn("w:sectPr"))

    def _enclose(self, first: Any, name: str) -> None:
        """Put a bookmark around the blocks from `first` on, by which they are found again."""
        number, last = self._mark(), self._last()
        start, end = element("bookmarkStart", id=number, name=name), element("bookmarkEnd", id=number)
        properties = first.find(qn("w:pPr"))
        if properties is None:
            first.insert(0, start)
        else:
            properties.addnext(start)
        if last.tag == qn("w:p"):
            last.append(end)
        else:
            last.addnext(end)

    def _turn(self, landscape: bool) -> None:
        """Begin a page of the other format where the present one is not that asked for."""
        section = self.word.sections[-1]
        if landscape == (section.orientation == WD_ORIENT.LANDSCAPE):
            return
        height, width = section.page_height, section.page_width
        turned = self.word.add_section(WD_SECTION.NEW_PAGE)
        turned.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        turned.page_width, turned.page_height = height, width
        # The paragraph that ends the section before takes no room, or it may ask for a page of its own.
        ending = self._last()
        ending.pPr.insert(0, element("spacing", before=0, after=0, line=20, lineRule="exact"))

    @cached_property
    def labels(self) -> dict[str, str]:
        return self.document.labels

    @cached_property
    def cell_style(self) -> str:
        """The id of the style of cells: looking it up for each cell took two thirds of the time of a report."""
        return str(self.word.styles[CELL].style_id)

    # --- text ---

    def _paragraph(self, style: str, text: str = "") -> Any:
        """Add a paragraph of a style, with a text where one is given."""
        paragraph = self.word.add_paragraph(style=style)
        if text:
            self._run(paragraph, text)
        return paragraph

    def _run(self, paragraph: Any, text: str) -> Any:
        """Add a piece of text; the marks that both scripts have (quotes, dashes, ±) are East Asian in Chinese."""
        run = paragraph.add_run(_FORBIDDEN.sub("�", text))
        if self.document.language == "zh" and not text.isascii():
            run._r.get_or_add_rPr().insert(0, element("rFonts", hint="eastAsia"))
        return run

    def _line(self, paragraph: Any, line: MarkedLine) -> None:
        """Write the pieces of a line; a reference is a field that Word keeps up to date."""
        for piece in line:
            if piece.mark is Mark.REFERENCE:
                # A reference that Word keeps up to date; without its target it is plain text.
                if piece.text in self.labels:
                    field(paragraph, f"REF {_anchor(piece.text)} \\h", self.labels[piece.text])
                continue
            run = self._run(paragraph, piece.text)
            if piece.mark is Mark.LOWERED:
                run.font.subscript = True
            elif piece.mark is Mark.OPEN:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def _text(self, block: Paragraph) -> None:
        """Write a paragraph, with a dot before a listed one."""
        paragraph = self._paragraph(ITEM if block.listed else BODY)
        if block.listed:
            paragraph.add_run("• ")
        self._line(paragraph, block.line)

    def _heading(self, block: Heading) -> None:
        paragraph = self._paragraph(HEADINGS[min(block.level, len(HEADINGS)) - 1], block.text)
        bookmark(paragraph.runs[0], paragraph.runs[-1], _heading_anchor(self.headings), self._mark())
        self.headings += 1

    def _mark(self) -> int:
        self.marks += 1
        return self.marks

    # --- table of contents ---

    def _contents(self) -> None:
        """Write a TOC field with its entries in it; page numbers come when Word updates the field (F9)."""
        self._paragraph(CONTENTS[0], WORDS["contents"][self.document.language])
        headings = [b for b in self.document.blocks if isinstance(b, Heading)]
        for i, heading in enumerate(headings):
            paragraph = self._paragraph(CONTENTS[min(heading.level, len(HEADINGS))])
            if i == 0:
                paragraph.add_run()._r.append(element("fldChar", fldCharType="begin"))
                code = element("instrText")
                code.set(qn("xml:space"), "preserve")
                code.text = ' TOC \\o "1-3" \\h \\z \\u '
                paragraph.add_run()._r.append(code)
                paragraph.add_run()._r.append(element("fldChar", fldCharType="separate"))
            link = element("hyperlink", anchor=_heading_anchor(i), history=1)
            link.append(self._run(paragraph, f"{heading.number} {heading.text}")._r)
            paragraph._p.append(link)
            if i == len(headings) - 1:
                paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))

    # --- numbered blocks ---

    def _caption(self, block: Grid | Plate) -> Any:
        """Write a caption whose number is a field, with a bookmark that references lead to."""
        paragraph = self._paragraph(CAPTION)
        word, number = block.label.rsplit(" ", 1)
        first = self._run(paragraph, f"{word} ")
        runs = field(paragraph, f"SEQ {word} \\* ARABIC", number)
        bookmark(first, runs[-1], _anchor(block.key), self._mark())
        self._run(paragraph, "  ")
        self._line(paragraph, block.caption)
        return paragraph

    def _notes(self, notes: tuple[MarkedLine, ...]) -> None:
        for note in notes:
            self._line(self._paragraph(NOTE), note)

    def _grid(self, block: Grid) -> None:
        """Write a table under its caption, its columns as wide as what they hold asks for."""
        self._caption(block)
        widths, size = column_widths(block, text_width(block))
        table = self.word.add_table(rows=1 + len(block.rows), cols=len(block.heads))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        _margins(table)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(element("cantSplit"))
        # The head is repeated on every page that the table reaches.
        table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
        lines = [list(row.cells) for row in table.rows]
        for cells in lines:
            for cell, width in zip(cells, widths, strict=True):
                cell.width = Cm(width)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for cell, head in zip(lines[0], block.heads, strict=True):
            self._cell(cell, head.title, size, WD_ALIGN_PARAGRAPH.CENTER)
            if head.unit:
                self._unit(cell.paragraphs[0], head.unit, size)
            bordered(cell, top=THICK, bottom=THIN)
        for cells, values in zip(lines[1:], block.rows, strict=True):
            for cell, value in zip(cells, values, strict=True):
                right = WD_ALIGN_PARAGRAPH.RIGHT if value.number else WD_ALIGN_PARAGRAPH.LEFT
                self._cell(cell, value.line, size, right)
        last = len(lines) - 1
        for cell in lines[last]:
            bordered(cell, bottom=THICK, **({"top": THIN} if block.total else {}))
            # The note below stays on the page of the last row.
            cell.paragraphs[0].paragraph_format.keep_with_next = bool(block.notes)
        self._notes(block.notes)

    def _cell(self, cell: Any, line: MarkedLine, size: float, alignment: Any) -> None:
        """Write a cell of a table with its type size in points and its alignment."""
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph._p.style = self.cell_style
        paragraph.alignment = alignment
        self._line(paragraph, line)
        _sized(paragraph, size)

    def _unit(self, paragraph: Any, unit: MarkedLine, size: float) -> None:
        """Write a unit in brackets on a line of its own."""
        opening, closing = ("（", "）") if self.document.language == "zh" else ("(", ")")
        paragraph.add_run().add_break()
        self._line(paragraph, (MarkedPiece(opening), *unit, MarkedPiece(closing)))
        _sized(paragraph, size)

    def _plate(self, block: Plate) -> None:
        """Write a picture with its description for those who cannot see it, and its caption below."""
        paragraph = self._paragraph(PICTURE)
        picture = paragraph.add_run().add_picture(io.BytesIO(block.png), width=Cm(block.width_cm))
        described = picture._inline.docPr
        described.set("descr", block.told)
        described.set("name", block.label)
        self._caption(block).paragraph_format.keep_with_next = False
        self._notes(block.notes)


def _sized(paragraph: Any, size: float) -> None:
    for run in paragraph.runs:
        run.font.size = Pt(size)


def _margins(table: Any) -> None:
    """Let cells have little room at their sides, so that numbers fit, and some above and below."""
    rooms = {"top": 20, "left": 50, "bottom": 20, "right": 50}
    sides = [element(side, w=room, type="dxa") for side, room in rooms.items()]
    put(table._tbl.tblPr, element("tblCellMar", *sides))


def _anchor(key: str) -> str:
    return f"_Ref_{key}"[:40]


def _heading_anchor(number: int) -> str:
    return f"_Toc_{number:04d}"


def undated(data: bytes) -> bytes:
    """Pack the parts of a file again with one date, so that the same parts are the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, CREATED.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
