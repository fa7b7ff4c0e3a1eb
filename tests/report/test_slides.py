"""Slides say what the report says: in short on the slide, in full in the notes; nothing leaves the slide."""

from __future__ import annotations

import io
from typing import Any

import pptx
import pytest
from pptx.util import Cm

from pycore.language import Text
from pycore.report.slides import HEIGHT_CM, WIDTH_CM, pptx_bytes
from pycore.sheets.chapter import Part, Prose, TableOf
from tests.report.conftest import Made
from tests.report.samples import MAP, PARTS

ROWS: list[dict[str, Any]] = [
    {"name": "甲", "kind": "电力", "x": 1, "y": 1, "amount": 30},
    {"name": "乙\x07", "kind": "钢铁", "x": 2, "y": 3, "amount": 60},
]


def slides(document: Any) -> list[Any]:
    return list(pptx.Presentation(io.BytesIO(pptx_bytes(document))).slides)


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def notes(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text) if slide.has_notes_slide else ""


def test_title_contents_sections_tables_and_pictures_are_slides(made: Made) -> None:
    title, contents, section, *shown = slides(made(ROWS, subject="园区", author="某院"))
    assert texts(title)[0] == "章"
    assert texts(title)[1].split("\n")[:2] == ["园区", "某院"]
    assert texts(contents)[:2] == ["目录", "1  一节"]
    assert texts(section)[0] == "1  一节"
    assert "项目为园区，由某院编制，见表 1。" in texts(section)[1]
    assert [texts(s)[0] for s in shown][:4] == ["表 1  地点", "表 2  工作簿", "图 1  各地排放量", "图 2  分布图"]
    table = next(s.table for s in shown[0].shapes if s.has_table)
    assert [c.text_frame.text for c in table.rows[1].cells][:2] == ["甲", "电力"]
    assert any(shape.shape_type == 13 for shape in shown[2].shapes)


def test_what_a_slide_leaves_out_stands_in_its_notes(made: Made) -> None:
    parts: tuple[Part, ...] = (
        Prose(text=Text("第一句。第二句。", "One is first. Two is second.")),
        TableOf(table="places", note=Text("附注", "A remark")),
    )
    _, _, section, table = slides(made(ROWS, parts=parts, language="en"))
    assert texts(section)[1] == "One is first."
    assert "Two is second." in notes(section)
    assert "A remark" in notes(table)
    assert "From the sheet Places" in notes(table)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_stands_beyond_the_slide_and_no_letters_are_tiny(made: Made, language: str) -> None:
    long = Prose(text=Text("这是一个很长的句子，" * 12 + "。", "This is a long sentence which goes on " * 12 + "."))
    wide = TableOf(table="places", key="again")
    for slide in slides(made(ROWS * 2, parts=(*[long] * 15, *PARTS, wide, MAP), language=language)):
        for shape in slide.shapes:
            height = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            assert shape.top + height <= Cm(HEIGHT_CM)
            assert shape.left + shape.width <= Cm(WIDTH_CM)
            if shape.has_text_frame:
                assert all(run.font.size.pt >= 12 for p in shape.text_frame.paragraphs for run in p.runs)
    shown = [text for slide in slides(made(ROWS, parts=(long,) * 30, language=language)) for text in texts(slide)]
    assert any(
        ("段，见备注和报告" if language == "zh" else "more paragraphs, see notes and report") in text for text in shown
    )


def test_chinese_letters_have_a_chinese_font_and_the_same_report_is_the_same_file(made: Made) -> None:
    document = made(ROWS)
    assert pptx_bytes(document) == pptx_bytes(document)
    run = slides(document)[0].shapes.title.text_frame.paragraphs[0].runs[0]
    assert 'ea typeface="Microsoft YaHei"' in run._r.xml
