"""What lies on a sheet: comments, shapes of older programs, and charts without a drawing of their own."""

from __future__ import annotations

import pytest

from pycore.findings.finding import Finding, Severity
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.template.fingerprint import compare_template
from tests.review.mutations.clean import clean
from tests.review.mutations.editing import RELATIONS, with_parts

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def note(visible: str, kind: str = "Note") -> str:
    return (
        f'<v:shape><x:ClientData ObjectType="{kind}">{visible}<x:Anchor>1, 15, 6, 2, 3, 54, 9, 9</x:Anchor>'
        "<x:Row>7</x:Row><x:Column>2</x:Column></x:ClientData></v:shape>"
    )


def with_comment(shape: str) -> list[Finding]:
    """The example with a comment on a ledger; its shape is what a VML drawing says of it."""
    package = clean("example-zh").package
    part = package.sheet("化石燃料").part
    rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
    data = with_parts(
        package,
        {
            rels: f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{RELATIONS}/comments" Target="../comments1.xml"/>'
            f'<Relationship Id="r2" Type="{RELATIONS}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/></Relationships>'.encode(),
            "xl/comments1.xml": f'<comments xmlns="{_MAIN}"><commentList><comment ref="C8" authorId="0"/></commentList></comments>'.encode(),
            "xl/drawings/vmlDrawing1.vml": f'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><br>{shape}</xml>'.encode(),
        },
    )  # fmt: skip
    return list(compare_template(Book.open(Package.read(data).data)).findings)


def test_a_comment_that_shows_when_asked_is_a_note() -> None:
    found = with_comment(note(""))
    assert [(f.rule, f.severity, f.cell) for f in found] == [("template-comments-added", Severity.NOTE, "C8")]


@pytest.mark.parametrize("shape", [note("<x:Visible/>"), note("<x:Visible>True</x:Visible>"), note("", "Rect")])
def test_a_comment_that_is_always_shown_and_a_shape_cover_cells(shape: str) -> None:
    found = [f for f in with_comment(shape) if f.rule == "template-drawing-added"]
    assert [(f.severity, f.cell) for f in found] == [(Severity.WARNING, "B7:D10")]


def test_a_comment_that_says_it_is_not_shown_is_a_note() -> None:
    assert [f.severity for f in with_comment(note("<x:Visible>False</x:Visible>"))] == [Severity.NOTE]
