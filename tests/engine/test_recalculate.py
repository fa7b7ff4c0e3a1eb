"""A workbook is calculated without Excel, with the core and natively."""

from __future__ import annotations

import datetime
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pycore.cells.stored import CircularReference, ErrorValue, Value
from pycore.engine.recalculate import calculate_file, recalculate
from pycore.errors import FileProblem
from pycore.package.package import Package, write_values
from tests.made_workbooks import FUNCTIONS, made, with_sheet_data

Fill = Callable[[Any, Any], None]


def calculated(fill: Fill, native: bool = False) -> dict[tuple[int, int], Value]:
    return recalculate(Package.read(made(fill)), FUNCTIONS, native)["数据"]


def formula(text: str, native: bool = False, **inputs: object) -> Value:
    """Calculate one formula in Z1, with inputs by address."""

    def fill(workbook: Any, sheet: Any) -> None:
        workbook.define_name("TL_ON", "=NOT(ISERROR(TL_VERSION()))")
        workbook.define_name("Both", "=IF(TL_ON,数据!$A$1,-数据!$A$1)")
        for address, value in inputs.items():
            sheet.write(address, value)
        sheet.write_formula("Z1", text)

    return calculated(fill, native)[1, 26]


def test_the_core_calculates_when_it_is_there_and_the_native_branch_when_not(opulent: bytes) -> None:
    package = Package.read(opulent)
    with_core = recalculate(package, FUNCTIONS)["数据"]
    natively = recalculate(package, FUNCTIONS, native=True)["数据"]
    assert [with_core[r, 3] for r in (1, 2, 3, 4)] == [6.0, 20.0, 42.0, 80.0]
    assert [natively[r, 3] for r in (1, 2, 3, 4)] == [60.0, 200.0, 420.0, 692.0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("=TL_ECHO(A1)", 2.0),
        ('=TL_ECHO("碳<&>")', "碳<&>"),
        ("=TL_ECHO(TRUE)", True),
        ('=IF(A9="","",A9)', ""),
        ("=A9", 0.0),
        ("=INT(3.2)", 3.0),
        ("=DATE(2024,1,2)", 45293.0),
        ("=TIME(18,0,0)", 0.75),
        ("=TL_ECHO(TL_ECHO(1/0))", ErrorValue("#DIV/0!")),
        ("=NA()", ErrorValue("#N/A")),
        ("=NO_SUCH(1)", ErrorValue("#NAME?")),
        ("=SQRT(-1)", ErrorValue("#NUM!")),
        ("=#REF!+1", ErrorValue("#REF!")),
        ('="a"+1', ErrorValue("#VALUE!")),
        ('=TL_ERROR("Na")', ErrorValue("#N/A")),
        ('=TL_ERROR("Num")', ErrorValue("#NUM!")),
        ("=TL_ENDLESS()", ErrorValue("#NUM!")),
        ("=TL_RAISES()", ErrorValue("#VALUE!")),
        ("=Z1+1", CircularReference((("数据", 1, 26),))),
        ("=Both+TL_ECHO(1)", 3.0),
        ("=[1]!TL_FUEL_CO2(A1,A2)", 6.0),
        ("='C:\\Program Files\\TwinLedger.xlam'!TL_FUEL_CO2(A1,A2)", 6.0),
        ("=_xll.TL_FUEL_CO2(A1,A2)", 6.0),
        ("=ORG.TWINLEDGER.ADDIN.TLFUELCO2(A1,A2)", 6.0),
        ('="[1]!TL_FUEL_CO2("', "[1]!TL_FUEL_CO2("),
        ('="TL_ON"', "TL_ON"),
        ("=TL_BLOCK()", 1.0),
    ],
)
def test_a_formula_gives_the_value_that_excel_shows(text: str, value: Value) -> None:
    found = formula(text, A1=2, A2=3)
    assert (found, type(found)) == (value, type(value))


def test_natively_every_function_of_ours_is_unknown_and_the_switch_is_false() -> None:
    assert formula("=TL_ECHO(1)", native=True) == "#NAME?"
    assert formula("=Both", native=True, A1=2) == -2.0


def test_a_range_with_blanks_arrives_as_rows() -> None:
    seen: list[object] = []
    data = made(lambda w, s: (s.write("A1", 1), s.write("B2", "乙"), s.write_formula("C1", "=TL_SEE(A1:B2,A9)")))
    recalculate(Package.read(data), {"TL_SEE": lambda *a: seen.append(a) or 1.0})
    assert seen == [([[1.0, None], [None, "乙"]], None)]


