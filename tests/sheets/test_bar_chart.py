"""A bar chart has its categories upright: titles and the place of labels go to the axis that they are meant for."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from pycore.language import both
from pycore.sheets.definition import Chart, Column, Field, Panel, Series, Sheet, Table, Workbook
from pycore.sheets.writer import write_workbook

NAMES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
TABLE = Table(
    key="drivers",
    title=both("drivers"),
    rows=2,
    columns=(Column(key="what", title=both("what")), Column(key="effect", title=both("effect"))),
)
COVER = Panel(key="cover", title=both("cover"), fields=(Field(key="addin", title=both("a"), formula="1"),))
CHART = Chart(
    key="chart_drivers",
    title=both("drivers"),
    kind="bar",
    series=(Series(title="s", categories="drivers_what", values="drivers_effect"),),
    y_title=both("tCO2"),
    labels_low=True,
)


@pytest.mark.parametrize("kind", ["bar", "column"])
def test_the_title_of_values_stands_at_the_values_and_labels_of_categories_stand_low(kind: str) -> None:
    sheet = Sheet(key="a", title=both("a"), blocks=(COVER, TABLE, replace(CHART, kind=kind)))
    lists = Sheet(key="lists", title=both("lists"), blocks=())
    book = Workbook(key="kiln", title=both("kiln"), version="1", lists=(), sheets=(sheet, lists))
    file = write_workbook(book, "zh", {})
    drawn = etree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read("xl/charts/chart1.xml"))
    assert drawn.xpath("string(//c:valAx/c:title)", namespaces=NAMES).strip() == "tCO2"
    assert drawn.xpath("//c:catAx/c:title", namespaces=NAMES) == []
    assert drawn.xpath("//c:catAx/c:tickLblPos/@val", namespaces=NAMES) == ["low"]
    assert drawn.xpath("count(//c:valAx/c:majorGridlines)", namespaces=NAMES) == 1
    assert drawn.xpath("count(//c:catAx/c:majorGridlines)", namespaces=NAMES) == 0
