"""Writes a composed report as one page: it opens offline, asks for nothing, and prints on A4."""

from __future__ import annotations

import base64

from markupsafe import Markup

from pycore.pages import environment, resource
from pycore.report.column_widths import column_widths
from pycore.report.document import Document, Grid, Heading, Mark, MarkedLine, Paragraph, Plate
from pycore.report.words import WORDS

_PACKAGE = "pycore.report"
ROOM_CM = 21.0
"""How wide the text of the page is at most, as its style sheet says."""
# No script, no request: pictures are in the page.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def html_text(document: Document) -> str:
    """Write a report as HTML, to be saved as UTF-8; the same report gives the same page."""
    page = (
        environment(_PACKAGE)
        .get_template("report.html.j2")
        .render(
            document=document,
            language="zh-CN" if document.language == "zh" else "en",
            policy=POLICY,
            style=Markup(resource(_PACKAGE, "report.css")),
            contents=WORDS["contents"][document.language],
            brackets=("（", "）") if document.language == "zh" else ("(", ")"),
            headings=[b for b in document.blocks if isinstance(b, Heading)],
            kind=_kind,
            marked=lambda line: _marked(line, document.labels),
            source=_source,
            widths=_widths,
        )
    )
    # A lone surrogate, which a workbook can smuggle in, cannot be written as UTF-8.
    return page.encode("utf-8", "replace").decode()


def _kind(block: object) -> str:
    kinds = {Heading: "heading", Paragraph: "paragraph", Grid: "grid", Plate: "plate"}
    return kinds[type(block)]


def _marked(line: MarkedLine, labels: dict[str, str]) -> Markup:
    return Markup("").join(_piece(piece.text, piece.mark, labels) for piece in line)


def _piece(text: str, mark: Mark, labels: dict[str, str]) -> Markup:
    """Write a piece of a line as HTML; text is escaped."""
    match mark:
        case Mark.LOWERED:
            return Markup("<sub>{}</sub>").format(text)
        case Mark.OPEN:
            return Markup("<mark>{}</mark>").format(text)
        case Mark.REFERENCE:
            # A reference whose table is not there is left out, as in Word.
            return Markup('<a href="#{}">{}</a>').format(text, labels[text]) if text in labels else Markup("")
    return Markup.escape(text)


def _widths(grid: Grid) -> tuple[list[str], float]:
    """The columns in percent of the table, and the type size in points."""
    widths, size = column_widths(grid, ROOM_CM)
    return [f"{100 * width / ROOM_CM:.2f}%" for width in widths], size


def _source(plate: Plate) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(plate.svg).decode()