class TestArrays:
    def test_an_array_formula_over_cells_with_cached_zeros_fills_them(self) -> None:
        def fill(workbook: Any, sheet: Any) -> None:
            sheet.write_column("A1", [1, 2, 3])
            sheet.write_array_formula("B1:B3", "{=A1:A3*2}")
            sheet.write_array_formula("D1:E2", "{=TL_BLOCK()}")
            sheet.write_formula("F1", "=SUM(B1:B3)")

        values = calculated(fill)
        assert [values[r, 2] for r in (1, 2, 3)] == [2.0, 4.0, 6.0]
        assert [values[p] for p in [(1, 4), (1, 5), (2, 4), (2, 5)]] == [1.0, 2.0, 3.0, "四"]
        assert values[1, 6] == 12.0

    def test_an_array_smaller_than_its_area_leaves_not_available(self) -> None:
        values = calculated(lambda w, s: s.write_array_formula("A1:C3", "{=TL_BLOCK()}"))
        assert [values[1, c] for c in (1, 2, 3)] == [1.0, 2.0, ErrorValue("#N/A")]
        assert values[3, 1] == ErrorValue("#N/A")

    def test_a_single_value_fills_the_whole_area(self) -> None:
        values = calculated(lambda w, s: s.write_array_formula("A1:B2", "{=1+1}"))
        assert set(values.values()) == {2.0}

    def test_an_array_larger_than_its_area_ends_there(self) -> None:
        def fill(workbook: Any, sheet: Any) -> None:
            sheet.write_array_formula("A1:B1", "{=TL_BLOCK()}")
            sheet.write_array_formula("D1:D1", "{=TL_BLOCK()}")
            sheet.write("A2", "typed")
            sheet.write_formula("C1", '=A2&"!"')

        values = calculated(fill)
        assert (values[1, 1], values[1, 2], values[1, 4]) == (1.0, 2.0, 1.0)
        assert values[1, 3] == "typed!"

    def test_an_ordinary_formula_never_spills_over_its_neighbours(self) -> None:
        def fill(workbook: Any, sheet: Any) -> None:
            sheet.write_column("A1", [1, 2, 3])
            sheet.write_formula("C2", "=A1:A3")
            sheet.write_formula("E1", "=TL_BLOCK()")
            sheet.write_formula("G1", "=COUNTA(E1:F2)")

        values = calculated(fill)
        assert (values[2, 3], values[1, 5], values[1, 7]) == (2.0, 1.0, 1.0)

    def test_a_dynamic_array_fills_the_cells_of_its_spill(self) -> None:
        values = calculated(lambda w, s: s.write_dynamic_array_formula("A1:B2", "=TL_BLOCK()"))
        assert list(values.values()) == [1.0, 2.0, 3.0, "四"]


def test_shared_formulas_calculate_cell_by_cell() -> None:
    first = '<f t="shared" ref="B1:B3" si="0">tl_fuel_co2(A1,10)</f>'
    rows = f'<row r="1"><c r="A1"><v>1</v></c><c r="B1">{first}</c></row>'
    for r in (2, 3):
        rows += f'<row r="{r}"><c r="A{r}"><v>{r}</v></c><c r="B{r}"><f t="shared" si="0"/></c></row>'
    values = recalculate(Package.read(with_sheet_data(rows)), FUNCTIONS)["数据"]
    assert list(values.values()) == [10.0, 20.0, 30.0]


def test_tables_calculate_with_structured_references() -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        columns = [
            {"header": "t"},
            {"header": "因子"},
            {"header": "co2", "formula": "=TL_FUEL_CO2(Fuels[@t],Fuels[@因子])"},
        ]
        sheet.add_table("A1:C4", {"name": "Fuels", "columns": columns, "data": [[1, 2], [3, 4], [5, 6]]})
        sheet.write_formula("E1", "=SUM(Fuels[co2])")

    values = calculated(fill)
    assert [values[r, 3] for r in (2, 3, 4)] == [2.0, 12.0, 30.0]
    assert values[1, 5] == 44.0


def test_a_date_in_a_cell_is_its_serial_number() -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        style = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime("A1", datetime.datetime(2024, 1, 2, 12), style)
        sheet.write_formula("B1", "=TL_ECHO(A1)+A1-A1", style)
        sheet.write_formula("C1", "=A1", style)

    values = calculated(fill)
    assert (values[1, 2], values[1, 3]) == (45293.5, 45293.5)


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_dates_are_read_in_the_workbooks_own_date_system(epoch_1904: bool) -> None:
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": epoch_1904})
    sheet = workbook.add_worksheet("数据")
    style = workbook.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_datetime("A1", datetime.datetime(2024, 1, 2), style)
    sheet.write_formula("B1", "=YEAR(A1)")
    sheet.write_formula("C1", "=DATE(2024,1,2)-A1")
    workbook.close()
    assert list(recalculate(Package.read(buffer.getvalue()), FUNCTIONS)["数据"].values()) == [2024.0, 0.0]


