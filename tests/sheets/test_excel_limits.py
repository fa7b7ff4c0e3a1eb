"""Names that Excel takes and those that it drops with the message that the file is damaged."""

from __future__ import annotations

import pytest

from pycore.language import Text
from pycore.sheets.definition import Column, Field, Panel, Sheet, Table, Workbook
from pycore.sheets.excel_limits import name_fault, sheet_name_fault
from pycore.sheets.layout import Layout


@pytest.mark.parametrize(
    "name",
    ["c1_domain", "C2_year1", "r1", "R1C1", "rc", "R", "c", "rc1", "r2d2", "co2", "ch4", "pm10", "XFD1048576", "a1", "1a", "a b",
     "a-b", "", "true", "x" * 256],
)  # fmt: skip
def test_what_excel_reads_as_something_else_is_no_name(name: str) -> None:
    assert name_fault(name) is not None


@pytest.mark.parametrize(
    "name",
    ["fuels_co2", "q1_x", "c_year1", "rc_a", "table_c1_domain", "_x", "XFE1", "a1048577", "TL_ON", "co2_total", "表_一", "co2e"],
)  # fmt: skip
def test_other_names_are_taken(name: str) -> None:
    assert name_fault(name) is None


@pytest.mark.parametrize("name", ["", "a/b", "a:b", "[a]", "'a", "x" * 32])
def test_a_sheet_cannot_have_such_a_name(name: str) -> None:
    assert sheet_name_fault(name) is not None
    assert sheet_name_fault("燃料 (1)") is None


@pytest.mark.parametrize(("table", "column"), [("c1", "domain"), ("r2", "x")])
def test_a_definition_with_such_a_name_is_refused_when_it_is_laid_out(table: str, column: str) -> None:
    cover = Panel(
        key="cover", title=Text("封面", "Cover"), fields=(Field(key="addin", title=Text("加载项", "add-in")),)
    )
    rows = Table(
        key=table,
        title=Text("表", "table"),
        rows=1,
        columns=(Column(key=column, title=Text("列", "column")),),
    )
    workbook = Workbook(
        key="k", title=Text("书", "book"), version="1", lists=(),
        sheets=(
            Sheet(key="a", title=Text("甲", "a"), blocks=(cover, rows)),
            Sheet(key="lists", title=Text("列表", "Lists"), blocks=()),
        ),
    )  # fmt: skip
    with pytest.raises(ValueError, match=f"{table}_{column} is not one that Excel takes"):
        _ = Layout(workbook, "zh").names
