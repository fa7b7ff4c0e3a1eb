"""References: where a table or picture was left out, the sentence names the sheet of the workbook instead."""

from __future__ import annotations

from typing import Any

import pytest

from pycore.language import Language, Text
from pycore.report.document import Document, Mark, MarkedLine, MarkedPiece, Paragraph, pieces
from pycore.report.html import html_text
from pycore.report.sentences import pointed
from pycore.sheets.chapter import ChartOf, FactorsInUse, MethodsInUse, PanelOf, Part, Prose, TableOf
from tests.report.conftest import Made
from tests.report.samples import MAP

SHEETS = {"a": Text("甲", "A"), "b": Text("甲", "A"), "c": Text("丙", "C")}
ROWS: list[dict[str, Any]] = [{"name": "甲", "kind": "电力", "x": 1, "y": 1, "amount": 30}]
PARTS: tuple[Part, ...] = (
    TableOf(table="places"),
    TableOf(table="places", key="again", title=Text("又一表", "Again")),
    PanelOf(panel="cover", fields=("subject", "author")),
    ChartOf(chart="amounts"),
    MAP,
    MethodsInUse(title=Text("方法", "Methods")),
    FactorsInUse(title=Text("因子", "Factors")),
)


def said(document: Document) -> str:
    """The first paragraph, with labels in place of references."""
    paragraph = next(b for b in document.blocks if isinstance(b, Paragraph))
    return "".join(document.labels[p.text] if p.mark is Mark.REFERENCE else p.text for p in paragraph.line)


def line(template: str) -> MarkedLine:
    """A line with a reference for each key in #."""
    found: list[MarkedPiece] = []
    for i, part in enumerate(template.split("#")):
        found += [MarkedPiece(part, Mark.REFERENCE)] if i % 2 else pieces(part)
    return tuple(found)


def written(template: str, there: set[str], language: Language) -> str:
    pointing = pointed(line(template), there, SHEETS, language)
    return "".join(f"<{p.text}>" if p.mark is Mark.REFERENCE else p.text for p in pointing)


@pytest.mark.parametrize(
    ("template", "there", "language", "wanted"),
    [
        ("见#a#、#b#和#c#。", {"a", "b", "c"}, "zh", "见<a>、<b>和<c>。"),
        ("见#a#。", set(), "zh", "见工作簿“甲”表。"),
        ("见#a#和#c#。", {"a"}, "zh", "见<a>和工作簿“丙”表。"),
        ("见#a#、#b#和#c#。", {"c"}, "zh", "见工作簿“甲”表和<c>。"),
        ("见#a#、#b#和#c#。", set(), "zh", "见工作簿“甲”表和工作簿“丙”表。"),
        ("见#a#、#x#和#c#。", set(), "zh", "见工作簿“甲”表、工作簿和工作簿“丙”表。"),
        ("数见#a#，图见#b#。", {"a"}, "zh", "数见<a>，图见工作簿“甲”表。"),
        ("See #a#; #c# has CO2.", set(), "en", "See the sheet A of the workbook; the sheet C of the workbook has CO2."),
        ("#a# has it. #c# too.", set(), "en", "The sheet A of the workbook has it. The sheet C of the workbook too."),
        ("#a# and #b# have it.", set(), "en", "The tables and charts on the sheet A of the workbook have it."),
        ("#a#, #b# and #c# have it.", {"b"}, "en", "The sheet A of the workbook, <b> and the sheet C of the workbook have it."),
        ("#x# has it.", set(), "en", "The workbook has it."),
        ("#c# and #a# have it.", {"c"}, "en", "<c> and the sheet A of the workbook have it."),
    ],
)  # fmt: skip
def test_a_line_points_at_the_workbook_for_what_is_not_there(
    template: str, there: set[str], language: Language, wanted: str
) -> None:
    assert written(template, there, language) == wanted


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [
        ("{#places}", "工作簿“地点”表"),
        ("{#again}", "工作簿“地点”表"),
        ("{#places}、{#again}和{#cover}", "工作簿“地点”表和表 1"),
        ("{#amounts}", "工作簿“地点”表"),
        ("{#map}", "工作簿“地点”表"),
        ("{#methods_in_use}", "工作簿"),
    ],
)
def test_every_kind_of_table_and_picture_has_a_place_in_the_workbook(made: Made, reference: str, wanted: str) -> None:
    assert said(made([], (Prose(text=Text(f"见{reference}。", f"See {reference}.")), *PARTS))) == f"见{wanted}。"


def test_what_is_there_is_referred_to_by_its_number(made: Made) -> None:
    text = Text("见{#places}和{#amounts}。", "{#places} and {#amounts}.")
    document = made(ROWS, (Prose(text=text), *PARTS))
    assert said(document) == "见表 1和图 1。"


def test_the_page_has_the_sentence_too(made: Made) -> None:
    text = Text("见{#places}。", "{#places} has it.")
    assert "<p>The sheet Places of the workbook has it.</p>" in html_text(
        made([], (Prose(text=text), *PARTS), language="en")
    )