def test_text_that_looks_like_a_formula_stays_text(opulent: bytes) -> None:
    package = Package.read(opulent)
    after = Package.read(write_values(package, recalculate(package, FUNCTIONS)))
    texts = {c.address: (c.formula, c.value) for c in after.sheet_cells("数据") if c.column == 5}
    assert [text for _, text in texts.values()] == ["=1+1", "@x", "-5", "+5", "'", "=TL_FUEL_CO2(1,2)"]
    assert all(formula is None for formula, _ in texts.values())


def test_formula_texts_and_all_but_the_cached_values_stay(opulent: bytes) -> None:
    package = Package.read(opulent)
    after = Package.read(write_values(package, recalculate(package, FUNCTIONS)))
    assert [c.formula for c in after.sheet_cells("数据")] == [c.formula for c in package.sheet_cells("数据")]
    for name, content in package.members.items():
        assert name == "xl/worksheets/sheet1.xml" or after.members[name] == content
    xml, rest = package.members["xl/worksheets/sheet1.xml"], after.members["xl/worksheets/sheet1.xml"]
    for new in (b"6", b"20", b"42"):
        xml = xml.replace(b"<v>999</v>", b"<v>" + new + b"</v>", 1)
    assert rest == xml.replace(
        b"<f>SUM(C1:C3)+SUM(Consumption)</f><v>0</v>", b"<f>SUM(C1:C3)+SUM(Consumption)</f><v>80</v>"
    )


def test_recalculating_twice_is_recalculating_once(opulent: bytes) -> None:
    package = Package.read(opulent)
    once = write_values(package, recalculate(package, FUNCTIONS))
    assert once != opulent
    assert write_values(Package.read(once), recalculate(Package.read(once), FUNCTIONS)) == once


class TestFiles:
    def test_the_input_is_not_touched(self, opulent_file: Path, opulent: bytes) -> None:
        target = opulent_file.with_name("结果.xlsx")
        calculate_file(opulent_file, target, FUNCTIONS)
        assert opulent_file.read_bytes() == opulent
        assert {c.address: c.value for c in Package.read(target).sheet_cells("数据")}["C4"] == 80.0

    def test_writing_over_the_input_must_be_asked_for(self, opulent_file: Path, opulent: bytes) -> None:
        link = opulent_file.with_name("link.xlsx")
        os.link(opulent_file, link)
        for target in (opulent_file, opulent_file.parent / "." / opulent_file.name, link):
            with pytest.raises(FileProblem, match="in place"):
                calculate_file(opulent_file, target, FUNCTIONS)
        assert opulent_file.read_bytes() == opulent
        calculate_file(opulent_file, opulent_file, FUNCTIONS, in_place=True)
        assert opulent_file.read_bytes() != opulent

    def test_a_failed_write_leaves_the_old_result(self, opulent_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        target = opulent_file.with_name("结果.xlsx")
        target.write_bytes(b"old")

        def fails(*_: object) -> None:
            raise PermissionError(13, "denied")

        monkeypatch.setattr(os, "replace", fails)
        with pytest.raises(FileProblem):
            calculate_file(opulent_file, target, FUNCTIONS)
        assert target.read_bytes() == b"old"
        assert len(os.listdir(target.parent)) == 2

    def test_a_file_that_excel_could_not_open_is_a_sentence(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("x", "y")
        with pytest.raises(FileProblem, match="不是"):
            calculate_file(path, tmp_path / "b.xlsx", FUNCTIONS)
        assert not (tmp_path / "b.xlsx").exists()


def test_the_result_opens_in_another_library(opulent: bytes) -> None:
    import openpyxl

    package = Package.read(opulent)
    written = write_values(package, recalculate(package, FUNCTIONS))
    sheet = openpyxl.load_workbook(io.BytesIO(written), data_only=True)["数据"]
    assert [sheet.cell(r, 3).value for r in (1, 2, 3, 4)] == [6, 20, 42, 80]


def test_a_function_of_the_program_that_saved_the_file_keeps_what_it_left(tmp_path: Path) -> None:
    """A picture in a cell of WPS read #NAME? after `calculate`, and what it shows was lost."""
    cells = (
        '<row r="1"><c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
        '<c r="B1"><f>NO_SUCH_NAME+1</f><v>3</v></c><c r="C1"><f>1+1</f><v>7</v></c></row>'
    )
    path, calculated = tmp_path / "wps.xlsx", tmp_path / "calculated.xlsx"
    path.write_bytes(with_sheet_data(cells))
    calculate_file(path, calculated, FUNCTIONS)
    package = Package.read(calculated)
    found = {cell.address: cell.value for cell in package.sheet_cells(package.sheets[0])}
    assert found == {"A1": '=DISPIMG("ID_1",1)', "B1": ErrorValue("#NAME?"), "C1": 2.0}
