"""A smallest legal library, and a way to spoil it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from pycore.errors import LibraryError
from pycore.library import load_library
from pycore.library.records import Factor

Rows = list[dict[str, str]]
Write = Callable[..., Path]

GOOD = {
    "id": "heat.one",
    "category": "heat",
    "key": "one",
    "set": "",
    "name_zh": "热力",
    "name_en": "heat",
    "value": "0.11",
    "unit": "tCO2/GJ",
    "source": "GB/T 32150-2025",
    "year": "2025",
    "region": "CN",
    "uncertainty": "0.1",
    "distribution": "normal",
    "uncertainty_flag": "I",
    "flag": "V",
    "version": "1",
    "supersedes": "",
    "note_zh": "",
    "note_en": "",
}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write rows, each given by what differs from a good one, as a data file; return its folder."""

    def write(*rows: dict[str, str], name: str = "heat.csv", header: list[str] | None = None) -> Path:
        columns = header or list(Factor.model_fields)
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, columns, extrasaction="ignore", restval="x")
            table.writeheader()
            table.writerows({**GOOD, **row} for row in rows)
        return tmp_path

    return write


@pytest.fixture
def refusal(write: Write) -> Callable[..., LibraryError]:
    """Write rows and return the error that loading them raises."""

    def refusal(*rows: dict[str, str], name: str = "heat.csv", header: list[str] | None = None) -> LibraryError:
        folder = write(*rows, name=name, header=header)
        with pytest.raises(LibraryError) as caught:
            load_library(folder)
        return caught.value

    return refusal
