"""Writes a composed report as slides for trainings and expert meetings: what is said in short, the rest in the notes.

A section is a slide of its first sentences; each table and each picture has a slide of its own, and of a table the rows
and columns that can be read from the back of a room. What is left out is counted on the slide, and stands in the report.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

import pptx
from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from pycore.cells.plain_text import plain_text
from pycore.report.document import (
    Document,
    Grid,
    Heading,
    Mark,
    MarkedLine,
    Paragraph,
    Plate,
    pieces,
    plain,
    with_labels,
)
from pycore.report.slide_fit import FittedTable, first_sentence, fitted_table, fitted_text
from pycore.report.word import CREATED, undated
from pycore.report.words import WORDS

WIDTH_CM, HEIGHT_CM = 33.867, 19.05
SIDE_CM, TOP_CM, BODY_TOP_CM, BODY_CM = 1.6, 0.9, 3.3, 14.0
ROOM_CM = WIDTH_CM - 2 * SIDE_CM
_INK, _GREY, _OPEN, _BLACK = (RGBColor.from_string(c) for c in ("1F3A52", "66727C", "B43C00", "000000"))
_HEAD, _STRIPE = (RGBColor.from_string(c) for c in ("E4ECF2", "F6F8FA"))
_LATIN, _CHINESE = "Arial", "Microsoft YaHei"
_TITLE_LAYOUT, _CONTENT_LAYOUT, _PLAIN_LAYOUT = 0, 1, 5
_FOOT = 80
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""Office's name for a table without a style of its own."""


def pptx_bytes(document: Document) -> bytes:
    """Write a report as .pptx and return the bytes; the same report gives the same bytes."""
    return _Slides(document).write()


@dataclass(slots=True)
class _Section:
    """A heading with what stands below it, up to the next heading."""

    heading: Heading
    paragraphs: list[Paragraph] = field(default_factory=list)
    shown: list[Grid | Plate] = field(default_factory=list)
    inner: list[Heading] = field(default_factory=list)


def sections_of(document: Document) -> list[_Section]:
    """Cut a report at its headings; a heading knows those directly below it."""
    found: list[_Section] = []
    for block in document.blocks:
        match block:
            case Heading():
                above = next((s for s in reversed(found) if s.heading.level < block.level), None)
                if above is not None and above.heading.level == block.level - 1:
                    above.inner.append(block)
                found.append(_Section(block))
            case Paragraph():
                if found:
                    found[-1].paragraphs.append(block)
            case Grid() | Plate():
                if found:
                    found[-1].shown.append(block)
    return found


