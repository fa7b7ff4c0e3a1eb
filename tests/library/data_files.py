"""A copy of the library's data files with other rows, for tests of what a change of the library means."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

from pycore.library import DATA

Row = dict[str, str]
TOLD = {"evidence.csv": "factor", "evidence_next.csv": "factor", "errata.csv": "id"}
"""What is told of values, by the column that names them."""


def copied(tmp_path: Path) -> Path:
    """Copy the data files, those of the tables too."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def edit(folder: Path, name: str, change: Callable[[list[Row]], object]) -> None:
    """Change the rows of a data file; of a value that is another now the evidence and the errata go."""
    rows = _rows(folder / name)
    before = [dict(row) for row in rows]
    change(rows)
    _write(folder / name, rows)
    kept = {row["id"] for row in rows if row in before and "id" in row}
    others = {row["id"] for row in before if "id" in row} - kept
    for told, key in TOLD.items():
        if others and told != name:
            _write(folder / told, [row for row in _rows(folder / told) if row[key] not in others])


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
