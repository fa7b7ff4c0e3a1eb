"""LibreOffice on this machine: where its programs are, and putting the extension in and out."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from addin.libreoffice.extension import extension
from addin.libreoffice.names import IDENTIFIER, SERVICE
from pycore.errors import TwinLedgerError
from pycore.find_program import find_program
from pycore.language import Text

FILE_NAME = "TwinLedger.oxt"
_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS"),
    Path(os.environ.get("PROGRAMFILES", "C:/Program Files")) / "LibreOffice" / "program",
    Path("/opt/libreoffice/program"),
)
# A Linux distribution's LibreOffice holds the distribution's Python, which takes its standard library from beside the
# first `python3` on the PATH: another one there (conda, pyenv) makes LibreOffice crash. These folders go first.
_SYSTEM_FOLDERS = "/usr/bin:/bin"
_OF_ANOTHER_PYTHON = ("PYTHONHOME", "PYTHONPATH")
_SECONDS = 240
_NOT_REGISTERED = "There is no such extension deployed"


class OfficeProblem(TwinLedgerError):
    """LibreOffice is not there, or did not do what it was asked."""


@dataclass(frozen=True, slots=True)
class Office:
    """A LibreOffice and the profile that it works in.

    Attributes:
        profile: a folder of its own for settings and extensions; the user's when None.
    """

    soffice: str
    unopkg: str
    profile: Path | None = None

    @classmethod
    def find(cls, profile: Path | None = None) -> Office:
        """Find LibreOffice.

        Raises:
            OfficeProblem: it is not installed where it usually is.
        """
        soffice, unopkg = _program("soffice"), _program("unopkg")
        if soffice is None or unopkg is None:
            raise OfficeProblem(
                Text(
                    "没有找到 LibreOffice（程序 soffice 和 unopkg）。请先安装，或把它的 program 文件夹加入 PATH。",
                    "LibreOffice was not found (programs soffice and unopkg). Install it, or put its program "
                    "folder on the PATH.",
                )
            )
        return cls(soffice, unopkg, profile)

    @property
    def settings(self) -> list[str]:
        """The arguments that make LibreOffice use the profile, for its own and for shared extensions."""
        if self.profile is None:
            return []
        place = self.profile.resolve().as_uri()
        return [
            f"-env:UserInstallation={place}",
            f"-env:UNO_SHARED_PACKAGES={place}/shared",
            f"-env:UNO_SHARED_PACKAGES_CACHE={place}/shared",
        ]

    def install(self) -> str:
        """Install the extension, with the libraries of the Python that runs this, and return what TL_VERSION gives there.

        Raises:
            OfficeProblem: LibreOffice refused it (it is running, for instance), or the functions do not answer.
        """
        self.add(extension(this_environment()))
        return self.check()

    def add(self, file: bytes) -> None:
        """Put an extension in, in place of an older one.

        Raises:
            OfficeProblem: LibreOffice refused it.
        """
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / FILE_NAME
            path.write_bytes(file)
            done = self._extensions("add", "--force", str(path))
        if done.returncode:
            raise _refused(done)

    def uninstall(self) -> bool:
        """Remove the extension; return whether it was there.

        Raises:
            OfficeProblem: LibreOffice could not remove it.
        """
        done = self._extensions("remove", IDENTIFIER)
        if done.returncode and _NOT_REGISTERED not in done.stderr + done.stdout:
            raise _refused(done)
        return done.returncode == 0

    def _extensions(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        # LibreOffice lets root install for all users only.
        shared = ["--shared"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        return _run([self.unopkg, command, *shared, *arguments, *self.settings])

    def check(self) -> str:
        """Ask the functions in LibreOffice for their version.

        Raises:
            OfficeProblem: they do not answer; the sentence says why.
        """
        with tempfile.TemporaryDirectory() as folder:
            sheet = Path(folder) / "check.fods"
            sheet.write_text(_CHECK, encoding="utf-8")
            # An English, unquoted UTF-8 file of what the cells show.
            kind = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033"
            shown = sheet.with_suffix(".csv")
            command = [self.soffice, *self.settings, "--headless", "--convert-to", kind, "--outdir", folder]
            done = _run([*command, str(sheet)])
            lines = shown.read_text(encoding="utf-8-sig") if shown.exists() else ""
        version, chinese, english = [*next(csv.reader([lines.strip()]), []), "", "", ""][:3]
        if not version:
            # LibreOffice ends well where it could not load a file, too.
            raise _refused(done)
        if version.startswith(("#", "Err:")):
            raise OfficeProblem(
                Text(
                    f"扩展已安装，但函数没有运行（{version}）。{chinese}",
                    f"The extension is installed but its functions do not run ({version}). {english}",
                )
            )
        return version


def this_environment() -> dict[str, Any]:
    """Describe the Python that runs this: its version and the folders of its libraries."""
    folders = [p for p in sys.path if Path(p).name in ("site-packages", "dist-packages")]
    return {"python": list(sys.version_info[:2]), "paths": folders}


def environment() -> dict[str, str]:
    """Return the variables to start LibreOffice with: those of this program, but for what leads to another Python."""
    kept = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER_PYTHON}
    if sys.platform == "linux":
        kept["PATH"] = os.pathsep.join(filter(None, (_SYSTEM_FOLDERS, kept.get("PATH"))))
    return kept


def _program(name: str) -> str | None:
    found = find_program(name)
    if found is None:
        places = [place / name for place in _PLACES] + [place / f"{name}.com" for place in _PLACES]
        found = next((str(path) for path in places if path.is_file()), None)
    return found


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            env=environment(),
        )
    except subprocess.TimeoutExpired as late:
        raise OfficeProblem(
            Text(
                f"{Path(command[0]).name} 在 {_SECONDS} 秒内没有结束。请关闭所有 LibreOffice 窗口后再试。",
                f"{Path(command[0]).name} did not end within {_SECONDS} s. Close every LibreOffice window and try again.",
            )
        ) from late


def _refused(done: subprocess.CompletedProcess[str]) -> OfficeProblem:
    said = (done.stderr + done.stdout).strip()
    return OfficeProblem(
        Text(
            f"LibreOffice 没有完成：{said}。请关闭所有 LibreOffice 窗口后再试。",
            f"LibreOffice did not do it: {said}. Close every LibreOffice window and try again.",
        )
    )


_CHECK = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="check"><table:table-row>
<table:table-cell table:formula="of:={SERVICE}.TL_VERSION()"/>
<table:table-cell table:formula="of:=INDEX({SERVICE}.TL_EXPLAIN(&quot;TL_VERSION&quot;);1)"/>
<table:table-cell table:formula="of:=INDEX({SERVICE}.TL_EXPLAIN(&quot;TL_VERSION&quot;);2)"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document>
"""
