"""Where a program lies, by its name: in the folders of the PATH and never in the current one.

Python's own `shutil.which` looks, on Windows, into the current folder first, and `subprocess` does with a bare name. The
current folder may be one of submitted files, in which a `soffice.exe` may lie for whoever runs the doctor there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def find_program(name: str, folders: str | None = None) -> str | None:
    """Return the full path of a program, or None.

    Args:
        name: without a folder, and on Windows without its ending.
        folders: as in the variable PATH, which is the default; those that are no full paths are passed over.
    """
    endings = (".com", ".exe") if sys.platform == "win32" else ("",)
    for folder in (os.environ.get("PATH", os.defpath) if folders is None else folders).split(os.pathsep):
        for ending in endings:
            path = Path(folder.strip('"'), name + ending)
            if path.is_absolute() and path.is_file() and os.access(path, os.X_OK):
                return str(path)
    return None
