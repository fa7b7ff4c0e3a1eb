"""What the tests of the core share: a spreadsheet to evaluate native formulas in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import formualizer
import pytest
from hypothesis import settings

from tests.golden.table import print_table
from tests.made_workbooks import functions, opulent, opulent_file
from tests.review.mutations import rates

__all__ = ["functions", "opulent", "opulent_file"]  # fixtures

settings.register_profile("twinledger", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("twinledger")

# What formualizer calls the errors of a cell.
ERRORS = {"Num": "#NUM!", "Value": "#VALUE!", "Na": "#N/A", "Div": "#DIV/0!", "Name": "#NAME?"}
Cells = Mapping[str, float | str | None]
Native = Callable[[str, Cells], float | str | bool]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the tables of the whole run: the seeded errors, and the cells that other programs calculate alike."""
    rates.pytest_terminal_summary(terminalreporter)
    print_table(terminalreporter)


@pytest.fixture(scope="session")
def native() -> Native:
    """Calculate a formula as a spreadsheet does: `native("A1*2", {"A1": 3})`; an error comes as its code.

    Cells are A1 to Z1 and so on: one letter and a row number. `None` is an empty cell.
    """

    def calculate(formula: str, cells: Cells) -> float | str | bool:
        workbook = formualizer.Workbook()
        workbook.add_sheet("数据")
        for address, value in cells.items():
            if value is not None:
                workbook.set_value("数据", int(address[1:]), ord(address[0]) - ord("A") + 1, value)
        workbook.set_formula("数据", 100, 1, "=" + formula)
        result = workbook.evaluate_cell("数据", 100, 1)
        return ERRORS[result["kind"]] if isinstance(result, dict) else result

    return calculate
