"""A line that ends in an arrow is written as the schema has it, and read back by another program's reader."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import xlsxwriter
from lxml import etree

from pycore.sheets.arrow_chart import ArrowChart

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def made() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("s")
        page.write_column(0, 0, [1.0, 2.0])
        page.write_column(0, 1, [3.0, 1.0])
        chart = ArrowChart.added_to(book)
        ranges = {"categories": "=s!$A$1:$A$2", "values": "=s!$B$1:$B$2"}
        chart.add_series({**ranges, "line": {"color": "#112233", "width": 1.75, "arrow": True}})
        chart.add_series({**ranges, "line": {"color": "#112233", "width": 1.25, "dash_type": "dash"}})
        page.insert_chart("D2", chart)
    return buffer.getvalue()


def lines(data: bytes) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        tree = etree.fromstring(file.read("xl/charts/chart1.xml"))
    return [ln for ln in tree.iter(f"{A}ln") if ln.find(f"{A}solidFill") is not None][:2]


def test_only_the_line_that_asks_for_it_has_a_head_behind_fill_and_join() -> None:
    arrow, dashed = lines(made())
    assert [child.tag.removeprefix(A) for child in arrow] == ["solidFill", "round", "tailEnd"]
    assert arrow.get("w") == str(round(1.75 * 12_700))
    assert arrow.find(f"{A}tailEnd").get("type") == "triangle"  # type: ignore[union-attr]
    assert [child.tag.removeprefix(A) for child in dashed] == ["solidFill", "prstDash"]


def test_another_reader_takes_it_for_a_scatter_chart() -> None:
    chart = openpyxl.load_workbook(io.BytesIO(made()))["s"]._charts[0]
    assert type(chart).__name__ == "ScatterChart"
    assert chart.series[0].graphicalProperties.line.tailEnd.type == "triangle"
