"""LibreOffice as an independent calculator: opens a workbook without any extension, recalculates everything, saves it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.golden.calculation import Calculation, saved_calculation
from tests.golden.missing import missing

# The locale decides how TEXT(x,"0.00") reads its format and which signs it writes; nothing of the machine's
# own settings may come in, so it is always named.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop></item>
</oor:items>
"""


def program() -> str:
    """Return the program; skip where it is missing, but never in CI."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        missing("LibreOffice (soffice) is not installed")
    return found


def recalculated(source: Path, folder: Path, locale: str = "en-US") -> Path:
    """Recalculate a workbook in a headless LibreOffice with a fresh profile and return the .xlsx that it saves.

    `locale` (default en-US) is that of the profile, such as de-DE.
    """
    office = program()
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    settings = SETTINGS.format(locale=locale)
    (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    out = folder / "out"
    subprocess.run(
        [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(source)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return out / source.name


def calculation(source: Path, folder: Path) -> Calculation:
    """Return what LibreOffice makes of a workbook."""
    return saved_calculation(recalculated(source, folder))
