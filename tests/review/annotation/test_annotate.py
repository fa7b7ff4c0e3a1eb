"""The annotated copy: comments, a sheet that links to the cells, and every other byte as it was."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from pycore.engine.host import engine_functions
from pycore.engine.make import make_workbook
from pycore.engine.recalculate import recalculate
from pycore.findings.finding import Finding, Severity
from pycore.language import Text
from pycore.package.package import Package
from pycore.reading.book import Book
from pycore.review.annotation.annotate import annotated_copy
from pycore.sheets.registry import workbook_definition

DEFINITION = workbook_definition("coal_chemical")


@cache
def example() -> bytes:
    return make_workbook(DEFINITION, "zh", DEFINITION.examples["default"])


def finding(sheet: str, cell: str, found: str = "数值可疑", severity: Severity = Severity.ERROR) -> Finding:
    return Finding(
        "unit-slip", severity, sheet, cell, Text(found, found), Text("以 t 计的数值", "a number in t"),
        Text("请核对单位。", "Check the unit."),
    )  # fmt: skip


FINDINGS = (
    finding("化石燃料", "F7", '=HYPERLINK("http://x","点") <b>&'),
    finding("化石燃料", "K8:K10", "公式被改", Severity.WARNING),
    finding("排放汇总", "C8", "控制符\x01与 _x0041_"),
    finding("", "", "整个文件"),
    finding("没有这张表", "A1"),
)


@cache
def annotated() -> bytes:
    return annotated_copy(example(), FINDINGS, "zh")


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {i.filename: archive.read(i) for i in archive.infolist()}


def test_only_parts_that_refer_to_the_new_ones_differ() -> None:
    old, new = members(example()), members(annotated())
    package = Package.read(example())
    touched = {package.sheet("化石燃料").part, package.sheet("排放汇总").part}
    rels = {f"xl/worksheets/_rels/{p.rpartition('/')[2]}.rels" for p in touched}
    references = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    assert {n for n in old if new[n] != old[n]} <= touched | rels | references
    for part in touched:
        start = new[part].index(b"<legacyDrawing")
        end = new[part].index(b"/>", start) + 2
        assert new[part][:start] + new[part][end:] == old[part]


def test_comments_and_links_are_found_by_openpyxl() -> None:
    book = openpyxl.load_workbook(io.BytesIO(annotated()))
    assert "unit-slip" in book["化石燃料"]["F7"].comment.text
    assert "K8:K10" in book["化石燃料"]["K8"].comment.text
    sheet = book.worksheets[-1]
    assert sheet.title == "审核发现"
    assert [sheet.cell(r, 3).value for r in range(5, 8)] == ["化石燃料!F7", "化石燃料!K8:K10", "排放汇总!C8"]
    assert sheet["C5"].hyperlink.location == "'化石燃料'!F7"
    assert all(sheet.cell(r, 3).hyperlink is None for r in (8, 9))


def test_what_follows_from_a_finding_is_folded_beneath_it_and_its_comment_names_the_cause() -> None:
    cause = replace(finding("化石燃料", "F7", "超出范围"), following=51)
    copy = annotated_copy(example(), [cause, replace(finding("排放汇总", "C8", "出错"), beneath=True)], "zh")
    book = openpyxl.load_workbook(io.BytesIO(copy))
    sheet = book["审核发现"]
    assert [sheet.row_dimensions[row].outlineLevel for row in (5, 6)] == [0, 1]
    assert [sheet.row_dimensions[row].hidden for row in (5, 6)] == [False, True]
    assert sheet.sheet_properties.outlinePr.summaryBelow is False
    assert sheet["G5"].value == "51 个单元格、1 条发现随此而来。"
    assert "51 个单元格" in book["化石燃料"]["F7"].comment.text
    assert "随“化石燃料!F7”的发现而来" in book["排放汇总"]["C8"].comment.text


def test_text_is_never_a_formula_and_no_link_leaves_the_workbook() -> None:
    package = Package.read(annotated())
    cells = list(package.sheet_cells("审核发现"))
    assert all(c.formula is None for c in cells)
    assert '=HYPERLINK("http://x","点") <b>&' in [c.value for c in cells]
    assert any("_x0041_" in str(c.value) for c in cells)
    added = members(annotated()).keys() - members(example()).keys()
    assert not any(b'TargetMode="External"' in members(annotated())[name] for name in added)


def test_the_copy_calculates_to_the_same_values_and_is_still_our_workbook() -> None:
    old, new = Package.read(example()), Package.read(annotated())
    values = recalculate(new, engine_functions())
    assert values.pop("审核发现") == {}
    expected = recalculate(old, engine_functions())
    record = next(s.title.zh for s in DEFINITION.sheets if s.key == "record")
    for sheet in expected.keys() - {record}:  # the record has the time of calculation
        assert values[sheet] == expected[sheet]
    assert Book.open(annotated()).definition is DEFINITION


def test_annotating_is_repeatable_and_gives_the_second_sheet_another_name() -> None:
    assert annotated_copy(example(), FINDINGS, "zh") == annotated()
    again = Package.read(annotated_copy(annotated(), FINDINGS, "zh"))
    assert [s.name for s in again.sheets][-2:] == ["审核发现", "审核发现 (2)"]


def test_comments_of_the_submitter_are_kept_and_not_added_to() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    first, second = book.add_worksheet("一"), book.add_worksheet("it's & 2")
    first.write_comment("A1", "the submitter's")
    first.write(0, 0, 1)
    second.write_formula(0, 0, "=一!A1*2")
    book.close()
    data = buffer.getvalue()
    copy = annotated_copy(data, [finding("一", "A1"), finding("it's & 2", "A1")], "en")
    old, new = members(data), members(copy)
    assert all(new[n] == old[n] for n in old if "comments" in n or "vmlDrawing" in n)
    loaded = openpyxl.load_workbook(io.BytesIO(copy))
    assert loaded["一"]["A1"].comment.text == "the submitter's"
    assert "unit-slip" in loaded["it's & 2"]["A1"].comment.text
    assert loaded["Findings"]["C6"].hyperlink.location == "'it''s & 2'!A1"


def test_comments_on_several_sheets_declare_the_type_of_their_drawings_once() -> None:
    """A second default for an ending is no legal package: Excel calls such a file damaged."""
    types = etree.fromstring(members(annotated())["[Content_Types].xml"])
    endings = [element.get("Extension") for element in types if element.get("Extension") is not None]
    assert endings.count("vml") == 1
    assert len(endings) == len(set(endings))


def test_without_findings_there_is_an_empty_list() -> None:
    book = openpyxl.load_workbook(io.BytesIO(annotated_copy(example(), [], "en")))
    assert book.worksheets[-1].title == "Findings"


def test_more_comments_than_one_block_of_shapes_have_ids_of_their_own() -> None:
    many = [finding("化石燃料", f"A{i}") for i in range(1, 1500)] + [finding("排放汇总", "C8")]
    new = members(annotated_copy(example(), many, "zh"))
    ids = [
        part
        for name, content in new.items()
        if name.endswith(".vml")
        for part in content.decode().split('<v:shape id="')[1:]
    ]
    ids = [text.partition('"')[0] for text in ids]
    assert len(ids) == len(set(ids)) == 1500


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_with_the_comments_and_the_sheet(tmp_path: Path) -> None:
    source = tmp_path / "annotated.xlsx"
    source.write_bytes(annotated())
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(tmp_path / "out"), str(source)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "out" / "annotated.xlsx")
    assert "unit-slip" in book["化石燃料"]["F7"].comment.text
    sheet = book["审核发现"]
    assert sheet["C5"].value == "化石燃料!F7"
    assert "F7" in sheet["C5"].hyperlink.location
    assert sheet["D5"].data_type == "s"
