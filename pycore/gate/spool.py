"""The one place where a child may write: a folder of its own, bounded, and gone with the child.

The formula engine spools the formulas of a sheet to the folder for temporary files once they are longer than about
1 MB. It removes each file's name at once and holds it open, so that what the child has written is found among the files
that it holds open, where the system tells, as well as in the folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator

LARGEST_SPOOL_FILE = 96 * 1024 * 1024
"""Bytes of one file: more than the formulas of the largest sheet that the gate lets pass."""
LARGEST_SPOOL = 256 * 1024 * 1024
"""Bytes of all files of one child."""


class Spool:
    """A private folder for one child's temporary files.

    Raises:
        OSError: no folder can be made.
    """

    def __init__(self) -> None:
        self.path = os.path.realpath(tempfile.mkdtemp(prefix="twinledger-"))

    def environment(self) -> dict[str, str]:
        """What makes a child, its compiled libraries too, put temporary files here: on POSIX and on Windows.

        matplotlib asks for a folder of its own before it draws: it would make one in the user's home, where a child
        may not, so that the first report on a new machine could not be written.
        """
        return {"TMPDIR": self.path, "TMP": self.path, "TEMP": self.path, "MPLCONFIGDIR": self.path}

    def used(self, process: int) -> int:
        """Count the bytes that a child has written: files in the folder, and those it holds open without a name."""
        sizes: dict[tuple[int, int], int] = {}
        for found in self._files(f"/proc/{process}/fd"):
            with contextlib.suppress(OSError):
                if os.readlink(found).startswith(self.path + os.sep):
                    status = os.stat(found)
                    sizes[status.st_dev, status.st_ino] = status.st_size
        for found in self._files(self.path):
            with contextlib.suppress(OSError):
                status = os.lstat(found)
                sizes[status.st_dev, status.st_ino or hash(found)] = status.st_size
        return sum(sizes.values())

    def remove(self) -> None:
        """Delete the folder and all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)

    @staticmethod
    def _files(folder: str) -> Iterator[str]:
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            yield from (entry.path for entry in entries)
