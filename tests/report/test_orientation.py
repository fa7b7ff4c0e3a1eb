"""What stands on pages of landscape format: wide tables, and the headings and the short text that lead to them."""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.section import WD_ORIENT

from pycore.language import Language
from pycore.report.document import Grid, GridCell, Head, Heading, Paragraph, pieces
from pycore.report.orientation import on_landscape_pages
from pycore.report.word import docx_bytes
from tests.report.samples import example_document


def table(landscape: bool) -> Grid:
    rows = ((GridCell(pieces("x")),),)
    return Grid(key="t", caption=pieces("t"), heads=(Head(pieces("h")),), rows=rows, landscape=landscape)


CHAPTER, SECTION = Heading(1, "7", "Measures"), Heading(2, "7.1", "Measures compared")
SHORT, LONG = Paragraph(pieces("See Table 1.")), Paragraph(pieces("long words " * 120))


@pytest.mark.parametrize(
    ("blocks", "turned"),
    [
        ([CHAPTER, SECTION, SHORT, table(True)], "1111"),
        ([SHORT, SECTION, SHORT, SHORT, table(True), SHORT], "011110"),
        ([SECTION, LONG, table(True)], "001"),
        ([table(False), SHORT, table(True)], "001"),
        ([SECTION, SHORT, table(False)], "000"),
        ([table(True), SECTION, SHORT, table(True)], "1111"),
        ([SECTION, table(False), SHORT, table(True)], "0001"),
    ],
)
def test_what_leads_to_a_wide_table_goes_with_it(blocks: list[Heading | Paragraph | Grid], turned: str) -> None:
    assert "".join(str(int(one)) for one in on_landscape_pages(blocks)) == turned


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_part_of_the_report_is_a_heading_alone(language: Language) -> None:
    """The heading "NOx and methane" was a page of its own, before one of landscape format."""
    word = docx.Document(io.BytesIO(docx_bytes(example_document(language))))
    parts = [list(section.iter_inner_content()) for section in word.sections]
    styles = [[getattr(block.style, "name", "") for block in part] for part in parts]
    alone = [names for names in styles if all(name.startswith("Heading") for name in names if name != "Normal")]
    assert alone == []
    assert sum(section.orientation == WD_ORIENT.LANDSCAPE for section in word.sections) >= 3
