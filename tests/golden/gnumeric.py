"""Gnumeric as an independent calculator: its command line converter, asked to recalculate (GPL; only called)."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.golden.calculation import Calculation, saved_calculation
from tests.golden.missing import missing


def program() -> str:
    """Return the program; skip where it is missing, but never in CI."""
    found = shutil.which("ssconvert")
    if found is None:
        missing("Gnumeric (ssconvert, Debian package gnumeric) is not installed")
    return found


def saved_by_gnumeric(source: Path, folder: Path) -> Path:
    """Return the workbook as Gnumeric recalculates and saves it."""
    out = folder / source.name
    subprocess.run(
        [program(), "--recalc", str(source), str(out)],
        check=True, capture_output=True, timeout=240, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    return out


def calculation(source: Path, folder: Path) -> Calculation:
    """Return what Gnumeric makes of a workbook."""
    return saved_calculation(saved_by_gnumeric(source, folder))
