"""Nothing that somebody has typed into the old file is lost in silence, wherever it stands."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from pycore.engine.make import make_workbook
from pycore.reading.book import Book
from pycore.sheets.registry import workbook_definition
from pycore.upgrade.report import UpgradeReport
from pycore.upgrade.upgrade import upgrade_book

pytestmark = pytest.mark.slow

DEFINITION = workbook_definition("coal_chemical")
ISSUED = Path(__file__).parents[2] / "workbooks" / "coal_chemical" / "issued"


@cache
def example() -> bytes:
    return make_workbook(DEFINITION, "zh", DEFINITION.examples["default"])


def places(book: Book) -> dict[tuple[str, str], Any]:
    """Cells where nobody is to type, by what they are, with what is typed: of the ledger of fuels and elsewhere."""
    result = book.area("fuels_co2")
    sheet, total = result.sheet, result.row2 + 1
    unit = book.area("summary_proposed_unit")
    return {
        (sheet, f"A{total + 1}"): "漏填的一行",
        (sheet, f"F{total + 1}"): 987.25,
        (sheet, f"A{total + 30}"): "更下面",
        (sheet, "AM8"): "表旁的备注",
        (sheet, f"{openpyxl.utils.get_column_letter(result.column1)}{result.row1 + 2}"): 4321.5,
        (sheet, f"F{total + 2}"): "=F7+1",
        (sheet, "F1"): "标题行里的字",
        (sheet, f"B{total}"): "合计旁的字",
        (unit.sheet, f"A{unit.row1 + 40}"): "汇总表里的字",
        ("封面", "H20"): "封面上的字",
        ("检查", "K3"): True,
        ("列表", "ZZ5"): "列表旁",
        ("我的草稿", "B2"): 12.5,
        ("我的草稿", "C9"): "草稿",
        (sheet, f"C{total + 3}"): "合计",  # a word of the template, typed once more
    }


def typed_into(data: bytes, cells: dict[tuple[str, str], Any], comment: tuple[str, str, str]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for (sheet, cell), value in cells.items():
        page = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
        page[cell] = value
    book[comment[0]][comment[1]].comment = Comment(comment[2], "x")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def unnamed(report: UpgradeReport, cells: dict[tuple[str, str], Any]) -> list[tuple[str, str]]:
    """The cells that no line of the report names together with what they hold."""
    lines = [r for rs in (report.attention, report.dropped) for r in rs]

    def is_named(sheet: str, cell: str, value: Any) -> bool:
        shown = str(value).upper() if isinstance(value, bool) else str(value)
        return any(
            r.old_cell.startswith(f"{sheet}!") and f"{cell} {shown}" in f"{r.old_cell} {r.text.zh}" for r in lines
        )

    return [place for place, value in cells.items() if not is_named(*place, value)]


@pytest.mark.parametrize("version", ["present", "1.1.0", "1.0.0"])
def test_every_cell_typed_where_the_template_has_no_place_is_named_with_its_content(version: str) -> None:
    data = example() if version == "present" else (ISSUED / f"coal_chemical_{version}_zh.xlsx").read_bytes()
    cells = places(Book.open(data))
    clean = upgrade_book(Book.open(data))[1]
    report = upgrade_book(Book.open(typed_into(data, cells, ("封面", "A1", "请核对排放量"))))[1]
    assert unnamed(report, cells) == []
    assert any(r.old_cell == "封面!A1" and "请核对排放量" in r.text.zh for r in report.dropped)
    # Only what was typed is spoken of: an untouched file has no such line.
    assert not any("不在模板的输入单元格内" in r.text.zh for r in clean.attention), [
        r.sentence("zh") for r in clean.attention
    ]
    assert len(report.attention) > len(clean.attention)


def test_whole_rows_below_the_total_of_a_ledger_come_along_and_are_named() -> None:
    """They were named alone; nothing counted them in the old file, nor in the new one."""
    data = example()
    book = Book.open(data)
    total = book.area("fuels_counted").row2 + 1
    columns = {key: book.area(f"fuels_{key}") for key in ("stage", "unit", "fuel", "consumption", "evidence")}
    typed = {key: book.value(f"fuels_{key}", 0) for key in columns} | {"consumption": 1000.0, "evidence": "补"}
    whole = {
        (area.sheet, f"{openpyxl.utils.get_column_letter(area.column1)}{total + 2}"): typed[key]
        for key, area in columns.items()
    }
    part = {key: value for key, value in whole.items() if value != 1000.0}
    part = {(sheet, cell.replace(str(total + 2), str(total + 4))): value for (sheet, cell), value in part.items()}
    before = Book.open(upgrade_book(book)[0])
    made, report = upgrade_book(Book.open(typed_into(data, {**whole, **part}, ("封面", "A1", "x"))))
    after = Book.open(made)
    rows = range(DEFINITION.table("fuels").rows)
    (new,) = [row for row in rows if after.value("fuels_evidence", row) == "补"]
    assert after.value("fuels_consumption", new) == 1000
    added = after.value("fuels_counted", new)
    assert isinstance(added, float)
    assert after.value("fuels_counted_total") - before.value("fuels_counted_total") == pytest.approx(added, rel=1e-9)
    (said,) = [r for r in report.attention if "填在合计行之下" in r.text.zh]
    assert f"第 {total + 2} 行" in said.text.zh
    assert unnamed(report, part) == []