class _Slides:
    """Writes one document to slides."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.labels = document.labels
        self.deck = pptx.Presentation()
        self.deck.slide_width, self.deck.slide_height = Cm(WIDTH_CM), Cm(HEIGHT_CM)

    def write(self) -> bytes:
        """Write the title, the contents and a few slides for each section, and return the bytes of the file."""
        self._properties()
        self._places()
        self._title()
        sections = sections_of(self.document)
        self._contents([s.heading for s in sections if s.heading.level == 1])
        for section in sections:
            self._section(section)
        self._footers()
        buffer = io.BytesIO()
        self.deck.save(buffer)
        return undated(buffer.getvalue())

    def say(self, key: str, **values: object) -> str:
        return WORDS[key].format(**values)[self.document.language]

    def _properties(self) -> None:
        properties = self.deck.core_properties
        properties.title, properties.subject = plain_text(self.document.title), plain_text(self.document.subject)[:255]
        properties.author = plain_text(self.document.author)[:255]
        properties.created = properties.modified = CREATED
        properties.last_modified_by = self.document.program
        properties.language = "zh-CN" if self.document.language == "zh" else "en-GB"

    def _places(self) -> None:
        """Move what the layouts hold to the wide format, so that whoever adds a slide finds it in place."""
        for number in (_CONTENT_LAYOUT, _PLAIN_LAYOUT):
            for one in list[Any](self.deck.slide_layouts[number].placeholders):
                if one.placeholder_format.type in (1, 3):  # a title, centred or not
                    _at(one, SIDE_CM, TOP_CM, ROOM_CM, 2.1)
                elif one.placeholder_format.idx == 1:
                    _at(one, SIDE_CM, BODY_TOP_CM, ROOM_CM, BODY_CM)
        title, subtitle = list(self.deck.slide_layouts[_TITLE_LAYOUT].placeholders)[:2]
        _at(title, SIDE_CM, 4.6, ROOM_CM, 4.2)
        _at(subtitle, SIDE_CM, 9.3, ROOM_CM, 4.0)

    # --- slides ---

    def _slide(self, layout: int, title: str, size: float = 26) -> Any:
        """Add a slide with its title."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[layout])
        frame = slide.shapes.title.text_frame
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        self._line(paragraph, pieces(title), size, bold=True, colour=_INK)
        return slide

    def _title(self) -> None:
        document = self.document
        slide = self._slide(_TITLE_LAYOUT, document.title, 36)
        frame = slide.placeholders[1].text_frame
        said = [line for line in (document.subject, document.author) if line] + [document.program]
        for number, line in enumerate(said):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.LEFT
            self._line(paragraph, pieces(line), 22 if line != document.program else 14, colour=_GREY)

    def _contents(self, headings: list[Heading]) -> None:
        lines = [pieces(f"{h.number}  {h.text}") for h in headings]
        self._text(self._slide(_CONTENT_LAYOUT, self.say("contents")), lines, dots=False)

    def _section(self, section: _Section) -> None:
        """Write the slide of a section, and one for each of its tables and pictures."""
        heading = section.heading
        title = f"{heading.number}  {heading.text}"
        said = [first_sentence(p.line, self.labels) for p in section.paragraphs]
        if said or section.inner:
            slide = self._slide(_CONTENT_LAYOUT, title)
            self._text(slide, said or [pieces(f"{h.number}  {h.text}") for h in section.inner], dots=bool(said))
            self._note(slide, [p.line for p in section.paragraphs])
        for block in section.shown:
            if isinstance(block, Grid):
                self._table(block, title)
            else:
                self._picture(block, title)

    def _text(self, slide: Any, lines: list[MarkedLine], dots: bool) -> None:
        """Write lines as large as they fit; what does not fit even in small letters is counted."""
        kept, size, left = fitted_text(lines, ROOM_CM - 1.5, BODY_CM)
        frame = slide.placeholders[1].text_frame
        frame.word_wrap = True
        if left:
            kept = [*kept, pieces(self.say("more_said_in_report", count=left))]
        for number, line in enumerate(kept):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(size / 2)
            if not dots:
                _undotted(paragraph)
            self._line(paragraph, line, size)

    def _table(self, grid: Grid, above: str) -> None:
        """Write the part of a table that can be read on a slide, and say how much of it that is."""
        fitted = fitted_table(grid, ROOM_CM, BODY_CM - 1.0)
        slide = self._slide(_PLAIN_LAYOUT, f"{grid.label}  {plain(grid.caption)}", 22)
        self._above(slide, above)
        shape = slide.shapes.add_table(
            1 + len(fitted.rows), len(fitted.heads), Cm(SIDE_CM), Cm(BODY_TOP_CM), Cm(sum(fitted.widths)), Cm(1)
        )
        table = shape.table
        shape._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
        table.horz_banding = False
        for column, width in zip(table.columns, fitted.widths, strict=True):
            column.width = Cm(width)
        for number, head in enumerate(fitted.heads):
            unit = pieces(self.say("brackets", text=plain(head.unit))) if head.unit else ()
            self._cell(table.cell(0, number), (*head.title, *unit), fitted.size, PP_ALIGN.CENTER, _HEAD, bold=True)
        for row, cells in enumerate(fitted.rows, 1):
            last = grid.total and row == len(fitted.rows)
            for number, cell in enumerate(cells):
                aligned = PP_ALIGN.RIGHT if cell.number else PP_ALIGN.LEFT
                fill = _HEAD if last else _STRIPE if row % 2 == 0 else None
                self._cell(table.cell(row, number), cell.line, fitted.size, aligned, fill, bold=last)
        for row, height in zip(table.rows, fitted.heights, strict=True):
            row.height = Cm(height)
        self._left_out(slide, fitted)
        self._note(slide, list(grid.notes))

    def _left_out(self, slide: Any, fitted: FittedTable) -> None:
        """Say below a table what of it is not on the slide."""
        said = [
            self.say(key, count=count)
            for key, count in (
                ("more_rows_in_report", fitted.rows_left),
                ("more_columns_in_report", fitted.columns_left),
            )
            if count
        ]
        if said:
            box = slide.shapes.add_textbox(Cm(SIDE_CM), Cm(BODY_TOP_CM + BODY_CM - 0.9), Cm(ROOM_CM), Cm(0.9))
            self._line(box.text_frame.paragraphs[0], pieces(self.say("list_comma").join(said)), 14, colour=_GREY)

    def _picture(self, plate: Plate, above: str) -> None:
        """Write a picture as large as there is room for."""
        slide = self._slide(_PLAIN_LAYOUT, f"{plate.label}  {plain(plate.caption)}", 22)
        self._above(slide, above)
        scale = min(ROOM_CM / plate.width_cm, BODY_CM / plate.height_cm)
        width, height = plate.width_cm * scale, plate.height_cm * scale
        picture = slide.shapes.add_picture(
            io.BytesIO(plate.png), Cm((WIDTH_CM - width) / 2), Cm(BODY_TOP_CM), Cm(width), Cm(height)
        )
        picture._element.nvPicPr.cNvPr.set("descr", plain_text(plate.told))
        self._note(slide, list(plate.notes))

    def _above(self, slide: Any, text: str) -> None:
        """Say above a table or a picture which section it belongs to."""
        box = slide.shapes.add_textbox(Cm(SIDE_CM), Cm(0.35), Cm(ROOM_CM), Cm(0.8))
        self._line(box.text_frame.paragraphs[0], pieces(text), 14, colour=_GREY)

    def _note(self, slide: Any, lines: list[MarkedLine]) -> None:
        """Write the notes of a slide: all that the report says here, and where the numbers come from."""
        said = [plain(with_labels(line, self.labels)) for line in lines]
        if said:
            slide.notes_slide.notes_text_frame.text = plain_text("\n".join(said))

    def _footers(self) -> None:
        """Number the slides behind the title."""
        for number, slide in enumerate(self.deck.slides, 1):
            if number > 1:
                box = slide.shapes.add_textbox(Cm(SIDE_CM), Cm(HEIGHT_CM - 1.1), Cm(ROOM_CM), Cm(0.8))
                paragraph = box.text_frame.paragraphs[0]
                paragraph.alignment = PP_ALIGN.RIGHT
                said = "  ".join(part for part in (_short(self.document.subject), str(number)) if part)
                self._line(paragraph, pieces(said), 12, colour=_GREY)

    # --- letters ---

    def _cell(
        self, cell: Any, line: MarkedLine, size: float, aligned: Any, fill: RGBColor | None, bold: bool = False
    ) -> None:
        """Write a cell of a table."""
        cell.margin_left = cell.margin_right = Cm(0.12)
        cell.margin_top = cell.margin_bottom = Cm(0.06)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        cell.text_frame.word_wrap = True
        if fill is None:
            cell.fill.background()
        else:
            cell.fill.solid()
            cell.fill.fore_color.rgb = fill
        paragraph = cell.text_frame.paragraphs[0]
        paragraph.alignment = aligned
        self._line(paragraph, line, size, bold=bold)

    def _line(
        self, paragraph: Any, line: MarkedLine, size: float, bold: bool = False, colour: RGBColor | None = None
    ) -> None:
        """Write the pieces of a line, each with its letters."""
        for piece in with_labels(line, self.labels):
            text = piece.text
            if not text:
                continue
            run = paragraph.add_run()
            run.text = plain_text(" ".join(text.splitlines()) if "\n" in text or "\r" in text else text)
            run.font.size, run.font.bold = Pt(size), bold
            run.font.color.rgb = _OPEN if piece.mark is Mark.OPEN else colour or _BLACK
            properties = run._r.get_or_add_rPr()
            properties.set("lang", "zh-CN" if self.document.language == "zh" else "en-GB")
            if piece.mark is Mark.LOWERED:
                properties.set("baseline", "-25000")
            for tag, name in (("a:latin", _LATIN), ("a:ea", _CHINESE)):
                etree.SubElement(properties, qn(tag)).set("typeface", name)


def _at(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = Cm(left), Cm(top), Cm(width), Cm(height)


def _short(text: str) -> str:
    """A text for the foot of a slide."""
    return text if len(text) <= _FOOT else text[: _FOOT - 1].rstrip() + "…"


def _undotted(paragraph: Any) -> None:
    """Take the dot of a list away."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    etree.SubElement(properties, qn("a:buNone"))
