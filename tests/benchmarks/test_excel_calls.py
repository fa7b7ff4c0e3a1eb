"""How often Excel calls the core: a call from a cell is a round trip between two processes, so calls are what is slow.

Counted with the headless engine, which calculates what Excel's smart recalculation does: all cells once, then those
that depend on a changed cell. Excel may call a function again when it reaches a cell before those that it refers to,
so these are the least numbers.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable
from typing import Any

import formualizer
import pytest

from benchmarks.conftest import Measured
from pycore.accounting.combustion import FUEL_CO2
from pycore.engine.host import engine_functions
from pycore.engine.make import make_workbook
from pycore.reading.book import Book, CellKey
from pycore.sheets.definition import Kind, Role
from workbooks.coal_chemical import WORKBOOK

pytestmark = [pytest.mark.usefixtures("measuring"), pytest.mark.slow]

LEDGER_ROWS = 5000


class CountedBook:
    """A workbook in the engine, with the core on, that counts the calls of its functions and their arguments."""

    def __init__(self, data: bytes | None = None) -> None:
        settings = formualizer.EvaluationConfig()
        settings.enable_parallel = False
        config = formualizer.WorkbookConfig(eval_config=settings)
        self.engine = (
            formualizer.Workbook.from_bytes(data, backend="native", config=config)
            if data
            else formualizer.Workbook(config=config)
        )
        self.calls: Counter[str] = Counter()
        self.arguments = 0
        for name, function in engine_functions().items():
            self.engine.register_function(name, self._counted(name, function), min_args=0)

    def _counted(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            self.calls[name] += 1
            self.arguments += len(arguments)
            return function(*arguments)

        return run

    def calculate(self) -> int:
        """Calculate what is not up to date and return the number of calls."""
        self.calls.clear()
        self.arguments = 0
        self.engine.evaluate_all()
        return self.calls.total()


@pytest.fixture(scope="module")
def example() -> bytes:
    return make_workbook(WORKBOOK, "zh", WORKBOOK.examples["default"])


def filled_numbers(book: Book) -> list[tuple[CellKey, float]]:
    """Every number that the example enters into a ledger."""
    found: list[tuple[CellKey, float]] = []
    for table in book.definition.tables():
        for column in table.columns:
            if table.key == "factors" or column.role is not Role.INPUT or column.kind is not Kind.NUMBER:
                continue
            for cell in book.cells_of(f"{table.key}_{column.key}"):
                value = book.values.get(cell)
                if isinstance(value, float):
                    found.append((cell, value))
    return found


def test_calls_of_a_full_recalculation(measured: Measured, example: bytes) -> None:
    book = CountedBook(example)
    calls = book.calculate()
    cells = len(Book.open(example).formulas)
    measured("Excel: full recalculation of the example", calls, "calls", 600, f"{cells:,} formula cells")
    most, count = book.calls.most_common(1)[0]
    measured(f"  of these {most}", count, "calls", 400, "one for each row of the factor sheet")
    measured(
        "  with ranges handed over as objects",
        calls + book.arguments,
        "trips",
        2500,
        "xlwings' own wrappers, at least",
    )
    assert calls == book.calls.total() > 0
    assert book.calculate() == 0


def test_calls_of_one_input_change(measured: Measured, example: bytes) -> None:
    book = CountedBook(example)
    book.calculate()
    counts = []
    for (sheet, row, column), value in filled_numbers(Book.open(example)):
        book.engine.set_value(sheet, row, column, value * 1.01)
        counts.append(book.calculate())
    inputs = f"{len(counts)} inputs of the example, each changed by 1 %"
    measured("Excel: one input change, median", statistics.median(counts), "calls", 80, inputs)
    measured("Excel: one input change, most", max(counts), "calls", 120, inputs)
    # TL_DIGEST reads all inputs, so that every change is at least that one call.
    assert min(counts) >= 1


def test_a_long_column_in_rows_and_as_one_range(measured: Measured) -> None:
    cells = [f"{letter}1" for letter in "ABCD"]
    for what, formulas in (
        (
            "a cell a row",
            [(row, FUEL_CO2.call([c[0] + str(row) for c in cells])) for row in range(1, LEDGER_ROWS + 1)],
        ),
        ("the range form", [(1, FUEL_CO2.call([f"{c}:{c[0]}{LEDGER_ROWS}" for c in cells]))]),
    ):
        book = CountedBook()
        book.engine.add_sheet("S")
        for row in range(1, LEDGER_ROWS + 1):
            for column, value in enumerate((1000.0 + row, 26.7, 0.0274, 0.98), 1):
                book.engine.set_value("S", row, column, value)
        for row, formula in formulas:
            book.engine.set_formula("S", row, 6, "=" + formula)
        calls = book.calculate()
        last = book.engine.get_value("S", LEDGER_ROWS, 6)
        assert last == pytest.approx((1000 + LEDGER_ROWS) * 26.7 * 0.0274 * 0.98 * 44 / 12)
        measured(f"Excel: a column of {LEDGER_ROWS:,} rows, {what}", calls, "calls", LEDGER_ROWS)
