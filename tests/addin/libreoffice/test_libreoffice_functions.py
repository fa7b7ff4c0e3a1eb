"""Every function of the catalogue, called by LibreOffice's Calc, gives what the core gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from addin.libreoffice.office import Office
from pycore.cells.stored import ErrorValue
from pycore.cells.values import CellError, rows_of
from pycore.functions.catalogue import call
from pycore.package.package import Package
from tests.addin.libreoffice.calls import CALLS, Call
from tests.addin.libreoffice.session import saved

pytestmark = pytest.mark.libreoffice
MOMENT = "1700000000"


def expected(one: Call) -> list[list[Any]]:
    """What the core gives, as rows; a blank is the empty text, an error its code."""

    def cell(value: Any) -> Any:
        if isinstance(value, CellError):
            return ErrorValue(value.code)
        return "" if value is None else value

    return [[cell(value) for value in row] for row in rows_of(call(one.function, one.arguments))]


def written(one: Call, data: Any, row: int) -> str:
    """Put the arguments of a call on the data sheet and return the formula that refers to them."""
    named, column = [], 0
    for argument in one.arguments:
        if one.literal:
            named.append(f'"{argument}"' if isinstance(argument, str) else repr(argument))
            continue
        rows = rows_of(argument)
        width = max(map(len, rows))
        for i, line in enumerate(rows):
            for j, value in enumerate(line):
                if value is not None:
                    data.write(row + i, column + j, value)
        last = xl_range_abs(row, column, row + len(rows) - 1, column + width - 1)
        named.append("Data!" + (last if isinstance(argument, list) else xl_rowcol_to_cell(row, column)))
        column += width
    return f"={one.function}({','.join(named)})"


@pytest.fixture(scope="module")
def results(extended: Office, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[list[Any]]]:
    """All calls in one workbook, calculated by LibreOffice: the rows of each, by the call."""
    folder = tmp_path_factory.mktemp("functions")
    path = folder / "calls.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, data = book.add_worksheet("Calls"), book.add_worksheet("Data")
    book.define_name("TL_ON", "=Calls!$A$1")
    sheet.write_formula("A1", "=NOT(ISERROR(TL_VERSION()))")
    places, row = {}, 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", MOMENT)
        shapes = {str(one): (len(e := expected(one)), len(e[0])) for one in CALLS}
    for one in CALLS:
        height, width = shapes[str(one)]
        formula = written(one, data, row)
        if (height, width) == (1, 1):
            sheet.write_formula(row, 1, formula)
        else:
            sheet.write_array_formula(row, 1, row + height - 1, width, f"{{{formula}}}")
        places[str(one)] = (row + 1, 2, height, width)
        row += max(height, 5) + 1
    book.close()
    package = Package.read(saved(extended, path, folder / "out", SOURCE_DATE_EPOCH=MOMENT))
    shown = {(c.row, c.column): c.value for c in package.sheet_cells(package.sheets[0])}
    assert shown[1, 1] is True
    return {
        name: [[shown.get((top + i, left + j)) for j in range(width)] for i in range(height)]
        for name, (top, left, height, width) in places.items()
    }


@pytest.mark.parametrize("one", CALLS, ids=str)
def test_calc_gives_what_the_core_gives(
    one: Call, results: Mapping[str, list[list[Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MOMENT)
    for line, right in zip(results[str(one)], expected(one), strict=True):
        for value, core in zip(line, right, strict=True):
            shown = "" if value is None else value
            assert isinstance(shown, ErrorValue) == isinstance(core, ErrorValue)
            if isinstance(core, (int, float)) and not isinstance(core, bool):
                assert shown == pytest.approx(core, rel=1e-9)
            else:
                assert shown == core


def test_nearly_every_call_with_legal_arguments_is_no_error() -> None:
    """The comparison above must not be one of errors with errors."""
    legal = [one for one in CALLS if one.kind == "cells"]
    failed = [str(one) for one in legal if isinstance(call(one.function, one.arguments), CellError)]
    assert failed == []
