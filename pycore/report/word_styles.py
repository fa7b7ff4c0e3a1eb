"""The look of the Word file: A4, styles with Chinese and Latin fonts, header and footer with page numbers."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from pycore.report.document import Document
from pycore.report.word_parts import HEI, SONG, element, field, numbered_headings, put, set_fonts, underlined
from pycore.report.words import WORDS

HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
BODY, ITEM, CAPTION, NOTE, CELL, PICTURE = (
    "Report Body", "Report Item", "Caption", "Report Note", "Report Cell", "Report Picture",
)  # fmt: skip
CONTENTS = ("Report Contents", "toc 1", "toc 2", "toc 3")
TEXT_WIDTH_CM = 16.0
_BLACK = RGBColor(0, 0, 0)
_CENTRE, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
# Chinese type sizes in points: 小二, 四号, 小四, 五号, 小五.
_XIAO_ER, _SI, _XIAO_SI, _WU, _XIAO_WU = 18, 14, 12, 10.5, 9


def prepare(word: Any, document: Document) -> None:
    """Set page, styles, header, footer and properties of a new Word file."""
    _page(word)
    _styles(word, document)
    numbered_headings(word, HEADINGS)
    _header_and_footer(word, document)
    _properties(word, document)


def _page(word: Any) -> None:
    """Set an A4 page with the margins that leave the width of the text."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21.0 - TEXT_WIDTH_CM) / 2)
    section.top_margin = section.bottom_margin = Cm(2.5)
    section.header_distance = section.footer_distance = Cm(1.5)


def _styles(word: Any, document: Document) -> None:
    """Set fonts and languages of the document's styles."""
    chinese = document.language == "zh"
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    set_fonts(defaults, SONG)
    language = defaults.find(qn("w:lang"))
    if language is not None:
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
    _style(word, "Normal", SONG, _XIAO_SI)
    body = _style(word, BODY, SONG, _XIAO_SI, line=1.5, justified=True)
    if chinese:
        # Two characters, whatever the size: what Chinese paragraphs begin with.
        put(body.element.get_or_add_pPr(), element("ind", firstLineChars=200, firstLine=480))
    else:
        body.paragraph_format.space_after = Pt(6)
    item = _style(word, ITEM, SONG, _XIAO_SI, line=1.5, align=_LEFT)
    item.paragraph_format.left_indent = Cm(0.85)
    item.paragraph_format.first_line_indent = Cm(-0.42)
    _style(word, "Title", HEI, _XIAO_ER, align=_CENTRE, before=6, after=6)
    _style(word, "Subtitle", SONG, _SI, align=_CENTRE, after=12)
    for name, size in zip(HEADINGS, (_SI + 1, _SI, _XIAO_SI), strict=True):
        _style(word, name, HEI, size, before=14 if size > _SI else 9, after=6, keep=True)
    _style(word, CAPTION, HEI, _WU, align=_CENTRE, before=6, after=3, keep=True)
    _style(word, NOTE, SONG, _XIAO_WU, before=2, after=8)
    _style(word, CELL, SONG, _XIAO_WU)
    _style(word, PICTURE, SONG, _XIAO_WU, align=_CENTRE, before=6, keep=True)
    _style(word, "Header", SONG, _XIAO_WU, align=_CENTRE)
    _style(word, "Footer", SONG, _XIAO_WU, align=_CENTRE)
    _style(word, CONTENTS[0], HEI, _SI, align=_CENTRE, before=6, after=6, keep=True)
    for level, name in enumerate(CONTENTS[1:]):
        style = _style(word, name, SONG, _WU, line=1.25)
        style.paragraph_format.left_indent = Cm(0.75 * level)
        style.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _style(
    word: Any, name: str, east_asian: str, size: float, *, align: Any = None, line: float = 1.0, before: float = 0,
    after: float = 0, keep: bool = False, justified: bool = False,
) -> Any:  # fmt: skip
    """Give a paragraph style its fonts, size and spacing; make it where there is none of that name."""
    style = word.styles[name] if name in word.styles else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name not in ("Normal", *HEADINGS):
        style.base_style = word.styles["Normal"]
    for old in style.element.findall(qn("w:pPr")):
        style.element.remove(old)
    set_fonts(style.element.get_or_add_rPr(), east_asian)
    style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
    style.font.color.rgb = _BLACK
    style.hidden, style.quick_style = False, True
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    layout.line_spacing = line
    layout.keep_with_next = keep
    layout.widow_control = True
    if align is not None or justified:
        layout.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if justified else align
    if name in HEADINGS:
        put(style.element.get_or_add_pPr(), element("outlineLvl", val=HEADINGS.index(name)))
    return style


def _header_and_footer(word: Any, document: Document) -> None:
    """Put the subject at the head of the pages and their numbers at the foot."""
    section = word.sections[0]
    header = section.header.paragraphs[0]
    header.style = word.styles["Header"]
    header.add_run(document.subject or document.title)
    underlined(header, "bottom")
    footer = section.footer.paragraphs[0]
    footer.style = word.styles["Footer"]
    before, between, after = WORDS["page"].format(page="\n", pages="\n")[document.language].split("\n")
    footer.add_run(before)
    field(footer, "PAGE", "1")
    footer.add_run(between)
    field(footer, "NUMPAGES", "1")
    footer.add_run(after)


def _properties(word: Any, document: Document) -> None:
    """Set title, subject, author and program in the properties of the file."""
    known = word.core_properties
    known.title, known.subject, known.author = (
        document.title,
        document.subject,
        document.author or document.program,
    )
    known.comments, known.keywords, known.last_modified_by = document.program, "", document.program
    known.language = "zh-CN" if document.language == "zh" else "en"
