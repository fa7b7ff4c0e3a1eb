"""Bubble charts are what other readers of the format take them for, and their labels name the bubbles."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from pycore.sheets.bubble_chart import BubbleChart

ROWS = [(1.0, 1.0, 100.0, "甲厂"), (2.0, 3.0, 400.0, "乙厂"), (4.0, 2.0, 50.0, "")]
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"


def ranges(column: str) -> str:
    return f"='数据'!${column}$1:${column}$3"


def made(scale: int = 100) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("数据")
        for number, row in enumerate(ROWS):
            page.write_row(number, 0, row)
        chart = BubbleChart.added_to(book, scale)
        series = {"categories": ranges("A"), "values": ranges("B"), "sizes": ranges("C")}
        chart.add_series({**series, "name": "plain"})
        chart.add_series({**series, "name": "named", "label_names": ranges("D"), "data_labels": {"value": True}})
        page.insert_chart("F2", chart)
    return buffer.getvalue()


def chart_xml(file: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read("xl/charts/chart1.xml"))


def test_an_independent_reader_finds_place_and_size_of_each_series() -> None:
    chart: Any = openpyxl.load_workbook(io.BytesIO(made()))["数据"]._charts[0]
    assert type(chart).__name__ == "BubbleChart"
    assert chart.sizeRepresents == "area"
    assert chart.bubbleScale == 100
    for series in chart.series:
        found = [r.numRef.f for r in (series.xVal, series.yVal, series.bubbleSize)]
        assert found == ["'数据'!$A$1:$A$3", "'数据'!$B$1:$B$3", "'数据'!$C$1:$C$3"]


def test_elements_stand_in_the_order_of_the_schema() -> None:
    """CT_BubbleSer and CT_BubbleChart of ECMA-376, part 1."""
    bubbles = next(chart_xml(made()).iter(f"{CHART}bubbleChart"))
    assert [e.tag.removeprefix(CHART) for e in bubbles] == [
        "varyColors", "ser", "ser", "bubbleScale", "showNegBubbles", "sizeRepresents", "axId", "axId",
    ]  # fmt: skip
    named = bubbles.findall(f"{CHART}ser")[1]
    assert [e.tag.removeprefix(CHART) for e in named] == [
        "idx", "order", "tx", "invertIfNegative", "dLbls", "xVal", "yVal", "bubbleSize", "bubble3D", "extLst",
    ]  # fmt: skip


def test_labels_come_from_the_cells_of_the_range() -> None:
    xml = chart_xml(made())
    assert [e.text for e in xml.iter(f"{C15}f")] == ["'数据'!$D$1:$D$3"]
    kept = next(xml.iter(f"{C15}dlblRangeCache"))
    assert [(p.get("idx"), p.findtext(f"{CHART}v")) for p in kept.iter(f"{CHART}pt")] == [
        ("0", "甲厂"),
        ("1", "乙厂"),
    ]
    assert len(list(xml.iter(f"{CHART}dLbl"))) == len(ROWS)


@pytest.mark.parametrize("scale", [-1, 301])
def test_a_scale_that_excel_does_not_take_is_refused(scale: int) -> None:
    with pytest.raises(ValueError, match="0 to 300"):
        made(scale)


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_libreoffice_draws_the_names(tmp_path: Path) -> None:
    """Only the label texts can say 甲厂 twice: once in its cell, once beside its bubble."""
    source = tmp_path / "bubbles.xlsx"
    source.write_bytes(made())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    page = subprocess.run(["pdftotext", str(tmp_path / "bubbles.pdf"), "-"], check=True, capture_output=True, text=True)
    assert page.stdout.count("甲厂") >= 2
