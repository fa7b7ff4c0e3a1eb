"""What calculating a workbook costs beside the formula engine on the native formulas alone."""

from __future__ import annotations

import io

import formualizer
import pytest
import xlsxwriter

from benchmarks.conftest import Measured, Timer, best_time
from pycore.accounting.combustion import FUEL_CO2
from pycore.engine.host import engine_functions
from pycore.engine.make import make_workbook
from pycore.engine.recalculate import recalculate
from pycore.package.package import Package, write_values
from workbooks.coal_chemical import WORKBOOK

pytestmark = [pytest.mark.usefixtures("measuring"), pytest.mark.slow]
ROWS = 10_000


def ledger(with_core: bool) -> bytes:
    """A ledger of function cells, each with both ways to its value or with the native one alone."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet, cover = book.add_worksheet("Fuels"), book.add_worksheet("Cover")
    cover.write_formula("A1", "=NOT(ISERROR(TL_VERSION()))" if with_core else "=FALSE")
    book.define_name("TL_ON", "='Cover'!$A$1")
    for row in range(ROWS):
        cells = [f"{letter}{row + 1}" for letter in "ABCD"]
        for column, value in enumerate((1000 + row, 26.7, 0.0274, 0.98)):
            sheet.write_number(row, column, value)
        native = FUEL_CO2.native_guarded(cells)
        core = f"IF(TL_ON,{FUEL_CO2.call(cells)},{native})" if with_core else native
        sheet.write_formula(row, 4, f'=IF({cells[0]}="","",{core})')
    book.close()
    return buffer.getvalue()


def native_alone(data: bytes) -> list[object]:
    engine = formualizer.Workbook.from_bytes(data)
    engine.evaluate_all()
    return [engine.get_value("Fuels", row, 5) for row in range(1, ROWS + 1)]


def test_ten_thousand_function_cells_beside_the_engine_on_native_formulas(
    measured: Measured, side_by_side: Timer
) -> None:
    both, native = ledger(True), ledger(False)
    package, functions = Package.read(both), engine_functions()
    ours, reference = side_by_side(lambda: recalculate(package, functions), lambda: native_alone(native))
    what = f"recalculate {ROWS:,} function cells"
    measured(what, ours / reference, "×", 3, "formualizer: load, evaluate, read, native formulas")
    values = recalculate(package, functions)
    write = best_time(lambda: write_values(package, values), rounds=3)
    measured(f"write {ROWS:,} values back", write / reference, "×", 3, "the same")


def test_the_worked_example_beside_the_engine_on_it(measured: Measured, side_by_side: Timer) -> None:
    data = make_workbook(WORKBOOK, "zh", WORKBOOK.examples["default"])
    package, functions = Package.read(data), engine_functions()

    def engine_alone() -> None:
        engine = formualizer.Workbook.from_bytes(data)
        for name in functions:
            engine.register_function(name, lambda *_: {"type": "Error", "kind": "Name"}, min_args=0)
        engine.evaluate_all()

    ours, reference = side_by_side(lambda: recalculate(package, functions), engine_alone, rounds=3)
    measured("recalculate the worked example", ours / reference, "×", 5, "formualizer, its native branches")
