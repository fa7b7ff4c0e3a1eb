"""The user's settings of the add-in: one small file in the user's profile, written and read by VBA and Python.

Never beside a workbook or inside one: a submitted file must not choose which program Excel starts.
"""

from __future__ import annotations

import csv
import locale
import os
from pathlib import Path

from pycore.language import DEFAULT_LANGUAGE, Language

PROJECT = "twinledger"
"""Name of the folder and of the file; the add-in's VBA has it as PROJECT_NAME."""


def settings_file() -> Path:
    """Return where the settings are: `%USERPROFILE%\\.twinledger\\twinledger.conf` on Windows."""
    home = os.environ.get("USERPROFILE")
    return (Path(home) if home else Path.home()) / f".{PROJECT}" / f"{PROJECT}.conf"


def read_settings(file: Path | None = None) -> dict[str, str]:
    """Read the settings by their names in capitals; without a file there are none."""
    try:
        # VBA writes it in the code page of Windows.
        text = (file or settings_file()).read_text(encoding=locale.getpreferredencoding(False), errors="replace")
    except OSError:
        return {}
    return {row[0].upper(): row[1] for row in csv.reader(text.splitlines()) if len(row) == 2}


def language_of_settings(file: Path | None = None) -> Language:
    """Return the language that the user chose; Chinese by default."""
    chosen = read_settings(file).get("LANGUAGE", DEFAULT_LANGUAGE).lower()
    return "en" if chosen == "en" else "zh"
