"""Workbooks for the tests of the engine, made in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

FUNCTIONS: dict[str, Callable[..., object]] = {
    "TL_VERSION": lambda: "1",
    "TL_FUEL_CO2": lambda a, b, *_: a * b,
    "TL_ECHO": lambda value=None: value,
    "TL_BLOCK": lambda *_: [[1.0, 2.0], [3.0, "四"]],
    "TL_ERROR": lambda kind: {"type": "Error", "kind": kind},
    "TL_ENDLESS": lambda *_: float("inf"),
    "TL_RAISES": lambda *_: 1 / 0,
}


@pytest.fixture
def functions() -> dict[str, Callable[..., object]]:
    return dict(FUNCTIONS)


def made(fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None]) -> bytes:
    """Make a workbook of one sheet `数据` with XlsxWriter."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    fill(workbook, workbook.add_worksheet("数据"))
    workbook.close()
    return buffer.getvalue()


def with_sheet_data(rows: str, prefix: str = "", head: str = "", tail: str = "") -> bytes:
    """Make a workbook whose sheet data is written by hand."""
    data = made(lambda workbook, sheet: None)
    p, colon = prefix, ":" if prefix else ""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = (
        f'{head}<{p}{colon}worksheet xmlns{":" + p if p else ""}="{space}" xmlns:u="urn:unknown">'
        f"<{p}{colon}sheetData>{rows}</{p}{colon}sheetData>{tail}</{p}{colon}worksheet>"
    )
    return replaced(data, {"xl/worksheets/sheet1.xml": xml.encode()})


def replaced(data: bytes, members: dict[str, bytes]) -> bytes:
    """Give a package's bytes with members replaced or, where there were none, added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info, members.pop(info.filename, old.read(info)))
        for name, content in members.items():
            new.writestr(name, content)
    return buffer.getvalue()


def sheet_xml(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


@pytest.fixture
def opulent() -> bytes:
    """A workbook with all that a careless program would drop, an unknown extension and part among it."""

    def fill(workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        workbook.define_name("TL_ON", "=NOT(ISERROR(TL_VERSION()))")
        workbook.define_name("Consumption", "=数据!$A$1:$A$3")
        for row, (mass, factor) in enumerate([(2, 3), (4, 5), (6, 7)]):
            sheet.write(row, 0, mass)
            sheet.write(row, 1, factor)
            n = row + 1
            cell = f'=IF(A{n}="","",IF(TL_ON,TL_FUEL_CO2(A{n},B{n}),A{n}*B{n}*10))'
            sheet.write_formula(row, 2, cell, workbook.add_format({"bold": True}), 999)
        sheet.write_formula("C4", "=SUM(C1:C3)+SUM(Consumption)")
        for row, text in enumerate(["=1+1", "@x", "-5", "+5", "'", "=TL_FUEL_CO2(1,2)"]):
            sheet.write_string(row, 4, text)
        sheet.write_rich_string("F1", "二氧", workbook.add_format({"italic": True}), "化碳")
        sheet.write_comment("A1", "批注 comment")
        sheet.data_validation("A1:A3", {"validate": "decimal", "criteria": ">=", "value": 0})
        sheet.conditional_format("C1:C3", {"type": "data_bar", "data_bar_2010": True})
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=数据!$C$1:$C$3"})
        sheet.insert_chart("H2", chart)

    data = made(fill)
    extension = b'<extLst><ext uri="{UNKNOWN}" xmlns:q="urn:q"><q:thing  a = "1"/></ext>'
    xml = sheet_xml(data)
    xml = xml.replace(b"<extLst>", extension) if b"<extLst>" in xml else xml
    assert b"urn:q" in xml
    return replaced(data, {"xl/worksheets/sheet1.xml": xml, "custom/unknown.bin": bytes(range(256))})


@pytest.fixture
def opulent_file(opulent: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "企业填报.xlsx"
    path.write_bytes(opulent)
    return path
