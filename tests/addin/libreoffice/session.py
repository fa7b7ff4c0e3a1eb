"""A LibreOffice of the tests' own: a profile in a folder, with or without the extension."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from addin.libreoffice.office import Office
from addin.libreoffice.office import environment as clean_environment
from tests.golden.libreoffice import program


def office(profile: Path) -> Office:
    """Return LibreOffice with a profile of its own; skip where it is missing, but never in CI."""
    program()
    return Office.find(profile)


def with_extension(profile: Path) -> Office:
    """Install the extension in a fresh profile."""
    there = office(profile)
    python_of_libreoffice()
    there.install()
    return there


def saved(there: Office, source: Path, folder: Path, **environment: str) -> Path:
    """Open a workbook in LibreOffice, let it calculate, and return the .xlsx that it saves."""
    subprocess.run(
        [there.soffice, *there.settings, "--headless", "--convert-to", "xlsx", "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=240, env={**clean_environment(), **environment},
    )  # fmt: skip
    return folder / source.name


def python_of_libreoffice() -> str:
    """Return the Python that LibreOffice can be driven from; skip where there is none, but never in CI."""
    beside = Path(os.path.realpath(shutil.which("soffice") or "soffice")).parent / "python"
    for python in ("/usr/bin/python3", str(beside)):
        if shutil.which(python) and subprocess.run([python, "-c", "import uno"], capture_output=True).returncode == 0:
            return python
    if os.environ.get("CI"):
        pytest.fail("LibreOffice's Python (package python3-uno) is missing in CI")
    pytest.skip("LibreOffice's Python (package python3-uno) is not installed")


def driven(there: Office, script: Path, **task: Any) -> Any:
    """Run a script in LibreOffice's Python, beside a LibreOffice, and return what it prints as JSON."""
    task |= {"command": [there.soffice, *there.settings]}
    done = subprocess.run(
        [python_of_libreoffice(), str(script)],
        input=json.dumps(task),
        capture_output=True,
        text=True,
        timeout=240,
        env=clean_environment(),
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
