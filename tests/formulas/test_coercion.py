"""One value is read and written as Excel reads and writes it."""

from __future__ import annotations

import pytest

from pycore.cells.stored import Value
from pycore.formulas.coercion import text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.1 + 0.2, "0.3"),
        (1e-5, "0.00001"),
        (1e20, "1E+20"),
        (12.0, "12"),
        (True, "TRUE"),
        (1.5e-10, "1.5E-10"),
    ],
)
def test_numbers_are_written_as_excel_writes_them(value: Value, written: str) -> None:
    assert text(value) == written
