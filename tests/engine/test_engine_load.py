"""A workbook as large as the gate lets through is one that the engine takes."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from pycore.engine.engine_load import engine_of
from pycore.gate.archive import LARGEST_ENTRY, LARGEST_TOTAL, MEGABYTE


def _book(padding: int) -> bytes:
    """A workbook of one formula, beside it parts without meaning that are handed over uncompressed."""
    book, stream = Workbook(), io.BytesIO()
    book.active["A1"] = "=1+2"
    book.save(stream)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_STORED) as archive:
        for number in range(padding // LARGEST_ENTRY):
            archive.writestr(f"docProps/padding{number}.bin", bytes(LARGEST_ENTRY))
    return stream.getvalue()


@pytest.mark.parametrize("padding", [0, LARGEST_TOTAL - MEGABYTE])
def test_the_engine_takes_what_the_gate_lets_through(padding: int) -> None:
    engine = engine_of(_book(padding))
    engine.evaluate_all()
    assert engine.get_value("Sheet", 1, 1) == 3
